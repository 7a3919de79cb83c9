"""The glyphs of a page: what each stands for, and where it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from briefing.documents.pdf.fonts import UNKNOWN
from briefing.documents.pdf.geometry import Matrix, at
from briefing.documents.pdf.pen import Placed

_MOST_LETTERS = 4
"""Of a glyph: where a span is said to hold more than that for each of its glyphs, what is said is not what is seen."""


class Glyph(NamedTuple):
    """A glyph: by which of the operators that show text it is drawn, what it stands for, how its line is turned, in
    degrees, and, in points of the page turned back by as much, its sides, its base line and its size."""

    operator: int
    text: str
    turn: int
    left: float
    right: float
    y: float
    size: float

    @property
    def middle(self) -> float:
        """Where it is on its line."""
        return (self.left + self.right) / 2

    @property
    def is_mark(self) -> bool:
        """Whether it belongs on another one."""
        return not self.text.isascii() and all(unicodedata.category(sign) == "Mn" for sign in self.text)


class _Span(NamedTuple):
    """Marked content: the number of its first glyph, and what its glyphs stand for together, where that is said."""

    first: int
    actual: str | None


class Places:
    """Takes note of the glyphs of a page as they are drawn, and of the spans that say what theirs stand for.

    A glyph need not stand for a letter: it is half of one, or several. The producer then says so by a span's
    ``ActualText`` (ISO 32000-1, 14.9.4), which is taken as far as it can be what is seen.
    """

    def __init__(self) -> None:
        self.glyphs: list[Glyph] = []
        self._spans: list[_Span] = []

    def note(self, operator: int, placed: Sequence[Placed], matrix: Matrix, size: float, rise: float) -> None:
        """The glyphs *placed* by *operator*, on a line that *matrix* puts on the page."""
        a, b, c, d, _, _ = matrix
        turn = round(degrees(atan2(b, a))) % 360
        across, up = cos(radians(turn)), sin(radians(turn))
        x, y = at(matrix, 0.0, rise)
        left, y = x * across + y * up, y * across - x * up
        wide, high = hypot(a, b), abs(size) * hypot(c, d)
        self.glyphs += [
            Glyph(operator, text, turn, left + begins * wide, left + ends * wide, y, high)
            for text, begins, ends in placed
        ]

    def open(self, actual: str | None) -> None:
        """A span begins, whose glyphs together stand for *actual*."""
        self._spans.append(_Span(len(self.glyphs), actual))

    def close(self) -> None:
        """The innermost span ends."""
        if not self._spans:
            return
        span = self._spans.pop()
        glyphs = self.glyphs[span.first :]
        if span.actual and glyphs and _can_be(span.actual, glyphs):
            left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
            base = max(glyphs, key=lambda glyph: glyph.right - glyph.left)  # a mark beside it may be raised
            self.glyphs[span.first :] = [base._replace(text=span.actual, left=left, right=right)]


def _can_be(actual: str, glyphs: Sequence[Glyph]) -> bool:
    """Whether *glyphs*, seen together on one line, may be *actual*: plain letters and figures are what they are."""
    first = glyphs[0]
    if len(actual) > _MOST_LETTERS * len(glyphs) or any(
        glyph.turn != first.turn or abs(glyph.y - first.y) >= first.size for glyph in glyphs
    ):
        return False
    shown = "".join(glyph.text for glyph in glyphs)
    is_plain = UNKNOWN not in shown and shown.isascii() and shown.isalnum()
    return not is_plain or _plain(shown) == _plain(actual)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
