"""Sentences of different reports that cannot both be right: the same thing told with another number.

Two sentences tell the same thing when both count the same noun and share most of their other words. What is left out by
that costs a reader nothing; a false alarm costs trust. So approximate counts, dates and money in different currencies
are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import regex

from briefing.extract.reading import Passage

MAX_CONTRADICTIONS = 8
_ALIKE = 0.5
"""Of the words of both sentences together, the part that both have."""
_FEWEST_WORDS = 4
_COUNTED = regex.compile(
    r"(?<![\p{N}.,$€£/–-])(?P<number>\p{N}{1,3}(?:,\p{N}{3})+|\p{N}{1,6})\s+"
    r"(?:\p{Ll}[\p{L}-]*\s+){0,2}?(?P<noun>\p{Ll}[\p{L}-]{2,})"
)
_ABOUT = regex.compile(
    r"\b(?:about|around|some|nearly|almost|over|more than|at least|up to|fewer than|less than)\s+$", regex.I
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december percent per years days "
    "hours minutes months weeks".split()
)
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
_EMPTY = frozenset(
    "a an the of in on at to by for from with and or as is are was were be been it its that this their his her had "
    "has have after before said who which".split()
)


def contradicting(passages: Sequence[Passage]) -> list[tuple[Passage, Passage]]:
    """Pairs of *passages*, of two sources each, that count the same thing otherwise; the most alike first."""
    by_noun: dict[str, list[tuple[Passage, str, frozenset[str]]]] = {}
    for passage in passages:
        for noun, number in _counts(passage.text):
            by_noun.setdefault(noun, []).append((passage, number, _words(passage.text, noun)))
    found: dict[frozenset[str], tuple[float, Passage, Passage]] = {}  # by their words: a copy contradicts nobody anew
    for told in by_noun.values():
        numbers: dict[tuple[str, int], set[str]] = {}
        for passage, number, _ in told:
            numbers.setdefault((passage.source, passage.order), set()).add(number)
        for (one, first, words), (other, second, others) in combinations(told, 2):
            both, places = frozenset((one.text, other.text)), ((one.source, one.order), (other.source, other.order))
            # A sentence that gives both numbers tells of a change, and contradicts nobody.
            if one.source == other.source or numbers[places[0]] & numbers[places[1]] or first == second:
                continue
            score = len(words & others) / max(len(words | others), 1)
            if score >= _ALIKE and len(words & others) >= _FEWEST_WORDS and score > found.get(both, (0.0,))[0]:
                found[both] = (score, one, other)
    ranked = sorted(found.values(), key=lambda pair: -pair[0])
    return [(one, other) for _, one, other in ranked[:MAX_CONTRADICTIONS]]


def _counts(text: str) -> Iterator[tuple[str, str]]:
    """What *text* counts, and the number."""
    for counted in _COUNTED.finditer(text):
        noun = _singular(counted["noun"])
        if counted["noun"] not in _MONTHS and not _ABOUT.search(text[: counted.start()]):
            yield noun, counted["number"].replace(",", "")


def _words(text: str, noun: str) -> frozenset[str]:
    """The words of *text* that carry meaning, but for what is counted."""
    words = (_singular(found[0].lower()) for found in _WORD.finditer(text))
    return frozenset(word for word in words if word not in _EMPTY and word != noun)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
