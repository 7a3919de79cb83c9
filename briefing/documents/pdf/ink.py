"""What of a PDF's page nobody sees: ink of the colour behind it, or under a picture, too small, or off the page.

The operators that show text are judged one by one, in the order in which the page paints (ISO 32000-1, sections 8
and 9). Where it cannot be told, in a pattern or before a picture, text counts as seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdf import PageObject
from pypdf.generic import create_string_object

from briefing.documents.pdf.fonts import Fonts
from briefing.documents.pdf.geometry import AS_IT_IS, Box, Matrix, around, at, is_upright, matrix_of, then
from briefing.documents.pdf.glyphs import Places
from briefing.documents.pdf.pen import MOVES, SETS, SHOWS, Pen, Setting
from briefing.hidden.values import BLACK, WHITE, Colour, is_unreadable

_SMALLEST = 1.0
"""Points: smaller letters are not seen."""
_MOST_HELD = 2_000_000
"""Pairs of a text and a shape on one page; a map with legends has a tenth of that."""
_SPECK = 3.0
"""Points: a shape that is smaller both ways is behind no text."""
_INVISIBLE, _CLIPPING = 3, 7
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_ENDS = _FILLS | {b"n", b"S", b"s"}
_COMPONENTS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}


class _Shape(NamedTuple):
    """Something painted: its colour, None where it cannot be told, and whether it fills all of its box and hides it."""

    box: Box
    colour: Colour | None
    solid: bool
    picture: bool = False


class _Shown(NamedTuple):
    """One operator that shows text: how much was painted before it, its inks, and whether it is hidden by itself."""

    box: Box
    before: int
    inks: tuple[Colour | None, ...]
    unseen: bool
    recognised: bool


@dataclass
class _State:
    """The part of the graphics state that decides what is seen."""

    inks: dict[str, Colour | None] = field(default_factory=lambda: {"fill": BLACK, "stroke": BLACK})
    spaces: dict[str, int] = field(default_factory=lambda: {"fill": 1, "stroke": 1})
    alphas: dict[str, float] = field(default_factory=lambda: {"fill": 1.0, "stroke": 1.0})
    plain: bool = True  # neither blended nor masked
    mode: int = 0
    setting: Setting = field(default_factory=Setting)
    bitmap: bool = False  # letters that are drawings, whose size is their own
    clip: Box | None = None

    def saved(self) -> _State:
        kept = copy(self)
        kept.setting = copy(self.setting)
        kept.inks, kept.spaces, kept.alphas = dict(self.inks), dict(self.spaces), dict(self.alphas)
        return kept

    def ink(self, kind: str) -> Colour | None:
        colour = self.inks[kind]
        return None if colour is None or not self.plain else colour._replace(alpha=self.alphas[kind])


class Ink:
    """Watches the operators of *page*, as pypdf's visitors are told of them; *fonts* are those of its document.

    Where its glyphs are goes to *places*.
    """

    def __init__(self, page: PageObject, fonts: Fonts, places: Places) -> None:
        self._fonts = fonts
        self._places = places
        self._page = Box(*map(float, page.cropbox))
        self._resources: list[Any] = [page.get("/Resources")]
        self._bases: list[Matrix] = [AS_IT_IS]
        self._states = [_State()]
        self._depths: list[list[_State]] = []
        self._path: list[list[tuple[float, float]]] = []
        self._boxed = True
        self._clipping = False
        self._shapes: list[_Shape] = []
        self._shown: list[_Shown] = []
        self._pen = Pen()

    @property
    def _state(self) -> _State:
        return self._states[-1]

    def before(self, operator: bytes, operands: Any, matrix: Sequence[float], _text_matrix: Any) -> None:
        """Take note of *operator*; nonsense is passed over, as viewers do."""
        try:
            self._take(operator, operands, then(matrix_of(matrix), self._bases[-1]))
        except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError):
            if operator in SHOWS:
                self._shown.append(_Shown(self._page, len(self._shapes), (None,), unseen=False, recognised=False))
            elif operator == b"Do":
                self._enter(None, AS_IT_IS)

    def after(self, operator: bytes, _operands: Any, _matrix: Any, _text_matrix: Any) -> None:
        """A form has ended: what it set is no longer so."""
        if operator == b"Do":
            self._states = self._depths.pop()
            self._bases.pop()
            self._resources.pop()

    def hidden(self) -> dict[int, bool]:
        """The operators that show text and that nobody sees, by their order, with whether OCR would have hidden it so.

        OCR lays its text in ink that is none, or under a picture.
        """
        many = len(self._shown) * len(self._shapes) > _MOST_HELD
        found = {}
        for number, shown in enumerate(self._shown):
            if shown.unseen or shown.recognised:
                found[number] = shown.recognised
            elif not many and (cover := self._cover(shown)) is not None:
                found[number] = cover.picture
            elif not many and self._is_drowned(shown):
                found[number] = False
        return found

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture on the page."""
        return any(shape.picture for shape in self._shapes)

    def _cover(self, shown: _Shown) -> _Shape | None:
        return next(
            (shape for shape in self._shapes[shown.before :] if shape.solid and shape.box.covers(shown.box)), None
        )

    def _is_drowned(self, shown: _Shown) -> bool:
        """Whether the text has the colour of all that may be behind it."""
        grounds: list[Colour | None] = [WHITE]
        for shape in self._shapes[: shown.before]:
            if shape.solid and shape.box.covers(shown.box):
                grounds = [shape.colour]
            elif shape.box.touches(shown.box):
                grounds.append(shape.colour)
        return all(
            ink is not None and ground is not None and is_unreadable(ink, ground)
            for ink in shown.inks
            for ground in grounds
        )

    def _take(self, operator: bytes, operands: Any, matrix: Matrix) -> None:
        state = self._state
        if operator in SHOWS:
            self._pen.begin(operator, operands, state.setting)
            self._show(operands[-1], then(self._pen.matrix, matrix))
        elif operator in MOVES:
            self._pen.move(operator, operands, state.setting)
        elif operator in SETS:
            state.setting.take(operator, operands)
        elif operator in (b"BMC", b"BDC"):
            self._places.open(self._actual_text(operands[-1]) if operator == b"BDC" else None)
        elif operator == b"EMC":
            self._places.close()
        elif operator == b"q":
            self._states.append(state.saved())
        elif operator == b"Q":
            if len(self._states) > 1:
                self._states.pop()
        elif operator == b"Tr":
            state.mode = int(operands[0])
        elif operator == b"Tf":
            self._set_font(self._resource("/Font", operands[0]), float(operands[1]))
        elif operator == b"gs":
            self._set(self._resource("/ExtGState", operands[0]))
        elif operator.lower() in (b"g", b"rg", b"k"):
            kind = "fill" if operator.islower() else "stroke"
            state.spaces[kind] = len(operands)
            state.inks[kind] = _colour([float(value) for value in operands])
        elif operator.lower() in (b"cs", b"sc", b"scn"):
            self._mix(operator, operands)
        elif operator == b"Do":
            self._do(operands[0], matrix)
        elif operator == b"INLINE IMAGE":
            self._paint_picture(matrix, solid=False)
        elif operator == b"sh":
            self._shapes.append(_Shape(state.clip or self._page, None, solid=False))
        else:
            self._draw(operator, operands, matrix)

    def _draw(self, operator: bytes, operands: Any, matrix: Matrix) -> None:
        """A part of a path, or its end."""
        if operator == b"re":
            x, y, width, height = map(float, operands)
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            self._path.append([at(matrix, *corner) for corner in corners])
            self._boxed = self._boxed and is_upright(matrix)
        elif operator in (b"m", b"l", b"c", b"v", b"y"):
            if operator == b"m" or not self._path:
                self._path.append([])
            numbers = list(map(float, operands))
            self._path[-1] += [at(matrix, *pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
            self._boxed = False
        elif operator in (b"W", b"W*"):
            self._clipping = True
        elif operator in _ENDS:
            self._end_path(fills=operator in _FILLS)

    def _end_path(self, *, fills: bool) -> None:
        state, boxes = self._state, [around(points) for points in self._path if points]
        if fills:
            colour = state.ink("fill")
            solid = self._boxed and colour is not None and colour.alpha == 1.0
            for box in boxes:
                seen = box if state.clip is None else box.within(state.clip)
                if max(seen.right - seen.left, seen.top - seen.bottom) > _SPECK:
                    self._shapes.append(_Shape(seen, colour, solid))
        if self._clipping and boxes:
            clip = around([corner for box in boxes for corner in ((box.left, box.bottom), (box.right, box.top))])
            state.clip = clip if state.clip is None else clip.within(state.clip)
        self._path, self._boxed, self._clipping = [], True, False

    def _show(self, shown: Any, matrix: Matrix) -> None:
        state = self._state
        setting = state.setting
        glyphs, end = self._pen.write(shown, setting)
        self._places.note(len(self._shown), glyphs, matrix, setting.size, setting.rise)
        high = 0.5 * setting.size
        box = around([at(matrix, x, setting.rise + y) for x in (0.0, end) for y in (0.0, high)])
        scale = max(map(abs, matrix[:4]))
        mode = state.mode % 4
        kinds = (("fill",), ("stroke",), ("fill", "stroke"), ())[mode]
        room = self._page if state.clip is None else state.clip.within(self._page)
        margin = abs(setting.size * scale)
        roomy = Box(room.left - margin, room.bottom - margin, room.right + margin, room.top + margin)
        unseen = (not state.bitmap and margin < _SMALLEST) or not roomy.touches(box)
        inks = tuple(map(state.ink, kinds))
        unseen = unseen or (bool(inks) and all(ink is not None and ink.alpha == 0.0 for ink in inks))
        recognised = state.mode in (_INVISIBLE, _CLIPPING)
        self._shown.append(_Shown(box, len(self._shapes), inks, unseen and not recognised, recognised))

    def _set_font(self, font: Any, size: float) -> None:
        self._state.setting.letters, self._state.setting.size = self._fonts.letters(font), size
        self._state.bitmap = font is not None and font.get("/Subtype") == "/Type3"

    def _actual_text(self, properties: Any) -> str | None:
        """What a span's *properties*, or those that are called so, say that it stands for."""
        told = properties.get_object()
        told = self._resource("/Properties", told) if isinstance(told, str) else told
        actual = None if told is None else told.get("/ActualText")
        if isinstance(actual, bytes):
            actual = create_string_object(actual)
        return actual if isinstance(actual, str) else None

    def _do(self, name: Any, matrix: Matrix) -> None:
        thing = self._resource("/XObject", name)
        if thing is None or thing.get("/Subtype") != "/Image":
            own = thing.get("/Matrix", AS_IT_IS) if thing is not None else AS_IT_IS
            self._enter(thing, then(matrix_of(own), matrix))
            return
        opaque = not any(key in thing for key in ("/SMask", "/Mask", "/ImageMask"))
        self._paint_picture(matrix, solid=opaque and self._state.plain and self._state.alphas["fill"] == 1.0)
        self._enter(None, AS_IT_IS)

    def _enter(self, form: Any, base: Matrix) -> None:
        """A form begins with what is set around it, and leaves it as it was."""
        own = form.get("/Resources") if form is not None else None
        self._resources.append(own or self._resources[-1])
        self._depths.append(self._states)
        self._states = [self._state.saved()]
        self._bases.append(base)

    def _paint_picture(self, matrix: Matrix, *, solid: bool) -> None:
        box = around([at(matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)])
        seen = box if self._state.clip is None else box.within(self._state.clip)
        self._shapes.append(_Shape(seen, None, solid and is_upright(matrix), picture=True))

    def _set(self, told: Any) -> None:
        """A dictionary of the graphics state: opacity, blending, masks, and a font's size."""
        state = self._state
        for key, kind in (("/ca", "fill"), ("/CA", "stroke")):
            if key in told:
                state.alphas[kind] = min(1.0, max(0.0, float(told[key])))
        if "/BM" in told:
            mode = told["/BM"]
            state.plain = (mode[0] if isinstance(mode, list) else mode) in ("/Normal", "/Compatible")
        if "/SMask" in told and told["/SMask"] != "/None":
            state.plain = False
        if "/Font" in told:
            self._set_font(told["/Font"][0].get_object(), float(told["/Font"][1]))

    def _mix(self, operator: bytes, operands: Any) -> None:
        """A colour of a colour space that was named before."""
        state, kind = self._state, "fill" if operator.islower() else "stroke"
        if operator.lower() == b"cs":
            state.spaces[kind] = self._components(operands[0])
            state.inks[kind] = BLACK if state.spaces[kind] else None
        else:
            known = bool(state.spaces[kind]) and state.spaces[kind] == len(operands)
            state.inks[kind] = _colour([float(value) for value in operands]) if known else None

    def _components(self, name: Any) -> int:
        """How many numbers a colour of the space *name* has; none when they are not grey, RGB or CMYK."""
        if name in _COMPONENTS:
            return _COMPONENTS[name]
        space = self._resource("/ColorSpace", name)
        if space is not None and isinstance(space, list):
            if space[0] == "/ICCBased":
                return int(space[1].get_object()["/N"])
            return _COMPONENTS.get(space[0], 0)
        return _COMPONENTS.get(space, 0) if isinstance(space, str) else 0

    def _resource(self, kind: str, name: Any) -> Any:
        resources = self._resources[-1]
        held = resources.get_object().get(kind) if resources is not None else None
        thing = held.get_object().get(name) if held is not None else None
        return thing.get_object() if thing is not None else None


def _colour(values: Sequence[float]) -> Colour | None:
    """Grey, RGB or CMYK as a colour that covers what is behind it; None for anything else."""
    values = [min(1.0, max(0.0, value)) for value in values]
    if len(values) == 1:
        return Colour(values[0], values[0], values[0], 1.0)
    if len(values) == 3:
        return Colour(values[0], values[1], values[2], 1.0)
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return Colour((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black), 1.0)
    return None
