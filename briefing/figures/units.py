"""What stands beside a number and decides what it counts: per cent, currencies, spans of time, and "about"."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from briefing.figures.lexicon import key

Bound = Literal["exact", "about", "nearly", "over", "under", "vague"]

PER_CENT, POINTS = "%", "pp"


def _table(*rows: tuple[str, str]) -> dict[str, str]:
    return {key(word): unit for unit, words in rows for word in words.split()}


UNITS = _table(
    (
        "%",
        "% ٪ ؉ percent percents pct Prozent procent процент процента процентов проценты проценту процентами percentage",
    ),
    ("%", "بالمئة بالمائة percentuale yüzde persen"),
    ("pp", "Prozentpunkt Prozentpunkte Prozentpunkten"),
    (
        "$",
        "$ dollar dollars dólar dólares dolar dollaro dollari доллар доллара долларов долларам долл USD دولار دولارا",
    ),
    ("$", "دولارات"),
    ("€", "€ euro euros евро يورو EUR"),
    ("£", "£ pound pounds sterling libras libra фунт фунтов GBP جنيه"),
    ("¥", "¥ ￥ yen yens yuan yuans renminbi RMB CNY JPY юань юаней юаня иен иена يوان ين"),
    ("₽", "₽ rouble roubles ruble rubles Rubel rublos rubli рубль рубля рублей руб RUB روبل"),
    ("₹", "₹ rupee rupees roupies rupias INR"),
    ("₦", "₦ naira nairas NGN"),
    ("fr", "franc francs francos franchi Franken CFA FCFA XOF XAF CHF"),
    ("lira", "₺ ₤ lira liras lire TRY"),
    ("peso", "peso pesos CUP MXN ARS CLP COP PHP"),
    ("crown", "crown crowns koruna korunas koruny korun krone kroner krona kronor CZK NOK SEK DKK"),
    ("riyal", "riyal riyals rial rials ريال ريالا"),
    ("dinar", "dinar dinars dinares دينار دينارا"),
    ("dirham", "dirham dirhams درهم"),
    ("₩", "₩ KRW"),
    ("₪", "₪ shekel shekels NIS"),
    ("₴", "₴ hryvnia hryvnias гривен"),
    ("second", "second seconds secondes segundos секунд секунды ثوان"),
    ("minute", "minute minutes minuto minutos minuti Minuten минут минуты минуту دقيقة دقائق min"),
    ("hour", "hour hours hr hrs heure heures hora horas ora ore Stunde Stunden час часа часов часовой ساعة ساعات"),
    ("day", "day days jour jours journée journées día días dia dias giorno giorni Tag Tage Tagen день"),
    ("day", "дня дней сутки"),
    ("day", "суток дневный дневного дневной يوم أيام يوما"),
    ("week", "week weeks semaine semaines semana semanas settimana settimane Woche Wochen неделя недели"),
    ("week", "недель неделю"),
    ("week", "أسبوع أسابيع أسبوعا"),
    ("fortnight", "fortnight fortnights"),
    (
        "month",
        "month months mois mes meses mês mese mesi Monat Monate Monaten Monats месяц месяца месяцев شهر أشهر شهور شهرا",
    ),
    (
        "year",
        "year years yr yrs ans an année années año años ano anos anno anni Jahr Jahre Jahren Jahres год года лет году",
    ),
    ("year", "годы летний летнего летней летие летия jährige jährigen jähriger سنة سنوات عام أعوام عاما years'"),
    ("decade", "decade decades décennie décennies década décadas decennio decenni Jahrzehnt Jahrzehnte Jahrzehnten"),
    ("decade", "десятилетие десятилетия десятилетий عقد عقود عقدا"),
    (
        "century",
        "century centuries siècle siècles siglo siglos século séculos secolo secoli Jahrhundert Jahrhunderte век",
    ),
    ("century", "века веке веков столетие столетия столетий قرن قرون قرنا"),
    ("fold", "fold"),
)
"""The unit by the words for it; every currency called dollar is one unit."""

CURRENCIES = frozenset("$ € £ ¥ ₽ ₹ ₦ fr lira peso crown riyal dinar dirham ₩ ₪ ₴".split())
"""The units that are money; every kroner is one unit, as every dollar is."""

PHRASES: dict[tuple[str, ...], str] = {
    ("per", "cent"): "%",
    ("pour", "cent"): "%",
    ("por", "ciento"): "%",
    ("por", "cien"): "%",
    ("por", "cento"): "%",
    ("per", "cento"): "%",
    ("في", "ميه"): "%",
    ("في", "مايه"): "%",
    ("percentage", "point"): "pp",
    ("percentage", "points"): "pp",
    ("points", "de", "pourcentage"): "pp",
    ("puntos", "porcentuales"): "pp",
    ("процентных", "пункта"): "pp",
    ("процентных", "пунктов"): "pp",
    ("u", ".", "s", ".", "dollars"): "$",
    ("us", "dollars"): "$",
    ("american", "dollars"): "$",
    ("американских", "долларов"): "$",
    ("دولار", "امريكي"): "$",
}
"""Units of more than one word, in the form of :func:`~briefing.figures.lexicon.key`."""
PHRASES = {tuple(key(word) for word in phrase): unit for phrase, unit in PHRASES.items()}


def _length(row: tuple[str, str]) -> int:
    return -len(row[0])


_UNSPACED = {
    "$": "美元 美金 ドル 달러",
    "%": "％",
    "century": "个世纪 世纪 世紀",
    "day": "日间 日間 天 일",
    "hour": "个小时 小时 小時 時間 시간",
    "minute": "分钟 分鐘",
    "month": "個月 个月 か月 ヶ月 개월",
    "pp": "个百分点 百分点",
    "week": "个星期 星期 周 주",
    "year": "周年 年间 年 岁 歳 년",
    "£": "英镑",
    "¥": "人民币 日元 元 円",
    "€": "欧元 歐元",
    "₹": "卢比",
    "₽": "卢布 盧布",
}
UNSPACED = tuple(sorted(((sign, unit) for unit, signs in _UNSPACED.items() for sign in signs.split()), key=_length))
"""Units of scripts without spaces, the longer ones first."""

SCALE_SIGNS = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "млн": 10**6, "b": 10**9, "bn": 10**9,
    "bln": 10**9, "mrd": 10**9, "md": 10**9, "mds": 10**9, "mld": 10**9, "млрд": 10**9, "tn": 10**12, "trn": 10**12,
    "t": 10**12, "трлн": 10**12, "тыс": 10**3, "tsd": 10**3,
    "만": 10**4, "억": 10**8, "조": 10**12, "천": 10**3,
}  # fmt: skip
"""What the abbreviations after a number multiply it by."""
ALSO_MEASURES = frozenset({"m", "t", "b", "k"})
"""Of these, the ones that stand for metres or tons as well."""
SUFFIXES = frozenset(
    (
        "a am c cm d e eme er ere f fold ft g gb ghz gw gwh h ha hr hrs hz ieme kb kg km kmh kn kph kt kw kwh l lb "
        "lbs m mb mhz mi min ml mm mph mt mw mwh nd nde nm o os oz pm rd re s sec st t tb th twh v w x y yr ème"
    ).split()
)
"""What may be set to a number without making it a name such as 5G."""

_DURATIONS = {
    "year": ("month", Decimal(12)),
    "decade": ("month", Decimal(120)),
    "century": ("month", Decimal(1200)),
    "month": ("month", Decimal(1)),
    "fortnight": ("minute", Decimal(14 * 1440)),
    "week": ("minute", Decimal(7 * 1440)),
    "day": ("minute", Decimal(1440)),
    "hour": ("minute", Decimal(60)),
    "minute": ("minute", Decimal(1)),
}
DURATIONS = frozenset(_DURATIONS) | {"second"}


def converted(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """The same amount in the unit that all of its kind are compared in: months, or minutes."""
    if unit in _DURATIONS:
        common, times = _DURATIONS[unit]
        return value * times, common
    return value, unit


_BOUNDS: dict[Bound, str] = {
    "about": (
        "about, around, roughly, approximately, approx, circa, ca, some, estimated, environ, quelque, "
        "quelques, près de, autour de, à peu près, alrededor de, cerca de, aproximadamente, unos, unas, etwa, "
        "rund, ungefähr, zirka, около, примерно, приблизительно, порядка, حوالي, نحو, زهاء, قرابة, intorno a, "
        "quase, cerca di, close to, in the region of, on the order of, as many as, 约, 大约"
    ),
    "nearly": (
        "nearly, almost, just under, just below, presque, casi, fast, beinahe, knapp, почти, ما يقرب من, "
        "quasi, not quite, well nigh, quase"
    ),
    "over": (
        "more than, over, above, exceeding, at least, no fewer than, no less than, not less than, upwards of, "
        "plus de, au moins, más de, al menos, por lo menos, mais de, pelo menos, più di, oltre, almeno, mehr "
        "als, über, mindestens, более, более чем, больше, свыше, не менее, أكثر من, ما لا يقل عن, على الأقل, "
        "beyond, in excess of, greater than"
    ),
    "under": (
        "less than, fewer than, under, below, up to, at most, no more than, not more than, moins de, jusqu'à, "
        "au plus, menos de, hasta, como máximo, meno di, fino a, weniger als, unter, bis zu, höchstens, "
        "менее, менее чем, меньше, до, не более, أقل من, ما لا يزيد عن, maximum of"
    ),
}
BOUNDS: dict[tuple[str, ...], Bound] = {
    tuple(key(word) for word in phrase.replace("'", " ").split()): bound
    for bound, phrases in _BOUNDS.items()
    for phrase in phrases.split(",")
}
"""The words before a number that say it is not meant to the last digit."""
LAST_OF_BOUNDS = frozenset(phrase[-1] for phrase in BOUNDS)
LONGEST_BOUND = max(map(len, BOUNDS))
HAN_BOUNDS: dict[str, Bound] = {
    "约": "about", "約": "about", "近": "nearly", "超过": "over", "逾": "over", "至少": "over", "多达": "under",
    "不到": "under", "最多": "under", "大约": "about",
}  # fmt: skip
