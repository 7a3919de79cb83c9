"""Where a page's text is written: the operators of text state and of text position (ISO 32000-1, 9.3 and 9.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from briefing.documents.pdf.fonts import Letters
from briefing.documents.pdf.geometry import AS_IT_IS, Matrix, matrix_of, moved

SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
"""The operators that show text."""
MOVES = frozenset((b"BT", b"Tm", b"Td", b"TD", b"T*"))
"""The operators that put the pen somewhere."""
SETS = frozenset((b"Tc", b"Tw", b"Tz", b"TL", b"Ts"))
"""The operators that say how text is set, less those of the font and of what is filled."""


@dataclass
class Setting:
    """How text is set; lengths in text space, *scale* is the width over the usual one."""

    letters: Letters = field(default_factory=lambda: Letters(None))
    size: float = 1.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def take(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Have it as *operator*, one of :data:`SETS`, says."""
        value = float(operands[0])
        if operator == b"Tc":
            self.spacing = value
        elif operator == b"Tw":
            self.word_spacing = value
        elif operator == b"Tz":
            self.scale = value / 100
        elif operator == b"TL":
            self.leading = value
        else:
            self.rise = value


class Placed(NamedTuple):
    """What a glyph stands for, and where on its line it begins and ends."""

    text: str
    begins: float
    ends: float


class Pen:
    """Writes the text of one page; ``matrix`` is where it rests."""

    def __init__(self) -> None:
        self.matrix: Matrix = AS_IT_IS
        self._line: Matrix = AS_IT_IS

    def move(self, operator: bytes, operands: Sequence[Any], setting: Setting) -> None:
        """Go where *operator*, one of :data:`MOVES`, says."""
        if operator == b"BT":
            self._line = AS_IT_IS
        elif operator == b"Tm":
            self._line = matrix_of(operands)
        elif operator == b"T*":
            self._line = moved(self._line, 0.0, -setting.leading)
        else:
            across, up = map(float, operands)
            if operator == b"TD":
                setting.leading = -up
            self._line = moved(self._line, across, up)
        self.matrix = self._line

    def begin(self, operator: bytes, operands: Sequence[Any], setting: Setting) -> None:
        """Do what *operator*, one of :data:`SHOWS`, has done before its text is shown."""
        if operator == b'"':
            setting.word_spacing, setting.spacing = map(float, operands[:2])
        if operator in (b"'", b'"'):
            self.move(b"T*", (), setting)

    def write(self, shown: Any, setting: Setting) -> tuple[list[Placed], float]:
        """The glyphs of *shown*, the operand of such an operator, from where the pen rests on, and where they end."""
        glyphs, at = list[Placed](), 0.0
        size, scale = setting.size, setting.scale
        for piece in shown if isinstance(shown, list) else [shown]:
            if isinstance(piece, int | float):
                at -= float(piece) / 1000 * size * scale
                continue
            for letter in setting.letters.of(piece):
                width = letter.width * size * scale
                glyphs.append(Placed(letter.text, at, at + width))
                at += width + (setting.spacing + (setting.word_spacing if letter.is_blank else 0.0)) * scale
        self.matrix = moved(self.matrix, at, 0.0)
        return glyphs, at
