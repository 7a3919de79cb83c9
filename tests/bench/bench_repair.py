"""What mending costs: our repair call beside instructor's re-ask, for a brief with 2 of 30 items wrong.

``python -m tests.bench.bench_repair``. Both ask the reference server over real HTTP, with the same messages, for a
brief of the seed report, and get the same draft: thirty items of the answer that a person wrote, with one quote and
one name changed. Ours is the flow as it is; its repair call asks for those two items and gets them. Theirs is
``instructor.from_openai(…)`` with validators that find the same two faults and one retry; it asks for everything
again, and gets everything. Tokens are the reference server's count, a quarter of the bytes of the request's body
and of the answer's text, so the schema counts as sent on both sides.
"""

from __future__ import annotations

import asyncio
import copy
import json
from pathlib import Path
from typing import Any, NamedTuple, Self

import instructor
from openai import AsyncOpenAI
from pydantic import model_validator

from briefing.brief import Brief
from briefing.draft import ActorDraft, Draft, EvidenceDraft
from briefing.grounding.entries import entries
from briefing.loading import load_sources
from briefing.prompt import Message
from briefing.settings import Mode
from briefing.source import Source
from briefing.write import awrite_brief
from tests.bench.bench_brief import MODES, ROOT, request_for
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, answer, empty_draft

REPORT = ROOT / "seeds" / "niger.md"
WRITTEN = ROOT / "tests" / "reference_answers" / "niger.json"
ITEMS, WRONG = 30, 2
GOAL = 0.25
_BEGUN_WITH = {"J3", "J4", "F4", "F10"}
"""Judgments and forecasts of the written answer that are kept, with all that they cite."""
_MOST = 4
"""Items of a section without numbers that are kept at most."""
_SOURCES: list[Source] = load_sources([REPORT])


class CheckedEvidence(EvidenceDraft):
    """Evidence whose quote is looked up."""

    @model_validator(mode="after")
    def _stands(self) -> Self:
        if (refusal := _SOURCES[0].match(self.quote).refusal) is not None:
            raise ValueError(refusal)
        return self


class CheckedActor(ActorDraft):
    """An actor whose name is looked up."""

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if not _SOURCES[0].mentions(self.as_written):
            raise ValueError(f"“{self.as_written}” is in no source")
        return self


class CheckedDraft(Draft):
    """The draft with validators, as one would write them for instructor."""

    evidence: list[CheckedEvidence]  # type: ignore[assignment]
    actors: list[CheckedActor]  # type: ignore[assignment]


class Usage(NamedTuple):
    """Tokens of the second call."""

    sent: int
    received: int


def drafts() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Thirty honest items; the same with two of them wrong; and the two alone, mended."""
    honest = _thirty(json.loads(WRITTEN.read_text(encoding="utf-8")))
    wrong, repaired = copy.deepcopy(honest), empty_draft()
    quote = wrong["evidence"][1]["quote"].split()
    wrong["evidence"][1]["quote"] = " ".join([*quote[:3], "secretly", *quote[3:]])
    wrong["actors"][2]["as_written"] += "ovich"
    repaired["evidence"], repaired["actors"] = [honest["evidence"][1]], [honest["actors"][2]]
    return honest, wrong, repaired


def _thirty(written: dict[str, Any]) -> dict[str, Any]:
    """A few judgments and forecasts, what they rest on, and what rests on nothing else, in the draft's order."""
    read = list(entries(Draft.model_validate(written)))
    numbers = set(_BEGUN_WITH)
    for entry in reversed([*read, *read]):  # a judgment, its evidence, that one's voices
        if entry.number in numbers:
            numbers |= set(entry.cited())
    kept = {**empty_draft(), "title": written["title"]}
    for entry in sorted(read, key=lambda entry: (entry.number is None, entry.section != "bottom_line")):
        fits = entry.number in numbers if entry.number else set(entry.cited()) <= numbers
        if fits and _count(kept) < ITEMS and (entry.number or len(kept[entry.section]) < _MOST):
            kept[entry.section].append(written[entry.section][entry.index])
    return kept


def _count(draft: dict[str, Any]) -> int:
    return sum(len(value) for value in draft.values() if isinstance(value, list))


async def ours(mode: Mode, wrong: dict[str, Any], repaired: dict[str, Any]) -> tuple[Brief, Usage]:
    """The brief, and what its repair call took."""
    with ReferenceServer([answer(wrong), answer(repaired)]) as server:
        brief = await awrite_brief(_SOURCES, base_url=server.base_url, model=MODEL, mode=mode)
        return brief, _second(server, repaired)


async def theirs(mode: Mode, messages: list[Message], wrong: dict[str, Any], honest: dict[str, Any]) -> Usage:
    """What the re-ask took."""
    with ReferenceServer([answer(wrong), answer(honest)]) as server:
        client = AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0)
        wrapped = instructor.from_openai(client, mode=MODES[mode])
        draft = await wrapped.chat.completions.create(
            model=MODEL,
            messages=[dict(message) for message in messages],
            response_model=CheckedDraft,
            max_retries=2,  # instructor counts the first try
            max_tokens=16_000,
        )
        await client.close()
        assert _count(draft.model_dump()) == ITEMS
        return _second(server, honest)


def _second(server: ReferenceServer, received: dict[str, Any]) -> Usage:
    _, again = server.asked
    body = json.dumps(again.body, ensure_ascii=False).encode()
    return Usage(-(-len(body) // 4), -(-len(json.dumps(received, ensure_ascii=False).encode()) // 4))


async def compare() -> None:
    """Print the table."""
    honest, wrong, repaired = drafts()
    assert _count(honest) == ITEMS
    print(
        f"Mending {WRONG} of {ITEMS} items: tokens of the second call (bytes / 4); the goal is {GOAL:.0%} of the output"
    )
    print(f"  {'':14}{'ours: sent':>12}{'received':>10}{'theirs: sent':>14}{'received':>10}{'sent':>9}{'received':>10}")
    for mode in MODES:
        brief, mine = await ours(mode, wrong, repaired)
        assert not brief.withheld, [item.reason for item in brief.withheld]
        other = await theirs(mode, request_for(Path(REPORT)), wrong, honest)
        print(
            f"  {mode:14}{mine.sent:>12,}{mine.received:>10,}{other.sent:>14,}{other.received:>10,}"
            f"{mine.sent / other.sent:>9.0%}{mine.received / other.received:>10.1%}"
        )


def main() -> None:
    """Compare in both modes."""
    asyncio.run(compare())


if __name__ == "__main__":
    main()
