"""The dates of grounds, each with everything coarser that it says too, and those told from a source's own day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from briefing.figures.calendar import Moment, whole
from briefing.figures.reader import Figure

_NEAR = 200
"""Characters within which a year is taken to be that of a day without one."""


@lru_cache(maxsize=1 << 14)
def coarser(moment: Moment) -> frozenset[Moment]:
    """*moment* and all that it says less finely: its month, quarter, season, year, decade, century."""
    kind, year, month, day = moment
    if kind == "day":
        return frozenset(_of_day(year, month, day))
    found = {moment}
    if kind in ("quarter", "half", "season"):
        found.add((kind, None, month, None))
        if year is not None:
            found |= _of_year(year)
        if kind == "quarter" and month is not None and year is not None:
            found.add(("half", year, 1 + (month > 2), None))
    if kind == "decade" and year is not None:
        found.add(("century", year // 10 + 1, None, None))
    return frozenset(found)


def _of_year(year: int) -> set[Moment]:
    return {
        ("day", year, None, None),
        ("decade", year // 10, None, None),
        ("century", (year - 1) // 100 + 1, None, None),
        ("century", year // 100 + 1, None, None),
    }


def _of_day(year: int | None, month: int | None, day: int | None) -> Iterator[Moment]:
    if day is not None:
        yield ("day", year, month, day)
        yield ("day", None, month, day)
        yield ("day", None, None, day)
    if month is not None:
        yield ("day", year, month, None)
        yield ("day", None, month, None)
        yield ("quarter", None, (month + 2) // 3, None)
    if year is None:
        return
    yield from _of_year(year)
    if month is not None:
        yield ("quarter", year, (month + 2) // 3, None)
        yield ("half", year, 1 + (month > 6), None)
        season = month % 12 // 3
        yield ("season", year, season, None)
        if season == 0:
            yield ("season", year + (1 if month == 12 else -1), 0, None)  # a winter belongs to either of its years
        if month in (3, 6, 9, 12):
            yield ("season", year, (month // 3 - 1) % 4, None)  # by the almanac it begins with the solstice


class Timeline:
    """Every date that the grounds state; ``runs`` are those of each text in order, as far as they are known.

    *days* are known otherwise; *told_from* only says which year a date without one is in.
    """

    def __init__(self, texts: Sequence[Sequence[Figure]], days: Sequence[date], told_from: Sequence[date] = ()) -> None:
        self._known: set[Moment] = set()
        self.runs: list[list[Moment]] = []
        for figures in texts:
            run: list[Moment] = []
            for at, figure in enumerate(figures):
                for moment in figure.moments:
                    self._known |= coarser(moment)
                    resolved = list(_resolved(moment, figures, at, [*days, *told_from]))
                    for one in resolved:
                        self._known |= coarser(one)
                    run += resolved or ([moment] if moment[0] == "day" and moment[1] else [])
            self.runs.append(run)
        for day in days:
            self._known |= coarser(("day", day.year, day.month, day.day))

    def __contains__(self, moment: Moment) -> bool:
        return moment in self._known


def _resolved(moment: Moment, figures: Sequence[Figure], at: int, days: Sequence[date]) -> Iterator[Moment]:
    """The full dates that one without its year, or told from a source's day, can mean."""
    kind, year, month, day = moment
    if kind == "ago" and year is not None and month is not None:
        yield from (_counted_back(today, year, month) for today in days)
    elif kind == "weekday" and year is not None:
        for today in days:
            back = (today.weekday() - year) % 7
            for one in (today - timedelta(back), today + timedelta((7 - back) % 7 or 7)):
                yield ("day", one.year, one.month, one.day)
    elif kind == "day" and month is None and year is None and day is not None:
        yield from _days_near(figures, at, day)
    elif kind == "quarter" and year is None and month is not None:
        # The last such quarter that has begun.
        yield from (("quarter", today.year - (today.month < 3 * month - 2), month, None) for today in days)
    elif kind == "day" and year is None and month is not None:
        years = {candidate for today in days for candidate in _years_around(today, month, day)}
        years |= _years_near(figures, at, further=not days)
        for candidate in sorted(years):
            if day != 29 or month != 2 or candidate % 4 == 0:
                yield ("day", candidate, month, day)


def _counted_back(today: date, months: int, count: int) -> Moment:
    if not months:
        one = today + timedelta(count)
        return ("day", one.year, one.month, one.day)
    if months == 12:
        return ("day", today.year + count, None, None)
    total = today.year * 12 + today.month - 1 + count
    return ("day", total // 12, total % 12 + 1, None)


def _years_around(today: date, month: int, day: int | None) -> Iterator[int]:
    """The year of the last such month before *today*, and of the next one unless the last is just over."""
    past = today.year if (month, day or 0) <= (today.month, today.day) else today.year - 1
    yield past
    if (today.year - past) * 12 + today.month - month > 3:
        yield past + 1


def _days_near(figures: Sequence[Figure], at: int, day: int) -> Iterator[Moment]:
    """The days with the number *day* of the months that are named close before the figure at *at*."""
    for other in range(at - 1, max(at - 5, -1), -1):
        if figures[at].start - figures[other].start > _NEAR:
            return
        for kind, year, month, _ in figures[other].moments:
            if kind == "day" and month is not None and whole(year, month, day):
                yield (kind, year, month, day)


def _years_near(figures: Sequence[Figure], at: int, *, further: bool) -> set[int]:
    """Years stated close to the figure at *at*, or, where nothing else can tell, the last one before it."""
    found = set[int]()
    place = figures[at].start
    for direction in (range(at - 1, max(at - 20, -1), -1), range(at + 1, min(at + 20, len(figures)))):
        for other in direction:
            near = abs(figures[other].start - place) <= _NEAR
            years = _years_of(figures[other])
            found.update(years if near or (further and direction.step < 0) else ())
            if years or (not near and not further):
                break
    return found


def _years_of(figure: Figure) -> Iterable[int]:
    return {m[1] for m in figure.moments if m[1] is not None and m[0] in ("day", "quarter", "half", "season")}
