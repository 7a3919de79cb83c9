"""How an element looks: what of the style that fits it decides whether its words are seen.

What is told here follows CSS 2.2 and its later modules; what is inherited is inherited. Not told are pictures
behind text (a page without a colour for behind a picture is given the benefit of the doubt), what lies on top of
what (``z-index``), masks and blends, text cut off by ``line-clamp`` or an ellipsis, letters that a font of the
page's own draws as blanks, and text that a style sheet adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from briefing.hidden.selectors import ATTRIBUTE, BROWSER, Declared
from briefing.hidden.values import (
    BLACK,
    FAR,
    FOUR_SIDES,
    GLOBAL,
    WHITE,
    Colour,
    colour,
    font_size,
    is_unreadable,
    longhands,
    number,
    pixels,
    words,
)

_VARIABLE = re.compile(r"var\((--[^\s,()]+)(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_LONGEST = 1000
_MOST_SUBSTITUTIONS = 20
_FAINTEST = 0.05
_FAR_RIGHT = 5 * FAR
_COLOURS = re.compile(r"#[0-9a-f]{3,8}\b|[a-z]+\([^()]*\)|\b[a-z]+\b")
DRAWINGS = frozenset(("svg", "foreignobject"))
_CLOSED = {"display": "none"}
_BY_TAG: Mapping[str, Mapping[str, str]] = {
    "dialog": _CLOSED, "datalist": _CLOSED, "mark": {"background-color": "#ff0", "color": "#000"},
    "button": {"background-color": "#efefef", "color": "#000"},
}  # fmt: skip
_OF_DRAWINGS = ("fill", "opacity", "display", "visibility", "font-size")


class Look(NamedTuple):
    """What an element hands down to those inside it."""

    visible: bool = True
    size: float = 16.0
    colour: Colour = BLACK
    fill: Colour | None = BLACK  # of drawings
    drawing: bool = False
    paint: Colour | None = None  # a paint of its own for letters
    painted: bool = False
    grounds: tuple[Colour, ...] = (WHITE,)  # the colours behind; none when nobody can tell
    opacity: float = 1.0
    indented: bool = False
    squeezed: bool = False
    variables: Mapping[str, str] = {}

    def hides_words(self) -> bool:
        """Whether words that stand in the element itself are not seen."""
        if not self.visible or self.size <= 1 or self.indented or self.squeezed:
            return True
        ink = self.paint if self.painted else self.fill if self.drawing else self.colour
        if ink is None:
            return False
        return ink.alpha <= _FAINTEST or (bool(self.grounds) and all(is_unreadable(ink, one) for one in self.grounds))


def by_default(element: Any) -> list[Declared]:
    """What a browser, and the attributes of old, declare for *element* (lxml)."""
    given = element.attrib
    if not given and element.tag not in _BY_TAG:
        return []
    found: list[tuple[int, str, str]] = []
    if element.tag != "dialog" or "open" not in given:
        found += [(BROWSER, name, value) for name, value in _BY_TAG.get(element.tag, {}).items()]
    if element.tag == "a" and "href" in given:
        found.append((BROWSER, "color", "#0000ee"))
    if "popover" in given:
        found.append((BROWSER, "display", "none"))
    if "hidden" in given:
        until_found = given["hidden"].strip().lower() == "until-found"
        found.append((BROWSER, *(("content-visibility", "hidden") if until_found else ("display", "none"))))
    if "background" in given:
        found.append((ATTRIBUTE, "background-image", "url()"))
    inks = [("bgcolor", "background-color"), ({"font": "color", "body": "text"}.get(element.tag, ""), "color")]
    found += [
        (ATTRIBUTE, name, _legacy(given[attribute])) for attribute, name in inks if attribute and attribute in given
    ]
    for name in _OF_DRAWINGS:
        if value := given.get(name, "").lower():
            found.append((ATTRIBUTE, name, f"{value}px" if name == "font-size" and number(value) else value))
    return [Declared(False, origin, (0, 0, 0), 0, name, value) for origin, name, value in found]


def _legacy(value: str) -> str:
    value = value.strip().lower()
    return value if colour(value) else f"#{value}"


def cascade(declared: Iterable[Declared], variables: Mapping[str, str]) -> tuple[dict[str, str], Mapping[str, str]]:
    """The styles that count, of what is declared, and the variables handed down."""
    ordered = sorted(declared)
    if own := {one.name: one.value for one in ordered if one.name.startswith("--")}:
        variables = {**variables, **own}
    styles: dict[str, str] = {}
    for one in ordered:
        value = _resolve(one.value, variables) if "var(" in one.value else one.value
        if value is None:  # it still overrides what was declared before
            styles.pop(one.name, None)
            continue
        for name, long in longhands(one.name, value):
            if long in GLOBAL and not (long == "initial" and name in ("color", "visibility", "font-size")):
                styles.pop(name, None)
            else:
                styles[name] = long
    return styles, variables


def _resolve(value: str, variables: Mapping[str, str]) -> str | None:
    for _ in range(_MOST_SUBSTITUTIONS):
        if (found := _VARIABLE.search(value)) is None:
            return value
        put = variables.get(found[1], found[2])
        if put is None or len(value) + len(put) > _LONGEST:
            return None
        value = value[: found.start()] + put.strip() + value[found.end() :]
    return None


def look_of(element: Any, styles: Mapping[str, str], variables: Mapping[str, str], above: Look) -> Look:
    """How *element* looks with *styles*, inside what looks like *above*."""
    size = font_size(styles["font-size"], above.size) if "font-size" in styles else above.size
    size = above.size if size is None else size
    ink = _ink(styles.get("color"), above.colour, above.colour)
    drawing = element.tag == "svg" or (above.drawing and element.tag != "foreignobject")
    fill = _ink(styles.get("fill"), above.fill, ink)
    letters = _ink(styles.get("-webkit-text-fill-color"), above.paint, ink)
    painted = above.painted or "-webkit-text-fill-color" in styles
    grounds = _grounds(styles, above.grounds, ink)
    if any("text" in styles.get(name, "") for name in ("background-clip", "-webkit-background-clip")):
        # The letters are cut out of the background; what it is made of may not be known.
        letters, painted = (grounds[0] if grounds and grounds != above.grounds else None), True
        grounds = above.grounds
    share = number(styles.get("opacity", "1"))
    indent = pixels(styles.get("text-indent", ""), size)
    spacing = pixels(styles.get("letter-spacing", ""), size)
    return Look(
        visible=styles["visibility"] in ("visible", "initial") if "visibility" in styles else above.visible,
        size=size,
        colour=ink or above.colour,
        fill=fill,
        drawing=drawing,
        paint=letters,
        painted=painted,
        grounds=grounds,
        opacity=above.opacity * min(max(1.0 if share is None else share, 0.0), 1.0),
        indented=above.indented if indent is None else indent < -FAR or indent > _FAR_RIGHT,
        squeezed=above.squeezed if spacing is None else spacing <= -size / 2,
        variables=variables,
    )


def _ink(value: str | None, above: Colour | None, current: Colour | None) -> Colour | None:
    if value is None:
        return above
    if value == "initial":
        return BLACK
    if value == "none":
        return Colour(0.0, 0.0, 0.0, 0.0)
    return current if value == "currentcolor" else colour(value)


def _grounds(styles: Mapping[str, str], above: tuple[Colour, ...], ink: Colour | None) -> tuple[Colour, ...]:
    flat = _ink(styles.get("background-color"), None, ink)
    if flat is not None and flat.alpha > 0:
        above = tuple(flat.over(one) for one in above or ((WHITE,) if flat.alpha == 1 else ()))
    picture = styles.get("background-image", "none")
    if "url(" in picture or "image" in picture:
        # Behind a picture a careful page gives a colour like it, for as long as it loads.
        return above if flat is not None and flat.alpha == 1 else ()
    if "gradient(" in picture:
        found = [
            one for name in _COLOURS.findall(picture.replace("gradient(", " ")) if (one := colour(name)) is not None
        ]
        return tuple(one.over(under) for one in found for under in above[:1])
    return above


def conceals(styles: Mapping[str, str], look: Look) -> bool:
    """Whether nothing is seen of an element and of all that is inside it."""
    return (
        styles.get("display") in ("none", "table-column", "table-column-group")
        or styles.get("content-visibility") == "hidden"
        or styles.get("mso-hide") == "all"
        or look.opacity <= _FAINTEST
        or any(number(share) == 0 for share in re.findall(r"opacity\(([^()]*)\)", styles.get("filter", "")))
        or _is_off_screen(styles, look.size)
        or _is_clipped(styles, look.size)
        or _is_flat(styles)
    )


def _is_off_screen(styles: Mapping[str, str], em: float) -> bool:
    sides = ["margin-left", "margin-top"]
    if styles.get("position", "static") != "static":
        sides += ["left", "top", "right", "bottom"]
    offsets = [pixels(styles[side], em, FAR) for side in sides if side in styles]
    for moved in (*_arguments(styles.get("transform", ""), "translate"), words(styles.get("translate", ""))):
        offsets += [pixels(part, em) for part in moved]
    return any(offset is not None and (offset < -FAR or offset > _FAR_RIGHT) for offset in offsets)


def _is_clipped(styles: Mapping[str, str], em: float) -> bool:
    cuts = any(
        word in ("hidden", "clip", "auto", "scroll")
        for name in ("overflow", "overflow-x", "overflow-y")
        for word in styles.get(name, "").split()
    )
    if cuts:
        for side in ("width", "height"):
            if (pixels(styles.get(f"min-{side}", "0"), em) or 0) > 1:
                continue
            sizes = (pixels(styles.get(name, ""), em, FAR) for name in (side, f"max-{side}"))
            if any(size is not None and size <= 1 for size in sizes):
                return True
        if number(styles.get("line-height", "1")) == 0 or pixels(styles.get("line-height", ""), em, em) == 0:
            return True
        if (pixels(styles.get("text-indent", ""), em, FAR) or 0) >= FAR:
            return True
    for edges in _arguments(styles.get("clip", ""), "rect"):
        cut = [pixels(edge, em) for edge in edges]
        if styles.get("position") in ("absolute", "fixed") and len(cut) == 4 and None not in cut:
            top, right, bottom, left = (edge or 0.0 for edge in cut)
            return right - left <= 1 or bottom - top <= 1
    return _is_cut_away(styles.get("clip-path", ""), em)


def _is_cut_away(path: str, em: float) -> bool:
    for edges in _arguments(path, "inset"):
        cut = [pixels(edge, em, FAR) or 0.0 for edge in edges[: edges.index("round") if "round" in edges else None]]
        if not 1 <= len(cut) <= 4:
            return False
        top, right, bottom, left = (cut[place] for place in FOUR_SIDES[len(cut)])
        return max(top + bottom, right + left) >= FAR
    for shape in ("circle", "ellipse"):
        for parts in _arguments(path, shape):
            return bool(parts) and pixels(parts[0], em, FAR) == 0
    for parts in _arguments(path, "polygon"):
        places = [pixels(part, em, FAR) for part in parts]
        across, down = set(places[::2]), set(places[1::2])
        return None not in places and min(len(across), len(down)) <= 1
    return False


def _is_flat(styles: Mapping[str, str]) -> bool:
    factors = [*_arguments(styles.get("transform", ""), "scale"), words(styles.get("scale", ""))]
    if any(abs(factor) <= _FAINTEST for parts in factors for part in parts if (factor := number(part)) is not None):
        return True
    for parts in _arguments(styles.get("transform", ""), "matrix"):
        first = [number(part) or 0.0 for part in parts]
        if len(first) == 6 and abs(first[0] * first[3] - first[1] * first[2]) <= _FAINTEST**2:
            return True
    return re.search(r"rotate[xy]\([-+]?(?:90|270)deg\)", styles.get("transform", "")) is not None


def _arguments(value: str, function: str) -> list[list[str]]:
    """The arguments of each *function*, or of one for an axis such as ``scaleX``, in *value*."""
    return [re.split(r"[\s,]+", found) for found in re.findall(rf"\b{function}(?:x|y|z|3d)?\(([^()]*)\)", value)]
