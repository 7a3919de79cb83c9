"""Numbers as they are written: digits with their separators, number words, Han and Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from briefing.figures.lexicon import NumberWord, key, number_word
from briefing.figures.reader import Page

_MOST_DIGITS = 40
"""A longer run of digits is no number that anybody means; it is compared sign by sign."""
_LINKS = {"en": ("and",), "fr": ("et",), "es": ("y",), "pt": ("e",), "de": ("und",), "ar": ("و",)}
_REVERSED = "ar"
_FRENCH_SIXTIES = (60, 80)


class Count(NamedTuple):
    """What was counted: every value it can be read as, the token after it, and how it was put.

    *vague* is a plural such as "dozens", *round_* a number such as "une centaine"; *year* a year in words.
    """

    values: tuple[Decimal, ...]
    end: int
    spelled: bool = True
    ordinal: bool = False
    vague: bool = False
    rounded: bool = False
    scaled: bool = False


def read_digits(literal: str, language: str) -> tuple[Decimal, ...]:
    """Every value that *literal* can have; none when its separators make no number of it.

    One separator before three digits can part thousands or decimals: 1.000 is both, but for a comma in English.
    """
    if len(literal) > _MOST_DIGITS:
        return ()
    plain = literal.replace("٬", ",").replace("'", "").replace(" ", "")
    signs = [sign for sign in plain if not sign.isdigit()]
    if not signs:
        return (Decimal(plain),)
    last = signs[-1]
    head, _, tail = plain.rpartition(last)
    if len(set(signs)) == 2 and signs.count(last) == 1:
        other = signs[0]
        return (Decimal(f"{head.replace(other, '')}.{tail}"),) if _grouped(head.split(other)) else ()
    groups = plain.split(last)
    if len(signs) > 1:
        return (Decimal("".join(groups)),) if _grouped(groups) else ()
    decimal = Decimal(f"{head}.{tail}")
    if len(tail) != 3 or len(head) > 3 or head[0] == "0" or last == "٫":
        return (decimal,)
    whole = Decimal(head + tail)
    return (whole,) if last == "," and language == "en" else (whole, decimal)


def _grouped(groups: Sequence[str]) -> bool:
    """Whether *groups* are those of thousands, or of lakhs and crores."""
    lengths = [len(group) for group in groups]
    if not 1 <= lengths[0] <= 3 or lengths[-1] != 3:
        return False
    return all(length == 3 for length in lengths[1:]) or all(length == 2 for length in lengths[1:-1])


class _Sum:
    """A number in words while it is read; ``checkpoint`` is where its last group began, with the sum before it."""

    def __init__(self) -> None:
        self.total = 0
        self.current: int | None = None
        self.smallest = 0
        self.language = ""
        self.checkpoint: tuple[int, int, int | None, int] | None = None

    @property
    def value(self) -> int:
        return self.total + (self.current or 0)

    def mark(self, at: int) -> None:
        self.checkpoint = (at, self.total, self.current, self.smallest)

    def add(self, word: NumberWord, at: int, linked: bool) -> bool:
        """Add *word*, whose token (or the link before it) is *at*; False when it cannot follow."""
        value, current = word.value, self.current
        if current is None:
            if self.total:
                if value >= self.smallest:
                    return False
                self.mark(at)
            self.current = value
            return True
        joined = self._joined(word, current, linked)
        if joined is None:
            return False
        if current % 100 == 0:
            self.mark(at)
        self.current = joined
        return True

    def _joined(self, word: NumberWord, current: int, linked: bool) -> int | None:
        value, low = word.value, current % 100
        if low == 0 and 0 < value < 100 <= current:
            return current + value
        if value < 10:
            if value and low >= 20 and low % 10 == 0:
                return current + value
            return current + value if self.language == "fr" and low in (10, 70, 90) and value >= 7 else None
        if self.language == "fr" and value < 20 and low in _FRENCH_SIXTIES:
            return current + value
        if self.language == "fr" and value == 20 and low == 4:
            return current + 76
        if self.language == _REVERSED and 0 < low < 10 and ((value >= 20 and linked) or (value == 10 and not linked)):
            return current + value
        if self.language == "en" and 16 <= current <= 21 and self.total == 0 and value < 100:
            return current * 100 + value  # nineteen eighty-four
        return None

    def times(self, value: int) -> bool:
        """Multiply by *value*; False when it cannot follow."""
        if value <= 100:
            if self.current is None:
                self.current = value
            elif 0 < self.current < 100:
                self.current *= value
            else:
                return False
            return True
        if self.current is None:
            if self.total and value <= self.smallest:
                return False
            self.total = (self.total or 1) * value
        elif self.total and value >= self.smallest:
            return False
        else:
            self.total += self.current * value
        self.current, self.smallest = None, value
        return True


def read_words(page: Page, start: int) -> Count | None:
    """The number whose words begin at token *start*, or None when there is none."""
    found, at = _Sum(), start
    scaled = False
    while at < len(page.tokens):
        place, linked = _next_word(page, at, start, found.language)
        word = number_word(page.word(place), page.language) if page.kind(place) == "word" else None
        if word is None or (found.language and word.language != found.language):
            break
        if word.role in ("vague", "round"):
            return _vague(page, start, place, word, found) if place == at else _done(found, at, scaled)
        first = not found.language
        found.language = word.language
        if word.role == "times":
            if not found.times(word.value):
                if found.checkpoint:
                    at, found.total, found.current, found.smallest = found.checkpoint
                break
            scaled = scaled or word.value >= 100
        elif word.role == "whole":
            if not first:
                break
            if word.value < 1000:
                found.current = word.value
            else:
                found.total, found.smallest = word.value, 1000
        elif not found.add(word, at, linked):
            break
        at = place + 1
        if word.ordinal:
            return Count((Decimal(found.value),), at, ordinal=True)
    return _done(found, at, scaled) if at > start else None


def _done(found: _Sum, end: int, scaled: bool) -> Count:
    return Count((Decimal(found.value),), end, scaled=scaled)


def _next_word(page: Page, at: int, start: int, language: str) -> tuple[int, bool]:
    """Where the next word of a number is, past a hyphen or an "and", and whether an "and" is there."""
    if at == start:
        return at, False
    if page.word(at) == "-" and page.joined(at):
        at += 1
        if page.word(at) in _LINKS.get(language, ()):  # vingt-et-un
            at += 2 if page.word(at + 1) == "-" else 1
        return at, False
    if page.word(at) in _LINKS.get(language, ()):
        return at + 1, True
    return at, page.tokens[at].linked


def _vague(page: Page, start: int, place: int, word: NumberWord, found: _Sum) -> Count | None:
    """ "dozens", "tens of thousands", "une centaine"; a number of several before such a word is not vague."""
    if found.language and not (found.value == 1 and word.role == "round"):
        return _done(found, place, False) if place > start else None
    value, end = word.value, place + 1
    after = end + (page.word(end) in ("of", "de", "di", "d"))
    if page.kind(after) == "word":
        following = number_word(page.word(after), page.language)
        if following and following.role in ("vague", "times") and following.value >= 100:
            value, end = value * following.value, after + 1
    return Count((Decimal(value),), end, vague=word.role == "vague", rounded=word.role == "round")


_HAN_DIGIT = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_TIMES = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}


def read_han(numerals: str) -> Decimal | None:
    """The value of Han *numerals*, in places (三百五) or sign by sign (二〇二三), or None."""
    if len(numerals) > _MOST_DIGITS:
        return None
    if len(numerals) > 1 and all(sign in _HAN_DIGIT for sign in numerals):
        return Decimal("".join(str(_HAN_DIGIT[sign]) for sign in numerals))
    total = section = 0
    digit: int | None = None
    for sign in numerals:
        if sign in _HAN_DIGIT:
            digit = _HAN_DIGIT[sign]
        elif sign in _HAN_TIMES:
            section += (1 if digit is None else digit) * _HAN_TIMES[sign]
            digit = None
        else:
            section += digit or 0
            total = (
                (total + section or 1) * _HAN_SCALES[sign]
                if total < _HAN_SCALES[sign]
                else (total + (section or 1) * _HAN_SCALES[sign])
            )
            section, digit = 0, None
    return Decimal(total + section + (digit or 0))


def han_scale(numerals: str) -> int | None:
    """What 万亿 after digits multiplies them by, or None when *numerals* are not all orders of magnitude."""
    scale = 1
    for sign in numerals:
        if sign not in _HAN_TIMES and sign not in _HAN_SCALES:
            return None
        scale *= _HAN_TIMES.get(sign) or _HAN_SCALES[sign]
    return scale


_ROMAN_FIRST = "IVXL"
_ROMAN_ENDINGS = ("ème", "eme", "er", "e", "º")
_ROMAN_ENDING = re.compile(rf"(?:{'|'.join(_ROMAN_ENDINGS)})$")


@cache
def romans() -> dict[str, int]:
    """Roman numerals of more than one letter up to 89, which no abbreviation is mistaken for."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    every = {ten + one: 10 * at + unit for at, ten in enumerate(tens) for unit, one in enumerate(ones)}
    return {
        numeral: value for numeral, value in every.items() if len(numeral) > 1 and numeral not in ("LI", "LV", "LX")
    }


def read_roman(text: str) -> int | None:
    """The value of a Roman numeral that counts a century or a quarter, "XIXe" and "V" included."""
    if text[0] not in _ROMAN_FIRST:
        return None
    bare = _ROMAN_ENDING.sub("", text)
    return romans().get(bare) or SINGLE_ROMANS.get(bare)


@cache
def roman_forms() -> frozenset[str]:
    """Everything that :func:`read_roman` gives a value, in the form of the tables."""
    every = (*romans(), *SINGLE_ROMANS)
    return frozenset(key(numeral + ending) for numeral in every for ending in ("", *_ROMAN_ENDINGS))


SINGLE_ROMANS = {"I": 1, "V": 5, "X": 10}
SERIES = frozenset(
    "article chapter title part phase section volume book annex type category group act tier wave".split()
)
"""What is numbered in Roman numerals, one letter included."""
