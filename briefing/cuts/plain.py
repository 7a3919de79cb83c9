"""What governs a quote in languages whose clauses are read by signs and conjunctions alone.

A clause is what stands between two of these. What governs reaches to the end of its clause; what stands at the head
of its sentence, such as a condition, reaches beyond the comma. The tables are in :mod:`briefing.cuts.plain_words`. In a
language without a table, a negation among the two words before a quote counts, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from briefing.cuts.cut import Cut, CutKind
from briefing.cuts.plain_words import GRAMMARS, Grammar
from briefing.negation import begins_with_negation
from briefing.passages import Range

_BEFORE = 500  # characters of a sentence that are read before a quote
_AFTER = 120
_LAST_WORDS = regex.compile(r"(?:[\p{L}\p{M}\p{N}'-]+\s+){0,1}[\p{L}\p{M}\p{N}'-]+\s*['\"“«]?$")
_LAST_CHARACTERS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}]{1,3}$")
_SAID = regex.compile(r"[\s,，:：«“\"「]*")
_OPENING_SIGNS = " «“\"'¿¡—–-(\n"
_NEAR = 40  # characters; two words are seldom longer


def plain_cuts(text: str, sentence: Range, quote: Range, until: int, language: str) -> Iterator[Cut]:
    """What of *sentence* governs *quote*, both ranges of *text*, of which nothing is read behind *until*."""
    yield from _before(text, sentence[0], quote[0], language)
    if language in GRAMMARS:
        yield from _behind(GRAMMARS[language], text, quote[1], until)


def _before(text: str, sentence_start: int, start: int, language: str) -> Iterator[Cut]:
    begin = max(sentence_start, start - _BEFORE)
    left = text[begin:start]
    grammar = GRAMMARS.get(language)
    for kind, first, last in _governing(grammar, left) if grammar is not None else _negation_beside(left):
        yield Cut.of(kind, text, begin + first, begin + last)


def _governing(grammar: Grammar, left: str) -> Iterator[tuple[CutKind, int, int]]:
    for kind, pattern in grammar.governors:
        for match in pattern.finditer(left):
            ends = grammar.sentence_ends if _is_fronted(grammar, kind, left, match.start()) else grammar.clause_ends
            said = _SAID.match(left, match.end()) if kind == "attribution" else None
            if ends.search(left, said.end() if said is not None else match.end()) is None:
                yield kind, match.start(), match.end()


def _is_fronted(grammar: Grammar, kind: CutKind, left: str, at: int) -> bool:
    """Whether the words at *at* open what they govern, so that a comma does not end it."""
    if kind not in ("condition", "attribution", "exception"):
        return False
    return not left[:at].strip(_OPENING_SIGNS) or grammar.opening.search(left[max(0, at - 12) : at]) is not None


def _negation_beside(left: str) -> Iterator[tuple[CutKind, int, int]]:
    near = left[-_NEAR:].replace("’", "'")
    found = _LAST_CHARACTERS.search(near) or _LAST_WORDS.search(near)
    if found is not None and begins_with_negation(found[0]):
        yield "negation", len(left) - len(near) + found.start(), len(left.rstrip(" \n'\"“«"))


def _behind(grammar: Grammar, text: str, end: int, until: int) -> Iterator[Cut]:
    right = text[end : min(until, end + _AFTER)]
    for kind, pattern in grammar.tails:
        match = pattern.search(right)
        if match is None:
            continue
        between = right[: match.start()].strip(" ,،，\n\"”»'")
        if (kind == "attribution" and between) or grammar.clause_ends.search(between):
            continue
        yield Cut.of(kind, text, end + match.start(), end + match.end())
        return
