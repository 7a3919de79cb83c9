"""Names in a text: sequences of capitals and collective nouns, sorted into kinds and merged into entities.

A name is taken for a person only on a sign in the text (a title, an office beside it, speech, a surname
that comes back alone), for an organisation by its head word or as an acronym, for a country by the
tables of :mod:`briefing.extract.places`. Capitals with no such sign stay ``unknown``, and act nowhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefing.extract import words as w
from briefing.extract.places import country_at, country_names
from briefing.extract.reading import Passage, tokenize
from briefing.extract.sequences import RawName, names_in

_SUPPOSED = re.compile(r"\b(?:whether|if|unless)\b", re.IGNORECASE)
_UNASSERTED = re.compile(
    r"\b(?:not|never|no|nor|neither|without|den(?:y|ied|ies)|denying|doubt\w*|alleg\w+|supposed)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"[a-z]\s\(([A-Z]{2,8})(?:/[A-Z]+)?\)")
_RELATIVE = re.compile(r", (?:which|who|whose) [^,;:\"“”]{3,120}, ")
_CLAUSE_OPENERS = frozenset({"since", "before", "after", "until", "as", "than"})
_BRACKETED = re.compile(r"^ \(([A-Z][A-Za-z&-]{1,9})\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is named: offsets into the passage's text, and the indices of its words there."""

    key: str
    passage: Passage
    start: int
    end: int
    first: int
    last: int
    title: str | None = None

    @property
    def text(self) -> str:
        """The name as the source writes it."""
        return self.passage.text[self.start : self.end]

    @property
    def possessive(self) -> bool:
        """Whether it stands in the possessive."""
        return self.passage.tokens[self.last].possessive

    @property
    def quoted(self) -> bool:
        """Whether it stands in quoted speech."""
        return self.passage.quoted(self.start)

    def next_word(self, skip: int = 0) -> str:
        """The word after it, in lower case; empty when a punctuation mark or the end comes first."""
        tokens, index = self.passage.tokens, self.last + 1 + skip
        if index >= len(tokens) or self.passage.text[tokens[index - 1].end : tokens[index].start].strip(" )\n\xa0"):
            return ""
        return tokens[index].text.lower()

    @property
    def previous_word(self) -> str:
        """The word before it, in lower case; empty at the beginning."""
        return self.passage.tokens[self.first - 1].text.lower() if self.first else ""

    @property
    def verb_index(self) -> int | None:
        """The index of the finite verb whose subject it is, when that follows at once or after adverbs."""
        if self.possessive or self.governor in w.PREPOSITIONS - _CLAUSE_OPENERS:
            return None
        for skip in range(3):
            word = self.next_word(skip)
            if w.is_verb(word):
                return self.last + 1 + skip
            if word not in w.ADVERBS:
                break
        return self._shared_verb() if self.next_word() == "and" else self._verb_after_clause()

    def _verb_after_clause(self) -> int | None:
        """The verb behind a relative clause: *The state, which gives aid, is trying to …*"""
        text = self.passage.text
        if not (match := _RELATIVE.match(text, self.end)):
            return None
        tokens = self.passage.tokens
        at = next((at for at in range(self.last, len(tokens)) if tokens[at].start >= match.end()), 0)
        return at if at and w.is_verb(tokens[at].text) else None

    @property
    def asserted(self) -> bool:
        """Whether what it does is told as so: no negation, condition or doubt stands before it in its sentence."""
        before = self.passage.text[: self.start]
        clause = re.split(r"[,;:] |[\"“”]", before)[-1]
        doubted = _SUPPOSED.search(before) or _UNASSERTED.search(clause)
        return not doubted and self.governor not in {"that", "what", "how"}

    @property
    def governor(self) -> str:
        """The word before it and before its article, in lower case."""
        at = self.first - 1
        while at > 0 and self.title and self.passage.tokens[at].text in w.TITLES:
            at -= 1
        if at > 0 and self.passage.tokens[at].text.lower() in w.DETERMINERS:
            at -= 1
        return self.passage.tokens[at].text.lower() if at >= 0 else ""

    @property
    def office_before(self) -> str | None:
        """The office set before it between commas: *Karki's spokesman, Ramesh Thapa*."""
        tokens, text = self.passage.tokens, self.passage.text
        if self.first < 1 or text[tokens[self.first - 1].end : self.start] != ", ":
            return None
        head = text[: tokens[self.first - 1].end]
        office = re.split(r"[,;:] |[\"“]", head)[-1].strip()
        words = office.split()
        noun = any(word.lower() in w.PERSON_NOUNS for word in words)
        return (
            office
            if noun and len(words) <= 10 and not any(w.is_verb(word) for word in words if word.islower())
            else None
        )

    def _shared_verb(self) -> int | None:
        """The verb of two subjects: *France and the regional bloc ECOWAS threatened*."""
        for skip in range(1, 8):
            word, index = self.next_word(skip), self.last + 1 + skip
            possessive = index < len(self.passage.tokens) and self.passage.tokens[index].possessive
            if not word or possessive or word in (w.PREPOSITIONS | w.PRONOUNS) - {"of", "for"}:
                return None
            if skip > 1 and w.is_verb(word):
                return index
        return None


