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
_WIDEST_WRAPPED = 120  # characters; no typewriter, e-mail program or terminal breaks lines later than that

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

    An empty line ends a paragraph. So does a single line break, unless the text is hard-wrapped there:
    its lines are short, and the next word would not have fitted on the line.
    """
    width = max((len(line.rstrip()) for line in text.split("\n")), default=0)
    found: list[Range] = []
    for start, end in _trimmed_pieces(text, _BLANK_LINE):
        if width > _WIDEST_WRAPPED:
            found.extend(_trimmed_pieces(text, re.compile("\n"), start, end))
        else:
            found.extend(_unwrapped(text, start, end, width))
    return found


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
    lines = list(_trimmed_pieces(text, re.compile("\n"), start, end))
    for (line_start, line_end), (next_start, next_end) in pairwise(lines):
        first_word = text[next_start:next_end].split(None, 1)[0]
        if line_end - line_start + 1 + len(first_word) <= width:
            yield begin, line_end
            begin = next_start
    yield from _trim(text, begin, end)


def _guess(text: str) -> str:
    sample = text[:4000]
    for script, code in _SCRIPTS:
        if len(script.findall(sample)) > len(sample) / 10:
            return code
    return "en"
