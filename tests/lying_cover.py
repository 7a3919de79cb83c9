"""A liar's cover: honest items of every section, made of what stands in the sources, to put lies into.

Without a lie in it each of them stands: :func:`tests.lying_endpoint.honest_draft` hands them in as they are.
"""

from __future__ import annotations

from typing import Any

from tests.lying_material import Material, Passage
from tests.reference_turns import empty_draft

Item = dict[str, Any]

BASE, SPOKEN = 6, 3
"""Passages that the cover rests on: in the publication's own words, and with a speaker."""
SETTLED = "2039-06-30"
STAYS = "Things stay as they are [J1]."
"""An honest sentence of the bottom line."""


class Cover:
    """The items that every draft of a liar shares, and one more honest item of any section on demand."""

    def __init__(self, material: Material) -> None:
        self.material = material
        speeches = list({speech.speaker: speech for speech in material.speeches}.values())[:SPOKEN]
        spoken = {speech.passage for speech in speeches}
        quiet = [passage for passage in material.named if passage not in spoken]
        base = quiet[:: max(1, len(quiet) // BASE)][:BASE]
        self.speeches = {f"E{len(base) + n}": speech for n, speech in enumerate(speeches, 1)}
        self.speakers = {number: f"V{n}" for n, number in enumerate(self.speeches, 1)}
        self.base: dict[str, Passage] = {f"E{n}": passage for n, passage in enumerate(base, 1)}
        # A number that only background holds; the text is what anybody could look up.
        self.background_number = material.absent_number(2_000, 9_000)

    def draft(self) -> dict[str, Any]:
        """A draft with the shared items only: voices, evidence, one background fact, one judgment."""
        voices = [{"id": self.speakers[number], **_voice(speech.speaker)} for number, speech in self.speeches.items()]
        evidence = [{"id": number, **quoted(passage)} for number, passage in self.base.items()]
        for number, speech in self.speeches.items():
            said = {"voice": [self.speakers[number]], "kind": "statement", "credibility": None}
            evidence.append({"id": number, **quoted(speech.passage), **said})
        judgment = {"id": "J1", **self.item("judgments")}
        name = self.base["E1"].names[0]
        return {
            **empty_draft(),
            "voices": voices,
            "evidence": evidence,
            "background": [{"id": "K1", **self.item("background")}],
            "judgments": [judgment],
            "title": f"{name}: where things stand",
            "bottom_line": [f"{judgment['statement'].rstrip('.')} [J1]."],
        }

    def item(self, section: str) -> Item:
        """One more honest item of *section*, without a number of its own."""
        number = self.material.random.choice(list(self.base))
        passage = self.base[number]
        name = self.material.random.choice(passage.names)
        rest = [number]
        match section:
            case "voices":
                speakers = [speech.speaker for speech in self.speeches.values()]
                return _voice(self.material.random.choice(speakers or self.material.names))
            case "evidence":
                return quoted(self.material.random.choice(self.material.passages))
            case "background":
                text = f"A public register lists {self.background_number} parcels of land."
                return {"kind": "geography", "text": text, "check_at": "the land register"}
            case "contradictions":
                other = self.material.random.choice([key for key in self.base if key != number])
                return {"summary": "The two passages do not fit together.", "between": [number, other]}
            case "actors":
                return {"name": name, "as_written": name, "kind": "other", "role": words_of(passage), "evidence": rest}
            case "relations":
                return self._relation(number, name)
            case "motives":
                alternative = "Plain routine."
                reasons = {"motive": "To keep its standing.", "basis": "inferred", "alternative": alternative}
                return {"actor": name, **reasons, "confidence": "low", "evidence": rest}
            case "hypotheses":
                shown = {"standing": "open", "supports": rest, "contradicts": [], "would_show": "A notice in print."}
                return {"hypothesis": f"{name} wants to keep things as they are.", **shown}
            case "assumptions":
                return {"text": f"The account of {name} is complete.", "if_wrong": "J1 weakens."}
            case "gaps":
                return {"text": "What the order itself says.", "affects": ["J1"], "who_could": "the registry"}
            case "forecasts":
                return self._forecast(name, rest)
            case "risks":
                harm = {"risk": f"{name} loses support.", "exposed": ["residents"], "given": "the pressure goes on"}
                size: Item = {"probability": None, "impact": "high", "horizon": None, "confidence": None}
                return {**harm, **size, "consequence": "Trust declines.", "forecast": None, "evidence": rest}
            case "judgments":
                grounds = "The account is detailed, and nobody else confirms it."
                sure = {"probability": 65, "by": SETTLED, "confidence": "moderate", "confidence_because": grounds}
                return {"statement": f"{name} keeps to the present course.", **sure, "evidence": rest}
            case "implications":
                return {"for": "desk officers", "text": f"Keep a line to {name} open.", "judgments": ["J1"]}
            case "indicators":
                return {"sign": "A notice in print.", "moves": ["J1"], "direction": "up"}
            case _:
                raise AssertionError(section)

    def _relation(self, number: str, name: str) -> Item:
        other = self.material.random.choice([key for key in self.base if key != number])
        second = self.base[other].names[-1]
        dealings = {"kind": "dealings", "status": "in_force", "summary": "Both have a part in the same matter."}
        return {"subject": name, "object": second, **dealings, "evidence": [number, other]}

    def _forecast(self, name: str, rest: list[str]) -> Item:
        own: Item = {"whose": "brief", "hedge": None, "reference_class": None, "happened": None, "of": None}
        settled = {"probability": 60, "by": SETTLED, "resolution": "A notice in print says so.", "implies": []}
        told = {"statement": f"{name} changes course.", "rationale": "The pressure described here points that way."}
        return {**own, **settled, **told, "evidence": rest}


def quoted(passage: Passage) -> Item:
    """Evidence: the whole of *passage*, in the publication's own words."""
    grade = {"kind": "fact", "credibility": 3, "translation": None}
    return {"source": passage.source, "quote": passage.text, "voice": [], **grade}


def words_of(passage: Passage) -> str:
    """A run of plain words of *passage*, for what somebody did there."""
    runs: list[list[str]] = [[]]
    for word in passage.text.split():
        if word.isalpha() and word.islower() and len(runs[-1]) < 5:
            runs[-1].append(word)
        else:
            runs.append([])
    return " ".join(max(runs, key=len))


def _voice(speaker: str) -> Item:
    return {"name": speaker, "as_written": speaker, "role": "speaks of it", "interest": "a party to the matter"}
