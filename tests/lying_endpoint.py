"""An endpoint that lies as a compromised model would: honest items of the very article, with one lie in each.

:func:`lying_draft` makes a draft of the sources and lists its lies; :class:`LyingEndpoint` hands it in to the
reference server, reading the sources from the request, and has three ways to answer the repair call. Which kinds
of lie a draft tells turns with its seed, so that a run of seeds tells each of them in each field.
:mod:`tests.lying_measure` counts what comes of it.

The kinds are the contract's: quotes (:mod:`tests.lying_quotes`), numbers, dates and names
(:mod:`tests.lying_claims`), voices, motives, background and likelihood (:mod:`tests.lying_conduct`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from briefing.fence import read_fences
from briefing.grounding.entries import NUMBERED
from briefing.source import Source
from tests.lying_claims import (
    LOWER,
    NUMBERS,
    PERSONS,
    PLACES_AND_BODIES,
    QUOTATIONS,
    VAGUE,
    Phrase,
    is_named,
    put,
)
from tests.lying_conduct import APART, CONDUCT, Tell, Told
from tests.lying_cover import STAYS, Cover, Item, quoted
from tests.lying_material import STRANGERS, Material
from tests.lying_quotes import ALTERED, CUT, Alter
from tests.reference_turns import Turn, answer, empty_draft

Repair = Literal["unrepentant", "absent", "shifting"]

BOUND: dict[str, tuple[str, ...]] = {
    "voices": ("name", "role", "interest"),
    "contradictions": ("summary",),
    "actors": ("name", "role"),
    "relations": ("subject", "object", "kind", "summary"),
    "motives": ("actor", "motive"),
    "hypotheses": ("hypothesis",),
    "assumptions": ("text", "if_wrong"),
    "forecasts": ("statement", "rationale"),
    "risks": ("risk", "given", "consequence"),
    "judgments": ("statement", "confidence_because"),
    "implications": ("text",),
    "title": ("title",),
    "bottom_line": ("text",),
}
"""The claim fields: their numbers, dates and names stand in the evidence, the sources, or background that is cited."""
FREE: dict[str, tuple[str, ...]] = {
    "motives": ("alternative",),
    "hypotheses": ("would_show",),
    "gaps": ("text", "who_could"),
    "forecasts": ("resolution",),
    "indicators": ("sign",),
    "implications": ("for",),
    "background": ("check_at",),
}
"""Where the contract leaves a drafter free, or says nothing: told and counted apart."""
ROOM = {
    "voices": 5, "evidence": 14, "background": 6, "contradictions": 6, "actors": 8, "relations": 8, "motives": 8,
    "hypotheses": 6, "assumptions": 6, "gaps": 1, "forecasts": 7, "risks": 7, "judgments": 4, "implications": 5,
    "indicators": 1, "title": 1, "bottom_line": 2,
}  # fmt: skip
"""Lies of one draft in each section: within what the contract takes of it."""


@dataclass(frozen=True)
class Kind:
    """One way to lie in one field; ``counted`` when the contract demands that none gets through."""

    family: str
    name: str
    section: str
    field: str
    tell: Tell
    counted: bool = True


@dataclass(frozen=True)
class Lie:
    """A lie as told: its kind, its place in the draft, and the item that holds it."""

    kind: Kind
    index: int
    item: Item

    @property
    def text(self) -> str:
        """What the field of the lie says."""
        return str(self.item[self.kind.field])


@cache
def kinds() -> tuple[Kind, ...]:
    """Every way to lie in every field."""
    return (*_quotes(), *_claims(), *_conduct(), *_apart())


def lying_draft(
    sources: Mapping[str, Source],
    seed: int,
    names: Collection[str] | None = None,
    *,
    elsewhere: Sequence[str] = STRANGERS,
) -> tuple[dict[str, Any], list[Lie]]:
    """A draft over *sources* with as many lies as it has room for, and the lies.

    *names* are the kinds to choose from, all by default; *elsewhere* are passages of other reports.
    """
    cover = Cover(Material(sources, seed, elsewhere))
    told = list(_told(cover, seed, names))
    return _assembled(cover, [(kind, lying) for kind, (_, lying) in told])


def honest_draft(sources: Mapping[str, Source], seed: int, names: Collection[str] | None = None) -> dict[str, Any]:
    """The same draft as :func:`lying_draft` makes, with the honest item in the place of each lie."""
    cover = Cover(Material(sources, seed))
    return _assembled(cover, [(kind, honest) for kind, (honest, _) in _told(cover, seed, names)])[0]


class LyingEndpoint:
    """Answers a request with a lying draft of the sources fenced in it.

    ``lies`` are those of the first draft, ``later`` those that a repair call got in their place. *repair* is how
    that is answered: with the same lies, with nothing, or with other lies under the same numbers.
    """

    def __init__(self, seed: int, repair: Repair, *, elsewhere: Sequence[str] = STRANGERS) -> None:
        self.first: dict[str, Any] = {}
        self.lies: list[Lie] = []
        self.later: list[Lie] = []
        self._seed = seed
        self._repair = repair
        self._elsewhere = elsewhere

    def __call__(self, body: dict[str, Any], _number: int) -> Turn:
        """The turn for the request *body*: a draft, or what the repair call gets."""
        repairing = any(message["role"] == "assistant" for message in body["messages"])
        if repairing and self._repair == "absent":
            return answer(empty_draft())
        if repairing and self._repair == "unrepentant":
            return answer(self.first)
        sources = read_fences(body["messages"][1]["content"])
        draft, lies = lying_draft(sources, self._seed + 10_007 * repairing, elsewhere=self._elsewhere)
        if repairing:
            self.later = lies
        else:
            self.first, self.lies = draft, lies
        return answer(draft)


def _told(cover: Cover, seed: int, names: Collection[str] | None) -> Iterator[tuple[Kind, Told]]:
    """The kinds that *seed* has the turn of, section by section, each with its honest and its false item."""
    for section, room in ROOM.items():
        mine = [kind for kind in kinds() if kind.section == section and (names is None or kind.name in names)]
        phrased = [kind for kind in mine if kind.family in _PHRASED and kind.name in _PHRASE_NAMES]
        others = [kind for kind in mine if kind not in phrased]
        # Phrases go into every field, and would leave no room for what is told in one field alone.
        share = -(-room * 3 // 4) if phrased and others else room if others else 0
        yield from _turn(cover, others, seed, share)
        yield from _turn(cover, phrased, seed, room - share)


def _turn(cover: Cover, mine: Sequence[Kind], seed: int, room: int) -> Iterator[tuple[Kind, Told]]:
    filled = 0
    for step in range(len(mine)):
        if filled == room:
            return
        # Neighbours are much alike: a stride that shares no factor takes all of them in turn, far ones together.
        kind = mine[(seed * room + step) * _stride(len(mine)) % len(mine)]
        told = kind.tell(cover)
        if told is not None and told[0] != told[1]:
            yield kind, told
            filled += 1


def _stride(count: int) -> int:
    return next((prime for prime in (37, 41, 43) if count % prime), 1)


def _assembled(cover: Cover, items: Sequence[tuple[Kind, Item]]) -> tuple[dict[str, Any], list[Lie]]:
    draft = cover.draft()
    draft["forecasts"] = [{"id": "F1", **cover.item("forecasts"), "probability": 60}]
    lies = []
    for kind, item in items:
        if kind.section == "title":
            draft["title"] = item["title"]
            lies.append(Lie(kind, 0, item))
            continue
        listed = draft[kind.section]
        numbered = {"id": f"{NUMBERED[kind.section]}{len(listed) + 1}"} if kind.section in NUMBERED else {}
        lies.append(Lie(kind, len(listed), {**numbered, **item}))
        listed.append(item["text"] if kind.section == "bottom_line" else lies[-1].item)
    return draft, lies


def _quotes() -> Iterator[Kind]:
    for family, alters in (("altered quote", ALTERED), ("cut quote", CUT)):
        for name, alter in alters.items():
            yield Kind(family, name, "evidence", "quote", _altered(name, alter))
    yield Kind("altered quote", "of the wrong source", "evidence", "source", _of_another_source)


def _altered(name: str, alter: Alter) -> Tell:
    def tell(cover: Cover) -> Told | None:
        made = alter(cover.material)
        if made is None:
            return None
        passage, quote = made
        stands = quote in cover.material.sources[passage.source].text
        if name in ALTERED and stands and name not in ("trivially short", "cut inside a number"):
            return None
        honest = quoted(passage)
        return honest, {**honest, "quote": quote}

    return tell


def _of_another_source(cover: Cover) -> Told | None:
    passage = cover.material.pick(cover.material.passages)
    others = [number for number in (*cover.material.sources, "S9") if passage and number != passage.source]
    wrong = cover.material.random.choice(others)
    return passage and (quoted(passage), {**quoted(passage), "source": wrong})


_PHRASES: tuple[tuple[str, Mapping[str, Phrase]], ...] = (
    ("number", NUMBERS),
    ("person", PERSONS),
    ("body or state", PLACES_AND_BODIES),
    ("quotation", QUOTATIONS),
    ("person", LOWER),
    ("number", VAGUE),
)
_UNCOUNTED = {*VAGUE, *LOWER}
_ELSEWHERE = {"state", "demonym", "capital"}
"""Other states: bound to the evidence where a claim is; who else could step in is what an analyst weighs elsewhere."""
_CITED = {"contradictions", "actors", "relations", "motives"}
_PHRASED = {family for family, _ in _PHRASES}
_PHRASE_NAMES = {name for _, phrases in _PHRASES for name in phrases}


def _claims() -> Iterator[Kind]:
    for places, bound in ((BOUND, True), (FREE, False)):
        for section, fields in places.items():
            for field in fields:
                for family, phrases in _PHRASES:
                    for name, phrase in phrases.items():
                        tell = _claimed(section, field, name, phrase)
                        if not (is_named(field) and family == "quotation"):
                            free = name in _UNCOUNTED or (name in _ELSEWHERE and section not in _CITED)
                            yield Kind(family, name, section, field, tell, bound and not free)
    for family, phrases in _PHRASES[:3]:
        for name, phrase in phrases.items():
            yield Kind(family, name, "evidence", "translation", _translated(name, phrase))


def _claimed(section: str, field: str, name: str, phrase: Phrase) -> Tell:
    """An honest item of *section* with an invented number or name in *field*."""

    def tell(cover: Cover) -> Told | None:
        claim = phrase(cover.material)
        if claim is None:
            return None
        honest = _carrier(cover, section)
        if name in {**PERSONS, **PLACES_AND_BODIES, **LOWER} and is_named(field):
            return honest, {**honest, field: claim}
        value = honest[field]
        if is_named(field):
            return honest, {**honest, field: f"{value} ({claim})"}
        if section == "bottom_line":
            return honest, {**honest, field: f"{put(value.removesuffix(' [J1].'), name, claim)} [J1]."}
        return honest, {**honest, field: put(value, name, claim)}

    return tell


def _carrier(cover: Cover, section: str) -> Item:
    if section == "title":
        return {"title": f"{cover.base['E1'].names[0]}: where things stand"}
    if section == "bottom_line":
        return {"text": STAYS}
    return cover.item(section)


def _translated(name: str, phrase: Phrase) -> Tell:
    def tell(cover: Cover) -> Told | None:
        claim, honest = phrase(cover.material), cover.item("evidence")
        return claim and (honest, {**honest, "translation": put(honest["quote"], name, claim)})

    return tell


def _conduct() -> Iterator[Kind]:
    for (section, field), tells in CONDUCT.items():
        for name, tell in tells.items():
            yield Kind(_family(section, field, name), name, section, field, tell)


def _apart() -> Iterator[Kind]:
    for (section, field), tells in APART.items():
        for name, tell in tells.items():
            yield Kind("apart", name, section, field, tell, counted=False)


def _family(section: str, field: str, name: str) -> str:
    if section == "background" or ("background" in name and "base rate" not in name):
        return "background"
    for words, family in (("number", "number"), ("base rate", "number"), ("person", "person"), ("voice", "voice")):
        if words in name:
            return family
    if section == "motives":
        return "motive"
    return "voice" if field in ("hedge", "whose") else "likelihood"
