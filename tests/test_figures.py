"""Numbers and dates of a claim: other spellings are held, others are refused, and what only points is no figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from briefing.figures import Held, figures
from tests.figure_pairs import HELD_IN_ENGLISH, HELD_IN_OTHER_LANGUAGES, REFUSED, pairs

PUBLISHED = date(2024, 2, 15)


def _holds(claim: str, grounds: str, days: Sequence[date] = ()) -> bool:
    """Whether *claim* states a figure, and *grounds* hold each one that it states."""
    held, stated = Held([grounds], days=days), figures(claim)
    return bool(stated) and all(held.holds(figure) for figure in stated)


@pytest.mark.parametrize(("claim", "grounds"), pairs(HELD_IN_ENGLISH))
def test_another_spelling_is_held(claim: str, grounds: str) -> None:
    """What a careful editor takes for the same number or date, or for what follows from it."""
    assert _holds(claim, grounds)


@pytest.mark.parametrize(("claim", "grounds"), pairs(HELD_IN_OTHER_LANGUAGES))
def test_a_spelling_in_another_language_is_held(claim: str, grounds: str) -> None:
    """A claim in one language, with its grounds in another."""
    assert _holds(claim, grounds)


@pytest.mark.parametrize(("claim", "grounds"), pairs(REFUSED))
def test_another_figure_is_refused(claim: str, grounds: str) -> None:
    """A digit, a magnitude, a unit, a day, a month or a year that is not that of the grounds."""
    assert not _holds(claim, grounds)


@pytest.mark.parametrize(
    "text",
    [
        "one of the first options",
        "no one came, and anyone may",
        "First of all, it failed at first.",
        "for the first time",
        "Third, it fails; third countries pay.",
        "a second motive, in the second half",
        "a year later, an hour ago, a second later",
        "both sides, a couple of men, the two men, all three sides",
        "last month, yesterday, this year",
        "see https://news.example/2023/07/12?id=55 or www.example.org/9",
        "as in [J1], (K2, K3) and [E1, E12]; by K1, and as for F3",
        "He may march in. May it be so.",
        "Once again due to the sun he sat; seize the set of cents.",
        "ground zero, zero-sum, half-hearted",
        "He led men out and set sail long ago.",
    ],
)
def test_what_only_points_is_no_figure(text: str) -> None:
    """Pronouns, enumerators, spans that are merely "a year", addresses and the brief's own numbers."""
    assert figures(text) == []


def test_figures_come_in_order_with_their_place() -> None:
    """Each figure has the words as written, which stand at its offsets, and its kind."""
    text = "On 26\u00a0July 2023 some 1,437\u200b men (forty per\u00a0cent) left Air Base 201 for $2.5 billion."
    found = figures(text)
    assert [text[figure.start : figure.end] for figure in found] == [figure.text for figure in found]
    assert [(figure.kind, figure.text) for figure in found] == [
        ("date", "26\u00a0July 2023"),
        ("number", "1,437"),
        ("number", "forty per\u00a0cent"),
        ("number", "201"),
        ("number", "$2.5 billion"),
    ]


@pytest.mark.parametrize(
    ("claim", "grounds"),
    [
        ("It came in January [2024].", "It came in January."),
        ("It came in January [2024].", "It came last month."),
        ("It came in December [2023].", "It came in December."),
        ("It came on 26 July [2023].", "It came on 26 July."),
        ("It lapses in October [2024].", "It lapses in October."),
        ("It came in February 2024.", "It came this month."),
        ("It came in 2023.", "It came last year."),
        ("It came on 14 February 2024.", "It came yesterday."),
        ("It came on 12 February 2024.", "It came on Monday."),
        ("It came in January 2024.", "Le mois dernier, la ville est tombée dans les mains de la mer."),
        ("It came in January 2024.", "В прошлом месяце он приехал."),
        ("It came in 2023.", "他去年来。"),
        ("It was told on 15 February 2024.", "It was told."),
        ("It fell two years ago.", "It fell in 2022."),
    ],
)
def test_the_day_of_a_source_resolves_its_dates(claim: str, grounds: str) -> None:
    """What a source tells from its own day is held by the date that it means, and so is its own day."""
    assert _holds(claim, grounds, [PUBLISHED])


