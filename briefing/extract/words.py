"""The English word lists that the extractive analyst reads by.

Nothing here judges: the lists say which words name a speaker, an office, an organisation, or mark
speech, and a passage is taken or left by them. They are closed on purpose; a word that is missing costs
an item, never a wrong one.
"""

from __future__ import annotations

from briefing.naming.lexicon import ADVERBS as ADVERBS
from briefing.naming.lexicon import ARMED_GROUPS as ARMED_GROUPS
from briefing.naming.lexicon import ARMED_HEADS as ARMED_HEADS
from briefing.naming.lexicon import AUXILIARIES as AUXILIARIES
from briefing.naming.lexicon import COMPANY_HEADS as COMPANY_HEADS
from briefing.naming.lexicon import CONJUNCTIONS as CONJUNCTIONS
from briefing.naming.lexicon import DETERMINERS as DETERMINERS
from briefing.naming.lexicon import GOVERNMENT_HEADS as GOVERNMENT_HEADS
from briefing.naming.lexicon import MONTHS_AND_DAYS as MONTHS_AND_DAYS
from briefing.naming.lexicon import NAME_HEADS as NAME_HEADS
from briefing.naming.lexicon import OPENERS as OPENERS
from briefing.naming.lexicon import PREPOSITIONS as PREPOSITIONS
from briefing.naming.lexicon import PRONOUNS as PRONOUNS
from briefing.naming.lexicon import STRONG_TITLES as STRONG_TITLES
from briefing.naming.lexicon import THING_HEADS as THING_HEADS
from briefing.naming.lexicon import TITLES as TITLES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in text.split(","))


DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

SPEECH_FREE = _words(
    "said says say told tells added adds wrote writes tweeted stated argued argues claimed noted explained explains "
    "reported announced predicted predicts believes believed thinks estimated alleged alleges testified recalled "
    "replied remarked observed asserted asserts contended contends suggested declared insisted insists cautioned "
    "cautions vowed vows pledged pledges quipped forecasts expects"
)
"""Verbs of speech that report what their subject said wherever they stand after a speaker."""

SPEECH_BARE = _words("said says added wrote stated tweeted argued explained noted replied remarked recalled warned")
"""Those that may stand before their speaker: *said Ajala*."""

SPEECH_MARKED = _words(
    "warned warns called calls described describes condemned condemns accused accuses urged urges welcomed denied "
    "denies acknowledged admitted dismissed rejected criticized criticised promised hailed praised demanded blamed "
    "hinted signaled signalled lamented complained compared labeled labelled states estimates reports claims notes "
    "found finds documented suggests declares announces confirmed concluded concludes posted responded commented "
    "projected expected"
)
"""Verbs, and words that may be nouns, that report speech only beside a quotation or before *that*."""

EXPERTS = _words(
    "analyst analysts expert experts researcher researchers scholar scholars academic academics professor professors "
    "lecturer lecturers economist economists historian strategist fellow fellows scientist scientists author "
    "political-scientist consultant pollster"
)
OFFICES = _words(
    "minister ministers president official officials spokesman spokeswoman spokesperson spokespeople spokespersons "
    "ambassador envoy diplomat diplomats secretary chancellor premier governor mayor senator lawmaker lawmakers "
    "legislator legislators congressman congresswoman deputy commissioner prosecutor prosecutors judge judges king "
    "queen prince adviser advisor aide aides chief leader leaders head heads chairman chairwoman chair chairperson "
    "director directors coordinator representative representatives administrator"
)
SOLDIERS = _words("general generals commander commanders colonel captain soldier soldiers officer officers admiral")
PEOPLE = _words(
    "journalist journalists reporter lawyer lawyers attorney attorneys activist activists witness witnesses resident "
    "residents executive executives founder co-founder owner farmer farmers doctor doctors nurse teacher teachers "
    "student students businessman businesswoman banker investor investors trader traders critic critics observer "
    "observers member members candidate counsel politician politicians opponent opponents campaigner campaigners "
    "organizer "
    "protester protesters survivor survivors victim victims detainee detainees prisoner prisoners user users family "
    "families refugee refugees priest bishop imam pastor manager "
    "engineer singer actor writer novelist player coach victim suspect defendant father mother son daughter brother "
    "sister husband wife people person veteran worker workers villager villagers sources source insider"
)
BODIES = _words(
    "ministry ministries government governments police army military navy force forces junta parliament court courts "
    "authorities agency agencies department commission committee council union unions party parties organization "
    "organizations organisation organisations group groups company companies bank magazine newspaper outlet watchdog "
    "ngos ngo nongovernmental bloc alliance embassy presidency cabinet opposition firm office service kremlin regime "
    "administration militia rebels association network federation institute think-tank thinktank foundation bureau "
    "statement communique communiqué survey poll study"
)
PERSON_NOUNS = EXPERTS | OFFICES | SOLDIERS | PEOPLE
SPEAKER_NOUNS = PERSON_NOUNS | BODIES

