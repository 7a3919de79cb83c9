"""Lines as they stand on pages, put together into paragraphs as a reader reads them.

A line that the page's width ended goes on with a space; a paragraph ends at a larger gap, or at a short line that ends
a sentence. A hyphen at a line's end is mended where the document itself shows how the word is written: with its hyphen
elsewhere, it keeps it; in one piece elsewhere, it loses it. Where neither shows, hyphen and line break stay, and who
looks a quote up takes both readings; so it does in scripts whose lines end within words. Chinese and Japanese lines go
on without a space. Running heads, feet and page numbers, which repeat on most pages, are left out, so that a sentence
across two pages is whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from briefing.folding import BROKEN_ANYWHERE

_GAP = 1.35
"""Of the usual distance of two lines: a larger one parts paragraphs."""
_SHORT = 0.75
"""Of a long line: one that is shorter, and ends a sentence, ends a paragraph."""
_ENDS = re.compile(r"[.!?…:;。！？؟۔]['\"”’»)\]]*$")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*(?=[-‐]$)")
SQUARE = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\u3000-\u303f\uff00-\uffef"
"""Characters of Chinese and Japanese, for a class of a pattern."""
_NO_SPACE = regex.compile(rf"[{SQUARE}]\n[^\s(\[]|[^\s)\].,;:!?]\n[{SQUARE}]")
"""A line's end where Chinese and Japanese have no space."""
_MAYBE_SPACE = regex.compile(rf"[{BROKEN_ANYWHERE}]\n[{BROKEN_ANYWHERE}]")
"""A line's end that may stand within a word or between two."""
_EDGE_LINES = 2
_MOST_PAGES = 0.6
"""Of all pages: a line at their edge on more of them is a running one."""
_FEWEST_PAGES = 3


@dataclass(frozen=True)
class Line:
    """One line: its text, and its height *y* on the page, upwards; None where the format does not tell."""

    text: str
    y: float | None = None


def joined(pages: Sequence[Sequence[Line]]) -> tuple[str, list[int]]:
    """The text of *pages*, and where each begins in it."""
    kept = _without_running_lines(pages)
    words = Counter(found[0].lower() for page in kept for line in page for found in _WORD.finditer(line.text))
    flow, starts = _Flow(words), list[int]()
    for page in kept:
        previous: Line | None = None
        step = _usual_step(page)
        long = max((len(line.text) for line in page), default=0)
        for line in page:
            ends = _ENDS.search(flow.last) is not None if previous is None else _parts(previous, line, step, long)
            flow.add(line.text, new_paragraph=ends)
            if previous is None:
                starts.append(flow.length - len(line.text))
            previous = line
        if previous is None:
            starts.append(flow.length)
    return "".join(flow.pieces), starts


class _Flow:
    """Lines one after the other; *words* is how the document writes its words."""

    def __init__(self, words: Counter[str]) -> None:
        self._words = words
        self.pieces: list[str] = []
        self.length = 0

    @property
    def last(self) -> str:
        """The last line, or nothing."""
        return self.pieces[-1] if self.pieces else ""

    def add(self, line: str, *, new_paragraph: bool) -> None:
        """Put *line* behind the others."""
        between = "" if not self.pieces else "\n\n" if new_paragraph else self._between(line)
        self.pieces += [between, line] if between else [line]
        self.length += len(between) + len(line)

    def _between(self, line: str) -> str:
        """What stands between the last line and *line*, which goes on with it."""
        if _HYPHEN.search(self.last):
            return self._mended(line)
        end = f"{self.last[-1:]}\n{line[:1]}"
        if _NO_SPACE.match(end):
            return ""
        return "\n" if _MAYBE_SPACE.match(end) else " "

    def _mended(self, line: str) -> str:
        """What stands between the last line, which ends in a hyphen, and *line*; the hyphen goes where it has to."""
        head, tail = _LAST_WORD.search(self.last), _WORD.match(line)
        if head is None or tail is None:
            return "\n"
        first, second = head[0].lower(), tail[0].lower()
        if self._words[f"{first}-{second}"]:
            return ""
        if self._words[first + second]:
            self.pieces[-1] = self.last[:-1]
            self.length -= 1
            return ""
        return "\n"


def _parts(previous: Line, line: Line, step: float, long: int) -> bool:
    """Whether a paragraph ends between the two."""
    ends = _ENDS.search(previous.text) is not None
    if previous.y is not None and line.y is not None:
        gap = previous.y - line.y
        if gap < 0:  # the next column, or a box beside
            return ends
        if gap > _GAP * step:
            return True
    return ends and len(previous.text) < _SHORT * long


def _usual_step(page: Sequence[Line]) -> float:
    """The usual distance of two lines that follow each other."""
    heights = [line.y for line in page]
    steps = [one - other for one, other in pairwise(heights) if one is not None and other is not None and one > other]
    return median(steps) if steps else 0.0


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """*pages* less what stands at the edge of most of them, whatever its numbers."""
    if len(pages) < _FEWEST_PAGES:
        return [list(page) for page in pages]
    seen = Counter(shape for page in pages for shape in {_shape(line.text) for line in _edges(page)})
    running = {shape for shape, count in seen.items() if count > _MOST_PAGES * len(pages)}
    kept = []
    for page in pages:
        edges = {id(line) for line in _edges(page) if _shape(line.text) in running}
        kept.append([line for line in page if id(line) not in edges])
    return kept


def _edges(page: Sequence[Line]) -> Iterable[Line]:
    most = min(_EDGE_LINES, len(page) // 3)
    return (*page[:most], *page[len(page) - most :])


def _shape(text: str) -> str:
    """*text* with its numbers left open."""
    return re.sub(r"\d+", "0", text).strip()
