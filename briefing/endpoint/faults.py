"""What an endpoint's errors mean: transient or final, a parameter or a mode it does not know.

Servers word the same thing in many ways, so statuses and codes go before words, and words are looked for
narrowly. No message of a server's is repeated for a refused key: some servers print the key.
"""

from __future__ import annotations

import email.utils
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

import openai
import tenacity

from briefing.errors import (
    AnswerFiltered,
    AnswerForeign,
    BriefingError,
    ContextTooLong,
    CredentialsRefused,
    EndpointRejected,
    EndpointUnreachable,
    ModelUnknown,
    QuotaExhausted,
)
from briefing.folding import strip_controls

LONGEST_WAIT = 120.0
"""Seconds; a ``Retry-After`` beyond it is cut to it."""

_BACK_OFF = tenacity.wait_exponential_jitter(multiplier=0.5, max=30.0, jitter=1.0)

_CONTEXT = re.compile(
    r"context[ _](?:length|window|size)|maximum context|too many (?:input )?tokens|prompt is too long"
)
_MODEL = re.compile(r"\bmodel\b.{0,80}(?:not (?:found|exist)|does ?n[o']t exist|unknown|not available)|no such model")
_NOT_TAKEN = re.compile(
    r"unsupported|not support|unrecogni[sz]ed|not recogni[sz]ed|unknown|unexpected|not permitted|not allowed|extra|"
    r"additional propert|forbidden"
)
_AT_MOST = re.compile(r"at most (\d+)(?: \w+)? tokens")


def is_transient(error: BaseException) -> bool:
    """Whether trying again may help: 408, 409, 429, 5xx, no connection, a broken one."""
    if isinstance(error, openai.APIConnectionError):
        return _expected_cause(error) is None
    if not isinstance(error, openai.APIStatusError):
        return False
    if error.status_code == 429:
        return not _is_quota(error)
    return error.status_code in (408, 409) or error.status_code >= 500


def wait_before(state: tenacity.RetryCallState) -> float:
    """Seconds until the next try: what the service asked for, else exponential with jitter."""
    error = state.outcome.exception() if state.outcome else None
    asked = _retry_after(error) if isinstance(error, openai.APIStatusError) else None
    return _BACK_OFF(state) if asked is None else min(asked, LONGEST_WAIT)


def _retry_after(error: openai.APIStatusError) -> float | None:
    """The seconds that ``Retry-After`` asks for; None where it is missing or nonsense."""
    value = error.response.headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        try:
            then = email.utils.parsedate_to_datetime(value)
        except ValueError:
            return None
        then = then if then.tzinfo else then.replace(tzinfo=UTC)
        seconds = (then - datetime.now(UTC)).total_seconds()
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def mode_refused(error: openai.APIStatusError) -> bool:
    """Whether the status may mean that this way of asking for structure is unknown, and nothing else does."""
    final = _is_context(error) or _is_model(error) or _is_filter(error)
    return error.status_code in (400, 422, 500, 501) and not final


def translate(error: openai.OpenAIError, base_url: str, model: str, attempts: int) -> BriefingError:
    """The error of ours that says what *error* means to a user; *attempts* is how often it was tried."""
    if (expected := _expected_cause(error)) is not None:
        return expected
    tries = f"after {attempts} {'try' if attempts == 1 else 'tries'}"
    if isinstance(error, openai.APIStatusError):
        return _translate_status(error, base_url, model, tries)
    if isinstance(error, openai.APITimeoutError):
        return EndpointUnreachable(f"no answer in time, {tries}", base_url)
    if isinstance(error, openai.APIConnectionError):
        return EndpointUnreachable(f"no connection {tries}: {_innermost(error)}; is the endpoint running?", base_url)
    return AnswerForeign(f"answered with something that is not of this protocol: {type(error).__name__}", base_url)


def _translate_status(error: openai.APIStatusError, base_url: str, model: str, tries: str) -> BriefingError:
    status = error.status_code
    if status in (401, 403):
        return CredentialsRefused(f"the key was refused (HTTP {status}): check OPENAI_API_KEY", base_url)
    if status == 429 and _is_quota(error):
        return QuotaExhausted("the account's quota is used up (HTTP 429): waiting will not help", base_url)
    if is_transient(error):
        return EndpointUnreachable(f"not available {tries}: HTTP {status}: {_said(error)}", base_url)
    if _is_context(error):
        return ContextTooLong(
            "the sources, with room for the answer, do not fit the model's context window: give fewer or shorter ones, "
            "or lower max_output_tokens",
            model,
        )
    if _is_filter(error):
        return AnswerFiltered("a content filter refused the request", model)
    if _is_model(error):
        return ModelUnknown(
            f"the endpoint at {base_url} does not serve this model; `briefing doctor` lists them", model
        )
    if status == 404:
        return EndpointRejected("nothing answers there (HTTP 404); a base URL usually ends in /v1", base_url)
    return EndpointRejected(f"the request was refused (HTTP {status}): {_said(error)}", base_url)


