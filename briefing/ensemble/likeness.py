"""Whether two statements of different drafts claim the same, so that their numbers may be put together.

Averaging a forecast with another would be worse than keeping both. So statements are the same only where one says in
another order what the other says, or says more: each with a word that the other lacks, grain and oil, they are two,
unless the words are forms or synonyms of each other. Numbers and names are the same too, and so is whether they negate.
What is left apart by mistake costs a line, and no truth.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import regex
from rapidfuzz import fuzz

from briefing.folding import fold, lowered
from briefing.negation import begins_with_negation

ALIKE = 0.6
"""Of the words of two statements together, the part that both have (Dice), from which they are the same."""
ALIKE_BY_GROUNDS = 0.45
"""The same where both rest on mostly the same evidence."""

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'][\p{L}\p{M}]+)*")
_NUMBER = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*")
_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_NAME = regex.compile(r"(?<![.!?:]\s|^)\b\p{Lu}[\p{L}\p{M}]+")
_EMPTY = frozenset(
    "a an the of in on at to by for from with and or as is are was were be been being will would shall should may "
    "might can could has have had do does did its it their his her this that these those than then there le les "
    "un une des du de la aux au en dans pour par sur tous toutes tout est sera et el los las del una por para con "
    "que se y der die das den dem ein eine einen im zum zur von und wird il lo gli di da che и в на с по для к из "
    "о от".split()
)
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST_STEM = 3

_EMPTY_CHARACTERS = regex.compile("[的了在于於将將会會已之被把其着]")
_NEAR = 75.0
"""Per cent of likeness from which two words are forms of one."""
_SAME_SENSE = [
    frozenset(words.split("/"))
    for words in (
        "begin/start/open/launch end/stop/halt/cease/finish reach/spread/hit sign/conclude announce/declare "
        "adopt/approve/pass/ratify deploy/send/dispatch resume/restart/reopen attack/strike/raid "
        "agreement/accord/deal/pact/treaty talk/negotiation/discussion vote/ballot election/poll "
        "soldier/troop/force leave/quit/exit seize/capture/take base/installation ship/vessel boat/vessel"
    ).split()
]
_OPPOSITES = {
    frozenset(pair.split("/"))
    for pair in (
        "rise/fall increase/decrease increase/decline rise/decline grow/shrink gain/lose win/lose above/below "
        "over/under more/less more/fewer most/least exceed/miss up/down high/low higher/lower before/after "
        "early/late start/end begin/end open/close open/shut reopen/close open/closed reopen/shut accept/reject "
        "accept/refuse approve/reject agree/refuse support/oppose join/leave enter/leave enter/exit arrive/depart "
        "stay/leave remain/leave keep/lose hold/break hold/fall lift/impose ease/tighten ease/harden "
        "strengthen/weaken succeed/fail pass/fail allow/ban allow/forbid permit/forbid release/detain free/jail "
        "attack/defend advance/withdraw advance/retreat deploy/withdraw escalate/ease resume/suspend resume/halt "
        "continue/stop continue/end live/die survive/collapse sign/cancel confirm/deny majority/minority "
        "inside/outside with/without all/none always/never"
    ).split()
}


class Statement:
    """One statement, taken apart once."""

    def __init__(self, text: str) -> None:
        self._text = fold(text).text

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words that carry meaning, without their endings; of scripts without spaces, pairs of characters."""
        return frozenset(
            stem
            for word in self._tokens
            if word not in _EMPTY and (len(word) > 1 or not word.isascii())
            for stem in _stems(word)
        )

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The figures in it."""
        return frozenset(found[0].replace(",", "") for found in _NUMBER.finditer(self._text))

    @cached_property
    def names(self) -> frozenset[str]:
        """Words with a capital, but for one that begins a sentence."""
        return frozenset(lowered(found[0]) for found in _NAME.finditer(self._text))

    @cached_property
    def negates(self) -> bool:
        """Whether one of its words negates: "ne … pas" is one negation, and two of them that are none are rare."""
        return any(begins_with_negation(word[at:]) for word in self._tokens for at in _places(word))

    @cached_property
    def _tokens(self) -> list[str]:
        return [lowered(found[0]) for found in _WORD.finditer(self._text)]


def likeness(one: Statement, other: Statement) -> float:
    """How alike the two are, from 0 to 1; 0 where they cannot claim the same."""
    if one.numbers != other.numbers or one.negates != other.negates:
        return 0.0
    if not (one.names <= other.names or other.names <= one.names):
        return 0.0
    if not _goes_with(one.words - other.words, other.words - one.words):
        return 0.0
    size = len(one.words) + len(other.words)
    return 2 * len(one.words & other.words) / size if size else 0.0


def _goes_with(one: Collection[str], other: Collection[str]) -> bool:
    """Whether what only *one* has and what only the *other* has can stand beside each other."""
    if not one or not other:
        return True
    few, many = sorted((one, other), key=len)
    return all(any(_same_word(word, each) for each in many) for word in few)


def _same_word(one: str, other: str) -> bool:
    pair = frozenset((one, other))
    if pair in _OPPOSED:
        return False
    return any(pair <= words for words in _SYNONYMS) or fuzz.ratio(one, other) >= _NEAR


def _stems(word: str) -> list[str]:
    if _SPACELESS.search(word):
        word = _EMPTY_CHARACTERS.sub("", word)
        return [word[at : at + 2] for at in range(max(len(word) - 1, 1))]
    return [_stem(word)]


def _places(word: str) -> range:
    """Where in *word* another may begin: in scripts without spaces, anywhere."""
    return range(len(word) if _SPACELESS.search(word) else 1)


def _stem(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end)), "")
    return word[: -len(ending)] if ending and len(word) - len(ending) >= _SHORTEST_STEM else word


_OPPOSED = {frozenset(map(_stem, pair)) for pair in _OPPOSITES}
_SYNONYMS = [frozenset(map(_stem, words)) for words in _SAME_SENSE]
