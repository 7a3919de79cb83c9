"""A fictional brief with something in every section, and the bare one the embedded endpoint would make of it."""

from __future__ import annotations

import hashlib
from typing import Any

COURIER = (
    "Kestria will lease the northern berth at Port Halde to the Morvane navy, its transport ministry said on Tuesday. "
    "Dockers at the port did not welcome the plan. "
    "“We will stop every crane if warships come,” said Ilse Varn, who heads the dockers' union.\n\n"
    "The lease is worth $40 million a year, according to the ministry. "
    "A first frigate probably arrives before winter, Varn said."
)
WIRE = (
    "No lease has been signed, a Morvane embassy official said. "
    "Talks between Kestria and Morvane on the berth go on. "
    "Sarrow, which borders the strait, warned that it would close its pilot service to naval ships."
)


def evidence(
    number: str, source: str, quotes: list[str], voice: list[str], kind: str, credibility: int | None
) -> dict[str, Any]:
    """One evidence item, with the spans and the sentence looked up in the text."""
    text = {"S1": COURIER, "S2": WIRE}[source]
    spans = [{"start": text.index(quote), "end": text.index(quote) + len(quote)} for quote in quotes]
    start = max(text.rfind(stop, 0, spans[0]["start"]) + len(stop) for stop in (". ", "\n\n"))
    end = text.find(".", spans[-1]["end"] - 1) + 1
    return {
        "id": number,
        "source": source,
        "quote": " … ".join(quotes),
        "spans": spans,
        "sentence": {"start": start if start > 2 else 0, "end": end},
        "voice": voice,
        "kind": kind,
        "credibility": credibility,
        "translation": None,
        "page": None,
    }


