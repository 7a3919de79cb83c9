"""The look-up held against quotes that nobody here wrote: see ``quotes-dev.jsonl`` in the evaluation texts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from briefing.source import Source


def _rows(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "eval" / "quotes-dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _sources(shared: Path, rows: list[dict[str, Any]]) -> dict[str, Source]:
    folder = shared / "eval" / "articles"
    return {name: Source(text=(folder / name).read_bytes().decode()) for name in {row["article"] for row in rows}}


def _overlap(row: dict[str, Any], start: int, end: int) -> float:
    """Intersection over union of what was found and what is labelled."""
    shared = min(end, row["end"]) - max(start, row["start"])
    return shared / (max(end, row["end"]) - min(start, row["start"]))


def _by_kind(right: Counter[str], tried: Counter[str]) -> str:
    return ", ".join(f"{kind} {right[kind]}/{count}" for kind, count in sorted(tried.items()))


def test_faithful_quotes_are_accepted_where_they_stand(shared: Path) -> None:
    """99 % of the benign ones, each with an overlap of at least 0.9."""
    rows = [row for row in _rows(shared) if row["label"] == "benign"]
    sources = _sources(shared, rows)
    accepted, tried, misplaced = Counter[str](), Counter[str](), []
    for row in rows:
        tried[row["kind"]] += 1
        if spans := sources[row["article"]].locate(row["quote"]):
            accepted[row["kind"]] += 1
            if _overlap(row, spans[0].start, spans[-1].end) < 0.9:
                misplaced.append(row["id"])
    assert accepted.total() / tried.total() >= 0.99, f"accepted: {_by_kind(accepted, tried)}"
    assert not misplaced


def test_altered_quotes_are_refused(shared: Path) -> None:
    """99.5 % of the malign ones, and every one whose ellipsis hides a negation."""
    rows = [row for row in _rows(shared) if row["label"] == "malign"]
    sources = _sources(shared, rows)
    refused, tried = Counter[str](), Counter[str]()
    for row in rows:
        tried[row["kind"]] += 1
        match = sources[row["article"]].match(row["quote"])
        refused[row["kind"]] += match.refusal is not None
    hidden = "ellipsis_elides_negation"
    assert refused[hidden] == tried[hidden], f"refused of {hidden}: {refused[hidden]}/{tried[hidden]}"
    assert refused.total() / tried.total() >= 0.995, f"refused: {_by_kind(refused, tried)}"


def test_exact_but_cut_quotes_are_found_word_for_word(shared: Path) -> None:
    """Every quote of ``cuts-dev.jsonl`` stands in its article: what its cut leaves out is another question."""
    rows = [json.loads(line) for line in (shared / "eval" / "cuts-dev.jsonl").read_text(encoding="utf-8").splitlines()]
    sources = _sources(shared, rows)
    lost = [
        (row["id"], sources[row["article"]].match(row["quote"]).refusal)
        for row in rows
        if not (spans := sources[row["article"]].locate(row["quote"]))
        or sources[row["article"]].text[spans[0].start : spans[0].end].strip(".,;:") != row["quote"].strip(".,;:")
    ]
    assert len(lost) <= len(rows) * 0.01, lost
