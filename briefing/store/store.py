"""The store: briefs, runs, their items, and every answer that was paid for."""

from __future__ import annotations

import asyncio
import shutil
import time
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from briefing.brief import Brief
from briefing.errors import StoreError
from briefing.ledger import Charge, Paid
from briefing.store import items, runs, works
from briefing.store.claims import Claims
from briefing.store.committer import Change, Committer, Result
from briefing.store.connecting import connect, public, read_url
from briefing.store.items import News
from briefing.store.locking import held
from briefing.store.patience import Patience
from briefing.store.runs import Run
from briefing.store.spill import Spill, take_in
from briefing.store.works import Standing, Stored
from briefing.work import Work

_COMING_BACK = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between tries to put a paid answer down in a database that other machines share."""

_NEVER = (sa.exc.DataError, sa.exc.IntegrityError, sa.exc.ProgrammingError)
"""What a database says of a value that it takes today no more than tomorrow."""

ROOM = 16 * 2**20
"""Bytes that have to be free on the disk before a call is paid for."""


class Store:
    """An SQLite file or a PostgreSQL database, ready for use; open it with :meth:`open`."""

    def __init__(self, url: str) -> None:
        self._url = read_url(url)
        self.name = public(self._url)
        """The store, for messages: without a password."""
        self.engine = connect(self._url)
        self._file = self._identity()
        self._committer = Committer(self.engine, self.name)
        self._claims = Claims(self.engine)
        self._spill = Spill(self._url)
        self.patience = Patience()
        """How long a database that is away is waited for: not at all, unless somebody says so."""
        self.has_spilt = False
        """Whether an answer could not be written, so that the next call might be for nothing."""
        self.left: str | None = None
        """Where answers lie that the database does not take, for whoever has opened it; None where there are none."""

    @classmethod
    def open(cls, url: str) -> Self:
        """The store at *url* (a SQLAlchemy URL, or the path of an SQLite file), made or migrated where it has to be.

        Answers that could not be written to it when they came are taken in; :attr:`left` tells of those that never can.

        Raises:
            UsageError: *url* is no address of a store.
            StoreError: it cannot be opened.
        """
        store = cls(url)
        try:
            store._take_in_spilt()
        except BaseException:
            store.close()
            raise
        return store

    @property
    def is_shared(self) -> bool:
        """Whether many machines may use it at once."""
        return self.engine.dialect.name == "postgresql"

    @property
    def is_there(self) -> bool:
        """Whether the file is the one that was opened: SQLite writes on into one that was deleted."""
        return self._identity() == self._file

    def close(self) -> None:
        """Finish what is being written, and let go of the database."""
        self._committer.close()
        self._claims.close()
        self.engine.dispose()

    def alone(self, name: str) -> AbstractContextManager[None]:
        """Be the only run of *name*, see :func:`briefing.store.locking.held`."""
        return held(self.engine, name)

    def require_room(self) -> None:
        """Make sure that the disk could take an answer.

        Raises:
            StoreError: it is all but full, or the store is gone from it.
        """
        if self.is_shared:
            return
        self._require_file()
        folder = Path(str(self._url.database)).absolute().parent
        if shutil.disk_usage(folder).free < ROOM:
            raise StoreError(f"less than {ROOM >> 20} MiB are free on its disk: no call is paid for", self.name)

    async def run(self, change: Change[Result]) -> Result:
        """What *change* returns, once it is durable; see :class:`~briefing.store.committer.Committer`."""
        return await self.patience.ask(lambda: self._committer.run(change))

    # Works and briefs.

    async def take_in(
        self, work: Work, as_of: str, prepared: str, *, texts: str | None = None, packed: bytes | None = None
    ) -> Standing:
        """See :func:`briefing.store.works.take_in`."""
        return await self.run(lambda connection: works.take_in(connection, work, as_of, prepared, texts, packed))

    async def finish(self, key: str, brief: Brief, document: str) -> None:
        """Keep the *brief* of the work *key*, whose JSON is *document*."""
        await self.run(lambda connection: works.finish(connection, key, brief, document))

    async def packed(self, key: str) -> tuple[bytes | None, str | None] | None:
        """See :func:`briefing.store.works.packed_work`."""
        return await self.run(lambda connection: works.packed_work(connection, key))

    async def fail(self, key: str, error: str) -> None:
        """The work *key* has failed for good, for *error*."""
        await self.run(lambda connection: works.fail(connection, key, error))

    async def reopen(self, key: str) -> None:
        """The failed work *key* is to be tried again."""
        await self.run(lambda connection: works.reopen(connection, key))

    async def brief(self, key: str) -> Stored | None:
        """The finished brief of the work *key*."""
        return await self.run(lambda connection: works.stored_brief(connection, key))

    async def title(self, key: str) -> str | None:
        """The title of the brief of the work *key*."""
        return await self.run(lambda connection: works.title_of(connection, key))

    # Runs.

    async def begin(self, batch: str, max_cost: float | None, total: int | None) -> Run:
        """The run of *batch* to go on with; hold :meth:`alone` first."""

        def change(connection: sa.Connection) -> Run:
            if not self.is_shared:
                runs.cut_off_all(connection)
            return runs.begin(connection, batch, max_cost, total)

        return await self.run(change)

    async def end(self, run: Run, state: str, reason: str | None = None) -> None:
        """The *run* is over for now: ended, unfinished, interrupted or stopped, for *reason*."""
        await self.run(lambda connection: runs.end(connection, run.id, state, reason))

    async def run_wanting(self, work: str, run: int) -> Run | None:
        """The run numbered *run*, or where it is over or was stopped, another that waits for *work*."""
        return await self.run(lambda connection: runs.run_wanting(connection, work, run))

    async def news_of(self, run: Run, most: int) -> list[News]:
        """What workers made of items of *run*, where nobody was told of it."""
        return await self.run(lambda connection: items.news_of(connection, run.id, most))

    async def forget_news(self, run: Run) -> None:
        """Nobody asks any more what came of the items of *run* so far."""
        await self.run(lambda connection: items.forget_news(connection, run.id))

    async def state_of(self, run: Run) -> tuple[str, str | None]:
        """The state of *run*, and why it is so."""
        return await self.run(lambda connection: runs.state_of_run(connection, run.id))

    async def settle_items(self, work: str, state: str, error: str | None) -> None:
        """The items that wait for *work* are *state* now: written, failed or open."""
        await self.run(lambda connection: items.settle_items(connection, work, state, error))

    async def note_item(self, run: Run, label: str, work: str, state: str, error: str | None = None) -> None:
        """The item that the user calls *label* is *state*: waiting, done, known, failed or open."""
        await self.run(lambda connection: items.note_item(connection, run.id, label, work, state, error))

    # Answers and money.

    async def find_answers(self, request: str) -> list[Paid]:
        """The answers to *request* that were paid for, oldest first."""
        return await self.run(lambda connection: runs.find_answers(connection, request))

    async def keep_answer(
        self, run: Run, work: str, request: str, paid: Paid, charge: Charge, worst: float | None
    ) -> None:
        """Put an answer down; durable when this returns.

        Raises:
            StoreError: the database does not take it. It then lies in a file, and is taken in the next time.
        """
        answer = {
            "run": run.id,
            "work": work,
            "request": request,
            "paid": paid,
            "charge": charge,
            "worst": worst,
            "received": time.time(),
        }
        try:
            await self._keep(answer)
        except StoreError as error:
            self.has_spilt = True
            path = self._spill.put(**answer)
            kept = f"the answer that was paid for is in {path}" if path else "an answer that was paid for is lost"
            raise StoreError(f"{error.message}; {kept}", error.subject) from error

    def claim_lock(self, request: str) -> asyncio.Lock:
        """See :meth:`briefing.store.claims.Claims.lock`."""
        return self._claims.lock(request)

    async def claim(self, request: str) -> bool:
        """Claim *request* among all who share the store; whether nobody else has."""
        return not self.is_shared or await self.run(lambda _: self._claims.take(request))

    def give_up(self, request: str) -> None:
        """Claim *request* no longer; also where :meth:`claim` was called off."""
        if self.is_shared:
            self._committer.submit(lambda _: self._claims.give_up(request))

    async def reserve(self, run: Run, work: str, worst: float) -> bool | None:
        """See :func:`briefing.store.runs.reserve`."""
        return await self.run(lambda connection: runs.reserve(connection, run.id, work, worst))

    async def release(self, run: Run, work: str, amount: float, *, billed: bool) -> None:
        """Give back *amount* of what was set aside for *work*; it counts as spent where it may be *billed*."""
        await self.run(lambda connection: runs.release(connection, run.id, work, amount, billed=billed))

    async def cut_off(self, run: Run, work: str) -> None:
        """All that is set aside for *work* counts as spent."""
        await self.run(lambda connection: runs.cut_off(connection, run.id, work))

    async def pause(self, endpoint: str, until: float) -> None:
        """Nobody who shares the store asks *endpoint* before *until*."""
        await self.run(lambda connection: runs.put_pause(connection, endpoint, until))

    async def paused_until(self, endpoint: str) -> float:
        """Until when nobody asks *endpoint*."""
        return await self.run(lambda connection: runs.pause_of(connection, endpoint))

    async def _keep(self, answer: dict[str, Any]) -> None:
        """Put *answer* down; a server that is gone may come back while we still have it."""
        for pause in _COMING_BACK if self.is_shared else ():
            try:
                await self.run(partial(_kept_once, answer))
                return
            except StoreError:
                await asyncio.sleep(pause)
        await self.run(partial(_kept_once, answer))
        self._require_file()

    def _require_file(self) -> None:
        """Make sure that the file is the one that was opened.

        Raises:
            StoreError: it is not.
        """
        if not self.is_there:
            raise StoreError("was deleted or replaced while it was in use: run the same command again", self.name)

    def _identity(self) -> tuple[int, int] | None:
        """What tells the file from another at the same place; None where there is none."""
        if self.is_shared:
            return None
        try:
            status = Path(str(self._url.database)).stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _take_in_spilt(self) -> None:
        for path in self._spill.files():
            if not take_in(path, self._is_taken):
                self.left = self.left or f"answers that were paid for, and that the store does not take, are in {path}"

    def _is_taken(self, answer: dict[str, Any]) -> bool:
        """Put *answer* down, unless it is one that the database would never take.

        Raises:
            StoreError: the database cannot be used.
        """
        try:
            self._committer.submit(partial(_kept_once, answer)).result()
        except StoreError as error:
            if isinstance(error.__cause__, _NEVER):
                return False
            raise
        except (ValueError, KeyError, TypeError, OverflowError):
            return False
        return True


def _kept_once(answer: dict[str, Any], connection: sa.Connection) -> None:
    # The commit that seemed to fail may have come through, and so may an earlier taking in.
    if not runs.is_kept(connection, answer["request"], answer["received"]):
        runs.keep_answer(connection, **answer)
