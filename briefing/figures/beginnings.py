"""The words of a text with which a figure may begin: most texts have none, and need not be read to tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from briefing.figures.calendar import LANGUAGES
from briefing.figures.counting import roman_forms
from briefing.figures.dates import words_of_months
from briefing.figures.fractions import DENOMINATORS
from briefing.figures.lexicon import lexicon, may_have_compound, number_word
from briefing.figures.periods import LAST, SPANS, words_of_periods
from briefing.figures.spelled import SINGULAR, words_along_the_way
from briefing.figures.units import DURATIONS, UNITS


def beginnings(words: Sequence[str]) -> frozenset[str]:
    """Those of *words*, in the form of the tables and in order, with which a figure may begin in some language.

    There may be too many of them, such as a Roman numeral in small letters; none is missing, since every reader of a
    word asks one of these tables for the word that it begins with.
    """
    different = frozenset(words)
    found = different & _alone()
    before = _before()
    if not different.isdisjoint(before):
        found |= {one for one, other in pairwise(words) if one in before and other in before[one]}
    if may_have_compound(" ".join(different)):
        found |= {word for word in different if may_have_compound(word)}
    return found


@cache
def idle(language: str) -> frozenset[str]:
    """Words that begin figures of other languages, and none in a text in *language*."""
    used = _in_any_language() | words_of_months(language) | frozenset(DENOMINATORS)
    return frozenset(word for word in _alone() - used if number_word(word, language) is None)


@cache
def _alone() -> frozenset[str]:
    """Words that may begin a figure whatever follows them."""
    return _in_any_language().union(lexicon(), *map(words_of_months, LANGUAGES))


@cache
def _in_any_language() -> frozenset[str]:
    return words_of_periods() | words_along_the_way() | roman_forms()


@cache
def _before() -> dict[str, frozenset[str]]:
    """Words that begin a figure only before some others, with those: a year, last month, mois dernier."""
    spans = frozenset(word for word, unit in UNITS.items() if unit in DURATIONS)
    found: dict[str, frozenset[str]] = {}
    for first, second in ((SINGULAR, spans), (LAST, frozenset(SPANS)), (SPANS, frozenset(LAST))):
        for word in first:
            found[word] = found.get(word, frozenset()) | second
    return found
