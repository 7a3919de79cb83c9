"""Looking up quotes: how many a second, and how many rightly, beside two ways that others take.

``python -m tests.bench.bench_quotes``. The others are rapidfuzz's partial ratio with a threshold of 90, the
usual way to look a quote up fuzzily, and LangExtract's alignment with its defaults. LangExtract requires an
older tenacity than this project does, so it goes into a virtual environment of its own, after which tenacity
is put back: ``pip install langextract && pip install "tenacity>=9.2"``. Without it, its line says so.

The quotes are those kept beside the repository (``../shared/eval``), each marked as one that must be found
where it stands or as one that must be refused; where they are absent, a few kinds are made from the seeds.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from briefing.loading import load_sources
from briefing.source import Source

ROOT = Path(__file__).parents[2]
EVALUATION = ROOT.parent / "shared" / "eval"
THRESHOLD = 90
ROUNDS = 9
LANGEXTRACT_SAMPLE = 60
OVERLAP = 0.9
"""The share of intersection in union from which a place counts as the right one."""

Place = tuple[int, int] | None
Finder = Callable[[str, str], Place]
"""The name of an article and a quote → where it stands, or None where it is refused."""


class Row(NamedTuple):
    """A quote; ``place`` is where it must be found, None where it must be refused."""

    article: str
    quote: str
    place: Place


class Result(NamedTuple):
    """What a finder did: quotes a second, and shares of the honest and the false ones done right."""

    rate: float
    accepted: tuple[int, int]
    refused: tuple[int, int]

    def line(self, name: str, rate: float) -> str:
        """One line of the table; *rate* is what to compare with."""
        accepted, honest = self.accepted
        refused, false = self.refused
        return (
            f"  {name:34}{self.rate:>10,.0f}/s  {rate / self.rate:>8.2f}x   "
            f"{accepted:>4} of {honest} ({accepted / honest:6.1%})   {refused:>4} of {false} ({refused / false:6.1%})"
        )


def from_evaluation() -> tuple[dict[str, Source], list[Row]]:
    """The articles and quotes kept beside the repository."""
    records = [json.loads(line) for line in (EVALUATION / "quotes-dev.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {name: (EVALUATION / "articles" / name).read_bytes().decode() for name in {r["article"] for r in records}}
    rows = [Row(r["article"], r["quote"], (r["start"], r["end"]) if r["label"] == "benign" else None) for r in records]
    return {name: Source.from_text(text) for name, text in texts.items()}, rows


def from_seeds() -> tuple[dict[str, Source], list[Row]]:
    """Quotes made from the seeds' sentences: exact and spaced otherwise; negated, renumbered and cut short."""
    sources = {source.title or "": source for source in load_sources([ROOT / "seeds"])}
    rows = []
    for name, source in sources.items():
        for start, end in source.sentences:
            quote = source.text[start:end]
            if len(quote.split()) < 8:
                continue
            rows += [Row(name, quote, (start, end)), Row(name, quote.replace(" ", "\n"), (start, end))]
            changed = re.sub(r"\b(is|was|has|had|will|would|said)\b", r"\1 not", quote, count=1)
            changed = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), changed)
            words = quote.split()
            rows += [Row(name, false, None) for false in (changed, " ".join(words[:3] + words[6:])) if false != quote]
    return sources, rows


def try_out(rows: Iterable[Row], find: Finder) -> Result:
    """Time *find* on each of *rows* and count what it does right."""
    accepted = refused = honest = false = 0
    spent = 0.0
    for row in rows:
        begins = time.process_time()
        found = find(row.article, row.quote)
        spent += time.process_time() - begins
        if row.place is None:
            false += 1
            refused += found is None
        else:
            honest += 1
            accepted += found is not None and _overlap(found, row.place) >= OVERLAP
    return Result((honest + false) / spent, (accepted, honest), (refused, false))


def _overlap(found: tuple[int, int], right: tuple[int, int]) -> float:
    both = max(0, min(found[1], right[1]) - max(found[0], right[0]))
    return both / (max(found[1], right[1]) - min(found[0], right[0]))


def anew(sources: dict[str, Source]) -> dict[str, Source]:
    """The same sources unread: one remembers the quotes that it was asked for."""
    return {name: Source.from_text(source.text) for name, source in sources.items()}


def ours(sources: dict[str, Source]) -> Finder:
    """``Source.locate``; a source is prepared once, before the clock runs, as a brief prepares it once."""
    for source in sources.values():
        source.locate("a few words that prepare it")

    def find(article: str, quote: str) -> Place:
        spans = sources[article].locate(quote)
        return (spans[0].start, spans[-1].end) if spans else None

    return find


def rapidfuzz_partial(sources: dict[str, Source]) -> Finder:
    """``partial_ratio_alignment`` with a threshold, on the plain text."""

    def find(article: str, quote: str) -> Place:
        best = fuzz.partial_ratio_alignment(quote, sources[article].text, score_cutoff=THRESHOLD)
        return (best.dest_start, best.dest_end) if best else None

    return find


def langextract_aligner(sources: dict[str, Source]) -> Finder | None:
    """LangExtract's aligner with its defaults; None where it is not installed."""
    try:
        from langextract.core.data import Extraction
        from langextract.resolver import WordAligner
    except ImportError:
        return None

    def find(article: str, quote: str) -> Place:
        extraction = Extraction(extraction_class="quote", extraction_text=quote)
        try:
            [[aligned]] = WordAligner().align_extractions([[extraction]], sources[article].text)
        except ValueError:  # a quote of no tokens
            return None
        place = aligned.char_interval
        return (place.start_pos, place.end_pos) if place else None

    return find


def main() -> None:
    """Print the table."""
    present = EVALUATION.is_dir()
    sources, rows = from_evaluation() if present else from_seeds()
    origin = "../shared/eval" if present else "made from the seeds: ../shared/eval is absent"
    print(f"Quotes: {len(rows)} over {len(sources)} articles ({origin}), CPU, median of {ROUNDS} rounds in turn")
    print(f"  {'':34}{'quotes':>12}  {'our lead':>9}   {'honest ones found':>21}   {'false ones refused':>21}")
    own, theirs = [], []
    for _ in range(ROUNDS):
        own.append(try_out(rows, ours(anew(sources))))
        theirs.append(try_out(rows, rapidfuzz_partial(sources)))
    result, other = sorted(own)[ROUNDS // 2], sorted(theirs)[ROUNDS // 2]
    print(result.line("Source.locate", result.rate))
    print(other.line(f"rapidfuzz partial ratio {THRESHOLD}", result.rate))
    aligner = langextract_aligner(sources)
    if aligner is None:
        print("  LangExtract is not installed here: see this file's head")
        return
    # At a dozen a second, on one processor, the whole set would take a minute.
    sample = random.Random(1).sample(rows, min(LANGEXTRACT_SAMPLE, len(rows)))
    on_sample = try_out(sample, ours(anew(sources)))
    print(f"  on a sample of {len(sample)} of them, since LangExtract is slow:")
    print(on_sample.line("Source.locate", on_sample.rate))
    print(try_out(sample, aligner).line("LangExtract, default alignment", on_sample.rate))


if __name__ == "__main__":
    main()
