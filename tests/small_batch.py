"""A small batch: numbered reports, an endpoint that answers each with a brief of its own, and running it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.command import Done, run
from tests.interruptions import Answers, number_in, write_reports
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn
from tests.small_brief import TEXT

PRICES = "input_price = 1.0\noutput_price = 10.0\n"
"""For ``briefing.toml``: US dollars for a million tokens."""


class Desk:
    """A folder with ``reports.jsonl`` in it, and a server: what a batch needs."""

    def __init__(self, folder: Path, server: ReferenceServer, items: int) -> None:
        self.folder = folder
        self.server = server
        self.output = folder / "briefs"
        self.reports = folder / "reports.jsonl"
        write_reports(self.reports, list(range(items)))
        self.configure("tries = 1\n")

    def configure(self, text: str) -> None:
        """Have ``briefing.toml`` say *text*."""
        (self.folder / "briefing.toml").write_text(text)

    def arguments(self, *more: object, inputs: Iterable[object] = ()) -> list[str]:
        """What a batch over *inputs* is told, by default over the reports."""
        asked = [*(inputs or [self.reports]), "-o", self.output, "-m", MODEL, "--base-url", self.server.base_url, *more]
        return ["batch", *map(str, asked)]

    def batch(self, *more: object, inputs: Iterable[object] = ()) -> Done:
        """Run a batch over *inputs*, by default over the reports."""
        return run(*self.arguments(*more, inputs=inputs), cwd=self.folder)

    @property
    def calls(self) -> int:
        """How often the server was asked for a brief."""
        return len(self.server.asked)

    def bought_by(self, work: Callable[[], Any]) -> int:
        """How many calls *work* makes."""
        before = self.calls
        work()
        return self.calls - before

    def rows(self) -> dict[str, dict[str, str]]:
        """The summary, by id."""
        with (self.output / "summary.csv").open(encoding="utf-8", newline="") as file:
            return {row["id"]: row for row in csv.DictReader(file)}

    def states(self) -> dict[str, str]:
        """The state of each item in the summary."""
        return {name: row["state"] for name, row in self.rows().items()}

    def titles(self) -> set[str]:
        """The titles of the briefs in the folder."""
        return {json.loads(path.read_text(encoding="utf-8"))["title"] for path in self.output.glob("*.json")}


def titles_of(numbers: Iterable[int]) -> set[str]:
    """The titles of the briefs of the reports with *numbers*."""
    return {f"Norvale in report {number}" for number in numbers}


def report(number: int) -> str:
    """The report with that number."""
    return f"{TEXT}\nThis is report number {number}.\n"


def answering(number_of_turn: Callable[[int, int], Turn | None]) -> Callable[[dict[str, Any], int], Turn]:
    """An endpoint's script: what *number_of_turn* gives for a report's number and how often it was asked, else a
    brief.

    A request without a number is for a portion of the report that was asked for last, as where calls are made one at a
    time.
    """
    answers, last = Answers(0), [0]

    def give(body: dict[str, Any], number: int) -> Turn:
        content = body["messages"][1]["content"]
        if "report number" in content:
            last[0] = number_in(content)
            usual = answers(body, number)
            return number_of_turn(last[0], answers.calls[last[0]] - 1) or usual
        turn = number_of_turn(last[0], answers.calls[last[0]])
        assert turn is not None, "there is no brief for a portion"
        return turn

    return give
