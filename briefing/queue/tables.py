"""The database of the queue: how it is reached, whose tables it holds, and what may happen there once at a time."""

from __future__ import annotations

import re
import zlib
from typing import Any

import psycopg
from procrastinate.jobs import Job
from procrastinate.schema import SchemaManager
from procrastinate.sql import queries

from briefing.errors import StoreError, UsageError
from briefing.store.connecting import read_url

NAME = "briefing"
"""The queue's, and its task's: another program may keep its own beside it, in the same tables."""

_CAREFUL = {"connect_timeout": 10, "keepalives_idle": 10, "tcp_user_timeout": 15000, "application_name": NAME}
"""libpq's settings against a network that swallows packets, unless the URL says otherwise."""


def arguments_of(url: str) -> dict[str, Any]:
    """What psycopg connects with, from a SQLAlchemy URL.

    Raises:
        UsageError: it is none of PostgreSQL.
    """
    address = read_url(url)
    if address.get_backend_name() != "postgresql":
        raise UsageError("a queue needs a PostgreSQL store: postgresql://…", "--store")
    arguments: dict[str, Any] = {**_CAREFUL, **address.get_dialect()().create_connect_args(address)[1]}
    if "@" in str(arguments.get("host", "")):  # the rest of a password, which every message would show
        raise UsageError("names a host with @ in it: write an @ of the password as %40", "--store")
    return arguments


async def prepare(connection: psycopg.AsyncConnection[Any], subject: str) -> None:
    """Make Procrastinate's tables where there are none, one process at a time, and see that they are of its version."""
    await connection.execute("SELECT pg_advisory_xact_lock(%s)", [number_of("tables")])
    found = await connection.execute("SELECT to_regclass('procrastinate_jobs')")
    if await found.fetchone() == (None,):
        await connection.execute(SchemaManager.get_schema())
    called = {name for query in queries.values() for name in re.findall(r"procrastinate_\w+_v\d+(?=\()", query)}
    found = await connection.execute(
        "SELECT name FROM unnest(%s::text[]) AS name WHERE NOT EXISTS"
        " (SELECT FROM pg_proc WHERE proname = name AND pg_function_is_visible(oid))",
        [sorted(called)],
    )
    if await found.fetchall():
        raise StoreError(
            "holds a queue of another version of Procrastinate: apply its migrations, or name another database", subject
        )


def job_of(key: str, run: int) -> Job:
    """The job of a work: one of its key waits at a time, and one is under way."""
    return Job(queue=NAME, task_name=NAME, lock=key, queueing_lock=key, task_kwargs={"key": key, "run": run})


def number_of(purpose: str) -> int:
    """The number of PostgreSQL's advisory lock for *purpose*."""
    return zlib.crc32(f"briefing queue: {purpose}".encode())
