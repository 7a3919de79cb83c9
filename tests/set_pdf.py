"""PDFs set glyph by glyph, as producers set scripts that this machine's fonts need not have.

A sheet has one composite font, whose codes are given out as signs are drawn; it tells what each stands for, unless it
is to tell nothing. Widths are half of the size, nothing for marks, and all of it for Chinese and Japanese characters.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

SIZE = 10.0


class Sheet:
    """One page. Codes begin at *first*; the font *tells* what they stand for, or does not."""

    def __init__(self, *, first: int = 1, tells: bool = True) -> None:
        self._first = first
        self._tells = tells
        self._codes: dict[str, int] = {}
        self._content: list[str] = []

    def write(self, x: float, y: float, signs: Iterable[str], *, size: float = SIZE, gap: float = 0.0) -> float:
        """Draw *signs* from left to right, each where the last one ends and a *gap* more; where they end."""
        for sign in signs:
            self.draw(x, y, sign, size=size)
            x += _width(sign) * size + gap
        return x

    def draw(self, x: float, y: float, sign: str, *, size: float = SIZE) -> None:
        """Draw the glyph that stands for *sign* with its origin there."""
        self._content.append(f"BT /F {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{self._code(sign):04X}> Tj ET")

    def show(self, x: float, y: float, signs: Iterable[str]) -> None:
        """Draw *signs* by one operator."""
        codes = "".join(f"{self._code(sign):04X}" for sign in signs)
        self._content.append(f"BT /F {SIZE} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{codes}> Tj ET")

    def span(self, x: float, y: float, signs: Iterable[str], actual: str) -> float:
        """Draw *signs* in a span that says that they are *actual*; where they end."""
        told = actual.encode("utf-16-be").hex()
        self._content.append(f"/Span <</ActualText <FEFF{told}>>> BDC")
        end = self.write(x, y, signs)
        self._content.append("EMC")
        return end

    def raw(self, operators: str) -> None:
        """Put *operators* into the page."""
        self._content.append(operators)

    def data(self) -> bytes:
        """The PDF."""
        writer = PdfWriter()
        page = writer.add_blank_page(595, 842)
        content = DecodedStreamObject()
        content.set_data("\n".join(self._content).encode("ascii"))
        page[NameObject("/Contents")] = writer._add_object(content)
        page[NameObject("/Resources")] = _dictionary(Font=_dictionary(F=self._font(writer)))
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    def _code(self, sign: str) -> int:
        return self._codes.setdefault(sign, self._first + len(self._codes))

    def _font(self, writer: PdfWriter) -> DictionaryObject:
        widths = ArrayObject(FloatObject(1000 * _width(sign)) for sign in self._codes)
        descendant = _dictionary(
            Type=NameObject("/Font"),
            Subtype=NameObject("/CIDFontType2"),
            BaseFont=NameObject("/Invented"),
            CIDSystemInfo=_dictionary(
                Registry=TextStringObject("Adobe"), Ordering=TextStringObject("Identity"), Supplement=NumberObject(0)
            ),
            W=ArrayObject([NumberObject(self._first), widths]),
        )
        font = _dictionary(
            Type=NameObject("/Font"),
            Subtype=NameObject("/Type0"),
            BaseFont=NameObject("/Invented"),
            Encoding=NameObject("/Identity-H"),
            DescendantFonts=ArrayObject([writer._add_object(descendant)]),
        )
        if self._tells:
            told = DecodedStreamObject()
            pairs = "\n".join(f"<{code:04X}> <{sign.encode('utf-16-be').hex()}>" for sign, code in self._codes.items())
            count = len(self._codes)
            space = "1 begincodespacerange <0000> <FFFF> endcodespacerange"
            told.set_data(f"begincmap {space} {count} beginbfchar\n{pairs}\nendbfchar endcmap".encode("ascii"))
            font[NameObject("/ToUnicode")] = writer._add_object(told)
        return font


def _dictionary(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def _width(sign: str) -> float:
    if unicodedata.category(sign[0]) == "Mn":
        return 0.0
    return 1.0 if unicodedata.east_asian_width(sign[0]) == "W" else 0.5
