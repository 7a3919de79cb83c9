"""Tables that leave out what nobody filled in.

Cells arrive encoded (see :mod:`briefing.render.escape`), so no cell can hold a bare pipe or a line break. One that a
spreadsheet would take for a formula, once the table is pasted into it, begins with an apostrophe, which is how
a spreadsheet marks text (OWASP, *CSV Injection*); plain numbers with their sign are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

EMPTY = "–"
NOT_ASSESSED = "not assessed"

# Behind the marks of bold, code and escapes, which are gone from what is pasted. A sign and a number is an amount,
# and prose may follow it, but nothing that a formula could be made of.
_FORMULA = re.compile(r"[*_`\\]*(?:[=@＝＠]|[+＋\-－−](?!\\?\d[\d.,]*(?:[\s%][^|!(=]*)?$))")
_MAY_BE_FORMULA = frozenset("*_`\\=@＝＠+＋-－−")
"""What a match begins with: most cells need no second look."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its *header*, and an encoded cell for each row, ``None`` or empty where there is nothing.

    *assessed* says that somebody would have had to assess what stands here: an empty cell then reads "not
    assessed", and a wholly empty column is named below the table instead of vanishing without a word.
    """

    header: str
    cells: Sequence[str | None]
    assessed: bool = False


def table(*columns: Column) -> list[str]:
    """The blocks of a table: the table itself without its empty columns, and a line on what was not assessed.

    No rows make no blocks.
    """
    if not columns or not columns[0].cells:
        return []
    shown = [column for column in columns if any(column.cells)]
    rows = zip(*([_cell(cell) or _blank(column) for cell in column.cells] for column in shown), strict=True)
    lines = [_row([column.header for column in shown]), _row(["---"] * len(shown)), *map(_row, rows)]
    blocks = ["\n".join(lines)]
    if absent := [column.header.lower() for column in columns if column.assessed and not any(column.cells)]:
        blocks.append(f"*Not assessed: {', '.join(absent)}.*")
    return blocks


def _cell(text: str | None) -> str | None:
    return f"'{text}" if text and text[0] in _MAY_BE_FORMULA and _FORMULA.match(text) else text


def _blank(column: Column) -> str:
    return NOT_ASSESSED if column.assessed else EMPTY


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
