"""``briefing doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from briefing.cli.common import DEBUG, EXIT_FAILED


@click.command()
@click.option("-m", "--model", help="The model. [BRIEFING_MODEL]")
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint. [OPENAI_BASE_URL]")
@click.option("--timeout", type=float, metavar="SECONDS", help="Default: 900.")
@click.option("--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Templates of your own.")
@DEBUG
def doctor(**options: Any) -> int:
    """Say what is configured, ask the endpoint one small thing, and name the mode it answers in."""
    from briefing.doctor import examine
    from briefing.output import print_line

    healthy = True
    for finding in examine(options):
        print_line(f"{finding.name}: {finding.text}")
        healthy = healthy and finding.good
    return 0 if healthy else EXIT_FAILED
