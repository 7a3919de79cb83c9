"""From the parts of lines to lines, in the order of reading.

Lines follow each other as the page draws them, which is how it is read, unless it draws its two columns line by line,
in turns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from briefing.documents.pdf.glyphs import Glyph
from briefing.documents.pdf.lines import Line
from briefing.documents.pdf.rows import INITIAL, SAME_LINE, Piece, pieces_of

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


def lines_of(glyphs: Sequence[Glyph], width: float) -> list[Line]:
    """The lines of a page that is so many points wide."""
    return _joined(_with_initials(pieces_of(glyphs)), width)


def _with_initials(pieces: list[Piece]) -> list[Piece]:
    """*pieces*, each large initial that is drawn by itself put before the word that it begins."""
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    large = [piece for piece in pieces if piece.size > INITIAL * usual]
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


def _begins_beside(cap: Piece, piece: Piece) -> bool:
    """Whether *piece* begins right of *cap* and reaches no higher."""
    right, higher = piece.x - cap.x, piece.y - cap.y
    return 0 < right < 1.5 * cap.size and -SAME_LINE < higher < 0.8 * cap.size - 0.6 * piece.size


def _joined(pieces: Sequence[Piece], width: float) -> list[Line]:
    """The lines that *pieces* are parts of."""
    edge = _second_column(pieces, width)
    lines: list[tuple[bool, int, float, list[str]]] = []
    for piece in pieces:
        right = edge is not None and piece.x >= edge - _ALIGNED
        if lines and lines[-1][:2] == (right, piece.turn) and abs(lines[-1][2] - piece.y) < SAME_LINE:
            lines[-1][3].append(piece.text)
        else:
            lines.append((right, piece.turn, piece.y, [piece.text]))
    if edge is not None:
        lines.sort(key=lambda line: (line[0], -line[2]))
    # A hyphen that is drawn is seen, whatever sign it stands for: some producers call every one a soft hyphen.
    return [Line(" ".join(" ".join(texts).split()).replace("\u00ad", "-"), y) for _, _, y, texts in lines]


def _second_column(pieces: Sequence[Piece], width: float) -> float | None:
    """Where the right one of two columns begins that are drawn in turns; None where there are none.

    Its lines begin at one place, on most rows of the page, and are as long as lines of prose: words in bold begin
    anywhere, and the cells of a table are short.
    """
    left = min((piece.x for piece in pieces), default=0.0)
    far = [piece for piece in pieces if piece.x - left > _COLUMN * width]
    rows = {round(piece.y / SAME_LINE) for piece in pieces}
    if not far or len(rows) < _FEWEST_ROWS:
        return None
    edge, count = Counter(round(piece.x / _ALIGNED) * _ALIGNED for piece in far).most_common(1)[0]
    column = [piece for piece in far if abs(piece.x - edge) <= _ALIGNED]
    if count < _SHARE * len(rows) or sum(len(piece.text) for piece in column) < _PROSE * len(column):
        return None
    sides = [piece.x >= edge - _ALIGNED for piece in pieces]
    turns = sum(one != other for one, other in pairwise(sides))
    return edge if turns > len(column) else None
