"""What a draft is grounded in: the sources, the question, the cut-off, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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

    def days(self, *numbers: str) -> list[date]:
        """The days on which the sources with these numbers were published, where that is known."""
        published = [self.sources[number].published for number in numbers if number in self.sources]
        return [date.fromisoformat(day) for day in published if day]

    def say(self, words: str) -> bool:
        """Whether some source has *words*, as whole words."""
        return any(source.mentions(words) for source in self.sources.values())
