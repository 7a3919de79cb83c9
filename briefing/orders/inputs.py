"""Inputs of any kind as one stream of orders, checked as wholes before the first order is given out."""

from __future__ import annotations

import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from briefing.errors import SourceEmpty, SourceUnreadable, UsageError
from briefing.loading import PassedBy, refusal, reports_below
from briefing.orders.folders import is_ours, read_folder
from briefing.orders.lists import count_lines, read_list
from briefing.orders.manifest import Manifest
from briefing.orders.order import Order, as_id, day, words

Notice = Callable[[str], None]

_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)  # a path holds no two slashes in a row
_LISTS = {".jsonl", ".ndjson"}
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_orders(
    inputs: Sequence[Path],
    *,
    question: str | None = None,
    topic: str | None = None,
    as_of: str | None = None,
    notice: Notice,
) -> Iterator[Order]:
    """The orders of each of *inputs*, one after another, as they are asked for.

    An input is a folder, of which each report is an order; a ``.jsonl`` or ``.ndjson`` file, of which each line is
    one; a ``.toml`` manifest, of which each named brief is one; or one report. *question*, *topic* and *as_of* are
    those of orders that do not say their own. *notice* is told a line now and then. A single order that is of no use
    is given out with its problem.

    Raises:
        UsageError: there is no input, one cannot be what it seems, or *as_of* is no day; ManifestError among them.
        SourceError: an input is missing, cannot be read, or is a folder without reports.
    """
    cut_off = day(as_of, "as_of", "")
    question, topic = words(question, "question", "question"), words(topic, "topic", "topic")
    found = [_input(path) for path in _some(inputs)]
    for each in found:
        for remark in each.remarks:
            notice(remark)

    def filled(order: Order) -> Order:
        return replace(
            order, question=order.question or question, topic=order.topic or topic, as_of=order.as_of or cut_off
        )

    return map(filled, chain.from_iterable(each.orders(notice) for each in found))


def count_orders(inputs: Sequence[Path]) -> int | None:
    """How many orders *inputs* hold: files, lines that are not blank, named briefs. Raises as :func:`read_orders`."""
    return sum(_input(path).count() for path in _some(inputs))


@dataclass(frozen=True)
class _Input:
    """One input that was checked: how many orders it holds, what they are, and what is to be said of it."""

    count: Callable[[], int]
    orders: Callable[[Notice], Iterator[Order]]
    remarks: Sequence[str] = ()


def _some(inputs: Sequence[Path]) -> Sequence[Path]:
    if not inputs:
        raise UsageError("no input given: name a folder, a JSONL file, a manifest or a report")
    return inputs


def _input(path: Path) -> _Input:
    """The input at *path*, by what it is and how it is called.

    Raises:
        UsageError: it is of no such kind.
        SourceError: it cannot be read.
    """
    if _ADDRESS.match(str(path)):
        raise UsageError("a batch takes addresses from a JSONL file or a manifest: write it there", str(path))
    if str(path) == "-":
        raise UsageError("a batch does not read standard input, which cannot be read again: name a file", "-")
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _folder(path)
        # Before anything is opened: opening a pipe that nobody writes to would wait for ever.
        if not stat.S_ISREG(mode):
            raise SourceUnreadable("is a pipe or a device, which cannot be read again: name a file", str(path))
        with path.open("rb") as file:
            start = file.read(2)
    except (OSError, ValueError) as error:
        raise refusal(error, str(path)) from error
    suffix = path.suffix.lower()
    if suffix in _LISTS:
        if start in _WIDE:
            raise UsageError("is UTF-16: save it as UTF-8", str(path))
        return _Input(lambda: count_lines(path), lambda notice: read_list(path, notice))
    if suffix == ".toml":
        manifest = Manifest.load(path)
        return _Input(lambda: len(manifest.briefs), lambda _: (brief.order() for brief in manifest.briefs))
    if suffix == ".json":
        raise UsageError("is one piece of JSON: write one object a line, and call the file .jsonl", str(path))
    return _Input(lambda: 1, lambda _: iter([Order(as_id(str(path)), str(path), (path,))]))


def _folder(path: Path) -> _Input:
    """The folder at *path*; all of it is walked through, so that what cannot be read shows before anything is paid.

    One with nothing in it has no orders, as an empty list has none; one that holds nothing but files of other kinds is
    a mistake.
    """
    passed, found, remarks = PassedBy(path, is_ours), Counter[bool](), list[str]()
    try:
        found.update(is_ours(report) for report in reports_below(path, passed))
    except SourceEmpty as error:
        if passed.count:
            raise
        remarks.append(str(error))
    if found[True]:
        remarks.append(f"{path}: left out what batches wrote there ({found[True]:,} files)")
    if told := passed.told():
        remarks.append(told)
    return _Input(lambda: found[False], lambda _: read_folder(path), remarks)
