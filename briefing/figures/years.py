"""The year that follows a month, a quarter or a season."""

from __future__ import annotations

from briefing.figures.lexicon import key
from briefing.figures.reader import Page

OF = frozenset("of de del do d di dell г من في le el the da".split())

_YEAR_WORDS = frozenset(key(w) for w in "года году год г гг".split())


def year_at(page: Page, at: int) -> tuple[int, int] | None:
    """The year at token *at*, past a comma, "of" or brackets, and the token after it."""
    if page.word(at) == "," or page.word(at) in OF:
        at += 1
        if page.word(at) in ("l", "ano", "year"):
            at += 1
    bracket = {"[": "]", "(": ")"}.get(page.word(at))
    at += bracket is not None
    year = page.whole_number(at, 1000, 2199)
    if year is None or len(page.tokens[at].text) != 4:
        return None
    if bracket:
        return (year, at + 2) if page.word(at + 1) == bracket else None
    if page.word(at + 1) in _YEAR_WORDS:
        return year, at + 2
    return year, at + 1


def short_year(page: Page, at: int) -> tuple[int, int] | None:
    """The year of '23 at token *at*, and the token after it."""
    if page.word(at) == "'" and (year := page.whole_number(at + 1, 0, 99)) is not None:
        return (2000 if year < 70 else 1900) + year, at + 2
    return None
