"""Sentences found by the words that mark purpose, danger and the future; the words are the sources' own.

Each finder gives a strength from 0 on, so that the analyst can prefer the clearest. Nothing is rated:
strength says how plainly the words mark their sentence, not how grave or likely a thing is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.extract import words as w
from briefing.extract.names import Mention
from briefing.extract.reading import Passage

_I = re.IGNORECASE


def _cue(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})", _I)


# Nouns of purpose belong to whoever possesses them; verbs of purpose to their subject.
_PURPOSE_NOUNS = _cue(
    r"(?:drive (?:for|to)|determination to|desire (?:to|for)|ambitions? (?:to|of|for)|bid to|efforts? to|attempts? to|"
    r"intentions? (?:to|of)|goals? (?:of|is|was|to)|aims? (?:of|is|was)|objectives? (?:of|is|was|in)|interests? in|"
    r"quest (?:for|to)|push (?:for|to)|strategy (?:of|to)|need to|willingness to)\b"
)
_PURPOSE_VERBS = _cue(
    r"(?:(?:aim(?:s|ed|ing)? (?:to|at)|seek(?:s|ing)? to|sought to|(?:is|are|was|were) (?:\w+ )?motivated (?:to|by)|"
    r"wants? to|wanted to|hop(?:es?|ed|ing) to|(?:keen|eager|determined|desperate|anxious) to|"
    r"try(?:ing)? to|tries to|tried to|intend(?:s|ed)? to|looking to|"
    r"would (?:not )?want|(?:attempt|strive|strove|struggl)(?:s|ed|ing|es)? to)\b)"
)
_PURPOSE_LINKS = _cue(
    r"(?:in order to|so as to|in an? (?:bid|effort|attempt|move) to|"
    r"with the (?:aim|goal|intention|purpose|view) (?:of|to)|"
    r"for the purpose of|aimed at|(?:intended|designed|meant) to|so that|because (?:it|they|he|she|this|that) would|"
    r"to (?:boost|strengthen|expand|secure|deter|prevent|counter|protect|weaken|undermine|pressure|punish|gain|"
    r"force|preserve|defend|curb|regain|consolidate|maintain|attract|diversify|reassert|restore|intimidate|influence|"
    r"discredit|suppress|silence|retaliate))\b"
)
_CLAUSE_ENDS = re.compile(
    r"[;:—]| [–-] |, (?:but|while|although|which (?:he|she|they)|according|said|[A-Z][\w.-]+ said)\b"
)
_ATTRIBUTION_TAIL = re.compile(r", [^,;]{2,70} (?:said|says|told|added|warned|reported)\b[^,;]*$")
# "threatened to", "able to": an infinitive behind these says what is done, not what for.
_NOT_PURPOSE = re.compile(
    r"\b(?:threaten\w*|able|unable|fail\w*|likely|continu\w+|expect\w*|agree\w*|plan\w*|vow\w*|pledg\w*|promis\w*|right|refus\w*|"
    r"ability|forc\w+|need\w*|order\w*|ask\w*|urg\w+|call\w*|allow\w*|help\w*|want\w*|power|authority|law|mandate|"
    r"seek\w*|sought|aim\w*|try\w*|tried|hope\w*|intend\w*|designed|ready|had|has|have|having|used|going|due|"
    r"mechanisms?|"
    r"requir\w+|failure|failures|capacity|motivated|determin\w+|how|willing|attempt\w*|bid|effort|efforts) $",
    _I,
)

_NEGATION = re.compile(r"\b(?:not|no|nor|never|neither|rarely|without)\b|n['’]t\b", _I)
_DANGERS: tuple[tuple[re.Pattern[str], float], ...] = (
    (_cue(r"runs? the risk|at risk of|risk(?:s|ed|ing)? (?:of|that|to|losing|becoming|being)|the risks?\b"), 4),
    (_cue(r"pos(?:e|es|ed|ing) an? (?:\w+ ){0,2}(?:threat|challenge|danger|risk)"), 4),
    (_cue(r"fears?\b|fearing\b"), 2.5),
    (_cue(r"(?:fears?|feared|concerns?|concerned|worr(?:y|ies|ied)|alarm) (?:that|of|over|about|among|for)\b"), 3),
    (_cue(r"warn(?:s|ed|ing|ings)? (?:that|of|against|it|the|about)\b"), 3),
    (
        _cue(
            r"threat(?:ens?)?\b|threatening (?:to|the|an?|its|their)\b|"
            r"(?<!were )(?<!was )threatened (?:to|that|with|by)\b"
        ),
        3,
    ),
    (
        _cue(
            r"(?:could|may|might|would|will) (?:\w+ ){0,2}(?:lose|lead to|trigger|spark|cause|collapse|escalate|worsen|"
            r"spread|run out|undermine|destabili\w+|weaken|damage|harm|fail|fall|jeopardi\w+|endanger|deepen|disrupt|"
            r"suffer|force|cost|kill|push|exacerbate|default|be forced|deteriorate|spill)\b"
        ),
        4,
    ),
    (
        _cue(
            r"(?:jeopardi[sz]|endanger|imperil|destabili[sz])\w*|vulnerable to|vulnerabilit\w+|on the brink|"
            r"spill(?:ing)? over"
        ),
        3,
    ),
    (_cue(r"dangers?|dangerous\w*|perils?|precarious|uncertain(?:ty)?|instability|more difficult|volatil\w+"), 2),
    (
        _cue(
            r"escalat\w+|deteriorat\w+|worsen\w*|crisis|crises|shortages?|famine|collapse[ds]?|insurgen\w+|unrest|"
            r"militants?|jihadist\w*|extremis\w+|retaliat\w+|reprisals?|void|vacuum|recession|sabotage"
        ),
        1.5,
    ),
    (
        _cue(
            r"violence|violent|threats|threatened|attacks?|coups?|conflict|invasion|war\b|hostilit\w+|disruption|"
            r"blockade|outbreak|"
            r"abuses?|impunity|trafficking|harass\w+|intimidat\w+|displace\w+|cyberattacks?"
        ),
        1,
    ),
)
_OPEN_ENDED = _cue(r"(?:could|may(?! \d)|might|would|will|likely|increas\w+|growing|rising|worsen\w+|continu\w+)\b")
_NO_DANGER = _cue(
    r"(?:there (?:was|were|is|are) no|no (?:reports?|threat|risk|danger)|prohibit(?:s|ed)|"
    r"risk (?:assessment|management)|"
    r"low risk|law (?:also )?(?:provided|criminalized|allowed|required|permitted)|legally,|the right to|"
    r"without (?:fear|risk|\w*\s?jeopard\w+)|remove themselves|"
    r"threatened species|issues included|(?:prison|jail) sentence|or a fine\b)"
)
_DEED = re.compile(r"\b(?:killed|died|were arrested|was arrested|sentenced|convicted|detained)\b", _I)
RISK_ENOUGH = 3.0

_FUTURES: tuple[tuple[re.Pattern[str], float], ...] = (
    (
        _cue(
            r"only a matter of time|(?:un)?likely\b(?! \w+ed\b)|probably|"
            r"(?:is|are|was|were) (?:expected|set|poised) to|almost certainly|inevitabl\w+|"
            r"in the (?:coming|next) (?:\w+ )?(?:days|weeks|months|years?|decade)"
        ),
        3,
    ),
    (_cue(r"will|won't|’ll|'ll|going to|forecasts?|predicts?|expects?|plans? to|intends? to|is planning to"), 2.5),
    (re.compile(r"\b(?:could|might|may(?! \d))\b"), 1.2),
    (_cue(r"by (?:the end of )?20\d\d|next year|soon|eventually|perhaps|possibly"), 1),
)
# Past ability, habits, wishes and what never came: modals that look at no future.
_NO_FUTURE = re.compile(
    r"\b(?:would (?:not )?(?:like|want|have|often|sometimes|always|be (?:happy|interested))|could (?:not|have|only)|"
    r"may "
    r"have|might have|couldn't|if (?:he|she|they|it) could|(?:was|were) (?:un)?likely|goodwill|will of|"
    r"free will|political will|because (?:it|they|this|that) would)\b",
    _I,
)
# "On June 7, 2016, he announced …": what was ahead then is behind now.
_DATED_PAST = re.compile(r"^(?:Also )?(?:[Oo]n|[Ii]n|[Bb]y) (?:\w+ )?(?:\d{1,2}, )?(?:19|20)\d\d\b")
# A worry that was about is no outlook: "with that came the worry that Russia would take the vacant place".
_WORRY = re.compile(
    r"\b(?:worry|worries|(?:the|an?|of|his|her|its|their|any|no|with|amid|growing|raised|raising|sparked|sparking|fuelled|"
    r"fueled|fuelling|fueling|stoked|stoking|caused|prompted|prompting) (?:\w+ )?(?:fears?|concerns?|anxiet\w+|alarm|"
    r"suspicions?|hopes?|rumou?rs?|threats?))\b[^.;:\"“”]{0,80}?\bthat\b[^.;\"“”]*",
    _I,
)
_WOULD = re.compile(r"\bwould\b")
_WOULD_WEIGHT = 2.0
_EXPECTING = (
    r"(?:sa(?:ys?|id)|tells?|told|adds?|added|expect|predict|forecast|believ|think|thought|estimat|warn|argu|project|"
)
_EXPECTING += r"reckon|anticipat|announc|vow|pledg|insist|assess|conclud|doubt)\w*"
_SAID_BEFORE = re.compile(rf"\b{_EXPECTING}\b(?! ?,)[^;]*$", _I)
_SAID_AFTER = re.compile(rf"[,”\"] ?[^,;]{{2,90}} {_EXPECTING}\b[^,;]*$|[,”\"] {_EXPECTING} [^,;]{{2,90}}$", _I)
FUTURE_ENOUGH = 2.0
_SPOKEN = 0.8

_HEDGES = (
    re.compile(r"only a matter of time(?: (?:if|before|until|unless) [^,.;:\"”\n]{3,80})?", _I),
    re.compile(
        r"\b(?:almost certainly|most likely|very likely|highly likely|quite likely|more likely|less likely|"
        r"highly unlikely|very unlikely|unlikely|likely|probably|possibly|perhaps|maybe|potentially|inevitably|"
        r"presumably)\b",
        _I,
    ),
    re.compile(
        r"\b(?:(?:is|are|was|were) (?:expected|set|poised|bound) to|may well|could well|might well|"
        r"(?:I|we) (?:think|believe|expect|fear|hope))\b",
        _I,
    ),
    re.compile(r"\b(?:could|might|may|should)\b(?! \d)"),
)

_OPINION = _cue(
    r"(?:significant|strategic(?:ally)?|definitely|clearly|unfortunately|should|must|the best|the worst|"
    r"remarkabl\w+|unacceptable|mistake|believes?|thinks?|more difficult|weaken)\b"
)
# Without a speaker only plain valuation counts: "significant" and "must" are also a reporter's words.
_OWN_OPINION = _cue(
    r"(?:strategically important|important for|posing a challenge|unfortunately|remarkabl\w+|unacceptable)\b"
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """A clause of purpose: who pursues it, and where its words stand in the passage."""

    actor: Mention
    start: int
    end: int
    strength: float


def purpose(passage: Passage, mentions: list[Mention]) -> Purpose | None:
    """The clearest clause of purpose in *passage*, or ``None``; its words run to the end of the clause."""
    best: Purpose | None = None
    if not mentions:
        return None
    for pattern, strength, kind in (
        (_PURPOSE_VERBS, 4.0, "verb"),
        (_PURPOSE_NOUNS, 3.0, "noun"),
        (_PURPOSE_LINKS, 3.0, "link"),
    ):
        for match in pattern.finditer(passage.text):
            found = _purpose_at(passage, mentions, match, strength, kind)
            if found and (best is None or found.strength > best.strength):
                best = found
    return best


def _purpose_at(
    passage: Passage, mentions: list[Mention], match: re.Match[str], strength: float, kind: str
) -> Purpose | None:
    text = passage.text
    start, end = match.start(), _clause_end(passage, match.end())
    if len(text[match.end() : end].split()) < 2:
        return None
    if kind == "link" and match.group().lower().startswith("to ") and _NOT_PURPOSE.search(text[:start]):
        return None
    before = [m for m in mentions if m.end <= start and passage.quoted(m.start) <= passage.quoted(start)]
    if kind == "noun":
        owners = [m for m in before if m.possessive and len(text[m.end : start].split()) <= 5]
        end = _phrase_end(passage, match.end(), end)
        strength += 1.5 if match.group().endswith(" to") else 1
        return Purpose(owners[-1], start, end, strength) if owners else None
    clause = max(text.rfind(mark, 0, start) for mark in (";", ":", "“", " but ", " while ", " although "))
    subjects = [m for m in before if m.verb_index is not None and m.start > clause]
    if subjects and not subjects[-1].asserted:
        return None
    if subjects:
        actor = subjects[-1]
        if kind == "link" and _NEGATION.search(text, actor.end, start):
            return None
        near = len(text[actor.end : start].split())
        if kind == "verb" and near <= 6:
            start = passage.tokens[actor.last + 1].start
        return Purpose(actor, _back_to_verb(passage, start), end, strength + (1 if near <= 8 else 0))
    return None


def _phrase_end(passage: Passage, start: int, end: int) -> int:
    """Where a noun of purpose ends: before the comma or the finite verb that takes it up."""
    for token in passage.tokens:
        if start < token.start < end and token.text in w.VERB_FORMS and token.text not in w.VERBS_BASE:
            end = token.start
            break
    comma = passage.text.find(",", start, end)
    return len(passage.text[: comma if comma > 0 else end].rstrip())


def _back_to_verb(passage: Passage, start: int) -> int:
    """*start* moved back over auxiliaries, adverbs and negations, so that none that governs it is left out."""
    for token in reversed([token for token in passage.tokens if token.end <= start]):
        word = token.text.lower()
        if passage.text[token.end : start].strip() or word not in w.AUXILIARIES | w.ADVERBS | {"no"}:
            break
        start = token.start
    return start


def _clause_end(passage: Passage, position: int) -> int:
    """Where the clause around *position* ends: with its quotation, or with the sentence's last word."""
    text = passage.text
    if passage.quoted(position):
        end = position
        while end < len(text) and passage.quoted(end):
            end += 1
    else:
        stop = _CLAUSE_ENDS.search(text, position)
        end = stop.start() if stop else len(text)
        if tail := _ATTRIBUTION_TAIL.search(text, position, end):
            end = tail.start()
    return len(text[:end].rstrip(" .,;:!?\"”'"))


