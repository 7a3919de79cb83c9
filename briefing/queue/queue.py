"""The queue as the rest of the house sees it: put works in, take them out, have them done."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager
from procrastinate.worker import Worker

from briefing.errors import StoreError
from briefing.folding import one_line
from briefing.queue.handing import Perform, Return, UnderWay
from briefing.queue.lifeline import Lifeline
from briefing.queue.patience import PatientManager
from briefing.queue.tables import NAME, arguments_of, job_of, number_of, prepare

FORGOTTEN = 3600.0
"""Seconds after which a dead worker's name is struck off; its works were taken up long before."""

LOOK = 1.0
"""Seconds between two looks into an empty queue.

No LISTEN beside it: a listener that loses its connection ends Procrastinate's worker.
"""

_NEVER = 86400.0
_CHUNK = 1000


class Queue:
    """The queue of works in one PostgreSQL database, for as long as the ``async with`` lasts.

    Its tables, Procrastinate's, stand in the schema that the URL's ``search_path`` names first, as the store's do.

    Raises:
        UsageError: *url* is no PostgreSQL database.
        StoreError: on entering, or in any method: the database cannot be used; the text never holds the password.
    """

    def __init__(self, url: str) -> None:
        self._arguments = arguments_of(url)
        self._subject = f"postgresql://{self._arguments.get('host', '')}/{self._arguments.get('dbname', '')}"
        self._connector = PsycopgConnector(
            kwargs=self._arguments, configure=_unsorted, min_size=1, max_size=4, timeout=5, reconnect_timeout=30
        )
        self._jobs = JobManager(self._connector)

    async def __aenter__(self) -> Self:
        with self._told():
            async with await psycopg.AsyncConnection.connect(**self._arguments) as connection:
                await prepare(connection, self._subject)
            await self._connector.open_async()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ConnectorException):
            await self._connector.close_async()

    async def defer(self, keys: Sequence[str], run: int) -> int:
        """Put *keys* into the queue, in their order, for *run*; how many of them were neither waiting nor under way.

        A key that another run has put there stays that run's.
        """
        wanted, new = list(dict.fromkeys(keys)), 0
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            with self._told():
                # One at a time: then no key can come in twice, and no batch fails because one of its keys is there.
                async with self._connector.pool.connection() as connection:
                    await connection.execute("SELECT pg_advisory_xact_lock(%s)", [number_of("defer")])
                    found = await connection.execute(
                        "SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY(%s)"
                        " UNION ALL SELECT lock FROM procrastinate_jobs WHERE status = 'doing' AND lock = ANY(%s)",
                        [chunk, chunk],
                    )
                    taken = {key for (key,) in await found.fetchall()}
                    jobs = [job_of(key, run) for key in chunk if key not in taken]
                    if jobs:
                        await self._jobs.batch_defer_jobs_async(jobs, connection=connection)
            new += len(jobs)
        return new

    async def depth(self) -> tuple[int, int]:
        """How many works wait, and how many are under way."""
        with self._told():
            row = await self._connector.execute_query_one_async(
                "SELECT count(*) FILTER (WHERE status = 'todo') AS waiting, count(*) FILTER (WHERE status = 'doing')"
                " AS under_way FROM procrastinate_jobs WHERE queue_name = %(queue)s AND status IN ('todo', 'doing')",
                queue=NAME,
            )
        return row["waiting"], row["under_way"]

    async def withdraw(self, run: int) -> int:
        """Take the works of *run* that wait out of the queue; how many they were."""
        with self._told():
            row = await self._connector.execute_query_one_async(
                "SELECT count(procrastinate_cancel_job_v1(id, false, true)) AS gone FROM procrastinate_jobs"
                " WHERE queue_name = %(queue)s AND status = 'todo' AND args->>'run' = %(run)s",
                queue=NAME,
                run=str(run),
            )
        return int(row["gone"])

    async def serve(
        self, perform: Perform, *, concurrency: int, stop: asyncio.Event, grace: float, once: bool = False
    ) -> None:
        """Have *perform* do works, *concurrency* of them at a time, until *stop* is set.

        With *once*, until nothing is due any more. After *stop* nothing new is taken; what is under way has *grace*
        seconds and is then cancelled and handed back, at once free for others. So is all of it when this coroutine is
        cancelled, without grace. *perform* may raise :class:`HandBack`; any other exception is a fault of ours: the
        work is handed back :data:`MOST_FAULTS` times, later each time and behind those without faults, then left
        failed. A database that goes away is waited for.

        Raises:
            StoreError: the database answers, and refuses what the queue asks of it.
        """
        while not stop.is_set():
            try:
                await self._serve(perform, concurrency, stop, grace, once)
            except ConnectorException as error:
                # A worker that slept for longer than FORGOTTEN is unknown to the database, and signs on again.
                if not isinstance(error.__cause__, (psycopg.OperationalError, psycopg.errors.ForeignKeyViolation)):
                    raise self._unusable(error) from error
            else:
                return

    async def _serve(self, perform: Perform, concurrency: int, stop: asyncio.Event, grace: float, once: bool) -> None:
        app = App(connector=self._connector)
        app.job_manager = PatientManager(self._connector, stop)
        under_way = UnderWay(perform, stop)
        app.task(name=NAME, queue=NAME, retry=Return())(under_way.do)
        worker = Worker(
            app,
            queues=[NAME],
            concurrency=concurrency,
            wait=not once,
            fetch_job_polling_interval=LOOK,
            abort_job_polling_interval=_NEVER,
            listen_notify=False,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=_NEVER,  # the lifeline's
            stalled_worker_timeout=FORGOTTEN,
        )
        lifeline = Lifeline(self._arguments, worker)
        lifeline.start()
        running = asyncio.create_task(worker.run())  # type: ignore[no-untyped-call]
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
            worker.stop()  # type: ignore[no-untyped-call]
            await asyncio.wait({running}, timeout=grace)
        finally:
            stopped.cancel()
            worker.stop()  # type: ignore[no-untyped-call]
            under_way.end()
            try:
                await running
            finally:
                await asyncio.to_thread(lifeline.end)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (psycopg.Error, ConnectorException) as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> StoreError:
        return StoreError(f"the queue cannot be used: {self._reason(error)}", self._subject)

    def _reason(self, error: Exception) -> str:
        while isinstance(error.__cause__, psycopg.Error):
            error = error.__cause__
        said = one_line(str(error)) or type(error).__name__
        if secret := str(self._arguments.get("password", "")):
            said = said.replace(secret, "***")
        return said[:300]


async def _unsorted(connection: psycopg.AsyncConnection[Any]) -> None:
    # Before the first ANALYZE after a large batch, PostgreSQL would sort all that waits for each job it gives out,
    # 18 s with 30,000 waiting; without a sort it goes along the index, 1.5 ms.
    await connection.execute("SET enable_sort = off")
    await connection.commit()
