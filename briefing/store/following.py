"""Feeds that are followed: when each was looked at, and what has come of its entries."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from briefing.store.rows import put
from briefing.store.tables import feed_entries, feeds

Failed = Literal["lasting", "passing"]
"""Whether an entry failed for good, or another time may do."""


@dataclass(frozen=True)
class Followed:
    """How a feed of a brief stands: what to ask it for, and its entries by their hashes: those that are *known*, those
    of them that failed for good (*lasting*), and those that failed in *passing*, which were tried last the last."""

    is_new: bool
    etag: str | None
    last_modified: str | None
    known: frozenset[str]
    lasting: tuple[str, ...]
    passing: tuple[str, ...]


def entry_hash(entry: str) -> str:
    """What *entry*, the name that its feed knows it by, is kept as."""
    return hashlib.sha256(entry.encode("utf-8", "replace")).hexdigest()


def followed(connection: sa.Connection, brief: str, url: str) -> Followed:
    """How the feed at *url* of *brief* stands."""
    row = connection.execute(sa.select(feeds).where(feeds.c.brief == brief, feeds.c.url == url)).first()
    entries = connection.execute(
        sa.select(feed_entries.c.entry, feed_entries.c.failed)
        .where(feed_entries.c.brief == brief, feed_entries.c.url == url)
        .order_by(feed_entries.c.seen)
    ).all()
    return Followed(
        is_new=row is None,
        etag=None if row is None else row.etag,
        last_modified=None if row is None else row.last_modified,
        known=frozenset(entry for entry, failed in entries if failed != "passing"),
        lasting=tuple(entry for entry, failed in entries if failed == "lasting"),
        passing=tuple(entry for entry, failed in entries if failed == "passing"),
    )


def look(
    connection: sa.Connection, brief: str, url: str, etag: str | None, last_modified: str | None, passed: Iterable[str]
) -> None:
    """The feed was looked at; it is asked next time for what is newer than *etag* and *last_modified*, where these are
    given. The entries *passed* over count as known."""
    row = {"brief": brief, "url": url, "etag": etag, "last_modified": last_modified, "checked": time.time()}
    put(connection, feeds, row, replace=("etag", "last_modified", "checked"))
    for entry in passed:
        know(connection, brief, url, entry)


def know(connection: sa.Connection, brief: str, url: str, entry: str, failed: Failed | None = None) -> None:
    """The entry with the hash *entry* has had its brief, or has *failed*."""
    row = {"brief": brief, "url": url, "entry": entry, "seen": time.time(), "failed": failed}
    put(connection, feed_entries, row, replace=("seen", "failed"))
