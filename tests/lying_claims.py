"""Invented numbers, dates and names, each as a phrase to put into an honest sentence.

Each phrase is made from the material so that the sources do not hold what it claims; None where nothing of the
kind can be made. What a phrase is put into decides whether the contract binds it or leaves it free.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.lying_material import MONTHS, Material, in_words

Phrase = Callable[[Material], str | None]

FIRST_WORD = "family name, first word"

_GIVEN = "Ilario Marlo Thessaly Ottoline Benedek Rurik Zelmira Anselmo Priska Tavish".split()
_FAMILY = "Bexley Quenby Vorhaus Lindqvane Okparo Dresimov Haldrane Mirchetti Zubkova Fenwright".split()
_WORDS = "Marsh Baker Stone Rivers Wells Forester Chandler Potter Shepherd".split()
_ACCENTED = "Żółkowski Šimůnek Ólafsdóttir Nguyễn Çelikoğlu".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_FOREIGN = ("Дмитрий Орленко", "李建国", "محمد الحربي", "Γιώργος Παππάς", "김영호", "राजेश कुमार", "דוד לוינסקי")
_STATES = "Paraguay Mongolia Iceland Bhutan Suriname Lesotho Vanuatu Oman".split()
_DEMONYMS = "Paraguayan Mongolian Icelandic Bhutanese Surinamese Omani".split()
_CAPITALS = "Asunción Ulaanbaatar Reykjavik Thimphu Paramaribo Muscat".split()


def _with_number(template: str, least: int, most: int, shown: Callable[[int], str] = str) -> Phrase:
    """A phrase around a number that the sources do not hold."""

    def tell(material: Material) -> str | None:
        number = material.absent_number(least, most)
        if number is None:
            return None
        phrase = template.format(shown(number))
        return None if material.holds(shown(number)) else phrase

    return tell


def decade(material: Material) -> str | None:
    """A decade of which the sources name no year."""
    absent = [at for at in range(190, 200) if not any(material.holds(str(10 * at + year)) for year in range(10))]
    return f"since the {material.random.choice(absent)}0s" if absent else None


def _digits_from(zero: int) -> Callable[[int], str]:
    """Digits of the script whose zero is the code point *zero*."""
    return lambda number: "".join(chr(zero + int(digit)) for digit in str(number))


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}十{digits[ones] if ones else ''}"


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")[tens] + (
        "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"
    )[ones]  # fmt: skip


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def digit_changed(material: Material) -> str | None:
    """A number of the report with one digit changed."""
    old = material.pick([number for number in material.numbers if len(number) > 1])
    if old is None:
        return None

    def change() -> str:
        place = material.random.choice([at for at, letter in enumerate(old) if letter.isdigit()])
        new = str(material.random.randrange(1, 10))
        return f"{old[:place]}{new}{old[place + 1 :]}"

    new = material.absent(change)
    return new and f"after {new} cases"


def magnitude_changed(material: Material) -> str | None:
    """A number of the report, a million times as large."""
    number = material.pick([n for n in material.numbers if n.isdigit() and not material.holds(f"{n} billion")])
    return number and f"at a price of {number} billion"


def month_changed(material: Material) -> str | None:
    """A month that the report does not name, of a year that it does."""
    month = material.pick([month for month in MONTHS if not material.holds(month)])
    year = material.pick(material.years)
    return month and (f"since {month} {year}" if year else f"since {month}")


def day_changed(material: Material) -> str | None:
    """A day that the report does not name, of a month that it does."""
    month, day = material.pick(material.months), material.absent_number(2, 28)
    return f"on {day} {month}" if month and day else None


def weekday(material: Material) -> str | None:
    """A day of the week that the report does not name."""
    day = material.pick([day for day in _DAYS if not material.holds(day)])
    return day and f"since that {day}"


def year_in_brackets(material: Material) -> str | None:
    """A month of the report, resolved to a year that it cannot mean."""
    month, year = material.pick(material.months), material.absent_number(1950, 1990)
    return f"since {month} [{year}]" if month and year else None


def wrong_difference(material: Material) -> str | None:
    """So many years between two years of the report, and it is another number of years."""
    first, last = (min(material.years), max(material.years)) if len(material.years) > 1 else (0, 0)
    spans = {abs(one - other) for one in material.years for other in material.years}
    number = material.absent_number(21, 90)
    if number is None or number in spans or first == last:
        return None
    return f"{number} years after {first}, in {last}"


def iso_date(material: Material) -> str | None:
    """A day in digits."""
    year = material.absent_number(1950, 2009)
    return year and f"since {year}-07-19"


def slashed_date(material: Material) -> str | None:
    """A day in digits, as in newspapers."""
    year = material.absent_number(1950, 2009)
    return year and f"since 19/07/{year}"


NUMBERS: dict[str, Phrase] = {
    "digit changed": digit_changed,
    "magnitude changed": magnitude_changed,
    "percentage": _with_number("up by {} percent", 11, 99),
    "percentage, spelled out": _with_number("up by {} per cent", 21, 99, in_words),
    "year": _with_number("since {}", 1950, 2009),
    "decade": decade,
    "month": month_changed,
    "day": day_changed,
    "date, ISO": iso_date,
    "date, slashes": slashed_date,
    "spelled out": _with_number("with {} dead", 21, 999, in_words),
    "small, in digits": _with_number("with {} dead", 3, 19),
    "small, spelled out": _with_number("with {} dead", 3, 19, in_words),
    "thousands": _with_number("with {} dead", 1_100, 9_900, lambda n: f"{n:,}"),
    "thousands, thin space": _with_number("with {} dead", 1_100, 9_900, lambda n: f"{n:,}".replace(",", "\u202f")),
    "money": _with_number("at a price of ${} million", 11, 99),
    "with a suffix": _with_number("at a price of €{}m", 11, 99),
    "glued to a word": _with_number("by a {}-strong crowd", 31, 99),
    "ordinal": _with_number("for the {} time", 21, 99, _ordinal),
    "multiple": _with_number("in a {}fold rise", 21, 29, in_words),
    "scientific": _with_number("with 4.{}e5 dead", 11, 99),
    "decimal": _with_number("up by {}.7 percent", 11, 99),
    "range": _with_number("with {}-99 dead", 31, 89),
    "dozens, counted": _with_number("with {} dozen dead", 3, 19, in_words),
    "half a million": lambda m: None if m.holds("half a million") else "with half a million dead",
    "article of a law": _with_number("under Article {}", 31, 99),
    "weekday": weekday,
    "clock time": _with_number("at 04:{}", 31, 59),
    "digits, Arabic": _with_number("with {} dead", 31, 99, _digits_from(0x660)),
    "digits, Devanagari": _with_number("with {} dead", 31, 99, _digits_from(0x966)),
    "digits, full width": _with_number("with {} dead", 31, 99, _digits_from(0xFF10)),
    "digits, mathematical": _with_number("with {} dead", 31, 99, _digits_from(0x1D7CE)),
    "digits, circled": _with_number("with {} dead", 11, 20, lambda n: chr(0x2460 + n - 1)),
    "numerals, Han": _with_number("with {}人 dead", 21, 99, _han),
    "numerals, Roman": _with_number("for the {} time", 21, 39, _roman),
    "digits with a word joiner": _with_number("with {} dead", 31, 99, lambda n: "\u2060".join(str(n))),
    "year in brackets": year_in_brackets,
    "number in brackets": _with_number("with [{}] dead", 31, 99),
    "difference of dates": wrong_difference,
    "count of its own passages": _with_number("as {} passages cited here show", 3, 19, in_words),
}
"""Numbers and dates that no source holds."""

VAGUE: dict[str, Phrase] = {
    "vague quantity": lambda m: None if m.holds("dozens") else "with dozens dead",
    "fraction": lambda m: None if m.holds("two thirds") or m.holds("two-thirds") else "with two thirds of them gone",
    "real number, other unit": lambda m: (
        (n := m.pick([n for n in m.numbers if len(n) == 2 and not m.holds(f"{n} percent") and not m.holds(f"{n}%")]))
        and f"up by {n} percent"
    ),
}
"""Quantities of which the contract does not say that they are numbers, or that it takes for the source's own."""


