"""The attribution that governs a sentence: which words in it are its speaker.

By pattern, outside quotation marks: a verb of speech behind its subject (*Ajala said*, over an apposition
between commas if need be), before it (*said Ajala*), or *according to*. A verb that reports an act as
often as speech (*warned*, *called*) counts only beside a quotation or before *that*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.extract import words as w
from briefing.extract.reading import Passage

PRONOUNS = frozenset({"he", "she"})
"""The pronouns that can be a speaker by themselves."""
_ACCORDING = re.compile(r"\baccording to ", re.IGNORECASE)
_NO_SPEAKER = frozenset(
    "it this that which who what they we i you there these those his her report reports article story law statement "
    "data statistics figures constitution number percent year source".split()
)
_INSIDE = frozenset({"of", "for", "in", "at", "from", "with", "to", "on", "and"})
_SPEECH = w.SPEECH_FREE | w.SPEECH_MARKED
_BREAKS = (w.CONJUNCTIONS | w.PREPOSITIONS | w.PRONOUNS | w.ADVERBS) - PRONOUNS
_BEFORE_VERB = w.ADVERBS | {"has", "had", "have", "on"} | {day.lower() for day in w.DAYS}
_PARTICIPLES = frozenset({"believed", "alleged", "reported", "estimated", "said", "thought", "expected", "projected"})
_ROLE_WORDS = 22  # an apposition longer than this is no office any more


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker in a passage: words *first* to *last*, and the apposition behind them, as offsets."""

    first: int
    last: int
    role: tuple[int, int] | None = None


def head_of(passage: Passage, phrase: Phrase) -> int:
    """The word that the phrase is about: *analyst* of *an analyst of the region*."""
    for index in range(phrase.first + 1, phrase.last + 1):
        word = passage.tokens[index]
        if word.text in _INSIDE and passage.tokens[index - 1].text.lower() in w.SPEAKER_NOUNS:
            return index - 1
    return phrase.last


def find_speaker(passage: Passage) -> Phrase | None:
    """The attribution that governs *passage*, or ``None``."""
    tokens, plain = passage.tokens, passage.plain
    for index, token in enumerate(tokens):
        word = token.text.lower()
        if word not in _SPEECH or passage.quoted(token.start) or not token.text[0].islower():
            continue
        if index and tokens[index - 1].text.lower() in {"was", "were", "been", "be", "is", "are", "being", "to", "not"}:
            continue
        if index + 1 < len(tokens) and tokens[index + 1].text == "to" and word in _PARTICIPLES:
            continue  # "a suspect believed to be armed"
        if word in w.SPEECH_MARKED and "\x01" not in plain and not _reports(passage, index):
            continue
        before, inverted = _before(passage, index), _inverted(passage, index)
        behind = inverted and (before is None or _after_quote(passage, index))
        phrase = _forward(passage, index + 1) if behind else before
        if phrase is not None and (behind or _governs(passage, phrase, index)):
            return phrase
    if match := _ACCORDING.search(plain):
        first = next((at for at, token in enumerate(tokens) if token.start >= match.end()), None)
        if first is not None:
            return _forward(passage, first)
    return None


def _reports(passage: Passage, verb: int) -> bool:
    return any(token.text == "that" for token in passage.tokens[verb + 1 : verb + 4])


def _after_quote(passage: Passage, verb: int) -> bool:
    return passage.text[: passage.tokens[verb].start].rstrip(" ,")[-1:] in {'"', "”"}


def _inverted(passage: Passage, verb: int) -> bool:
    """Whether the speaker follows the verb: *…,” said Ajala*."""
    token = passage.tokens[verb]
    if token.text.lower() not in w.SPEECH_BARE or verb + 1 >= len(passage.tokens):
        return False
    before = passage.text[: token.start].rstrip()
    return before[-1:] in {'"', "”", ",", "’", "'"} and passage.tokens[verb + 1].text not in {"that", "it", "in", "on"}


def _governs(passage: Passage, phrase: Phrase, verb: int) -> bool:
    """Whether the attribution holds for the sentence, and not for a clause in its middle."""
    ahead = sum(not passage.quoted(token.start) for token in passage.tokens[: phrase.first])
    behind = sum(not passage.quoted(token.start) for token in passage.tokens[verb + 1 :])
    return ahead <= 10 or behind <= 8 or "\x01" in passage.plain


def _forward(passage: Passage, first: int) -> Phrase | None:
    """The noun phrase that begins at word *first*, and its apposition."""
    tokens, text = passage.tokens, passage.text
    last = first
    while last < len(tokens):
        word = tokens[last].text.lower()
        stop = word in w.PRONOUNS | (w.CONJUNCTIONS - {"and"}) or (w.is_verb(word) and tokens[last].text.islower())
        inside = word in _INSIDE and last > first and _takes_more(tokens[last - 1].text)
        if stop or (word in w.PREPOSITIONS | {"and"} and not inside) or passage.quoted(tokens[last].start):
            last -= 1
            break
        if last + 1 >= len(tokens) or text[tokens[last].end : tokens[last + 1].start].strip(" \n\xa0'’s().") != "":
            break
        if text[tokens[last].end : tokens[last + 1].start].startswith(". ") and len(tokens[last].text) > 3:
            break
        last += 1
    last = min(last, len(tokens) - 1)
    if last < first or not _can_speak(passage, first, last):
        return None
    return Phrase(first, last, _apposition(passage, last))


