"""The queue: in a real PostgreSQL, and with workers as processes where one has to die."""

from __future__ import annotations

import asyncio
import logging
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from briefing.errors import StoreError, UsageError

pytest.importorskip("procrastinate", reason="the extra “postgres” is not installed")

import psycopg
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from briefing.queue import HandBack, Queue, handing, lifeline
from briefing.queue import queue as face

if TYPE_CHECKING:  # pytest imports it itself, as what gives fixtures
    from tests.postgres import Postgres

pytest_plugins = ["tests.postgres"]
pytestmark = pytest.mark.slow

WORKER = """
import asyncio, os, signal, sys
from pathlib import Path
from briefing.queue import Queue

url, diary, places = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])

def note(words):
    with diary.open("a") as file:
        file.write(f"{os.getpid()} {words}\\n")

async def perform(key, run):
    note(f"began {key}")
    while key.startswith("held") and not diary.with_name("released").exists():
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.02)
    note(f"ended {key}")

async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with Queue(url) as queue:
        note("ready")
        await queue.serve(perform, concurrency=places, stop=stop, grace=0.2)

asyncio.run(main())
"""


class Workers:
    """Worker processes on one database, and the diary that all of them write."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self.diary = folder / "diary"
        self.diary.touch()
        self._processes: list[subprocess.Popen[bytes]] = []

    async def start(self, places: int) -> subprocess.Popen[bytes]:
        """Start one that takes so many works at a time; it is ready on return."""
        process = subprocess.Popen([sys.executable, "-c", WORKER, self._url, str(self.diary), str(places)])
        self._processes.append(process)
        await until(lambda: (str(process.pid), "ready") in self.lines())
        return process

    def lines(self, word: str | None = None) -> list[tuple[str, str]]:
        """Who wrote what, as (process, words); with *word*, who did that to which key."""
        found = [tuple(line.split(" ", 1)) for line in self.diary.read_text().splitlines()]
        if word is None:
            return [(who, what) for who, what in found]
        return [(who, what.removeprefix(f"{word} ")) for who, what in found if what.startswith(f"{word} ")]

    def release(self) -> None:
        """Let the works end whose keys begin with “held”."""
        (self._folder / "released").touch()

    def end(self) -> None:
        """End what still runs."""
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "LOOK", 0.05)


@pytest.fixture
def workers(database: str, tmp_path: Path) -> Iterator[Workers]:
    """Worker processes on the test's database, ended with it."""
    crew = Workers(database, tmp_path)
    yield crew
    crew.end()


@pytest.fixture
async def queue(database: str) -> AsyncIterator[Queue]:
    """The queue of the test's database, open."""
    async with Queue(database) as opened:
        yield opened


async def until(happened: Callable[[], bool]) -> None:
    """Wait until it has; the test's own time-out ends what never happens."""
    while not happened():
        await asyncio.sleep(0.05)


async def until_depth(queue: Queue, waiting: int, under_way: int) -> None:
    """Wait until so many works wait and so many are under way."""
    while await queue.depth() != (waiting, under_way):
        await asyncio.sleep(0.05)


@asynccontextmanager
async def serving(
    queue: Queue, perform: handing.Perform, *, concurrency: int = 4, grace: float = 0.0
) -> AsyncIterator[asyncio.Event]:
    """A worker in this process, for as long as the block lasts; its stop is given."""
    stop = asyncio.Event()
    served = asyncio.create_task(queue.serve(perform, concurrency=concurrency, stop=stop, grace=grace))
    try:
        yield stop
    finally:
        stop.set()
        await served


def ask(database: str, statement: str) -> list[tuple[object, ...]]:
    """What *database* answers to a statement."""
    with psycopg.connect(database, autocommit=True) as connection:
        done = connection.execute(statement.encode())
        return done.fetchall() if done.description else []


async def test_a_key_is_queued_once(queue: Queue) -> None:
    """A key given twice, one that waits and one that is worked on are not queued again; new ones beside them are."""
    begun, go = asyncio.Event(), asyncio.Event()

    async def perform(key: str, run: int) -> None:
        begun.set()
        await go.wait()

    assert await queue.defer(["a", "b", "a"], 1) == 2
    async with serving(queue, perform, concurrency=1):
        await begun.wait()
        assert await queue.depth() == (1, 1)
        assert await queue.defer(["a", "b", "c"], 2) == 1
        assert await queue.depth() == (2, 1)
        go.set()
        await until_depth(queue, 0, 0)
    assert await queue.defer(["a"], 3) == 1


