"""The draft as a list of entries: what an item is called, what it cites, and what it cannot do without."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel

from briefing.draft import Draft

NUMBERED = {
    "voices": "V",
    "evidence": "E",
    "background": "K",
    "assumptions": "A",
    "forecasts": "F",
    "judgments": "J",
}
"""The sections whose items carry a number of their own, and its letter."""

SECTIONS = (
    "voices",
    "evidence",
    "background",
    "contradictions",
    "actors",
    "relations",
    "motives",
    "hypotheses",
    "assumptions",
    "gaps",
    "forecasts",
    "risks",
    "judgments",
    "implications",
    "indicators",
)
"""The lists of a draft, in its order; the title and the bottom line are no lists of items."""


class Citing(NamedTuple):
    """A field that cites by number: its name, and the letters of what it may cite."""

    field: str
    letters: str


class Need(NamedTuple):
    """What an item cannot do without: at least *least* surviving citations with one of *letters*."""

    letters: str
    least: int


CITES: dict[str, tuple[Citing, ...]] = {
    "evidence": (Citing("voice", "V"),),
    "contradictions": (Citing("between", "EK"),),
    # Background never supports who acts, what stands between them, or why they act.
    "actors": (Citing("evidence", "E"),),
    "relations": (Citing("evidence", "E"),),
    "motives": (Citing("evidence", "E"),),
    "hypotheses": (Citing("supports", "EK"), Citing("contradicts", "EK")),
    "gaps": (Citing("affects", "JF"),),
    "forecasts": (Citing("implies", "F"), Citing("evidence", "EK")),
    "risks": (Citing("evidence", "EK"),),
    "judgments": (Citing("evidence", "EKA"),),
    "implications": (Citing("judgments", "J"),),
    "indicators": (Citing("moves", "JF"),),
}
NEEDS = {
    "contradictions": Need("EK", 2),
    "actors": Need("E", 1),
    "relations": Need("E", 1),
    "motives": Need("E", 1),
    "hypotheses": Need("EK", 1),
    "forecasts": Need("E", 1),
    "risks": Need("E", 1),
    "judgments": Need("E", 1),
    "implications": Need("J", 1),
    "indicators": Need("JF", 1),
}

STATES: dict[str, tuple[str, ...]] = {
    "voices": ("name",),
    "background": ("text",),
    "contradictions": ("summary",),
    "actors": ("name",),
    "relations": ("subject", "object", "kind", "summary"),
    "motives": ("actor", "motive"),
    "hypotheses": ("hypothesis",),
    "assumptions": ("text",),
    "gaps": ("text",),
    "forecasts": ("statement",),
    "risks": ("risk",),
    "judgments": ("statement",),
    "implications": ("audience", "text"),
    "indicators": ("sign",),
}
"""The text without which an item says nothing. What a quote and ``as_written`` must be, the sources decide."""

MAX_REASON_CHARACTERS = 300

# Digits of ASCII alone, for \d takes those of every script.
_NUMBER = re.compile(r"[A-Z][1-9][0-9]{0,3}")
# White space is taken from its first character on, or a long run of it would be tried from each of its places.
_CITATION = re.compile(r"(?<!\s)\s*\[([A-Z][0-9]+(?:\s*[,;]\s*[A-Z][0-9]+)*)\]")
_CITED = re.compile(r"[A-Z][0-9]+")


@dataclass(frozen=True)
class Entry:
    """One item of a draft: its section, its place there from 0 on, and the item."""

    section: str
    index: int
    item: BaseModel | str

    @property
    def number(self) -> str | None:
        """The number the drafter gave, where the section's items have one."""
        return getattr(self.item, "id", None) if self.section in NUMBERED else None

    @property
    def label(self) -> str:
        """What to call it: ``E3``, or its section and place, ``risks 2``."""
        number = self.number
        return number if number and _NUMBER.fullmatch(number) else f"{self.section} {self.index + 1}"

    def cited(self, letters: str | None = None) -> list[str]:
        """The numbers it cites, in order; only those with one of *letters* where given."""
        return [number for number in self._cited if letters is None or number[:1] in letters]

    @cached_property
    def _cited(self) -> list[str]:
        if isinstance(self.item, str):
            return citations(self.item)
        return [number for citing in CITES.get(self.section, ()) for number in getattr(self.item, citing.field)]

    def as_claimed(self) -> dict[str, Any]:
        """The item as it was drafted, for the list of what was withheld; what is no number in JSON is its word."""
        if isinstance(self.item, str):
            return {"text": self.item}
        return {
            name: str(value) if isinstance(value, float) and not math.isfinite(value) else value
            for name, value in self.item.model_dump(mode="json", by_alias=True).items()
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with one item. A *mild* one is sent back, and the item stays if it is not mended.

    One on the *whole* of a section stands at each of its items, since nobody can say which is too much.
    """

    section: str
    index: int
    label: str
    reason: str
    suggestion: str | None = None
    mild: bool = False
    whole: bool = False

    @classmethod
    def on(
        cls, entry: Entry, reason: str, *, suggestion: str | None = None, mild: bool = False, whole: bool = False
    ) -> Finding:
        """A finding on *entry*; what a hostile draft could make long is cut."""
        suggestion = None if suggestion is None else clip(suggestion, 2 * MAX_REASON_CHARACTERS)
        return cls(
            entry.section, entry.index, entry.label, clip(reason, MAX_REASON_CHARACTERS), suggestion, mild, whole
        )

    def __str__(self) -> str:
        """One line for the repair call: section, number, reason and suggestion."""
        name = self.label if self.label.startswith(self.section) else f"{self.section} {self.label}"
        nearest = f" The nearest passage is: {self.suggestion}" if self.suggestion else ""
        return f"{name}: {self.reason}.{nearest}"


def entries(draft: Draft) -> Iterator[Entry]:
    """Every item of *draft*, section by section, the sentences of the bottom line last."""
    for section in (*SECTIONS, "bottom_line"):
        for index, item in enumerate(getattr(draft, section)):
            yield Entry(section, index, item)


def clip(text: str, most: int) -> str:
    """*text* on one line, cut to *most* characters where it is longer, and marked so."""
    return " ".join((text if len(text) <= most else f"{text[: most - 1]}…").split())


def is_blank(text: str) -> bool:
    """Whether *text* says nothing: it has neither a letter nor a digit."""
    return not any(map(str.isalnum, text))


def is_number(text: str, letter: str) -> bool:
    """Whether *text* is a number of the kind, such as ``E12`` for the letter ``E``."""
    return text[:1] == letter and _NUMBER.fullmatch(text) is not None


def citations(sentence: str) -> list[str]:
    """The numbers that *sentence* cites in square brackets, in order: ``[J1]``, ``[E2, E5]``."""
    if "[" not in sentence:
        return []
    return [number for found in _CITATION.finditer(sentence) for number in re.split(r"\s*[,;]\s*", found[1])]


def without_citations(sentence: str) -> str:
    """*sentence* without the numbers in square brackets; one that another stood inside of is put in round ones."""
    if "[" not in sentence:
        return sentence.strip()
    left = _CITATION.sub("", sentence)
    return _CITATION.sub(lambda found: found[0].replace("[", "(").replace("]", ")"), left).strip()


def renumbered(sentence: str, numbers: Mapping[str, str]) -> str:
    """*sentence* with each number that it cites replaced by that of *numbers*, where there is one."""

    def replace(found: re.Match[str]) -> str:
        return _CITED.sub(lambda number: numbers.get(number[0], number[0]), found[0])

    return _CITATION.sub(replace, sentence)
