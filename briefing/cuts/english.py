"""What governs a quote in English: clause by clause, through the words before it and behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.cuts import english_phrases as p
from briefing.cuts import english_words as w
from briefing.cuts.cut import Cut, has_words, tokens_of
from briefing.cuts.english_clauses import Clauses
from briefing.cuts.english_tails import STOPS, Found, Tails
from briefing.passages import Range

_BEFORE = 2000  # characters of a sentence that are read before a quote
_AFTER = 800
_WITHIN = 300  # characters of the quote itself that are read to know its clauses
_MARKS = frozenset(",\"”»’'")
_CLOSING = {"(": ")", "–": "–", ",": ","}
_PARTING = STOPS | {"(", ")", "–", "but"}
_GAP = 7  # words between "accused" and "of"
_INSERTED = 30  # words between two dashes or brackets


@dataclass(slots=True)
class _Governor:
    """Words that govern what follows, as far as the reading has come."""

    phrase: p.Phrase
    first: int
    last: int
    in_relative: bool = False
    """Whether they stand in a relative clause, which the next verb ends."""
    fronted: bool = False
    """Whether what they govern begins with a clause or a phrase that a comma ends."""
    has_verb: bool = False
    moved_on: bool = False
    """Whether a preposition has followed, so that a relative clause may belong to another noun."""

    @property
    def is_short(self) -> bool:
        """Whether a new clause ends it; what somebody says, or a condition, may go on."""
        return self.phrase.scope in ("verb", "noun", "clause", "next")

    @property
    def is_about_existence(self) -> bool:
        """Whether it says that there is none of a thing, however the thing is described."""
        return self.phrase.scope == "clause"


def english_cuts(text: str, sentence: Range, quote: Range, until: int) -> Iterator[Cut]:
    """What of *sentence* governs *quote*, both ranges of *text*, of which nothing is read behind *until*."""
    start, end = quote
    begin = max(sentence[0], start - _BEFORE)
    if has_words(text, begin, start):
        tokens = tokens_of(text, begin, min(end, start + _WITHIN))
        at = sum(token.end <= start for token in tokens)
        for kind, first, last in _governors_before(Clauses(tokens), at):
            yield Cut.of(kind, text, tokens[first].start, tokens[last].end)
    if not has_words(text, end, min(until, end + _AFTER)):
        return
    tokens = tokens_of(text, max(start, end - _WITHIN), min(until, end + _AFTER))
    at = sum(token.start < end for token in tokens)
    beyond = tokens[at].start if at < len(tokens) else end
    for kind, first, last in Tails(Clauses(tokens)).after(at, marked=not _MARKS.isdisjoint(text[end - 1 : beyond])):
        yield Cut.of(kind, text, tokens[first].start, tokens[last].end)


def _governors_before(clauses: Clauses, at: int) -> list[Found]:
    """The words that govern the quote which begins with token *at* and stand before it, in order."""
    reading = _Reading(clauses, at)
    index = 0
    while index < at:
        index = reading.step(index)
    return [(one.phrase.kind, one.first, one.last) for one in reading.arrive()]


class _Reading:
    """The words before a quote, read in order; ``active`` are the governors that still reach."""

    def __init__(self, clauses: Clauses, at: int) -> None:
        self.clauses = clauses
        self.at = at
        self.active: list[_Governor] = []
        self._comma: int | None = None
        """The last comma before the one being read."""

    def step(self, index: int) -> int:
        """Read token *index*, with the insertion or the governor that it opens; what to read next."""
        if self.clauses.word(index) in _CLOSING and (behind := self._past_insertion(index)) is not None:
            return behind
        self._meet(index)
        governor = self._governor(index)
        if governor is None:
            return index + 1
        self.active.append(governor)
        return governor.last + 1

    def arrive(self) -> list[_Governor]:
        """The governors that reach the quote."""
        word = self.clauses.word
        beside = [one for one in self.active if one.last == self.at - 1]
        if word(self.at - 1) in (":", ","):
            beside += [one for one in self.active if one.last == self.at - 2 and not one.is_short]
        self.active = [one for one in self.active if one not in beside]
        self._meet(self.at)
        kept = sorted([*(one for one in self.active if self._reaches(one)), *beside], key=lambda one: one.first)
        if word(self.at) == "that":  # the quote shows by itself that somebody says it
            kept = [one for one in kept if one.phrase.kind != "attribution"]
        return list(_merged(kept))

    def _reaches(self, one: _Governor) -> bool:
        if one.phrase.scope == "next":
            return all(
                self.clauses.is_adverb(index) or self.clauses.word(index) in w.AUXILIARIES
                for index in range(one.last + 1, self.at)
            )
        if one.phrase.kind == "attribution" and one.phrase.scope == "content":
            return one.has_verb or self.clauses.verb_of(one.last + 1) is not None
        return True

    def _keep(self, wanted: Iterable[_Governor]) -> None:
        self.active = list(wanted)

    def _drop_short(self) -> None:
        self._keep(one for one in self.active if not one.is_short)

    def _meet(self, index: int) -> None:
        """End the scopes that token *index* ends."""
        clauses, word = self.clauses, self.clauses.word(index)
        if word == ",":
            self._meet_comma(index)
            self._comma = index
        elif word in _PARTING:
            self._keep([])
            self._comma = None
        elif word == ":":
            self._keep(one for one in self.active if one.phrase.kind == "attribution" and not one.has_verb)
        elif word in w.COORDINATORS:
            if clauses.word(index - 1) != ",":
                self._meet_coordinator(index, comma=False)
        elif clauses.is_relative(index):
            self._keep(one for one in self.active if self._goes_into(one, index))
        elif clauses.is_subordinator(index):
            self._drop_short()
            for one in self.active:
                one.fronted = one.fronted or not one.has_verb
            if word in w.CONCESSIVES:
                self._keep(one for one in self.active if one.phrase.scope == "if")
        elif clauses.is_finite(index):
            self._keep(one for one in self.active if not self._ends_at_verb(one))
            for one in self.active:
                one.has_verb = True
        elif word in w.PREPOSITIONS and word != "of":
            for one in self.active:
                one.moved_on = one.moved_on or clauses.word(one.last + 1) not in w.EXISTENCE

    def _goes_into(self, one: _Governor, index: int) -> bool:
        """Whether *one* governs the clause that "who" or "that" at *index* begins."""
        if not one.is_short:
            return True
        if one.is_about_existence:
            return not one.moved_on
        # "Did not establish that …": what follows the one verb is its content.
        return one.phrase.takes_verb and self.clauses.word(index) == "that" and index == one.last + 2

    def _ends_at_verb(self, one: _Governor) -> bool:
        return one.phrase.scope == "noun" or (one.is_short and one.in_relative)

    def _meet_comma(self, index: int) -> None:
        clauses, after = self.clauses, index + 1
        word = clauses.word(after)
        if word in w.COORDINATORS:
            self._meet_coordinator(after, comma=True)
        elif word in w.CONTRASTS or word in w.RELATIVES:
            self._keep([])
        elif clauses.is_subordinator(after):
            self._keep(one for one in self.active if one.phrase.scope == "if" or not (one.is_short or one.has_verb))
        elif clauses.is_participle(after):
            self._drop_short()
        elif clauses.begins_predicate(after):
            self._keep(one for one in self.active if self._resumes(one))
        elif clauses.verb_of(after) is not None:
            self._keep(one for one in self.active if self._goes_on(one))
        elif word in w.PREPOSITIONS or after == self.at:
            self._keep(one for one in self.active if one.phrase.scope != "noun" or not self._is_over(one, after))

    def _is_over(self, one: _Governor, after: int) -> bool:
        """Whether a phrase without a verb is over at the comma before *after*, and no list."""
        return self.clauses.word(after) in w.PREPOSITIONS or self.clauses.opens_sentence(one.first)

    def _resumes(self, one: _Governor) -> bool:
        """Whether *one* governs a verb that follows a comma: not from within what the comma closes."""
        if one.phrase.scope == "if":
            return one.fronted
        if self._comma is not None and one.first > self._comma:
            return False
        return one.phrase.scope in ("clause", "content") and not one.in_relative

    def _goes_on(self, one: _Governor) -> bool:
        """Whether *one* governs a clause that follows a comma."""
        if one.is_short:
            return False
        if one.phrase.scope == "if":
            return one.fronted or not one.has_verb
        going_on = one.fronted
        one.fronted, one.has_verb = False, True
        return going_on

    def _meet_coordinator(self, index: int, *, comma: bool) -> None:
        clauses, word, after = self.clauses, self.clauses.word(index), index + 1
        follows = clauses.word(after)
        if follows in ("if", "unless"):
            self._keep(one for one in self.active if one.phrase.scope == "content")
        elif follows in ("that", "whether"):
            self._keep(one for one in self.active if not one.is_short or word != "and" or one.phrase.kind == "denial")
        elif clauses.begins_predicate(after):
            self._keep(one for one in self.active if self._shares_subject(one, word, comma))
        elif (verb := clauses.verb_of(after)) is not None:
            self._keep(one for one in self.active if self._shares_clause(one, verb, word, comma))
        elif comma and word == "and" and not clauses.begins_bare_verb(after):
            # The last of a list: "did not enforce wage, overtime, and safety laws" tells nothing false of these laws.
            self._keep(one for one in self.active if one.is_about_existence)
        elif clauses.begins_bare_verb(after) and not clauses.is_gerund(after):
            self._keep(one for one in self.active if one.phrase.scope != "verb" or one.phrase.takes_verb)

    def _shares_subject(self, one: _Governor, word: str, comma: bool) -> bool:
        if one.phrase.scope == "noun" or (one.phrase.scope == "verb" and word == "and"):
            return False
        return not comma or word != "and" or (one.phrase.scope == "if" and one.fronted)

    def _shares_clause(self, one: _Governor, verb: int, word: str, comma: bool) -> bool:
        if one.is_short:
            return not comma and word != "and" and one.phrase.scope != "noun"
        if not comma:
            return True
        return one.phrase.scope == "if" and one.fronted and self.clauses.word(verb) in w.MODALS

    def _past_insertion(self, index: int) -> int | None:
        """The index behind the words that token *index* inserts into the clause, or None."""
        clauses, word = self.clauses, self.clauses.word(index)
        end = clauses.find(_CLOSING[word], index + 1, min(self.at, index + _INSERTED))
        if end is None:
            return None
        if word != ",":
            return end + 1
        if (speech := Tails(clauses).speech(index + 1, end)) is not None:
            kind, first, last = speech
            self.active.append(_Governor(p.Phrase(kind, "if", ()), first, last, fronted=True))
            return end
        opened = clauses.word(index + 1)
        if any(one.last == index - 1 and one.is_short for one in self.active):
            return end + 1
        if opened == "let" or (opened in w.RELATIVES and clauses.resumes(end + 1)):
            return end + 1
        return None

    def _governor(self, index: int) -> _Governor | None:
        clauses = self.clauses
        if (inverted := self._inverted(index)) is not None:
            return inverted
        for phrase in p.GOVERNORS.get(clauses.key(index), ()):
            last = self._matched(phrase, index)
            if last is not None and last < self.at and (found := self._read(phrase, index, last)) is not None:
                return found
        return None

    def _matched(self, phrase: p.Phrase, index: int) -> int | None:
        """The last token of *phrase* when it begins at *index*."""
        clauses, at, gap = self.clauses, index, 0
        for part in phrase.parts[1:]:
            if part == p.ANYTHING:
                gap = _GAP
                continue
            at += 1
            while (
                gap == 0
                and clauses.key(at) not in part
                and (clauses.is_adverb(at) or (part == p.THAT and clauses.tells_when(at)))
            ):
                at += 1
            stop = at + gap
            while at < stop and clauses.key(at) not in part and clauses.is_inside(at):
                at += 1
            if clauses.key(at) not in part:
                return None
            gap = 0
        return at

    def _read(self, phrase: p.Phrase, first: int, last: int) -> _Governor | None:
        """The governor that *phrase* is at *first*, or None where the words around take that away."""
        clauses = self.clauses
        key, before, after = clauses.key(first), clauses.word(first - 1), clauses.word(last + 1)
        idle = first == last and after in p.HARMLESS.get(key, ())
        if idle and (key != "if" or not clauses.word(last + 2)[:1].isalnum()):
            return None
        if clauses.word(last) == "to" and key != "according" and not clauses.is_infinitive(last):
            return None
        if key in ("doubt", "doubts") and before in ("no", "little", "without", "beyond", "reasonable"):
            return None
        if key in ("few", "little") and before in w.DETERMINERS:
            return None
        if key == "no" and not (after[:1].isalpha()):
            return None
        if phrase.kind == "attribution" and len(phrase.parts) == 1 and not self._says(phrase, last):
            return None
        if key == "not" and len(phrase.parts) == 1:
            return self._negated(phrase, first)
        if key == "if" and after == "not" and not clauses.is_participle(last + 2):
            return None
        if phrase.scope == "next" and clauses.key(last + 1) in ("not", "never", "n't"):
            return None
        if key == "no" and before in w.PREPOSITIONS:
            phrase = phrase._replace(scope="noun")
        if phrase.scope == "if":
            fronted = clauses.opens_clause(first)
        else:
            fronted = phrase.kind != "condition" and (key == "according" or self._is_fronted(last + 1))
        if key == "n't":
            first = clauses.auxiliary_before(first)
        return _Governor(phrase, first, last, clauses.in_relative(first), fronted)

    def _is_fronted(self, index: int) -> bool:
        index += self.clauses.word(index) == "that"
        return self.clauses.is_subordinator(index) or self.clauses.word(index) in w.PREPOSITIONS

    def _says(self, phrase: p.Phrase, last: int) -> bool:
        clauses, after = self.clauses, self.clauses.word(last + 1)
        if phrase.scope == "verb" or after == ":":
            return True
        if clauses.tokens[last].capital and last > 0:
            return False
        if after in w.PREPOSITIONS and (phrase.scope == "hearsay" or clauses.word(last) in p.ALSO_NOUNS):
            return False
        if phrase.scope == "hearsay":
            verb = clauses.verb_of(last + 1)
            between = range(last + 1, verb or 0)
            return verb is not None and not any(clauses.word(one) in w.JOINING for one in between)
        if clauses.begins_predicate(last + 1):
            return clauses.in_relative(last)
        return clauses.word(last - 1) not in w.DETERMINERS

    def _negated(self, phrase: p.Phrase, index: int) -> _Governor | None:
        """What "not" governs: a verb behind an auxiliary or before "to", elsewhere the phrase behind it."""
        clauses = self.clauses
        if clauses.word(index - 1) in ("or", "if"):
            return None
        first = clauses.auxiliary_before(index)
        if first == index and clauses.word(index + 1) != "to":
            phrase = phrase._replace(scope="noun")
        return _Governor(phrase, first, index, clauses.in_relative(first))

    def _inverted(self, index: int) -> _Governor | None:
        """A condition without "if": "Should the talks fail, …", "Had they known, …"."""
        clauses = self.clauses
        if clauses.word(index) not in ("should", "had", "were") or not clauses.opens_sentence(index):
            return None
        end = clauses.find(",", index + 1, min(len(clauses.tokens), index + _INSERTED))
        if end is None:
            return None
        return _Governor(p.Phrase("condition", "if", ()), index, index, fronted=True)


def _merged(governors: list[_Governor]) -> Iterator[_Governor]:
    """The same, "no" and "reports of" beside one another as one: there are none, and nobody says it."""
    left = iter(governors)
    one = next(left, None)
    while one is not None:
        other = next(left, None)
        if (
            other is not None
            and one.phrase.kind == "negation"
            and other.phrase.kind == "attribution"
            and (one.is_about_existence and other.first <= one.last + 2)
        ):
            one.last = other.last
            other = next(left, None)
        yield one
        one = other
