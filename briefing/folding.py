"""Folding: what two spellings of the same passage have in common, with the way back to the original.

A quote equals a passage when both fold to the same characters. The foldings are the typographic ones
that copying, typesetting and editing bring about, and nothing else: canonical composition (NFC, not
NFKC, which would turn 10² into 102), Latin ligatures, white space, one family each of double quotation
marks, apostrophes and dashes, characters without width or, like the Arabic tatweel, without a meaning
beyond it, the spellings of an ellipsis, and a single letter in editorial brackets. Case is kept, but for
that letter. White space is one space, and nothing beside a double quotation mark, where French sets it
and English does not, or between Chinese and Japanese characters, where it is a broken line.

Where a line's end leaves the reading open, folded text holds a sign that stands for all its readings.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import regex

ELLIPSIS = "…"
BREAK = "\ue000"
"""A hyphen between letters before a line break: it may belong to the word or to the line."""
DASH_BREAK = "\ue001"
"""Another dash, or one beside a figure, before a line break: the dash stays, the break may be no space."""
SPACE_BREAK = "\ue002"
"""A line break between letters of Thai, Korean and their like, whose lines end anywhere: a space or nothing."""
READINGS = {BREAK: ("", "-", "- "), DASH_BREAK: ("-", "- "), SPACE_BREAK: ("", " ")}

_DOUBLE_QUOTES = '"“”„‟«»＂〝〞〟״「」『』﹁﹂﹃﹄'
_APOSTROPHES = "'‘’‚‛‹›ʼ`´＇׳"
_DASHES = "\\-‐‑‒–—―−⁃﹘﹣－֊־"
_HYPHENS = "\\-‐‑\u00ad"
_WIDTHLESS = "\u00ad\u0640\u200b-\u200f\u2060-\u2064\ufeff\u061c\u180e"
_SQUARE = r"\p{Han}\p{Hiragana}\p{Katakana}\u3001-\u3003\u3005-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65ー"
BROKEN_ANYWHERE = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Hangul}"
"""Letters whose lines may end within a word, for a class of a pattern."""
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}

_ELLIPSES = r"(?:…+|\.{3,}|\.(?:\s\.){2,})"
# Conjoining jamo compose with what stands before them although they are no combining marks.
_COMBINING = r"[\p{M}\u1161-\u1175\u11a8-\u11c2]"

_LINE_BREAK = r"[^\S\n\r\u2028]*[\n\r\u2028]\s*"

# Most characters begin nothing special, nor does a space before one of them: told at a glance, four times as fast.
_NOTHING = rf"(?![ ][^\s\[(….{_WIDTHLESS}{_DOUBLE_QUOTES}{_SQUARE}])"
_FIRST = rf"[\s\[(….{_DASHES}{_WIDTHLESS}{_DOUBLE_QUOTES}{_APOSTROPHES[1:]}{''.join(_LIGATURES)}]"

_PATTERN = rf"""(?={_NOTHING}{_FIRST})(?:
    (?P<ellipsis>\s*(?:\[\s*{_ELLIPSES}\s*\]|\(\s*{_ELLIPSES}\s*\)|{_ELLIPSES})\s*)
  | (?P<break>(?<=\p{{L}}\p{{M}}*)[{_HYPHENS}]{_LINE_BREAK}(?=\p{{L}}))
  | (?P<dash_break>(?<=[\p{{L}}\p{{M}}\p{{N}}])[{_DASHES}]+{_LINE_BREAK}(?=[\p{{L}}\p{{N}}]))
  | [\s{_WIDTHLESS}]*(?P<double>[{_DOUBLE_QUOTES}])[\s{_WIDTHLESS}]*
  | (?P<square>(?<=[{_SQUARE}])\s[\s{_WIDTHLESS}]*(?=[{_SQUARE}]))
  | (?P<space_break>(?<=[{BROKEN_ANYWHERE}]){_LINE_BREAK}(?=[{BROKEN_ANYWHERE}]))
  | (?P<space>[{_WIDTHLESS}]*(?:[^\S ]|[ ](?=[\s{_WIDTHLESS}]))[\s{_WIDTHLESS}]*)
  | (?P<widthless>[{_WIDTHLESS}]+)
  | (?P<apostrophe>[{_APOSTROPHES[1:]}])
  | (?P<dash>[{_DASHES}]{{2,}}|[{_DASHES[2:]}])
  | (?P<ligature>[ﬀﬁﬂﬃﬄﬅﬆ])
  | (?<!\w)\[(?P<bracket>\p{{L}}\p{{M}}*)\](?=[\p{{L}}\s.{_APOSTROPHES}{_DASHES}])
)"""
_SPECIAL = regex.compile(_PATTERN, regex.VERBOSE)
# All of it that plain ASCII can hold; the standard library's engine says in a tenth of the time that there is none.
_SPECIAL_ASCII = re.compile(r"""[^ -~]|["`\[]|[ ]{2}|--|\.[ ]?\.""")
_FOLDED_TO = {
    "space": " ",
    "widthless": "",
    "square": "",
    "double": '"',
    "apostrophe": "'",
    "dash": "-",
    "break": BREAK,
    "dash_break": DASH_BREAK,
    "space_break": SPACE_BREAK,
}

