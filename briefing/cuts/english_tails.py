"""What governs a quote in English from behind: its condition, its exception, its speaker, its denial."""

from __future__ import annotations

from briefing.cuts import english_phrases as p
from briefing.cuts import english_words as w
from briefing.cuts.cut import CutKind
from briefing.cuts.english_clauses import Clauses

STOPS = frozenset({";", "[", "]"})
"""Signs behind which nothing governs any more."""
_FAR = 60  # words; no condition comes later behind its clause
_SPEAKER = 12  # words of a speaker behind a comma
_CHARGE = 12  # words of ", a charge that the government has always denied"

Found = tuple[CutKind, int, int]
"""A kind, and the first and the last of the tokens that govern."""


class Tails:
    """What stands behind a quote, among the *clauses* of its sentence."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses

    def after(self, at: int, *, marked: bool) -> list[Found]:
        """What governs the quote that ends before token *at*; *marked* where a quotation mark or a comma ends it."""
        clauses = self._clauses
        found: list[Found] = []
        if self._negates(at):
            found.append(("negation", at, at))
        index = at
        if marked and (speech := self._speech_from(at)) is not None:
            found.append(speech)
            index = speech[2] + 1
        while index < min(len(clauses.tokens), at + _FAR):
            word = clauses.word(index)
            if (condition := self._condition(index)) is not None:
                return [*found, condition]
            if word == "(":
                end = clauses.find(")", index, min(len(clauses.tokens), index + _FAR))
                if end is None:
                    break
                index = end
            elif word == ",":
                if (speech := self._speech_from(index + 1)) is not None:
                    found.append(speech)
                    index = speech[2]
                elif (denial := self._denial(index + 1)) is not None:
                    return [*found, denial]
                elif self._ends_clause(index + 1):
                    return [*found, *self._joined_condition(index + 1)]
            elif word in STOPS or word in (":", ")"):
                break
            elif self._leads_over(index):
                return [*found, *self._joined_condition(index)]
            index += 1
        return found

    def speech(self, start: int, end: int) -> Found | None:
        """The speaker and the verb, or "according to" and its source, when they are all of *start* to *end*."""
        found = self._speech_from(start)
        return found if found is not None and found[2] + 3 >= end > found[2] else None

    def _negates(self, index: int) -> bool:
        """Whether "not" at *index* belongs to an auxiliary that the quote ends with."""
        clauses = self._clauses
        if clauses.key(index) not in ("not", "never", "n't") or clauses.word(index - 1) not in w.AUXILIARIES:
            return False
        return clauses.word(index + 1) not in p.HARMLESS["not"]

    def _leads_over(self, index: int) -> bool:
        """Whether the word at *index* leads over to another clause."""
        word = self._clauses.word(index)
        if word in w.COORDINATORS:
            return self._parts(index + 1)
        return word in w.RELATIVES or word in ("but", "that") or self._clauses.is_subordinator(index)

    def _parts(self, index: int) -> bool:
        """Whether a new clause or a new predicate begins at *index*."""
        return self._clauses.begins_predicate(index) or self._clauses.verb_of(index) is not None

    def _ends_clause(self, index: int) -> bool:
        """Whether what follows a comma does not belong to the clause before it any more."""
        clauses, word = self._clauses, self._clauses.word(index)
        if self._condition(index) is not None:
            return False
        if word in w.COORDINATORS or word in w.CONTRASTS or word in w.RELATIVES:
            return True
        return clauses.is_subordinator(index) or clauses.is_participle(index) or clauses.verb_of(index) is not None

    def _joined_condition(self, index: int) -> list[Found]:
        """The condition in ", but only if …" or ", and unless …", or the denial in ", but this was false"."""
        clauses = self._clauses
        if clauses.word(index) in w.COORDINATORS or clauses.word(index) == "but":
            found = self._condition(index + 1)
            if found is not None and clauses.word(index - 1) == "," and clauses.word(index + 1) in p.BARE | {"not"}:
                return []
            if found is None and clauses.word(index) == "but":
                found = self._contradiction(index)
            return [found] if found is not None else []
        return []

    def _condition(self, index: int) -> Found | None:
        clauses, word, before = self._clauses, self._clauses.word(index), self._clauses.word(index - 1)
        if word == "if" and (before in w.NO_CONDITIONS or self._is_idle(index)):
            return None
        if word == "if" and clauses.word(index + 1) == "not" and not clauses.is_participle(index + 2):
            return None
        if word == "once" and clauses.verb_of(index + 1) is not None and self._is_open(index):
            return "condition", index, index
        for phrase in p.TAILS.get(word, ()):
            last = index + len(phrase.parts) - 1
            if word == "should" and not clauses.opens_noun(index + 1):
                continue  # "the rebels should leave"
            if any(clauses.word(index + offset) not in part for offset, part in enumerate(phrase.parts)):
                continue
            if word not in p.BARE or last > index or self._joins_clause(index):
                return phrase.kind, index, last
        return None

    def _is_idle(self, index: int) -> bool:
        """Whether "if" at *index* stands in "if any", "if necessary" and their like."""
        return self._clauses.word(index + 1) in p.HARMLESS["if"] and not self._clauses.word(index + 2)[:1].isalnum()

    def _joins_clause(self, index: int) -> bool:
        """Whether "provided" at *index* is a conjunction, and no verb: one has gone before."""
        if self._clauses.word(index - 1) in w.COORDINATORS:
            return False
        if self._clauses.verb_of(index + 1) is not None:
            return True
        before = range(max(0, index - _SPEAKER), index)
        return self._clauses.word(index - 1) != "," and any(self._clauses.is_finite(at) for at in before)

    def _is_open(self, index: int) -> bool:
        """Whether what is before *index* has not happened yet: "would be lifted once …"."""
        return any(self._clauses.word(at) in w.MODALS for at in range(max(0, index - _SPEAKER), index))

    def _speech_from(self, index: int) -> Found | None:
        """A speaker and a verb of speech or denial, or the other way round, from *index* to the next sign."""
        clauses = self._clauses
        if clauses.word(index) == "according" and clauses.word(index + 1) == "to":
            return "attribution", index, index + 1
        if clauses.word(index) in w.COORDINATORS or clauses.word(index) in w.NO_SPEAKERS or clauses.is_gerund(index):
            return None
        for at in range(index, min(len(clauses.tokens), index + _SPEAKER)):
            word = clauses.word(at)
            if (word in p.REPORTING or word in p.DENYING) and (at == index or not clauses.tokens[at].capital):
                if clauses.word(at - 1) in w.DETERMINERS:
                    continue  # "the think tank estimates"
                if not self._is_speech_over(at, inverted=at == index):
                    return None
                if word in p.ALSO_NOUNS and not self._has_subject(index, at):
                    return None
                return ("attribution" if word in p.REPORTING else "denial"), index, at
            if not word[:1].isalnum() or (clauses.is_finite(at) and clauses.word(at - 1) != "it"):
                return None  # but for "it was claimed"
        return None

    def _has_subject(self, start: int, verb: int) -> bool:
        """Whether the words from *start* can be the subject of the one at *verb*, which may be a noun as well."""
        before = self._clauses.word(verb - 1)
        named = self._clauses.tokens[verb - 1].capital or before in w.PRONOUNS
        return named or (self._clauses.word(start) in w.DETERMINERS and not before.endswith("'s"))

    def _is_speech_over(self, at: int, *, inverted: bool) -> bool:
        """Whether the verb at *at* is the last of the words for who speaks, but for when and to whom."""
        word = self._clauses.word(at + 1)
        if inverted:
            return word[:1].isalpha() and word not in ("that", "to", "it")
        return not word[:1].isalnum() or word in w.AFTER_SPEECH or word[:1].isdigit()

    def _denial(self, index: int) -> Found | None:
        """A denial that ends its clause: ", a charge the government denies", ", which officials denied"."""
        clauses = self._clauses
        if clauses.word(index) not in ("which", "something") and clauses.word(index + 1) not in w.CHARGES:
            return None
        for at in range(index + 1, min(len(clauses.tokens), index + _CHARGE)):
            word = clauses.word(at)
            if word in p.DENYING:
                return ("denial", index, at) if not clauses.word(at + 1)[:1].isalnum() else None
            if not word[:1].isalnum():
                return None
        return None

    def _contradiction(self, but: int) -> Found | None:
        """What follows takes it back: "but this was false", "but officials denied it"."""
        clauses = self._clauses
        if clauses.word(but + 1) in ("this", "that", "it") and clauses.is_finite(but + 2):
            last = next((at for at in range(but + 3, but + 6) if clauses.word(at) in w.UNTRUE), None)
            return ("denial", but, last) if last is not None else None
        for at in range(but + 1, but + _CHARGE):
            if clauses.word(at) in p.DENYING:
                return ("denial", but, at) if clauses.word(at + 1) in ("it", "this", "that", "them") else None
            if not clauses.word(at)[:1].isalnum():
                return None
        return None
