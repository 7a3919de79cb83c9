"""The command line, as a user meets it: what is printed where, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.command import Done, run
from tests.conftest import ROOT
from tests.record import ANSWERS, RECORDINGS
from tests.reference_server import ReferenceServer
from tests.reference_turns import Turn, reference_answers, unauthorized

NIGER = RECORDINGS[0]
REPORT = "France and Niger signed an accord on Monday. Officials said it would take effect in June.\n"


def one_line(done: Done) -> str:
    """The one line of an error; stdout stays empty and no traceback is shown."""
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("briefing: error: ")
    return lines[0]


def test_the_embedded_endpoint_answers_when_nothing_is_configured(tmp_path: Path) -> None:
    """A brief on stdout; stderr says that the embedded endpoint wrote it; exit code 0."""
    (tmp_path / "report.txt").write_text(REPORT)
    done = run("write", "report.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# ")
    assert "embedded" in done.stdout
    assert "embedded" in done.stderr


def test_standard_input_is_a_source() -> None:
    """``-`` reads the report from standard input."""
    done = run("write", "-", "-f", "json", stdin=REPORT)
    assert json.loads(done.stdout)["sources"][0]["text"] == REPORT


def test_what_a_folder_holds_beside_reports_is_said(tmp_path: Path) -> None:
    """Files of kinds that are not read are named on stderr, also by a dry run, and counted in the brief's warnings."""
    (tmp_path / "mix").mkdir()
    for name in ("report.md", "old.doc", "x.rtf", "notes.xyz"):
        (tmp_path / "mix" / name).write_text(REPORT)
    told = "briefing: mix: passed by, being of no kind that is read in a folder: notes.xyz, old.doc, x.rtf\n"
    done = run("write", "mix", "-f", "json", cwd=tmp_path)
    assert done.stderr.startswith(told)
    assert any("3 other files were passed by" in warning for warning in json.loads(done.stdout)["warnings"])
    (tmp_path / "brief.json").write_text(done.stdout)
    assert run("verify", "brief.json", cwd=tmp_path).stdout == "brief.json: consistent\n"
    assert run("write", "mix", "--dry-run", cwd=tmp_path).stderr.startswith(told)
    assert told in run("batch", "mix", "-o", "briefs", "-m", "embedded", cwd=tmp_path).stderr


