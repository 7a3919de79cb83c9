"""Whether a motive's basis fits who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.draft import MotiveDraft, VoiceDraft
from briefing.naming import HeldNames, lexicon, names, same_name

_HEADS = frozenset(word.lower() for word in lexicon.NAME_HEADS | lexicon.GENERIC | lexicon.STATE_ORGANS)
_NOUN = re.compile(r"[^\W\d_]{4,}")


def misattributed(motive: MotiveDraft, known_as: Sequence[str], speakers: Sequence[VoiceDraft | None]) -> str | None:
    """Why *motive* is not what its basis says, or None.

    *known_as* are the names of its actor, *speakers* the innermost voice of each passage that it rests on, None
    where the publication itself speaks. A stated motive needs the actor among them, an attributed one somebody
    else; an inferred one, which is nobody's words, another reading.
    """
    if motive.basis == "inferred":
        if any(map(str.isalnum, motive.alternative or "")):
            return None
        return "an inferred motive needs another reading of the same conduct (alternative)"
    heard = "; ".join(dict.fromkeys(voice.name if voice else "the publication itself" for voice in speakers))
    voices = [voice for voice in speakers if voice is not None]
    if motive.basis == "stated" and not any(speaks_for(voice, name) for voice in voices for name in known_as):
        return (
            f"a stated motive needs evidence in which {motive.actor[:60]} itself speaks; what it cites is in the voice "
            f"of {heard[:120]}"
        )
    if motive.basis == "attributed" and len(voices) == len(speakers) and all(_is(voice, known_as) for voice in voices):
        return f"an attributed motive needs evidence in another voice than {motive.actor[:60]}'s own"
    return None


def _is(voice: VoiceDraft, known_as: Sequence[str]) -> bool:
    return any(same_name(name, called) for name in known_as for called in (voice.name, voice.as_written))


def speaks_for(voice: VoiceDraft, name: str) -> bool:
    """Whether *voice* is the actor called *name*, or speaks as its part: "Russia's defence ministry" for Russia."""
    called = [voice.name, voice.as_written, voice.role or ""]
    if any(same_name(name, words) for words in called[:2]):
        return True
    nouns = _nouns([name])
    if nouns & _nouns(called):
        return True
    own = [found for found in names(name) if found.kind in ("person", "place")]
    held = HeldNames(called)
    return bool(own) and all(map(held.holds, own))


def _nouns(texts: Sequence[str]) -> set[str]:
    """What tells one body from another: the words of its name but for those that many have."""
    return {word.lower() for text in texts for word in _NOUN.findall(text)} - _HEADS
