"""A Word document, by python-docx: paragraphs and tables in their order, and the notes at their end.

Deleted text of tracked changes and comments are no text of the document, insertions are. Runs that Word hides, and
those in the colour of their ground, are left out and told of.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table

from briefing.documents.faults import Fault, Found
from briefing.hidden.values import WHITE, Colour, is_unreadable

MOST_UNPACKED = 300 * 2**20
"""Bytes: six times the largest file that is read."""
_GONE = {qn("w:del"), qn("w:moveFrom")}
_SPACES = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _RUN = qn("w:t"), qn("w:r")


def read_word(data: bytes) -> Found:
    """What is in the document *data*.

    Raises:
        Fault: it unpacks to more than a report holds, or is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise Fault("unpacked")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Fault("damaged") from error
    hidden: list[str] = []
    blocks = [block for block in _blocks(document, hidden) if block]
    blocks += [note for note in _notes(document, hidden) if note]
    warnings = []
    if hidden:
        characters = sum(map(len, hidden))
        warnings.append(f"text that is not shown was left out ({characters:,} characters in {len(hidden):,} places)")
    told = document.core_properties
    fields = {name: value for name, value in (("title", told.title), ("author", told.author)) if value}
    if told.created is not None:
        fields["created"] = told.created.date().isoformat()
    return {"text": "\n\n".join(blocks), "pages": [], "fields": fields, "warnings": warnings}


def _blocks(document: WordDocument, hidden: list[str]) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = (" | ".join(_cells(row, hidden)) for row in block._tbl.tr_lst)
            yield "\n".join(row for row in rows if row.strip(" |"))
        else:
            yield _paragraph(block._p, hidden)


def _cells(row: Any, hidden: list[str]) -> Iterator[str]:
    for cell in row.tc_lst:
        texts = (_paragraph(paragraph, hidden) for paragraph in cell.iter(qn("w:p")))
        yield " ".join(text for text in texts if text)


def _paragraph(paragraph: Any, hidden: list[str]) -> str:
    """The text of a paragraph as Word shows it with all changes taken in."""
    text = ""
    for element in paragraph.iter(_TEXT, *_SPACES):
        above = list(element.iterancestors())
        if any(ancestor.tag in _GONE for ancestor in above):
            continue
        said = element.text or "" if element.tag == _TEXT else _SPACES[element.tag]
        run = next((ancestor for ancestor in above if ancestor.tag == _RUN), None)
        if run is not None and _is_hidden(run, paragraph):
            hidden.append(said)
            continue
        text += said
    return text.strip()


def _is_hidden(run: Any, paragraph: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    vanish = properties.find(qn("w:vanish"))
    if vanish is not None and vanish.get(qn("w:val")) not in ("0", "false", "off"):
        return True
    size, color = properties.find(qn("w:sz")), properties.find(qn("w:color"))
    if size is not None and (size.get(qn("w:val")) or "").isdigit() and int(size.get(qn("w:val"))) <= 2:  # half points
        return True
    ink = _colour(None if color is None else color.get(qn("w:val")))
    cell = next(paragraph.iterancestors(qn("w:tc")), paragraph)
    if ink is None or any(next(part.iter(qn("w:highlight")), None) is not None for part in (properties, paragraph)):
        return False
    grounds = [shade.get(qn("w:fill")) for part in (properties, paragraph, cell) for shade in part.iter(qn("w:shd"))]
    behind = {WHITE, *(_colour(ground) or WHITE for ground in grounds if ground not in (None, "auto"))}
    return all(is_unreadable(ink, ground) for ground in behind if len(behind) == 1 or ground != WHITE)


def _colour(value: str | None) -> Colour | None:
    """The colour that Word writes as six hexadecimal digits; None for “auto” and its like."""
    if value is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        return None
    red, green, blue = bytes.fromhex(value)
    return Colour(red / 255, green / 255, blue / 255, 1.0)


def _notes(document: WordDocument, hidden: list[str]) -> Iterator[str]:
    """The footnotes and endnotes, in the order of the file."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            root = etree.fromstring(relation.target_part.blob, parser)
            for note in root:
                if note.get(qn("w:type")) is None:  # the others are lines between the notes and the text
                    yield " ".join(filter(None, (_paragraph(each, hidden) for each in note.iter(qn("w:p")))))
