"""A batch that is cut short: told to stop, or killed outright."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.interruptions import Answers, check, kill_again_and_again
from tests.reference_server import ReferenceServer
from tests.reference_turns import Turn, transient
from tests.site import LOOPBACK, Page, Site
from tests.small_batch import Desk, titles_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="there are no such signals"),
]


class Process:
    """A batch as a process of its own; what it says goes into files."""

    def __init__(self, desk: Desk, *more: object, inputs: Iterable[object] = ()) -> None:
        self._log = desk.folder / "said"
        self._server = desk.server
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "BRIEFING_"))}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "briefing", *desk.arguments(*more, inputs=inputs)],
                cwd=desk.folder,
                env=clean,
                stdout=log,
                stderr=log,
            )

    @property
    def said(self) -> str:
        """What it said so far."""
        return self._log.read_text()

    def wait_for_calls(self, number: int) -> None:
        """Wait until the endpoint was asked that often."""
        _wait_until(lambda: len(self._server.asked) >= number or self.process.poll() is not None)
        assert self.process.poll() is None, self.said

    def tell(self, number: signal.Signals) -> None:
        """Send the signal, and wait until it is noticed."""
        before = self.said.count(": no new calls")
        self.process.send_signal(number)
        _wait_until(lambda: self.said.count(": no new calls") > before or self.process.poll() is not None)

    def end(self) -> int:
        """Wait for its end; the exit code."""
        return self.process.wait(60)


def _wait_until(holds: object) -> None:
    until = time.monotonic() + 60
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < until, "it never came"
        time.sleep(0.01)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Thirty reports, each of which takes half a second but for the first, which is answered at once."""
    slow = Answers(0.5)

    def script(body: dict[str, Any], number: int) -> Turn:
        turn = slow(body, number)
        return turn if number else replace(turn, delay=0)

    with ReferenceServer(script) as server:
        yield Desk(tmp_path, server, items=30)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop(desk: Desk, number: signal.Signals) -> None:
    """No new calls; those under way come in; the way to go on is printed, and goes on."""
    process = Process(desk, "-j", 4)
    process.wait_for_calls(1 + 4 + 1)
    process.tell(number)
    asked = desk.calls
    assert process.end() == 130
    assert desk.calls <= asked + 1  # one may have been on its way to the server
    said = process.said
    assert f"{number.name}: no new calls; those under way get 30 s (again to end them now)" in said
    assert f"interrupted: stopped by {number.name}" in said
    assert f"go on with: briefing batch {desk.reports} -o {desk.output}" in said
    assert len(desk.titles()) == desk.calls
    assert len([state for state in desk.states().values() if state == "done"]) == desk.calls
    calls = desk.calls
    assert desk.batch("-j", 16).returncode == 0
    assert desk.calls == 30
    assert desk.calls - calls == 30 - len([state for state in desk.states().values() if state == "known"])
    assert desk.titles() == titles_of(range(30))


@pytest.mark.parametrize("how", ["a second signal", "no grace"])
def test_ended_at_once(tmp_path: Path, how: str) -> None:
    """Calls that would take a minute are given up; what was paid for stays, and the next run buys the rest."""
    waiting, answers = [True], Answers(0)

    def script(body: dict[str, Any], number: int) -> Turn:
        turn = answers(body, number)
        return Turn(text="{}", delay=300) if number >= 3 and waiting else turn

    with ReferenceServer(script) as server:
        desk = Desk(tmp_path, server, items=8)
        process = Process(desk, "-j", 3, *(["--grace", 0] if how == "no grace" else []))
        process.wait_for_calls(3 + 3)
        process.tell(signal.SIGINT)
        if how != "no grace":
            assert process.process.poll() is None
            process.process.send_signal(signal.SIGTERM)
        assert process.end() == 130
        assert "go on with: " in process.said
        assert "cut off" in process.said
        assert set(desk.states().values()) <= {"done", "open"}
        waiting.clear()
        assert desk.bought_by(desk.batch) == 5
        assert desk.titles() == titles_of(range(8))


def test_stopped_before_the_first_answer(tmp_path: Path) -> None:
    """Who waits for the first one ends with it."""
    with ReferenceServer(Turn(text="{}", delay=300)) as server:
        desk = Desk(tmp_path, server, items=8)
        process = Process(desk, "--grace", 0)
        process.wait_for_calls(1)
        process.tell(signal.SIGTERM)
        assert process.end() == 130
        assert desk.calls == 1
        assert set(desk.states().values()) == {"open"}


def test_stopped_while_all_wait_for_the_service(tmp_path: Path) -> None:
    """Nobody stays for the end of a pause after which no call would be made."""
    with ReferenceServer(transient(429, retry_after="100")) as server:
        desk = Desk(tmp_path, server, items=8)
        desk.configure("tries = 5\n")
        process = Process(desk, "--grace", 1000)
        process.wait_for_calls(1)
        process.tell(signal.SIGTERM)
        assert process.end() == 130
        assert desk.calls == 1


@pytest.mark.parametrize("how", ["its grace is over", "a second signal"])
@pytest.mark.parametrize("kind", ["page", "feed"])
def test_a_page_that_never_ends_is_not_waited_for(tmp_path: Path, how: str, kind: str) -> None:
    """A byte a second holds up neither the grace nor a second signal, and the command to go on with is told."""
    slow = Page("x" * 10_000, kind="text/plain" if kind == "page" else "application/rss+xml", pause=1.0)
    with ReferenceServer(Answers(0)) as server, Site({"/slow": slow}) as site:
        desk, address = Desk(tmp_path, server, items=0), site.url("/slow", LOOPBACK)
        manifest = tmp_path / "desk.toml"
        asked = f'feeds = ["{address}"]' if kind == "feed" else f'sources = ["{address}"]'
        manifest.write_text(f"[briefs.slow]\n{asked}\n")
        grace = 0.2 if how == "its grace is over" else 1000
        process = Process(desk, "--allow-private", "--grace", grace, inputs=[manifest])
        _wait_until(lambda: site.asked or process.process.poll() is not None)
        process.tell(signal.SIGTERM)
        if how == "a second signal":
            process.process.send_signal(signal.SIGTERM)
        assert process.end() == 130
        assert "go on with: " in process.said
        assert "Traceback" not in process.said
        assert desk.states() == ({"slow": "open"} if kind == "page" else {})


@pytest.mark.parametrize("reorder", [False, True], ids=["in order", "re-ordered"])
@pytest.mark.timeout(180)
def test_killed_again_and_again(tmp_path: Path, reorder: bool) -> None:
    """Whatever the instant: every report has its brief, none is torn, and none was bought twice but on the wire."""
    answers = Answers(0.4)
    with ReferenceServer(answers) as server:
        story = kill_again_and_again(tmp_path, server, answers, items=24, kills=6, reorder=reorder)
    store = str(tmp_path / "briefs" / "briefing.db")
    figures = check(tmp_path / "briefs", store, answers, server, items=24, cut_off=story.killed)
    assert figures["kept"] == 24
