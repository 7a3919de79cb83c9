"""A number with its order of magnitude, its unit and its name."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Literal, NamedTuple

from briefing.figures.calendar import Moment
from briefing.figures.counting import han_scale
from briefing.figures.lexicon import number_word
from briefing.figures.reader import Figure, Page, Quantity, Reading
from briefing.figures.surroundings import Unit, bound_before, has_bound_after
from briefing.figures.units import ALSO_MEASURES, SCALE_SIGNS

YEARS = range(1000, 2200)


class Amount(NamedTuple):
    """The values that were read so far, the token after them, and whether they have an order of magnitude."""

    values: tuple[Decimal, ...]
    end: int
    scaled: bool = False


def scaled(page: Page, amount: Amount, money: bool) -> Amount:
    """The amount times the orders of magnitude that follow it, and with a half or a fraction after it."""
    values, end, has_scale = amount
    if not has_scale:
        if page.kind(end) == "vulgar" and (part := vulgar_value(page, end)) is not None and part < 1:
            values, end = tuple(value + part for value in values), end + 1
        elif page.word(end) == "and" and page.between(end + 1, end + 3) == ["a", "half"]:
            values, end = tuple(value + Decimal("0.5") for value in values), end + 3
    while step := _scale_at(page, end, money):
        times, end = step
        values = tuple(dict.fromkeys(value * factor for value in values for factor in times))
        has_scale = True
    return Amount(values, end, has_scale)


def _scale_at(page: Page, at: int, money: bool) -> tuple[tuple[int, ...], int] | None:
    """What the word at token *at* multiplies by, both where it is a measure too, and the token after it."""
    joined = page.joined(at)
    if page.word(at) == "-" and joined and page.joined(at + 1):
        at, joined = at + 1, False
    token = page.tokens[at] if at < len(page.tokens) else None
    if token is None:
        return None
    if token.kind == "han":
        scale = han_scale(token.text)
        return ((scale,), at + 1) if scale else None
    if token.kind != "word":
        return None
    word = number_word(token.key, page.language)
    if word and word.role in ("times", "vague") and word.value >= 12 and not word.ordinal:
        return (word.value,), at + 1
    sign = SCALE_SIGNS.get(token.key)
    if sign is None and token.text[0] in "만억조천":
        return (SCALE_SIGNS[token.text[0]],), at + (len(token.text) == 1)
    if sign is None or (token.key in ALSO_MEASURES and not joined):
        return None
    end = at + 1 + (page.word(at + 1) == "." and page.joined(at + 1) and token.key != "m")
    measure = token.key in ALSO_MEASURES and not money and token.key != "b"
    return ((sign, 1) if measure else (sign,)), end


def vulgar_value(page: Page, at: int) -> Decimal | None:
    """The value of a single sign such as ½ or ⑫."""
    value = unicodedata.numeric(page.tokens[at].text, None)
    return None if value is None else Decimal(str(round(value, 6))).normalize()


def year_of(value: int | None) -> tuple[Moment, ...]:
    """The date that a number of four digits may be."""
    return (("day", value, None, None),) if value is not None and value in YEARS else ()


def made(
    page: Page, first: int, end: int, amount: Amount, unit: Unit, moments: tuple[Moment, ...], place: int
) -> Reading:
    """The number with its unit, and with the name of which it may be the last word."""
    quantities = tuple(Quantity(value, one) for value in amount.values for one in (unit.unit, *unit.others))
    if not unit.unit and _is_age(page, first, end):
        quantities = (*quantities, *(Quantity(value, "year") for value in amount.values))
    bound = has_bound_after(page, unit.end) or bound_before(page, first)
    kind: Literal["number", "date"] = "date" if moments and not amount.scaled else "number"
    name = _label(page, place)
    return page.reading(Figure("", 0, 0, kind, quantities, moments, name, bound), first, end)


def _is_age(page: Page, first: int, end: int) -> bool:
    """Whether it is as in "Ilse Varn, 64, heads": a number between commas after a name may be an age."""
    before, after = page.word(first - 1), page.word(end)
    return before in ("aged", "age") or (before in (",", "(") and after in (",", ")", ".", ""))


def _label(page: Page, at: int) -> str:
    """Base 201 as one word, so that another spelling of the name finds it."""
    before = page.tokens[at - 1] if at else None
    if before is None or before.kind != "word" or not before.text[0].isupper() or page.kind(at) != "number":
        return ""
    if page.word(at - 2) in ("", ".", "!", "?", '"', ":"):
        return ""  # the first word of a sentence, as in "Some 40 came"
    return before.key + page.tokens[at].text
