"""How a word of a name may be spelled: folded, in Latin letters, without its inflection, and what it sounds like.

Two spellings are of one word when they have the same consonants in the same order and vowels that agree. How far
vowels may differ depends on the scripts: Arabic and Hebrew write few, and between Latin and Cyrillic they follow the
ear. Transliteration is anyascii's.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u061c"
APOSTROPHES = "'’‘ʼʻ`´′ʹ"
HYPHENS = "-‐‑‒–"
_IN = rf"[\p{{L}}\p{{M}}\p{{N}}{INVISIBLE}]"
WORD = regex.compile(
    rf"(?:\p{{L}}\.){{2,}}(?:\p{{L}}(?!{_IN}))?+(?:[{HYPHENS}]{_IN}++)*+"
    rf"|[\p{{L}}\p{{N}}]{_IN}*+(?:[{HYPHENS}{APOSTROPHES}&](?={_IN}){_IN}++)*+"
)
"""A word with its hyphens and apostrophes; an abbreviation keeps its points."""

_HYPHEN = regex.compile(f"[{HYPHENS}]")
_DROPPED = regex.compile(f"[{INVISIBLE}]")
_ELIDED = regex.compile(rf"^(?i:[dlnsjmct]|qu|dell|nell|all|sull|dall|un)[{APOSTROPHES}](?=\p{{Lu}})")
_TURKISH = regex.compile(rf"(?<=\p{{L}}{{3}})[{APOSTROPHES}](?:[dt][ae]n?|n?[ıiuü]n|[yn][aeıiuü]|y?l[ae]|[dt][ae]ki)$")
_POSSESSIVE = regex.compile(rf"[{APOSTROPHES}]s$|(?<=s)[{APOSTROPHES}]$", regex.IGNORECASE)
_CASELESS = regex.compile(r"[\p{Lo}]")
_HER_NAME = regex.compile(r"(?:ov|ev|in|yn)a$")
_SERVANT = regex.compile("abd[aeo]?u?l")
_SCRIPTS = (
    ("latin", regex.compile(r"\p{Latin}")),
    ("cyrillic", regex.compile(r"\p{Cyrillic}")),
    ("arabic", regex.compile(r"\p{Arabic}")),
    ("hebrew", regex.compile(r"\p{Hebrew}")),
    ("han", regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")),
    ("greek", regex.compile(r"\p{Greek}")),
)
_ABJADS = frozenset({"arabic", "hebrew"})

# Cases and clitics, longest first; a stem keeps three letters at least.
_ENDINGS = {
    "cyrillic": "иями иях ами ями ого его ому ему ыми ими ові еві ою ою ією ой ей ом ем ым им єм їм ах ях ам ям ая яя "
    "ую юю ое ее ий ый у ю а я ы и е о і ї є",
    "greek": "ου ους ων ος ης ας ες η α ο ς",
    "latin": "ego emu ymi imi owi ovi owie iem em om ym im ou ami ach ie y i u a e o "
    "lle lla lta ssa sta sta ksi ista n in en an ilta illa illä lta "
    "nak nek val vel ban ben hoz ról ről t ot et at "
    "as is us ui io iu ai s es in un nin nun dan den ta te da de",
    "arabic": "ين ون ان ات ية ي ه ها هم",
}
_ENDINGS_BY_SCRIPT = {
    script: sorted(set(endings.split()), key=len, reverse=True) for script, endings in _ENDINGS.items()
}
_CLITICS = {
    "arabic": regex.compile(r"^(?:[وف]?[بلك]?ال|[وف]?لل|[وف][بلك]|[وفبلك])(?=\p{Arabic}{3})"),
    "hebrew": regex.compile(r"^[והבלמשכ]{1,2}(?=\p{Hebrew}{3})"),
}
_ARTICLE = regex.compile(r"^(?:al|el|ad|ar|as|at|an|ash)(?=[a-z]{4})")

# In this order: what two letters stand for, then what one does.
_SOUNDS = tuple(
    (regex.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"shch|schtsch|chtch|szcz", "s"),
        (r"tsch|tch|tsh|ch|cz|tj(?=[aeiou])", "C"),
        (r"sch|sh|sz|zh|rz(?=[^aeiouy])", "s"),
        (r"dzh|dj|dsch", "j"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"gh", "g"),
        (r"tz|ts|dz|c(?=[eiy])", "s"),
        (r"ck|qu|q|c", "k"),
        (r"x", "ks"),
        (r"w|ff$", "v"),
        (r"z", "s"),
        (r"oe(?=k)", "u"),
        (r"oo|ou|uu", "u"),
        (r"(?<=[aeiou])y(?=[aeiou])", "i"),
        (r"(?<=[^aeiouy])j(?=[^aeiouy]|$)|[iy]j$", "i"),
        (r"ee|ie|iy|yy|ii|y|(?<=i)j", "i"),
        (r"ai|ei|ae|ay|ey", "e"),
        (r"(?<=[aeiou])h(?=[^aeiou]|$)", ""),
        (r"(?<=[^aeiou])h(?=[^aeiou]|$)", ""),
    )
)
# Letter by letter, and y, w and the carriers of vowels as the vowels they may stand for.
_UNVOCALISED = str.maketrans(
    dict(zip("اأإآٱعةبتثجحخدذرزسشصضطظغفقكگلمنهويىئؤپچژڤڨک", "aaaaaaabttjhhddrsssCdtsgfkkglmnhuiiiupCsvgk", strict=True))
    | {"ش": "s", "ء": "", "ـ": "", "ی": "i"}
    | dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhushtikklmmnnsaffsskrst", strict=True))
)
_COARSE = str.maketrans({"p": "b", "v": "f", "g": "k", "j": "k", "q": "k", "C": "s"})
_COMPATIBLE = {frozenset(pair) for pair in ("ae", "ei", "ou")}


def script_of(text: str) -> str:
    """The script of most letters of *text*: ``latin``, ``cyrillic``, …, ``other``; the first listed when equal."""
    counts = {script: len(pattern.findall(text)) for script, pattern in _SCRIPTS}
    best = max(counts, key=lambda script: counts[script])
    return best if counts[best] else "other"


def caseless(text: str) -> bool:
    """Whether *text* is in letters without capitals."""
    return not text.isascii() and bool(_CASELESS.search(text))


def visible(text: str) -> str:
    """*text* without characters that nobody sees, in compatibility form: what a reader reads."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _DROPPED.sub("", text))


