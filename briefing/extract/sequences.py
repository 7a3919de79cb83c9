"""Capitals in a row, sorted: what in a passage is a name, and of what kind it may be.

A name is taken for a person only on a sign in the text (a title, an office beside it, speech), for an
organisation by its head word or as an acronym, for a country by the tables of
:mod:`briefing.extract.places`. What it is called in the end, :mod:`briefing.extract.names` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.extract import words as w
from briefing.extract.bodies import Body, bodies_in
from briefing.extract.places import Country, Names, country_at
from briefing.extract.reading import Passage, Token

_PARTICLES = frozenset("de da del della do dos du di van von der den bin ibn al el ul la le ben bint abu".split())
_OF = frozenset({"of", "for", "on"})
_OF_HEADS = w.NAME_HEADS | {"House", "Republic", "State", "Kingdom", "Islamic", "Voice", "Bank", "League", "Doctors"}
_AND_HEADS = frozenset("Ministry Department Office Committee Commission Centre Center Institute Organization".split())
_ACRONYM = re.compile(r"^(?=.*[A-Z].*[A-Z])[A-Z][A-Z0-9&-]{1,8}s?$")
_DEMONYM = re.compile(r"(?:[^w]ian|ean|nian|ese|ish|ench|utch|[aeiou]an)s?$")
_APPOSITIVE = re.compile(r"^,? (?:(?:an?|the|who|whose|then|now|former|aged)\b|\d{2},)", re.IGNORECASE)


@dataclass(slots=True)
class RawName:
    """A name as it stands: the indices of its words, what it looks like, and, once resolved, its key and kind."""

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
        """Its words."""
        return tuple(token.text for token in self.passage.tokens[self.first : self.last + 1])

    @property
    def name(self) -> str:
        """The words as they stand, on one line."""
        tokens = self.passage.tokens
        return " ".join(self.passage.text[tokens[self.first].start : tokens[self.last].end].split())


def names_in(passage: Passage, names: Names, common: frozenset[str], *, english: bool) -> Iterator[RawName]:
    """The names in *passage*: of a text that is not *english*, countries alone.

    *common* are the words that the text also writes small.
    """
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
                yield RawName(passage, index, index + found[1] - 1, "country", found[0])
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


def _body(passage: Passage, body: Body) -> RawName:
    return RawName(passage, body.first, body.last, "body", sign=body.owned, kind=body.kind)


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


def _linked(
    tokens: Sequence[Token], run: list[Element], element: Callable[[int], Element | None], text: str
) -> Element | None:
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
        found = element(at)
        if found is None or not text.startswith(" (", tokens[found[1]].end):
            return None
    elif small == "and" and texts & _AND_HEADS and texts & _OF:
        pass
    elif small not in _PARTICLES or len(run) > 3:
        return None
    if at >= len(tokens) or any(not _joined(text, tokens[i], tokens[i + 1]) for i in range(last, at)):
        return None
    found = element(at)
    if found is None or (small == "and" and (found[2] or tokens[at].text in w.TITLES)):
        return None
    return last + 1, found[1], None


def _classify(passage: Passage, run: list[Element], common: frozenset[str]) -> Iterator[RawName]:
    tokens = passage.tokens
    run = _without_opener(passage, run, common)
    while run and run[-1][2] is None and tokens[run[-1][1]].text in w.MONTHS_AND_DAYS:
        run = run[:-1]
    if not run:
        return
    first, last = run[0][0], run[-1][1]
    if len(run) == 1 and run[0][2]:
        if not passage.text[tokens[last].end :].startswith("$"):
            yield RawName(passage, first, last, "country", run[0][2], sign=_acts(passage, last))
        return
    texts = [tokens[at].text for at in range(first, last + 1)]
    heads = set(texts) & w.NAME_HEADS
    if run[0][2] and texts[run[0][1] - first + 1] in w.TITLES and not heads:
        yield RawName(passage, run[0][0], run[0][1], "country", run[0][2])  # "U.S. President Joe Biden"
        yield from _classify(passage, run[1:], frozenset())
        return
    titles = _titles(tokens, run)
    strong = any(tokens[run[at][0]].text in w.STRONG_TITLES for at in range(titles))
    rest = run[titles:]
    if titles and strong and rest and not heads & set(texts[titles:]):
        title = passage.text[tokens[first].start : tokens[run[titles - 1][1]].end]
        title = "" if title in {"Mr", "Mrs", "Ms", "Miss"} else title
        label = "person" if len(rest) > 1 else "single"
        yield RawName(passage, rest[0][0], last, label, title=title or None, sign=True, kind="person")
        return
    if titles == len(run):
        return
    yield from _untitled(passage, run, texts, heads)


def _titles(tokens: Sequence[Token], run: list[Element]) -> int:
    """How many elements of *run* are a title before a name: *Prime Minister*, *Fisheries Minister*."""
    last = 0
    for at, (first, _, country) in enumerate(run[:5]):
        if country is not None:
            break
        # A word or two that no list knows may stand before a title and say of what: fisheries, central bank.
        if tokens[first].text in w.TITLES and (at <= last or (at <= 2 and tokens[first].text in w.STRONG_TITLES)):
            last = at + 1
    return last


def _untitled(passage: Passage, run: list[Element], texts: list[str], heads: set[str]) -> Iterator[RawName]:
    tokens, first, last = passage.tokens, run[0][0], run[-1][1]
    name = " ".join(texts)
    following = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if name in w.ARMED_GROUPS or (following in w.ARMED_AFTER and _can_name_fighters(texts, first)):
        yield RawName(passage, first, last, "organisation", kind="armed_group")
    elif len(run) == 1 and _ACRONYM.match(name):
        if name not in w.NOT_NAMES and name.rstrip("s") not in w.NOT_NAMES and not passage.text.isupper():
            yield RawName(passage, first, last, "acronym", kind="organisation")
    elif len(run) == 1 and first == last:
        if name not in w.NOT_NAMES and name not in w.REGIONS and not _DEMONYM.search(name) and len(name) > 2:
            sign = _acts(passage, last) or tokens[last].possessive
            company = first > 0 and tokens[first - 1].text in w.COMPANY_NOUNS
            label, kind = ("organisation", "company") if company else ("single", "unknown")
            yield RawName(passage, first, last, label, sign=sign, kind=kind)
    elif texts[-1] in w.THING_HEADS or name in w.REGIONS:
        return
    elif texts[-1] in w.NOT_NAMES or _is_generic(texts):
        return  # "International NGOs", "Justice Officials": many, and none by name
    elif first and tokens[first - 1].text in w.COMPANY_NOUNS:
        yield RawName(passage, first, last, "organisation", kind="company")
    elif heads and (len(texts) > 1):
        yield RawName(passage, first, last, "organisation", kind=_kind(texts))
    elif len(run) == 2 and run[1][2] and texts[0] in w.REGIONS:
        yield RawName(passage, run[1][0], last, "country", run[1][2])  # "Northern Niger"
    elif _is_called_a_body(passage, first) or (run[-1][2] and not _is_surname(texts)):
        # "the NGO Freedom House", "Amnesty Finland": no person is called so.
        if len(run) > 1 and (_is_called_a_body(passage, first) or _acts(passage, last)):
            yield RawName(passage, first, last, "organisation", kind="organisation")
    elif 2 <= len(run) <= 4 and run[0][2] is None and not any(any(c.isdigit() for c in text) for text in texts):
        yield RawName(passage, first, last, "person", sign=_person_sign(passage, first, last))


def _is_called_a_body(passage: Passage, first: int) -> bool:
    before = passage.tokens[first - 1].text if first else ""
    return before in {"NGO", "NGOs"} or before in w.BODIES


def _is_surname(texts: list[str]) -> bool:
    return len(texts) == 2 and texts[-1] in w.COUNTRY_SURNAMES


def _is_generic(texts: list[str]) -> bool:
    return not _OF & set(texts) and texts[-1].endswith("s") and texts[-1].lower() in w.PERSON_NOUNS


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
