"""A batch: orders one after another become briefs in a folder, many at a time, over any number of interruptions.

Orders are read as places become free, so that a list of a million of them is never held. One item that fails does
not stop the others; what would fail them all halts the run, and the next one goes on where it was.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.apart import apart
from briefing.errors import BriefingError, Halted, OutputError, StoreError
from briefing.fetching import Policy
from briefing.registry import graded
from briefing.settings import Settings
from briefing.store import Run, Store
from briefing.store.following import Failed
from briefing.store.patience import Patience
from briefing.store.report import items_of
from briefing.unattended.bureau import Bureau, Outcome
from briefing.unattended.delivery import OUTPUTS, Delivery
from briefing.unattended.following import failing, settle_entries, with_entries
from briefing.unattended.stopping import StopSignals
from briefing.unattended.totals import Item, Tell, Totals

if TYPE_CHECKING:
    from briefing.orders import Order

_IN_THE_QUEUE = 1000
"""Items in hand for workers on other machines."""

_AHEAD = 2
"""Items in hand for each call that may be on the wire: one is called for while another is checked and written."""

_READERS = min(32, (os.cpu_count() or 1) + 4)
"""Items whose reports are read at a time: a document takes a process, and a page a connection."""

_OUTAGE = 300.0
"""Seconds for which ``--wait`` waits for a database that is away."""

_CUT_OFF = "cut off; whatever was paid for is kept"


class Batch:
    """Has orders written by *bureau* into *run*, delivers them to *delivery*, and tells of each."""

    def __init__(
        self,
        bureau: Bureau,
        run: Run,
        delivery: Delivery,
        settings: Settings,
        *,
        flags: Collection[str] = (),
        places: int,
        retry_failed: bool,
        tell: Tell,
        notice: Callable[[str], None],
    ) -> None:
        self._bureau = bureau
        self._run = run
        self._delivery = delivery
        self._settings = settings
        self._flags = flags
        self._retry_failed = retry_failed
        self._places = asyncio.Semaphore(places)
        self._tell = tell
        self._notice = notice
        self._readers = asyncio.Semaphore(_READERS)
        self._taking: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._has_told_of_others = False
        self.totals = Totals()

    async def work_off(self, orders: Iterable[Order]) -> None:
        """Take each of *orders* in hand as places become free, until they are done or no more calls are made."""
        self._taking = asyncio.create_task(self._take(orders))
        try:
            await asyncio.wait({self._taking})
            if not self._taking.cancelled():
                self._taking.result()
        finally:
            self._taking.cancel()
            # Also where the orders break off: what is under way is paid for.
            while self._tasks:
                await asyncio.wait(self._tasks)

    async def _take(self, orders: Iterable[Order]) -> None:
        policy_of = partial(_policy_of, self._settings, self._flags)
        store, again = self._bureau.store, self._retry_failed
        async for order in with_entries(orders, store, policy_of, self._notice, retry_failed=again):
            await self._places.acquire()
            if self._bureau.pace.halted:
                break
            task = asyncio.create_task(self._item(order))
            self._tasks.add(task)
            task.add_done_callback(self._let_go)

    def cancel(self) -> None:
        """Call off whatever is under way, and wait for no database."""
        self._bureau.store.patience.end()
        if self._taking is not None:
            self._taking.cancel()  # a feed may be slow
        for task in self._tasks:
            task.cancel()

    def _let_go(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._places.release()
        if not task.cancelled() and (error := task.exception()) is not None:
            # Nobody is told any more what comes of the items.
            self._bureau.halt(error if isinstance(error, BriefingError) else _unexpected(error))

    async def _item(self, order: Order) -> None:
        try:
            item, changed = await self._outcome(order)
        except asyncio.CancelledError:  # before it was anything that could be paid for
            item, changed = Item(order.id, "open", error=_CUT_OFF), None
        except BriefingError as error:
            self._bureau.halt(error)
            item, changed = Item(order.id, "open", error=str(error)), None
        except Exception as error:  # noqa: BLE001 - a fault of ours over one report is no reason to stop the others
            item, changed = Item(order.id, "open", error=str(_unexpected(error))), None
        try:
            failed = _failed(order, item)
            item = replace(item, lasting=failed == "lasting")
            if order.entries and item.state != "open" and (item.key or order.problem is not None):
                await settle_entries(self._bureau.store, order.entries, failed)
            if item.state != "queued":  # it is put down as waiting, and a worker may have settled it by now
                await self._bureau.store.note_item(self._run, item.id, item.key, item.state, item.error)
        except StoreError as error:
            self._bureau.halt(error)
        if changed and not self.totals.changed[changed]:
            self._notice(
                f"the {changed} changed since these reports had briefs: they are new work ({item.id} is the first)"
            )
        self.totals.add(item, changed)
        self._tell(item, self.totals)

    async def _outcome(self, order: Order) -> tuple[Item, str | None]:
        settings = order.applied(self._settings, self._flags)
        try:
            async with self._readers:
                sources = await apart(partial(order.read, Policy.of(settings)), "reading")
            sources = graded(sources, settings.registry)
        except BriefingError as error:
            return Item(order.id, "failed", error=str(error)), None
        work = await self._bureau.work_of(
            sources, settings, question=order.question, topic=order.topic, as_of=order.as_of
        )
        await self._bureau.expect(order.id, work)
        try:
            outcome = await self._bureau.fulfil(work, settings)
        except asyncio.CancelledError:
            outcome = Outcome(work.key, "open", Halted(_CUT_OFF))
        item = Item(
            order.id,
            outcome.state,
            outcome.key,
            error=str(outcome.error) if outcome.error else None,
            bought=outcome.bought,
            spent=outcome.spent,
        )
        if outcome.state in ("done", "known"):
            item = await self._delivered(item, outcome, order.outputs)
        return item, outcome.changed

    async def _delivered(self, item: Item, outcome: Outcome, outputs: tuple[str, ...]) -> Item:
        """*item* with its files, which are written unless they are there."""
        delivery = self._delivery
        try:
            if outcome.brief is not None and outcome.document is not None:
                title = outcome.brief.title
                others = await asyncio.to_thread(delivery.put, outcome.key, outcome.brief, outcome.document, outputs)
                if others and not self._has_told_of_others:
                    self._has_told_of_others = True
                    self._notice(
                        f"{others[0].name} was there before and says something else: such files are left as they are; "
                        "delete them, and the next run writes what the store has"
                    )
            else:
                title = await self._bureau.store.title(outcome.key) or ""
                if missing := delivery.missing(outcome.key, title, outputs):
                    stored = await self._bureau.store.brief(outcome.key)
                    if stored is not None:
                        await asyncio.to_thread(delivery.put_stored, stored, missing)
        except (OutputError, StoreError) as error:
            self._bureau.halt(error)  # what cannot take this brief takes no other
            return replace(item, state="open", error=str(error))
        except asyncio.CancelledError:
            return replace(item, state="open", error=_CUT_OFF)
        except Exception as error:  # noqa: BLE001 - as above
            return replace(item, state="open", error=str(_unexpected(error)))
        return replace(item, files=tuple(delivery.path(outcome.key, title, form) for form in outputs))


@dataclass(frozen=True)
class Plan:
    """What a batch is to do: *orders* into the files of *delivery*, kept in *store* under *name*.

    *flags* are the names of *settings* that stand over an order's own. *max_cost* is the ceiling of the run over its
    interruptions, in US dollars; *total* the number of orders, where it is known; *grace* the seconds that calls under
    way get after a stop. With *queue* workers write the briefs, and *wait* is whether to stay until they have.
    """

    name: str
    store: str
    output: Path
    orders: Callable[[], Iterable[Order]]
    total: int | None
    settings: Settings
    flags: Collection[str] = ()
    jobs: int = 8
    max_cost: float | None = None
    retry_failed: bool = False
    grace: float = 30.0
    queue: bool = False
    wait: bool = False


async def run_batch(plan: Plan, *, tell: Tell, notice: Callable[[str], None]) -> Totals:
    """Do what *plan* says, or what is left of it; *tell* is told of each item, *notice* a line now and then.

    Raises:
        StoreError: the store cannot be used, or another run has it.
        OutputError: nothing can be written to the folder.
    """
    delivery = Delivery(plan.output)
    store = Store.open(plan.store)
    try:
        plan = replace(plan, queue=store.is_shared)
        if plan.queue and plan.wait:
            store.patience = Patience(_OUTAGE, notice)
        with store.alone(plan.name):
            delivery.clear()
            if store.left is not None:
                notice(store.left)
            run = await store.begin(plan.name, plan.max_cost, plan.total)
            if run.resumed:
                notice(f"going on with run {run.id}")
            totals = await carry_out(plan, store, run, delivery, tell, notice)
            # A signal has nothing more to stop, and the command to go on with is still to be said.
            with StopSignals(lambda _name: None, lambda: None):
                try:
                    totals.summary = summarise(store, run, delivery)
                except (StoreError, OutputError) as error:
                    totals.stop(error)
    finally:
        store.close()
    return totals


async def carry_out(
    plan: Plan, store: Store, run: Run, delivery: Delivery, tell: Tell, notice: Callable[[str], None]
) -> Totals:
    """Have the orders of *plan* written into *run*, which is put down as it ends; hold the store's lock."""
    bureau = _bureau_of(plan, store, run)
    places = _IN_THE_QUEUE if plan.queue else _AHEAD * plan.jobs
    batch = Batch(
        bureau,
        run,
        delivery,
        plan.settings,
        flags=plan.flags,
        places=places,
        retry_failed=plan.retry_failed,
        tell=tell,
        notice=notice,
    )
    totals = batch.totals

    def stop(name: str) -> None:
        notice(f"{name}: no new calls; those under way get {plan.grace:g} s (again to end them now)")
        bureau.pace.halt(f"stopped by {name}")
        asyncio.get_running_loop().call_later(plan.grace, batch.cancel)

    with StopSignals(stop, batch.cancel) as signals:
        async with bureau:
            await batch.work_off(plan.orders())
        totals.refused, totals.reason = bureau.refused, bureau.pace.halted
        if signals.came:
            totals.ending = "interrupted"
        elif totals.reason is not None:
            totals.ending = "stopped"
        elif totals.states["queued"]:
            totals.ending = "queued"
            return totals  # it is the workers' now
        elif totals.states["open"]:
            totals.ending = "unfinished"
        try:
            await store.end(run, totals.ending, totals.reason)
        except StoreError as error:
            totals.stop(error)
    totals.signals = signals.came
    return totals


