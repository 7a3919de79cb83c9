"""Batches under load: how close to the ideal they run, what they hold in memory, what the store costs.

``python -m tests.bench.bench_batch efficiency|refusals|memory|cpu``, everything without a word. The endpoint runs in a
process of its own; each batch runs as a command would, in one more, so that its CPU and its memory are its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.load_server import serving
from tests.interruptions import write_reports
from tests.reference_turns import MODEL

GOALS = {"efficiency": 0.9, "memory": 1.3}


def batch(
    reports: Path, output: Path, base_url: str, jobs: int, *more: str
) -> tuple[float, float, float, dict[str, int]]:
    """Run a batch: seconds, CPU seconds, peak MB, and how many items are in which state."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "BRIEFING_"))}
    ask = ["batch", reports, "-o", output, "-m", MODEL, "--base-url", base_url, "-j", jobs, "--json", *more]
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", *map(str, ask)], env=clean, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    last = b""
    for line in process.stdout:
        last = line
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    summary = json.loads(last)["summary"]
    states = {state: summary[state] for state in ("done", "known", "failed", "open") if summary[state]}
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, states


def _start_up(folder: Path, base_url: str) -> tuple[float, float]:
    """Seconds and CPU seconds of a batch of one item that is there already: starting the program, and ending it."""
    write_reports(folder / "one.jsonl", [0])
    batch(folder / "one.jsonl", folder / "one", base_url, 1)
    seconds, cpu, _, states = batch(folder / "one.jsonl", folder / "one", base_url, 1)
    assert states == {"known": 1}
    return seconds, cpu


def efficiency(items: int = 500, jobs: int = 64, delay: float = 1.0) -> None:
    """An answer each second, many at once: the time beside the ideal one."""
    with tempfile.TemporaryDirectory() as name, serving(delay) as load:
        folder = Path(name)
        start_up, start_up_cpu = _start_up(folder, load.base_url)
        write_reports(folder / "reports.jsonl", list(range(1, items + 1)))
        seconds, cpu, _, states = batch(folder / "reports.jsonl", folder / "briefs", load.base_url, jobs)
    assert states == {"done": items}, states
    work = seconds - start_up
    ideal, ruled = items * delay / jobs, delay * (1 + -(-(items - 1) // jobs))
    print(f"efficiency: {items} items, an answer each {delay:g} s, {jobs} at once")
    print(f"  {seconds:.2f} s with starting the program ({start_up:.2f} s), {work:.2f} s without")
    print(
        f"  ideal {ideal:.2f} s: {ideal / work:.2f}; ideal with the first alone and in whole rounds {ruled:.2f} s: "
        f"{ruled / work:.2f} (goal {GOALS['efficiency']})"
    )
    print(f"  CPU for an item {1000 * (cpu - start_up_cpu) / items:.1f} ms")


def refusals(items: int = 100, wait: float = 2.0) -> None:
    """Every first answer a 429: calls and time beside the ideal."""
    with tempfile.TemporaryDirectory() as name, serving(0.0, first=wait) as load:
        folder = Path(name)
        start_up, _ = _start_up(folder, load.base_url)
        before = load.calls
        write_reports(folder / "reports.jsonl", list(range(1, items + 1)))
        seconds, _, _, states = batch(folder / "reports.jsonl", folder / "briefs", load.base_url, items)
        calls = load.calls - before
    assert states == {"done": items}, states
    print(f"refusals: {items} items at once, each first answer a 429 with Retry-After: {wait:g}")
    print(f"  {calls} calls, ideal {2 * items}")
    print(f"  {seconds - start_up:.2f} s; ideal {2 * wait:g} s (the first alone waits once, all the others once)")


def memory(small: int = 1000, large: int = 20000) -> None:
    """The peak of a large batch over that of a small one, and the time that an item takes in each."""
    peaks = {}
    print(f"memory: {small:,} and {large:,} items, no wait")
    for items in (small, large):
        with tempfile.TemporaryDirectory() as name, serving(0.0) as load:
            folder = Path(name)
            start_up, start_up_cpu = _start_up(folder, load.base_url)
            write_reports(folder / "reports.jsonl", list(range(1, items + 1)))
            seconds, cpu, peaks[items], states = batch(folder / "reports.jsonl", folder / "briefs", load.base_url, 16)
            assert states == {"done": items}, states
            size = (folder / "briefs" / "briefing.db").stat().st_size
            again, again_cpu, _, states = batch(folder / "reports.jsonl", folder / "briefs", load.base_url, 16)
            assert states == {"known": items}, states
        print(
            f"  {items:6,} items: peak {peaks[items]:.0f} MB, {1000 * (seconds - start_up) / items:.1f} ms an item, CPU "
            f"{1000 * (cpu - start_up_cpu) / items:.1f} ms, store {size / items / 1024:.1f} kB an item; "
            f"again, all there: {1000 * (again - start_up) / items:.2f} ms, CPU {1000 * (again_cpu - start_up_cpu) / items:.2f} ms",
            flush=True,
        )
    print(f"  ratio {peaks[large] / peaks[small]:.2f} (goal {GOALS['memory']})")


def main() -> None:
    """Run what is named, or everything."""
    named = {"efficiency": efficiency, "refusals": refusals, "memory": memory}
    for name in sys.argv[1:] or named:
        named[name]()


if __name__ == "__main__":
    main()
