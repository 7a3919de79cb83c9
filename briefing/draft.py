"""The wire schema: what the model fills in.

The descriptions are prompt text: in every mode the model reads them, so a change here is a change of
the prompt and shows in ``provenance.wire_schema``.

The schema carries types, closed word lists, ``null`` and descriptions, and nothing else. Ranges, dates
and numbering are checked afterwards and cost one small repair call; in the schema, a single ``NaN``
would cost the whole answer. Every property is required, no object takes others, no description stands
beside a ``$ref``: so pydantic's own schema is already what strict structured output asks for.

Evidence comes first and the bottom line last, because a model that quotes before it judges invents
less. At most 100 properties and five levels, the narrowest limits among the known services (Azure's);
what follows from the rest is therefore left out here and computed: a motive's speaker from its
evidence, the background behind a base rate from what the forecast cites, a hypothesis's number from
its place.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from briefing.folding import strip_controls

Text = Annotated[str, AfterValidator(strip_controls)]
"""A string of the model's: control characters are dropped on arrival, so that none is ever shown."""

EvidenceKind = Literal["fact", "statement", "opinion", "prediction"]
BackgroundKind = Literal["public_event", "reference_class", "geography", "definition"]
Confidence = Literal["low", "moderate", "high"]
ActorKind = Literal["state", "government", "organisation", "armed_group", "company", "person", "group", "other"]
RelationStatus = Literal["in_force", "announced", "threatened", "alleged", "ended"]
MotiveBasis = Literal["stated", "attributed", "inferred"]
Impact = Literal["low", "moderate", "high", "severe"]
Standing = Literal["lead", "close", "open", "weak"]
Direction = Literal["up", "down"]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class VoiceDraft(_Wire):
    """Somebody who says something in the sources, other than the publication itself."""

    id: Text = Field(description="V1, V2, … in order.")
    name: Text = Field(description="Who speaks, as a reader would know them.")
    as_written: Text = Field(description="The words that name or describe the speaker, copied from the source.")
    role: Text | None = Field(description="Office, affiliation or access, as the source gives it.")
    interest: Text | None = Field(description="What the speaker stands to gain, when a party to the matter.")


class EvidenceDraft(_Wire):
    """One passage that carries weight in the brief."""

    id: Text = Field(description="E1, E2, … in order.")
    source: Text = Field(description="The number of the source: S1, S2, …")
    quote: Text = Field(
        description="The passage, copied character for character from the start of its clause. "
        "Mark anything left out with an ellipsis."
    )
    voice: list[Text] = Field(
        description="The chain of speakers by number, outermost first; empty when the publication says it itself."
    )
    kind: EvidenceKind = Field(description="What the passage is in the mouth of its innermost speaker.")
    credibility: float | None = Field(
        description="Admiralty 1 (confirmed independently) to 6 (cannot be judged); "
        "1 only with two independent origins; null for opinion and prediction."
    )
    translation: Text | None = Field(description="The quote in the brief's language, when it is in another one.")


class BackgroundDraft(_Wire):
    """Something you know and the sources do not say; it reaches the reader marked as unverified."""

    id: Text = Field(description="K1, K2, … in order; eight at most.")
    kind: BackgroundKind
    text: Text = Field(description="The fact, with its date. No quotation, and nothing about what somebody said.")
    check_at: Text | None = Field(description="Where a reader could check it.")


class ContradictionDraft(_Wire):
    """Two passages, or a passage and background, that cannot both be right."""

    summary: Text
    between: list[Text] = Field(description="The numbers of the passages or background: E2, E7, K1.")


class ActorDraft(_Wire):
    """A person, state, organisation or group that acts in the sources."""

    name: Text = Field(description="The name a reader would look for.")
    as_written: Text = Field(description="The name as the source writes it, copied.")
    kind: ActorKind
    role: Text = Field(description="The part played here, in a few words of the sources.")
    evidence: list[Text]


class RelationDraft(_Wire):
    """What stands between two actors."""

    subject: Text
    object: Text
    kind: Text = Field(description="In a word or three: military cooperation, sanctions, mediation.")
    status: RelationStatus = Field(description="How it stood at the information cut-off.")
    summary: Text
    evidence: list[Text]


class MotiveDraft(_Wire):
    """Why an actor does what it does."""

    actor: Text
    motive: Text
    basis: MotiveBasis = Field(
        description="stated: the actor says so itself; attributed: somebody else says so; inferred: you conclude it."
    )
    confidence: Confidence | None
    alternative: Text | None = Field(description="Another reading of the same conduct; required when inferred.")
    evidence: list[Text]


class HypothesisDraft(_Wire):
    """One explanation that would account for the evidence."""

    hypothesis: Text
    standing: Standing | None
    supports: list[Text] = Field(description="Evidence or background that it explains better than its rivals do.")
    contradicts: list[Text] = Field(description="Evidence or background that speaks against it.")
    would_show: Text = Field(description="What would be seen if it were right.")


class AssumptionDraft(_Wire):
    """Something taken for granted that the judgments lean on."""

    id: Text = Field(description="A1, A2, … in order.")
    text: Text
    if_wrong: Text = Field(description="Which judgment falls, and how far.")


class GapDraft(_Wire):
    """What is not known and would matter."""

    text: Text
    affects: list[Text] = Field(description="The numbers of the judgments and forecasts it bears on.")
    who_could: Text | None = Field(description="Who could close it.")


