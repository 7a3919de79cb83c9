"""From the glyphs of a page to the unbroken parts of its lines.

Glyphs on one base line are one line, whatever the order in which they are drawn: in scripts that are written from
right to left that is none that can be read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import regex

from briefing.documents.pdf.bidi import has_letters_from_right, is_from_right, read_order
from briefing.documents.pdf.glyphs import Glyph
from briefing.documents.pdf.lines import SQUARE

SAME_LINE = 2.0
"""Points of height within which glyphs stand on one line."""
INITIAL = 1.5
"""Of the usual size: a letter that large, by itself, begins the word beside it."""
_BLANK = 0.15
"""Of the size: glyphs further apart have a blank between them."""
_WIDE_BLANK = 0.5
"""The same beside Chinese and Japanese characters, which some typesetters set apart from figures and Latin letters."""
_SQUARE = regex.compile(f"[{SQUARE}]")
_MOST_MARKS = 4
"""On one letter."""
_GUTTER = 1.5
"""Of the size: what is further apart is not one line."""
_LETTER = 0.7
"""Of the size: the height of a letter."""
_RAISED = 0.85
"""Of the size of a line's letters: those that are smaller may be raised or lowered beside them."""
_TWICE = 0.1
"""Of the size: a glyph that is drawn again within that is the same one, drawn twice to look bold."""
_MOST_NEAR = 4
"""Glyphs at one place that are looked at for that."""
_CLOSE = 0.3
"""Of the size: letters cover each other by less."""


@dataclass(frozen=True)
class _Drawn:
    """A glyph, and the how manieth of its page it is."""

    order: int
    glyph: Glyph


@dataclass(frozen=True)
class Piece:
    """A line, or a part of one, and where it begins on the page, turned as it is."""

    text: str
    turn: int
    x: float
    y: float
    size: float


def pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Each unbroken part of a line as it is read, in the order in which they are drawn."""
    has_right = has_letters_from_right("".join(glyph.text for glyph in glyphs))
    whole = [glyph for glyph in _whole(glyphs) if glyph.text]
    drawn = [_Drawn(order, glyph) for order, glyph in enumerate(whole if has_right else _together(whole))]
    usual = median(each.glyph.size for each in drawn) if drawn else 0.0
    parts = [
        part
        for _, turned in groupby(sorted(drawn, key=lambda each: each.glyph.turn), key=lambda each: each.glyph.turn)
        for row in _rows(turned)
        for layer in _layers(row)
        for part in _parted(layer, usual)
    ]
    parts.sort(key=lambda part: min(each.order for each in part))
    from_right = has_right and is_from_right("".join(glyph.text for glyph in glyphs))
    pieces = []
    for part in parts:
        if text := read_order(_seen(part), page_is_from_right=from_right).strip():
            first = part[0].glyph
            pieces.append(Piece(text, first.turn, first.left, first.y, max(each.glyph.size for each in part)))
    return pieces


def _whole(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """*glyphs* less the parts of a letter that are said to stand for all of it, as another part beside them is."""
    for at, glyph in enumerate(glyphs):
        is_part = len(glyph.text) > 1 and glyph.left == glyph.right
        if not is_part or all(other.text != glyph.text for other in (*glyphs[at - 1 : at], *glyphs[at + 1 : at + 2])):
            yield glyph


def _together(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """*glyphs*, none of them from right to left: those that follow each other on a line as one, with their marks.

    There are far fewer of these, and there is nothing to be told about what is within them.
    """
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            follows = glyph.y == last.y and -_CLOSE * glyph.size < glyph.left - last.right < _BLANK * glyph.size
            if not (follows and glyph.turn == last.turn and glyph.size == last.size):
                yield _as_one(run)
                run = []
        run.append(glyph)
    if run:
        yield _as_one(run)


def _as_one(run: Sequence[Glyph]) -> Glyph:
    if len(run) == 1:
        return run[0]
    return run[0]._replace(text="".join(glyph.text for glyph in run), right=max(run[-1].right, run[-2].right))


def _rows(drawn: Iterable[_Drawn]) -> list[list[_Drawn]]:
    """What stands on one base line each, from left to right, with what is raised or lowered beside it."""
    rows: list[list[_Drawn]] = []
    marks: list[_Drawn] = []
    for each in sorted(drawn, key=lambda each: each.glyph.y):
        if each.glyph.is_mark:
            marks.append(each)
        elif rows and each.glyph.y - rows[-1][0].glyph.y < SAME_LINE:
            rows[-1].append(each)
        else:
            rows.append([each])
    heights = [row[0].glyph.y for row in rows]
    for mark in marks:
        if near := _nearest(heights, mark.glyph):
            rows[near[0]].append(mark)
    for row in rows:
        row.sort(key=lambda each: each.glyph.left)
    return [row for row in _with_raised(rows) if row]


def _nearest(heights: Sequence[float], mark: Glyph) -> list[int]:
    """The number of the row of those *heights* that *mark* belongs to, where there is one."""
    at = bisect_left(heights, mark.y)
    near = [number for number in (at - 1, at) if 0 <= number < len(heights)]
    near = [number for number in near if abs(heights[number] - mark.y) < mark.size]
    return sorted(near, key=lambda number: abs(heights[number] - mark.y))


def _with_raised(rows: list[list[_Drawn]]) -> list[list[_Drawn]]:
    """*rows*, upwards, with smaller letters that overlap a line's in it: the 2 of 10², the number of a note."""
    for one, other in pairwise(range(len(rows))):
        for small, large in ((one, other), (other, one)):
            if not rows[small] or not rows[large]:
                continue
            size = max(each.glyph.size for each in rows[large])
            beside = [each for each in rows[small] if _is_beside(each.glyph, rows[large], size)]
            if _letters(beside) < _letters(rows[large]):  # beside an initial there are more
                taken = {each.order for each in beside}
                rows[small] = [each for each in rows[small] if each.order not in taken]
                rows[large] = sorted([*rows[large], *beside], key=lambda each: each.glyph.left)
    return rows


