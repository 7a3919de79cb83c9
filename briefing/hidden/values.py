"""The values of style sheets that decide whether text is seen: colours, lengths, and shorthands for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from tinycss2 import color5

WIDTH, HEIGHT = 1280, 800
"""Pixels of the window that a page is taken to be read in: a desktop's, since that is what an analyst sits at."""
FAR = 999
"""Pixels to the left of or above the page from which nothing is seen."""

_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 2.4 / 2.54}
_PIXELS |= {f"{kind}vw": WIDTH / 100 for kind in ("", "s", "l", "d")}
_PIXELS |= {f"{kind}vh": HEIGHT / 100 for kind in ("", "s", "l", "d")}
_PIXELS |= {"vmin": HEIGHT / 100, "vmax": WIDTH / 100, "rem": 16.0}
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(%|[a-z]*)")
_PARTS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:%|[a-z]*)|[-+*/()]")
_MOST_PARTS = 60
_DISPLAYS = frozenset(
    "none contents block inline inline-block flow flow-root flex inline-flex grid inline-grid list-item run-in ruby "
    "table inline-table table-row table-cell table-row-group table-header-group table-footer-group table-caption "
    "table-column table-column-group ruby-text ruby-base -webkit-box -webkit-inline-box -webkit-flex -ms-flexbox "
    "-ms-grid math".split()
)
_BOX = ("top", "right", "bottom", "left")
FOUR_SIDES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
"""Which of one to four values stands for the top, the right, the bottom and the left."""
GLOBAL = ("inherit", "initial", "unset", "revert", "revert-layer")


class Colour(NamedTuple):
    """Red, green, blue and opacity, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float

    def over(self, ground: Colour) -> Colour:
        """What is seen of it before *ground*, which is opaque."""
        red, green, blue = (
            one * self.alpha + other * (1 - self.alpha) for one, other in zip(self[:3], ground[:3], strict=True)
        )
        return Colour(red, green, blue, 1.0)

    @property
    def luminance(self) -> float:
        """How bright it is (WCAG 2, relative luminance)."""
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in self[:3]]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


WHITE = Colour(1.0, 1.0, 1.0, 1.0)
BLACK = Colour(0.0, 0.0, 0.0, 1.0)


@lru_cache(4096)
def is_unreadable(ink: Colour, ground: Colour) -> bool:
    """Whether nobody would see *ink* on *ground*: a contrast under 1.1 (WCAG asks for 4.5), and of one hue."""
    seen = ink.over(ground)
    bright, dark = sorted((seen.luminance, ground.luminance), reverse=True)
    apart = max(abs(one - other) for one, other in zip(seen[:3], ground[:3], strict=True))
    return (bright + 0.05) / (dark + 0.05) < 1.1 and apart < 0.15


@lru_cache(4096)
def colour(value: str) -> Colour | None:
    """The colour that *value* names; ``None`` for what is none, or depends on the element."""
    try:
        found = color5.parse_color(value)
        if found is None or isinstance(found, str):
            return None
        if found.space in ("oklab", "oklch", "lab", "lch"):
            light = found.to("xyz-d65" if found.space.startswith("ok") else "xyz-d50").coordinates[1]
            # Bright as it is, but grey: what is compared is how bright colours are.
            grey = light * 12.92 if light <= 0.0031308 else 1.055 * max(light, 0.0) ** (1 / 2.4) - 0.055
            parts = [grey] * 3
        else:
            parts = [part or 0.0 for part in found.to("srgb").coordinates]
    except (ValueError, ArithmeticError, NotImplementedError, AssertionError, TypeError):  # the library's, on nonsense
        return None
    red, green, blue = (min(max(part, 0.0), 1.0) for part in parts)
    return Colour(red, green, blue, found.alpha)


def number(value: str) -> float | None:
    """*value* as a plain number, or a share: 50 % is 0.5."""
    if value.startswith("calc("):
        return _calculated(value, 0.0, 1.0)
    found = _NUMBER.fullmatch(value)
    if found is None or found[2] not in ("", "%"):
        return None
    return float(found[1]) / (100 if found[2] else 1)


def pixels(value: str, em: float, whole: float = 0.0) -> float | None:
    """*value* in pixels, where *em* is the size of the letters and *whole* is 100 %; ``None`` for what is no length."""
    if value.startswith("calc("):
        return _calculated(value, em, whole)
    if (found := _NUMBER.fullmatch(value)) is None:
        return None
    amount, unit = float(found[1]), found[2]
    if not unit:
        return 0.0 if amount == 0 else None
    if unit == "%":
        return amount / 100 * whole
    if unit in ("em", "ic"):
        return amount * em
    if unit in ("ex", "ch"):
        return amount * em / 2
    return amount * _PIXELS[unit] if unit in _PIXELS else None


def _calculated(value: str, em: float, whole: float) -> float | None:
    """Sums and products, in brackets or not (CSS Values 4, section 10); ``None`` for what is no such thing."""
    value = value.replace("calc(", "(")
    parts = _PARTS.findall(value)
    if "".join(parts) != "".join(value.split()) or len(parts) > _MOST_PARTS:
        return None
    left = parts[::-1]
    try:
        amount = _sum(left, em, whole)
    except (ValueError, IndexError, ArithmeticError):
        return None
    return None if left else amount


def _sum(left: list[str], em: float, whole: float) -> float:
    amount = _product(left, em, whole)
    while left and left[-1] in ("+", "-"):
        sign = 1 if left.pop() == "+" else -1
        amount += sign * _product(left, em, whole)
    return amount


def _product(left: list[str], em: float, whole: float) -> float:
    amount = _factor(left, em, whole)
    while left and left[-1] in ("*", "/"):
        amount = amount * _factor(left, em, whole) if left.pop() == "*" else amount / _factor(left, em, whole)
    return amount


def _factor(left: list[str], em: float, whole: float) -> float:
    part = left.pop()
    if part != "(":
        size = pixels(part, em, whole)
        return float(part) if size is None else size
    amount = _sum(left, em, whole)
    if left.pop() != ")":
        raise ValueError(part)
    return amount


def font_size(value: str, inherited: float) -> float | None:
    """The size of letters in pixels."""
    if value in _SIZES:
        return float(_SIZES[value])
    if value in ("smaller", "larger"):
        return inherited * (1.2 if value == "larger" else 1 / 1.2)
    size = pixels(value, inherited, inherited)
    return size if size is None or size >= 0 else None


def words(value: str) -> list[str]:
    """*value* split at white space outside parentheses."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", value)


