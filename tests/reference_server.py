"""An OpenAI-compatible server of our own, for tests and for recording: real HTTP on 127.0.0.1.

It is as strict as the real ones: a request that the protocol forbids gets the error that a real server
gives, and only what passes reaches the script. The script says what to answer::

    with ReferenceServer([transient(429, retry_after="1"), answer(draft)]) as server:
        client = AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0)
        ...
    assert len(server.requests) == 2

A script is one :class:`Turn` (for every request), turns in order, or a function of the request's body and
its number among those that reached the script, from 0. A request after the last turn is answered 400 with
code ``script_over``, and so fails the test that did not expect it. The turns are in
:mod:`tests.reference_turns`, what the server can do and refuses in :mod:`tests.reference_rules`.
"""

from __future__ import annotations

import gzip
import json
import os
import socket
import struct
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, cast

from tests.reference_rules import Refusal, Rules
from tests.reference_turns import CREATED, MODEL, Answerer, Script, Turn, error, finished, unauthorized


@dataclass(frozen=True)
class Recorded:
    """A request as it arrived; ``headers`` in lower case, ``body`` parsed or ``None``, ``time`` monotonic."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes
    body: Any
    time: float


class ReferenceServer:
    """Serve *script* on 127.0.0.1 for the length of a ``with`` block.

    On leaving, open connections are closed too: nothing answers any more. *rules* are what the server can do
    and what it refuses, *models* what it serves; with *api_key* it refuses any other. *models_turn* is what
    answers the question for the models instead. The *port* is a free one unless it is given: what is recorded
    for keeping has it in its address.
    """

    def __init__(
        self,
        script: Script,
        *,
        rules: Rules | None = None,
        models: tuple[str, ...] = (MODEL,),
        api_key: str | None = None,
        models_turn: Turn | None = None,
        port: int = 0,
    ) -> None:
        self.requests: list[Recorded] = []
        self.rules = rules or Rules()
        self.models = models
        self.api_key = api_key
        self.models_turn = models_turn
        self.stopping = threading.Event()
        self._script = _answerer(script)
        self._answered = 0
        self._lock = threading.Lock()
        self._http = _Http(("127.0.0.1", port), _Handler)
        self._http.reference = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        """The address to give a client, ending in ``/v1``."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def asked(self) -> list[Recorded]:
        """The requests for a chat completion, without those for the list of models."""
        with self._lock:
            return [request for request in self.requests if request.path.endswith("/chat/completions")]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._http.close_connections()
        self._thread.join()

    def note(self, request: Recorded) -> None:
        """Record *request*."""
        with self._lock:
            self.requests.append(request)

    def turn_for(self, request: Recorded) -> Turn:
        """What *request* is answered with."""
        route = request.path.split("?")[0]
        if self.api_key and request.headers.get("authorization") != f"Bearer {self.api_key}":
            return unauthorized()
        if route == "/v1/models" and request.method == "GET":
            return self.models_turn or _models(self.models)
        if route != "/v1/chat/completions":
            return _refuse(Refusal(404, f"Invalid URL ({request.method} {route})"))
        if request.method != "POST":
            return _refuse(Refusal(405, f"Not allowed to {request.method} on {route}."))
        if refusal := self.rules.refusal_of(request.body, self.models):
            return _refuse(refusal)
        with self._lock:  # a script may be an iterator, and turns are given out in the order of arrival
            number, self._answered = self._answered, self._answered + 1
            return self._script(request.body, number)


def unused_base_url() -> str:
    """An address on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


def _answerer(script: Script) -> Answerer:
    if isinstance(script, Turn):
        return lambda _body, _number: script
    if callable(script):
        return script
    turns = iter(script)
    over = error(400, "The script has no turn for this request.", code="script_over")
    return lambda _body, _number: next(turns, over)


def _refuse(refusal: Refusal) -> Turn:
    return Turn(status=refusal.status, body=refusal.body())


def _models(names: tuple[str, ...]) -> Turn:
    listed = [{"id": name, "object": "model", "created": CREATED, "owned_by": "reference"} for name in names]
    return Turn(body={"object": "list", "data": listed})


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    reference: ReferenceServer

    def __init__(self, *address: Any) -> None:
        self._connections: set[socket.socket] = set()
        super().__init__(*address)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news here."""

    def close_connections(self) -> None:
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_one_request(self) -> None:
        super().handle_one_request()
        if cast("_Http", self.server).reference.stopping.is_set():
            self.close_connection = True

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: stderr belongs to what is tested."""

    def _serve(self) -> None:
        server = cast("_Http", self.server).reference
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            body = json.loads(raw) if raw else None
        except ValueError:
            body = None
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Recorded(self.command, self.path, headers, raw, body, time.monotonic())
        server.note(request)
        turn = server.turn_for(request)
        if server.stopping.wait(turn.delay) or turn.drop == "before":
            self.close_connection = True
            return
        self._send(turn, finished(turn, body if isinstance(body, dict) else {}), server.stopping)

    def _send(self, turn: Turn, content: bytes, stopping: threading.Event) -> None:
        headers = {"Content-Type": "application/json", "X-Request-Id": "req_reference", **turn.headers}
        if turn.gzip and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.send_response(turn.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if turn.drop:
            content = content[: len(content) // 2]
            self.close_connection = True
        if turn.drip is None:
            self.wfile.write(content)
        else:
            for byte in content:
                self.wfile.write(bytes([byte]))
                if stopping.wait(turn.drip):
                    self.close_connection = True
                    return
        if turn.drop == "reset":
            # Lingering for no time makes closing a reset; detached, so that nobody says an orderly goodbye first.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())
