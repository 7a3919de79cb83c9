"""A JSONL file of orders, a line each, read as a stream: no more than one line is ever held.

A line is an object (see the README for examples)::

    id          what the order is called; else its path, or a digest of its text
    path        a file or folder, from the folder of the JSONL file on, or an http(s) address; or a list of them; or
    url         an address, of an item that has neither path nor text; or
    text        the report itself, with any of title, publisher, author, published, url, and lang, its language
    question, topic, as_of
    model, mode, temperature, max_output_tokens, tries, reasks, input_price, output_price,
    scale, language, background, handling

``language`` is the language of the brief, as everywhere where a brief is asked for. What is null is not said.

Not taken from a line are ``api_key``, which does not belong into a file; ``base_url``, ``prompts`` and
``allow_private``, since lists are often made by programs out of what others wrote, and must not choose where our key
and our reports are sent, what is asked, or whether intranets are read; ``max_cost`` and ``timeout``, which are for
whoever pays to set. A line with one of them is an order with a problem, rather than one that is carried out otherwise
than it says.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import fields
from pathlib import Path
from typing import Any, BinaryIO

from briefing import strict_json
from briefing.errors import BriefingError, SourceEmpty, UsageError
from briefing.fetching import is_address
from briefing.hidden.characters import has_visible
from briefing.loading import refusal
from briefing.loading.metadata import DAYS, METADATA, described
from briefing.orders.order import Order, as_id, cut, day, digest, located, shown, words
from briefing.settings import Settings, converted
from briefing.source import Source

LONGEST_LINE = 64 * 2**20
"""Bytes. A report of that size has ten million words."""

_BLOCK = 2**20
_MARK = b"\xef\xbb\xbf"
_NOT_FROM_A_LINE = {"api_key", "base_url", "prompts", "max_cost", "timeout", "allow_private"}
_SETTINGS = {setting.name for setting in fields(Settings)} - _NOT_FROM_A_LINE
_OF_TEXT = METADATA - {"language"}
_KNOWN = {"id", "path", "text", "question", "topic", "as_of"} | _SETTINGS
_REMEMBERED = 2**17
"""Places for ids that were seen, of eight bytes each."""
_NAMED = 20
"""Names of keys that one notice gives at most."""


def read_list(path: Path, notice: Callable[[str], None]) -> Iterator[Order]:
    """The orders of the JSONL file *path*, in its order; a line that is none is an order with a problem.

    *notice* is told of keys that are not used: of those on the first line that has any at once, while there is time
    to stop, and of others, if others come, at the end; and of the first id that was there before.
    """
    unused, ids = _Unused(path, notice), _Ids(notice)
    try:
        with path.open("rb") as file:
            for number, line in _lines(file):
                place = f"{path}: line {number}"
                yield line.order(place) if isinstance(line, _Endless) else _order(line, place, path.parent, unused, ids)
    except OSError as error:  # it could be opened when the inputs were checked
        yield Order(as_id(str(path)), str(path), problem=refusal(error, str(path)))
    unused.conclude()


def count_lines(path: Path) -> int:
    """How many orders the JSONL file *path* holds: its lines but for blank ones."""
    with path.open("rb") as file:
        return sum(1 for _ in _lines(file))


class _Endless:
    """A line longer than any is read, by the digest of its bytes."""

    def __init__(self, name: str) -> None:
        self._name = name

    def order(self, place: str) -> Order:
        """The order that it stands for."""
        problem = UsageError(f"is longer than {LONGEST_LINE // 2**20} MiB: put the report into a file", place)
        return Order(f"line-{self._name}", place, problem=problem)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | _Endless]]:
    """The lines of *file* that are not blank, with their numbers, which begin at 1."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(_MARK)
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            yield number, _skipped(file, line)
        elif line := line.strip():
            yield number, line


def _skipped(file: BinaryIO, block: bytes) -> _Endless:
    seen = hashlib.sha256()
    while block:
        seen.update(block)
        block = b"" if block.endswith(b"\n") else file.readline(_BLOCK)
    return _Endless(seen.hexdigest()[:12])


class _Unused:
    """Keys that nobody uses, told to *notice* in as few words as can be."""

    def __init__(self, path: Path, notice: Callable[[str], None]) -> None:
        self._path = path
        self._notice = notice
        self._told: set[str] = set()
        self._untold: set[str] = set()

    def note(self, names: set[str]) -> None:
        """*names* stood on one line."""
        if not self._told:
            self._tell(names)
        elif len(self._untold) <= _NAMED:
            self._untold |= names - self._told

    def conclude(self) -> None:
        """There are no more lines."""
        self._tell(self._untold)

    def _tell(self, names: set[str]) -> None:
        if not names:
            return
        self._told |= names
        some = ", ".join(shown(name) for name in sorted(names)[:_NAMED])
        more = ", and others" if len(names) > _NAMED else ""
        files = "; what is said of a report counts beside “text”, a file says it itself" if names & _OF_TEXT else ""
        self._notice(f"{self._path}: not used: {some}{more}{files}")


class _Ids:
    """Ids that were there before, the first of them told to *notice*; what is remembered does not grow with the list.

    Of an id that comes again more than some ten thousand lines later nothing may be told.
    """

    def __init__(self, notice: Callable[[str], None]) -> None:
        self._notice = notice
        self._seen = array("Q", bytes(8 * _REMEMBERED))
        self._told = False

    def note(self, name: str, place: str) -> None:
        """The order at *place* has the id *name*."""
        number = int(digest(name.encode("utf-8", "replace")), 16)
        at = number % _REMEMBERED
        if self._seen[at] == number and not self._told:
            self._told = True
            self._notice(f"{place}: the id {shown(name)} was there before: each is an item of its own")
        self._seen[at] = number