_LONG = 1_000
"""Characters from which a text is no item of a brief, but a report."""

_RUNS = regex.compile(rf"[^ \-{''.join(READINGS)}]+")
_CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_LINE_ENDS = regex.compile(r"\r\n?|[\x0b\x0c\x85]")
# What the two above and a lone surrogate begin with: the standard library's engine says soonest that there is none.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PILES = regex.compile(r"(\p{M}{30})\p{M}+")
_SURROGATES = regex.compile(r"[\ud800-\udfff]")


def strip_controls(text: str) -> str:
    """*text* as it can be shown: control characters dropped, line ends as ``\\n``, surrogates replaced.

    NUL, escape and the other C0 and C1 controls go; tab and line break stay. Every lone surrogate
    becomes U+FFFD, since no encoding can carry it. Of more than thirty combining marks on one character,
    the longest pile that Unicode's stream-safe format allows, the rest goes: no language writes it, and
    normalizing it takes time with the square of its length.
    """
    if text.isascii() and text.isprintable():
        return text
    if _ODD.search(text):
        text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))
    return _PILES.sub(r"\1", text)


class _Piece(NamedTuple):
    """A run of folded text: copied as it was (*verbatim*), or standing for ``start:end`` as a whole."""

    start: int
    end: int
    verbatim: bool


def one_line(text: str) -> str:
    """*text* as it can be shown on one line: no controls, every run of white space one space, none at the edges."""
    return " ".join(strip_controls(text).split())


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Folded text in lower case without spaces, hyphens and open line ends, and the way back.

    What two readings of one passage have in common: enough to find a passage by, too little to accept it.
    """

    text: str
    _starts: list[int]
    _origins: list[int]

    @classmethod
    def of(cls, folded: str) -> Skeleton:
        """The skeleton of *folded*."""
        runs = [match.span() for match in _RUNS.finditer(folded)]
        lengths = accumulate((end - start for start, end in runs), initial=0)
        text = "".join(folded[start:end] for start, end in runs)
        return cls(lowered(text), list(lengths)[:-1], [start for start, _ in runs])

    def origin(self, position: int) -> int:
        """Where the character at *position* stands in the folded text."""
        run = bisect_right(self._starts, position) - 1
        return self._origins[run] + position - self._starts[run]


def lowered(text: str) -> str:
    """*text* in lower case, character by character, so that every position stays what it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


