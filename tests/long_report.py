"""A report that is longer than a call, and an endpoint that reads it as a person would: a part at a time.

Each paragraph is one day of an invented strike, so that a quote tells from which part of the report it comes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from briefing.fence import read_evidence, read_fences
from briefing.source import Source
from tests.reference_turns import Turn, answer, empty_draft

DAYS = 240
WINDOW = 9000
_DAY = re.compile(r"On day (\d+) of the strike")


def paragraph(day: int) -> str:
    """What happened on that day."""
    return (
        f"On day {day} of the strike the harbour authority of Norvale counted {100 + day} idle cranes. "
        f"“The crews will probably return by day {day + 30},” said Ida Holm, the authority's director. "
        f"Nobody was hurt. The union kept silent about its plans for the week, and the grain stayed in its silos."
    )


def report(days: int = DAYS) -> Source:
    """The report of so many days."""
    return Source.from_text("\n\n".join(map(paragraph, range(1, days + 1))), published="2026-03-04", title="Norvale")


def counted(day: int) -> str:
    """The sentence that a reader quotes for that day."""
    return f"On day {day} of the strike the harbour authority of Norvale counted {100 + day} idle cranes."


def days_of(text: str) -> list[int]:
    """The days that *text* tells of from their first words on."""
    return [int(found[1]) for found in _DAY.finditer(text)]


class Reader:
    """The script of an endpoint that hands in the first day of each passage, and then a brief over what it is given.

    *amiss* is given the days of a passage and may answer something else.
    """

    def __init__(self, amiss: Callable[[list[int]], Turn | None] = lambda _days: None) -> None:
        self._amiss = amiss
        self.asked: Counter[str] = Counter()
        self.weighed: list[str] = []
        """The numbers of the evidence that the last brief was drafted over."""

    def __call__(self, body: dict[str, Any], _number: int) -> Turn:
        """The answer to a request."""
        name = body["response_format"]["json_schema"]["name"]
        self.asked[name] += 1
        user = body["messages"][1]["content"]
        if name == "Collection":
            days = [day for source in read_fences(user).values() for day in days_of(source.text)]
            return self._amiss(days) or answer(collection(days[:1]))
        if name == "Assessment":
            lines = read_evidence(user)
            self.weighed = [line[0] for line in lines]
            return answer(assessment(lines[0][0], lines[-1][0]))
        return answer(empty_draft())


def collection(days: list[int], **changes: Any) -> dict[str, Any]:
    """The evidence of *days*; *changes* are to each piece."""
    item = {"source": "S1", "voice": [], "kind": "fact", "credibility": None, "translation": None}
    evidence = [{**item, "id": f"E{at}", "quote": counted(day), **changes} for at, day in enumerate(days, 1)]
    return {"voices": [], "evidence": evidence}


def assessment(first: str, last: str) -> dict[str, Any]:
    """A brief that rests on the first and the last piece of evidence."""
    judgment = {
        "id": "J1",
        "statement": "The cranes of Norvale stand idle throughout.",
        "probability": 90,
        "by": None,
        "confidence": "moderate",
        "confidence_because": "One report.",
        "evidence": [first, last],
    }
    draft = {**empty_draft(), "title": "Norvale's cranes", "judgments": [judgment]}
    draft["bottom_line"] = ["The cranes of Norvale stand idle throughout [J1]."]
    return {name: draft[name] for name in draft if name not in ("voices", "evidence")}
