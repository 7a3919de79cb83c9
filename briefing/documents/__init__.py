"""PDF, Word and e-mail files, read into text by a process of their own.

::

    bytes → a child process with little memory and time ─ pdf, word or mail ─ text, pages, metadata, warnings

These formats unpack, nest and refer to themselves; what a hostile file makes of that is lost with the child. Of the
cut of lines and pages only what a reader would see as text is left: a line that only the page's width ended is no line,
a sentence across two pages is whole.
"""

from briefing.documents.confined import Document, Kind, kind_of, read_document

__all__ = ["Document", "Kind", "kind_of", "read_document"]