@dataclass
class Adaptation:
    """How a request is changed to what the endpoint takes; each change is learned once."""

    cap_name: str | None = None
    cap_limit: int | None = None
    dropped: set[str] = field(default_factory=set)

    def learn(self, error: openai.APIStatusError, request: dict[str, Any]) -> bool:
        """Learn from *error* to *request*; False where it is about no parameter, or about one learned before."""
        if error.status_code not in (400, 422) or error.code == "context_length_exceeded":
            return False
        said = f"{error.param or ''} {_said(error)}".lower()
        cap_name = next(name for name in _CAP_NAMES if name in request)
        if (found := _AT_MOST.search(said)) and 0 < int(found[1]) < request[cap_name]:
            self.cap_limit = int(found[1])
            return True
        if not _NOT_TAKEN.search(f"{said} {error.code or ''}".lower()):
            return False
        if _names(said, cap_name) and self.cap_name is None:
            self.cap_name = next(name for name in _CAP_NAMES if name != cap_name)
            return True
        for name, is_sent in (("temperature", "temperature" in request), ("strict", _is_strict(request))):
            if is_sent and _names(said, name):
                self.dropped.add(name)
                return True
        return False

    def apply(self, request: dict[str, Any]) -> dict[str, Any]:
        """*request* as the endpoint takes it; the original is left as it is."""
        changed = {name: value for name, value in request.items() if name not in self.dropped}
        for name in _CAP_NAMES:
            if name in changed:
                changed[self.cap_name or name] = self.cap(changed.pop(name))
                break
        if "strict" in self.dropped:
            if "json_schema" in (wanted := changed.get("response_format", {})):
                changed["response_format"] = {**wanted, "json_schema": _without_strict(wanted["json_schema"])}
            if "tools" in changed:
                changed["tools"] = [
                    {**tool, "function": _without_strict(tool["function"])} for tool in changed["tools"]
                ]
        return changed

    def to_json(self) -> str:
        """For a cassette's metadata."""
        return json.dumps({"cap_name": self.cap_name, "cap_limit": self.cap_limit, "dropped": sorted(self.dropped)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What :meth:`to_json` wrote.

        Raises:
            ValueError: it was not.
        """
        known = json.loads(text)
        if not isinstance(known, dict):
            raise ValueError("no object")
        return cls(known.get("cap_name"), known.get("cap_limit"), set(known.get("dropped") or ()))

    def cap(self, wanted: int) -> int:
        """The output cap that is sent where *wanted* was meant."""
        return wanted if self.cap_limit is None else min(wanted, self.cap_limit)


_CAP_NAMES = ("max_completion_tokens", "max_tokens")


def _names(said: str, parameter: str) -> bool:
    return re.search(rf"\b{parameter}\b", said) is not None


def _is_strict(request: dict[str, Any]) -> bool:
    schema = request.get("response_format", {}).get("json_schema", {})
    return any("strict" in holder for holder in (schema, *(tool["function"] for tool in request.get("tools", ()))))


def _without_strict(function: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in function.items() if name != "strict"}


def _said(error: openai.APIStatusError) -> str:
    body = error.body
    message = body.get("message") or body.get("detail") if isinstance(body, dict) else body
    return " ".join(strip_controls(str(message or error.response.reason_phrase)).split())[:300]


def _is_quota(error: openai.APIStatusError) -> bool:
    return "insufficient_quota" in (error.code, error.type)


def _is_context(error: openai.APIStatusError) -> bool:
    # A 5xx that talks about its context is a fault of the server's, and is tried again.
    if error.status_code not in (400, 413, 422):
        return False
    return error.code == "context_length_exceeded" or _CONTEXT.search(_said(error).lower()) is not None


def _is_model(error: openai.APIStatusError) -> bool:
    if error.status_code not in (400, 404, 422):
        return False
    return error.code == "model_not_found" or _MODEL.search(_said(error).lower()) is not None


def _is_filter(error: openai.APIStatusError) -> bool:
    return error.code in ("content_filter", "content_policy_violation")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _expected_cause(error: BaseException) -> BriefingError | None:
    """The error of ours that a transport raised: the client wraps whatever a transport raises."""
    return next((cause for cause in _causes(error) if isinstance(cause, BriefingError)), None)


def _innermost(error: BaseException) -> str:
    *_, last = _causes(error)
    return str(last) or type(last).__name__