@pytest.mark.parametrize(
    ("claim", "grounds"),
    [
        ("It came in January [2023].", "It came in January."),
        ("It came in January [2025].", "It came in January."),
        ("It came on 26 July [2022].", "It came on 26 July."),
        ("It came in 2022.", "It came last year."),
        ("It came on 13 February 2024.", "It came yesterday."),
        ("It came on 11 February 2024.", "It came on Monday."),
        ("It was told on 16 February 2024.", "It was told."),
        ("It was told on a Thursday.", "It was told."),
    ],
)
def test_a_date_resolved_wrongly_is_refused(claim: str, grounds: str) -> None:
    """Another year, month or day than the one that the source can mean."""
    assert not _holds(claim, grounds, [PUBLISHED])


def test_a_day_takes_the_year_that_stands_near() -> None:
    """Without the day of the source, the year before or beside a date is its year, and no other is."""
    grounds = "In 2016 he went to the sea. On March 10, he came back."
    assert _holds("He came back on March 10, 2016.", grounds)
    assert not _holds("He came back on March 10, 2017.", grounds)


def test_a_day_takes_the_month_that_stands_near() -> None:
    """ "On the 17th" is of the month of the date before it."""
    grounds = "On June 9, 2016, he wrote that the ship would be there on the 17th for a day."
    assert _holds("It is there on 17 June 2016.", grounds)
    assert not _holds("It is there on 17 July 2016.", grounds)
    assert not _holds("It is there on 18 June 2016.", grounds)


def test_free_values_and_days_are_held_by_nothing() -> None:
    """Values and days that the caller gives are held, coarser dates too, and no others."""
    held = Held(["Nothing of the kind stands here."])
    day = date(2024, 12, 31)
    assert all(held.holds(figure, free={3, 55}) for figure in figures("It is 55 % likely by three reports."))
    assert not any(held.holds(figure, free={4}) for figure in figures("It is 55 % likely by three reports."))
    for claim, expected in (
        ("by the end of 2024", True),
        ("by 31 December 2024", True),
        ("by 30 December 2024", False),
    ):
        assert [held.holds(figure, free_days={day}) for figure in figures(claim)] == [expected]


def test_the_nearest_figures_are_shown_as_written() -> None:
    """At most three, of the same kind and unit, the nearest first."""
    held = Held(["The $13 billion line of 26 July 2023 carries 40 percent, 1,437 tons; 1,500 men, 12 boats, 3 cars."])
    shown = {claim: held.nearest(figures(claim)[0]) for claim in ("$31 billion", "27 July 2023", "45 %", "1,450 tons")}
    assert shown == {
        "$31 billion": ["$13 billion"],
        "27 July 2023": ["26 July 2023"],
        "45 %": ["40 percent"],
        "1,450 tons": ["1,437", "1,500", "12"],
    }


def test_the_language_can_be_given() -> None:
    """A word that is a number in one language only is read in that one."""
    assert [figure.text for figure in figures("once", "es")] == ["once"]
    assert figures("once", "en") == []


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "one hundred ",
        "one hundred and ",
        "000 ",
        "1.",
        "1-",
        "1/",
        "三百",
        "July ",
        "thousand ",
        "A-1-",
        "a@",
        "1h1",
        "tausend",
    ],
)
def test_a_text_of_repetitions_is_read(unit: str) -> None:
    """Nothing takes more than linear time, and nothing fails: a timeout of the suite would tell."""
    text = unit * (50_000 // len(unit))
    held = Held([text])
    assert all(held.holds(figure) for figure in figures(text)[:5])
