"""Where clauses begin and which words are their verbs, in English, without a parser.

Function words and endings decide; where they leave it open, the reading that costs less is taken: a clause
too many ends a scope, and a governor is missed; a clause too few lets one reach too far.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.cuts import english_phrases as p
from briefing.cuts import english_words as w
from briefing.cuts.cut import Token

_CLAUSE = 25  # words within which a clause has its verb
_HEARER = 5  # words from "told" to "that"
_RELATIVE = 6  # words between "who" and what negates its verb
_SIGNS = frozenset(",;:()[]–")


class Clauses:
    """A sentence's tokens, and questions about them; an index outside is an empty word."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def word(self, index: int) -> str:
        """The word or sign at *index*."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def key(self, index: int) -> str:
        """The word as the table of governors has it."""
        word = self.word(index)
        return "n't" if word.endswith("n't") or word == "cannot" or word in w.APOSTROPHE_LOST else word

    def find(self, sign: str, start: int, end: int) -> int | None:
        """The first *sign* from *start* to *end*; no ``;`` in between."""
        for index in range(start, end):
            if self.word(index) == sign:
                return index
            if self.word(index) == ";":
                return None
        return None

    def is_inside(self, index: int) -> bool:
        """Whether a phrase can go on over *index*: no sign, no verb."""
        return self.word(index) not in _SIGNS and bool(self.word(index)) and not self.is_finite(index)

    def is_adverb(self, index: int) -> bool:
        """Whether the word at *index* is an adverb."""
        word = self.word(index)
        return word in w.ADVERBS or (len(word) > 4 and word.endswith("ly") and word not in w.NO_ADVERBS)

    def tells_when(self, index: int) -> bool:
        """Whether the word at *index* belongs to when and to whom something was said."""
        word = self.word(index)
        return word in w.AFTER_SPEECH or word in w.MONTHS or word[:1].isdigit()

    def is_participle(self, index: int) -> bool:
        """Whether the word at *index* looks like a participle."""
        word = self.word(index)
        return len(word) > 4 and word.endswith(("ing", "ed", "en")) and word not in w.NO_PARTICIPLES

    def is_gerund(self, index: int) -> bool:
        """Whether the word at *index* ends as a present participle does."""
        return self.word(index).endswith("ing") and self.is_participle(index)

    def is_subordinator(self, index: int) -> bool:
        """Whether the word at *index* makes a clause depend on another."""
        word = self.word(index)
        if word in w.SOMETIMES_SUBORDINATORS:
            verb = self.verb_of(index + 1)
            return verb is not None and not any(self.word(at) in w.COORDINATORS for at in range(index, verb))
        return word in w.SUBORDINATORS

    def opens_noun(self, index: int) -> bool:
        """Whether a subject begins at *index*."""
        capital = index < len(self.tokens) and self.tokens[index].capital
        return capital or self.word(index) in w.DETERMINERS or self.word(index) in w.PRONOUNS

    def is_infinitive(self, to: int) -> bool:
        """Whether "to" at *to* can stand before a verb."""
        follows = self.word(to + 1)
        return follows not in w.DETERMINERS and not self.tokens[min(to + 1, len(self.tokens) - 1)].capital

    def is_relative(self, index: int) -> bool:
        """Whether "who" or "that" at *index* stands for the noun before it, and does not tell what somebody says."""
        word, before = self.word(index), self.word(index - 1)
        if word != "that":
            return word in w.RELATIVES and before not in p.REPORTING and before not in w.ASKING
        if before in w.COMPLEMENT_NOUNS or before in p.SAYING or self.is_adverb(index - 1) or before in _SIGNS:
            return False
        if before in w.BASE_VERBS and self.word(index - 2) not in w.DETERMINERS:
            return False
        if any(self.word(at) in w.TELLING for at in range(index - _HEARER, index)):
            return False
        verb = self.is_finite(index + 1) or (self.is_adverb(index + 1) and self.is_finite(index + 2))
        return verb or not (self.is_finite(index - 1) or self.is_participle(index - 1))

    def is_finite(self, index: int) -> bool:
        """Whether the word at *index* is a verb with a tense, as far as its form and its neighbours tell."""
        word, after = self.word(index), self.word(index + 1)
        before = self._before_adverbs(index)
        if word in w.FINITE or self.key(index) == "n't" or self._is_contracted(index):
            return True
        if before in w.NEVER_BEFORE_VERBS:
            return False
        if word in w.IRREGULAR or word.removeprefix("re") in w.IRREGULAR:
            return word not in w.ALSO_PARTICIPLES or after not in w.PARTICIPLE_LINKS or before in w.PRONOUNS
        if word.endswith("ed") and len(word) > 4 and word not in w.NO_PARTICIPLES:
            return after not in w.PARTICIPLE_LINKS
        return False

    def _before_adverbs(self, index: int) -> str:
        """The word before *index*, adverbs left out; "not" is none here."""
        index -= 1
        while self.is_adverb(index) and self.word(index) not in ("not", ""):
            index -= 1
        return self.word(index)

    def _is_contracted(self, index: int) -> bool:
        """Whether the word at *index* is a pronoun and its verb: "they're", "he'd"."""
        pronoun, apostrophe, _ = self.word(index).partition("'")
        return bool(apostrophe) and pronoun in w.PRONOUNS

    def begins_predicate(self, index: int) -> bool:
        """Whether a verb with a tense, and no subject of its own, begins at *index*."""
        while self.is_adverb(index):
            index += 1
        word, after = self.word(index), self.word(index + 1)
        if word in w.FINITE or self.key(index) == "n't":
            return True
        if word in w.IRREGULAR:
            return not word.endswith("s") or after in w.DETERMINERS or after in w.PREPOSITIONS or after == "that"
        if not (word.endswith("ed") and len(word) > 4 and word not in w.NO_PARTICIPLES):
            return False
        return self.verb_of(index + 1) is None or after in w.DETERMINERS or after in w.PARTICIPLE_LINKS

    def resumes(self, index: int) -> bool:
        """Whether a predicate goes on at *index*, behind a comma that closes an insertion."""
        present = self.word(index).endswith("s") and self.word(index + 1) in w.DETERMINERS | w.PREPOSITIONS
        return present or self.word(index) in p.REPORTING or self.begins_predicate(index)

    def begins_bare_verb(self, index: int) -> bool:
        """Whether a verb without a tense begins at *index*, which shares the auxiliary before it."""
        while self.is_adverb(index):
            index += 1
        after = self.word(index + 1)
        if self.word(index) in w.DETERMINERS or self.word(index) in w.PREPOSITIONS:
            return False
        return self.word(index) in w.BASE_VERBS or after in w.DETERMINERS or after in w.OBJECT_PRONOUNS

    def verb_of(self, index: int) -> int | None:
        """The verb of the clause, subject first, that begins at *index*; None where none does."""
        start = index
        while self.is_adverb(index):
            index += 1
        if not self.word(index) or self.word(index) in _SIGNS or self.is_finite_alone(index):
            return None
        if self._is_contracted(index):
            return index
        waits = self.word(start) in w.PREPOSITIONS or self.word(start) in w.SUBORDINATORS
        inner = self.word(start) in w.SUBORDINATORS
        owed, weak = 0, None
        for at in range(index + 1, min(len(self.tokens), start + _CLAUSE)):
            word = self.word(at)
            if word == ",":
                if not waits:
                    return weak
                waits = inner = False
            elif word in _SIGNS:
                return weak
            elif word in w.RELATIVES or (word == "that" and not self.is_finite(at - 1)):
                owed += 1
            elif self.is_finite(at) and not inner:
                if not owed:
                    return at
                owed -= 1
            elif weak is None and not inner and not owed and self._may_be_finite(at):
                weak = at
        return weak

    def _may_be_finite(self, index: int) -> bool:
        """Whether the word at *index* is a verb if no other is: "troops turned to …", "Norway applies the …"."""
        word, before, after = self.word(index), self.word(index - 1), self.word(index + 1)
        if before in w.NEVER_BEFORE_VERBS:
            return False
        if word in w.BASE_VERBS:
            return before in w.PLURALS or (before.endswith("s") and not before.endswith(("ss", "'s")))
        if word.endswith("s") and len(word) > 3:
            return after in w.DETERMINERS or after in w.OBJECT_PRONOUNS
        return word.endswith("ed") and len(word) > 4 and word not in w.NO_PARTICIPLES and word not in w.PASSIVE

    def is_finite_alone(self, index: int) -> bool:
        """Whether the first word of what may be a clause is a verb already."""
        word = self.word(index)
        return word in w.FINITE or (word in w.IRREGULAR and not word.endswith("s"))

    def opens_sentence(self, index: int) -> bool:
        """Whether *index* is the first word of the sentence, or follows a sign that begins anew."""
        return self.word(index - 1) in ("", ";", ":", "–")

    def opens_clause(self, index: int) -> bool:
        """Whether what stands at *index* comes before the main clause that it depends on."""
        before = self.word(index - 1)
        if before == ",":
            before = self.word(index - 2)
            return before in w.CLAUSE_OPENERS or not any(
                self.is_finite(at) for at in range(max(0, index - _CLAUSE), index)
            )
        return self.opens_sentence(index) or before in w.CLAUSE_OPENERS

    def in_relative(self, index: int) -> bool:
        """Whether *index* stands in the first words of a relative clause, or of "those denied a visa"."""
        if self.word(index - 1) in ("those", "anyone", "everyone") and self.is_participle(index):
            return True
        for at in range(index - 1, max(-1, index - 1 - _RELATIVE), -1):
            word = self.word(at)
            if self.is_relative(at):
                return True
            if word in _SIGNS:
                return False
        return False

    def auxiliary_before(self, index: int) -> int:
        """The auxiliary that "not" at *index* belongs to, over an adverb; *index* itself where there is none."""
        for at in (index - 1, index - 2, index - 3):
            if self.word(at) in w.AUXILIARIES:
                return at
            if not self.is_adverb(at):
                break
        return index
