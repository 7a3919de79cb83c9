"""Whether Word shows a run: hidden, too small or narrow, or in the colour of what is behind it.

What a run does not say itself is said by its character style, the style of its paragraph or of its table, or the
defaults of the document, in this order (ISO/IEC 29500-1, 17.7.2); a style inherits from the one that it is based on.
Where nobody can tell what is behind, as before a picture in a box, and in which rows a table's style has a ground, the
run has the benefit of the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from docx.document import Document
from docx.oxml.ns import qn

from briefing.hidden.values import BLACK, WHITE, Colour, colour, is_unreadable, pixels

_SMALLEST = 2
"""Half points of size; what is as small is not seen."""
_NARROWEST = 10
"""Per cent of their width that letters are scaled to; a letter in print is then half a point wide."""
_HIGHLIGHTS = {
    "darkBlue": "#000080", "darkCyan": "#008080", "darkGray": "#808080", "darkGreen": "#008000",
    "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000", "lightGray": "#c0c0c0", "green": "#00ff00",
}  # fmt: skip
"""Those that are not called as in style sheets, or mean another colour there."""
_THEME = {"background1": WHITE, "light1": WHITE, "text1": BLACK, "dark1": BLACK}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_VML = "{urn:schemas-microsoft-com:vml}"
_VAL = qn("w:val")
_RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = qn("w:rPr"), qn("w:pPr")
_STYLE, _RUN_STYLE, _BASED_ON = f"{qn('w:pPr')}/{qn('w:pStyle')}", qn("w:rStyle"), qn("w:basedOn")
_DRAWN_FILLS = {f"{_A}{kind}Fill" for kind in ("no", "solid", "grad", "blip", "patt", "grp")}


class Place(NamedTuple):
    """Where a paragraph stands: the colours that may be behind it, none when nobody can tell, and its table's style."""

    grounds: tuple[Colour, ...] = (WHITE,)
    table_style: str | None = None


class Looks:
    """What the styles of a document make of its runs."""

    def __init__(self, document: Document) -> None:
        styles = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self._chains: dict[str | None, list[Any]] = {}
        self._properties: dict[tuple[str | None, str], list[Any]] = {}
        self._usual = {
            style.get(qn("w:type")): style.get(qn("w:styleId"))
            for style in self._styles.values()
            if style.get(qn("w:default")) in ("1", "true", "on")
        }
        self._defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{_RUN_PROPERTIES}")
        background = document.element.find(qn("w:background"))
        shown = document.settings.element.find(qn("w:displayBackgroundShape"))
        ground = _colour(background.get(qn("w:color"))) if background is not None and _is_on(shown) else None
        self.page = Place((ground or WHITE,))

    def of(self, run: Any, paragraph: Any, place: Place) -> tuple[bool, bool]:
        """Whether the words of *run* (lxml) are not seen, and whether that is so because Word hides it whole."""
        levels = self._levels(run, paragraph, place)
        vanishes = _vanishes(levels)
        size, width = _first(levels, "sz"), _first(levels, "w")
        if vanishes or _is_at_most(size, _SMALLEST) or _is_at_most(width, _NARROWEST):
            return True, vanishes
        ink = _ink(_first(levels, "color"))
        if ink is None:
            return False, False
        behind = self._behind(levels, paragraph, place)
        return bool(behind) and all(is_unreadable(ink, ground) for ground in behind), False

    def in_cell(self, cell: Any, row: Any, table: Any, place: Place) -> Place:
        """The place that *cell* is, of *table*, which stands in *place*."""
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        name = self._usual.get("table") if style is None else style.get(_VAL)
        own = (cell.find(qn("w:tcPr")), row.find(qn("w:tblPrEx")), table.find(qn("w:tblPr")))
        for properties in own[:2]:
            shade = None if properties is None else properties.find(qn("w:shd"))
            if shade is not None:
                return Place(_shaded(shade) or place.grounds, name)
        shades = [shade for each in self._chain(name) for shade in each.iter(qn("w:shd"))]
        shades += [] if own[2] is None else own[2].findall(qn("w:shd"))
        grounds = {ground for shade in shades for ground in _shaded(shade)}
        return Place((*place.grounds, *grounds) if place.grounds else (), name)

    def in_box(self, box: Any, place: Place) -> Place:
        """The place that the text of *box*, a shape's, stands in."""
        for shape in box.iterancestors():
            if shape.tag == f"{_WPS}wsp":
                return Place(_drawn(shape, place.grounds))
            if shape.tag.startswith(_VML) and shape.tag != f"{_VML}textbox":
                if shape.get("filled") in ("f", "false"):
                    return Place(place.grounds)
                fill = colour((shape.get("fillcolor") or "white").split()[0].lower())
                return Place((fill,) if fill and shape.find(f"{_VML}fill") is None else ())
        return Place(place.grounds)

    def _levels(self, run: Any, paragraph: Any, place: Place) -> list[list[Any]]:
        """The properties of runs that count for *run*, level by level, in each those of a style before its base's."""
        direct = run.find(_RUN_PROPERTIES)
        named = None if direct is None else direct.find(_RUN_STYLE)
        character = self._usual.get("character") if named is None else named.get(_VAL)
        names = character, self._style_of(paragraph), place.table_style
        of_styles = [self._said(name, _RUN_PROPERTIES) for name in names]
        return [[] if direct is None else [direct], *of_styles, [] if self._defaults is None else [self._defaults]]

    def _style_of(self, paragraph: Any) -> str | None:
        named = paragraph.find(_STYLE)
        name = None if named is None else named.get(_VAL)
        return name if name in self._styles else self._usual.get("paragraph")

    def _chain(self, name: str | None) -> list[Any]:
        """A style and those that it is based on."""
        if (known := self._chains.get(name)) is None:
            known = self._chains[name] = []
            style = self._styles.get(name)
            while style is not None and style not in known:
                known.append(style)
                base = style.find(_BASED_ON)
                style = None if base is None else self._styles.get(base.get(_VAL))
        return known

    def _said(self, name: str | None, tag: str) -> list[Any]:
        """What a style and those that it is based on say in the properties that *tag* names."""
        if (known := self._properties.get((name, tag))) is None:
            found = (style.find(tag) for style in self._chain(name))
            known = self._properties[name, tag] = [each for each in found if each is not None]
        return known

    def _behind(self, levels: Sequence[Sequence[Any]], paragraph: Any, place: Place) -> Sequence[Colour]:
        """The colours that may be behind a run: its highlight, its shade, its paragraph's, its place's."""
        highlight = _first(levels, "highlight")
        if highlight is not None and (name := highlight.get(_VAL, "none")) != "none":
            ground = colour(_HIGHLIGHTS.get(name, name.lower()))
            return (ground,) if ground else ()
        own = paragraph.find(_PARAGRAPH_PROPERTIES)
        of_paragraph = self._said(self._style_of(paragraph), _PARAGRAPH_PROPERTIES)
        of_paragraph = of_paragraph if own is None else [own, *of_paragraph]
        shades = _first(levels, "shd"), _first([of_paragraph], "shd")
        return next(filter(None, (_shaded(shade) for shade in shades if shade is not None)), place.grounds)


