"""Many machines: batches whose briefs are written by workers, over a real PostgreSQL."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.store import Store
from briefing.store.connecting import look_into, read_url
from briefing.store.report import last_runs
from tests.command import run
from tests.interruptions import Answers, check, command, write_reports
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn, refused, unauthorized

if TYPE_CHECKING:  # pytest imports it itself, as what gives fixtures
    from tests.postgres import Postgres

pytest.importorskip("procrastinate", reason="the extra “postgres” is not installed")

pytest_plugins = ["tests.postgres"]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

_JOBS = 4
"""Calls that a worker makes at a time."""


class Desk:
    """A batch of reports in *folder* over the store at *url*, and workers for it; all are processes of their own."""

    def __init__(self, folder: Path, url: str, script: Callable[[dict[str, Any], int], Turn], items: int) -> None:
        self.folder = folder
        self.url = url
        self.items = items
        self.answers = Answers(0.2)
        self.server = ReferenceServer(script)
        self._running: list[subprocess.Popen[bytes]] = []
        write_reports(folder / "reports.jsonl", list(range(items)))

    def batch(self, *more: object, output: str = "briefs") -> subprocess.Popen[bytes]:
        """Start the batch."""
        ask = ("batch", self.folder / "reports.jsonl", "-o", self.folder / output, "-m", MODEL)
        return self._start("batch.log", *ask, "--base-url", self.server.base_url, *more)

    def worker(self, *more: object, key: str = "worker") -> subprocess.Popen[bytes]:
        """Start a worker, which the server knows by its *key*."""
        return self._start("worker.log", "worker", "-j", _JOBS, "--base-url", self.server.base_url, *more, key=key)

    def check(self, cut_off: Mapping[str, float] | None = None) -> None:
        """Assert that all briefs are there, and that only workers that were *cut off* lost any answers."""
        output = self.folder / "briefs"
        check(output, self.url, self.answers, self.server, items=self.items, cut_off=cut_off, jobs=_JOBS)

    def said(self, name: str) -> str:
        """What the batch or the workers said."""
        return (self.folder / name).read_text(encoding="utf-8")

    def end(self) -> None:
        """Kill whatever still runs."""
        for process in self._running:
            process.kill()
            process.wait()

    def _start(self, log: str, *arguments: object, key: str | None = None) -> subprocess.Popen[bytes]:
        # In the environment: an argument shows in the list of processes.
        process = command(*arguments, log=self.folder / log, key=key, environment={"BRIEFING_STORE": self.url})
        self._running.append(process)
        return process


@contextmanager
def desk(
    folder: Path, url: str, items: int = 12, script: Callable[[dict[str, Any], int], Turn] | None = None
) -> Iterator[Desk]:
    """A desk, and an endpoint that answers as *script* says, by default with a brief for each report."""
    answers = Answers(0.2)
    made = Desk(folder, url, script or answers, items)
    made.answers = answers
    with made.server:
        try:
            yield made
        finally:
            made.end()


def test_workers_write_what_a_batch_asks_for(tmp_path: Path, database: str) -> None:
    """Two workers share the works; each is bought once, right, and delivered; asked for again, nothing is bought."""
    with desk(tmp_path, database) as made:
        workers = [made.worker(), made.worker()]
        assert made.batch("--wait", "--json").wait(120) == 0, made.said("batch.log")
        made.check()
        assert '"calls": 12' in made.said("batch.log")  # what workers bought counts in the batch's totals
        assert made.batch("--wait").wait(60) == 0
        assert made.answers.calls.total() == 12
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(60) for worker in workers] == [0, 0]


def test_what_is_queued_is_fetched_later(tmp_path: Path, database: str) -> None:
    """Without --wait the batch only queues; a worker writes it, and status says so; with --wait it is delivered."""
    with desk(tmp_path, database) as made:
        assert made.batch().wait(60) == 0
        assert "12 queued" in made.said("batch.log")
        assert not list((tmp_path / "briefs").glob("*.md"))
        assert made.worker("--once").wait(120) == 0, made.said("worker.log")
        told = run("status", database)
        assert "12 written" in told.stdout, told
        assert made.batch("--wait").wait(60) == 0, made.said("batch.log")
        made.check()


def test_workers_that_die_cost_what_was_on_the_wire(tmp_path: Path, database: str) -> None:
    """One of two workers is killed again and again, and its works are taken up by the other."""
    with desk(tmp_path, database, items=40) as made:
        made.answers.seconds = 1.5
        made.worker()
        key = "doomed-0"
        doomed = made.worker(key=key)
        batch = made.batch("--wait")
        cut_off = dict[str, float]()
        while batch.poll() is None and len(cut_off) < 4:
            before = len(made.server.asked)
            until = time.monotonic() + 30
            while len(made.server.asked) < before + 5 and batch.poll() is None and time.monotonic() < until:
                time.sleep(0.05)
            doomed.kill()
            cut_off[key] = time.monotonic()
            doomed.wait()
            key = f"doomed-{len(cut_off)}"
            doomed = made.worker(key=key)
        assert batch.wait(150) == 0, made.said("batch.log")
        assert cut_off
        made.check(cut_off)


def test_a_worker_told_to_stop_hands_back(tmp_path: Path, database: str) -> None:
    """With no grace, what is on the wire is called off and goes back; another worker takes it at once."""
    with desk(tmp_path, database, items=6) as made:
        made.answers.seconds = 3.0
        first = made.worker("--grace", 0, key="first")
        batch = made.batch("--wait")
        while not made.server.asked:
            time.sleep(0.02)
        first.send_signal(signal.SIGTERM)
        assert first.wait(60) == 0
        ended = time.monotonic()
        made.answers.seconds = 0.1
        made.worker()
        assert batch.wait(120) == 0, made.said("batch.log")
        made.check({"first": ended})


def test_a_refused_key_stops_the_run_and_not_the_worker(tmp_path: Path, database: str) -> None:
    """The batch ends with the reason; when the key is right, the same command and the same worker finish it."""
    refusing = [True]
    good = Answers(0.1)

    def script(body: dict[str, Any], number: int) -> Turn:
        return unauthorized() if refusing[0] else good(body, number)

    with desk(tmp_path, database, script=script) as made:
        worker = made.worker()
        assert made.batch("--wait").wait(120) == 1
        assert "error: stopped: " in made.said("batch.log")
        refusing[0] = False
        assert worker.poll() is None
        assert made.batch("--wait").wait(120) == 0, made.said("batch.log")
        made.answers = good
        made.check()


def test_a_report_that_fails_stops_no_other(tmp_path: Path, database: str) -> None:
    """A model that declines one report leaves eleven briefs, exit code 1, and a line that names the report."""
    good = Answers(0.1)

    def script(body: dict[str, Any], number: int) -> Turn:
        return refused() if "report number 3." in body["messages"][1]["content"] else good(body, number)

    with desk(tmp_path, database, script=script) as made:
        made.worker()
        assert made.batch("--wait").wait(120) == 1
        assert "failed: report 3: " in made.said("batch.log")
        assert len(list((tmp_path / "briefs").glob("*.md"))) == 11


def test_a_batch_told_to_stop_takes_its_works_back(tmp_path: Path, database: str) -> None:
    """Ctrl-C: what waits leaves the queue, and the same command goes on."""
    with desk(tmp_path, database, items=30) as made:
        made.answers.seconds = 1.0
        made.worker()
        batch = made.batch("--wait")
        while not made.server.asked:
            time.sleep(0.02)
        batch.send_signal(signal.SIGINT)
        assert batch.wait(60) == 130
        assert "go on with: briefing batch" in made.said("batch.log")
        made.answers.seconds = 0.1
        assert made.batch("--wait").wait(150) == 0, made.said("batch.log")
        made.check()


def test_two_batches_over_the_same_reports_share_the_work(tmp_path: Path, database: str) -> None:
    """Whoever asked first, each report is bought once, and both have their files."""
    with desk(tmp_path, database) as made:
        batches = [made.batch("--wait", output=name) for name in ("one", "two")]
        made.worker()
        assert [batch.wait(120) for batch in batches] == [0, 0], made.said("batch.log")
        for name in ("one", "two"):
            assert len(list((tmp_path / name).glob("*.md"))) == 12
        assert made.answers.calls.total() == 12


def test_what_asks_the_same_is_bought_once_by_all_workers(tmp_path: Path, database: str) -> None:
    """Two workers have briefs of one answer in hand: one buys it, and the other finds it."""
    with desk(tmp_path, database, items=6) as made:
        lines = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
        copies = [{**line, "id": f"{line['id']} {mark}", "handling": mark} for line in lines for mark in "ABCD"]
        (tmp_path / "reports.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in copies), encoding="utf-8")
        made.answers.seconds = 1.0
        made.worker()
        made.worker()
        assert made.batch("--wait").wait(150) == 0, made.said("batch.log")
        assert len(list((tmp_path / "briefs").glob("*.md"))) == 24
        assert made.answers.calls.total() == 6


def test_the_ceiling_holds_over_workers(tmp_path: Path, database: str) -> None:
    """Two workers spend no more than the batch allows, and the batch says why it stopped."""
    with desk(tmp_path, database, items=20) as made:
        (tmp_path / "briefing.toml").write_text("", encoding="utf-8")
        # At a dollar for a thousand tokens each answer costs 1.1 dollars and more; a call is cleared for its worst.
        prices = "input_price = 1000.0\noutput_price = 1000.0\nmax_output_tokens = 200\n"
        for folder in ("desk", "hall"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "briefing.toml").write_text(prices, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path / "desk")
            made.worker()
            patch.chdir(tmp_path / "hall")
            made.worker()
            assert made.batch("--wait", "--max-cost", 40).wait(150) == 1, made.said("batch.log")
        engine = look_into(read_url(database))
        (told,) = last_runs(engine, 1)
        engine.dispose()
        assert told["state"] == "stopped"
        assert 0 < told["spent"] <= 40
        assert "ceiling of 40 USD" in made.said("batch.log")


def test_a_batch_outlives_the_server(tmp_path: Path, database: str, postgres: Postgres) -> None:
    """The database goes and comes back while a batch waits for its workers: it says so, and fetches every brief."""
    with desk(tmp_path, database, items=20) as made:
        made.answers.seconds = 1.0
        made.worker()
        batch = made.batch("--wait")
        while len(made.server.asked) < 4:
            time.sleep(0.02)
        postgres.stop()
        try:
            while "waiting for at most" not in made.said("batch.log"):
                assert batch.poll() is None, made.said("batch.log")
                time.sleep(0.02)
        finally:
            postgres.start()
        assert batch.wait(150) == 0, made.said("batch.log")
        made.check()


def test_a_server_that_stays_away_ends_the_batch_well(
    tmp_path: Path, database: str, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while the batch gives up, with what it has and the command to go on with; that command finishes it."""
    monkeypatch.setattr("briefing.unattended.batch._OUTAGE", 1.0)
    with desk(tmp_path, database) as made:
        ask = ("batch", tmp_path / "reports.jsonl", "-o", tmp_path / "briefs", "-m", MODEL)
        Store.open(database).close()
        engine = look_into(read_url(database))

        def stop_when_queued() -> None:
            while not any(told["items"].get("waiting") == made.items for told in last_runs(engine, 1)):
                time.sleep(0.02)
            postgres.stop()

        thread = threading.Thread(target=stop_when_queued)
        thread.start()
        environment = {"BRIEFING_STORE": database, "OPENAI_API_KEY": "key"}
        try:
            done = run(*ask, "--base-url", made.server.base_url, "--wait", environment=environment)
        finally:
            thread.join()
            engine.dispose()
            postgres.start()
        assert done.returncode == 1, done.stderr
        assert "error: stopped: " in done.stderr
        assert "12 unfinished" in done.stderr
        assert "go on with: briefing batch" in done.stderr
        made.worker()
        assert made.batch("--wait").wait(150) == 0, made.said("batch.log")
        made.check()


def test_the_password_is_shown_nowhere(tmp_path: Path, database: str) -> None:
    """Neither where things go well nor where the database is not there."""
    for url in (database.replace("postgres@", "postgres:hush-hush@"), "postgresql://ana:hush-hush@127.0.0.1:9/desk"):
        for ask in (["worker", "--once", "-m", "embedded"], ["status"]):
            done = run(*ask, environment={"BRIEFING_STORE": url})
            assert "hush-hush" not in done.stdout + done.stderr
            assert len(done.stderr.splitlines()) <= 1
