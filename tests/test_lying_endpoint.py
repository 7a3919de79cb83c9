"""Against a model that lies wherever it can: what the contract demands reaches no reader unmarked.

The drafts are those of :mod:`tests.lying_endpoint`, over invented reports and, where they are there, over a few of
the evaluation texts; ``python -m tests.bench.bench_lies`` tells how it is over all of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.source import Source
from tests.lying_endpoint import FREE, Repair, honest_draft, kinds, lying_draft
from tests.lying_measure import honest_findings, leaks, lied, reports_in, summed
from tests.lying_reports import REPORTS

SEEDS: dict[Repair, range] = {"unrepentant": range(4), "absent": range(4, 5), "shifting": range(5, 7)}
ALWAYS_FREE = {("hypotheses", "would_show"), ("gaps", "text"), ("gaps", "who_could"), ("indicators", "sign")}
"""Signs to watch and gaps: numbers and names there are nobody's claim."""


def numbered(sources: list[Source]) -> dict[str, Source]:
    """*sources* as a request numbers them."""
    return {f"S{number}": source for number, source in enumerate(sources, 1)}


@pytest.mark.parametrize("report", range(len(REPORTS)))
def test_the_cover_stands_without_the_lies(report: int) -> None:
    """An honest item in the place of each lie is sent back for nothing: a lie that falls, falls for itself."""
    sources = REPORTS[report]
    for seed in range(6):
        assert honest_findings(sources, honest_draft(numbered(sources), seed)) == []


def test_every_kind_of_lie_is_told() -> None:
    """The invented reports have something of everything in them, and each turn of the seed tells other kinds."""
    names = {kind.name for kind in kinds()}
    told = set()
    for seed in range(24):
        for sources in REPORTS:
            told |= {lie.kind.name for lie in lying_draft(numbered(sources), seed)[1]}
    assert told == names


def test_the_same_seed_tells_the_same_lies() -> None:
    """A figure can be measured again."""
    sources = numbered(REPORTS[0])
    assert lying_draft(sources, 3) == lying_draft(sources, 3)
    assert lying_draft(sources, 3)[0] != lying_draft(sources, 4)[0]


@pytest.mark.parametrize("repair", SEEDS)
async def test_no_lie_reaches_the_brief_unmarked(repair: Repair) -> None:
    """Whether the repair call gets the same lies, nothing, or other lies under the same numbers."""
    counts = summed([await lied(sources, seed, repair) for seed in SEEDS[repair] for sources in REPORTS])
    assert sum(count.told for kind, count in counts.items() if kind.counted) > 100
    assert not leaks(counts)


async def test_no_lie_about_a_real_report_reaches_the_brief_unmarked(shared: Path) -> None:
    """The same over texts that nobody here wrote."""
    articles = list(reports_in(shared / "eval" / "articles").values())[::8]
    counts = summed([await lied(sources, seed, "unrepentant") for seed, sources in enumerate(articles, 40)])
    assert not leaks(counts)


async def test_what_is_free_is_not_taken_for_a_lie() -> None:
    """Gaps and signs to watch may name and count what no source does, and the measure sees what stands."""
    counts = summed([await lied(sources, seed, "absent") for seed in range(50, 53) for sources in REPORTS])
    free = {
        kind: count
        for kind, count in counts.items()
        if (kind.section, kind.field) in ALWAYS_FREE and kind.family in ("number", "person", "body or state")
    }
    assert sum(count.told for count in free.values()) > 5
    assert all(count.unmarked == count.told for count in free.values())
    assert all(field in FREE[section] for section, field in ALWAYS_FREE)
