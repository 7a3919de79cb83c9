"""Cut edges: how many quotes a second, and how many rightly told whole or cut.

``python -m tests.bench.bench_cuts``. The quotes are those kept beside the repository (``../shared/eval``), each
marked as turned by what it leaves out or as honest; beside them stand every sentence and every clause of the
articles behind ``, and``, ``, but`` and their like, none of which may be flagged. Where the folder is absent,
the sentences of ``tests/cut_sentences.py`` are counted alone.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing.source import Source, Span
from tests.bench.bench_quotes import EVALUATION
from tests.cut_sentences import HONEST, TURNED

_JOINTS = re.compile(r", (?:and|but|which|while|although|as well) |; (?:however, )?")
_SHORTEST = 25  # characters of a clause


class Row(NamedTuple):
    """A quote at *span* of *source*; ``turned`` where words left out govern it."""

    kind: str
    turned: bool
    source: Source
    span: Span


def own_rows() -> Iterator[Row]:
    """The sentences of the tests, by language."""
    tables = (
        ("turned", True, {code: [row[1] for row in rows] for code, rows in TURNED.items()}),
        ("honest", False, HONEST),
    )
    for label, turned, table in tables:
        for language, sentences in table.items():
            for sentence in sentences:
                start = sentence.index("[[")
                span = Span(start, sentence.index("]]") - 2)
                text = sentence.replace("[[", "").replace("]]", "")
                yield Row(f"own, {language}, {label}", turned, Source(text, language=language), span)


def evaluation_rows() -> Iterator[Row]:
    """The labelled quotes, then whole sentences and clauses of the articles."""
    paths = sorted((EVALUATION / "articles").glob("en-*.txt"))
    sources = {path.name: Source(path.read_bytes().decode(), language="en") for path in paths}
    for line in (EVALUATION / "cuts-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Row(row["kind"], row["label"] == "malign", sources[row["article"]], Span(row["start"], row["end"]))
    for source in sources.values():
        for sentence in source.sentences:
            yield Row("every sentence", False, source, sentence)
            yield from _clauses(source, sentence)


def _clauses(source: Source, sentence: Span) -> Iterator[Row]:
    for joint in _JOINTS.finditer(source.text, *sentence):
        if joint.start() - sentence.start > _SHORTEST:
            yield Row("clauses before a joint", False, source, Span(sentence.start, joint.start()))
        if "which" not in joint[0] and "well" not in joint[0] and sentence.end - joint.end() > _SHORTEST:
            yield Row("clauses behind a joint", False, source, Span(joint.end(), sentence.end - 1))


def count(rows: Iterable[Row]) -> None:
    """Print, by kind, how many are flagged and how fast."""
    flagged: dict[tuple[bool, str], list[int]] = {}
    spent = 0.0
    number = 0
    for row in rows:
        _ = row.source.sentences  # found once for a source, whatever is quoted
        begins = time.process_time()
        cut = row.source.cut_short([row.span])
        spent += time.process_time() - begins
        number += 1
        counts = flagged.setdefault((row.turned, row.kind), [0, 0])
        counts[0] += cut is not None
        counts[1] += 1
    for (turned, kind), (found, tried) in flagged.items():
        print(f"  {kind:28}{'turned' if turned else 'honest':8}{found:>6} of {tried:>6} flagged ({found / tried:6.1%})")
    print(f"  {number:,} quotes, {number / spent:,.0f} a second of CPU")


def main() -> None:
    """Print the table."""
    print("Cut edges")
    count(own_rows())
    if EVALUATION.is_dir():
        count(evaluation_rows())
    else:
        print("  ../shared/eval is absent")


if __name__ == "__main__":
    main()
