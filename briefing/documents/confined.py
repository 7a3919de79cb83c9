"""Reading a document in a child process, so that a bomb costs nothing but its line of error."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from briefing.errors import SourceEmpty, SourceError, SourceUnreadable

Kind = Literal["pdf", "docx", "eml"]

MOST_BYTES = 50 * 2**20
"""Of a file: no report of text alone is larger, and its pictures are of no use here."""
MOST_SECONDS = 60.0
"""For one file; a thousand pages take some ten."""

_SECRETS = ("OPENAI_", "AZURE_", "BRIEFING_")
"""Beginnings of names in the environment that no reader of documents needs."""
_ADVICE = {
    "memory": "needs more memory than any report should: give a copy without pictures, or its text",
    "time": f"was not read within {MOST_SECONDS:g} s: give a shorter copy, or its text",
    "damaged": "is damaged and cannot be read: save it again, or give its text",
    "encrypted": "is protected by a password: save a copy without one and give that",
    "pages": "has more pages than are read at once: split it, or give its text",
    "characters": "holds more text than is read at once: split it",
    "unpacked": "unpacks to more than any report holds: give its text",
    "nested": "holds messages within messages without an end: save the one that matters",
}
"""What a reader is told, by what the child calls it."""
_SCAN = "holds no text: if it is a scan, run OCR over it first, for instance with “ocrmypdf”, and give the result"
_NO_TEXT = "holds no text: give a file that holds the report"


@dataclass(frozen=True)
class Document:
    """What is in a document: its text, where each page begins in it, what it says of itself, and what was left out.

    *fields* are title, author and created, a day as ``YYYY-MM-DD``, where it says them. *html* is true of a mail that
    is a page.
    """

    text: str
    pages: tuple[int, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    html: bool = False


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
    told = _ask(data, kind, name)
    if (fault := told.get("fault")) is not None:
        raise SourceUnreadable(_ADVICE.get(fault, _ADVICE["damaged"]), name)
    found = Document(
        told["text"], tuple(told["pages"]), told["fields"], tuple(told["warnings"]), html=told.get("html", False)
    )
    if not found.text.strip():
        raise SourceEmpty(_SCAN if kind == "pdf" else _NO_TEXT, name)
    return found


def _ask(data: bytes, kind: Kind, name: str) -> dict[str, Any]:
    """What the child tells of *data*: a document, or its fault."""
    # Not through a pipe: a child that dies early would leave us writing into it.
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
                [sys.executable, "-m", "briefing.documents", kind],
                stdin=file,
                capture_output=True,
                timeout=MOST_SECONDS,
                env={name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"fault": "time"}
        except OSError as error:
            raise SourceError(f"no process can be started to read it: {error.strerror}", name) from error
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        return {"fault": _fault(done.returncode, done.stderr, name)}


def _fault(code: int, said: bytes, name: str) -> str:
    """What became of a child that ended with *code* and without an answer.

    Raises:
        SourceUnreadable: it could not begin.
    """
    if -code in (signal.SIGKILL, getattr(signal, "SIGXCPU", 0)):
        return "time"
    if code < 0 or b"MemoryError" in said:  # out of memory in the middle of C, or in the middle of telling of it
        return "memory"
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    raise SourceUnreadable(f"cannot be read: the process that should read it ended with “{last[:200]}”", name)
