"""An honest draft with something in every section, over two invented reports, and small changes to it."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from briefing.draft import Draft
from briefing.grounding import Terms
from briefing.source import Source

COURIER = Source.from_text(
    "Kestria will lease the northern berth at Port Halde to the Morvane navy, its transport ministry said on Tuesday. "
    "Dockers at the port did not welcome the plan.\n\n"
    "“We will stop every crane if warships come,” said Ilse Varn, who heads the dockers' union. "
    "The first frigate will probably arrive before winter, Varn said.",
    title="A berth for the Morvane navy",
    publisher="The Halde Courier",
    published="2031-05-06",
)
WIRE = Source.from_text("No lease has been signed so far, a Morvane embassy official said. Talks on the berth go on.")
TERMS = Terms({"S1": COURIER, "S2": WIRE}, date(2031, 5, 6))

_RISK = {
    "risk": "The port stands still.", "exposed": ["shippers"], "given": "a warship calls", "probability": 20.0,
    "impact": "high", "consequence": None, "horizon": "2031-12-31", "confidence": "low", "forecast": None,
    "evidence": ["E2"],
}  # fmt: skip
_FORECAST = {
    "id": "F1", "statement": "The lease is signed.", "whose": "brief", "hedge": None,
    "reference_class": "announced naval leases", "happened": 4.0, "of": 5.0, "rationale": "The denial pulls it down.",
    "probability": 60.0, "by": "2031-09-30", "resolution": "Publication in the gazette.", "implies": ["F2"],
    "evidence": ["E1", "E3", "K1"],
}  # fmt: skip
_DRAFT: dict[str, Any] = {
    "voices": [
        {"id": "V1", "name": "Ilse Varn", "as_written": "Ilse Varn", "role": "union head", "interest": None},
        {
            "id": "V2", "name": "Kestria", "as_written": "its transport ministry", "role": None,
            "interest": "party to the lease",
        },
    ],
    "evidence": [
        {
            "id": "E1", "source": "S1", "quote": "Kestria will lease the northern berth at Port Halde", "voice": ["V2"],
            "kind": "statement", "credibility": 2.0, "translation": None,
        },
        {
            "id": "E2", "source": "S1", "quote": "we will stop every crane if warships come … who heads the dockers",
            "voice": ["V1"], "kind": "prediction", "credibility": None, "translation": None,
        },
        {
            "id": "E3", "source": "S2", "quote": "No lease has been signed so far, a Morvane embassy official said",
            "voice": [], "kind": "fact",
            "credibility": 3.0, "translation": None,
        },
        {
            "id": "E4", "source": "S1", "quote": "The first frigate will probably arrive before winter",
            "voice": ["V1"], "kind": "prediction", "credibility": 3.0, "translation": None,
        },
    ],
    "background": [
        {"id": "K1", "kind": "reference_class", "text": "Four of five were signed by 2030.", "check_at": "register"}
    ],
    "contradictions": [{"summary": "Whether there is a lease.", "between": ["E1", "E3"]}],
    "actors": [
        {
            "name": "Kestria", "as_written": "Kestria", "kind": "state", "role": "leases the berth", "evidence": ["E1"],
        },
        {
            "name": "Varn", "as_written": "Varn", "kind": "person", "role": "heads the union", "evidence": ["E2"],
        },
        {
            "name": "Morvane navy", "as_written": "Morvane navy", "kind": "organisation", "role": "would lease",
            "evidence": ["E1"],
        },
    ],
    "relations": [
        {
            "subject": "Kestria", "object": "Morvane", "kind": "lease", "status": "announced", "summary": "Announced.",
            "evidence": ["E1", "E3"],
        }
    ],
    "motives": [
        {
            "actor": "Kestria", "motive": "Earn the rent.", "basis": "inferred", "confidence": "low",
            "alternative": "Buy protection.", "evidence": ["E1"],
        },
        {
            "actor": "Ilse Varn", "motive": "Keep warships out.", "basis": "stated", "confidence": None,
            "alternative": None, "evidence": ["E2"],
        },
    ],
    "hypotheses": [
        {
            "hypothesis": "Morvane wants a base.", "standing": "lead", "supports": ["E1"], "contradicts": ["E3"],
            "would_show": "Fuel tanks.",
        },
        {
            "hypothesis": "Kestria wants the rent.", "standing": "close", "supports": ["E1", "K1"], "contradicts": [],
            "would_show": "Other offers.",
        },
    ],
    "assumptions": [{"id": "A1", "text": "The ministry speaks for the cabinet.", "if_wrong": "J1 falls to even."}],
    "gaps": [{"text": "What the lease says.", "affects": ["J1"], "who_could": "the ministry"}],
    "forecasts": [
        _FORECAST,
        {
            **_FORECAST, "id": "F2", "statement": "Talks go on.", "probability": 85.0, "by": "2031-06-30",
            "reference_class": "talks of this kind", "happened": None, "of": None, "implies": [], "evidence": ["E3"],
        },
        {
            **_FORECAST, "id": "F3", "statement": "A frigate arrives.", "whose": "V1", "hedge": "probably",
            "reference_class": None, "happened": None, "of": None, "rationale": None, "probability": None, "by": None,
            "resolution": None, "implies": [], "evidence": ["E4"],
        },
    ],
    "risks": [_RISK, {**_RISK, "risk": "The lease fails.", "probability": None, "forecast": "F1", "evidence": ["E3"]}],
    "judgments": [
        {
            "id": "J1", "statement": "A warship will lie at the berth.", "probability": 70.0, "by": "2031-12-31",
            "confidence": "moderate", "confidence_because": "One report.", "evidence": ["E1", "E3", "K1", "A1"],
        },
        {
            "id": "J2", "statement": "The union cannot prevent it.", "probability": None, "by": None,
            "confidence": None, "confidence_because": None, "evidence": ["E2"],
        },
    ],
    "implications": [{"for": "shippers", "text": "Plan for days without cranes.", "judgments": ["J2"]}],
    "indicators": [{"sign": "Pilots are recalled.", "moves": ["J1", "F1"], "direction": "down"}],
    "title": "Port Halde",
    "bottom_line": ["A warship will lie at the berth [J1].", "The dockers can delay it [J2, E2]."],
}  # fmt: skip


def full_draft() -> dict[str, Any]:
    """A draft on which everything stands, as the model's JSON would have it."""
    return copy.deepcopy(_DRAFT)


def changed(section: str, index: int, **fields: Any) -> Draft:
    """The honest draft with *fields* of one item changed."""
    draft = full_draft()
    draft[section][index].update(fields)
    return Draft.model_validate(draft)
