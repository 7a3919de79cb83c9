"""Characters without a picture: which of them belong to the writing, and taking out the others.

Unicode has some hundreds of characters that show nothing. Scripts need a few of them, in places that the standard
names: joiners in Persian and Hindi, selectors behind emoji and ideographs, spaces without width between Thai words,
marks of direction beside Hebrew, shapers in Mongolian. Anywhere else they say something to a machine alone, or turn
round what a reader sees, and are left out. One to each letter is a carrier, wherever it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import regex

_WIDTHLESS = "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufeff"
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_BLANKS = "\u2800\u3164\uffa0"
_TAGS = "\U000e0000-\U000e007f"
_CONTROLS = "\ufff0-\ufffb\U00013430-\U00013440\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
_UNASSIGNED = "\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
_JAMO = "\u115f\u1160"
_ALL = f"{_WIDTHLESS}{_DIRECTIONS}{_SELECTORS}{_BLANKS}{_TAGS}{_CONTROLS}{_UNASSIGNED}{_JAMO}"
_INVISIBLE = re.compile(f"[{_ALL}]")
_VISIBLE = re.compile(f"[^\\s{_ALL}]")

KINDS = {
    "tag characters": _TAGS,
    "variation selectors": _SELECTORS,
    "direction controls": f"\u061c\u200e\u200f{_DIRECTIONS}",
    "zero-width": "\u180e\u200b-\u200d\u2060\ufeff",
    "soft hyphens": "\u00ad",
    "blank letters": f"{_BLANKS}{_JAMO}\u17b4\u17b5",
    "format controls": f"\u034f\u180b-\u180d\u180f\u2061-\u2065\u206a-\u206f{_CONTROLS}{_UNASSIGNED}",
}
"""The kinds that are told apart, each with its characters as they stand in a pattern."""
_KIND = {name: re.compile(f"[{characters}]") for name, characters in KINDS.items()}

# Scripts whose letters change their shape with a joiner beside them, and those that set no space between words.
_JOINED = (
    r"\p{Arabic}\p{Syriac}\p{Nko}\p{Mandaic}\p{Adlam}\p{Mongolian}\p{Phags_Pa}\p{Devanagari}\p{Bengali}\p{Gurmukhi}"
    r"\p{Gujarati}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Khmer}\p{Myanmar}\p{Tibetan}"
    r"\p{Javanese}\p{Balinese}\p{Sundanese}\p{Meetei_Mayek}\p{Grantha}\p{Chakma}\p{Newa}\p{Tirhuta}\p{Hanifi_Rohingya}"
)
_UNSPACED = (
    r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Javanese}\p{Balinese}\p{Tai_Le}\p{Tai_Tham}\p{Tai_Viet}"
    r"\p{New_Tai_Lue}\p{Cham}"
)
_EMOJI = r"[\p{Extended_Pictographic}\U0001f3fb-\U0001f3ff\ufe0f]"
_RIGHT_TO_LEFT = r"\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}\p{Adlam}\p{Samaritan}\p{Mandaic}\p{Hanifi_Rohingya}"
# The flags of England, Scotland and Wales: a black flag, the region in tag characters, and the tag that ends them.
_REGIONS = ("eng", "sct", "wls")
_FLAG = re.compile(
    "\U0001f3f4(?:{})\U000e007f".format("|".join("".join(chr(0xE0000 + ord(c)) for c in f"gb{r}") for r in _REGIONS))
)

_BELONGS = regex.compile(
    rf"""
    (?<={_EMOJI})\u200d(?=\p{{Extended_Pictographic}})
  | (?<=[{_JOINED}]\p{{M}}{{0,30}}[\u200c\u200d]?)[\u200c\u200d] | [\u200c\u200d](?=[\u200c\u200d]?[{_JOINED}])
  | (?<=[\p{{Emoji}}--[0-9\#*]])[\ufe0e\ufe0f] | (?<=[0-9\#*])\ufe0f(?=\u20e3)
  | (?<=[\p{{S}}--[\x00-\x7f]])[\ufe00-\ufe0f]
  | (?<=\p{{Han}})[\ufe00-\ufe02\U000e0100-\U000e01ef]
  | (?<=[\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f])[\ufe00\ufe01]
  | (?<=[\p{{Myanmar}}\p{{Phags_Pa}}])\ufe00
  | (?<=\p{{Mongolian}}[\u180b-\u180f]?)[\u180b-\u180f] | [\u180e](?=\p{{Mongolian}})
  | (?<=[{_UNSPACED}]\s?)[\u200b\u2060] | [\u200b\u2060](?=\s?[{_UNSPACED}])
  | (?<=\p{{L}}\p{{M}}{{0,30}})\u00ad(?=\p{{L}}|[^\S\n]{{0,30}}\n)
  | (?<=\p{{M}})\u034f(?=\p{{M}})
  | (?<=\p{{Khmer}})[\u17b4\u17b5]
  | \u115f(?=[\u1161-\u11a7]) | (?<=[\u1100-\u115e\ua960-\ua97c])\u1160 | \u115f(?=\u1160[\u11a8-\u11ff])
  | (?<=\u115f)\u1160(?=[\u11a8-\u11ff])
  | (?<=[\u2801-\u28ff]\s?)\u2800 | \u2800(?=\s?[\u2801-\u28ff])
  | (?<=[\U00013000-\U0001345f])[\U00013430-\U00013440]
  | (?<=[\U0001bc00-\U0001bc9f])[\U0001bca0-\U0001bca3]
  | (?<=[\U0001d100-\U0001d1ff])[\U0001d173-\U0001d17a] | [\U0001d173-\U0001d17a](?=[\U0001d100-\U0001d1ff])
  """,
    regex.VERBOSE | regex.V1,
)
# In a line with letters that run to the left, marks of direction keep the others in their place.
_LINE_TO_LEFT = regex.compile(rf"[{_RIGHT_TO_LEFT}]")
_DIRECTION_MARKS = "\u061c\u200e\u200f"
# No writing has three such characters in a row, or four that only one or two letters hold apart.
_CARRIERS = (
    regex.compile(rf"[{_WIDTHLESS}{_SELECTORS}{_DIRECTIONS}]{{3,}}|[{_SELECTORS}]{{2,}}"),
    regex.compile(r"[\u00ad\u200c-\u200f\u061c](?:\p{L}{1,2}[\u00ad\u200c-\u200f\u061c]){3,}"),
    regex.compile(r"[\u200b\u2060](?:\p{L}[\u200b\u2060]){4,}"),
)
_VARIANT = regex.compile(r"(?<=\p{Han})[\ufe00-\ufe02\U000e0100-\U000e01ef]")
_HAN = regex.compile(r"\p{Han}")
_FEW = 8
"""Variants of ideographs that a short text may have; beyond them no more than one in five."""
_LONGEST_MESSAGE = 100
_MOST_MESSAGES = 3


@dataclass(frozen=True)
class Shown:
    """What a reader sees of a text, what was *dropped* of it (how many of each kind), and any *message* in that."""

    text: str
    dropped: Mapping[str, int]
    message: str = ""


def drop_invisible(text: str) -> Shown:
    """*text* without the characters that only a machine would read.

    Kept are those that belong to the writing where they stand (the Unicode Standard, chapters 7 to 18 and 23; UTS 51;
    the standardized and ideographic variation sequences). The others are dropped; blanks that take up room, such as
    the Hangul filler, become a space.
    """
    if text.isascii() or _INVISIBLE.search(text) is None:
        return Shown(text, {})
    kept = _kept(text)
    pieces, lost, end = [], [], 0
    for found in _INVISIBLE.finditer(text):
        if found.start() in kept:
            continue
        pieces.append(text[end : found.start()])
        if found[0] in _BLANKS:
            pieces.append(" ")
        lost.append(found[0])
        end = found.end()
    pieces.append(text[end:])
    together = "".join(lost)
    dropped = {name: count for name, kind in _KIND.items() if (count := len(kind.findall(together)))}
    return Shown("".join(pieces), dropped, decode_message(together))


def left_out(*steps: Shown) -> list[str]:
    """What a reader of a brief is told of the characters dropped in *steps*, with the message they carried, if any."""
    kinds = sum((Counter(step.dropped) for step in steps), Counter[str]())
    if not kinds:
        return []
    count = kinds.total()
    each = ", ".join(f"{kind} {number:,}" for kind, number in kinds.most_common())
    what = "1 invisible character was" if count == 1 else f"{count:,} invisible characters were"
    messages = list(dict.fromkeys(f"“{step.message}”" for step in steps if step.message))[:_MOST_MESSAGES]
    spelled = f"; what they spell, hidden from readers, is {' and '.join(messages)}" if messages else ""
    return [f"{what} left out ({each}){spelled}"]


def has_visible(text: str) -> bool:
    """Whether *text* has a character that a person would see."""
    return _VISIBLE.search(text) is not None


def decode_message(carrier: str) -> str:
    """The words that tag characters or variation selectors in *carrier* spell, on one line and shortened.

    A tag character is an ASCII character moved up; the 256 selectors are the values of a byte. What is not
    printable is left out; empty when nothing like a word comes of it.
    """
    tags = "".join(chr(ord(one) - 0xE0000) for one in carrier if "\U000e0020" <= one <= "\U000e007e")
    values = bytes(
        ord(one) - (0xFE00 if one < "\U000e0000" else 0xE0100 - 16) for one in re.findall(f"[{_SELECTORS}]", carrier)
    )
    for words in (tags, values.decode("utf-8", "ignore")):
        line = " ".join("".join(one if one.isprintable() else " " for one in words).split())
        if re.search(r"\w{3}", line):
            return line if len(line) <= _LONGEST_MESSAGE else f"{line[:_LONGEST_MESSAGE].rstrip()} …"
    return ""


def _kept(text: str) -> set[int]:
    """Where the invisible characters stand that belong to the writing."""
    # Asked where such a character stands, and nowhere else: what each alternative looks back at costs.
    places = (found.start() for found in _INVISIBLE.finditer(text))
    kept = {place for place in places if _BELONGS.match(text, place)}
    kept.update(place for found in _FLAG.finditer(text) for place in range(*found.span()))
    if any(mark in text for mark in _DIRECTION_MARKS):
        kept |= _direction_marks(text)
    for carrier in _CARRIERS:
        for found in carrier.finditer(text):
            kept.difference_update(range(*found.span()))
    # An ideograph's variant is one of 240, and as many could be a message's characters.
    variants = [place for found in _VARIANT.finditer(text) if (place := found.start()) in kept]
    if len(variants) > _FEW and len(variants) * 5 > len(_HAN.findall(text)):
        kept.difference_update(variants)
    return kept


def _direction_marks(text: str) -> set[int]:
    kept: set[int] = set()
    start = 0
    for line in text.splitlines(keepends=True):
        if any(mark in line for mark in _DIRECTION_MARKS) and _LINE_TO_LEFT.search(line):
            kept.update(start + place for place, one in enumerate(line) if one in _DIRECTION_MARKS)
        start += len(line)
    return kept
