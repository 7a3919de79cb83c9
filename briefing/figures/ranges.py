"""What two figures of a range share: "10 to 15 percent", "$2-3 billion", "January to March 2024"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from briefing.figures.fractions import fraction
from briefing.figures.reader import Figure, Page, Quantity, Reading
from briefing.figures.units import PER_CENT

_LINKS = frozenset(
    "- ~ to and or a y et e bis und à o ou u oder до и или إلى و او 至 到 和 ～ , / 〜 bis al".split()
) | {
    "الي",
    "الى",
}
_SCALES = [Decimal(10) ** power for power in (12, 9, 6, 3, 2)]
_HAN_SCALES = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}
_MOST_IN_A_SHARE = 1000
_MOST_BETWEEN = 40
_MOST_LINKS = 2


def spread(page: Page, found: Sequence[Reading]) -> Iterator[Reading]:
    """*found* with what the second figure of a range says of the first one too, and the first of the second."""
    readings = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        if other.first - one.end <= 1 and _is_weekday_of(page, one, other):
            readings[at] = one._replace(figure=replace(one.figure, tacit=True))
    for at, reading in enumerate(readings):
        if at and _is_bare(page, reading) and _follows_per_cent(page, readings, at):
            readings[at] = _with(reading, [Quantity(value, PER_CENT) for value, _ in reading.figure.quantities])
    for at in range(len(readings) - 2, -1, -1):
        one, other = readings[at], readings[at + 1]
        if not 0 < other.first - one.end <= _MOST_LINKS:
            continue
        if page.between(one.end, other.first) in (["in"], ["of"], ["out", "of"]):
            readings[at], readings[at + 1] = (_with(reading, _shares(one, other)) for reading in (one, other))
        elif _linked(page, one, other):
            readings[at] = one._replace(figure=_before(one.figure, other.figure))
            readings[at + 1] = other._replace(figure=_after(one.figure, other.figure, page, other))
    yield from readings


def _is_weekday_of(page: Page, one: Reading, other: Reading) -> bool:
    """Whether it is as in "Wednesday, 26 July 2023", which is a Wednesday: the weekday adds nothing to the date."""
    if not one.figure.moments or not other.figure.moments or page.between(one.end, other.first) not in ([], [","]):
        return False
    (kind, number, _, _), (_, year, month, day) = one.figure.moments[0], other.figure.moments[0]
    if kind != "weekday" or year is None or month is None or day is None:
        return False
    return date(year, month, day).weekday() == number


def _is_bare(page: Page, reading: Reading) -> bool:
    """Whether the number counts nothing that is said, as in "they ask for 12 per cent and offer 5"."""
    figure = reading.figure
    if figure.tacit or figure.moments or not figure.quantities or any(unit for _, unit in figure.quantities):
        return False
    return page.word(reading.end) in (".", ",", ";", "")


def _follows_per_cent(page: Page, readings: Sequence[Reading], at: int) -> bool:
    """Whether the figure before is per cent, in the same sentence."""
    if not any(unit == PER_CENT for _, unit in readings[at - 1].figure.quantities):
        return False
    first, end = readings[at - 1].end, readings[at].first
    ends = (
        page.word(place) in (".", "!", "?") and not page.joined(place + 1) and page.tokens[place + 1].text[0].isupper()
        for place in range(first, end)
    )
    return end - first < _MOST_BETWEEN and not any(ends)


def _linked(page: Page, one: Reading, other: Reading) -> bool:
    return all(word in _LINKS for word in page.between(one.end, other.first))


def _before(one: Figure, other: Figure) -> Figure:
    """The first figure, with the unit, the order of magnitude or the year of the second."""
    if one.moments and other.moments:
        year = other.moments[0][1] if other.moments[0][0] == one.moments[0][0] == "day" else None
        if year and all(moment[1] is None for moment in one.moments):
            return replace(one, moments=tuple((kind, year, month, day) for kind, _, month, day in one.moments))
        return one
    if not one.quantities or not other.quantities or one.moments:
        return one
    unit = other.quantities[0].unit
    own = one.quantities[0].unit
    scale = _scale_of(other, one.quantities[0].value)
    if unit == own and not scale:
        return one
    if own and unit not in ("", own):
        return one
    more = [Quantity(quantity.value, unit or own) for quantity in one.quantities]
    if scale:
        more += [Quantity(quantity.value * scale, unit or own) for quantity in one.quantities]
    return replace(one, quantities=tuple(dict.fromkeys((*one.quantities, *more))))


def _scale_of(figure: Figure, least: Decimal) -> Decimal | None:
    """The order of magnitude that the second figure of a range gives to a first one of *least* too."""
    value = figure.quantities[0].value
    for sign, scale in _HAN_SCALES.items():
        if sign in figure.text:
            return scale
    if not any(sign.isalpha() for sign in figure.text):
        return _SCALES[3] if value % 1000 == 0 and least < 1000 <= value else None
    return next((scale for scale in _SCALES if value >= scale > least), None)


def _with(reading: Reading, more: Sequence[Quantity]) -> Reading:
    quantities = tuple(dict.fromkeys((*reading.figure.quantities, *more)))
    return reading._replace(figure=replace(reading.figure, quantities=quantities))


def _shares(one: Reading, other: Reading) -> tuple[Quantity, ...]:
    """The fifth that "one in five" is; nothing for two numbers that are no share."""
    if len(one.figure.quantities) != 1 or len(other.figure.quantities) != 1:
        return ()
    (numerator, unit), (denominator, other_unit) = one.figure.quantities[0], other.figure.quantities[0]
    if unit or other_unit or not 0 < numerator < denominator <= _MOST_IN_A_SHARE or denominator != int(denominator):
        return ()
    return fraction(numerator, int(denominator))


def _after(one: Figure, other: Figure, page: Page, place: Reading) -> Figure:
    """The second figure, with the currency of the first, or its century: $10-15, 2019–20."""
    if one.quantities and other.quantities and not other.quantities[0].unit and not other.moments:
        unit = one.quantities[0].unit
        year = one.moments[0][1] if one.kind == "date" and one.moments and one.moments[0][0] == "day" else None
        value = other.quantities[0].value
        joined = page.joined(place.first) and page.word(place.first - 1) in ("-", "/")
        if year and joined and len(other.text) == 2 and value > year % 100:
            return replace(other, kind="date", moments=(("day", year // 100 * 100 + int(value), None, None),))
        if unit and page.joined(place.first):
            return replace(other, quantities=(*other.quantities, *(Quantity(q.value, unit) for q in other.quantities)))
    return other
