"""What the reviewers of single items look things up in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from briefing.grounding.entries import Entry, Finding, is_number
from briefing.grounding.holding import Holding
from briefing.grounding.terms import Terms

MOST_SUGGESTIONS = 50
"""Quotes that a nearest passage is looked for, since each look goes over the whole source."""


@dataclass
class Desk:
    """One draft under review: the terms, how often each number is given, and the first entry of each number.

    *aliases* are names with the words that a source has for them, *bodies* those of actors that are no persons.
    ``faulty`` are the numbers of the entries that were found at fault so far, in the order of the draft.
    """

    terms: Terms
    numbers: Counter[str]
    by_number: dict[str, Entry]
    aliases: list[tuple[str, str]]
    bodies: frozenset[str]
    faulty: set[str] = field(default_factory=set)
    suggestions: int = MOST_SUGGESTIONS

    @cached_property
    def holding(self) -> Holding:
        """What bears the claims of the draft; background and evidence at fault bear nothing from then on."""
        return Holding(self.terms, self.by_number, self.faulty, self.aliases, self.bodies)

    @cached_property
    def written_as(self) -> dict[str, list[str]]:
        """The words that the sources have for each name."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, written in self.aliases:
            found[name].append(written)
        return dict(found)

    def cited_wrongly(self, entry: Entry, number: str, letters: str, name: str) -> Iterator[Finding]:
        """What is wrong with *entry* citing *number* under *name*, where numbers of *letters* may be cited."""
        if not any(is_number(number, letter) for letter in letters):
            yield Finding.on(entry, f"“{number[:20]}” under {name} is no number of {' or '.join(letters)}")
        elif number not in self.numbers:
            yield Finding.on(entry, f"it cites {number}, which is not there")

    def note(self, entry: Entry, findings: list[Finding]) -> None:
        """Remember that *entry* is at fault where one of *findings*, all on it, is not mild."""
        number = entry.number
        if number and self.by_number.get(number) == entry and not all(finding.mild for finding in findings):
            self.faulty.add(number)
