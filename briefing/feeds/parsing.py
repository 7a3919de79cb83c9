"""What the child does: a feed's bytes to its entries, by feedparser."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser
import lxml.html

from briefing.decoding import decode
from briefing.errors import SourceBinary
from briefing.fetching import is_address
from briefing.folding import one_line

# A declaration, or the head of a document type that is more than names and quoted words up to its end. No part of it
# crosses a "<", so that however many begin and never end, each character is looked at a few times at most.
_DECLARATIONS = re.compile(
    r"""<!(?:ENTITY|ATTLIST|ELEMENT|NOTATION|DOCTYPE(?!(?:[^<>\["']++|"[^<>\["]*+"|'[^<>\[']*+')*+>))""", re.IGNORECASE
)
# A closing tag or a reference: what has neither may still have a "<", as plain text does.
_MARKUP = re.compile(r"</\w+>|&#?\w+;")
_LONGEST_TITLE = 300
_LONGEST_MARKUP = 20 * _LONGEST_TITLE


def parse(data: bytes, url: str, charset: str | None) -> dict[str, Any]:
    """The entries of the feed *data*, the newest first, as JSON has them; or its fault."""
    try:
        text = decode(data, url, declared=True, charset=charset).lstrip("\ufeff \t\r\n")
        if _DECLARATIONS.search(text):
            return {"fault": "declarations"}
        # In UTF-8, whatever it was: what is parsed is what was judged. Not as bytes, which the library would take for
        # the name of a file first.
        told = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except SourceBinary:
        return {"fault": "foreign"}
    except MemoryError:
        return {"fault": "memory"}
    except Exception:  # noqa: BLE001 - whatever the library trips over, it is none that can be read
        return {"fault": "foreign"}
    if not (version := told.get("version")):
        return {"fault": "foreign"}
    known = [(each, name) for each in told.entries if (name := _name(each))]
    # What says no time comes last, in the feed's order.
    known.sort(key=lambda pair: _moment(pair[0]) or datetime.min.replace(tzinfo=UTC), reverse=True)
    return {"entries": [_entry(each, name, url, is_atom=version.startswith("atom")) for each, name in known]}


def _name(told: Mapping[str, Any]) -> str:
    """What the feed knows an entry by; its own text where it says nothing else, empty where there is nothing."""
    return str(told.get("id") or told.get("link") or told.get("title") or _text(told)).strip()


def _entry(told: Mapping[str, Any], name: str, url: str, *, is_atom: bool) -> dict[str, str | None]:
    moment = _moment(told)
    return {
        "id": name,
        "url": _link(told, url),
        "title": _title(told, is_atom=is_atom),
        "published": moment.date().isoformat() if moment else None,
        "html": _text(told),
    }


def _text(told: Mapping[str, Any]) -> str:
    contents = [str(each.get("value") or "") for each in told.get("content") or ()]
    return max([*contents, str(told.get("summary") or "")], key=len)


def _link(told: Mapping[str, Any], url: str) -> str | None:
    """The address of an entry's page. feedparser has followed ``xml:base``, which may itself go on from *url*."""
    link = str(told.get("link") or "").strip()
    said = any(str(each.get("href") or "").strip() == link for each in told.get("links") or ())
    # Without a link feedparser takes the id for one, which it is where it is an address.
    if not link or not (said or is_address(link)):
        return None
    try:
        return urljoin(url, link)
    except ValueError:
        return link


def _title(told: Mapping[str, Any], *, is_atom: bool) -> str | None:
    """The title as a reader sees it. Atom says whether it is markup; RSS does not, and often it is."""
    title = str(told.get("title") or "")[:_LONGEST_MARKUP]
    kind = (told.get("title_detail") or {}).get("type")
    if kind in ("text/html", "application/xhtml+xml") or (not is_atom and _MARKUP.search(title)):
        tree = lxml.html.fragment_fromstring(title, create_parent="div")
        for element in tree.xpath(".//script | .//style"):
            element.drop_tree()
        title = str(tree.text_content())
    return one_line(title)[:_LONGEST_TITLE] or None


def _moment(told: Mapping[str, Any]) -> datetime | None:
    moment = told.get("published_parsed") or told.get("updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC) if moment is not None else None
    except (ValueError, OverflowError, OSError):
        return None
