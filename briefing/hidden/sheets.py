"""The style sheets that stand in a page: which of their rules count, in a browser on a desktop.

Read are ``<style>`` elements, linked sheets that the link itself holds (``data:``), nested rules, layers and
conditions. Sheets that would have to be fetched are not; nor are containers, scopes and animations.
"""

from __future__ import annotations

import base64
import binascii
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import tinycss2

from briefing.hidden.selectors import STYLE, Declared, Selectors, split_list
from briefing.hidden.values import HEIGHT, READ, WIDTH, pixels

_MOST_CHARACTERS = 2_000_000
_MOST_RULES = 20_000
_DEEPEST = 8
_LONGEST = 4000
"""Characters of the selectors around a nested rule: each level may double them."""
_MEASURED = {
    "width": WIDTH, "height": HEIGHT, "device-width": WIDTH, "device-height": HEIGHT, "aspect-ratio": WIDTH / HEIGHT,
    "resolution": 1, "-webkit-device-pixel-ratio": 1, "color": 8, "monochrome": 0, "color-index": 0,
}  # fmt: skip
_DESKTOP = {
    "orientation": "landscape", "prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference", "forced-colors": "none", "hover": "hover", "any-hover": "hover",
    "pointer": "fine", "any-pointer": "fine", "scripting": "enabled", "display-mode": "browser", "update": "fast",
}  # fmt: skip
_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}


class Sheets:
    """The rules of a page *tree* (lxml); *whole* is false when there was more of them than is read."""

    def __init__(self, tree: Any) -> None:
        self.rules = Selectors(tree)
        self.whole = True
        self._left = _MOST_RULES
        room = _MOST_CHARACTERS
        for text in _own_sheets(tree):
            self.whole = self.whole and len(text) <= room
            self._read(tinycss2.parse_stylesheet(text[:room], skip_comments=True, skip_whitespace=True))
            room = max(0, room - len(text))

    def _read(self, nodes: Iterable[Any], parent: str = "", layered: bool = False, depth: int = 0) -> None:
        for node in nodes:
            if node.type not in ("qualified-rule", "at-rule") or node.content is None:
                continue
            self._left -= 1
            if self._left < 0 or depth > _DEEPEST:
                self.whole = False
                return
            try:
                self._read_rule(node, parent, layered, depth)
            except RecursionError:  # the library's, in brackets within brackets, a thousand deep
                self.whole = False

    def _read_rule(self, node: Any, parent: str, layered: bool, depth: int) -> None:
        if node.type == "at-rule":
            if not _applies(node.lower_at_keyword, tinycss2.serialize(node.prelude).strip().lower()):
                return
            selectors, prelude = parent, tinycss2.parse_component_value_list(parent)
            layered = layered or node.lower_at_keyword == "layer"
        else:
            prelude = node.prelude
            if parent:
                selectors = _nested(parent, prelude)
                prelude = tinycss2.parse_component_value_list(selectors)
        inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        if prelude and (declared := declarations(inner)):
            self.whole = self.rules.add(prelude, declared, layered) and self.whole
        if any(other.type in ("qualified-rule", "at-rule") for other in inner):
            around = selectors if parent or node.type == "at-rule" else tinycss2.serialize(prelude)
            if len(around) > _LONGEST:
                self.whole = False
            else:
                self._read(inner, around, layered, depth + 1)


def declarations(nodes: Iterable[Any]) -> list[tuple[str, str, bool]]:
    """What of a block's contents is looked at: name, value in lower case, whether it is important."""
    return [
        (name, _value(node.value), node.important)
        for node in nodes
        if node.type == "declaration" and ((name := node.lower_name) in READ or name.startswith("--"))
    ]


@lru_cache(4096)
def inline(style: str) -> tuple[Declared, ...]:
    """What a ``style`` attribute declares."""
    try:
        found = declarations(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))
    except RecursionError:
        return ()
    return tuple(Declared(last, STYLE, (0, 0, 0), order, *rest) for order, (*rest, last) in enumerate(found))


