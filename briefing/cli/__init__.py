"""The command line: thin. Each command imports what it needs, since asking a model takes seconds to import.

stdout carries the product and nothing else; progress, notices and errors go to stderr. Exit codes: 0 done
(withheld items included), 1 something failed or was left unfinished, 2 wrong usage or settings, 130
interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from briefing import __version__
from briefing.cli.batching import batch
from briefing.cli.briefs import revise, schema, verify
from briefing.cli.common import DEBUG, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_USAGE, say
from briefing.cli.diagnosis import doctor
from briefing.cli.unattended import schedule, status, worker
from briefing.cli.writing import write
from briefing.display import for_terminal
from briefing.errors import BriefingError, UsageError


def main() -> None:
    """Run the command line and exit; every expected failure is one line on stderr."""
    debug = "--debug" in sys.argv[1:]
    try:
        with _terminated_as_interrupted():
            status = briefing.main(standalone_mode=False)
    except click.exceptions.Abort:
        say("interrupted")
        sys.exit(EXIT_INTERRUPTED)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "briefing"
        say(f"error: {error.format_message()} (see {command} --help)")
        sys.exit(EXIT_USAGE)
    except BriefingError as error:
        if debug:
            _show_traceback()
        if isinstance(error, UsageError):
            error.subject = _flags().get(error.subject, error.subject)
        say(f"error: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read the output has had enough of it.
        sys.exit(EXIT_FAILED)
    except Exception as error:  # noqa: BLE001 - a fault of ours, and still no reason to show a page of code
        if debug:
            _show_traceback()
        say(f"error: unexpected {type(error).__name__}: {error} (--debug shows where)")
        sys.exit(EXIT_FAILED)
    sys.exit(status if isinstance(status, int) else 0)


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Have SIGTERM end what runs as Ctrl-C does, where nothing else catches it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None  # here: click itself would print an empty line first


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, prog_name="briefing")
@DEBUG
def briefing() -> None:
    """From news reports to a finished, checked intelligence brief.

    A language model drafts the brief; every item is then checked against the sources, and what does not
    stand is withheld and listed.
    """


for _command in (write, batch, schedule, worker, status, revise, verify, schema, doctor):
    briefing.add_command(_command)


def _flags() -> dict[str | None, str]:
    """The flag of each option by the name that it has in Python, under which what is wrong with it is told there."""
    options = (option for command in briefing.commands.values() for option in command.params)
    return {option.name: option.opts[-1] for option in options if isinstance(option, click.Option)}


def _show_traceback() -> None:
    """The traceback of the error being handled, indented: libraries' errors hold what a server sent, the key among it.

    Its lines may be made to look like ours.
    """
    text = for_terminal(traceback.format_exc())
    if key := os.environ.get("OPENAI_API_KEY", "").strip():
        text = text.replace(key, "[key]")
    if sys.stderr is not None:
        click.echo(textwrap.indent(text, "  ", lambda _: True), err=True, nl=False)
