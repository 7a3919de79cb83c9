"""Numbers in a text, with what they count, and names that hold digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from briefing.figures.calendar import Moment, months
from briefing.figures.counting import (
    SERIES,
    SINGLE_ROMANS,
    Count,
    han_scale,
    read_digits,
    read_han,
    read_words,
    romans,
)
from briefing.figures.halves import read_half
from briefing.figures.lexicon import key, number_word
from briefing.figures.reader import Figure, Page, Quantity, Reading, number
from briefing.figures.surroundings import Unit, bound_before, currency_before, has_bound_after, unit_after
from briefing.figures.units import (
    ALSO_MEASURES,
    DURATIONS,
    HAN_BOUNDS,
    SCALE_SIGNS,
    SUFFIXES,
    UNITS,
    Bound,
)

YEARS = range(1000, 2200)
_LETTERS = re.compile("[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")
_BEFORE_NUMBERS = frozenset(
    "mid pre post early late top sub non anti ex some over under about around nearly only just age aged".split()
)
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
        (2, "", "оба обе обеих обоих дважды вдвое كلا كلتا كلاهما مرتين entrambi entrambe tous deux"),
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
    if word not in ("tous", "deux")
}
_COUNTABLE_SECONDS = frozenset(
    "time term round coup year month day week attempt war half largest biggest place".split()
)
_ENUMERATED = frozenset("party parties country countries state states nation nations world person".split())
_MEASURE_WORDS = frozenset("个個名人位次年月日天周项項家座艘架辆輛件条條种種倍度级級号號岁歳枚国國省市世成")
_NOT_COUNTED = frozenset({"一", "十分", "千万", "万一", "一一", "百", "千", "万", "亿", "十", "零", "两", "兆"})
_ARTICLES = frozenset("a an un une una uno ein eine um uma einen einer einem".split())


class _Amount(NamedTuple):
    """The values that were read so far and the token after them."""

    values: tuple[Decimal, ...]
    end: int
    scaled: bool = False


def read_number(page: Page, at: int) -> list[Reading]:
    """The number or the name with digits that begins at token *at*, or nothing."""
    reader = _BY_KIND.get(page.kind(at))
    found = reader(page, at) if reader else None
    return [found] if found else []


def _digits(page: Page, at: int) -> Reading | None:
    if (named := _name(page, at)) is not None:
        return named
    token = page.tokens[at]
    literal, end = token.text, at + 1
    if literal.isdigit() and len(literal) <= 3:
        while end < len(page.tokens) and _continues(page, end):
            literal, end = f"{literal} {page.tokens[end].text}", end + 1
    values = read_digits(literal, page.language)
    if not values:
        return page.reading(number(name=literal), at, end)
    plain = end == at + 1 and literal.isdigit()
    currency = currency_before(page, at)
    amount = _scaled(page, _Amount(values, end), bool(currency))
    unit = Unit(currency[1], amount.end) if currency else unit_after(page, amount.end, amount.scaled)
    if currency and (again := unit_after(page, amount.end, amount.scaled)) and again.unit == currency[1]:
        unit = again  # US$13 billion dollars
    year = int(literal) if plain and not unit.unit and not amount.scaled and len(literal) == 4 else None
    end = _past_suffix(page, unit.end)
    return _made(page, currency[0] if currency else at, end, amount, unit, _year(year), place=at)


def _continues(page: Page, at: int) -> bool:
    """Whether the digits at *at* are three more of a number whose thousands are parted by spaces."""
    token, before = page.tokens[at], page.tokens[at - 1]
    if token.kind != "number" or len(token.text) != 3 or not token.text.isdigit() or token.start != before.end + 1:
        return False
    between = page.folded.original(before.end, token.start)
    return not set(page.text[slice(*between)]) & set("\n\r\t")


def _year(value: int | None) -> tuple[Moment, ...]:
    return (("day", value, None, None),) if value is not None and value in YEARS else ()


def _made(
    page: Page, first: int, end: int, amount: _Amount, unit: Unit, moments: tuple[Moment, ...], place: int
) -> Reading:
    """The number with its unit, and with the name of which it may be the last word."""
    quantities = tuple(Quantity(value, one) for value in amount.values for one in (unit.unit, *unit.others))
    if not unit.unit and _is_age(page, first, end):
        quantities = (*quantities, *(Quantity(value, "year") for value in amount.values))
    bound = has_bound_after(page, unit.end) or bound_before(page, first)
    dated = bool(moments) and not amount.scaled
    figure = Figure(
        "",
        0,
        0,
        "date" if dated else "number",
        quantities=quantities,
        moments=moments,
        name=_label(page, place),
        bound=bound,
    )
    return page.reading(figure, first, end)


def _is_age(page: Page, first: int, end: int) -> bool:
    """ "Ilse Varn, 64, heads": a number between commas after a name may be an age."""
    before, after = page.word(first - 1), page.word(end)
    return before in ("aged", "age") or (before in (",", "(") and after in (",", ")", ".", ""))


def month_named(page: Page, word: str) -> bool:
    """Whether *word* is the name of a month in the language of *page*."""
    return any(word in table for table in months(page.language))


def _label(page: Page, at: int) -> str:
    """ "Base 201" as one word, so that another spelling of the name finds it."""
    before = page.tokens[at - 1] if at else None
    if before is None or before.kind != "word" or not before.text[0].isupper() or page.kind(at) != "number":
        return ""
    return before.key + page.tokens[at].text


def _scaled(page: Page, amount: _Amount, money: bool) -> _Amount:
    """The amount times the orders of magnitude that follow it, and with a half or a fraction after it."""
    values, end, scaled = amount
    while True:
        step = _scale_at(page, end, money, scaled)
        if step is None:
            break
        times, end = step
        values = tuple(dict.fromkeys(value * factor for value in values for factor in times))
        scaled = True
    if page.kind(end) == "vulgar" and not scaled and (part := _vulgar_value(page, end)) is not None and part < 1:
        return _scaled(page, _Amount(tuple(value + part for value in values), end + 1), money)
    if not scaled and page.between(end, end + 3) == ["and", "a", "half"]:
        return _scaled(page, _Amount(tuple(value + Decimal("0.5") for value in values), end + 3), money)
    return _Amount(values, end, scaled)


def _scale_at(page: Page, at: int, money: bool, scaled: bool) -> tuple[tuple[int, ...], int] | None:
    joined = page.joined(at)
    if page.word(at) == "-" and joined and page.joined(at + 1):
        at, joined = at + 1, False
    token = page.tokens[at] if at < len(page.tokens) else None
    if token is None:
        return None
    if token.kind == "han":
        scale = han_scale(token.text)
        return ((scale,), at + 1) if scale else None
    if token.kind != "word":
        return None
    word = number_word(token.key, page.language)
    if word and word.role in ("times", "vague") and word.value >= 12 and not word.ordinal:
        return (_billions(word.value, token.key, page.language), at + 1)
    sign = SCALE_SIGNS.get(token.key)
    if sign is None and token.text[0] in "만억조천":
        return (SCALE_SIGNS[token.text[0]],), at + (len(token.text) == 1)
    if sign is None or (token.key in ALSO_MEASURES and not joined):
        return None
    end = at + 1 + (page.word(at + 1) == "." and page.joined(at + 1) and token.key != "m")
    measure = token.key in ALSO_MEASURES and not money and token.key != "b"
    return ((sign, 1) if measure else (sign,)), end


def _billions(value: int, word: str, language: str) -> tuple[int, ...]:
    return (10**12,) if word in ("billion", "billionen", "billions") and language in ("fr", "de") else (value,)


def _past_suffix(page: Page, end: int) -> int:
    """The token after an ordinal's ending or a measure that is set to the number."""
    if page.joined(end) and (page.word(end) in SUFFIXES or page.word(end) in ("º", "ª", "°")):
        return end + 1
    if page.word(end) == "-" and page.joined(end) and page.joined(end + 1) and len(page.word(end + 1)) <= 3:
        cyrillic = "а" <= page.word(end + 1)[:1] <= "я"
        return end + 2 if cyrillic else end
    return end


