"""The turns of the reference server: what it answers, faults and oddities included.

One function for every row of the fault table, and the answers that a person wrote for the seeds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Literal

from briefing.draft import wire_schema
from briefing.fence import read_fences
from tests.reference_rules import error_body, mode_of

MODEL = "reference-analyst"
CREATED = 1_768_435_200
"""2026-01-15T00:00:00Z: answers are priced at it, and recordings must not change with the clock."""

Wrap = Literal["", "prose", "fence", "think"]
Drop = Literal["before", "mid", "reset"]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One answer.

    ``body`` is sent as it is (a mapping as JSON). Without it a chat completion is built around ``text``, in
    the way the request asked for: as content, or as the arguments of the tool it offers; ``wrap`` dresses
    content up where no schema was asked for. ``delay`` is seconds before the first byte, ``drip`` seconds
    between the bytes of the body. ``drop`` closes the connection: before an answer, in the middle of the
    body, or there with a reset. ``usage`` is (prompt, completion) tokens, by default a quarter of the bytes,
    or ``None`` to leave it out.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | str | Mapping[str, Any] | None = None
    text: str | None = None
    wrap: Wrap = ""
    finish_reason: str = "stop"
    refusal: str | None = None
    usage: tuple[int, int] | Literal["counted"] | None = "counted"
    model: str | None = None
    created: int = CREATED
    delay: float = 0
    drip: float | None = None
    drop: Drop | None = None
    gzip: bool = False


Answerer = Callable[[dict[str, Any], int], Turn]
Script = Turn | Iterable[Turn] | Answerer


def answer(draft: Mapping[str, Any] | str, **how: Any) -> Turn:
    """A draft (or any text in its place), handed in as the request asks; *how* is any field of a turn."""
    return Turn(text=draft if isinstance(draft, str) else json.dumps(draft, ensure_ascii=False), **how)


def error(
    status: int, message: str, *, code: str | None = None, kind: str = "invalid_request_error", **how: Any
) -> Turn:
    """An error in OpenAI's shape."""
    return Turn(status=status, body=error_body(message, kind, None, code), **how)


def transient(status: int, retry_after: str | None = None) -> Turn:
    """408, 409, 429 or 5xx; *retry_after* is the header verbatim: seconds, an HTTP date, or nonsense."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    code = "rate_limit_exceeded" if status == 429 else None
    return error(status, f"Reference fault {status}, try again.", code=code, kind="server_error", headers=headers)


def http_date(seconds: float) -> str:
    """The HTTP date that many seconds from now, for ``Retry-After``."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def unauthorized() -> Turn:
    """401."""
    return error(401, "Incorrect API key provided.", code="invalid_api_key")


def forbidden() -> Turn:
    """403."""
    return error(403, "Your account may not use this model.", code="permission_denied")


def model_unknown() -> Turn:
    """404, as a server gives it for a model it does not have."""
    message = "The model does not exist or you do not have access to it."
    return error(404, message, code="model_not_found")


def quota_exhausted() -> Turn:
    """429 that no waiting helps against."""
    message = "You exceeded your current quota, please check your plan and billing details."
    return error(429, message, code="insufficient_quota", kind="insufficient_quota")


def context_too_long() -> Turn:
    """400 for a prompt over the model's window."""
    message = "This model's maximum context length is 8192 tokens. Please reduce the length of the messages."
    return error(400, message, code="context_length_exceeded")


def truncated(text: str = '{"voices": [{"id": "V1", "na') -> Turn:
    """An answer cut off at the output cap."""
    return answer(text, finish_reason="length")


def refused() -> Turn:
    """The model declines."""
    return Turn(refusal="I'm sorry, I can't help with that.")


def filtered() -> Turn:
    """A content filter stopped the answer."""
    return Turn(text="", finish_reason="content_filter")


def empty() -> Turn:
    """An answer without text."""
    return Turn(text="")


def no_choices() -> Turn:
    """An answer with an empty list of choices."""
    return Turn(body=_completion([]))


def null_choices() -> Turn:
    """An answer whose choices are null."""
    return Turn(body=_completion(None))


def html_page() -> Turn:
    """A web page with status 200, as captive portals and wrong base URLs give."""
    page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>"
    return Turn(body=page, headers={"Content-Type": "text/html; charset=utf-8"})


def off_schema() -> Turn:
    """JSON, and not the one asked for."""
    return answer({"answer": "Niger", "confidence": 0.9})


def longer_than(draft: Mapping[str, Any], tokens: int) -> Answerer:
    """*draft*, cut off for every request whose output cap is under *tokens*."""

    def give(body: dict[str, Any], number: int) -> Turn:
        cap = body.get("max_completion_tokens") or body.get("max_tokens") or tokens
        return answer(draft) if cap >= tokens else truncated(json.dumps(draft)[:40])

    return give


