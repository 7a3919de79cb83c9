"""``briefing doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from briefing.cli.common import DEBUG


@click.command()
@click.option("-m", "--model", help="The model. [BRIEFING_MODEL]")
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint. [OPENAI_BASE_URL]")
@click.option("--timeout", type=float, metavar="SECONDS", help="Default: 900.")
@click.option("--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Templates of your own.")
@DEBUG
def doctor(**options: Any) -> None:
    """Say what is configured, ask the endpoint one small thing, and name the mode it answers in.

    What is found stands on stdout, what is wrong on stderr.
    """
    from briefing.doctor import examine
    from briefing.output import print_line

    for finding in examine(options):
        if finding.error is not None:
            raise finding.error
        print_line(f"{finding.name}: {finding.text}")