REGIONS = _phrases(
    "Africa, Europe, Asia, America, West Africa, East Africa, North Africa, Southern Africa, Central Africa, Sahel, "
    "Middle East, Latin America, Central America, South America, North America, Southeast Asia, Central Asia, Balkans, "
    "Caucasus, Horn, West, East, North, South, Global South, Arctic, Antarctica, Mediterranean, Black Sea, Red Sea, "
    "Pacific, Atlantic, Indo-Pacific, Caribbean, Western, Eastern, Northern, Southern, Asia-Pacific, Donbas, Crimea, "
    "Gaza, Gaza Strip, West Bank, Kashmir, Darfur, Tigray"
)
NOT_NAMES = _words(
    "NGO NGOs CEO CFO GDP AI TV PM AM HIV AIDS COVID LGBTQI LGBTQI+ LGBT USD EUR GMT UTC EST EDT ET PT OK IT ID "
    "PDF URL FAQ DNA II III IV VI VII VIII IX XI XII IED IEDs POW POWs VIP CCTV GPS SMS FM AC DC PhD MP MPs HQ "
    "CV UAV UAVs LNG SUV BC AD CC BY HOM REL ICBM WMD Q A V TBD I ATM SIM EV EVs IPO ETF"
) | _words(
    "Internet Twitter Facebook Instagram Telegram WhatsApp YouTube TikTok Google Wikipedia Id Islamist "
    "Muslim Muslims Christian Christians Jewish Jews Catholic Catholics Islam Islamic Arab Arabs English French "
    "Western God Bible Quran Constitution"
)
COUNTRY_SURNAMES = _words("Jordan Chad Georgia Israel Ireland Holland England Paris London France Berlin Washington")
ARMED_AFTER = _words(
    "mercenary mercenaries militia militias militants rebels fighters insurgents jihadists gunmen gang gangs cartel "
    "paramilitary paramilitaries guerrillas terrorists"
)
COMPANY_NOUNS = _words(
    "company firm giant automaker carmaker conglomerate startup start-up retailer maker developer "
    "chipmaker drugmaker planemaker operator"
    " producer miner lender"
)

VERBS_BASE = _words(
    "accept accuse acquire agree aim allow announce appoint approve argue arm arrest ask attack back ban blame block "
    "bomb call cancel capture carry challenge claim close command condemn confirm continue control cooperate "
    "cooperat create criticize decide declare declin defeat delay demand deny deploy develop dismiss dispatch "
    "effect elect end enter establish expand expect expel express face fail fear fire force form gain govern grant "
    "help host impose improve include increase insert insist invade invite join kill label launch lead leave limit "
    "maintain make march move need negotiate offer open operate oppose order oust own pay plan pledge postpone press "
    "prevent produce prohibit promise protect provide pull push raise reach receive recognize reduce refuse reject "
    "release remain remove replace report request resign resist respond restrict resume return reveal rule run "
    "sanction secure seek seem seize send serve sever shell show sign start state stop strike strip struggle submit "
    "suffer supply support suspend take target tell threaten try urge use violate vote vow want warn welcome win "
    "withdraw work"
)
VERBS_IRREGULAR = _words(
    "was were had did led made took went came gave got held kept left lost met paid put ran sent shot sold sought "
    "spent stood struck told took fought found fell drew drove built brought began became broke bought chose cut "
    "fled flew froze grew hit knew laid overthrew rose saw set shut spoke stole swore threw thought understood won "
    "withdrew wrote stuck hurt beat bore dealt fed felt hid meant read rid said shook sank spread swept taught wore"
)


def _inflect(base: str) -> set[str]:
    stem = base.removesuffix("e")
    third = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"
    if base.endswith(("s", "sh", "ch", "x")):
        third = base + "es"
    past = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else stem + "ed"
    return {third, past, base + base[-1] + "ed"}


VERB_FORMS = frozenset(form for base in VERBS_BASE for form in _inflect(base)) | VERBS_IRREGULAR | AUXILIARIES


_SELDOM_VERBS = _words("forces states hundred indeed")


def is_verb(word: str) -> bool:
    """Whether *word*, in lower case, can be a finite verb right after its subject."""
    if word in _SELDOM_VERBS:
        return False
    return word in VERB_FORMS or word in SPEECH_FREE or (len(word) > 4 and word.endswith("ed"))
