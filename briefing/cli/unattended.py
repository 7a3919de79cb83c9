"""Commands that run for long, and the one that looks after them: ``schedule``, ``worker``, ``status``."""

from __future__ import annotations

import os
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
    with_options,
)
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.orders import Manifest


@click.command()
@click.argument("manifest", type=click.Path(path_type=Path), metavar="MANIFEST")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="The folder for the briefs.")
@click.option("--once", is_flag=True, help="Write what is due now and exit: for cron, systemd timers, CronJobs.")
@JOBS
@STORE
@with_options(ASKING)
@GRACE
@click.option("--json", "as_json", is_flag=True, help="One line of JSON on stdout for each brief.")
@DEBUG
def schedule(
    manifest: Path,
    output: Path | None,
    once: bool,
    jobs: int,
    store: str | None,
    grace: float,
    as_json: bool,
    **options: Any,
) -> int:
    """Write each named brief of MANIFEST when its cron expression says so, until told to stop.

    A run belongs to its local wall time and happens once for it, on nights when the clocks change too. Sources that
    have not changed cost nothing. SIGHUP, or a changed file, has the manifest read again.
    """
    import asyncio

    from briefing.prompt import Prompts
    from briefing.settings import Settings
    from briefing.store import Store
    from briefing.unattended.bureau import require_model
    from briefing.unattended.meter import shown
    from briefing.unattended.schedule import Desk, Schedule, Timetable

    settings = Settings.load(options)
    opened: Store | None = None

    def folder_of(read: Manifest) -> Path:
        folder = output or read.output
        if folder is None:
            raise UsageError("name a folder for the briefs: output = “…” in the manifest, or -o", str(manifest))
        for brief in read.briefs:
            own = brief.order().applied(settings, given(options))
            require_model(own)
            Prompts.load(own.prompts)
        return folder

    def desk_of(read: Manifest) -> Desk:
        nonlocal opened
        if _store_of(read, store) != address:
            raise UsageError("its store has changed: end the schedule, and start it again", str(manifest))
        if opened is not None and not opened.is_there:
            opened.close()
            opened = None
        opened = opened or Store.open(address)
        return Desk(opened, folder_of(read), settings, jobs, read.max_cost, grace, given(options))

    read = Timetable.load(manifest).manifest
    folder_of(read)  # what is wrong shows before a store is made
    address = _store_of(read, store)
    opened = Store.open(address)
    try:
        with shown(None, as_lines_of_json=as_json) as (tell, notice):
            if opened.left is not None:
                notice(opened.left)
            plan = Schedule(manifest, desk_of, tell=tell, notice=notice)
            if not once:
                is_interrupted = asyncio.run(plan.run())
                return EXIT_INTERRUPTED if is_interrupted else EXIT_FAILED if plan.has_left_over else 0
            totals = asyncio.run(plan.once())
    finally:
        if opened is not None:
            opened.close()
    if totals is None:
        say("nothing is due")
        return 0
    if totals.reason:
        say(f"error: stopped: {totals.reason}")
    if totals.ending == "interrupted":
        return EXIT_INTERRUPTED
    return EXIT_FAILED if totals.ending != "ended" or totals.states["failed"] else 0


@click.command()
@JOBS
@STORE
@click.option("-m", "--model", help="“embedded” is the only one to name: a work brings its own. [BRIEFING_MODEL]")
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint. [OPENAI_BASE_URL]")
@click.option("--timeout", type=float, metavar="SECONDS", help="For a whole brief. Default: 900.")
@GRACE
@click.option("--once", is_flag=True, help="Exit when the queue is empty.")
@DEBUG
def worker(jobs: int, store: str | None, grace: float, once: bool, **options: Any) -> int:
    """Take works from the queue of a PostgreSQL store and write them, until told to stop.

    Any number of workers on any machines share one queue, its pauses and its budgets. What is under way when a worker
    is told to stop goes back into the queue; what a dead one had is taken up by the others.
    """
    import asyncio

    from briefing.settings import EMBEDDED, Settings
    from briefing.store import Store
    from briefing.write import require_endpoint

    address = store or os.environ.get("BRIEFING_STORE")
    if not address:
        raise UsageError("name the store that the batch was given: --store postgresql://…")
    if not is_shared(address):
        raise UsageError("workers share a PostgreSQL store; with SQLite the batch does the work itself", "--store")
    settings = Settings.load(options)
    if settings.is_embedded and settings.model != EMBEDDED:
        raise UsageError(
            "there is no endpoint to ask: set OPENAI_API_KEY, or name a server with --base-url or OPENAI_BASE_URL; "
            f"“-m {EMBEDDED}” takes the embedded one"
        )
    require_endpoint(settings)
    opened = Store.open(address)
    try:
        from briefing.unattended.worker import run_worker  # it needs the extra

        asyncio.run(run_worker(opened, address, settings, jobs=jobs, grace=grace, once=once, notice=say))
    finally:
        opened.close()
    return 0


@click.command()
@click.argument("path", required=False, metavar="[PATH]")
@STORE
@click.option("-n", "--runs", "most", type=click.IntRange(1, 1000), default=5, show_default=True, help="Runs to show.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--check", is_flag=True, help="Exit 1 when a last run did not end well: for alarms.")
@DEBUG
def status(path: str | None, store: str | None, most: int, as_json: bool, check: bool) -> int:
    """Show runs, failures, spend, and when scheduled briefs are due next.

    PATH is a store's file or URL, a batch's folder, or a manifest; without it, --store is looked at.
    """
    import json

    from briefing.display import for_json
    from briefing.output import print_text
    from briefing.unattended.status import as_text, look, needs_attention

    overview = look(_address(path, store), most)
    print_text(for_json(json.dumps(overview, ensure_ascii=False, indent=2)) if as_json else as_text(overview))
    return EXIT_FAILED if check and needs_attention(overview) else 0


def _address(path: str | None, store: str | None) -> str:
    """The store that *path* means, or where there is none *store* or the environment."""
    if path is None:
        address = store or os.environ.get("BRIEFING_STORE")
        if not address:
            raise UsageError("name a store's file, a batch's folder, a manifest, or --store")
        return address
    file = Path(path)
    if file.suffix == ".toml" and "://" not in path:
        from briefing.orders import Manifest

        return _store_of(Manifest.load(file), store)
    if store:
        raise UsageError("name PATH or --store, not both")
    return str(file / "briefing.db") if file.is_dir() else path


def _store_of(read: Manifest, store: str | None) -> str:
    """The address of the store of a schedule: a flag's, the environment's, the manifest's, else a file beside it."""
    return store or os.environ.get("BRIEFING_STORE") or read.store or str(read.path.parent / "briefing.db")
