"""Signs of life: each worker gives them, and takes up the works of those that no longer do."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from typing import Any

import psycopg
from procrastinate.jobs import Job
from procrastinate.sql import queries
from procrastinate.worker import Worker
from psycopg.rows import DictRow, dict_row

from briefing.display import line_for_terminal
from briefing.queue.handing import AT_ONCE
from briefing.queue.tables import NAME, number_of

log = logging.getLogger(__name__)

HEARTBEAT = 2.0
"""Seconds between two signs of life."""

STALE = 6.0
"""Seconds without a sign of life after which a worker counts as dead."""


class Lifeline(threading.Thread):
    """Says that a worker lives, and takes up the works of those that do not say so.

    In a thread, with a connection of its own: a worker whose loop is busy with a long report is not dead. No periodic
    job of Procrastinate's: that one waits for a free place, and works may have taken them all.
    """

    def __init__(self, arguments: dict[str, Any], worker: Worker) -> None:
        super().__init__(name=f"{NAME} lifeline", daemon=True)
        self._arguments = arguments
        self._worker = worker
        self._ended = threading.Event()

    def run(self) -> None:
        """What the thread does until :meth:`end`."""
        connection: psycopg.Connection[DictRow] | None = None
        last = since = time.time()
        while not self._ended.wait(HEARTBEAT):
            now = time.time()
            try:
                if connection is None:
                    connection = psycopg.connect(**self._arguments, autocommit=True, row_factory=dict_row)
                connection.execute(queries["update_heartbeat"], {"worker_id": self._worker.worker_id})
                # After the database was away, or this machine asleep, the living too have long not been heard.
                if now - last > STALE:
                    since = now
                elif now - since > STALE + HEARTBEAT:
                    _rescue(connection)
            except psycopg.Error:
                since = now
                if connection is not None:
                    connection.close()
                    connection = None
            last = now
        if connection is not None:
            connection.close()

    def end(self) -> None:
        """Say nothing more."""
        self._ended.set()
        self.join(HEARTBEAT)


def _rescue(connection: psycopg.Connection[DictRow]) -> None:
    """Free the works of dead workers; one rescuer at a time, or a second would free what was taken up anew."""
    with connection.transaction():
        got = connection.execute("SELECT pg_try_advisory_xact_lock(%s) AS got", [number_of("rescue")]).fetchone()
        if got is None or not got["got"]:
            return
        stalled = connection.execute(
            queries["select_stalled_jobs_by_heartbeat"],
            {"queue": NAME, "task_name": None, "seconds_since_heartbeat": STALE},
        ).fetchall()
        for row in stalled:
            job = Job.from_row(row)
            log.warning("%s", line_for_terminal(f"{job.queueing_lock}: its worker is gone; it is free again"))
            with suppress(psycopg.errors.RaiseException), connection.transaction():  # it ended in this moment after all
                connection.execute(
                    queries["retry_job"],
                    {
                        "job_id": job.id,
                        "retry_at": AT_ONCE,
                        "new_priority": job.priority - 1,  # what kills its workers comes after the rest
                        "new_queue_name": None,
                        "new_lock": None,
                    },
                )
