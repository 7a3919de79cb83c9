"""The brief's values in the words a reader expects: dates, numbers of things, references, likelihoods, names.

Everything returned here is encoded for the page already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.brief import Brief, Evidence, SourceRecord, Spread, Withheld
from briefing.render.escape import clip, encode
from briefing.render.tables import NOT_ASSESSED
from briefing.tradecraft import Scale, likelihood

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# The field of a drafted item that says what it claims, whatever the section.
_CLAIMS = (
    "statement",
    "quote",
    "risk",
    "motive",
    "hypothesis",
    "summary",
    "text",
    "sign",
    "name",
    "actor",
)
_BACKGROUND = re.compile(r"K[0-9]+")
# ASCII digits only: a date of the drafter's in other digits is shown as it came. A time of day is left out.
_DATE = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(?:[T ].*)?)?")

_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T((?:[01][0-9]|2[0-3]):[0-5][0-9]):[0-9]{2}\+00:00")


def date(value: str) -> str:
    """An ISO date as "15 February 2024", a month as "February 2024"; anything else as it stands."""
    match = _DATE.fullmatch(value.strip())
    if match is None:
        return encode(value)
    year, month, day = match.groups()
    named = f"{_MONTHS[int(month) - 1]} {int(year):04d}"
    return f"{int(day)} {named}" if day else named


def moment(value: str) -> str:
    """An ISO time in UTC as "15 February 2024, 06:07 UTC"; anything else as :func:`date` has it."""
    match = _TIME.fullmatch(value)
    return f"{date(match[1])}, {match[2]} UTC" if match else date(value)


def count(number: int, noun: str) -> str:
    """*number* of *noun*: "1 report", "2 reports"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Encoded *names* as "A, B and C"; past *most* of them, "A, B and 5 others"."""
    shown = list(names)
    if most is not None and len(shown) > most + 1:
        shown = [*shown[:most], count(len(names) - most, "other")]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def refs(ids: Iterable[str]) -> str:
    """References as "E1 E4 [K1]": background is marked wherever it is used."""
    return " ".join(f"[{each}]" if is_background(each) else encode(each) for each in ids)


def is_background(number: str) -> bool:
    """Whether a reference is one to background."""
    return number.startswith("K") and _BACKGROUND.fullmatch(number) is not None


def claim(withheld: Withheld) -> str:
    """What a withheld item claimed, in short: "J2 “The port will reopen.”"; its number first, where it has one."""
    item = withheld.item
    said = next((item[field] for field in _CLAIMS if item.get(field)), None)
    if said is None:
        said = next((value for field, value in item.items() if field != "id" and value), "")
    number = item.get("id")
    shown = [encode(clip(str(number))) if number else "", f"“{encode(clip(str(said)))}”" if said else ""]
    return " ".join(filter(None, shown)) or human(withheld.section)


def chance(probability: int | None, scale: Scale) -> str:
    """A likelihood in words with its band, or "not assessed"."""
    return NOT_ASSESSED if probability is None else encode(str(likelihood(probability, scale)))


def agreed(spread: Spread | None, brief: Brief) -> str:
    """How far the drafts of an ensemble agreed, to stand behind a number: "; 4 of 5 drafts: 50–70 %"; else nothing."""
    if spread is None or brief.provenance.samples_asked == 1:
        return ""
    numbers = "" if spread.low is None else f": {spread.low} %"
    if spread.low != spread.high:
        numbers = f": {spread.low}–{spread.high} %"
    return f"; {spread.samples} of {count(brief.provenance.samples, 'draft')}{numbers}"


def human(word: str) -> str:
    """A word of the contract's closed lists as prose: "in force" for ``in_force``."""
    return encode(word.replace("_", " "))


def optional(text: str | None) -> str | None:
    """*text* encoded, if there is any."""
    return encode(text) if text else None


class Names:
    """Who stands behind the numbers of one brief; a number that is not in it stands for itself."""

    def __init__(self, brief: Brief) -> None:
        self._voices = {voice.id: voice.name for voice in brief.voices}
        self._sources: dict[str, SourceRecord] = {source.id: source for source in brief.sources}
        self._evidence: dict[str, Evidence] = {item.id: item for item in brief.evidence}

    def source(self, number: str) -> SourceRecord | None:
        """The source with that number, if there is one."""
        return self._sources.get(number)

    def voice(self, number: str) -> str:
        """The name of a voice."""
        return encode(self._voices.get(number, number))

    def numbered_voice(self, number: str) -> str:
        """A voice by number and name: "V1 Ana Lund"."""
        return f"{encode(number)} {encode(self._voices[number])}" if number in self._voices else encode(number)

    def publisher(self, number: str) -> str:
        """The publisher of a source, or its number."""
        source = self._sources.get(number)
        return encode((source.publisher if source else None) or number)

    def publishers(self, evidence: Iterable[str]) -> list[str]:
        """The publishers of the sources that *evidence* stands in, each once, in order."""
        cited = (self._evidence[each].source for each in evidence if each in self._evidence)
        return list(dict.fromkeys(self.publisher(number) for number in cited))

    def chain(self, item: Evidence) -> str:
        """Who says it, from the outside in: "The Harbour Gazette ← V1 Ana Lund"."""
        return " ← ".join([self.publisher(item.source), *map(self.numbered_voice, item.voice)])
