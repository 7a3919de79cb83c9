"""Whether what has to bear an item holds every number, date, name and quotation that the item claims.

Which field is borne by what is the table of :mod:`briefing.grounding.claims`; what is another spelling of the
same number, date or name is the rule of :mod:`briefing.figures` and :mod:`briefing.naming`. Persons stand in the
evidence cited where a claim is bound to it; places and organisations stand somewhere in the sources.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from briefing.draft import EvidenceDraft
from briefing.figures import Figure, Held, figures
from briefing.grounding.claims import Bearer, Claim, claims, free_values
from briefing.grounding.entries import Entry
from briefing.grounding.quotations import quotations, without_quotations
from briefing.grounding.terms import Terms
from briefing.naming import HeldNames, Name, names, same_name
from briefing.naming.dictionary import is_ordinary
from briefing.source import Span

MOST_CHARACTERS = 5_000
"""Characters of a text that claims something; an essay in a sentence's place could hold up the review for minutes."""
_AND = re.compile(r" (?:and|et|y|und|e|и) |, ")
_COUNTED = re.compile(
    r"\s+(?:dead|killed|wounded|injured|missing|people|persons|men|women|children|civilians|soldiers|troops|fighters|deaths"
    r"|casualties|victims|cases|families|households|refugees|migrants|prisoners|detainees|workers|jobs|homes|houses|villages"
    r"|ships|tanks|aircraft|drones|missiles|tons|tonnes|barrels|morts|blessés|muertos|heridos|Tote|погибших)\b"
)
# "By half", "one quarter": a share or a season that nobody takes for a figure.
_VAGUE = re.compile(r"(?:an?|one|two|three)?[ -]?(?:half|halves|thirds?|quarters?)", re.IGNORECASE)
_NAMING = frozenset(("name", "subject", "object", "actor"))
"""Fields that are a name as a whole."""
_CASELESS = frozenset("ar fa ur he hi bn th lo km my zh ja ko ka am ta te ml si".split())
_LONGEST_PARTICLE = 3
_MOST_ALIASES = 300
"""Names of a draft that are held against what they are written as; a brief has a tenth of that."""
_SHOWN = 80
"""Characters of a text that a reason repeats."""


_BOUND: dict[Bearer, frozenset[str]] = {
    Bearer.CITED: frozenset(("person", "other", "place")),
    Bearer.SOURCES: frozenset(("person", "other")),
    Bearer.PERSONS: frozenset(("person",)),
}
"""Kinds of names that something has to bear: who else could step in is what an analyst thinks about."""