class ForecastDraft(_Wire):
    """An event that a stranger with a calendar and a newspaper could settle."""

    id: Text = Field(description="F1, F2, … in order.")
    statement: Text = Field(description="What will have happened by then, in one sentence, without likelihood words.")
    whose: Text = Field(description='"brief" for your own; the number of the voice when it is a speaker\'s outlook.')
    hedge: Text | None = Field(description="The speaker's own hedge, copied from the quote; null for the brief's own.")
    reference_class: Text | None = Field(description="The class of comparable cases: the outside view, taken first.")
    happened: float | None = Field(description="In how many of that class it happened.")
    of: float | None = Field(description="How many the class holds.")
    rationale: Text | None = Field(description="From the outside view to this case: what moves the number up or down.")
    probability: float | None = Field(
        description="A whole number of per cent, 1 to 99; null for a speaker's outlook and where you do not assess."
    )
    by: Text | None = Field(description="The day it is settled, YYYY-MM-DD, after the cut-off.")
    resolution: Text | None = Field(description="What counts as yes, and who would report it.")
    implies: list[Text] = Field(description="Forecasts that must come true if this one does.")
    evidence: list[Text] = Field(description="Evidence and background it rests on.")


class RiskDraft(_Wire):
    """Harm that could come to somebody."""

    risk: Text
    exposed: list[Text] = Field(description="To whom.")
    given: Text | None = Field(description="The condition under which it arises.")
    probability: float | None = Field(description="A whole number of per cent, 1 to 99, or null; null with a forecast.")
    impact: Impact | None
    consequence: Text | None
    horizon: Text | None = Field(description="By when: YYYY-MM-DD, or null.")
    confidence: Confidence | None
    forecast: Text | None = Field(description="The number of the forecast that is this same event.")
    evidence: list[Text]


class JudgmentDraft(_Wire):
    """A conclusion of yours that a decision could rest on."""

    id: Text = Field(description="J1, J2, … by importance; five at most.")
    statement: Text = Field(description="35 words at most, without words of likelihood or confidence.")
    probability: float | None = Field(description="A whole number of per cent, 1 to 99; null where you do not assess.")
    by: Text | None = Field(description="YYYY-MM-DD, or null for the state of things at the cut-off.")
    confidence: Confidence | None = Field(description="How good the grounds are; never how likely it is.")
    confidence_because: Text | None = Field(description="25 words at most: what the grounds are and what they lack.")
    evidence: list[Text] = Field(description="Evidence, background and assumptions it rests on: E1, K2, A1.")


class ImplicationDraft(_Wire):
    """What a judgment means for somebody who has to act."""

    audience: Text = Field(alias="for", description="For whom.")
    text: Text
    judgments: list[Text]


class IndicatorDraft(_Wire):
    """A sign to watch for that would move a number."""

    sign: Text
    moves: list[Text] = Field(description="The judgments and forecasts it moves.")
    direction: Direction


class Collection(_Wire):
    """What the sources say, and who says it: evidence alone, and no conclusion."""

    voices: list[VoiceDraft]
    evidence: list[EvidenceDraft]


class Assessment(_Wire):
    """What follows from evidence that was collected: everything in a brief but the evidence and its voices."""

    background: list[BackgroundDraft]
    contradictions: list[ContradictionDraft]
    actors: list[ActorDraft]
    relations: list[RelationDraft]
    motives: list[MotiveDraft]
    hypotheses: list[HypothesisDraft]
    assumptions: list[AssumptionDraft]
    gaps: list[GapDraft]
    forecasts: list[ForecastDraft]
    risks: list[RiskDraft]
    judgments: list[JudgmentDraft]
    implications: list[ImplicationDraft]
    indicators: list[IndicatorDraft]
    title: Text | None = Field(description="What the brief is about, in at most twelve words.")
    bottom_line: list[Text] = Field(
        description="The answer in two to four sentences, 70 words in all; each ends with the numbers "
        "it rests on in square brackets, such as [J1] or [E2, E5]; without words of likelihood."
    )


class Draft(Assessment, Collection):
    """A brief as the model hands it in, from the evidence to the bottom line."""


@dataclass(frozen=True)
class Form:
    """What one call asks for: a *model* of a draft or of a part of one, and its JSON Schema."""

    model: type[Collection] | type[Assessment]

    @property
    def name(self) -> str:
        """By which an endpoint is told of the schema."""
        return self.model.__name__

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema sent to the endpoint; strict as it stands. Treat it as read-only."""
        return self.model.model_json_schema()

    @cached_property
    def text(self) -> str:
        """The schema as JSON."""
        return json.dumps(self.schema, ensure_ascii=False)

    @cached_property
    def digest(self) -> str:
        """The sha256 of the schema's canonical JSON, in hexadecimal."""
        canonical = json.dumps(self.schema, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def read(self, text: str | bytes | bytearray, **options: Any) -> Draft:
        """The draft in *text*, empty but for what was asked for.

        Raises:
            pydantic.ValidationError: *text* does not fit the schema.
        """
        part = self.model.model_validate_json(text, **options)
        return part if isinstance(part, Draft) else Draft.model_construct(**vars(empty_draft()) | vars(part))


WHOLE = Form(Draft)
"""The whole brief in one call."""
COLLECTION = Form(Collection)
"""The evidence in one passage of what is too long for one call."""
ASSESSMENT = Form(Assessment)
"""The brief over evidence that was collected."""
FORMS = (WHOLE, COLLECTION, ASSESSMENT)


def empty_draft() -> Draft:
    """A draft with nothing in it."""
    return Draft.model_validate({name: None if name == "title" else [] for name in Draft.model_fields})


def wire_schema() -> dict[str, Any]:
    """The JSON Schema of a whole draft; treat it as read-only."""
    return WHOLE.schema


def wire_schema_digest() -> str:
    """The sha256 of the wire schema's canonical JSON, in hexadecimal."""
    return WHOLE.digest
