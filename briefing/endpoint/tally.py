"""What one brief has used so far: calls, tokens, dollars, and the time that is left."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from briefing.ledger import Charge, Ledger, NoLedger

Number = TypeVar("Number", int, float)


@dataclass
class Used:
    """Tokens and dollars are None once a call did not say: a part is never given as the whole."""

    mode: str = ""
    """The mode that the last answer was asked for in."""
    calls: int = 0
    """Answers that came; a try that failed for the moment is none, so a replay counts the same."""
    input_tokens: int | None = 0
    output_tokens: int | None = 0
    cost: float | None = 0.0

    def __post_init__(self) -> None:
        self._set_aside = 0.0
        self._given_back = asyncio.Event()

    def add(self, charge: Charge) -> None:
        """Count an answer."""
        self.calls += 1
        self.input_tokens = _sum(self.input_tokens, charge.input_tokens)
        self.output_tokens = _sum(self.output_tokens, charge.output_tokens)
        self.cost = _sum(self.cost, charge.cost)

    @asynccontextmanager
    async def reserved(self, worst: float, limit: float) -> AsyncIterator[bool]:
        """Set *worst* aside, waiting for calls on the wire where these may leave room; whether *limit* allows it."""
        while (short := self.cost is None or self.cost + self._set_aside + worst > limit) and self._set_aside > 0:
            self._given_back.clear()
            await self._given_back.wait()
        self._set_aside += 0 if short else worst
        try:
            yield not short
        finally:
            if not short:
                # Sums of dollars that are nothing are not quite nothing.
                self._set_aside = left if (left := self._set_aside - worst) > 1e-9 else 0.0
                self._given_back.set()


@dataclass
class Tally:
    """The books of one brief; :meth:`apart` is for calls that go on beside others."""

    deadline: float = float("inf")
    """The moment, on ``time.monotonic``'s clock, when the brief has to be done."""
    ledger: Ledger = field(default_factory=NoLedger)
    used: Used = field(default_factory=Used)

    _scope: asyncio.Timeout | None = None

    @asynccontextmanager
    async def apart(self, label: str) -> AsyncIterator[Tally]:
        """The books for calls beside others of the same brief: what they use is counted here too.

        What these wait for others is no time of the brief's own.
        """
        part = Tally(self.deadline, self.ledger.apart(label), self.used)
        try:
            yield part
        finally:
            await part.ledger.close()
            self.deadline = max(self.deadline, part.deadline)

    @asynccontextmanager
    async def until_deadline(self) -> AsyncIterator[asyncio.Timeout]:
        """Raise TimeoutError in what is awaited here when the deadline passes."""
        async with asyncio.timeout(max(self.deadline - time.monotonic(), 0)) as self._scope:
            try:
                yield self._scope
            finally:
                self._scope = None

    @contextmanager
    def stopped_clock(self) -> Iterator[None]:
        """Put the deadline off by as long as this lasts: waiting for others is no time of this brief's own."""
        began, scope = time.monotonic(), self._scope
        if scope is not None and scope.expired():
            scope = None  # it is being ended, and takes no other time
        if scope is not None:
            scope.reschedule(None)
        try:
            yield
        finally:
            self.deadline += time.monotonic() - began
            if scope is not None:
                left = max(self.deadline - time.monotonic(), 0)
                scope.reschedule(None if left == float("inf") else asyncio.get_running_loop().time() + left)


def _sum(total: Number | None, more: Number | None) -> Number | None:
    return None if total is None or more is None else total + more
