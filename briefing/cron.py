"""Cron expressions with a time zone: the local wall times they name, and the instants at which these are due.

A run belongs to its local wall time and is due once for it. A wall time that a change of the clocks skips is due at the
instant that the clock before the change would have called by it (02:30 in Berlin's spring night is 01:30 UTC), and one
that comes twice at its first. Nothing here looks at the clock.
"""

from __future__ import annotations

import difflib
import re
import reprlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from briefing.errors import UsageError

COUNTED = 1000
"""The most that :attr:`Due.missed` counts."""

_TICK = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)
_LONGEST = timedelta(days=1)
"""The most that any clock was turned at once: Samoa skipped a day in 2011."""

_BEGIN, _END = datetime(1970, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
"""Between these instants runs can be due: what the triggers know, with room to turn a clock."""

_NAMED = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_DAYS_OF = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PART = re.compile(
    r"(?:(?P<star>\*)|(?P<first>[a-zA-Z]+|[0-9]{1,99})(?:-(?P<last>[a-zA-Z]+|[0-9]{1,99}))?)(?:/(?P<step>[0-9]{1,99}))?"
)
_SHORT = reprlib.Repr()
_SHORT.maxstring = 60


@dataclass(frozen=True, slots=True)
class Due:
    """The local wall time *wall* is due at *instant*.

    *wall* is naive, *instant* in UTC. *missed* says for how many earlier wall times this one stands, at most
    :data:`COUNTED`.
    """

    wall: datetime
    instant: datetime
    missed: int = 0


@dataclass(frozen=True)
class Cron:
    """The *expression* on the wall clocks of *timezone*, an IANA name; made by :meth:`parse`."""

    expression: str
    timezone: str
    _trigger: OrTrigger = field(repr=False, compare=False)
    _zone: ZoneInfo = field(repr=False, compare=False)

    @classmethod
    def parse(cls, expression: str, timezone: str) -> Cron:
        """What crontab(5) says of five fields, or one of its names such as ``@daily``, but for ``@reboot``.

        A weekday is 0 to 7, Sunday being both, or ``sun`` to ``sat``. A range of weekdays may go over the weekend
        (``fri-mon``), any other goes upwards. A step follows ``*`` or a range. Where neither the day of the month nor
        the weekday begins with ``*``, either is enough, as in Vixie's cron; otherwise both must hold.

        Raises:
            UsageError: the expression or the time zone is wrong; it names the field.
        """
        words = expression.strip(" \t")
        try:
            trigger = _trigger(_named(words.lower()) if words.startswith("@") else words)
        except ValueError as error:
            raise UsageError(str(error), f"cron expression {_SHORT.repr(expression)}") from None
        return cls(" ".join(expression.split()), timezone, trigger, _zone(timezone))

    def latest(self, since: datetime, until: datetime) -> Due | None:
        """The last that is due after *since* and not after *until*, standing for the others between; None if none is.

        Of two at one instant it is the one with the later wall time. Both arguments are aware. The next interval may
        begin at *until*, or at the instant of what was found: nothing is found twice then, and nothing is lost.
        """
        since, until = _in_utc(since), _in_utc(until)
        found = self.next(since)
        if found is None or found.instant > until:
            return None
        end = until
        while end - found.instant > _MINUTE:  # nothing is due between end and until
            middle = found.instant + (end - found.instant) / 2
            due = self.next(middle)
            if due is not None and due.instant <= until:
                found = due
            else:
                end = middle
        while (due := self.next(found.instant)) is not None and due.instant <= until:
            found = due
        return Due(found.wall, found.instant, self._missed(since, found))

    def next(self, after: datetime) -> Due | None:
        """The first that is due after *after*, which is aware; None where nothing ever is, such as on 30 February.

        When the clock is turned forward, a wall time that it skips may be due at the instant of one that it shows; the
        later stands for both.
        """
        after = max(_in_utc(after), _BEGIN)
        walls = sorted(self._candidates(after)) if after < _END else []
        if not walls:
            return None
        instant = min(self._instant(wall) for wall in walls)
        due = [wall for wall in walls if self._instant(wall) == instant]
        return Due(due[-1], instant, len(due) - 1)

    def _missed(self, since: datetime, last: Due) -> int:
        missed, due = last.missed, self.next(since)
        while due is not None and due.instant < last.instant and missed < COUNTED:
            missed += 1 + due.missed
            due = self.next(due.instant)
        return min(missed, COUNTED)

    def _candidates(self, after: datetime) -> Iterator[datetime]:
        """The wall times among which the first one due after *after* is.

        Wall times and instants have one order, but for those that the clock skips: they come along with the ones after
        them. So each run of wall times that are read alike gives its first.
        """
        before, offset = self._offset_at(after - _LONGEST), self._offset_at(after)
        clock = after.replace(tzinfo=None) + _TICK
        start = clock + offset
        if before != offset:
            edge = self._edge(clock - _LONGEST + before, clock + max(before, offset))
            if (skipped := self._match(clock + before)) is not None and skipped < edge:
                yield skipped
            start = max(start, edge)
        wall = self._match(start)
        if wall is None:
            return
        yield wall
        shown = self._instant(wall).astimezone(self._zone).replace(tzinfo=None, fold=0)
        if shown != wall and (beyond := self._match(self._edge(wall, shown))) is not None:
            yield beyond

    def _match(self, start: datetime) -> datetime | None:
        """The first wall time from *start* on that the expression names."""
        found: datetime | None = self._trigger.get_next_fire_time(None, start.replace(tzinfo=UTC))
        return found and found.replace(tzinfo=None)

    def _instant(self, wall: datetime) -> datetime:
        return (wall - self._offset_of(wall)).replace(tzinfo=UTC)

    def _offset_of(self, wall: datetime) -> timedelta:
        """How *wall* is read: by PEP 495 the first of two, and what is skipped by the clock before (``fold=0``)."""
        return wall.replace(tzinfo=self._zone).utcoffset() or timedelta()

    def _offset_at(self, instant: datetime) -> timedelta:
        return instant.astimezone(self._zone).utcoffset() or timedelta()

    def _edge(self, low: datetime, high: datetime) -> datetime:
        """The first whole minute after *low* that is read otherwise than *low*, as *high* is."""
        low = low.replace(second=0, microsecond=0)
        before = self._offset_of(low)
        minutes = range((high - low) // _MINUTE + 1)
        return low + _MINUTE * bisect_left(minutes, True, key=lambda at: self._offset_of(low + _MINUTE * at) != before)


def _in_utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)


@dataclass(frozen=True)
class _Field:
    """One of the five, and what may stand in it: *low* to *high*, or *names*; Sunday is 7 too."""

    name: str
    low: int
    high: int
    names: tuple[str, ...] = ()

    def values(self, text: str) -> set[int]:
        """What *text* allows. ValueError says what is wrong with it."""
        return {value for part in text.split(",") for value in self._of_part(part)}

    def _of_part(self, part: str) -> Iterator[int]:
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"{self._wrong(part)}, nor *, a range, or a range with a step")
        if match["star"]:
            first, last = self.low, self.high
        else:
            first = self._number(match["first"])
            last = self._number(match["last"] or match["first"])
            if match["step"] and match["last"] is None:
                raise ValueError(f"{self.name}: {part} has a step without a range, such as {first}-{self.high}")
            if first > last:
                if self is not _WEEKDAY:
                    raise ValueError(f"{self.name}: the range {part} goes downwards")
                last += 7
        size = self.high - self.low + 1
        # "*/90" would be every hour, and not every ninety minutes.
        if not 1 <= int(match["step"] or 1) <= size:
            raise ValueError(f"{self.name}: the step of {_SHORT.repr(part)} is not 1 to {size}")
        for value in range(first, last + 1, int(match["step"] or 1)):
            yield value % 7 if self is _WEEKDAY else value

    def _number(self, text: str) -> int:
        if text.lower() in self.names:
            return self.names.index(text.lower()) + self.low
        if not text.isdigit() or not self.low <= int(text) <= self._highest:
            raise ValueError(self._wrong(text))
        return int(text)

    def _wrong(self, text: str) -> str:
        names = f", or {self.names[0]} to {self.names[-1]}" if self.names else ""
        return f"{self.name}: {_SHORT.repr(text)} is not {self.low} to {self._highest}{names}"

    @property
    def _highest(self) -> int:
        return 7 if self is _WEEKDAY else self.high


