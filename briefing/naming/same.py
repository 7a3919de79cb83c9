"""Whether two strings can be the name of the same thing."""

from __future__ import annotations

from functools import lru_cache

from briefing.naming import lexicon as lx
from briefing.naming.forms import place_at
from briefing.naming.language import language_of
from briefing.naming.spelling import latin, same_word, spelling
from briefing.naming.variants import FREE_IN_NAMES, SHORT_FORMS, other_forms, parts_of, spells


def same_name(one: str, other: str) -> bool:
    """Whether two strings can be the name of the same thing.

    They can when every word of the shorter one is a spelling of a word of the longer, titles, small words and forms of
    the same place aside; when both name the same place; when one is the acronym of the other; and when both are
    forms of one well-known body.
    """
    left, right = _bare(one), _bare(other)
    if not left.words and not right.words and left.codes and right.codes:
        return bool(left.codes & right.codes)
    if left.acronym_of(right) or right.acronym_of(left):
        return True
    bodies = lx.forms_of_body(one.strip())
    if any(form.casefold() == other.strip().casefold() for form in bodies):
        return True
    return left.within(right) or right.within(left)


class _Bare:
    """A name without its small words: its words, and the states it names."""

    def __init__(self, text: str) -> None:
        parts = [part for part in parts_of(text) if part.lower() not in lx.LINKS | {"a", "an"}]
        language = language_of(text)
        self.codes: set[str] = set()
        self.words: list[str] = []
        at = 0
        while at < len(parts):
            place = place_at(parts, at, language) if parts[at][:1].isupper() else None
            if place:
                self.codes |= place.codes
                at += place.size
            else:
                self.words.append(parts[at])
                at += 1
        titles = lx.PERSON_TITLES | lx.OF_A_TITLE
        self.words = [word for word in self.words if word not in titles and word.lower() not in lx.ROLES] or self.words
        self.whole = parts

    def within(self, other: _Bare) -> bool:
        """Whether all of it is in *other*."""
        if not self.words and not self.codes:
            return False
        if self.codes and not self.codes & other.codes and not (self.words and not other.codes):
            return False
        return all(
            any(_same(word, there) for there in other.words)
            for word in self.words
            if latin(word) not in lx.NAME_PARTICLES | FREE_IN_NAMES
        )

    def acronym_of(self, other: _Bare) -> bool:
        """Whether it is a single word in capitals that the words of *other* spell."""
        alone = len(self.whole) == 1 and self.whole[0].isupper()
        return alone and spells(latin(self.whole[0]), tuple(other.whole), whole=True)


_bare = lru_cache(maxsize=2_000)(_Bare)


def _same(one: str, other: str) -> bool:
    if len(latin(one)) == 1 or len(latin(other)) == 1:
        return latin(one)[:1] == latin(other)[:1]
    if same_word(spelling(one, inflected=True), spelling(other, inflected=True)):
        return True
    folded = latin(other)
    return latin(one) in other_forms(folded) or folded in SHORT_FORMS.get(latin(one), ())
