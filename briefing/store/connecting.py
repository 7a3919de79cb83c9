"""From a URL to a database that can be used: the engine, the schema's version, and what its errors mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from briefing.errors import StoreError, UsageError
from briefing.folding import one_line
from briefing.store.tables import REVISION, VERSION_TABLE

BUSY_SECONDS = 30
"""How long SQLite waits for another process that writes."""

_MIGRATING = 0x62726965
"""The key of PostgreSQL's advisory lock that one migration at a time holds."""


def read_url(store: str) -> sa.URL:
    """The address of a store: a SQLAlchemy URL of SQLite or PostgreSQL, or the path of an SQLite file.

    Raises:
        UsageError: it is neither, or names nothing that lasts.
    """
    text = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", store.strip())
    try:
        # A path is taken as it is: what means something in a URL means nothing in it.
        is_url = re.match(r"\w[\w+]*://", text)
        url = sa.make_url(text) if is_url else sa.URL.create("sqlite", database=store if text else None)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UsageError(
            f"is no store: give sqlite:///FILE or postgresql://… ({type(error).__name__})", "--store"
        ) from None
    except ImportError as error:
        raise UsageError(
            "a PostgreSQL store needs the extra: pip install 'grounded-briefing[postgres]'", "--store"
        ) from error
    backend = url.get_backend_name()
    if backend not in ("sqlite", "postgresql"):
        raise UsageError(f"a store is SQLite or PostgreSQL, not {backend}", "--store")
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        raise UsageError("names no file: what is paid for has to last", "--store")
    return url


def public(url: sa.URL) -> str:
    """*url* for messages: without the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    secret = {name: "***" for name in url.query if "password" in name.lower()}
    shown = url.set(drivername="postgresql").update_query_dict(secret)
    return shown.render_as_string(hide_password=True)


def connect(url: sa.URL) -> sa.Engine:
    """An engine for *url*, with the schema brought up to date.

    Raises:
        StoreError: the database cannot be opened, or is of a later version.
    """
    engine = _engine(url, _careful)
    try:
        with told(public(url)):
            _bring_up_to_date(engine, public(url))
    except BaseException:
        engine.dispose()
        raise
    return engine


def look_into(url: sa.URL) -> sa.Engine:
    """An engine for a store that is there, to read from; nothing is made or changed.

    Raises:
        StoreError: there is none, or it is of another version.
    """
    subject = public(url)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise StoreError("there is no such store", subject)
    engine = _engine(url, _looking)
    try:
        with told(subject):
            found = _revision(engine)
        if found is None:
            raise StoreError("is no store of briefing", subject)
        _refuse_later(found, subject)
        if found != REVISION:
            raise StoreError(f"has schema {found}, known is {REVISION}; a run brings it up to date", subject)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(url: sa.URL, prepare: Callable[[Any, object], None]) -> sa.Engine:
    """An engine for *url*; *prepare* is called with each new connection to an SQLite file."""
    if url.get_backend_name() == "sqlite":
        folder = Path(str(url.database)).parent
        if not folder.is_dir():
            raise StoreError(f"there is no folder {folder} for the store", public(url))
        engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
        sa.event.listen(engine, "connect", prepare)
        sa.event.listen(engine, "begin", _begin)
        return engine
    try:
        return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ImportError as error:
        raise UsageError(
            "a PostgreSQL store needs the extra: pip install 'grounded-briefing[postgres]'", "--store"
        ) from error


@contextmanager
def told(subject: str) -> Iterator[None]:
    """Say what a database's error means to a user; *subject* is the store.

    Raises:
        StoreError: in the place of SQLAlchemy's.
    """
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_meaning(error), subject) from error
    except SQLAlchemyError as error:
        raise StoreError(f"cannot be used: {one_line(str(error))[:200]}", subject) from error


def _meaning(error: DBAPIError) -> str:
    words = one_line(str(error.orig))[:300]
    said = words.lower()
    if "disk is full" in said or "no space left" in said or "could not extend" in said:
        return "the disk is full: make room and run the same command again"
    if "readonly" in said or "read-only" in said:
        return "cannot be written: the file or its folder is read-only"
    if "unable to open" in said:
        return "cannot be opened: check the folder, and who may write there"
    if "locked" in said:
        return f"is locked by another program for more than {BUSY_SECONDS} s: end that, and run the same command again"
    if "not a database" in said or "malformed" in said:
        return "is no database of ours, or is damaged: name another file with --store, or restore a copy of it"
    return f"cannot be used: {words}"


def _careful(connection: Any, _record: object) -> None:
    """What SQLite has to be told on each connection: a commit is on the disk, and readers wait for nobody."""
    connection.isolation_level = None  # we begin transactions ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _looking(connection: Any, _record: object) -> None:
    """What keeps a file as it is, whoever's it may be: the mode of its journal is written into it."""
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON").close()


def _begin(connection: sa.Connection) -> None:
    # Immediate: a transaction that reads first and then writes would fail at once beside another writer.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _bring_up_to_date(engine: sa.Engine, subject: str) -> None:
    found = _revision(engine)
    if found == REVISION:
        return
    if found is not None:
        _refuse_later(found, subject)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)


def _refuse_later(found: str, subject: str) -> None:
    if found > REVISION:
        raise StoreError(f"was written by a later version of briefing (schema {found}, known is {REVISION})", subject)


def _revision(engine: sa.Engine) -> str | None:
    with engine.connect().execution_options(reading=True) as connection:
        if not sa.inspect(connection).has_table(VERSION_TABLE):
            return None
        found: str | None = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - ours
        return found
