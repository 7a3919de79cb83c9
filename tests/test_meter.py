"""How a batch shows itself: a bar on a terminal, lines elsewhere, JSON for machines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.unattended.meter import as_json, cost_of, counted, print_json, shown, summary_as_json
from briefing.unattended.totals import Item, Totals
from tests.interruptions import Answers
from tests.reference_server import ReferenceServer
from tests.reference_turns import refused
from tests.small_batch import PRICES, Desk, answering

HOSTILE = "\x1b[31mone\x07\ntwo\u202e :smile: [bold]x[/bold]"

Say = Callable[[Item], None]


@pytest.fixture
def totals() -> Totals:
    """Nothing so far."""
    return Totals()


def _done(name: str, **how: Any) -> Item:
    return Item(name, "done", "ab" * 32, (Path("briefs/x-abababababab.md"),), **{"bought": 1, "spent": 0.25, **how})


# Figures.


def test_totals_add_up(totals: Totals) -> None:
    """Items by state, calls, dollars; a cost that is not known makes the sum unknown."""
    totals.add(_done("a"), "model")
    totals.add(_done("b"), "model")
    totals.add(Item("c", "failed", error="no"), None)
    assert counted(totals) == "2 done, 1 failed"
    assert (totals.bought, totals.changed["model"], cost_of(totals)) == (2, 2, "0.50 USD")
    totals.add(_done("d", spent=None), None)
    totals.add(_done("e"), None)
    assert cost_of(totals) == "cost unknown"


def test_what_stopped_a_run_first_is_told(totals: Totals) -> None:
    """What goes wrong after it is not the reason; an interruption stays one."""
    from briefing.errors import OutputError, StoreError

    totals.stop(StoreError("full"))
    totals.stop(OutputError("full, too"))
    assert (totals.ending, totals.reason, type(totals.refused)) == ("stopped", "full", StoreError)
    interrupted = Totals(ending="interrupted", reason="stopped by SIGINT")
    interrupted.stop(StoreError("full"))
    assert (interrupted.ending, interrupted.reason) == ("interrupted", "stopped by SIGINT")


def test_an_item_for_machines() -> None:
    """What is not known is null."""
    assert as_json(_done("a", spent=None)) == {
        "id": "a",
        "state": "done",
        "work": "ab" * 32,
        "files": ["briefs/x-abababababab.md"],
        "error": None,
        "calls": 1,
        "cost_usd": None,
    }
    assert as_json(Item("b", "failed", error="no"))["work"] is None


def test_the_summary_for_machines(totals: Totals) -> None:
    """All states are there, those that did not come with 0."""
    totals.add(_done("a"), None)
    assert summary_as_json(totals) == {
        "summary": {
            "done": 1,
            "known": 0,
            "failed": 0,
            "open": 0,
            "queued": 0,
            "calls": 1,
            "cost_usd": 0.25,
            "ending": "ended",
            "reason": None,
        }
    }


def test_hostile_words_on_a_line_of_json(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """They come back as they were, and act on no terminal on the way."""
    print_json({"id": HOSTILE})
    line = capfdbinary.readouterr().out
    assert json.loads(line) == {"id": HOSTILE}
    assert line.count(b"\n") == 1
    assert b"\x1b" not in line
    assert "\u202e".encode() not in line


# Lines.


def test_a_line_for_each_item(totals: Totals, capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, one line whatever is in it; stdout stays empty."""
    with shown(None, as_lines_of_json=False) as (tell, notice):
        tell(_done("a"), totals)
        tell(Item(HOSTILE, "failed", error=HOSTILE), totals)
        notice(HOSTILE)
    said = capsys.readouterr()
    shown_as = "[31mone two :smile: [bold]x[/bold]"
    assert said.out == ""
    assert said.err.splitlines() == [
        "briefing: done: a: x-abababababab.md",
        f"briefing: failed: {shown_as}: {shown_as}",
        f"briefing: {shown_as}",
    ]


def test_items_left_unfinished_alike_have_a_line_each(totals: Totals, capsys: pytest.CaptureFixture[str]) -> None:
    """What stopped one stopped its neighbours too, and each is told of by its name."""
    with shown(None, as_lines_of_json=False) as (tell, _):
        for name in ("a", "b", "c"):
            tell(Item(name, "open", error="stopped by SIGINT"), totals)
    said = capsys.readouterr().err.splitlines()
    assert said == [f"briefing: unfinished: {name}: stopped by SIGINT" for name in ("a", "b", "c")]


def test_without_stderr_nobody_is_told(totals: Totals, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed stream is no reason to stop."""
    monkeypatch.setattr(sys, "stderr", None)
    with shown(None, as_lines_of_json=False) as (tell, notice):
        tell(_done("a"), totals)
        notice("a notice")


# A terminal.


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Six reports, the second of which is refused, and prices."""
    with ReferenceServer(answering(lambda number, _again: refused() if number == 1 else None)) as server:
        desk = Desk(tmp_path, server, items=6)
        desk.configure(PRICES)
        yield desk


def _on_a_terminal(desk: Desk, *more: str) -> tuple[str, str]:
    """What a batch puts on its terminal, and on stdout, which is none."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "BRIEFING_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", *desk.arguments(*more)],
        cwd=desk.folder,
        env={**clean, "TERM": "xterm", "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=follower,
    )
    os.close(follower)
    seen = bytearray()
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        seen += piece
    assert process.stdout is not None
    out = process.stdout.read()
    process.stdout.close()
    process.wait(60)
    os.close(leader)
    return seen.decode(), out.decode()


def test_a_bar_on_a_terminal(desk: Desk) -> None:
    """How many of how many, what they cost and how fast; what failed on a line of its own."""
    seen, out = _on_a_terminal(desk)
    assert out == ""
    assert "6/6" in seen
    assert "5 done, 1 failed" in seen
    assert "/s" in seen
    assert "USD" in seen
    assert "left" in seen
    assert "failed: report 1: reference-analyst: the model declined" in seen
    assert "done: report 0" not in seen


def test_no_bar_for_machines(desk: Desk) -> None:
    """Also where stderr is a terminal."""
    seen, out = _on_a_terminal(desk, "--json")
    assert len([json.loads(line) for line in out.splitlines()]) == 7
    assert "6/6" not in seen
    assert "\x1b" not in seen


def test_no_bar_without_a_terminal(tmp_path: Path) -> None:
    """A log has lines, and nothing that moves a cursor."""
    with ReferenceServer(Answers(0)) as server:
        desk = Desk(tmp_path, server, items=2)
        done = desk.batch()
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr
    assert sum(line.startswith("briefing: done: report ") for line in done.stderr.splitlines()) == 2


def test_names_on_a_terminal_cannot_act(desk: Desk) -> None:
    """A bar's lines are as harmless as those of a log: no colours, no pictures, no markup."""
    name = "\x1b[31mone\x07 :smile: [bold]x[/bold]"
    desk.reports.write_text(json.dumps({"id": name, "path": "gone.txt"}) + "\n")
    seen, _ = _on_a_terminal(desk)
    assert "failed: [31mone :smile: [bold]x[/bold]: " in seen
    assert "\x07" not in seen
