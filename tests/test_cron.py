"""Cron expressions on wall clocks: which times they name, when these are due, and what is said of wrong ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.cron import COUNTED, Cron, Due
from briefing.errors import UsageError

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EVER = datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)

# Zones and days on which their clocks were turned, or a whole day was left out, or nothing happened at all.
TURNS = {
    "Europe/Berlin": ["2026-03-29", "2026-10-25", "2026-07-01"],
    "Europe/London": ["2026-03-29", "2026-10-25"],
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "America/Havana": ["2026-03-08", "2026-11-01"],
    "America/St_Johns": ["2011-03-13", "2010-11-07"],
    "Australia/Lord_Howe": ["2026-04-04", "2026-10-03"],
    "Africa/Casablanca": ["2026-02-15", "2026-03-22"],
    "Africa/Monrovia": ["1972-01-07"],
    "Antarctica/Troll": ["2026-03-29", "2026-10-25"],
    "Pacific/Apia": ["2011-12-30", "2011-09-24"],
    "Pacific/Kwajalein": ["1993-08-21"],
    "Asia/Pyongyang": ["2015-08-14", "2018-05-04"],
    "Asia/Kathmandu": ["1985-12-31", "2026-06-01"],
    "UTC": ["2026-03-29"],
}


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _all(cron: Cron, since: datetime, until: datetime) -> Iterator[Due]:
    """Whatever *cron* has due after *since*, and not after *until*."""
    while (due := cron.next(since)) is not None and due.instant <= until:
        yield due
        since = due.instant


def _walls(expression: str, since: str, until: str) -> list[str]:
    """The wall times in UTC that *expression* names, as text."""
    dues = _all(Cron.parse(expression, "UTC"), _utc(since) - MINUTE, _utc(until))
    return [due.wall.isoformat(" ", "minutes") for due in dues]


def _named(
    zone: ZoneInfo, fields: tuple[set[int], ...], since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """The same by trying every minute: instants and wall times, the earliest first. Here a weekday of 0 is Sunday."""
    found = []
    wall = (since - 2 * DAY).replace(tzinfo=None, second=0, microsecond=0)
    while wall <= (until + 2 * DAY).replace(tzinfo=None):
        parts = (wall.minute, wall.hour, wall.day, wall.month, wall.isoweekday() % 7)
        instant = wall.replace(tzinfo=zone).astimezone(UTC)
        if all(part in allowed for part, allowed in zip(parts, fields, strict=True)) and since < instant <= until:
            found.append((instant, wall))
        wall += MINUTE
    return sorted(found)


def test_the_night_that_lacks_the_hour() -> None:
    """02:30 does not exist in Berlin's spring night; it is due once, at what 02:30 would have been, and not again."""
    cron = Cron.parse("30 2 * * *", "Europe/Berlin")
    dues = list(_all(cron, _utc("2026-03-28 00:00"), _utc("2026-03-31 00:00")))
    assert [(due.wall, due.instant) for due in dues] == [
        (datetime(2026, 3, 28, 2, 30), _utc("2026-03-28 01:30")),
        (datetime(2026, 3, 29, 2, 30), _utc("2026-03-29 01:30")),
        (datetime(2026, 3, 30, 2, 30), _utc("2026-03-30 00:30")),
    ]
    assert dues[1].instant.astimezone(ZoneInfo("Europe/Berlin")).strftime("%H:%M") == "03:30"


