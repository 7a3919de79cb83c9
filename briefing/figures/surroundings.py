"""What stands around a number: its currency, its unit, and how exactly it is meant."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from briefing.figures.reader import Page
from briefing.figures.units import (
    BOUNDS,
    CURRENCIES,
    DURATIONS,
    LAST_OF_BOUNDS,
    LONGEST_BOUND,
    PHRASES,
    UNITS,
    UNSPACED,
    Bound,
)

_CURRENCY_CODES = frozenset("USD EUR GBP JPY CNY RMB RUB INR NGN CHF CFA FCFA XOF KRW TRY".split())
_LONGEST_PHRASE = max(map(len, PHRASES))
_FIRST_OF_PHRASES = frozenset(phrase[0] for phrase in PHRASES)
_OF = frozenset("of de d di do".split())
_NOT_BETWEEN = frozenset("and or of in to by for from at on the a an per out than until till after before but".split())
_BOUND_AFTER: dict[tuple[str, ...], Bound] = {
    ("or", "more"): "over",
    ("or", "so"): "about",
    ("or", "less"): "under",
    ("or", "fewer"): "under",
    ("-", "odd"): "about",
    ("-", "plus"): "over",
}
_HAN_AFTER: dict[str, Bound] = {"多": "over", "余": "over", "左": "about"}


_CLOSING = frozenset(",.;:)]}!?\"'")


class Unit(NamedTuple):
    """A unit, the token after it, and *others* that may be meant as well."""

    unit: str
    end: int
    others: tuple[str, ...] = ()


def currency_before(page: Page, at: int) -> tuple[int, str] | None:
    """Where the currency before the number at *at* begins and which it is, or None."""
    before = at - 1
    if before < 0:
        return None
    token = page.tokens[before]
    if token.kind == "sign":
        if token.text == "." and page.word(before - 1) == "rs":
            return before - 1, "₹"
        if unicodedata.category(token.text[0]) == "Sc":
            country = page.joined(before) and page.kind(before - 1) == "word" and len(page.word(before - 1)) <= 2
            return before - country, UNITS.get(token.text, token.text)
        if token.text in "%％٪" and page.joined(at) and page.kind(before - 1) != "number":
            return before, "%"
    if token.text in _CURRENCY_CODES:
        return before, UNITS.get(token.key, token.key)
    return (before, "₹") if token.text == "Rs" else None


def unit_after(page: Page, at: int, scaled: bool) -> Unit:
    """The unit that begins at token *at*, past a hyphen or, after millions, an "of"."""
    if at >= len(page.tokens) or page.word(at) in _CLOSING:
        return Unit("", at)
    place = at
    if page.word(at) == "-" and page.joined(at) and page.joined(at + 1):
        place += 1
    elif scaled and page.word(at) in _OF:
        place += 1 + (page.word(at + 1) == "'")
    found = _unit_at(page, place)
    if found is None and page.joined(at) and not page.tokens[at].text.isascii():
        found = _unspaced_at(page, at)
    if found is not None:
        return found
    other = UNITS.get(page.word(place + 1), "")
    if place == at and other in DURATIONS and page.kind(place) == "word" and page.word(place) not in _NOT_BETWEEN:
        return Unit("", at, (other,))  # three consecutive years
    if place == at and other in CURRENCIES and page.tokens[place].text[:1].isupper():
        return Unit(other, place + 2)  # Australian dollars
    return Unit("", at)


def _unit_at(page: Page, at: int) -> Unit | None:
    word = page.word(at)
    if word in _FIRST_OF_PHRASES:
        for length in range(min(_LONGEST_PHRASE, len(page.tokens) - at), 0, -1):
            if (unit := PHRASES.get(tuple(page.between(at, at + length)))) is not None:
                return Unit(unit, at + length)
    unit = UNITS.get(word)
    if unit is None and word == "'" and page.kind(at + 1) == "word":
        return None
    if unit is None and page.kind(at) == "sign" and word and unicodedata.category(word[0]) == "Sc":
        unit = word
    if unit is None or (word == "an" and page.language == "en"):
        return None
    if unit == "%" and word.startswith("percent") and page.word(at + 1) in ("point", "points"):
        return Unit("pp", at + 2)
    if unit == "fr" and UNITS.get(page.word(at + 1)) == "fr":
        at += 1  # CFA francs
    return Unit(unit, at + 1)


def _unspaced_at(page: Page, at: int) -> Unit | None:
    end = min(at + 4, len(page.tokens))
    text = "".join(page.between(at, end))
    for sign, unit in UNSPACED:
        if text.startswith(sign):
            length = 0
            while length < len(sign):
                length += len(page.tokens[at].text)
                at += 1
            return Unit(unit, at)
    return None


def bound_before(page: Page, first: int) -> Bound:
    """How exactly the number that begins at token *first* is meant, by the words before it."""
    end = first
    if page.kind(end - 1) in ("number", ""):
        return "exact"
    if page.word(end - 1) in ("a", "an", "the", "de", "-", "'", "d"):
        end -= 1
    if page.word(end - 1) in LAST_OF_BOUNDS:
        for length in range(min(LONGEST_BOUND, end), 0, -1):
            bound = BOUNDS.get(tuple(page.between(end - length, end)))
            if bound is not None:
                return bound
    if page.word(end - 1) in ("约", "近", "逾"):
        return {"约": "about", "近": "nearly", "逾": "over"}[page.word(end - 1)]  # type: ignore[return-value]
    return "exact"


def has_bound_after(page: Page, end: int) -> Bound | None:
    """How exactly the number before token *end* is meant, by the words after it, or None when they do not say."""
    word = page.word(end)
    if word == "+" and page.joined(end):
        return "over"
    return _BOUND_AFTER.get((word, page.word(end + 1))) or _HAN_AFTER.get(word[:1])
