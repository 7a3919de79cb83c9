"""The connection: to an address that was judged, and over when the time is.

A name is looked up once a hop, all of its addresses are judged, and the connection goes to one of those: a name that
means something else a moment later gains nothing. To the server and to TLS the host stays the name. No proxy of the
environment is used, which would look names up by itself.
"""

from __future__ import annotations

import functools
import ssl
import threading
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore2

from briefing.errors import SourceRefused, SourceUnreachable
from briefing.fetching.addresses import IPAddress, Standing
from briefing.fetching.places import Place
from briefing.fetching.policy import Policy

_TRIED = 4
"""Addresses of one name: it may have a thousand."""


class Deadline:
    """The moment at which a fetch is over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._over = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left.

        Raises:
            httpcore2.ReadTimeout: none.
        """
        left = self._over - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left


def vetted(place: Place, policy: Policy, deadline: Deadline, *, private: bool) -> tuple[list[IPAddress], bool]:
    """The addresses of *place*, and whether all of them are public; *private* says whether they need not be.

    All are judged, since nobody knows which a connection would go to.

    Raises:
        SourceRefused: one of them is not fetched from.
        SourceUnreachable: it has none.
    """
    addresses = [place.literal] if place.literal is not None else _looked_up(place, policy, deadline)
    verdicts = [policy.judge(address, place.port) for address in addresses]
    for address, (standing, kind) in zip(addresses, verdicts, strict=True):
        if standing is Standing.CLOSED or (standing is Standing.PRIVATE and not private):
            means = kind if place.literal is not None else f"{address}, {kind}"
            advice = "only public addresses are fetched"
            if standing is Standing.PRIVATE and not policy.allow_private:
                advice += "; --allow-private opens intranets"
            elif standing is Standing.PRIVATE:
                advice = "no public page leads into an intranet"
            raise SourceRefused(f"is at {means}: {advice}", place.shown)
    return addresses, all(standing is Standing.PUBLIC for standing, _ in verdicts)


def _looked_up(place: Place, policy: Policy, deadline: Deadline) -> list[IPAddress]:
    found: list[IPAddress] = []
    problems: list[str] = []

    def look_up() -> None:
        try:
            found.extend(dict.fromkeys(policy.resolve(place.host, place.port)))
        except (OSError, ValueError) as error:  # ValueError: a label that a resolver cannot have
            problems.append(getattr(error, "strerror", None) or "it is no name")

    # In a thread that is let go of: the system's resolver keeps no deadline of ours.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        deadline.left()
        raise httpcore2.ConnectTimeout
    if not found:
        why = problems[0] if problems else "it has no address"
        raise SourceUnreachable(f"its host cannot be looked up ({why}): check the address", place.shown)
    return found


@contextmanager
def answering(
    place: Place, addresses: Sequence[IPAddress], headers: Sequence[tuple[str, str]], deadline: Deadline
) -> Generator[httpcore2.Response]:
    """The answer of *place*, asked at one of *addresses*, with its body still to be read."""
    url = httpcore2.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.target)
    encoded = [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers]
    context = _tls() if place.scheme == "https" else None
    with (
        httpcore2.ConnectionPool(context, network_backend=_Pinned(addresses, deadline)) as pool,
        pool.stream("GET", url, headers=encoded) as response,
    ):
        yield response


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


@contextmanager
def understood(place: Place, deadline: Deadline) -> Generator[None]:
    """Have what goes wrong between us and *place* told in our words.

    Raises:
        SourceUnreachable: it went wrong.
    """
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise SourceUnreachable(f"did not come within {deadline.seconds:g} s: try again later", place.shown) from error
    except httpcore2.NetworkError as error:
        causes = [error, *error.args]
        if refused := next((each for each in causes if isinstance(each, ssl.SSLCertVerificationError)), None):
            why = f"its certificate does not hold: {refused.verify_message}"
        else:
            why = next((each.strerror for each in causes if isinstance(each, OSError) and each.strerror), str(error))
        raise SourceUnreachable(f"cannot be reached: {why}", place.shown) from error
    except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
        raise SourceUnreachable(f"did not answer as a web server does: {error}", place.shown) from error


class _Pinned(httpcore2.NetworkBackend):
    """Connects to one of *addresses*, whatever host it is asked for."""

    def __init__(self, addresses: Sequence[IPAddress], deadline: Deadline) -> None:
        self._addresses = addresses[:_TRIED]
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - it was looked up and judged
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline holds
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        plain, problem = httpcore2.SyncBackend(), None
        for tried, address in enumerate(self._addresses):
            # The time is shared out: the first may be one that never answers.
            share = self._deadline.left() / (len(self._addresses) - tried)
            try:
                stream = plain.connect_tcp(str(address), port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
            else:
                return _Timed(stream, self._deadline)
        raise problem or httpcore2.ConnectError("no address")


class _Timed(httpcore2.NetworkStream):
    """A connection on which each wait is cut at the deadline of the whole: a byte a second gains no time."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
