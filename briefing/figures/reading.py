"""One pass over a text that gives its figures in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from briefing.figures.counting import read_roman
from briefing.figures.dates import read_date
from briefing.figures.dates import telling_words as words_of_dates
from briefing.figures.lexicon import lexicon
from briefing.figures.numbers import read_number
from briefing.figures.ranges import spread
from briefing.figures.reader import Figure, Page, Reading
from briefing.figures.spelled import telling_words as words_of_numbers
from briefing.figures.tokens import Token

_LONG_COMPOUNDS = ("tausend", "mila", "mille")


def read(text: str, language: str | None) -> Iterator[Figure]:
    """Every figure of *text* in order, with those that are told along the way."""
    page = Page(text, language)
    found: list[Reading] = []
    at = 0
    while at < len(page.tokens):
        readings = (read_date(page, at) or read_number(page, at)) if _can_begin(page.tokens[at]) else []
        # A name such as Su-35 reaches back to words that were passed by, and to what they were read as.
        while readings and found and found[-1].end > readings[0].first:
            found.pop()
        found.extend(readings)
        at = max(at + 1, readings[-1].end if readings else 0)
    yield from (reading.figure for reading in spread(page, found))


def _can_begin(token: Token) -> bool:
    if token.kind != "word":
        return token.kind != "sign"
    if token.key in _telling_words() or (token.text[0] in "IVXL" and read_roman(token.text)):
        return True
    return len(token.key) > 8 and any(part in token.key for part in _LONG_COMPOUNDS)


@cache
def _telling_words() -> frozenset[str]:
    """Most words begin no figure; those that may."""
    return frozenset(lexicon()) | words_of_dates() | words_of_numbers()