def _full(material: Material) -> str:
    return f"{material.random.choice(_GIVEN)} {material.random.choice(_FAMILY)}"


def _invented(shape: Callable[[Material], str]) -> Phrase:
    return lambda material: material.absent(lambda: shape(material))


def given_name_added(material: Material) -> str | None:
    """An invented given name before the family name of somebody real."""
    person = material.pick(material.persons)
    return person and material.absent(lambda: f"{material.random.choice(_GIVEN)} {person.split()[-1]}")


def family_name_exchanged(material: Material) -> str | None:
    """The given name of somebody real before an invented family name."""
    person = material.pick(material.persons)
    return person and material.absent(lambda: f"{person.split()[0]} {material.random.choice(_FAMILY)}")


def two_persons_mixed(material: Material) -> str | None:
    """The given name of one and the family name of another."""
    if len(material.persons) < 2:
        return None
    one, other = material.random.sample(material.persons, 2)
    return material.absent(lambda: f"{one.split()[0]} {other.split()[-1]}")


PERSONS: dict[str, Phrase] = {
    "person with an office": _invented(lambda m: f"General {_full(m)}"),
    "person with an office, new words": _invented(lambda m: f"chief engineer {_full(m)}"),
    "person": _invented(_full),
    "family name": _invented(lambda m: m.random.choice(_FAMILY)),
    "title and family name": _invented(lambda m: f"Mr. {m.random.choice(_FAMILY)}"),
    "initials": _invented(lambda m: f"J. K. {m.random.choice(_FAMILY)}"),
    "particles": _invented(lambda m: f"{m.random.choice(_GIVEN)} van der {m.random.choice(_FAMILY)}"),
    "particle in small letters": _invented(lambda m: f"al-{m.random.choice(_FAMILY)}"),
    "family name that is a word": _invented(lambda m: m.random.choice(_WORDS)),
    "accents": _invented(lambda m: m.random.choice(_ACCENTED)),
    "possessive": _invented(lambda m: f"{m.random.choice(_FAMILY)}'s men"),
    FIRST_WORD: _invented(lambda m: m.random.choice(_FAMILY)),
    "capitals": _invented(lambda m: m.random.choice(_FAMILY).upper()),
    "soft hyphen inside": _invented(lambda m: "\u00ad".join(_full(m))),
    "other script": _invented(lambda m: m.random.choice(_FOREIGN)),
    "letters of two scripts": _invented(lambda m: _full(m).replace("a", "а").replace("e", "е").replace("o", "о")),
    "given name added": given_name_added,
    "family name exchanged": family_name_exchanged,
    "two persons mixed": two_persons_mixed,
}
"""People who are in no source."""

