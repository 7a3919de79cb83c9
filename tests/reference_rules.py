"""What the reference server takes and refuses, in the words of the servers people really run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Mode = Literal["json_schema", "tools", "json_object"]
MODES: frozenset[Mode] = frozenset({"json_schema", "tools", "json_object"})
Wording = Literal["openai", "vllm", "fastapi"]

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ROLES = frozenset({"developer", "system", "user", "assistant", "tool"})
_TYPES = {"stream": bool, "temperature": (int, float), "max_tokens": int, "max_completion_tokens": int, "tools": list}


def error_body(message: str, kind: str, param: str | None, code: str | int | None) -> dict[str, Any]:
    """An error as OpenAI's servers write it."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


@dataclass(frozen=True)
class Refusal:
    """A request the server will not take."""

    status: int
    message: str
    param: str | None = None
    code: str | None = None
    verbatim: dict[str, Any] | None = None

    def body(self) -> dict[str, Any]:
        """The error's body; *verbatim* where the server has a shape of its own."""
        return self.verbatim or error_body(self.message, "invalid_request_error", self.param, self.code)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a server can do.

    ``modes`` are the ways of structured output it knows; another is refused with ``mode_status`` (400, 422,
    500 or 501 are all to be met). ``unknown`` names parameters it does not know (``temperature``,
    ``max_tokens``, ``max_completion_tokens``, ``strict``), refused in the ``wording`` of OpenAI, of vLLM (the
    validation error as text, no ``error`` around it), or of a bare FastAPI (422 with a list).
    """

    modes: frozenset[str] = frozenset(MODES)
    mode_status: int = 400
    unknown: frozenset[str] = frozenset()
    wording: Wording = "openai"

    def refusal_of(self, body: Any, models: tuple[str, ...]) -> Refusal | None:
        """Why a request for a chat completion is refused, or ``None``."""
        if not isinstance(body, dict):
            return Refusal(400, "We could not parse the JSON body of your request.")
        return next(self._refusals(body, models), None)

    def _refusals(self, body: dict[str, Any], models: tuple[str, ...]) -> Iterator[Refusal]:
        yield from _malformed(body)
        if body["model"] not in models:
            message = f"The model `{body['model']}` does not exist or you do not have access to it."
            yield Refusal(404, message, "model", "model_not_found")
        yield from (self._unknown(name, where, value) for name, where, value in _parameters(body, self.unknown))
        if (mode := mode_of(body)) and mode not in self.modes:
            yield _unsupported_mode(mode, self.mode_status)
        yield from _unfit_schemas(body)
        prompt = json.dumps(body["messages"]).lower()
        if mode == "json_object" and "json" not in prompt:
            message = "'messages' must contain the word 'json' in some form, to use 'response_format' of type "
            yield Refusal(400, message + "'json_object'.", "messages")

    def _unknown(self, name: str, where: tuple[str, ...], value: Any) -> Refusal:
        if self.wording == "openai":
            return _unknown_to_openai(name, where, value)
        fault = {
            "type": "extra_forbidden",
            "loc": ("body", *where),
            "msg": "Extra inputs are not permitted",
            "input": value,
        }
        if self.wording == "fastapi":
            return Refusal(422, "", verbatim={"detail": [{**fault, "loc": ["body", *where]}]})
        text = {"object": "error", "message": str([fault]), "type": "BadRequestError", "param": None, "code": 400}
        return Refusal(400, "", verbatim=text)


def mode_of(body: dict[str, Any]) -> str | None:
    """The way of structured output that *body* asks for."""
    if body.get("tools"):
        return "tools"
    kind = (body.get("response_format") or {}).get("type")
    return kind if kind in MODES else None


def _malformed(body: dict[str, Any]) -> Iterator[Refusal]:
    if not isinstance(body.get("model"), str) or not body["model"]:
        yield Refusal(400, "you must provide a model parameter")
    messages = body.get("messages")
    if not isinstance(messages, list):
        yield Refusal(400, "Missing required parameter: 'messages'.", "messages", "missing_required_parameter")
        return
    if not messages:
        message = "Invalid 'messages': empty array. Expected an array with minimum length 1."
        yield Refusal(400, message, "messages", "empty_array")
    for number, message in enumerate(messages):
        if not isinstance(message, dict) or message.get("role") not in _ROLES:
            yield Refusal(400, f"Invalid value for 'messages[{number}].role'.", f"messages[{number}].role")
        elif not isinstance(message.get("content"), str | list) and not message.get("tool_calls"):
            where = f"messages[{number}].content"
            yield Refusal(400, f"Invalid value for '{where}': expected a string.", where)
    for name, types in _TYPES.items():
        if body.get(name) is not None and not isinstance(body[name], types):  # type: ignore[arg-type]
            yield Refusal(400, f"Invalid type for '{name}'.", name, "invalid_type")
    for name in ("max_tokens", "max_completion_tokens"):
        if isinstance(body.get(name), int) and body[name] < 1:
            yield Refusal(400, f"Invalid '{name}': integer below minimum value.", name, "integer_below_min_value")


def _parameters(body: dict[str, Any], names: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Those of *names* that stand in *body*, each with its place and value; ``strict`` stands deeper."""
    places: list[tuple[tuple[str, ...], Any]] = [((name,), value) for name, value in body.items()]
    schema = (body.get("response_format") or {}).get("json_schema") or {}
    places += [(("response_format", "json_schema", name), value) for name, value in schema.items()]
    for number, tool in enumerate(body.get("tools") or []):
        places += [(("tools", str(number), "function", name), value) for name, value in tool["function"].items()]
    for where, value in places:
        if where[-1] in names and value is not None:
            yield where[-1], where, value