def _takes_more(word: str) -> bool:
    return word.lower() in w.SPEAKER_NOUNS or word in w.NAME_HEADS


def _before(passage: Passage, verb: int) -> Phrase | None:
    """The noun phrase that ends before word *verb*; over an apposition between commas if need be."""
    tokens, text = passage.tokens, passage.text
    last = verb - 1
    while last >= 0 and tokens[last].text.lower() in _BEFORE_VERB:
        last -= 1
    if last < 0:
        return None
    role_end = None
    for _ in range(4):
        if text[tokens[last].end : tokens[last + 1].start].strip(" .") != ",":
            break
        comma = text.rfind(", ", 0, tokens[last].start) if role_end is not None or last + 1 <= verb else -1
        role_end = role_end or tokens[last].end
        previous = next((at for at in range(last, -1, -1) if tokens[at].end <= comma), None)
        if comma < 0 or previous is None:
            return None
        last = previous
        phrase = _backward(passage, last)
        if phrase is not None and phrase.role is None and _fills_clause(passage, phrase):
            role = (text.index(",", tokens[last].end) + 1, _with_point(text, role_end))
            words = {word.lower() for word in re.findall(r"[\w-]+", text[role[0] : role[1]])}
            name = text[role[0] : role[1]].strip().istitle()
            office = name or words & (w.SPEAKER_NOUNS | {"speaking", "published", "owned"})
            return Phrase(phrase.first, phrase.last, role if office and len(words) <= _ROLE_WORDS else None)
    return _backward(passage, last) if role_end is None else None


def _with_point(text: str, end: int) -> int:
    return end + 1 if text[end : end + 2] == ".," else end


def _fills_clause(passage: Passage, phrase: Phrase) -> bool:
    """Whether nothing of a clause stands before the phrase: a mark, a quotation, the sentence's edge or *and*."""
    before = passage.text[: passage.tokens[phrase.first].start].rstrip()
    return not before or before[-1] in ',"”:;—–' or before.split()[-1].lower() in {"but", "and", "while", "as"}


def _backward(passage: Passage, last: int) -> Phrase | None:
    tokens, text = passage.tokens, passage.text
    if passage.quoted(tokens[last].start):
        return None
    first, lower = last + 1, 0
    while first > 0:
        token = tokens[first - 1]
        word = token.text.lower()
        gap = text[token.end : tokens[first].start] if first <= last else ""
        ended = gap.startswith(". ") and len(token.text) > 4
        if gap.strip(" \n\xa0'’s().") or ended or passage.quoted(token.start):
            break
        if word in _INSIDE and first - 1 > 0 and _takes_more(tokens[first - 2].text) and first <= last:
            first -= 1
            continue
        capital = token.capital and token.text.lower() not in w.OPENERS
        if word in _BREAKS or (w.is_verb(word) and not capital):
            break
        lower += not capital
        if lower > 6:
            return None
        first -= 1
        governed = first > 1 and tokens[first - 1].text.lower() in _INSIDE and _takes_more(tokens[first - 2].text)
        if (word in w.DETERMINERS and not governed) or word in PRONOUNS:
            break
    if first > last or not _can_speak(passage, first, last):
        return None
    return Phrase(first, last)


def _can_speak(passage: Passage, first: int, last: int) -> bool:
    words = [token.text for token in passage.tokens[first : last + 1]]
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return True
    if words[-1].lower() in _NO_SPEAKER or words[0].lower() in {"no", "any", "each"}:
        return False
    if any(word.lower() in w.MONTHS_AND_DAYS | {"percent", "times"} for word in words):
        return False
    named = any(word[0].isupper() and word.lower() not in w.OPENERS for word in words)
    return named or any(word.lower() in w.SPEAKER_NOUNS for word in words)


def _apposition(passage: Passage, last: int) -> tuple[int, int] | None:
    """The office that a speaker is given behind the name: from the comma to the next mark."""
    text, plain = passage.text, passage.plain
    begin = passage.tokens[last].end
    if not re.match(r", (?:(?:an?|the|who|whose|one) |[a-z-]+ )", text[begin:]):
        return None
    first = passage.tokens[last + 1].text.lower() if last + 1 < len(passage.tokens) else ""
    if first.endswith("ing") or w.is_verb(first) or first in w.CONJUNCTIONS | w.PREPOSITIONS | w.ADVERBS:
        return None
    match = re.search(r"[,;:\"“”\x01]|\.(?:\s|$)", plain[begin + 2 :])
    end = begin + 2 + match.start() if match else len(text)
    near = [word.strip(".,") for word in text[begin + 1 : end].split()]
    clause = near and near[0] not in {"who", "whose", "which"} and any(w.is_verb(word) for word in near[1:6])
    noun = {word.lower() for word in near} & w.SPEAKER_NOUNS
    return (begin + 1, end) if len(near) <= _ROLE_WORDS and noun and not clause else None
