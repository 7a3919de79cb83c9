"""One pass over a text that gives its figures in order."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from briefing.figures.beginnings import beginnings, idle
from briefing.figures.calendar import LANGUAGES
from briefing.figures.dates import read_date
from briefing.figures.numbers import read_number
from briefing.figures.ranges import spread
from briefing.figures.reader import Figure, Page, Reading
from briefing.figures.tokens import read_plain, read_tokens, read_words
from briefing.naming.language import language_of

_SHORT = 1_000
"""Characters up to which what was read in a text is kept: a brief cites the same sentence in many places."""
_MOST_KEPT = 512
_WITH_TABLES = frozenset(code.split("_")[0] for code in LANGUAGES) | {""}


def read(text: str, language: str | None) -> tuple[Figure, ...]:
    """Every figure of *text* in order, with those that are told along the way."""
    return _read_short(text, language) if len(text) <= _SHORT else _read(text, language)


def _read(text: str, language: str | None) -> tuple[Figure, ...]:
    plain = read_plain(text)
    tokens = read_tokens(plain.text) if plain.has_numerals else None
    words = [token.key for token in tokens.tokens if token.kind == "word"] if tokens else read_words(plain.text)
    telling = beginnings(words)
    if not telling and not plain.has_numerals:
        return ()
    spoken = _spoken(text, language)
    telling -= idle(spoken)
    if not telling and not plain.has_numerals:
        return ()
    page = Page(text, plain.folded, tokens or read_tokens(plain.text), spoken)
    return tuple(reading.figure for reading in spread(page, _readings(page, telling)))


_read_short = lru_cache(maxsize=_MOST_KEPT)(_read)


def _spoken(text: str, language: str | None) -> str:
    """The code of the language of *text*: one for all that no table knows, which are as many as senders like."""
    code = (language or language_of(text)).split("-")[0].lower()
    return code if code in _WITH_TABLES else "und"


def _readings(page: Page, telling: Collection[str]) -> list[Reading]:
    """What begins with a numeral or with one of the *telling* words."""
    found: list[Reading] = []
    after = 0
    for at, token in enumerate(page.tokens):
        if token.kind == "sign" or (token.kind == "word" and token.key not in telling) or at < after:
            continue
        readings = read_date(page, at) or read_number(page, at)
        # A name such as Su-35 reaches back to words that were passed by, and to what they were read as.
        while readings and found and found[-1].end > readings[0].first:
            found.pop()
        found.extend(readings)
        after = readings[-1].end if readings else 0
    return found
