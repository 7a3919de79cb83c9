"""Taking out of a page what its own marks and style sheets hide from a reader.

The page is looked at as a browser on a desktop shows it when it is opened: scripts have not run, nothing was
clicked, nothing scrolled. What waits for a click behind ``<details>`` stays, because a page says there that it is
there; menus, overlays and text for screen readers alone go. Style sheets that would have to be fetched are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefing.hidden.characters import Shown, drop_invisible
from briefing.hidden.looks import DRAWINGS, Look, by_default, cascade, conceals, look_of
from briefing.hidden.selectors import TooManySteps
from briefing.hidden.sheets import Sheets, inline

# What no browser shows that runs scripts and knows the element; what stands in them is for those that do not.
_NEVER_SHOWN = frozenset(
    "template noscript noframes noembed iframe canvas video audio datalist title desc metadata defs symbol".split()
)
_NO_TEXT = frozenset("head script style".split())
# What takes the main text out of a page drops these, which Persian, Sinhala and others need; meanwhile letters of
# Lycian, which no report is written in, stand in for them.
_NEEDED = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060"
_STAND_INS = {ord(one): 0x10280 + place for place, one in enumerate(_NEEDED)}
_MEANT = {letter: one for one, letter in _STAND_INS.items()}


@dataclass(frozen=True)
class HiddenPassages:
    """The words of each passage that was hidden, and whether all the rules of the page were held against it."""

    passages: tuple[str, ...]
    whole: bool


def remove_hidden(tree: Any) -> HiddenPassages:
    """Empty in *tree* (lxml) what it hides from its readers, and say what that was, in the order of the page.

    Hidden are elements with ``hidden`` or ``aria-hidden="true"``, fallbacks such as ``<noscript>``, dialogs that
    are closed, and what is not displayed, not visible, transparent, of a size of no more than a pixel, of the colour
    of what is behind it, moved far off the page, clipped or scaled to nothing, by a ``style``, by an attribute or by
    the page's own style sheets. The page and its body are never hidden as a whole: scripts show them once they are
    loaded.
    """
    sheets = Sheets(tree)
    asked = True
    # What is hidden in one place, in pieces; a walk of its own, because a page may be nested thousands deep.
    places: list[list[str]] = []
    left: list[tuple[Any, Look, int | None]] = [(tree, Look(), None)]
    while left:
        element, above, place = left.pop()
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
            continue
        declared = by_default(element)
        if element.get("style"):
            declared += inline(element.get("style"))
        if asked:
            try:
                declared += sheets.rules.declared(element)
            except TooManySteps:
                asked = False
        look, gone = above, _is_marked(element)
        if declared or element.tag in DRAWINGS:
            styles, variables = cascade(declared, above.variables)
            look = look_of(element, styles, variables, above)
            gone = gone or conceals(styles, look)
        if element.tag in ("html", "body"):
            look, gone = look._replace(visible=True, opacity=1.0), False
        hides = gone or look.hides_words()
        if hides and place is None:
            place = len(places)
            places.append([])
        elif not hides:
            place = None
        if gone and place is not None:
            places[place].extend(_texts(element))
            element.clear(keep_tail=True)
            continue
        if place is not None:
            places[place].extend(_own_texts(element))
            _blank(element)
        left.extend((child, look, place) for child in reversed(element))
    found = (" ".join("".join(pieces).split()) for pieces in places)
    return HiddenPassages(tuple(filter(None, found)), sheets.whole and asked)


def _is_marked(element: Any) -> bool:
    return (
        element.tag in _NEVER_SHOWN
        or (element.tag == "object" and element.get("data") is not None)
        or element.get("aria-hidden", "").strip().lower() == "true"
    )


def _texts(element: Any) -> Iterator[str]:
    """The words in *element*, but for what is a program or a style sheet."""
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag not in _NO_TEXT and one.text:
            yield one.text
        if one is not element and one.tail:
            yield one.tail


def _own_texts(element: Any) -> Iterator[str]:
    yield from (text for text in (element.text, *(child.tail for child in element)) if text)


def _blank(element: Any) -> None:
    element.text = None
    for child in element:
        child.tail = None


def drop_unseen(tree: Any) -> list[Shown]:
    """Take the invisible characters out of the words in *tree* (lxml), by the rules of :func:`drop_invisible`.

    Those that belong to the writing are changed for letters that :func:`restore` changes back.
    """
    steps = []
    for element in tree.iter():
        if element.text and element.tag not in _NO_TEXT:
            steps.append(drop_invisible(element.text))
            element.text = steps[-1].text.translate(_STAND_INS)
        if element.tail:
            steps.append(drop_invisible(element.tail))
            element.tail = steps[-1].text.translate(_STAND_INS)
        if element.tag == "meta" and element.get("content"):  # a title may stand here
            element.set("content", element.get("content").translate(_STAND_INS))
    return steps


def restore(text: str) -> str:
    """*text* with the characters that :func:`drop_unseen` changed for letters."""
    return text if text.isascii() else text.translate(_MEANT)
