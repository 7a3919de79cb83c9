"""A schedule: the named briefs of a manifest, each written when its cron expression says so.

A run belongs to the local wall time that it was due at, and happens once for it, whichever machines run the schedule:
one of them holds its lock while briefs are written, and the store has a row for each wall time. Runs that were missed
fall to the next; briefs that are due while others are written come right after them.
"""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Literal

from briefing.cron import Cron
from briefing.errors import BriefingError, ManifestError, StoreError, StoreInUse, UsageError
from briefing.orders import Manifest, Order
from briefing.settings import Settings
from briefing.store import Run, Store
from briefing.store.timetable import NAMED, Firing, retire_others, settle, take_up
from briefing.unattended.batch import Plan, carry_out
from briefing.unattended.bureau import State
from briefing.unattended.delivery import Delivery
from briefing.unattended.stopping import StopSignals
from briefing.unattended.totals import Item, Tell, Totals

Notice = Callable[[str], None]

_LOOK = 1.0
"""Seconds between two looks at the clock and at the manifest."""

_LOOK_AGAIN = timedelta(minutes=1)
"""How often we see to what was left open, and to what another machine let fall."""

_WORST: tuple[State, ...] = ("known", "done", "queued", "failed", "open")

_STATES: dict[State, Literal["done", "failed", "open", "stopped"]] = {
    "done": "done",
    "known": "done",
    "failed": "failed",
    "open": "open",
    "queued": "open",
}


@dataclass(frozen=True)
class Timetable:
    """The briefs of *manifest* that have a schedule, by the name that the store knows them under."""

    manifest: Manifest
    entries: dict[str, Cron]

    @classmethod
    def load(cls, path: Path) -> Timetable:
        """The timetable of the manifest at *path*.

        Raises:
            ManifestError: it cannot be read, or an expression or a time zone is wrong.
            UsageError: no brief in it has a schedule.
        """
        manifest = Manifest.load(path)
        if "/" in manifest.name:  # it would be taken for another manifest's, and its briefs for theirs
            raise ManifestError("the name of a schedule has no “/” in it", str(path))
        entries = {
            f"{manifest.name}/{brief.name}": Cron.parse(brief.schedule, brief.timezone or manifest.timezone)
            for brief in manifest.briefs
            if brief.schedule is not None
        }
        if not entries:
            raise UsageError("no brief in it has a schedule", str(path))
        return cls(manifest, entries)

    def next(self, after: datetime) -> datetime | None:
        """The first instant after *after* at which something is due."""
        return min((due.instant for cron in self.entries.values() if (due := cron.next(after))), default=None)

    def orders(self, firings: Iterable[Firing]) -> list[Order]:
        """The orders of what is due; each is called by its name in the store."""
        named = {f"{self.manifest.name}/{brief.name}": brief for brief in self.manifest.briefs}
        return [replace(named[firing.name].order(), id=firing.name) for firing in firings]


@dataclass(frozen=True)
class Desk:
    """Where scheduled briefs are written, and how: see :class:`briefing.unattended.batch.Plan`."""

    store: Store
    output: Path
    settings: Settings
    jobs: int
    max_cost: float | None
    grace: float
    flags: Collection[str] = ()


