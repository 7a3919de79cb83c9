"""Dates in a text: days, months, years, quarters, decades, weekdays, hours, and days told from today."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from briefing.figures.calendar import (
    SEASONS,
    Moment,
    clock,
    in_digits,
    months,
    weekdays,
    whole,
    without_year,
)
from briefing.figures.counting import read_han, read_roman
from briefing.figures.lexicon import key, number_word
from briefing.figures.reader import Page, Quantity, Reading, moment, number

_OF = frozenset("of de del do d di dell г من في le el the da".split())
_DAY_SUFFIXES = frozenset("st nd rd th er re e o a го".split())
_COUNT_DAYS = frozenset("es fr pt it".split())
"""Languages that count most days of a month: el cinco de mayo."""
_LANGUAGES = "en fr es pt it de nl ru uk pl cs tr ar fa he hi id sv da nb fi ro hu el bg sr sw vi".split()
_LIKE_VERBS = frozenset("may march august".split())
_TO = frozenset("- to and et y e und и à a bis al до по & / or".split())
_QUARTERS = frozenset(key(w) for w in "quarter trimestre trimester Quartal квартал квартале квартала الربع ربع".split())
_HALVES = frozenset(key(w) for w in "half semestre semester semestriel Halbjahr полугодие полугодии полугодия".split())
_CENTURIES = frozenset(
    key(w) for w in "century centuries siècle siècles secolo век века веке веков Jahrhundert Jahrhunderts قرن".split()
)
_CENTURIES_BEFORE = frozenset(key(w) for w in "siglo siglos século séculos secolo القرن قرن".split())
_DECADE_ENDINGS = frozenset("s er ern е х ые ых".split())
_DECADES_BEFORE = frozenset(key(w) for w in "années années década décadas anos años anni Jahre".split())
_HOURS_AFTER = {"uhr": None, "heures": None, "oclock": None}
_YEAR_WORDS = frozenset(key(w) for w in "года году год г гг".split())

# A word for now, and what it counts from the day of the source: days, or months by their negative.
_FROM_TODAY = {
    key(word): (unit, count)
    for unit, rows in {
        "day": {
            -1: "yesterday hier ayer ontem ieri gestern вчера أمس 昨天 昨日",
            0: "today aujourd'hui hoy hoje oggi heute сегодня اليوم 今天 今日",
            1: "tomorrow demain mañana amanhã domani morgen завтра غدا 明天 明日",
        },
        "month": {-1: "上月 上个月", 0: "本月", 1: "下月 下个月"},
        "year": {-2: "前年", -1: "去年", 0: "今年", 1: "明年"},
    }.items()
    for count, words in rows.items()
    for word in words.split()
}
_LAST = {
    key(word): count
    for count, words in {
        -1: "last dernier dernière derniere passé passée pasado pasada letzten letzter letztes letzte vergangenen "
        "прошлом прошлого прошлой прошлый passado passada scorso scorsa ماضي previous",
        0: "this current ce cette cet este esta diesen dieser dieses этом этого текущего questo quest'",
        1: "next prochain prochaine próximo próxima nächsten nächster nächstes следующем следующего prossimo مقبل قادم",
    }.items()
    for word in words.split()
}
_SPANS = {
    key(word): unit
    for unit, words in {
        "month": "month mois mes mês mese Monat месяце месяца شهر",
        "year": "year an année año ano anno Jahr Jahres году года год عام سنة",
    }.items()
    for word in words.split()
}
_WEEKDAY_SIGNS = {sign: at for at, sign in enumerate("一二三四五六日")} | {"天": 6}


def read_date(page: Page, at: int) -> list[Reading]:
    """The date that begins at token *at*, two for a range, or nothing."""
    token = page.tokens[at]
    reader = _BY_KIND.get(token.kind)
    return reader(page, at) if reader else []


def _at_word(page: Page, at: int) -> list[Reading]:
    return (
        _month_first(page, at)
        or _weekday(page, at)
        or _part_of_year(page, at)
        or _century(page, at)
        or _day_first(page, at)
        or _from_today(page, at)
        or _decade_after_word(page, at)
    )


def _at_number(page: Page, at: int) -> list[Reading]:
    return _day_first(page, at) or _decade(page, at) or _part_of_year(page, at) or _century(page, at) or _hour(page, at)


def month_at(page: Page, at: int) -> tuple[int, int] | None:
    """The month named at token *at* and the token after it, whatever else the word may mean."""
    if page.kind(at) != "word":
        return None
    word, (names, short) = page.word(at), months(page.language)
    if (two := names.get(f"{word} {page.word(at + 1)}")) is not None:
        return two, at + 2
    if word in _LIKE_VERBS and page.language == "en" and page.tokens[at].text.islower():
        return None
    if (found := names.get(word)) is not None:
        return found, at + 1
    found = short.get(word)
    if found is None or (page.language == "en" and page.tokens[at].text.islower()):
        return None
    return found, at + 1 + (page.word(at + 1) == "." and page.joined(at + 1))


def _year_at(page: Page, at: int) -> tuple[int, int] | None:
    """The year at token *at*, past a comma, "of" or brackets, and the token after it."""
    if page.word(at) == "," or page.word(at) in _OF:
        at += 1
        if page.word(at) in ("l", "ano", "year"):
            at += 1
    bracket = {"[": "]", "(": ")"}.get(page.word(at))
    at += bracket is not None
    year = page.whole_number(at, 1000, 2199)
    if year is None or len(page.tokens[at].text) != 4:
        return None
    if bracket:
        return (year, at + 2) if page.word(at + 1) == bracket else None
    if page.word(at + 1) in _YEAR_WORDS:
        return year, at + 2
    return year, at + 1


def _day_at(page: Page, at: int) -> tuple[int, int] | None:
    """The day of a month at token *at*, in digits or as an ordinal word, and the token after it."""
    day = page.whole_number(at, 1, 31)
    if day is not None:
        following = page.word(at + 1)
        suffixed = page.joined(at + 1) and following in _DAY_SUFFIXES | {"º", "ª", "°"}
        return day, at + 1 + suffixed
    if page.kind(at) == "word":
        word = number_word(page.word(at), page.language)
        if word and word.role == "part" and 1 <= word.value <= 31 and (word.ordinal or page.language in _COUNT_DAYS):
            return word.value, at + 1
    return None


def _day_first(page: Page, at: int) -> list[Reading]:
    """26 July 2023, 26th of July, 26. Juli, 26 de julio de 2023, 26–28 July."""
    first = _day_at(page, at)
    if first is None:
        return []
    day, after = first
    place = _month_after_day(page, after)
    if place is None and page.word(after) in _TO and (second := _day_at(page, after + 1)):
        place = _month_after_day(page, second[1])
        if place:
            month, end, year = _month_and_year(page, place)
            return [
                page.reading(moment(date), start, stop)
                for one, start, stop in ((day, at, after), (second[0], after + 1, end))
                if (date := whole(year, month, one))
            ]
    if place is None:
        return []
    month, end, year = _month_and_year(page, place)
    date = whole(year, month, day)
    return [page.reading(moment(date), at, end)] if date else []


def _month_after_day(page: Page, at: int) -> tuple[int, int] | None:
    if page.word(at) in (".", "-", "/") and page.joined(at):
        at += 1
    for _ in range(2):
        at += page.word(at) in _OF or page.word(at) == "شهر"
    return month_at(page, at)


def _month_and_year(page: Page, place: tuple[int, int]) -> tuple[int, int, int | None]:
    month, end = place
    dashed = page.word(end) in ("-", "/") and page.joined(end) and page.joined(end + 1)
    year = _year_at(page, end + dashed)
    return (month, year[1], year[0]) if year else (month, end, None)


def _month_first(page: Page, at: int) -> list[Reading]:
    """July 26, 2023; July 2023; January [2024]; July 26–28; July."""
    place = month_at(page, at)
    if place is None:
        return []
    month, after = place
    year = _year_at(page, after)
    if year:
        return [page.reading(moment(("day", year[0], month, None)), at, year[1])]
    day = (
        _day_at(page, after + (page.word(after) == "the"))
        if page.language in ("en", "") or page.kind(after) == "number"
        else None
    )
    if day and whole(None, month, day[0]) and page.word(day[1]) not in ("%", "percent", "per"):
        return _month_and_days(page, at, month, day)
    year = _short_year(page, after)
    if year:
        return [page.reading(moment(("day", year[0], month, None)), at, year[1])]
    return [page.reading(moment(("day", None, month, None)), at, after)] if _is_month(page, at) else []


def _month_and_days(page: Page, at: int, month: int, day: tuple[int, int]) -> list[Reading]:
    days = [(day[0], at, day[1])]
    end = day[1]
    while page.word(end) in (*_TO, ",") and (other := page.whole_number(end + 1, 1, 31)) and len(days) < 9:
        if page.word(end) == "," and page.word(end + 2) not in (*_TO, ","):
            break
        following = _day_at(page, end + 1)
        if following is None or not whole(None, month, other) or month_at(page, following[1]):
            break
        days.append((other, end + 1, following[1]))
        end = following[1]
    year = _year_at(page, end)
    if year:
        days[-1] = (days[-1][0], days[-1][1], year[1])
    return [
        page.reading(moment(date), start, stop)
        for one, start, stop in days
        if (date := whole(year[0] if year else None, month, one))
    ]


def _short_year(page: Page, at: int) -> tuple[int, int] | None:
    """'23 after a month."""
    if page.word(at) == "'" and (year := page.whole_number(at + 1, 0, 99)) is not None:
        return (2000 if year < 70 else 1900) + year, at + 2
    return None