@dataclass(slots=True)
class Entity:
    """Somebody or something named, with every mention in order."""

    key: str
    name: str
    kind: str
    """An actor's kind, or ``unknown``, or ``place``."""
    mentions: list[Mention] = field(default_factory=list)

    @property
    def acts(self) -> bool:
        """Whether it can be an actor at all."""
        return self.kind not in {"unknown", "place"}


class NameIndex:
    """The entities of several sources, and where each passage names them."""

    def __init__(self, passages: Sequence[Passage], languages: Mapping[str, str], titles: Mapping[str, str]) -> None:
        self.entities: dict[str, Entity] = {}
        self._by_passage: dict[tuple[str, int], list[Mention]] = defaultdict(list)
        common = frozenset(word for passage in passages for word in passage.words)
        # "occupational safety and health (OSH)": an abbreviation of common words names nobody.
        plain = frozenset(found for passage in passages for found in _DEFINED.findall(passage.text))
        raws: list[RawName] = []
        for passage in passages:
            if not passage.heading and not passage.furniture:
                language = languages[passage.source]
                raws.extend(names_in(passage, country_names(language), common, english=language == "en"))
        _Resolver(raws, {number: _only_country(title, languages[number]) for number, title in titles.items()}).resolve()
        for raw in raws:
            if raw.key and not (raw.label == "acronym" and raw.words[0] in plain and raw.key == f"name:{raw.name}"):
                self._add(raw)
        for mentions in self._by_passage.values():
            mentions.sort(key=lambda mention: mention.start)

    def mentions(self, passage: Passage) -> list[Mention]:
        """The names in *passage*, in order."""
        return self._by_passage.get((passage.source, passage.order), [])

    def entity(self, mention: Mention) -> Entity:
        """The entity that *mention* names."""
        return self.entities[mention.key]

    def _add(self, raw: RawName) -> None:
        entity = self.entities.get(raw.key)
        if entity is None:
            entity = self.entities[raw.key] = Entity(raw.key, raw.key.partition(":")[2], raw.kind)
        elif entity.kind == "unknown" or (raw.kind == "armed_group" and entity.kind == "organisation"):
            entity.kind = raw.kind
        tokens = raw.passage.tokens
        start, end = tokens[raw.first].start, tokens[raw.last].end
        text = raw.passage.text
        end += text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
        mention = Mention(raw.key, raw.passage, start, end, raw.first, raw.last, raw.title)
        entity.mentions.append(mention)
        self._by_passage[raw.passage.source, raw.passage.order].append(mention)


def _only_country(title: str, language: str) -> str | None:
    """The country that *title* names, when it names one alone."""
    texts = [token.text for token in tokenize(title)]
    names = country_names(language)
    found = {hit[0].name for at in range(len(texts)) if (hit := country_at(texts, at, names)) and not hit[0].seat}
    return found.pop() if len(found) == 1 else None


