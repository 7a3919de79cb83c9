"""Numbers and dates in a text, and whether other texts hold them."""

from __future__ import annotations

from briefing.figures.held import Held
from briefing.figures.reader import Figure
from briefing.figures.reading import read

__all__ = ["Figure", "Held", "figures"]


def figures(text: str, language: str | None = None) -> list[Figure]:
    """Every number and date that *text* states, in order, and nothing else.

    Not stated are "one" and "first" where they only point, "a year", "both", words for days as seen from today,
    addresses, and the numbers by which a brief cites its items. *language* is a code such as ``fr``; without it
    the text tells.
    """
    return [figure for figure in read(text, language) if not figure.tacit]
