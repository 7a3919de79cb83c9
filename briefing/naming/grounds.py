"""An index of the words of texts: where each stands, in which sentence, and which spellings it can be read as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

import regex

from briefing.naming.forms import codes_in
from briefing.naming.language import language_of
from briefing.naming.spelling import INVISIBLE, WORD, Spelling, caseless, keys_of, latin, pieces, same_word, spelling
from briefing.naming.variants import initials_apart

_INFLECTS = frozenset("pl cs sk sl hr sr bs lt lv et fi hu tr ro sq de nl sv da nb".split())
_BREAK = regex.compile(r"[.!?…;:。؟।|]|\n\s*\n")
_LINKS = frozenset("of for and the on in to & de des du la le les et pour del di und für der".split())
_UNSPACED = regex.compile(r"[\p{Han}\p{Hangul}\p{Thai}]")
_UNSEEN = regex.compile(f"[{INVISIBLE}\\s]")
LONGEST_WORD = 120
"""Characters of a word that is kept, unless its script sets no spaces."""
_SHORT = 1_000
"""Characters up to which what was read in a text is kept: a brief cites the same sentence in many places."""
_MOST_KEPT = 512
_LONGEST_ROW = 12
"""Words of a row of capitals that are kept as one name to be shown or spelled by an acronym."""


class _Read(NamedTuple):
    """The words of one text, the sentence of each from 0 on, and the states that the text names."""

    words: tuple[str, ...]
    sentences: tuple[int, ...]
    codes: frozenset[str]


def _read(text: str, language: str) -> _Read:
    words: list[str] = []
    sentences: list[int] = []
    start = end = sentence = 0
    for match in WORD.finditer(text):
        word = match[0]
        if len(word) > LONGEST_WORD and not caseless(word[:1]):
            continue
        before = end
        begin, end = match.span()
        gap = text[before:begin]
        if len(gap) > 1 and _BREAK.search(gap):
            abbreviated = gap.strip(" \u00a0") == "." and before - start < 4  # Gen. Tiani, J. Smith
            sentence += not abbreviated
        start = begin
        if word.isascii() and word.isalpha():  # nothing to take off or apart
            words.append(word)
            sentences.append(sentence)
            continue
        parts = [part for piece in pieces(word) for part in initials_apart(piece)]
        for piece in parts:
            if len(parts) > 1 and len(piece) < 5 and word[0].isupper():
                piece = piece[0].upper() + piece[1:]  # Yunus-bek, which others write Yunus-Bek
            words.append(piece)
            sentences.append(sentence)
    return _Read(tuple(words), tuple(sentences), frozenset(codes_in(text, words, language)))


_read_short = lru_cache(maxsize=_MOST_KEPT)(_read)


def _is_small(word: str) -> bool:
    """Whether *word* is written small, in a script that has capitals."""
    return word[:1].islower() and not caseless(word)


class Grounds:
    """The words of *texts*, looked up by any of their spellings; linear in the length of the texts."""

    def __init__(self, texts: Iterable[str], language: str | None) -> None:
        self.words: list[str] = []
        self.sentences: list[int] = []
        self.codes: set[str] = set()
        self.languages: set[str] = {"en"}
        self._places: dict[str, list[int]] = {}
        self._inflected: dict[str, bool] = {}
        self._unspaced: list[str] = []
        self._known: dict[tuple[str, bool], list[str]] = {}
        for text in texts:
            self._add(text, language or language_of(text))

    def _add(self, text: str, language: str) -> None:
        self.languages.add(language)
        read = _read_short(text, language) if len(text) <= _SHORT else _read(text, language)
        sentence = self.sentences[-1] + 1 if self.sentences else 0
        inflected = language.partition("-")[0] in _INFLECTS
        for place, word in enumerate(read.words, len(self.words)):
            self._places.setdefault(word, []).append(place)
        for word in set(read.words):
            if inflected or word not in self._inflected:
                self._inflected[word] = inflected
        self.words += read.words
        self.sentences += [sentence + at for at in read.sentences]
        self.codes |= read.codes
        if not text.isascii() and _UNSPACED.search(text):
            self._unspaced.append(text)

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for word in self._places:
            # A small word has but its plain spelling, which is its key.
            for key in (latin(word),) if _is_small(word) else keys_of(word, self._inflected[word]):
                index.setdefault(key, []).append(word)
        return index

    def spelling(self, word: str) -> Spelling:
        """How *word* of these texts can be read."""
        # A small word is no name and has but its plain spelling, unless its script has no capitals.
        if _is_small(word):
            return Spelling(latin(word), "", ())
        return spelling(word, self._inflected[word])

    def like(self, word: str, *, small: bool = False) -> list[str]:
        """The words of the texts that can be spellings of *word*; those without a capital too when *small*."""
        known = self._known.get((word, small))
        if known is None:
            wanted = spelling(word)
            near = {found for key in keys_of(word) for found in self._index.get(key, ())}
            known = [
                found for found in near if (small or not _is_small(found)) and same_word(wanted, self.spelling(found))
            ]
            self._known[word, small] = known
        return known

    def places(self, words: Iterable[str]) -> list[int]:
        """Where any of *words* stands."""
        return [place for word in words for place in self._places.get(word, ())]

    def initial(self, letter: str, place: int) -> bool:
        """Whether the word at *place* begins with *letter*."""
        return 0 <= place < len(self.words) and latin(self.words[place])[:1] == letter

    def capital(self, place: int) -> bool:
        """Whether the word at *place* begins in a capital, or is of a script that has none."""
        word = self.words[place]
        return word[:1].isupper() or caseless(word)

    def say(self, words: str) -> bool:
        """Whether *words* stand in a text of a script that sets no spaces."""
        if not self._unspaced:
            return False
        plain = _UNSEEN.sub("", words)
        return bool(plain) and any(plain in text for text in self._unspaced)

    def reads(self, sounds: str) -> bool:
        """Whether a text without spaces can be read aloud as *sounds*, whole characters each: 习近平 as *xijinping*."""
        for syllables, starts in self._read:
            at = syllables.find(sounds)
            while at >= 0:
                if at in starts and (at + len(sounds)) in starts:
                    return True
                at = syllables.find(sounds, at + 1)
        return False

    @cached_property
    def _read(self) -> list[tuple[str, set[int]]]:
        read = []
        for text in self._unspaced:
            syllables = [latin(sign) if caseless(sign) else " " for sign in text]
            starts, length = {0}, 0
            for syllable in syllables:
                length += len(syllable)
                starts.add(length)
            read.append(("".join(syllables), starts))
        return read

    @cached_property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows of capitals of the texts, small words inside them included, each once, in order."""
        return list(dict.fromkeys(tuple(self.words[start:end]) for start, end in self._rows()))

    def _rows(self) -> Iterator[tuple[int, int]]:
        words, sentences = self.words, self.sentences
        at = 0
        while at < len(words):
            if not words[at][:1].isupper():
                at += 1
                continue
            end = last = at + 1
            while end < len(words) and sentences[end] == sentences[at] and end - at < _LONGEST_ROW:
                if words[end][:1].isupper():
                    last = end + 1
                elif words[end] not in _LINKS or end - last > 1:
                    break
                end += 1
            yield at, last
            at = last
