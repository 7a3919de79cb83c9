"""Other ways to write a name: its words one by one, British and American, short given names, and acronyms."""

from __future__ import annotations

from functools import lru_cache

import regex

from briefing.naming import lexicon as lx
from briefing.naming.forms import place_at
from briefing.naming.spelling import WORD, latin, pieces, visible

FREE_IN_NAMES = frozenset("jr sr ii iii iv junior senior phd md esq".split())
"""What a person's name may have or lack."""
_SUFFIXES = regex.compile(r"(?:ians?|eans?|ans?|ists?|ism|ites?|ese|ic|ies|es|s|i|y|a|o|e)$")
_SPELLED = tuple(
    (regex.compile(pattern), put)
    for pattern, put in (
        (r"is(e[ds]?|ing|ations?|ers?)$", r"iz\1"),
        (r"our", "or"),
        (r"tre$", "ter"),
        (r"ence$", "ense"),
        (r"iz(e[ds]?|ing|ations?|ers?)$", r"is\1"),
        (r"or(?=s?$)", "our"),
        (r"ense$", "ence"),
        (r"ies$", "y"),
        (r"y$", "ies"),
        (r"ter$", "tre"),
    )
)
_NICKNAMES = (
    "joseph joe|robert bob rob bobby|william bill will billy|richard dick rick|james jim jimmy|john jack johnny jon|"
    "michael mike mick|thomas tom|charles charlie chuck|edward ed eddie ted|anthony tony antony|benjamin ben|"
    "samuel sam|"
    "daniel dan danny|david dave|donald don|andrew andy drew|steven steve stephen|matthew matt|christopher chris|"
    "nicholas nick|gregory greg|kenneth ken|ronald ron|timothy tim|alexander alex|elizabeth liz beth|"
    "katherine kate kathy|"
    "margaret maggie meg|jennifer jen|patricia pat patty|deborah debbie|peter pete|lawrence larry|philip phil|"
    "volodymyr vladimir|mykola nikolai|oleksandr aleksandr alexander|serhiy sergei|dmytro dmitry|andriy andrei"
)
_LONGEST_ACRONYM = 12
SHORT_FORMS: dict[str, set[str]] = {}
for _forms in _NICKNAMES.split("|"):
    for _form in _forms.split():
        SHORT_FORMS.setdefault(_form, set()).update(_forms.split())


def parts_of(text: str) -> list[str]:
    """The words of a name as they are compared: hyphens apart, no possessives, initials one by one."""
    return [part for match in WORD.finditer(text) for piece in pieces(match[0]) for part in initials_apart(piece)]


def initials_apart(piece: str) -> list[str]:
    """*piece*, or its letters when it is somebody's initials: *J.R.*, and not *U.S.*"""
    if "." not in piece or place_at([piece], 0):
        return [piece]
    return [letter for letter in visible(piece) if letter.isalnum()]


@lru_cache(maxsize=20_000)
def root_of(folded: str) -> str:
    """What *folded* shares with its adjectives and followers: *sahel* of *sahelian*, four letters at least."""
    stem = folded
    while len(shorter := _SUFFIXES.sub("", stem)) >= 4 and shorter != stem:
        stem = shorter
    return stem


@lru_cache(maxsize=1_000)
def other_forms(folded: str) -> frozenset[str]:
    """*folded* in the other number and as it is spelled on the other side of the Atlantic."""
    forms = {pattern.sub(put, folded) for pattern, put in _SPELLED}
    forms |= {folded + "s", folded.removesuffix("s"), folded + "me", folded.removesuffix("me")}
    return frozenset(forms - {folded})


@lru_cache(maxsize=50_000)
def spells(acronym: str, words: tuple[str, ...], *, whole: bool = False) -> bool:
    """Whether *acronym*, in small letters, takes the first letters of *words* in turn up to their end or a small word.

    Small words may be left out; a long one may take a word's first syllable, as *Africom* does. All of *words* count
    when *whole*, else those from any of them on. Three letters at least: two are of anything.
    """
    folded = tuple(latin(word) for word in words)
    if not 3 <= len(acronym) < _LONGEST_ACRONYM:
        return False

    def from_word(letters: str, at: int, taken: int) -> bool:
        if not letters:
            return taken > 1 and (at == len(folded) or (not whole and folded[at] in lx.LINKS))
        if at >= len(folded):
            return False
        word = folded[at]
        if taken and word in lx.LINKS and from_word(letters, at + 1, taken):
            return True
        longest = min(len(word), len(letters), 4 if len(acronym) > 5 else 1)
        return any(
            letters[:size] == word[:size] and from_word(letters[size:], at + 1, taken + 1)
            for size in range(1, longest + 1)
        )

    starts = (0,) if whole else [at for at, word in enumerate(folded) if word[:1] == acronym[0]]
    return any(from_word(acronym, at, 0) for at in starts)
