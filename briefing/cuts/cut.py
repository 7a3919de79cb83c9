"""What a cut is, and the words and signs that its rules read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

CutKind = Literal["negation", "denial", "condition", "possibility", "threat", "attribution", "exception"]
"""How the words left out turn the sense.

``negation`` says that it is not so, ``denial`` that somebody says so; ``condition`` that it is so under one, or
asked; ``possibility`` that it may be; ``threat`` that it is threatened, planned, offered or asked for;
``exception`` that it is not so for some. ``attribution`` says whose words they are, and no more.
"""

_TOKEN = regex.compile(
    r"(?P<word>[\p{L}\p{M}\p{N}\u00ad]+(?:['’ʼ.&/‐‑-](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}\u00ad]+)*+)"
    r"|(?P<dash>[–—]|--+|(?<=\s)-(?=\s))|[,;:()\[\]]"
)
_OF_A_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u00ad]")


class Cut(NamedTuple):
    """Words that a quote leaves out and that govern it.

    ``words`` are those of the text from code point *start* to *end*, with white space as one space.
    """

    kind: CutKind
    words: str
    start: int
    end: int

    @classmethod
    def of(cls, kind: CutKind, text: str, start: int, end: int) -> Cut:
        """The cut of *kind* whose words stand at *start* to *end* of *text*."""
        return cls(kind, " ".join(text[start:end].split()), start, end)


class Token(NamedTuple):
    """A word in small letters, or a sign; ``start`` and ``end`` are offsets into the whole text."""

    word: str
    start: int
    end: int
    capital: bool


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words and the signs that part clauses from *start* to *end* of *text*; every dash is ``–``."""
    return list(_tokens(text, start, end))


def has_words(text: str, start: int, end: int) -> bool:
    """Whether a word, or a part of one, stands from *start* to *end* of *text*; signs alone govern nothing."""
    return _OF_A_WORD.search(text, start, end) is not None


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        written = word = match[0]
        if not word.isascii():
            word = word.replace("’", "'").replace("ʼ", "'").replace("\u00ad", "")
        start, end = match.span()
        yield Token("–" if match.lastgroup == "dash" else word.lower(), start, end, written[0].isupper())
