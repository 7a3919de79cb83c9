"""Closed reference forms of places: what else a state is called, and that *Paris*, *French* and *FR* may mean *France*.

Names in the language of the text and in English are CLDR's (babel) and ISO 3166's (pycountry); capitals, adjectives
and short forms are the tables of :mod:`briefing.naming.states`. The parts of the world are held by every source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import NamedTuple

import regex

from briefing.naming.spelling import HYPHENS, latin, pieces, script_of
from briefing.naming.states import ALSO, CALLED, IN_COMPOUNDS, PLACE_SHORT, SEATS

_HYPHEN = regex.compile(f"[{HYPHENS}]")

WORLD = "*"
"""The code of everything larger than a state."""

_WORLD_TOO = (
    "Sahel|Sahelian|Maghreb|Maghrebi|Maghrebian|Levant|Levantine|Balkans|Balkan|Western Balkans|Baltic|Baltics|"
    "Baltic Sea|Baltic States|Nordic|Scandinavia|Scandinavian|Caucasus|South Caucasus|North Caucasus|Horn of Africa|"
    "Gulf|Persian Gulf|Gulf States|Gulf of Guinea|Gulf of Aden|Indo-Pacific|Asia-Pacific|Asia Pacific|Latin America|"
    "Latin American|West Africa|East Africa|North Africa|Central Africa|South Asia|East Asia|Southeast Asia|"
    "Middle East|Middle Eastern|Near East|Far East|Far Eastern|Black Sea|Red Sea|Mediterranean|"
    "Mediterranean Sea|Atlantic|Atlantic Ocean|Pacific|Pacific Ocean|Indian Ocean|Caribbean|Caribbean Sea|Caspian|"
    "Caspian Sea|Arctic|Antarctica|Sahara|Saharan|Eurasia|Eurasian|Africa|African|Europe|European|Asia|Asian|Oceania|"
    "Oceanian|Americas|West African|East African|North African|Southern African|Central African|Central Asian|"
    "South Asian|Southeast Asian|South-East Asian|East Asian|North American|South American|Central American|"
    "Western European|Eastern European|Northern European|Southern European|Central European|Sub-Saharan|"
    "Sub-Saharan Africa|Saharan Africa|Francophone Africa|Transatlantic|Arabian Peninsula|Iberian|Great Lakes|"
    "Polynesian|Melanesian|Micronesian Islands|Antilles|Amazon|Himalayas|Alps|Afro-Asian|Euro-Atlantic|Occident|Orient"
)
# Where the adjective is not the name with another ending.
_STEMS = {
    "ru": "француз FR|немец DE|герман DE|англи GB|британ GB|американ US|испан ES|голланд NL|нидерланд NL|итальян IT|"
    "турец TR|турк TR|чешск CZ|чех CZ|греческ GR|японск JP|польск PL|поляк PL|москв RU|московск RU|кремл RU|"
    "вашингтон US|париж FR|лондон GB|берлин DE|пекин CN|киев UA|брюссел BE|брюссел EU|европ *|африк *|азиат *|азии *|"
    "запад *|ближневосточ *|израил IL|ирак IQ|иран IR|сири SY|малий ML|ближн *|ес EU|оон UN|евросоюз EU|русск RU|"
    "россиян RU|рф RU",
    "uk": "франц FR|німе DE|англі GB|британ GB|американ US|росі RU|москв RU|кремл RU|вашингтон US|париж FR|лондон GB|"
    "берлін DE|пекін CN|києв UA|київ UA|брюссел EU|європ *|польщ PL|польськ PL|поляк PL|турец TR|єс EU|оон UN",
    "ar": "فرنسي FR|بريطاني GB|أمريك US|اميرك US|أميرك US|موسكو RU|الكرملين RU|واشنطن US|باريس FR|لندن GB|برلين DE|"
    "بكين CN|طهران IR|كييف UA|بروكسل EU|نيامي NE|باماكو ML|أوروب *|أفريق *|إفريق *|دمشق SY|"
    "القاهرة EG|أنقرة TR|الرياض SA",
    "zh": "美国 US|美國 US|俄 RU|莫斯科 RU|克里姆林 RU|华盛顿 US|華盛頓 US|巴黎 FR|伦敦 GB|柏林 DE|北京 CN|东京 JP|"
    "欧盟 EU|联合国 UN|中方 CN|美方 US|俄方 RU|法国 FR|英国 GB|德国 DE|欧洲 *|非洲 *|基辅 UA|德黑兰 IR|"
    "尼亚美 NE|巴马科 ML",
}
_UNICASE = frozenset({"ar", "fa", "ur", "he", "zh", "ja", "ko", "th", "hi", "bn", "ta", "ka", "am"})
_WHOLE = frozenset({"zh", "ja", "ko", "th"})
_LEFT_OUT = frozenset({"IO", "UM", "AQ", "TF", "BV", "HM", "GS", "SJ", "CX", "CC", "NF", "PN", "TK", "SX", "MF", "BL"})


class Place(NamedTuple):
    """What a name of a place can mean: codes of states, or :data:`WORLD`; and how it stands in a text."""

    codes: frozenset[str]
    size: int
    """How many pieces of words it takes."""
    adjective: bool


class _Form(NamedTuple):
    words: tuple[str, ...]
    codes: frozenset[str]
    adjective: bool


def _entries() -> Iterator[tuple[str, str, str]]:
    """Code, capitals and seats, adjectives and inhabitants."""
    for entry in CALLED.replace("\n", " / ").split(" / "):
        code, rest = entry[:2], entry[2:].strip()
        if code:
            places, _, people = rest.partition(";")
            yield code, places.replace(",", "|"), people


@cache
def _names(language: str) -> dict[str, frozenset[str]]:
    """What the world's states and parts are called in *language* by CLDR, without the parenthesised."""
    from babel import Locale, UnknownLocaleError

    found: dict[str, set[str]] = {}
    with suppress(UnknownLocaleError, ValueError):
        for code, name in Locale.parse(language.replace("-", "_")).territories.items():
            if code not in _LEFT_OUT and code not in {"QO", "ZZ", "XA", "XB"}:
                for one in regex.split(r"[()（）]| - ", name):
                    if one.strip():
                        found.setdefault(one.strip(), set()).add(WORLD if code.isdigit() else code)
        for zone, told in Locale.parse(language.replace("-", "_")).time_zones.items():
            code = _capitals().get(zone.rpartition("/")[2].replace("_", " "))
            if code and "city" in told:
                found.setdefault(told["city"], set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _capitals() -> dict[str, str]:
    """States by the English names of their capitals and seats."""
    told = [(seat, code) for code, seats, _ in _entries() for seat in seats.split("|")]
    told += [(seat, code) for code, seats in SEATS.items() for seat in seats.split("|") if code != "EU"]
    return dict(told)


@cache
def _table(language: str) -> dict[str, list[_Form]]:
    """The forms of places by the first piece of their names, folded, longest first."""
    from pycountry import countries

    table: dict[str, dict[tuple[str, ...], _Form]] = {}

    def add(name: str, codes: frozenset[str], adjective: bool = False) -> None:
        words = tuple(latin(piece) for word in name.split() for piece in pieces(word))
        if words and (len(words) > 1 or len(words[0]) > 1):
            known = table.setdefault(words[0], {})
            old = known.get(words)
            if old:
                codes, adjective = codes | old.codes, adjective and old.adjective
            known[words] = _Form(words, codes, adjective)

    for name, codes in {**_names("en"), **_names(language)}.items():
        add(name, codes)
    for country in countries:
        for field in ("name", "common_name", "official_name"):
            told = getattr(country, field, None)
            if told and "," not in told and "(" not in told:
                add(told, frozenset({country.alpha_2}))
    for code, names in [*ALSO.items(), *SEATS.items()]:
        for name in names.split("|"):
            add(name, frozenset({code}))
    for code, seats, people in _entries():
        for seat in filter(None, seats.split("|")):
            add(seat, frozenset({code}))
        for person in people.split():
            for form in (person, person if person.endswith(("s", "ese", "ish", "ch", "men")) else f"{person}s"):
                add(form.replace("-", " "), frozenset({code}), adjective=True)
    for name, meant in PLACE_SHORT.items():
        add(name, frozenset(meant.split()), adjective=name.endswith(("an", "ans", "ese", "er", "ain")))
    for name in _WORLD_TOO.split("|"):
        for form in (name, f"{name}s") if name.endswith("an") else (name,):
            add(form, frozenset({WORLD}), adjective=name.endswith(("an", "ern")))
    return {first: sorted(forms.values(), key=lambda form: -len(form.words)) for first, forms in table.items()}


def place_at(words: Sequence[str], at: int, language: str = "en") -> Place | None:
    """The place that is named from ``words[at]``; *words* are pieces as they are written. None when there is none."""
    first = words[at]
    if first in IN_COMPOUNDS:
        return Place(frozenset({IN_COMPOUNDS[first]}), 1, adjective=True)
    folded = latin(first)
    for form in _table(language).get(folded, ()):
        size = len(form.words)
        if size > 1 and tuple(latin(word) for word in words[at : at + size]) != form.words:
            continue
        # "us", "it" and "un" are words; "US" and "U.N." are not.
        if size == 1 and len(folded) < 4 and not first.isupper() and folded != "lao":
            continue
        return Place(form.codes, size, form.adjective)
    return _inflected(first, folded, language)


def _inflected(word: str, folded: str, language: str) -> Place | None:
    """A name of CLDR with another ending, in a language that inflects names; of several, all are meant."""
    if language == "en" or len(folded) < 4 or not word[:1].isupper():
        return None
    codes: set[str] = set()
    for stem, meant in _stems(language).get(folded[:4], ()):
        if folded.startswith(stem) and len(folded) - len(stem) <= 6:
            codes |= meant
    return Place(frozenset(codes), 1, adjective=True) if codes else None


@cache
def _stems(language: str) -> dict[str, list[tuple[str, frozenset[str]]]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for name, codes in _names(language).items():
        folded = latin(name)
        stem = regex.sub(r"(?:iya|ia|ie|ja|ien|[aeiouy])$", "", folded)
        if " " not in name and len(stem) >= 4:
            found.setdefault(stem[:4], []).append((stem, codes))
    for entry in _STEMS.get(language, "").split("|"):
        stem, _, code = entry.rpartition(" ")
        if len(latin(stem)) >= 4:
            found.setdefault(latin(stem)[:4], []).append((latin(stem), frozenset({code})))
    return found


@cache
def _unspaced(language: str) -> tuple[regex.Pattern[str], dict[str, frozenset[str]]]:
    """For scripts without capitals, and small adjectives: one pattern of every name, and what each means."""
    stems: dict[str, set[str]] = {}
    for name, codes in _names(language).items():
        for stem in _roots(name, language):
            stems.setdefault(stem, set()).update(codes)
    for entry in filter(None, _STEMS.get(language, "").split("|")):
        stem, _, code = entry.rpartition(" ")
        stems.setdefault(stem, set()).add(code)
    parts = "|".join(regex.escape(stem) for stem in sorted(stems, key=len, reverse=True)) or "(?!)"
    if language in _WHOLE:
        pattern = f"(?P<stem>{parts})"
    elif language in {"ar", "fa", "ur"}:
        pattern = rf"(?<!\p{{L}})(?:[وفبلك]{{0,2}}(?:ال|لل)?)(?P<stem>{parts})\p{{L}}{{0,3}}(?!\p{{L}})"
    elif language == "he":
        pattern = rf"(?<!\p{{L}})[והבלמשכ]{{0,2}}(?P<stem>{parts})\p{{L}}{{0,3}}(?!\p{{L}})"
    else:
        pattern = rf"(?<!\p{{L}})(?P<stem>{parts})\p{{L}}{{0,8}}(?!\p{{L}})"
    return regex.compile(pattern, regex.IGNORECASE), {stem: frozenset(codes) for stem, codes in stems.items()}


def _roots(name: str, language: str) -> Iterator[str]:
    lowered = name.lower()
    if language in {"ar", "fa", "ur"}:
        root = regex.sub(r"(?:يا|ية|ا|ة)$", "", lowered.removeprefix("ال"))
        yield root if len(root) > 2 else lowered
    elif language in _UNICASE:
        yield lowered
        if language == "zh" and lowered.endswith("国") and len(lowered) > 2:
            yield lowered[:-1]
    else:
        root = regex.sub(r"(?:[аяиыейоуюіїь])$", "", lowered)
        yield root if len(root) > 4 else lowered


def codes_in(text: str, words: Sequence[str], language: str) -> set[str]:
    """What the pieces *words* of *text* name, by code."""
    found: set[str] = set()
    at = 0
    while at < len(words):
        place = None
        if language != "en" and len(words[at]) > 4:  # where adjectives are written small
            place = place_at([words[at].capitalize(), *words[at + 1 : at + 8]], 0, language)
        elif words[at][:1].isupper():
            place = place_at(words, at, language)
        if place:
            found |= place.codes
        at += place.size if place else 1
    if language in _UNICASE or script_of(text[:2000]) == "cyrillic":
        pattern, meant = _unspaced(language)
        for stem in {match["stem"].lower() for match in pattern.finditer(text)}:
            found |= meant.get(stem, frozenset())
    return found


@cache
def iso_codes() -> dict[str, str]:
    """States by their ISO codes of two and of three letters."""
    from pycountry import countries

    return {form: country.alpha_2 for country in countries for form in (country.alpha_2, country.alpha_3)}


def hyphenated(word: str) -> list[str]:
    """The parts of *word* between hyphens, as they are written."""
    return _HYPHEN.split(word) if _HYPHEN.search(word) else [word]


def is_currency(code: str) -> bool:
    """Whether *code* is that of a currency (ISO 4217), such as ``NOK``."""
    return code in _currencies()


@cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies  # reads a table of all languages

    return frozenset(list_currencies())
