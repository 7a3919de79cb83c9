"""What the store tells of runs and items, for tables and for ``briefing status``; it writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from briefing.store.connecting import public, told
from briefing.store.tables import briefs, feed_entries, feeds, firings, items, runs, schedules
from briefing.store.timetable import NAMED

_AT_A_TIME = 500


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection to read from, which holds up no writer."""
    with told(public(engine.url)), engine.connect().execution_options(reading=True) as connection:
        yield connection


def items_of(engine: sa.Engine, run: int) -> Iterator[dict[str, Any]]:
    """The items of *run* by id, one at a time: ``id``, ``work``, ``state``, ``title``, ``withheld``, ``error``."""
    rows = (
        sa.select(
            items.c.label.label("id"), items.c.work, items.c.state, briefs.c.title, briefs.c.withheld, items.c.error
        )
        .select_from(items.outerjoin(briefs, briefs.c.work == items.c.work))
        .where(items.c.run == run)
        .order_by(items.c.label, items.c.work)
    )
    with reading(engine) as connection:
        yield from (dict(row) for row in connection.execute(rows.execution_options(yield_per=_AT_A_TIME)).mappings())


def counts_of(engine: sa.Engine, run: int) -> dict[str, int]:
    """How many items of *run* are in which state."""
    with reading(engine) as connection:
        rows = connection.execute(
            sa.select(items.c.state, sa.func.count()).where(items.c.run == run).group_by(items.c.state)
        )
        return {row[0]: row[1] for row in rows}


def last_runs(engine: sa.Engine, most: int) -> list[Mapping[str, Any]]:
    """The *most* recent runs, the latest first, each with the number of its items by state as ``items``."""
    with reading(engine) as connection:
        found = [
            dict(row) for row in connection.execute(sa.select(runs).order_by(runs.c.id.desc()).limit(most)).mappings()
        ]
    return [{**row, "items": counts_of(engine, row["id"])} for row in found]


def latest_of_batches(engine: sa.Engine) -> list[Mapping[str, Any]]:
    """The latest run of each batch, by name, with the number of its items that ``failed``; a schedule's are none."""
    latest = sa.select(sa.func.max(runs.c.id)).where(~runs.c.batch.startswith(NAMED)).group_by(runs.c.batch)
    failed = (
        sa.select(sa.func.count())
        .where(items.c.run == runs.c.id, items.c.state == "failed")
        .correlate(runs)
        .scalar_subquery()
    )
    rows = sa.select(runs.c.batch, runs.c.state, runs.c.reason, failed.label("failed")).where(runs.c.id.in_(latest))
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(rows.order_by(runs.c.batch)).mappings()]


def failures_of(engine: sa.Engine, run: int, most: int) -> list[dict[str, Any]]:
    """The first *most* items of *run*, by id, that failed or are open: ``id``, ``state``, ``error``."""
    wanted = (items.c.run == run) & items.c.state.in_(("failed", "open"))
    rows = sa.select(items.c.label.label("id"), items.c.state, items.c.error).where(wanted)
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(rows.order_by(items.c.label).limit(most)).mappings()]


def scheduled(engine: sa.Engine) -> list[Mapping[str, Any]]:
    """The briefs that are scheduled, by name, each with the ``wall`` time it last ran for and its ``state``."""
    latest = (
        sa.select(firings.c.wall)
        .where(firings.c.name == schedules.c.name)
        # Not by the wall time alone: in another time zone a later one may have been earlier.
        .order_by(firings.c.began.desc(), firings.c.wall.desc())
        .limit(1)
        .correlate(schedules)
        .scalar_subquery()
    )
    last = (firings.c.name == schedules.c.name) & (firings.c.wall == latest)
    rows = (
        sa.select(schedules, firings.c.wall, firings.c.state)
        .select_from(schedules.outerjoin(firings, last))
        .where(schedules.c.active)
        .order_by(schedules.c.name)
    )
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(rows).mappings()]


def feeds_followed(engine: sa.Engine) -> list[Mapping[str, Any]]:
    """The feeds that are followed: ``brief``, ``url``, when each was last ``checked``, and how many ``entries`` of it
    have been seen to."""
    entries = (
        sa.select(sa.func.count())
        .where(feed_entries.c.brief == feeds.c.brief, feed_entries.c.url == feeds.c.url)
        .where(feed_entries.c.failed.is_distinct_from("passing"))
        .correlate(feeds)
        .scalar_subquery()
    )
    rows = sa.select(feeds.c.brief, feeds.c.url, feeds.c.checked, entries.label("entries"))
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(rows.order_by(feeds.c.brief, feeds.c.url)).mappings()]
