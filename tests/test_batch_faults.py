"""A batch and what goes wrong: one item, the endpoint, the money, the disk, the store."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.store import connecting
from briefing.store.connecting import look_into, read_url
from briefing.store.report import last_runs
from tests.interruptions import Answers, number_in, tokens_of, write_reports
from tests.reference_server import ReferenceServer, unused_base_url
from tests.reference_turns import (
    MODEL,
    Turn,
    answer,
    context_too_long,
    error,
    html_page,
    model_unknown,
    off_schema,
    quota_exhausted,
    refused,
    transient,
    truncated,
    unauthorized,
)
from tests.small_batch import PRICES, Desk, answering, report, titles_of
from tests.small_brief import small_draft, with_quotes

Serve = Callable[..., Desk]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Numbered reports, and an endpoint with a script."""
    servers: list[ReferenceServer] = []

    def start(script: Any, items: int = 4, **how: Any) -> Desk:
        server = ReferenceServer(script, **how)
        servers.append(server)
        server.__enter__()
        return Desk(tmp_path, server, items)

    yield start
    for server in servers:
        server.__exit__(None, None, None)


def _spent(desk: Desk) -> float:
    """What the books say, of all runs."""
    engine = look_into(read_url(str(desk.output / "briefing.db")))
    spent = sum(run["spent"] + run["cut_off"] + run["set_aside"] for run in last_runs(engine, 100))
    engine.dispose()
    return spent


# One item.


