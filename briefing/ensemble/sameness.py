"""Whether two statements of different drafts claim the same, so that their numbers may be put together.

Averaging a forecast with another would be worse than keeping both. So statements are the same only where they say it in
the same words and signs, in the same order. What makes no difference is a closed list: capitals, quotation marks and a
stop at the end, "the", how a number or a date is spelled, "is going to" for "will", and, where both are of one day to
come, the present tense for either and that day itself, "by the end of June", at the head, at the end or not at all. A
passive would ask for a reading of the clauses, and so would a day in a sentence that tells what somebody says. What is
left apart by mistake costs a line, and no truth.

How a forecast is settled each draft says in words of its own; there it is asked whether the two may contradict.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

import regex

from briefing.figures import Figure, figures
from briefing.figures.moments import coarser
from briefing.folding import fold, lowered
from briefing.negation import begins_with_negation

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*|[^\s\"]")
_CLOSING = regex.compile(r"[\s\".!。！।؟?…]+$")
_ACRONYM = regex.compile(r"\p{Lu}{2,}")
_GOING_TO = regex.compile(r"\b(?:is|are) going to (?!the\b|an?\b|its\b|their\b|his\b|her\b)(?=\p{Ll})", regex.I)
_ORDINAL = regex.compile(r"(?:first|second|third|\p{L}th|\p{N}(?:st|nd|rd|th))$", regex.I)
_BARE_QUANTITIES = ("few", "little")
"""Few ships are not the few ships."""
_BY = regex.compile(r"\bby (?:the )?(?:end of (?:the )?)?$", regex.I)
_AFTER_BY = regex.compile(r"^\s*,?\s*")
_TOLD = regex.compile(
    r"\b(?:sa(?:y|ys|id)|tells?|told|announce|claim|report|warn|expect|predict|threaten|promise|pledge|plan|agree|vow|decide|"
    r"believe|think|state|suggest|demand|declare|that\b)",
    regex.I,
)
"""Words under which a day may be of what is told, or of the telling."""
_PRESENT = {"be": ("is", "are"), "have": ("has", "have")}

_NAME = regex.compile(r"(?<![.!?:]\s|^)\b\p{Lu}[\p{L}\p{M}]+")
_ENGLISH = frozenset("the and that its their from with which been than".split())
_LITTLE = frozenset("a an the of in on at to by for from with and as is are was were be been has have had will".split())
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST_STEM = 3
_TURNING = (
    "refuse fail deny reject decline prevent avoid block stop halt cease cancel oppose lack miss ban delay postpone "
    "suspend unable unlikely impossible false only merely partly partially fully entirely few fewer fewest little less "
    "least more most above below over under exceed before after until till unless if except but than rather instead "
    "whether up down rise fall increase decrease decline drop grow shrink gain lose win start end open close high low "
    "higher lower all any some every each both either half majority minority may might could would should"
).split()
"""Words of refusal, condition, comparison, direction and extent: what one has and the other lacks may contradict it."""
_OPPOSITES = (
    "early/late reopen/shut reopen/close accept/refuse approve/reject agree/refuse support/oppose join/leave "
    "enter/leave enter/exit arrive/depart stay/leave remain/leave keep/lose hold/break hold/collapse "
    "lift/impose ease/tighten ease/harden strengthen/weaken succeed/fail pass/fail allow/ban allow/forbid "
    "permit/forbid release/detain free/jail attack/defend advance/withdraw advance/retreat deploy/withdraw "
    "escalate/ease resume/suspend continue/end live/die survive/collapse sign/cancel confirm/deny "
    "inside/outside with/without always/never yes/no"
).split()
_CONTRARY = regex.compile(r"^(?:un|in|im|il|ir|dis|non|mis)(?=\p{L}{3})|(?:les|ful)$")


class _Said(NamedTuple):
    """A word, sign or figure; ``ahead`` where "will" stands before it."""

    word: str
    ahead: bool = False


class Statement:
    """One statement, taken apart once; *day*, in ISO 8601, is the one by which it will be true, where there is one."""

    def __init__(self, text: str, day: str | None = None) -> None:
        self._text = _CLOSING.sub("", fold(text).text).strip()
        if day:
            self._text = _without_day(self._text, date.fromisoformat(day))
        self._day = day

    def claims(self, other: Statement) -> bool:
        """Whether *other* says the same, of the same day."""
        dated = self._day is not None
        return (
            self._day == other._day
            and len(self._said) == len(other._said)
            and all(
                one == another or (dated and (_is_present(one, another) or _is_present(another, one)))
                for one, another in zip(self._said, other._said, strict=True)
            )
        )

    def may_contradict(self, other: Statement) -> bool:
        """Whether it is not certain that both settle a claim of their day alike; the day itself may be told or not.

        In other languages than English only the same words are certain.
        """
        day = self._day
        if self.claims(other):
            return False
        if not (self._is_english and other._is_english):
            return True
        settled = {said.word for said in Statement(day)._said} if day else set()
        if (self._figures ^ other._figures) - settled or self._negations != other._negations:
            return True
        if (self._names - other._names and other._names - self._names) or self._turning != other._turning:
            return True
        if any(_are_opposed(one, another) for one in self._without(other) for another in other._without(self)):
            return True
        return self._shared(other) != other._shared(self)

    @cached_property
    def _said(self) -> list[_Said]:
        """All that it says, as far as it counts."""
        words = list(_words(_GOING_TO.sub("will ", self._text)))
        words = [word for word, after in zip_longest(words, words[1:]) if word != "the" or after in _BARE_QUANTITIES]
        pairs = zip(["", *words], words, strict=False)
        return [_Said(word, ahead=before == "will") for before, word in pairs if word != "will" or before == "will"]

    @cached_property
    def _is_english(self) -> bool:
        return not _ENGLISH.isdisjoint(map(lowered, _TOKEN.findall(self._text)))

    @cached_property
    def _figures(self) -> frozenset[str]:
        return frozenset(said.word for said in self._said if any(map(str.isdigit, said.word)))

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words with a capital, but for one that begins a sentence, and for months."""
        dated = [figure for figure in figures(self._text) if figure.kind == "date"]
        return frozenset(
            lowered(found[0])
            for found in _NAME.finditer(self._text)
            if not any(figure.start <= found.start() < figure.end for figure in dated)
        )

    @cached_property
    def _stems(self) -> list[str]:
        """Its words without their endings, in order, but for those that carry little meaning."""
        words = (lowered(word) for word in _TOKEN.findall(self._text))
        return [_stem(word) for word in words if word[0].isalpha() and word not in _LITTLE]

    @cached_property
    def _turning(self) -> frozenset[str]:
        return _TURNING_STEMS.intersection(self._stems)

    @cached_property
    def _negations(self) -> int:
        return sum(map(begins_with_negation, _TOKEN.findall(self._text)))

    def _without(self, other: Statement) -> set[str]:
        """The stems that *other* lacks."""
        return set(self._stems).difference(other._stems)

    def _shared(self, other: Statement) -> list[str]:
        """The stems that *other* has too, in the order of this."""
        return [stem for stem in self._stems if stem in other._stems]


