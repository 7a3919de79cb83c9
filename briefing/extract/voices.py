"""Who says a passage: speakers found by verbs of speech, and the voices they merge into.

A passage gets a speaker when its attribution governs it: a verb of speech with its subject, *according
to*, a turn of an interview, or quoted speech that goes on in the same paragraph. *He said* and *the
analyst said* go to the last named speaker when nothing else fits; else they stay a voice under that
description.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.extract import words as w
from briefing.extract.names import Mention, NameIndex
from briefing.extract.reading import Passage

_ACCORDING = re.compile(r"\baccording to ", re.IGNORECASE)
_HE = frozenset({"he", "she"})
_NO_SPEAKER = frozenset(
    "it this that which who what they we i you there these those his her report reports article story law statement "
    "data statistics figures constitution number percent year source".split()
)
_INSIDE = frozenset({"of", "for", "in", "at", "from", "with", "to", "on", "and"})
_SPEECH = w.SPEECH_FREE | w.SPEECH_MARKED
_BREAKS = (w.CONJUNCTIONS | w.PREPOSITIONS | w.PRONOUNS | w.ADVERBS) - _HE
_BEFORE_VERB = w.ADVERBS | {"has", "had", "have", "on"} | {day.lower() for day in w.DAYS}
_ROLE_WORDS = 22  # an apposition longer than this is no office any more


@dataclass(frozen=True, slots=True)
class Phrase:
    """A speaker in a passage: words *first* to *last*, and the apposition behind them, as offsets."""

    first: int
    last: int
    role: tuple[int, int] | None = None


@dataclass(slots=True)
class Voice:
    """A speaker of the sources."""

    name: str
    as_written: str
    role: str | None
    key: str | None
    """The entity that speaks, where it has a name."""
    expert: bool = False


class Voices:
    """The speakers of all *passages*, and who says which."""

    def __init__(self, passages: Sequence[Passage], names: NameIndex) -> None:
        self._names = names
        self.voices: list[Voice] = []
        self._by_key: dict[str, Voice] = {}
        self._said: dict[tuple[str, int], Voice] = {}
        self._last: tuple[Voice, Passage] | None = None
        previous: Passage | None = None
        for passage in passages:
            if passage.furniture or passage.heading:
                continue
            voice = self._speaker(passage, previous)
            if voice is not None:
                self._said[passage.source, passage.order] = voice
            previous = passage
        self._look_back(passages)

    def of(self, passage: Passage) -> Voice | None:
        """Who says *passage*; ``None`` is the publication itself."""
        return self._said.get((passage.source, passage.order))

    def _speaker(self, passage: Passage, previous: Passage | None) -> Voice | None:
        if passage.turn is not None:
            return self._turn(passage)
        if phrase := find_speaker(passage):
            return self._voice(passage, phrase)
        near = previous is not None and previous.source == passage.source
        if near and previous is not None and (said := self.of(previous)):
            goes_on = passage.quoted_share > 0.7 and previous.paragraph >= passage.paragraph - 1
            in_turn = previous.turn is not None or self._in_turn
            if passage.paragraph == previous.paragraph and in_turn:
                return said
            if goes_on and (passage.paragraph == previous.paragraph or previous.plain.rstrip().endswith((":", "\x01"))):
                self._in_turn = False
                return said
        self._in_turn = False
        return None

    _in_turn = False

    def _turn(self, passage: Passage) -> Voice | None:
        self._in_turn = True
        name = passage.turn or ""
        if len(name) < 3 or name.lower() in {"question", "interviewer", "host", "moderator", "q", "note", "answer"}:
            self._in_turn = False
            return None
        for key, voice in self._by_key.items():
            if key.lower().endswith(name.lower()):
                return voice
        surname = name.lower().split()[-1]
        people = [one for one in self._names.entities.values() if one.kind == "person"]
        same = [one for one in people if one.name.lower().split()[-1] == surname]
        if len(same) == 1:
            return self._named(same[0].key, same[0].mentions[0].text, same[0].mentions[0].office_before or same[0].mentions[0].title)
        # The turn's label stands outside the passages: it is quoted as it is printed.
        return self._named(f"turn:{name}", name, None, name=name if not name.isupper() else name.title())

    def _look_back(self, passages: Sequence[Passage]) -> None:
        """Give a quotation that opens a paragraph to the speaker whom the next sentence of it names."""
        for passage, following in zip(passages, passages[1:], strict=False):
            same = passage.source == following.source and passage.paragraph == following.paragraph
            if same and self.of(passage) is None and passage.quoted_share > 0.7:
                if (voice := self.of(following)) and following.quoted_share > 0.2 and following.plain[:1] in "\"“\x01":
                    self._said[passage.source, passage.order] = voice

    def _voice(self, passage: Passage, phrase: Phrase) -> Voice | None:
        tokens = passage.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last].end
        role = passage.text[phrase.role[0] : phrase.role[1]].strip() if phrase.role else None
        head = tokens[_head(passage, phrase)].text.lower()
        if phrase.first == phrase.last and head in _HE:
            return self._antecedent(passage, lambda voice: (voice.key or "").startswith("person:"))
        # A name may begin before the phrase: "the Ministry of Labor and Social Security reported".
        inside = [m for m in self._names.mentions(passage) if m.start < end and start < m.end <= end + 1]
        start = min([start, *(m.start for m in inside)])
        written = passage.text[start:end]
        mention = _naming(inside, phrase, _head(passage, phrase))
        if mention is not None:
            if role is None or role.startswith(("who ", "which ", "whose ")):
                role = mention.title or mention.office_before or _office(passage.text[start : mention.start]) or role
            role = role or _office(passage.text[start : mention.start])
            return self._remember(passage, self._named(mention.key, mention.text, role))
        if head not in w.SPEAKER_NOUNS:
            return None
        if written.lower().startswith("the ") and head in w.PERSON_NOUNS and not inside:
            kin = next((kin for kin in (w.EXPERTS, w.OFFICES, w.SOLDIERS) if head in kin), frozenset({head}))
            if found := self._antecedent(passage, lambda voice: _is_one_of(voice, kin)):
                return found
        name = re.sub(r"^(?:the|an?|its|his|her|their) ", "", written, flags=re.IGNORECASE)
        return self._remember(passage, self._named(f"words:{name.lower()}", written, role, name=name))

    def _antecedent(self, passage: Passage, fits: object) -> Voice | None:
        """The last speaker, when it was a few sentences ago in the same source and *fits*."""
        if self._last is None:
            return None
        voice, where = self._last
        near = where.source == passage.source and passage.order - where.order <= 4
        return self._remember(passage, voice) if near and fits(voice) else None  # type: ignore[operator]

    def _remember(self, passage: Passage, voice: Voice) -> Voice:
        self._last = voice, passage
        return voice

    def _named(self, key: str, written: str, role: str | None, name: str | None = None) -> Voice:
        voice = self._by_key.get(key)
        if voice is None:
            full = self._names.entities[key].name if key in self._names.entities else name or written
            voice = Voice(full, written, role, key if key in self._names.entities else None)
            self._by_key[key] = voice
            self.voices.append(voice)
        elif voice.role is None or (role and voice.role.startswith(("who ", "which ", "speaking "))):
            voice.role = role
        described = {word.lower() for word in re.findall(r"\w+", f"{voice.role or ''} {voice.name}")}
        voice.expert = bool(described & w.EXPERTS)
        return voice


def _office(text: str) -> str | None:
    """What stands before a speaker's name, when it is an office: *spokesman*, *Malian foreign minister*."""
    office = re.sub(r"^(?:the|an?) ", "", text.strip(), flags=re.IGNORECASE)
    words = {word.lower() for word in office.split()}
    return office if words & w.SPEAKER_NOUNS and not re.search(r"[(),;]", office) else None