async def test_a_large_batch(queue: Queue, database: str) -> None:
    """Thousands of keys go in in their order and are counted whole, and each is given out as fast as one of a few."""
    keys = [f"k{number}" for number in range(15_000)]
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        seen.append(key)
        if len(seen) == 200:
            stop.set()

    # What PostgreSQL knows of a table lags behind what was just put in; here for good.
    ask(database, "ALTER TABLE procrastinate_jobs SET (autovacuum_enabled = off)")
    assert await queue.defer(keys, 1) == 15_000
    assert await queue.depth() == (15_000, 0)
    stop = asyncio.Event()
    await queue.serve(perform, concurrency=1, stop=stop, grace=5)
    assert seen == keys[:200]
    assert await queue.depth() == (14_800, 0)


async def test_once_ends_when_nothing_is_due(queue: Queue, database: str) -> None:
    """With ``once`` all that is due is done and nothing is left behind in the table."""
    seen: list[tuple[str, int]] = []

    async def perform(key: str, run: int) -> None:
        await asyncio.sleep(0.01)
        seen.append((key, run))

    await queue.defer(["a", "b", "c"], 7)
    await queue.serve(perform, concurrency=2, stop=asyncio.Event(), grace=0, once=True)
    assert sorted(seen) == [("a", 7), ("b", 7), ("c", 7)]
    assert ask(database, "SELECT count(*) FROM procrastinate_jobs") == [(0,)]
    assert ask(database, "SELECT count(*) FROM procrastinate_workers") == [(0,)]


async def test_one_key_is_never_done_twice_at_once(queue: Queue, database: str) -> None:
    """However often and by however many a key is deferred while it is worked on, nobody works on it beside another."""
    at_once: Counter[str] = Counter()
    most: list[int] = []
    keys = ["a", "b", "c"]

    async def perform(key: str, run: int) -> None:
        at_once[key] += 1
        most.append(at_once[key])
        await asyncio.sleep(0.01)
        at_once[key] -= 1

    async with Queue(database) as other, serving(queue, perform), serving(other, perform):
        for _ in range(15):
            await asyncio.gather(*(one.defer(keys, 1) for one in (queue, other, queue, other)))
        await until_depth(queue, 0, 0)
    assert set(most) == {1}


async def test_two_workers_share_the_work(queue: Queue, workers: Workers) -> None:
    """Two processes take from one queue, and each key is performed once."""
    first, second = await workers.start(2), await workers.start(2)
    keys = [f"k{number}" for number in range(80)]
    await queue.defer(keys, 1)
    await until_depth(queue, 0, 0)
    assert sorted(key for _, key in workers.lines("began")) == sorted(keys)
    assert {who for who, _ in workers.lines("ended")} == {str(first.pid), str(second.pid)}


async def test_a_killed_workers_work_is_taken_up(queue: Queue, workers: Workers) -> None:
    """What a killed worker had under way is freed by another, though all its places are taken, and then done by it."""
    killed = await workers.start(1)
    await queue.defer(["held by the killed"], 1)
    await until(lambda: (str(killed.pid), "began held by the killed") in workers.lines())
    other = await workers.start(1)
    await queue.defer(["held by the other"], 1)
    await until(lambda: (str(other.pid), "began held by the other") in workers.lines())
    killed.kill()
    await until_depth(queue, 1, 1)
    workers.release()
    await until_depth(queue, 0, 0)
    assert (str(other.pid), "ended held by the killed") in workers.lines()
    assert workers.lines("began").count((str(other.pid), "held by the other")) == 1


async def test_sigterm_hands_back(queue: Queue, workers: Workers) -> None:
    """A worker told to stop hands back what it does not end in its grace, at once free for another."""
    told = await workers.start(1)
    await queue.defer(["held"], 1)
    await until(lambda: bool(workers.lines("began")))
    told.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(told.wait) == 0
    assert await queue.depth() == (1, 0)
    workers.release()
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        seen.append(key)

    await queue.serve(perform, concurrency=1, stop=asyncio.Event(), grace=0, once=True)
    assert seen == ["held"]


