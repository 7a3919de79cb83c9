"""How far the dates of grounds are apart, in years, months, weeks and days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefing.figures.calendar import Moment
from briefing.figures.reader import Quantity
from briefing.figures.units import Bound, converted

_WINDOW = 40
"""Dates after one that it is compared with: what is further apart in a long report is no span that it tells of."""
_DAYS_IN_MONTH = 30.44
_MOST = {"month": 24, "week": 12, "day": 100}
"""Beyond these nobody counts in that unit from one date to another, and any two dates of a report would do."""


class Differences:
    """The spans between two dates of the same grounds, whole units, each rounded down and up.

    A span of dates that are known to the year is whole years; with the months known it is months as well, and
    with the days known weeks, days (also counting both ends) and hours.
    """

    def __init__(self, runs: Sequence[Sequence[Moment]], days: Sequence[date]) -> None:
        self._floors: set[tuple[str, int]] = set()
        self._nearest: set[tuple[str, int]] = set()
        self._ceilings: set[tuple[str, int]] = set()
        outside: list[Moment] = [("day", day.year, day.month, day.day) for day in days]
        every = list(dict.fromkeys(moment for run in runs for moment in run if moment[0] == "day" and moment[1]))
        for at, one in enumerate(every):
            for other in every[at + 1 : at + 1 + _WINDOW] + outside:
                self._add(one, other)

    def has(self, quantity: Quantity, bound: Bound) -> bool:
        """Whether two dates are *quantity* apart, by *bound*: "nearly" is rounded up, "over" down."""
        value, unit = quantity
        if value != int(value) or value > 10**6:
            return False
        if unit in ("decade", "century", "fortnight"):
            value, unit = (converted(value, unit)[0] / 12, "year") if unit != "fortnight" else (value * 2, "week")
        if unit == "hour" and value % 24 == 0:
            value, unit = value / 24, "day"
        if value > _MOST.get(unit, value):
            return False
        span = (unit, int(value))
        if bound == "nearly":
            return span in self._ceilings
        return span in self._nearest or (bound != "under" and span in self._floors)

    def _add(self, one: Moment, other: Moment) -> None:
        (_, year, month, day), (_, other_year, other_month, other_day) = one, other
        if year is None or other_year is None or one == other:
            return
        if not month or not other_month:
            self._exact("year", abs(year - other_year))
            return
        months = abs((year - other_year) * 12 + month - other_month)
        self._between("year", months / 12)
        if not day or not other_day:
            self._exact("month", months)
            return
        days = abs((date(year, month, day) - date(other_year, other_month, other_day)).days)
        self._between("month", days / _DAYS_IN_MONTH)
        if months and day == other_day:
            self._exact("month", months)
        self._between("week", days / 7)
        self._exact("day", days)
        self._exact("day", days + 1)

    def _exact(self, unit: str, count: int) -> None:
        for found in (self._floors, self._nearest, self._ceilings):
            found.add((unit, count))

    def _between(self, unit: str, count: float) -> None:
        self._floors.add((unit, int(count)))
        self._nearest.add((unit, round(count)))
        self._ceilings.add((unit, int(count) + (count != int(count))))
