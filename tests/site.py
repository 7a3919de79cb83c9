"""A site of our own on loopback, for tests of what is fetched: real HTTP, with the faults that a script gives it.

::

    with Site({"/a": Page("<p>…</p>")}) as site:
        fetch(site.url("/a"), site.policy())

Its name, ``news.example``, is known to the policy that it makes, to which its port is public; every other port of
loopback stays what it is. No name is ever asked of a real resolver.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, ip_address
from ssl import SSLContext
from typing import Any, Self, cast

from briefing.fetching import Policy, Standing, Verdict, judged
from briefing.fetching.addresses import IPAddress

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Page:
    """What a path answers: *kind* is its content type, *pause* the seconds before each byte of its body.

    With *status_pause* even the first line comes a byte at a time. *length* is what ``Content-Length`` says, by default
    the truth; None leaves it out.
    """

    body: bytes | str = b""
    kind: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    status_pause: float = 0.0
    length: int | None = -1


def leading_to(location: str, status: int = 302) -> Page:
    """A redirect to *location*."""
    return Page(status=status, headers={"Location": location})


@dataclass(frozen=True)
class Asked:
    """A request as it arrived, with its headers by their names in small letters."""

    path: str
    headers: dict[str, str]


class Site:
    """Serve *pages*, by path, on loopback for the length of a ``with`` block; over TLS with *tls*."""

    def __init__(self, pages: Mapping[str, Page], *, tls: SSLContext | None = None) -> None:
        self.pages = dict(pages)
        self.asked: list[Asked] = []
        self.stopping = threading.Event()
        self.looked_up: list[str] = []
        self._http = _Http((LOOPBACK, 0), _Handler)
        self._http.site = self
        self._scheme = "http"
        if tls is not None:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
            self._scheme = "https"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._http.server_address[1]

    def url(self, path: str, host: str = "news.example") -> str:
        """The address of *path* under the name *host*."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    def policy(self, names: Mapping[str, str] | None = None, **options: Any) -> Policy:
        """A policy to which this site is public, and that knows *names*, each with an address."""
        known = {"news.example": LOOPBACK, "other.example": LOOPBACK, **(names or {})}

        def resolve(host: str, port: int) -> list[IPAddress]:
            self.looked_up.append(host)
            if host not in known:
                raise OSError(-2, "no such name")
            return [ip_address(address) for address in known[host].split()]

        def judge(address: IPAddress, port: int) -> Verdict:
            ours = (address, port) == (IPv4Address(LOOPBACK), self.port)
            return Verdict(Standing.PUBLIC, "ours") if ours else judged(address, port)

        return Policy(**{"resolve": resolve, "judge": judge, **options})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked may hang up, which is no fault of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = cast(_Http, self.server).site
        site.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
        page = site.pages.get(self.path.partition("?")[0], Page("<p>There is nothing here.</p>", status=404))
        body = page.body.encode() if isinstance(page.body, str) else page.body
        lines = [f"HTTP/1.1 {page.status} As It Is"]
        if page.kind is not None:
            lines.append(f"Content-Type: {page.kind}")
        if page.length is not None:
            lines.append(f"Content-Length: {len(body) if page.length < 0 else page.length}")
        lines += [f"{name}: {value}" for name, value in page.headers.items()]
        self._send("\r\n".join([*lines, "Connection: close", "", ""]).encode("utf-8"), page.status_pause)
        self._send(body, page.pause)
        self.close_connection = True

    def _send(self, data: bytes, pause: float) -> None:
        for part in [data] if not pause else [data[at : at + 1] for at in range(len(data))]:
            if pause and cast(_Http, self.server).site.stopping.wait(pause):
                return
            self.wfile.write(part)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""
