"""Who is buying the answer to which request: one at a time, so that the others find it in the store.

In a process a lock does it; among machines a lock of a session in PostgreSQL, which the server gives back when its
holder dies, however it dies.
"""

from __future__ import annotations

import asyncio
import hashlib
from weakref import WeakValueDictionary

import sqlalchemy as sa

_NOTICED = {"idle": 10, "interval": 5, "count": 3}
"""Seconds, and tries, after which the server gives up a machine that has gone without a word (TCP's keep-alive)."""


class Claims:
    """The claims of this process on requests to whoever shares *engine*'s database."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._session: sa.Connection | None = None
        self._held: set[str] = set()

    def lock(self, request: str) -> asyncio.Lock:
        """The lock of *request* in this process; hold it around :meth:`take` and :meth:`give_up`."""
        return self._locks.setdefault(request, asyncio.Lock())

    def take(self, request: str) -> bool:
        """Claim *request*; whether no other machine has. In the store's thread, like the rest.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database is gone, and whatever was claimed with it.
        """
        if request not in self._held:
            if not self._ask(sa.func.pg_try_advisory_lock(_number(request))):
                return False
            self._held.add(request)
        return True

    def give_up(self, request: str) -> None:
        """Claim *request* no longer, if it was claimed."""
        if request in self._held:
            self._held.discard(request)
            self._ask(sa.func.pg_advisory_unlock(_number(request)))

    def close(self) -> None:
        """Claim nothing any more."""
        self._held.clear()
        if self._session is not None:
            # Not back among the other connections: the locks are the session's.
            self._session.invalidate()
            self._session.close()
            self._session = None

    def _ask(self, function: sa.Function[bool]) -> bool:
        if self._session is not None:
            try:
                return bool(self._session.scalar(sa.select(function)))
            except sa.exc.SQLAlchemyError:
                self.close()  # the server was away; by now it may be back
        self._session = self._opened()
        return bool(self._session.scalar(sa.select(function)))

    def _opened(self) -> sa.Connection:
        # Without transactions: an idle one would hold up the server's cleaning.
        session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        for name, value in _NOTICED.items():
            session.execute(sa.select(sa.func.set_config(f"tcp_keepalives_{name}", str(value), False)))
        return session


def _number(request: str) -> int:
    return int.from_bytes(hashlib.sha256(request.encode()).digest()[:8], "big", signed=True)
