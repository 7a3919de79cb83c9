"""Collective actors without a name of their own: the junta, the Russian government, Niger's army."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.extract import words as w
from briefing.extract.reading import Passage

_GOVERNMENT = frozenset(
    "government junta army military police parliament authorities presidency ministry cabinet regime navy gendarmerie "
    "legislature judiciary kremlin".split()
)
_ARMED = frozenset("rebels militias insurgents jihadists gangs".split())
_OTHER = {"opposition": "group", "protesters": "group", "separatists": "armed_group"}
_PAIRS = {("armed", "forces"), ("security", "forces"), ("central", "bank"), ("supreme", "court"), ("ruling", "party")}
_COUNTABLE = frozenset("government junta army military regime legislature judiciary cabinet presidency navy".split())
_MODIFIERS = frozenset(
    "military ruling transitional interim caretaker coalition federal central national civilian foreign defense "
    "defence interior finance health justice energy trade economy education oil agriculture environment labor armed "
    "security supreme new current former provisional".split()
)
_ADJECTIVE = re.compile(r"(?:ian|ean|an|ese|ish|ench|utch|[aeiou]i|ic|eek|iss|ot)$")
_SPECIAL_OWNERS = frozenset("French Greek Swiss Thai Czech Welsh Scots U.S. US UK U.K. EU UN".split())


_SOMEBODYS = frozenset("his her its their our my your whose".split())


@dataclass(frozen=True, slots=True)
class Body:
    """A collective actor in a passage: the indices of its words, its kind, and whether its owner is said."""

    first: int
    last: int
    kind: str
    owned: bool


def bodies_in(passage: Passage) -> Iterator[Body]:
    """The collective actors of *passage*, an owner before them included: *Russia's defense ministry*."""
    tokens = passage.tokens
    for index, token in enumerate(tokens):
        word = token.text
        pair = (tokens[index - 1].text, word) if index else ("", word)
        kind = _kind(word, pair)
        if kind is None or not _stands_alone(passage, index):
            continue
        first = index - 1 if pair in _PAIRS else index
        while first and tokens[first - 1].text in _MODIFIERS and _adjacent(passage, first - 1):
            first -= 1
        if word == "ministry" and first > 1 and first == index and tokens[first - 1].text.islower():
            # Of what it is a ministry, no list holds whole: "Portugal's fisheries ministry".
            first -= tokens[first - 1].text not in w.DETERMINERS | w.PREPOSITIONS
        before = tokens[first - 1] if first else None
        owned = False
        if before is not None and _adjacent(passage, first - 1):
            country = before.possessive and before.capital
            adjective = before.capital and (_ADJECTIVE.search(before.text) or before.text in _SPECIAL_OWNERS)
            # "the Soviet army": a capital that no sentence begins with is an owner, known or not.
            unknown = before.capital and first > 1
            if unknown and word in _ARMED and not (country or adjective):
                continue  # "Northern Front rebels": the name is a name
            owned = bool(country or adjective or unknown) and before.text.lower() not in w.OPENERS
            if not owned and (before.possessive or before.text.lower() in _SOMEBODYS):
                continue  # "the country's military": whose, only the reader knows
        if not owned and not _introduced(passage, first, word):
            continue
        if word == "ministry" and first == index and not owned:
            continue  # which one is not said
        yield Body(_owner(passage, first) if owned else first, index, kind, owned)


def _introduced(passage: Passage, first: int, word: str) -> bool:
    """Whether a bare noun begins its phrase: *the regime* and *police*, not *border regime* or *local authorities*."""
    before = passage.tokens[first - 1].text.lower() if first else ""
    if word in _COUNTABLE:
        return before in w.DETERMINERS
    functional = w.DETERMINERS | w.PREPOSITIONS | w.CONJUNCTIONS | w.ADVERBS
    return first == 0 or before in functional or w.is_verb(before) or not _adjacent(passage, first - 1)


def _kind(word: str, pair: tuple[str, str]) -> str | None:
    if word in _GOVERNMENT or pair in _PAIRS:
        return "organisation" if pair == ("ruling", "party") else "government"
    return "armed_group" if word in _ARMED else _OTHER.get(word)


def _adjacent(passage: Passage, left: int) -> bool:
    tokens = passage.tokens
    gap = passage.text[tokens[left].end : tokens[left + 1].start]
    return gap.removeprefix("'s").removeprefix("’s").removeprefix("'").removeprefix("’").strip() == ""


def _owner(passage: Passage, first: int) -> int:
    """Where the owner before *first* begins: one word, or more when they are capitals: *Burkina Faso's*."""
    begin = first - 1
    tokens = passage.tokens
    while begin and tokens[begin - 1].capital and _adjacent(passage, begin - 1) and not tokens[begin - 1].possessive:
        if tokens[begin - 1].text.lower() in w.OPENERS:
            break
        begin -= 1
    return begin


def _stands_alone(passage: Passage, index: int) -> bool:
    """Whether the noun is the head of its phrase: *the military said*, not *military cooperation*."""
    tokens = passage.tokens
    if index + 1 >= len(tokens) or passage.text[tokens[index].end : tokens[index + 1].start].strip():
        return not tokens[index].possessive
    following = tokens[index + 1].text.lower()
    return (
        w.is_verb(following)
        or following in w.PREPOSITIONS
        or following in w.CONJUNCTIONS
        or following in w.ADVERBS
        or following in w.DETERMINERS
    )
