"""The dispatcher: a bureau that has works written by workers on other machines.

It puts works down in the store and their keys into the queue, and looks into the store for what came of them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from briefing.endpoint import Endpoint
from briefing.errors import BriefingError, Halted, StoreError
from briefing.queue import Queue
from briefing.store import Run, Store
from briefing.store.items import News
from briefing.unattended.account import Account
from briefing.unattended.bureau import Bureau, Outcome, State
from briefing.work import Work

_LOOK = 0.5
"""Seconds between two looks at what workers have done."""

_ASK_AGAIN = 30.0
"""Seconds after which what nobody has done is put into the queue again, unless it is still there."""

_AT_A_TIME = 500

_STATES: dict[str, State] = {"written": "done", "failed": "failed", "open": "open"}


class Dispatcher(Bureau):
    """Has workers write into *run* of *store*, through the queue at *url*; with *wait*, until they have."""

    def __init__(self, store: Store, run: Run, url: str, *, jobs: int, retry_failed: bool, wait: bool) -> None:
        super().__init__(store, run, jobs=jobs, retry_failed=retry_failed)
        self._queue = Queue(url)
        self._wait = wait
        self._awaited: dict[str, asyncio.Future[News]] = {}
        self._to_defer: dict[str, asyncio.Future[None]] = {}
        self._rounds: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._queue.__aenter__()
        await self.store.forget_news(self._run)
        self._rounds = asyncio.create_task(self._make_rounds())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._rounds is not None:
            self._rounds.cancel()
        try:
            if self.pace.halted is not None:
                await self._queue.withdraw(self._run.id)
        except StoreError as refused:
            self.halt(refused)  # what was done stands, and is told
        finally:
            await self._queue.__aexit__(kind, error, trace)
            await super().__aexit__(kind, error, trace)

    async def expect(self, label: str, work: Work) -> None:
        """Put down that the item *label* waits for *work*."""
        await self.store.note_item(self._run, label, work.key, "waiting")

    async def _written(self, work: Work, endpoint: Endpoint, account: Account) -> Outcome:  # noqa: ARG002 - no calls here
        standing = await self.stand(work, texts=endpoint.prompts.to_json(), packed=work.pack())
        if (known := await self._known(work, standing)) is not None:
            return known
        if self.pace.halted is not None:
            raise Halted(self.pace.halted)
        loop = asyncio.get_running_loop()
        news = self._awaited[work.key] = loop.create_future()
        deferred = self._to_defer[work.key] = loop.create_future()
        try:
            await deferred
            if not self._wait:
                return Outcome(work.key, "queued", changed=standing.changed)
            told = await news
        finally:
            del self._awaited[work.key]
        return Outcome(
            work.key,
            _STATES[told.state],
            BriefingError(told.error) if told.error else None,
            changed=standing.changed,
            bought=told.bought,
            spent=told.spent,
        )

    async def _make_rounds(self) -> None:
        """Defer what came in, and give out what workers have done, until this is cancelled."""
        asked = time.monotonic()
        while True:
            try:
                await self._defer()
                if self._wait:
                    await self._give_out()
                    if time.monotonic() - asked > _ASK_AGAIN:
                        await self._put_in(self._awaited)
                        asked = time.monotonic()
            except StoreError as error:
                self.halt(error)
            if self.pace.halted is not None:
                self._give_up(self.pace.halted)
            await asyncio.sleep(_LOOK / 10 if self._to_defer else _LOOK)

    async def _defer(self) -> None:
        taken, self._to_defer = self._to_defer, {}
        try:
            if taken:
                await self._put_in(taken)
        except BaseException as error:
            for deferred in taken.values():
                if not deferred.done():
                    deferred.set_exception(error if isinstance(error, StoreError) else Halted("called off"))
            raise
        for deferred in taken.values():
            if not deferred.done():
                deferred.set_result(None)

    async def _put_in(self, keys: Iterable[str]) -> None:
        listed = list(keys)
        await self.store.patience.ask(lambda: self._queue.defer(listed, self._run.id))

    async def _give_out(self) -> None:
        for told in await self.store.news_of(self._run, _AT_A_TIME):
            news = self._awaited.get(told.work)
            if news is not None and not news.done():
                news.set_result(told)
        state, reason = await self.store.state_of(self._run)
        if state == "stopped":
            self.halt(BriefingError(reason or "a worker stopped the run"))

    def _give_up(self, reason: str) -> None:
        futures: list[asyncio.Future[Any]] = [*self._awaited.values(), *self._to_defer.values()]
        for waiting in futures:
            if not waiting.done():
                waiting.set_exception(Halted(reason))
        self._to_defer = {}