def test_nothing_to_write_about_is_no_error_of_a_batch(tmp_path: Path) -> None:
    """A folder of nothing and a list of nothing alike: on a quiet night there is no report."""
    (tmp_path / "quiet").mkdir()
    (tmp_path / "quiet.jsonl").write_text("")
    for name in ("quiet", "quiet.jsonl"):
        done = run("batch", name, "-o", "briefs", "-m", "embedded", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "0 done" in done.stderr


def test_the_suffix_picks_the_format(tmp_path: Path) -> None:
    """``-o brief.json`` writes JSON there and nothing to stdout; ``-f`` goes before the suffix."""
    (tmp_path / "report.txt").write_text(REPORT)
    done = run("write", "report.txt", "-o", "brief.json", cwd=tmp_path)
    assert done.stdout == ""
    assert "wrote brief.json" in done.stderr
    assert json.loads((tmp_path / "brief.json").read_text())["schema"] == "briefing/1"
    run("write", "report.txt", "-o", "odd.json", "-f", "markdown", cwd=tmp_path)
    assert (tmp_path / "odd.json").read_text().startswith("# ")


def test_a_report_is_not_written_over(tmp_path: Path) -> None:
    """An output that is one of the inputs, or the recording, is refused, also under another name; nothing is lost."""
    (tmp_path / "report.md").write_text(REPORT)
    (tmp_path / "link.md").symlink_to("report.md")
    for name in ("report.md", "link.md"):
        done = run("write", "report.md", "-o", name, cwd=tmp_path)
        assert done.returncode == 2
        assert name in one_line(done)
    assert (tmp_path / "report.md").read_text() == REPORT


def test_a_dash_is_standard_output_too(tmp_path: Path) -> None:
    """``-o -`` prints, as ``-`` reads, and leaves no file of that name."""
    assert run("write", "-", "-o", "-", stdin=REPORT, cwd=tmp_path).stdout.startswith("# ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path: Path) -> None:
    """The brief that cannot be printed is an error of its own, not a traceback and not a success."""
    (tmp_path / "report.txt").write_text(REPORT)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "briefing", "write", "report.txt"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "briefing: error: standard output: cannot be written: No space left on device\n"


def test_an_unknown_suffix_is_wrong_usage(tmp_path: Path) -> None:
    """A suffix that names no format is told at once, with what would do."""
    (tmp_path / "report.txt").write_text(REPORT)
    done = run("write", "report.txt", "-o", "brief.docx", cwd=tmp_path)
    assert done.returncode == 2
    assert ".json" in one_line(done)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["write"], 2, "SOURCE"),
        (["write", "missing.txt"], 1, "missing.txt"),
        (["write", "empty.txt"], 1, "empty.txt"),
        (["write", "report.txt", "--scale", "words"], 2, "icd203"),
        (["write", "report.txt", "--as-of", "May"], 2, "error: --as-of: is a day as YYYY-MM-DD"),
        (["batch", "report.txt", "-o", "b", "-m", "embedded", "--as-of", "May"], 2, "error: --as-of: is a day as"),
        (["write", "report.txt", "--max-cost", "-1"], 2, "error: --max-cost: is more than 0"),
        (["write", "report.txt", "--samples", "0"], 2, "error: --samples: is a whole number"),
        (["write", "report.txt", "--language", "xx-bogus"], 2, "error: --language: is a code such as en"),
        (["write", "report.txt", "-m", "gpt-5"], 2, "OPENAI_API_KEY"),
        (["write", "report.txt", "--timeout", "-1"], 2, "more than 0"),
        (["write", "report.txt", "-o", "missing/brief.md"], 1, "missing/brief.md"),
        (["write", "report.txt", "--cassette", "none.yaml", "--record-mode", "none"], 1, "none.yaml"),
        (["write", "report.txt", "--prompts", "nowhere"], 2, "nowhere"),
        (["batch", "report.txt", "-o", "b", "-m", "embedded", "--prompts", "nowhere"], 2, "nowhere"),
        (["worker", "--store", "x.db"], 2, "workers share a PostgreSQL store"),
        (["worker", "--store", "postgresql:///x"], 2, "there is no endpoint to ask: set OPENAI_API_KEY"),
        (["worker", "--store", "postgresql:///x", "-m", "gpt-5"], 2, "there is no endpoint to ask"),
        (["verify", "report.txt"], 1, "report.txt"),
        (["verify", "missing.json"], 1, "missing.json"),
        (["nonsense"], 2, "nonsense"),
        (["write", "http://127.0.0.1/report"], 1, "--allow-private opens intranets"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_error_is_one_line(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    """What, which input, why: one line on stderr, nothing on stdout, the exit code that the kind has."""
    (tmp_path / "report.txt").write_text(REPORT)
    (tmp_path / "empty.txt").write_text("")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in one_line(done)


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    """``--debug``, before or after the command, shows where an error came from."""
    for arguments in (["--debug", "write", "no.txt"], ["write", "no.txt", "--debug"]):
        done = run(*arguments, cwd=tmp_path)
        assert "Traceback" in done.stderr
        assert done.returncode == 1


def test_a_refused_key_is_told_without_the_key(tmp_path: Path) -> None:
    """The error of the endpoint is one line, and the key is not in it."""
    (tmp_path / "report.txt").write_text(REPORT)
    with ReferenceServer([unauthorized()]) as server:
        done = run(
            "write",
            "report.txt",
            "-m",
            "reference-analyst",
            cwd=tmp_path,
            environment={"OPENAI_API_KEY": "sk-very-secret-key", "OPENAI_BASE_URL": server.base_url},
        )
    assert done.returncode == 1
    assert "sk-very-secret" not in one_line(done)


def test_a_replay_needs_neither_key_nor_network() -> None:
    """A cassette of the repository gives its brief, with the recorded model, and says nothing on stderr."""
    done = run("write", ROOT / NIGER.sources, "-q", NIGER.question, "--cassette", NIGER.cassette)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "reference-analyst" in done.stdout


def test_strict_fails_when_a_standard_is_not_met() -> None:
    """With ``--strict`` the brief is still printed, and the exit code and one line tell what is not met."""
    done = run("write", ROOT / NIGER.sources, "-q", NIGER.question, "--cassette", NIGER.cassette, "--strict")
    assert done.returncode == 1
    assert done.stdout.startswith("# ")
    assert "not met: 1 Sources described and graded" in done.stderr


def test_verify_tells_consistent_from_changed(tmp_path: Path) -> None:
    """An untouched brief is consistent; one changed by hand is not, and the exit code says so."""
    done = run("write", ROOT / NIGER.sources, "-q", NIGER.question, "--cassette", NIGER.cassette, "-f", "json")
    (tmp_path / "brief.json").write_text(done.stdout)
    assert run("verify", tmp_path / "brief.json").stdout.endswith("consistent\n")
    (tmp_path / "brief.json").write_text(done.stdout.replace('"probability": 65', '"probability": 85', 1))
    changed = run("verify", tmp_path / "brief.json")
    assert changed.returncode == 1
    assert "id:" in changed.stdout


def test_schema_prints_the_contract() -> None:
    """``schema`` prints JSON; ``--wire`` the schema that the model fills in."""
    assert "briefing/1" in json.dumps(json.loads(run("schema").stdout))
    assert json.loads(run("schema", "--wire").stdout)["title"] == "Draft"


def test_doctor_names_the_mode() -> None:
    """``doctor`` says whether a key is set, never which, and names model and mode; exit code 0."""
    with ReferenceServer(reference_answers(ANSWERS)) as server:
        environment = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "sk-very-secret-key"}
        done = run("doctor", environment=environment)
    assert "sk-very-secret" not in done.stdout + done.stderr
    assert "key: set" in done.stdout
    assert "model: reference-analyst" in done.stdout


def test_doctor_on_the_embedded_endpoint() -> None:
    """With nothing configured, ``doctor`` says that the embedded endpoint answers, and it does."""
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    assert "embedded" in done.stdout
    assert "mode: json_schema" in done.stdout


def test_doctor_on_an_endpoint_that_is_not_there() -> None:
    """What was found before stands on stdout; the problem is one line on stderr, as of any command, exit code 1."""
    done = run("doctor", "--base-url", "http://127.0.0.1:9/v1", "-m", "any", environment={"BRIEFING_TIMEOUT": "1"})
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "model: any"
    [line] = done.stderr.splitlines()
    assert line.startswith("briefing: error: http://127.0.0.1:9/v1")


def test_doctor_without_an_endpoint_says_so_in_the_same_place() -> None:
    """A model without anybody to ask is wrong settings: on stderr too, exit code 2."""
    done = run("doctor", "-m", "gpt-5")
    assert done.returncode == 2
    assert done.stdout.splitlines()[-1] == "key: none"
    assert done.stderr.startswith("briefing: error: gpt-5: there is no endpoint to ask")


def test_a_dry_run_needs_neither_key_nor_endpoint(tmp_path: Path) -> None:
    """The price of a model that is named is the list's, OpenAI's where no address is given; of a batch, too."""
    (tmp_path / "report.txt").write_text(REPORT)
    for ask in (("write", "report.txt"), ("batch", "report.txt", "-o", "briefs")):
        done = run(*ask, "-m", "gpt-5", "--dry-run", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "USD at most" in done.stdout
        assert done.stderr == ""
        elsewhere = run(*ask, "-m", "gpt-5", "--base-url", "http://127.0.0.1:9/v1", "--dry-run", cwd=tmp_path)
        assert "price   not known" in elsewhere.stdout
        assert "no list has a price for this model at this address" in elsewhere.stderr


def test_a_dry_run_asks_no_endpoint_which_models_it_has(tmp_path: Path) -> None:
    """Without a model it says in one line what is missing, and nobody is called."""
    (tmp_path / "report.txt").write_text(REPORT)
    with ReferenceServer([unauthorized()]) as server:
        for ask in (("write", "report.txt"), ("batch", "report.txt", "-o", "briefs")):
            done = run(*ask, "--base-url", server.base_url, "--dry-run", cwd=tmp_path)
            assert done.returncode == 2
            assert "name a model with -m" in one_line(done)
        assert not server.requests


def test_a_batch_says_what_applies_to_it(tmp_path: Path) -> None:
    """``--wait`` has no use with SQLite; what cannot be read is tried again, whether one asks for that or not."""
    (tmp_path / "empty.txt").write_text("")
    ask = ("batch", "empty.txt", "-o", "briefs", "-m", "embedded")
    plain, told = run(*ask, cwd=tmp_path), run(*ask, "--retry-failed", "--wait", cwd=tmp_path)
    assert (plain.returncode, told.returncode) == (1, 1)
    for done in (plain, told):
        assert "what could not be had or read is tried again by the next run" in done.stderr
        assert "--retry-failed" not in done.stderr
    assert "--wait" not in plain.stderr
    assert "--wait is for workers on a PostgreSQL store" in told.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_with_130(number: signal.Signals, tmp_path: Path) -> None:
    """An interrupt while the model works ends at once, in one line, with exit code 130 and no file left."""
    (tmp_path / "report.txt").write_text(REPORT)
    with ReferenceServer(Turn(delay=30)) as server:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefing", "write", "report.txt", "-m", "reference-analyst", "-o", "brief.md"],
            cwd=tmp_path,
            env={**os.environ, "OPENAI_BASE_URL": server.base_url},
            stderr=subprocess.PIPE,
            text=True,
        )
        while not server.asked:
            time.sleep(0.05)
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said == "briefing: interrupted\n"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    """``briefing schema | head -1`` ends quietly."""
    done = subprocess.run(
        f"{sys.executable} -m briefing schema | head -n 1", shell=True, capture_output=True, text=True, check=False
    )
    assert done.stdout == "{\n"
    assert done.stderr == ""


def on_terminal(arguments: Iterable[object], cwd: Path) -> bytes:
    """What ``briefing`` writes to stderr when that is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=theirs, cwd=cwd
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # Linux's way to say that the other side has closed
        pass
    process.wait()
    os.close(ours)
    return seen


def test_progress_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    """On a terminal the stage is drawn; into a file nothing of it goes."""
    (tmp_path / "report.txt").write_text(REPORT)
    assert b"waiting for the model" in on_terminal(["write", "report.txt"], tmp_path)
    assert "waiting" not in run("write", "report.txt", cwd=tmp_path).stderr
