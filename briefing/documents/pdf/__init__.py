"""A PDF, from the operators that draw it to lines as they are read.

::

    pypdf ─ ink: what nobody sees
             └─ pen: where each glyph goes ─ fonts: what it stands for ─ glyphs ─ rows, bidi ─ layout ─ lines ─ text

pypdf reads the file, its fonts and its operators. What a page's text is, is decided here: a PDF says where glyphs are
drawn, and not what the words are, the lines, or the order in which they are read.
"""

from briefing.documents.pdf.reading import read_pdf

__all__ = ["read_pdf"]
