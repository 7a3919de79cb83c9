"""Which names act, in what order they matter, and the part each plays in the sources' own words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.extract import words as w
from briefing.extract.names import Entity, Mention, NameIndex
from briefing.extract.reading import Passage
from briefing.extract.voices import Voices
from briefing.source import Source

_ROLE_WORDS = 14
_BEST_PART = 3.6  # the most that a reading can weigh: what it does, in a sentence that is cited already
NO_ROLE = "named in the report"
"""The part of an actor of whom no words of the sources say what it is or does."""
_ONCE = 3.0  # a name that stands once and does nothing weighs next to nothing
_WEIGHT_ENOUGH = 0.4
_FOREMOST = 9
_SUPPOSED = frozenset({"if", "that", "whether", "because", "unless", "while", "as", "when", "although", "but", "where"})
_TURNING = frozenset({"if", "unless", "until", "not", "never", "without", "except"})
_ENDS = re.compile(
    r"(?:,(?!\d)|[;:()\"“”\x01])|(?<![A-Z])\.(?:\s|$)"
    r"| (?:but|while|although|sparking|after|before|because|who|which)\b"
)


_HANGING = (w.CONJUNCTIONS | w.PRONOUNS | _SUPPOSED | {"which", "who", "whose", "said", "says"}) - {"there"}


@dataclass(frozen=True, slots=True)
class Role:
    """An actor's part: the words, and the mention they belong to."""

    text: str
    mention: Mention


class Cast:
    """The names that act in the sources, ranked."""

    def __init__(
        self, names: NameIndex, voices: Voices, sources: Mapping[str, Source], passages: Sequence[Passage]
    ) -> None:
        self._names = names
        self._experts = {voice.key for voice in voices.voices if voice.expert and voice.key}
        self._titles = " ".join(source.title or "" for source in sources.values())
        publishers = {(source.publisher or "").lower() for source in sources.values()}
        self._outlets = {key for key, entity in names.entities.items() if entity.name.lower() in publishers}
        self._quotable = {(passage.source, passage.order) for passage in passages}

    def ranked(self, wanted: set[str]) -> list[tuple[float, Entity]]:
        """The actors with their weight: the weightiest few, those in *wanted*, which other items name, the rest."""
        scored = []
        for entity in self._names.entities.values():
            if entity.acts and entity.key not in self._experts | self._outlets and not _is_outlet(entity):
                score = self._score(entity)
                if score >= _WEIGHT_ENOUGH or entity.name in wanted:
                    scored.append((entity.name not in wanted, -score, entity))
        scored.sort(key=lambda item: (item[1], item[2].mentions[0].passage.order, item[2].key))
        foremost, others = scored[:_FOREMOST], scored[_FOREMOST:]
        return [(-weight, entity) for _, weight, entity in foremost + sorted(others, key=lambda item: item[0])]

    def _score(self, entity: Entity) -> float:
        mentions = [m for m in entity.mentions if (m.passage.source, m.passage.order) in self._quotable]
        if not mentions:
            return 0.0
        acting = sum(m.verb_index is not None for m in mentions)
        aside = sum(_aside(m) for m in mentions)
        # Logarithms, so that in a long report the hundredth mention does not drown what an actor does.
        score = 5 * math.log1p(len(mentions) - 0.8 * aside) + 3 * math.log1p(acting) - _ONCE
        score += 2 * (mentions[0].passage.order < 8 and aside < len(mentions)) + 3 * (entity.name in self._titles)
        score += 1.5 * any(m.title for m in mentions)
        if entity.kind in {"organisation", "other", "group", "company"} and len(mentions) == 1 and not acting:
            score -= 1.5
        return score


def _is_outlet(entity: Entity) -> bool:
    """Whether it is only ever told things or asked: the paper itself, most likely."""
    told = all(mention.previous_word == "told" for mention in entity.mentions)
    return told and entity.kind in {"organisation", "unknown", "other"}


def _aside(mention: Mention) -> bool:
    """Whether it only says where somebody works or something lies: *at Leeds University*, *in London*."""
    return mention.governor in {"at", "of", "in", "near", "from", "by"} and mention.verb_index is None


def role_of(entity: Entity, passages: Iterable[Passage], cited: set[tuple[str, int]]) -> Role | None:
    """The part *entity* plays, in words of one sentence; a sentence that is *cited* already is preferred."""
    quotable = {(passage.source, passage.order) for passage in passages}
    best: tuple[float, Role] | None = None
    for mention in entity.mentions:
        place = (mention.passage.source, mention.passage.order)
        # Nothing later in a long report can outdo what was found, however good: most mentions need no reading.
        late = best is not None and _BEST_PART - 0.01 * mention.passage.order <= best[0]
        if late or place not in quotable:
            continue
        for text, weight in _readings(mention):
            bare = text.lower().removeprefix("the ")
            if len(text) > 3 and bare not in {mention.text.lower(), entity.name.lower()}:
                score = weight + (0.6 if place in cited else 0) - 0.01 * mention.passage.order
                score -= 0.4 if mention.text not in entity.name else 0  # "Paris" for France, a bare surname
                if best is None or score > best[0]:
                    best = score, Role(text, mention)
    return best[1] if best else None