def _is_one_of(voice: Voice, kin: frozenset[str]) -> bool:
    known = re.findall(r"\w+", (voice.role or "").lower())
    return (voice.key or "").startswith("person:") and bool(kin & set(known))


def _head(passage: Passage, phrase: Phrase) -> int:
    """The word that the phrase is about: *analyst* of *an analyst of the region*."""
    for index in range(phrase.first + 1, phrase.last + 1):
        word = passage.tokens[index]
        if word.text in _INSIDE and passage.tokens[index - 1].text.lower() in w.SPEAKER_NOUNS:
            return index - 1
    return phrase.last


def _naming(inside: Sequence[Mention], phrase: Phrase, head: int) -> Mention | None:
    """The name that is the speaker: it ends the phrase, or all the rest is an apposition before or behind it."""
    for mention in inside:
        if mention.first <= head <= mention.last and not mention.possessive:
            return mention
    for mention in inside:
        person = mention.key.startswith("person:") and not mention.possessive
        if mention.first == phrase.first and person and head == phrase.last:
            return mention
        tail = mention.passage.text[mention.end : mention.passage.tokens[phrase.last].end]
        if re.fullmatch(r" \(\w+\)(?: (?:magazine|newspaper|news agency|agency))?", tail):
            return mention
    return None


def find_speaker(passage: Passage) -> Phrase | None:
    """The attribution that governs *passage*, or ``None``."""
    tokens, plain = passage.tokens, passage.plain
    for index, token in enumerate(tokens):
        word = token.text.lower()
        if word not in _SPEECH or passage.quoted(token.start) or not token.text[0].islower():
            continue
        if index and tokens[index - 1].text.lower() in {"was", "were", "been", "be", "is", "are", "being", "to", "not"}:
            continue
        if word in w.SPEECH_MARKED and "\x01" not in plain and not _reports(passage, index):
            continue
        before, inverted = _before(passage, index), _inverted(passage, index)
        phrase = _forward(passage, index + 1) if inverted and (before is None or _after_quote(passage, index)) else before
        if phrase is not None and _governs(passage, phrase, index):
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
        stop = word in w.PRONOUNS or word in w.CONJUNCTIONS - {"and"} or w.is_verb(word) and tokens[last].text.islower()
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
        comma = text.rfind(",", 0, tokens[last].start) if role_end is not None or last + 1 <= verb else -1
        role_end = role_end or tokens[last].end
        previous = next((at for at in range(last, -1, -1) if tokens[at].end <= comma), None)
        if comma < 0 or previous is None:
            return None
        last = previous
        phrase = _backward(passage, last)
        if phrase is not None and phrase.role is None and _fills_clause(passage, phrase):
            role = (text.index(",", tokens[last].end) + 1, _with_point(text, role_end))
            long = len(text[role[0] : role[1]].split()) > _ROLE_WORDS
            return Phrase(phrase.first, phrase.last, None if long else role)
    return _backward(passage, last) if role_end is None else None


