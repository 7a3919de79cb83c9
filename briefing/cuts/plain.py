"""What governs a quote in languages whose clauses are read by signs and conjunctions alone.

A clause is what stands between two of these. What governs reaches to the end of its clause; what stands at the head
of its sentence, such as a condition, reaches beyond the comma. The tables are in :mod:`briefing.cuts.plain_words`. In a
language without a table, a negation among the two words before a quote counts, or beside it behind
(:mod:`briefing.cuts.trailing`), and nothing else. The vowel signs of Arabic, which most texts leave out, are read over.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from briefing.cuts.cut import Cut, CutKind
from briefing.cuts.plain_words import GRAMMARS, Grammar
from briefing.cuts.trailing import negation_behind
from briefing.negation import begins_with_negation
from briefing.passages import Range

_BEFORE = 500  # characters of a sentence that are read before a quote
_AFTER = 120
_LAST_WORDS = regex.compile(r"(?:[\p{L}\p{M}\p{N}'-]+\s+){0,1}[\p{L}\p{M}\p{N}'-]+\s*['\"“«]?$")
_LAST_CHARACTERS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}]{1,3}$")
_LAST_OF_THAI = regex.compile(
    r"(?:ไม่|มิ|ไร้|ปราศจาก|อย่า)(?:ได้|เคย|สามารถ|ยอม|ควร|ต้องการ|อยาก|อาจ|ให้|คิดจะ|มีแผน|มีแผนจะ|มี|ต้อง|ใช่|น่าจะ|จะ|เห็น)*$"
)
_VOWEL_SIGNS = regex.compile(r"[\u064b-\u0652\u0670]")
_SAID = regex.compile(r"[\s,，:：«“\"「]*")
_OPENING_SIGNS = " «“\"'¿¡—–-(\n"
_NEAR = 40  # characters; two words are seldom longer


def plain_cuts(text: str, sentence: Range, quote: Range, until: int, language: str) -> Iterator[Cut]:
    """What of *sentence* governs *quote*, both ranges of *text*, of which nothing is read behind *until*."""
    start, end = quote
    left = _Part(text, max(sentence[0], start - _BEFORE), start)
    right = _Part(text, end, min(until, end + _AFTER))
    grammar = GRAMMARS.get(language)
    if grammar is not None:
        ahead = _Part(text, start, min(end, start + _NEAR)).read
        yield from (
            left.cut(*found) for found in (*_governing(grammar, left.read), *_beside(grammar, left.read, ahead))
        )
        yield from (right.cut(*found) for found in _behind(grammar, right.read))
        return
    yield from (left.cut(*found) for found in _negation_beside(left.read))
    if (place := negation_behind(text[max(sentence[0], end - _BEFORE) : end], right.read, language)) is not None:
        yield right.cut("negation", *place)


class _Part:
    """What stands from *start* to *end* of *text*, in ``read`` without vowel signs."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._places = [at for at in range(start, end) if _VOWEL_SIGNS.match(text, at) is None] + [end]
        self.read = "".join(text[at] for at in self._places[:-1])

    def cut(self, kind: CutKind, first: int, last: int) -> Cut:
        """The cut of the words that ``read`` has from *first* to *last*."""
        return Cut.of(kind, self._text, self._places[first], self._places[last])


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


def _beside(grammar: Grammar, left: str, ahead: str) -> Iterator[tuple[CutKind, int, int]]:
    """A word that negates only what it stands directly before; *ahead*, the quote, tells whether it does."""
    found = grammar.beside.search(f"{left}|{ahead}") if grammar.beside is not None else None
    if found is not None:
        yield ("negation", *found.span("negation"))


def _negation_beside(left: str) -> Iterator[tuple[CutKind, int, int]]:
    near = left[-_NEAR:].replace("’", "'")
    found = _LAST_OF_THAI.search(near) or _LAST_CHARACTERS.search(near) or _LAST_WORDS.search(near)
    if found is not None and begins_with_negation(found[0]):
        yield "negation", len(left) - len(near) + found.start(), len(left.rstrip(" \n'\"“«"))


def _behind(grammar: Grammar, right: str) -> Iterator[tuple[CutKind, int, int]]:
    for kind, pattern in grammar.tails:
        match = pattern.search(right)
        if match is None:
            continue
        between = right[: match.start()].strip(" ,،，\n\"”»'")
        if (kind == "attribution" and between) or grammar.clause_ends.search(between):
            continue
        yield kind, match.start(), match.end()
        return
