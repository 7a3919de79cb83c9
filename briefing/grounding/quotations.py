"""Quotations inside a drafter's own text: somebody else's words, which have to be in a source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import regex

MIN_WORDS = 3
"""Words from which a passage in quotation marks is a quotation, not a word that the writer keeps at a distance."""

# A mark opens before a letter and closes after one or after a full stop, so that inches and minutes open nothing.
_QUOTED = regex.compile(
    r"“([^“”\n]{1,2000})”|«\s?([^«»\n]{1,2000}?)\s?»|„([^„“”\n]{1,2000})[“”]|「([^「」\n]{1,2000})」"
    r"|(?<![\w\d])\"(?=\S)([^\"\n]{1,2000})(?<=\S)\"(?!\w)|‹([^‹›\n]{1,2000})›"
    r"|(?<!\w)‘([^‘’\n]*(?:’\w[^‘’\n]*)*)’(?!\w)"
)
_OPENS = re.compile('[“«„「"‹‘]')
"""What a quotation begins with; most texts have none of it."""
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’\-][\p{L}\p{M}\p{N}]+)*")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")


def quotations(text: str) -> Iterator[str]:
    """What stands in quotation marks in *text* and is long enough to be a quotation, in order."""
    for found in _QUOTED.finditer(text) if _OPENS.search(text) else ():
        words = next(group for group in found.groups() if group is not None)
        if is_quotation(words):
            yield words


def is_quotation(words: str) -> bool:
    """Whether *words* are enough to be somebody's: three words, or six characters of a script without spaces."""
    return len(_WORD.findall(words)) >= MIN_WORDS or len(_UNSPACED.findall(words)) >= 2 * MIN_WORDS


def without_quotations(text: str, is_said: Callable[[str], bool]) -> str:
    """*text* with a blank in the place of each quotation, marks and all.

    What is too short to be one goes only when *is_said* finds it in a source: a word kept at a distance
    ("certainly" in marks) is still the writer's.
    """

    def blank(found: regex.Match[str]) -> str:
        words = next(group for group in found.groups() if group is not None)
        return " " if is_quotation(words) or is_said(words) else found[0]

    return _QUOTED.sub(blank, text) if _OPENS.search(text) else text
