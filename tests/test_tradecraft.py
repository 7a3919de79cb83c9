"""Likelihood words: every number has one, edges fall towards 50, and PHIA's gaps are marked."""

from __future__ import annotations

import pytest

from briefing.tradecraft import CREDIBILITY, ICD203, PHIA, RELIABILITY, SCALES, Scale, likelihood


@pytest.mark.parametrize(
    ("probability", "term"),
    [
        (1, "almost no chance"),
        (4, "almost no chance"),
        (5, "very unlikely"),
        (6, "very unlikely"),
        (19, "very unlikely"),
        (20, "unlikely"),
        (44, "unlikely"),
        (45, "roughly even chance"),
        (50, "roughly even chance"),
        (55, "roughly even chance"),
        (56, "likely"),
        (80, "likely"),
        (81, "very likely"),
        (95, "very likely"),
        (96, "almost certain"),
        (99, "almost certain"),
    ],
)
def test_icd_203_terms(probability: int, term: str) -> None:
    """An edge that two bands share belongs to the one nearer 50; no number lies between."""
    found = likelihood(probability)
    assert (found.band.term, found.between) == (term, False)


@pytest.mark.parametrize(
    ("probability", "term", "between"),
    [
        (5, "remote chance", False),
        (6, "remote chance", True),
        (7, "remote chance", True),
        (8, "highly unlikely", True),
        (10, "highly unlikely", False),
        (22, "highly unlikely", True),
        (23, "unlikely", True),
        (37, "unlikely", True),
        (38, "realistic possibility", True),
        (49, "realistic possibility", False),
        (50, "realistic possibility", True),
        (52, "realistic possibility", True),
        (53, "likely", True),
        (75, "likely", False),
        (77, "likely", True),
        (78, "highly likely", True),
        (92, "highly likely", True),
        (95, "almost certain", False),
    ],
)
def test_phia_gaps_are_shown_with_the_nearer_band_and_marked(probability: int, term: str, between: bool) -> None:
    """PHIA's gaps are real: a number in one is not passed off as lying in a band."""
    found = likelihood(probability, "phia")
    assert (found.band.term, found.between) == (term, between)


@pytest.mark.parametrize("scale", list(SCALES))
def test_words_never_fall_while_numbers_rise(scale: Scale) -> None:
    """Of two probabilities the higher one never gets the lower word."""
    order = [band.term for band in SCALES[scale]]
    ranks = [order.index(likelihood(number, scale).band.term) for number in range(1, 100)]
    assert ranks == sorted(ranks)
    assert set(ranks) == set(range(7))


@pytest.mark.parametrize("scale", list(SCALES))
def test_a_scale_has_one_row_of_seven_terms(scale: Scale) -> None:
    """Terms are not repeated within a scale, and never mixed with synonyms."""
    terms = [band.term for band in SCALES[scale]]
    assert len(set(terms)) == len(terms) == 7


@pytest.mark.parametrize("probability", [0, 100, -1, 101])
def test_nothing_is_certain_or_impossible(probability: int) -> None:
    """0 and 100 are no forecasts."""
    with pytest.raises(ValueError, match="from 1 to 99"):
        likelihood(probability)


def test_the_band_is_printed_beside_the_word() -> None:
    """Readers are given word and band together, and told of a gap."""
    assert str(likelihood(65)) == "likely (55–80 %)"
    assert str(likelihood(22, "phia")) == "highly unlikely (10–20 %, nearest band)"


def test_the_outer_bands_are_printed_as_each_standard_prints_them() -> None:
    """PHIA's outer bands end short of 0 and 100, ICD 203's at 1 and 99."""
    assert [band.text for band in (ICD203[0], ICD203[-1])] == ["1–5 %", "95–99 %"]
    assert [band.text for band in (PHIA[0], PHIA[3], PHIA[-1])] == [">0–5 %", "40–<50 %", "95–<100 %"]


def test_admiralty_grades_have_two_axes() -> None:
    """Six letters for the source, six numbers for the item, and none of their meanings shared."""
    assert list(RELIABILITY) == list("ABCDEF")
    assert list(CREDIBILITY) == [1, 2, 3, 4, 5, 6]
    assert not set(RELIABILITY.values()) & set(CREDIBILITY.values())
