"""The account of one brief in one run: the ledger that the flow asks and tells, over a store and a pace."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from briefing.errors import Halted, StoreError
from briefing.ledger import Charge, Paid
from briefing.store import Run, Store
from briefing.unattended.pace import Pace

_LOOK_AGAIN = 0.5
"""Seconds between two looks at whether others gave back what they had set aside or claimed."""


class Account:
    """Implements :class:`briefing.ledger.Ledger` for the work *key* in *run*.

    *patience* is how many seconds to wait for money that others have set aside.
    """

    def __init__(self, store: Store, pace: Pace, run: Run, key: str, patience: float = float("inf")) -> None:
        self._store = store
        self._pace = pace
        self._run = run
        self._key = key
        self._patience = patience
        self._had: Counter[str] = Counter()
        self._worst: float | None = None
        self._held = False
        self._may_be_billed = False
        self._has_turn = False
        self._caller = key
        self._whole: Account | None = None
        self.bought = 0
        """Answers paid for in this process."""
        self.spent: float | None = 0.0
        """What they cost, in US dollars; None once the cost of one is not known."""

    @property
    def limited(self) -> bool:
        """Whether the run has a ceiling."""
        return self._run.max_cost is not None

    async def open(self) -> None:
        """Whoever had a call of this brief on the wire before is gone; what it can have cost counts as spent."""
        if self.limited and self._store.is_shared:
            await self._store.cut_off(self._run, self._key)

    def apart(self, label: str) -> Account:
        """The account of calls beside others of the same brief; what it takes counts for this one too."""
        self._pace.over(self._caller)  # its parts call in its stead, and may be waiting for the one who goes first
        part = Account(self._store, self._pace, self._run, self._key, self._patience)
        part._caller = f"{self._caller} {label}"
        part._whole = self
        return part

    async def find(self, request: str) -> Paid | None:
        """The next answer to *request* that the store has and that this brief has not had."""
        answers = await self._store.find_answers(request)
        if len(answers) <= self._had[request]:
            return None
        self._had[request] += 1
        return answers[self._had[request] - 1]

    @asynccontextmanager
    async def claim(self, request: str) -> AsyncIterator[None]:
        """Wait for whoever is buying the answer to *request*, in this process or on another machine."""
        self.yield_turn()
        lock = self._store.claim_lock(request)
        if lock.locked():
            self._pace.over(self._caller)  # they may be waiting for the one who goes first
        async with lock:
            try:
                began = time.monotonic()
                while not await self._store.claim(request):
                    self._pace.over(self._caller)
                    await self._look_again(began, "another worker asks for the same answer")
                yield
            finally:
                self._store.give_up(request)

    @asynccontextmanager
    async def clearance(self, worst: float | None) -> AsyncIterator[None]:
        """Wait for the pace's leave and for the money; the money stays set aside until the answer is kept."""
        self.yield_turn()
        async with self._pace.leave(self._caller):
            self._store.require_room()
            self._worst = worst
            self._may_be_billed = False
            if worst and self.limited:
                await self._set_aside(worst)
            try:
                yield
            except asyncio.CancelledError:
                self._may_be_billed = True  # the service may answer all the same
                raise
            except BaseException:
                await self._give_back()
                raise

    async def _set_aside(self, worst: float) -> None:
        """Set *worst* aside, once what others have on the wire leaves room for it.

        Raises:
            Halted: what is left of the ceiling would not pay for the dearest answer.
        """
        began = time.monotonic()
        while not (held := await self._store.reserve(self._run, self._key, worst)):
            if held is False:
                left = f"more than is left of the ceiling of {self._run.max_cost:g} USD"
                self._pace.halt(f"the next call could cost {worst:.4f} USD, {left}: give a higher --max-cost")
            await self._look_again(began, "what is left of the ceiling is set aside for others")
        self._held = True

    async def _look_again(self, began: float, reason: str) -> None:
        """Wait a little for others; since *began* they have had this brief's patience.

        Raises:
            Halted: no more calls are made, or patience has ended, for *reason*.
        """
        if self._pace.halted:
            raise Halted(self._pace.halted)
        if time.monotonic() - began > self._patience:
            raise Halted(reason)
        await asyncio.sleep(_LOOK_AGAIN)

    async def _give_back(self) -> None:
        if self._held:
            self._held = False
            await self._store.release(self._run, self._key, self._worst or 0.0, billed=self._may_be_billed)

    def pause(self, seconds: float) -> None:
        """Nobody calls this endpoint for so many seconds."""
        self._pace.pause(seconds)

    def lose(self) -> None:
        """The answer to the call on the wire was lost: what was set aside for it counts as spent."""
        self._may_be_billed = True

    async def keep(self, request: str, paid: Paid, charge: Charge) -> None:
        """Put the answer down, and let others call."""
        await self._store.keep_answer(self._run, self._key, request, paid, charge, self._worst)
        self._held = False
        self._count(charge)
        self._had[request] += 1
        self._pace.answered()
        # What is collected in parts is checked as a whole; and a part that held the turn would keep the others waiting.
        if not self._has_turn and self._whole is None:
            await self._pace.turn.acquire()
            self._has_turn = True

    def _count(self, charge: Charge) -> None:
        self.bought += 1
        self.spent = None if self.spent is None or charge.cost is None else self.spent + charge.cost
        if self._whole is not None:
            self._whole._count(charge)

    def yield_turn(self) -> None:
        """Let another brief be checked: this one waits for something, or is done."""
        if self._has_turn:
            self._has_turn = False
            self._pace.turn.release()

    async def close(self) -> None:
        """The brief makes no more calls. What was set aside for one that was cut off counts as spent."""
        self.yield_turn()
        self._pace.over(self._caller)
        # A store that is gone has been told of; the next run puts its books right.
        with suppress(StoreError):
            await self._give_back()
