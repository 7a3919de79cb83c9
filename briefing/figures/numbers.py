"""Numbers in a text, with what they count."""

from __future__ import annotations

from briefing.figures.amounts import Amount, made, scaled, vulgar_value, year_of
from briefing.figures.calendar import Moment
from briefing.figures.counting import read_digits
from briefing.figures.labels import read_label
from briefing.figures.reader import Page, Reading, number
from briefing.figures.sino import read_numerals, read_share
from briefing.figures.spelled import read_spelled
from briefing.figures.surroundings import Unit, currency_before, unit_after
from briefing.figures.units import SUFFIXES

_BEFORE_DAYS = frozenset("on by from until till since before after".split())
_LONGEST = 24
"""Characters of a number whose thousands are parted by spaces, at most."""


def read_number(page: Page, at: int) -> list[Reading]:
    """The number or the name with digits that begins at token *at*, or nothing."""
    reader = _BY_KIND.get(page.kind(at))
    found = reader(page, at) if reader else None
    return [found] if found else []


def _digits(page: Page, at: int) -> Reading | None:
    if (named := read_label(page, at)) is not None:
        return named
    token = page.tokens[at]
    literal, end = token.text, at + 1
    if literal.isdigit() and len(literal) <= 3:
        while len(literal) < _LONGEST and _continues(page, end):
            literal, end = f"{literal} {page.tokens[end].text}", end + 1
    values = read_digits(literal, page.language)
    if not values:
        return page.reading(number(name=literal), at, end)
    plain = end == at + 1 and literal.isdigit()
    currency = currency_before(page, at)
    amount = scaled(page, Amount(values, end), bool(currency))
    unit = Unit(currency[1], amount.end) if currency else unit_after(page, amount.end, amount.scaled)
    if currency and (again := unit_after(page, amount.end, amount.scaled)) and again.unit == currency[1]:
        unit = again  # US$13 billion dollars
    year = int(literal) if plain and not unit.unit and not amount.scaled and len(literal) == 4 else None
    end = _past_suffix(page, unit.end)
    moments = year_of(year) or _day_of_month(page, at, end)
    return made(page, currency[0] if currency else at, end, amount, unit, moments, place=at)


def _day_of_month(page: Page, at: int, end: int) -> tuple[Moment, ...]:
    """What "on the 17th" is a day of, nearby words say."""
    day = page.whole_number(at, 1, 31)
    dated = page.word(at - 1) == "the" and page.word(at - 2) in _BEFORE_DAYS
    return (("day", None, None, day),) if day and dated and end == at + 2 else ()


def _continues(page: Page, at: int) -> bool:
    """Whether the digits at *at* are three more of a number whose thousands are parted by spaces."""
    if at >= len(page.tokens):
        return False
    token, start, end_before = page.tokens[at], page.spans[at][0], page.spans[at - 1][1]
    if token.kind != "number" or len(token.text) != 3 or not token.text.isdigit() or start != end_before + 1:
        return False
    between = page.folded.original(end_before, start)
    return not set(page.text[slice(*between)]) & set("\n\r\t")


def _past_suffix(page: Page, end: int) -> int:
    """The token after an ordinal's ending or a measure that is set to the number."""
    if page.joined(end) and (page.word(end) in SUFFIXES or page.word(end) in ("º", "ª", "°")):
        return end + 1
    if page.word(end) == "-" and page.joined(end) and page.joined(end + 1) and len(page.word(end + 1)) <= 3:
        cyrillic = "а" <= page.word(end + 1)[:1] <= "я"
        return end + 2 if cyrillic else end
    return end


def _vulgar(page: Page, at: int) -> Reading | None:
    value = vulgar_value(page, at)
    if value is None:
        return None
    amount = scaled(page, Amount((value,), at + 1), False)
    unit = unit_after(page, amount.end, amount.scaled)
    return made(page, at, unit.end, amount, unit, (), place=at)


_BY_KIND = {"number": _digits, "vulgar": _vulgar, "han": read_numerals, "share": read_share, "word": read_spelled}
