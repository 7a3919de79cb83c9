"""Works and their briefs: each function takes a connection inside a transaction."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass

import sqlalchemy as sa

from briefing.brief import Brief
from briefing.store.rows import put
from briefing.store.tables import answers, briefs, prompts, works
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