def _is_month(page: Page, at: int) -> bool:
    """Whether a month's name that stands without day and year is meant as one."""
    word = page.word(at)
    if word in months(page.language).short:
        return page.word(at + 1) == "." and page.joined(at + 1)
    if word not in _LIKE_VERBS or page.language != "en":
        return True
    return page.word(at - 1) not in ("", ".", "!", "?", '"', ":", "-")


def _weekday(page: Page, at: int) -> list[Reading]:
    token = page.tokens[at]
    day = weekdays().get(token.key)
    if day is None:
        return []
    return [page.reading(moment(("weekday", day, None, None)), at, at + 1)]


def _ordinal_at(page: Page, at: int) -> tuple[int, int] | None:
    """A small ordinal, "third", "3rd", "3-й" or "III", and the token after it."""
    if (value := page.whole_number(at, 1, 40)) is not None:
        after = at + 1
        if page.word(after) == "-" and page.joined(after) and page.kind(after + 1) == "word":
            after += 1
        suffixed = page.kind(after) == "word" and page.joined(after) and len(page.word(after)) <= 4
        dotted = page.word(after) == "." and page.joined(after)
        return (value, after + 1) if suffixed or dotted else None
    if page.kind(at) != "word":
        return None
    if (value := read_roman(page.tokens[at].text)) is not None:
        return value, at + 1
    word = number_word(page.word(at), page.language)
    if word and word.ordinal:
        return word.value, at + 1
    if (
        word
        and word.value == 20
        and page.word(at + 1) == "-"
        and (more := number_word(page.word(at + 2), page.language))
    ):
        return (20 + more.value, at + 3) if more.ordinal and more.value < 10 else None
    return None