def _name(page: Page, at: int) -> Reading | None:
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
    moments = _year(page.whole_number(at, 1900, 2199)) if first < at else ()
    return page.reading(Figure("", 0, 0, "number", name=name, moments=moments), first, end)


_CODES = frozenset("USD EUR GBP JPY CNY RUB INR NGN CHF CFA RS US R N A C HK NT S".split())


def _is_name_part(page: Page, at: int, number_too: bool = False) -> bool:
    if page.kind(at) == "number":
        return number_too
    return page.kind(at) == "word" and _LETTERS.match(page.tokens[at].text) is not None


def _is_word_of_numbers(page: Page, word: str) -> bool:
    return number_word(word, page.language) is not None or month_named(page, word)


def _is_suffix(page: Page, at: int) -> bool:
    word = page.word(at)
    return word in SUFFIXES or word in SCALE_SIGNS or word in UNITS or _is_word_of_numbers(page, word)


def _vulgar_value(page: Page, at: int) -> Decimal | None:
    value = unicodedata.numeric(page.tokens[at].text, None)
    return None if value is None else Decimal(str(round(value, 6))).normalize()


def _vulgar(page: Page, at: int) -> Reading | None:
    value = _vulgar_value(page, at)
    if value is None:
        return None
    amount = _scaled(page, _Amount((value,), at + 1), False)
    unit = unit_after(page, amount.end, amount.scaled)
    return _made(page, at, unit.end, amount, unit, (), place=at)


