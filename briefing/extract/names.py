"""Names in a text: sequences of capitals and collective nouns, sorted into kinds and merged into entities.

A name is taken for a person only on a sign in the text (a title, an office beside it, speech, a surname
that comes back alone), for an organisation by its head word or as an acronym, for a country by the
tables of :mod:`briefing.extract.places`. Capitals with no such sign stay ``unknown``, and act nowhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing.extract import words as w
from briefing.extract.bodies import Body, bodies_in
from briefing.extract.places import Country, Names, country_at, country_names
from briefing.extract.reading import Passage, Token

_PARTICLES = frozenset("de da del della do dos du di van von der den bin ibn al el ul la le ben bint abu".split())
_OF = frozenset({"of", "for", "on"})
_OF_HEADS = w.NAME_HEADS | {"House", "Republic", "State", "Kingdom", "Islamic", "Voice", "Bank", "League", "Doctors"}
_AND_HEADS = frozenset("Ministry Department Office Committee Commission Centre Center Institute Organization".split())
_ACRONYM = re.compile(r"^(?=.*[A-Z].*[A-Z])[A-Z][A-Z0-9&-]{1,8}s?$")
_DEMONYM = re.compile(r"(?:[^w]ian|ean|nian|ese|ish|ench|utch|[aeiou]an)s?$")
_APPOSITIVE = re.compile(r"^,? (?:(?:an?|the|who|whose|then|now|former|aged)\b|\d{2},)", re.IGNORECASE)
_UNASSERTED = re.compile(
    r"\b(?:not|never|no|nor|neither|without|whether|if|unless|den(?:y|ied|ies)|denying|doubt\w*|alleg\w+|supposed)\b|n['’]t\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"[a-z]\s\(([A-Z]{2,8})\)")
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
        if self.possessive or self.governor in w.PREPOSITIONS:
            return None
        for skip in range(3):
            word = self.next_word(skip)
            if w.is_verb(word):
                return self.last + 1 + skip
            if word not in w.ADVERBS:
                break
        return self._shared_verb() if self.next_word() == "and" else None

    @property
    def asserted(self) -> bool:
        """Whether what it does is told as so: no negation, condition or doubt stands before it in its sentence."""
        before = self.passage.text[: self.start]
        return not _UNASSERTED.search(before) and self.governor not in {"that", "unless", "what", "how"}

    @property
    def governor(self) -> str:
        """The word before it and before its article, in lower case."""
        at = self.first - 1
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
        start = max(head.rfind(mark) + len(mark) for mark in (", ", "; ", ": ", '"', "“"))
        office = head[start:].strip() if start > 0 else head
        words = office.split()
        noun = any(word.lower() in w.PERSON_NOUNS for word in words)
        return office if noun and len(words) <= 10 and not any(w.is_verb(word) for word in words) else None

    def _shared_verb(self) -> int | None:
        """The verb of two subjects: *France and the regional bloc ECOWAS threatened*."""
        for skip in range(1, 8):
            word, index = self.next_word(skip), self.last + 1 + skip
            if not word or word in w.PREPOSITIONS | w.PRONOUNS or self.passage.tokens[index].possessive:
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


@dataclass(slots=True)
class _Raw:
    passage: Passage
    first: int
    last: int
    label: str  # country, body, person, organisation, acronym, single
    country: Country | None = None
    title: str | None = None
    sign: bool = False
    kind: str = "unknown"
    key: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.passage.tokens[self.first : self.last + 1])

    @property
    def name(self) -> str:
        tokens = self.passage.tokens
        return " ".join(self.passage.text[tokens[self.first].start : tokens[self.last].end].split())


class NameIndex:
    """The entities of several sources, and where each passage names them."""

    def __init__(self, passages: Sequence[Passage], languages: dict[str, str]) -> None:
        self.entities: dict[str, Entity] = {}
        self._by_passage: dict[tuple[str, int], list[Mention]] = defaultdict(list)
        common = frozenset(word for passage in passages for word in passage.words)
        # "occupational safety and health (OSH)": an abbreviation of common words names nobody.
        plain = frozenset(found for passage in passages for found in _DEFINED.findall(passage.text))
        raws: list[_Raw] = []
        for passage in passages:
            if not passage.heading and not passage.furniture:
                language = languages[passage.source]
                raws.extend(_names_in(passage, country_names(language), common, english=language == "en"))
        _Resolver(raws).resolve()
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

    def _add(self, raw: _Raw) -> None:
        entity = self.entities.get(raw.key)
        if entity is None:
            entity = self.entities[raw.key] = Entity(raw.key, raw.key.partition(":")[2], raw.kind)
        elif entity.kind == "unknown":
            entity.kind = raw.kind
        tokens = raw.passage.tokens
        start, end = tokens[raw.first].start, tokens[raw.last].end
        text = raw.passage.text
        end += text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
        mention = Mention(raw.key, raw.passage, start, end, raw.first, raw.last, raw.title)
        entity.mentions.append(mention)
        self._by_passage[raw.passage.source, raw.passage.order].append(mention)


class _Resolver:
    """Gives every raw name its key and kind, merging the forms of one name."""

    def __init__(self, raws: list[_Raw]) -> None:
        self._raws = raws
        self._known = {raw.words for raw in raws if raw.label == "person" and raw.sign}
        singles = {raw.words[0] for raw in raws if raw.label == "single" and raw.sign}
        # A surname that comes back alone and does something is as good a sign as a title.
        self._known |= {raw.words for raw in raws if raw.label == "person" and raw.words[-1] in singles}
        self._aliases = self._acronyms()
        self._counts = Counter(raw.words for raw in raws if raw.label == "person")

    def resolve(self) -> None:
        full: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for words in self._known:
            if len(words) > 1:
                full[words[-1]].add(words)
        owners = Counter(raw.name for raw in self._raws if raw.label == "body" and raw.sign and len(raw.words) <= 3)
        countries = Counter(raw.country.name for raw in self._raws if raw.country)
        for raw in self._raws:
            if raw.country and not self._is_surname(raw, full):
                raw.key, raw.kind = f"country:{raw.country.name}", raw.country.kind
            elif raw.label == "body":
                raw.key = f"body:{self._body_name(raw, owners, countries)}"
            elif raw.label == "person":
                self._person(raw, full)
            elif raw.label in {"single", "country"}:
                self._single(raw, full)
            else:
                raw.key = f"name:{self._aliases.get(raw.name, raw.name)}"
        for raw, following in zip(self._raws, self._raws[1:], strict=False):
            if raw.key == following.key and raw.passage is following.passage and following.first == raw.last + 1:
                raw.last, following.key = following.last, ""  # "Africa Defense Forum (ADF)" is one mention

    def _acronyms(self) -> dict[str, str]:
        aliases: dict[str, str] = {}
        for raw in self._raws:
            after = raw.passage.text[raw.passage.tokens[raw.last].end :][:14]
            if raw.label in {"organisation", "person"} and (match := _BRACKETED.match(after)):
                initials = [word[0] for word in raw.words if word[0].isupper()]
                fits = match.group(1)[0] in initials if raw.label == "person" else match.group(1).isupper()
                if fits and match.group(1) not in w.NOT_NAMES:
                    for form in (match.group(1), raw.name):
                        aliases.setdefault(form, f"{raw.name} ({match.group(1)})")
                    if raw.label == "person":
                        raw.label, raw.kind = "organisation", "organisation"
        acronyms = {raw.name for raw in self._raws if raw.label == "acronym" or raw.kind == "armed_group"} - set(aliases)
        for raw in self._raws:
            initials = "".join(word[0] for word in raw.words if word[0].isupper())
            if raw.label == "organisation" and len(initials) > 2 and initials in acronyms and raw.name not in aliases:
                aliases[raw.name] = f"{raw.name} ({initials})"
                aliases.setdefault(initials, aliases[raw.name])
            if raw.kind == "company" and len(raw.words) > 1 and raw.words[0] not in w.NAME_HEADS:
                aliases.setdefault(raw.words[0], aliases.get(raw.name, raw.name))
        return aliases

    def _is_surname(self, raw: _Raw, full: dict[str, set[tuple[str, ...]]]) -> bool:
        """Whether a country's name is a person's here: *Jordan said*, where a Michael Jordan is known."""
        word = raw.words[-1]
        if len(raw.words) > 1 or word not in full or raw.country is None or raw.country.seat:
            return raw.label != "country"
        before = raw.passage.tokens[raw.first - 1].text.lower() if raw.first else ""
        return before not in w.PREPOSITIONS

    def _body_name(self, raw: _Raw, owners: Counter[str], countries: Counter[str]) -> str:
        if raw.sign:
            return raw.name
        head = raw.words[-1].lower()
        ranked = countries.most_common(2)
        clear = ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        same = [name for name in owners if name.lower().endswith(head)]
        if len(same) == 1 and (not clear or same[0].startswith(ranked[0][0][:4])):
            return same[0]
        if clear and head in {"government", "junta", "police", "army", "military", "parliament"}:
            owner = ranked[0][0]
            return f"{owner}’{'' if owner.endswith('s') else 's'} {raw.name}"
        return f"the {raw.name}" if not head.endswith("s") else raw.name

    def _person(self, raw: _Raw, full: dict[str, set[tuple[str, ...]]]) -> None:
        if raw.words in self._known or raw.title:
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

    def _single(self, raw: _Raw, full: dict[str, set[tuple[str, ...]]]) -> None:
        word = raw.words[-1]
        matches = full.get(word, set())
        if best := self._foremost(matches):
            raw.key, raw.kind = f"person:{' '.join(best)}", "person"
        elif raw.title or matches:
            raw.key, raw.kind = f"person:{word}", "person"
        elif raw.label == "single":
            raw.key = f"name:{self._aliases.get(word, word)}"


def _names_in(passage: Passage, names: Names, common: frozenset[str], *, english: bool) -> Iterator[_Raw]:
    texts = [token.text for token in passage.tokens]
    taken: set[int] = set()
    if english:
        for body in bodies_in(passage):
            taken.update(range(body.first, body.last + 1))
            yield _body(passage, body)
    index = 0
    while index < len(texts):
        found = country_at(texts, index, names)
        if not english:
            if found and not found[0].seat:
                yield _Raw(passage, index, index + found[1] - 1, "country", found[0])
            index += found[1] if found else 1
            continue
        if found or passage.tokens[index].capital:
            run = _run(passage, index, names)
            for raw in _classify(passage, run, common):
                # "Niger's junta" is a body, and names Niger all the same.
                if raw.label == "country" or not taken.intersection(range(raw.first, raw.last + 1)):
                    yield raw
            index = run[-1][1] + 1
        else:
            index += 1


def _body(passage: Passage, body: Body) -> _Raw:
    return _Raw(passage, body.first, body.last, "body", sign=body.owned, kind=body.kind)


Element = tuple[int, int, Country | None]


def _run(passage: Passage, index: int, names: Names) -> list[Element]:
    """The longest sequence of capitals from *index*, countries in it as one element each."""
    tokens, text = passage.tokens, passage.text
    texts = [token.text for token in tokens]

    def element(at: int) -> Element | None:
        if found := country_at(texts, at, names):
            return at, at + found[1] - 1, found[0]
        return (at, at, None) if tokens[at].capital else None

    first = element(index)
    run = [first] if first else []
    while run and not tokens[run[-1][1]].possessive:
        last = run[-1][1]
        if last + 1 >= len(tokens) or not _joined(text, tokens[last], tokens[last + 1]):
            break
        following = element(last + 1) or _linked(tokens, run, element, text)
        if following is None and tokens[last + 1].text.isdigit() and len(run) > 1:
            following = (last + 1, last + 1, None)
        if following is None:
            break
        run.append(following)
    return run


def _joined(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    if not gap.strip(" \n\xa0"):
        return True
    abbreviated = len(left.text) == 1 or left.text in w.TITLES or left.text in {"St", "Jr"}
    return gap == ". " and abbreviated


def _linked(tokens: Sequence[Token], run: list[Element], element: object, text: str) -> Element | None:
    """What stands after a small word that belongs into a name: *de*, *of the*, *and*."""
    found: Element | None
    last = run[-1][1]
    texts = {tokens[at].text for first, end, _ in run for at in range(first, end + 1)}
    small = tokens[last + 1].text
    at = last + 2
    if small in _OF and texts & _OF_HEADS:
        if at < len(tokens) and tokens[at].text == "the":
            at += 1
    elif small == "in" and texts & w.NAME_HEADS and at < len(tokens):
        # "the United Nations Integrated Office in Haiti (BINUH)": the brackets show how far the name goes.
        found = element(at)  # type: ignore[operator]
        if found is None or not text.startswith(" (", tokens[found[1]].end):
            return None
    elif small == "and" and texts & _AND_HEADS and texts & _OF:
        pass
    elif small not in _PARTICLES or len(run) > 3:
        return None
    if at >= len(tokens) or any(not _joined(text, tokens[i], tokens[i + 1]) for i in range(last, at)):
        return None
    found = element(at)  # type: ignore[operator]
    if found is None or (small == "and" and (found[2] or tokens[at].text in w.TITLES)):
        return None
    return last + 1, found[1], None


def _classify(passage: Passage, run: list[Element], common: frozenset[str]) -> Iterator[_Raw]:
    tokens = passage.tokens
    run = _without_opener(passage, run, common)
    while run and run[-1][2] is None and tokens[run[-1][1]].text in w.MONTHS_AND_DAYS:
        run = run[:-1]
    if not run:
        return
    first, last = run[0][0], run[-1][1]
    if len(run) == 1 and run[0][2]:
        if not passage.text[tokens[last].end :].startswith("$"):
            yield _Raw(passage, first, last, "country", run[0][2])
        return
    texts = [tokens[at].text for at in range(first, last + 1)]
    heads = set(texts) & w.NAME_HEADS
    if run[0][2] and texts[run[0][1] - first + 1] in w.TITLES and not heads:
        yield _Raw(passage, run[0][0], run[0][1], "country", run[0][2])  # "U.S. President Joe Biden"
        yield from _classify(passage, run[1:], frozenset())
        return
    titles = 0
    while titles < len(run) and run[titles][2] is None and tokens[run[titles][0]].text in w.TITLES:
        titles += 1
    strong = any(tokens[run[at][0]].text in w.STRONG_TITLES for at in range(titles))
    rest = run[titles:]
    if titles and strong and rest and not heads & set(texts[titles:]):
        title = passage.text[tokens[first].start : tokens[run[titles - 1][1]].end]
        label = "person" if len(rest) > 1 else "single"
        yield _Raw(passage, rest[0][0], last, label, title=title, sign=True, kind="person")
        return
    if titles == len(run):
        return
    yield from _untitled(passage, run, texts, heads)


def _untitled(passage: Passage, run: list[Element], texts: list[str], heads: set[str]) -> Iterator[_Raw]:
    tokens, first, last = passage.tokens, run[0][0], run[-1][1]
    name = " ".join(texts)
    following = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if name in w.ARMED_GROUPS or (following in w.ARMED_AFTER and _can_name_fighters(texts, first)):
        yield _Raw(passage, first, last, "organisation", kind="armed_group")
    elif len(run) == 1 and _ACRONYM.match(name):
        if name not in w.NOT_NAMES and name.rstrip("s") not in w.NOT_NAMES and not passage.text.isupper():
            yield _Raw(passage, first, last, "acronym", kind="organisation")
    elif len(run) == 1 and first == last:
        if name not in w.NOT_NAMES and name not in w.REGIONS and not _DEMONYM.search(name) and len(name) > 2:
            sign = _acts(passage, last) or tokens[last].possessive
            yield _Raw(passage, first, last, "single", sign=sign)
    elif texts[-1] in w.THING_HEADS or name in w.REGIONS:
        return
    elif first and tokens[first - 1].text in w.COMPANY_NOUNS:
        yield _Raw(passage, first, last, "organisation", kind="company")
    elif heads and (len(texts) > 1):
        yield _Raw(passage, first, last, "organisation", kind=_kind(texts))
    elif len(run) == 2 and run[1][2] and texts[0] in w.REGIONS:
        yield _Raw(passage, run[1][0], last, "country", run[1][2])  # "Northern Niger"
    elif 2 <= len(run) <= 4 and run[0][2] is None and not any(any(c.isdigit() for c in text) for text in texts):
        yield _Raw(passage, first, last, "person", sign=_person_sign(passage, first, last))


def _can_name_fighters(texts: list[str], first: int) -> bool:
    """Whether *texts* before "militants" or "gang" name them: not *Islamist*, not *Fatal* where a sentence opens."""
    if len(texts) == 1 and (first == 0 or texts[0] in w.NOT_NAMES):
        return False
    return not _DEMONYM.search(texts[-1]) and texts[-1] not in w.THING_HEADS


def _without_opener(passage: Passage, run: list[Element], common: frozenset[str]) -> list[Element]:
    """*run* without capitals that are there only because a sentence or a quotation begins."""
    tokens = passage.tokens
    while run and run[0][2] is None:
        token = tokens[run[0][0]]
        opens = run[0][0] == 0 or passage.text[: token.start].rstrip()[-1:] in {'"', "“", ":", "(", "‘", "”", "—", "–"}
        word = token.text.lower()
        plain = word in w.OPENERS or token.text in w.MONTHS_AND_DAYS or (word.endswith("ly") and len(word) > 4)
        common_word = opens and word in common and token.text not in w.TITLES and token.text not in w.ARMED_GROUPS
        if len(run) > 1 and token.text in w.NAME_HEADS:
            common_word = False
        adjective = len(run) > 1 and _DEMONYM.search(token.text) and token.text[:1].isupper()
        titled = len(run) > 1 and tokens[run[1][0]].text in w.TITLES
        generic = len(run) > 1 and token.text in w.NOT_NAMES and token.text.isupper()
        then = len(run) > 1 and word.startswith(("then-", "ex-", "former-"))
        if not (plain or common_word or generic or then or (adjective and titled)):
            break
        run = run[1:]
    return run


def _acts(passage: Passage, last: int) -> bool:
    tokens = passage.tokens
    return last + 1 < len(tokens) and w.is_verb(tokens[last + 1].text) and tokens[last + 1].text != "had"


def _person_sign(passage: Passage, first: int, last: int) -> bool:
    tokens, text = passage.tokens, passage.text
    before = tokens[first - 1].text.lower() if first else ""
    after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
    if before in w.PERSON_NOUNS or before.removesuffix(",") in w.SPEECH_BARE or after in {"who", "whose"}:
        return not before.endswith("s") or before in w.SPEECH_BARE
    apposed = first > 1 and text[tokens[first - 1].end : tokens[first].start] == ", "
    if apposed and {token.text for token in tokens[max(first - 7, 0) : first]} & w.PERSON_NOUNS:
        return text[tokens[last].end :].startswith(",")
    if after in w.SPEECH_FREE and not tokens[last].possessive:
        return True
    tail = text[tokens[last].end :]
    if not tail.startswith(","):
        return False
    near = {token.text.lower() for token in tokens[last + 1 : last + 7]}
    return bool(near & w.PERSON_NOUNS) and (_APPOSITIVE.match(tail) is not None or tail[2:3].islower())


def _kind(texts: Sequence[str]) -> str:
    words = set(texts)
    if "Liberation" in words or words & (w.ARMED_HEADS - {"Front", "Resistance"}):
        return "armed_group"
    if texts[-1] in w.COMPANY_HEADS:
        return "company"
    world = {"International", "African", "European", "World", "Inter-American", "Criminal", "United", "Human"}
    if words & w.GOVERNMENT_HEADS and not words & world:
        return "government"
    return "organisation"
