"""Which rules of a page's style sheets fit an element, at a cost that is bounded.

The selectors are read by cssselect2. They are matched here, because its own way, compiled Python, cannot be
stopped: a page that wants to keep its reader busy writes ten thousand rules over a hundred thousand elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cssselect2 import parser
from tinycss2.nth import parse_nth

_MOST_STEPS = 3_000_000
"""How often a selector may be held against an element, for a whole page: some seconds."""
_NESTED = 10
"""Steps that a selector within one, as in ``:not()``, counts for: what it takes, by the clock, of plain ones."""
_SHARPEST = (
    (parser.IDSelector, "id", "ident"),
    (parser.ClassSelector, "class", "class_name"),
    (parser.LocalNameSelector, "tag", "lower_local_name"),
)
_MOST_TOKENS = 150_000
"""Of the selectors of a whole page, those in brackets included: reading as many takes some seconds too."""
_LONG = 64
"""Characters of an attribute that are a step: a page may have tags with thousands of classes."""
_LONGEST = 120
"""Tokens of one selector; what is longer is not written by hand, nor by a generator of style sheets."""


# Who declared something, the weakest first. A layer is weaker than what stands in none, but for what is important.
BROWSER, ATTRIBUTE, LAYER, SHEET, IMPORTANT_LAYER, STYLE = range(6)


class Declared(NamedTuple):
    """One declaration as a cascade sorts it: of two that fit, the greater counts."""

    important: bool
    origin: int  # see the constants above
    specificity: tuple[int, int, int]
    order: int
    name: str
    value: str


class _Rule(NamedTuple):
    tree: Any
    declared: list[Declared]


class TooManySteps(Exception):
    """The page's style sheets ask for more than is done for one page."""


