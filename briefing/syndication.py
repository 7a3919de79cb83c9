"""Which reports tell one story over again: an agency's text in several papers counts once.

Near-copies are found by shingling: a report is the set of its runs of five words (of eight characters in scripts
without spaces), and repeats another when most of the shorter one's runs are in the longer. What stands in quotation
marks is left aside: two reporters at one press conference quote the same words, and are two. Each report is held
against the first that tells its story and against no other, so that no chain of neighbours joins what is not alike.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

from briefing.folding import fold, lowered
from briefing.source import Source

REPEATED = 0.5
"""Of the shorter report's runs: so many in the longer make it a copy. Reports on one event share a tenth; a copy whose
every twelfth word was changed keeps two thirds."""
_WORDS = 5
_CHARACTERS = 8
_FEWEST = 12
"""Runs that tell anything: a few sentences have as many."""
_QUOTED = regex.compile(r"[\"“”«»„「『][^\"“”«»„」』]{1,2000}[\"“”«»“」』]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def repeats(sources: Mapping[str, Source]) -> dict[str, str]:
    """The number of each of *sources* that tells another's story over again → the number of the first to tell it.

    The first is the earliest dated, the longest of several of one day; one without a date comes last.
    """
    runs = {number: _runs(source.text) for number, source in sources.items()} if len(sources) > 1 else {}
    order = sorted(runs, key=lambda number: (sources[number].published or "9999", -len(runs[number])))
    first: list[str] = []
    found: dict[str, str] = {}
    for number in order:
        likest = max(first, key=lambda other: _shared(runs[number], runs[other]), default=None)
        if likest is not None and _shared(runs[number], runs[likest]) >= REPEATED:
            found[number] = likest
        else:
            first.append(number)
    return found


def _runs(text: str) -> frozenset[int]:
    shown = lowered(fold(text).text)
    told = _QUOTED.sub(" ", shown)
    runs = _runs_of(told)
    # A report that is nothing but quotations is known by them.
    return runs if len(runs) >= _FEWEST else _runs_of(shown)


def _runs_of(text: str) -> frozenset[int]:
    words = _WORD.findall(text)
    if sum(map(len, _SPACELESS.findall(text))) > len(text) / 3:
        joined = "".join(words)
        return frozenset(hash(joined[at : at + _CHARACTERS]) for at in range(len(joined) - _CHARACTERS + 1))
    return frozenset(hash(tuple(words[at : at + _WORDS])) for at in range(len(words) - _WORDS + 1))


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    """The part of the smaller set that the other has too."""
    least = min(len(one), len(other))
    return len(one & other) / least if least >= _FEWEST else float(one == other and least > 0)
