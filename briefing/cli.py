"""The command line: thin. Each command imports what it needs, since asking a model takes seconds to import.

stdout carries the product and nothing else; progress, notices and errors go to stderr. Exit codes: 0 done
(withheld items included), 1 something failed or was left unfinished, 2 wrong usage or settings, 130
interrupted.
"""

from __future__ import annotations

import os
import sys
import textwrap
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing import __version__
from briefing.display import for_terminal, line_for_terminal
from briefing.errors import BriefingError, UsageError

if TYPE_CHECKING:
    from briefing.brief import Brief

EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130

# Read from the arguments by main(), which has to know before a command runs.
_DEBUG = click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")
_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".json": "json"}


def main() -> None:
    """Run the command line and exit; every expected failure is one line on stderr."""
    debug = "--debug" in sys.argv[1:]
    try:
        status = briefing.main(standalone_mode=False)
    except click.exceptions.Abort:
        _say("interrupted")
        sys.exit(EXIT_INTERRUPTED)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "briefing"
        _say(f"error: {error.format_message()} (see {command} --help)")
        sys.exit(EXIT_USAGE)
    except BriefingError as error:
        if debug:
            _show_traceback()
        _say(f"error: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read the output has had enough of it.
        sys.exit(EXIT_FAILED)
    except Exception as error:  # noqa: BLE001 - a fault of ours, and still no reason to show a page of code
        if debug:
            _show_traceback()
        _say(f"error: unexpected {type(error).__name__}: {error} (--debug shows where)")
        sys.exit(EXIT_FAILED)
    sys.exit(status if isinstance(status, int) else 0)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, prog_name="briefing")
@_DEBUG
def briefing() -> None:
    """From news reports to a finished, checked intelligence brief.

    A language model drafts the brief; every item is then checked against the sources, and what does not
    stand is withheld and listed.
    """


@briefing.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A file; .md or .json picks the format. Default: stdout.",
)
@click.option("-f", "--format", "form", type=click.Choice(["markdown", "json"]), help="Default: markdown.")
@click.option("-q", "--question", help="The question to answer.")
@click.option("-t", "--topic", help="What the brief is filed under.")
@click.option(
    "--as-of", metavar="YYYY-MM-DD", help="Information cut-off. Default: the newest source's date, else today."
)
@click.option("-m", "--model", help="The model; “embedded” needs no network. [BRIEFING_MODEL]")
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint. [OPENAI_BASE_URL]")
@click.option("--cassette", type=click.Path(path_type=Path), help="Record the exchange here, or replay it.")
@click.option(
    "--record-mode", type=click.Choice(["none", "once", "new_episodes", "all"]), default="once", show_default=True
)
@click.option("--max-cost", type=float, metavar="USD", help="No call is made that could pass it.")
@click.option("--timeout", type=float, metavar="SECONDS", help="For the whole brief. Default: 900.")
@click.option("--scale", type=click.Choice(["icd203", "phia"]), help="The words of likelihood. Default: icd203.")
@click.option("--language", metavar="CODE", help="The language of the brief. Default: en.")
@click.option(
    "--background", type=click.Choice(["none", "marked"]), help="What the sources do not say. Default: marked."
)
@click.option("--handling", metavar="TEXT", help="A handling marking for the head of the page.")
@click.option("--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Templates of your own.")
@click.option("--strict", is_flag=True, help="Exit 1 when a standard of the scorecard is not met.")
@_DEBUG
def write(
    sources: tuple[str, ...],
    output: Path | None,
    form: str | None,
    cassette: Path | None,
    strict: bool,
    **options: Any,
) -> int:
    """Write a brief over each SOURCE: text, Markdown or saved HTML files, folders of them, - for stdin.

    With no key, no base URL and no model, the embedded endpoint answers: it extracts and assesses nothing.
    """
    from briefing.output import Target
    from briefing.progress import drawn
    from briefing.write import write_brief

    output = None if output == Path("-") else output
    chosen = _format(form, output)
    _keep_apart(output, [*map(Path, sources), *([cassette] if cassette else [])])
    with Target(output) as target, drawn() as progress:
        brief = write_brief(sources, cassette=cassette, progress=progress, **options)
        target.write(brief.to_json() if chosen == "json" else brief.to_markdown())
    return _summarise(brief, output, strict)


def _format(form: str | None, output: Path | None) -> str:
    if form or output is None:
        return form or "markdown"
    if output.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"name it {', '.join(_SUFFIXES)}, or give the format with -f", str(output))
    return _SUFFIXES[output.suffix.lower()]


def _keep_apart(output: Path | None, inputs: list[Path]) -> None:
    """Refuse to write over what is read: the report would be gone."""
    if output is not None and output.exists() and any(path.exists() and output.samefile(path) for path in inputs):
        raise UsageError("is read for this brief: write to another file", str(output))


