"""The English words that govern what follows or what went before them: tables, and nothing that judges.

``~`` behind a verb stands for its regular forms, ``|`` parts words of which one is meant, ``/`` parts phrases.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from briefing.cuts.cut import CutKind
from briefing.cuts.english_words import words

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
        vetoed|vetoes / oppose~ / far from / fail~|refuse~|decline~|neglect~|hesitate~|cease~ to
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
        no / under|at|in|on|by no circumstances|circumstance|point|time|case|way|account|means|stage / none / nobody
        no-one / nothing / nowhere / neither / nor / few / not all|every|everyone|everybody|many|much
        little evidence|chance|hope|sign|progress|prospect|likelihood|support|indication|proof|reason
        """,
    ),
    (
        "denial",
        "verb",
        """
        deny~ / clear~|acquitted|exonerate~|absolve~ ... of / refute~ / rebut|rebutted / debunk~ / disprove~
        disavow~ / disputed|disputing / doubted|doubting
        doubt|doubts the|a|this|that|these|they|he|she|it|his|her|their / reject~ / contradict~
        dismiss~ ... claim|claims|report|reports|allegation
        dismiss~ ... allegations|accusation|accusations|suggestion|suggestions / dismiss~ as
        wrong|false|untrue|incorrect|premature|misleading to say|claim|suggest|argue|think|assume|conclude
        question~ whether|if / disagree~ with|that / cast|casts|casting|throw|threw doubt|doubts on / recant~
        retract~ / repudiate~ / falsely|wrongly|mistakenly
        false|untrue|incorrect|wrong|fake|baseless|unfounded that
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
        if / unless / provided|providing that / as|so long as / on condition that / on the condition that|of
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
    ("possibility", "clause", "lest"),
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
        worry|worries|worried|worrying|afraid|convinced|confident|certain|hopeful|wary that
        testify~|caution~|affirm~|observe~|inform~|assure~|assume~ that
        reckon~|feel|felt|learn~|mention~|repeat~|concede~ that
        assure~|inform~|warn~|remind~|convince~|persuade~|promise~|rumoured|rumored ... that
        tell|tells|told|telling ... that
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
    "not": words("only just merely simply solely least long uncommon unusual surprising unlike"),
    "no": words("doubt less fewer more matter sooner wonder"),
    "none": words("other"),
    "nothing": words("but less short"),
    "whether": words("or"),
    "if": words("any so necessary possible ever only"),
    "without": words("doubt question exception"),
    "never": words("mind"),
    "few": words("days weeks months years hours minutes hundred thousand dozen"),
}
"""Words that take away what the word before them would negate or put under a condition."""
REPORTING = frozenset().union(
    *(
        phrase.parts[0]
        for phrase in _phrases()
        if phrase.kind == "attribution" and phrase.scope in ("content", "hearsay")
    ),
    *map(
        forms, "report state announce declare suggest indicate note add warn estimate maintain confirm explain".split()
    ),
) - words(
    "find finds found finding according hold held holds rule ruled rules show shows showed fear fears rumors "
    "rumours concern concerns allegations"
)
DENYING = frozenset().union(*map(forms, ["deny", "dispute", "reject", "refute", "contradict", "dismiss"]))
ANYTHING = frozenset({"..."})
SAYING = REPORTING | words(
    "find finds found hold held rule ruled show shows showed fear fears feared it clear true false likely "
    "unlikely possible hope hopes hoped expect expected suspect suspected sure doubt doubts doubted deny "
    "denied denies denying required require requires ensure ensured demand demanded know known knew aware "
    "convinced confident evident told him her them us reporters journalists and or agreed decided understood "
    "guarantee guaranteed mean means meant prove proved proven"
)
THAT = frozenset({"that"})
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
BARE = words("provided providing")
"""Words that put under a condition only where a clause follows."""
ALSO_NOUNS = words(
    "reports claims report claim estimates states state notes warnings complaints comments suggests charges stresses"
)
"""Verbs of speech that are nouns more often."""
