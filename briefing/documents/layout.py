"""From the glyphs of a page to its lines, in the order of reading.

Glyphs on one base line are one line, whatever the order in which they are drawn: in scripts that are written from
right to left that is none that can be read. Lines follow each other as the page draws them, which is how it is read,
unless it draws its two columns line by line, in turns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

import regex

from briefing.documents.bidi import is_from_right, read_order
from briefing.documents.glyphs import Glyph
from briefing.documents.lines import Line

_BLANK = 0.15
"""Of the size: glyphs further apart have a blank between them."""
_WIDE_BLANK = 0.5
"""The same beside Chinese and Japanese characters, which some typesetters set apart from figures and Latin letters."""
_SQUARE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\u3000-\u303f\uff00-\uffef]")
_MOST_MARKS = 4
"""On one letter."""
_GUTTER = 1.5
"""Of the size: what is further apart is not one line."""
_SAME_LINE = 2.0
"""Points of height within which glyphs stand on one line."""
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
_INITIAL = 1.5
"""Of the usual size: a letter that large, by itself, begins the word beside it."""
_COLUMN = 0.25
"""Of the page's width: left edges further apart than that are those of two columns."""
_SHARE = 0.4
"""Of a page's rows: fewer lines are no column."""
_FEWEST_ROWS = 4
_PROSE = 15
"""Characters of a column's lines, on average."""
_ALIGNED = 3.0
"""Points within which lines begin at one place."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class _Drawn:
    """A glyph, and the how manieth of its page it is."""

    order: int
    glyph: Glyph


@dataclass(frozen=True)
class _Piece:
    """A line, or a part of one, and where it begins on the page, turned as it is."""

    text: str
    turn: int
    x: float
    y: float
    size: float


def lines_of(glyphs: Sequence[Glyph], width: float) -> list[Line]:
    """The lines of a page that is so many points wide."""
    return _joined(_with_initials(_pieces(glyphs)), width)


def _pieces(glyphs: Sequence[Glyph]) -> list[_Piece]:
    """Each unbroken part of a line as it is read, in the order in which they are drawn."""
    drawn = [_Drawn(order, glyph) for order, glyph in enumerate(_whole(glyphs)) if glyph.text]
    usual = median(each.glyph.size for each in drawn) if drawn else 0.0
    parts = [
        part
        for _, turned in groupby(sorted(drawn, key=lambda each: each.glyph.turn), key=lambda each: each.glyph.turn)
        for row in _rows(turned)
        for layer in _layers(row)
        for part in _parted(layer, usual)
    ]
    parts.sort(key=lambda part: min(each.order for each in part))
    from_right = is_from_right("".join(glyph.text for glyph in glyphs))
    pieces = []
    for part in parts:
        if text := read_order(_seen(part), page_is_from_right=from_right).strip():
            first = part[0].glyph
            pieces.append(_Piece(text, first.turn, first.left, first.y, max(each.glyph.size for each in part)))
    return pieces


def _whole(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """*glyphs* less the parts of a letter that are said to stand for all of it, as another part beside them is."""
    for before, glyph, after in zip((None, *glyphs), glyphs, (*glyphs[1:], None), strict=False):
        is_part = len(glyph.text) > 1 and glyph.left == glyph.right
        if not (is_part and any(other is not None and other.text == glyph.text for other in (before, after))):
            yield glyph


def _rows(drawn: Iterable[_Drawn]) -> list[list[_Drawn]]:
    """What stands on one base line each, from left to right, with what is raised or lowered beside it."""
    rows: list[list[_Drawn]] = []
    marks: list[_Drawn] = []
    for each in sorted(drawn, key=lambda each: each.glyph.y):
        if each.glyph.is_mark:
            marks.append(each)
        elif rows and each.glyph.y - rows[-1][0].glyph.y < _SAME_LINE:
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
            if len(beside) < len(rows[large]):  # an initial has none
                rows[small] = [each for each in rows[small] if each not in beside]
                rows[large] = sorted([*rows[large], *beside], key=lambda each: each.glyph.left)
    return rows


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
                or (glyph.size > _INITIAL * usual) != (last.glyph.size > _INITIAL * usual)
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


def _with_initials(pieces: list[_Piece]) -> list[_Piece]:
    """*pieces*, each large initial that is drawn by itself put before the word that it begins."""
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    large = [piece for piece in pieces if piece.size > _INITIAL * usual]
    caps = [piece for piece in large if len(piece.text) == 1 and piece.text.isupper()]
    # What begins a piece may be the rest of a word.
    words = {word for piece in pieces for word in _WORD.findall(piece.text.lower())[1:]}
    for cap in caps:
        beside = [at for at, piece in enumerate(pieces) if piece not in large and _begins_beside(cap, piece)]
        first = max(beside, key=lambda at: (pieces[at].y, -pieces[at].x), default=None)
        if first is None or not (rest := _WORD.match(pieces[first].text)):
            continue
        word, letter = rest[0].lower(), cap.text
        alone = {letter.lower(), word} <= words and letter.lower() + word not in words
        pieces[first] = replace(pieces[first], text=f"{letter}{' ' * alone}{pieces[first].text}", x=cap.x)
        pieces.remove(cap)
    return pieces


def _begins_beside(cap: _Piece, piece: _Piece) -> bool:
    """Whether *piece* begins right of *cap* and reaches no higher."""
    right, higher = piece.x - cap.x, piece.y - cap.y
    return 0 < right < 1.5 * cap.size and -_SAME_LINE < higher < 0.8 * cap.size - 0.6 * piece.size


def _joined(pieces: Sequence[_Piece], width: float) -> list[Line]:
    """The lines that *pieces* are parts of."""
    edge = _second_column(pieces, width)
    lines: list[tuple[bool, int, float, list[str]]] = []
    for piece in pieces:
        right = edge is not None and piece.x >= edge - _ALIGNED
        if lines and lines[-1][:2] == (right, piece.turn) and abs(lines[-1][2] - piece.y) < _SAME_LINE:
            lines[-1][3].append(piece.text)
        else:
            lines.append((right, piece.turn, piece.y, [piece.text]))
    if edge is not None:
        lines.sort(key=lambda line: (line[0], -line[2]))
    # A hyphen that is drawn is seen, whatever sign it stands for: some producers call every one a soft hyphen.
    return [Line(" ".join(" ".join(texts).split()).replace("\u00ad", "-"), y) for _, _, y, texts in lines]


def _second_column(pieces: Sequence[_Piece], width: float) -> float | None:
    """Where the right one of two columns begins that are drawn in turns; None where there are none.

    Its lines begin at one place, on most rows of the page, and are as long as lines of prose: words in bold begin
    anywhere, and the cells of a table are short.
    """
    left = min((piece.x for piece in pieces), default=0.0)
    far = [piece for piece in pieces if piece.x - left > _COLUMN * width]
    rows = {round(piece.y / _SAME_LINE) for piece in pieces}
    if not far or len(rows) < _FEWEST_ROWS:
        return None
    edge, count = Counter(round(piece.x / _ALIGNED) * _ALIGNED for piece in far).most_common(1)[0]
    column = [piece for piece in far if abs(piece.x - edge) <= _ALIGNED]
    if count < _SHARE * len(rows) or sum(len(piece.text) for piece in column) < _PROSE * len(column):
        return None
    sides = [piece.x >= edge - _ALIGNED for piece in pieces]
    turns = sum(one != other for one, other in pairwise(sides))
    return edge if turns > len(column) else None