class Holding:
    """What bears the claims of one draft: its sources, its evidence that was found, and its background.

    *faulty* are the numbers of the entries that are at fault themselves: nothing is borne by evidence that is
    not there. *aliases* are names with the words that a source has for them, for sources in another language;
    *bodies* the names of actors that are no persons.
    """

    def __init__(
        self,
        terms: Terms,
        by_number: Mapping[str, Entry],
        faulty: Collection[str],
        aliases: Iterable[tuple[str, str]] = (),
        bodies: Iterable[str] = (),
    ) -> None:
        self._terms = terms
        # A source in another language has another name for the same body: there is only the drafter's word for it.
        foreign = [terms.sources[number] for number in terms.foreign]
        self._translated = [
            (name, written)
            for name, written in islice(aliases, _MOST_ALIASES)
            if any(source.mentions(written) for source in foreign) or self._is_long_form(name, written)
        ]
        self._all_translated = HeldNames([name for name, _ in self._translated])
        self._bodies = frozenset(bodies)
        self._by_number = by_number
        self._faulty = faulty
        self._voices = sum(number[0] == "V" for number in by_number)
        self._background = [number for number in by_number if number[0] == "K"]
        self._figures: dict[tuple[str, ...], Held] = {}
        self._names: dict[tuple[str, ...], HeldNames] = {}

    def unborne(self, entry: Entry) -> Iterator[str]:
        """What *entry* claims and nothing bears, a reason each, with what stands there instead."""
        bearing: dict[Bearer, tuple[str, ...]] = {}
        for claim in claims(entry):
            if (length := len(claim.text)) > MOST_CHARACTERS:
                yield f"its {claim.field} has {length:,} characters; more than {MOST_CHARACTERS:,} are not read"
                continue
            if claim.bearer not in bearing:
                bearing[claim.bearer] = self._bearing(entry, claim.bearer)
            cited = bearing[claim.bearer]
            if claim.bearer in (Bearer.CITED, Bearer.QUOTE) and not cited:
                continue  # it rests on nothing that stands, and falls with that, or will be looked at again
            yield from self._unsaid(claim)
            told = without_quotations(claim.text, self._terms.say)
            if claim.bearer is not Bearer.PERSONS:
                yield from self._unborne_figures(entry, claim, told, cited)
            titled = entry.section == "title" and _is_title_case(told)
            yield from self._unborne_names(claim, told, cited, titled=titled)
            if claim.field in _NAMING and not names(told, self._terms.language) and self._is_unknown(told):
                yield f"{claim.field}: “{told[:_SHOWN]}” stands in no source"
        if entry.section == "forecasts":
            yield from self._unborne_base_rate(entry)

    def _unborne_base_rate(self, entry: Entry) -> Iterator[str]:
        item: Any = entry.item
        bearers = [self._held_figures(self._standing(entry.cited("K"))), self._terms.figures]
        for count in (item.happened, item.of):
            if not count or not count.is_integer():
                continue
            # None for 1, which every text holds.
            if any(not any(held.holds(figure) for held in bearers) for figure in figures(f"{int(count)}")):
                yield f"its base rate counts {int(count):,}, in no background that it cites and in no source"

    def _unsaid(self, claim: Claim) -> Iterator[str]:
        if claim.bearer is Bearer.QUOTE:
            return
        for quoted in quotations(claim.text):
            if not self._terms.say(quoted):
                yield f"{claim.field}: “{quoted[:_SHOWN]}” stands in quotation marks, and in no source"

    def _unborne_figures(self, entry: Entry, claim: Claim, text: str, cited: tuple[str, ...]) -> Iterator[str]:
        found = figures(text, self._terms.language)
        if not found:
            return
        numbers, days = zip(*map(free_values, [entry, *self._told(entry)]), strict=True)
        free = self._counts(entry).union(*numbers)
        free_days = {self._terms.as_of}.union(*days)
        bearers = [self._held_figures(cited)] if cited else []
        if claim.bearer is Bearer.SOURCES:
            bearers.append(self._terms.figures)
        for stated in found:
            # "With 2024 dead" names no year.
            figure = replace(stated, moments=()) if stated.quantities and _COUNTED.match(text, stated.end) else stated
            if not _VAGUE.fullmatch(figure.text) and not any(
                held.holds(figure, free=free, free_days=free_days) for held in bearers
            ):
                yield _missing(claim, figure, [near for held in bearers for near in held.nearest(figure)])

    def _unborne_names(self, claim: Claim, text: str, cited: tuple[str, ...], *, titled: bool) -> Iterator[str]:
        for found in names(text, self._terms.language):
            name = self._as_body(found)
            if name.kind not in self._bound(claim.bearer, cited) or (titled and self._is_plain(name)):
                continue
            bearers = [self._held_names(cited)] if cited else []
            if claim.bearer is not Bearer.CITED or name.kind != "person":
                bearers += [self._terms.names, self._all_translated]
            if not _is_held(name, bearers):
                yield _missing(claim, name, [near for held in bearers for near in held.nearest(name)])

    def _as_body(self, name: Name) -> Name:
        """*name*, which is no person's when the draft has it for a body and a word of it says so: "Puertos del Loa"."""
        if name.kind != "person" or name.text not in self._bodies:
            return name
        words = [word for word in name.text.split() if len(word) > _LONGEST_PARTICLE]
        ordinary = any(is_ordinary(word, language) for word in words for language in self._terms.languages)
        return replace(name, kind="other") if ordinary else name

    def _is_plain(self, name: Name) -> bool:
        """Whether *name* can be a title's capitals and nothing more: each of its words is an ordinary one, or said."""
        return all(is_ordinary(word, self._terms.language) or self._terms.say(word) for word in name.text.split())

    def _is_unknown(self, text: str) -> bool:
        """Whether *text*, which is somebody's name and nothing that is known as one, is in no source.

        A description ("the ruling party", "Several local attorneys") is none; one capitalised word in the singular
        is, and so is what is written in another script than the brief's.
        """
        alone = text.strip()
        single = len(alone.split()) == 1 and alone[:1].isupper() and not alone.endswith("s")
        caseless = alone.lower() == alone.upper() and self._terms.language not in _CASELESS
        written = [name for name, _ in self._translated]
        return bool(alone) and (single or caseless) and not self._terms.say(alone) and alone not in written

    def _bound(self, bearer: Bearer, cited: tuple[str, ...]) -> frozenset[str]:
        if bearer is not Bearer.QUOTE:
            return _BOUND[bearer]
        # A real translation has other words for bodies and places; one from the brief's own language has none.
        (number,) = cited
        item: Any = self._by_number[number].item
        return _BOUND[Bearer.PERSONS if item.source in self._terms.foreign else Bearer.CITED]

    def _bearing(self, entry: Entry, bearer: Bearer) -> tuple[str, ...]:
        """The numbers of the evidence or background that bear a claim of *entry*, as they stand."""
        if bearer is Bearer.QUOTE:
            return self._standing([entry.number or ""]) if self._is_found(entry) else ()
        if bearer is Bearer.CITED:
            return self._standing(entry.cited("EK" if entry.section == "contradictions" else "E"))
        cited = entry.cited("K")
        if isinstance(entry.item, str) or entry.section == "implications":
            # What a sentence tells of a judgment, that judgment may owe to background.
            cited += [number for judgment in self._told(entry) for number in judgment.cited("K")]
        elif entry.section in ("assumptions", "title", "voices"):
            cited = self._background
        return self._standing(cited)

    def _told(self, entry: Entry) -> list[Entry]:
        """The judgments that a sentence or an implication tells, whose values and background are its own too."""
        return [self._by_number[number] for number in entry.cited("J") if number in self._by_number]

    def _standing(self, cited: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            number for number in dict.fromkeys(cited) if number in self._by_number and number not in self._faulty
        )

    def _counts(self, entry: Entry) -> set[int]:
        """Counts that everybody can check on the page: of the reports, the voices, and what the item cites."""
        items: list[Any] = [self._by_number[number].item for number in self._standing(entry.cited("E"))]
        return {
            len(self._terms.sources),
            self._voices,
            len({item.source for item in items}),
            len({item.voice[-1] for item in items if item.voice}),
        } - {0}

    def _held_figures(self, cited: tuple[str, ...]) -> Held:
        if cited not in self._figures:
            items = [self._by_number[number].item for number in cited]
            found = [(item.source, self._sentence(item)) for item in items if isinstance(item, EvidenceDraft)]
            sources = list(dict.fromkeys(source for source, _ in found))
            told_from = self._terms.told_from(*sources)
            told_from += [day for source, span in found for day in self._terms.years_before(source, span.start)]
            days = self._terms.published(*sources)
            language = self._terms.only_language
            self._figures[cited] = Held(self._texts(cited), language=language, days=days, told_from=told_from)
        return self._figures[cited]

    def _held_names(self, cited: tuple[str, ...]) -> HeldNames:
        if cited not in self._names:
            texts = self._texts(cited)
            texts += [name for name, written in self._translated if any(written in text for text in texts)]
            self._names[cited] = HeldNames(texts, language=self._terms.only_language, long_names=self._terms.names)
        return self._names[cited]

    def _texts(self, cited: Sequence[str]) -> list[str]:
        """The sentences of the evidence *cited*, with who speaks there, and the text of background."""
        texts = []
        for number in cited:
            item: Any = self._by_number[number].item
            if number[0] == "K":
                texts.append(item.text)
                continue
            texts.append(self._terms.sources[item.source].text[slice(*self._sentence(item))])
            for voice in self._standing(item.voice):
                speaker: Any = self._by_number[voice].item
                texts += [speaker.name, speaker.as_written]
        return texts

    def _is_long_form(self, name: str, written: str) -> bool:
        """Whether *name* is the whole name of a body that the source calls *written*, each of its words from there."""
        return (
            (name.isupper() or all(map(self._terms.say, name.split())))
            and same_name(name, written)
            and all(found.kind != "person" for found in names(name))
        )

    def _is_found(self, entry: Entry) -> bool:
        item: Any = entry.item
        source = self._terms.sources.get(item.source)
        return source is not None and bool(source.locate(item.quote))

    def _sentence(self, item: EvidenceDraft) -> Span:
        source = self._terms.sources[item.source]
        return source.sentence(source.locate(item.quote))


