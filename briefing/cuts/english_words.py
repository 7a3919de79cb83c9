"""The English words that the rules of :mod:`briefing.cuts.english` read by: tables, and nothing that judges.

``~`` behind a verb stands for its regular forms, ``|`` parts words of which one is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from briefing.cuts.cut import CutKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


Scope = Literal["next", "verb", "noun", "clause", "content", "hearsay", "if"]
"""How far words reach: ``next`` to the verb beside them, ``verb`` over a verb and what depends on it, ``noun``
over a phrase without a verb of its own, ``clause`` over a subject and its verb, ``content`` over what somebody
says, ``hearsay`` the same where a clause follows, ``if`` over what they make conditional."""


class Phrase(NamedTuple):
    """Words that govern: one of each set, in a row.

    An adverb may stand between any two of them, and up to six words where a set holds ``...`` alone.
    """

    kind: CutKind
    scope: Scope
    parts: tuple[frozenset[str], ...]

    @property
    def takes_verb(self) -> bool:
        """Whether a verb without a tense follows, so that a second one is governed as well."""
        return "to" in self.parts[-1] or not self.parts[0].isdisjoint(("not", "n't", "never", "no", "hardly", "rarely"))


def forms(verb: str) -> frozenset[str]:
    """The regular forms of *verb*."""
    if verb.endswith("e"):
        return frozenset({verb, verb + "s", verb + "d", verb[:-1] + "ing"})
    if verb.endswith("y") and verb[-2] not in "aeou":
        return frozenset({verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"})
    plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return frozenset({verb, verb + plural, verb + "ed", verb + "ing"})


_TABLE: tuple[tuple[CutKind, Scope, str], ...] = (
    (
        "negation",
        "verb",
        """
        not / n't / never / no longer / hardly / scarcely / barely / rarely / seldom / unlikely to|that / yet to
        vetoed|vetoes / far from / fail~|refuse~|decline~|neglect~|hesitate~|cease~ to
        forgot|forget|forgets|unable|unwilling|reluctant|hesitant to
        stop|stops|stopped|stopping|fell|fall|falls short of / prevent~ / avoid~ / lacks|lacked / avert~ / prohibit~
        thwart~|foil~ / banned|bans|banning / barred|bars|barring / forbid|forbids|forbade|forbidden / disallow~
        outlaw~ / stop|stops|stopped|block~|keep|keeps|kept|deter|deters|deterred|dissuade~|discourage~ ... from
        refrain~|abstain~ from / rule|rules|ruled|ruling out
        abandon~|shelved|scrapped|cancelled|canceled ... plan|plans|attempt|attempts|effort|efforts to|for
        dropped|drop|withdrew|withdraw ... threat|threats|plan|plans|bid|demand|demands|offer to|for|of / too ... to
        """,
    ),
    (
        "negation",
        "noun",
        """
        without / lack|absence|dearth of / lacking / instead of / rather than / as opposed to / short of / with no
        failure|failures|refusal|inability|unwillingness|reluctance to
        """,
    ),
    (
        "negation",
        "clause",
        """
        no / none / nobody / no-one / nothing / nowhere / neither / nor / few
        not all|every|everyone|everybody|many|much
        little evidence|chance|hope|sign|progress|prospect|likelihood|support|indication|proof|reason
        """,
    ),
    (
        "denial",
        "verb",
        """
        deny~ / refute~ / rebut|rebutted / debunk~ / disprove~ / disavow~ / disputed|disputing / doubted|doubting
        reject~ / contradict~ / dismiss~ ... claim|claims|report|reports|allegation
        dismiss~ ... allegations|accusation|accusations|suggestion|suggestions / dismiss~ as / question~ whether|if
        disagree~ with|that / cast|casts|casting|throw|threw doubt|doubts on / recant~ / retract~ / repudiate~
        falsely|wrongly|mistakenly / false|untrue|incorrect|wrong|fake|baseless|unfounded that
        false|untrue|fake|baseless claim|claims|report|reports|rumours|rumors|rumour
        unfounded|debunked|bogus|unsubstantiated claim|claims|report|reports|rumours|rumors|rumour
        false|untrue|fake|baseless allegation|allegations|accusation|accusations
        unfounded|debunked|bogus|unsubstantiated allegation|allegations|accusation|accusations
        myth|lie|hoax|misconception|falsehood|fiction that|of
        """,
    ),
    (
        "denial",
        "content",
        "denial|denials that|of / doubt|doubts that|whether|about|over / dispute|disputes that|claims|whether",
    ),
    (
        "condition",
        "if",
        """
        if / unless / provided|providing that / as|so long as / on condition that|of / on the condition that|of
        assuming / assuming that / in case / in the event of|that / only if|when|once|after
        conditional|contingent on|upon / supposing / barring
        """,
    ),
    ("condition", "content", "whether / as if|though / even if"),
    (
        "threat",
        "verb",
        """
        threaten~ to|with / threat|threats to|of / warn~ ... against / propose~ / consider~ / contemplate~ / weigh~
        mull~ / want|wants / toy~ with
        propose~|intend~|vow~|pledge~|promise~|offer~|hope~|aim~|wish~|prepare~|attempt~|agree~|decide~|conspire~ to
        plan|plans|planned|planning|want|wants|wanted|seek|seeks to
        sought|seeking|try|tries|tried|trying|swore|mean|meant to
        ask~|urge~|order~|demand~|request~|instruct~|command~|tell|tells|told|want|wants|wanted|expect~|warn~ ... to
        call|calls|called|calling|appeal~ ... to / call|calls|called|calling for
        demand~|recommend~|insist~|suggest~|request~|propose~ that / demanded|demanding / recommend~
        advocated|advocating / plan|plans|proposal|proposals|bid|attempt to|for|of
        attempts|intention|ambition|ambitions|request|requests|appeal to|for|of
        pledge|promise|vow|desire|effort|efforts|scheme to|for
        plot|plots|conspiracy|willingness|demand|demands|offer|offers to|for
        expected|scheduled|set|slated|poised|ready|prepared to
        likely|supposed|destined|willing|eager|threatening|about to / is|are|was|were to / plotted|plotting|plots to
        """,
    ),
    (
        "possibility",
        "next",
        """
        may / might / could / would / should / must / ought to / perhaps / possibly / maybe / probably
        """,
    ),
    ("possibility", "verb", "appear~|seem~ to"),
    (
        "attribution",
        "content",
        """
        say|says|said|saying / claim~ / allege~ / assert~ / contend~ / insist~ / argue~ / believe~ / according to
        imply~ / tell|tells|told|telling / think|thinks|thought|thinking / suspect~ / predict~ / fear~ / suppose~
        speculate~ / report~|state~|announce~|declare~|suggest~|indicate~ that
        note~|add~|warn~|estimate~|maintain~|describe~|confirm~ that
        acknowledge~|admit|admits|admitted|explain~|stress~ that
        emphasize~|emphasise~|expect~|hope~|reveal~|disclose~ that
        recall~|promise~|vow~|pledge~|conclude~|find|finds|found that
        show|shows|showed|rule|rules|ruled|hold|holds|held that
        agree~|agreed|reiterate~|wrote|write|writes|tweeted|posted|complain~|remark~|comment~|hint~|swear|swore that
        testify~|caution~|affirm~|observe~|inform~|assure~|assume~ that
        reckon~|feel|felt|learn~|mention~|repeat~|concede~ that
        assure~|inform~|warn~|remind~|convince~|persuade~|promise~ ... that
        claim|claims|report|reports|allegation|allegations|accusation|accusations|rumour|rumours by|from|in ... that
        point|points|pointed|pointing out / claim|claims|report|reports|allegation|allegations that|of
        accusation|accusations|rumour|rumours|rumor|rumors that|of
        suggestion|suggestions|concern|concerns|fear|fears|assertion|assertions|belief|assumption|impression that|of
        suspicion|suspicions|speculation|warning|warnings|complaint that|of
        complaints|opinion|view|theory|argument|notion that|of
        """,
    ),
    (
        "attribution",
        "hearsay",
        """
        report~ / state~ / announce~ / declare~ / suggest~ / indicate~ / note~ / add~ / warn~ / estimate~
        maintain~ / confirm~ / acknowledge~ / admit / admits / admitted / explain~ / stress~ / emphasize~
        emphasise~ / expect~ / hope~ / reveal~ / disclose~ / testify~ / conclude~ / find / finds / found / show
        shows / showed / rule / ruled / hold / held / agree~ / agreed / reiterate~ / wrote / writes / tweeted
        posted / complain~ / remark~ / comment~ / caution~ / affirm~ / observe~ / assume~ / concede~ / concern
        concerns / rumours / rumors / allegations / fears / reckon~
        """,
    ),
    (
        "attribution",
        "verb",
        """
        accuse~|suspected ... of / accused|suspected of / blame~ ... for / describe~|recount~ / reportedly
        allegedly / purportedly / supposedly / ostensibly / apparently / alleged / purported
        claim~|purport~|profess~ to
        said|reported|believed|alleged|thought|rumoured|rumored|claimed|understood|estimated|deemed to
        """,
    ),
    ("exception", "if", "except / except for|in|that|when|where / excluding / with the exception of / save for"),
    ("exception", "noun", "other than"),
)


def _phrases() -> Iterator[Phrase]:
    for kind, scope, text in _TABLE:
        for phrase in text.replace("\n", " / ").split(" / "):
            parts = tuple(frozenset().union(*map(_spelled, part.split("|"))) for part in phrase.split())
            if parts:
                yield Phrase(kind, scope, parts)


def _spelled(word: str) -> frozenset[str]:
    return forms(word[:-1]) if word.endswith("~") else frozenset({word})


def _by_first_word() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in _phrases():
        for word in phrase.parts[0]:
            found.setdefault(word, []).append(phrase)
    return {word: tuple(sorted(phrases, key=lambda one: -len(one.parts))) for word, phrases in found.items()}


GOVERNORS = _by_first_word()
"""The phrases that can begin with a word, the longest first; ``n't`` stands for every word that ends so."""

