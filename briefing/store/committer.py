"""One thread that speaks to the database: what is asked for at the same time is committed together.

A commit waits for the disk, and a hundred briefs at once would wait for a hundred of them; here, whatever came in
while the last commit was under way goes into the next. None of it holds up the event loop.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import sqlalchemy as sa

from briefing.store.connecting import told

Result = TypeVar("Result")
Change = Callable[[sa.Connection], Result]
"""Reads and writes on a connection, inside a transaction. It may be run twice, so it changes nothing else."""

_MOST_TOGETHER = 256
_Job = tuple[Change[Any], "Future[Any]"]


class Committer:
    """Runs changes on *engine* in the order in which they come; *subject* is the store, for messages."""

    def __init__(self, engine: sa.Engine, subject: str) -> None:
        self._engine = engine
        self._subject = subject
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    def submit(self, change: Change[Result]) -> Future[Result]:
        """Have *change* run; its result comes when it is on the disk."""
        done: Future[Result] = Future()
        self._jobs.put((change, done))
        return done

    async def run(self, change: Change[Result]) -> Result:
        """The result of *change*, once it is on the disk. To be cancelled here does not undo it.

        Raises:
            StoreError: the database cannot be used; nothing of *change* is kept then.
        """
        return await asyncio.shield(asyncio.wrap_future(self.submit(change)))

    def close(self) -> None:
        """Finish what was asked for, and end the thread."""
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        ending = False
        while not ending:
            jobs = [self._jobs.get()]
            while len(jobs) < _MOST_TOGETHER and not self._jobs.empty():
                jobs.append(self._jobs.get())
            ending = None in jobs
            together = [job for job in jobs if job is not None]
            if together and not self._commit(together) and len(together) > 1:
                for job in together:  # one of them spoilt it for the rest
                    self._commit([job], last=True)

    def _commit(self, jobs: list[_Job], last: bool = False) -> bool:
        try:
            with told(self._subject), self._engine.begin() as connection:
                results = [change(connection) for change, _ in jobs]
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to whoever asked
            if last or len(jobs) == 1:
                jobs[0][1].set_exception(error)
            return False
        for (_, done), result in zip(jobs, results, strict=True):
            done.set_result(result)
        return True
