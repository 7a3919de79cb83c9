"""Waiting for a database that is away: a server that is started again, a network that comes back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from briefing.errors import StoreError

Answer = TypeVar("Answer")

_ASK_AGAIN = 1.0
"""Seconds between two questions to a database that does not answer."""


class Patience:
    """How long a database that cannot be used is asked again: *seconds*; *notice* is told when that begins.

    An outage is common to all who ask: what comes late in it waits for the rest of it alone.
    """

    def __init__(self, seconds: float = 0.0, notice: Callable[[str], None] = lambda _: None) -> None:
        self._seconds = seconds
        self._notice = notice
        self._since: float | None = None

    def end(self) -> None:
        """Wait no more."""
        self._seconds = 0.0

    async def ask(self, question: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to *question*, which may be asked several times.

        Raises:
            StoreError: the database cannot be used, or still not.
        """
        began: float | None = None
        while True:
            try:
                answer = await question()
            except StoreError as error:
                now = time.monotonic()
                if self._since is None and self._seconds > 0:
                    self._notice(f"waiting for at most {self._seconds:g} s: {error}")
                self._since, began = self._since or now, began or now
                # Its own time counts too: what is refused while others are answered is no outage.
                if now - min(self._since, began) >= self._seconds:
                    raise
                await asyncio.sleep(_ASK_AGAIN)
            else:
                self._since = None
                return answer
