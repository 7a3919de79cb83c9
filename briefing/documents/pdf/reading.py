"""A PDF, by pypdf: its lines in the order of reading, and what it says of itself.

Text that the page does not show is left out and told of. On a page with a picture and without any other text it is
what OCR laid under a scan, and is taken, and told of too.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Sequence

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from briefing.documents.faults import Fault, Found
from briefing.documents.pdf.fonts import UNKNOWN, Fonts
from briefing.documents.pdf.glyphs import Glyph, Places
from briefing.documents.pdf.ink import Ink
from briefing.documents.pdf.layout import lines_of
from briefing.documents.pdf.lines import Line, joined

MOST_PAGES = 2000
_MOST_UNKNOWN = 0.5
"""Of a page's glyphs: where the fonts say of fewer what they stand for, there is nothing to be read."""
_MOST_TOLD = 10
_SAYS_NOTHING = {"", "untitled", "anonymous", "unknown", "unspecified"}


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
    fonts = Fonts()
    pages, empty, hidden, recognised = list[list[Line]](), list[int](), list[int](), list[int]()
    for number, page in enumerate(reader.pages, 1):
        glyphs, left_out, is_scan = _seen(page, fonts)
        if left_out:
            hidden.append(number)
        if is_scan:
            recognised.append(number)
        lines = lines_of(glyphs, float(page.mediabox.width)) if _can_be_read(glyphs) else []
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


def _seen(page: PageObject, fonts: Fonts) -> tuple[list[Glyph], bool, bool]:
    """The glyphs on *page* that a reader sees, whether others were left out, and whether OCR recognised them."""
    places = Places()
    ink = Ink(page, fonts, places)
    page.extract_text(visitor_operand_before=ink.before, visitor_operand_after=ink.after)
    hidden, glyphs = ink.hidden(), places.glyphs
    shown = [glyph for glyph in glyphs if glyph.operator not in hidden]
    if _holds_text(shown) or not (ink.has_picture and any(hidden.values())):
        return shown, _holds_text(glyph for glyph in glyphs if glyph.operator in hidden), False
    recognised = [glyph for glyph in glyphs if hidden.get(glyph.operator, True)]
    return recognised, len(recognised) < len(glyphs), True


def _holds_text(glyphs: Iterable[Glyph]) -> bool:
    return any(glyph.text.strip() for glyph in glyphs)


def _can_be_read(glyphs: Sequence[Glyph]) -> bool:
    return sum(glyph.text == UNKNOWN for glyph in glyphs) <= _MOST_UNKNOWN * len(glyphs)


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
