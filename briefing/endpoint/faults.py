"""What an endpoint's errors mean: transient or final, a parameter or a mode it does not know.

Servers word the same thing in many ways, so statuses and codes go before words, and words are looked for
narrowly. No message of a server's is repeated for a refused key: some servers print the key.
"""

from __future__ import annotations

import email.utils
import errno
import json
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpx2
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
from briefing.folding import one_line, strip_controls

_WINDOW = re.compile(r"\bcontext (?:length|size|window)\D{0,20}(\d{1,3}(?:,\d{3})+|\d{4,8})\b", re.IGNORECASE)

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
_NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol, BriefingError)
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


def asks_for_less(error: BaseException | None) -> bool:
    """Whether the service said that it gets too many requests: what holds for one caller then holds for all."""
    return isinstance(error, openai.APIStatusError) and error.status_code == 429 and not _is_quota(error)


def may_have_arrived(error: openai.APIConnectionError) -> bool:
    """Whether the service may have read, and answered, what was sent: not where no connection was made."""
    return not any(isinstance(cause, _NOT_SENT) for cause in _causes(error))


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


def translate_told(told: Any, base_url: str, model: str) -> BriefingError:
    """The error of ours for the ``error`` that stands in an answer with status 200; a code in it counts as a status.

    It is not tried again: the answer is recorded like any other, and a replay never waits.
    """
    code = told.get("code") if isinstance(told, dict) else None
    status = code if isinstance(code, int) and 400 <= code <= 599 else 400
    response = httpx2.Response(status, json=told, request=httpx2.Request("POST", base_url))
    error = openai.APIStatusError("", response=response, body=told)
    meant = _translate_status(error, base_url, model, "after 1 try")
    if type(meant) is not EndpointRejected:
        return meant
    return EndpointRejected(f"answered with an error: {_said(error) or 'it does not say which'}", base_url)


def _translate_status(error: openai.APIStatusError, base_url: str, model: str, tries: str) -> BriefingError:
    status = error.status_code
    if status < 400:
        return EndpointRejected(
            f"redirects to {_target(error)}, and nothing is sent on to where nobody meant it to go: if the endpoint is "
            "there, give that address with --base-url",
            base_url,
        )
    if status in (401, 403):
        return CredentialsRefused(f"the key was refused (HTTP {status}): check OPENAI_API_KEY", base_url)
    if status == 429 and _is_quota(error):
        return QuotaExhausted("the account's quota is used up (HTTP 429): waiting will not help", base_url)
    if is_transient(error):
        return EndpointUnreachable(f"not available {tries}: {_shown(error)}", base_url)
    if _is_context(error):
        return ContextTooLong(
            "the sources, with room for the answer, do not fit the model's context window: say how many tokens it has "
            "with --window, and they are read in parts",
            model,
            _told_window(error),
        )
    if _is_filter(error):
        return AnswerFiltered("a content filter refused the request", model)
    if _is_model(error):
        return ModelUnknown(
            f"the endpoint at {base_url} does not serve this model; `briefing doctor` lists them", model
        )
    if status == 404:
        return EndpointRejected("nothing answers there (HTTP 404); a base URL usually ends in /v1", base_url)
    return EndpointRejected(f"the request was refused: {_shown(error)}", base_url)


@dataclass
class Adaptation:
    """How a request is changed to what the endpoint takes; each change is learned once."""

    cap_name: str | None = None
    cap_limit: int | None = None
    dropped: set[str] = field(default_factory=set)

    def learn(self, error: openai.APIStatusError, request: dict[str, Any]) -> None:
        """Learn from *error* to *request* as it was sent: at most one thing, and none that is known."""
        if not is_about_request(error):
            return
        said = f"{error.param or ''} {_said(error)}".lower()
        cap_name = next(name for name in _CAP_NAMES if name in request)
        if self.cap_limit is None and (found := _AT_MOST.search(said)) and 0 < int(found[1]) < request[cap_name]:
            self.cap_limit = int(found[1])
            return
        if not _NOT_TAKEN.search(f"{said} {error.code or ''}".lower()):
            return
        if _names(said, cap_name) and self.cap_name is None:
            self.cap_name = next(name for name in _CAP_NAMES if name != cap_name)
            return
        sent = {"temperature": "temperature" in request, "strict": _is_strict(request)}
        self.dropped.update([name for name in DROPPABLE if sent[name] and _names(said, name)][:1])

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
        try:
            known = json.loads(text)
        except RecursionError:
            raise ValueError("the adaptation is nested too deeply") from None
        if not isinstance(known, dict):
            raise ValueError("the adaptation is no object")
        name, limit, dropped = known.get("cap_name"), known.get("cap_limit"), known.get("dropped") or []
        if name not in (None, *_CAP_NAMES):
            raise ValueError("the adaptation's cap_name is no name of the output cap")
        if limit is not None and (type(limit) is not int or limit < 1):
            raise ValueError("the adaptation's cap_limit is no number of tokens")
        if not isinstance(dropped, list) or not all(entry in DROPPABLE for entry in dropped):
            raise ValueError("the adaptation drops what is never dropped")
        return cls(name, limit, set(dropped))

    def cap(self, wanted: int) -> int:
        """The output cap that is sent where *wanted* was meant."""
        return wanted if self.cap_limit is None else min(wanted, self.cap_limit)


