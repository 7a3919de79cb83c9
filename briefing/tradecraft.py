"""The analyst's scales, as tables and pure functions.

Likelihood words follow ICD 203 (US, *Analytic Standards*, 2015, revised 2022) or the PHIA yardstick (UK,
*Professional Head of Intelligence Assessment*). A number is what the drafter gives; the word is looked
up here and printed with its band, because readers given both take it as meant about half as often again
(Budescu and others, 2012). Source grades follow the Admiralty system (NATO AJP-2.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Scale = Literal["icd203", "phia"]


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a likelihood scale: its term, and the closed range of whole per cents it covers."""

    term: str
    low: int
    high: int
    text: str
    """The range as the standard prints it, such as ``55–80 %``."""


ICD203 = (
    Band("almost no chance", 1, 5, "1–5 %"),
    Band("very unlikely", 5, 20, "5–20 %"),
    Band("unlikely", 20, 45, "20–45 %"),
    Band("roughly even chance", 45, 55, "45–55 %"),
    Band("likely", 55, 80, "55–80 %"),
    Band("very likely", 80, 95, "80–95 %"),
    Band("almost certain", 95, 99, "95–99 %"),
)

# PHIA leaves gaps between its bands on purpose, and its outer bands end short of 0 and 100.
PHIA = (
    Band("remote chance", 1, 5, ">0–5 %"),
    Band("highly unlikely", 10, 20, "10–20 %"),
    Band("unlikely", 25, 35, "25–35 %"),
    Band("realistic possibility", 40, 49, "40–<50 %"),
    Band("likely", 55, 75, "55–75 %"),
    Band("highly likely", 80, 90, "80–90 %"),
    Band("almost certain", 95, 99, "95–<100 %"),
)

SCALES: dict[Scale, tuple[Band, ...]] = {"icd203": ICD203, "phia": PHIA}


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A probability in words: the band it is shown with, and whether it lies in one of PHIA's gaps."""

    band: Band
    between: bool

    def __str__(self) -> str:
        """The term with its band, such as ``likely (55–80 %)``."""
        note = ", nearest band" if self.between else ""
        return f"{self.band.term} ({self.band.text}{note})"


def likelihood(probability: int, scale: Scale = "icd203") -> Likelihood:
    """Put *probability* (whole per cent, 1–99) into words.

    An edge that two bands share belongs to the band nearer 50: 80 is "likely", 20 is "unlikely". A
    number in one of PHIA's gaps takes the nearer band, the one nearer 50 when both are as near, and is
    marked as lying between.

    Raises:
        ValueError: *probability* is not in 1–99: nothing is impossible or certain in a forecast.
    """
    if not 1 <= probability <= 99:
        raise ValueError(f"a probability is a whole per cent from 1 to 99, not {probability}")

    def rank(band: Band) -> tuple[int, float]:
        outside = max(band.low - probability, probability - band.high, 0)
        return outside, abs((band.low + band.high) / 2 - 50)

    band = min(SCALES[scale], key=rank)
    return Likelihood(band, between=not band.low <= probability <= band.high)


RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Admiralty reliability, of a source."""

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""Admiralty credibility, of one item; 1 needs two independent origins, opinion and prediction have none."""


def origins(publishers: Mapping[str, str | None], repeats: Mapping[str, str]) -> dict[str, str]:
    """Each report's number → the number of the first report of its origin.

    Reports of one origin confirm nothing of each other. *publishers* are those of all reports by number; those of one
    publisher have one origin, and so has what *repeats* another's story, wherever it appeared.
    """
    found = {number: number for number in publishers}
    by_publisher: dict[str, str] = {}
    for number, publisher in publishers.items():
        same = [repeats.get(number, number)]
        if publisher:
            same.append(by_publisher.setdefault(publisher.casefold(), number))
        joined = {found[number], *(found[other] for other in same if other in found)}
        stands = next(other for other in publishers if other in joined)
        found = {other: stands if origin in joined else origin for other, origin in found.items()}
    return found


UNGRADED_KINDS = frozenset({"opinion", "prediction"})
"""Kinds of evidence that have no credibility: there is nothing yet, or nothing at all, to confirm."""

MAX_JUDGMENTS = 5
MAX_BACKGROUND = 8
MAX_STATEMENT_WORDS = 35
MAX_REASON_WORDS = 25
MAX_BOTTOM_LINE_WORDS = 70