def _order(line: bytes, place: str, folder: Path, unused: _Unused, ids: _Ids) -> Order:
    """The order on *line*; with a problem where it cannot be understood."""
    name = f"line-{digest(line)}"  # not the number: a list may be sorted otherwise the next time
    try:
        given = _parsed(line, place)
        name = _name(given, name, place)
        if given.get("id") is not None:
            ids.note(name, place)
        order = _understood(given, name, place, folder)
    except BriefingError as problem:
        return Order(name, place, problem=problem)
    except Exception as error:  # noqa: BLE001 - what a library trips over on one line is no reason to stop the others
        return Order(name, place, problem=UsageError(f"cannot be read: unexpected {type(error).__name__}", place))
    unused.note(given.keys() - _KNOWN - _used(given))
    return order


def _used(given: Mapping[str, Any]) -> Set[str]:
    """The names that say something of a report, where they are used."""
    if given.get("text") is not None:
        return _OF_TEXT
    return {"url"} if given.get("path") is None else set()


def _parsed(line: bytes, place: str) -> dict[str, Any]:
    try:
        given = strict_json.parse(line.decode())
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8 (byte {error.start + 1}): save the file as UTF-8", place) from None
    except json.JSONDecodeError as error:
        raise UsageError(f"is not JSON: {error.msg} at character {error.colno}", place) from None
    except ValueError as error:
        raise UsageError(cut(f"is not JSON that has one meaning: {error}"), place) from None
    if not isinstance(given, dict):
        raise UsageError(f"is not a JSON object but {shown(given)}: write one object a line", place)
    return given


def _name(given: Mapping[str, Any], otherwise: str, place: str) -> str:
    """What the order is called; *otherwise* where nothing says so.

    Raises:
        UsageError: its id is empty, or neither text nor a whole number.
    """
    value = given.get("id")
    if isinstance(value, str | int) and not isinstance(value, bool):
        if not (name := as_id(str(value))):
            raise UsageError("id is empty: name the order, or leave id out", place)
        return name
    if value is not None:
        raise UsageError(f"id is text, not {shown(value)}", place)
    paths, text = given.get("path") or given.get("url"), given.get("text")
    if isinstance(text, str):
        return f"text-{digest(text.encode('utf-8', 'replace'))}"
    listed = [paths] if isinstance(paths, str) else paths if isinstance(paths, list) else []
    return as_id(", ".join(path for path in listed if isinstance(path, str))) or otherwise


def _understood(given: Mapping[str, Any], name: str, place: str, folder: Path) -> Order:
    if refused := sorted(given.keys() & _NOT_FROM_A_LINE):
        advice = "keep the key out of files" if "api_key" in refused else "set it for the whole run"
        raise UsageError(f"a line cannot set {refused[0]}: {advice}", place)
    settings = {}
    for key in sorted(_SETTINGS & given.keys()):
        if given[key] is not None:
            settings[key] = _setting(key, given[key], place)
    return Order(
        name,
        place,
        sources=_sources(given, place, folder),
        question=words(given.get("question"), "question", place),
        topic=words(given.get("topic"), "topic", place),
        as_of=day(given.get("as_of"), place),
        settings=settings,
    )


def _setting(name: str, value: Any, place: str) -> Any:
    try:
        return converted(name, value, place)
    except UsageError as error:
        raise UsageError(cut(f"{error.subject} {error.message}"), place) from None


def _sources(given: Mapping[str, Any], place: str, folder: Path) -> tuple[str | Path | Source, ...]:
    paths, text = given.get("path"), given.get("text")
    if paths is None and text is None and isinstance(url := given.get("url"), str):
        if not is_address(url):
            raise UsageError(f"url is an http or https address, not {shown(url)}", place)
        paths = url
    if (paths is None) == (text is None):
        which = "neither path nor url nor text" if paths is None else "both path and text"
        raise UsageError(f"has {which}: give one of them", place)
    if text is None:
        return _located(paths, place, folder)
    if not isinstance(text, str):
        raise UsageError(f"text is text, not {shown(text)}", place)
    source = Source.from_text(text, name=place, **_metadata(given, place))
    if not has_visible(source.text):
        raise SourceEmpty("text holds nothing that can be seen: give the report", place)
    return (source,)


def _located(value: object, place: str, folder: Path) -> tuple[str | Path, ...]:
    paths = [value] if isinstance(value, str) else value
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise UsageError("path is the name of a file, or a list of such names", place)
    if not paths or not all(path.strip() for path in paths):
        raise UsageError("path is empty: name the file", place)
    return tuple(path if is_address(path) else located(folder, path) for path in paths)


def _metadata(given: Mapping[str, Any], place: str) -> dict[str, Any]:
    named = {name: given[name] for name in _OF_TEXT & given.keys() if given[name] is not None}
    for name, value in named.items():
        texts = value if isinstance(value, list) and name in ("author", "authors") else [value]
        if not all(isinstance(text, str) for text in texts):
            raise UsageError(f"{name} is text, not {shown(value)}", place)
    fields = described(named, "given with the text")
    if fields["published"] is None and (
        days := [value for name, value in named.items() if name in DAYS and value.strip()]
    ):
        # Undated, it would have today for its cut-off, and nobody would know why.
        advice = "leave it out where the day is not known"
        raise UsageError(f"published is a day such as 2026-03-04, not {shown(days[0])}: {advice}", place)
    return fields
