"""What the store knows of schedules: which local wall times were taken up, and what became of them.

A run belongs to the local wall time it was due at; its row is there once, whoever puts it down. A wall time of another
time zone is another one; where both read alike, the row is the later one's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from briefing.cron import Cron
from briefing.store.rows import put
from briefing.store.tables import firings, runs, schedules

LOOK_BACK = timedelta(hours=1)
"""How long before a brief was first seen a run may have been due, and is made up for: what starts us may be late."""

NAMED = "schedule "
"""What the names of a schedule's runs begin with; those of a batch are folders, by their absolute paths."""

TRY_AGAIN = timedelta(minutes=5)
"""How long a run that was left open rests."""


@dataclass(frozen=True, slots=True)
class Firing:
    """The brief called *name* is due, for the local wall time *wall*; *missed* runs before it fall to it too.

    One that is taken up *again* was begun in a run of *batch*, where it came to that.
    """

    name: str
    wall: str
    missed: int = 0
    again: bool = False
    batch: str | None = None


def take_up(connection: sa.Connection, entries: Iterable[tuple[str, Cron]], now: datetime) -> list[Firing]:
    """What of *entries* is to be run now; it is put down as running. Hold the schedule's lock.

    Of several wall times that have passed, the latest stands for all. What was running when its process died, was
    stopped, or was left open a while ago, is taken up again unless a later wall time has come.
    """
    taken: list[Firing] = []
    for name, cron in entries:
        since, is_new = _since(connection, name, cron, now)
        due = cron.latest(since, now)
        if due is not None:
            wall = due.wall.isoformat(timespec="minutes")
            connection.execute(
                sa.update(schedules).where(schedules.c.name == name).values(since=due.instant.timestamp())
            )
            if _put_down(connection, name, wall, due.instant, now):
                _pass_over(connection, name, wall)
                taken.append(Firing(name, wall, 0 if is_new else due.missed))
                continue
        taken += _again(connection, name, now)
    return taken


def _since(connection: sa.Connection, name: str, cron: Cron, now: datetime) -> tuple[datetime, bool]:
    """From when on the brief *name* has to be looked after, and whether it was not known before."""
    row = connection.execute(sa.select(schedules).where(schedules.c.name == name)).first()
    same = row is not None and row.active and (row.expression, row.timezone) == (cron.expression, cron.timezone)
    since = row.since if row is not None else 0.0
    if not same:  # what was due before it was scheduled as it is now is nobody's to run
        since = max(since, (now - LOOK_BACK).timestamp())
    since = min(since, now.timestamp())  # a clock that went ahead for a while must not silence it until then
    entry = {"name": name, "expression": cron.expression, "timezone": cron.timezone, "since": since, "active": True}
    put(connection, schedules, entry, replace=("expression", "timezone", "since", "active"))
    return datetime.fromtimestamp(since, UTC), not same


def _put_down(connection: sa.Connection, name: str, wall: str, instant: datetime, now: datetime) -> bool:
    """Have a row for *wall*, which is *instant*, say running; whether it was nobody's before."""
    row = {"name": name, "wall": wall, "run": None, "state": "running", "began": now.timestamp()}
    if put(connection, firings, row):
        return True
    # What was begun before this instant was due by the clocks of another time zone.
    earlier = (firings.c.name == name) & (firings.c.wall == wall) & (firings.c.began < instant.timestamp())
    done = connection.execute(sa.update(firings).where(earlier).values(run=None, state="running", began=row["began"]))
    return done.rowcount > 0


def _pass_over(connection: sa.Connection, name: str, wall: str) -> None:
    unfinished = (
        (firings.c.name == name) & (firings.c.wall != wall) & firings.c.state.in_(("running", "stopped", "open"))
    )
    connection.execute(sa.update(firings).where(unfinished).values(state="missed"))


def _again(connection: sa.Connection, name: str, now: datetime) -> list[Firing]:
    rested = (firings.c.state == "open") & (firings.c.began <= (now - TRY_AGAIN).timestamp())
    # Whoever holds the lock is the only one at work: what is running by the books has lost its process.
    rows = connection.execute(
        sa.select(firings.c.wall, runs.c.batch)
        .select_from(firings.outerjoin(runs, runs.c.id == firings.c.run))
        .where(firings.c.name == name, firings.c.state.in_(("running", "stopped")) | rested)
    ).all()
    taken = [Firing(name, row.wall, again=True, batch=row.batch) for row in rows]
    for firing in taken:
        connection.execute(sa.update(firings).where(_is(firing)).values(state="running"))
    return taken


def settle(connection: sa.Connection, firing: Firing, state: str, run: int, now: datetime) -> None:
    """*firing* is *state* in *run* now.

    It is running, done, failed, stopped, to be gone on with, or open, to be tried again after a while.
    """
    values = {"state": state, "run": run, **({"began": now.timestamp()} if state == "open" else {})}
    connection.execute(sa.update(firings).where(_is(firing)).values(**values))


def _is(firing: Firing) -> sa.ColumnElement[bool]:
    return (firings.c.name == firing.name) & (firings.c.wall == firing.wall)


def retire_others(connection: sa.Connection, manifest: str, names: Collection[str]) -> None:
    """Briefs of *manifest* that are not among *names* are scheduled no more."""
    others = schedules.c.name.startswith(f"{manifest}/", autoescape=True) & schedules.c.name.not_in(names)
    connection.execute(sa.update(schedules).where(others).values(active=False))
