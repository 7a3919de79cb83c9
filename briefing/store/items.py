"""The items of runs, and what workers tell of them: each function takes a connection inside a transaction."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from briefing.store.rows import put
from briefing.store.tables import answers, items

_KEY = 64
"""Digits of a work's key."""


def note_item(connection: sa.Connection, run: int, label: str, work: str, state: str, error: str | None) -> None:
    """The item that the user calls *label* is *state* in *run*.

    Several of one name and one work are one row; of those without a work, whose *work* is empty, each has its own.
    """
    if not work:
        alike = (items.c.run == run) & (items.c.label == label) & (sa.func.length(items.c.work) < _KEY)
        number: int = connection.scalar(sa.select(sa.func.count()).where(alike)) or 0
        work = str(number) if number else work
    row = {"run": run, "label": label, "work": work, "state": state, "error": error, "told": state != "waiting"}
    put(connection, items, row, replace=("state", "error", "told"))


def settle_items(connection: sa.Connection, work: str, state: str, error: str | None) -> None:
    """Every item that waits for the work *work*, in whichever run, is *state* now."""
    waiting = (items.c.work == work) & (items.c.state == "waiting")
    connection.execute(sa.update(items).where(waiting).values(state=state, error=error, told=False))


@dataclass(frozen=True, slots=True)
class News:
    """What a worker made of *work*: *state* is written, failed or open; with the answers that it bought."""

    work: str
    state: str
    error: str | None
    bought: int
    spent: float | None


def news_of(connection: sa.Connection, run: int, most: int) -> list[News]:
    """What workers made of items of *run*, where nobody was told of it."""
    settled = (
        sa.select(items.c.work, items.c.state, items.c.error)
        .where(items.c.run == run, ~items.c.told, items.c.state != "waiting")
        .limit(most)
        .subquery()
    )
    bought = (answers.c.run == run) & (answers.c.work == settled.c.work)
    rows = connection.execute(
        sa.select(settled, sa.func.count(answers.c.id), sa.func.count(answers.c.cost), sa.func.sum(answers.c.cost))
        .select_from(settled.outerjoin(answers, bought))
        .group_by(settled.c.work, settled.c.state, settled.c.error)
    )
    return [
        News(work, state, error, calls, (cost or 0.0) if priced == calls else None)
        for work, state, error, calls, priced, cost in rows
    ]


def forget_news(connection: sa.Connection, run: int) -> None:
    """Nobody asks any more what came of the items of *run* so far."""
    connection.execute(sa.update(items).where(items.c.run == run).values(told=True))
