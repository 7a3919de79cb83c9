"""The English function words and forms that :mod:`briefing.cuts.english_clauses` knows clauses by: tables alone."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of *text*, as a set."""
    return frozenset(text.split())


APOSTROPHE_LOST = words(
    "dont doesnt didnt wont wouldnt cant couldnt shouldnt isnt arent wasnt werent hasnt havent hadnt"
)
MODALS = words("can could may might must shall should will would ought")
AUXILIARIES = MODALS | words("is are was were be been being am has have had do does did")
FINITE = MODALS | words("is are was were am has had have do does did")
EXISTENCE = words(
    "report reports evidence indication indications sign signs record records proof suggestion case cases"
)
"""Of these, "no" says that a thing is not there, whatever stands between."""
COMPLEMENT_NOUNS = EXISTENCE | words(
    "claim claims allegation allegations accusation accusations fact belief concern concerns fear fears "
    "assertion notion idea doubt possibility chance likelihood risk hint rumour rumours rumor rumors word "
    "statement view conclusion proof guarantee guarantees assurance assurances hope suspicion decision "
    "requirement reason information story stories theory suggestion charge charges truth denial news it"
)
"""Nouns whose "that" tells their content, and is no pronoun for them."""
COORDINATORS = words("and or nor")
CONTRASTS = words("but yet however instead nevertheless nonetheless")
RELATIVES = words("who whom whose which where")
CONCESSIVES = words("although though whereas while despite notwithstanding albeit")
SUBORDINATORS = CONCESSIVES | words(
    "because when whenever after before since until till once amid following given lest as so unless if"
)
JOINING = COORDINATORS | SUBORDINATORS
DETERMINERS = words(
    "the a an this these those his her its their our my your some several many most all both any each every "
    "no another such other more"
)
PREPOSITIONS = words(
    "of in on at by for with from into onto about against between among during under over through across near "
    "within toward towards like via around behind beyond inside outside upon along off to than per"
)
PRONOUNS = words("he she it they we i you there this that these those one who some many most others nobody everyone")
ADVERBS = words(
    "also even ever still yet already always often just only again now then further long all publicly soon "
    "too quite so very sometimes almost nearly later initially since once repeatedly not never well"
)
IRREGULAR = words(
    "said told took held made went came began became got gave kept left led lost met paid put ran saw sent "
    "set shot sold spoke stood struck swore thought threw understood won wrote fell felt fled flew fought "
    "found forced knew brought bought broke built burnt caught chose cut drew drove ate grew hid hit laid lay "
    "lent let meant rose sat sought spent split spread stole swept taught tore wore withdrew overthrew "
    "undertook bore beat bid shut hurt cost quit shook sank died arrived returned occurred happened remained "
    "continued resigned agreed appeared responded voted gathered marched protested worked lived started ended "
    "existed failed seemed belonged escaped collapsed crossed emerged stayed served says tells takes holds "
    "makes goes comes begins becomes gets gives keeps leaves leads loses meets pays runs sees stands thinks "
    "wins writes falls finds knows wants needs seeks plans remains continues appears seems believes includes "
    "provides requires allows belongs faces denies claims argues insists expects exists supports controls "
    "think believe want need remain seem believe argue insist"
)
BASE_VERBS = words(
    "own lie act serve reach grow show mean wish love hate fear doubt expect plan die kill fall rise face "
    "blame praise oppose favour favor back deny admit write read teach learn play watch follow lead pass drop "
    "draw break fight join queue speak say live apply sell stay agree disagree insist know see hear wait hope "
    "look move run meet "
    "sit face carry provide protect enforce allow permit require recognize respect comply apply use take make "
    "give hold keep pay meet establish prohibit punish prosecute investigate impose include have be do get go "
    "come leave attack kill burn destroy seize capture arrest detain release return restore reinstate "
    "withdraw send deploy sign join support back condemn accept reject cooperate intervene invade fire shoot "
    "bomb strike target open close end begin start stop prevent increase reduce cut raise build sell buy "
    "export import issue publish confirm report say tell ask call demand discuss negotiate participate attend "
    "vote elect appoint dismiss remove replace limit restrict control monitor employ work train arm fund "
    "finance help assist offer deliver supply bring carry order force expel deport extradite charge try "
    "convict sentence execute torture threaten warn win lose seek cross enter abandon surrender resign"
)
CHARGES = words("charge allegation accusation claim assertion account version report figure")
ASKING = words("see ask asks asked know knows knew determine decide wonder wondered check sure clear unclear say")
NO_CONDITIONS = ASKING | words("even as what not and")
"""Words behind which "if" makes no condition of what went before."""
NO_PARTICIPLES = words(
    "united hundred sacred indeed red during evening morning building nothing something anything everything "
    "being king beijing when then often even seven eleven women children garden sudden open token foreign "
    "season reason speed need exceed proceed wednesday thing wing ring spring string including seen been "
    "taken given even citizen hidden"
)
SOMETIMES_SUBORDINATORS = words("as so once lest given following amid")
NEVER_BEFORE_VERBS = (DETERMINERS - {"all", "both", "this", "these", "those", "several", "some", "many", "most"}) | (
    PREPOSITIONS
    | words("be been being is are was were has have had having do does did not and or its their newly recently")
    | MODALS
) - {"as"}
ALSO_PARTICIPLES = words(
    "held made found sent built bought brought caught lost kept put set sold hit cut shot paid taught left "
    "led met won broken chosen forced burnt spent known meant understood struck hidden stolen hurt beat"
)
PARTICIPLE_LINKS = words("by for at with from under as in on to of against during since against through")
OBJECT_PRONOUNS = words("him her them it us me themselves himself itself herself whether")
CLAUSE_OPENERS = words("that and or but because although though while whereas which who nor as so")
NO_SPEAKERS = (
    CONTRASTS | RELATIVES | words("because although though while whereas when after before if unless that to not for")
)
AFTER_SPEECH = words(
    "on in at to during late early last yesterday today tomorrow this earlier after before when by via "
    "through from while as monday tuesday wednesday thursday friday saturday sunday reporters journalists "
    "local state afp reuters ap"
)
UNTRUE = words("false untrue denied wrong incorrect true disputed rejected baseless inaccurate fabricated")
PASSIVE = words(
    "fired dismissed armed based employed accused charged convicted detained arrested killed located related "
    "used made owned backed led called named known organized organised"
)
"""Participles that more often describe the noun before them than tell what it did."""
MONTHS = words("january february march april may june july august september october november december week month")
TELLING = words(
    "tell tells told telling inform informed informs assure assured assures warn warned warns remind reminded convince "
    "convinced persuade persuaded promise promised notify notified advise advised showed"
)
"""Verbs that name the hearer before their "that"."""
PLURALS = words("people men women children police they we you both many most some troops media")
NO_ADVERBS = words(
    "likely unlikely early daily weekly monthly family supply reply apply comply rely ally only italy july assembly"
)
