"""Names of months, days and parts of the year in many languages, and dates in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from briefing.figures.lexicon import key

Moment = tuple[str, int | None, int | None, int | None]
"""What a date says: its kind with up to three numbers, None where it leaves one open.

``day`` year month day, ``quarter``/``half``/``season`` year and number, ``decade`` and ``century`` number,
``weekday`` 0–6 from Monday, ``clock`` minutes, ``ago`` how many spans of so many months, or of a day for 0, from a
source's day.
"""

LANGUAGES = "en fr es pt it de nl ru uk pl cs tr ar ar_LB ar_DZ fa he hi id sv da nb fi ro hu el bg sr sw vi".split()
_FEW = {"sept": 9, "setiembre": 9, "aout": 8, "janner": 1, "feber": 2, "maerz": 3}
_RUSSIAN = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()
_SOFT, _HARD = "ь я е ю ем ям ях".split(), ["", "а", "е", "у", "ом", "ы"]

_WORDS_TOO = frozenset("may march mars mai maj mei mayo maya marts marz agost out jun sub set".split())
"""Names of months that are other words in other languages; they count in a text of their own."""

SEASONS = {
    key(word): number
    for number, words in enumerate(
        (
            "winter hiver invierno inverno зима зимой зимы зиму شتاء",
            "spring printemps primavera frühling frühjahr весна весной весны ربيع",
            "summer été verano verão estate sommer лето летом лета صيف",
            "autumn fall automne otoño outono autunno herbst осень осенью осени خريف",
        )
    )
    for word in words.split()
}
"""The season by its words; 0 is winter."""


class Months(NamedTuple):
    """The number of the month by its names; ``short`` ones need a day, a year or a full stop beside them."""

    names: dict[str, int]
    short: dict[str, int]


@cache
def months(language: str) -> Months:
    """The names of months in a text in *language*: its own and the English ones, and the long names of many more."""
    names: dict[str, int] = {}
    short: dict[str, int] = {}
    for code in dict.fromkeys((language, "en")):
        for own in LANGUAGES:
            if own.split("_")[0] == code:
                names |= _names()[own, "wide"]
                short |= _names()[own, "abbreviated"]
    for code in LANGUAGES:
        for name, number in _names()[code, "wide"].items():
            if len(name) > 3 and name not in _WORDS_TOO:
                names.setdefault(name, number)
    for number, stem in enumerate(_RUSSIAN, 1):
        for ending in ("и", "я", "е", "ю", "ем") if number == 5 else _HARD if number in (3, 8) else _SOFT:
            names.setdefault(key(stem + ending), number)
    short |= {name: number for name, number in _FEW.items() if name not in names}
    return Months(names, {name: number for name, number in short.items() if name not in names})


@cache
def _names() -> dict[tuple[str, str], dict[str, int]]:
    """The names by locale and width.

    They are all read at once and before anything else of a locale: babel's locales share tables, to which reading one
    of them adds, so that what one says would hang on which texts came before.
    """
    first = [("en", "wide"), ("en", "abbreviated")]
    rest = [(code, width) for width in ("wide", "abbreviated") for code in LANGUAGES]
    return {(code, width): _names_of(code, width) for code, width in dict.fromkeys(first + rest)}


def _names_of(code: str, width: str) -> dict[str, int]:
    """The names of one width of one locale, in the form of :func:`~briefing.figures.lexicon.key`."""
    from babel import Locale  # reading its tables costs some tens of milliseconds

    found: dict[str, int] = {}
    tables = Locale.parse(code).months
    for context in ("format", "stand-alone"):
        for number, name in tables[context][width].items():
            looked_up = " ".join(key(part) for part in name.rstrip(".").split())
            if any(sign.isdigit() for sign in looked_up) or len(looked_up) < 2:
                continue
            found.setdefault(looked_up, number)
            found.setdefault(" ".join(part.removeprefix("ال") for part in looked_up.split()), number)
    return found


@cache
def weekdays() -> dict[str, int]:
    """The day of the week, 0 for Monday, by each of its names."""
    from babel import Locale

    _names()
    found: dict[str, int] = {}
    for code in LANGUAGES:
        tables = Locale.parse(code).days
        for context in ("format", "stand-alone"):
            for number, name in tables[context]["wide"].items():
                for part in (key(name), key(name).removesuffix("-feira")):
                    if " " not in part and len(part) > 3 and "-" not in part:
                        found.setdefault(part.removeprefix("ال"), number)
    for number, forms in enumerate(
        ("понедельника", "вторника", "среду", "четверга", "пятницу", "субботу", "воскресенья")
    ):
        found.setdefault(key(forms), number)
    # What is a word of its own in one of the languages: the hours of Portuguese, ordinals of Arabic.
    for word in ("quarta", "quinta", "sexta", "segunda", "terca", "среда", "среды", "seri", "rabu", "onsdag"):
        found.pop(word, None)
    found[key("среду")] = found[key("среда")] = 2
    return found


def whole(year: int | None, month: int | None, day: int | None) -> Moment | None:
    """The date, or None when there is no such day."""
    if month is not None and not 1 <= month <= 12:
        return None
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return ("day", year, month, day)


def in_digits(text: str) -> tuple[Moment, ...]:
    """Every date that *text* in digits can mean: both orders of day and month where both are possible."""
    parts = [int(part) for part in re.split(r"[-/.]", text)]
    if len(parts) == 2:
        month, year = (parts[1], parts[0]) if parts[0] > 99 else parts
        return tuple(_real([(year, month, None)]))
    if parts[0] > 99:
        return tuple(_real([(parts[0], parts[1], parts[2]), (parts[0], parts[2], parts[1])][: 1 + ("/" in text)]))
    years = [parts[2]] if parts[2] > 99 else [2000 + parts[2], 1900 + parts[2]]
    orders = [(parts[1], parts[0]), (parts[0], parts[1])]
    return tuple(_real([(year, month, day) for year in years for month, day in orders]))


def without_year(text: str) -> tuple[Moment, ...]:
    """The days that "26/07" can mean."""
    one, other = (int(part) for part in text.split("/"))
    return tuple(_real([(None, other, one), (None, one, other)]))


def _real(candidates: Sequence[tuple[int | None, int | None, int | None]]) -> Iterator[Moment]:
    for candidate in dict.fromkeys(candidates):
        if moment := whole(*candidate):
            yield moment


def clock(text: str, afternoon: bool | None) -> tuple[Moment, ...]:
    """The minutes of the day that *text* can mean; *afternoon* is None where nothing says which half it is."""
    parts = [int(part) for part in re.split(r"[:hH ]+", text.strip()) if part]
    hour, minute = parts[0], parts[1] if len(parts) > 1 else 0
    if hour > 24 or minute > 59:
        return ()
    if afternoon is not None:
        hours = [hour % 12 + 12 * afternoon]
    else:
        hours = [hour, hour + 12] if 1 <= hour < 12 and not text.startswith("0") and ":" in text else [hour]
    return tuple(("clock", one % 24 * 60 + minute, None, None) for one in hours)