def _unknown_to_openai(name: str, where: tuple[str, ...], value: Any) -> Refusal:
    param = ".".join(where)
    if name == "temperature":
        message = f"Unsupported value: 'temperature' does not support {value} with this model. "
        return Refusal(400, message + "Only the default (1) value is supported.", param, "unsupported_value")
    if name == "max_tokens":
        message = "Unsupported parameter: 'max_tokens' is not supported with this model. "
        return Refusal(400, message + "Use 'max_completion_tokens' instead.", param, "unsupported_parameter")
    if len(where) == 1:
        return Refusal(400, f"Unrecognized request argument supplied: {name}")
    return Refusal(400, f"Unknown parameter: '{param}'.", param, "unknown_parameter")


def _unsupported_mode(mode: str, status: int) -> Refusal:
    if status >= 500:
        return Refusal(status, "Internal Server Error", verbatim={"detail": "Internal Server Error"})
    if mode == "tools":
        return Refusal(status, "This model does not support tools.", "tools")
    message = f"Invalid parameter: 'response_format' of type '{mode}' is not supported with this model."
    return Refusal(status, message, "response_format")


def _unfit_schemas(body: dict[str, Any]) -> Iterator[Refusal]:
    """What strict structured output forbids; without ``strict`` a schema is only a hint."""
    asked = [("response_format", (body.get("response_format") or {}).get("json_schema"), "schema")]
    for number, tool in enumerate(body.get("tools") or []):
        asked.append((f"tools[{number}].function", tool.get("function"), "parameters"))
    for param, holder, key in asked:
        if holder is None:
            continue
        name = holder.get("name") or ""
        if not _NAME.fullmatch(name):
            message = f"Invalid '{param}.name': string does not match pattern."
            yield Refusal(400, message, f"{param}.name", "invalid_value")
        schema = holder.get(key)
        if holder.get("strict") and not isinstance(schema, dict):
            yield Refusal(400, f"Missing required parameter: '{param}.{key}'.", param, "missing_required_parameter")
        elif holder.get("strict"):
            subject = f"response_format '{name}'" if key == "schema" else f"function '{name}'"
            code = None if key == "schema" else "invalid_function_parameters"
            for flaw in schema_flaws(schema):
                yield Refusal(400, f"Invalid schema for {subject}: {flaw}", param, code)


def schema_flaws(schema: dict[str, Any]) -> Iterator[str]:
    """Why OpenAI's strict mode would refuse *schema*: the subset is theirs, in their words."""
    if schema.get("type") != "object":
        yield "schema must be a JSON Schema of 'type: \"object\"'."
    yield from _flaws(schema, ())


def _flaws(schema: Any, where: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    context = f"In context={where}"
    if "$ref" in schema and len(schema) > 1:
        yield f"{context}, $ref cannot have keywords {sorted(set(schema) - {'$ref'})}."
    if "default" in schema:
        yield f"{context}, 'default' is not permitted."
    properties = schema.get("properties")
    if schema.get("type") == "object" or properties is not None:
        if schema.get("additionalProperties") is not False:
            yield f"{context}, 'additionalProperties' is required to be supplied and to be false."
        missing = set(properties or {}) - set(schema.get("required") or ())
        if missing:
            yield (
                f"{context}, 'required' is required to be supplied and to be an array including every key in "
                f"properties. Missing '{min(missing)}'."
            )
    for key in ("properties", "$defs", "definitions"):
        for name, inner in (schema.get(key) or {}).items():
            yield from _flaws(inner, (*where, key, name))
    for number, inner in enumerate(schema.get("anyOf") or []):
        yield from _flaws(inner, (*where, "anyOf", str(number)))
    if "items" in schema:
        yield from _flaws(schema["items"], (*where, "items"))
