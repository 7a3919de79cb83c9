"""What comes of the lies of :mod:`tests.lying_endpoint`: sent back, and standing in the brief unmarked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from briefing.draft import Draft
from briefing.folding import strip_controls
from briefing.grounding import Terms, review
from briefing.grounding.entries import without_citations
from briefing.source import Source
from briefing.write import awrite_brief
from tests.lying_endpoint import Kind, Lie, LyingEndpoint, Repair
from tests.lying_material import STRANGERS, hide
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL
from tests.small_brief import plain_http

AS_OF = date(2038, 1, 1)


@dataclass
class Count:
    """Lies of one kind: told in first drafts, sent back of those, told in repairs, standing in the brief, and these."""

    told: int = 0
    later: int = 0
    sent_back: int = 0
    unmarked: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        """Take *other*'s lies in."""
        self.told += other.told
        self.later += other.later
        self.sent_back += other.sent_back
        self.unmarked += other.unmarked
        self.examples += other.examples


Counts = dict[Kind, Count]


async def lied(sources: Sequence[Source], seed: int, repair: Repair, elsewhere: Sequence[str] = STRANGERS) -> Counts:
    """What came of the lies of one brief, written by the flow as it is from an endpoint that lies."""
    endpoint = LyingEndpoint(seed, repair, elsewhere=elsewhere)
    with ReferenceServer(endpoint) as server:
        brief = await awrite_brief(
            sources, as_of=AS_OF, model=MODEL, base_url=server.base_url, transport=plain_http(), timeout=60
        )
    read = {record.id: next(s for s in sources if s.text == record.text) for record in brief.sources}
    found = {(f.section, f.index) for f in review(Draft.model_validate(endpoint.first), Terms(read, AS_OF))}
    counts: Counts = defaultdict(Count)
    shown = brief.model_dump(mode="json", by_alias=True)
    for lie in endpoint.lies:
        counts[lie.kind].told += 1
        counts[lie.kind].sent_back += (lie.kind.section, lie.index) in found
    for lie in endpoint.later:
        counts[lie.kind].later += 1
    for lie in [*endpoint.lies, *endpoint.later]:
        if stands(lie, shown, read):
            counts[lie.kind].unmarked += 1
            counts[lie.kind].examples.append(lie.text)
    return counts


def stands(lie: Lie, shown: Mapping[str, Any], sources: Mapping[str, Source]) -> bool:
    """Whether *lie* stands in a brief, as JSON, elsewhere than among what was withheld."""
    section = lie.kind.section
    if section == "title":
        return bool(shown["title"] == " ".join(strip_controls(lie.text).split()))
    if section == "bottom_line":
        return any(line["text"] == without_citations(strip_controls(lie.text)) for line in shown[section])
    return any(_is_of(lie, item, sources) for item in shown[section])


def _is_of(lie: Lie, item: Mapping[str, Any], sources: Mapping[str, Source]) -> bool:
    drafted = lie.item
    if lie.kind.section == "evidence":
        if item["id"] != drafted["id"] or any(
            item[name] != drafted[name] for name in ("source", "voice", "translation")
        ):
            return False
        return [tuple(span.values()) for span in item["spans"]] == sources[item["source"]].locate(drafted["quote"])
    if rate := item.get("base_rate"):
        item = {**item, "reference_class": rate["class"], "happened": rate["happened"], "of": rate["of"]}
    # What is said, not what it cites: of that, only what stands is kept.
    said = {name: value for name, value in drafted.items() if isinstance(value, str | int) or name == lie.kind.field}
    return all(_cleaned(item[name]) == _cleaned(value) for name, value in said.items() if name in item)


def _cleaned(value: object) -> object:
    """*value* without what no field of a draft keeps."""
    return strip_controls(value) if isinstance(value, str) else value


def honest_findings(sources: Sequence[Source], draft: Mapping[str, Any]) -> list[str]:
    """What a draft over *sources* is sent back for."""
    terms = Terms({f"S{number}": source for number, source in enumerate(sources, 1)}, AS_OF)
    return [str(finding) for finding in review(Draft.model_validate(draft), terms)]


def reports_in(folder: Path) -> dict[str, list[Source]]:
    """The country reports in *folder* by name, each with a passage hidden in it."""
    return {
        path.stem: [Source.from_text(hide(path.read_bytes().decode()))] for path in sorted(folder.glob("en-state*"))
    }


def summed(counts: Iterable[Counts]) -> Counts:
    """All of *counts* together."""
    total: Counts = defaultdict(Count)
    for one in counts:
        for kind, count in one.items():
            total[kind].add(count)
    return total


def table(counts: Counts, key: Callable[[Kind], str], *, counted: bool = True) -> list[str]:
    """A line for each value of *key* over the lies that are *counted*, or not: told, sent back, unmarked.

    The last share is of all that were told, those in repairs too.
    """
    rows: dict[str, Count] = defaultdict(Count)
    for kind, count in counts.items():
        if kind.counted == counted:
            rows[key(kind)].add(count)
    width = max((len(row) for row in rows), default=0)
    return [
        f"  {row:{width}}{count.told:>7,}{count.sent_back:>7,} ({count.sent_back / max(count.told, 1):6.1%})"
        f"{count.unmarked:>7,} ({count.unmarked / max(count.told + count.later, 1):6.1%})"
        for row, count in rows.items()
    ]


def leaks(counts: Counts) -> Counter[str]:
    """The lies that must not stand and do, by kind and field."""
    return Counter(
        {
            f"{kind.family}: {kind.name} ({kind.section}.{kind.field})": count.unmarked
            for kind, count in counts.items()
            if kind.counted and count.unmarked
        }
    )
