"""The text of a Word document's paragraphs and tables, with all tracked changes taken in.

What only wraps text, such as a content control, a link or a field, is looked through at every level; so is what this
module does not know. Left out is what is deleted, and told of what is no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from briefing.documents.word.looks import Looks, Place

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _TEXT, _FIELD, _BOX = (
    qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r", "t", "fldChar", "txbxContent")
)
_SPACES = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
# Readings beside characters (ruby) are no words of the sentence, nor are properties.
_PASSED_OVER = {qn(f"w:{name}") for name in ("del", "moveFrom", "rt", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr")}
_DELETED = {
    _ROW: [qn("w:trPr") + "/" + qn("w:del")],
    _CELL: [qn("w:tcPr") + "/" + qn("w:cellDel")],
    _RUN: [qn("w:rPr") + "/" + qn("w:del"), qn("w:rPr") + "/" + qn("w:moveFrom")],
}
_MARK_DELETED = [f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(f'w:{name}')}" for name in ("del", "moveFrom")]
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KNOWN = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_UNREAD = {
    _MATH: "formulas",
    qn("w:altChunk"): "documents within it",
    qn("w:subDoc"): "documents within it",
    qn("w:object"): "embedded objects",
}
_DRAWN = {"chart": "charts", "chartex": "charts", "diagram": "diagrams"}


class _Run(NamedTuple):
    """What a run does to the words in it."""

    hides: bool = False
    vanishes: bool = False


class Blocks:
    """The blocks of a document, by how things look in it.

    Met on the way, and filled while blocks are drawn: *hidden* texts, one for each place; *notes* that are referred
    to, by kind and number; and how many things of a kind were *unread*.
    """

    def __init__(self, looks: Looks) -> None:
        self.hidden: list[str] = []
        self.notes: set[tuple[str, str]] = set()
        self.unread: Counter[str] = Counter()
        self._looks = looks

    def under(self, root: Any, place: Place | None = None) -> Iterator[str]:
        """The paragraphs and tables under *root* (lxml), in their order; a text box after its paragraph."""
        place = place or self._looks.page
        begun, boxes = "", list[tuple[Any, bool]]()
        for block in self._nearest(root, _PARAGRAPH, _TABLE, *_UNREAD):
            if block.tag == _PARAGRAPH:
                begun += self._paragraph(block, place, boxes)
                if any(block.find(mark) is not None for mark in _MARK_DELETED):
                    continue  # it goes on in the next
                yield begun.strip()
                begun = ""
                for box, vanishes in boxes:
                    yield from self._box(box, vanishes, place)
                boxes.clear()
            elif block.tag == _TABLE:
                yield "\n".join(filter(None, self._rows(block, place)))
            else:
                self.unread[_UNREAD[block.tag]] += 1
        yield begun.strip()

    def _nearest(self, element: Any, *tags: str) -> Iterator[Any]:
        """The elements of these *tags* in *element*, and in whatever wraps them."""
        for child in _kept(element):
            if child.tag in tags:
                yield child
            else:
                yield from self._nearest(child, *tags)

    def _rows(self, table: Any, place: Place) -> Iterator[str]:
        for row in self._nearest(table, _ROW):
            cells = []
            for cell in self._nearest(row, _CELL):
                blocks = self.under(cell, self._looks.in_cell(cell, row, table, place))
                cells.append(" ".join(filter(None, blocks)))
            yield " | ".join(cells) if any(cells) else ""

    def _box(self, box: Any, vanishes: bool, place: Place) -> Iterator[str]:
        blocks = self.under(box, self._looks.in_box(box, place))
        if vanishes:
            self.hidden += filter(None, blocks)
        else:
            yield from blocks

    def _paragraph(self, paragraph: Any, place: Place, boxes: list[tuple[Any, bool]]) -> str:
        fields: list[bool] = []  # that are open, and whether what stands there is the code of one, not what it shows

        def words(element: Any, run: _Run) -> Iterator[str]:
            for child in _kept(element):
                if child.tag == _RUN:
                    hides, vanishes = self._looks.of(child, paragraph, place)
                    yield from words(child, _Run(run.hides or hides, run.vanishes or vanishes))
                elif child.tag == _TEXT or child.tag in _SPACES:
                    said = child.text or "" if child.tag == _TEXT else _SPACES[child.tag]
                    if run.hides or any(fields):
                        self.hidden.append(said)
                    else:
                        yield said
                elif child.tag == _FIELD:
                    _follow(child, fields)
                elif child.tag in _NOTES and not run.vanishes:
                    self.notes.add((_NOTES[child.tag], child.get(qn("w:id"))))
                elif child.tag == _BOX:
                    boxes.append((child, run.vanishes))
                elif child.tag in _UNREAD:
                    self.unread[_UNREAD[child.tag]] += 1
                else:
                    if child.tag == _GRAPHIC and (kind := _DRAWN.get(child.get("uri", "").rpartition("/")[2])):
                        self.unread[kind] += 1
                    yield from words(child, run)

        return "".join(words(paragraph, _Run()))


def _kept(element: Any) -> Iterator[Any]:
    """The children of *element* that are part of the document."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _PASSED_OVER:
            continue
        if any(child.find(path) is not None for path in _DELETED.get(child.tag, ())):
            continue
        if child.tag != f"{_MC}AlternateContent":
            yield child
        elif (branch := _branch(child)) is not None:
            yield branch


def _branch(alternatives: Any) -> Any | None:
    """The one of several versions that Word shows: the first for which it knows all that it requires."""
    for choice in alternatives.findall(f"{_MC}Choice"):
        required = (choice.nsmap.get(prefix, _KNOWN[0]) for prefix in choice.get("Requires", "").split())
        if all(space.startswith(_KNOWN) for space in required):
            return choice
    return alternatives.find(f"{_MC}Fallback")


def _follow(mark: Any, fields: list[bool]) -> None:
    """What a field's beginning, middle or end makes of the *fields* that are open."""
    kind = mark.get(qn("w:fldCharType"))
    if kind == "begin":
        fields.append(True)
    elif fields and kind == "separate":
        fields[-1] = False
    elif fields and kind == "end":
        fields.pop()