async def run_due(
    timetable: Timetable,
    desk: Desk,
    now: datetime,
    *,
    tell: Tell,
    notice: Notice,
    stop: asyncio.Event | None = None,
) -> Totals | None:
    """Write what is due at *now*; None where nothing is.

    Once *stop* is set no brief is begun any more. A signal sets it, and is an interruption where it left a brief
    unwritten.

    Raises:
        StoreInUse: somebody else is at it.
        StoreError: the store cannot be used.
        OutputError: nothing can be written to the folder.
    """
    name, began, stop = f"{NAMED}{timetable.manifest.name}", time.monotonic(), stop or asyncio.Event()
    with desk.store.alone(name):
        delivery = Delivery(desk.output)  # another machine that tries the folder at this moment would be in its way
        firings = await desk.store.run(lambda connection: take_up(connection, timetable.entries.items(), now))
        names = list(timetable.entries)
        await desk.store.run(lambda connection: retire_others(connection, timetable.manifest.name, names))
        if not firings:
            return None
        for firing in firings:
            notice(_told(firing))
        states: dict[str, State] = {}

        def note(item: Item, totals: Totals) -> None:
            # A report that is not there yet may come: what was never asked for is not failed for the night.
            name = next((each for each in followed if item.id.startswith(f"{each}: ")), item.id)
            state = item.state if item.key or item.lasting else "open"
            states[name] = max(states.get(name, "known"), state, key=_WORST.index) if name in followed else state
            tell(item, totals)

        orders = timetable.orders(firings)
        # Where nothing is new in a feed, there is nothing to write.
        followed = {order.id for order in orders if order.feeds is not None}
        states |= {order.id: "known" for order in orders if order.feeds is not None and not order.sources}
        run = await desk.store.begin(_batch(name, firings, now), desk.max_cost, len(orders))
        for firing in firings:
            await desk.store.run(partial(settle, firing=firing, state="running", run=run.id, now=now))
        plan = Plan(
            name=name,
            store=desk.store.name,
            output=desk.output,
            orders=lambda: takewhile(lambda _: not stop.is_set(), orders),
            total=len(orders),
            settings=desk.settings,
            flags=desk.flags,
            jobs=desk.jobs,
            max_cost=desk.max_cost,
            grace=desk.grace,
        )
        totals = await carry_out(plan, desk.store, run, delivery, note, notice)
        settled = {firing: _STATES[states.get(firing.name, "open")] for firing in firings}
        if totals.signals:
            stop.set()
        if stop.is_set():
            settled = {firing: "stopped" if state == "open" else state for firing, state in settled.items()}
            await _end_stopped(desk.store, run, totals, is_cut_short="stopped" in settled.values())
        ended = now + timedelta(seconds=time.monotonic() - began)
        for firing, state in settled.items():
            await desk.store.run(partial(settle, firing=firing, state=state, run=run.id, now=ended))
    return totals


async def _end_stopped(store: Store, run: Run, totals: Totals, *, is_cut_short: bool) -> None:
    """Put down how *run* ended that was told to stop: when all was written, that was no interruption."""
    totals.ending = "interrupted" if is_cut_short else "ended"
    totals.reason = (totals.reason or "stopped") if is_cut_short else None
    await store.end(run, totals.ending, totals.reason)


def _batch(name: str, firings: Iterable[Firing], now: datetime) -> str:
    """What the run of *firings* is called: that of an earlier one, its ceiling with it, if all of them go on with it.

    A night's ceiling is not what an earlier night has left of its own.
    """
    batches = {firing.batch for firing in firings}
    return (batches.pop() if len(batches) == 1 else None) or f"{name} {now.astimezone(UTC):%Y-%m-%dT%H:%M}Z"


def _told(firing: Firing) -> str:
    if firing.again:
        return f"{firing.name}: taken up again for {firing.wall}"
    missed = f", with {firing.missed} that {'was' if firing.missed == 1 else 'were'} missed" if firing.missed else ""
    return f"{firing.name}: due at {firing.wall}{missed}"