def _han(page: Page, at: int) -> Reading | None:
    token = page.tokens[at]
    value = read_han(token.text)
    following = page.tokens[at + 1].text[0] if at + 1 < len(page.tokens) else ""
    if token.text == "一" and following == "半":
        return page.reading(number(*fraction(Decimal(1), 2)), at, at + 2)
    if value is None:
        return page.reading(number(name=token.text), at, at + 1)
    unit = unit_after(page, at + 1, False)
    several = page.word(at - 1) in ("数", "數", "几", "幾", "上") and han_scale(token.text) is not None
    if following == "成":
        return page.reading(number(Quantity(value * 10, "%")), at, at + 2)
    counted = len(token.text) > 1 or following in _MEASURE_WORDS or bool(unit.unit)
    tacit = not several and (token.text in _NOT_COUNTED or not counted)
    bound: Bound = "vague" if several else HAN_BOUNDS.get(_before(page, at), "over" if following in "多余" else "exact")
    figure = number(Quantity(value, unit.unit), bound=bound, tacit=tacit)
    return page.reading(figure, at - several, unit.end)


def _before(page: Page, at: int) -> str:
    """The one or two Han characters before token *at* that may say how exact it is."""
    two = "".join(page.between(max(at - 2, 0), at))
    return two if two in HAN_BOUNDS else two[-1:]


def _share(page: Page, at: int) -> Reading | None:
    """百分之四十, 三分之二."""
    text = page.tokens[at].text
    denominator, _, numerator = text.partition("分之")
    if denominator == "百":
        whole, _, part = numerator.replace("点", ".").replace("點", ".").partition(".")
        value = Decimal(whole) if whole.isdigit() else read_han(whole)
        if value is None:
            return None
        if part:
            digits = part if part.isdigit() else str(read_han(part) if len(part) > 1 else read_han("零" + part) or 0)
            value += Decimal(f"0.{digits}")
        return page.reading(number(Quantity(value, "%")), at, at + 1)
    one, other = read_han(numerator), read_han(denominator)
    return page.reading(number(*fraction(one, int(other))), at, at + 1) if one and other else None


def fraction(numerator: Decimal, denominator: int) -> tuple[Quantity, ...]:
    """A fraction, and the per cents that it is rounded to."""
    share = numerator / denominator
    per_cent = share * 100
    rounded = dict.fromkeys((round(per_cent, 1).normalize(), Decimal(int(per_cent)), Decimal(round(per_cent))))
    return (Quantity(round(share, 6).normalize()), *(Quantity(Decimal(value), "%") for value in rounded))


def _word(page: Page, at: int) -> Reading | None:
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
    if token.key in _DENOMINATORS and page.word(at - 1) == "a" and page.word(at + 1) == "of":
        return page.reading(
            number(*fraction(Decimal(1), _DENOMINATORS[token.key]), bound=bound_before(page, at)), at, at + 1
        )
    count = read_words(page.tokens, at, page.language)
    if count is None:
        return _article(page, at)
    return _spelled(page, at, count)


def _article(page: Page, at: int) -> Reading | None:
    """ "A year" is one, and states no number."""
    if page.word(at) not in ("a", "an") or (unit := UNITS.get(page.word(at + 1))) not in DURATIONS:
        return None
    return page.reading(number(Quantity(Decimal(1), unit), tacit=True), at, at + 2)


