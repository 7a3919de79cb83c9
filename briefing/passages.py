"""Where a text's paragraphs and sentences begin and end.

Offsets are code points; ranges are half-open and carry no white space at their edges.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

Range = tuple[int, int]

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n")
_NARROWEST_WRAPPED = 24  # columns; below that it is verse, a list or a table
_WIDEST_WRAPPED = 120  # columns; no typewriter, e-mail program or terminal breaks lines later than that
_RAGGED = 12  # columns; how far short of the full width a wrapped line commonly ends
_FULL_LINES = 0.05  # of all lines; fewer of one width are tables, addresses and accidents

# What begins a line of its own: list items, headings, table rows, quoted mail.
_ITEM = re.compile(r"(?:[-*+•–·▪◦‣●○]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|#{1,6}|[|>])(?:\s|$)|\|")
# What takes two columns.
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\U00020000-\U0003fffd]")
# The first word of a line, which the line before had no room for; unspaced scripts break between characters.
_FIRST_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uff00-\uffef]{1,2}|\S+")

# A stand-in where the source's language is not known: the rules that sentencex has for the script.
_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[\u0600-\u06ff]"), "ar"),
    (re.compile(r"[\u0400-\u04ff]"), "ru"),
    (re.compile(r"[\u0900-\u097f]"), "hi"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
)


def paragraphs(text: str) -> list[Range]:
    """The paragraphs of *text*, in order.

    An empty line ends a paragraph. So does a single line break, unless the text is hard-wrapped there: the
    line is about as long as the full lines of the text, the next word would not have fitted on it, and the
    next line is neither indented further nor an item of a list, a heading or the row of a table.
    """
    width = _wrapped_at(text)
    found: list[Range] = []
    for start, end in _trimmed_pieces(text, _BLANK_LINE):
        if width is None:
            found.extend(_trimmed_pieces(text, _LINE, start, end))
        else:
            found.extend(_unwrapped(text, start, end, width))
    return found


def _wrapped_at(text: str) -> int | None:
    """The width that *text* is hard-wrapped at if it is: the longest that several lines come near to."""
    lengths = sorted((_columns(line.rstrip()) for line in text.split("\n") if line.strip()), reverse=True)
    # A few lines show no custom; then the longest has to do.
    needed = max(2, int(len(lengths) * _FULL_LINES)) if len(lengths) > 3 else 1
    for index, length in enumerate(lengths[: len(lengths) - needed + 1]):
        if length - lengths[index + needed - 1] <= _RAGGED:
            return length if _NARROWEST_WRAPPED <= length <= _WIDEST_WRAPPED else None
    return None


def sentences(text: str, within: Sequence[Range], language: str | None) -> list[Range]:
    """The sentences of *text*, in order; none crosses the edge of a range of *within*.

    *language* is a code such as ``en`` or ``fr-CA``; without one the script decides.
    """
    import sentencex  # costs 20 ms, and the command line's help has no sentences to split

    code = language.split("-")[0].lower() if language else _guess(text)
    found: list[Range] = []
    for start, end in within:
        for piece in sentencex.get_sentence_boundaries(code, text[start:end]):
            found.extend(_trim(text, start + piece["start_index"], start + piece["end_index"]))
    return found


def index_at(ranges: Sequence[Range], position: int) -> int:
    """The index of the range that holds *position*, or of the last one that begins before it."""
    return max(bisect_right(ranges, (position, float("inf"))) - 1, 0)


def _trimmed_pieces(text: str, separator: re.Pattern[str], start: int = 0, end: int | None = None) -> Iterator[Range]:
    end = len(text) if end is None else end
    begin = start
    for match in separator.finditer(text, start, end):
        yield from _trim(text, begin, match.start())
        begin = match.end()
    yield from _trim(text, begin, end)


def _trim(text: str, start: int, end: int) -> Iterator[Range]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        yield start + left, start + len(piece.rstrip())


def _unwrapped(text: str, start: int, end: int, width: int) -> Iterator[Range]:
    begin = start
    lines = list(_trimmed_pieces(text, _LINE, start, end))
    for (line_start, line_end), (next_start, next_end) in pairwise(lines):
        if not _is_wrapped(text, (line_start, line_end), (next_start, next_end), width):
            yield begin, line_end
            begin = next_start
    yield from _trim(text, begin, end)


def _is_wrapped(text: str, line: Range, following: Range, width: int) -> bool:
    indent, next_indent = _indent(text, line[0]), _indent(text, following[0])
    length = indent + _columns(text[slice(*line)])
    word = _FIRST_WORD.match(text, *following)
    if word is None or length > width or length + 1 + _columns(word[0]) <= width:
        return False
    # An item's own further lines are indented under it; any other deeper line begins something.
    if next_indent > indent and not _ITEM.match(text, *line):
        return False
    return _ITEM.match(text, *following) is None


def _columns(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def _indent(text: str, start: int) -> int:
    return start - (text.rfind("\n", 0, start) + 1)


def _guess(text: str) -> str:
    sample = text[:4000]
    for script, code in _SCRIPTS:
        if len(script.findall(sample)) > len(sample) / 10:
            return code
    return "en"