def _value(tokens: Sequence[Any]) -> str:
    # A comment could stand inside any value that is looked for.
    text = re.sub(r"/\*.*?\*/", " ", tinycss2.serialize(tokens), flags=re.DOTALL)
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(text.split())).lower()


def _nested(parent: str, prelude: Sequence[Any]) -> str:
    """The selectors of a rule that stands in another's block (CSS Nesting 1): ``&`` is the one around."""
    parts = []
    for part in split_list(prelude):
        text = tinycss2.serialize(part).strip()
        parts.append(text.replace("&", f":is({parent})") if "&" in text else f":is({parent}) {text}")
    return ",".join(parts)


def _own_sheets(tree: Any) -> Iterator[str]:
    """The text of the style sheets in *tree* (lxml) that a browser with scripts would apply to the screen."""
    for element in tree.iter("style", "link"):
        media, kind = element.get("media", "").lower(), element.get("type", "text/css").strip().lower()
        if not _for_screen(media) or kind not in ("", "text/css"):
            continue
        if any(other.tag in ("noscript", "template") for other in element.iterancestors()):
            continue
        if element.tag == "style":
            yield element.text or ""
        elif "stylesheet" in element.get("rel", "").lower().split():
            yield _held(element.get("href", ""))


def _held(address: str) -> str:
    """The sheet that an address is made of (RFC 2397); nothing for one that names a place."""
    found = re.match(r"\s*data:([^,]*),", address, re.IGNORECASE)
    if not found:
        return ""
    content = unquote(address[found.end() :])
    if not found[1].lower().endswith(";base64"):
        return content
    try:
        return base64.b64decode(content).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _applies(keyword: str, condition: str) -> bool:
    if keyword == "media":
        return _for_screen(condition)
    if keyword == "supports":
        return not condition.startswith("not")
    return keyword == "layer"


def _for_screen(media: str) -> bool:
    """Whether a list of media queries fits a browser's window on a desktop; an empty one does."""
    return any(_fits(query.strip()) for query in media.split(","))


def _fits(query: str) -> bool:
    negated = query.startswith("not ")
    query = re.sub(r"^(?:not|only)\s+", "", query)
    kind = re.match(r"[a-z-]*", query)
    features = [_is_so(feature.strip()) for feature in re.findall(r"\(([^()]*)\)", query)]
    met = (any if " or " in query else all)(features) if features else True
    return (met and kind is not None and kind[0] in ("", "all", "screen")) != negated


def _is_so(feature: str) -> bool:
    name, colon, value = (part.strip() for part in feature.partition(":"))
    if colon:
        bound, dash, measured = name.partition("-")
        if name.startswith("-webkit-m"):
            bound, dash, measured = name[8:11], "-", f"-webkit-{name[12:]}"
        if dash and bound in ("min", "max") and measured in _MEASURED:
            limit = _amount(value)
            return limit is not None and (limit - _MEASURED[measured]) * (1 if bound == "max" else -1) >= 0
        if name in _MEASURED:
            return _amount(value) == _MEASURED[name]
        return _DESKTOP.get(name) == value
    parts = [part.strip() for part in re.split(r"([<>]=?|=)", feature)]
    if len(parts) > 1:
        amounts = [_amount(part) for part in parts[::2]]
        return all(
            one is not None and other is not None and _COMPARE[sign](one, other)
            for (one, other), sign in zip(pairwise(amounts), parts[1::2], strict=True)
        )
    return name in _DESKTOP or bool(_MEASURED.get(name))


def _amount(value: str) -> float | None:
    if value in _MEASURED:
        return _MEASURED[value]
    if found := re.fullmatch(r"(\d+\.?\d*)\s*(/\s*\d+|dpi|dppx|x|dpcm)?", value):
        unit = found[2] or ""
        if unit.startswith("/"):
            return float(found[1]) / (float(unit[1:]) or 1)
        return float(found[1]) / {"dpi": 96, "dpcm": 96 / 2.54}.get(unit, 1)
    return pixels(value, 16)