_CAP_NAMES = ("max_completion_tokens", "max_tokens")
DROPPABLE = ("temperature", "strict")
MOST_ADAPTATIONS = 2 + len(DROPPABLE)
"""The cap's name, its limit, and what can be dropped: all there is to learn, so a request changes no more often."""


def is_about_request(error: openai.APIStatusError) -> bool:
    """Whether the status says that something in the request is not taken as it is."""
    return error.status_code in (400, 422) and error.code != "context_length_exceeded"


def _names(said: str, parameter: str) -> bool:
    return re.search(rf"\b{parameter}\b", said) is not None


def _is_strict(request: dict[str, Any]) -> bool:
    schema = request.get("response_format", {}).get("json_schema", {})
    return any("strict" in holder for holder in (schema, *(tool["function"] for tool in request.get("tools", ()))))


def _without_strict(function: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in function.items() if name != "strict"}


def _said(error: openai.APIStatusError) -> str:
    """The server's own words, in one line, to look for words in."""
    body = error.body
    message = body.get("message") or body.get("detail") if isinstance(body, dict) else body
    return one_line(str(message or ""))[:300]


def _shown(error: openai.APIStatusError) -> str:
    """The status and the server's own words; of a body that is no JSON, such as a gateway's page, the reason alone."""
    try:
        error.response.json()
        words = _said(error)
    except (ValueError, RecursionError, httpx2.StreamError):
        words = ""
    words = words or one_line(error.response.reason_phrase)[:100]
    return f"HTTP {error.status_code}" + (f": {words}" if words else "")


def _target(error: openai.APIStatusError) -> str:
    """The host and port that a redirection points to; the rest of the address may hold what nobody should see."""
    try:
        target = urlsplit(urljoin(str(error.response.request.url), error.response.headers.get("location", "")))
        host = f"{target.hostname or ''}" + (f":{target.port}" if target.port else "")
    except ValueError:
        host = ""
    return strip_controls(host)[:100] or "nowhere that can be read"


def _is_quota(error: openai.APIStatusError) -> bool:
    return "insufficient_quota" in (error.code, error.type)


def _is_context(error: openai.APIStatusError) -> bool:
    # A 5xx that talks about its context is a fault of the server's, and is tried again.
    if error.status_code not in (400, 413, 422):
        return False
    return error.code == "context_length_exceeded" or _CONTEXT.search(_said(error).lower()) is not None


def _told_window(error: openai.APIStatusError) -> int | None:
    """The tokens of the model's window, where the server says them."""
    told = _WINDOW.search(_said(error))
    return int(told[1].replace(",", "")) if told else None


def _is_model(error: openai.APIStatusError) -> bool:
    if error.status_code not in (400, 404, 422):
        return False
    return error.code == "model_not_found" or _MODEL.search(_said(error).lower()) is not None


def _is_filter(error: openai.APIStatusError) -> bool:
    return error.code in ("content_filter", "content_policy_violation")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """*error* and what it came of.

    What an error was raised beside is not what it came of: it may be the caller's own, from long before.
    Only httpcore hides a cause there, when it gives an error of the network a class of its own and the same text.
    """
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        beside = seen.__context__
        renamed = beside if beside is not None and str(beside) == str(seen) else None
        seen = seen.__cause__ or (seen.exceptions[0] if isinstance(seen, BaseExceptionGroup) else renamed)


def _expected_cause(error: BaseException) -> BriefingError | None:
    """The error of ours that a transport raised: the client wraps whatever a transport raises."""
    return next((cause for cause in _causes(error) if isinstance(cause, BriefingError)), None)


def _innermost(error: BaseException) -> str:
    *_, last = _causes(error)
    if isinstance(last, OSError) and last.errno is not None:
        # asyncio puts words of its own in the place of the system's; the resolver's numbers are not the system's.
        return (os.strerror(last.errno) if last.errno in errno.errorcode else last.strerror or str(last)).lower()
    return str(last) or type(last).__name__