HARMLESS = {
    "not": _words("only just merely simply solely least long uncommon unusual surprising unlike"),
    "no": _words("doubt less fewer more matter sooner wonder"),
    "none": _words("other"),
    "nothing": _words("but less short"),
    "whether": _words("or"),
    "if": _words("any so necessary possible ever only"),
    "without": _words("doubt question exception"),
    "never": _words("mind"),
    "few": _words("days weeks months years hours minutes hundred thousand dozen"),
}
"""Words that take away what the word before them would negate or put under a condition."""

APOSTROPHE_LOST = _words(
    "dont doesnt didnt wont wouldnt cant couldnt shouldnt isnt arent wasnt werent hasnt havent hadnt"
)
MODALS = _words("can could may might must shall should will would ought")
AUXILIARIES = MODALS | _words("is are was were be been being am has have had do does did")
FINITE = MODALS | _words("is are was were am has had have do does did")
EXISTENCE = _words(
    "report reports evidence indication indications sign signs record records proof suggestion case cases"
)
"""Of these, "no" says that a thing is not there, whatever stands between."""
COMPLEMENT_NOUNS = EXISTENCE | _words(
    "claim claims allegation allegations accusation accusations fact belief concern concerns fear fears "
    "assertion notion idea doubt possibility chance likelihood risk hint rumour rumours rumor rumors word "
    "statement view conclusion proof guarantee guarantees assurance assurances hope suspicion decision "
    "requirement reason information denial news it"
)
"""Nouns whose "that" tells their content, and is no pronoun for them."""
COORDINATORS = _words("and or nor")
CONTRASTS = _words("but yet however instead nevertheless nonetheless")
RELATIVES = _words("who whom whose which where")
CONCESSIVES = _words("although though whereas while despite notwithstanding albeit")
SUBORDINATORS = CONCESSIVES | _words(
    "because when whenever after before since until till once amid following given lest as so unless if"
)
DETERMINERS = _words(
    "the a an this these those his her its their our my your some several many most all both any each every "
    "no another such other more"
)
PREPOSITIONS = _words(
    "of in on at by for with from into onto about against between among during under over through across near "
    "within toward towards like via around behind beyond inside outside upon along off to than per"
)
PRONOUNS = _words("he she it they we i you there this that these those one who some many most others nobody everyone")
ADVERBS = _words(
    "also even ever still yet already always often just only again now then further long all publicly soon "
    "too quite so very sometimes almost nearly later initially since once repeatedly not never well"
)
# Past tenses and present tenses that need no look at their ending; participles that are also past tenses count.
IRREGULAR = _words(
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
BASE_VERBS = _words(
    "queue speak say live apply sell stay agree disagree insist know see hear wait hope look move run meet "
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

REPORTING = frozenset().union(
    *(
        phrase.parts[0]
        for phrase in _phrases()
        if phrase.kind == "attribution" and phrase.scope in ("content", "hearsay")
    ),
    *map(
        forms, "report state announce declare suggest indicate note add warn estimate maintain confirm explain".split()
    ),
) - _words(
    "find finds found finding according hold held holds rule ruled rules show shows showed fear fears rumors "
    "rumours concern concerns allegations"
)
DENYING = frozenset().union(*map(forms, ["deny", "dispute", "reject", "refute", "contradict", "dismiss"]))
CHARGES = _words("charge allegation accusation claim assertion account version report figure")
ASKING = _words(
    "see ask asks asked know determine decide wonder wondered check sure clear unclear even as what not and say"
)
ANYTHING = frozenset({"..."})
NO_PARTICIPLES = _words(
    "united hundred sacred indeed red during evening morning building nothing something anything everything "
    "being king beijing when then often even seven eleven women children garden sudden open token foreign "
    "season reason speed need exceed proceed wednesday thing wing ring spring string including seen been "
    "taken given even citizen hidden"
)
SOMETIMES_SUBORDINATORS = _words("as so once lest given following amid")
SAYING = REPORTING | _words(
    "find finds found hold held rule ruled show shows showed fear fears feared it clear true false likely "
    "unlikely possible hope hopes hoped expect expected suspect suspected sure doubt doubts doubted deny "
    "denied denies denying required require requires ensure ensured demand demanded know known knew aware "
    "convinced confident evident told him her them us reporters journalists and or agreed decided understood "
    "guarantee guaranteed mean means meant prove proved proven"
)
NEVER_BEFORE_VERBS = (DETERMINERS - {"all", "both", "this", "these", "those", "several", "some", "many", "most"}) | (
    PREPOSITIONS
    | _words("be been being is are was were has have had having do does did and or its their newly recently")
) - {"as"}
ALSO_PARTICIPLES = _words(
    "held made found sent built bought brought caught lost kept put set sold hit cut shot paid taught left "
    "led met won broken chosen forced burnt spent known meant understood struck hidden stolen hurt beat"
)
PARTICIPLE_LINKS = _words("by for at with from under as in on to of against during since against through")
OBJECT_PRONOUNS = _words("him her them it us me themselves himself itself herself whether")
CLAUSE_OPENERS = _words("that and or but because although though while whereas which who nor as so")
NO_SPEAKERS = (
    CONTRASTS | RELATIVES | _words("because although though while whereas when after before if unless that to not for")
)
AFTER_SPEECH = _words(
    "on in at to during late early last yesterday today tomorrow this earlier after before when by via "
    "through from while as monday tuesday wednesday thursday friday saturday sunday reporters journalists "
    "local state afp reuters ap"
)
UNTRUE = _words("false untrue denied wrong incorrect true disputed rejected baseless inaccurate fabricated")

PASSIVE = _words(
    "fired dismissed armed based employed accused charged convicted detained arrested killed located related "
    "used made owned backed led called named known organized organised"
)
"""Participles that more often describe the noun before them than tell what it did."""

THAT = frozenset({"that"})
MONTHS = _words("january february march april may june july august september october november december week month")
PLURALS = _words("people men women children police they we you both many most some troops media")

_TAIL_TABLE: tuple[tuple[CutKind, str], ...] = (
    (
        "condition",
        """
        if / unless / provided|providing that / provided|providing / as|so long as / on condition / on the condition
        assuming / in case / in the event of|that / only if|when|once|after|on|upon
        but|and only if|when|once|after / conditional|contingent on|upon / subject to / should / pending / barring
        except|only|but if
        """,
    ),
    (
        "exception",
        """
        except / excepting / excluding / other than / with the exception / save for / apart from
        only in|with|by|for|under / only through|at|where|to|as|until|from / but not
        but only in|with|by|for|under|through|at|where|to|as|until|from|on|upon
        """,
    ),
)


def _tails() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for kind, text in _TAIL_TABLE:
        for phrase in text.replace("\n", " / ").split(" / "):
            parts = tuple(frozenset(part.split("|")) for part in phrase.split())
            for word in parts[0] if parts else ():
                found.setdefault(word, []).append(Phrase(kind, "if", parts))
    return {word: tuple(sorted(phrases, key=lambda one: -len(one.parts))) for word, phrases in found.items()}


TAILS = _tails()
"""The phrases behind a clause that restrict it, by their first word."""

BARE = _words("provided providing")
"""Words that put under a condition only where a clause follows."""
ALSO_NOUNS = _words(
    "reports claims report claim estimates states state notes warnings complaints comments suggests charges stresses"
)
"""Verbs of speech that are nouns more often."""
NO_ADVERBS = _words(
    "likely unlikely early daily weekly monthly family supply reply apply comply rely ally only italy july assembly"
)