def _first(levels: Sequence[Sequence[Any]], name: str) -> Any | None:
    """The property *name* where it is said first."""
    tag = qn(f"w:{name}")
    found = (properties.find(tag) for level in levels for properties in level)
    return next((each for each in found if each is not None), None)


def _vanishes(levels: Sequence[Sequence[Any]]) -> bool:
    """Whether the run is hidden: styles that both say so take it back (ISO/IEC 29500-1, 17.7.3)."""
    direct, *styles, defaults = (_first([level], "vanish") for level in levels)
    if direct is not None:
        return _is_on(direct)
    return _is_on(defaults) or sum(map(_is_on, styles)) % 2 == 1


def _is_on(switch: Any | None) -> bool:
    return switch is not None and switch.get(_VAL) not in ("0", "false", "off")


def _is_at_most(measure: Any | None, most: float) -> bool:
    """Whether *measure* is no more than *most* of its own unit: half points, or per cent."""
    value = "" if measure is None else (measure.get(_VAL) or "").rstrip("%")
    if re.fullmatch(r"\d+(?:\.\d+)?", value):
        return float(value) <= most
    size = pixels(value, 0)
    return size is not None and size * 3 / 2 <= most  # a pixel is three quarters of a point


def _ink(said: Any | None) -> Colour | None:
    """The colour of letters; None for “auto”, which is what can be read on its ground."""
    if said is None:
        return None
    theme = _THEME.get(said.get(qn("w:themeColor"), ""))
    if theme and said.get(qn("w:themeTint")) is None and said.get(qn("w:themeShade")) is None:
        return theme
    return _colour(said.get(_VAL))


def _colour(value: str | None) -> Colour | None:
    """The colour that Word writes as six hexadecimal digits; None for “auto” and its like."""
    return colour(f"#{value}") if value and re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None


def _shaded(shade: Any) -> tuple[Colour, ...]:
    """The colours of a shade: one, both of a pattern, or none where there is nothing to be seen of it."""
    kind, fill = shade.get(_VAL, "clear"), _colour(shade.get(qn("w:fill")))
    if kind in ("clear", "nil"):
        return (fill,) if fill and kind == "clear" else ()
    pattern = _colour(shade.get(qn("w:color"))) or BLACK
    return (pattern,) if kind == "solid" else (pattern, fill or WHITE)


def _drawn(shape: Any, around: tuple[Colour, ...]) -> tuple[Colour, ...]:
    """What a drawn *shape* is filled with; none when nobody can tell, what is *around* it where it has no fill."""
    fills = (each for each in shape.findall(f"{_WPS}spPr/*") if each.tag in _DRAWN_FILLS)
    if (fill := next(fills, None)) is None:
        by_theme = shape.find(f"{_WPS}style/{_A}fillRef")
        return around if by_theme is None or by_theme.get("idx", "0") == "0" else ()
    if fill.tag == f"{_A}noFill":
        return around
    plain = fill.find(f"{_A}srgbClr") if fill.tag == f"{_A}solidFill" else None
    ground = _colour(plain.get("val")) if plain is not None and len(plain) == 0 else None
    return (ground,) if ground else ()
