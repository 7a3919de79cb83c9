"""Passages of a report that speak to a language model, and not to its reader.

Such text is visible and stays quotable; a brief warns of it. What is looked for are ways of speaking: orders to set
instructions aside, roles given to a model, marks of chat formats, requests for its prompt, orders how to answer, data
sent out through an address, verdicts asked for, and imitations of this program's own fences. An order counts where
an order can stand, at the start of a clause: "the minister told them to ignore previous instructions" is news. A
report that quotes such an order word for word cannot be told from one that gives it.

English best; the plainest orders also in Arabic, Chinese, Dutch, French, German, Hindi, Indonesian, Italian, Japanese,
Korean, Persian, Polish, Portuguese, Russian, Spanish, Turkish, Ukrainian and Vietnamese, and "in your answer" in
Albanian, Irish, Scottish Gaelic and Zulu, into which such orders are put to escape filters.
"""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.injection.languages import OTHER_LANGUAGES
from briefing.injection.rules import ASIDE, ENCODED, RULES


class Passage(NamedTuple):
    """``text[start:end]`` seems to address a model; *why* completes "it …"."""

    start: int
    end: int
    why: str


# Before an order stands nothing, a sign, or a word that leads up to it.
_LEADS = re.compile(
    r"(?:^|[^\w\s'’]|(?<!\w)['’]|\b(?:please|now|then|just|simply|so|kindly|instead|also|nevermind|therefore|immediately|always|finally"
    r"|you (?:must|should|will|can|shall|may|need to|have to|are to)(?: \w+ly)?"
    r"|your (?:new |next )?task is to|bitte|por favor"
    r"|per favore|plaît|пожалуйста|теперь|jetzt|ahora|maintenant|请|請|你|现在|并)"
    r"|(?P<joined>\b(?:and|perform|or)))\s*$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:to|would|will|could|might|they|he|she|who|that|which|were|was|had|have|has)\b", re.IGNORECASE
)
_BROKEN = re.compile(r"(?<=[\w,])[ \t]*\n(?!\n)")
_BEFORE = 90
_MOST = 5
_SHOWN = 120

_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][\s._*|-]{1,3}){11,}[^\W\d_](?!\w)")
_SQUEEZED = re.compile(
    r"(?:ignore|disregard|forget)(?:all|any|the|your|of|my)*(?:previous|prior|above|earlier|instructions|prompt)"
)
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{24,}={0,2}(?![\w+/=])")
_BITS = re.compile(r"(?<![01])(?:[01]{8}[ \t\n]?){12,}")
_WIDE = re.compile("[\uff01-\uff5e\U0001d400-\U0001d6a3]")
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x1D400 + 52 * alphabet + letter: (65 + letter) if letter < 26 else (71 + letter)
    for alphabet in range(13)
    for letter in range(52)
}
_REACH = 250
"""Characters before a word that a rule needs where what it looks for may begin; it ends within twice as many."""


def addressed_to_model(text: str, sentences: Sequence[tuple[int, int]] | None = None) -> list[Passage]:
    """The passages of *text* that seem to address a language model, in their order.

    A passage is the whole of the sentence, or sentences, that it is found in when *sentences* gives their ranges, and
    the words found otherwise; one sentence is one passage.
    """
    found: list[Passage] = []
    for start, end, why in sorted(_found(text)):
        if sentences:
            first = max(bisect_right(sentences, start, key=lambda one: one[0]) - 1, 0)
            last = max(bisect_right(sentences, end - 1, key=lambda one: one[0]) - 1, first)
            start, end = min(sentences[first][0], start), max(sentences[last][1], end)
        if not found or start >= found[-1].end:
            found.append(Passage(start, end, why))
    return found


def warnings_of(text: str, passages: Sequence[Passage], paragraphs: Sequence[tuple[int, int]]) -> list[str]:
    """What a brief says of *passages*: a sentence for each of the first, with its paragraph, and one for the others."""
    warnings = []
    for start, end, why in passages[:_MOST]:
        words = " ".join(text[start:end].split())
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
        place = max(bisect_right(paragraphs, start, key=lambda one: one[0]), 1)
        warnings.append(
            f"holds text that seems to address a language model ({why}): “{shown}” (paragraph {place:,}); "
            "it is reported on, not obeyed"
        )
    if (more := len(passages) - _MOST) > 0:
        warnings.append(f"holds {more:,} more such passage{'' if more == 1 else 's'}")
    return warnings


def _found(text: str, encoded: bool = True) -> Iterator[Passage]:
    folded = text.translate(_TO_ASCII) if _WIDE.search(text) else text  # one for one: places stay
    lowered = folded.lower()
    if len(lowered) != len(folded):  # a few letters are two in lower case
        lowered = "".join(small if len(small := one.lower()) == 1 else one for one in folded)
    for rule in RULES + OTHER_LANGUAGES:
        for start, end in _windows(lowered, rule.needs):
            for match in rule.pattern.finditer(folded, start, end):
                if not rule.order or _can_be_order(folded, match.start()):
                    yield Passage(*match.span(), rule.why)
    for match in _SPACED.finditer(folded):
        if _SQUEEZED.search(re.sub(r"[\W_]", "", match[0]).lower()):
            yield Passage(*match.span(), ASIDE)
    if encoded:
        yield from _found_encoded(folded)


def _windows(lowered: str, needs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches around each of *needs*, without overlap: what is far from all of them need not be looked at."""
    there = [need for need in needs if need in lowered]  # as a rule none is, and nothing more has to be looked for
    hits = sorted(match.start() for need in there for match in re.finditer(re.escape(need), lowered))
    start = end = 0
    for hit in hits:
        if hit - _REACH > end:
            if end:
                yield start, end
            start = hit - _REACH
        start, end = max(start, 0), hit + 2 * _REACH
    if end:
        yield start, min(end, len(lowered))


def _can_be_order(text: str, start: int) -> bool:
    before = text[max(0, start - _BEFORE) : start]
    if text[start].islower():  # a line that is only broken goes on
        before = _BROKEN.sub(" ", before)
    line = before.rpartition("\n")[2]
    if (lead := _LEADS.search(line)) is None:
        return False
    if not lead["joined"]:
        return True
    clause = re.split(r"[.!?:;]", line[: lead.start()])[-1]
    return _REPORTED.search(clause) is None


def _found_encoded(text: str) -> Iterator[Passage]:
    """Orders in base64, or in binary digits."""
    for match in _BASE64.finditer(text):
        try:
            content = base64.b64decode(match[0] + "=" * (-len(match[0]) % 4))
        except (binascii.Error, ValueError):
            continue
        if _holds_order(content):
            yield Passage(*match.span(), ENCODED)
    for match in _BITS.finditer(text):
        if _holds_order(bytes(int(digits, 2) for digits in re.findall("[01]{8}", match[0]))):
            yield Passage(*match.span(), ENCODED)


def _holds_order(content: bytes) -> bool:
    words = content.decode("utf-8", "ignore")
    return words.isprintable() and next(_found(words, encoded=False), None) is not None