def _part_of_year(page: Page, at: int) -> list[Reading]:
    """Third quarter of 2023, Q3 2023, first half of 2023, summer 2023."""
    if (season := SEASONS.get(page.word(at))) is not None:
        year = _year_at(page, at + 1)
        return [page.reading(moment(("season", year[0], season, None)), at, year[1])] if year else []
    if page.tokens[at].text == "Q" and page.joined(at + 1) and (short := page.whole_number(at + 1, 1, 4)):
        value, after, kind = short, at + 2, "quarter"
    else:
        ordinal = _ordinal_at(page, at)
        if ordinal is None:
            return []
        value, after = ordinal
        kind = "quarter" if page.word(after) in _QUARTERS else "half" if page.word(after) in _HALVES else ""
        if not kind or value > (4 if kind == "quarter" else 2):
            return []
        after += 1
    year = _year_at(page, after)
    if year is None and kind == "half":
        return []
    return [page.reading(moment((kind, year[0] if year else None, value, None)), at, year[1] if year else after)]


def _century(page: Page, at: int) -> list[Reading]:
    """20th century, XX siècle, siglo XX."""
    if page.word(at) in _CENTURIES_BEFORE and (found := _ordinal_at(page, at + 1)):
        return [page.reading(moment(("century", found[0], None, None)), at, found[1])]
    found = _ordinal_at(page, at)
    if found is None:
        return []
    after = found[1] + (page.word(found[1]) in ("-", "e"))
    if page.word(after) in _CENTURIES:
        return [page.reading(moment(("century", found[0], None, None)), at, after + 1)]
    return []