def test_the_night_that_has_the_hour_twice() -> None:
    """02:30 comes twice in Berlin's autumn night, and is due at the first of the two only."""
    cron = Cron.parse("30 2 * * *", "Europe/Berlin")
    dues = list(_all(cron, _utc("2026-10-24 12:00"), _utc("2026-10-26 12:00")))
    assert [(due.wall, due.instant) for due in dues] == [
        (datetime(2026, 10, 25, 2, 30), _utc("2026-10-25 00:30")),
        (datetime(2026, 10, 26, 2, 30), _utc("2026-10-26 01:30")),
    ]
    second = _utc("2026-10-25 01:30")
    assert cron.latest(second - 10 * MINUTE, second + 10 * MINUTE) is None


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_a_simulated_clock_finds_each_wall_time_once(night: str) -> None:
    """Looked at every seven seconds through the night, what is due is found once, and within one look."""
    cron, now = Cron.parse("30 2 * * *", "Europe/Berlin"), _utc(f"{night} 00:00") - 2 * HOUR
    found = []
    for _ in range(6 * 3600 // 7):
        due = cron.latest(now, now + timedelta(seconds=7))
        now += timedelta(seconds=7)
        if due is not None:
            assert now - due.instant < timedelta(seconds=7)
            found.append((due.wall, due.missed))
    assert found == [(datetime.fromisoformat(f"{night} 02:30"), 0)]


def test_a_skipped_time_and_one_that_is_shown() -> None:
    """In the spring night 02:30 and 03:30 are due at one instant; the later wall time stands for both."""
    cron = Cron.parse("30 2,3 29 3 *", "Europe/Berlin")
    assert cron.next(_utc("2026-03-29 00:00")) == Due(datetime(2026, 3, 29, 3, 30), _utc("2026-03-29 01:30"), 1)
    assert cron.latest(_utc("2026-03-29 00:00"), _utc("2026-03-29 12:00")) == cron.next(_utc("2026-03-29 00:00"))


def test_a_skipped_time_that_is_due_after_a_later_one() -> None:
    """03:00 is due at 01:00 UTC and the skipped 02:30 after it: both come, in the order of their instants."""
    cron = Cron.parse("0,30 2,3 29 3 *", "Europe/Berlin")
    at_three, at_half_past = _utc("2026-03-29 01:00"), _utc("2026-03-29 01:30")
    assert cron.next(_utc("2026-03-29 00:00")) == Due(datetime(2026, 3, 29, 3), at_three, 1)
    assert cron.next(at_three) == Due(datetime(2026, 3, 29, 3, 30), at_half_past, 1)
    union = Cron.parse("30 2 * * *", "Europe/Berlin"), Cron.parse("0 3 * * *", "Europe/Berlin")
    assert [cron.next(_utc("2026-03-29 00:00")).instant for cron in union] == [at_half_past, at_three]  # type: ignore[union-attr]


def test_what_latest_found_begins_the_next_interval() -> None:
    """Asked from the instant of the last find on, nothing that was counted in it comes again."""
    cron = Cron.parse("*/20 2-3 * * *", "Europe/Berlin")
    late = _utc("2026-03-29 05:00")
    due = cron.latest(_utc("2026-03-29 00:00"), late)
    assert due is not None
    assert due.missed == 5
    assert cron.latest(due.instant, late) is None


def test_a_day_that_was_left_out() -> None:
    """Samoa had no 30 December 2011: a run of that day is due on the next, and once."""
    dues = list(_all(Cron.parse("0 12 29-31 12 *", "Pacific/Apia"), _utc("2011-12-28 12:00"), _utc("2012-01-02 00:00")))
    assert [(due.wall.day, due.instant) for due in dues] == [
        (29, _utc("2011-12-29 22:00")),
        (31, _utc("2011-12-30 22:00")),
    ]
    assert dues[1].missed == 1


def test_midnight_that_does_not_exist() -> None:
    """Havana's clocks go from midnight to one: a daily run is due at that instant."""
    due = Cron.parse("@daily", "America/Havana").next(_utc("2026-03-08 00:00") + 5 * HOUR - MINUTE)
    assert due == Due(datetime(2026, 3, 8), _utc("2026-03-08 05:00"))


def test_half_an_hour() -> None:
    """Lord Howe Island turns its clocks by thirty minutes: 02:15 is skipped in spring, and 01:45 is twice in autumn."""
    spring = Cron.parse("15 2 * * *", "Australia/Lord_Howe").next(_utc("2026-10-03 12:00"))
    assert spring == Due(datetime(2026, 10, 4, 2, 15), _utc("2026-10-03 15:45"))
    autumn = list(
        _all(Cron.parse("45 1 * * *", "Australia/Lord_Howe"), _utc("2026-04-04 12:00"), _utc("2026-04-05 12:00"))
    )
    assert autumn == [Due(datetime(2026, 4, 5, 1, 45), _utc("2026-04-04 14:45"))]


def test_mondays() -> None:
    """``0 2 * * 1`` is Monday, as cron counts, and 0 and 7 are Sunday."""
    assert _walls("0 2 * * 1", "2026-06-01", "2026-06-14") == ["2026-06-01 02:00", "2026-06-08 02:00"]
    for sunday in ("0", "7", "sun", "SUN", "7-7", "*/7"):
        assert _walls(f"0 2 * * {sunday}", "2026-06-01", "2026-06-15") == ["2026-06-07 02:00", "2026-06-14 02:00"]
    assert len(_walls("* * * * 7", "2026-06-01", "2026-06-08")) == 24 * 60


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("1-5", "12345"),
        ("mon-fri", "12345"),
        ("fri-mon", "5601"),
        ("5-1", "5601"),
        ("sat-sun", "60"),
        ("sun-tue", "012"),
        ("7-2", "012"),
        ("5-7", "560"),
        ("0-7", "0123456"),
        ("1-0", "0123456"),
        ("*/2", "0246"),
        ("1-5/2", "135"),
        ("fri-tue/2", "502"),
        ("mon,3,Fri-Sat", "1356"),
    ],
)
def test_weekdays(field: str, days: str) -> None:
    """Names and figures, ranges also over the weekend, steps and lists."""
    walls = _walls(f"0 0 * * {field}", "2026-06-07", "2026-06-13 23:00")
    assert {datetime.fromisoformat(wall).isoweekday() % 7 for wall in walls} == {int(day) for day in days}


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("0 0 13 * 5", [5, 12, 13, 19, 26]),  # either is enough
        ("0 0 13 * *", [13]),
        ("0 0 * * 5", [5, 12, 19, 26]),
        ("0 0 */2 * 5", [5, 19]),  # what begins with a star restricts further
        ("0 0 1-15 * */5", [5, 7, 12, 14]),
        ("0 0 1-31 * 1", list(range(1, 31))),
        ("0 0 31 * 1", [1, 8, 15, 22, 29]),
    ],
)
def test_the_day_of_the_month_and_the_weekday(expression: str, days: list[int]) -> None:
    """Where both are named either is enough, as in Vixie's cron; with a star both must hold."""
    walls = _walls(expression, "2026-06-01", "2026-06-30 12:00")
    assert [datetime.fromisoformat(wall).day for wall in walls] == days


