"""The words of a text as the finder of names sees them: which begin in a capital, a sentence, or a row of capitals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from briefing.naming.dictionary import has_dictionary, is_ordinary
from briefing.naming.forms import hyphenated, place_at
from briefing.naming.lexicon import FUNCTION_WORDS, NO_PERSON, PERSON_TITLES, TITLES
from briefing.naming.spelling import APOSTROPHES, WORD, caseless, pieces, visible, without_possessive

_OPENING = r"[\s\"'“”‘’«»„¿¡()\[\]*_>#–—-]*"
_SENTENCE_ENDS = regex.compile(rf"(?:[.!?…:;•|।。؟\n—]|\s[-–*>])[\s\"'“”‘’«»„¿¡()\[\]*_>#]*$|^{_OPENING}$")
_ARTICLED = regex.compile(rf"^(?:(?i:al|el|as|an|ar|at|ad|ash|d|l|o)[-{APOSTROPHES}]|Mc|Mac)(?=\p{{Lu}})")
_ELIDED = regex.compile(rf"(?i:[dlnsjmct]|qu)[{APOSTROPHES}](?=\p{{Ll}}{{2}})")
_RUN_OF_SMALL = regex.compile(r"(?<![\p{L}\p{N}])\p{Ll}{2,}")
_LONGEST_WORD = 120
"""Characters of a word at most: nobody is called more."""
_LINKS = frozenset("of for and the on".split())
_SPACES = regex.compile(r"[ \t\u00a0\u202f\u2009]{1,3}\n?")
_SHORTENED = frozenset(
    "Gen Mr Mrs Ms Dr St Jr Sr Sen Rep Lt Sgt Maj Col Adm Prof Gov Capt Cpl Pres Rev Hon Brig No".split()
)


class Word(NamedTuple):
    """A word and where it stands; *text* is what a reader sees of it, without a possessive ending."""

    text: str
    start: int
    end: int
    capital: bool
    opens: bool
    """Of a word with a capital: whether one is due here anyway, since a sentence, a heading or a list item begins."""
    joined: bool
    """Whether nothing but a space stands between it and the word before."""
    possessive: bool

    @property
    def small(self) -> str:
        """It in small letters."""
        return self.text.lower()


def words_of(text: str, language: str) -> list[Word]:
    """The words of *text* in order; where its capitals say nothing, only words that no dictionary has keep theirs."""
    found = list(_scan(text, language))
    if not _speak(found, language):
        return [word._replace(capital=word.capital and _stands_out(word, language)) for word in found]
    return found


def _speak(found: list[Word], language: str) -> bool:
    """Whether capitals tell anything here: not in a title in Title Case, not where all is in capitals."""
    for word in found:  # most texts have such a word among the first few
        text = word.text
        if not word.capital and len(text) > 2 and text[0].isalpha() and text.lower() not in FUNCTION_WORDS:
            return True
    words = [word for word in found if word.text[0].isalpha()]
    long = [word for word in words if len(word.text) > 2 and word.small not in FUNCTION_WORDS]
    if len(long) < 5:
        return True
    small = {word.small for word in words if not word.capital}
    linked = bool(small & {"of", "for"}) or len(words) < 7
    if small <= _LINKS and linked and len(words) < 10 and any(word.text in NO_PERSON for word in words):
        return True  # a long name alone: "Economic Community of West African States"
    ordinary = [word for word in long if not word.opens and is_ordinary(word.text, language)]
    shouted = sum(word.text.isupper() for word in long) > 0.7 * len(long)
    return not shouted and len(ordinary) * 4 < len(long)


def _stands_out(word: Word, language: str) -> bool:
    if not has_dictionary(language):
        return False
    if len(word.text) == 1:
        return word.text not in {"A", "I"}
    return word.text.title() in TITLES or not is_ordinary(word.text, language)


def _scan(text: str, language: str) -> Iterator[Word]:
    before: Word | None = None
    end = 0
    for match in WORD.finditer(text):
        raw = match[0]
        if len(raw) > _LONGEST_WORD:
            continue
        start = match.start()
        gap = text[end:start]
        plain = raw.isascii() and raw.isalpha()  # no hyphen, no apostrophe, no ending: the word as it stands
        capital = plain and raw[0].isupper()
        opens = (capital or not plain) and _sentence_begins(text, start)
        if opens and gap.strip(" \u00a0") in {".", ""} and _is_shortened(before):
            opens = False
        joined = before is not None and not before.possessive
        if joined and gap != " ":
            joined = bool(_SPACES.fullmatch(gap)) or (gap in {". ", ".", ".\u00a0"} and _is_shortened(before))
        end = match.end()
        if plain:
            before = Word(raw, start, end, capital, opens, joined, False)
            yield before
            continue
        for word in _parts(raw, start, language, opens=opens, joined=joined):
            yield word
            before = word


def _sentence_begins(text: str, at: int) -> bool:
    # Behind a letter or a digit and one space none does: what would end the last one stands between.
    if at > 1 and text[at - 1] == " " and text[at - 2].isalnum():
        return False
    return bool(_SENTENCE_ENDS.search(text[max(at - 12, 0) : at]))


def _is_shortened(word: Word | None) -> bool:
    """Whether the point behind *word* may be its own: an initial, a title, an abbreviation."""
    return word is not None and (len(word.text) == 1 or word.text in _SHORTENED or "." in word.text)


def _parts(raw: str, start: int, language: str, *, opens: bool, joined: bool) -> Iterator[Word]:
    """*raw* as one word; as several where hyphens join a name with what is none, or names of states."""
    stem = without_possessive(raw)
    possessive = stem != raw
    parts = hyphenated(stem)
    capitals = [_is_capital(part) for part in parts]
    if len(parts) == 1 or _ARTICLED.match(stem) or (all(capitals) and not _are_places(stem, language)):
        text = visible(stem)
        yield Word(text, start, start + len(stem), _is_capital(stem), opens, joined, possessive)
        return
    at = start
    for number, (part, capital) in enumerate(zip(parts, capitals, strict=True)):
        if part:
            last = number == len(parts) - 1
            first = not number
            end = at + len(part)
            yield Word(visible(part), at, end, capital, opens and first, joined and first, possessive or not last)
        at += len(part) + 1


def _are_places(stem: str, language: str) -> bool:
    """Whether *stem* names several states at once, *Russian-Nigerien*, and not one: *Guinea-Bissau*."""
    shown = pieces(stem)
    places = [place_at(shown, at, language) for at in range(len(shown))]
    return bool(shown) and all(places) and not any(place and place.size > 1 for place in places)


def _is_capital(word: str) -> bool:
    shown = visible(word)
    return bool(shown) and ((shown[0].isupper() and not _ELIDED.match(shown)) or bool(_ARTICLED.match(shown)))


def foreign_names(text: str) -> Iterator[tuple[int, int]]:
    """Where words without capitals stand in a text that has capitals: names in their own letters."""
    if text.isascii() or caseless_text(text):  # all letters of ASCII have capitals
        return
    start = end = -1
    for match in WORD.finditer(text):
        if len(match[0]) > _LONGEST_WORD or not caseless(match[0]):
            continue
        if start >= 0 and not text[end : match.start()].strip(" ·・\u00a0"):
            end = match.end()
            continue
        if start >= 0:
            yield start, end
        start, end = match.span()
    if start >= 0:
        yield start, end


def caseless_text(text: str) -> bool:
    """Whether most letters of *text* are of a script without capitals, and no words of another hold it together."""
    if text.isascii() or _RUN_OF_SMALL.search(text):
        return False
    letters = [sign for sign in text if sign.isalpha()]
    return sum(sign.lower() == sign.upper() for sign in letters) * 2 > len(letters)


def is_title(word: Word) -> bool:
    """Whether *word* is what stands before a person's name."""
    shown = word.text.title() if word.text.isupper() else word.text
    return shown in PERSON_TITLES or (
        "-" in shown and all(part.title() in TITLES or part in {"President", "Elect"} for part in hyphenated(shown))
    )
