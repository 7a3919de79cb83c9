"""Reports that are longer than a call, cut into passages: at paragraphs where these allow it, and overlapping.

Each passage repeats the end of the one before, so that no sentence and no thought is cut in every call that could
have quoted it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from briefing.source import Source, Span
from briefing.tokens import estimate

_OVERLAP = 20
"""One token in so many of a passage is repeated in the next: some 200 tokens in a passage of 4,000."""
_LEAST = 40
"""Tokens of a passage, where one is cut again: a sentence."""


class Passage(NamedTuple):
    """Where in which source: *span* is code points into the text of the source numbered *number*."""

    number: str
    span: Span


def passages(sources: Mapping[str, Source], capacity: int) -> list[Passage]:
    """All of *sources*, by number, in passages of at most *capacity* tokens."""
    return [passage for number, source in sources.items() for passage in _cut(number, source.text, 0, capacity)]


def finer(portion: Sequence[Passage], sources: Mapping[str, Source]) -> list[tuple[Passage, ...]]:
    """*portion* in some two: half its passages each, or where it is one, that cut again.

    It comes back as the only one where it is too short to be cut.
    """
    if len(portion) > 1:
        middle = len(portion) // 2
        return [tuple(portion[:middle]), tuple(portion[middle:])]
    ((number, (start, end)),) = portion
    text = sources[number].text[start:end]
    half = estimate(text) * (_OVERLAP + 1) // (2 * _OVERLAP)
    return [(passage,) for passage in _cut(number, text, start, max(half, _LEAST))]


def _cut(number: str, text: str, begins: int, capacity: int) -> list[Passage]:
    """*text*, which *begins* there in the source of that *number*, in passages of at most *capacity* tokens."""
    from semantic_text_splitter import TextSplitter  # a brief in one call needs none

    splitter = TextSplitter.from_callback(estimate, capacity, overlap=capacity // _OVERLAP, trim=False)
    return [
        Passage(number, Span(begins + start, begins + start + len(piece)))
        for start, piece in splitter.chunk_indices(text)
    ]


def portions(
    found: Sequence[Passage], sources: Mapping[str, Source], capacity: int, fence: int
) -> Iterator[tuple[Passage, ...]]:
    """The passages of *found* that go into one call: short reports share one of *capacity* tokens.

    *fence* is how many tokens stand around each.
    """
    portion: list[Passage] = []
    room = capacity
    for passage in found:
        size = estimate(sources[passage.number].text[passage.span.start : passage.span.end])
        if portion and size + fence > room:
            yield tuple(portion)
            portion, room = [], capacity
        portion.append(passage)
        room -= size + fence
    if portion:
        yield tuple(portion)
