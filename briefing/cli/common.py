"""What the commands share: exit codes, options, and how a line is said."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from briefing.display import for_shell, line_for_terminal
from briefing.errors import UsageError

EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130

# Read from the arguments by main(), which has to know before a command runs.
DEBUG = click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")

# What is asked, and how: the options of every command that has a brief written.
ASKING = (
    click.option("-m", "--model", help="The model; “embedded” needs no network. [BRIEFING_MODEL]"),
    click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint. [OPENAI_BASE_URL]"),
    click.option("--timeout", type=float, metavar="SECONDS", help="For a whole brief. Default: 900."),
    click.option("--scale", type=click.Choice(["icd203", "phia"]), help="The words of likelihood. Default: icd203."),
    click.option("--language", metavar="CODE", help="The language of a brief. Default: en."),
    click.option(
        "--background", type=click.Choice(["none", "marked"]), help="What the sources do not say. Default: marked."
    ),
    click.option("--handling", metavar="TEXT", help="A handling marking for the head of the page."),
    click.option(
        "--window", type=int, metavar="TOKENS", help="What the model takes in a call; longer reports are read in parts."
    ),
    click.option("--samples", type=int, metavar="N", help="Drafts that a brief is merged of, at most 25. Default: 1."),
    click.option("--registry", type=click.Path(path_type=Path), metavar="FILE", help="Your desk's grades of sources."),
    click.option("--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Templates of your own."),
    click.option(
        "--allow-private",
        is_flag=True,
        default=None,
        help="Fetch pages from intranets too, and from this machine. [BRIEFING_ALLOW_PRIVATE]",
    ),
)
JOBS = click.option("-j", "--jobs", type=click.IntRange(1, 1000), default=8, show_default=True, help="Calls at a time.")
STORE = click.option(
    "--store", metavar="URL", help="A SQLite file, or postgresql://…; see the README for the default. [BRIEFING_STORE]"
)


def _finite(_context: click.Context, _parameter: click.Parameter, seconds: float) -> float:
    if not math.isfinite(seconds):  # which no range of numbers leaves out
        raise click.BadParameter("is a number of seconds")
    return seconds


GRACE = click.option(
    "--grace",
    type=click.FloatRange(min=0),
    callback=_finite,
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="For calls under way, when told to stop.",
)
_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".json": "json"}


Command = TypeVar("Command", bound=Callable[..., Any])


def with_options(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """The decorator that gives a command all of *options*, in their order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def say(text: str) -> None:
    """Say one line on stderr."""
    if sys.stderr is not None:  # it may be closed, and then nobody wants to know
        click.echo(f"briefing: {line_for_terminal(text)}", err=True)


def say_command(text: str, arguments: Iterable[str]) -> None:
    """Say *text*, and the command of these *arguments* to be pasted, on one line on stderr; no password is in it."""
    if sys.stderr is not None:
        click.echo(f"briefing: {text}: {for_shell(['briefing', *map(without_password, arguments)])}", err=True)


def format_of(form: str | None, output: Path | None) -> str:
    """The format of *output*, by its suffix where *form* does not name it."""
    if form or output is None:
        return form or "markdown"
    if output.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"name it {', '.join(_SUFFIXES)}, or give the format with -f", str(output))
    return _SUFFIXES[output.suffix.lower()]


def without_password(argument: str) -> str:
    """*argument* as it may stand in a log: the password of an address is left out, before its host or in its query."""
    argument = re.sub(r"(?<=://)([^/@:]*):[^/@]*@", r"\1:***@", argument)
    return re.sub(r"(?i)([?&]\w*password=)[^&]*", r"\1***", argument)


def is_shared(store: str) -> bool:
    """Whether the address *store* is that of a database that many machines use; nothing is opened.

    Raises:
        UsageError: it is no address of a store.
    """
    from briefing.store.connecting import read_url

    return read_url(store).get_backend_name() == "postgresql"


def given(options: Mapping[str, Any]) -> frozenset[str]:
    """The names of the *options* that were given on the command line."""
    return frozenset(name for name, value in options.items() if value is not None)
