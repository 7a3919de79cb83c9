"""What is printed, logged or written as JSON is what was said, less what a terminal or a page would act on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.display import for_json, for_shell, for_terminal, line_for_terminal
from briefing.endpoint import Tally
from briefing.errors import BriefingError
from briefing.output import print_line
from briefing.progress import drawn
from tests.command import run
from tests.fictional_brief import full_brief
from tests.harmless import filled, line_faults, strings_of
from tests.hostile_strings import HOSTILE, hostile_strings

LOUD = [text for kind in ("terminal", "direction", "unseen") for text in HOSTILE[kind]]


@given(hostile_strings | st.text())
def test_no_text_acts_on_a_terminal(text: str) -> None:
    """No control, no direction, nothing unseen is left; a line is one line, and what can be read stays in its order."""
    assert line_faults(for_terminal(text)) == []
    line = line_for_terminal(text)
    assert line.splitlines() == [line] * bool(line)
    assert [char for char in line if char.isalnum()] == [char for char in for_terminal(text) if char.isalnum()]


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_command_is_shown_on_a_line_and_read_back_by_a_shell(shell: str) -> None:
    """Spaces stay as many as they are, and what a terminal would act on or not show is spelled for the shell."""
    plain = ["a  b", " x ", "", "it's $HOME `id` !x", "-q", "x\u00a0y", "é%41\\x", "*"]
    acting = ["nl\nx", "tab\tx", "\u202ertl", "\x1b[31m%s\\n'$(id)`\x07", "\udcff.txt", "é\u200b!"]
    line = for_shell([*plain, *acting])
    assert for_terminal(line) == line
    assert not {"\t", "\n"} & set(line)
    done = subprocess.run([shell, "-c", f"printf '%s\\0' {line}"], capture_output=True, check=True)
    assert [os.fsdecode(each) for each in done.stdout.split(b"\0")[:-1]] == [*plain, *acting]


@given(hostile_strings | st.text())
def test_json_says_the_same_and_acts_nowhere(text: str) -> None:
    """What is escaped is read back as it was; no tag can begin in it."""
    written = for_json(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(written) == {"a": text}
    assert line_faults(written) == []
    assert "</" not in written
    assert "<!" not in written


def test_ordinary_text_is_left_alone() -> None:
    """Scripts, emoji, joiners where writing needs them and signs of less and more stay as they are."""
    for text in ("é ñ 中文 שלום می‌خواهم क्‍ष 👩‍👧 ❤️", "5 < 10 & a<3, b > 2"):
        assert (for_terminal(text), line_for_terminal(text), for_json(text)) == (text, text, text)


def test_an_error_is_one_line_whoever_wrote_it() -> None:
    """Its text is fit for a terminal and for a log, also where the command line does not print it."""
    for text in LOUD:
        told = str(BriefingError(text, text))
        assert line_faults(told) == []
        assert told.splitlines() == [told] * bool(told)


def test_a_printed_line_is_one_line(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Nobody can write a second one, such as "consistent", under a name of theirs; nor one that cannot be encoded."""
    print_line("brief\nother.json: consistent\udcff\x1b[2J")
    assert capsysbinary.readouterr().out == "brief other.json: consistent\ufffd[2J\n".encode()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_a_stage_is_drawn_without_what_would_act(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line of progress moves the cursor, its words do not."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with drawn() as progress:
        assert progress is not None
        progress("waiting\x1b]0;title\x07\n\u202ehere", Tally())
    assert "waiting]0;title here" in terminal.getvalue()


ARGUMENTS: dict[str, list[str]] = {
    "a source": ["write", "{}"],
    "a model": ["write", "report.txt", "-m", "{}"],
    "an address": ["write", "report.txt", "-m", "x", "--base-url", "{}"],
    "an address with a host": ["write", "report.txt", "-m", "x", "--base-url", "http://127.0.0.1:9/{}"],
    "a day": ["write", "report.txt", "--as-of", "{}"],
    "a language": ["write", "report.txt", "--language", "{}"],
    "a scale": ["write", "report.txt", "--scale", "{}"],
    "a cassette": ["write", "report.txt", "--cassette", "{}", "--record-mode", "none"],
    "an output": ["write", "report.txt", "-o", "nowhere/{}.md"],
    "an output's suffix": ["write", "report.txt", "-o", "brief.{}x"],
    "templates": ["write", "report.txt", "--prompts", "{}"],
    "an option": ["write", "report.txt", "--{}"],
    "a command": ["{}"],
    "a number": ["write", "report.txt", "--timeout", "{}"],
    "a brief": ["verify", "{}"],
    "a brief with other fields": ["verify", "brief.json"],
}


@pytest.mark.parametrize("argument", ARGUMENTS)
def test_what_was_typed_does_not_act_in_the_message(argument: str, tmp_path: Path) -> None:
    """A name or an option made of control sequences is told of in one line without them."""
    (tmp_path / "report.txt").write_text("The talks ended on Tuesday.")
    (tmp_path / "briefing.toml").write_text("tries = 1")
    for text in [
        "\x1b[31mred\x1b[0m \x9b2J \u202e\u2067 \x07\r\nbriefing: wrote brief.md",
        os.fsdecode(b"\xff\xfe.txt"),
    ]:
        (tmp_path / "brief.json").write_text(json.dumps({text: 1}))
        done = run(*(part.replace("{}", text) for part in ARGUMENTS[argument]), cwd=tmp_path)
        assert done.returncode in (1, 2), done.stderr
        assert line_faults(done.stdout + done.stderr) == []
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("briefing: error: ")


def test_a_name_in_a_notice_does_not_act(tmp_path: Path) -> None:
    """Also where nothing went wrong: the file is where it was asked for, the line that says so is one of ours."""
    (tmp_path / "report.txt").write_text("The talks ended on Tuesday.")
    name = "re\u202e\x9b2J\nbriefing: error: port.md"
    done = run("write", "report.txt", "-o", name, cwd=tmp_path)
    assert (done.returncode, {path.name for path in tmp_path.iterdir()}) == (0, {"report.txt", name})
    assert line_faults(done.stderr) == []
    assert done.stderr.splitlines()[-1] == "briefing: wrote re2J briefing: error: port.md"


def test_a_hostile_brief_cannot_speak_for_verify(tmp_path: Path) -> None:
    """Each line begins with the file's name, whatever is in the file, and none says that it is consistent."""
    paths = strings_of(full_brief())
    for text in [*HOSTILE["terminal"], *HOSTILE["direction"], "x\nbrief.json: consistent\n"]:
        (tmp_path / "brief.json").write_text(filled(paths.free + paths.fixed, text).to_json())
        done = run("verify", "brief.json", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (1, "")
        assert line_faults(done.stdout) == []
        lines = done.stdout.splitlines()
        assert lines
        assert all(line.startswith("brief.json: ") and line != "brief.json: consistent" for line in lines)
