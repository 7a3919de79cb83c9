"""What a worker asks of the database, and what it does while the database is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import chain, repeat
from typing import Any, TypeVar

import psycopg
from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from briefing.queue.handing import AT_ONCE
from briefing.queue.tables import NAME

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class PatientManager(JobManager):
    """What a worker asks of the database, asked again for as long as it is away and nobody says stop."""

    def __init__(self, connector: PsycopgConnector, stop: asyncio.Event) -> None:
        super().__init__(connector)
        self._stop = stop
        self._away = False
        self._in_doubt = False
        self._held: dict[int | None, Job] = {}

    async def prune_stalled_workers(self, seconds_since_heartbeat: float) -> list[int]:
        """As Procrastinate's; waits for the database."""
        return await self._patiently(partial(super().prune_stalled_workers, seconds_since_heartbeat))

    async def register_worker(self) -> int:
        """As Procrastinate's; waits for the database."""
        return await self._patiently(super().register_worker)

    async def unregister_worker(self, worker_id: int) -> None:
        """Sign off, where the database answers; else the others find out."""
        with suppress(ConnectorException):
            await super().unregister_worker(worker_id)

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """As Procrastinate's; waits for the database, and finds nothing once it is told to stop."""
        try:
            job = await self._patiently(partial(self._fetch, super().fetch_job, queues, worker_id))
        except ConnectorException:
            if self._stop.is_set():
                return None
            raise
        if job is not None:
            self._held[job.id] = job
        return job

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """As Procrastinate's; waits for the database."""
        await self._settle(job, partial(super().finish_job, job, status, delete_job))

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """As Procrastinate's; waits for the database."""
        await self._settle(job, partial(super().retry_job, job, retry_at, priority, queue, lock))

    async def _fetch(
        self,
        fetch: Callable[[Iterable[str] | None, int], Coroutine[Any, Any, Job | None]],
        queues: Iterable[str] | None,
        worker_id: int,
    ) -> Job | None:
        if self._in_doubt:
            # A connection that broke on the way back: a job is ours, says the database, and we never heard of it.
            for ours in await self.list_jobs_async(queue=NAME, status=Status.DOING.value, worker_id=worker_id):
                if ours.id not in self._held:
                    await super().retry_job(ours, AT_ONCE)
        self._in_doubt = True
        job = await fetch(queues, worker_id)
        self._in_doubt = False
        return job

    async def _settle(self, job: Job, settle: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await self._patiently(settle)
        except ConnectorException as error:
            # Taken for dead, and another has taken it up or ended it; or the database is away, and they will.
            log.debug("%s", type(error.__cause__).__name__)
        finally:
            # Handed back and fetched again in the same moment, it is another job under the same number.
            if self._held.get(job.id) is job:
                del self._held[job.id]

    async def _patiently(self, ask: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
        waits = chain((0.5, 1.0, 2.0, 4.0), repeat(8.0))
        while True:
            try:
                answer = await ask()
            except ConnectorException as error:
                if self._stop.is_set() or not isinstance(error.__cause__, psycopg.OperationalError):
                    raise
                if not self._away:
                    self._away = True
                    log.warning("the database of the queue does not answer: waiting for it")
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), next(waits))
            else:
                if self._away:
                    self._away = False
                    log.warning("the database of the queue is back")
                return answer
