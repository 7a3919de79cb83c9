"""What a draft is grounded in: the sources, the question, the cut-off, and what they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from briefing.figures import Held
from briefing.naming import HeldNames
from briefing.naming.language import language_of
from briefing.source import Source
from briefing.syndication import publishers, repeats
from briefing.tradecraft import origins

_YEAR = re.compile(r"(?<![\d.,/$€£-])(?:1[89]|20)[0-9]{2}(?![\d%]|[.,]\d)")
_YEARS_BACK = 4_000
"""Characters before a passage in which the year is looked for that it leaves unsaid."""


@dataclass(frozen=True)
class Terms:
    """What a draft is reviewed against.

    The *sources* by number, the information cut-off, whether *background* is allowed, what was *asked* (the
    question and the topic, whose names and numbers the answer may repeat), and the *language* of the brief.
    """

    sources: Mapping[str, Source]
    as_of: date
    background: bool = True
    asked: str = ""
    language: str = "en"

    @cached_property
    def figures(self) -> Held:
        """The numbers and dates of all sources; made once, since a report may be a book."""
        return Held(
            self._texts(), days=[*self.published(*self.sources), self.as_of], told_from=self.told_from(*self.sources)
        )

    @cached_property
    def names(self) -> HeldNames:
        """The names of all sources."""
        return HeldNames(self._texts())

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Each source's number → the number that stands for its origin."""
        return origins(publishers(self.sources), repeats(self.sources))

    def told_from(self, *numbers: str) -> list[date]:
        """The days from which the sources with these numbers tell: what "in July" means, a reader takes from them.

        That is the day of publication, or where it is not known the cut-off; and the end of the years that it
        speaks of most, and last, up to the cut-off: a report on a year appears in the next, and leaves the year out.
        """
        return [day for number in numbers if number in self.sources for day in self._own_days[number]]

    def published(self, *numbers: str) -> list[date]:
        """The days on which the sources with these numbers appeared, where that is known."""
        days = (self.sources[number].published for number in numbers if number in self.sources)
        return [date.fromisoformat(day) for day in days if day]

    @cached_property
    def _own_days(self) -> dict[str, list[date]]:
        found = {}
        for number, source in self.sources.items():
            years = [year for year in map(int, _YEAR.findall(source.text)) if year <= self.as_of.year]
            spoken_of = {max(years), Counter(years).most_common(1)[0][0]} if years else set()
            found[number] = [date(year, 12, 31) for year in sorted(spoken_of)]
            found[number].append(date.fromisoformat(source.published) if source.published else self.as_of)
        return found

    def years_before(self, number: str, position: int) -> list[date]:
        """The end of the year last named before *position* in a source: what a reader takes a bare date to be in."""
        place = (number, position)
        if place not in self._years:
            named = _YEAR.findall(self.sources[number].text, max(0, position - _YEARS_BACK), position)
            self._years[place] = [date(int(year), 12, 31) for year in named[-1:]]
        return self._years[place]

    @cached_property
    def _years(self) -> dict[tuple[str, int], list[date]]:
        # Many items rest on the same passage.
        return {}

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages of the brief and of its sources."""
        return frozenset((self.language.split("-")[0].lower(), *self._spoken.values()))

    @cached_property
    def only_language(self) -> str | None:
        """The language of the brief and all its sources, or None where there are several."""
        return next(iter(self.languages)) if len(self.languages) == 1 else None

    @cached_property
    def foreign(self) -> frozenset[str]:
        """The numbers of the sources in another language than the brief's, whose names it has to translate."""
        own = self.language.split("-")[0].lower()
        return frozenset(number for number, language in self._spoken.items() if language != own)

    @cached_property
    def _spoken(self) -> dict[str, str]:
        """The language of each source, by its number; told once, from its words where it does not say."""
        return {
            number: (source.language or language_of(source.text)).split("-")[0].lower()
            for number, source in self.sources.items()
        }

    def say(self, words: str) -> bool:
        """Whether some source has *words*, as whole words."""
        if (known := self._said.get(words)) is None:
            known = self._said[words] = any(source.mentions(words) for source in self.sources.values())
        return known

    @cached_property
    def _said(self) -> dict[str, bool]:
        # A draft has the same names in many fields, each of which asks.
        return {}

    def _texts(self) -> list[str]:
        described = [
            " · ".join(filter(None, (source.title, source.publisher, source.author)))
            for source in self.sources.values()
        ]
        return [*(source.text for source in self.sources.values()), *filter(None, described), self.asked]
