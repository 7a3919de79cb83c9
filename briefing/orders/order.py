"""An order: what a user asked for, before any of its sources is read; and what all its readers check alike."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from briefing.display import for_terminal
from briefing.errors import BriefingError, SourceUnreadable, UsageError
from briefing.feeds import Feeds
from briefing.fetching import Policy
from briefing.folding import one_line
from briefing.loading import load_sources
from briefing.settings import Settings
from briefing.source import Source

OUTPUTS = ("md", "json")
"""The forms in which a brief can be delivered; all of them where an order does not say."""

LONGEST_ID = 200
_LONGEST_MESSAGE = 300
_SHOWN = 60
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Order:
    """One brief that was asked for.

    *id* is what the user calls it, on one line, at most 200 characters; two orders may have the same, and a store keeps
    them apart by their content. *place* is where it stands, for messages. *sources* are the paths and the addresses
    (text) of reports to be read later, and texts that came with the order. *settings* are those of
    :class:`briefing.settings.Settings` that it sets itself, converted. *problem* is why it cannot be carried out, where
    that showed before its sources were read: it is an order all the same, so that a batch counts it among those that
    failed. *feeds* are those whose new entries are orders in its place; *entries*, each by brief, feed and hash, are
    what it was made of.
    """

    id: str
    place: str
    sources: tuple[str | Path | Source, ...] = ()
    question: str | None = None
    topic: str | None = None
    as_of: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    outputs: tuple[str, ...] = OUTPUTS
    problem: BriefingError | None = None
    feeds: Feeds | None = None
    entries: tuple[tuple[str, str, str], ...] = ()

    def applied(self, settings: Settings, flags: Collection[str] = ()) -> Settings:
        """*settings* with its own in them, but for *flags*, the names of what a command says: that stands over both."""
        return replace(settings, **{name: value for name, value in self.settings.items() if name not in flags})

    def read(self, policy: Policy | None = None) -> list[Source]:
        """Its sources, read now; pages as *policy* allows, by default from public addresses alone.

        Raises:
            BriefingError: the problem, or a source cannot be read; nothing else, whatever a file holds.
        """
        if self.problem is not None:
            raise self.problem
        try:
            return load_sources(self.sources, policy=policy)
        except BriefingError as error:
            if self.sources != (Path(self.place),):  # what stands for itself need not be named twice
                error.subject = self.place if error.subject is None else f"{self.place}: {error.subject}"
            raise
        except Exception as error:  # what a library trips over is the fault of one report, and no other's
            raise SourceUnreadable(f"cannot be read: unexpected {type(error).__name__}", self.place) from error


def as_id(name: str) -> str:
    """*name* as an order's id; empty when nothing in it can be seen."""
    line = one_line(for_terminal(name))
    if len(line) <= LONGEST_ID:
        return line
    return f"{line[: LONGEST_ID - _DIGITS - 1]}-{digest(name.encode('utf-8', 'replace'))}"


def digest(data: bytes) -> str:
    """What tells *data* from other data, short enough to stand in an id."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def words(value: object, name: str, place: str) -> str | None:
    """*value* as text on one line; None where it is, or where it is empty.

    Raises:
        UsageError: it is no text.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise UsageError(f"{name} is text, not {shown(value)}", place)
    return one_line(value) or None


def day(value: object, place: str, name: str = "as_of ") -> str | None:
    """*value*, an information cut-off, as ``YYYY-MM-DD``; None where there is none. *name* is what messages call it.

    Raises:
        UsageError: it is no day.
    """
    if type(value) is date:  # as TOML has them; a datetime is a date too, and none of these
        return value.isoformat()
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:  # it also reads 2024-W05-3
            return value
    except ValueError:
        pass
    raise UsageError(f"{name}is a day as YYYY-MM-DD, not {shown(value)}", place)


def located(folder: Path, name: str) -> Path:
    """The path that *name* has, from *folder* on. It is never ``-``, which would stand for standard input."""
    path = folder / name
    return path.absolute() if str(path) == "-" else path


def shown(value: object) -> str:
    """*value* as a message shows it: cut, and a whole object by its kind alone."""
    for kind, name in ((dict, "an object"), (list, "a list"), (bool, str(value).lower()), (type(None), "null")):
        if isinstance(value, kind):
            return name
    text = (
        f"“{for_terminal(value[:_SHOWN])}{'…' if len(value) > _SHOWN else ''}”"
        if isinstance(value, str)
        else str(value)
    )
    return cut(text, _SHOWN + 3)


def cut(text: str, most: int = _LONGEST_MESSAGE) -> str:
    """*text*, no longer than *most* characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
