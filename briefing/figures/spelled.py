"""Numbers in words, and words that tell a number along the way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from briefing.figures.amounts import Amount, made, scaled, year_of
from briefing.figures.counting import SERIES, SINGLE_ROMANS, Count, read_words, romans
from briefing.figures.fractions import DENOMINATORS, HALVES, SHARES, fraction, parts_of, read_half
from briefing.figures.lexicon import key, number_word
from briefing.figures.reader import Page, Quantity, Reading, number
from briefing.figures.surroundings import Unit, bound_before, currency_before, unit_after
from briefing.figures.units import DURATIONS, UNITS, Bound

_SEVERAL = frozenset(
    key(word)
    for word in "several few many quelques plusieurs varios varias unos unas vários várias mehrere einige "
    "несколько нескольких عدة بضع بضعة diversi alcune parecchie".split()
)

_ALONG_THE_WAY = {
    key(word): Quantity(Decimal(value), unit)
    for value, unit, words in (
        (
            2,
            "",
            "both twice pair couple duo double doubled doubling dual ambos ambas beide beiden beider zweimal doppelt",
        ),
        (2, "", "оба обе обеих обоих дважды вдвое كلا كلتا كلاهما مرتين entrambi entrambe"),
        (3, "", "trio triple tripled thrice threefold dreimal трижды втрое"),
        (4, "", "quadruple quadrupled"),
        (2, "year", "عامين عامان سنتين سنتان двухлетний двухлетнего zweijährig zweijährige zweijährigen biennial"),
        (2, "month", "شهرين شهران двухмесячный двухмесячного"),
        (2, "week", "أسبوعين أسبوعان двухнедельный двухнедельного"),
        (2, "day", "يومين يومان двухдневный двухдневного zweitägig zweitägige zweitägigen"),
        (2, "hour", "ساعتين ساعتان двухчасовой"),
        (3, "year", "трёхлетний трёхлетнего dreijährig dreijährige dreijährigen"),
        (3, "day", "трёхдневный трёхдневного dreitägig dreitägige dreitägigen"),
        (5, "year", "пятилетний пятилетнего fünfjährig fünfjährige fünfjährigen"),
        (10, "year", "десятилетний десятилетнего zehnjährig zehnjährige zehnjährigen"),
    )
    for word in words.split()
}

_COUNTABLE_SECONDS = frozenset("time term round coup year month day week attempt war largest biggest place".split())

_POINTED_AT = {2: frozenset("the these those".split()), 3: frozenset(("all",))}
"""What makes a count of what was just named: the two men, all three sides."""
_ENUMERATED = frozenset("party parties country countries state states nation nations world person".split())

SINGULAR = frozenset(("a", "an"))
_DOZENS = frozenset("dozen douzaine docena duzia dozzina dutzend".split())
_ARTICLES = frozenset("a an un une una uno ein eine um uma einen einer einem".split())


def read_spelled(page: Page, at: int) -> Reading | None:
    """The number whose words begin at token *at*, or nothing."""
    token = page.tokens[at]
    if (quantity := _ALONG_THE_WAY.get(token.key)) is not None:
        return page.reading(number(quantity, tacit=True), at, at + 1)
    if token.text in romans() and page.word(at - 1) not in ("-", "'"):
        return page.reading(number(Quantity(Decimal(romans()[token.text])), name=token.key), at, at + 1)
    if token.text in SINGLE_ROMANS and page.word(at - 1) in SERIES and page.tokens[at - 1].text[0].isupper():
        value = Quantity(Decimal(SINGLE_ROMANS[token.text]))
        return page.reading(number(value, name=page.word(at - 1) + token.key), at, at + 1)
    if token.key == "half" or token.key in HALVES:
        return read_half(page, at)
    if token.key in DENOMINATORS and page.word(at - 1) == "a" and _is_part(page, at):
        return _share(page, at, at + 1, Decimal(1), DENOMINATORS[token.key])
    count = read_words(page, at)
    if count is None:
        return _article(page, at)
    return _spelled(page, at, count)


def _share(page: Page, at: int, end: int, numerator: Decimal, denominator: int) -> Reading:
    shares = fraction(numerator, denominator)
    return page.reading(number(*shares, bound=bound_before(page, at), grain=SHARES), at, end)


def _is_part(page: Page, at: int) -> bool:
    """Whether "a third" is one of three parts: "a third of", "about a third"."""
    return page.word(at + 1) == "of" or bound_before(page, at) != "exact"


def _article(page: Page, at: int) -> Reading | None:
    """A year is one, and states no number."""
    if page.word(at) not in SINGULAR or (unit := UNITS.get(page.word(at + 1))) not in DURATIONS:
        return None
    if page.between(at + 2, at + 5) == ["and", "a", "half"]:
        return page.reading(number(Quantity(Decimal("1.5"), unit)), at, at + 5)
    return page.reading(number(Quantity(Decimal(1), unit), tacit=True), at, at + 2)


def _spelled(page: Page, at: int, count: Count) -> Reading:
    """What was counted, with its unit."""
    value = count.values[0]
    if count.vague or _is_several(page, at, count):
        unit = unit_after(page, count.end, True)
        return page.reading(number(Quantity(value, unit.unit), bound="vague"), at, unit.end)
    parts = parts_of(page, at, count)
    if parts:
        return _share(page, at, parts[1], value, parts[0])
    amount = scaled(page, Amount(count.values, count.end, count.scaled), False)
    unit = Unit("", amount.end) if count.ordinal else unit_after(page, amount.end, amount.scaled)
    moments = year_of(int(value)) if not unit.unit and value == int(value) and 1900 <= value <= 2100 else ()
    currency = currency_before(page, at)
    if currency:
        unit = Unit(currency[1], unit.end)
    reading = made(page, currency[0] if currency else at, unit.end, amount, unit, moments, place=at)
    bound: Bound = "about" if count.rounded else reading.figure.bound
    tacit = _is_tacit(page, at, count, unit, amount)
    grain = Decimal(12) if page.word(count.end - 1) in _DOZENS else None
    return reading._replace(figure=replace(reading.figure, kind="number", bound=bound, tacit=tacit, grain=grain))


def _is_several(page: Page, at: int, count: Count) -> bool:
    """Whether it is as in "several hundred", "a few thousand", "a couple of dozen"."""
    word = number_word(page.word(at), page.language)
    if word is None or word.role != "times" or count.end != at + 1:
        return False
    return page.word(at - 1) in _SEVERAL or page.between(max(at - 2, 0), at) == ["couple", "of"]


def _is_tacit(page: Page, at: int, count: Count, unit: Unit, amount: Amount) -> bool:
    """Whether the words only point: one of them, at first, a second aim, third countries."""
    value = count.values[0]
    if amount.scaled or amount.values != count.values:
        return False
    following = page.word(count.end + (page.word(count.end) == "-"))
    if count.ordinal:
        if value <= 2:
            return value == 1 or following not in _COUNTABLE_SECONDS
        opens = at == 0 or page.word(at - 1) in (".", ";", ":", "!", "?")
        return (opens and page.word(count.end) == ",") or (value == 3 and following in _ENUMERATED)
    if value == 0:
        return True
    if value in _POINTED_AT and not unit.unit:
        return page.word(at - 1) in _POINTED_AT[int(value)]
    if value == 1:
        return not unit.unit or page.word(at) in _ARTICLES
    return False


@cache
def words_along_the_way() -> frozenset[str]:
    """Words that may begin a number and are no number words, but for :data:`SINGULAR` before a span of time."""
    return frozenset(_ALONG_THE_WAY) | HALVES | {"half", "quarter"}
