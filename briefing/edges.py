"""Where a quote may begin and end: never inside a word, a number, an amount or a character.

All texts here are folded (:mod:`briefing.folding`); positions are those of the folded text.
"""

from __future__ import annotations

import unicodedata

import regex

from briefing.folding import BREAK, DASH_BREAK, Folded

_HYPHENS = frozenset("-‐‑\u00ad")
_ZERO_WIDTH_JOINER = "\u200d"
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー]")
"""A character of a script that is written without spaces between words."""

_HEBREW = regex.compile(r"\p{Hebrew}")
_LAST_LETTERS = regex.compile(r"\p{L}+$")

# What French and Italian elide before a vowel; "n'" is not here, since a quote must not lose its negation.
_ELIDED = frozenset(
    "l d qu j m t s c jusqu lorsqu puisqu quoiqu all dall dell nell sull un quest quell sant dov com".split()
)
_PERCENT = frozenset("%‰‱°٪؉؊％")
_IN_NUMBERS = frozenset(".,:/-'·٫٬~〜～" + DASH_BREAK)
_IN_WORDS = frozenset("@&/")
_HAN_NUMERALS = frozenset("〇零一二三四五六七八九十百千万萬亿億兆两兩")
_THOUSANDS_BEFORE = regex.compile(r"(?<!\d)\d{1,3}(?: \d{3})* $")
_THOUSANDS_AFTER = regex.compile(r" \d{3}(?!\d)")
# A figure and its order of magnitude are one number: "5" is not what "5 million" says.
_MAGNITUDE = regex.compile(
    r" (?:hundred|thousand|million|billion|trillion|milli?ón|milli?on[eis]*|milhõ|milliard|miliard|milyon|milyar|bilyon"
    r"|mil\b|mille\b|tausend|Tausend|Million|Milliard|percent|per cent|percentage|pour cent|por cien|Prozent|procent"
    r"|тыс|млн|млрд|миллион|миллиард|процент|мільйон|мільярд|ألف|آلاف|مليون|ملايين|مليار|بالمئة|في المئة|בליון|מיליון"
    r"|מיליארד|אלף|אחוז|लाख|करोड़|हज़ार|हजार|प्रतिशत|εκατομμύρι|δισεκατομμύρι|χιλιάδ|τοις εκατό|triệu|tỷ\b|nghìn|ngàn"
    r"|phần trăm|juta|miliar|persen)"
)


def joined(left: str, right: str) -> bool:
    """Whether no word or character can end between *left* and *right*, of which either may be empty."""
    if not left or not right:
        return False
    if unicodedata.category(right)[0] == "M" or BREAK in (left, right):
        return True
    if UNSPACED.match(left) or UNSPACED.match(right):
        return _is_numeral(left) and _is_numeral(right)
    return _is_wordy(left) and _is_wordy(right)


def splits_before(text: str, folded: Folded, start: int) -> bool:
    """Whether a quote that begins at *start* begins inside something; *text* is what was folded."""
    content = folded.text
    further, before, first = content[max(start - 2, 0) : max(start - 1, 0)], content[start - 1 : start], content[start]
    if start == 0:
        return False
    if joined(before, first) or (not first.isalnum() and _joined_symbols(text, folded, start)):
        return True
    if first.isdigit() and _figure_goes_on_before(content, start, before, further):
        return True
    if before == "'" and further.isalpha() and first.isalpha():
        word = _LAST_LETTERS.search(content[max(0, start - 10) : start - 1])
        return word is None or word[0].lower() not in _ELIDED
    return _bound(text, folded, start - 1)


def splits_after(text: str, folded: Folded, end: int) -> bool:
    """Whether a quote that ends at *end* ends inside something; *text* is what was folded."""
    content = folded.text
    last, after, further = content[end - 1], content[end : end + 1], content[end + 1 : end + 2]
    if not after:
        return False
    if joined(last, after) or (not last.isalnum() and _joined_symbols(text, folded, end)):
        return True
    if _is_numeral(last) and _figure_goes_on_after(content, end, after, further):
        return True
    if after == "'" and last.isalpha() and further.isalpha():
        return True
    # "U.S." keeps its last point when it is the first half of "U.S.-led".
    return _bound(text, folded, end) or (after == "." and further in ("-", "'") and _bound(text, folded, end + 1))


def _figure_goes_on_before(content: str, start: int, before: str, further: str) -> bool:
    if before in ("-", DASH_BREAK) and not further.isalpha():
        return True  # a minus sign, or the second half of a range
    if before in ".,٫" and not _is_wordy(further):
        return True  # .5
    if before == " ":
        spaced = content[start : start + 3].isdigit() and not content[start + 3 : start + 4].isdigit()
        if spaced and _THOUSANDS_BEFORE.search(content[max(0, start - 20) : start]):
            return True
        return bool(further) and unicodedata.category(further) == "Sc"
    return before != "|" and unicodedata.category(before) in ("Sc", "Sm")


def _figure_goes_on_after(content: str, end: int, after: str, further: str) -> bool:
    if after in _PERCENT or unicodedata.category(after) == "Sc":
        return True
    if after != " " or not further:
        return False
    if further in _PERCENT or unicodedata.category(further) == "Sc":
        return True
    if _THOUSANDS_AFTER.match(content, end) and _THOUSANDS_BEFORE.search(content[max(0, end - 20) : end] + " "):
        return True
    return _MAGNITUDE.match(content, end) is not None


def _bound(text: str, folded: Folded, at: int) -> bool:
    """Whether the sign at *at* holds what stands on its two sides together as one word or number."""
    content = folded.text
    if at == 0 or at + 1 >= len(content):
        return False
    left, sign, right = content[at - 1], content[at], content[at + 1]
    if left.isdigit() and right.isdigit():
        return sign in _IN_NUMBERS
    if left == "." and sign == "-" and at >= 2:
        left = content[at - 2]
    if not (_is_wordy(left) and _is_wordy(right)):
        return False
    if sign in ("-", DASH_BREAK):
        return text[folded.original(at, at + 1)[0]] in _HYPHENS
    if sign == ".":
        # The points inside an abbreviation such as U.S. or p.m., not a full stop that lost its space.
        alone = not content[at - 2 : at - 1].isalpha() or at == 1
        return alone and left.isalpha() and right.isalpha() and not content[at + 2 : at + 3].isalpha()
    if sign == '"':
        # Hebrew writes abbreviations with the mark inside; elsewhere it stands between words.
        start, end = folded.original(at, at + 1)
        return all(_HEBREW.match(char) for char in (text[start - 1], text[end]))
    return sign in _IN_WORDS


def _joined_symbols(text: str, folded: Folded, at: int) -> bool:
    """Whether the original has a joined emoji, or one with its skin tone, at the edge *at*."""
    start = folded.original(at, at + 1)[0]
    return text[start - 1] == _ZERO_WIDTH_JOINER or "\U0001f3fb" <= text[start] <= "\U0001f3ff"


def _is_numeral(char: str) -> bool:
    return char.isdigit() or char in _HAN_NUMERALS


def _is_wordy(char: str) -> bool:
    return bool(char) and (char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M")