@pytest.mark.parametrize(
    ("expression", "walls"),
    [
        ("@hourly", ["2026-05-31 22:00", "2026-05-31 23:00", "2026-06-01 00:00"]),
        ("@daily", ["2026-06-01 00:00", "2026-06-02 00:00", "2026-06-03 00:00"]),
        ("@Midnight", ["2026-06-01 00:00", "2026-06-02 00:00", "2026-06-03 00:00"]),
        ("@weekly", ["2026-06-07 00:00", "2026-06-14 00:00", "2026-06-21 00:00"]),
        ("@monthly", ["2026-06-01 00:00", "2026-07-01 00:00", "2026-08-01 00:00"]),
        ("@yearly", ["2027-01-01 00:00", "2028-01-01 00:00", "2029-01-01 00:00"]),
        ("@annually", ["2027-01-01 00:00", "2028-01-01 00:00", "2029-01-01 00:00"]),
        ("0 0 29 2 *", ["2028-02-29 00:00", "2032-02-29 00:00", "2036-02-29 00:00"]),
        ("0 0 29 feb */7", ["2032-02-29 00:00", "2060-02-29 00:00", "2088-02-29 00:00"]),
        ("50-59/5 23 31 Jan,mar-NOV/9 *", ["2027-01-31 23:50", "2027-01-31 23:55", "2027-03-31 23:50"]),
        ("  5\t4  *  * * ", ["2026-06-01 04:05", "2026-06-02 04:05", "2026-06-03 04:05"]),
    ],
)
def test_names_lists_and_rare_days(expression: str, walls: list[str]) -> None:
    """The names for common schedules, the names of months, and days that come once in decades."""
    dues = _all(Cron.parse(expression, "UTC"), _utc("2026-05-31 21:30"), EVER[1])
    assert [next(dues).wall.isoformat(" ", "minutes") for _ in walls] == walls


