"""How fast the calls of many briefs go: the first alone, all waiting together when the service asks for it.

Until one answer has come, one brief makes calls, and settles what the endpoint takes for the rest. After a 429 nobody
calls for as long as the service said, and then fewer at once, one more for each round that goes well. It is the
congestion control of TCP (RFC 5681), additive increase and multiplicative decrease, on the calls on the wire.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager, suppress

from briefing.errors import Halted


class Pace:
    """Gives leave for calls to one endpoint, *most* of them at a time, in the order in which they were asked for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = float(most)
        self._on_the_wire = 0
        self._most_at_once = 0
        """Calls on the wire at a time, at most, since the limit was set."""
        self._until = 0.0
        self._slowed = 0.0
        self._answered = False
        self._pilot: Hashable | None = None
        self._halted: str | None = None
        self._over = asyncio.Event()
        self._waiting: deque[tuple[Hashable, asyncio.Future[None]]] = deque()
        self._alarm: asyncio.TimerHandle | None = None
        self.turn = asyncio.Lock()
        """Held by the brief that is being checked: one at a time, so that between two of them calls go out. When many
        answers come at once, the next calls would otherwise wait for all of them to be checked."""

    @property
    def on_the_wire(self) -> int:
        """Calls that have leave."""
        return self._on_the_wire

    @property
    def has_answered(self) -> bool:
        """Whether an answer has come."""
        return self._answered

    @property
    def until(self) -> float:
        """When the pause ends, on ``time.time``'s clock, which machines share; in the past where there is none."""
        return self._until

    @asynccontextmanager
    async def leave(self, caller: Hashable) -> AsyncIterator[None]:
        """Wait for leave to make one call, and hold it for as long as the context lasts.

        *caller* is the brief; the first one keeps its precedence until :meth:`answered` or :meth:`over`.

        Raises:
            Halted: no more calls are made.
        """
        await self._admitted(caller)
        try:
            yield
        finally:
            self._on_the_wire -= 1
            self._admit()

    def answered(self) -> None:
        """An answer came: the others may call, and one more at once."""
        self._answered = True
        self._limit = min(self._limit + 1 / max(self._limit, 1), float(self._most))
        self._admit()

    def over(self, caller: Hashable) -> None:
        """*caller* makes no more calls."""
        if self._pilot == caller:
            self._pilot = None
            self._admit()

    def pause(self, seconds: float) -> None:
        """The service asked for fewer calls: nobody makes one for so many seconds."""
        now = time.time()
        # A burst of refusals is one sign, not a hundred; and that the first brief was refused, alone, says nothing of
        # how many calls at a time are too many.
        if now >= self._slowed and self._answered:
            self._limit = max(min(self._limit, self._most_at_once) / 2, 1.0)
            self._most_at_once = 0
        self._slowed = max(self._slowed, now + seconds)
        self.pause_until(now + seconds)

    def pause_until(self, until: float) -> None:
        """Nobody makes a call before *until*, on ``time.time``'s clock."""
        self._until = max(self._until, until)

    def halt(self, reason: str) -> None:
        """No call is made from now on, for *reason*; whoever waits for leave is told."""
        self._halted = self._halted or reason
        self._over.set()
        while self._waiting:
            _, turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(Halted(self._halted))

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds, or until no more calls are made: who waits to call again has nothing to wait for."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)

    @property
    def halted(self) -> str | None:
        """Why no more calls are made; None while they are."""
        return self._halted

    async def _admitted(self, caller: Hashable) -> None:
        if self._halted is not None:
            raise Halted(self._halted)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((caller, turn))
        self._admit()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._on_the_wire -= 1  # it was given leave in the moment in which it was called off
            self._admit()
            raise

    def _admit(self) -> None:
        """Give leave to whoever may have it now."""
        if (left := self._until - time.time()) > 0:
            if self._waiting and self._alarm is None:
                self._alarm = asyncio.get_running_loop().call_later(left, self._ring)
            return
        kept: deque[tuple[Hashable, asyncio.Future[None]]] = deque()
        while self._waiting and self._on_the_wire < int(self._limit):
            caller, turn = self._waiting.popleft()
            if turn.done():
                continue
            if not self._answered:
                if self._pilot not in (None, caller):
                    kept.append((caller, turn))
                    continue
                self._pilot = caller
            self._on_the_wire += 1
            self._most_at_once = max(self._most_at_once, self._on_the_wire)
            turn.set_result(None)
        self._waiting.extendleft(reversed(kept))

    def _ring(self) -> None:
        self._alarm = None
        self._admit()