def _decade(page: Page, at: int) -> list[Reading]:
    """1990s, 1990's, 1990-е, 1990er."""
    year = page.whole_number(at, 1000, 2190)
    if year is None or year % 10 or len(page.tokens[at].text) != 4:
        return []
    after = at + 1
    if page.word(after) in ("-", "'") and page.joined(after):
        after += 1
    if page.word(after) in _DECADE_ENDINGS and page.joined(after):
        return [page.reading(moment(("decade", year // 10, None, None)), at, after + 1)]
    return []


def _decade_after_word(page: Page, at: int) -> list[Reading]:
    """Années 1990, década de 1990."""
    if page.word(at) not in _DECADES_BEFORE:
        return []
    place = at + 1 + (page.word(at + 1) in _OF)
    year = page.whole_number(place, 10, 2190)
    if year is None or year % 10 or 99 < year < 1000:
        return []
    year = year if year > 99 else 1900 + year
    return [page.reading(moment(("decade", year // 10, None, None), ("day", year, None, None)), at, place + 1)]


def _hour(page: Page, at: int) -> list[Reading]:
    """3 p.m., 3pm, 15 Uhr."""
    hour = page.whole_number(at, 0, 24)
    if hour is None:
        return []
    end = _half_of_day(page, at + 1)
    if end:
        return [page.reading(moment(*clock(str(hour), end[0])), at, end[1])]
    if page.word(at + 1) in _HOURS_AFTER:
        return [page.reading(moment(*clock(str(hour), None)), at, at + 2)]
    return []


def _half_of_day(page: Page, at: int) -> tuple[bool, int] | None:
    if page.word(at) in ("am", "pm"):
        return page.word(at) == "pm", at + 1
    if page.word(at) in ("a", "p") and page.word(at + 1) == "." and page.word(at + 2) == "m":
        return page.word(at) == "p", at + 3 + (page.word(at + 3) == "." and page.joined(at + 3))
    return None


def _from_today(page: Page, at: int) -> list[Reading]:
    """Yesterday, last month, le mois dernier: they bear claims, and state none."""
    word = page.word(at)
    if page.tokens[at].text == "aujourd" or word in _FROM_TODAY:
        unit, count = _FROM_TODAY.get(word, ("day", 0))
        return [
            page.reading(moment(("ago", {"day": 0, "month": 1, "year": 12}[unit], count, None), tacit=True), at, at + 1)
        ]
    for one, other in ((word, page.word(at + 1)), (page.word(at + 1), word)):
        if one in _LAST and other in _SPANS:
            months_each = 12 if _SPANS[other] == "year" else 1
            return [page.reading(moment(("ago", months_each, _LAST[one], None), tacit=True), at, at + 2)]
    return []


def _sino(page: Page, at: int) -> list[Reading]:
    """2023年7月26日, 7月26日, 第三季度."""
    token = page.tokens[at]
    numbers = [
        int(part) if part.isdigit() else int(read_han(part) or 0)
        for part in re.findall(r"\d+|[〇零一二三四五六七八九十]+", token.text)
    ]
    found: Moment | None
    if "季" in token.text:
        found = ("quarter", numbers[0] if len(numbers) > 1 else None, numbers[-1], None)
        return [page.reading(moment(found), at, at + 1)]
    signs = re.sub(r"[^年년月월日号號일]", "", token.text)
    parts: dict[str, int] = dict(
        zip(("y" if s in "年년" else "m" if s in "月월" else "d" for s in signs), numbers, strict=False)
    )
    found = whole(parts.get("y"), parts.get("m"), parts.get("d"))
    if found is None:
        return []
    return [page.reading(moment(found), at, at + 1)]


def _near(page: Page, at: int) -> list[Reading]:
    word = page.word(at)
    if word in _FROM_TODAY:
        return _from_today(page, at)
    return [page.reading(moment(("weekday", _WEEKDAY_SIGNS[word[-1]], None, None)), at, at + 1)]


def _digits(page: Page, at: int) -> list[Reading]:
    token = page.tokens[at]
    return (
        [page.reading(moment(*in_digits(token.text)), at, at + 1)]
        if in_digits(token.text)
        else [page.reading(number(name=token.text), at, at + 1)]
    )


def _slashed(page: Page, at: int) -> list[Reading]:
    """26/07, which may be a day, a fraction or a name such as 9/11."""
    text = page.tokens[at].text
    one, other = (Decimal(part) for part in text.split("/"))
    figure = number(*((Quantity(one / other),) if other else ()), name=text)
    return [page.reading(replace(figure, moments=without_year(text)), at, at + 1)]


def _time(page: Page, at: int) -> list[Reading]:
    half = _half_of_day(page, at + 1)
    found = clock(page.tokens[at].text, half[0] if half else None)
    figure = moment(*found) if found else number(name=page.tokens[at].text)
    return [page.reading(figure, at, half[1] if half else at + 1)]


_BY_KIND = {
    "word": _at_word,
    "number": _at_number,
    "sino": _sino,
    "near": _near,
    "date": _digits,
    "slashed": _slashed,
    "clock": _time,
}


@cache
def telling_words() -> frozenset[str]:
    """Words that may begin a date."""
    first = frozenset(name.split()[0] for code in ("", *_LANGUAGES) for table in months(code) for name in table)
    near = frozenset(_FROM_TODAY) | frozenset(_LAST) | frozenset(_SPANS) | {"aujourd"}
    return first | frozenset(weekdays()) | frozenset(SEASONS) | _CENTURIES_BEFORE | _DECADES_BEFORE | near | {"q"}