def _letters(drawn: Sequence[_Drawn]) -> int:
    return sum(len(each.glyph.text) for each in drawn)


def _is_beside(glyph: Glyph, row: Sequence[_Drawn], size: float) -> bool:
    """Whether *glyph* is raised or lowered beside the letters of *row*, which have that *size*."""
    if glyph.size > _RAISED * size:
        return False
    first, last = row[0].glyph, row[-1].glyph
    common = min(glyph.y + _LETTER * glyph.size, first.y + _LETTER * size) - max(glyph.y, first.y)
    return common >= 0.5 * _LETTER * glyph.size and first.left - size < glyph.left < last.right + size


def _layers(row: Sequence[_Drawn]) -> list[list[_Drawn]]:
    """*row* as lines that do not overlap: words over other words are another line, and the same again are none."""
    once: list[_Drawn] = []
    for each in row:
        near = (other.glyph for other in reversed(once[-_MOST_NEAR:]))
        if not any(
            other.text == each.glyph.text and each.glyph.left - other.left < _TWICE * other.size for other in near
        ):
            once.append(each)
    layers: list[list[list[_Drawn]]] = []
    for run in _runs(once):
        layer = next((layer for layer in layers if not any(_overlap(run, other) for other in layer)), None)
        if layer is None:
            layers.append([run])
        else:
            layer.append(run)
    return [sorted((each for run in layer for each in run), key=lambda each: each.glyph.left) for layer in layers]


def _runs(row: Sequence[_Drawn]) -> Iterator[list[_Drawn]]:
    """*row* as it is drawn, cut where the pen leaves it or jumps."""
    run: list[_Drawn] = []
    for each in sorted(row, key=lambda each: each.order):
        if run:
            last, size = run[-1].glyph, each.glyph.size
            goes_on = min(abs(each.glyph.left - last.right), abs(last.left - each.glyph.right)) < size
            if each.order > run[-1].order + 1 or not goes_on:
                yield run
                run = []
        run.append(each)
    if run:
        yield run


def _overlap(run: Sequence[_Drawn], other: Sequence[_Drawn]) -> bool:
    """Whether the two cover each other by more than letters do that are set close."""
    (left, right), (first, last) = _sides(run), _sides(other)
    return min(right, last) - max(left, first) > _CLOSE * run[0].glyph.size


def _sides(run: Sequence[_Drawn]) -> tuple[float, float]:
    return min(each.glyph.left for each in run), max(each.glyph.right for each in run)


def _parted(row: Sequence[_Drawn], usual: float) -> Iterator[list[_Drawn]]:
    """*row*, cut at the gutter between two columns, and around an initial.

    However narrow it is, what stands beyond a gutter is drawn long before or after.
    """
    part: list[_Drawn] = []
    edge = 0.0
    for each in row:
        glyph = each.glyph
        if part:
            last = part[-1]
            gap = glyph.left - edge
            if (
                gap > _GUTTER * glyph.size
                or (gap > _BLANK * glyph.size and abs(each.order - last.order) > len(row))
                or (glyph.size > INITIAL * usual) != (last.glyph.size > INITIAL * usual)
            ):
                yield part
                part = []
        edge = max(edge, glyph.right) if part else glyph.right
        part.append(each)
    if part:
        yield part


def _seen(line: Sequence[_Drawn]) -> list[str]:
    """The signs of *line* from left to right, each with its marks, and the blanks between them."""
    bases = [each for each in line if not each.glyph.is_mark]
    marks: dict[int, list[_Drawn]] = {}
    for each in line:
        if bases and each.glyph.is_mark:
            marks.setdefault(_base_of(each, bases).order, []).append(each)
    seen = list[str]()
    edge, last = float("-inf"), ""
    for each in bases:
        glyph = each.glyph
        if glyph.text.isspace() and glyph.middle < edge:  # a blank at the end of a line may lie under its letters
            continue
        blank = _WIDE_BLANK if _SQUARE.match(glyph.text) or _SQUARE.match(last) else _BLANK
        if seen and glyph.left - edge > blank * glyph.size:
            seen.append(" ")
        own = sorted(marks.get(each.order, ()), key=lambda mark: mark.order)
        seen.append(glyph.text + "".join(mark.glyph.text for mark in own))
        edge, last = max(edge, glyph.right), glyph.text[-1:]
    return seen


def _base_of(mark: _Drawn, bases: Sequence[_Drawn]) -> _Drawn:
    """Which of *bases* a mark is on.

    It is drawn behind its base, which is before it where a script from right to left is drawn from left to right. Where
    it is drawn apart from the line, what is nearest has it.
    """
    before = max((base for base in bases if base.order < mark.order), key=lambda base: base.order, default=None)
    after = min((base for base in bases if base.order > mark.order), key=lambda base: base.order, default=None)
    drawn = [base for base in (before, after) if base is not None and abs(base.order - mark.order) <= _MOST_MARKS]
    if not drawn:
        return min(bases, key=lambda base: abs(base.glyph.middle - mark.glyph.middle))
    is_reversed = len(drawn) == 2 and is_from_right(drawn[1].glyph.text) and drawn[0].glyph.left < drawn[1].glyph.left
    return drawn[1] if is_reversed else drawn[0]