class _Resolver:
    """Gives every raw name its key and kind, merging the forms of one name."""

    def __init__(self, raws: list[RawName], subjects: Mapping[str, str | None]) -> None:
        self._raws = raws
        self._subjects = subjects
        self._known = {raw.words for raw in raws if raw.label == "person" and raw.sign}
        singles = {raw.words[0] for raw in raws if raw.label in {"single", "country"} and raw.sign}
        # A surname that comes back alone and does something is as good a sign as a title.
        self._known |= {raw.words for raw in raws if raw.label == "person" and raw.words[-1] in singles}
        self._aliases = self._acronyms()
        self._bodies = {raw.name for raw in raws if raw.label == "organisation"}
        self._counts = Counter(raw.words for raw in raws if raw.label == "person")

    def resolve(self) -> None:
        full: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for words in self._known:
            if len(words) > 1:
                full[words[-1]].add(words)
        for raw in self._raws:
            if raw.label == "swallowed":
                continue
            if raw.country and not self._is_surname(raw, full):
                raw.key, raw.kind = f"country:{raw.country.name}", raw.country.kind
            elif raw.label == "body":
                raw.key = f"body:{self._body_name(raw)}"
            elif raw.label == "person":
                self._person(raw, full)
            elif raw.label in {"single", "country"}:
                self._single(raw, full)
            else:
                raw.key = f"name:{self._aliases.get(raw.name, raw.name)}"
        for raw, following in pairwise(self._raws):
            if raw.key == following.key and raw.passage is following.passage and following.first == raw.last + 1:
                raw.last, following.key = following.last, ""  # "Africa Defense Forum (ADF)" is one mention

    def _acronyms(self) -> dict[str, str]:
        aliases: dict[str, str] = {}
        for raw in self._raws:
            after = raw.passage.text[raw.passage.tokens[raw.last].end :][:14]
            if raw.label in {"organisation", "person"} and (match := _BRACKETED.match(after)):
                self._widen(raw, match.group(1))
                letters = {word[0] for word in raw.words if word[0].isupper()}
                fits = match.group(1)[0] in letters if raw.label == "person" else match.group(1).isupper()
                if fits and match.group(1) not in w.NOT_NAMES:
                    for form in (match.group(1), raw.name):
                        aliases.setdefault(form, f"{raw.name} ({match.group(1)})")
                    if raw.label == "person":
                        raw.label, raw.kind = "organisation", "organisation"
        short = (raw.name for raw in self._raws if raw.label == "acronym" or raw.kind == "armed_group")
        acronyms = set(short) - set(aliases)
        for raw in self._raws:
            initials = "".join(word[0] for word in raw.words if word[0].isupper())
            if raw.label == "organisation" and len(initials) > 2 and initials in acronyms and raw.name not in aliases:
                aliases[raw.name] = f"{raw.name} ({initials})"
                aliases.setdefault(initials, aliases[raw.name])
            if raw.kind == "company" and len(raw.words) > 1 and raw.words[0] not in w.NAME_HEADS:
                aliases.setdefault(raw.words[0], aliases.get(raw.name, raw.name))
        return aliases

    def _widen(self, raw: RawName, acronym: str) -> None:
        """Begin *raw* earlier where the letters say so: *Safety and Health Administration (SHA)*."""
        tokens, at, letters = raw.passage.tokens, raw.first, [word[0] for word in raw.words if word[0].isupper()]
        while at > 0 and len(letters) < len(acronym) and raw.first - at < 8:
            at -= 1
            if tokens[at].text[0].isupper():
                letters.insert(0, tokens[at].text[0])
            elif tokens[at].text not in {"and", "of", "for", "the", "in", "on"}:
                return
        if at == raw.first or "".join(letters) != acronym:
            return
        for other in self._raws:
            if other.passage is raw.passage and at <= other.first and other.last < raw.first:
                other.label = "swallowed"
        raw.first = at

    def _is_surname(self, raw: RawName, full: dict[str, set[tuple[str, ...]]]) -> bool:
        """Whether a country's name is a person's here: *Jordan said*, where a Michael Jordan is known."""
        word = raw.words[-1]
        if len(raw.words) > 1 or word not in full or raw.country is None or raw.country.seat:
            return raw.label != "country"
        before = raw.passage.tokens[raw.first - 1].text.lower() if raw.first else ""
        return before not in w.PREPOSITIONS

    def _body_name(self, raw: RawName) -> str:
        """What a collective is called: by its owner where the text says it, or by the country that the title is about.

        *The government* of a report about one country is that country's; in any other text it stays the government.
        """
        if raw.sign:
            return raw.name
        owner = self._subjects.get(raw.passage.source)
        if owner and raw.words[-1].lower() in {"government", "junta", "police", "army", "military", "parliament"}:
            return f"{owner}’{'' if owner.endswith('s') else 's'} {raw.name}"
        return raw.name if raw.words[-1].endswith("s") else f"the {raw.name}"

    def _person(self, raw: RawName, full: dict[str, set[tuple[str, ...]]]) -> None:
        if raw.name in self._bodies and not raw.title:
            raw.key, raw.kind = f"name:{self._aliases.get(raw.name, raw.name)}", "organisation"
        elif raw.words in self._known or raw.title:
            matches = full.get(raw.words[-1], set())
            longer = [words for words in matches if set(raw.words) < set(words)]
            best = longer[0] if len(longer) == 1 else raw.words
            raw.key, raw.kind = f"person:{' '.join(best)}", "person"
        elif raw.name in self._aliases:
            raw.key, raw.kind = f"name:{self._aliases[raw.name]}", "organisation"
        else:
            raw.key, raw.kind = f"name:{raw.name}", "unknown"

    def _foremost(self, matches: set[tuple[str, ...]]) -> tuple[str, ...] | None:
        """The one of several people of a surname that a text means by it: the only one, or by far the most named."""
        ranked = sorted(matches, key=lambda words: (-self._counts[words], words))
        if len(ranked) > 1 and self._counts[ranked[0]] < 2 * self._counts[ranked[1]]:
            return None
        return ranked[0] if ranked else None

    def _single(self, raw: RawName, full: dict[str, set[tuple[str, ...]]]) -> None:
        word = raw.words[-1]
        matches = full.get(word, set())
        if best := self._foremost(matches):
            raw.key, raw.kind = f"person:{' '.join(best)}", "person"
        elif raw.title or matches:
            raw.key, raw.kind = f"person:{word}", "person"
        elif raw.label == "single":
            raw.key = f"name:{self._aliases.get(word, word)}"
