"""What is written and read, statement by statement: each function takes a connection inside a transaction."""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from briefing.brief import Brief
from briefing.ledger import Charge, Paid
from briefing.store.tables import answers, briefs, items, pauses, prompts, reservations, runs, works
from briefing.work import Work

_SAME_WORK = {"model": works.c.model, "prompt": works.c.prompt, "wire schema": works.c.wire_schema}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a work stands: *state* is open, done or failed (then *error* says why).

    *as_of* and *prepared* were settled when it came in, so that a brief finished later keeps its days. *changed* names
    what is new about it where its sources and question had a brief before: the model, the prompt, the settings.
    """

    state: str
    as_of: str
    prepared: str
    error: str | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished brief: its hash, its title, and its JSON as it is delivered."""

    work: str
    id: str
    title: str
    withheld: int
    document: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a batch over all its interruptions; money in US dollars."""

    id: int
    batch: str
    max_cost: float | None
    resumed: bool
    spent: float = 0.0


def put(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any], *, replace: Sequence[str] = ()) -> bool:
    """Insert *row*; where its primary key is there already, write the columns of *replace* alone. Whether it was new
    or written."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**row)
    keys = [column.name for column in table.primary_key.columns]
    if replace:
        statement = statement.on_conflict_do_update(index_elements=keys, set_={name: row[name] for name in replace})
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    return connection.execute(statement).rowcount > 0


# Works and briefs.


def take_in(
    connection: sa.Connection, work: Work, as_of: str, prepared: str, texts: str | None, packed: bytes | None
) -> Standing:
    """The standing of *work*, which is put down as open where it is new.

    *as_of* and *prepared* hold for a new one. *texts* are its prompt's templates and *packed* the work itself, where
    another machine is to do it.
    """
    found = standing_of(connection, work.key)
    if found is not None:
        if packed is not None and found.state != "done":
            connection.execute(sa.update(works).where(works.c.key == work.key).values(packed=packed))
        return found
    changed = _change(connection, work)
    if texts is not None:
        put(connection, prompts, {"digest": work.prompt, "texts": texts})
    put(
        connection,
        works,
        {
            "key": work.key,
            "subject": work.subject,
            "model": work.model,
            "prompt": work.prompt,
            "wire_schema": work.schema,
            "packed": packed,
            "as_of": as_of,
            "prepared": prepared,
            "state": "open",
            "created": time.time(),
        },
    )
    settled = standing_of(connection, work.key)
    if settled is None:  # it was put down in this very transaction
        raise AssertionError("a work that was put down is gone")
    return Standing(settled.state, settled.as_of, settled.prepared, settled.error, changed)


def standing_of(connection: sa.Connection, key: str) -> Standing | None:
    """The standing of the work *key*, or None where it never came in."""
    row = connection.execute(
        sa.select(works.c.state, works.c.as_of, works.c.prepared, works.c.error).where(works.c.key == key)
    ).first()
    return None if row is None else Standing(*row)


def _change(connection: sa.Connection, work: Work) -> str | None:
    """What is new about *work*, where there is a brief over the same sources and question."""
    row = connection.execute(
        sa.select(*_SAME_WORK.values())
        .where(works.c.subject == work.subject, works.c.state == "done")
        .order_by(works.c.finished.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    now = (work.model, work.prompt, work.schema)
    return next((name for name, was, is_ in zip(_SAME_WORK, row, now, strict=True) if was != is_), "settings")


def packed_work(connection: sa.Connection, key: str) -> tuple[bytes | None, str | None] | None:
    """The work *key* as it was packed, and its prompt's templates; None where it never came in."""
    row = connection.execute(
        sa.select(works.c.packed, prompts.c.texts)
        .select_from(works.outerjoin(prompts, prompts.c.digest == works.c.prompt))
        .where(works.c.key == key)
    ).first()
    return None if row is None else (row[0], row[1])


def finish(connection: sa.Connection, key: str, brief: Brief, document: str) -> None:
    """Keep the *brief* of the work *key*; *document* is its JSON as it is delivered."""
    row = {
        "work": key,
        "id": brief.id,
        "title": brief.title,
        "withheld": len(brief.withheld),
        "document": zlib.compress(document.encode(), level=1),
    }
    put(connection, briefs, row, replace=("id", "title", "withheld", "document"))
    # The brief holds the sources; the answers stay, so that a changed setting which asks the same buys nothing.
    done = {"state": "done", "error": None, "packed": None, "finished": time.time()}
    connection.execute(sa.update(works).where(works.c.key == key).values(**done))


def fail(connection: sa.Connection, key: str, error: str) -> None:
    """The work *key* has failed for good: its answers are set aside, so that to try again is to ask again."""
    connection.execute(
        sa.update(works).where(works.c.key == key).values(state="failed", error=error, finished=time.time())
    )
    connection.execute(sa.update(answers).where(answers.c.work == key).values(usable=False))


def reopen(connection: sa.Connection, key: str) -> None:
    """The work *key*, which failed, is to be tried again."""
    connection.execute(
        sa.update(works).where(works.c.key == key, works.c.state == "failed").values(state="open", error=None)
    )


def stored_brief(connection: sa.Connection, key: str) -> Stored | None:
    """The finished brief of the work *key*."""
    row = connection.execute(sa.select(briefs).where(briefs.c.work == key)).first()
    if row is None:
        return None
    return Stored(row.work, row.id, row.title, row.withheld, zlib.decompress(row.document).decode())


def title_of(connection: sa.Connection, key: str) -> str | None:
    """The title of the brief of the work *key*, by which its files are named."""
    found: str | None = connection.scalar(sa.select(briefs.c.title).where(briefs.c.work == key))
    return found


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
    release(connection, run, work)


# Runs, and what they may spend.


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


def reserve(connection: sa.Connection, run: int, work: str, worst: float) -> bool:
    """Set *worst* aside for a call, if the ceiling of *run* leaves as much."""
    left = runs.c.max_cost.is_(None) | (runs.c.spent + runs.c.set_aside + runs.c.cut_off + worst <= runs.c.max_cost)
    done = connection.execute(sa.update(runs).where(runs.c.id == run, left).values(set_aside=runs.c.set_aside + worst))
    if not done.rowcount:
        return False
    connection.execute(sa.insert(reservations).values(run=run, work=work, amount=worst))
    return True


def release(connection: sa.Connection, run: int, work: str, *, billed: bool = False) -> None:
    """Nothing is set aside for *work* any more; what was counts as spent where it may be *billed*."""
    mine = (reservations.c.run == run) & (reservations.c.work == work)
    amount = connection.scalar(sa.select(reservations.c.amount).where(mine))
    if amount is not None:
        connection.execute(sa.delete(reservations).where(mine))
        values = {"set_aside": runs.c.set_aside - amount} | ({"cut_off": runs.c.cut_off + amount} if billed else {})
        connection.execute(sa.update(runs).where(runs.c.id == run).values(**values))


def anything_on_the_wire(connection: sa.Connection, run: int) -> bool:
    """Whether anything is set aside for calls of *run*."""
    return bool(connection.scalar(sa.select(sa.exists().where(reservations.c.run == run))))


def note_item(connection: sa.Connection, run: int, label: str, work: str, state: str, error: str | None) -> None:
    """The item that the user calls *label* is *state* in *run*."""
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


def state_of_run(connection: sa.Connection, run: int) -> tuple[str, str | None]:
    """The state of *run*, and why it is so."""
    row = connection.execute(sa.select(runs.c.state, runs.c.reason).where(runs.c.id == run)).one()
    return row.state, row.reason


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