def _with_point(text: str, end: int) -> int:
    return end + 1 if text[end : end + 2] == ".," else end


def _fills_clause(passage: Passage, phrase: Phrase) -> bool:
    """Whether nothing of a clause stands before the phrase: a mark, a quotation, the sentence's edge or *and*."""
    before = passage.text[: passage.tokens[phrase.first].start].rstrip()
    return not before or before[-1] in ",\"”:;—–" or before.split()[-1].lower() in {"but", "and", "while", "as"}


def _backward(passage: Passage, last: int) -> Phrase | None:
    tokens, text = passage.tokens, passage.text
    if passage.quoted(tokens[last].start):
        return None
    first, lower = last + 1, 0
    while first > 0:
        token = tokens[first - 1]
        word = token.text.lower()
        if first <= last and text[token.end : tokens[first].start].strip(" \n\xa0'’s().") or passage.quoted(token.start):
            break
        if first <= last and text[token.end : tokens[first].start].startswith(". ") and len(token.text) > 4:
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
        if (word in w.DETERMINERS and not governed) or word in _HE:
            break
    if first > last or not _can_speak(passage, first, last):
        return None
    return Phrase(first, last)


def _can_speak(passage: Passage, first: int, last: int) -> bool:
    words = [token.text for token in passage.tokens[first : last + 1]]
    if len(words) == 1 and words[0].lower() in _HE:
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
