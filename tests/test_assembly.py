"""The two ends of the flow: what is settled before anybody is asked, and the brief that comes out."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from briefing.assembly import assign
from briefing.errors import UsageError
from briefing.source import Source


def settle(*sources: Source, as_of: object = None) -> tuple[str, list[str]]:
    """The cut-off and the warnings of an assignment over *sources*."""
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        assignment = assign(sources, question=None, topic=None, as_of=as_of, recorded={})  # type: ignore[arg-type]
    return assignment.as_of.isoformat(), list(assignment.warnings)


DATED = Source.from_text("A report of the spring.", published="2026-04-01")
LATER = Source.from_text("A report of the summer.", published="2026-08-01")


def test_the_cut_off_is_the_newest_date() -> None:
    """Without one given, the newest source decides, and there is nothing to warn of."""
    assert settle(DATED, LATER) == ("2026-08-01", [])


def test_without_a_date_it_is_today_and_said() -> None:
    """A report without a date gives no cut-off: the day of writing serves, with a warning."""
    cut_off, warnings = settle(Source.from_text("A report."))
    assert cut_off == "2026-11-23"
    assert "No source carries a date" in warnings[0]


def test_a_source_newer_than_the_cut_off_is_told() -> None:
    """A cut-off before a source's date is kept as given, and the reader is told."""
    cut_off, warnings = settle(DATED, LATER, as_of="2026-05-01")
    assert cut_off == "2026-05-01"
    assert "1 of the sources is dated after" in warnings[0]


def test_a_cut_off_in_the_future_is_told() -> None:
    """Nobody knows what is known next year."""
    assert "after the day of writing" in settle(DATED, as_of="2027-05-01")[1][0]


def test_a_report_given_twice_counts_once() -> None:
    """The same text under two names is one report, and no corroboration."""
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        again = Source.from_text(DATED.text, name="copy.txt")
        assignment = assign([DATED, again, LATER], question=None, topic=None, as_of=None, recorded={})
    assert list(assignment.numbered().values()) == [DATED, LATER]
    assert "repeat another word for word" in assignment.warnings[0]


def test_what_was_left_out_of_a_source_is_told() -> None:
    """Hidden text is no part of a source, and the brief's reader learns that there was some."""
    hidden = Source.from_text("A report.\U000e0041\U000e0042 It goes on.", published="2026-04-01")
    assert hidden.text == "A report. It goes on."
    assert settle(hidden)[1] == [f"S1: {hidden.warnings[0]}"]


@pytest.mark.parametrize("day", ["20240131", "2024-W05-3", "2024-02-30", "May", "2024-1-1"])
def test_a_day_is_written_one_way(day: str) -> None:
    """What Python would also read as a date is refused: a brief prints it as it was given."""
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        settle(DATED, as_of=day)


def test_a_moment_is_taken_as_its_day() -> None:
    """A datetime serves as well as a date."""
    assert settle(DATED, as_of=datetime.datetime(2026, 5, 1, 12, 30))[0] == "2026-05-01"