@pytest.mark.parametrize("expression", ["0 0 30 2 *", "* * 31 2,4,jun,9,11 */2"])
def test_a_day_that_never_comes(expression: str) -> None:
    """What no calendar has is never due, and the search for it ends."""
    cron = Cron.parse(expression, "Europe/Berlin")
    assert cron.next(EVER[0]) is None
    assert cron.latest(*EVER) is None


def test_a_day_that_never_comes_or_a_weekday() -> None:
    """30 February or a Monday is a Monday in February."""
    assert _walls("0 0 30 2 1", "2026-01-01", "2026-02-15") == ["2026-02-02 00:00", "2026-02-09 00:00"]


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("61 * * * *", "minute: '61' is not 0 to 59"),
        ("* 24 * * *", "hour: '24' is not 0 to 23"),
        ("* * 0 * *", "day of month: '0' is not 1 to 31"),
        ("* * * 13 *", "month: '13' is not 1 to 12, or jan to dec"),
        ("* * * * 8", "weekday: '8' is not 0 to 7, or sun to sat"),
        ("* * * * monday", "weekday: 'monday' is not"),
        ("* * * mon *", "month: 'mon' is not"),
        ("* * * *", "it has 4 fields, and needs 5: minute, hour, day of month, month, weekday"),
        ("* * * * * *", "it has 6 fields"),
        ("a b c d e", "minute: 'a' is not 0 to 59"),
        ("*/0 * * * *", "minute: the step of '*/0' is not 1 to 60"),
        ("*/90 * * * *", "minute: the step of '*/90' is not 1 to 60"),
        ("5/15 * * * *", "minute: 5/15 has a step without a range, such as 5-59"),
        ("5-1 * * * *", "minute: the range 5-1 goes downwards"),
        ("* * * nov-feb *", "month: the range nov-feb goes downwards"),
        ("1-70 * * * *", "minute: '70' is not"),
        ("1,,2 * * * *", "minute: '' is not"),
        ("-5 * * * *", "minute: '-5' is not"),
        ("1.5 * * * *", "minute: '1.5' is not"),
        ("*5 * * * *", "minute: '*5' is not"),
        ("1-2-3 * * * *", "minute: '1-2-3' is not"),
        ("* * L * *", "day of month: 'L' is not"),
        ("* * ? * *", "day of month: '?' is not"),
        ("* * * * 1#2", "weekday: '1#2' is not"),
        ("* * last * *", "day of month: 'last' is not"),
        ("٣ * * * *", "minute: '٣' is not"),
        ("", "it has no fields"),
        (" \t ", "it has no fields"),
        ("@reboot", "knows no @reboot"),
        ("@dayly", "no such name; there are @hourly, @daily"),
        ("@", "no such name"),
        ("9" * 10_000 + " * * * *", "minute: '999"),
        ("9" * 40 + " * * * *", "minute: '999"),
        ("*/" + "9" * 10_000 + " * * * *", "minute: '*/999"),
        ("1-" + "9" * 40 + " * * * *", "minute: '999"),
        ("*," * 5_000 + "x * * * *", "minute: 'x' is not"),
        ("*\x00 * * * *", r"minute: '*\x00' is not"),
        ("* * * * \x1b[2J", r"weekday: '\x1b[2J' is not"),
        ("0\n2 * * 1", "it has 4 fields"),
        ("* * * * 1\n", r"weekday: '1\n' is not"),
        ("*\u00a0* * * *", "it has 4 fields"),
        ("\ud800 * * * *", r"minute: '\ud800' is not"),
    ],
)
def test_wrong_expressions(expression: str, says: str) -> None:
    """One short line that a terminal can show says which field is wrong, and how."""
    with pytest.raises(UsageError) as caught:
        Cron.parse(expression, "UTC")
    text = str(caught.value)
    assert text.startswith("cron expression '")
    assert says in text
    assert text.isprintable()
    assert len(text) < 250