def danger(passage: Passage) -> float:
    """How plainly *passage* speaks of harm that could come; :data:`RISK_ENOUGH` is enough."""
    text = passage.text
    found = sorted((weight for pattern, weight in _DANGERS if pattern.search(text)), reverse=True)
    if not found:
        return 0.0
    total = found[0] + 0.5 * sum(found[1:])
    total += 1 if _OPEN_ENDED.search(text) else 0
    total -= 5 if _NO_DANGER.search(text) else 0
    return total - (1 if _DEED.search(text) else 0)


def future(passage: Passage) -> float:
    """How plainly *passage* looks ahead; :data:`FUTURE_ENOUGH` is enough."""
    text = _NO_FUTURE.sub(" ", _WORRY.sub(" ", passage.text))
    weights = [weight for pattern, weight in _FUTURES if pattern.search(text)]
    if any(_is_expected(passage, text, match) for match in _WOULD.finditer(text)):
        weights.append(_WOULD_WEIGHT)
    found = sorted(weights, reverse=True)
    if not found:
        return 0.0
    total = found[0] + 0.3 * sum(found[1:]) - (1.5 if _DATED_PAST.search(text) else 0)
    # What could be is an outlook in somebody's mouth or as a danger; elsewhere it is what a rule permits.
    spoken = passage.quoted_share > 0.3 or passage.turn is not None
    near = FUTURE_ENOUGH - _SPOKEN <= total < FUTURE_ENOUGH
    return total + (_SPOKEN if spoken or (near and danger(passage) >= RISK_ENOUGH) else 0)


