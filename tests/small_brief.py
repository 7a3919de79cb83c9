"""A small report, an honest draft of it, and how the tests ask: shared by the tests of endpoint and flow."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx2

from briefing.brief import Brief
from briefing.endpoint import Answer, Endpoint, Tally
from briefing.prompt import Asked as Wanted
from briefing.prompt import Message, Prompts
from briefing.settings import Settings
from briefing.source import Source
from briefing.write import Options, awrite_brief
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, empty_draft

TEXT = """\
The Norvale harbour authority seized two tugs on 3 March 2026 after their crews refused to sail.

"The strike will probably spread to the grain terminal," said Ida Holm, the authority's director. \
She wants the tugs back at work before the harvest is shipped.

The crews' union has not answered questions. No grain ship has left Norvale since the seizure.
"""
SOURCE = Source.from_text(TEXT, title="Tugs seized at Norvale", publisher="Coast Gazette", published="2026-03-04")
SEIZED = "The Norvale harbour authority seized two tugs on 3 March 2026"
SPREAD = "The strike will probably spread to the grain terminal"
STOPPED = "No grain ship has left Norvale since the seizure."

_EVIDENCE = {"source": "S1", "voice": [], "kind": "fact", "credibility": 2, "translation": None}
_DRAFT: dict[str, Any] = {
    **empty_draft(),
    "title": "Norvale: tugs seized, grain stopped",
    "voices": [{"id": "V1", "name": "Ida Holm", "as_written": "Ida Holm", "role": "director", "interest": None}],
    "evidence": [
        {**_EVIDENCE, "id": "E1", "quote": SEIZED},
        {**_EVIDENCE, "id": "E2", "quote": SPREAD, "voice": ["V1"], "kind": "prediction", "credibility": None},
        {**_EVIDENCE, "id": "E3", "quote": STOPPED},
    ],
    "actors": [
        {
            "name": "Norvale harbour authority",
            "as_written": "Norvale harbour authority",
            "kind": "organisation",
            "role": "seized two tugs",
            "evidence": ["E1"],
        }
    ],
    "forecasts": [
        {
            "id": "F1",
            "statement": "The strike reaches the grain terminal.",
            "whose": "brief",
            "hedge": None,
            "reference_class": None,
            "happened": None,
            "of": None,
            "rationale": "The director expects it.",
            "probability": 60,
            "by": "2026-06-30",
            "resolution": "The Coast Gazette reports a walk-out at the terminal.",
            "implies": [],
            "evidence": ["E2"],
        }
    ],
    "judgments": [
        {
            "id": "J1",
            "statement": "The seizure has stopped grain exports.",
            "probability": 80,
            "by": None,
            "confidence": "low",
            "confidence_because": "One report, one speaker.",
            "evidence": ["E1", "E3"],
        }
    ],
    "bottom_line": ["The seizure has stopped grain exports [J1]."],
}


def small_draft(**changes: Any) -> dict[str, Any]:
    """An honest draft of :data:`TEXT`, on which everything stands; *changes* replace whole sections."""
    return {**copy.deepcopy(_DRAFT), **changes}


def with_quotes(**quotes: str) -> dict[str, Any]:
    """The honest draft with other quotes, by number: ``with_quotes(E2="…")``."""
    draft = small_draft()
    for item in draft["evidence"]:
        item["quote"] = quotes.get(item["id"], item["quote"])
    return draft


def plain_http() -> httpx2.AsyncHTTPTransport:
    """The network, without the 30 ms that loading certificates takes: the reference server speaks no TLS."""
    return httpx2.AsyncHTTPTransport(verify=False)


def messages(sources: Iterable[Source] = (SOURCE,)) -> list[Message]:
    """The request for a draft over *sources*."""
    return Prompts.load().request(list(sources), Wanted(as_of="2026-03-04"))


@dataclass
class Asked:
    """What came of asking: the answer, what was counted, and how long the endpoint would have waited."""

    tally: Tally = field(default_factory=Tally)
    waits: list[float] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    answer: Answer | None = None

    async def ask(self, base_url: str, **options: Any) -> Answer:
        """Ask the endpoint at *base_url* for a draft of the small report, noting waits instead of waiting."""

        async def note(seconds: float) -> None:
            self.waits.append(seconds)

        settings = Settings.load({"model": MODEL, "base_url": base_url, "timeout": 10, **options})
        async with Endpoint(
            settings,
            Prompts.load(),
            transport=plain_http(),
            sleep=note,
            progress=lambda stage, _tally: self.stages.append(stage),
        ) as endpoint:
            await endpoint.connect(self.tally)
            self.answer = await endpoint.ask(messages(), self.tally)
            return self.answer


async def write(server: ReferenceServer, **options: Any) -> Brief:
    """A brief of the small report from *server*; *options* are those of ``awrite_brief``."""
    defaults: Options = {"model": MODEL, "base_url": server.base_url, "timeout": 10, "tries": 1}
    return await awrite_brief([SOURCE], transport=plain_http(), **{**defaults, **options})


def rejecting_constant(name: str) -> float:
    """Fail on what JSON does not have: NaN and the infinities."""
    raise AssertionError(f"{name} in the output")


def strict_json(text: str) -> Any:
    """*text* parsed as JSON proper."""
    return json.loads(text, parse_constant=rejecting_constant)
