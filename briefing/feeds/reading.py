"""A feed and its entries, as the rest of the house has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.confinement import ask
from briefing.errors import SourceRefused, SourceUnreadable

Per = Literal["entry", "feed"]

MOST_ENTRIES = 20
"""New entries that one run takes of a feed, unless the manifest says otherwise."""
LONGEST_OF_ITS_OWN = 400
"""Characters of an entry's own text from which it can stand for a page that cannot be had: a teaser is shorter."""
MOST_SECONDS = 30.0
"""For one feed; a thousand entries take less than one."""


@dataclass(frozen=True)
class Feeds:
    """The feeds of a named brief: their addresses, whether each entry is a brief, and how many a run takes."""

    urls: tuple[str, ...]
    per: Per = "entry"
    most: int = MOST_ENTRIES


@dataclass(frozen=True)
class FeedEntry:
    """One entry: what its feed knows it by, the address of its page, and what the feed itself says of it.

    *url* is whole where the feed's is, of whatever scheme; *title* is without markup; *published* is a day as
    ``YYYY-MM-DD``; *html* the entry's own text.
    """

    id: str
    url: str | None
    title: str | None
    published: str | None
    html: str


def read_feed(data: bytes, url: str, *, charset: str | None = None, seconds: float = MOST_SECONDS) -> list[FeedEntry]:
    """The entries of the feed *data*, the newest first, or as they come where they say no time; one id counts once.

    *url* is where it was, from which its links go on; *charset* what the server said; *seconds* the most it may take.

    Raises:
        SourceRefused: it declares entities.
        SourceUnreadable: it is no feed, or takes more time or memory than any.
    """
    told = ask("briefing.feeds", [url, charset or ""], data, seconds, url)
    fault = told.get("fault")
    if fault == "declarations":
        raise SourceRefused("declares entities or a grammar of its own, which no feed needs: it is not read", url)
    if fault == "foreign":
        raise SourceUnreadable("is no RSS or Atom feed", url)
    if fault is not None:
        raise SourceUnreadable(
            f"is built of more than a feed is: it was not read within {seconds:g} s and 1.5 GiB", url
        )
    entries: dict[str, FeedEntry] = {}
    for each in told["entries"]:
        entries.setdefault(each["id"], FeedEntry(**each))
    return list(entries.values())
