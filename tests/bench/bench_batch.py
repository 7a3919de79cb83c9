"""Batches under load: how close to the ideal they run, what they hold in memory, what the store costs.

``python -m tests.bench.bench_batch efficiency|refusals|memory|cpu``, everything without a word. The endpoint runs in a
process of its own; each batch runs as a command would, in one more, so that its CPU and its memory are its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from briefing.draft import Draft
from briefing.loading import load_sources
from briefing.prompt import Asked, Message, Prompts
from tests.bench.load_server import serving
from tests.interruptions import write_reports
from tests.reference_turns import MODEL
from tests.small_brief import TEXT, small_draft

ROOT = Path(__file__).parents[2]

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


def _start_up(folder: Path, base_url: str, wait: float = 0.0) -> tuple[float, float]:
    """Seconds and CPU seconds of a batch of one item, less the *wait* for its answer.

    It is what is no item's: starting the program, importing what asks a model, reading what is read at first use.
    """
    write_reports(folder / "one.jsonl", [0])
    seconds, cpu, _, states = batch(folder / "one.jsonl", folder / "one", base_url, 1)
    assert states == {"done": 1}
    return seconds - wait, cpu


def efficiency(items: int = 500, jobs: int = 64, delay: float = 1.0) -> None:
    """An answer each second, many at once: the time beside the ideal one."""
    with tempfile.TemporaryDirectory() as name, serving(delay) as load:
        folder = Path(name)
        start_up, start_up_cpu = _start_up(folder, load.base_url, delay)
        write_reports(folder / "reports.jsonl", list(range(1, items + 1)))
        seconds, cpu, _, states = batch(folder / "reports.jsonl", folder / "briefs", load.base_url, jobs)
        assert states == {"done": items}, states
        began = time.monotonic()
        bare_cpu = asyncio.run(_calls(load.base_url, _as_files(folder / "reports.jsonl"), jobs))
        bare = time.monotonic() - began
    work = seconds - start_up
    ideal, ruled = items * delay / jobs, delay * (1 + -(-(items - 1) // jobs))
    print(f"efficiency: {items} items, an answer each {delay:g} s, {jobs} at once")
    print(f"  {seconds:.2f} s with starting the program ({start_up:.2f} s), {work:.2f} s without")
    print(
        f"  ideal {ideal:.2f} s: {ideal / work:.2f}; ideal with the first alone and in whole rounds {ruled:.2f} s: "
        f"{ruled / work:.2f} (goal {GOALS['efficiency']})"
    )
    print(f"  CPU for an item {1000 * (cpu - start_up_cpu) / items:.1f} ms")
    print(f"  bare calls of instructor, which check and keep nothing: {bare:.2f} s, ideal {ideal / bare:.2f} of it")
    print(f"  CPU for a call {1000 * bare_cpu / items:.1f} ms; ours took {work / bare:.2f} of their time")


def _as_files(reports: Path) -> Path:
    """A folder with each of the *reports* of a JSONL file as a file of its own."""
    folder = reports.with_suffix("")
    folder.mkdir()
    for number, line in enumerate(reports.read_text(encoding="utf-8").splitlines()):
        (folder / f"{number}.txt").write_text(json.loads(line)["text"], encoding="utf-8")
    return folder


def refusals(items: int = 100, wait: float = 2.0) -> None:
    """Every first answer a 429: calls and time beside the ideal."""
    with tempfile.TemporaryDirectory() as name, serving(0.0, first=wait) as load:
        folder = Path(name)
        start_up, _ = _start_up(folder, load.base_url, wait)
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
        wall, spent = (1000 * took / items for took in (seconds - start_up, cpu - start_up_cpu))
        wall_again, spent_again = (1000 * took / items for took in (again - start_up, again_cpu - start_up_cpu))
        print(f"  {items:,} items: peak {peaks[items]:.0f} MB, {size / items / 1024:.1f} kB of store an item")
        again_told = f"again, all there: {wall_again:.2f} ms, CPU {spent_again:.2f} ms"
        print(f"    {wall:.1f} ms an item, CPU {spent:.1f} ms; {again_told}", flush=True)
    print(f"  ratio {peaks[large] / peaks[small]:.2f} (goal {GOALS['memory']})")


async def _calls(base_url: str, folder: Path, jobs: int) -> float:
    """CPU seconds of bare calls of instructor, *jobs* at a time, with the messages that our briefs send."""
    import instructor
    from openai import AsyncOpenAI

    prompts, asked = Prompts.load(None), []
    for path in sorted(folder.iterdir()):
        (source,) = load_sources([path])
        asked.append(prompts.request([source], Asked(as_of=source.published or "")))
    places, client = asyncio.Semaphore(jobs), AsyncOpenAI(base_url=base_url, api_key="none")
    wrapped = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)

    async def call(messages: list[Message]) -> None:
        async with places:
            await wrapped.chat.completions.create(
                model=MODEL, messages=messages, response_model=Draft, max_tokens=16_000, max_retries=0
            )

    began = time.process_time()
    await asyncio.gather(*map(call, asked))
    await client.close()
    return time.process_time() - began


def cpu(items: int = 150, rounds: int = 3, jobs: int = 16) -> None:
    """Our CPU for an item, everything included, beside a bare call of instructor that gets the same answer."""
    niger = json.loads((ROOT / "tests" / "reference_answers" / "niger.json").read_text(encoding="utf-8"))
    cases = {
        "small": (f"---\ntitle: Tugs seized at Norvale\ndate: 2026-03-04\n---\n{TEXT}", small_draft()),
        "seeds/niger.md": ((ROOT / "seeds" / "niger.md").read_text(encoding="utf-8"), niger),
    }
    print(f"cpu: {items} items, {jobs} at a time, best of {rounds} rounds; milliseconds for an item (goal 2.0)")
    for name, (text, draft) in cases.items():
        ours, theirs = [], []
        with serving(0.0, draft=draft) as load, tempfile.TemporaryDirectory() as reports:
            for turn in range(rounds + 1):
                for number in range(items):
                    # Other reports in each round: what is remembered of texts is no help with new ones.
                    path = Path(reports) / f"{number}.md"
                    path.write_text(f"{text}\n\nThis is report number {turn * items + number}.\n", encoding="utf-8")
                with tempfile.TemporaryDirectory() as folder:
                    began, before = time.process_time(), load.calls
                    _batch_here(Path(folder), Path(reports), load.base_url, items, jobs)
                    spent, calls = time.process_time() - began, load.calls - before
                bare = asyncio.run(_calls(load.base_url, Path(reports), jobs))
                if turn:  # what is read at first use is no item's
                    ours.append(spent)
                    theirs.append(bare)
        mine, bare = (1000 * min(times) / items for times in (ours, theirs))
        print(
            f"  {name}: ours {mine:.1f} ({calls / items:g} calls), a bare call {bare:.1f}: {mine / bare:.2f}",
            flush=True,
        )


def _batch_here(folder: Path, reports: Path, base_url: str, items: int, jobs: int) -> None:
    from briefing.orders import read_orders
    from briefing.settings import Settings
    from briefing.unattended.batch import Plan, run_batch

    plan = Plan(
        name="bench",
        store=str(folder / "briefing.db"),
        output=folder / "briefs",
        orders=lambda: read_orders([reports], notice=print),
        total=items,
        settings=Settings(model=MODEL, base_url=base_url),
        jobs=jobs,
    )
    totals = asyncio.run(run_batch(plan, tell=lambda _item, _totals: None, notice=print))
    assert totals.states["done"] == items, totals


def main() -> None:
    """Run what is named, or everything."""
    named = {"efficiency": efficiency, "refusals": refusals, "memory": memory, "cpu": cpu}
    for name in sys.argv[1:] or named:
        named[name]()


if __name__ == "__main__":
    main()
