"""Number words of nine languages, by what each is worth and how it joins with its neighbours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple


class NumberWord(NamedTuple):
    """A word that stands for *value*; *role* says how it joins.

    ``part`` adds to what stands before it (five, twenty, doscientos), ``times`` multiplies it (hundred, dozen,
    million), ``whole`` is a number by itself (zweitausenddreihundert), and ``vague`` counts in dozens or thousands.
    """

    value: int
    language: str
    role: str = "part"
    ordinal: bool = False


_ARABIC_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ـ": "", "ß": "ss"})


LONGEST = 80
"""Letters of a number in one word, at most."""
_SHORTEST_COMPOUND = 9
COMPOUNDED = (("de", "tausend"), ("it", "mila"), ("it", "mille"))
"""What the words of thousands hold, by language."""


@lru_cache(maxsize=1 << 15)
def key(word: str) -> str:
    """The form that a word is looked up in: small letters without accents, of a long word the first ones."""
    lower = word[:LONGEST].lower()
    if lower.isascii():
        return lower
    plain = "".join(sign for sign in unicodedata.normalize("NFD", lower) if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", plain).translate(_ARABIC_LETTERS)


# One word for each value in turn; a stroke separates forms of the same value.
_COUNTED = {
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
        "twenty thirty forty fifty sixty seventy eighty ninety",
    ),
    "fr": (
        "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "vingt|vingts trente quarante cinquante soixante septante huitante|octante nonante",
    ),
    "es": (
        "cero uno|una|un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte veintiuno|veintiún|veintiuna veintidós veintitrés veinticuatro "
        "veinticinco veintiséis veintisiete veintiocho veintinueve",
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    ),
    "pt": (
        "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze quatorze|catorze quinze "
        "dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove",
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    ),
    "ru": (
        "ноль|нуль|нуля один|одна|одно|одного|одной|одному|одним|одну два|две|двух|двум|двумя три|трёх|трём|тремя "
        "четыре|четырёх|четырём|четырьмя пять|пяти|пятью шесть|шести|шестью семь|семи|семью "
        "восемь|восьми|восемью девять|девяти|девятью десять|десяти|десятью "
        + " ".join(
            f"{stem}надцать|{stem}надцати|{stem}надцатью"
            for stem in "один две три четыр пят шест сем восем девят".split()
        ),
        "двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти "
        "семьдесят|семидесяти восемьдесят|восьмидесяти девяносто|девяноста",
    ),
    "ar": (
        "صفر واحد|واحدة|احد|إحدى اثنان|اثنين|اثنتان|اثنتين|اثنا|اثني ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع "
        "ثمانية|ثماني|ثمان تسعة|تسع عشرة|عشر",
        "عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين",
    ),
}
_HUNDREDS = {
    "es": "cien|ciento doscient trescient cuatrocient quinient seiscient setecient ochocient novecient",
    "pt": "cem|cento duzent trezent quatrocent quinhent seiscent setecent oitocent novecent",
    "ru": "сто|ста двести|двухсот|двумстам триста|трёхсот|трёмстам четыреста|четырёхсот пятьсот|пятисот "
    "шестьсот|шестисот семьсот|семисот восемьсот|восьмисот девятьсот|девятисот",
    "ar": "مئة|مائة مئتان|مئتين|مائتان|مائتين|مئتا|مائتا ثلاثمئة|ثلاثمائة أربعمئة|أربعمائة خمسمئة|خمسمائة "
    "ستمئة|ستمائة "
    "سبعمئة|سبعمائة ثمانمئة|ثمانمائة|ثمانيمئة تسعمئة|تسعمائة",
}
_TIMES = {
    "en": "12:dozen 100:hundred 1000:thousand 1000000:million 1000000000:billion 1000000000000:trillion "
    "100000:lakh|lakhs 10000000:crore|crores",
    "fr": "100:cent|cents 1000:mille 1000000:million|millions 1000000000:milliard|milliards "
    "1000000000000:billion|billions 12:douzaine",
    "es": "1000:mil 1000000:millón|millones 1000000000000:billón|billones 12:docena",
    "pt": "1000:mil 1000000:milhão|milhões 1000000000:bilhão|bilhões 1000000000000:trilhão|trilhões 12:dúzia",
    "it": "1000:mila 1000000:milione|milioni 1000000000:miliardo|miliardi 12:dozzina",
    "de": "12:Dutzend 100:hundert 1000:tausend 1000000:Million|Millionen 1000000000:Milliarde|Milliarden "
    "1000000000000:Billion|Billionen",
    "ru": "1000:тысяча|тысяч|тысячу|тысячи|тысячам|тысячами|тысячах 1000000:миллион|миллиона|миллионов|миллионам "
    "1000000000:миллиард|миллиарда|миллиардов|миллиардам 1000000000000:триллион|триллиона|триллионов",
    "ar": "1000:ألف|آلاف|ألفا 1000000:مليون|ملايين|مليونا 1000000000:مليار|مليارات|مليارا|بليون "
    "1000000000000:تريليون|تريليونات",
    "hi": "100:सौ 1000:हज़ार|हजार 100000:लाख 10000000:करोड़",
}
_WHOLE = {"ar": "2000:ألفان|ألفين 2000000:مليونان|مليونين 2000000000:ملياران|مليارين", "it": "1000:mille"}
_VAGUE = {
    "en": "10:dozens 20:scores 10:tens 100:hundreds 1000:thousands 1000000:millions 1000000000:billions "
    "1000000000000:trillions",
    "fr": "10:dizaines|douzaines 100:centaines 1000:milliers",
    "es": "10:decenas|docenas 100:cientos|centenares|centenas 1000:miles|millares",
    "pt": "10:dezenas|dúzias 100:centenas 1000:milhares",
    "it": "10:decine|dozzine 100:centinaia 1000:migliaia",
    "de": "10:Dutzende|Dutzenden 100:Hunderte|Hunderten 1000:Tausende|Tausenden",
    "ru": "10:десятки|десятков|десятками 100:сотни|сотен|сотнями",
    "ar": "10:عشرات 100:مئات|مئآت",
}
_ROUND = {  # "une centaine": a round number, and a tenth more or less would do
    "fr": "10:dizaine 15:quinzaine 20:vingtaine 30:trentaine 40:quarantaine 50:cinquantaine 60:soixantaine "
    "100:centaine 1000:millier",
    "es": "10:decena 100:centenar|centena 1000:millar",
    "it": "10:decina 100:centinaio 1000:migliaio",
}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "fr": "premier|première deuxième|second|seconde troisième quatrième cinquième sixième septième huitième neuvième "
    "dixième onzième douzième treizième quatorzième quinzième seizième - - - vingtième",
    "es": "primero|primera|primer segundo|segunda tercero|tercera|tercer cuarto|cuarta quinto|quinta sexto|sexta "
    "séptimo|séptima octavo|octava noveno|novena décimo|décima",
    "pt": "primeiro|primeira segundo|segunda terceiro|terceira quarto|quarta quinto|quinta sexto|sexta sétimo|sétima "
    "oitavo|oitava nono|nona décimo|décima",
    "it": "primo|prima secondo|seconda terzo|terza quarto|quarta quinto|quinta sesto|sesta settimo|settima "
    "ottavo|ottava nono|nona decimo|decima",
    "ar": "أول|أولى ثاني|ثانية ثالث|ثالثة رابع|رابعة خامس|خامسة سادس|سادسة سابع|سابعة ثامن|ثامنة تاسع|تاسعة عاشر|عاشرة",
}
_TENTH_ORDINALS = (
    "20:twentieth 30:thirtieth 40:fortieth 50:fiftieth 60:sixtieth 70:seventieth 80:eightieth 90:ninetieth"
)
_GERMAN_ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft".split()
_RUSSIAN_ORDINALS = (
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат "
    "пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_RUSSIAN_ENDINGS = "ый ой ая ое ого ому ым ом ую ые ых ыми ий ья ье ьего ьему ьей ьим ьем ью ьи ьих".split()

_ONLY_IN_THEIR_LANGUAGE = frozenset(
    "once due seize sei cent cents dos neuf otto elf mil sept tre tres as set sexta quarto quarta prima "
    "primo seconda "
    "segunda un une una uno um uma ein eine premier second seconde nona octava sexto miles acht dix".split()
)
"""Words that are something else in another language, and count only in a text of their own."""


def _german() -> Iterator[tuple[str, int]]:
    ones = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn".split()
    ones += "sechzehn siebzehn achtzehn neunzehn".split()
    tens = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
    below = dict(enumerate(ones))
    for ten, word in enumerate(tens, 2):
        below[10 * ten] = word
        for one in range(1, 10):
            below[10 * ten + one] = f"{ones[one]}und{word}"
    for value, word in below.items():
        yield word, value
    yield from (("eins", 1), ("eine", 1), ("einen", 1), ("einer", 1), ("einem", 1), ("zwo", 2))
    for hundred in range(1, 10):
        for rest, word in ((0, ""), *list(below.items())[1:], (1, "eins")):
            for link in ("", "und") if rest else ("",):
                value = 100 * hundred + rest
                yield f"{ones[hundred]}hundert{link}{word}", value
                if hundred == 1 and rest:
                    yield f"hundert{link}{word}", value


def _italian() -> Iterator[tuple[str, int]]:
    ones = "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici".split()
    ones += "quindici sedici diciassette diciotto diciannove".split()
    tens = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
    below = dict(enumerate(ones))
    for ten, word in enumerate(tens, 2):
        below[10 * ten] = word
        for one in range(1, 10):
            below[10 * ten + one] = (word[:-1] if one in (1, 8) else word) + ones[one]
    for value, word in below.items():
        yield word, value
    for hundred in range(1, 10):
        for rest, word in ((0, ""), *list(below.items())[1:]):
            yield f"{ones[hundred] if hundred > 1 else ''}cento{word}", 100 * hundred + rest


def _pairs(table: str) -> Iterator[tuple[int, str]]:
    for item in table.split():
        value, _, forms = item.partition(":")
        for form in forms.split("|"):
            yield int(value), form


def _entries() -> Iterator[tuple[str, NumberWord]]:
    for language, (counted, tens) in _COUNTED.items():
        for step, first, words in ((1, 0, counted.split()), (10, 20, tens.split())):
            for at, forms in enumerate(words):
                for form in forms.split("|"):
                    yield form, NumberWord(first + at * step, language)
    for language, hundreds in _HUNDREDS.items():
        for at, forms in enumerate(hundreds.split(), 1):
            for form in forms.split("|"):
                endings = ("os", "as") if at > 1 and language in ("es", "pt") else ("",)
                for ending in endings:
                    yield form + ending, NumberWord(at * 100, language, "times" if form in ("مئة", "مائة") else "part")
    for role, tables in (("times", _TIMES), ("whole", _WHOLE), ("vague", _VAGUE), ("round", _ROUND)):
        for language, table in tables.items():
            for value, form in _pairs(table):
                yield form, NumberWord(value, language, role)
    for language, generated in (("de", _german()), ("it", _italian())):
        for form, value in generated:
            yield form, NumberWord(value, language, "part" if value < 100 else "whole")
    yield from _ordinal_entries()


def _ordinal_entries() -> Iterator[tuple[str, NumberWord]]:
    for language, table in _ORDINALS.items():
        for value, forms in enumerate(table.split(), 1):
            for form in forms.split("|"):
                yield form, NumberWord(value, language, ordinal=True)
    for value, form in _pairs(_TENTH_ORDINALS):
        yield form, NumberWord(value, "en", ordinal=True)
    ones, tens = (words.split() for words in _COUNTED["en"])
    for value, form in (*enumerate(ones[1:], 1), *enumerate(tens, 2)):
        yield f"{form}fold", NumberWord(value * (10 if form in tens else 1), "en")
    for value, form in ((100, "hundredth"), (1000, "thousandth")):
        yield form, NumberWord(value, "en", "times", ordinal=True)
    for value, stem in enumerate(_GERMAN_ORDINALS, 1):
        for ending in ("e", "en", "er", "es", "em"):
            yield stem + ending, NumberWord(value, "de", ordinal=True)
    for value, stem in enumerate(_RUSSIAN_ORDINALS, 1):
        for ending in _RUSSIAN_ENDINGS:
            yield stem + ending, NumberWord(value, "ru", ordinal=True)


@cache
def lexicon() -> dict[str, tuple[NumberWord, ...]]:
    """Every number word in the form of :func:`key`, with what it stands for in each language that has it."""
    found: dict[str, tuple[NumberWord, ...]] = {}
    for form, entry in _entries():
        looked_up = key(form)
        known = found.get(looked_up, ())
        # "десяти" is a cardinal and the stem of no ordinal; the first table wins within a language.
        if all(other.language != entry.language for other in known):
            found[looked_up] = (*known, entry)
    return found


def may_have_compound(text: str) -> bool:
    """Whether one of the signs of :data:`COMPOUNDED` is in *text*; spelled out, since every text is asked."""
    return "tausend" in text or "mila" in text or "mille" in text


def number_word(word: str, language: str) -> NumberWord | None:
    """What the looked-up *word* stands for in a text in *language*, or None when it is no number there."""
    entries = lexicon().get(word)
    if entries is None:
        return _compound(word) if _SHORTEST_COMPOUND <= len(word) < LONGEST else None
    own = next((entry for entry in entries if entry.language == language), None)
    if own is not None:
        return own
    if word in _ONLY_IN_THEIR_LANGUAGE or (entries[0].ordinal and entries[0].language in ("es", "pt", "it", "fr")):
        return None
    return entries[0]


def _compound(word: str) -> NumberWord | None:
    """A German or Italian number of thousands, which is written as one word."""
    for code, sign in COMPOUNDED:
        before, found, after = word.partition(sign)
        times, rest = _below_thousand(before, code, 1), _below_thousand(after, code, 0)
        if found and times is not None and rest is not None:
            return NumberWord(times * 1000 + rest, code, "whole")
    return None


def _below_thousand(word: str, language: str, empty: int) -> int | None:
    if not word:
        return empty
    entries = (entry for entry in lexicon().get(word, ()) if entry.language == language)
    return next((entry.value for entry in entries if entry.value < 1000 and not entry.ordinal), None)