@pytest.mark.parametrize(
    ("timezone", "says"),
    [
        ("Europe/Berln", "did you mean Europe/Berlin?"),
        ("europe/berlin", "did you mean Europe/Berlin?"),
        ("Berlin", "did you mean Europe/Berlin?"),
        ("America/New York", "did you mean America/New_York?"),
        ("utc", "did you mean UTC?"),
        ("UTC+2", "name one, such as"),  # Etc/GMT+2 is two hours behind
        ("", "the time zone is empty"),
        (" ", "no such time zone"),
        ("../etc/passwd", "no such time zone"),
        ("/etc/localtime", "no such time zone"),
        ("localtime", "no such time zone"),
        ("Europe", "no such time zone"),
        ("right/Europe/Berlin", "no such time zone"),
        ("Europe/Berlin\x00", "no such time zone"),
        ("\x1b[2J", "no such time zone"),
        ("\ud800", "no such time zone"),
        ("x" * 100_000, "no such time zone"),
    ],
)
def test_unknown_zones(timezone: str, says: str) -> None:
    """Only zones that every machine knows by that name are taken, and the nearest is named where there is one."""
    with pytest.raises(UsageError) as caught:
        Cron.parse("@daily", timezone)
    assert says in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 250


@given(st.text(max_size=30) | st.text("0123456789*/,-@ \tmonsuad", max_size=30))
def test_any_text_is_a_schedule_or_a_usage_error(text: str) -> None:
    """Whatever stands in a manifest either can be asked for its times or is refused with our error."""
    for expression, timezone in ((text, "UTC"), ("@daily", text), (f"{text[:2]} * * * *", "UTC")):
        with suppress(UsageError):
            Cron.parse(expression, timezone).next(EVER[0])


def test_two_that_are_the_same() -> None:
    """An expression in a zone is a value: equal and hashed by what was written, spaces aside."""
    one, other = Cron.parse("0 2  * * 1", "Europe/Berlin"), Cron.parse(" 0 2 * * 1", "Europe/Berlin")
    assert one == other
    assert len({one, other, Cron.parse("0 2 * * 1", "Europe/Paris")}) == 2
    assert (one.expression, one.timezone) == ("0 2 * * 1", "Europe/Berlin")
    assert Cron.parse("@daily", "UTC").expression == "@daily"


def test_intervals_are_open_below_and_closed_above() -> None:
    """What is due at the beginning of an interval belongs to the one before it."""
    cron, due = Cron.parse("0 2 * * *", "UTC"), _utc("2026-06-01 02:00")
    assert cron.latest(due - MINUTE, due) == Due(due.replace(tzinfo=None), due)
    assert cron.latest(due, due + MINUTE) is None
    assert cron.latest(due, due - DAY) is None
    assert cron.next(due) == Due(due.replace(tzinfo=None) + DAY, due + DAY)


def test_instants_of_any_zone() -> None:
    """An instant is what counts, whatever zone it is written in; without a zone it is no instant."""
    cron, due = Cron.parse("0 2 * * *", "UTC"), _utc("2026-06-01 02:00")
    there = (due - MINUTE).astimezone(ZoneInfo("Asia/Tokyo"))
    assert cron.next(there) == cron.next(due - MINUTE)
    with pytest.raises(ValueError, match="has no time zone"):
        cron.next(datetime(2026, 6, 1))


def test_missed_runs_are_counted_up_to_a_limit() -> None:
    """The last stands for all before it; of very many only so many are counted."""
    since = _utc("2026-01-01 00:00")
    daily = Cron.parse("0 2 * * *", "UTC").latest(since, since + 10 * DAY)
    assert daily == Due(datetime(2026, 1, 10, 2), _utc("2026-01-10 02:00"), 9)
    each_minute = Cron.parse("* * * * *", "UTC").latest(since, since + 365 * DAY)
    assert each_minute == Due(datetime(2027, 1, 1), _utc("2027-01-01 00:00"), COUNTED)


