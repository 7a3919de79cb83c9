"""The ledger: answers that were paid for, and leave to make the next call.

The flow asks it before each call and tells it after; what stands behind it is the caller's affair. One brief by
itself has :class:`NoLedger`; a batch has the one of :mod:`briefing.store`, in which an answer is never bought twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Paid:
    """An answer as it came: the body of the response, and the mode it was asked for in."""

    body: bytes
    mode: str


@dataclass(frozen=True, slots=True)
class Charge:
    """What one answer took: tokens, and US dollars. None is what the answer, or the price list, does not say."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: float | None = None


class Ledger(Protocol):
    """Kept for one brief. A request is known by its :func:`fingerprint`; asked twice, it has two answers."""

    @property
    def limited(self) -> bool:
        """Whether a ceiling is set, so that :meth:`clearance` has to be told what a call can cost."""

    async def find(self, request: str) -> Paid | None:
        """The answer to *request* that was paid for earlier and not yet given out to this brief."""

    def claim(self, request: str) -> AbstractAsyncContextManager[None]:
        """Alone look for an answer to *request*, and buys it: whoever comes meanwhile waits, and finds it.

        Raises:
            Halted: others take too long over it.
        """

    def clearance(self, worst: float | None) -> AbstractAsyncContextManager[None]:
        """Wait for leave to make a call, and hold it while the call is on the wire.

        *worst* is what the call can cost, in US dollars; it is set aside until the answer is kept or the call fails.

        Raises:
            Halted: no more calls are made.
        """

    def pause(self, seconds: float) -> None:
        """The service asked for fewer calls: nobody makes one for so long."""

    def lose(self) -> None:
        """The answer to the call on the wire was lost on its way, and may be billed."""

    async def keep(self, request: str, paid: Paid, charge: Charge) -> None:
        """Keep the answer to *request*: durable when this returns, before anything else is done with it."""

    def apart(self, label: str) -> Ledger:
        """The ledger for calls of the same brief that go on beside others, one after the other among themselves.

        To be closed when they are done.
        """

    async def close(self) -> None:
        """No more calls are made here."""


class NoLedger:
    """For a brief by itself: nothing is kept, and nothing waited for."""

    limited = False

    async def find(self, request: str) -> Paid | None:  # noqa: ARG002 - the protocol's
        """None: nothing was kept."""
        return None

    @asynccontextmanager
    async def claim(self, request: str) -> AsyncIterator[None]:  # noqa: ARG002 - the protocol's
        """At once: there are no others."""
        yield

    @asynccontextmanager
    async def clearance(self, worst: float | None) -> AsyncIterator[None]:  # noqa: ARG002 - the protocol's
        """At once."""
        yield

    def pause(self, seconds: float) -> None:
        """Nobody else is there to wait."""

    def lose(self) -> None:
        """Nothing was set aside."""

    async def keep(self, request: str, paid: Paid, charge: Charge) -> None:
        """Nowhere."""

    def apart(self, label: str) -> NoLedger:  # noqa: ARG002 - the protocol's
        """Itself: it knows nothing of anybody."""
        return self

    async def close(self) -> None:
        """Nothing was open."""


def fingerprint(**request: Any) -> str:
    """The sha256, in hexadecimal, by which a request is known again; over canonical JSON of what is asked."""
    text = json.dumps(request, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
