"""Names that hold digits: G7, Su-35, 5G, COVID-19."""

from __future__ import annotations

import re

from briefing.figures.amounts import year_of
from briefing.figures.calendar import months
from briefing.figures.lexicon import number_word
from briefing.figures.reader import Figure, Page, Reading
from briefing.figures.units import SCALE_SIGNS, SUFFIXES, UNITS

_LETTERS = re.compile("[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")

_BEFORE_NUMBERS = frozenset(
    "mid pre post early late top sub non anti ex some over under about around nearly only just age aged".split()
)

_CODES = frozenset("USD EUR GBP JPY CNY RUB INR NGN CHF CFA RS US R N A C HK NT S".split())


def read_label(page: Page, at: int) -> Reading | None:
    """G7, Su-35, 5G, COVID-19, 2S19: one word, which is the same name or another."""
    first, end = at, at + 1
    if page.joined(at) and _is_name_part(page, at - 1) and page.tokens[at - 1].text.upper() not in _CODES:
        first = at - 1
    elif page.joined(at) and page.word(at - 1) == "-" and page.joined(at - 1) and _is_name_part(page, at - 2):
        before = page.tokens[at - 2]
        if before.text[0].isupper() and before.key not in _BEFORE_NUMBERS and not _is_word_of_numbers(page, before.key):
            first = at - 2
    while end < len(page.tokens) and page.joined(end) and _is_name_part(page, end, number_too=end > at + 1):
        if end == at + 1 and first == at and _is_suffix(page, end):
            return None
        end += 1
    if first == at and end == at + 1:
        return None
    name = "".join(page.between(first, end)).replace("-", "")
    name = name[:-1] if re.search(r"\ds\Z", name) else name
    moments = year_of(page.whole_number(at, 1900, 2199)) if first < at else ()
    return page.reading(Figure("", 0, 0, "number", name=name, moments=moments), first, end)


def _is_name_part(page: Page, at: int, number_too: bool = False) -> bool:
    if page.kind(at) == "number":
        return number_too
    return page.kind(at) == "word" and _LETTERS.match(page.tokens[at].text) is not None


def _is_word_of_numbers(page: Page, word: str) -> bool:
    return number_word(word, page.language) is not None or month_named(page, word)


def month_named(page: Page, word: str) -> bool:
    """Whether *word* is the name of a month in the language of *page*."""
    return any(word in table for table in months(page.language))


def _is_suffix(page: Page, at: int) -> bool:
    word = page.word(at)
    return word in SUFFIXES or word in SCALE_SIGNS or word in UNITS or _is_word_of_numbers(page, word)
