"""Commands about briefs that are there: ``briefing verify``, ``briefing revise`` and ``briefing schema``."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.common import DEBUG, EXIT_FAILED, format_of, say
from briefing.errors import UsageError


@click.command()
@click.argument("briefs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="BRIEF.json...")
@DEBUG
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
            say(f"error: {error}")
            failed = True
            continue
        disagreements = verify_brief(brief)
        failed = failed or bool(disagreements)
        signed = f"revised by {brief.reviewed_by}, consistent" if brief.reviewed_by else "consistent"
        for line in disagreements or [signed]:
            print_line(f"{path}: {line}")
    return EXIT_FAILED if failed else 0


@click.command()
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
@DEBUG
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
        if file is not None and (str(file) == "-" or format_of(None, file) != form):
            raise UsageError("the revised brief is a .json file, and --page names a .md file", str(file))
    output = output or path
    revised = revise_brief(read_edited_file(path, assignments), by=by, because=because, sign=sign)
    if revised.brief is None:
        for line in revised.refused:
            say(f"error: refused: {line}")
        return EXIT_FAILED
    texts = {output: revised.brief.to_json()} | ({page: revised.brief.to_markdown()} if page else {})
    with ExitStack() as stack:
        for target, text in [(stack.enter_context(Target(file)), text) for file, text in texts.items()]:
            target.write(text)
    say(f"revised by {revised.brief.reviewed_by}; wrote {' and '.join(map(str, texts))}")
    return 0


@click.command()
@click.option("--wire", is_flag=True, help="The schema that the model fills in, instead of the brief's.")
def schema(wire: bool) -> None:
    """Print the JSON Schema of a brief."""
    import json

    from briefing.brief import brief_schema
    from briefing.draft import wire_schema
    from briefing.output import print_text

    print_text(json.dumps(wire_schema() if wire else brief_schema(), ensure_ascii=False, indent=2))
