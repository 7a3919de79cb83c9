"""A figure, and the text that figures are read from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from briefing.figures.calendar import Moment
from briefing.figures.tokens import Tokens
from briefing.figures.units import Bound
from briefing.folding import Folded


class Quantity(NamedTuple):
    """A value in a unit of :mod:`briefing.figures.units`; no unit is any thing that is counted."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date as a text states it: ``text`` is its words, which stand at ``start:end``.

    What it can mean is in ``quantities`` (all readings of a number), ``moments`` (of a date) and ``name`` (the
    folded letters and digits of a name such as Su-35). ``bound`` is how exactly it is meant. A ``tacit`` one is
    told along the way ("one of", "a year", "both", "yesterday"): it bears claims and is none. ``grain`` is in what
    steps it counts where its digits do not tell: dozens, or the ten per cents of "two-thirds".
    """

    text: str
    start: int
    end: int
    kind: Literal["number", "date"]
    quantities: tuple[Quantity, ...] = ()
    moments: tuple[Moment, ...] = ()
    name: str = ""
    bound: Bound = "exact"
    tacit: bool = False
    grain: Decimal | None = None


class Reading(NamedTuple):
    """A figure between tokens: it begins with token ``first`` and ends before token ``end``."""

    figure: Figure
    first: int
    end: int


class Page:
    """The *tokens* of a text in a *language*, with what their readers ask of them; *folded* leads back to it."""

    def __init__(self, text: str, folded: Folded, tokens: Tokens, language: str) -> None:
        self.text = text
        self.folded = folded
        self.tokens, self.spans = tokens
        self.language = language

    def kind(self, at: int) -> str:
        """The kind of the token *at*, empty past either end."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def word(self, at: int) -> str:
        """The word or sign at *at* in the form of the tables, empty past either end."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def joined(self, at: int) -> bool:
        """Whether token *at* follows the one before it without a space."""
        return 0 < at < len(self.tokens) and self.spans[at][0] == self.spans[at - 1][1]

    def whole_number(self, at: int, least: int, most: int) -> int | None:
        """The plain digits at *at* as a number from *least* to *most*, or None."""
        if self.kind(at) != "number":
            return None
        digits = self.tokens[at].text
        return int(digits) if len(digits) <= 4 and digits.isdigit() and least <= int(digits) <= most else None

    def reading(self, figure: Figure, first: int, end: int) -> Reading:
        """*figure* with the words of the tokens from *first* to before *end*."""
        start, stop = self.folded.original(self.spans[first][0], self.spans[end - 1][1])
        placed = Figure(
            self.text[start:stop],
            start,
            stop,
            figure.kind,
            figure.quantities,
            figure.moments,
            figure.name,
            figure.bound,
            figure.tacit,
            figure.grain,
        )
        return Reading(placed, first, end)

    def between(self, end: int, first: int) -> list[str]:
        """The words and signs from token *end* to before *first*."""
        return [token.key for token in self.tokens[end:first]]


def number(
    *quantities: Quantity, bound: Bound = "exact", tacit: bool = False, name: str = "", grain: Decimal | None = None
) -> Figure:
    """A number whose place is not known yet."""
    return Figure("", 0, 0, "number", quantities, (), name, bound, tacit, grain)


def moment(*moments: Moment, tacit: bool = False) -> Figure:
    """A date whose place is not known yet."""
    return Figure("", 0, 0, "date", moments=moments, tacit=tacit)
