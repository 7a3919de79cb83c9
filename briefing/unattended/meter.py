"""How a batch shows itself: a bar on a terminal, a line for each item elsewhere, JSON lines for machines.

The bar and the lines go to stderr. JSON lines are the product, and go to stdout: one object for each item, and one
with ``"summary"`` at the end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefing.display import for_json, line_for_terminal
from briefing.output import print_line

if TYPE_CHECKING:
    from briefing.unattended.bureau import State
    from briefing.unattended.totals import Item, Tell, Totals


def as_json(item: Item) -> dict[str, Any]:
    """*item* for machines; ``cost_usd`` is what it cost in this run, and null where that is not known."""
    return {
        "id": item.id,
        "state": item.state,
        "work": item.key or None,
        "files": [str(path) for path in item.files],
        "error": item.error,
        "calls": item.bought,
        "cost_usd": None if item.spent is None else round(item.spent, 6),
    }


def summary_as_json(totals: Totals) -> dict[str, Any]:
    """The last line for machines."""
    return {
        "summary": {
            **{state: totals.states[state] for state in ("done", "known", "failed", "open", "queued")},
            "calls": totals.bought,
            "cost_usd": None if totals.spent is None else round(totals.spent, 6),
            "ending": totals.ending,
            "reason": totals.reason,
        }
    }


def print_json(value: dict[str, Any]) -> None:
    """One line of JSON on stdout."""
    print_line(for_json(json.dumps(value, ensure_ascii=False)))


_NAMES: tuple[tuple[State, str], ...] = (
    ("known", "there already"),
    ("failed", "failed"),
    ("open", "unfinished"),
    ("queued", "queued"),
)


_STATES: dict[State, str] = {"done": "done", **dict(_NAMES)}


@contextmanager
def shown(total: int | None, *, as_lines_of_json: bool) -> Iterator[tuple[Tell, Any]]:
    """What to tell of items, and of notices, for as long as the context lasts; *total* is the number of items."""
    if as_lines_of_json:
        yield (lambda item, _totals: print_json(as_json(item))), _say
    elif sys.stderr is not None and sys.stderr.isatty():
        with _bar(total) as told:
            yield told
    else:
        yield _lines(), _say


def _say(text: str) -> None:
    if sys.stderr is not None:
        print(f"briefing: {line_for_terminal(text)}", file=sys.stderr, flush=True)  # noqa: T201 - this is the place


def _lines() -> Tell:
    """A line for each item, also where the same left several unfinished: whoever looks for one finds it."""

    def tell(item: Item, _totals: Totals) -> None:
        where = item.error or ", ".join(path.name for path in item.files)
        _say(f"{_STATES[item.state]}: {item.id}: {where}")

    return tell


@contextmanager
def _bar(total: int | None) -> Iterator[tuple[Tell, Any]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}", markup=False),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=total, told="")

        def notice(text: str) -> None:
            console.print(line_for_terminal(text), markup=False, emoji=False, highlight=False, soft_wrap=True)

        def tell(item: Item, totals: Totals) -> None:
            if item.state in ("failed", "open"):
                notice(f"{_STATES[item.state]}: {item.id}: {item.error}")
            bar.update(task, advance=1, told=_told(totals, bar.tasks[task].finished_speed or bar.tasks[task].speed))

        yield tell, notice


def counted(totals: Totals) -> str:
    """How many items are in which state, in words."""
    parts = [f"{totals.states['done']:,} done"]
    return ", ".join([*parts, *(f"{totals.states[state]:,} {name}" for state, name in _NAMES if totals.states[state])])


def cost_of(totals: Totals) -> str:
    """What was spent, in words."""
    return "cost unknown" if totals.spent is None else f"{totals.spent:.2f} USD"


def _told(totals: Totals, speed: float | None) -> str:
    parts = [counted(totals)]
    if speed:
        parts.append(f"{speed:.1f}/s" if speed >= 1 else f"{60 * speed:.1f}/min")
    if totals.bought:
        parts.append(cost_of(totals))
    return ", ".join(parts)
