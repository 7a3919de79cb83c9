"""Three invented reports with everything in them that a liar likes: denials, threats, conditions, hedges, numbers."""

from __future__ import annotations

from briefing.source import Source
from tests.lying_material import hide

_STRAIT = """\
The Orsk Strait Authority closed the eastern lane on 14 March 2031 after two tankers collided near Cape Brannoch. \
The authority did not publish the findings of its own inspectors. Captain Mirela Dastan said that the pilots had \
warned of the shoal for years.

Prime Minister Oleth Karran threatened to seize every vessel that sails without a Tavian pilot. The cabinet refused \
to pay compensation to the owners of the tankers. The Harbour Workers' League reported that 340 of its members had \
lost their wages since the closure. There were no reports that the navy of Tavia had fired on civilian ships.

The lane will reopen in June if the insurers accept the new rules. If Tavia withdraws its pilots, the grain terminal \
at Port Ilmen could close within weeks. Analysts of the Meridian Shipping Bureau estimated that 1,250 cargoes may be \
delayed, at a cost of $48 million. Opposition leader Sefa Orlin never met the owners, according to the Harbour \
Workers' League.

The Tavian Navy may deploy patrol boats to Cape Brannoch, though the ministry of defence had not confirmed the \
order. Foreign Minister Ruan Ostell told the parliament that Tavia would probably ask for mediation. Neither the \
insurers nor the Meridian Shipping Bureau have seen the order. Fishermen at Port Ilmen reportedly stopped paying the \
pilots in February 2031, and 62 percent of the boats stayed in harbour.
"""
_MINISTRY = """\
Tavia is ready to talk about the Orsk Strait, the ministry of foreign affairs said in a statement on 20 March 2031. \
The ministry denied that patrol boats had been sent to Cape Brannoch. Ruan Ostell said the government of Tavia \
wanted a settlement before the harvest.

The ministry did not name the states that might mediate. Insurers would return to the strait if the pilots were \
allowed to work, the statement said. The Harbour Workers' League rejected the offer and called it a trick of the \
Tavian government. Officials in Port Ilmen could not say when the 17 stranded ships would sail. The insurers accused \
the pilots of selling places in the convoy. No pilot of the eastern lane has returned to Port Ilmen since the \
accident.
"""
_LAKE = """\
Governor Ansa Belmoor did not sign the water treaty with Quellan at the meeting in Lake Vessin on 3 May 2030. The \
Vessin Basin Council said that the treaty might fail without money for the dams. Farmers of the Upper Quell warned \
that they would block the road if the sluices stayed shut.

Quellan failed to open the northern sluices in April, and 8,400 households had no water for 12 days. Colonel Imre \
Tasko denied that soldiers had guarded the sluices. The Vessin Basin Council has never recognised the border of \
1987. Boats from Lake Vessin rarely cross the border of the province. Engineers believed that the dam at Harrow Gap \
could break unless the spillway was repaired.

The treaty would cost Quellan about 31 million crowns a year, according to the Vessin Basin Council. Quellan will \
pay its share provided that the council agrees to joint inspections. Ansa Belmoor told reporters that the province \
could probably live without the treaty. Inspectors of the council asked whether the spillway had been tested before \
the flood. All villages of the Upper Quell had water again in May, except the three below Harrow Gap. The bishop of \
Vessin did not take a side, although his office reportedly sheltered several farmers.
"""

REPORTS = (
    [
        Source.from_text(hide(_STRAIT), title="Strait closed", publisher="The Ilmen Post", published="2031-03-18"),
        Source.from_text(_MINISTRY, title="Statement on the strait", publisher="Tavia", published="2031-03-20"),
    ],
    [
        Source.from_text(
            hide(_LAKE), title="No treaty at Lake Vessin", publisher="The Basin Mail", published="2030-05-04"
        )
    ],
)
"""The reports of one brief each."""
