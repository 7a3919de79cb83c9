"""A batch that is killed again and again: reports, an endpoint that remembers, and what has to hold in the end.

Each report has a number in its text, and each answer tells it in its title and in its tokens, so that a brief over the
wrong answer, or an answer that is counted twice, shows.
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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing import Brief, verify
from briefing.store.connecting import look_into, read_url
from briefing.store.report import last_runs
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn, answer
from tests.small_brief import TEXT, small_draft

JOBS = 8
"""Calls at a time."""

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
        self._seconds = seconds
        self.calls: Counter[int] = Counter()

    def __call__(self, body: dict[str, Any], _number: int) -> Turn:
        """The answer to a request."""
        number = number_in(body["messages"][1]["content"])
        self.calls[number] += 1
        draft = small_draft(title=f"Norvale in report {number}")
        return answer(draft, delay=self.delay_of(number), usage=tokens_of(number))

    def delay_of(self, number: int) -> float:
        """Seconds until the report *number* is answered."""
        return self._seconds * random.Random(number).uniform(0.5, 1.5)

    def on_the_wire(self, server: ReferenceServer, moment: float) -> int:
        """How many requests were under way at *moment*, on the monotonic clock: asked, and not yet answered.

        An answer counts as under way for half a second more: it has to be read and written to a disk, by a process
        that shares its processor with others.
        """
        begun = [
            (request.time, self.delay_of(number_in(request.body["messages"][1]["content"])))
            for request in server.asked
            if request.body  # the process that sent it may have been killed in the middle of it
        ]
        return sum(asked <= moment <= asked + delay + 0.5 for asked, delay in begun)


@dataclass
class Story:
    """What happened to a batch: how often it was killed, and how many calls were on the wire at each time."""

    kills: int = 0
    on_the_wire: list[int] = field(default_factory=list)
    starts: int = 0


def command(*arguments: object, log: Path, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start ``briefing`` with *arguments* as a process; what it says goes into *log*."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "BRIEFING_"))}
    with log.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "briefing", *map(str, arguments)],
            stdout=file,
            stderr=file,
            env={**clean, **(environment or {})},
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
        process, story.starts = command(*ask, log=log), story.starts + 1
        if story.kills == kills:
            assert process.wait(600) == 0, log.read_text()[-2000:]
            return story
        # One in four is killed at whatever it does before it asks for anything.
        _wait_for_a_call(server, process, seconds=chance.choice((chance.uniform(0, 2), 60.0, 60.0, 60.0)))
        time.sleep(chance.uniform(0, 1.5))
        if process.poll() is None:
            process.kill()
            story.on_the_wire.append(min(answers.on_the_wire(server, time.monotonic()), JOBS))
            story.kills += 1
        process.wait()
        if reorder:
            chance.shuffle(numbers)
            write_reports(listed, numbers)


def _wait_for_a_call(server: ReferenceServer, process: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Wait until *process* has asked for something, at most so many *seconds*."""
    before, until = len(server.asked), time.monotonic() + seconds
    while len(server.asked) == before and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)


def check(output: Path, store: str, answers: Answers, *, items: int, on_the_wire: int) -> dict[str, int]:
    """Assert that every report has its brief, whole and right, and that nothing was bought twice; the figures."""
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
    figures = {
        "items": items,
        "calls": answers.calls.total(),
        "kept": sum(run["calls"] for run in runs),
        "on the wire at kills": on_the_wire,
        "tokens sent": sum(run["input_tokens"] for run in runs),
        "tokens received": sum(run["output_tokens"] for run in runs),
    }
    assert figures["kept"] == items, figures
    assert figures["calls"] <= items + on_the_wire, figures
    sent, received = zip(*map(tokens_of, range(items)), strict=True)
    assert (figures["tokens sent"], figures["tokens received"]) == (sum(sent), sum(received))
    return figures