class Folded:
    """A folded text: ``text``, and for each of its characters the range of the original it stands for."""

    __slots__ = ("_has_breaks", "_offsets", "_pieces", "_skeleton", "free", "text")

    def __init__(self, text: str, offsets: list[int], pieces: list[_Piece], free: frozenset[int]) -> None:
        self.text = text
        self.free = free
        """Positions of letters that stood in editorial brackets: there either case will do."""
        self._offsets = offsets
        self._pieces = pieces
        self._skeleton: Skeleton | None = None
        self._has_breaks: bool | None = None

    @property
    def skeleton(self) -> Skeleton:
        """The text without what a line's end leaves open; made once."""
        if self._skeleton is None:
            self._skeleton = Skeleton.of(self.text)
        return self._skeleton

    @property
    def has_breaks(self) -> bool:
        """Whether there is a line's end in it that can be read in more than one way; looked for once."""
        if self._has_breaks is None:
            self._has_breaks = not self.text.isascii() and any(sign in self.text for sign in READINGS)
        return self._has_breaks

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original behind the folded range ``start:end``, which must not be empty."""
        return self._edge(start)[0], self._edge(end - 1)[1]

    def _edge(self, position: int) -> tuple[int, int]:
        at = bisect_right(self._offsets, position) - 1
        piece = self._pieces[at]
        if not piece.verbatim:
            return piece.start, piece.end
        begin = piece.start + position - self._offsets[at]
        return begin, begin + 1


def fold(text: str) -> Folded:
    """Fold *text*; see the module for what is folded. Linear in its length."""
    return _fold_long(text) if len(text) > _LONG else _fold(text)


def _fold(text: str) -> Folded:
    if text.isascii() and not _SPECIAL_ASCII.search(text):
        return Folded(text, [0], [_Piece(0, len(text), verbatim=True)], frozenset())
    special = _SPECIAL
    if not unicodedata.is_normalized("NFC", text):
        special = _with_compositions(text)
    folded: list[str] = []
    offsets: list[int] = []
    pieces: list[_Piece] = []
    free: list[int] = []
    length = copied = 0
    for match in special.finditer(text):
        start, end = match.span()
        if copied < start:
            folded.append(text[copied:start])
            offsets.append(length)
            pieces.append(_Piece(copied, start, True))
            length += start - copied
        copied = end
        kind = match.lastgroup or ""
        if kind in ("bracket", "double"):
            # The brackets are an editor's, and the white space is no part of the mark.
            start, end = match.span(kind)
            if kind == "bracket":
                free.append(length)
        if content := _FOLDED_TO[kind] if kind in _FOLDED_TO else _replacement(kind, match):
            folded.append(content)
            offsets.append(length)
            pieces.append(_Piece(start, end, False))
            length += len(content)
    if copied < len(text):
        folded.append(text[copied:])
        offsets.append(length)
        pieces.append(_Piece(copied, len(text), True))
    return Folded("".join(folded), offsets, pieces, frozenset(free))


# A report is folded for its quotes, and again for its figures.
_fold_long = lru_cache(maxsize=4)(_fold)


def _replacement(kind: str, match: regex.Match[str]) -> str:
    if kind == "ellipsis":
        return f" {ELLIPSIS} "
    if kind == "bracket":
        return lowered(unicodedata.normalize("NFC", match["bracket"]))
    if kind == "ligature":
        return _LIGATURES[match[0]]
    composed = unicodedata.normalize("NFC", match[0])
    return fold(composed).text if _SPECIAL.search(composed) else composed


def _with_compositions(text: str) -> regex.Pattern[str]:
    """The pattern of :data:`_SPECIAL`, with what NFC changes in *text* before everything else."""
    singles = "".join(char for char in sorted(set(text)) if not unicodedata.is_normalized("NFC", char))
    changed = rf"|[{regex.escape(singles, special_only=False)}]" if singles else ""
    return regex.compile(rf"(?P<composition>\P{{M}}{_COMBINING}+{changed})|{_PATTERN}", regex.VERBOSE)
