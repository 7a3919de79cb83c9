"""Halves: of something, of a million, of an hour."""

from __future__ import annotations

from decimal import Decimal

from briefing.figures.lexicon import number_word
from briefing.figures.reader import Page, Quantity, Reading, number
from briefing.figures.surroundings import bound_before, unit_after

_WHOLE_OF = frozenset("of the a an its their his her our all this that these those".split())
_ORDINAL_BEFORE = frozenset(
    "first second last latter other early late premiere seconde primera segunda erste zweite ersten zweiten первая вторая "
    "первои второи первую вторую prima seconda primeira اول ثاني better".split()
)


def read_half(page: Page, at: int) -> Reading | None:
    """The half at token *at*; "half-hearted" and "the second half" are told along the way or not at all."""
    if page.word(at - 1) in _ORDINAL_BEFORE:
        return None
    place = at + 1 + (page.word(at + 1) in ("a", "an", "-"))
    word = number_word(page.word(place), page.language) if page.kind(place) == "word" else None
    bound = bound_before(page, at)
    if word and word.role == "times":
        unit = unit_after(page, place + 1, True)
        return page.reading(number(Quantity(Decimal(word.value) / 2, unit.unit), bound=bound), at, unit.end)
    span = unit_after(page, place, False)
    if place > at + 1 and span.unit:
        return page.reading(number(Quantity(Decimal("0.5"), span.unit), bound=bound), at, span.end)
    stated = page.word(at) != "half" or page.word(at + 1) in _WHOLE_OF or page.word(at - 1) in ("a", "one")
    quantities = (Quantity(Decimal("0.5")), Quantity(Decimal(50), "%"))
    return page.reading(number(*quantities, bound=bound, tacit=not stated), at, at + 1)
