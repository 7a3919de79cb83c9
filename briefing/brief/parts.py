"""The parts of a brief, one class for each kind of item."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from briefing.draft import (
    ActorKind,
    BackgroundKind,
    Confidence,
    Direction,
    EvidenceKind,
    Impact,
    MotiveBasis,
    RelationStatus,
    Standing,
)
from briefing.tradecraft import Scale

Probability = Annotated[int, Field(ge=1, le=99)]
Reliability = Literal["A", "B", "C", "D", "E", "F"]


class Part(BaseModel):
    """Immutable, and closed to what the contract does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)


class SpanRecord(Part):
    """A half-open range of code points in a source's text."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class BottomLine(Part):
    """One sentence of the answer, and what it rests on."""

    text: str
    judgments: list[str]
    evidence: list[str]


class SourceRecord(Part):
    """A report as it was read: its text whole, so that every quote can be checked from the brief alone.

    ``pages`` is where each page begins in ``text``, for a source that has pages; ``origin`` the number of the source
    whose story this one repeats, ``None`` where it is its own.
    """

    id: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: str | None
    url: str | None
    retrieved: str | None
    language: str | None
    sha256: str
    text: str
    reliability: Reliability | None
    reliability_because: str | None
    pages: tuple[Annotated[int, Field(ge=0)], ...] | None = None
    origin: str | None = None


class Voice(Part):
    """Somebody who speaks in the sources."""

    id: str
    name: str
    as_written: str
    role: str | None
    interest: str | None


class Evidence(Part):
    """A passage that is really in the source.

    ``quote`` is the source's own words, its segments joined by `` … ``: ``text[start:end]`` of each span.
    """

    id: str
    source: str
    quote: str
    spans: list[SpanRecord]
    sentence: SpanRecord
    voice: list[str]
    kind: EvidenceKind
    credibility: Annotated[int, Field(ge=1, le=6)] | None
    translation: str | None
    page: int | None


class Background(Part):
    """What the drafter knows and the sources do not say; unverified."""

    id: str
    kind: BackgroundKind
    text: str
    check_at: str | None


class Spread(Part):
    """How far drafts of an ensemble lie apart: how many held the item, and the lowest and the highest number given."""

    samples: Annotated[int, Field(ge=1)]
    low: Probability | None
    high: Probability | None


class Judgment(Part):
    """A conclusion a decision could rest on; ``origins`` is from how many independent reports its evidence comes."""

    id: str
    statement: str
    probability: Probability | None
    by: str | None
    confidence: Confidence | None
    confidence_because: str | None
    evidence: list[str]
    assumptions: list[str]
    origins: int | None = None
    spread: Spread | None = None


class Implication(Part):
    """What the judgments mean for somebody."""

    audience: Annotated[str, Field(alias="for")]
    text: str
    judgments: list[str]


class Indicator(Part):
    """A sign to watch for."""

    sign: str
    moves: list[str]
    direction: Direction


class BaseRate(Part):
    """The outside view: how often it happened in a class of comparable cases."""

    reference_class: Annotated[str, Field(alias="class")]
    happened: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=1, le=10**9)]
    cites: list[str]


class Forecast(Part):
    """An event that a stranger could settle, the brief's own or a speaker's outlook."""

    id: str
    statement: str
    probability: Probability | None
    by: str | None
    resolution: str | None
    base_rate: BaseRate | None
    rationale: str | None
    whose: str
    hedge: str | None
    implies: list[str]
    evidence: list[str]
    spread: Spread | None = None


class Hypothesis(Part):
    """One explanation of the evidence, weighed."""

    id: str
    hypothesis: str
    standing: Standing | None
    supports: list[str]
    contradicts: list[str]
    would_show: str


class Actor(Part):
    """Who acts; ``heard`` says whether the actor speaks in the sources."""

    name: str
    as_written: str
    kind: ActorKind
    role: str
    heard: bool
    evidence: list[str]


class Relation(Part):
    """What stands between two actors."""

    subject: str
    object: str
    kind: str
    status: RelationStatus
    summary: str
    evidence: list[str]


class Motive(Part):
    """Why an actor acts; ``according_to`` is who says so, empty when inferred or the publication's own."""

    actor: str
    motive: str
    basis: MotiveBasis
    according_to: list[str]
    confidence: Confidence | None
    alternative: str | None
    evidence: list[str]


class Risk(Part):
    """Harm that could come to somebody."""

    risk: str
    exposed: list[str]
    given: str | None
    probability: Probability | None
    impact: Impact | None
    consequence: str | None
    horizon: str | None
    confidence: Confidence | None
    forecast: str | None
    evidence: list[str]


class Contradiction(Part):
    """What cannot both be right."""

    summary: str
    between: list[str]


class Assumption(Part):
    """What the judgments take for granted."""

    id: str
    text: str
    if_wrong: str


class Gap(Part):
    """What is not known and would matter."""

    text: str
    affects: list[str]
    who_could: str | None


class Coverage(Part):
    """How many of the sources' characters a drafter was shown, and what was left out of the brief all the same."""

    read: int
    of: int
    left_out: list[str]


class Withheld(Part):
    """An item of the draft that did not stand, as it was drafted, and why."""

    section: str
    item: dict[str, Any]
    reason: str


class Check(Part):
    """One line of the scorecard; ``met`` is ``None`` where the standard does not apply."""

    standard: str
    met: bool | None
    note: str


class Revision(Part):
    """A change a person made afterwards; :mod:`briefing.history` says what ``item`` and ``field`` can be."""

    item: str
    field: str
    was: Any
    now: Any
    by: str
    at: str
    why: str


class Provenance(Part):
    """How the brief came about. Costs are US dollars; what is not known is ``None``, never 0.

    ``samples`` is how many drafts it was merged of, ``samples_asked`` how many were asked for.
    """

    model: str
    endpoint: str
    mode: str
    prompt: str
    wire_schema: str
    scale: Scale
    version: str
    calls: int
    samples: int
    input_tokens: int | None
    output_tokens: int | None
    cost_usd: float | None
    samples_asked: int = 1
