"""``briefing write``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.common import ASKING, DEBUG, EXIT_FAILED, format_of, say, with_options
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.brief import Brief
    from briefing.write import RecordMode


@click.command()
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
@with_options(ASKING)
@click.option("--cassette", type=click.Path(path_type=Path), help="Record the exchange here, or replay it.")
@click.option(
    "--record-mode", type=click.Choice(["none", "once", "new_episodes", "all"]), default="once", show_default=True
)
@click.option("--max-cost", type=float, metavar="USD", help="No call is made that could pass it.")
@click.option("--dry-run", is_flag=True, help="Make no call; print how many it takes, their tokens and their price.")
@click.option("--strict", is_flag=True, help="Exit 1 when a standard of the scorecard is not met.")
@DEBUG
def write(
    sources: tuple[str, ...],
    output: Path | None,
    form: str | None,
    cassette: Path | None,
    record_mode: RecordMode,
    dry_run: bool,
    strict: bool,
    **options: Any,
) -> int:
    """Write a brief over each SOURCE: text, Markdown, HTML, PDF, Word or mail files, folders, addresses, - for stdin.

    With no key, no base URL and no model, the embedded endpoint answers: it extracts and assesses nothing.
    """
    from briefing.fetching import is_address
    from briefing.loading import passed_by
    from briefing.output import Target, print_text
    from briefing.progress import drawn
    from briefing.write import write_brief

    files = [Path(source) for source in sources if not is_address(source)]
    for folder in filter(Path.is_dir, files):
        if remark := passed_by(folder):  # now, while there is time to stop
            say(remark)
    if dry_run:
        from briefing.costing import NO_PRICE, plan_brief

        estimate = plan_brief(sources, **options)
        print_text(estimate.told())
        if estimate.cost is None:
            say(NO_PRICE)
        return 0
    output = None if output == Path("-") else output
    chosen = format_of(form, output)
    _keep_apart(output, [*files, *([cassette] if cassette else [])])
    with Target(output) as target, drawn() as progress:
        brief = write_brief(sources, cassette=cassette, record_mode=record_mode, progress=progress, **options)
        target.write(brief.to_json() if chosen == "json" else brief.to_markdown())
    return _summarise(brief, output, strict)


def _keep_apart(output: Path | None, inputs: list[Path]) -> None:
    """Refuse to write over what is read: the report would be gone."""
    if output is not None and output.exists() and any(path.exists() and output.samefile(path) for path in inputs):
        raise UsageError("is read for this brief: write to another file", str(output))


def _summarise(brief: Brief, output: Path | None, strict: bool) -> int:
    if brief.provenance.model == "embedded":
        say("written by the embedded endpoint, which extracts and assesses nothing; name a model with -m for judgments")
    if brief.withheld:
        count = len(brief.withheld)
        say(f"{count} {'item was' if count == 1 else 'items were'} withheld; the brief lists them with the reasons")
    if output:
        say(f"wrote {output}")
    unmet = [check.standard for check in brief.checks if check.met is False]
    if strict and unmet:
        say(f"error: not met: {'; '.join(unmet)}")
        return EXIT_FAILED
    return 0
