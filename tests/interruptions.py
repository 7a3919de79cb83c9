"""A batch that is killed again and again: reports, an endpoint that remembers, and what has to hold in the end.

Each report has a number in its text, and each answer tells it in its title and in its tokens, so that a brief over the
wrong answer, or an answer that is counted twice, shows. Each process has a key of its own, by which the server knows
whose call it is, so that what was lost with a process is counted and not guessed from the time.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing import Brief, verify
from briefing.store.connecting import look_into, read_url
from briefing.store.report import last_runs
from tests.reference_server import Recorded, ReferenceServer
from tests.reference_turns import MODEL, Turn, answer
from tests.small_brief import TEXT, small_draft

JOBS = 8
"""Calls at a time."""
_COMING_IN = 0.5
"""Seconds in which an answer is read and on the disk, on a quiet machine; what takes longer is shown, not asserted."""

_NUMBER = re.compile(r"This is report number (\d+)\.")


def number_in(text: str) -> int:
    """The number of the report in *text*."""
    found = _NUMBER.search(text)
    assert found is not None
    return int(found[1])


def tokens_of(number: int) -> tuple[int, int]:
    """What the answer to the report *number* takes."""
    return 1000 + number, 100 + number


def write_reports(path: Path, numbers: list[int], text: str = TEXT) -> None:
    """A JSONL file of reports that are *text* but for their *numbers*, in the order of these."""
    with path.open("w", encoding="utf-8") as file:
        for number in numbers:
            whole = f"{text}\nThis is report number {number}.\n"
            file.write(json.dumps({"id": f"report {number}", "text": whole, "published": "2026-03-04"}) + "\n")


class Answers:
    """The script of an endpoint that answers each report with a brief of its own, *seconds* after it was asked.

    The delays are spread around *seconds*, the same for each report whenever it comes.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.calls: Counter[int] = Counter()
        self._asked: list[dict[str, Any]] = []

    def __call__(self, body: dict[str, Any], _number: int) -> Turn:
        """The answer to a request."""
        number = number_in(body["messages"][1]["content"])
        self.calls[number] += 1
        self._asked.append(body)
        draft = small_draft(title=f"Norvale in report {number}")
        return answer(draft, delay=self.delay_of(number), usage=tokens_of(number))

    def delay_of(self, number: int) -> float:
        """Seconds until the report *number* is answered."""
        return self.seconds * random.Random(number).uniform(0.5, 1.5)

    def lost(self, server: ReferenceServer) -> Iterator[tuple[int, Recorded]]:
        """The requests at *server* whose answers were bought again, with the number of their report.

        Of several requests for one report all but the last: whoever asks again has not found the answer in the store.
        """
        ours = set(map(id, self._asked))
        last: dict[int, Recorded] = {}
        for request in server.asked:
            if id(request.body) in ours:
                number = number_in(request.body["messages"][1]["content"])
                if number in last:
                    yield number, last[number]
                last[number] = request


@dataclass
class Story:
    """What happened to a batch: how often it was started, and the keys of those killed, each with the moment of it."""

    starts: int = 0
    killed: dict[str, float] = field(default_factory=dict)


def command(
    *arguments: object, log: Path, key: str | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start ``briefing`` with *arguments* as a process, with an API *key* of its own; what it says goes into *log*."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "BRIEFING_"))}
    with log.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "briefing", *map(str, arguments)],
            stdout=file,
            stderr=file,
            env={**clean, **({"OPENAI_API_KEY": key} if key else {}), **(environment or {})},
        )


def kill_again_and_again(
    folder: Path, server: ReferenceServer, answers: Answers, *, items: int, kills: int, reorder: bool, seed: int = 1
) -> Story:
    """Run a batch over *items* reports in *folder*, kill it *kills* times at random instants, and let it end."""
    chance, story, numbers = random.Random(seed), Story(), list(range(items))
    listed, output, log = folder / "reports.jsonl", folder / "briefs", folder / "log"
    write_reports(listed, numbers)
    ask = ("batch", listed, "-o", output, "-m", MODEL, "--base-url", server.base_url, "-j", JOBS)
    while True:
        key, story.starts = f"start-{story.starts}", story.starts + 1
        process = command(*ask, log=log, key=key)
        if len(story.killed) == kills:
            assert process.wait(600) == 0, log.read_text()[-2000:]
            return story
        # One in four is killed at whatever it does before it asks for anything.
        _wait_for_a_call(server, process, seconds=chance.choice((chance.uniform(0, 2), 60.0, 60.0, 60.0)))
        time.sleep(chance.uniform(0, 1.5))
        if process.poll() is None:
            process.kill()
            story.killed[key] = time.monotonic()
        process.wait()
        if reorder:
            chance.shuffle(numbers)
            write_reports(listed, numbers)


def _wait_for_a_call(server: ReferenceServer, process: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Wait until *process* has asked for something, at most so many *seconds*."""
    before, until = len(server.asked), time.monotonic() + seconds
    while len(server.asked) == before and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)


def check(
    output: Path,
    store: str,
    answers: Answers,
    server: ReferenceServer,
    *,
    items: int,
    cut_off: Mapping[str, float] | None = None,
    jobs: int = JOBS,
) -> dict[str, int]:
    """Assert that every report has its brief, whole and right, and that nothing was bought twice; the figures.

    Only a process that was *cut off*, known by its key, with the moment of it, may have lost answers, and at most the
    *jobs* that it had on the wire.
    """
    assert not list(output.glob(".*.part"))
    found: Counter[int] = Counter()
    for path in output.glob("*.json"):
        brief = Brief.from_file(path)
        number = number_in(brief.sources[0].text)
        assert verify(brief) == []
        assert brief.title == f"Norvale in report {number}"
        assert (brief.provenance.input_tokens, brief.provenance.output_tokens) == tokens_of(number)
        assert path.with_suffix(".md").read_text(encoding="utf-8") == brief.to_markdown()
        found[number] += 1
    assert found == Counter(range(items))
    assert len(list(output.glob("*.md"))) == items
    engine = look_into(read_url(store))
    runs = last_runs(engine, 10_000)  # a start that finds all done is a run too
    engine.dispose()
    cut_off, lost = cut_off or {}, list(answers.lost(server))
    losers = Counter(key_of(request) for _, request in lost)
    late = [
        request
        for number, request in lost
        if request.time + answers.delay_of(number) + _COMING_IN < cut_off.get(key_of(request), 0.0)
    ]
    figures = {
        "items": items,
        "calls": answers.calls.total(),
        "kept": sum(run["calls"] for run in runs),
        "lost": len(lost),
        "most lost by one": max(losers.values(), default=0),
        "lost though answered a while before": len(late),
        "tokens sent": sum(run["input_tokens"] for run in runs),
        "tokens received": sum(run["output_tokens"] for run in runs),
    }
    assert figures["kept"] == items, figures
    assert figures["calls"] == items + figures["lost"], figures
    assert losers.keys() <= cut_off.keys(), (losers, figures)
    assert figures["most lost by one"] <= jobs, figures
    sent, received = zip(*map(tokens_of, range(items)), strict=True)
    assert (figures["tokens sent"], figures["tokens received"]) == (sum(sent), sum(received))
    return figures


def key_of(request: Recorded) -> str:
    """The key of the process that sent *request*."""
    return request.headers.get("authorization", "").removeprefix("Bearer ")
