"""Random numbers and dates: every spelling is held by every other one, and a changed one by none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.figures import Held, figures, reading
from briefing.figures.lexicon import lexicon

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = "January February March April May June July August September October November December".split()
_MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MESYATSY = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_MONATE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_SHUHUR = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()


def _words(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return _TENS[ten - 2] + (f"-{_ONES[one]}" if one else "")
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            times, rest = divmod(number, scale)
            link = " and " if scale == 100 else " "
            return f"{_words(times)} {name}" + (f"{link}{_words(rest)}" if rest else "")
    raise AssertionError(number)


def _grouped(sign: str) -> Callable[[int], str]:
    return lambda number: f"{number:,}".replace(",", sign)


def _from(zero: int) -> Callable[[int], str]:
    return lambda number: "".join(chr(zero + int(digit)) for digit in str(number))


SPELLINGS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "comma": _grouped(","),
    "point": _grouped("."),
    "thin space": _grouped("\u202f"),
    "apostrophe": _grouped("'"),
    "words": _words,
    "Arabic-Indic": _from(0x660),
    "Devanagari": _from(0x966),
    "full width": _from(0xFF10),
    "word joiner": lambda number: "\u2060".join(str(number)),
}


@settings(max_examples=150)
@given(st.integers(2, 10**12 - 1))
def test_every_spelling_of_a_number_is_held_by_every_other(number: int) -> None:
    """Digits with each separator and of each script, and words."""
    texts = {kind: f"They counted {spell(number)} of them." for kind, spell in SPELLINGS.items()}
    held = {kind: Held([text]) for kind, text in texts.items()}
    for one, other in product(texts, repeat=2):
        found = figures(texts[one])
        assert len(found) == 1, texts[one]
        assert held[other].holds(found[0]), (texts[one], texts[other])


@settings(max_examples=300)
@given(
    st.integers(10, 10**9),
    st.integers(0, 9),
    st.integers(1, 9),
    st.sampled_from(["", " percent", " million", " dollars", " years"]),
    st.sampled_from(sorted(SPELLINGS)),
    st.sampled_from(sorted(SPELLINGS)),
)
def test_a_changed_digit_is_never_held(number: int, place: int, more: int, unit: str, one: str, other: str) -> None:
    """However the two are spelled."""
    digits = str(number)
    at = place % len(digits)
    digit = (int(digits[at]) + more) % 10
    assume(at or digit)
    changed = int(f"{digits[:at]}{digit}{digits[at + 1 :]}")
    assume(unit != " million" or (number < 10_000 and "words" not in (one, other)))
    # Where one separator may part thousands or decimals both are read, and neither is another number.
    held = Held([f"They counted {SPELLINGS[one](number)}{unit} of them."])
    assert not any(map(held.holds, figures(f"They counted {SPELLINGS[other](changed)}{unit} of them.")))


@settings(max_examples=200)
@given(
    st.integers(2, 999), st.sampled_from([" thousand", " million", " billion", ""]), st.sampled_from([" percent", ""])
)
def test_a_changed_magnitude_is_never_held(number: int, scale: str, unit: str) -> None:
    """Thousands are no millions, and a number per cent is no number of things."""
    held = Held([f"They counted {number}{scale} of them."])
    for other in (" thousand", " million", " billion", " percent"):
        if other != scale:
            found = figures(f"They counted {number}{other} of them.")
            assert len(found) == 1
            assert not held.holds(found[0])


DATES: dict[str, Callable[[date], str]] = {
    "26 July 2023": lambda d: f"on {d.day} {_MONTHS[d.month - 1]} {d.year}",
    "July 26, 2023": lambda d: f"on {_MONTHS[d.month - 1]} {d.day}, {d.year}",
    "Jul 26, 2023": lambda d: f"on {_MONTHS[d.month - 1][:3]} {d.day}, {d.year}",
    "2023-07-26": lambda d: f"on {d.isoformat()}",
    "26.07.2023": lambda d: f"on {d.day:02}.{d.month:02}.{d.year}",
    "26/7/2023": lambda d: f"on {d.day}/{d.month}/{d.year}",
    "7/26/2023": lambda d: f"on {d.month}/{d.day}/{d.year}",
    "26 July [2023]": lambda d: f"on {d.day} {_MONTHS[d.month - 1]} [{d.year}]",
    "fr": lambda d: f"Le {d.day} {_MOIS[d.month - 1]} {d.year}, la ville est tombée dans les mains des rebelles.",
    "es": lambda d: f"El {d.day} de {_MESES[d.month - 1]} de {d.year} la ciudad cayó en manos de los rebeldes.",
    "de": lambda d: f"Am {d.day}. {_MONATE[d.month - 1]} {d.year} ist die Stadt in die Hände der Rebellen gefallen.",
    "ru": lambda d: f"Город пал {d.day} {_MESYATSY[d.month - 1]} {d.year} года.",
    "ar": lambda d: f"سقطت المدينة في {d.day} {_SHUHUR[d.month - 1]} {d.year}",
    "zh": lambda d: f"该城于{d.year}年{d.month}月{d.day}日陷落。",
}


@settings(max_examples=100)
@given(st.dates(date(1801, 1, 1), date(2099, 12, 31)))
def test_every_spelling_of_a_date_is_held_by_every_other(day: date) -> None:
    """In digits, in words, and in other languages."""
    held = {kind: Held([spell(day)]) for kind, spell in DATES.items()}
    for one, other in product(DATES, repeat=2):
        found = figures(DATES[one](day))
        assert len(found) == 1, DATES[one](day)
        assert held[other].holds(found[0]), (one, other)


@settings(max_examples=200)
@given(
    st.dates(date(1801, 1, 1), date(2099, 12, 31)),
    st.dates(date(1801, 1, 1), date(2099, 12, 31)),
    st.sampled_from(sorted(DATES)),
    st.sampled_from(sorted(DATES)),
)
def test_another_day_is_never_held(day: date, changed: date, one: str, other: str) -> None:
    """But for the two readings of 04/05."""
    assume(day != changed)
    assume(not ("/" in one + other and (day.year, day.month, day.day) == (changed.year, changed.day, changed.month)))
    found = figures(DATES[other](changed))
    assert len(found) == 1
    assert not Held([DATES[one](day)]).holds(found[0])


@settings(max_examples=200)
@given(st.dates(date(1801, 1, 1), date(2099, 12, 31)))
def test_what_is_coarser_is_held_and_what_is_finer_is_not(day: date) -> None:
    """A month by its day and a year by its month, never the other way round."""
    month = f"in {_MONTHS[day.month - 1]} {day.year}"
    finer = [f"on {day.day} {_MONTHS[day.month - 1]} {day.year}", month, f"in {day.year}"]
    for fine, coarse in ((0, 1), (0, 2), (1, 2)):
        assert all(Held([finer[fine]]).holds(figure) for figure in figures(finer[coarse]))
        assert not any(Held([finer[coarse]]).holds(figure) for figure in figures(finer[fine]))


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_any_text_holds_its_own_figures(text: str) -> None:
    """Whatever it is, it is read without a failure, and bears what it states itself."""
    held = Held([text])
    assert all(held.holds(figure) for figure in figures(text))


@pytest.mark.parametrize("number", [*range(2, 120), 300, 345, 1001, 2017, 12_345, 1_000_001])
def test_english_words_are_read_whole(number: int) -> None:
    """Every number in words is one figure with that value."""
    found = figures(f"They counted {_words(number)} of them.")
    assert [figure.quantities[0].value for figure in found] == [number]


_SOME_WORDS = [*sorted(lexicon())[::40], *_MONTHS, *_MESYATSY, *_SHUHUR]
_SOME_WORDS += "a an year years last this mois dernier half third quarter the of summer XX siècle dozen Monday".split()
_LANGUAGES = [None, "en", "fr", "es", "de", "ru", "ar", "hi", "nobody's"]


@settings(max_examples=300)
@given(
    words=st.lists(st.sampled_from([*_SOME_WORDS, "12", "2023", "E4", "三百", "-", ",", "."]), min_size=1, max_size=7),
    language=st.sampled_from(_LANGUAGES),
)
def test_a_word_that_is_passed_by_begins_no_figure(words: list[str], language: str | None) -> None:
    """What is told at a glance to state nothing states nothing when each of its words is tried too."""
    text = " ".join(words)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "beginnings", frozenset)
        patched.setattr(reading, "idle", lambda _: frozenset())
        every = reading._read(text, language)
    assert reading._read(text, language) == every
