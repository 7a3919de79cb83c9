"""Collecting evidence from what is too long for one call: many calls beside each other, then one list.

Each portion is asked for quotes alone and checked by itself; what does not stand is sent back once, as in a brief.
Then the quotes of all are numbered anew, none that stands in another, and as many kept as the draft has room for: the
weightiest of each portion first, evenly over the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from briefing.brief import Coverage, Withheld
from briefing.draft import Collection, EvidenceDraft, VoiceDraft
from briefing.drafting.planning import MOST_WEIGHED, Plan
from briefing.drafting.splitting import Passage
from briefing.endpoint import ESTIMATED_LOW
from briefing.fence import evidence_line
from briefing.folding import fold, lowered
from briefing.source import Source, Span
from briefing.tokens import estimate

_RENUMBERED = 4
"""Tokens more that a piece of evidence may have with the numbers that it and its speakers get in the end."""


@dataclass(frozen=True)
class Portion:
    """What came of one portion: evidence that stands, its *voices*, what was withheld; or why there is nothing."""

    passages: tuple[Passage, ...]
    collected: Collection = field(default_factory=lambda: Collection(voices=[], evidence=[]))
    withheld: Sequence[Withheld] = ()
    failure: str | None = None


def merge(found: Sequence[Portion], plan: Plan) -> tuple[Collection, list[str]]:
    """The evidence of all portions as one collection, numbered in the order of the sources, and what was left out."""
    distinct = _distinct(found, plan.sources)
    weighed = _weighed(distinct, plan)
    left_out = [f"{_where(portion, plan)}: {portion.failure}" for portion in found if portion.failure is not None]
    if surplus := len(distinct) - len(weighed):
        left_out.append(
            f"{surplus} of {len(distinct)} quotes that were collected: beside the others the draft had no room for them"
        )
    return _numbered(sorted(weighed, key=lambda quote: (quote.place, quote.spans))), left_out


def coverage(found: Sequence[Portion], sources: Mapping[str, Source], left_out: list[str]) -> Coverage:
    """How many of the *sources*' characters were read: those of the passages that an answer came to."""
    read = sum(
        _union(p.span for one in found if one.failure is None for p in one.passages if p.number == number)
        for number in sources
    )
    return Coverage(read=read, of=sum(len(source.text) for source in sources.values()), left_out=left_out)


@dataclass(frozen=True)
class _Quote:
    """A piece of evidence with its chain of speakers, and where it stands: at *spans* of the source at that *place*.

    *rank* is its place among those of its portion.
    """

    item: EvidenceDraft
    voices: tuple[VoiceDraft, ...]
    place: int
    spans: tuple[Span, ...]
    rank: int

    def repeats(self, other: _Quote) -> bool:
        """Whether *other* says all of this: with that alone no word is lost, and no speaker."""
        if self.place != other.place:
            return False
        if self.spans == other.spans:
            return True
        told = not self.voices or [*map(_name, self.voices)] == [*map(_name, other.voices)]
        return told and all(any(b <= start and end <= e for b, e in other.spans) for start, end in self.spans)


def _distinct(found: Sequence[Portion], sources: Mapping[str, Source]) -> list[_Quote]:
    """The quotes of all portions; of those that stand in one another, the longest."""
    order = {number: at for at, number in enumerate(sources)}
    distinct: list[_Quote] = []
    for portion in found:
        voices = {voice.id: voice for voice in portion.collected.voices}
        for rank, item in enumerate(portion.collected.evidence):
            chain = tuple(voices[number] for number in item.voice)
            quote = _Quote(item, chain, order[item.source], tuple(sources[item.source].locate(item.quote)), rank)
            # Portions lie in the order of the text: only the last ones' ends can be repeated.
            near = distinct[-2 * MOST_WEIGHED :]
            if any(quote.repeats(other) for other in near):
                continue
            repeating = [other for other in near if other.repeats(quote)]
            for other in repeating:
                distinct.remove(other)
            distinct.append(replace(quote, rank=min([rank, *(other.rank for other in repeating)])))
    return distinct


def _weighed(distinct: Sequence[_Quote], plan: Plan) -> list[_Quote]:
    """As many of *distinct* as the draft has room for: the first of each portion before the second of any."""
    weighed: list[_Quote] = []
    room = plan.room
    for rank in sorted({quote.rank for quote in distinct}):
        level = [quote for quote in distinct if quote.rank == rank]
        sizes = [ceil(ESTIMATED_LOW * _tokens(quote)) for quote in level]
        fit = min(MOST_WEIGHED - len(weighed), len(level))
        while fit > 0 and sum(sizes[at] for at in _evenly(len(level), fit)) > room:
            fit -= 1
        taken = _evenly(len(level), fit)
        weighed += [level[at] for at in taken]
        room -= sum(sizes[at] for at in taken)
        if fit < len(level):
            break
    return weighed


def _evenly(count: int, fit: int) -> list[int]:
    """*fit* of *count* places, the first and the last among them."""
    if fit < 2:
        return [count // 2][:fit]
    return [round(at * (count - 1) / (fit - 1)) for at in range(fit)]


def _tokens(quote: _Quote) -> int:
    speakers = sum(estimate(voice.model_dump_json()) for voice in quote.voices)
    return estimate(evidence_line(quote.item)) + speakers + _RENUMBERED


def _numbered(quotes: Sequence[_Quote]) -> Collection:
    """The evidence of *quotes* and its voices, with numbers of their own; a speaker of one name is one voice."""
    voices: dict[str, VoiceDraft] = {}
    evidence = []
    for number, quote in enumerate(quotes, 1):
        chain = []
        for voice in quote.voices:
            known = voices.setdefault(_name(voice), voice.model_copy(update={"id": f"V{len(voices) + 1}"}))
            chain.append(known.id)
        evidence.append(quote.item.model_copy(update={"id": f"E{number}", "voice": chain}))
    return Collection(voices=list(voices.values()), evidence=evidence)


def _name(voice: VoiceDraft) -> str:
    """The name of *voice* as names are compared."""
    return lowered(fold(voice.name).text)


def _where(portion: Portion, plan: Plan) -> str:
    """What *portion* is of the sources, for a reader."""
    told = []
    for passage in portion.passages:
        part, of = plan.of[passage]
        start, end = passage.span
        told.append(
            passage.number if of == 1 else f"{passage.number}, part {part} of {of} (characters {start:,}–{end:,})"
        )
    return "; ".join(told)


def _union(spans: Iterable[Span]) -> int:
    """How many places *spans*, in order, cover."""
    covered = reached = 0
    for start, end in spans:
        covered += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return covered
