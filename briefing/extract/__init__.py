"""The analyst behind the embedded endpoint: it reads, sorts and copies, and concludes nothing.

::

    reading     sources → passages: sentences, their words, what is quoted, what is page furniture
    places      countries and their names
    sequences   passages → names as they stand                (bodies: the junta, Russia's army)
    names       names as they stand → entities and their mentions
    attribution  a passage → the words that are its speaker
    voices      those → who says which
    cues        sentences of purpose, danger and the future
    relations   what stands between two names
    actors      which names act, and the part each plays
    analyst     all of it → a draft

:data:`LANGUAGES` says what is read in which language.
"""

from briefing.extract.analyst import extract
from briefing.extract.parts import assess, collect
from briefing.extract.reading import LANGUAGES

__all__ = ["LANGUAGES", "assess", "collect", "extract"]
