"""What a reader gets: :class:`Brief` and its parts, the stable contract ``briefing/1``.

Offsets are Python code points into ``sources[].text``, the text a reader would see. Probabilities are
whole per cents, 1 to 99. What nobody assessed is ``None``. Ids keep the drafter's numbers; the number of
a withheld item is not given out again.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

from briefing import strict_json
from briefing.display import for_json
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
from briefing.errors import BriefFileError
from briefing.tradecraft import Scale

SCHEMA = "briefing/1"

Probability = Annotated[int, Field(ge=1, le=99)]
Reliability = Literal["A", "B", "C", "D", "E", "F"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)


class SpanRecord(_Part):
    """A half-open range of code points in a source's text."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class BottomLine(_Part):
    """One sentence of the answer, and what it rests on."""

    text: str
    judgments: list[str]
    evidence: list[str]


class SourceRecord(_Part):
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
    pages: list[Annotated[int, Field(ge=0)]] | None = None
    origin: str | None = None


class Voice(_Part):
    """Somebody who speaks in the sources."""

    id: str
    name: str
    as_written: str
    role: str | None
    interest: str | None


class Evidence(_Part):
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


class Background(_Part):
    """What the drafter knows and the sources do not say; unverified."""

    id: str
    kind: BackgroundKind
    text: str
    check_at: str | None


class Spread(_Part):
    """How far drafts of an ensemble lie apart: how many held the item, and the lowest and the highest number given."""

    samples: Annotated[int, Field(ge=1)]
    low: Probability | None
    high: Probability | None


class Judgment(_Part):
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


class Implication(_Part):
    """What the judgments mean for somebody."""

    audience: Annotated[str, Field(alias="for")]
    text: str
    judgments: list[str]


class Indicator(_Part):
    """A sign to watch for."""

    sign: str
    moves: list[str]
    direction: Direction


class BaseRate(_Part):
    """The outside view: how often it happened in a class of comparable cases."""

    reference_class: Annotated[str, Field(alias="class")]
    happened: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=1, le=10**9)]
    cites: list[str]


class Forecast(_Part):
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


class Hypothesis(_Part):
    """One explanation of the evidence, weighed."""

    id: str
    hypothesis: str
    standing: Standing | None
    supports: list[str]
    contradicts: list[str]
    would_show: str


class Actor(_Part):
    """Who acts; ``heard`` says whether the actor speaks in the sources."""

    name: str
    as_written: str
    kind: ActorKind
    role: str
    heard: bool
    evidence: list[str]


class Relation(_Part):
    """What stands between two actors."""

    subject: str
    object: str
    kind: str
    status: RelationStatus
    summary: str
    evidence: list[str]


class Motive(_Part):
    """Why an actor acts; ``according_to`` is who says so, empty when inferred or the publication's own."""

    actor: str
    motive: str
    basis: MotiveBasis
    according_to: list[str]
    confidence: Confidence | None
    alternative: str | None
    evidence: list[str]


class Risk(_Part):
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


class Contradiction(_Part):
    """What cannot both be right."""

    summary: str
    between: list[str]


class Assumption(_Part):
    """What the judgments take for granted."""

    id: str
    text: str
    if_wrong: str


class Gap(_Part):
    """What is not known and would matter."""

    text: str
    affects: list[str]
    who_could: str | None


class Coverage(_Part):
    """How many of the sources' characters the drafter was shown, and what was left out."""

    read: int
    of: int
    left_out: list[str]


class Withheld(_Part):
    """An item of the draft that did not stand, as it was drafted, and why."""

    section: str
    item: dict[str, Any]
    reason: str


class Check(_Part):
    """One line of the scorecard; ``met`` is ``None`` where the standard does not apply."""

    standard: str
    met: bool | None
    note: str


class Revision(_Part):
    """A change a person made afterwards; :mod:`briefing.history` says what ``item`` and ``field`` can be."""

    item: str
    field: str
    was: Any
    now: Any
    by: str
    at: str
    why: str


class Provenance(_Part):
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


class Brief(_Part):
    """A finished brief: every item on it stands on a passage that is in its sources, or is marked."""

    schema_: Annotated[Literal["briefing/1"], Field(alias="schema")]
    id: str
    title: str
    topic: str | None
    question: str | None
    as_of: str
    prepared: str
    retrospective: bool
    language: str
    handling: str | None
    warnings: list[str]
    bottom_line: list[BottomLine]
    sources: list[SourceRecord]
    voices: list[Voice]
    evidence: list[Evidence]
    background: list[Background]
    judgments: list[Judgment]
    implications: list[Implication]
    indicators: list[Indicator]
    forecasts: list[Forecast]
    hypotheses: list[Hypothesis]
    actors: list[Actor]
    relations: list[Relation]
    motives: list[Motive]
    risks: list[Risk]
    contradictions: list[Contradiction]
    assumptions: list[Assumption]
    gaps: list[Gap]
    coverage: Coverage
    withheld: list[Withheld]
    checks: list[Check]
    revisions: list[Revision]
    reviewed_by: str | None
    provenance: Provenance
    as_issued: str | None = None  # what it said at first, see briefing.history

    def to_json(self) -> str:
        """The contract's JSON, indented, ending in a line break; :meth:`from_json` reads it back.

        What a terminal or a page would act on stands in it as escapes, see :func:`~briefing.display.for_json`.
        """
        return for_json(to_json(self.model_dump(mode="json"), indent=2).decode()) + "\n"

    def to_markdown(self) -> str:
        """The page people read, as GitHub-flavoured Markdown ending in a line break."""
        from briefing.render.markdown import render_markdown  # render ranks above brief

        return render_markdown(self)

    @classmethod
    def from_json(cls, text: str) -> Brief:
        """Read a brief back; the same brief that :meth:`to_json` wrote.

        Raises:
            BriefFileError: *text* is not a brief of this schema; the message names the first field.
        """
        try:
            strict_json.parse(text)
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "the file"
            raise BriefFileError(f"not a {SCHEMA} brief: {where}: {first['msg']}") from error
        except ValueError as error:
            raise BriefFileError(f"not a {SCHEMA} brief: {error}") from error

    @classmethod
    def from_file(cls, path: Path) -> Brief:
        """Read a brief's JSON from *path*.

        Raises:
            BriefFileError: there is no such file, or it is no brief.
        """
        try:
            return cls.from_json(strict_json.read(path))
        except BriefFileError as error:
            raise BriefFileError(error.message, str(path)) from error

    def derive_id(self) -> str:
        """The sha256, in hexadecimal, of the brief's canonical JSON without its ``id``.

        What was added to the contract later is left out where nothing is said in it, so that older briefs keep
        their ids.
        """
        content = self.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
        content.setdefault("as_issued", None)  # the one addition that always counted
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def brief_schema() -> dict[str, Any]:
    """The JSON Schema of the contract, as ``briefing schema`` prints it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Brief.model_json_schema(by_alias=True)}