class Schedule:
    """Runs the manifest at *path* until it is told to stop, reading it again when it has changed.

    *desk_of* makes a desk for a manifest, on a store that is opened anew where the one before is gone. *now* is the
    clock, and *sleep* how to wait.
    """

    def __init__(
        self,
        path: Path,
        desk_of: Callable[[Manifest], Desk],
        *,
        tell: Tell,
        notice: Notice,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._path = path
        self._desk_of = desk_of
        self._tell = tell
        self._notice = notice
        self._now = now
        self._sleep = sleep
        self._stamp = _stamp(path)
        self._timetable = Timetable.load(path)
        self._desk: Desk | None = desk_of(self._timetable.manifest)
        self._stop = asyncio.Event()
        self._interrupted = False
        self._is_prevented = self._is_unfinished = False
        self._reload = False
        self._trouble: str | None = None

    @property
    def has_left_over(self) -> bool:
        """Whether what was due last was not all written: the store could not be used, or a brief failed or is open."""
        return self._is_prevented or self._is_unfinished

    async def once(self) -> Totals | None:
        """Write what is due now; None where nothing is. Raises as :func:`run_due`."""
        desk = self._usable_desk()
        return await run_due(self._timetable, desk, self._now(), tell=self._tell, notice=self._notice)

    async def run(self) -> bool:
        """Write what is due whenever it is, until SIGINT or SIGTERM; whether that interrupted the writing of a brief.

        SIGHUP has the manifest read again. What goes wrong meanwhile is told, and tried again: a database that is gone
        may come back.
        """
        look_at = self._now()
        self._tell_next(look_at)
        with StopSignals(lambda _name: self._stop.set(), lambda: None), _on_hangup(self._read_again):
            while not self._stop.is_set():
                if self._reload or _stamp(self._path) != self._stamp:
                    self._load()
                    look_at = self._now()
                now = self._now()
                if now >= look_at or look_at - now > _LOOK_AGAIN:  # the clock may be set back
                    await self._look(now)
                    look_at = min(self._timetable.next(now) or now + _LOOK_AGAIN, now + _LOOK_AGAIN)
                else:
                    await self._sleep(_LOOK)
        return self._interrupted

    async def _look(self, now: datetime) -> None:
        try:
            totals = await run_due(
                self._timetable,
                self._usable_desk(),
                now,
                tell=self._tell,
                notice=self._notice,
                stop=self._stop,
            )
        except BriefingError as error:
            is_waiting = isinstance(error, StoreInUse)
            if str(error) != self._trouble:  # told once, not each minute of a night
                self._notice(f"{'waiting' if is_waiting else 'error'}: {error}")
            self._trouble, self._is_prevented = str(error), not is_waiting
            return
        self._trouble, self._is_prevented = None, False
        if totals is not None:
            self._is_unfinished = totals.ending != "ended" or totals.states["failed"] > 0
            if totals.ending == "interrupted":
                self._interrupted = True
            elif totals.reason:
                self._notice(f"error: stopped: {totals.reason}")
            self._tell_next(self._now())

    def _usable_desk(self) -> Desk:
        """The desk, made anew where its store is gone."""
        self._let_go_of_what_is_gone()
        if self._desk is None:
            self._desk = self._desk_of(self._timetable.manifest)
        return self._desk

    def _let_go_of_what_is_gone(self) -> None:
        if self._desk is not None and not self._desk.store.is_there:
            name = self._desk.store.name
            self._notice(f"error: {name}: was deleted or replaced while it was in use: a new one is opened")
            self._desk = None

    def _tell_next(self, now: datetime) -> None:
        if not self._stop.is_set() and (due := self._timetable.next(now)) is not None:
            self._notice(f"next at {due:%Y-%m-%d %H:%M} UTC")

    def _read_again(self) -> None:
        self._reload = True

    def _load(self) -> None:
        self._reload, self._stamp = False, _stamp(self._path)
        self._let_go_of_what_is_gone()
        desk: Desk | None = None
        try:
            timetable = Timetable.load(self._path)
            desk = self._desk_of(timetable.manifest)
        except StoreError:
            pass  # it is no fault of the manifest's; the next look tells it
        except BriefingError as error:
            self._notice(f"error: the manifest that was read before stays in force: {error}")
            return
        self._timetable, self._desk = timetable, desk
        scheduled = len(timetable.entries)
        self._notice(f"read {self._path} again: {scheduled} brief{' is' if scheduled == 1 else 's are'} scheduled")


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when the file does; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@contextmanager
def _on_hangup(call: Callable[[], None]) -> Iterator[None]:
    """Have SIGHUP call *call*, where there is such a signal and this is the main thread."""
    loop, number = asyncio.get_running_loop(), getattr(signal, "SIGHUP", None)
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, lambda *_: loop.call_soon_threadsafe(call))
    try:
        yield
    finally:
        signal.signal(number, before)