def test_what_cannot_be_read_fails_alone(serve: Serve) -> None:
    """A missing, an empty and a binary file, and a line that is no order, have their row; the others have briefs."""
    desk = serve(Answers(0), items=2)
    (desk.folder / "empty.txt").write_text("")
    (desk.folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    lines = [{"id": "gone", "path": "gone.txt"}, {"id": "empty", "path": "empty.txt"}]
    lines += [{"id": "binary", "path": "binary.txt"}, {"id": "none"}]
    with desk.reports.open("a") as file:
        file.write("".join(f"{json.dumps(line)}\n" for line in lines) + "{ broken\n")
    done = desk.batch()
    assert (done.returncode, desk.calls) == (1, 2)
    states = desk.states()
    assert sorted(states.values()) == ["done", "done", "failed", "failed", "failed", "failed", "failed"]
    assert {name for name in states if states[name] == "failed"} >= {"gone", "empty", "binary", "none"}
    assert all(row["error"] for row in desk.rows().values() if row["state"] == "failed")
    assert "2 done, 5 failed" in done.stderr
    assert "gone.txt" in desk.rows()["gone"]["error"]


@pytest.mark.parametrize(
    ("turn", "calls", "told"),
    [
        (refused(), 1, "declined"),
        (off_schema(), 3, "schema"),
        (truncated(), 2, "max_output_tokens"),
        (
            context_too_long(),
            9,
            "smaller --window",
        ),  # in portions too, and in finer ones: what is refused costs nothing
        (error(400, "This report is not welcome."), 1, "not welcome"),
    ],
    ids=["refused", "off schema", "truncated", "too long", "rejected"],
)
def test_what_the_model_will_not_answer_fails_alone(serve: Serve, turn: Turn, calls: int, told: str) -> None:
    """It is not asked again by the next run, unless that is asked for; the others have their briefs at once."""
    welcome = []

    def give(number: int, _again: int) -> Turn | None:
        return turn if number == 2 and not welcome else None

    desk = serve(answering(give))
    done = desk.batch("-j", 1)
    assert (done.returncode, desk.calls) == (1, 3 + calls)
    assert desk.titles() == titles_of([0, 1, 3])
    row = desk.rows()["report 2"]
    assert row["state"] == "failed"
    assert told in row["error"]
    assert "what failed is not tried again unless you say --retry-failed" in done.stderr
    again = desk.batch("-j", 1)
    assert (again.returncode, desk.calls) == (1, 3 + calls)
    assert desk.rows()["report 2"] == row
    welcome.append(True)
    retried = desk.batch("--retry-failed")
    assert (retried.returncode, desk.calls) == (0, 3 + calls + 1)
    assert desk.titles() == titles_of(range(4))


def test_a_failure_that_is_tried_again_and_fails_again(serve: Serve) -> None:
    """What was paid for the first failure is not taken for the answer to the second try."""
    desk = serve(answering(lambda number, _again: refused() if number == 1 else None), items=2)
    desk.batch()
    assert desk.bought_by(lambda: desk.batch("--retry-failed")) == 1
    assert desk.bought_by(desk.batch) == 0
    assert desk.states() == {"report 0": "known", "report 1": "failed"}


@pytest.mark.parametrize("turn", [transient(503), Turn(drop="before"), Turn(text="{}", drop="mid"), html_page()])
def test_what_had_no_answer_is_finished_by_the_next_run(serve: Serve, turn: Turn) -> None:
    """It stays open, and the same command, which is printed, goes on with it alone."""
    down = [True]
    desk = serve(answering(lambda number, _again: turn if number == 2 and down else None))
    done = desk.batch("-j", 1)
    assert done.returncode == 1
    assert desk.states()["report 2"] == "open"
    assert f"go on with: briefing batch {desk.reports} -o {desk.output} -m {MODEL}" in done.stderr
    down.clear()
    assert desk.bought_by(lambda: desk.batch("-j", 1)) == 1
    assert desk.titles() == titles_of(range(4))
    assert "open" not in desk.states().values()


# All items.


@pytest.mark.parametrize(
    ("turn", "told"),
    [(unauthorized(), "401"), (model_unknown(), MODEL), (quota_exhausted(), "quota")],
    ids=["key", "model", "quota"],
)
def test_what_would_fail_all_stops_all_after_one_call(serve: Serve, turn: Turn, told: str) -> None:
    """Everything that was read is reported; the next run goes on."""
    shut = [True]
    desk = serve(answering(lambda _number, _again: turn if shut else None), items=40)
    done = desk.batch("-j", 4, "--json")
    assert (done.returncode, desk.calls) == (1, 1)
    *items, last = map(json.loads, done.stdout.splitlines())
    assert {item["state"] for item in items} == {"open"}
    assert all(item["error"] for item in items)
    assert len(items) <= 2 * 4 + 1
    assert last["summary"]["ending"] == "stopped"
    assert told in last["summary"]["reason"]
    assert "error: stopped: " in done.stderr
    assert len(desk.rows()) == len(items)
    shut.clear()
    again = desk.batch()
    assert (again.returncode, desk.calls) == (0, 1 + 40)
    assert "going on with run 1" in again.stderr


def test_no_quota_in_the_middle_stops_all(serve: Serve) -> None:
    """What is on the wire by then comes in; nothing more is asked for."""
    empty, answers = [True], Answers(0)

    def give(body: dict[str, Any], number: int) -> Turn:
        return quota_exhausted() if number >= 10 and empty else answers(body, number)

    desk = serve(give, items=60)
    done = desk.batch("-j", 4)
    assert done.returncode == 1
    assert desk.calls <= 10 + 2 * 4
    assert len(desk.titles()) == 10
    empty.clear()
    assert desk.bought_by(desk.batch) == 50


def test_an_endpoint_that_is_not_there_is_given_up(serve: Serve) -> None:
    """After a few items, not after all of them."""
    desk = serve(Answers(0), items=50)
    done = desk.batch("--base-url", unused_base_url())
    assert done.returncode == 1
    assert "no answer came to 5 reports in a row" in done.stderr
    assert len(desk.rows()) <= 2 * 8 + 5
    assert set(desk.states().values()) == {"open"}
    assert desk.bought_by(desk.batch) == 50


def test_an_endpoint_that_never_answers_is_given_up(serve: Serve) -> None:
    """A server that takes each report and says nothing is as good as none."""
    from briefing.unattended.warming import warm_up

    warm_up()  # what is read at first use takes longer than the briefs have here
    desk = serve(answer(small_draft(), delay=60), items=30)
    done = desk.batch("--timeout", 1)
    assert done.returncode == 1
    assert "no answer came to 5 reports in a row" in done.stderr
    assert 1 <= desk.calls <= 5  # on a busy machine a brief's time may be over before it has called


def test_a_wrong_address_fails_no_report_for_good(serve: Serve) -> None:
    """What refuses the first reports may be another service; with the right address they are asked for."""
    desk = serve(Answers(0), items=20)
    done = desk.batch("--base-url", desk.server.base_url.replace("/v1", "/v7"))
    assert done.returncode == 1
    assert set(desk.states().values()) == {"open"}
    assert desk.batch().returncode == 0
    assert desk.titles() == titles_of(range(20))


def test_many_long_reports_in_a_row_stop_nobody(serve: Serve) -> None:
    """That a report is too long is an answer of a kind: the endpoint is there."""
    answers = Answers(0)

    def script(body: dict[str, Any], number: int) -> Turn:
        # The portions in which such a report is tried again need not hold its number.
        welcome = any(f"report number {number}." in body["messages"][1]["content"] for number in (25, 26, 27))
        return answers(body, number) if welcome else context_too_long()

    desk = serve(script, items=28)
    done = desk.batch("-j", 2)
    assert "3 done, 25 failed" in done.stderr
    assert desk.titles() == titles_of([25, 26, 27])


def test_after_a_refusal_for_now_all_wait_together(serve: Serve) -> None:
    """Each item is refused once at most, and no call is made before the service said so."""
    refusals: list[int] = []

    def give(_number: int, again: int) -> Turn | None:
        if again == 0 and len(refusals) < 5:
            refusals.append(1)
            return transient(429, retry_after="0.3")
        return None

    desk = serve(answering(give), items=24)
    desk.configure("tries = 5\n")
    assert desk.batch("-j", 8).returncode == 0
    assert desk.calls == 24 + len(refusals)
    assert desk.titles() == titles_of(range(24))


def test_a_refusal_of_everything_first_costs_one_call_each(serve: Serve) -> None:
    """Where every first answer is a refusal, every item takes two calls, however many are in hand."""
    desk = serve(answering(lambda _number, again: transient(429, retry_after="0.1") if again == 0 else None), items=12)
    desk.configure("tries = 5\n")
    assert desk.batch("-j", 12).returncode == 0
    assert desk.calls == 24


# Money.

_LIMITS = f"{PRICES}tries = 1\nmax_output_tokens = 200\n"


def _billed(desk: Desk) -> float:
    """What the server billed: every answer that it gave."""
    numbers = [number_in(request.body["messages"][1]["content"]) for request in desk.server.asked]
    return sum(sent * 1e-6 + received * 1e-5 for sent, received in map(tokens_of, numbers))


def _worst(desk: Desk) -> float:
    """What the dearest call could have cost."""
    longest = max(len(json.dumps(request.body, ensure_ascii=False).encode()) for request in desk.server.asked)
    return longest * 1e-6 + 200 * 1e-5


def test_the_ceiling_is_never_passed(serve: Serve) -> None:
    """However many calls are on the wire; what is left when the run stops would not have paid for one more."""
    desk = serve(Answers(0.02), items=40)
    desk.configure(_LIMITS)
    done = desk.batch("--max-cost", 0.06, "-j", 8)
    assert done.returncode == 1
    assert 0 < desk.calls < 40
    assert _billed(desk) <= 0.06
    assert _billed(desk) == pytest.approx(_spent(desk))
    assert 0.06 - _billed(desk) < 1.1 * _worst(desk)
    assert "more than is left of the ceiling of 0.06 USD: give a higher --max-cost" in done.stderr
    assert desk.bought_by(lambda: desk.batch("--max-cost", 0.06)) == 0
    before = _billed(desk)
    more = desk.batch("--max-cost", 0.08)
    assert more.returncode == 1
    assert before < _billed(desk) <= 0.08
    assert desk.batch("--max-cost", 5).returncode == 0
    assert (desk.calls, desk.titles()) == (40, titles_of(range(40)))


def test_a_ceiling_that_pays_for_no_call(serve: Serve) -> None:
    """Nothing is asked for, and every item that was read stays open."""
    desk = serve(Answers(0), items=3)
    desk.configure(_LIMITS)
    done = desk.batch("--max-cost", 0.001)
    assert (done.returncode, desk.calls) == (1, 0)
    assert set(desk.states().values()) == {"open"}


def test_a_ceiling_without_a_price_is_wrong_usage(serve: Serve) -> None:
    """Nobody can keep it; that is said before any call."""
    desk = serve(Answers(0))
    done = desk.batch("--max-cost", 1)
    assert (done.returncode, desk.calls) == (2, 0)
    assert "no price is known for this model" in done.stderr


def test_an_answer_of_unknown_cost_counts_as_the_dearest(serve: Serve) -> None:
    """A server that does not say what it billed is trusted with nothing."""

    def give(body: dict[str, Any], _number: int) -> Turn:
        return answer(small_draft(), usage=None)

    desk = serve(give, items=30)
    desk.configure(_LIMITS)
    desk.batch("--max-cost", 0.06)
    assert _spent(desk) <= 0.06
    assert desk.calls == pytest.approx(0.06 / _worst(desk), abs=1)


def test_the_ceiling_holds_over_interruptions(serve: Serve) -> None:
    """What was spent before the run was cut short is spent."""
    shut, answers = [True], Answers(0)

    def give(body: dict[str, Any], number: int) -> Turn:
        return unauthorized() if number >= 5 and shut else answers(body, number)

    desk = serve(give, items=40)
    desk.configure(_LIMITS)
    desk.batch("--max-cost", 0.06, "-j", 1)
    assert len(desk.titles()) == 5
    before = _spent(desk)
    shut.clear()
    desk.batch("--max-cost", 0.06, "-j", 4)
    assert before < _spent(desk) <= 0.06
    assert len(desk.titles()) < 40


@pytest.mark.parametrize("turn", [Turn(text="{}", drop="mid"), answer(small_draft(), delay=30)])
def test_what_was_lost_on_its_way_counts_as_spent(serve: Serve, turn: Turn) -> None:
    """An answer that broke off, or that nobody waited for, may have been billed: the ceiling counts it as the dearest
    one."""
    desk = serve(answering(lambda number, _again: turn if number == 1 else None), items=2)
    desk.configure(_LIMITS)
    desk.batch("--max-cost", 0.06, "-j", 1, "--timeout", 1.0)
    sent, received = tokens_of(0)
    assert _spent(desk) == pytest.approx(sent * 1e-6 + received * 1e-5 + _worst(desk), rel=0.02)


@pytest.mark.parametrize("turn", [transient(503), error(400, "no"), transient(429)])
def test_what_was_refused_is_given_back(serve: Serve, turn: Turn) -> None:
    """Nobody bills a refusal."""
    desk = serve(answering(lambda number, _again: turn if number == 1 else None), items=2)
    desk.configure(_LIMITS)
    desk.batch("--max-cost", 0.06, "-j", 1)
    sent, received = tokens_of(0)
    assert _spent(desk) == pytest.approx(sent * 1e-6 + received * 1e-5)


# Faults of ours, after the payment.


@pytest.mark.parametrize(
    "place",
    [
        "briefing.drafting.drafter.review",
        "briefing.write.assemble",
        "briefing.brief.Brief.to_json",
        "briefing.brief.Brief.to_markdown",
    ],
)
def test_what_broke_after_the_payment_is_finished_from_the_store(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """One item breaks, the others do not, and the next run finishes it without a call."""
    desk = serve(Answers(0))
    with monkeypatch.context() as patched:
        _break_once(patched, place)
        done = desk.batch()
    assert (done.returncode, desk.calls) == (1, 4)
    assert sorted(desk.states().values()) == ["done", "done", "done", "open"]
    assert "unexpected ZeroDivisionError" in done.stderr
    again = desk.batch()
    assert (again.returncode, desk.calls) == (0, 4)
    assert desk.titles() == titles_of(range(4))
    assert len(list(desk.output.glob("*.md"))) == 4


def _break_once(patched: pytest.MonkeyPatch, place: str) -> None:
    from importlib import import_module

    holder, _, name = place.rpartition(".")
    target = import_module("briefing.brief").Brief if holder.endswith("Brief") else import_module(holder)
    known, broken = getattr(target, name), []

    def breaking(*arguments: Any, **options: Any) -> Any:
        if not broken:
            broken.append(True)
            raise ZeroDivisionError("broken")
        return known(*arguments, **options)

    patched.setattr(target, name, breaking)


def test_a_repair_that_was_paid_for_is_not_bought_again(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A brief takes two calls where something had to be mended; both answers are in the store."""

    def give(body: dict[str, Any], _number: int) -> Turn:
        repairs = any(message["role"] == "assistant" for message in body["messages"])
        return answer(small_draft() if repairs else with_quotes(E3="No grain vessel left the port."))

    desk = serve(give, items=1)
    with monkeypatch.context() as patched:
        _break_once(patched, "briefing.write.assemble")
        desk.batch()
    assert (desk.calls, desk.states()) == (2, {"report 0": "open"})
    assert desk.batch().returncode == 0
    assert desk.calls == 2


# Folder, disk and store.


def test_a_folder_that_cannot_be_written_to(serve: Serve) -> None:
    """Nothing is bought that could not be delivered."""
    desk = serve(Answers(0))
    desk.output.write_text("a file in the folder's place")
    done = desk.batch()
    assert (done.returncode, desk.calls) == (1, 0)
    assert f"error: {desk.output}: cannot be written to: File exists" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_disk_that_fills_up_stops_the_run(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is paid for is in the store; with room again, the next run delivers it without a call."""
    desk = serve(Answers(0), items=30)
    known = os.fsync

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        done = desk.batch("--store", desk.folder / "elsewhere.db")
    assert os.fsync is known
    assert done.returncode == 1
    assert "cannot be written: No space left on device; the brief is in the store" in done.stderr
    paid = desk.calls
    assert 0 < paid < 30
    assert not list(desk.output.glob("*.md"))
    again = desk.batch("--store", desk.folder / "elsewhere.db")
    assert (again.returncode, desk.calls) == (0, 30)
    assert desk.titles() == titles_of(range(30))
    assert not list(desk.output.glob(".*"))


def test_a_store_that_fills_up_keeps_what_was_paid_for(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers on the wire go into a file, no more are bought, and the next run takes them in."""
    from briefing.store import runs

    desk = serve(Answers(0.05), items=30)
    known, kept = runs.keep_answer, []

    def full(connection: Any, **answer: Any) -> None:
        if len(kept) >= 6:
            # what SQLite does when its file may not grow
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
            connection.exec_driver_sql("INSERT INTO prompts VALUES ('x', ?)", ("x" * 10_000_000,))
        kept.append(True)
        known(connection, **answer)

    with monkeypatch.context() as patched:
        patched.setattr(runs, "keep_answer", full)
        done = desk.batch("-j", 4)
    assert done.returncode == 1
    assert "the disk is full" in done.stderr
    assert "the answer that was paid for is in " in done.stderr
    paid = desk.calls
    assert paid < 20
    again = desk.batch()
    assert (again.returncode, desk.calls) == (0, 30)
    assert desk.titles() == titles_of(range(30))


def test_a_store_that_another_program_has_locked(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for, and then said; nothing is bought."""
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.2)
    desk = serve(Answers(0))
    desk.batch("--max-cost", 1)  # it makes the store, and stops without a price
    other = sqlite3.connect(desk.output / "briefing.db")
    other.execute("BEGIN EXCLUSIVE")
    done = desk.batch()
    assert (done.returncode, desk.calls) == (1, 0)
    assert "is locked by another program" in done.stderr
    other.rollback()
    other.close()
    assert desk.batch().returncode == 0


def test_a_store_that_is_locked_in_the_middle(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers that it does not take wait in a file; the run stops, and the next one buys only what is left."""
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.2)
    others: list[sqlite3.Connection] = []

    answers = Answers(0)

    def give(body: dict[str, Any], number: int) -> Turn:
        if number == 5:
            others.append(sqlite3.connect(desk.output / "briefing.db", check_same_thread=False, timeout=10))
            others[0].execute("BEGIN EXCLUSIVE")
        return answers(body, number)

    desk = serve(give, items=30)
    done = desk.batch("-j", 1)
    assert done.returncode == 1
    assert "is locked by another program" in done.stderr
    assert desk.calls == 6
    others[0].rollback()
    others[0].close()
    again = desk.batch()
    assert (again.returncode, desk.calls) == (0, 30)


def test_a_store_that_is_deleted_in_the_middle(serve: Serve) -> None:
    """Nothing more is paid for that nobody would find again, and what was on the wire is kept beside it."""

    answers = Answers(0)

    def give(body: dict[str, Any], number: int) -> Turn:
        if number == 5:
            for path in desk.output.glob("briefing.db*"):
                path.unlink()
        return answers(body, number)

    desk = serve(give, items=30)
    done = desk.batch("-j", 1)
    assert done.returncode == 1
    assert "was deleted or replaced" in done.stderr
    assert desk.calls == 6
    again = desk.batch("-j", 1)
    assert again.returncode == 0
    # What was on the disk before went with the store, and only that is bought again: four answers, or five.
    assert desk.calls - (6 + 24) in (4, 5)
    assert desk.titles() == titles_of(range(30))


def test_a_store_in_a_folder_that_is_not_there(serve: Serve) -> None:
    """One clear line."""
    desk = serve(Answers(0))
    done = desk.batch("--store", desk.folder / "nowhere" / "x.db")
    assert (done.returncode, desk.calls) == (1, 0)
    assert "there is no folder" in done.stderr


def test_a_file_that_is_no_store_is_left_alone(serve: Serve) -> None:
    """One clear line, and not a byte of it changed."""
    desk = serve(Answers(0))
    other = desk.folder / "notes.txt"
    other.write_text("my notes\n" * 300)
    done = desk.batch("--store", other)
    assert (done.returncode, desk.calls) == (1, 0)
    assert other.read_text() == "my notes\n" * 300


def test_two_runs_at_once(serve: Serve) -> None:
    """The second ends with one clear line and does nothing, while the first goes on."""
    told: list[Any] = []

    def give(number: int, _again: int) -> Turn | None:
        if number == 2 and not told:
            told.append(desk.second())
        return None

    desk = serve(answering(give))
    desk.second = lambda: _run_apart(desk)  # type: ignore[attr-defined]
    assert desk.batch("-j", 1).returncode == 0
    code, said = told[0]
    assert code == 1
    assert "is in use by another run: wait for it to end, or name another --store" in said
    assert len(said.splitlines()) == 1
    assert desk.calls == 4
    assert desk.titles() == titles_of(range(4))


def _run_apart(desk: Desk) -> tuple[int, str]:
    import subprocess
    import sys

    process = subprocess.run(
        [sys.executable, "-m", "briefing", *desk.arguments()], cwd=desk.folder, capture_output=True, timeout=60
    )
    return process.returncode, process.stderr.decode()


def test_a_changed_model_after_a_stop_leaves_no_old_rows(serve: Serve) -> None:
    """The table tells how the items stand now, not how they stood when the run was stopped."""
    desk = serve(Answers(0), items=5)
    desk.batch("-m", "misspelt")
    assert set(desk.states().values()) == {"open"}
    assert desk.batch().returncode == 0
    with (desk.output / "summary.csv").open() as file:
        assert len(file.readlines()) == 1 + 5
    assert set(desk.states().values()) == {"done"}


def test_a_file_that_was_missing_leaves_no_old_row(serve: Serve) -> None:
    """What failed before the run was taken up again is told by how it stands now."""
    desk = serve(answering(lambda number, again: transient(503) if number == 0 and again == 0 else None), items=1)
    with desk.reports.open("a") as file:
        file.write('{"id": "late", "path": "late.txt"}\n')
    assert desk.batch().returncode == 1
    assert desk.states() == {"report 0": "open", "late": "failed"}
    (desk.folder / "late.txt").write_text(report(7))
    assert desk.batch().returncode == 0
    with (desk.output / "summary.csv").open() as file:
        assert len(file.readlines()) == 1 + 2
    assert set(desk.states().values()) == {"done"}


def test_whoever_stops_reading_the_json_stops_the_run(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody would be told what comes of the rest."""
    from briefing.unattended import meter

    def closed(_text: str) -> None:
        raise BrokenPipeError

    desk = serve(Answers(0), items=40)
    monkeypatch.setattr(meter, "print_line", closed)
    done = desk.batch("--json", "-j", 2)
    assert done.returncode == 1
    assert desk.calls < 40


def test_notes_beside_the_briefs_are_left_alone(serve: Serve) -> None:
    """What an interrupted run left half written is cleared away, and nothing else."""
    desk = serve(Answers(0), items=1)
    desk.output.mkdir()
    for name in (".norvale-0123456789ab.md-01234567.part", ".summary.csv-89abcdef.part", ".film.part", "x.part"):
        (desk.output / name).write_text("half")
    assert desk.batch().returncode == 0
    assert sorted(path.name for path in desk.output.glob("*.part")) == [".film.part", "x.part"]


def test_orders_that_break_off_lose_nothing(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours in reading them ends the run once what is under way has come in."""
    from briefing.orders import Order, inputs

    known = inputs.read_list

    def broken(*arguments: Any) -> Iterator[Order]:
        for number, order in enumerate(known(*arguments)):
            if number == 3:
                raise ZeroDivisionError("broken")
            yield order

    desk = serve(Answers(0.1))
    with monkeypatch.context() as patched:
        patched.setattr(inputs, "read_list", broken)
        done = desk.batch()
    assert done.returncode == 1
    assert "unexpected ZeroDivisionError" in done.stderr
    assert desk.titles() == titles_of(range(3))
    assert desk.bought_by(desk.batch) == 1


def test_odd_questions_spoil_no_batch(serve: Serve) -> None:
    """Lone surrogates, controls and long words in a line are the affair of that line."""
    desk = serve(Answers(0), items=2)
    lines = [
        {"id": "odd", "text": report(5), "question": "\ud800 why?"},
        {"id": "\udfff", "text": report(6) + "\ud800"},
    ]
    with desk.reports.open("a") as file:
        file.write("".join(f"{json.dumps(line)}\n" for line in lines))
    desk.batch()
    assert desk.titles() >= titles_of([0, 1])
    assert len(desk.rows()) == 4
    assert "unexpected" not in (desk.output / "summary.csv").read_text()


def test_reports_are_written_for_every_line_even_of_the_same_name(serve: Serve) -> None:
    """Two lines may have one id; content keeps them apart."""
    desk = serve(Answers(0), items=0)
    lines = [{"id": "same", "text": report(number)} for number in range(3)]
    desk.reports.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    assert desk.batch().returncode == 0
    assert desk.titles() == titles_of(range(3))
    write_reports(desk.reports, [0])


def test_each_item_that_cannot_be_read_has_its_row(serve: Serve) -> None:
    """Also where several lines have one id, or say the very same; taken up again, they are as many as before."""
    desk = serve(answering(lambda _number, again: transient(503) if again == 0 else None), items=1)
    lines = [{"id": "same", "path": f"gone{number}.txt"} for number in (1, 2, 3, 3)]
    with desk.reports.open("a") as file:
        file.write("".join(f"{json.dumps(line)}\n" for line in lines))
    for state in ("open", "done"):
        assert desk.batch().returncode == 1
        with (desk.output / "summary.csv").open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        assert [(row["id"], row["state"]) for row in rows if row["id"] != "same"] == [("report 0", state)]
        errors = [row["error"] for row in rows if row["id"] == "same"]  # as they came about, side by side
        assert sorted(re.findall(r"line \d|gone\d", error) for error in errors) == [
            ["line 2", "gone1"],
            ["line 3", "gone2"],
            ["line 4", "gone3"],
            ["line 5", "gone3"],
        ]


def test_the_ceiling_holds_by_whatever_name_the_folder_is_called(serve: Serve) -> None:
    """A link to it, or a way round, is the same run."""
    desk = serve(Answers(0), items=40)
    desk.configure(_LIMITS)
    desk.batch("--max-cost", 0.06, "-j", 1)
    spent, output = _spent(desk), desk.output
    (desk.folder / "link").symlink_to(output)
    for name in ("link", "briefs/../briefs"):
        desk.output = desk.folder / name
        assert "going on with run 1" in desk.batch("--max-cost", 0.06).stderr
    desk.output = output
    assert _spent(desk) == pytest.approx(spent)
