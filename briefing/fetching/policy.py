"""What is fetched: by whom it may be served, of which types, and how much of it."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from briefing.fetching.addresses import IPAddress, Judge, judged
from briefing.settings import Settings

Accept = frozenset[str]
"""Content types, in small letters."""

PAGES: Accept = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"})
DOCUMENTS: Accept = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "message/rfc822",
    }
)
FEEDS: Accept = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
        *("text/html", "text/plain"),  # as some servers call what they do not know
    }
)

Resolve = Callable[[str, int], Sequence[IPAddress]]
"""Gives the addresses of a host, for a port; OSError where it has none."""


def look_up(host: str, port: int) -> list[IPAddress]:
    """The addresses of *host*, by the resolver of the system, in the order in which they are to be tried."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(address[0]) for *_, address in found]


@dataclass(frozen=True)
class Policy:
    """What holds for one fetch, on every hop of it.

    *allow_private* opens loopback and intranets (RFC 1918, fc00::/7, and 100.64.0.0/10 of carriers and private
    networks), and only to an address that was given, or that such a one leads on to: no public page leads into them.
    Link-local addresses, metadata services of clouds, and whatever else is not public stay closed. *most_bytes* counts
    after decompression; *timeout* is in seconds for the whole, look-up and redirects included. *resolve* and *judge*
    are for who knows names, or a network, that the system does not.
    """

    allow_private: bool = False
    most_redirects: int = 5
    most_bytes: int = 20 * 2**20
    timeout: float = 30.0
    resolve: Resolve = look_up
    judge: Judge = judged

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The policy that *settings* make: a page takes no longer than the whole brief may."""
        return cls(allow_private=settings.allow_private, timeout=min(cls.timeout, settings.timeout))
