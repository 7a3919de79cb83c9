"""The countries of the world and what they are called, from CLDR (babel) and ISO 3166 (pycountry).

A table holds the names in one language beside the English ones. What neither library carries is added
here and nothing else: abbreviations and older or shorter names in common use, and capitals and seats of
power that stand for their state in the news (*Moscow was motivated to …*).
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from briefing.naming.states import ALSO, SEATS

_READERS_NAME = {
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "MM": "Myanmar",
    "PS": "Palestinian Territories",
    "HK": "Hong Kong",
    "MO": "Macao",
    "EU": "European Union",
    "UN": "United Nations",
}
_UNIONS = frozenset({"EU", "UN"})
# Names that are first of all other words, in print more often than the territory.
_LEFT_OUT = frozenset({"IO", "UM", "AQ", "TF", "BV", "HM", "GS", "SJ", "CX", "CC", "NF", "PN", "TK", "SX", "MF", "BL"})

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]\w*(?:[-’'.](?=\w)\w+)*")
"""One word of a text; an abbreviation keeps its points, a possessive its ending."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or one of the two unions, under the name that readers look for."""

    code: str
    name: str
    seat: bool
    """Whether the text named its seat of power and not the country."""

    @property
    def kind(self) -> str:
        """``state``, or ``organisation`` for the unions."""
        return "organisation" if self.code in _UNIONS else "state"


Names = dict[str, list[tuple[tuple[str, ...], Country]]]


def fold_apostrophes(text: str) -> str:
    """*text* with every apostrophe straight, length unchanged."""
    return text.replace("’", "'").replace("ʼ", "'").replace("‘", "'")


@cache
def country_names(language: str) -> Names:
    """Names of countries as word tuples by their first word, longest first, in *language* and in English.

    A language that babel does not know has the English names alone.
    """
    from babel import Locale, UnknownLocaleError  # both take tens of milliseconds, and most commands need neither
    from pycountry import countries

    english = Locale("en").territories
    tables = [english]
    if language != "en":
        with suppress(UnknownLocaleError, ValueError):
            tables.append(Locale.parse(language).territories)
    found: dict[str, str] = {}
    readers: dict[str, str] = {}
    iso = {country.alpha_2: country for country in countries}
    for code in sorted({*iso, "XK", *_UNIONS} - _LEFT_OUT):
        name = _READERS_NAME.get(code) or english[code]
        readers[code] = name if language == "en" else tables[-1].get(code, name)
        names = [table[code] for table in tables if code in table]
        entry = iso.get(code)
        names += [getattr(entry, field, None) for field in ("name", "common_name", "official_name")] if entry else []
        names += ALSO.get(code, "").split("|")
        for one in filter(None, names):
            # ISO writes "Congo, The Democratic Republic of the" and CLDR "Myanmar (Burma)": not as texts do.
            if not re.search(r"[,(]| - ", one):
                found.setdefault(fold_apostrophes(one), code)
    table: Names = {}
    for seat, pairs in ((False, found.items()), (True, _seats())):
        for name, code in pairs:
            words = tuple(WORD.findall(name))
            if words:
                table.setdefault(words[0], []).append((words, Country(code, readers[code], seat)))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _seats() -> list[tuple[str, str]]:
    return [(name, code) for code, names in SEATS.items() for name in names.split("|")]


def country_at(words: list[str], index: int, names: Names) -> tuple[Country, int] | None:
    """The country whose name begins at ``words[index]``, and how many words it takes; ``None`` if there is none."""
    for name, country in names.get(words[index], ()):
        if tuple(words[index : index + len(name)]) == name:
            return country, len(name)
    return None