async def test_what_ends_in_its_grace_is_done(queue: Queue) -> None:
    """After the stop a work under way goes on to its end, and the next one is not begun."""
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        stop.set()
        await asyncio.sleep(0.3)
        seen.append(key)

    await queue.defer(["a", "b"], 1)
    stop = asyncio.Event()
    await queue.serve(perform, concurrency=1, stop=stop, grace=60)
    assert seen == ["a"]
    assert await queue.depth() == (1, 0)


async def test_a_stop_is_no_fault(queue: Queue, caplog: pytest.LogCaptureFixture) -> None:
    """A work that answers its calling off with an error of its own is handed back as it was, however often."""
    begun = asyncio.Event()

    async def perform(key: str, run: int) -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise ValueError("cannot end in the middle") from None

    await queue.defer(["a"], 1)
    for _ in range(handing.MOST_FAULTS + 2):
        begun.clear()
        async with serving(queue, perform):
            await begun.wait()
        assert await queue.depth() == (1, 0)
    assert not caplog.records


async def test_a_cancelled_worker_hands_back(queue: Queue) -> None:
    """Cancelling the coroutine that serves hands back what is under way."""
    begun = asyncio.Event()

    async def perform(key: str, run: int) -> None:
        begun.set()
        await asyncio.sleep(60)

    await queue.defer(["a"], 1)
    served = asyncio.create_task(queue.serve(perform, concurrency=1, stop=asyncio.Event(), grace=60))
    await begun.wait()
    served.cancel()
    with pytest.raises(asyncio.CancelledError):
        await served
    assert await queue.depth() == (1, 0)