def hostile(draft: Mapping[str, Any]) -> dict[str, Turn]:
    """*draft*, by name of the oddity put into its JSON: what a parser may choke on or let through.

    The oddities stand in the first forecast's ``probability`` or in the title; *draft* needs a forecast.
    """

    def with_probability(literal: str) -> Turn:
        changed = json.loads(json.dumps(draft))
        changed["forecasts"][0]["probability"] = "@@"
        return answer(json.dumps(changed, ensure_ascii=False).replace('"@@"', literal))

    def with_title(literal: str) -> Turn:
        return answer(json.dumps({**draft, "title": "@@"}, ensure_ascii=False).replace("@@", literal))

    text = json.dumps(draft, ensure_ascii=False)
    return {
        "nan": with_probability("NaN"),
        "infinity": with_probability("-Infinity"),
        "1e999": with_probability("1e999"),
        "huge integer": with_probability("9" * 5000),
        "duplicate keys": answer(text[:-1] + ', "title": "One", "title": "Two"}'),
        "deep nesting": answer("[" * 100_000 + "]" * 100_000),
        "deep nesting inside": answer(text[:-1] + ', "extra": ' + "[" * 50_000 + "]" * 50_000 + "}"),
        "escaped NUL": with_title("a\\u0000b"),
        "raw NUL": with_title("a\x00b"),
        "lone surrogate": with_title("a\\ud800b"),
        "terminal control": with_title("a\\u001b[31mb\\u202eb"),
    }


def empty_draft() -> dict[str, Any]:
    """A draft with nothing in it."""
    properties = wire_schema()["properties"]
    return {name: [] if schema.get("type") == "array" else None for name, schema in properties.items()}


def reference_answers(folder: Path, *, seeds: Path | None = None) -> Answerer:
    """Answer with the draft that a person wrote for the seeds in the request.

    ``NAME.json`` in *folder* answers for ``NAME.md`` or ``NAME/*.md`` in *seeds* (by default the folder of
    that name two levels up). Seeds are known by the title in their fence's header. A conversation, that is
    a request in which the model has spoken before, asks for repairs, and gets an empty draft: the written
    answers need none.

    Raises:
        ValueError: an answer has no seeds, or a seed no title.
    """
    seeds = seeds or folder.parent.parent / "seeds"
    known = [(_titles(seeds, path.stem), path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]

    def give(body: dict[str, Any], number: int) -> Turn:
        if any(message["role"] == "assistant" for message in body["messages"]):
            return answer(empty_draft())
        prompt = "\n".join(_texts(body["messages"]))
        asked = {source.title for source in read_fences(prompt).values()}
        shared, text = max(((len(titles & asked), text) for titles, text in known), default=(0, ""))
        if not shared:
            return error(400, "No reference answer was written for these sources.", code="no_reference_answer")
        return answer(json.loads(text))

    return give


def finished(turn: Turn, body: dict[str, Any]) -> bytes:
    """The bytes of the body with which *turn* answers a request with *body*."""
    if isinstance(turn.body, bytes):
        return turn.body
    if isinstance(turn.body, str):
        return turn.body.encode()
    if turn.body is not None:
        return json.dumps(turn.body, ensure_ascii=False, indent=2).encode()
    message = _message(turn, body)
    reason = "tool_calls" if "tool_calls" in message and turn.finish_reason == "stop" else turn.finish_reason
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reason}
    answer = _completion([choice], created=turn.created, model=turn.model or body["model"])
    usage = turn.usage
    if usage == "counted":
        asked = len(json.dumps(body, ensure_ascii=False).encode())
        usage = (-(-asked // 4), -(-len((turn.text or "").encode()) // 4))
    if usage is not None:
        prompt, completion = usage
        tokens = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
        answer["usage"] = tokens
    return json.dumps(answer, ensure_ascii=False, indent=2).encode()


def _titles(seeds: Path, name: str) -> set[str]:
    titles = set()
    for path in [seeds / f"{name}.md", *sorted((seeds / name).glob("*.md"))]:
        if not path.exists():
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        named = [line.partition(":")[2].strip().strip("\"'") for line in lines if line.startswith("title:")]
        named += [line[2:].strip() for line in lines if line.startswith("# ")]
        if not named:
            raise ValueError(f"{path} has no title")
        titles.add(named[0])
    if not titles:
        raise ValueError(f"there are no seeds for {name}.json")
    return titles


def _texts(messages: list[dict[str, Any]]) -> Iterator[str]:
    for message in messages:
        content = message.get("content") or ""
        yield content if isinstance(content, str) else "\n".join(part.get("text", "") for part in content)


def _completion(choices: list[dict[str, Any]] | None, **fields: Any) -> dict[str, Any]:
    frame = {"id": "chatcmpl-reference", "object": "chat.completion", "created": CREATED, "model": MODEL}
    return {**frame, **fields, "choices": choices}


_WRAPS: dict[Wrap, tuple[str, str]] = {
    "": ("", ""),
    "prose": ("Here is the brief you asked for:\n\n", "\n\nLet me know if anything is missing."),
    "fence": ("```json\n", "\n```"),
    "think": ('<think>\nThe schema wants {"voices": []}, so first the quotes.\n</think>\n', ""),
}


def _message(turn: Turn, body: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": turn.text, "refusal": turn.refusal}
    if turn.text is None:
        return message
    mode = mode_of(body)
    if mode == "tools" and turn.text and turn.finish_reason != "content_filter":
        name = body["tools"][0]["function"]["name"]
        call = {"id": "call_reference", "type": "function", "function": {"name": name, "arguments": turn.text}}
        message.update(content=None, tool_calls=[call])
    elif mode != "json_schema":
        before, after = _WRAPS[turn.wrap]
        message["content"] = f"{before}{turn.text}{after}"
    return message
