"""What is known of a report beside its text: the names under which people write it down, and what they may mean.

A date is always ``YYYY-MM-DD``: one that lacks its day is not made up, nor is one that can be read as two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

LONGEST_VALUE = 300
"""Characters; what is longer is no title and no name."""

_LONGEST_ADDRESS = 2000  # characters; browsers of old took no more
_LONGEST_DATE = 40  # characters; the library that reads dates in words takes seconds for a page of them
_MOST_AUTHORS = 50
_KEYS = {
    "title": ("title",),
    "publisher": ("publisher", "source", "site"),
    "author": ("author", "authors"),
    "published": ("published", "date"),
    "url": ("url",),
    "language": ("language", "lang"),
}
DAYS = frozenset(_KEYS["published"])
"""The names under which they write down when it was published."""
METADATA = frozenset(name for names in _KEYS.values() for name in names)
"""The names under which people write down what a report is."""


def described(given: Mapping[str, object], basis: str) -> dict[str, str | None]:
    """What *given* says of a report under any of :data:`METADATA`, as :meth:`Source.from_text` takes it.

    *basis* says how the date of publication is known. What is of no use, as a date without its day, is None.
    """
    fields = {
        field: next(filter(None, (_plain(given.get(key)) for key in keys)), None) for field, keys in _KEYS.items()
    }
    return {
        **{field: short(value) for field, value in fields.items()},
        "published": (published := iso_date(fields["published"])),
        "published_basis": published and basis,
        "url": web_address(fields["url"]),
    }


def _plain(value: object) -> str | None:
    if isinstance(value, list):
        # Cut before they are joined: a list may hold one long text many times over, by an alias.
        value = ", ".join(part[:LONGEST_VALUE] for part in value[:_MOST_AUTHORS] if isinstance(part, str))
    return value if isinstance(value, str) and value not in ("", "~", "null") else None


def short(value: str | None) -> str | None:
    """*value*, no longer than a title or a name is."""
    return value and value[:LONGEST_VALUE]


def iso_date(value: str | None) -> str | None:
    """The day that *value* means, as ``YYYY-MM-DD``; None where it means none, or could mean two."""
    if value is None or len(value) > _LONGEST_DATE:
        return None
    try:
        return datetime.fromisoformat(value.strip().replace("/", "-")).date().isoformat()
    except ValueError:
        pass
    if not any(c.isalpha() for c in value):
        return None  # 3/5/2024 is a day in March or in May
    import dateparser

    # Only a whole date, and none that counts from today, such as "yesterday".
    found = dateparser.parse(value, settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]})
    return found.date().isoformat() if found else None


def web_address(value: str | None) -> str | None:
    """*value* where it is an http(s) address, else None."""
    value = value.strip() if value else ""
    return value if len(value) <= _LONGEST_ADDRESS and re.fullmatch(r"https?://\S+", value, re.IGNORECASE) else None
