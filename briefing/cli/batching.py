"""``briefing batch``."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.common import (
    ASKING,
    DEBUG,
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    GRACE,
    JOBS,
    STORE,
    given,
    is_shared,
    say,
    say_command,
    with_options,
)
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.settings import Settings
    from briefing.unattended.totals import Totals


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="The folder for the briefs.")
@JOBS
@STORE
@click.option("--max-cost", type=float, metavar="USD", help="A hard ceiling for the run over all its interruptions.")
@click.option("--retry-failed", is_flag=True, help="Ask again for what failed for good.")
@click.option("-q", "--question", help="The question to answer, where an item has none of its own.")
@click.option("-t", "--topic", help="What briefs are filed under, where an item does not say.")
@click.option("--as-of", metavar="YYYY-MM-DD", help="Information cut-off, where an item does not say.")
@with_options(ASKING)
@GRACE
@click.option("--wait", is_flag=True, help="With PostgreSQL: stay until workers are done, and fetch the briefs.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON on stdout for each item, and a summary.")
@click.option("--dry-run", is_flag=True, help="Make no call; print what all of it takes if nothing is known yet.")
@DEBUG
def batch(
    inputs: tuple[Path, ...],
    output: Path | None,
    jobs: int,
    store: str | None,
    max_cost: float | None,
    retry_failed: bool,
    grace: float,
    wait: bool,
    as_json: bool,
    dry_run: bool,
    question: str | None,
    topic: str | None,
    as_of: str | None,
    **options: Any,
) -> int:
    """Write a brief for each item of each INPUT: a folder of reports, a JSONL file, a TOML manifest of named briefs.

    What is paid for is kept in the store, and never bought again: after an interruption the same command goes on.
    """
    import asyncio

    from briefing.orders import count_orders, read_orders
    from briefing.unattended.batch import Plan, run_batch
    from briefing.unattended.meter import print_json, shown, summary_as_json

    job = _read_job(inputs, output, store, max_cost, options, asking=not dry_run)
    if dry_run:
        from briefing.costing import NO_PRICE, plan_batch
        from briefing.output import print_text

        orders = read_orders(inputs, question=question, topic=topic, as_of=as_of, notice=say)
        estimate = plan_batch(orders, job.settings, job.flags)
        print_text(estimate.told())
        if estimate.whole.cost is None:
            say(NO_PRICE)
        return 0
    if wait and not is_shared(job.store):
        say("--wait is for workers on a PostgreSQL store: with SQLite the batch does the work itself, and waits for it")
    total = count_orders(inputs)
    with shown(total, as_lines_of_json=as_json) as (tell, notice):
        # Checked before there is a run: what is wrong with an input leaves none behind.
        orders = read_orders(inputs, question=question, topic=topic, as_of=as_of, notice=notice)
        plan = Plan(
            name=os.path.realpath(job.output),  # by whatever name it is called, its ceiling is one
            store=job.store,
            output=job.output,
            orders=lambda: orders,
            total=total,
            settings=job.settings,
            flags=job.flags,
            jobs=jobs,
            max_cost=job.max_cost,
            retry_failed=retry_failed,
            grace=grace,
            wait=wait,
        )
        totals = asyncio.run(run_batch(plan, tell=tell, notice=notice))
    code = _conclude(totals, total, retry_failed)
    if as_json:
        print_json(summary_as_json(totals))
    return code


@dataclass(frozen=True)
class _Job:
    output: Path
    store: str
    max_cost: float | None
    settings: Settings
    flags: frozenset[str]


def _read_job(
    inputs: tuple[Path, ...],
    output: Path | None,
    store: str | None,
    max_cost: float | None,
    options: dict[str, Any],
    *,
    asking: bool,
) -> _Job:
    """What the flags say, and where they do not, the manifest that is the only input; with a model, for *asking* it."""
    from briefing.orders import Manifest, Order
    from briefing.prompt import Prompts
    from briefing.settings import Settings
    from briefing.unattended.bureau import require_model

    manifest = Manifest.load(inputs[0]) if len(inputs) == 1 and inputs[0].suffix.lower() == ".toml" else None
    if manifest is not None:
        output, max_cost = output or manifest.output, manifest.max_cost if max_cost is None else max_cost
        store = store or os.environ.get("BRIEFING_STORE") or manifest.store
    if output is None:
        raise UsageError("name a folder for the briefs with -o")
    if max_cost is not None and not (math.isfinite(max_cost) and max_cost > 0):
        raise UsageError("is more than 0", "--max-cost")
    store = store or os.environ.get("BRIEFING_STORE") or str(output / "briefing.db")
    settings = Settings.load(options)
    flags = given(options)
    for order in [brief.order() for brief in manifest.briefs] if manifest is not None else [Order("", "")]:
        own = order.applied(settings, flags)
        if asking:
            require_model(own)
        Prompts.load(own.prompts)  # what is wrong with a template shows before there is a run
    return _Job(output, store, max_cost, settings, flags)


def _conclude(totals: Totals, total: int | None, retry_failed: bool) -> int:
    """Say how the run went; the exit code."""
    from briefing.unattended.meter import cost_of, counted

    states = totals.states
    calls = "1 call" if totals.bought == 1 else f"{totals.bought:,} calls"
    cost = f"; {calls}, {cost_of(totals)}" if totals.bought else ""
    left = (total or 0) - states.total()
    begun = f", {left:,} not begun" if left > 0 and totals.ending != "ended" else ""
    say(f"{counted(totals)}{begun}{cost}" + (f"; summary in {totals.summary}" if totals.summary else ""))
    if totals.reason:
        say(f"{'interrupted' if totals.ending == 'interrupted' else 'error: stopped'}: {totals.reason}")
    if totals.ending == "queued":
        say("“briefing worker” writes what is queued; the same command with --wait fetches it")
        return EXIT_FAILED if states["failed"] else 0
    if totals.ending != "ended":
        say_command("go on with", sys.argv[1:])
    elif totals.lasting and not retry_failed:
        rest = "; what could not be had or read is" if states["failed"] > totals.lasting else ""
        say(f"what failed is not tried again unless you say --retry-failed{rest}")
    elif states["failed"] > totals.lasting:
        say("what could not be had or read is tried again by the next run")
    if totals.ending == "interrupted":
        return EXIT_INTERRUPTED
    if totals.refused is not None:
        return totals.refused.exit_code
    return EXIT_FAILED if totals.ending != "ended" or states["failed"] else 0
