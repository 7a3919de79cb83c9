"""Briefs as the flow issues them, made of drafts without asking anybody, and what a forger does to one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from briefing import __version__
from briefing.assembly import assemble, assign
from briefing.brief import Brief, Coverage, Provenance
from briefing.checks import scorecard
from briefing.draft import Draft, wire_schema_digest
from briefing.grounding import Terms, review, settle_to_the_end
from briefing.history import issue
from briefing.settings import Settings
from briefing.source import Source
from tests.full_draft import TERMS, full_draft

PROVENANCE = Provenance(
    model="some-model-1",
    endpoint="https://api.endpoint.example/v1",
    mode="json_schema",
    prompt="cd" * 32,
    wire_schema=wire_schema_digest(),
    scale="icd203",
    version=__version__,
    calls=2,
    samples=1,
    input_tokens=12_345,
    output_tokens=678,
    cost_usd=0.25,
)


def issued(draft: Draft, sources: Sequence[Source], *, as_of: date | None = None, question: str | None = None) -> Brief:
    """What the flow makes of *draft* over *sources* when nothing is mended."""
    assignment = assign(
        sources, question=question, topic=None, as_of=as_of, recorded={"prepared": "2031-05-08T09:30:00"}
    )
    terms = Terms(assignment.numbered(), assignment.as_of, asked=question or "")
    settled = settle_to_the_end(draft, terms, review(draft, terms))
    settings = Settings(handling="internal")
    characters = sum(len(source.text) for source in assignment.sources)
    coverage = Coverage(read=characters, of=characters, left_out=[])
    return assemble(
        assignment, settings, settled=settled, warnings=["One call failed."], coverage=coverage, provenance=PROVENANCE
    )


def full_issued() -> Brief:
    """A brief with something in every section, a hole among its hypotheses, and two items withheld."""
    draft = full_draft()
    draft["hypotheses"].insert(1, {**draft["hypotheses"][0], "hypothesis": "—"})
    draft["evidence"].append({**draft["evidence"][0], "id": "E9", "quote": "Dockers at the port welcomed the plan"})
    return issued(Draft.model_validate(draft), list(TERMS.sources.values()), question="Who leases the berth?")


def as_json(brief: Brief) -> Any:
    """The content of its file."""
    return json.loads(brief.to_json())


def forged(content: Any) -> Brief:
    """*content* with the scorecard and the id that belong to it, as somebody would derive them who knows how."""
    brief = Brief.model_validate({**content, "checks": []})
    brief = brief.model_copy(update={"checks": scorecard(brief)})
    return brief.model_copy(update={"id": brief.derive_id()})


def reissued(content: Any) -> Brief:
    """*content* as somebody would forge it who also rewrites what was issued."""
    return issue(forged({**content, "revisions": [], "reviewed_by": None}))
