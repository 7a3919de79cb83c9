"""From the order in which a line of a page is seen, from left to right, to the order in which it is read.

The reverse of the bidirectional algorithm (Unicode Standard Annex 9), as far as a line tells: in one from right to left
numbers and words from left to right keep their order, brackets turn, and letters shaped for their place become plain.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_RIGHT = frozenset(("R", "AL"))
_NUMBERS = frozenset(("EN", "AN"))
_WITHIN_NUMBERS = frozenset(("ES", "CS"))
_AROUND_NUMBERS = frozenset(("ET",))
_TURNED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")


def has_letters_from_right(text: str) -> bool:
    """Whether any letter of *text* is of a script that is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(sign) in _RIGHT for sign in set(text))


def is_from_right(text: str) -> bool:
    """Whether most letters of *text* are of a script that is written from right to left."""
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    return sum(kind in _RIGHT for kind in kinds) > kinds.count("L")


def read_order(seen: Sequence[str], *, page_is_from_right: bool) -> str:
    """The text of a line whose signs, each with its marks behind it, are *seen* in this order from left to right.

    A line without letters of its own goes as its page does, and so does one that has letters of both kinds.
    """
    kinds = _kinds(seen)
    has_right, has_left = bool(_RIGHT.intersection(kinds)), "L" in kinds
    if page_is_from_right and (has_right or not has_left):
        return _from_right(seen, kinds)
    if not has_right:
        return "".join(seen)
    if is_from_right("".join(seen)):
        return _from_right(seen, kinds)
    text, at = [], 0
    while at < len(seen):
        end = at + 1
        if kinds[at] in _RIGHT:
            # As far as the last letter of such a script before the next one from left to right.
            ahead = next((to for to in range(at, len(seen)) if kinds[to] == "L"), len(seen))
            end = max(to for to in range(at, ahead) if kinds[to] in _RIGHT) + 1
            text.append(_from_right(seen[at:end], kinds[at:end]))
        else:
            text.append(seen[at])
        at = end
    return "".join(text)


def _from_right(seen: Sequence[str], kinds: Sequence[str]) -> str:
    """As it is read; brackets are turned, unless the page names them as they are read and not as they are seen."""
    runs, at = list[tuple[str, bool]](), 0
    while at < len(seen):
        end = max(_end_of_run(kinds, at), at + 1)
        while end < len(seen) and _closes(seen[end], seen[at:end]):
            end += 1
        runs.append(("".join(seen[at:end]), kinds[at] in _RIGHT or end > at + 1 or kinds[at] in _NUMBERS))
        at = end
    runs.reverse()
    turned = "".join(_plain(run) if fixed else run.translate(_TURNED) for run, fixed in runs)
    as_named = "".join(_plain(run) if fixed else run for run, fixed in runs)
    return as_named if _is_paired(as_named) and not _is_paired(turned) else turned


def _is_paired(text: str) -> bool:
    """Whether no bracket in *text* closes what was not opened, or the other way round."""
    opened = []
    for sign in text:
        if sign in "([{«‹":
            opened.append(sign)
        elif sign in ")]}»›" and (not opened or opened.pop().translate(_TURNED) != sign):
            return False
    return not opened


def _closes(sign: str, run: Sequence[str]) -> bool:
    """Whether *sign* closes a bracket that was opened in *run*, behind its first word."""
    opening = sign.translate(_TURNED)
    return sign in ")]}" and opening in run[1:] and run.count(opening) > run.count(sign)


def _end_of_run(kinds: Sequence[str], at: int) -> int:
    """Where the number or the words from left to right that begin at *at* end; *at* itself where none do."""
    end = at
    while end < len(kinds) and kinds[end] in _AROUND_NUMBERS:
        end += 1
    if end == len(kinds) or (kinds[end] not in _NUMBERS and (end > at or kinds[end] != "L")):
        return at
    words = kinds[end] == "L"
    last = end
    while end < len(kinds) and kinds[end] not in _RIGHT:
        words = words or kinds[end] == "L"
        if kinds[end] == "L" or kinds[end] in _NUMBERS or (kinds[end] in _AROUND_NUMBERS and end == last + 1):
            last = end
        elif not words and not (kinds[end] in _WITHIN_NUMBERS and kinds[end - 1] in _NUMBERS):
            break
        end += 1
    return last + 1


def _kinds(seen: Sequence[str]) -> list[str]:
    """The kind of each sign; in a line of Arabic letters figures are Arabic ones, and no sign is part of them."""
    kinds = [unicodedata.bidirectional(sign[0]) for sign in seen]
    if "AL" not in kinds:
        return kinds
    arabic = {"EN": "AN", "ET": "ON", "ES": "ON"}
    return [arabic.get(kind, kind) for kind in kinds]


def _plain(run: str) -> str:
    """*run*, its letters less the shapes that they have at their place in a word."""
    return "".join(unicodedata.normalize("NFKC", sign) if _is_shaped(sign) else sign for sign in run)


def _is_shaped(sign: str) -> bool:
    return "\ufb1d" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufeff"