def _summarise(brief: Brief, output: Path | None, strict: bool) -> int:
    if brief.provenance.model == "embedded":
        _say(
            "written by the embedded endpoint, which extracts and assesses nothing; name a model with -m for judgments"
        )
    if brief.withheld:
        count = len(brief.withheld)
        _say(f"{count} {'item was' if count == 1 else 'items were'} withheld; the brief lists them with the reasons")
    if output:
        _say(f"wrote {output}")
    unmet = [check.standard for check in brief.checks if check.met is False]
    if strict and unmet:
        _say(f"error: not met: {'; '.join(unmet)}")
        return EXIT_FAILED
    return 0


@briefing.command()
@click.argument("briefs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="BRIEF.json...")
@_DEBUG
def verify(briefs: tuple[Path, ...]) -> int:
    """Check each brief from its file alone: hashes, quotes, places, citations, scorecard.

    Exit code 1 when anything disagrees.
    """
    from briefing.brief import Brief
    from briefing.errors import BriefFileError
    from briefing.output import print_line
    from briefing.verification import verify as verify_brief

    failed = False
    for path in briefs:
        try:
            brief = Brief.from_file(path)
        except BriefFileError as error:
            _say(f"error: {error}")
            failed = True
            continue
        disagreements = verify_brief(brief)
        failed = failed or bool(disagreements)
        signed = f"revised by {brief.reviewed_by}, consistent" if brief.reviewed_by else "consistent"
        for line in disagreements or [signed]:
            print_line(f"{path}: {line}")
    return EXIT_FAILED if failed else 0


@briefing.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="BRIEF.json")
@click.option("--by", required=True, metavar="NAME", help="Who revises it, and signs it so.")
@click.option("--because", required=True, metavar="TEXT", help="Why; it stands in the brief beside each change.")
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="ITEM.FIELD=VALUE",
    help="Change one field: J1.probability=55, brief.title=…, “risks 2.impact=high”. Repeatable.",
)
@click.option("--sign", is_flag=True, help="Sign the brief as it stands, with no change.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Another .json file. Default: BRIEF.json itself.")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE.md", help="Write the revised page there, too.")
@_DEBUG
def revise(
    path: Path,
    by: str,
    because: str,
    assignments: tuple[str, ...],
    sign: bool,
    output: Path | None,
    page: Path | None,
) -> int:
    """Take a person's edits of BRIEF.json as revisions of it: checked like a model's, recorded, and signed.

    Edit the file itself, or name fields with --set. What follows from the rest (places of quotes, sentences, the
    scorecard, the id) is computed again. Exit code 1, and nothing written, when anything does not stand.
    """
    from contextlib import ExitStack

    from briefing.output import Target
    from briefing.revision import read_edited_file
    from briefing.revision import revise as revise_brief

    for file, form in ((output, "json"), (page, "markdown")):
        if file is not None and (str(file) == "-" or _format(None, file) != form):
            raise UsageError("the revised brief is a .json file, and --page names a .md file", str(file))
    output = output or path
    revised = revise_brief(read_edited_file(path, assignments), by=by, because=because, sign=sign)
    if revised.brief is None:
        for line in revised.refused:
            _say(f"error: refused: {line}")
        return EXIT_FAILED
    texts = {output: revised.brief.to_json()} | ({page: revised.brief.to_markdown()} if page else {})
    with ExitStack() as stack:
        for target, text in [(stack.enter_context(Target(file)), text) for file, text in texts.items()]:
            target.write(text)
    _say(f"revised by {revised.brief.reviewed_by}; wrote {' and '.join(map(str, texts))}")
    return 0


@briefing.command()
@click.option("--wire", is_flag=True, help="The schema that the model fills in, instead of the brief's.")
def schema(wire: bool) -> None:
    """Print the JSON Schema of a brief."""
    import json

    from briefing.brief import brief_schema
    from briefing.draft import wire_schema
    from briefing.output import print_text

    print_text(json.dumps(wire_schema() if wire else brief_schema(), ensure_ascii=False, indent=2))


@briefing.command()
@click.option("-m", "--model", help="The model. [BRIEFING_MODEL]")
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint. [OPENAI_BASE_URL]")
@click.option("--timeout", type=float, metavar="SECONDS", help="Default: 900.")
@click.option("--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Templates of your own.")
@_DEBUG
def doctor(**options: Any) -> int:
    """Say what is configured, ask the endpoint one small thing, and name the mode it answers in."""
    from briefing.doctor import examine
    from briefing.output import print_line

    healthy = True
    for finding in examine(options):
        print_line(f"{finding.name}: {finding.text}")
        healthy = healthy and finding.good
    return 0 if healthy else EXIT_FAILED


def _say(text: str) -> None:
    """One line on stderr."""
    if sys.stderr is not None:  # it may be closed, and then nobody wants to know
        click.echo(f"briefing: {line_for_terminal(text)}", err=True)


def _show_traceback() -> None:
    """The traceback of the error being handled, indented: libraries' errors hold what a server sent, the key among it.

    Its lines may be made to look like ours.
    """
    text = for_terminal(traceback.format_exc())
    if key := os.environ.get("OPENAI_API_KEY", "").strip():
        text = text.replace(key, "[key]")
    if sys.stderr is not None:
        click.echo(textwrap.indent(text, "  ", lambda _: True), err=True, nl=False)
