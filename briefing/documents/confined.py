"""Reading a document in a child process, so that a bomb costs nothing but its line of error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefing.confinement import ask
from briefing.errors import SourceEmpty, SourceUnreadable

Kind = Literal["pdf", "docx", "eml"]

MOST_BYTES = 50 * 2**20
"""Of a file: no report of text alone is larger, and its pictures are of no use here."""
MOST_SECONDS = 60.0
"""For one file; a thousand pages take some ten."""

_ADVICE = {
    "memory": "needs more memory than any report should: give a copy without pictures, or its text",
    "time": f"was not read within {MOST_SECONDS:g} s: give a shorter copy, or its text",
    "damaged": "is damaged and cannot be read: save it again, or give its text",
    "encrypted": "is protected by a password: save a copy without one and give that",
    "pages": "has more pages than are read at once: split it, or give its text",
    "characters": "holds more text than is read at once: split it",
    "unpacked": "unpacks to more than any report holds: give its text",
    "entities": "declares entities, as no word processor does: save it again, or give its text",
    "nested": "holds messages within messages without an end: save the one that matters",
}
"""What a reader is told, by what the child calls it."""
_SCAN = "holds no text: if it is a scan, run OCR over it first, for instance with “ocrmypdf”, and give the result"
_NO_TEXT = "holds no text: give a file that holds the report"


@dataclass(frozen=True)
class Document:
    """What is in a document: its text, where each page begins in it, what it says of itself, and what was left out.

    *fields* are title, author and created, a day as ``YYYY-MM-DD``, where it says them. *html* is where in the
    text of a mail a page stands, from and to, with its marks.
    """

    text: str
    pages: tuple[int, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    html: tuple[tuple[int, int], ...] = ()


def kind_of(suffix: str, data: bytes) -> Kind | None:
    """The kind of document that *data* is, by its first bytes; a mail, which has none, by its *suffix*."""
    if data.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data[:65536] + data[-65536:]:
        return "docx"
    return "eml" if suffix == ".eml" else None


def read_document(data: bytes, kind: Kind, name: str) -> Document:
    """The document in *data*; *name* is what messages call it.

    Raises:
        SourceEmpty: there is no text in it, as in a scan.
        SourceUnreadable: it is damaged, protected, or larger than what is read.
    """
    if len(data) > MOST_BYTES:
        raise SourceUnreadable(f"is larger than the {MOST_BYTES >> 20} MiB that are read: give its text", name)
    told = ask("briefing.documents", [kind], data, MOST_SECONDS, name)
    if (fault := told.get("fault")) is not None:
        raise SourceUnreadable(_ADVICE.get(fault, _ADVICE["damaged"]), name)
    html = tuple((start, end) for start, end in told.get("html", ()))
    found = Document(told["text"], tuple(told["pages"]), told["fields"], tuple(told["warnings"]), html)
    if not found.text.strip():
        raise SourceEmpty(_SCAN if kind == "pdf" else _NO_TEXT, name)
    return found
