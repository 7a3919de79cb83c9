"""The proper names that a text states, each a person's, a place's or something else's.

Capitals tell them. In English a dictionary tells which capitals only begin a sentence; in French, Spanish, Italian and
Portuguese too. In other languages with capitals a word that begins a sentence is no name by itself, and in German,
where every noun has one, only places and what follows a title are told. In scripts without capitals only a name
after the plainest titles is, and one with a middle dot. Of a text in Title Case or all in capitals only words that
the dictionary does not have are names, and none where there is no dictionary. In a text with capitals, words in a
script without are names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from briefing.naming import dictionary
from briefing.naming import lexicon as lx
from briefing.naming.forms import WORLD, Place, is_currency, place_at
from briefing.naming.language import language_of
from briefing.naming.spelling import pieces
from briefing.naming.words import Word, caseless_text, foreign_names, is_title, words_of

Kind = Literal["person", "place", "other"]

_WHO = regex.compile(r",? who(?:se|m)?\b")
_REFERENCE = regex.compile(r"[A-Z]\d{1,3}")
_ACRONYM = regex.compile(r"\p{Lu}[\p{Lu}\d&.-]+s?")
_DOTTED = regex.compile(r"\p{Han}{1,6}(?:[·・•]\p{Han}{1,4})+|[\p{Katakana}ー]+(?:・[\p{Katakana}ー]+)+")
_TITLED = regex.compile(
    r"(?<!\p{L})و?(?:السيد|السيدة|الجنرال|العقيد|اللواء|العميد|الدكتور|الدكتورة|سيادة)\s+(?!(?:الذي|التي|في|من|على|إن|أن|قد|لم)\s)"
    r"(\p{Arabic}{3,}(?:\s\p{Arabic}{3,})?)"
)
_LINKED_BY_HEAD = frozenset({"of", "for", "on"})
_AND_HEADS = frozenset(
    "Ministry Department Office Committee Commission Institute Center Centre Bureau Council Agency Organization "
    "Organisation Directorate Authority Fund Corps Association Union Conference".split()
)
_BEFORE_A_THING = frozenset("the a an this that its their his her our every each any no".split())
_WHERE = frozenset("in at near around across throughout inside outside toward towards via within".split())
_OF_A_MIND = frozenset("wished wishes thinks thought hopes hoped died married fled resigned retired himself".split())
_SIZE_OF_A_NAME = 4
"""Words of a person's name at most, when nothing else tells that it is one."""
_LONGEST_ROW = 24
"""Words of any name at most."""
_SHORT = 500
"""Characters up to which what was read in a text is kept: a brief names the same actors in many fields."""
_MOST_KEPT = 512
_SMALL = regex.compile(r"\b\p{Ll}+\b")
_LATIN_ROW = regex.compile(r"[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a text states it: ``text[start:end]`` is *text*, without title and possessive ending.

    *kind* is ``person`` for what could be one, ``place`` for states, capitals, seats of power, who lives there, and
    the parts of the world, and ``other``: bodies, events, laws, towns.
    """

    text: str
    start: int
    end: int
    kind: Kind


def names(text: str, language: str | None = None) -> list[Name]:
    """The names that *text* states, in order; *language* is told from the text when it is not given."""
    return list(_read_short(text, language) if len(text) <= _SHORT else _read(text, language))


def _read(text: str, language: str | None) -> tuple[Name, ...]:
    code = (language or _language_of(text)).partition("-")[0]
    if caseless_text(text):
        return tuple(_without_capitals(text))
    found = [name for name in _Finder(text, code).names() if not _REFERENCE.fullmatch(name.text)]
    for start, end in foreign_names(text):
        few = len(text[start:end].split()) <= _SIZE_OF_A_NAME and end - start < 40
        found.append(Name(text[start:end], start, end, "person" if few else "other"))
    return tuple(sorted(found, key=lambda name: name.start))


_read_short = lru_cache(maxsize=_MOST_KEPT)(_read)


def _language_of(text: str) -> str:
    """The language of a text that may be short and name a *van der*; ``und`` when it is none that is known."""
    told = language_of(text)
    small = {word for word in _SMALL.findall(text) if word not in lx.NAME_PARTICLES}
    english = sum(dictionary.is_ordinary(word) for word in small)
    if told == "en" and english * 2 < len(small):
        return "und"
    return "en" if small and english == len(small) else told


def _without_capitals(text: str) -> Iterator[Name]:
    for match in _DOTTED.finditer(text):
        yield Name(match[0], match.start(), match.end(), "person")
    for match in _TITLED.finditer(text):
        yield Name(match[1], match.start(1), match.end(1), "person")
    for match in _LATIN_ROW.finditer(text):
        yield Name(match[0], match.start(), match.end(), "person")


class _Finder:
    """Goes through the rows of capitals of one text."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._words = words_of(text, language)
        self._at = {word.start: index for index, word in enumerate(self._words)}

    def names(self) -> Iterator[Name]:
        at = 0
        while at < len(self._words):
            if not self._words[at].capital:
                at += 1
                continue
            end = self._row(at)
            for row in self._without_days(self._words[at:end]):
                if rest := self._without_opener(row):
                    yield from self._told(rest)
            at = end

    def _row(self, at: int) -> int:
        """Where the row of capitals that begins at *at* ends, small words inside a name included."""
        words = self._words
        end = at + 1
        while end < len(words) and words[end].joined and end - at < _LONGEST_ROW:
            if words[end].capital:
                end += 1
                continue
            beyond = self._beyond_link(at, end)
            if beyond == end:
                break
            end = beyond + 1
        return end

    def _beyond_link(self, first: int, at: int) -> int:
        """The capital behind the small words at *at*, where these belong into a name; *at* when they do not."""
        words = self._words
        beyond = at
        while beyond < len(words) and words[beyond].joined and not words[beyond].capital and beyond - at < 3:
            beyond += 1
        if beyond == len(words) or not words[beyond].joined or not words[beyond].capital or words[beyond].opens:
            return at
        links = [word.small for word in words[at:beyond]]
        row = {word.text for word in words[first:at]}
        if all(link in lx.NAME_PARTICLES for link in links):
            return beyond
        if not row & lx.NO_PERSON or links[1:] not in ([], ["the"]):
            return at
        if links[0] in _LINKED_BY_HEAD:
            place = self._place(words[beyond : beyond + 6])
            # "the Union of Niger" is its; "the Battle of Niger Bridge" and "the Bank of Ghana" are names all the same.
            return at if place and links[0] != "of" else beyond
        linked = row & _AND_HEADS and {word.small for word in words[first:at]} & {"of", "for", "on"}
        return beyond if links[0] == "and" and linked and not is_title(words[beyond]) else at

    def _without_days(self, row: Sequence[Word]) -> Iterator[list[Word]]:
        part: list[Word] = []
        for word in row:
            if word.text in lx.MONTHS_AND_DAYS and len(row) > 1:
                yield part
                part = []
            else:
                part.append(word)
        yield part

    def _without_opener(self, row: list[Word]) -> list[Word]:
        """*row* without a capital that is there only because a sentence begins."""
        while row and row[0].opens and not self._begins_a_name(row):
            row = row[1:]
            if row:
                return self._from_capital(row)
        return row

    def _begins_a_name(self, row: list[Word]) -> bool:
        word, language = row[0], self._language
        if word.small in lx.function_words(language):
            return False
        if is_title(word) or self._place(row) or _ACRONYM.fullmatch(word.text):
            return True
        ordinary = dictionary.opens_plainly(word.text, language)
        if len(row) == 1:
            if not dictionary.has_dictionary(language):
                return False
            return not ordinary or (dictionary.is_name_too(word.text) and self._next(row).small in lx.HUMAN_VERBS)
        if not dictionary.has_dictionary(language):
            return False
        following = row[1]
        return (
            not ordinary
            or dictionary.is_name_too(word.text)
            or word.text in lx.NO_PERSON | lx.OF_A_TITLE
            or (
                dictionary.is_ordinary(following.text, language)
                and following.small not in lx.FUNCTION_WORDS
                and not self._place(row[1:])
            )
        )

    def _from_capital(self, row: list[Word]) -> list[Word]:
        while row and not row[0].capital:
            row = row[1:]
        return row

    def _told(self, row: list[Word]) -> Iterator[Name]:
        """The names that *row* is made of."""
        row = self._from_capital(row)
        while row and not row[-1].capital:
            row = row[:-1]
        if not row or self._is_nobodys(row):
            return
        if place := self._place(row):
            rest = row[self._covers(row, place) :]
            if not rest or (WORLD not in place.codes and all(word.small in lx.NOBODYS for word in rest)):
                yield self._name(row[: len(row) - len(rest)], "place")
                return
            titled = self._after_titles(rest)
            heads = bool(_texts(rest) & lx.NO_PERSON)
            if (titled and not _texts(rest[titled:]) & lx.NO_PERSON) or (place.adjective and not heads):
                yield self._name(row[: len(row) - len(rest)], "place")
                yield from self._told(rest)
                return
        titled = self._after_titles(row)
        if titled and not (row[titled:] and (_texts(row[titled:]) & lx.NO_PERSON or _of_something(row[titled:]))):
            yield from self._titled(row, titled)
        elif self._language == "de":
            return
        elif before := self._kinds_before(row):
            yield from self._told(row[before:])
        else:
            yield self._name(row, self._kind(row))

    def _kinds_before(self, row: list[Word]) -> int:
        """How many of *row* only say of what kind the rest is: *Islamist Boko Haram*, *Foreign Affairs Bakary Sy*."""
        first = 0
        while first < len(row) and (row[first].small in lx.NOBODYS or row[first].text in lx.OF_A_TITLE):
            first += 1
        rest = row[first:]
        if not rest or not rest[0].capital or row[0].text in lx.PLACE_HEADS or _texts(rest) & lx.NO_PERSON:
            return 0
        return 0 if all(dictionary.is_ordinary(word.text) or word.small in lx.NOBODYS for word in rest) else first

    def _titled(self, row: list[Word], titled: int) -> Iterator[Name]:
        """Who bears the titles before ``row[titled:]``, and what stands before these that is no part of a title."""
        before = [word for word in row[:titled] if not is_title(word)]
        told = [
            word
            for word in before
            if word.capital
            and word.text not in lx.OF_A_TITLE
            and not (dictionary.is_ordinary(word.text) and not self._place([word]))
        ]
        for word in told:
            yield from self._told([word])
        rest = row[titled:]
        if not rest:
            return
        common = all(dictionary.is_ordinary(word.text) and not dictionary.is_name_too(word.text) for word in rest)
        if self._place(rest) and len(rest) > 1 and self._covers(rest, self._place(rest)) == len(rest):
            yield self._name(rest, "place")
        elif len(rest) == 1 and rest[0].small in lx.NOBODYS:
            return
        else:
            yield self._name(rest, "other" if common and len(rest) > 1 else "person")

    def _after_titles(self, row: list[Word]) -> int:
        """How many words of *row* are a title with what belongs to it; 0 when there is none."""
        last = 0
        for at, word in enumerate(row[:6]):
            if is_title(word) and (at <= last + 2):
                last = at + 1
                if word.possessive:
                    break
        return last

    def _kind(self, row: list[Word]) -> Kind:
        texts = [word.text for word in row]
        capitals = [word for word in row if word.capital]
        before, after = self._before(row), self._next(row).small
        if before in lx.ROLES and not set(texts) & lx.NO_PERSON:
            return "person"
        if set(texts) & lx.NO_PERSON or lx.is_known_body(" ".join(texts)):
            return "other"
        if len(capitals) == 1:
            return self._kind_of_one(row[0], before, after)
        if len(capitals) > _SIZE_OF_A_NAME or before == "the" or texts[0] in lx.PLACE_HEADS or _has_digit(texts):
            return "other"
        if before in _WHERE and not row[-1].possessive:
            return "other"
        plain = [dictionary.is_ordinary(word.text) and not dictionary.is_name_too(word.text) for word in capitals]
        named_first = dictionary.is_only_name(texts[0]) and not self._place(row[:1])
        if all(plain) or (plain[-1] and self._language == "en" and not named_first):
            return "other"
        if plain[0] and self._place(row[-1:]):
            return "other"  # Statistics Botswana
        if all(_ACRONYM.fullmatch(word.text) for word in capitals[:1]) and len(capitals[0].text) > 2:
            return "other"
        return "person"

    def _kind_of_one(self, word: Word, before: str, after: str) -> Kind:
        if _ACRONYM.fullmatch(word.text) and not (len(word.text) > 4 and after in _OF_A_MIND and before != "the"):
            return "other"  # bodies say and warn as well, and often have such names
        if before in _BEFORE_A_THING or before in _WHERE:
            return "other"
        described = _WHO.match(self._text, word.end)
        if after in lx.HUMAN_VERBS or described or lx.ENDINGS_OF_NAMES.search(word.text):
            return "person" if not dictionary.is_ordinary(word.text) or dictionary.is_name_too(word.text) else "other"
        return "other"

    def _is_nobodys(self, row: list[Word]) -> bool:
        words = [word.small for word in row]
        phrase = " ".join(words)
        if phrase in lx.NOBODYS_PHRASES:
            return True
        if lx.is_known_body(" ".join(word.text for word in row)):
            return False
        if all(word in lx.NOBODYS or word in lx.FUNCTION_WORDS or word[0].isdigit() for word in words):
            return True
        if len(row) > 1:
            return False
        if len(row[0].text) == 1 or row[0].text in lx.NAME_HEADS or self._is_currency(row[0]):
            return True
        thing = self._before(row) in _BEFORE_A_THING or self._before_is_small_adjective(row)
        return thing and dictionary.is_ordinary(row[0].text) and not self._place(row)

    def _is_currency(self, word: Word) -> bool:
        """Whether *word* is the code of a currency beside an amount, as in "NOK 200"."""
        if not is_currency(word.text):
            return False
        beside = self._text[max(0, word.start - 2) : word.start] + self._text[word.end : word.end + 2]
        return any(map(str.isdigit, beside))

    def _before_is_small_adjective(self, row: list[Word]) -> bool:
        at = self._at[row[0].start]
        if at < 2 or not row[0].joined:
            return False
        return self._words[at - 2].small in _BEFORE_A_THING and not self._words[at - 1].capital

    def _place(self, row: Sequence[Word]) -> Place | None:
        parts = [piece for word in row[:8] for piece in pieces(word.text)]
        return place_at(parts, 0, self._language) if parts else None

    def _covers(self, row: Sequence[Word], place: Place | None) -> int:
        """How many words of *row* the *place* takes."""
        taken = 0
        for number, word in enumerate(row):
            if place is None or taken >= place.size:
                return number
            taken += len(pieces(word.text))
        return len(row)

    def _before(self, row: Sequence[Word]) -> str:
        at = self._at[row[0].start]
        return self._words[at - 1].small if at and (row[0].joined or self._words[at - 1].possessive) else ""

    def _next(self, row: Sequence[Word]) -> Word:
        at = self._at[row[-1].start] + 1
        return self._words[at] if at < len(self._words) and self._words[at].joined else _NONE

    def _name(self, row: Sequence[Word], kind: Kind) -> Name:
        start, end = row[0].start, row[-1].end
        return Name(self._text[start:end], start, end, kind)


_NONE = Word("", 0, 0, capital=False, opens=False, joined=False, possessive=False)


def _has_digit(texts: Sequence[str]) -> bool:
    return any(sign.isdigit() for text in texts for sign in text)


def _of_something(row: Sequence[Word]) -> bool:
    """Whether *row*, behind a title, tells what the office is for, and nobody's name: *for Labor*."""
    return row[0].small in _LINKED_BY_HEAD or any(word.small in {"of", "for", "and"} for word in row)


def _texts(row: Sequence[Word]) -> set[str]:
    return {word.text for word in row}
