"""Folding: what two spellings of the same passage have in common, with the way back to the original.

A quote equals a passage when both fold to the same characters. The foldings are the typographic ones
that copying, typesetting and editing bring about, and nothing else: canonical composition (NFC, not
NFKC, which would turn 10² into 102), Latin ligatures, white space, one family each of double quotation
marks, apostrophes and dashes, characters without width, the spellings of an ellipsis, and a single
letter in editorial brackets. Case is kept, but for that letter.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

import regex

ELLIPSIS = "…"
BREAK = "\ue000"
"""Stands, in folded text, for a hyphen before a line break: it may belong to the word or to the line."""

_DOUBLE_QUOTES = '"“”„‟«»＂〝〞〟'
_APOSTROPHES = "'‘’‚‛‹›ʼ`´＇"
_DASHES = "\\-‐‑‒–—―−⁃﹘﹣－֊־"
_HYPHENS = "-‐‑\u00ad"
_WIDTHLESS = "\u00ad\u200b-\u200f\u2060\u2061-\u2064\ufeff\u061c\u180e"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}

_ELLIPSES = r"(?:…+|\.{3,}|\.(?:\s\.){2,})"
# Conjoining jamo compose with what stands before them although they are no combining marks.
_COMBINING = r"[\p{M}\u1161-\u1175\u11a8-\u11c2]"

_PATTERN = rf"""
    (?P<ellipsis>\s*(?:\[\s*{_ELLIPSES}\s*\]|\(\s*{_ELLIPSES}\s*\)|{_ELLIPSES})\s*)
  | (?P<break>(?<=[\p{{L}}\p{{N}}])[{_DASHES.replace("—", "").replace("―", "")}\u00ad][^\S\n\r\u2028]*
       [\n\r\u2028]\s*(?=[\p{{L}}\p{{N}}]))
  | (?P<space>[{_WIDTHLESS}]*(?:[^\S ]|[ ](?=[\s{_WIDTHLESS}]))[\s{_WIDTHLESS}]*)
  | (?P<widthless>[{_WIDTHLESS}]+)
  | (?P<double>[{_DOUBLE_QUOTES[1:]}])
  | (?P<apostrophe>[{_APOSTROPHES[1:]}])
  | (?P<dash>-{{2,3}}|[{_DASHES[2:]}])
  | (?P<ligature>[ﬀﬁﬂﬃﬄﬅﬆ])
  | (?<!\w)\[(?P<bracket>\p{{L}}\p{{M}}*)\](?=[\p{{L}}\s])
"""
_SPECIAL = regex.compile(_PATTERN, regex.VERBOSE)
_FOLDED_TO = {"space": " ", "widthless": "", "double": '"', "apostrophe": "'", "dash": "-", "break": BREAK}

_CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_LINE_ENDS = regex.compile(r"\r\n?|[\x0b\x0c\x85]")
_SURROGATES = regex.compile(r"[\ud800-\udfff]")


def strip_controls(text: str) -> str:
    """*text* as it can be shown: control characters dropped, line ends as ``\\n``, surrogates replaced.

    NUL, escape and the other C0 and C1 controls go; tab and line break stay. Every lone surrogate
    becomes U+FFFD, since no encoding can carry it.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of folded text: copied as it was (*verbatim*), or standing for ``start:end`` as a whole."""

    start: int
    end: int
    verbatim: bool


class Folded:
    """A folded text: ``text``, and for each of its characters the range of the original it stands for."""

    __slots__ = ("_offsets", "_pieces", "free", "text")

    def __init__(self, text: str, offsets: list[int], pieces: list[_Piece], free: frozenset[int]) -> None:
        self.text = text
        self.free = free
        """Positions of letters that stood in editorial brackets: there either case will do."""
        self._offsets = offsets
        self._pieces = pieces

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
    special = _SPECIAL
    if not unicodedata.is_normalized("NFC", text):
        special = _with_compositions(text)
    folded: list[str] = []
    offsets: list[int] = []
    pieces: list[_Piece] = []
    free: list[int] = []
    length = copied = 0

    def add(content: str, piece: _Piece) -> None:
        nonlocal length
        if content:
            folded.append(content)
            offsets.append(length)
            pieces.append(piece)
            length += len(content)

    for match in special.finditer(text):
        start, end = match.span()
        add(text[copied:start], _Piece(copied, start, verbatim=True))
        kind = match.lastgroup or ""
        if kind == "bracket":
            # The brackets themselves are left out of the span's letter, as an editor put them there.
            free.append(length)
            start, end = match.span("bracket")
        add(_replacement(kind, match), _Piece(start, end, verbatim=False))
        copied = match.end()
    add(text[copied:], _Piece(copied, len(text), verbatim=True))
    return Folded("".join(folded), offsets, pieces, frozenset(free))


def _replacement(kind: str, match: regex.Match[str]) -> str:
    if kind == "ellipsis":
        return f" {ELLIPSIS} "
    if kind == "bracket":
        return str(unicodedata.normalize("NFC", match["bracket"]).lower())
    if kind == "ligature":
        return _LIGATURES[match[0]]
    if kind == "composition":
        return fold(unicodedata.normalize("NFC", match[0])).text
    return _FOLDED_TO[kind]


def _with_compositions(text: str) -> regex.Pattern[str]:
    """The pattern of :data:`_SPECIAL`, with what NFC changes in *text* before everything else."""
    singles = "".join(char for char in sorted(set(text)) if not unicodedata.is_normalized("NFC", char))
    changed = rf"|[{regex.escape(singles, special_only=False)}]" if singles else ""
    return regex.compile(rf"(?P<composition>\P{{M}}{_COMBINING}+{changed})|{_PATTERN}", regex.VERBOSE)
