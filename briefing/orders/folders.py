"""A folder of reports: each of its files is an order. Briefs that a batch put there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import SourceEmpty, SourceError
from briefing.loading import PassedBy, reports_below
from briefing.orders.order import Order, as_id

_BRIEF = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{12}\.(?:md|json)")
_BESIDE_BRIEFS = ("summary.csv", "briefing.db")
_KEPT = re.compile(r"summary\.csv|briefing\.db(?:-wal|-shm|-journal)?")


def read_folder(folder: Path) -> Iterator[Order]:
    """The orders of *folder*, sorted by path, each called by its path below it.

    What cannot be read on the way is an order with a problem, which is the last one.
    """
    try:
        for path in reports_below(folder, PassedBy(folder)):  # told of when the inputs were checked
            if not is_ours(path):
                yield Order(as_id(str(path.relative_to(folder))), str(path), (path,))
    except SourceEmpty:
        return  # told when the inputs were checked, or emptied since
    except SourceError as error:
        yield Order(as_id(str(folder)), str(folder), problem=error)


def is_ours(path: Path) -> bool:
    """Whether a batch wrote the file *path*: it is called like a brief, with its other form or a batch's files beside.

    The name alone would not do: a desk may number its reports in the same way.
    """
    if _KEPT.fullmatch(path.name):
        return True
    if not _BRIEF.fullmatch(path.name):
        return False
    other = path.with_suffix(".json" if path.suffix == ".md" else ".md").name
    try:
        return any((path.parent / name).exists() for name in (other, *_BESIDE_BRIEFS))
    except OSError:  # then it cannot be read either, which is told of it as of any report
        return False
