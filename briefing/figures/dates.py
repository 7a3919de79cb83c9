"""Dates in a text: days, months, years and hours."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from briefing.figures.calendar import Moment, clock, in_digits, months, whole, without_year
from briefing.figures.counting import read_han
from briefing.figures.lexicon import number_word
from briefing.figures.periods import read_near, read_period
from briefing.figures.reader import Page, Quantity, Reading, moment, number
from briefing.figures.years import OF, short_year, year_at

_DAY_SUFFIXES = frozenset("st nd rd th er re e o a го".split())

_COUNT_DAYS = frozenset("es fr pt it".split())
"""Languages that count most days of a month: el cinco de mayo."""

_LIKE_VERBS = frozenset("may march august".split())

_TO = frozenset("- to and et y e und и à a bis al до по & / or".split())

_HOURS_AFTER = frozenset(("uhr", "heures"))


def read_date(page: Page, at: int) -> list[Reading]:
    """The date that begins at token *at*, two for a range, or nothing."""
    token = page.tokens[at]
    reader = _BY_KIND.get(token.kind)
    return reader(page, at) if reader else []


def _at_word(page: Page, at: int) -> list[Reading]:
    return _month_first(page, at) or _day_first(page, at) or read_period(page, at)


def _at_number(page: Page, at: int) -> list[Reading]:
    return _day_first(page, at) or read_period(page, at) or _hour(page, at)


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
        at += page.word(at) in OF or page.word(at) == "شهر"
    return month_at(page, at)


def _month_and_year(page: Page, place: tuple[int, int]) -> tuple[int, int, int | None]:
    month, end = place
    dashed = page.word(end) in ("-", "/") and page.joined(end) and page.joined(end + 1)
    year = year_at(page, end + dashed)
    return (month, year[1], year[0]) if year else (month, end, None)


def _month_first(page: Page, at: int) -> list[Reading]:
    """July 26, 2023; July 2023; January [2024]; July 26–28; July."""
    place = month_at(page, at)
    if place is None:
        return []
    month, after = place
    year = year_at(page, after)
    if year:
        return [page.reading(moment(("day", year[0], month, None)), at, year[1])]
    day = (
        _day_at(page, after + (page.word(after) == "the"))
        if page.language in ("en", "") or page.kind(after) == "number"
        else None
    )
    if day and whole(None, month, day[0]) and page.word(day[1]) not in ("%", "percent", "per"):
        return _month_and_days(page, at, month, day)
    year = short_year(page, after)
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
    year = year_at(page, end)
    if year:
        days[-1] = (days[-1][0], days[-1][1], year[1])
    return [
        page.reading(moment(date), start, stop)
        for one, start, stop in days
        if (date := whole(year[0] if year else None, month, one))
    ]


def _is_month(page: Page, at: int) -> bool:
    """Whether a month's name that stands without day and year is meant as one."""
    word = page.word(at)
    if word in months(page.language).short:
        return page.word(at + 1) == "." and page.joined(at + 1)
    if word not in _LIKE_VERBS or page.language != "en":
        return True
    return page.word(at - 1) not in ("", ".", "!", "?", '"', ":", "-")


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


def _digits(page: Page, at: int) -> list[Reading]:
    """26.07.2023, or what looks like it and is no date: 1.2.33 is compared as it is written."""
    text = page.tokens[at].text
    found = in_digits(text)
    return [page.reading(moment(*found) if found else number(name=text), at, at + 1)]


def _slashed(page: Page, at: int) -> list[Reading]:
    """26/07, which may be a day, a fraction or a name such as 9/11."""
    text = page.tokens[at].text
    one, other = (Decimal(part) for part in text.split("/"))
    figure = number(*((Quantity(one / other),) if other else ()), name=text)
    return [page.reading(replace(figure, moments=without_year(text)), at, at + 1)]


def _time(page: Page, at: int) -> list[Reading]:
    """15:00, 3:30 p.m., 15h30."""
    half = _half_of_day(page, at + 1)
    found = clock(page.tokens[at].text, half[0] if half else None)
    figure = moment(*found) if found else number(name=page.tokens[at].text)
    return [page.reading(figure, at, half[1] if half else at + 1)]


_BY_KIND = {
    "word": _at_word,
    "number": _at_number,
    "sino": _sino,
    "near": read_near,
    "date": _digits,
    "slashed": _slashed,
    "clock": _time,
}


def words_of_months(language: str) -> frozenset[str]:
    """Words that may begin the name of a month in a text in *language*."""
    return frozenset(name.split()[0] for table in months(language) for name in table)
