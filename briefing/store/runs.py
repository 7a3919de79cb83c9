"""Runs, the answers they paid for, and what they may spend: each function takes a connection inside a transaction."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass

import sqlalchemy as sa

from briefing.ledger import Charge, Paid
from briefing.store.rows import put
from briefing.store.tables import answers, items, pauses, reservations, runs

_NOTHING = 1e-9
"""US dollars: less is what is left of sums that are nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a batch over all its interruptions; money in US dollars."""

    id: int
    batch: str
    max_cost: float | None
    resumed: bool
    spent: float = 0.0


def state_of_run(connection: sa.Connection, run: int) -> tuple[str, str | None]:
    """The state of *run*, and why it is so."""
    row = connection.execute(sa.select(runs.c.state, runs.c.reason).where(runs.c.id == run)).one()
    return row.state, row.reason


def begin(connection: sa.Connection, batch: str, max_cost: float | None, total: int | None) -> Run:
    """The run of *batch* that was not ended, taken up again, or a new one."""
    row = connection.execute(
        sa.select(runs.c.id, runs.c.state, runs.c.spent)
        .where(runs.c.batch == batch)
        .order_by(runs.c.id.desc())
        .limit(1)
    ).first()
    if row is not None and row.state != "ended":
        again = {"state": "running", "reason": None, "ended": None, "max_cost": max_cost, "total": total}
        connection.execute(sa.update(runs).where(runs.c.id == row.id).values(**again))
        # They are told again as they stand now, and that may be by another key: of another model, of a file that came.
        unsettled = items.c.state.in_(("open", "failed"))
        connection.execute(sa.delete(items).where(items.c.run == row.id, unsettled))
        return Run(row.id, batch, max_cost, resumed=True, spent=row.spent)
    nothing = {"calls": 0, "input_tokens": 0, "output_tokens": 0, "unpriced": 0}
    made = connection.execute(
        sa.insert(runs).values(
            batch=batch,
            state="running",
            began=time.time(),
            total=total,
            max_cost=max_cost,
            spent=0.0,
            set_aside=0.0,
            cut_off=0.0,
            **nothing,
        )
    )
    number: int = made.inserted_primary_key[0]  # type: ignore[index]
    return Run(number, batch, max_cost, resumed=False)


def run_wanting(connection: sa.Connection, work: str, run: int) -> Run | None:
    """The run numbered *run*, or where it is over or was stopped, another that waits for *work*."""
    waiting = sa.exists().where(items.c.run == runs.c.id, items.c.work == work, items.c.state == "waiting")
    row = connection.execute(
        sa.select(runs.c.id, runs.c.batch, runs.c.max_cost, runs.c.spent)
        .where(runs.c.state == "running", (runs.c.id == run) | waiting)
        .order_by(runs.c.id != run, runs.c.id)
        .limit(1)
    ).first()
    return None if row is None else Run(row.id, row.batch, row.max_cost, resumed=True, spent=row.spent)


def end(connection: sa.Connection, run: int, state: str, reason: str | None) -> None:
    """The run is *state* now: ended, unfinished, interrupted or stopped, for *reason*."""
    connection.execute(sa.update(runs).where(runs.c.id == run).values(state=state, reason=reason, ended=time.time()))


def cut_off_all(connection: sa.Connection) -> None:
    """Whatever is on the wire by the books was cut off: nobody else uses this store. It may be billed all the same."""
    amounts = sa.select(sa.func.sum(reservations.c.amount)).where(reservations.c.run == runs.c.id).scalar_subquery()
    connection.execute(
        sa.update(runs)
        .where(sa.exists().where(reservations.c.run == runs.c.id))
        .values(cut_off=runs.c.cut_off + amounts, set_aside=0.0)
    )
    connection.execute(sa.delete(reservations))


def reserve(connection: sa.Connection, run: int, work: str, worst: float) -> bool | None:
    """Set *worst* aside for a call, if the ceiling of *run* leaves as much; None where it may do so later, once others
    give back what they have set aside."""
    left = runs.c.max_cost.is_(None) | (runs.c.spent + runs.c.set_aside + runs.c.cut_off + worst <= runs.c.max_cost)
    done = connection.execute(sa.update(runs).where(runs.c.id == run, left).values(set_aside=runs.c.set_aside + worst))
    if not done.rowcount:
        others = connection.scalar(sa.select(sa.exists().where(reservations.c.run == run)))
        return None if others else False
    if not put(connection, reservations, {"run": run, "work": work, "amount": worst}):
        mine = _reserved(run, work)
        connection.execute(sa.update(reservations).where(mine).values(amount=reservations.c.amount + worst))
    return True


def release(connection: sa.Connection, run: int, work: str, amount: float, *, billed: bool = False) -> None:
    """Of what is set aside for *work*, *amount* is no more; it counts as spent where it may be *billed*."""
    held = connection.scalar(sa.select(reservations.c.amount).where(_reserved(run, work)))
    if held is None:
        return
    amount = held if held - amount < _NOTHING else amount
    change = sa.update(reservations).values(amount=reservations.c.amount - amount)
    connection.execute((sa.delete(reservations) if amount == held else change).where(_reserved(run, work)))
    values = {"set_aside": runs.c.set_aside - amount} | ({"cut_off": runs.c.cut_off + amount} if billed else {})
    connection.execute(sa.update(runs).where(runs.c.id == run).values(**values))


def cut_off(connection: sa.Connection, run: int, work: str) -> None:
    """Whoever had calls of *work* on the wire is gone; all that was set aside for them counts as spent."""
    release(connection, run, work, float("inf"), billed=True)


def _reserved(run: int, work: str) -> sa.ColumnElement[bool]:
    return (reservations.c.run == run) & (reservations.c.work == work)


# Answers.


def find_answers(connection: sa.Connection, request: str) -> list[Paid]:
    """The answers to *request* that were paid for, whichever work they were bought for, oldest first."""
    rows = connection.execute(
        sa.select(answers.c.body, answers.c.mode)
        .where(answers.c.request == request, answers.c.usable)
        .order_by(answers.c.id)
    )
    return [Paid(zlib.decompress(row.body), row.mode) for row in rows]


def is_kept(connection: sa.Connection, request: str, received: float) -> bool:
    """Whether the answer to *request* that came at *received* is there."""
    same = (answers.c.request == request) & (answers.c.received == received)
    return bool(connection.scalar(sa.select(sa.exists().where(same))))


def keep_answer(
    connection: sa.Connection,
    *,
    run: int,
    work: str,
    request: str,
    paid: Paid,
    charge: Charge,
    worst: float | None,
    received: float,
) -> None:
    """Put down an answer and what it cost; one whose cost is not known counts as *worst*."""
    values = {
        "request": request,
        "work": work,
        "run": run,
        "usable": True,
        "mode": paid.mode,
        "body": zlib.compress(paid.body, level=1),
        "input_tokens": charge.input_tokens,
        "output_tokens": charge.output_tokens,
        "cost": charge.cost,
        "received": received,
    }
    connection.execute(sa.insert(answers).values(**values))
    cost = worst if charge.cost is None else charge.cost
    connection.execute(
        sa.update(runs)
        .where(runs.c.id == run)
        .values(
            calls=runs.c.calls + 1,
            input_tokens=runs.c.input_tokens + (charge.input_tokens or 0),
            output_tokens=runs.c.output_tokens + (charge.output_tokens or 0),
            spent=runs.c.spent + (cost or 0.0),
            unpriced=runs.c.unpriced + int(charge.cost is None),
        )
    )
    release(connection, run, work, worst or 0.0)


# Pauses that all machines keep.


def put_pause(connection: sa.Connection, endpoint: str, until: float) -> None:
    """Nobody asks *endpoint* before *until*."""
    if not put(connection, pauses, {"endpoint": endpoint, "until": until}):
        connection.execute(
            sa.update(pauses).where(pauses.c.endpoint == endpoint, pauses.c.until < until).values(until=until)
        )


def pause_of(connection: sa.Connection, endpoint: str) -> float:
    """Until when nobody asks *endpoint*; 0 where nobody said so."""
    return connection.scalar(sa.select(pauses.c.until).where(pauses.c.endpoint == endpoint)) or 0.0
