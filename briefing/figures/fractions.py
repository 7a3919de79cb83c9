"""Halves, thirds and per cents, in words."""

from __future__ import annotations

from decimal import Decimal

from briefing.figures.counting import Count
from briefing.figures.lexicon import key, number_word
from briefing.figures.reader import Page, Quantity, Reading, number
from briefing.figures.surroundings import bound_before, unit_after

DENOMINATORS = {
    key(word): denominator
    for denominator, words in {
        2: "halves",
        3: "third thirds tiers tercio tercios Drittel Dritteln terzo terzi terço terços треть трети третей ثلث "
        "أثلاث ثلثي",
        4: "quarter quarters quart quarts cuarto cuartos Viertel Vierteln quarto quarti quartos четверть "
        "четверти ربع أرباع",
        5: "fifth fifths cinquième cinquièmes quinto quintos Fünftel quinti خمس أخماس",
        6: "sixth sixths Sechstel",
        7: "seventh sevenths Siebtel",
        8: "eighth eighths Achtel",
        9: "ninth ninths Neuntel",
        10: "tenth tenths dixième dixièmes décimo décimos Zehntel عشر",
    }.items()
    for word in words.split()
}

SHARES = Decimal(10)
"""The per cents in which fractions count: "more than two-thirds" is some 70 per cent, and not 80."""
HALVES = frozenset(
    key(word) for word in "moitié mitad Hälfte половина половины половину половине نصف metà metade".split()
)

_QUARTER = 4
_PLURAL_PARTS = frozenset("halves thirds quarters fifths sixths sevenths eighths ninths tenths".split())


def fraction(numerator: Decimal, denominator: int) -> tuple[Quantity, ...]:
    """A fraction, and the per cents that it is rounded to."""
    share = numerator / denominator
    per_cent = share * 100
    rounded = dict.fromkeys((round(per_cent, 1).normalize(), Decimal(int(per_cent)), Decimal(round(per_cent))))
    return (Quantity(round(share, 6).normalize()), *(Quantity(Decimal(value), "%") for value in rounded))


def parts_of(page: Page, at: int, count: Count) -> tuple[int, int] | None:
    """The denominator of "two-thirds" or "a third of" and the token after it."""
    if count.ordinal or count.scaled:
        return None
    place = count.end + (page.word(count.end) == "-" and page.joined(count.end))
    denominator = DENOMINATORS.get(page.word(place))
    if denominator is None or page.kind(place) != "word" or not 0 < count.values[0] < denominator:
        return None
    plural = page.word(place) in _PLURAL_PARTS or page.language != "en"
    told = page.word(place + 1) == "of" or place > count.end or denominator != _QUARTER  # "in one quarter"
    one = count.values[0] == 1 and page.word(at) == "one" and told
    return (denominator, place + 1) if plural or one else None


_WHOLE_OF = frozenset("of the a an its their his her our all this that these those".split())


_ORDINAL_BEFORE = frozenset(
    "first second last latter other early late premiere seconde primera segunda erste zweite ersten "
    "zweiten первая вторая "
    "первои второи первую вторую prima seconda primeira اول ثاني better".split()
)


def read_half(page: Page, at: int) -> Reading | None:
    """The half at token *at*; "half-hearted" and "the second half" are told along the way or not at all."""
    if page.word(at - 1) in _ORDINAL_BEFORE:
        return None
    place = at + 1 + (page.word(at + 1) in ("a", "an", "-"))
    word = number_word(page.word(place), page.language) if page.kind(place) == "word" else None
    bound = bound_before(page, at)
    if word and word.role == "times":
        unit = unit_after(page, place + 1, True)
        return page.reading(number(Quantity(Decimal(word.value) / 2, unit.unit), bound=bound), at, unit.end)
    span = unit_after(page, place, False)
    if place > at + 1 and span.unit:
        return page.reading(number(Quantity(Decimal("0.5"), span.unit), bound=bound), at, span.end)
    parted = page.word(at + 1) in _WHOLE_OF or page.word(at - 1) in ("a", "one")
    stated = parted or bound != "exact" or page.word(at) != "half"
    quantities = (Quantity(Decimal("0.5")), Quantity(Decimal(50), "%"))
    return page.reading(number(*quantities, bound=bound, tacit=not stated, grain=SHARES), at, at + 1)
