"""What a worker has under way, and when it hands a work back instead of ending it."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from briefing.display import line_for_terminal

log = logging.getLogger(__name__)

MOST_FAULTS = 5
"""How often a work that ended in a fault of ours is handed back."""

FIRST_DELAY = 5.0
"""Seconds before a work that ended in a fault is tried again; doubled each time."""

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""For a job to be taken at once: the present would be our clock's, which may be ahead of the database's."""

Perform = Callable[[str, int], Awaitable[None]]
"""What does the work of a key, for a run."""


class HandBack(Exception):
    """Raised by what performs a work: not now; to be taken again, by any worker, after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class UnderWay:
    """The works that this worker has under way, and what happens to them when it stops."""

    def __init__(self, perform: Perform, stop: asyncio.Event) -> None:
        self._perform = perform
        self._stop = stop
        self._tasks: set[asyncio.Task[Any]] = set()
        self._ended = False

    async def do(self, key: str, run: int) -> None:
        """Perform a work; whatever comes of one that was called off, it is handed back."""
        if self._stop.is_set():  # it was fetched in the moment of the stop
            raise HandBack(0)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._perform(key, run)
        except BaseException:
            if self._ended:
                raise HandBack(0) from None
            raise
        finally:
            self._tasks.discard(task)

    def end(self) -> None:
        """Call off what is still under way."""
        self._ended = True
        for task in self._tasks:
            task.cancel()


class Return(BaseRetryStrategy):
    """Whether and when a work that did not come to its end is handed back.

    A job's priority is the number of its faults, below zero: nothing else lasts from one try to the next, the attempts
    count each handing back, and what makes trouble should come last anyway.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When the work is due again, and behind which others; None leaves it failed."""
        if isinstance(exception, HandBack):
            return RetryDecision(retry_at=_after(exception.seconds) if exception.seconds > 0 else AT_ONCE)
        faults = -job.priority
        # Not its text: it may hold a prompt, an answer, or a key.
        place = traceback.extract_tb(exception.__traceback__)[-1:]
        where = "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in place)
        said = f"{job.queueing_lock}: {type(exception).__name__}{where} is a fault of this program"
        if faults >= MOST_FAULTS:
            log.error("%s", line_for_terminal(f"{said}; given up after {faults + 1} tries"))
            return None
        log.warning("%s", line_for_terminal(f"{said}; it will be tried again"))
        return RetryDecision(retry_at=_after(FIRST_DELAY * 2**faults), priority=job.priority - 1)


def _after(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)
