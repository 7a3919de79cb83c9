"""What a person would not see of a text or a page, and taking it out.

A source is only what a reader would see of it: what is hidden could be quoted, and nobody could check the
quote by looking. In a text these are characters without a picture that carry a message or turn the order
of what is shown. In a page they are elements that the page itself hides. The rules are those of
:func:`drop_invisible` and :func:`remove_hidden`; what a style sheet hides through a class is not seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_WIDTHLESS = "\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# The flags of regions are a black flag, its region in tag characters, and the tag that ends them.
_NEVER = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    "|[\U000e0000-\U000e007f\u202a-\u202e\u2066-\u2069]"
)
# One such character is orthography (Persian, Indic, emoji) and two are an accident; no writing has three in a row.
_CARRIERS = re.compile(f"[{_WIDTHLESS}{_SELECTORS}]{{3,}}|[{_SELECTORS}]{{2,}}")
_VISIBLE = re.compile(f"[^\\s{_WIDTHLESS}{_SELECTORS}\U000e0000-\U000e007f\u202a-\u202e\u2066-\u2069]")


def drop_invisible(text: str) -> tuple[str, int]:
    """*text* without the characters that only a machine would read, and how many those were.

    Dropped are tag characters outside a well-formed flag, the signs that embed, override or isolate a
    direction, three or more characters without width in a row, and two or more variation selectors in a
    row. A single joiner or non-joiner is orthography and stays.
    """
    if text.isascii():
        return text, 0
    # In this order: signs between the characters of a carrier must not hide that it is one.
    shown = _CARRIERS.sub("", _NEVER.sub(lambda match: match[1] or "", text))
    return shown, len(text) - len(shown)


def has_visible(text: str) -> bool:
    """Whether *text* has a character that a person would see."""
    return _VISIBLE.search(text) is not None


# Pages.

_Styles = dict[str, str]
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)")
_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_NAMED = {"white": "#ffffff", "black": "#000000", "rgb(255,255,255)": "#ffffff", "rgb(0,0,0)": "#000000"}
_OFF_SCREEN = -999.0


def remove_hidden(tree: Any) -> tuple[int, int]:
    """Empty in *tree* (lxml) what its own marks hide; the passages with words in them, and their characters.

    These are elements with ``hidden`` or ``aria-hidden="true"``, ``<template>`` and ``<noscript>``, and those
    whose ``style`` attribute says ``display:none``, ``visibility:hidden``, ``opacity:0``, ``font-size:0`` (but for
    what is in a size again inside), a colour that is the background's, or a place far off the screen. The page
    and its body are never hidden as a whole: scripts show them once they are loaded.
    """
    passages = characters = 0
    # A walk of its own, because a page may be nested thousands deep: every element is visited once.
    left = [(tree, False)]
    while left:
        element, tiny = left.pop()
        if not isinstance(element.tag, str) or element.tag in ("head", "script", "style"):
            continue
        styles = _styles(element)
        if element.tag not in ("html", "body") and _is_hidden(element, styles):
            gone = _length(element.itertext())
            element.clear(keep_tail=True)
        else:
            tiny = _is_zero(styles["font-size"]) if "font-size" in styles else tiny
            gone = _blank(element) if tiny else 0
            left.extend((child, tiny) for child in element)
        passages += gone > 0
        characters += gone
    return passages, characters


def _length(texts: Iterable[str]) -> int:
    """The characters of *texts* together, white space in a row counted once."""
    return len(" ".join("".join(texts).split()))


def _blank(element: Any) -> int:
    """Empty *element* of its own words, not of what is in the elements inside; how many characters they were."""
    gone = _length([element.text or "", *(child.tail or "" for child in element)])
    element.text = None
    for child in element:
        child.tail = None
    return gone


def _styles(element: Any) -> _Styles:
    # A comment is cut off first: it could stand inside any word that is looked for.
    text = re.sub(r"/\*.*?(?:\*/|\Z)", "", element.get("style", ""), flags=re.DOTALL).lower()
    declared = (part.partition(":") for part in text.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in declared}


def _is_hidden(element: Any, styles: _Styles) -> bool:
    if element.tag in ("template", "noscript") or element.get("hidden") is not None:
        return True
    return (
        element.get("aria-hidden", "").strip().lower() == "true"
        or styles.get("display") == "none"
        or styles.get("visibility") in ("hidden", "collapse")
        or _is_zero(styles.get("opacity", "1"))
        or _is_off_screen(styles)
        or _is_invisible_ink(styles)
    )


def _number(value: str) -> float | None:
    return float(found[0]) if (found := _NUMBER.match(value)) else None


def _is_zero(value: str) -> bool:
    return _number(value) == 0


def _is_off_screen(styles: _Styles) -> bool:
    if (_number(styles.get("text-indent", "")) or 0) < _OFF_SCREEN:
        return True
    offsets = (_number(styles.get(side, "")) for side in ("left", "top"))
    return styles.get("position") in ("absolute", "fixed") and any((offset or 0) < _OFF_SCREEN for offset in offsets)


def _is_invisible_ink(styles: _Styles) -> bool:
    ink = _colour(styles.get("color", ""))
    if not ink or any("background-clip" in name for name in styles):  # letters cut out of a picture are seen
        return False
    grounds = {_colour(styles.get(name, "")) for name in ("background", "background-color")}
    return ink == "transparent" or ink in grounds


def _colour(value: str) -> str:
    """One spelling for each colour; of a background, which may go on with a picture, the first part."""
    value = re.sub(r"\s*([(),])\s*", r"\1", value).split(" ")[0]
    value = _HEX.sub(r"#\1\1\2\2\3\3", value) if len(value) == 4 else value
    return _NAMED.get(value, value)
