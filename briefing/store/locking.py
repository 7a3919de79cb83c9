"""One run of a batch at a time: a lock that the system gives back when its holder dies, however it dies."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from briefing.errors import StoreError, StoreInUse
from briefing.store.connecting import public, told


@contextmanager
def held(engine: sa.Engine, name: str) -> Iterator[None]:
    """Hold the lock of *name* for as long as the context lasts.

    A file beside an SQLite store, which serves one run at a time, whatever its name; a lock of the session in
    PostgreSQL, which many machines share.

    Raises:
        StoreInUse: somebody else holds it.
        StoreError: it cannot be locked.
    """
    subject = public(engine.url)
    if engine.dialect.name == "sqlite":
        lock = FileLock(_beside(engine))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise StoreInUse("is in use by another run: wait for it to end, or name another --store", subject) from None
        except OSError as error:
            raise StoreError(f"cannot be locked: {error.strerror}", subject) from error
        try:
            yield
        finally:
            lock.release()
        return
    with told(subject), engine.connect() as connection:
        got = connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_number(name))))
        connection.commit()  # the lock is the session's, and an idle transaction would hold up the server's cleaning
        if not got:
            raise StoreInUse(f"another run of “{name}” is under way: wait for it to end", subject)
        try:
            yield
        finally:
            # A session that is gone has given back its lock; what was done under it stands.
            with suppress(DBAPIError):
                connection.scalar(sa.select(sa.func.pg_advisory_unlock(_number(name))))
                connection.commit()


def is_free(engine: sa.Engine) -> bool:
    """Whether nobody is at work in the SQLite store of *engine*, as far as its lock tells; asking leaves nothing."""
    path = _beside(engine)
    if not path.exists():
        return True
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return False
    lock.release()
    return True


def _beside(engine: sa.Engine) -> Path:
    # By whatever name or link the store is called, its lock is one.
    return Path(f"{Path(str(engine.url.database)).resolve()}.lock")


def _number(name: str) -> int:
    return zlib.crc32(b"briefing run") << 31 | zlib.crc32(name.encode()) >> 1