def _is_held(name: Name, bearers: Sequence[HeldNames]) -> bool:
    """Whether one of *bearers* holds *name*; of names joined by "and", each is held by itself."""
    # What stands to the letter in one of them need not be looked for in the others.
    if any(held.quotes(name) for held in bearers) or any(held.holds(name) for held in bearers):
        return True
    joints = [found.span() for found in _AND.finditer(name.text)]
    return any(
        all(_is_held(replace(name, text=part), bearers) for part in (name.text[:start], name.text[end:]))
        for start, end in joints
    )


def _is_title_case(text: str) -> bool:
    """Whether most of the longer words of *text* have a capital, so that a capital tells no name."""
    words: list[str] = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > _LONGEST_PARTICLE]
    return sum(word[0].isupper() for word in words) > len(words) / 2


def _missing(claim: Claim, found: Figure | Name, instead: Sequence[str]) -> str:
    where = {
        Bearer.CITED: "in neither the evidence cited nor its sentences",
        Bearer.QUOTE: "in neither the quote nor its sentence",
        Bearer.SOURCES: "in no source, and in no background that is cited",
        Bearer.PERSONS: "in no source",
    }[claim.bearer]
    there = f"; there stands {', '.join(dict.fromkeys(instead))}" if instead else ""
    return f"{claim.field}: “{found.text[:_SHOWN]}” stands {where}{there}"
