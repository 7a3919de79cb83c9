"""Whether texts hold a name: as it is written, inflected, transliterated, shortened, or in a closed reference form.

A person's name is held when all of its words stand together as one name; a family name alone is enough when no more
is claimed. Titles and offices are free. A place is held when the texts name its state in any form. What else has a
name is held when its words stand in one sentence, when it is the acronym of a name there, or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import regex
from rapidfuzz import fuzz, process

from briefing.naming import dictionary
from briefing.naming import lexicon as lx
from briefing.naming.forms import WORLD, iso_codes, place_at
from briefing.naming.grounds import LONGEST_WORD, Grounds
from briefing.naming.names import Name, names
from briefing.naming.same import same_name
from briefing.naming.spelling import caseless, latin, script_of
from briefing.naming.variants import FREE_IN_NAMES, SHORT_FORMS, other_forms, parts_of, root_of, spells

_NEAREST = 3
_LIKE_ENOUGH = 55
_APART = 3
"""Words between two words of one person's name at most, a patronymic or a nickname."""
_MOST_WORDS = 40
_DOT = regex.compile("[·・•]")
_BEFORE = frozenset((*' \n\t(“"', ""))
_AFTER = frozenset((*' \n\t),;:”"', ""))


class HeldNames:
    """An index over grounds: evidence sentences, or whole sources. It is built at the first question, once.

    *aliases* are pairs of a name and what it is written as in a source: for names across scripts. A pair of spellings
    in letters that can be compared counts only when they are of one name. *long_names* are the sources that grounds
    were cut from: a family name in the grounds bears the full name that these have for it.
    """

    def __init__(
        self,
        texts: Iterable[str],
        *,
        language: str | None = None,
        aliases: Mapping[str, Iterable[str]] | Iterable[tuple[str, str]] = (),
        long_names: HeldNames | None = None,
    ) -> None:
        self._texts = list(texts)
        self._language = language
        self._aliases = list(_pairs(aliases))
        self._long_names = long_names
        self._answers: dict[tuple[str, str, bool], bool] = {}

    @cached_property
    def _grounds(self) -> Grounds:
        known = [name for name, written in self._aliases if _alias_stands(name, written)]
        return Grounds([*self._texts, *known], self._language)

    def quotes(self, name: Name) -> bool:
        """Whether *name* stands in the grounds to the letter: then they hold it, and no index of words is needed."""
        # No longer than a word that an index takes; of what may be a person's or a place's, each part has its capital.
        if len(name.text) > LONGEST_WORD or not any(_stands_in(text, name.text) for text in self._texts):
            return False
        parts = parts_of(name.text)
        return len(parts) <= _MOST_WORDS and all(
            latin(part) and (name.kind == "other" or not part[0].islower()) for part in parts
        )

    def holds(self, name: Name) -> bool:
        """Whether the grounds hold *name*."""
        key = (name.text, name.kind, name.start == 0)
        if key not in self._answers:
            self._answers[key] = self.quotes(name) or self._holds(name)
        return self._answers[key]

    def nearest(self, name: Name) -> list[str]:
        """At most three names of the grounds most like *name*, for "what was found instead"."""
        rows = [" ".join(row) for row in self._grounds.rows]
        found = process.extract(name.text, rows, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_LIKE_ENOUGH)
        return [row for row, _, _ in found]

    def _holds(self, name: Name) -> bool:
        parts = parts_of(name.text)
        if not parts or self._grounds.say(name.text):
            return True
        if len(parts) > _MOST_WORDS:
            return False
        if name.kind == "place":
            return self._has_place(parts) or self._together(parts, small=False, spelled=True)
        if self._together(parts, small=name.kind != "person"):
            return True
        if caseless(name.text):
            # Where no space ends a name, what follows it may be taken for its end.
            return any(self._grounds.say(name.text[:-cut]) for cut in (1, 2) if _DOT.search(name.text[: -cut - 1]))
        if name.kind == "person":
            return self._has_person(parts)
        # "Runs Air Base 201": the first word of a text may have its capital for that alone.
        opened = name.start == 0 and len(parts) > 2 and dictionary.is_ordinary(parts[0])
        return self._has_other(name.text, parts) or (opened and self._has_other(" ".join(parts[1:]), parts[1:]))

    def _together(self, parts: Sequence[str], *, small: bool, spelled: bool = False) -> bool:
        """Whether the words stand one right after the other; *spelled* just so, but for marks and case."""
        grounds = self._grounds
        following = [
            set(
                grounds.places(
                    found for found in grounds.like(part, small=small) if not spelled or latin(found) == latin(part)
                )
            )
            for part in parts
        ]
        return any(all(start + at in places for at, places in enumerate(following)) for start in following[0])

    def _has_place(self, parts: Sequence[str]) -> bool:
        told = (place_at(parts, 0, language) for language in sorted(self._grounds.languages))
        codes = {code for place in told if place and place.size == len(parts) for code in place.codes}
        return WORLD in codes or bool(codes & self._grounds.codes)

    def _has_person(self, parts: Sequence[str]) -> bool:
        words = [part for part in parts if latin(part) not in lx.NAME_PARTICLES | FREE_IN_NAMES]
        full = [word for word in words if len(latin(word)) > 1]
        if not full:
            return False
        if self._named(words) or (len(full) < len(words) and len(full) > 1 and self._named(full)):
            return True
        if all(word.isascii() for word in full) and self._grounds.reads("".join(map(latin, full))):
            return True
        if len(full) > 1 and (self._named(full[::-1]) or self._named([*full[1:], full[0]])):
            return True
        return len(full) > 1 and self._shortened(parts, full)

    def _named(self, words: Sequence[str]) -> bool:
        """Whether *words* stand in that order as one name, with no more than a few of a name's words between."""
        grounds = self._grounds
        anchor = max(range(len(words)), key=lambda at: len(words[at]))
        for place in grounds.places(self._alike(words[anchor])):
            if self._runs(words, anchor, place, 1) and self._runs(words, anchor, place, -1):
                return True
        return False

    def _runs(self, words: Sequence[str], anchor: int, place: int, step: int) -> bool:
        grounds = self._grounds
        sentence = grounds.sentences[place]
        at = anchor + step
        apart = 0
        while 0 <= at < len(words):
            place += step
            if not 0 <= place < len(grounds.words) or grounds.sentences[place] != sentence:
                return False
            if self._is(words[at], place):
                at += step
                apart = 0
                continue
            apart += 1
            beside = grounds.capital(place) or latin(grounds.words[place]) in lx.NAME_PARTICLES
            if apart > _APART or not beside:
                return False
        return True

    def _is(self, word: str, place: int) -> bool:
        letter = latin(word)
        there = self._grounds.words[place]
        if len(letter) == 1 or len(latin(there)) == 1:
            return self._grounds.capital(place) and self._grounds.initial(letter[:1], place)
        return there in self._alike(word)

    def _alike(self, word: str) -> list[str]:
        found = list(self._grounds.like(word))
        for form in SHORT_FORMS.get(latin(word), ()):
            found += self._grounds.like(form.title())
        return found

    def _shortened(self, parts: Sequence[str], full: Sequence[str]) -> bool:
        """Whether the grounds have the family name of somebody whom the sources give the full name of."""
        if self._long_names is None or not self._long_names.holds(Name(" ".join(parts), 0, 0, "person")):
            return False
        grounds = self._grounds
        for word in (full[-1], full[0]):
            for place in grounds.places(grounds.like(word)):
                beside = [at for at in (place - 1, place + 1) if 0 <= at < len(grounds.words)]
                others = [
                    at
                    for at in beside
                    if grounds.words[at][:1].isupper()
                    and grounds.sentences[at] == grounds.sentences[place]
                    and grounds.words[at] not in lx.PERSON_TITLES | lx.OF_A_TITLE
                    and not dictionary.is_ordinary(grounds.words[at])
                    and not place_at([grounds.words[at]], 0)
                ]
                if not others:
                    return True
        return False

    def _has_other(self, text: str, parts: Sequence[str]) -> bool:
        if self._has_acronym(text, parts) or self._has_body(text):
            return True
        if lx.is_known_body(text):
            return False
        small = lx.LINKS | lx.NAME_PARTICLES
        content = [part for part in parts if part.lower() not in small and not part.isdigit()]
        words = self._without_states(content)
        if all(word.lower() in lx.NOBODYS for word in words):
            return True
        if all(word.lower() in lx.STATE_ORGANS for word in words):
            return all(self._near(word) for word in words)
        if len(words) == 1:
            return bool(self._near(words[0])) or self._grounds.reads(latin(words[0]))
        found = [self._near(word) for word in words]
        if all(found):
            return self._in_one_sentence(found, plain=all(dictionary.is_ordinary(word) for word in content))
        missing = [word for word, places in zip(words, found, strict=True) if not places]
        there = [word for word, places in zip(words, found, strict=True) if places]
        return all(word.lower() in lx.GENERIC for word in missing) and any(
            not dictionary.is_ordinary(word) for word in there
        )

    def _without_states(self, parts: Sequence[str]) -> list[str]:
        """*parts* without the states that the grounds name."""
        words, at = [], 0
        while at < len(parts):
            place = place_at(parts, at, self._language or "en")
            if place and place.codes & self._grounds.codes - {WORLD}:
                at += place.size
            else:
                words.append(parts[at])
                at += 1
        return words

    def _near(self, word: str) -> set[int]:
        """Where *word* stands, in small letters, in the other number, or as the root of an adjective."""
        grounds = self._grounds
        found = set(grounds.places(grounds.like(word, small=True)))
        folded = latin(word)
        for form in other_forms(folded):
            found.update(grounds.places(grounds.like(form, small=True)))
        if len(folded) > 4:
            found.update(grounds.places(self._by_root.get(root_of(folded), ())))
        return found

    @cached_property
    def _by_root(self) -> dict[str, list[str]]:
        roots: dict[str, list[str]] = {}
        for word in dict.fromkeys(self._grounds.words):
            folded = latin(word)
            if len(folded) > 3:
                roots.setdefault(root_of(folded), []).append(word)
        return roots

    def _in_one_sentence(self, found: Sequence[set[int]], *, plain: bool) -> bool:
        """Whether a sentence has one of the places of each word, close together when they are *plain* words."""
        sentences = self._grounds.sentences
        rarest = min(found, key=len)
        reach = len(found) + (12 if not plain else 6 if len(found) > 2 else 3)
        for place in rarest:
            near = range(place - reach, place + reach + 1)
            if all(any(at in places and sentences[at] == sentences[place] for at in near) for places in found):
                return True
        return False

    def _has_acronym(self, text: str, parts: Sequence[str]) -> bool:
        letters = latin(text)
        if len(parts) == 1 and text.rstrip("s").isupper():
            code = iso_codes().get(text)
            if code in self._grounds.codes:
                return True
            singular = letters.removesuffix("s") if text.endswith("s") else letters
            return any(spells(singular, row) for row in self._grounds.rows)
        return len(parts) > 1 and any(spells(latin(word), tuple(parts), whole=True) for word in self._acronyms)

    @cached_property
    def _acronyms(self) -> list[str]:
        return [word for word in dict.fromkeys(self._grounds.words) if word.isupper() and 1 < len(latin(word)) < 12]

    def _has_body(self, text: str) -> bool:
        for form in lx.forms_of_body(text):
            words = parts_of(form)
            if self._grounds.say(form) or (words and self._together(words, small=True)):
                return True
        return False


def _pairs(aliases: Mapping[str, Iterable[str]] | Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    if isinstance(aliases, Mapping):
        return [(name, written) for name, forms in aliases.items() for written in forms]
    return aliases


def _alias_stands(name: str, written: str) -> bool:
    """Whether *written* may vouch for *name*: it is the same name, or in letters that cannot be compared with its."""
    if same_name(name, written):
        return True
    scripts = {script_of(name), script_of(written)}
    if len(scripts) == 1:
        return False
    persons = [found for found in names(name) if found.kind == "person"]
    return not (persons and scripts <= {"latin", "cyrillic", "greek"})


def _stands_in(text: str, name: str) -> bool:
    """Whether *name* stands in *text* to the letter, between signs that belong to no word: its words are the text's."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if text[at - 1 : at] in _BEFORE and text[end : end + 1] in _AFTER:
            return True
        at = text.find(name, at + 1)
    return False
