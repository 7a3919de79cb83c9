"""Feeds that are followed: when each was looked at, and which of its entries have had their brief."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from briefing.store.rows import put
from briefing.store.tables import feed_entries, feeds


@dataclass(frozen=True)
class Followed:
    """How a feed of a brief stands: what to ask it for, and the hashes of the entries that are known."""

    is_new: bool
    etag: str | None
    last_modified: str | None
    known: frozenset[str]


def entry_hash(entry: str) -> str:
    """What *entry*, the name that its feed knows it by, is kept as."""
    return hashlib.sha256(entry.encode("utf-8", "replace")).hexdigest()


def followed(connection: sa.Connection, brief: str, url: str) -> Followed:
    """How the feed at *url* of *brief* stands."""
    row = connection.execute(sa.select(feeds).where(feeds.c.brief == brief, feeds.c.url == url)).first()
    known = connection.scalars(
        sa.select(feed_entries.c.entry).where(feed_entries.c.brief == brief, feed_entries.c.url == url)
    )
    if row is None:
        return Followed(True, None, None, frozenset(known))
    return Followed(False, row.etag, row.last_modified, frozenset(known))


def look(
    connection: sa.Connection, brief: str, url: str, etag: str | None, last_modified: str | None, passed: Iterable[str]
) -> None:
    """The feed was looked at; it is asked next time for what is newer than *etag* and *last_modified*, where these are
    given. The entries *passed* over count as known."""
    row = {"brief": brief, "url": url, "etag": etag, "last_modified": last_modified, "checked": time.time()}
    put(connection, feeds, row, replace=("etag", "last_modified", "checked"))
    for entry in passed:
        know(connection, brief, url, entry)


def know(connection: sa.Connection, brief: str, url: str, entry: str) -> None:
    """The entry with the hash *entry* has had its brief."""
    put(connection, feed_entries, {"brief": brief, "url": url, "entry": entry, "seen": time.time()})
