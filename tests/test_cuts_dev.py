"""Cut edges held against quotes that nobody here wrote: see ``cuts-dev.jsonl`` in the evaluation texts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from briefing.source import Source, Span


def _flagged(shared: Path, label: str) -> tuple[Counter[str], Counter[str]]:
    """How many quotes of each kind with *label* are said to be cut, and how many there are."""
    lines = (shared / "eval" / "cuts-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["label"] == label]
    folder = shared / "eval" / "articles"
    sources = {
        name: Source((folder / name).read_bytes().decode(), language="en") for name in {r["article"] for r in rows}
    }
    flagged, tried = Counter[str](), Counter[str]()
    for row in rows:
        tried[row["kind"]] += 1
        cut = sources[row["article"]].cut_short([Span(row["start"], row["end"])])
        flagged[row["kind"]] += cut is not None
    return flagged, tried


def test_quotes_cut_so_that_the_sense_turns_are_caught(shared: Path) -> None:
    """95 % of each kind."""
    flagged, tried = _flagged(shared, "malign")
    assert all(flagged[kind] >= 0.95 * count for kind, count in tried.items()), (flagged, tried)


def test_honest_cuts_are_left_alone(shared: Path) -> None:
    """98 % of each kind; a few labels are arguable, such as the last of a list that is governed as a whole."""
    flagged, tried = _flagged(shared, "benign")
    assert all(flagged[kind] <= 0.02 * count for kind, count in tried.items()), (flagged, tried)


def test_a_whole_sentence_is_never_cut(shared: Path) -> None:
    """No sentence of any of the articles, the long one included."""
    cut = []
    for path in sorted((shared / "eval" / "articles").glob("en-*.txt")):
        source = Source(path.read_bytes().decode(), language="en")
        cut += [source.text[start:end] for start, end in source.sentences if source.cuts([Span(start, end)])]
    assert not cut
