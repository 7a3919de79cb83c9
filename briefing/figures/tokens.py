"""A text as the tokens that figures are read from: numbers, words, dates in digits, and signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.figures.calendar import months
from briefing.figures.lexicon import LONGEST, key, lexicon
from briefing.figures.units import UNITS
from briefing.folding import BREAK, DASH_BREAK, SPACE_BREAK, Folded, fold

_HAN_DIGITS = "〇零一二三四五六七八九十百千万萬亿億兆两兩"
_MONTH = "(?:0?[1-9]|1[0-2])"
_HAN = "[〇零一二三四五六七八九十]"
_VULGAR = "\u00bc-\u00be\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289"
_RAISED = "\u00b2\u00b3\u00b9\u2070-\u209c"
_LETTER = rf"[^\W\d_\u2e80-\u2fff\u3400-\u9fff{_VULGAR}{_RAISED}]"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0903\u093a-\u094f"

_IN_DIGITS = rf"""
    (?P<date>(?<![\d.,/-])(?:\d{{4}}(?P<one>[-/.])\d{{1,2}}(?P=one)\d{{1,2}}
        |\d{{1,2}}(?P<other>[-/.])\d{{1,2}}(?P=other)(?:\d{{4}}|\d\d)
        |\d{{4}}-(?:0[1-9]|1[0-2])|{_MONTH}[/.](?:1[5-9]|20)\d\d)(?![\d-])(?![.,]\d))
  | (?P<slashed>(?<![\d.,/-])\d{{1,2}}/\d{{1,2}}(?![\d/-]))
  | (?P<clock>(?<![\d.,:])\d{{1,2}}(?::\d\d(?::\d\d)?|\ ?[hH]\ ?[0-5]\d)(?![\d:]))
  | (?P<number>\d+(?:[.,'٫٬]\d+)*)"""
_NUMERALS = rf"\d{_HAN_DIGITS}{_VULGAR}第去今明前本上下昨星礼禮周週"
"""What every token begins with that is neither a word nor a sign."""
_WORD_PATTERN = rf"(?:[A-Za-z]+|(?!〇){_LETTER})(?:{_LETTER}+|[{_MARKS}]+)*"
# Most tokens are words, which begin with no sign that another kind begins with, but for 〇: they are looked for first.
_TOKEN = re.compile(
    rf"""(?=\S)(?:
    (?P<word>{_WORD_PATTERN})
  | (?=[{_NUMERALS}])(?:
    (?P<sino>(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})\ ?[年년]度?(?:\ ?第?[一二三四1-4]季度
        |\ ?(?:\d{{1,2}}|{_HAN}{{1,2}})\ ?[月월](?:\ ?(?:\d{{1,2}}|{_HAN}{{1,3}})\ ?[日号號일])?)?
        |(?<![\d.,])(?:\d{{1,2}}|(?<!{_HAN}){_HAN}{{1,2}})\ ?[月월]
            (?:\ ?(?:\d{{1,2}}|{_HAN}{{1,3}})\ ?[日号號일])?
        |(?<![\d.,])\d{{1,2}}\ ?[日号號](?!间)|第?[一二三四1-4]季度)
  | (?P<near>[去今明前]年|本月|上个?月|下个?月|[昨今明][天日]|(?:星期|礼拜|禮拜|周|週)[一二三四五六日天])
  | (?P<share>百分之(?:\d+(?:\.\d+)?|[{_HAN_DIGITS}点點]+)|[{_HAN_DIGITS}]+分之[{_HAN_DIGITS}]+)
  | {_IN_DIGITS}
  | (?P<vulgar>[{_VULGAR}])
  | (?P<han>[{_HAN_DIGITS}]+))
  | (?P<sign>[^\s]))
    """,
    re.VERBOSE,
)
_ASCII_TOKEN = re.compile(rf"(?=\S)(?:(?P<word>[A-Za-z]+) | (?=\d)(?:{_IN_DIGITS}) | (?P<sign>[^\s]))", re.VERBOSE)
_ASCII_WORD = re.compile("[a-z]+")
_WORD = re.compile(_WORD_PATTERN)
_NUMERAL = re.compile(f"[{_NUMERALS}]")
_ASCII_NUMERAL = re.compile("[0-9]")
_CITED = r"[EKJFAHVS]\d{1,3}"
_CITATION = rf"""(?=[\[(EKJFAHVS])(?:[\[(]{_CITED}(?:\s?(?:[,;–-]|and|,\ and)\s?(?:{_CITED}|\d{{1,3}}))*[\])]
      | (?<![\w-])(?!H[12]\s(?:19|20)\d\d)(?:[EKJAHVS]\d{{1,2}}|F\d)(?![\w-]|\.\d))"""
_CITATIONS = re.compile(_CITATION, re.VERBOSE)
_NO_FIGURES = re.compile(
    rf"""https?://[^\s<>"]+ | \bwww\.[^\s<>"]+ | \b[\w.+-]{{1,64}}@[\w.-]{{1,200}} | {_CITATION}""", re.VERBOSE
)
"""Addresses, and the numbers by which a brief cites its own items."""
_CITED_NUMBER = re.compile(r"[EKJFAHVS]\d")
"""What every one of :data:`_CITATIONS` holds."""
_READINGS = str.maketrans({BREAK: "-", DASH_BREAK: "-", SPACE_BREAK: " "})
_DIGITS = re.compile(r"\d+")
_ARABIC_PREFIX = re.compile("[وفبلك]?(?:ال|ل)?")


class Token(NamedTuple):
    """A piece of a text; ``key`` is the word's form for tables, ``linked`` an Arabic "and" before it."""

    kind: str
    text: str
    key: str
    linked: bool = False


class Tokens(NamedTuple):
    """The tokens of a folded text in order, and where each stands in it."""

    tokens: list[Token]
    spans: list[tuple[int, int]]


class Plain(NamedTuple):
    """A text in which only what can tell figures is left, as long as ``folded``, which leads back to the original."""

    text: str
    folded: Folded
    has_numerals: bool
    """Whether anything but words and signs is in it."""


def read_plain(text: str) -> Plain:
    """*text* folded, its digits in ASCII, and without addresses and the numbers of a brief's items."""
    folded = fold(text)
    plain = folded.text.translate(_READINGS) if folded.has_breaks else folded.text
    if not plain.isascii():
        plain = _DIGITS.sub(_ascii_digits, plain)
    if "@" in plain or "://" in plain or "www." in plain:
        plain = _NO_FIGURES.sub(_blank, plain)
    elif _CITED_NUMBER.search(plain):
        plain = _CITATIONS.sub(_blank, plain)
    numeral = _ASCII_NUMERAL if plain.isascii() else _NUMERAL
    return Plain(plain, folded, numeral.search(plain) is not None)


def read_words(plain: str) -> list[str]:
    """The words of *plain*, which has no numerals, in the form of the tables: its tokens for a tenth of the time."""
    if plain.isascii():
        return _ASCII_WORD.findall(plain.lower())
    return [_looked_up(word)[0] for word in _WORD.findall(plain)]


def read_tokens(plain: str) -> Tokens:
    """The tokens of :func:`read_plain`'s text."""
    pattern = _ASCII_TOKEN if plain.isascii() else _TOKEN
    tokens: list[Token] = []
    spans: list[tuple[int, int]] = []
    for piece in pattern.finditer(plain):
        text = piece[0]
        # What is kept of a hostile text is no longer than what is kept of others.
        token = _token if len(text) <= LONGEST else _new_token
        tokens.append(token(piece.lastgroup, text))
        spans.append(piece.span())
    return Tokens(tokens, spans)


@cache
def _arabic_words() -> frozenset[str]:
    """Words whose first letters are no article, "and" or preposition."""
    return frozenset(lexicon()) | frozenset(UNITS) | {part for name in months("ar").names for part in name.split()}


def _ascii_digits(found: re.Match[str]) -> str:
    digits = found[0]
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(digit)) for digit in digits)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _new_token(kind: str | None, text: str) -> Token:
    if kind != "word":
        return Token(kind or "sign", text, text)
    return Token(kind, text, *_looked_up(text))


_token = lru_cache(maxsize=1 << 13)(_new_token)


def _looked_up(word: str) -> tuple[str, bool]:
    """The form of the tables, and whether an Arabic "and" was set to it."""
    form = key(word[:LONGEST])
    if "\u0600" <= word[0] <= "\u06ff" and form not in _arabic_words():
        prefix = _ARABIC_PREFIX.match(form)
        if prefix and prefix[0] and len(form) - prefix.end() > 2:
            return form[prefix.end() :], prefix[0][0] == "و"
    return form, False
