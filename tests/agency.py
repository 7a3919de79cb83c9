"""One agency's report in three papers, and a reporter who was there: invented, for the tests of many sources."""

from __future__ import annotations

from briefing.source import Source

AGENCY = """\
Two tugs were seized in the port of Norvale on Tuesday after their crews refused to sail, the harbour authority said.

The authority said that 12 sailors were detained on the quay and taken to the barracks of the coast guard. Their \
lawyers were not allowed to see them until late in the evening, a spokesman for the seamen's union added.

“The strike will probably spread to the grain terminal before the end of the week,” said Ida Holm, the director of the \
authority. She has asked the government in Ostrava for soldiers who can work the cranes.

No grain ship has left Norvale since the seizure, and five are waiting in the roads. Traders fear that the harvest \
will not be shipped before the winter storms begin in November.
"""
SHORTENED = "\n\n".join(AGENCY.split("\n\n")[:2])
REWRITTEN = "Crews in custody as harbour dispute sharpens\n\nFrom our desk\n\n" + AGENCY.replace(
    "after their crews refused to sail", "when their crews would not sail"
).replace("late in the evening", "late at night")
REPORTER = """\
By noon on Tuesday the quay at Norvale was empty but for the coast guard's vans. I counted the men as they were led off.

The authority said that 17 sailors were detained on the quay and taken to the barracks of the coast guard. One of them \
waved to a woman behind the fence; she would not give her name.

“The strike will probably spread to the grain terminal before the end of the week,” said Ida Holm, the director of the \
authority, standing in the rain before a handful of us. Asked about soldiers, she turned away.

In the canteen of the grain terminal the talk was of wages and of the winter. Nobody there would say what the morning \
would bring, and the shift ended in silence.
"""

REPORTS = [
    Source.from_text(AGENCY, publisher="Coast Gazette", published="2026-03-04", title="Tugs seized"),
    Source.from_text(SHORTENED, publisher="Morning Post", published="2026-03-05", title="Tugs seized in Norvale"),
    Source.from_text(REWRITTEN, publisher="Evening Star", published="2026-03-05", title="Crews in custody"),
    Source.from_text(REPORTER, publisher="The Reporter", published="2026-03-05", title="On the quay"),
]
