"""Whether grounds hold a figure of a claim: the same number or date in another spelling, or what follows from theirs.

A date is held by a finer one ("July 2023" by "26 July 2023"), never by a coarser. A number is held by the same
value; a number per cent or in a currency only by one in that unit, a span of time by the same span or by two
dates that are that far apart, and any other by whatever is counted, but by no per cents. A number that the claim
itself marks as inexact ("about 1,400", "more than 1,400") is held by one that it is right for.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property

from briefing.figures.amounts import YEARS
from briefing.figures.differences import Differences
from briefing.figures.moments import Timeline, coarser
from briefing.figures.nearness import distance
from briefing.figures.reader import Figure, Quantity
from briefing.figures.reading import read
from briefing.figures.rounding import span_of
from briefing.figures.units import DURATIONS, PER_CENT, POINTS, Bound, converted

_SHARES = frozenset((PER_CENT, POINTS))
_AGAINST: dict[Bound, frozenset[str]] = {
    "over": frozenset(("under", "nearly")),
    "under": frozenset(("over",)),
    "nearly": frozenset(("over",)),
}
_MOST_SHOWN = 3


class Held:
    """An index over grounds: the sentences that are cited, or whole sources.

    *days* are dates that are known otherwise, such as when a source was published: what the grounds tell from
    their own day ("last month", "on Monday", "in January") is resolved by them, and a claim may name them. What is
    *told_from* a day is resolved by it too, and no claim may name that day for it.
    """

    def __init__(
        self,
        texts: Iterable[str],
        *,
        language: str | None = None,
        days: Iterable[date] = (),
        told_from: Iterable[date] = (),
    ) -> None:
        self._texts = list(texts)
        self._language = language
        self._days = sorted(set(days))
        self._told_from = sorted(set(told_from))

    def holds(self, figure: Figure, *, free: Collection[int | Decimal] = (), free_days: Collection[date] = ()) -> bool:
        """Whether *figure* stands here, is one of the *free* values, or is a date of *free_days* or coarser."""
        if figure.name and figure.name in self._names:
            return True
        if any(moment in self._timeline or _is_free(moment, free_days) for moment in figure.moments):
            return True
        return any(quantity.value in free for quantity in figure.quantities) or any(
            self._has(quantity, figure) for quantity in figure.quantities
        )

    def nearest(self, figure: Figure) -> list[str]:
        """At most three figures that stand here and are nearest to *figure*, of its kind and unit, as written."""
        far = [
            (away, at)
            for at, other in enumerate(self._stated)
            if other.kind == figure.kind and (away := distance(figure, other)) is not None
        ]
        texts = (self._stated[at].text for _, at in heapq.nsmallest(5 * _MOST_SHOWN, far))
        return list(dict.fromkeys(texts))[:_MOST_SHOWN]

    @cached_property
    def _figures(self) -> list[list[Figure]]:
        return [list(read(text, self._language)) for text in self._texts]

    @cached_property
    def _stated(self) -> list[Figure]:
        return [figure for figures in self._figures for figure in figures if not figure.tacit]

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(figure.name for figure in self._stated if figure.name)

    @cached_property
    def _timeline(self) -> Timeline:
        return Timeline(self._figures, self._days, self._told_from)

    @cached_property
    def _differences(self) -> Differences:
        return Differences(self._timeline.runs, self._days)

    @cached_property
    def _values(self) -> dict[str, dict[Decimal, set[Bound]]]:
        """The bounds by value by unit; under no unit is everything, under ``counted`` what has none and is no name."""
        found: dict[str, dict[Decimal, set[Bound]]] = {}
        for figures in self._figures:
            for figure in figures:
                for value, unit in figure.quantities:
                    whole, common = converted(value, unit)
                    units = {common: whole} if unit in _SHARES else {common: whole, "": value}
                    if not unit and not figure.name:
                        units["counted"] = value
                    if figure.bound == "vague":
                        units = {f"{one} vague": amount for one, amount in units.items()}
                    for one, amount in units.items():
                        found.setdefault(one, {}).setdefault(amount, set()).add(figure.bound)
        return found

    @cached_property
    def _sorted(self) -> dict[str, list[Decimal]]:
        """The values by unit in order, without those that are years: "over 2,000" is no year."""
        years = {
            Decimal(moment[1])
            for figures in self._figures
            for figure in figures
            for moment in figure.moments
            if moment[1] is not None and moment[1] in YEARS
        }
        return {unit: sorted(set(values) - years) for unit, values in self._values.items()}

    def _has(self, quantity: Quantity, figure: Figure) -> bool:
        value, unit = converted(*quantity)
        if figure.bound == "vague":
            if value in self._values.get(f"{unit} vague", {}):
                return True
            return self._between(unit, 2 * value - 1, value * (100 if value >= 1000 else 10))
        bounds = self._values.get(unit, {}).get(value)
        if bounds is not None and not bounds <= _AGAINST.get(figure.bound, frozenset()):
            return True
        if figure.bound != "exact" and (span := span_of(quantity.value, figure.bound, figure.grain)):
            least, most = (converted(edge, quantity.unit)[0] for edge in span)
            if self._between(unit, least, most):
                return True
        return quantity.unit in DURATIONS and self._differences.has(quantity, figure.bound)

    def _between(self, unit: str, least: Decimal, most: Decimal) -> bool:
        """Whether a value is over *least* and under *most*."""
        values = self._sorted.get(unit or "counted", [])
        at = bisect_right(values, least)
        return at < len(values) and values[at] < most


def _is_free(moment: tuple[str, int | None, int | None, int | None], days: Collection[date]) -> bool:
    return any(moment in coarser(("day", day.year, day.month, day.day)) for day in days)