@pytest.mark.parametrize("busy", ["its loop is blocked", "it is in its grace"])
async def test_a_busy_worker_is_not_dead(database: str, busy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """For longer than the dead are waited for a loop may be busy, or a stopped worker end its works: nobody robs it."""
    monkeypatch.setattr(lifeline, "HEARTBEAT", 0.2)
    monkeypatch.setattr(lifeline, "STALE", 1.5)
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        seen.append(key)
        if busy == "its loop is blocked":
            time.sleep(4)
        else:
            stop.set()
            await asyncio.sleep(4)

    async with Queue(database) as queue, Queue(database) as other:
        await queue.defer(["a"], 1)
        async with serving(queue, perform, grace=60) as stop:
            await until(lambda: bool(seen))
            async with serving(other, perform):
                await until_depth(queue, 0, 0)
    assert seen == ["a"]


async def test_a_work_handed_back_comes_again(queue: Queue) -> None:
    """:class:`HandBack` gives a work back with a delay, as often as it is raised: it is no fault."""
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        seen.append(key)
        if len(seen) <= handing.MOST_FAULTS + 2:
            raise HandBack(0 if len(seen) % 2 else 0.05)

    await queue.defer(["a"], 1)
    async with serving(queue, perform):
        await until_depth(queue, 0, 0)
    assert seen == ["a"] * (handing.MOST_FAULTS + 3)


async def test_a_delay_is_waited_for(queue: Queue) -> None:
    """A work handed back for an hour is not taken before, and others are not held up by it."""
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        seen.append(key)
        if key == "a":
            raise HandBack(3600)

    await queue.defer(["a", "b"], 1)
    await queue.serve(perform, concurrency=1, stop=asyncio.Event(), grace=0, once=True)
    assert seen == ["a", "b"]
    assert await queue.depth() == (1, 0)


async def test_a_fault_is_tried_again_and_then_left(
    queue: Queue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error nobody expects hands a work back five times, then leaves it; its text, maybe a prompt's, is not told."""
    monkeypatch.setattr(handing, "FIRST_DELAY", 0.01)
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        seen.append(key)
        if key == "bad":
            raise ValueError("the article's own words")

    await queue.defer(["bad", "good"], 1)
    async with serving(queue, perform):
        await until_depth(queue, 0, 0)
    assert Counter(seen) == {"bad": handing.MOST_FAULTS + 1, "good": 1}
    told = [record for record in caplog.records if record.name.startswith("briefing.")]
    assert [record.levelno for record in told] == [logging.WARNING] * handing.MOST_FAULTS + [logging.ERROR]
    assert all("bad: ValueError" in record.getMessage() for record in told)
    assert not any("own words" in record.getMessage() for record in told)
    assert await queue.defer(["bad"], 2) == 1


async def test_withdrawing_takes_what_waits(queue: Queue) -> None:
    """A run's waiting works are taken out, and another run's, and what is under way, are not."""
    begun, go = asyncio.Event(), asyncio.Event()

    async def perform(key: str, run: int) -> None:
        begun.set()
        await go.wait()

    await queue.defer(["a", "b", "c"], 1)
    await queue.defer(["d"], 11)
    async with serving(queue, perform, concurrency=1):
        await begun.wait()
        assert await queue.withdraw(1) == 2
        assert await queue.withdraw(1) == 0
        assert await queue.depth() == (1, 1)
        go.set()
        await until_depth(queue, 0, 0)


async def test_many_open_an_empty_database_at_once(database: str) -> None:
    """Who comes first makes the tables, and the others find them."""
    async with AsyncExitStack() as stack:
        opened = await asyncio.gather(*(stack.enter_async_context(Queue(database)) for _ in range(6)))
        assert await opened[0].defer(["a"], 1) == 1
        assert await opened[5].depth() == (1, 0)


async def test_tables_of_another_version(database: str) -> None:
    """Tables that lack what this version calls are not touched: it is said whose they are."""
    async with Queue(database):
        pass
    ask(database, "DROP FUNCTION procrastinate_fetch_job_v2")
    with pytest.raises(StoreError, match="another version of Procrastinate"):
        async with Queue(database):
            pass


async def test_a_search_path_keeps_queues_apart(database: str) -> None:
    """The queue stands where the URL's ``search_path`` says, as the store does: two in one database share nothing."""
    ask(database, "CREATE SCHEMA one")
    async with Queue(f"{database}&options=-csearch_path%3Done") as one, Queue(database) as other:
        await one.defer(["a"], 1)
        assert await one.depth() == (1, 0)
        assert await other.depth() == (0, 0)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgres"])
async def test_the_schemes_of_a_store(database: str, scheme: str) -> None:
    """A queue is opened by the URL of its store, however that is written."""
    async with Queue(database.replace("postgresql", scheme, 1)) as queue:
        assert await queue.depth() == (0, 0)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://analyst:hush-hush@127.0.0.1:1/db",
        "postgresql://analyst@127.0.0.1:1/db?password=hush-hush",
        "postgresql://analyst:some@hush-hush@127.0.0.1:1/db",
        "postgresql://analyst:hush-hush@127.0.0.1:99999/db",
        "postgresql://analyst:hush-hush@127.0.0.1:1/db?sslmode=nonsense",
        "postgresql://analyst:hush-hush@127.0.0.1:1/db?nonsense=hush-hush",
    ],
)
async def test_the_password_is_in_no_message(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """A database that cannot be reached is one clear line, without the password, wherever it stands in the URL."""
    with pytest.raises((StoreError, UsageError)) as caught:
        async with Queue(url):
            pass
    assert "\n" not in str(caught.value)
    assert "hush" not in str(caught.value) + caplog.text


async def test_a_wrong_password_is_not_told(database: str, postgres: Postgres) -> None:
    """What the server says of a refused log-in is told without the password."""
    name = urlsplit(database).path.strip("/")
    with pytest.raises(StoreError, match=r"cannot be used: .*nobody") as caught:
        async with Queue(postgres.url(name).replace("postgres@", "nobody:hush-hush@")):
            pass
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("url", ["sqlite:///runs.db", "runs.db", "mysql://host/db", "nonsense://"])
def test_a_queue_needs_postgresql(url: str) -> None:
    """A store that is no PostgreSQL has no queue."""
    with pytest.raises(UsageError):
        Queue(url)


@pytest.mark.parametrize("library", ["procrastinate", "psycopg"])
def test_without_the_extra(library: str) -> None:
    """Where the extra is not installed, importing the queue says what to install."""
    program = f"import sys; sys.modules[{library!r}] = None\nfrom briefing.errors import UsageError\n" + (
        "try:\n    import briefing.queue\nexcept UsageError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "pip install 'grounded-briefing[postgres]'" in done.stdout


async def test_a_worker_outlives_the_server(
    queue: Queue, database: str, postgres: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    """The server goes and comes back: a work under way ends once and is settled, and new ones are taken."""
    seen: list[str] = []
    go = asyncio.Event()

    async def perform(key: str, run: int) -> None:
        seen.append(key)
        if key == "before":
            await go.wait()

    await queue.defer(["before"], 1)
    async with serving(queue, perform):
        await until(lambda: bool(seen))
        await asyncio.to_thread(postgres.stop)
        go.set()
        await until(lambda: "does not answer" in caplog.text)
        await asyncio.to_thread(postgres.start)
        await until(lambda: "is back" in caplog.text)
        await queue.defer(["after"], 1)
        await until_depth(queue, 0, 0)
    assert seen == ["before", "after"]


async def test_after_an_outage_the_living_are_given_time(
    queue: Queue, database: str, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database was away nobody could be heard: who was not is taken for dead only some time later."""
    monkeypatch.setattr(lifeline, "HEARTBEAT", 0.2)
    monkeypatch.setattr(lifeline, "STALE", 3.0)
    seen: list[tuple[str, float]] = []

    async def perform(key: str, run: int) -> None:
        seen.append((key, time.monotonic()))

    await queue.defer(["a"], 1)
    ask(
        database,
        "WITH another AS (INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM another)",
    )
    async with serving(queue, perform):
        await asyncio.to_thread(postgres.stop)
        await asyncio.sleep(lifeline.STALE)
        back = time.monotonic()
        await asyncio.to_thread(postgres.start)
        await until_depth(queue, 0, 0)
    ((key, taken),) = seen
    assert key == "a"
    # Somewhat less than the time it is given: the pause may have begun before the server was back for us.
    assert taken - back >= lifeline.STALE - lifeline.HEARTBEAT


async def test_a_stop_while_the_server_is_away(
    queue: Queue, postgres: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    """A worker that waits for its database ends when it is told to."""

    async def perform(key: str, run: int) -> None:
        raise AssertionError

    async with serving(queue, perform):
        await asyncio.to_thread(postgres.stop)
        try:
            await until(lambda: "does not answer" in caplog.text)
        finally:
            await asyncio.to_thread(postgres.start)


async def test_a_job_lost_on_the_way_is_found(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that breaks after the database gave a job away, and before we heard of it, loses no work."""
    fetch, broken = JobManager.fetch_job, []

    async def break_once(self: JobManager, queues: list[str], worker_id: int) -> Job | None:
        job = await fetch(self, queues, worker_id)
        if job is not None and not broken:
            broken.append(job.id)
            raise ConnectorException from psycopg.OperationalError("the connection broke")
        return job

    monkeypatch.setattr(JobManager, "fetch_job", break_once)
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        seen.append(key)

    await queue.defer(["a", "b"], 1)
    async with serving(queue, perform):
        await until_depth(queue, 0, 0)
    assert broken
    assert sorted(seen) == ["a", "b"]


async def test_a_worker_struck_off_signs_on_again(queue: Queue, database: str) -> None:
    """A worker that slept until the database forgot it goes on under a new name."""
    seen: list[str] = []

    async def perform(key: str, run: int) -> None:
        seen.append(key)

    async with serving(queue, perform):
        await queue.defer(["a"], 1)
        await until(lambda: bool(seen))
        ask(database, "DELETE FROM procrastinate_workers")
        await queue.defer(["b"], 1)
        await until_depth(queue, 0, 0)
    assert seen == ["a", "b"]


async def test_a_database_that_refuses_ends_the_worker(queue: Queue, database: str) -> None:
    """What does not come right by waiting ends the worker with one clear line."""

    async def perform(key: str, run: int) -> None:
        raise AssertionError

    ask(database, "DROP FUNCTION procrastinate_fetch_job_v2")
    with pytest.raises(StoreError, match="procrastinate_fetch_job_v2"):
        await queue.serve(perform, concurrency=1, stop=asyncio.Event(), grace=0)
