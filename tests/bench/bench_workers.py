"""Many machines: how much 1, 2 and 4 workers do, and what survives when two of four are killed again and again.

``python -m tests.bench.bench_workers slow|ceiling|kills``, everything without a word. PostgreSQL is a real one, in a
temporary folder; workers and batch are processes of their own.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.load_server import serving
from tests.interruptions import Answers, check, command, key_of, write_reports
from tests.postgres import Postgres
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL

_JOBS = 8


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = Postgres(folder)
        try:
            yield server.url(server.create())
        finally:
            server.remove()


def start_worker(
    store: str, base_url: str, log: Path, key: str = "worker", jobs: int = _JOBS
) -> subprocess.Popen[bytes]:
    """A worker that makes so many calls at a time."""
    return command("worker", "--store", store, "--base-url", base_url, "-j", jobs, log=log, key=key)


def start_batch(folder: Path, store: str, base_url: str, name: str) -> subprocess.Popen[bytes]:
    """A batch of the reports in *folder*, that waits for its workers."""
    reports, output = folder / f"{name}.jsonl", folder / name
    ask = ("batch", reports, "-o", output, "--store", store, "-m", MODEL, "--base-url", base_url, "--wait")
    return command(*ask, log=folder / f"{name}.log")


def throughput(delay: float, items: int) -> None:
    """Items a second with 1, 2 and 4 workers, from the first call to the last brief delivered."""
    first = 0.0
    for workers in (1, 2, 4):
        with tempfile.TemporaryDirectory() as name, database() as store, serving(delay) as load:
            folder = Path(name)
            running = [start_worker(store, load.base_url, folder / "workers.log") for _ in range(workers)]
            write_reports(folder / "warm.jsonl", list(range(items, items + 16 * workers)))
            assert start_batch(folder, store, load.base_url, "warm").wait(120) == 0
            before = load.calls
            write_reports(folder / "briefs.jsonl", list(range(items)))
            process = start_batch(folder, store, load.base_url, "briefs")
            while load.calls == before:
                time.sleep(0.005)
            began = time.monotonic()
            assert process.wait(300) == 0, (folder / "briefs.log").read_text()[-2000:]
            rate = items / (time.monotonic() - began)
            for worker in running:
                worker.terminate()
            for worker in running:
                worker.wait(60)
        first = first or rate
        ideal = f", of {workers * _JOBS / delay:.0f} at most" if delay else ""
        print(f"  {workers} workers: {rate:.1f} items/s{ideal}; {rate / first:.2f} of one worker's", flush=True)


def kills(items: int = 200, times: int = 40) -> None:
    """Two of four workers are killed, again and again."""
    # So slow that the work outlasts many kills; a worker's first call goes alone, and so few calls beside it.
    chance, answers, cut_off, jobs = random.Random(3), Answers(6.0), dict[str, float](), 4
    with tempfile.TemporaryDirectory() as name, database() as store, ReferenceServer(answers) as server:
        folder = Path(name)
        log, keys = folder / "workers.log", [f"worker-{number}" for number in range(4)]
        running = [start_worker(store, server.base_url, log, key, jobs) for key in keys]
        write_reports(folder / "briefs.jsonl", list(range(items)))
        process = start_batch(folder, store, server.base_url, "briefs")
        began = time.monotonic()
        while process.poll() is None and len(cut_off) < times:
            while process.poll() is None and not {keys[0], keys[1]} <= {key_of(asked) for asked in server.asked}:
                time.sleep(0.1)
            time.sleep(chance.uniform(0.0, 12.0))
            for number in (0, 1):
                running[number].kill()
                cut_off[keys[number]] = time.monotonic()
                running[number].wait()
                keys[number] = f"worker-{4 + len(cut_off)}"
                running[number] = start_worker(store, server.base_url, log, keys[number], jobs)
        assert process.wait(300) == 0, (folder / "briefs.log").read_text()[-2000:]
        seconds = time.monotonic() - began
        for worker in running:
            worker.terminate()
        for worker in running:
            worker.wait(60)
        figures = check(folder / "briefs", store, answers, server, items=items, cut_off=cut_off, jobs=jobs)
    print(f"kills: {len(cut_off)} kills of two of four workers in {seconds:.0f} s: {figures}")


def main() -> None:
    """Run what is named, or everything."""
    named = sys.argv[1:] or ["slow", "ceiling", "kills"]
    if "slow" in named:
        print("slow: an answer each second, 8 calls at a time for each worker")
        throughput(1.0, 200)
    if "ceiling" in named:
        print("ceiling: an answer at once")
        throughput(0.0, 600)
    if "kills" in named:
        kills()


if __name__ == "__main__":
    main()
