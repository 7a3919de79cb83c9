"""A text as the tokens that figures are read from: numbers, words, dates in digits, and signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from briefing.figures.calendar import months
from briefing.figures.lexicon import key, lexicon
from briefing.figures.units import UNITS
from briefing.folding import BREAK, DASH_BREAK, SPACE_BREAK, Folded, fold

_HAN_DIGITS = "〇零一二三四五六七八九十百千万萬亿億兆两兩"
_MONTH = "(?:0?[1-9]|1[0-2])"
_HAN = "[〇零一二三四五六七八九十]"
_VULGAR = "\u00bc-\u00be\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289"
_RAISED = "\u00b2\u00b3\u00b9\u2070-\u209c"
_LETTER = rf"[^\W\d_\u2e80-\u2fff\u3400-\u9fff{_VULGAR}{_RAISED}]"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0903\u093a-\u094f"

_TOKEN = re.compile(
    rf"""
    (?P<sino>(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})\ ?[年년]度?(?:\ ?第?[一二三四1-4]季度
        |\ ?(?:\d{{1,2}}|{_HAN}{{1,2}})\ ?[月월](?:\ ?(?:\d{{1,2}}|{_HAN}{{1,3}})\ ?[日号號일])?)?
        |(?<![\d.,])(?:\d{{1,2}}|(?<!{_HAN}){_HAN}{{1,2}})\ ?[月월]
            (?:\ ?(?:\d{{1,2}}|{_HAN}{{1,3}})\ ?[日号號일])?
        |(?<![\d.,])\d{{1,2}}\ ?[日号號](?!间)|第?[一二三四1-4]季度)
  | (?P<near>[去今明前]年|本月|上个?月|下个?月|[昨今明][天日]|(?:星期|礼拜|禮拜|周|週)[一二三四五六日天])
  | (?P<share>百分之(?:\d+(?:\.\d+)?|[{_HAN_DIGITS}点點]+)|[{_HAN_DIGITS}]+分之[{_HAN_DIGITS}]+)
  | (?P<date>(?<![\d.,/-])(?:\d{{4}}(?P<one>[-/.])\d{{1,2}}(?P=one)\d{{1,2}}
        |\d{{1,2}}(?P<other>[-/.])\d{{1,2}}(?P=other)(?:\d{{4}}|\d\d)
        |\d{{4}}-(?:0[1-9]|1[0-2])|{_MONTH}[/.](?:1[5-9]|20)\d\d)(?![\d-])(?![.,]\d))
  | (?P<slashed>(?<![\d.,/-])\d{{1,2}}/\d{{1,2}}(?![\d/-]))
  | (?P<clock>(?<![\d.,:])\d{{1,2}}(?::\d\d(?::\d\d)?|\ ?[hH]\ ?[0-5]\d)(?![\d:]))
  | (?P<number>\d+(?:[.,'٫٬]\d+)*)
  | (?P<vulgar>[{_VULGAR}])
  | (?P<han>[{_HAN_DIGITS}]+)
  | (?P<word>{_LETTER}(?:{_LETTER}|[{_MARKS}])*)
  | (?P<sign>[^\s])
    """,
    re.VERBOSE,
)
_CITED = r"[EKJFAHVS]\d{1,3}"
_NO_FIGURES = re.compile(
    rf"""https?://[^\s<>"]+ | \bwww\.[^\s<>"]+ | \b[\w.+-]{{1,64}}@[\w.-]{{1,200}}
      | [\[(]{_CITED}(?:\s?(?:[,;–-]|and|,\ and)\s?(?:{_CITED}|\d{{1,3}}))*[\])]
      | (?<![\w-])(?!H[12]\s(?:19|20)\d\d)(?:[EKJAHVS]\d{{1,2}}|F\d)(?![\w-]|\.\d)""",
    re.VERBOSE,
)
"""Addresses, and the numbers by which a brief cites its own items."""
_READINGS = str.maketrans({BREAK: "-", DASH_BREAK: "-", SPACE_BREAK: " "})
_DIGIT = re.compile(r"[^\x00-\x7f]")
_ARABIC_PREFIX = re.compile("[وفبلك]?(?:ال|ل)?")


class Token(NamedTuple):
    """A piece of the folded text; ``key`` is the word's form for tables, ``linked`` an Arabic "and" before it."""

    kind: str
    text: str
    key: str
    start: int
    end: int
    linked: bool = False


def read_tokens(text: str) -> tuple[list[Token], Folded]:
    """The tokens of *text* in order, in positions of its folding, and the folding, which leads back."""
    folded = fold(text)
    plain = folded.text.translate(_READINGS)
    if not plain.isascii():
        plain = _DIGIT.sub(_ascii_digit, plain)
    plain = _NO_FIGURES.sub(lambda found: " " * len(found[0]), plain)
    tokens = [_token(found) for found in _TOKEN.finditer(plain)]
    return tokens, folded


@cache
def _arabic_words() -> frozenset[str]:
    """Words whose first letters are no article, "and" or preposition."""
    return frozenset(lexicon()) | frozenset(UNITS) | {part for name in months("ar").names for part in name.split()}


def _ascii_digit(found: re.Match[str]) -> str:
    digit = unicodedata.decimal(found[0], None)
    return found[0] if digit is None else str(digit)


def _token(found: re.Match[str]) -> Token:
    kind, text = found.lastgroup or "sign", found[0]
    if kind != "word":
        return Token(kind, text, text, found.start(), found.end())
    looked_up, linked = key(text), False
    if "\u0600" <= text[0] <= "\u06ff" and looked_up not in _arabic_words():
        prefix = _ARABIC_PREFIX.match(looked_up)
        if prefix and prefix[0] and len(looked_up) - prefix.end() > 2:
            looked_up, linked = looked_up[prefix.end() :], prefix[0][0] == "و"
    return Token("word", text, looked_up, found.start(), found.end(), linked)
