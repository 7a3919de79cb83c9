"""SIGINT and SIGTERM, told to who is at work instead of ending it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopSignals:
    """For as long as the context lasts, *first* is told the first signal's name, and *again* is called at the next.

    Needs a running event loop, in the main thread; in any other nothing is caught.
    """

    def __init__(self, first: Callable[[str], None], again: Callable[[], None]) -> None:
        self._first = first
        self._again = again
        self._loop = asyncio.get_running_loop()
        self._before: dict[signal.Signals, object] = {}
        self.came = 0
        """How many signals came."""

    def __enter__(self) -> Self:
        try:
            for number in _SIGNALS:
                self._before[number] = signal.signal(number, self._caught)
        except ValueError:
            self._before.clear()  # this is not the main thread
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _caught(self, number: int, _frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._tell, signal.Signals(number).name)

    def _tell(self, name: str) -> None:
        self.came += 1
        if self.came == 1:
            self._first(name)
        else:
            self._again()
