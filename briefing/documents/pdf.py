"""A PDF, by pypdf: its lines in the order of reading, column by column, and what it says of itself.

Text that the page does not show is left out and told of. On a page with a picture and without any other text it is
what OCR laid under a scan, and is taken, and told of too.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, TextStringObject

from briefing.documents.faults import Fault, Found
from briefing.documents.ink import SHOWS, Ink
from briefing.documents.lines import Line, joined

MOST_PAGES = 2000
_COLUMN = 0.25
"""Of the page's width: left edges further apart than that are those of two columns."""
_SHARE = 0.4
"""Of a page's rows: fewer lines are no column."""
_FEWEST_ROWS = 4
_PROSE = 15
"""Characters of a column's lines, on average."""
_ALIGNED = 3.0
"""Points within which lines begin at one place."""
_SAME_LINE = 2.0
"""Points of height within which pieces stand on one line."""
_INITIAL = 1.5
"""Of the usual size: a letter that large, by itself, begins the word beside it."""
_ONE_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_TOLD = 10
_SAYS_NOTHING = {"", "untitled", "anonymous", "unknown", "unspecified"}


@dataclass(frozen=True)
class _Piece:
    """Words, or a part of one, at a place of the page, with the blanks around them."""

    text: str
    x: float
    y: float
    size: float


def read_pdf(data: bytes) -> Found:
    """What is in the PDF *data*.

    Raises:
        Fault: it is encrypted, damaged, or has more than 2,000 pages.
    """
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Fault("encrypted")
        count = len(reader.pages)
    except PyPdfError as error:
        raise Fault("damaged") from error
    if count > MOST_PAGES:
        raise Fault("pages")
    pages, empty, hidden, recognised = list[list[Line]](), list[int](), list[int](), list[int]()
    for number, page in enumerate(reader.pages, 1):
        pieces, left_out, is_scan = _seen_pieces(page)
        if left_out:
            hidden.append(number)
        if is_scan:
            recognised.append(number)
        lines = _lines(pieces, float(page.mediabox.width))
        if not lines:
            empty.append(number)
        pages.append(lines)
    text, starts = joined(pages)
    warnings = []
    if empty and len(empty) < count:
        warnings.append(f"{_listed(empty)} of {count} hold no text, as scans do")
    if hidden:
        warnings.append(f"text that is not shown was left out on {_listed(hidden)}")
    if recognised:
        warnings.append(
            f"the text of {_listed(recognised)} is not shown: it was recognised under a picture, and may be wrong"
        )
    return {"text": text, "pages": starts, "fields": _fields(reader), "warnings": warnings}


def _seen_pieces(page: PageObject) -> tuple[list[_Piece], bool, bool]:
    """The words on *page* that a reader sees, whether others were left out, and whether they were recognised by OCR."""
    ink = Ink(page)
    pieces = _pieces(page, ink)
    hidden = ink.hidden()
    if not hidden or not pieces:
        return pieces, False, False
    shown = _pieces(page, Ink(page), frozenset(hidden))
    if shown or not (ink.has_picture and any(hidden.values())):
        return shown, shown != pieces, False
    left_out = frozenset(number for number, recognised in hidden.items() if not recognised)
    return _pieces(page, Ink(page), left_out), bool(left_out), True


def _pieces(page: PageObject, ink: Ink, left_out: Collection[int] = ()) -> list[_Piece]:
    """The words on *page* with their places, as the page draws them, less the operators *left_out*, by their number."""
    found: list[_Piece] = []
    count = -1

    def before(operator: bytes, operands: Any, matrix: Sequence[float], text_matrix: Sequence[float]) -> None:
        nonlocal count
        ink.before(operator, operands, matrix, text_matrix)
        if operator in SHOWS:
            count += 1
            if count in left_out and operands:
                operands[-1] = ArrayObject() if operator == b"TJ" else TextStringObject("")

    def visit(text: str, matrix: Sequence[float], text_matrix: Sequence[float], _font: Any, size: float) -> None:
        if text.strip():
            x = text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4]
            y = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
            high = abs(size * max(map(abs, text_matrix[:4])) * max(map(abs, matrix[:4])))
            found.extend(_Piece(line, x, y, high) for line in text.splitlines(keepends=True) if line.strip())
        elif text and found:
            found[-1] = replace(found[-1], text=f"{found[-1].text} ")

    page.extract_text(visitor_operand_before=before, visitor_operand_after=ink.after, visitor_text=visit)
    return _with_initials(found)


def _with_initials(pieces: list[_Piece]) -> list[_Piece]:
    """*pieces*, each large initial that is drawn by itself put before the word that it begins."""
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    caps = [piece for piece in pieces if piece.size > _INITIAL * usual and _ONE_LETTER.fullmatch(piece.text.strip())]
    # What begins a piece may be the rest of a word.
    words = {word for piece in pieces for word in _WORD.findall(piece.text.lower())[1:]}
    for cap in caps:
        beside = [at for at, piece in enumerate(pieces) if piece is not cap and _begins_beside(cap, piece)]
        first = max(beside, key=lambda at: (pieces[at].y, -pieces[at].x), default=None)
        if first is None or not (rest := _WORD.match(pieces[first].text)):
            continue
        word, letter = rest[0].lower(), cap.text.strip()
        alone = {letter.lower(), word} <= words and letter.lower() + word not in words
        pieces[first] = replace(pieces[first], text=f"{letter}{' ' * alone}{pieces[first].text}", x=cap.x)
        pieces.remove(cap)
    return pieces


def _begins_beside(cap: _Piece, piece: _Piece) -> bool:
    """Whether *piece* begins right of *cap* and reaches no higher."""
    right, higher = piece.x - cap.x, piece.y - cap.y
    return 0 < right < 1.5 * cap.size and -_SAME_LINE < higher < 0.8 * cap.size - 0.6 * piece.size


def _lines(pieces: Sequence[_Piece], width: float) -> list[Line]:
    """The lines of *pieces* in the order of reading.

    That is the order in which they are drawn, unless a page draws its two columns line by line, in turns.
    """
    edge = _second_column(pieces, width)
    lines: list[tuple[bool, float, list[str]]] = []
    for piece in pieces:
        right = edge is not None and piece.x >= edge - _ALIGNED
        if lines and lines[-1][0] == right and abs(lines[-1][1] - piece.y) < _SAME_LINE:
            lines[-1][2].append(piece.text)
        else:
            lines.append((right, piece.y, [piece.text]))
    if edge is not None:
        lines.sort(key=lambda line: (line[0], -line[1]))
    # A hyphen that is drawn is seen, whatever sign it stands for: some producers call every one a soft hyphen.
    return [Line(" ".join("".join(texts).split()).replace("\u00ad", "-"), y) for _, y, texts in lines]


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


def _fields(reader: PdfReader) -> dict[str, str]:
    """Title, author and day of making, where they say something."""
    told = reader.metadata
    if told is None:
        return {}
    fields = {}
    for name, value in (("title", told.title), ("author", told.author)):
        said = value.strip() if isinstance(value, str) else ""
        if said.lower().strip("()") not in _SAYS_NOTHING:
            fields[name] = said
    try:
        created = told.creation_date
    except (ValueError, PyPdfError):
        created = None
    if created is not None:
        fields["created"] = created.date().isoformat()
    return fields


def _listed(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - _MOST_TOLD} more" if len(numbers) > _MOST_TOLD else ""
    return f"page{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers[:_MOST_TOLD]))}{more}"
