"""What an endpoint sent back, read without trusting it.

The client checks nothing of an answer: a server may send null, a number or a list where text should stand,
a body that is no JSON, or one nested too deeply to read. What is needed is read here, by its type; a count
that cannot be is unknown.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from briefing.errors import AnswerForeign

_Body = TypeVar("_Body", bound=BaseModel)


def _without_lone_surrogates(value: Any) -> Any:
    # No encoding can carry one: an answer that holds it could not be sent back with its errors.
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


def _or_unknown(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


def _joined(value: Any) -> Any:
    """The text of *value*, where it is a list of parts; what was thought aloud stands in parts of other types."""
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        return value
    texts = [part.get("text") for part in value if part.get("type") == "text"]
    return "".join(text for text in texts if isinstance(text, str))


_Words = Annotated[str, BeforeValidator(_without_lone_surrogates)]
_Parts = Annotated[_Words, BeforeValidator(_joined)]
_OrUnknown = WrapValidator(_or_unknown)
_Count = Annotated[int, Field(ge=0, le=10**12)]


class _Function(BaseModel):
    name: Annotated[str | None, _OrUnknown] = None
    arguments: _Words | None = None


class _ToolCall(BaseModel):
    function: _Function | None = None


class _Message(BaseModel):
    content: _Parts | None = None
    refusal: _Words | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(BaseModel):
    finish_reason: str | None = None
    message: _Message | None = None


class Usage(BaseModel):
    """The tokens that one call took; both, since a part is not the whole."""

    prompt_tokens: _Count
    completion_tokens: _Count


class Reply(BaseModel):
    """A chat completion, as far as it is read. ``created`` is a Unix time before the year 2100."""

    choices: list[_Choice] | None = None
    error: Any = None
    """What some gateways send in place of choices when the service behind them failed."""
    created: Annotated[Annotated[int, Field(gt=0, lt=4_102_444_800)] | None, _OrUnknown] = None
    usage: Annotated[Usage | None, _OrUnknown] = None


class ListedModel(BaseModel):
    """A model that the endpoint serves."""

    id: str


class Listing(BaseModel):
    """The models that the endpoint serves."""

    data: list[ListedModel]


def read_body(content: bytes, kind: type[_Body], url: str) -> _Body:
    """The body of an answer with status 200, as a *kind*.

    Raises:
        AnswerForeign: it is none; *url* is where it came from.
    """
    try:
        return kind.model_validate(json.loads(content))
    except (ValueError, RecursionError):  # a ValidationError and a UnicodeDecodeError are ValueErrors
        raise AnswerForeign(
            "answered with something that is not of the OpenAI-compatible protocol, such as a web page; is the base "
            "URL right? It usually ends in /v1",
            url,
        ) from None