class Selectors:
    """Rules, filed under what the last part of their selector asks for.

    *tree* (lxml) is the page that they are for: most rules of a site are for others of its pages.
    """

    def __init__(self, tree: Any) -> None:
        elements = [element for element in tree.iter() if isinstance(element.tag, str)]
        self._there = {key for element in elements for key in _keys(element)}
        self._filed: dict[tuple[str, str], list[_Rule]] = {}
        self._steps = _MOST_STEPS
        self._tokens = _MOST_TOKENS
        self._order = 0
        self._places: dict[Any, dict[Any, tuple[int, int, int, int]]] = {}

    def add(self, prelude: Sequence[Any], declarations: Sequence[tuple[str, str, bool]], layered: bool) -> bool:
        """File a rule: the tokens before its block, and (name, value, important).

        Returns:
            False when one of its selectors is too long or too deep, or is one too many.
        """
        origins = (LAYER, IMPORTANT_LAYER) if layered else (SHEET, SHEET)
        first, self._order = self._order + 1, self._order + len(declarations)
        understood = True
        for tokens in split_list(prelude):
            self._tokens -= _size(tokens)
            if len(tokens) > _LONGEST or self._tokens < 0:
                understood = False
                continue
            try:
                (selector,) = parser.parse(tokens)
            except RecursionError:
                understood = False
                continue
            except (parser.SelectorError, AttributeError, TypeError):  # the last two are the library's, on nonsense
                continue
            if selector.pseudo_element is None and self._there.issuperset(_asked(selector.parsed_tree)):
                weight = selector.specificity
                declared = [
                    Declared(last, origins[last], weight, order, name, value)
                    for order, (name, value, last) in enumerate(declarations, first)
                ]
                self._filed.setdefault(next(_asked(selector.parsed_tree)), []).append(
                    _Rule(selector.parsed_tree, declared)
                )
        return understood

    def declared(self, element: Any) -> Iterator[Declared]:
        """What the rules that fit *element* (lxml) declare for it, in no order.

        Raises:
            TooManySteps: no more elements of this page can be asked for.
        """
        for key in _keys(element):
            for rule in self._filed.get(key, ()):
                if self._fits(element, rule.tree):
                    self._step(len(rule.declared))  # each is sorted, and read
                    yield from rule.declared

    def _fits(self, element: Any, tree: Any) -> bool:
        self._step()
        if isinstance(tree, parser.CombinedSelector):
            return self._fits(element, tree.right) and any(
                self._fits(other, tree.left) for other in _related(element, tree.combinator)
            )
        return all(self._is(element, simple) for simple in tree.simple_selectors)

    def _step(self, count: int = 1) -> None:
        self._steps -= count
        if self._steps < 0:
            raise TooManySteps

    def _is(self, element: Any, simple: Any) -> bool:
        match simple:
            case parser.LocalNameSelector():
                return bool(element.tag == simple.lower_local_name)
            case parser.ClassSelector():
                given = element.get("class", "")
                self._step(len(given) // _LONG)
                return simple.class_name in given.split()
            case parser.IDSelector():
                return bool(element.get("id") == simple.ident)
            case parser.AttributeSelector():
                self._step(len(element.get(simple.lower_name, "")) // _LONG)
                return _has_attribute(element, simple)
            case parser.NegationSelector():
                self._step(_NESTED)
                return not any(self._fits(element, other.parsed_tree) for other in simple.selector_list)
            case parser.MatchesAnySelector() | parser.SpecificityAdjustmentSelector():
                self._step(_NESTED)
                return any(self._fits(element, other.parsed_tree) for other in simple.selector_list)
            case parser.RelationalSelector():
                self._step(_NESTED)
                return any(self._has(element, other) for other in simple.selector_list)
            case parser.PseudoClassSelector():
                return self._is_state(element, simple.name)
            case parser.FunctionalPseudoClassSelector():
                self._step(_NESTED)
                return self._is_counted(element, simple)
        return False

    def _has(self, element: Any, relative: Any) -> bool:
        """``:has()``; what stands inside or after the element fits the selector that is left of it."""
        within = {" ": element.iterdescendants(), ">": iter(element)}
        found = within.get(relative.combinator) or element.itersiblings()
        for count, other in enumerate(found):
            if relative.combinator == "+" and count:
                break
            if isinstance(other.tag, str) and self._fits(other, relative.selector.parsed_tree):
                return True
        return False

    def _is_state(self, element: Any, name: str) -> bool:
        """The states that a page is in when it is opened; a pointer over it, or a focus, is none."""
        if name in ("root", "scope"):
            return element.getparent() is None
        if name in ("link", "any-link"):
            return element.tag in ("a", "area") and element.get("href") is not None
        if name == "empty":
            return len(element) == 0 and not element.text
        if name == "checked":
            return element.get("checked") is not None or element.get("selected") is not None
        if name in ("enabled", "disabled"):
            return (element.get("disabled") is not None) == (name == "disabled")
        wanted = {"first": (0,), "last": (1,), "only": (0, 1)}
        which, _, kind = name.partition("-")
        if which not in wanted or kind not in ("child", "of-type"):
            return False
        place = self._place(element)[2 * (kind == "of-type") :]
        return all(place[side] == 0 for side in wanted[which])

    def _is_counted(self, element: Any, simple: Any) -> bool:
        """``:nth-child()`` and its like, without ``of``, and ``:lang()``."""
        if simple.name == "lang":
            wanted = {token.value.lower() for token in simple.arguments if token.type in ("ident", "string")}
            spoken = next((one.get("lang") for one in _self_and_ancestors(element) if one.get("lang")), "")
            return spoken.lower() in wanted or spoken.lower().split("-")[0] in wanted
        places = {"nth-child": 0, "nth-last-child": 1, "nth-of-type": 2, "nth-last-of-type": 3}
        if simple.name not in places or (series := parse_nth(simple.arguments)) is None:
            return False
        every, first = series
        away = self._place(element)[places[simple.name]] + 1 - first
        return bool(away == 0 if every == 0 else away % every == 0 and away // every >= 0)

    def _place(self, element: Any) -> tuple[int, int, int, int]:
        """How many siblings stand before and after, and how many of them are of its kind."""
        parent = element.getparent()
        if parent is None:
            return 0, 0, 0, 0
        if (known := self._places.get(parent)) is None:
            children = [child for child in parent if isinstance(child.tag, str)]
            self._step(len(children))
            kinds: dict[str, int] = {}
            before = []
            for child in children:
                before.append(kinds.get(child.tag, 0))
                kinds[child.tag] = before[-1] + 1
            known = self._places[parent] = {
                child: (place, len(children) - place - 1, alike, kinds[child.tag] - alike - 1)
                for place, (child, alike) in enumerate(zip(children, before, strict=True))
            }
        return known[element]


def split_list(prelude: Sequence[Any]) -> Iterator[list[Any]]:
    """The selectors of a list: one that is not understood does not take the others with it."""
    part: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _size(tokens: Sequence[Any]) -> int:
    """How many tokens there are, with those in brackets."""
    return sum(1 + _size(getattr(token, "arguments", ())) for token in tokens)


def _keys(element: Any) -> set[tuple[str, str]]:
    """What an element offers to selectors."""
    return {("id", element.get("id", "")), ("tag", element.tag), ("any", "")} | {
        ("class", name) for name in element.get("class", "").split()
    }


def _asked(tree: Any) -> Iterator[tuple[str, str]]:
    """What a selector asks of an element and of those around it; the sharpest of what it asks of the element first."""
    while True:
        compound = tree.right if isinstance(tree, parser.CombinedSelector) else tree
        for kind, key, name in _SHARPEST:
            yield from ((key, getattr(one, name)) for one in compound.simple_selectors if isinstance(one, kind))
        yield "any", ""
        if compound is tree:
            return
        tree = tree.left


def _related(element: Any, combinator: str) -> Iterator[Any]:
    if combinator == " ":
        yield from element.iterancestors()
    elif combinator == ">":
        if (parent := element.getparent()) is not None:
            yield parent
    else:
        for sibling in element.itersiblings(preceding=True):
            if isinstance(sibling.tag, str):
                yield sibling
                if combinator == "+":
                    return


def _self_and_ancestors(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _has_attribute(element: Any, simple: Any) -> bool:
    if (given := element.get(simple.lower_name)) is None:
        return False
    if simple.operator is None:
        return True
    wanted = simple.value
    if simple.case_sensitive is False:
        given, wanted = given.lower(), wanted.lower()
    match simple.operator:
        case "=":
            return bool(given == wanted)
        case "~=":
            return wanted in given.split()
        case "|=":
            return bool(given == wanted or given.startswith(f"{wanted}-"))
        case "^=":
            return bool(wanted and given.startswith(wanted))
        case "$=":
            return bool(wanted and given.endswith(wanted))
    return bool(wanted and wanted in given)
