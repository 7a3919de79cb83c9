"""An endpoint that answers as a careful analyst would: whole briefs that ought to pass, written by hand.

``tests/honest_briefs/NAME.json`` holds one brief: the report that it is over, the sha256 of that file, the cut-off,
the question, and the draft. The reports of the evaluation texts are not part of the project, so a quote is no text
there but a place, ``{"at": ["120:187", "240:301"]}``: code points of the file as it stands, one range for each
segment; ``"typography": "straight"`` types its quotation marks and apostrophes as a keyboard does, ``"ellipsis"``
says what joins the segments. The other reports are ours and lie beside their brief; ``language`` is the one that
the brief is written in.

``python -m tests.honest_endpoint [NAME ...]`` prints what of the briefs is sent back and what withheld, item for item.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from briefing.draft import Draft
from briefing.fence import read_fences
from briefing.grounding import Finding, Terms, review, settle
from briefing.source import Source
from tests.reference_turns import Turn, answer, empty_draft, error

BRIEFS = Path(__file__).parent / "honest_briefs"
SHARED = Path(__file__).parents[2] / "shared" / "eval" / "articles"
_STRAIGHT = str.maketrans("“”„‘’", '"""\'\'')


@dataclass(frozen=True)
class HonestBrief:
    """One brief as it is stored: *stored* is the file's JSON."""

    name: str
    stored: Mapping[str, Any]

    @property
    def report(self) -> Path:
        """The file of the report."""
        return (BRIEFS if self.is_ours else SHARED) / str(self.stored["report"])

    @property
    def is_ours(self) -> bool:
        """Whether the report belongs to the project, and is always there."""
        return bool(self.stored["beside"] == "project")

    @cached_property
    def text(self) -> str:
        """The report as it stands in its file.

        Raises:
            ValueError: the file has changed since the brief was written, so that its places mean nothing.
        """
        raw = self.report.read_bytes()
        if hashlib.sha256(raw).hexdigest() != self.stored["sha256"]:
            raise ValueError(f"{self.report.name}: not the file that {self.name}.json was written over")
        return raw.decode()

    @cached_property
    def source(self) -> Source:
        """The report as the software reads it."""
        return Source.from_text(self.text, **self.stored["source"])

    @property
    def as_of(self) -> date:
        """The information cut-off."""
        return date.fromisoformat(self.stored["as_of"])

    @property
    def terms(self) -> Terms:
        """What the draft is reviewed against."""
        return Terms(
            {"S1": self.source}, self.as_of, asked=self.stored["question"] or "", language=self.stored["language"]
        )

    @cached_property
    def draft(self) -> dict[str, Any]:
        """The draft as a model would hand it in, its quotes as text."""
        evidence = [{**item, "quote": quoted(item["quote"], self.text)} for item in self.stored["draft"]["evidence"]]
        return {**self.stored["draft"], "evidence": evidence}


@dataclass
class Measure:
    """What came of honest items, by section: how many there were, were sent back and were withheld.

    ``findings`` are what they were sent back for, ``lost`` the reasons by which others fell with them.
    """

    items: Counter[str] = field(default_factory=Counter)
    sent_back: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, other: Measure) -> None:
        """Take *other*'s counts in."""
        self.items += other.items
        self.sent_back += other.sent_back
        self.withheld += other.withheld
        self.findings += other.findings
        self.lost += other.lost


def briefs() -> dict[str, HonestBrief]:
    """Every honest brief, by name; those over a report that is not there included."""
    return {path.stem: HonestBrief(path.stem, json.loads(path.read_text("utf-8"))) for path in _files()}


def quoted(place: Mapping[str, Any], text: str) -> str:
    """The words of *text* at *place*, as the analyst typed them."""
    ranges = [map(int, given.split(":")) for given in place["at"]]
    quote = f" {place.get('ellipsis', '…')} ".join(text[start:end] for start, end in ranges)
    return quote.translate(_STRAIGHT) if place.get("typography") == "straight" else quote


def measure(name: str) -> Measure:
    """What is sent back and withheld of the brief *name*, with a repair call that mends nothing."""
    brief = briefs()[name]
    draft = Draft.model_validate(brief.draft)
    findings = review(draft, brief.terms)
    settled = settle(draft, brief.terms, findings)
    return Measure(
        items=Counter({section: _count(section, value) for section, value in brief.draft.items()}),
        sent_back=Counter(section for section, _ in {(found.section, found.index) for found in findings}),
        withheld=Counter(item.section for item in settled.withheld),
        findings=findings,
        lost=[f"{item.section}: {item.reason}" for item in settled.withheld],
    )


def honest_answers(body: dict[str, Any], _number: int) -> Turn:
    """The turn for the request *body*: the brief over the report in it, and nothing to a call for repairs."""
    if any(message["role"] == "assistant" for message in body["messages"]):
        return answer(empty_draft())
    asked = {source.text for source in read_fences(body["messages"][1]["content"]).values()}
    for brief in briefs().values():
        if brief.report.exists() and brief.source.text in asked:
            return answer(brief.draft)
    return error(400, "No honest brief was written over this report.", code="no_honest_brief")


def _files() -> list[Path]:
    return sorted(BRIEFS.glob("*.json"))


def _count(section: str, value: Sequence[Any] | str | None) -> int:
    return int(value is not None) if section == "title" else len(value or ())


def _print_table(name: str, counts: Measure) -> None:
    print(f"\n{name}")
    for section, items in counts.items.items():
        print(
            f"  {section:15} {items:4} items {counts.sent_back[section]:4} back {counts.withheld[section]:4} withheld"
        )
    for found in counts.findings:
        print(f"  - {found.section}[{found.index}] {found.label}: {found.reason}{' (mild)' if found.mild else ''}")
    for reason in counts.lost:
        print(f"  x {reason}")


def main() -> None:
    """Print the measure of the briefs named on the command line, or of all whose report is there."""
    parser = argparse.ArgumentParser(description="What is sent back and withheld of honest briefs.")
    parser.add_argument("names", nargs="*", help="names in tests/honest_briefs")
    total = Measure()
    for name in parser.parse_args().names or [name for name, brief in briefs().items() if brief.report.exists()]:
        counts = measure(name)
        _print_table(name, counts)
        total.add(counts)
    _print_table("all", Measure(total.items, total.sent_back, total.withheld))
    items, back, withheld = (count.total() for count in (total.items, total.sent_back, total.withheld))
    print(f"{items} items: {back} sent back ({back / items:.2%}), {withheld} withheld ({withheld / items:.2%})")


if __name__ == "__main__":
    main()
