"""A batch killed at random instants until it is done: what it bought, beside what it had to.

``python -m tests.bench.bench_kills [items] [kills]``: once with the input in one order, once shuffled between starts.
Asserts what has to hold, and prints the figures. Workers are killed in :mod:`tests.bench.bench_workers`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.interruptions import Answers, check, kill_again_and_again
from tests.reference_server import ReferenceServer


def main() -> None:
    """Run and print."""
    items, kills = (int(argument) for argument in (sys.argv[1:] + ["200", "40"][len(sys.argv) - 1 :])[:2])
    for reorder in (False, True):
        # So slow that the work outlasts the kills: after it, there is nothing to lose.
        answers, began = Answers(1.0), time.monotonic()
        with tempfile.TemporaryDirectory() as folder, ReferenceServer(answers) as server:
            story = kill_again_and_again(
                Path(folder), server, answers, items=items, kills=kills, reorder=reorder, seed=7
            )
            output = Path(folder) / "briefs"
            figures = check(output, str(output / "briefing.db"), answers, server, items=items, cut_off=story.killed)
        print(f"{'shuffled' if reorder else 'one order'}: {len(story.killed)} kills, {story.starts} starts: {figures}")
        print(f"  {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
