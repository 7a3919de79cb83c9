"""Work in threads that nobody waits for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")


async def apart(work: Callable[[], Result], name: str) -> Result:
    """What *work* returns or raises, in a thread of its own, called *name*. To be cancelled here leaves it to itself.

    A daemon thread, because the end of an event loop waits for the threads of its pool: an interrupt would take effect
    after the last sentence of a long report, or the last byte of a slow page.
    """
    done: Future[Result] = Future()
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            done.set_exception(error)
        else:
            done.set_result(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await asyncio.wrap_future(done)