def _policy_of(settings: Settings, flags: Collection[str], order: Order) -> Policy:
    return Policy.of(order.applied(settings, flags))


def _failed(order: Order, item: Item) -> Failed | None:
    """How *item* failed: what was asked for and came to nothing is not asked for again, nor is an entry of a feed that
    cannot be had; a report that cannot be read may be another by the next run."""
    if item.state != "failed":
        return None
    if item.key:
        return "lasting"
    return failing(order.problem) if order.entries and order.problem is not None else "passing"


def _unexpected(error: BaseException) -> BriefingError:
    if isinstance(error, BrokenPipeError):
        return OutputError("was closed by whoever read it", "standard output")
    return BriefingError(f"unexpected {type(error).__name__}: {error}; what was paid for is kept")


def _bureau_of(plan: Plan, store: Store, run: Run) -> Bureau:
    if not plan.queue:
        return Bureau(store, run, jobs=plan.jobs, retry_failed=plan.retry_failed)
    from briefing.unattended.dispatch import Dispatcher  # it needs the extra

    return Dispatcher(store, run, plan.store, jobs=plan.jobs, retry_failed=plan.retry_failed, wait=plan.wait)


def summarise(store: Store, run: Run, delivery: Delivery) -> Path:
    """Write the table of all items of *run*."""

    def rows() -> Iterable[dict[str, object]]:
        for row in items_of(store.engine, run.id):
            title = row["title"]
            paths = [delivery.path(row["work"], title, form) for form in OUTPUTS] if title else []
            yield {**row, "file": next((path.name for path in paths if path.exists()), None)}

    return delivery.summarise(rows())