def without_possessive(word: str) -> str:
    """*word* without an English possessive ending."""
    return _POSSESSIVE.sub("", word)


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[str, ...]:
    """The parts of *word* that are looked up one by one: no possessive, no elided article, hyphens taken apart."""
    shown = without_possessive(visible(word))
    parts = [_TURKISH.sub("", _ELIDED.sub("", part)) for part in _HYPHEN.split(shown)]
    return tuple(part for part in parts if part.strip("."))


@lru_cache(maxsize=50_000)
def latin(word: str) -> str:
    """*word* in small Latin letters and digits, without marks, points and apostrophes."""
    from anyascii import anyascii  # tables by script are read at first use

    shown = word if word.isascii() else anyascii(word)
    return "".join(sign for sign in shown.lower() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: its consonants, the vowels before, between and after them, and whether it was cut."""

    consonants: str
    vowels: tuple[str, ...]
    cut: bool

    @property
    def coarse(self) -> str:
        """Consonants with what scripts and spellings confuse taken together."""
        merged = self.consonants.translate(_COARSE).replace("ts", "s").replace("h", "")
        return "".join(sign for sign, following in pairwise(merged + "\0") if sign != following)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word as it can be read, in all ways that its inflection and its transliteration leave open."""

    plain: str
    script: str
    readings: tuple[Reading, ...]


@lru_cache(maxsize=50_000)
def spelling(word: str, inflected: bool = False) -> Spelling:
    """How *word*, one piece of a name, can be read.

    *inflected* says that its text is in a language that declines names: then Latin endings are taken off too.
    """
    script = script_of(word)
    folded = latin(word)
    readings: dict[Reading, None] = {}
    for form, cut in _forms(word, script, inflected):
        for spelled in [form.translate(_UNVOCALISED)] if script in _ABJADS else _spellings(form, script):
            if len(spelled) > 1:
                readings[_reading(spelled, cut, heard=script not in _ABJADS)] = None
    return Spelling(folded, script, tuple(readings))


@lru_cache(maxsize=10_000)
def keys_of(word: str, inflected: bool = False) -> frozenset[str]:
    """What every other spelling of *word* shares one of."""
    read = spelling(word, inflected)
    return frozenset({read.plain, *("~" + reading.coarse for reading in read.readings)})


def _forms(word: str, script: str, inflected: bool) -> list[tuple[str, bool]]:
    """*word*, and *word* without what its grammar may have added, which is then said."""
    lowered = visible(word).lower()
    found = [(lowered, False)]
    if script in _CLITICS:
        found += [(form, False) for form in {lowered[1:], _CLITICS[script].sub("", lowered)} if len(form) > 2]
        found = [found[0]] + found[1:] * bool(_CLITICS[script].search(lowered))
    head, mark, tail = lowered.partition("'") if "'" in lowered else lowered.partition("’")
    if mark and len(head) > 3 and len(tail) < 5:
        found.append((head, True))  # Turkish sets its endings off: Erdoğan'ın
    if script == "latin":
        if _HER_NAME.search(lowered):
            found.append((lowered[:-1], False))  # Orlov, Orlova
        if not inflected:
            return found
    for ending in _ENDINGS_BY_SCRIPT.get(script, ()):
        found += [
            (form.removesuffix(ending), True)
            for form, cut in found[:2]
            if not cut and form.endswith(ending) and len(form) - len(ending) >= 3
        ]
    return found


def _spellings(form: str, script: str) -> list[str]:
    folded = latin(form)
    found = [folded]
    found += [folded.replace("ch", sound) for sound in ("sh", "kh") if "ch" in folded]
    if "q" in folded:
        found.append(folded.replace("q", "g"))
    if script == "greek" and folded[-1:] in "aeiou":
        found.append(folded + "s")
    if any(letter in form for letter in "äöü"):
        found.append(latin(form.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")))
    if folded.startswith("tch"):
        found.append("t" + folded[3:])
    if folded.endswith("e") and len(folded) > 4:
        found.append(folded[:-1])
    if _SERVANT.fullmatch(folded):
        found.append("abd")
    if _ARTICLE.match(folded):
        found.append(_ARTICLE.sub("", folded))
    return found


def _reading(folded: str, cut: bool, heard: bool = True) -> Reading:
    sound = folded
    for pattern, replacement in _SOUNDS if heard else ():
        sound = pattern.sub(replacement, sound)
    consonants: list[str] = []
    vowels = [""]
    for sign in sound:
        if sign in "aeiou":
            vowels[-1] += sign if not vowels[-1].endswith(sign) else ""
        elif not (consonants and consonants[-1] == sign and not vowels[-1]):
            consonants.append(sign)
            vowels.append("")
    return Reading("".join(consonants), tuple(vowels), cut)


def same_word(one: Spelling, other: Spelling) -> bool:
    """Whether two spellings can be of one word of a name."""
    if one.plain == other.plain and one.plain:
        return True
    shortest = min(len(one.plain) + (one.script in _ABJADS), len(other.plain) + (other.script in _ABJADS))
    if shortest < 3 or any(map(str.isdigit, one.plain + other.plain)):
        return False
    if one.script == other.script:
        return any(_alike(left, right) for left in one.readings for right in other.readings)
    if one.script in _ABJADS or other.script in _ABJADS:
        if other.script in _ABJADS:
            one, other = other, one
        return any(_unvocalised(left, right) for left in one.readings for right in other.readings)
    return any(_by_ear(left, right) for left in one.readings for right in other.readings)


def _alike(one: Reading, other: Reading) -> bool:
    """In one script: the same consonants, and vowels that are the same or neighbours."""
    if one.consonants != other.consonants:
        return False
    last = len(one.vowels) - 1
    differ = 0
    for at, (left, right) in enumerate(zip(one.vowels, other.vowels, strict=True)):
        if left == right or (at == last and (one.cut or other.cut)):
            continue
        belarusian = at == last and len(one.consonants) > 4 and {left, right} == {"o", "a"}
        if frozenset((left, right)) not in _COMPATIBLE and not belarusian:
            return False
        differ += 1
    return differ <= (len(one.consonants) // 2 if len(one.consonants) > 2 else 0)


def _by_ear(one: Reading, other: Reading) -> bool:
    """Between scripts: the same consonants, a vowel first in both or in neither, and about as many syllables."""
    if one.consonants.replace("ts", "s") != other.consonants.replace("ts", "s"):
        return False
    if bool(one.vowels[0]) != bool(other.vowels[0]):
        return False
    if len(one.consonants) < 3:
        last = len(one.vowels) - 1
        return all(left == right for left, right in zip(one.vowels[:last], other.vowels[:last], strict=False))
    inner = [sum(map(bool, reading.vowels[:-1])) for reading in (one, other)]
    apart = sum(
        left != right and frozenset((left, right)) not in _COMPATIBLE
        for left, right in zip(one.vowels[:-1], other.vowels[:-1], strict=False)
        if left and right
    )
    return abs(inner[0] - inner[1]) <= 1 and apart <= 1


def _without_h(reading: Reading) -> Reading:
    consonants, vowels = "", [reading.vowels[0]]
    for sign, after in zip(reading.consonants, reading.vowels[1:], strict=True):
        if sign == "h":
            vowels[-1] += after
        else:
            consonants += sign
            vowels.append(after)
    return Reading(consonants, tuple(vowels), reading.cut)


def _unvocalised(abjad: Reading, other: Reading) -> bool:
    """Against Arabic or Hebrew: every vowel that these write stands in the other too, in its place."""
    abjad, other = _without_h(abjad), _without_h(other)
    if abjad.coarse != other.coarse or len(abjad.vowels) != len(other.vowels):
        return False
    if bool(other.vowels[0]) != bool(abjad.vowels[0]):
        return False
    written = [(left, right) for left, right in zip(abjad.vowels[:-1], other.vowels[:-1], strict=True) if left]
    if len(abjad.consonants) < 3 and not written:
        return False
    return all(right and (left[0] != "u" or right[0] in "ou") for left, right in written)