def _readings(mention: Mention) -> list[tuple[str, float]]:
    """What the words around *mention* say of it, with how good a role that makes."""
    found = []
    if mention.verb_index is not None and mention.asserted:
        supposed = mention.previous_word in _SUPPOSED
        verb = mention.passage.tokens[mention.verb_index].text.lower()
        speaks = verb in w.SPEECH_FREE or verb in w.SPEECH_MARKED
        text = _predicate(mention)
        if len(text.split()) > 1:
            found.append((text, 1.5 if supposed or mention.quoted else 2.2 if speaks else 3.0))
    if apposition := _apposition(mention):
        found.append((apposition, 2.8))
    if office := mention.office_before:
        found.append((office, 2.5))
    if mention.title:
        found.append((mention.title, 1.8))
    if before := _described(mention):
        found.append((before, 1.6))
    if around := _surroundings(mention):
        found.append((around, 0.5))
    found.append((NO_ROLE, 0.2))
    return found


def _predicate(mention: Mention) -> str:
    """What it does: from its verb on, adverbs and negations included, to the end of the clause."""
    passage, at = mention.passage, mention.verb_index
    if at is None:
        return ""
    while at > mention.last + 1 and passage.tokens[at - 1].text.lower() in w.ADVERBS:
        at -= 1
    return _cut(passage, passage.tokens[at].start, _ROLE_WORDS)


def _cut(passage: Passage, start: int, most: int) -> str:
    plain = passage.text if passage.quoted(start) else passage.plain
    match = _ENDS.search(plain, start + 1)
    end = match.start() if match else len(plain)
    words = passage.text[start:end].split()
    if len(words) > most and not any(word.lower() in _TURNING for word in words[most:]):
        # Better to stop before a preposition than in the middle of what it governs.
        stops = [at for at in range(4, most + 1) if words[at].lower() in w.PREPOSITIONS | w.CONJUNCTIONS]
        words = words[: stops[-1]] if stops else words[:most]
    while words and words[-1].lower() in w.PREPOSITIONS | w.CONJUNCTIONS | w.DETERMINERS | {"to"}:
        words.pop()
    text = " ".join(words)
    return text if re.search(r"[A-Z]\.$", text) else text.rstrip(".")


def _apposition(mention: Mention) -> str | None:
    tail = mention.passage.plain[mention.end :]
    match = re.match(r",? (?:\([^)]*\),? )?((?:an?|the|one of) [^,;:()\"“”\x01]{4,110}?)(?=[,;.]|$)", tail)
    if not tail.startswith(",") or match is None:
        return None
    words = match.group(1).split()
    verb = any(w.is_verb(word.lower()) for word in words[1:6])
    return None if verb or len(words) > _ROLE_WORDS else match.group(1)


def _described(mention: Mention) -> str | None:
    """The common noun before the name: *regional economic bloc ECOWAS*."""
    tokens, text = mention.passage.tokens, mention.passage.text
    first = mention.first
    while first and mention.first - first < 4 and tokens[first - 1].text[0].islower():
        word = tokens[first - 1].text
        if word in w.PREPOSITIONS | w.CONJUNCTIONS | w.ADVERBS | w.PRONOUNS or w.is_verb(word):
            return None
        if text[tokens[first - 1].end : tokens[first].start].strip() or tokens[first - 1].possessive:
            return None
        if word in w.DETERMINERS:
            break
        first -= 1
    described = text[tokens[first].start : tokens[mention.first].start].strip() if first < mention.first else ""
    nouns = w.SPEAKER_NOUNS | {"bloc", "alliance", "country", "nation", "state"}
    return described if described and described.split()[-1] in nouns else None


def _surroundings(mention: Mention) -> str | None:
    """The words of its clause around it, where nothing better is said of it; ``None`` for a fragment.

    Words that hang on others, or tell what another subject does, are nobody's part.
    """
    passage = mention.passage
    plain = passage.text if mention.quoted else passage.plain
    begins = [match.end() for match in _ENDS.finditer(plain, 0, mention.start)]
    start = begins[-1] if begins else 0
    # Cut short, "there were no significant changes in …" would say the opposite.
    text = _cut(passage, start, _ROLE_WORDS if mention.asserted else 2 * _ROLE_WORDS).strip(" ,")
    opening = text.split(" ")[0].lower()
    if not text or mention.text not in text or opening in _HANGING:
        return None
    before = [token.text.lower() for token in passage.tokens if start <= token.start and token.end <= mention.start]
    told = any(w.is_verb(word) for word in before) and before[0] != "there"
    return None if told or mention.governor in {"and", "or"} else text
