"""Which actors speak in the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from briefing import brief as parts
from briefing.draft import ActorDraft, VoiceDraft

_MOST_NAMESAKES = 100
"""Voices with one last name that a person is compared with; more are nobody's, and would cost their square."""


class Speakers:
    """The voices of a brief, by their names."""

    def __init__(self, voices: Iterable[VoiceDraft] | Iterable[parts.Voice]) -> None:
        self._names: set[str] = set()
        self._by_last_name: dict[str, set[frozenset[str]]] = defaultdict(set)
        for voice in voices:
            self._names |= {voice.name.casefold(), voice.as_written.casefold()}
            words = voice.name.casefold().split()
            if words and len(namesakes := self._by_last_name[words[-1]]) < _MOST_NAMESAKES:
                namesakes.add(frozenset(words))

    def include(self, actor: ActorDraft | parts.Actor) -> bool:
        """Whether *actor* is one of them: by name, or a person by the short form of one ("Ajala", "Olayinka Ajala")."""
        if not self._names.isdisjoint({actor.name.casefold(), actor.as_written.casefold()}):
            return True
        words = actor.name.casefold().split()
        if actor.kind != "person" or not words:
            return False
        own = frozenset(words)
        return any(own <= name or name <= own for name in self._by_last_name.get(words[-1], ()))