def _spelled(page: Page, at: int, count: Count) -> Reading:
    value = count.values[0]
    if count.vague or _is_several(page, at, count):
        unit = unit_after(page, count.end, True)
        return page.reading(number(Quantity(value, unit.unit), bound="vague"), at, unit.end)
    parts = _parts(page, at, count)
    if parts:
        return page.reading(number(*fraction(value, parts[0]), bound=bound_before(page, at)), at, parts[1])
    amount = _scaled(page, _Amount(count.values, count.end, count.scaled), False)
    unit = Unit("", amount.end) if count.ordinal else unit_after(page, amount.end, amount.scaled)
    if page.word(at) == "billion" or "billion" in page.between(at, count.end):
        amount = amount._replace(values=_french_billions(page, at, amount))
    moments = _year(int(value)) if not unit.unit and value == int(value) and 1900 <= value <= 2100 else ()
    currency = currency_before(page, at)
    if currency:
        unit = Unit(currency[1], unit.end)
    made = _made(page, currency[0] if currency else at, unit.end, amount, unit, moments, place=at)
    bound: Bound = "about" if count.rounded else made.figure.bound
    figure = Figure(
        made.figure.text,
        made.figure.start,
        made.figure.end,
        "number",
        made.figure.quantities,
        moments,
        bound=bound,
        tacit=_is_tacit(page, at, count, unit, amount),
    )
    return Reading(figure, made.first, made.end)


def _french_billions(page: Page, at: int, amount: _Amount) -> tuple[Decimal, ...]:
    return tuple(value * 1000 for value in amount.values) if page.language in ("fr", "de") else amount.values


def _is_several(page: Page, at: int, count: Count) -> bool:
    """ "Several hundred", "a few thousand", "a couple of dozen"."""
    word = number_word(page.word(at), page.language)
    if word is None or word.role != "times" or count.end != at + 1:
        return False
    return page.word(at - 1) in _SEVERAL or page.between(max(at - 2, 0), at) == ["couple", "of"]


def _is_tacit(page: Page, at: int, count: Count, unit: Unit, amount: _Amount) -> bool:
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
    if value == 1:
        return not unit.unit or page.word(at) in _ARTICLES
    return False


_DENOMINATORS = {
    key(word): denominator
    for denominator, words in {
        2: "halves",
        3: "third thirds tiers tercio tercios Drittel Dritteln terzo terzi terço terços треть трети третей ثلث أثلاث ثلثي",
        4: "quarter quarters quart quarts cuarto cuartos Viertel Vierteln quarto quarti quartos четверть четверти ربع أرباع",
        5: "fifth fifths cinquième cinquièmes quinto quintos Fünftel quinti خمس أخماس",
        6: "sixth sixths Sechstel",
        7: "seventh sevenths Siebtel",
        8: "eighth eighths Achtel",
        9: "ninth ninths Neuntel",
        10: "tenth tenths dixième dixièmes décimo décimos Zehntel عشر",
    }.items()
    for word in words.split()
}
HALVES = frozenset(
    key(word) for word in "moitié mitad Hälfte половина половины половину половине نصف metà metade".split()
)


def _parts(page: Page, at: int, count: Count) -> tuple[int, int] | None:
    """The denominator of "two-thirds" or "a third of" and the token after it."""
    if count.ordinal or count.scaled:
        # "two-third" does not exist, but "one third" may be read on as an ordinal of the tens.
        return None
    place = count.end + (page.word(count.end) == "-" and page.joined(count.end))
    denominator = _DENOMINATORS.get(page.word(place))
    if denominator is None or page.kind(place) != "word" or not 0 < count.values[0] < denominator:
        return None
    plural = page.word(place) in _PLURAL_PARTS or page.language != "en"
    one = count.values[0] == 1 and (page.word(at) == "one" or page.word(place + 1) == "of")
    return (denominator, place + 1) if plural or one else None


_PLURAL_PARTS = frozenset("halves thirds quarters fifths sixths sevenths eighths ninths tenths".split())

_BY_KIND = {"number": _digits, "vulgar": _vulgar, "han": _han, "share": _share, "word": _word}


@cache
def telling_words() -> frozenset[str]:
    """Words that may begin a number and are no number words."""
    return frozenset(_ALONG_THE_WAY) | HALVES | {"half", "a", "an", "quarter"}


def values_of(quantities: Sequence[Quantity]) -> list[Decimal]:
    """The values of *quantities*, whatever they count."""
    return [quantity.value for quantity in quantities]
