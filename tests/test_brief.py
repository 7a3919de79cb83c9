"""The contract ``briefing/1``: its names, its schema, its id, and that JSON reads back as the same brief."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from briefing.brief import SCHEMA, Brief, brief_schema
from briefing.errors import BriefFileError
from tests.fictional_brief import embedded_brief, full_brief

# The contract as published: every section, and every field of its items, in order.
CONTRACT = {
    "": (
        "schema id title topic question as_of prepared retrospective language handling warnings bottom_line sources "
        "voices evidence background judgments implications indicators forecasts hypotheses actors relations motives "
        "risks contradictions assumptions gaps coverage withheld checks revisions reviewed_by provenance as_issued"
    ),
    "bottom_line": "text judgments evidence",
    "sources": (
        "id title publisher author published published_basis url retrieved language sha256 text reliability "
        "reliability_because pages origin"
    ),
    "voices": "id name as_written role interest",
    "evidence": "id source quote spans sentence voice kind credibility translation page",
    "background": "id kind text check_at",
    "judgments": "id statement probability by confidence confidence_because evidence assumptions origins spread",
    "implications": "for text judgments",
    "indicators": "sign moves direction",
    "forecasts": "id statement probability by resolution base_rate rationale whose hedge implies evidence spread",
    "hypotheses": "id hypothesis standing supports contradicts would_show",
    "actors": "name as_written kind role heard evidence",
    "relations": "subject object kind status summary evidence",
    "motives": "actor motive basis according_to confidence alternative evidence",
    "risks": "risk exposed given probability impact consequence horizon confidence forecast evidence",
    "contradictions": "summary between",
    "assumptions": "id text if_wrong",
    "gaps": "text affects who_could",
    "coverage": "read of left_out",
    "withheld": "section item reason",
    "checks": "standard met note",
    "revisions": "item field was now by at why",
    "provenance": (
        "model endpoint mode prompt wire_schema scale version calls samples input_tokens output_tokens cost_usd "
        "samples_asked"
    ),
}


ADDED = {
    "sources": ("pages", "origin"),
    "judgments": ("origins", "spread"),
    "forecasts": ("spread",),
    "provenance": ("samples_asked",),
}
"""What the contract got later: a brief that was written before has none of it."""


def _brief(**changes: Any) -> Brief:
    return Brief.model_validate({**full_brief(), **changes})


@pytest.mark.parametrize("section", CONTRACT)
def test_the_names_are_those_of_the_contract(section: str) -> None:
    """Nothing is missing, renamed or in another order: programs read these names."""
    written = json.loads(_brief().to_json())
    part = written[section] if section else written
    item = part[0] if isinstance(part, list) else part
    assert list(item) == CONTRACT[section].split()


def test_the_inner_names_are_those_of_the_contract() -> None:
    """Spans, sentence and base rate."""
    written = json.loads(_brief().to_json())
    assert list(written["evidence"][0]["spans"][0]) == list(written["evidence"][0]["sentence"]) == ["start", "end"]
    assert list(written["forecasts"][0]["base_rate"]) == ["class", "happened", "of", "cites"]


@pytest.mark.parametrize("content", [full_brief(), embedded_brief()], ids=["full", "bare"])
def test_json_reads_back_as_the_same_brief(content: dict[str, Any]) -> None:
    """And is written again as the same bytes."""
    brief = Brief.model_validate(content)
    text = brief.to_json()
    assert Brief.from_json(text) == brief
    assert Brief.from_json(text).to_json() == text
    assert text.endswith("}\n")


def test_json_is_readable_and_portable() -> None:
    """Indented, letters as letters, and no NaN."""
    text = _brief(title="Élan — 港").to_json()
    assert '\n  "title": "Élan — 港",\n' in text
    json.loads(text, parse_constant=pytest.fail)


def test_the_brief_fits_the_schema_that_is_printed() -> None:
    """``briefing schema`` and ``briefing write`` speak of the same thing."""
    schema = brief_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(_brief().to_json()))
    wrong = {**full_brief(), "judgments": [{**full_brief()["judgments"][0], "probability": 100}]}
    assert not validator.is_valid(wrong)
    assert schema["properties"]["schema"]["const"] == SCHEMA == "briefing/1"


def test_the_id_is_the_hash_of_everything_else() -> None:
    """Another id of the same content derives the same; one letter of the content, another."""
    brief = _brief()
    assert re.fullmatch("[0-9a-f]{64}", brief.derive_id())
    assert brief.derive_id() == _brief(id="").derive_id()
    assert brief.derive_id() != _brief(title="Other").derive_id()
    assert Brief.from_json(brief.to_json()).derive_id() == brief.derive_id()


def test_the_id_does_not_depend_on_the_order_of_the_file() -> None:
    """Canonical JSON has its names sorted."""
    text = json.dumps(dict(reversed(full_brief().items())))
    assert Brief.from_json(text).derive_id() == _brief().derive_id()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"schema": "briefing/2"}, "schema"),
        ({"extra": 1}, "extra"),
        ({"title": None}, "title"),
        ({"judgments": [{**full_brief()["judgments"][0], "probability": 0}]}, "judgments.0.probability"),
        ({"judgments": [{**full_brief()["judgments"][0], "probability": 70.5}]}, "judgments.0.probability"),
        ({"evidence": [{**full_brief()["evidence"][0], "credibility": 7}]}, "evidence.0.credibility"),
        ({"evidence": [{**full_brief()["evidence"][0], "spans": [{"start": -1, "end": 2}]}]}, "evidence.0.spans"),
        ({"sources": [{**full_brief()["sources"][0], "reliability": "G"}]}, "sources.0.reliability"),
    ],
)
def test_what_is_no_brief_is_refused_with_the_field(change: dict[str, Any], where: str) -> None:
    """One line that says where, and nothing of the content."""
    with pytest.raises(BriefFileError) as caught:
        Brief.from_json(json.dumps({**full_brief(), **change}))
    assert where in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "null", "[]", "{", "{}", '"x"', "NaN", '{"schema": "\\ud800"}', "\ud800"])
def test_what_is_no_json_of_ours_is_refused(text: str) -> None:
    """Never another exception."""
    with pytest.raises(BriefFileError):
        Brief.from_json(text)


def test_a_lone_surrogate_in_a_brief_is_refused_or_harmless() -> None:
    """It can be neither hashed nor written, so it may not get in."""
    text = json.dumps({**full_brief(), "title": "a\ud800b"})
    with pytest.raises(BriefFileError):
        Brief.from_json(text)


def test_a_brief_is_read_from_its_file(tmp_path: Path) -> None:
    """And a file that is none is named in the error."""
    path = tmp_path / "brief.json"
    path.write_text(_brief().to_json(), encoding="utf-8")
    assert Brief.from_file(path) == _brief()
    for content in (b"\xff\xfe", b"{}"):
        path.write_bytes(content)
        with pytest.raises(BriefFileError, match=r"brief\.json"):
            Brief.from_file(path)
    with pytest.raises(BriefFileError, match="cannot be read"):
        Brief.from_file(tmp_path / "absent.json")
    with pytest.raises(BriefFileError, match="cannot be read"):
        Brief.from_file(tmp_path)


def test_a_brief_is_frozen() -> None:
    """A change is a revision, not an assignment."""
    with pytest.raises(ValueError, match="frozen"):
        _brief().title = "x"  # type: ignore[misc]


def test_a_brief_from_before_an_addition_keeps_its_id() -> None:
    """What was added later is read as its default, and counts for nothing where nothing is said in it."""
    older = json.loads(_brief().to_json())
    for section, names in ADDED.items():
        for item in older[section] if isinstance(older[section], list) else [older[section]]:
            for name in names:
                del item[name]
    read = Brief.from_json(json.dumps(older))
    assert read == _brief()
    canonical = json.dumps(
        {name: value for name, value in older.items() if name != "id"},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    assert read.derive_id() == hashlib.sha256(canonical.encode()).hexdigest()
    said = read.model_copy(update={"provenance": read.provenance.model_copy(update={"samples_asked": 5})})
    assert said.derive_id() != read.derive_id()
