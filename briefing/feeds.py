"""RSS and Atom feeds, by feedparser: what entries there are, the newest first.

A feed that declares entities is refused before anything parses it: no feed needs them, and a few lines of them unpack
to gigabytes, or name a file of this machine.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from briefing.errors import SourceRefused, SourceUnreadable
from briefing.folding import one_line

Per = Literal["entry", "feed"]

MOST_ENTRIES = 20
"""New entries that one run takes of a feed, unless the manifest says otherwise."""
LONGEST_OF_ITS_OWN = 400
"""Characters of an entry's own text from which it can stand for a page that cannot be had: a teaser is shorter."""

_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)


@dataclass(frozen=True)
class Feeds:
    """The feeds of a named brief: their addresses, whether each entry is a brief, and how many a run takes."""

    urls: tuple[str, ...]
    per: Per = "entry"
    most: int = MOST_ENTRIES


@dataclass(frozen=True)
class FeedEntry:
    """One entry: what its feed knows it by, the address of its page, and what the feed itself says of it.

    *published* is a day as ``YYYY-MM-DD``; *html* the entry's own text.
    """

    id: str
    url: str | None
    title: str | None
    published: str | None
    html: str


def read_feed(data: bytes, name: str) -> list[FeedEntry]:
    """The entries of the feed *data*, the newest first; *name* is what messages call it.

    Raises:
        SourceRefused: it declares entities.
        SourceUnreadable: it is no feed.
    """
    # In UTF-16 and UTF-32 the same letters stand, with NULs between them.
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise SourceRefused("declares entities, which no feed needs: it is not read", name)
    import feedparser

    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=True)
    if not parsed.get("version"):
        raise SourceUnreadable("is no RSS or Atom feed", name)
    entries = [entry for each in parsed.entries if (entry := _entry(each)) is not None]
    # Newest first where they say when; feeds without dates are in that order as they come.
    return sorted(entries, key=lambda entry: entry.published or "", reverse=True)


def _entry(told: Any) -> FeedEntry | None:
    url = str(told.get("link") or "").strip() or None
    known = str(told.get("id") or url or told.get("title") or "").strip()
    if not known:
        return None
    contents = [str(each.get("value") or "") for each in told.get("content") or ()]
    html = max([*contents, str(told.get("summary") or "")], key=len)
    moment = told.get("published_parsed") or told.get("updated_parsed")
    published = None
    if moment is not None:
        try:
            published = datetime.fromtimestamp(calendar.timegm(moment), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            published = None
    return FeedEntry(known[:1000], url, one_line(str(told.get("title") or ""))[:300] or None, published, html)