_WEEKDAY = _Field("weekday", 0, 6, tuple("sun mon tue wed thu fri sat".split()))
_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of month", 1, 31),
    _Field("month", 1, 12, tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())),
    _WEEKDAY,
)


def _named(name: str) -> str:
    if name == "@reboot":
        raise ValueError("a schedule knows no @reboot; name a time, such as @daily")
    if name not in _NAMED:
        raise ValueError(f"no such name; there are {', '.join(_NAMED)}")
    return _NAMED[name]


def _trigger(words: str) -> OrTrigger:
    """When *words*, five fields, come up on a clock that is never turned. ValueError says what is wrong."""
    texts = re.split("[ \t]+", words) if words else []
    if len(texts) != len(_FIELDS):
        found = f"{len(texts) or 'no'} field{'' if len(texts) == 1 else 's'}"
        raise ValueError(f"it has {found}, and needs 5: {', '.join(each.name for each in _FIELDS)}")
    minutes, hours, days, months, weekdays = (each.values(text) for each, text in zip(_FIELDS, texts, strict=True))
    same = {"month": _listed(months, 12), "hour": _listed(hours, 24), "minute": _listed(minutes, 60)}
    # APScheduler counts from Monday on, and joins the two kinds of day by "and".
    by_weekday = {"day_of_week": _listed({(day - 1) % 7 for day in weekdays}, 7)}
    either = not texts[2].startswith("*") and not texts[4].startswith("*")
    triggers = [CronTrigger(timezone=UTC, **same, **by_weekday)] if either else []
    # Looking for what never comes would take until the year 9999.
    if any(min(days) <= _DAYS_OF[month - 1] for month in months):
        further = {} if either else by_weekday
        triggers.append(CronTrigger(timezone=UTC, day=_listed(days, 31), **same, **further))
    return OrTrigger(triggers)


def _listed(values: set[int], of: int) -> str:
    return "*" if len(values) == of else ",".join(map(str, sorted(values)))


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """The names there are, without the one that means another clock on each machine."""
    return frozenset(available_timezones() - {"localtime"})


def _zone(name: str) -> ZoneInfo:
    # ZoneInfo alone would open other files too, and zones that count leap seconds.
    if name in _zones():
        return ZoneInfo(name)
    if not _zones():
        raise UsageError("this machine has no time zones; install the package tzdata")
    if not name:
        raise UsageError("the time zone is empty; name one, such as Europe/Berlin")
    hint = f"did you mean {near}?" if (near := _nearest(name)) else "name one, such as Europe/Berlin"
    raise UsageError(f"there is no such time zone; {hint}", f"time zone {_SHORT.repr(name)}")


def _nearest(name: str) -> str | None:
    """The zone that *name* looks like most: never one of a fixed offset, whose signs and letters mislead."""
    known = {zone.lower(): zone for zone in _zones()}
    places = sorted(zone for zone in known if "/" in zone and not zone.startswith("etc/"))
    same = [name.lower()] if name.lower() in known else difflib.get_close_matches(name[:60].lower(), places, n=1)
    return known[same[0]] if same else None
