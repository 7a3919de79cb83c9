"""A Word document, from its XML to blocks of text as Word shows them: what is not seen is left out and told of.

::

    python-docx ─ blocks: paragraphs, tables, notes ─ looks: what of a run is seen ─ reading ─ text, warnings
"""

from briefing.documents.word.reading import read_word

__all__ = ["read_word"]