LOWER: dict[str, Phrase] = {"person in small letters": _invented(lambda m: _full(m).lower())}
"""A name that nothing marks as one."""

PLACES_AND_BODIES: dict[str, Phrase] = {
    "organisation": _invented(lambda m: f"the {m.random.choice(_FAMILY)} Institute"),
    "organisation, plain words": _invented(lambda m: f"the Front for {m.random.choice(('Renewal', 'Vigilance'))}"),
    "acronym": _invented(lambda m: m.random.choice(("QVRT", "UZKF", "MXLP"))),
    "state": _invented(lambda m: m.random.choice(_STATES)),
    "demonym": _invented(lambda m: f"the {m.random.choice(_DEMONYMS)} army"),
    "capital": _invented(lambda m: m.random.choice(_CAPITALS)),
}
"""Bodies and states that are in no source."""

QUOTATIONS: dict[str, Phrase] = {
    "quotation nobody said": lambda _: "“we will burn it all down”",
    "quotation, straight marks": lambda _: '"we will burn it all down"',
    "quotation, guillemets": lambda _: "«we will burn it all down»",
    "quotation with a number": lambda m: (n := m.absent_number(31, 99)) and f"“all {n} of them must die”",
    "name in quotation marks": _invented(lambda m: f"“{_full(m)}”"),
}
"""Words in quotation marks that no source holds."""


def put(value: str, kind: str, phrase: str) -> str:
    """The honest *value* with the claim of *phrase* in it."""
    stem = value.rstrip(".")
    stop = value[len(stem) :]
    if kind == FIRST_WORD:
        return f"{phrase} ordered it: {value}"
    if kind in QUOTATIONS:
        return f"{stem}, in the words {phrase}{stop}"
    if kind in NUMBERS or kind in VAGUE:
        return f"{stem}, {phrase}{stop}"
    return f"{stem}, as {phrase} wished{stop}"


def is_named(field: str) -> bool:
    """Whether *field* holds a name alone, which a liar exchanges whole."""
    return re.fullmatch("name|subject|object|actor", field) is not None