def _is_expected(passage: Passage, text: str, would: re.Match[str]) -> bool:
    """Whether *would* is in the mouth of a speaker; without one it tells of what was ahead long ago."""
    if passage.turn is not None or passage.quoted_share > 0.3:
        return True
    return bool(_SAID_BEFORE.search(text[: would.start()]) or _SAID_AFTER.search(text, would.end()))


def hedge(passage: Passage, start: int = 0, end: int | None = None) -> str | None:
    """The speaker's own word of doubt in *passage*, copied: *probably*, *could*; the plainest one."""
    for pattern in _HEDGES:
        if match := pattern.search(passage.text, start, len(passage.text) if end is None else end):
            return match.group()
    return None


def is_opinion(passage: Passage, *, spoken: bool) -> bool:
    """Whether words of valuation stand in it; *spoken* says that it has a speaker."""
    return bool((_OPINION if spoken else _OWN_OPINION).search(passage.text))


_FACED = re.compile(
    r"\b(?:threats?|challenges?|risks?|dangers?|fears?|warnings?|blow|problems?|setback|harm|damage|attacks?|violence|"
    r"reprisals?|sanctions|force|pressure|vulnerable|dangerous|difficult)\b(?: \w+){0,2} (?:for|to|against|on|"
    r"among)(?: the)? $",
    _I,
)
_THREATENING = re.compile(r"^(?:threat|warn|pos|fear|vow|accus|express|voic|rais|said|report|risk(?:ed)?$)", _I)


