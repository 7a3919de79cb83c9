"""A worker: takes works from the queue in PostgreSQL, writes them, and keeps what comes of them in the store.

The work itself comes out of the store, with the templates it was made for; the endpoint, the key, the timeouts and the
prices are the worker's own. Files are not its affair: whoever asked for a brief fetches it from the store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from briefing.draft import wire_schema_digest
from briefing.endpoint.connection import public_url
from briefing.errors import Halted, StoreError
from briefing.pricing import OPENAI_URL
from briefing.prompt import Prompts
from briefing.queue import HandBack, Queue
from briefing.settings import Settings
from briefing.store import Run, Store
from briefing.unattended.bureau import Bureau, Outcome
from briefing.unattended.pace import Pace
from briefing.unattended.stopping import StopSignals
from briefing.work import Work

Notice = Callable[[str], None]

_PATIENCE = 30.0
"""Seconds that a work waits for money that others have set aside, before it goes back into the queue."""

_MOST_RUNS = 8
"""Runs whose connections are kept open while nothing is under way for them."""

_AFTER_OTHERS = 2.0
_AFTER_A_FAULT = 5.0
_FOR_ANOTHER_VERSION = 30.0
_LOOK_FOR_PAUSES = 0.5


class Worker:
    """Writes works for any run of *store*, *jobs* at a time; *notice* is told a line for each.

    It sets *stop* where it cannot go on.
    """

    def __init__(self, store: Store, settings: Settings, stop: asyncio.Event, *, jobs: int, notice: Notice) -> None:
        self._store = store
        self._stop = stop
        self._settings = settings
        self._jobs = jobs
        self._notice = notice
        self._pace = self._new_pace()
        self._bureaus: dict[int, Bureau] = {}
        self._prompts: dict[str, Prompts] = {}
        self._stopping = False
        self._trouble: str | None = None

    async def perform(self, key: str, number: int) -> None:
        """Write the work *key* for the run *number*; what a :class:`~briefing.queue.Queue` serves.

        Raises:
            HandBack: not here, or not now.
        """
        try:
            run = await self._store.run_wanting(key, number)
            if run is None:
                return  # it was stopped; its next resumption asks again
            packed = await self._store.packed(key)
            if packed is None or packed[0] is None:
                await self._store.settle_items(key, "written", None)
                return
            work = Work.unpack(packed[0])
            if work.schema != wire_schema_digest():
                self._notice(f"{key[:12]}: left to a worker of the version that asked for it")
                raise HandBack(_FOR_ANOTHER_VERSION)
            outcome = await self._fulfil(work, run, packed[1])
            await self._settle(outcome, run)
        except StoreError as error:
            self._tell_trouble(error)
            if self._store.has_spilt:  # what it pays for next would be lost to the others, too
                self.end()
            self._renew()
            raise HandBack(_AFTER_A_FAULT) from None

    def end(self) -> None:
        """Make no new calls, and take no works."""
        self._stopping = True
        self._pace.halt("the worker was told to stop")
        self._stop.set()

    async def keep_pauses(self) -> None:
        """Keep the pauses that other machines were asked for, for as long as this runs."""
        address = public_url(self._settings.base_url or OPENAI_URL)
        told = 0.0
        while True:
            try:
                until = await self._store.paused_until(address)
                self._pace.pause_until(until)
                if self._pace.until > max(until, told):
                    told = self._pace.until
                    await self._store.pause(address, told)
            except StoreError as error:
                self._tell_trouble(error)
            await asyncio.sleep(_LOOK_FOR_PAUSES)

    def _tell_trouble(self, error: StoreError) -> None:
        if str(error) != self._trouble:  # told once, not each second of an outage
            self._notice(f"error: {error}")
        self._trouble = str(error)

    async def close(self) -> None:
        """Close the connections to endpoints."""
        for bureau in self._bureaus.values():
            await bureau.__aexit__(None, None, None)

    async def _fulfil(self, work: Work, run: Run, texts: str | None) -> Outcome:
        await self._close_idle()
        bureau = self._bureaus.get(run.id)
        if bureau is None:
            bureau = self._bureaus[run.id] = Bureau(
                self._store, run, jobs=self._jobs, pace=self._pace, patience=_PATIENCE
            )
        prompts = self._prompts.get(work.prompt)
        if prompts is None:
            prompts = self._prompts[work.prompt] = Prompts.from_json(texts or "{}", "the store")
        settings = replace(self._settings, model=work.model, prompts=None, **work.options)
        return await bureau.fulfil(work, settings, prompts)

    async def _close_idle(self) -> None:
        """Let go of runs that nothing was asked for lately: a worker outlives many of them."""
        idle = [number for number, bureau in self._bureaus.items() if bureau.is_idle]
        for number in idle[: max(len(self._bureaus) - _MOST_RUNS, 0)]:
            await self._bureaus.pop(number).__aexit__(None, None, None)

    async def _settle(self, outcome: Outcome, run: Run) -> None:
        """Put down what came of a work, unless it goes back into the queue."""
        error = outcome.error
        if isinstance(error, StoreError):
            raise error
        if isinstance(error, Halted) and (self._stopping or self._pace.halted is None):
            raise HandBack(0 if self._stopping else _AFTER_OTHERS)
        state = {"done": "written", "known": "written"}.get(outcome.state, outcome.state)
        if state == "open" and self._pace.halted is not None and not self._stopping:
            await self._store.end(run, "stopped", self._pace.halted)
            self._renew()
        await self._store.settle_items(outcome.key, state, str(error) if error else None)
        title = outcome.brief.title if outcome.brief else str(error or "there already")
        self._notice(f"{outcome.state}: {outcome.key[:12]}: {title}")

    def _renew(self) -> None:
        """Begin anew: what stopped one run, or a database that was gone, is not the next one's."""
        if not self._stopping:
            self._pace = self._new_pace()
            self._bureaus = {}

    def _new_pace(self) -> Pace:
        return Pace(self._jobs)


async def run_worker(
    store: Store, url: str, settings: Settings, *, jobs: int, grace: float, once: bool, notice: Notice
) -> None:
    """Take works from the queue of *store*, at *url*, until SIGINT or SIGTERM, or with *once* until there are none.

    What is under way when it is told to stop has *grace* seconds, and is then handed back.

    Raises:
        StoreError: the database cannot be used.
    """
    if store.left is not None:
        notice(store.left)
    stop = asyncio.Event()
    worker = Worker(store, settings, stop, jobs=jobs, notice=notice)

    def told(name: str) -> None:
        notice(f"{name}: no new calls; those under way get {grace:g} s")
        worker.end()

    async with Queue(url) as queue:
        with StopSignals(told, lambda: None):
            pauses = asyncio.ensure_future(worker.keep_pauses())
            try:
                await queue.serve(worker.perform, concurrency=jobs, stop=stop, grace=grace, once=once)
            finally:
                pauses.cancel()
                await worker.close()
    if store.has_spilt:
        raise StoreError(
            "took no answer that was paid for: it waits in a file, start again to have it taken in", store.name
        )
