"""What a draft is grounded in: the sources, the question, the cut-off, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from briefing.figures import Held
from briefing.naming import HeldNames
from briefing.source import Source


@dataclass(frozen=True)
class Terms:
    """What a draft is reviewed against.

    The *sources* by number, the information cut-off, whether *background* is allowed, and what was *asked*:
    the question and the topic, whose names and numbers the answer may repeat.
    """

    sources: Mapping[str, Source]
    as_of: date
    background: bool = True
    asked: str = ""

    @cached_property
    def figures(self) -> Held:
        """The numbers and dates of all sources; made once, since a report may be a book."""
        return Held(self._texts(), days=[*self.days(*self.sources), self.as_of])

    @cached_property
    def names(self) -> HeldNames:
        """The names of all sources."""
        return HeldNames(self._texts())

    def days(self, *numbers: str) -> list[date]:
        """The days on which the sources with these numbers were published, where that is known."""
        published = [self.sources[number].published for number in numbers if number in self.sources]
        return [date.fromisoformat(day) for day in published if day]

    def say(self, words: str) -> bool:
        """Whether some source has *words*, as whole words."""
        return any(source.mentions(words) for source in self.sources.values())

    def _texts(self) -> list[str]:
        described = [
            " · ".join(filter(None, (source.title, source.publisher, source.author)))
            for source in self.sources.values()
        ]
        return [*(source.text for source in self.sources.values()), *filter(None, described), self.asked]