@lru_cache(8192)
def longhands(name: str, value: str) -> tuple[tuple[str, str], ...]:
    """The declarations that ``name: value`` stands for; none when a browser would pass over it as nonsense."""
    if value in GLOBAL:
        return tuple((long, value) for long in _GROUPS.get(name, (name,)))
    if name == "background":
        return _background(value)
    if name == "font":
        sizes = [word.split("/")[0] for word in words(value)]
        size = next((word for word in sizes if word in _SIZES or pixels(word, 1, 1) is not None), None)
        return (("font-size", size),) if size else ()
    if name in ("inset", "margin") and 1 <= len(parts := words(value)) <= 4:
        sides = zip(_GROUPS[name], FOUR_SIDES[len(parts)], strict=True)
        return tuple((long, parts[side]) for long, side in sides)
    return ((name, value),) if name not in _VALID or _VALID[name](value) else ()


def _background(value: str) -> tuple[tuple[str, str], ...]:
    ground = next((word for word in reversed(words(value)) if colour(word)), "transparent")
    return ("background-color", ground), ("background-image", value if _is_picture(value) else "none")


def _is_picture(value: str) -> bool:
    return "url(" in value or "gradient(" in value or "image(" in value or "image-set(" in value


def _is_length(value: str) -> bool:
    return value == "auto" or value == "none" or "(" in value or pixels(value, 1, 1) is not None


def _is_colour(value: str) -> bool:
    return value == "currentcolor" or colour(value) is not None


_VALID: Mapping[str, Callable[[str], bool]] = {
    "display": lambda value: all(word in _DISPLAYS for word in value.split()) and bool(value),
    "visibility": lambda value: value in ("visible", "hidden", "collapse"),
    "content-visibility": lambda value: value in ("visible", "hidden", "auto"),
    "position": lambda value: value in ("static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"),
    "opacity": lambda value: number(value) is not None,
    "color": _is_colour,
    "-webkit-text-fill-color": _is_colour,
    "fill": lambda value: value == "none" or "url(" in value or _is_colour(value),
    "background-color": _is_colour,
    "font-size": lambda value: font_size(value, 16) is not None,
    **dict.fromkeys((*_BOX, "width", "height", "max-width", "max-height", "text-indent"), _is_length),
    **dict.fromkeys(("margin-left", "margin-top", "letter-spacing", "line-height"), lambda value: bool(value)),
}
_GROUPS = {
    "background": ("background-color", "background-image"),
    "font": ("font-size",),
    "inset": _BOX,
    "margin": tuple(f"margin-{side}" for side in _BOX),
}
READ = frozenset(_VALID) | frozenset(_GROUPS)
READ |= frozenset(
    "background-image background-clip -webkit-background-clip overflow overflow-x overflow-y min-width min-height clip "
    "clip-path transform scale translate filter mso-hide".split()
)
"""The properties that are looked at."""
