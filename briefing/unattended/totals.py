"""What came of one order, and of all of a run: what whoever looks on is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from briefing.errors import BriefingError
from briefing.unattended.bureau import State

Ending = Literal["ended", "unfinished", "interrupted", "stopped", "queued"]


@dataclass(frozen=True, slots=True)
class Item:
    """What came of one order: *files* where its brief lies, *error* where there is none, *spent* in US dollars,
    None where it is not known. *lasting* is whether it failed, and the next run leaves it at that."""

    id: str
    state: State
    key: str = ""
    files: tuple[Path, ...] = ()
    error: str | None = None
    bought: int = 0
    spent: float | None = 0.0
    lasting: bool = False


@dataclass
class Totals:
    """What a run has done so far, in this process. ``changed`` counts new work over reports that had a brief before,
    by what is new about it."""

    states: Counter[State] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    lasting: int = 0
    """Of those that failed, which the next run leaves at that."""
    bought: int = 0
    spent: float | None = 0.0
    ending: Ending = "ended"
    reason: str | None = None
    refused: BriefingError | None = None
    signals: int = 0
    """How many signals came to stop it."""
    summary: Path | None = None
    """The table of all items, where it could be written."""

    def add(self, item: Item, changed: str | None) -> None:
        """Count *item*."""
        self.states[item.state] += 1
        self.lasting += item.lasting
        self.bought += item.bought
        self.spent = None if self.spent is None or item.spent is None else self.spent + item.spent
        if changed:
            self.changed[changed] += 1

    def stop(self, error: BriefingError) -> None:
        """The run ends for *error*, unless something else has ended it before."""
        self.refused = self.refused or error
        self.reason = self.reason or str(error)
        if self.ending != "interrupted":
            self.ending = "stopped"


Tell = Callable[[Item, Totals], None]