def is_faced_by(mention: Mention) -> bool:
    """Whether a danger is said to be for or to *mention*: *a challenge for the U.S.*"""
    return bool(_FACED.search(mention.passage.text[: mention.start]))


_UNDERGOES = re.compile(
    r"(?:(?:could|may|might|would|will|can|also|still|now|soon|probably|already) )*"
    r"(?:los[et]|losing|fac(?:e|es|ed|ing)\b|suffer|runs? |ran |risk(?:s|ing)? |collaps|f[ae]ll|fail|struggl|"
    r"sink|sank|default|"
    r"(?:is|are|was|were|be|become|becomes|became|remains?|remained) (?:\w+ ){0,2}?(?:at risk|vulnerable|exposed|"
    r"threatened|in danger|on the brink|forced|hit|cut off|short of|isolated))",
    _I,
)
_TAKEN_UP = re.compile(rf"[^.;]*?\b(?:it|they) {_UNDERGOES.pattern}", _I)
_AGENT = re.compile(r"\b(?:\w+ed|\w+en|led|run|held|made|done) by (?:(?:the|and|[A-Z][\w.'’-]*),? )*$")


def does_it(mention: Mention) -> bool:
    """Whether *mention* does what its sentence tells: its subject, but of a verb of losing or suffering, or the
    agent of a passive. The subject of what is said (*that …*) may well be the one exposed."""
    passage, at = mention.passage, mention.verb_index
    if _AGENT.search(passage.text[: mention.start]):
        return True
    if at is None or _UNDERGOES.match(passage.text, passage.tokens[at].start):
        return False
    if _TAKEN_UP.match(passage.text, mention.end):  # "if Washington calls it a coup, it runs the risk of …"
        return False
    return mention.governor not in {"that", "whether", "what", "how"}


def threatens(mention: Mention) -> bool:
    """Whether *mention* is the one that threatens, warns or tells of it, and not the one exposed."""
    if mention.passage.text[: mention.start].lower().removesuffix("the ").endswith("according to "):
        return True
    at = mention.verb_index
    return at is not None and bool(_THREATENING.match(mention.passage.tokens[at].text))
