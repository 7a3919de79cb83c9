"""What the codes of a PDF's fonts stand for, and how wide their glyphs are."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pypdf.errors import PyPdfError
from pypdf.generic._font import Font  # what pypdf itself measures text with; it has no public name

from briefing.documents.pdf.radicals import without_radicals

UNKNOWN = "\ufffd"
"""A glyph of which the document does not say what it stands for."""
_USUAL = 0.5
"""Of the size: the width of a glyph of a font that cannot be read."""
_USUAL_OF_NUMBERED = 1000
"""The width of glyphs that a composite font says nothing of (ISO 32000-1, table 117)."""
_A_THOUSANDTH = 0.001
_NUMBERED = frozenset(("/Identity-H", "/Identity-V"))
"""Encodings whose codes are the numbers of glyphs, and tell nothing of what they stand for."""


class Letter(NamedTuple):
    """What a code of a font stands for, its width for size 1, and whether it is the blank that word spacing widens."""

    text: str
    width: float
    is_blank: bool


class _Told(NamedTuple):
    """What a font says of itself: whether its codes are *numbers* of glyphs, the *unit* of its widths, and the width
    of glyphs that it lists none for."""

    numbers: bool = False
    unit: float = _A_THOUSANDTH
    usual_width: float | None = None


class Letters:
    """The letters of one font, by their codes; without a *font* that could be read each is unknown."""

    def __init__(self, font: Font | None, told: _Told | None = None) -> None:
        self._font = font
        self._told = told or _Told()
        self._known: dict[int | str, Letter] = {}

    def of(self, shown: bytes | str) -> Iterator[Letter]:
        """The letters of *shown*, a string that an operator shows."""
        for code in self._codes(shown):
            if (letter := self._known.get(code)) is None:
                letter = self._known[code] = self._look_up(code)
            yield letter

    def _codes(self, shown: bytes | str) -> Iterable[int | str]:
        """Numbers in a font of single bytes, characters in others."""
        if self._font is None or not isinstance(shown, bytes) or not isinstance(self._font.encoding, str):
            return shown
        if self._font.encoding == "utf-16-be":  # two bytes each: no code is half of a pair
            return map(chr, struct.unpack(f">{len(shown) // 2}H", shown[: len(shown) // 2 * 2]))
        return shown.decode(self._font.encoding, "replace")

    def _look_up(self, code: int | str) -> Letter:
        font = self._font
        raw = chr(code) if isinstance(code, int) else code
        if font is None:
            return Letter(UNKNOWN, _USUAL, is_blank=False)
        sign = font.encoding.get(code, raw) if isinstance(code, int) and isinstance(font.encoding, dict) else raw
        text = font.character_map.get(sign, UNKNOWN if self._told.numbers else sign)
        return Letter(without_radicals(str(text)), self._width(font, raw), is_blank=code == ord(" "))

    def _width(self, font: Font, raw: str) -> float:
        width = font.character_widths.get(raw, self._told.usual_width)
        if width is None:
            width = font.space_width if raw == font.space_char else font.character_widths["default"]
        return float(width) * self._told.unit


class Fonts:
    """The fonts of a document, each read once."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[Any, Letters]] = {}

    def letters(self, resource: Any) -> Letters:
        """The letters of the font that *resource* describes."""
        if id(resource) not in self._read:
            # With the resource, so that the number it is known by is not given out again.
            self._read[id(resource)] = (resource, _letters(resource))
        return self._read[id(resource)][1]


def _letters(resource: Any) -> Letters:
    try:
        return Letters(Font.from_font_resource(resource), _told_by(resource))
    except (PyPdfError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
        return Letters(None)


def _told_by(resource: Any) -> _Told:
    encoding, unit, usual = resource.get("/Encoding"), _A_THOUSANDTH, None
    if resource["/Subtype"] == "/Type3":
        unit = float(resource["/FontMatrix"][0])
    elif resource["/Subtype"] == "/Type0":
        usual = resource["/DescendantFonts"][0].get_object().get("/DW", _USUAL_OF_NUMBERED)
    return _Told(isinstance(encoding, str) and encoding in _NUMBERED, unit, usual)
