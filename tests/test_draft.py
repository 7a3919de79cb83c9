"""The wire schema: strict as pydantic makes it, within every service's limits, and compiled by two engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import llguidance
import openai
import outlines_core.json_schema
import pytest
from openai.lib._pydantic import to_strict_json_schema
from pydantic import ValidationError

from briefing.draft import Draft, wire_schema, wire_schema_digest
from tests.reference_turns import empty_draft

# JSON Schema keywords that strict structured output knows everywhere; ranges and lengths are not among them.
KEYWORDS = {
    "$defs", "$ref", "additionalProperties", "anyOf", "const", "description", "enum", "items", "properties",
    "required", "title", "type",
}  # fmt: skip


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema node that describes an object."""
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for value in node.values():
            yield from _objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from _objects(value)


def _schemas(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """*node* and every schema inside it; names of properties are no keywords."""
    yield node
    for key, value in node.items():
        if key in ("$defs", "properties"):
            for inner in value.values():
                yield from _schemas(inner)
        elif key == "items":
            yield from _schemas(value)
        elif key == "anyOf":
            for inner in value:
                yield from _schemas(inner)


def _depth(node: dict[str, Any]) -> int:
    """Levels of nesting as Azure counts them: objects and arrays, references followed."""
    if "$ref" in node:
        return _depth(wire_schema()["$defs"][node["$ref"].rpartition("/")[2]])
    inner = [*node.get("properties", {}).values(), *node.get("anyOf", [])]
    if "items" in node:
        inner.append(node["items"])
    here = node.get("type") in ("object", "array")
    return here + max(map(_depth, inner), default=0)


def test_at_most_100_properties_and_five_levels() -> None:
    """Azure's limits, the narrowest among the known services."""
    assert sum(len(node["properties"]) for node in _objects(wire_schema())) <= 100
    assert _depth(wire_schema()) <= 5


def test_pydantic_s_own_schema_is_already_strict() -> None:
    """The client's strict conversion has nothing left to change, as response format or as a tool."""
    assert to_strict_json_schema(Draft) == wire_schema()
    tool = openai.pydantic_function_tool(Draft)
    assert tool["function"]["strict"] is True
    assert tool["function"]["parameters"] == wire_schema()


def test_every_property_is_required_and_no_object_takes_others() -> None:
    """What strict structured output asks of each object."""
    for node in _objects(wire_schema()):
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])


def test_types_word_lists_null_and_descriptions_and_nothing_else() -> None:
    """No range, pattern, format, length or default; no description beside a reference."""
    for node in _schemas(wire_schema()):
        assert set(node) <= KEYWORDS
        assert "$ref" not in node or set(node) == {"$ref"}


def test_evidence_comes_first_and_the_bottom_line_last() -> None:
    """A model that quotes before it judges invents less."""
    names = list(wire_schema()["properties"])
    assert names[:2] == ["voices", "evidence"]
    assert names.index("evidence") < names.index("forecasts") < names.index("judgments")
    assert names[-1] == "bottom_line"


def test_the_schema_compiles_with_llguidance() -> None:
    """The engine behind vLLM's and llama.cpp's structured output takes it without a complaint."""
    grammar = llguidance.JsonCompiler(separators=(",", ":")).compile(json.dumps(wire_schema()))
    problem, messages = llguidance.LLMatcher.validate_grammar_with_warnings(grammar)
    assert not problem, messages


def test_the_schema_compiles_with_outlines_core() -> None:
    """So does a second, independent one."""
    expression = outlines_core.json_schema.build_regex_from_schema(json.dumps(wire_schema()))
    assert "bottom_line" in expression


def test_a_draft_may_be_empty_but_for_its_lists() -> None:
    """Where a source carries nothing, empty lists are the right answer."""
    assert Draft.model_validate(empty_draft()).evidence == []


@pytest.mark.parametrize("change", [{"extra": 1}, {"evidence": None}, {"title": 3}, {"risks": [{"risk": "x"}]}])
def test_what_is_off_the_schema_is_refused(change: dict[str, Any]) -> None:
    """Unknown names, missing fields and wrong types are for a re-ask."""
    with pytest.raises(ValidationError):
        Draft.model_validate({**empty_draft(), **change})


@pytest.mark.parametrize("probability", [55.0, "NaN", 1e300, -3, None])
def test_a_number_out_of_range_does_not_cost_the_answer(probability: Any) -> None:
    """Ranges are checked afterwards, and sent to the one repair call."""
    item = {
        "risk": "x", "exposed": [], "given": None, "probability": probability, "impact": None, "consequence": None,
        "horizon": None, "confidence": None, "forecast": None, "evidence": [],
    }  # fmt: skip
    text = json.dumps({**empty_draft(), "risks": [item]}).replace('"NaN"', "NaN")
    assert len(Draft.model_validate_json(text).risks) == 1


def test_control_characters_are_dropped_on_arrival() -> None:
    """No escape sequence of a model's reaches a terminal."""
    assert Draft.model_validate({**empty_draft(), "title": "a\x1b[2Jb\x00"}).title == "a[2Jb"


def test_the_digest_names_the_schema() -> None:
    """A change of a description is a change of the prompt, and shows."""
    assert len(wire_schema_digest()) == 64
    assert wire_schema_digest() == wire_schema_digest()
    assert json.dumps(wire_schema(), sort_keys=True)
