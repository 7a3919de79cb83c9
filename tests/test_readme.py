"""The README, the help and the code agree."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest

from briefing.cli import briefing
from tests.command import run
from tests.conftest import ROOT
from tests.readme import README, blocks
from tests.record import RECORDINGS

COMMANDS = [line for block in blocks("console") for line in block.splitlines() if line.startswith("briefing ")]


def test_the_first_two_commands_do_all_the_setting_up() -> None:
    """One line each: the first writes a brief from the seeds, the second passes the tests."""
    brief, tests = blocks("sh")[:2]
    assert "\n" not in brief + tests
    assert "briefing write seeds/" in brief
    assert tests.endswith("pytest -q")


def test_what_is_shown_of_a_brief_is_in_it() -> None:
    """The lines that the README quotes from a brief are those of the recording, to the letter."""
    page = RECORDINGS[0].replay().to_markdown().splitlines()
    shown = [
        line.removeprefix("> ") for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("> ")
    ]
    assert len(shown) >= 3
    assert not [line for line in shown if line and line not in page]


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_exists(line: str) -> None:
    """Each command in the README parses: its name, its options, its values."""
    name, *arguments = shlex.split(line.split(" | ")[0].split(" > ")[0], comments=True)[1:]
    if name.startswith("-"):
        return
    command = briefing.commands[name]
    command.make_context(name, arguments, resilient_parsing=False)


@pytest.mark.parametrize("line", [line for line in COMMANDS if "--cassette cassettes/" in line or "seeds/" in line])
def test_the_commands_on_the_seeds_run(line: str, tmp_path: Path) -> None:
    """Those that need no model of one's own run as they stand, from the root of the checkout."""
    arguments = shlex.split(line.split(" | ")[0], comments=True)[1:]
    if "-o" in arguments:
        at = arguments.index("-o") + 1
        arguments[at] = str(tmp_path / arguments[at])
    done = run(*arguments, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python in the README runs as it stands, from the root of the checkout."""
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})


def test_every_option_is_told() -> None:
    """Each command and each of its options is in the README."""
    text = README.read_text(encoding="utf-8")
    for name, command in briefing.commands.items():
        assert f"briefing {name}" in text
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[-1] in text, f"{name} {parameter.opts[-1]}"


def test_every_setting_is_told() -> None:
    """Each setting is in the README, and so is each variable of the environment."""
    from dataclasses import fields

    from briefing.settings import _ENVIRONMENT, Settings

    text = README.read_text(encoding="utf-8")
    for name in [*_ENVIRONMENT, *(f"`{setting.name}`" for setting in fields(Settings))]:
        assert name in text, name
