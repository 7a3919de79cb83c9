"""An endpoint for load: one process, one loop, the same brief for every report, so that the client is what is measured.

It answers ``/chat/completions`` with JSON of the wire schema, *delay* seconds after the request, and counts. With
*first* it answers the first request for each report with a 429 that asks for so many seconds.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.interruptions import number_in
from tests.reference_turns import answer, finished
from tests.small_brief import small_draft

_BODY = {"model": "reference-analyst", "messages": [], "response_format": {"type": "json_schema"}}


@dataclass(frozen=True)
class Load:
    """What the server is asked through, and what it has counted."""

    base_url: str
    _counts: Any

    @property
    def calls(self) -> int:
        """Requests for a completion that came."""
        return int(self._counts[0])

    @property
    def most_at_once(self) -> int:
        """The most that were under way at a time."""
        return int(self._counts[2])


@contextmanager
def serving(delay: float, *, first: float | None = None, draft: Mapping[str, Any] | None = None) -> Iterator[Load]:
    """The server, in a process of its own, for as long as the context lasts; *draft* is the answer to everything."""
    context = multiprocessing.get_context("spawn")
    ports, counts = context.Queue(), context.Array("l", 3)
    process = context.Process(target=_serve, args=(delay, first, draft or small_draft(), ports, counts), daemon=True)
    process.start()
    try:
        yield Load(f"http://127.0.0.1:{ports.get(timeout=60)}/v1", counts)
    finally:
        process.kill()
        process.join()


def _serve(delay: float, first: float | None, draft: Mapping[str, Any], ports: Any, counts: Any) -> None:
    body = finished(answer(draft, usage=(1000, 500)), _BODY)
    good = _response("200 OK", "", body)
    less = _response("429 Too Many Requests", f"Retry-After: {first:g}\r\n" if first else "", b'{"error": {}}')
    seen: set[int] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length")
                )
                asked = await reader.readexactly(length)
                counts[0] += 1
                counts[1] += 1
                counts[2] = max(counts[2], counts[1])
                response = good
                if first is not None and (number := number_in(json.loads(asked)["messages"][1]["content"])) not in seen:
                    seen.add(number)
                    response = less
                elif delay:
                    await asyncio.sleep(delay)
                writer.write(response)
                await writer.drain()
                counts[1] -= 1
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0, limit=1 << 24, backlog=1024)
        ports.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def _response(status: str, headers: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
