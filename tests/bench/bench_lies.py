"""Lies that reach the brief unmarked, by kind and by field: what a compromised model could get through.

``python -m tests.bench.bench_lies``. The liar of :mod:`tests.lying_endpoint` answers over real HTTP, the flow writes
the brief as it always does, and what stands in it is held against the list of lies: told in the first draft, sent
back for repair (a finding on that very item), and standing in the brief elsewhere than under "withheld" in the end.
The repair call is answered with the same lies, with nothing, or with other lies under the same numbers; what then
stands of those is counted too. The articles are those kept beside the repository (``../shared/eval``), the passages
"of another article" are taken from the next one; where they are absent, three invented reports stand in.

Lies that the contract leaves free, or that no reading of the words can tell from the truth, come in a table of their
own. The same drafts with the honest item in the place of each lie are reviewed first: what is sent back of those
would make the measure worthless.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from briefing.source import Source
from tests.lying_endpoint import Kind, Repair, honest_draft
from tests.lying_material import Material
from tests.lying_measure import Counts, honest_findings, lied, reports_in, summed, table
from tests.lying_reports import REPORTS

ARTICLES = Path(__file__).parents[3] / "shared" / "eval" / "articles"
ROUNDS: dict[Repair, int] = {"unrepentant": 17, "absent": 2, "shifting": 4}
"""Drafts of each article, for each way to answer the repair call."""
MOST_SHOWN = 12


def read() -> list[list[Source]]:
    """The reports of one brief each."""
    return list(reports_in(ARTICLES).values()) if ARTICLES.is_dir() else list(REPORTS)


def strangers(articles: Sequence[Sequence[Source]], index: int) -> list[str]:
    """Passages of the article after that at *index*."""
    following = articles[(index + 1) % len(articles)][0]
    return [passage.text for passage in Material({"S1": following}, 0).passages]


async def measure(articles: Sequence[list[Source]], repair: Repair, rounds: int) -> Counts:
    """What came of the lies of *rounds* drafts of each article."""
    counts = []
    for index, sources in enumerate(articles):
        elsewhere = strangers(articles, index)
        for turn in range(rounds):
            counts.append(await lied(sources, index + turn * len(articles), repair, elsewhere))
    return summed(counts)


def control(articles: Sequence[list[Source]], rounds: int) -> tuple[int, Counter[str]]:
    """Honest items handed in, and what any of them was sent back for."""
    items, findings = 0, Counter[str]()
    for index, sources in enumerate(articles):
        numbered = {f"S{number}": source for number, source in enumerate(sources, 1)}
        for turn in range(rounds):
            draft = honest_draft(numbered, index + turn * len(articles))
            items += sum(len(section) for section in draft.values() if isinstance(section, list))
            findings.update(honest_findings(sources, draft))
    return items, findings


def print_tables(counts: Counts) -> None:
    """Everything of one way to answer the repair call."""
    print(f"  {'':52}told  sent back      unmarked")
    for title, key in (
        ("by family", lambda kind: kind.family),
        ("by field", lambda kind: f"{kind.section}.{kind.field}"),
        ("by kind", lambda kind: f"{kind.family}: {kind.name}"),
    ):
        print(f" {title}")
        print("\n".join(table(counts, key)))
    print(" apart: left free by the contract, or not to be told from the truth by its words; by kind and by field")
    print("\n".join(table(counts, lambda kind: f"{kind.family}: {kind.name}", counted=False)))
    print("\n".join(table(counts, lambda kind: f"{kind.section}.{kind.field}", counted=False)))
    leaking = sorted(
        ((kind, count) for kind, count in counts.items() if kind.counted and count.unmarked),
        key=lambda pair: -pair[1].unmarked,
    )
    if leaking:
        print(" what stands and must not, the most frequent ones")
    for kind, count in leaking[:MOST_SHOWN]:
        print(f"  {count.unmarked:>4}  {_where(kind)}: {count.examples[0][:160]}")


def _where(kind: Kind) -> str:
    return f"{kind.family}: {kind.name} ({kind.section}.{kind.field})"


def main() -> None:
    """Print the tables; a number on the command line is how many rounds to take in place of :data:`ROUNDS`."""
    articles = read()
    origin = "../shared/eval" if ARTICLES.is_dir() else "invented: ../shared/eval is absent"
    print(f"The lying endpoint over {len(articles)} articles ({origin})")
    given = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else None
    items, findings = control(articles, given or 2)
    print(f" honest control: {findings.total()} findings on {items:,} items of the same drafts without the lies")
    for reason, count in findings.most_common(MOST_SHOWN):
        print(f"  {count:>4}  {reason[:200]}")
    for repair, rounds in ROUNDS.items():
        counts = asyncio.run(measure(articles, repair, given or rounds))
        print(f" repair call answered: {repair}")
        print_tables(counts)


if __name__ == "__main__":
    main()
