"""The brief as a whole: read, written, and known by its hash."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError
from pydantic_core import to_json

from briefing import strict_json
from briefing.brief.parts import (
    Actor,
    Assumption,
    Background,
    BottomLine,
    Check,
    Contradiction,
    Coverage,
    Evidence,
    Forecast,
    Gap,
    Hypothesis,
    Implication,
    Indicator,
    Judgment,
    Motive,
    Part,
    Provenance,
    Relation,
    Revision,
    Risk,
    SourceRecord,
    Voice,
    Withheld,
)
from briefing.display import for_json
from briefing.errors import BriefFileError

SCHEMA = "briefing/1"


class Brief(Part):
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