def full_brief() -> dict[str, Any]:
    """A fictional brief with something in every section."""
    sources = [
        {
            "id": "S1",
            "title": "Morvane navy to get a berth at Port Halde",
            "publisher": "The Halde Courier",
            "author": "Tomas Erl",
            "published": "2031-05-06",
            "published_basis": "page metadata",
            "url": "https://courier.example/port?id=7&part=2",
            "retrieved": "2031-05-07",
            "language": "en",
            "sha256": hashlib.sha256(COURIER.encode()).hexdigest(),
            "text": COURIER,
            "reliability": "B",
            "reliability_because": "local daily, named reporter",
        },
        {
            "id": "S2",
            "title": None,
            "publisher": None,
            "author": None,
            "published": None,
            "published_basis": None,
            "url": "file:///home/desk/wire.txt",
            "retrieved": None,
            "language": "en",
            "sha256": hashlib.sha256(WIRE.encode()).hexdigest(),
            "text": WIRE,
            "reliability": None,
            "reliability_because": None,
        },
    ]
    return {
        "schema": "briefing/1",
        "id": "ab" * 32,
        "title": "Port Halde: a berth for the Morvane navy",
        "topic": "Kestria",
        "question": "Will Morvane's navy be based at Port Halde, and who could stop it?",
        "as_of": "2031-05-06",
        "prepared": "2031-05-08T09:30:00Z",
        "retrospective": False,
        "language": "en",
        "handling": "internal",
        "warnings": ["S2 carries no date.", "The two reports contradict each other on the lease."],
        "bottom_line": [
            {
                "text": "A Morvane warship will berth at Port Halde this year.",
                "judgments": ["J1"],
                "evidence": ["E1", "K1"],
            },
            {"text": "The dockers can delay it but not prevent it.", "judgments": ["J2"], "evidence": []},
        ],
        "sources": sources,
        "voices": [
            {
                "id": "V1",
                "name": "Ilse Varn",
                "as_written": "Ilse Varn",
                "role": "head of the dockers' union",
                "interest": "opposes the lease",
            },
            {
                "id": "V2",
                "name": "Kestria's transport ministry",
                "as_written": "Kestria",
                "role": None,
                "interest": "party to the lease",
            },
        ],
        "evidence": [
            evidence("E1", "S1", ["Kestria will lease the northern berth at Port Halde"], ["V2"], "statement", 2),
            evidence("E2", "S1", ["We will stop every crane if warships come"], ["V1"], "prediction", None),
            evidence("E3", "S2", ["No lease has been signed"], [], "fact", 3),
            evidence(
                "E5", "S2", ["Sarrow, which borders the strait", "it would close its pilot service"], [], "statement", 3
            ),
            evidence("E6", "S1", ["A first frigate probably arrives before winter"], ["V1"], "prediction", None),
        ],
        "background": [
            {
                "id": "K1",
                "kind": "reference_class",
                "text": "Of five announced leases since 2020, four were signed.",
                "check_at": "treaty register",
            }
        ],
        "judgments": [
            {
                "id": "J1",
                "statement": "A Morvane warship will lie at the northern berth of Port Halde.",
                "probability": 70,
                "by": "2031-12-31",
                "confidence": "moderate",
                "confidence_because": "The ministry is on record; the text of a lease is not.",
                "evidence": ["E1", "E3", "K1"],
                "assumptions": ["A1"],
            },
            {
                "id": "J2",
                "statement": "The dockers' union cannot prevent the lease.",
                "probability": None,
                "by": None,
                "confidence": "low",
                "confidence_because": None,
                "evidence": ["E2"],
                "assumptions": [],
            },
        ],
        "implications": [{"for": "shippers", "text": "Plan for days without cranes.", "judgments": ["J2"]}],
        "indicators": [{"sign": "Sarrow recalls its pilots.", "moves": ["J1", "F1"], "direction": "down"}],
        "forecasts": [
            {
                "id": "F1",
                "statement": "The lease of the northern berth is signed.",
                "probability": 60,
                "by": "2031-09-30",
                "resolution": "Publication in Kestria's gazette.",
                "base_rate": {"class": "announced naval leases", "happened": 4, "of": 5, "cites": ["K1"]},
                "rationale": "The denial in S2 pulls it down.",
                "whose": "brief",
                "hedge": None,
                "implies": ["F2"],
                "evidence": ["E1", "E3"],
            },
            {
                "id": "F2",
                "statement": "Talks on the berth go on past June.",
                "probability": 85,
                "by": "2031-06-30",
                "resolution": "Either government says so.",
                "base_rate": None,
                "rationale": "Neither side has a reason to break off.",
                "whose": "brief",
                "hedge": None,
                "implies": [],
                "evidence": ["E3"],
            },
            {
                "id": "F3",
                "statement": "A frigate arrives before winter.",
                "probability": None,
                "by": None,
                "resolution": None,
                "base_rate": None,
                "rationale": None,
                "whose": "V1",
                "hedge": "probably",
                "implies": [],
                "evidence": ["E6"],
            },
        ],
        "hypotheses": [
            {
                "id": "H1",
                "hypothesis": "Morvane wants a base on the strait.",
                "standing": "lead",
                "supports": ["E1"],
                "contradicts": ["E3"],
                "would_show": "Fuel tanks are built at the berth.",
            },
            {
                "id": "H2",
                "hypothesis": "Kestria wants the rent and nothing more.",
                "standing": "close",
                "supports": ["E1"],
                "contradicts": [],
                "would_show": "Other navies are offered berths too.",
            },
        ],
        "actors": [
            {
                "name": "Kestria",
                "as_written": "Kestria",
                "kind": "state",
                "role": "leases the berth",
                "heard": True,
                "evidence": ["E1"],
            },
            {
                "name": "Morvane navy",
                "as_written": "Morvane navy",
                "kind": "organisation",
                "role": "would use the berth",
                "heard": False,
                "evidence": ["E1"],
            },
            {
                "name": "Sarrow",
                "as_written": "Sarrow",
                "kind": "state",
                "role": "warns",
                "heard": False,
                "evidence": ["E5"],
            },
        ],
        "relations": [
            {
                "subject": "Kestria",
                "object": "Morvane",
                "kind": "lease of a berth",
                "status": "announced",
                "summary": "Announced by one side, denied by the other.",
                "evidence": ["E1", "E3"],
            },
            {
                "subject": "Kestria",
                "object": "Morvane",
                "kind": "talks",
                "status": "in_force",
                "summary": "Talks go on.",
                "evidence": ["E3"],
            },
        ],
        "motives": [
            {
                "actor": "Kestria",
                "motive": "Earn the rent of the berth.",
                "basis": "inferred",
                "according_to": [],
                "confidence": "low",
                "alternative": "Buy protection against Sarrow.",
                "evidence": ["E1"],
            },
            {
                "actor": "Ilse Varn",
                "motive": "Keep warships out of the port.",
                "basis": "stated",
                "according_to": ["V1"],
                "confidence": None,
                "alternative": None,
                "evidence": ["E2"],
            },
        ],
        "risks": [
            {
                "risk": "The port stands still.",
                "exposed": ["shippers", "the town"],
                "given": "a warship calls",
                "probability": 20,
                "impact": "high",
                "consequence": "Perishables spoil.",
                "horizon": "2031-12-31",
                "confidence": "low",
                "forecast": None,
                "evidence": ["E2"],
            },
            {
                "risk": "Sarrow stops piloting.",
                "exposed": [],
                "given": None,
                "probability": None,
                "impact": None,
                "consequence": None,
                "horizon": None,
                "confidence": None,
                "forecast": "F1",
                "evidence": ["E5"],
            },
        ],
        "contradictions": [{"summary": "Whether there is a lease.", "between": ["E1", "E3", "K1"]}],
        "assumptions": [{"id": "A1", "text": "The ministry speaks for the cabinet.", "if_wrong": "J1 falls to even."}],
        "gaps": [
            {"text": "What the lease says about weapons.", "affects": ["J1"], "who_could": "the transport ministry"}
        ],
        "coverage": {"read": 500, "of": 582, "left_out": ["S2 from its fourth sentence on"]},
        "withheld": [
            {
                "section": "judgments",
                "item": {"id": "J3", "statement": "Sarrow will send ships."},
                "reason": "No passage says so.",
            },
            {
                "section": "evidence",
                "item": {"id": "E4", "quote": "The dockers welcomed the plan."},
                "reason": "Not in S1.",
            },
        ],
        "checks": [
            {"standard": "1 sources described and graded", "met": False, "note": "S2 has no grade."},
            {"standard": "6 main message first", "met": True, "note": "2 sentences, each rests on a judgment."},
            {"standard": "7 change from the last brief", "met": None, "note": "There is no earlier brief."},
        ],
        "revisions": [
            {
                "item": "J1",
                "field": "probability",
                "was": 65,
                "now": 70,
                "by": "M. Okar",
                "at": "2031-05-09",
                "why": "The embassy's denial is weak.",
            }
        ],
        "reviewed_by": "M. Okar",
        "provenance": {
            "model": "some-model-1",
            "endpoint": "https://api.endpoint.example/v1",
            "mode": "json_schema",
            "prompt": "cd" * 32,
            "wire_schema": "ef" * 32,
            "scale": "icd203",
            "version": "0.1.0",
            "calls": 2,
            "samples": 1,
            "input_tokens": 12345,
            "output_tokens": None,
            "cost_usd": None,
        },
    }


def embedded_brief() -> dict[str, Any]:
    """The same case as the embedded endpoint leaves it: passages, names and outlooks, and nothing assessed."""
    brief = full_brief()
    for section in "background judgments implications indicators hypotheses contradictions assumptions gaps".split():
        brief[section] = []
    brief["forecasts"] = [item for item in brief["forecasts"] if item["whose"] != "brief"]
    brief["bottom_line"] = [{"text": "Kestria will lease the northern berth.", "judgments": [], "evidence": ["E1"]}]
    for item in brief["evidence"]:
        item["credibility"] = None
    for item in brief["motives"]:
        item.update(confidence=None, alternative=None)
    for item in brief["risks"]:
        item.update(probability=None, impact=None, confidence=None, forecast=None)
    brief.update(question=None, topic=None, handling=None, warnings=[], withheld=[], revisions=[], reviewed_by=None)
    brief["coverage"] = {"read": 582, "of": 582, "left_out": []}
    brief["provenance"].update(model="embedded", endpoint="embedded", cost_usd=0.0, output_tokens=0)
    return brief
