"""A Word document, by python-docx: its blocks in their order, the notes at their end, and what was not read of it.

Deleted text of tracked changes and comments are no text of the document, insertions are. Runs that Word hides, and
those in the colour of their ground, are left out and told of; so are headers and footers, and what is no text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from textwrap import shorten
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from briefing.documents.faults import Fault, Found
from briefing.documents.word.blocks import Blocks
from briefing.documents.word.looks import Looks

MOST_UNPACKED = 300 * 2**20
"""Bytes: six times the largest file that is read."""


def read_word(data: bytes) -> Found:
    """What is in the document *data*.

    Raises:
        Fault: it unpacks to more than a report holds, declares entities, or is damaged.
    """
    document = _opened(data)
    looks = Looks(document)
    read = Blocks(looks)
    blocks = list(read.under(document.element.body))
    blocks += _notes(document, read)
    warnings = []
    if read.hidden:
        characters, places = sum(map(len, read.hidden)), len(read.hidden)
        warnings.append(f"text that is not shown was left out ({characters:,} characters in {places:,} places)")
    if edges := list(_edges(document, looks)):
        warnings.append(f"headers and footers were left out: “{shorten(' / '.join(edges), 100, placeholder=' …')}”")
    if read.unread:
        kinds = ", ".join(f"{kind} ({count:,})" for kind, count in sorted(read.unread.items()))
        warnings.append(f"what is no text was not read: {kinds}")
    told = document.core_properties
    fields = {name: value for name, value in (("title", told.title), ("author", told.author)) if value}
    if told.created is not None:
        fields["created"] = told.created.date().isoformat()
    return {"text": "\n\n".join(filter(None, blocks)), "pages": [], "fields": fields, "warnings": warnings}


def _opened(data: bytes) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise Fault("unpacked")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Fault("damaged") from error
    for part in document.part.package.iter_parts():
        if (root := getattr(part, "element", None)) is not None:
            _refuse_entities(root)
    return document


def _refuse_entities(root: Any) -> None:
    """An entity that is not resolved would end its paragraph there, and one that is may be a bomb."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise Fault("entities")


def _notes(document: WordDocument, read: Blocks) -> Iterator[str]:
    """The footnotes and endnotes that the text refers to, in the order of the file."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if relation.is_external or kind not in ("footnotes", "endnotes"):
            continue
        root = parse_xml(relation.target_part.blob)
        _refuse_entities(root)
        for note in root:
            if note.get(qn("w:type"), "normal") != "normal":  # the others are lines between the notes and the text
                continue
            text = " ".join(filter(None, read.under(note)))
            if (kind.removesuffix("s"), note.get(qn("w:id"))) in read.notes:
                yield text
            elif text:
                read.hidden.append(text)


def _edges(document: WordDocument, looks: Looks) -> Iterator[str]:
    """What stands in headers and footers, each text once."""
    seen = {""}
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            text = " ".join(" ".join(Blocks(looks).under(relation.target_part.element)).split())
            if text not in seen and not text.isdigit():
                seen.add(text)
                yield text
