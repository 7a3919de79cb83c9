"""What a whole brief costs in CPU, beside one bare call of instructor for the same answer.

``python -m tests.bench.bench_brief``. Both ask the reference server over real HTTP, with the same messages and
schema, and get the same answer, which a person wrote. The server runs in a process of its own, so that
``time.process_time`` counts the client's work alone, and both sides pay for their sockets.

Ours is everything: reading the files, the prompt, the call, grounding, scorecard, the id, and rendering to
Markdown and to JSON. Theirs is ``instructor.from_openai(AsyncOpenAI(…))`` and one ``create``, whose result is
a checked :class:`~briefing.draft.Draft`. "Fresh" makes a client for every brief and every call, as a command
does; "shared" keeps one connection pool, as a batch does. Runs alternate, the first are thrown away, and what
is printed are medians.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import instructor
from openai import AsyncOpenAI

from briefing import Brief, awrite_brief
from briefing.checks import scorecard
from briefing.draft import Draft
from briefing.endpoint import Endpoint, Tally
from briefing.grounding import Terms, review, settle
from briefing.loading import load_sources
from briefing.prompt import Asked, Message, Prompts
from briefing.settings import Mode, Settings
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, reference_answers

ROOT = Path(__file__).parents[2]
CASES = {"niger": ROOT / "seeds" / "niger.md", "exercise": ROOT / "seeds" / "exercise"}
MODES: dict[Mode, instructor.Mode] = {"json_schema": instructor.Mode.JSON_SCHEMA, "tools": instructor.Mode.TOOLS}
WARM_UP, RUNS = 5, 30
GOAL = 2.0

Work = Callable[[], Awaitable[object]]


class Pool(httpx2.AsyncBaseTransport):
    """One connection pool for many clients: a client that is closed leaves it open."""

    def __init__(self) -> None:
        self._inner = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send *request* over the shared connections."""
        return await self._inner.handle_async_request(request)


def serve(addresses: Any, ended: Any) -> None:
    """Serve the written answers until *ended* is set; the address goes into *addresses*."""
    with ReferenceServer(reference_answers(ROOT / "tests" / "reference_answers")) as server:
        addresses.put(server.base_url)
        ended.wait()


def ours(path: Path, base_url: str, mode: Mode, transport: httpx2.AsyncBaseTransport | None) -> Work:
    """A whole brief, rendered twice."""

    async def work() -> Brief:
        brief = await awrite_brief([path], base_url=base_url, model=MODEL, mode=mode, transport=transport)
        brief.to_markdown()
        brief.to_json()
        return brief

    return work


def theirs(messages: list[Message], base_url: str, mode: Mode, client: AsyncOpenAI | None) -> Work:
    """One bare call of instructor."""

    async def work() -> None:
        mine = client or AsyncOpenAI(base_url=base_url, api_key="none")
        wrapped = instructor.from_openai(mine, mode=MODES[mode])
        draft = await wrapped.chat.completions.create(
            model=MODEL, messages=[dict(message) for message in messages], response_model=Draft, max_tokens=16_000
        )
        assert draft.judgments
        if client is None:
            await mine.close()

    return work


async def milliseconds(works: dict[str, Work]) -> dict[str, float]:
    """The median CPU of each work, in milliseconds, run in turn."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for run in range(WARM_UP + RUNS):
        for name, work in works.items():
            begins = time.process_time()
            await work()
            if run >= WARM_UP:
                spent[name].append((time.process_time() - begins) * 1000)
    return {name: statistics.median(times) for name, times in spent.items()}


def request_for(path: Path) -> list[Message]:
    """The messages that a brief over *path* sends."""
    sources = load_sources([path])
    return Prompts.load(None).request(sources, Asked(as_of=_cut_off(path)))


def _cut_off(path: Path) -> str:
    return max(source.published or "" for source in load_sources([path]))


async def stages(path: Path, base_url: str) -> dict[str, float]:
    """The median CPU of each stage of a brief, in milliseconds; the stages are called as the flow calls them."""
    settings, prompts = Settings.load({"base_url": base_url, "model": MODEL, "mode": "json_schema"}), Prompts.load(None)
    finished = await awrite_brief([path], base_url=base_url, model=MODEL)
    spent: dict[str, list[float]] = {}

    def note(stage: str, begins: float) -> float:
        now = time.process_time()
        spent.setdefault(stage, []).append((now - begins) * 1000)
        return time.process_time()

    for _ in range(WARM_UP + RUNS):
        clock = time.process_time()
        sources = load_sources([path])
        clock = note("loading", clock)
        messages = prompts.request(sources, Asked(as_of=finished.as_of))
        clock = note("prompt", clock)
        async with Endpoint(settings, prompts) as endpoint:
            clock = note("client set-up", clock)
            draft = (await endpoint.ask(messages, Tally())).draft
        clock = note("call", clock)
        terms = Terms({f"S{n}": source for n, source in enumerate(sources, 1)}, date.fromisoformat(finished.as_of))
        findings = review(draft, terms)
        clock = note("review", clock)
        settle(draft, terms, findings)
        clock = note("settle", clock)
        scorecard(finished)
        clock = note("checks", clock)
        finished.derive_id()
        clock = note("id", clock)
        finished.to_markdown()
        clock = note("Markdown", clock)
        finished.to_json()
        note("JSON", clock)
    return {stage: statistics.median(times[WARM_UP:]) for stage, times in spent.items()}


async def compare(base_url: str) -> None:
    """Print both tables."""
    print(
        f"A whole brief beside one bare call of instructor: CPU, median of {RUNS} runs; the goal is {GOAL:.1f} at most"
    )
    print(f"  {'':32}{'brief':>10}{'bare call':>12}{'ratio':>8}")
    pool = Pool()
    kept = AsyncOpenAI(base_url=base_url, api_key="none", http_client=httpx2.AsyncClient(transport=pool))
    for name, path in CASES.items():
        messages = request_for(path)
        brief = await awrite_brief([path], base_url=base_url, model=MODEL)
        assert brief.provenance.calls == 1, "the written answer needs no repair"
        for mode in MODES:
            found = await milliseconds(
                {
                    "brief": ours(path, base_url, mode, None),
                    "bare": theirs(messages, base_url, mode, None),
                    "brief, shared": ours(path, base_url, mode, pool),
                    "bare, shared": theirs(messages, base_url, mode, kept),
                }
            )
            for label, mine, other in (("fresh", "brief", "bare"), ("shared", "brief, shared", "bare, shared")):
                ratio = found[mine] / found[other]
                print(f"  {f'{name}, {mode}, {label}':32}{found[mine]:>7.1f} ms{found[other]:>9.1f} ms{ratio:>8.2f}")
    for name, path in CASES.items():
        parts = await stages(path, base_url)
        told = ", ".join(f"{stage} {spent:.1f}" for stage, spent in parts.items())
        print(f"  where {name}'s {sum(parts.values()):.1f} ms go: {told}")


def main() -> None:
    """Start the server, and print the tables."""
    context = multiprocessing.get_context("spawn")
    addresses, ended = context.Queue(), context.Event()
    server = context.Process(target=serve, args=(addresses, ended), daemon=True)
    server.start()
    try:
        asyncio.run(compare(addresses.get(timeout=60)))
    finally:
        ended.set()
        server.join(timeout=10)


if __name__ == "__main__":
    main()
