"""What each field of an item claims, and what has to bear it: the contract's rule, as a table.

In actors, relations, motives, contradictions and in whatever is attributed to a voice, every number, date
and name stands in the evidence cited or in its sentence. In judgments, forecasts, hypotheses, assumptions,
implications, risks, the title and the bottom line they stand in the sources, or in background that is cited.
Nothing bears signs to watch, gaps, another reading of a motive, and who or what would settle a forecast:
these speak of what is not known yet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from briefing.grounding.entries import Entry, without_citations


class Bearer(Enum):
    """What has to bear a claim."""

    CITED = auto()
    """The evidence cited and its sentences; of contradictions also the background between which they stand."""
    SOURCES = auto()
    """Any source, the question asked, or background that the item cites."""
    QUOTE = auto()
    """The quote itself: a translation has its numbers and no others."""
    PERSONS = auto()
    """Any source, and of its names only those that can be persons': what is told from outside the sources."""


class Claim(NamedTuple):
    """A text of an item with the field that it stands in, and what has to bear it."""

    field: str
    text: str
    bearer: Bearer


_CLAIMS: dict[str, dict[str, Bearer]] = {
    "voices": dict.fromkeys(("name", "role", "interest"), Bearer.SOURCES),
    "evidence": {"translation": Bearer.QUOTE},
    "background": {"text": Bearer.PERSONS},
    "contradictions": {"summary": Bearer.CITED},
    "actors": dict.fromkeys(("name", "role"), Bearer.CITED),
    "relations": dict.fromkeys(("subject", "object", "kind", "summary"), Bearer.CITED),
    "motives": dict.fromkeys(("actor", "motive"), Bearer.CITED),
    "hypotheses": {"hypothesis": Bearer.SOURCES},
    "assumptions": dict.fromkeys(("text", "if_wrong"), Bearer.SOURCES),
    "forecasts": dict.fromkeys(("statement", "reference_class", "rationale"), Bearer.SOURCES),
    "risks": {**dict.fromkeys(("risk", "given", "consequence"), Bearer.SOURCES), "exposed": Bearer.PERSONS},
    "judgments": dict.fromkeys(("statement", "confidence_because"), Bearer.SOURCES),
    "implications": {"audience": Bearer.PERSONS, "text": Bearer.SOURCES},
}


def claims(entry: Entry) -> Iterator[Claim]:
    """What *entry* claims, field by field, without the numbers that it cites in brackets."""
    if isinstance(entry.item, str):
        yield Claim("text", without_citations(entry.item), Bearer.SOURCES)
        return
    # A speaker's outlook is what the speaker said, and stands where the speaker says it.
    said = entry.section == "forecasts" and getattr(entry.item, "whose", "brief") != "brief"
    for field, bearer in _CLAIMS.get(entry.section, {}).items():
        value = getattr(entry.item, field)
        for text in value if isinstance(value, list) else [value or ""]:
            if text:
                yield Claim(field, text, Bearer.CITED if said else bearer)


def free_values(entry: Entry) -> tuple[set[int], set[date]]:
    """Numbers and days that the texts of *entry* may repeat: its typed values, and counts of what it cites."""
    numbers: set[int] = set()
    days: set[date] = set()
    item: Any = entry.item
    if isinstance(probability := getattr(item, "probability", None), float) and math.isfinite(probability):
        numbers |= {int(probability), 100 - int(probability)}
    for name in ("by", "horizon"):
        try:
            days.add(date.fromisoformat(getattr(item, name, None) or ""))
        except ValueError:
            continue
    cited = entry.cited()
    numbers |= {sum(number[:1] == letter for number in cited) for letter in "EKJFAV"} | {len(cited)}
    return numbers - {0}, days
