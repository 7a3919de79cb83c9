"""Parts of the year, decades, centuries, weekdays, and days told from today."""

from __future__ import annotations

from functools import cache

from briefing.figures.calendar import SEASONS, weekdays
from briefing.figures.counting import read_roman
from briefing.figures.lexicon import key, number_word
from briefing.figures.reader import Page, Reading, moment
from briefing.figures.years import OF, year_at

_QUARTERS = frozenset(key(w) for w in "quarter trimestre trimester Quartal квартал квартале квартала الربع ربع".split())

_HALVES = frozenset(key(w) for w in "half semestre semester semestriel Halbjahr полугодие полугодии полугодия".split())

_CENTURIES = frozenset(
    key(w) for w in "century centuries siècle siècles secolo век века веке веков Jahrhundert Jahrhunderts قرن".split()
)

_CENTURIES_BEFORE = frozenset(key(w) for w in "siglo siglos século séculos secolo القرن قرن".split())

_DECADE_ENDINGS = frozenset("s er ern е х ые ых".split())

_DECADES_BEFORE = frozenset(key(w) for w in "années années década décadas anos años anni Jahre".split())

# What a word counts from the day of the source: how many spans of so many months, or of a day for 0.
_FROM_TODAY = {
    key(word): (months, count)
    for months, rows in {
        0: {
            -1: "yesterday hier ayer ontem ieri gestern вчера أمس 昨天 昨日",
            0: "today aujourd'hui hoy hoje oggi heute сегодня اليوم 今天 今日",
            1: "tomorrow demain mañana amanhã domani morgen завтра غدا 明天 明日",
        },
        1: {-1: "上月 上个月", 0: "本月", 1: "下月 下个月"},
        12: {-2: "前年", -1: "去年", 0: "今年", 1: "明年"},
    }.items()
    for count, words in rows.items()
    for word in words.split()
}

LAST = {
    key(word): count
    for count, words in {
        -1: "last dernier dernière derniere passé passée pasado pasada letzten letzter letztes letzte vergangenen "
        "прошлом прошлого прошлой прошлый passado passada scorso scorsa ماضي previous",
        0: "this current ce cette cet este esta diesen dieser dieses этом этого текущего questo quest'",
        1: "next prochain prochaine próximo próxima nächsten nächster nächstes следующем следующего prossimo مقبل قادم",
    }.items()
    for word in words.split()
}

SPANS = {
    key(word): months
    for months, words in {
        1: "month mois mes mês mese Monat месяце месяца شهر",
        12: "year an année año ano anno Jahr Jahres году года год عام سنة",
    }.items()
    for word in words.split()
}


_WEEKDAY_SIGNS = {sign: at for at, sign in enumerate("一二三四五六日")} | {"天": 6}


_INITIALS = {"Q": "quarter", "H": "half"}


def read_period(page: Page, at: int) -> list[Reading]:
    """The period, weekday or day told from today that begins at token *at*, or nothing."""
    if page.kind(at) == "number":
        return _decade(page, at) or _part_of_year(page, at) or _century(page, at)
    return (
        _weekday(page, at)
        or _part_of_year(page, at)
        or _century(page, at)
        or _from_today(page, at)
        or _decade_after_word(page, at)
    )


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
    if word and word.value == 20 and page.word(at + 1) == "-":
        more = number_word(page.word(at + 2), page.language)
        if more and more.ordinal and more.value < 10:
            return 20 + more.value, at + 3
    return None


def _part_of_year(page: Page, at: int) -> list[Reading]:
    """Third quarter of 2023, Q3 2023, first half of 2023, summer 2023."""
    if (season := SEASONS.get(page.word(at))) is not None:
        year = year_at(page, at + 1)
        return [page.reading(moment(("season", year[0], season, None)), at, year[1])] if year else []
    initial = _INITIALS.get(page.tokens[at].text) if page.joined(at + 1) else None
    if initial and (short := page.whole_number(at + 1, 1, 4)):
        value, after, kind = short, at + 2, initial
    else:
        ordinal = _ordinal_at(page, at)
        if ordinal is None:
            return []
        value, after = ordinal
        kind = "quarter" if page.word(after) in _QUARTERS else "half" if page.word(after) in _HALVES else ""
        if not kind or value > (4 if kind == "quarter" else 2):
            return []
        after += 1
    year = year_at(page, after)
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
    place = at + 1 + (page.word(at + 1) in OF)
    year = page.whole_number(place, 10, 2190)
    if year is None or year % 10 or 99 < year < 1000:
        return []
    year = year if year > 99 else 1900 + year
    return [page.reading(moment(("decade", year // 10, None, None), ("day", year, None, None)), at, place + 1)]


def _from_today(page: Page, at: int) -> list[Reading]:
    """Yesterday, last month, le mois dernier: they bear claims, and state none."""
    word = page.word(at)
    if page.tokens[at].text == "aujourd" or word in _FROM_TODAY:
        months, count = _FROM_TODAY.get(word, (0, 0))
        return [page.reading(moment(("ago", months, count, None), tacit=True), at, at + 1)]
    for one, other in ((word, page.word(at + 1)), (page.word(at + 1), word)):
        if one in LAST and other in SPANS:
            return [page.reading(moment(("ago", SPANS[other], LAST[one], None), tacit=True), at, at + 2)]
    return []


def _weekday(page: Page, at: int) -> list[Reading]:
    day = weekdays().get(page.word(at))
    return [] if day is None else [page.reading(moment(("weekday", day, None, None)), at, at + 1)]


def read_near(page: Page, at: int) -> list[Reading]:
    """星期三, and 昨天, as they are told from a day."""
    word = page.word(at)
    if word in _FROM_TODAY:
        return _from_today(page, at)
    return [page.reading(moment(("weekday", _WEEKDAY_SIGNS[word[-1]], None, None)), at, at + 1)]


@cache
def words_of_periods() -> frozenset[str]:
    """Words that may begin a period, but for :data:`LAST` and :data:`SPANS` beside each other."""
    today = frozenset(_FROM_TODAY) | {"aujourd", "q", "h"}
    return today | frozenset(weekdays()) | frozenset(SEASONS) | _CENTURIES_BEFORE | _DECADES_BEFORE