def _without_day(text: str, day: date) -> str:
    """*text* less "by" that *day* at its head or at its end, unless it tells what somebody says."""
    days = coarser(("day", day.year, day.month, day.day))
    for figure in figures(text):
        before = _BY.search(text[: figure.start])
        if before is None or _TOLD.search(text) or len(figure.moments) != 1 or figure.moments[0] not in days:
            continue
        if before.start() == 0:
            return _AFTER_BY.sub("", text[figure.end :])
        if figure.end == len(text):
            return text[: before.start()].rstrip(" ,")
    return text


def _words(text: str) -> Iterator[str]:
    """The words and signs of *text*, and its figures in one spelling each."""
    start = 0
    for figure in figures(text):
        if (value := _value(figure)) is not None:
            yield from _words_between(text, start, figure.start)
            yield value
            start = figure.end
    yield from _words_between(text, start, len(text))


def _words_between(text: str, start: int, end: int) -> Iterator[str]:
    for word in _TOKEN.findall(text, start, end):
        yield word if _ACRONYM.fullmatch(word) else lowered(word)


def _value(figure: Figure) -> str | None:
    """What *figure* says, in one spelling; None where that is open."""
    if len(figure.moments) == 1:
        return "-".join(map(str, figure.moments[0]))
    if len(figure.quantities) != 1 or figure.name or figure.grain is not None or _ORDINAL.search(figure.text):
        return None
    value, unit = figure.quantities[0]
    return f"{value.normalize():f}{unit}"


def _is_present(now: _Said, later: _Said) -> bool:
    """Whether *now* is the present tense of what will be."""
    if now.ahead or not later.ahead:
        return False
    verb = later.word
    return now.word in _PRESENT.get(verb, (verb, f"{verb}s", f"{verb}es", f"{verb.removesuffix('y')}ies"))


def _are_opposed(one: str, other: str) -> bool:
    """Whether the two are opposites by the list, or by "un-", "-less" and their like."""
    if frozenset((one, other)) in _OPPOSED:
        return True
    return one != other and _CONTRARY.sub("", one) == _CONTRARY.sub("", other)


def _stem(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end)), "")
    return word[: -len(ending)] if ending and len(word) - len(ending) >= _SHORTEST_STEM else word


_TURNING_STEMS = frozenset(map(_stem, _TURNING))
_OPPOSED = {frozenset(map(_stem, pair.split("/"))) for pair in _OPPOSITES}
