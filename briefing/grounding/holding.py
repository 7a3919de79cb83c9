"""Whether what has to bear an item holds every number, date, name and quotation that the item claims.

Which field is borne by what is the table of :mod:`briefing.grounding.claims`; what is another spelling of the
same number, date or name is the rule of :mod:`briefing.figures` and :mod:`briefing.naming`. Persons stand in the
evidence cited where a claim is bound to it; places and organisations stand somewhere in the sources.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefing.figures import Figure, Held, figures
from briefing.grounding.claims import Bearer, Claim, claims, free_values
from briefing.grounding.entries import Entry
from briefing.grounding.quotations import quotations, without_quotations
from briefing.grounding.terms import Terms
from briefing.naming import HeldNames, Name, names

_SHOWN = 80
"""Characters of a text that a reason repeats."""


class Holding:
    """What bears the claims of one draft: its sources, its evidence that was found, and its background.

    *faulty* are the numbers of the entries that are at fault themselves: nothing is borne by evidence that is
    not there. *aliases* are names with the words that a source has for them, for sources in another script.
    """

    def __init__(
        self,
        terms: Terms,
        by_number: Mapping[str, Entry],
        faulty: Collection[str],
        aliases: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._terms = terms
        self._aliases = HeldNames([], aliases=aliases)
        self._by_number = by_number
        self._faulty = faulty
        self._figures: dict[tuple[str, ...], Held] = {}
        self._names: dict[tuple[str, ...], HeldNames] = {}

    def unborne(self, entry: Entry) -> Iterator[str]:
        """What *entry* claims and nothing bears, a reason each, with what stands there instead."""
        for claim in claims(entry):
            cited = self._bearing(entry, claim.bearer)
            if claim.bearer is Bearer.CITED and not cited:
                continue  # it rests on nothing that stands, and falls with that, or will be looked at again
            yield from self._unsaid(claim)
            told = without_quotations(claim.text, self._terms.say)
            if claim.bearer is not Bearer.PERSONS:
                yield from self._unborne_figures(entry, claim, told, cited)
            if claim.bearer is not Bearer.QUOTE:
                yield from self._unborne_names(claim, told, cited)

        if entry.section == "forecasts":
            yield from self._unborne_base_rate(entry)

    def _unborne_base_rate(self, entry: Entry) -> Iterator[str]:
        item: Any = entry.item
        bearers = [self._held_figures(self._standing(entry.cited("K"))), self._terms.figures]
        for count in (item.happened, item.of):
            if count is None or not count.is_integer():
                continue
            (figure, *_) = figures(f"{int(count)}")
            if not any(held.holds(figure) for held in bearers):
                yield f"its base rate counts {int(count):,}, in no background that it cites and in no source"

    def _unsaid(self, claim: Claim) -> Iterator[str]:
        if claim.bearer is Bearer.QUOTE:
            return
        for quoted in quotations(claim.text):
            if not self._terms.say(quoted):
                yield f"{claim.field}: “{quoted[:_SHOWN]}” stands in quotation marks, and in no source"

    def _unborne_figures(self, entry: Entry, claim: Claim, told: str, cited: Sequence[str]) -> Iterator[str]:
        numbers, days = free_values(entry)
        free = numbers | self._counts(entry)
        bearers = [self._held_figures(cited)] if cited else []
        if claim.bearer is Bearer.SOURCES:
            bearers.append(self._terms.figures)
        for figure in figures(told):
            if not any(held.holds(figure, free=free, free_days=days | {self._terms.as_of}) for held in bearers):
                yield _missing(claim, figure, [near for held in bearers for near in held.nearest(figure)])

    def _unborne_names(self, claim: Claim, told: str, cited: Sequence[str]) -> Iterator[str]:
        for name in names(told):
            if claim.bearer is Bearer.PERSONS and name.kind != "person":
                continue
            bearers = [self._held_names(cited)] if cited else []
            if claim.bearer is not Bearer.CITED or name.kind != "person":
                bearers.append(self._terms.names)
            bearers.append(self._aliases)
            if not any(held.holds(name) for held in bearers):
                yield _missing(claim, name, [near for held in bearers for near in held.nearest(name)])

    def _bearing(self, entry: Entry, bearer: Bearer) -> tuple[str, ...]:
        """The numbers of the evidence or background that bear a claim of *entry*, as they stand."""
        if bearer is Bearer.QUOTE:
            return self._standing([entry.number or ""])
        if bearer is Bearer.CITED:
            return self._standing(entry.cited("EK" if entry.section == "contradictions" else "E"))
        cited = entry.cited("K")
        if isinstance(entry.item, str) or entry.section == "implications":
            # What a sentence tells of a judgment, that judgment may owe to background.
            told = [self._by_number[number] for number in entry.cited("J") if number in self._by_number]
            cited += [number for judgment in told for number in judgment.cited("K")]
        elif entry.section in ("assumptions", "title", "voices"):
            cited = [number for number in self._by_number if number[0] == "K"]
        return self._standing(cited)

    def _standing(self, cited: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            number for number in dict.fromkeys(cited) if number in self._by_number and number not in self._faulty
        )

    def _counts(self, entry: Entry) -> set[int]:
        """Counts that everybody can check on the page: of the reports, the voices, and what the item cites."""
        items: list[Any] = [self._by_number[number].item for number in self._standing(entry.cited("E"))]
        return {
            len(self._terms.sources),
            sum(number[0] == "V" for number in self._by_number),
            len({item.source for item in items}),
            len({item.voice[-1] for item in items if item.voice}),
        } - {0}

    def _held_figures(self, cited: tuple[str, ...]) -> Held:
        if cited not in self._figures:
            items = [self._by_number[number].item for number in cited]
            sources = {item.source for item in items if hasattr(item, "source")}
            self._figures[cited] = Held(self._texts(cited), days=self._terms.days(*sources))
        return self._figures[cited]

    def _held_names(self, cited: tuple[str, ...]) -> HeldNames:
        if cited not in self._names:
            self._names[cited] = HeldNames(self._texts(cited), long_names=self._terms.names)
        return self._names[cited]

    def _texts(self, cited: Sequence[str]) -> list[str]:
        """The sentences of the evidence *cited*, with who speaks there, and the text of background."""
        texts = []
        for number in cited:
            item: Any = self._by_number[number].item
            if number[0] == "K":
                texts.append(item.text)
                continue
            source = self._terms.sources[item.source]
            texts.append(source.text[slice(*source.sentence(source.locate(item.quote)))])
            for voice in self._standing(item.voice):
                speaker: Any = self._by_number[voice].item
                texts += [speaker.name, speaker.as_written]
        return texts


def _missing(claim: Claim, found: Figure | Name, instead: Sequence[str]) -> str:
    where = {
        Bearer.CITED: "in neither the evidence cited nor its sentences",
        Bearer.QUOTE: "not in the quote",
        Bearer.SOURCES: "in no source, and in no background that is cited",
        Bearer.PERSONS: "in no source",
    }[claim.bearer]
    there = f"; there stands {', '.join(dict.fromkeys(instead))}" if instead else ""
    return f"{claim.field}: “{found.text[:_SHOWN]}” stands {where}{there}"