def test_the_ends_of_time() -> None:
    """The first and the last instants there are can be asked about."""
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    for timezone in ("UTC", "Pacific/Apia", "America/Los_Angeles"):
        cron = Cron.parse("@yearly", timezone)
        earliest, latest = cron.next(first), cron.latest(first, last)
        assert earliest is not None
        assert earliest.wall.year == 1971
        assert latest is not None
        assert latest.wall == datetime(9999, 1, 1)
        assert cron.next(last) is None


FIELDS = st.tuples(
    st.one_of(st.just(set(range(60))), st.sets(st.integers(0, 59), min_size=1, max_size=4)),
    st.one_of(st.just(set(range(24))), st.sets(st.integers(0, 4), min_size=1, max_size=4), st.just({23})),
    st.just(set(range(1, 32))),
    st.just(set(range(1, 13))),
    st.one_of(st.just(set(range(7))), st.sets(st.integers(0, 6), min_size=1)),
)
"""Minutes, hours and so on that an expression allows, for the most part in the hours at which clocks are turned."""


def _expression(fields: tuple[set[int], ...]) -> str:
    wholes = (60, 24, 31, 12, 7)
    return " ".join(
        "*" if len(field) == whole else ",".join(map(str, field)) for field, whole in zip(fields, wholes, strict=True)
    )


@pytest.mark.parametrize(("zone", "day"), [(zone, day) for zone, days in TURNS.items() for day in days])
def test_each_turn_of_a_clock(zone: str, day: str) -> None:
    """Around each change of a clock, what trying every minute finds comes next, whenever one asks."""
    fields = ({15, 45}, set(range(24)), set(range(1, 32)), set(range(1, 13)), set(range(7)))
    cron, begin = Cron.parse(_expression(fields), zone), _utc(day) - 30 * HOUR
    named = _named(ZoneInfo(zone), fields, begin, begin + 4 * DAY)
    for hours in range(60):
        after = begin + hours * HOUR
        first = min(instant for instant, _ in named if instant > after)
        walls = [wall for instant, wall in named if instant == first]
        assert cron.next(after) == Due(walls[-1], first, len(walls) - 1)


@pytest.mark.slow
@settings(max_examples=60)
@given(
    FIELDS,
    st.sampled_from([(zone, day) for zone, days in TURNS.items() for day in days]),
    st.integers(0, 40 * 60),
    st.lists(st.integers(1, 600), min_size=1, max_size=25),
)
def test_each_wall_time_is_found_once(
    fields: tuple[set[int], ...], turn: tuple[str, str], lead: int, lengths: list[int]
) -> None:
    """However time is cut into intervals, all that trying every minute finds is found once, and nothing else."""
    zone, day = turn
    cron = Cron.parse(_expression(fields), zone)
    cuts = [_utc(day) - timedelta(minutes=lead, seconds=lead)]
    for length in lengths:
        cuts.append(cuts[-1] + length * MINUTE)
    expected = _named(ZoneInfo(zone), fields, cuts[0], cuts[-1])
    for since, until in pairwise(cuts):
        within = [pair for pair in expected if since < pair[0] <= until]
        found = cron.latest(since, until)
        assert (found and (found.instant, found.wall, found.missed)) == (
            (*within[-1], min(len(within) - 1, COUNTED)) if within else None
        )
    dues = list(_all(cron, cuts[0], cuts[-1]))
    assert [(due.instant, due.wall) for due in dues] == list(dict(expected).items())
    assert sum(1 + due.missed for due in dues) == len(expected)


def test_it_is_light() -> None:
    """Importing it brings in no scheduler, no database and no client."""
    program = (
        "import sys, briefing.cron\n"
        "heavy = {'apscheduler.schedulers', 'sqlalchemy', 'openai', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
