"""Progress on stderr while a model works: stage, elapsed time, tokens so far; drawn only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.display import line_for_terminal

if TYPE_CHECKING:
    from briefing.endpoint import Progress, Tally


@contextmanager
def drawn() -> Iterator[Progress | None]:
    """A progress line for as long as the context lasts; None where stderr is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():  # it may be closed
        yield None
        return

    from rich.console import Console
    from rich.progress import Progress as Line
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        TextColumn("{task.fields[tokens]}", markup=False),
    )
    with Line(*columns, console=Console(stderr=True), transient=True) as line:
        task = line.add_task("reading", total=None, tokens="")

        def tell(stage: str, tally: Tally) -> None:
            sent, received = tally.used.input_tokens, tally.used.output_tokens
            known = sent is not None and received is not None and tally.used.calls
            tokens = f"{sent:,} tokens sent, {received:,} received" if known else ""
            line.update(task, description=line_for_terminal(stage), tokens=tokens, refresh=True)

        yield tell
