"""Who says a passage: speakers found by verbs of speech, and the voices they merge into.

A passage gets a speaker when its attribution governs it: a verb of speech with its subject, *according
to*, a turn of an interview, or quoted speech that goes on in the same paragraph. *He said* and *the
analyst said* go to the last named speaker when nothing else fits; else they stay a voice under that
description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.extract import words as w
from briefing.extract.attribution import PRONOUNS, Phrase, find_speaker, head_of
from briefing.extract.names import Mention, NameIndex
from briefing.extract.reading import Passage

_ASKING = frozenset({"question", "interviewer", "host", "moderator", "note", "answer", "reporter"})


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
        self._turn_open: tuple[tuple[str, int], Voice | None] | None = None
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
        place = (passage.source, passage.paragraph)
        if passage.turn is not None:
            self._turn_open = place, self._turn(passage.turn)
        if self._turn_open is not None and self._turn_open[0] == place:
            return self._turn_open[1]
        if phrase := find_speaker(passage):
            return self._voice(passage, phrase)
        if previous is None or previous.source != passage.source or passage.quoted_share <= 0.7:
            return None
        # Quoted speech goes on in its paragraph, and in the next one when it was left open or announced by a colon.
        announced = previous.paragraph == passage.paragraph - 1 and previous.plain.rstrip().endswith((":", "\x01"))
        return self.of(previous) if previous.paragraph == passage.paragraph or announced else None

    def _turn(self, name: str) -> Voice | None:
        """Whose turn of an interview *name* announces; ``None`` for whoever asks the questions."""
        if len(name) < 3 or name.lower() in _ASKING:
            return None
        for key, voice in self._by_key.items():
            if key.lower().endswith(name.lower()):
                return voice
        surname = name.lower().split()[-1]
        people = [one for one in self._names.entities.values() if one.kind == "person"]
        same = [one for one in people if one.name.lower().split()[-1] == surname]
        if len(same) == 1:
            first = same[0].mentions[0]
            return self._named(same[0].key, first.text, first.office_before or first.title)
        # The turn's label stands outside the passages: it is quoted as it is printed.
        return self._named(f"turn:{name}", name, None, name=name if not name.isupper() else name.title())

    def _look_back(self, passages: Sequence[Passage]) -> None:
        """Give a quotation that opens a paragraph to the speaker whom the next sentence of it names."""
        for passage, following in pairwise(passages):
            same = passage.source == following.source and passage.paragraph == following.paragraph
            open_quote = same and self.of(passage) is None and passage.quoted_share > 0.7
            goes_on = following.quoted_share > 0.2 and following.plain[:1] in '"“\x01'
            if open_quote and goes_on and (voice := self.of(following)):
                self._said[passage.source, passage.order] = voice

    def _voice(self, passage: Passage, phrase: Phrase) -> Voice | None:
        tokens = passage.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last].end
        role = passage.text[phrase.role[0] : phrase.role[1]].strip() if phrase.role else None
        head = tokens[head_of(passage, phrase)].text.lower()
        if phrase.first == phrase.last and head in PRONOUNS:
            return self._antecedent(passage, lambda voice: (voice.key or "").startswith("person:"))
        # A name may begin before the phrase: "the Ministry of Labor and Social Security reported".
        inside = [m for m in self._names.mentions(passage) if m.start < end and start < m.end <= end + 1]
        start = min([start, *(m.start for m in inside)])
        written = passage.text[start:end]
        if written.count("(") > written.count(")") and passage.text.startswith(")", end):
            written += ")"
        mention = _naming(inside, phrase, head_of(passage, phrase))
        if mention is not None:
            if role is None or role.startswith(("who ", "which ", "whose ")):
                role = mention.title or mention.office_before or _office(passage.text[start : mention.start]) or role
            role = role or _office(passage.text[start : mention.start])
            behind = passage.text[mention.end : tokens[phrase.last].end].strip()
            if role is None and behind.startswith(("of ", "at ", "from ")):
                role = behind
            return self._remember(passage, self._named(mention.key, mention.text, role))
        if head not in w.SPEAKER_NOUNS:
            return None
        if phrase.role and (named := self._named_behind(passage, phrase.role)):
            office = re.sub(r"^(?:the|an?) ", "", written, flags=re.IGNORECASE)
            return self._remember(passage, self._named(named.key, named.text, office))
        if written.lower().startswith("the ") and head in w.PERSON_NOUNS and not inside:
            kin = next((kin for kin in (w.EXPERTS, w.OFFICES, w.SOLDIERS) if head in kin), frozenset({head}))
            if found := self._antecedent(passage, lambda voice: _is_one_of(voice, kin, head)):
                return found
        name = re.sub(r"^(?:the|an?|its|his|her|their) ", "", written, flags=re.IGNORECASE)
        return self._remember(passage, self._named(f"words:{name.lower()}", written, role, name=name))

    def _named_behind(self, passage: Passage, role: tuple[int, int]) -> Mention | None:
        """The person whose name is the apposition: *Its foreign minister, Ana Silva, said*."""
        for mention in self._names.mentions(passage):
            if mention.key.startswith("person:") and mention.text == passage.text[role[0] : role[1]].strip():
                return mention
        return None

    def _antecedent(self, passage: Passage, fits: Callable[[Voice], bool]) -> Voice | None:
        """The last speaker, when it was a few sentences ago in the same source and *fits*."""
        if self._last is None:
            return None
        voice, where = self._last
        near = where.source == passage.source and passage.order - where.order <= 4
        return self._remember(passage, voice) if near and fits(voice) else None

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


def _is_one_of(voice: Voice, kin: frozenset[str], head: str) -> bool:
    """Whether *the analyst* can be *voice*: a person of a kindred office, or one without a name called the same."""
    if voice.key is None:
        return voice.name.lower().endswith(head)
    known = re.findall(r"\w+", (voice.role or "").lower())
    return (voice.key or "").startswith("person:") and bool(kin & set(known))


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
