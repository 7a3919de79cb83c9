"""The embedded endpoint: an OpenAI-compatible server inside the process, as an httpx2 transport.

::

    client → EmbeddedTransport ─ POST …/chat/completions   a draft, extracted from the fenced sources
                               └ GET  …/models             one model, ``embedded``

It knows no more than the request: the sources are read from their fences in the messages, and without a
valid fence it answers 400. Behind it is no language model but :mod:`briefing.extract`, which copies
sentences and names and assesses nothing; :data:`EMBEDDED_LANGUAGES` says what it reads in which language.
The same request gets the same bytes. Token counts are estimates, UTF-8 bytes divided by four, since there
is no tokenizer whose count would mean anything. The cap on the answer's length and the sampling settings
are ignored: the answer is as long as its caps on items make it. With a window it refuses what is longer, as a
model would; so a report that needs many calls can be tried without one.

Which part of a brief is asked for, the name of the schema says. A repair request gets an empty answer: nothing was
judged, so there is nothing to think over again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import httpx2

from briefing.apart import apart
from briefing.draft import ASSESSMENT, COLLECTION, FORMS, WHOLE, Form, empty_draft
from briefing.extract import LANGUAGES, assess, collect, extract
from briefing.fence import read_evidence, read_fences
from briefing.naming.language import language_of
from briefing.source import Source

MODEL = "embedded"
EMBEDDED_LANGUAGES = LANGUAGES
"""What the extractive analyst reads, by language code; ``*`` is every language that is not listed."""

_BYTES_PER_TOKEN = 4
_MOST_QUOTES = 10
_QUOTES = re.compile(r"^- At most (\d{1,3}) quotes?\.$", re.MULTILINE)
_CREATED = 0  # a clock would make two answers to one request differ


def remarks(sources: Mapping[str, Source], language: str) -> list[str]:
    """What a reader of a brief over *sources*, by number, has to know of the languages that this endpoint reads."""
    foreign = {number: code for number, source in sources.items() if (code := language_of(source.text)) != "en"}
    told = [
        f"{number}: the embedded endpoint reads English; of this report, which seems to be in another language "
        f"({code}), it took the leading passages and names of countries alone."
        for number, code in foreign.items()
    ]
    if language.partition("-")[0].lower() != "en":
        told.append(f"The embedded endpoint copies what the reports say: nothing was put into “{language}”.")
    return told


class EmbeddedTransport(httpx2.AsyncBaseTransport):
    """Answers requests of the OpenAI chat protocol in the process; errors are the protocol's own JSON.

    200 with a draft; 400 for a body that is no chat request, for streaming, for messages without a source in a
    valid fence, and for what is longer than *window* tokens; 404 and 405 for what it does not serve.
    """

    def __init__(self, window: int | None = None) -> None:
        self._window = window

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to *request*; never touches the network."""
        path = request.url.path.rstrip("/")
        if path.endswith("/models"):
            return _models() if request.method == "GET" else _error(405, "the models are only listed")
        if not path.endswith("/chat/completions"):
            return _error(404, f"the embedded endpoint has no {path or '/'}")
        if request.method != "POST":
            return _error(405, "a completion is asked for with POST")
        return await _complete(await request.aread(), self._window)


def _models() -> httpx2.Response:
    model = {"id": MODEL, "object": "model", "created": _CREATED, "owned_by": "briefing"}
    return _json(200, {"object": "list", "data": [model]})


async def _complete(body: bytes, window: int | None) -> httpx2.Response:
    try:
        asked = json.loads(body)
        messages = [(message["role"], _text(message["content"])) for message in asked["messages"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _error(400, "the body is not a chat completion request")
    if asked.get("stream"):
        return _error(400, "the embedded endpoint does not stream")
    cap = _cap(asked)
    if window is not None and (sent := _tokens(body)) + cap > window:
        told = f"the maximum context length is {window} tokens, and {sent} sent with {cap} of answer are more"
        return _error(400, told, code="context_length_exceeded")
    form = _form(asked, messages)
    work = _work(form, messages)
    if work is None:
        return _error(400, "there is no fenced source in the messages, and the embedded endpoint knows nothing else")
    draft = empty_draft().model_dump() if _is_continued(messages) else await apart(work, MODEL)
    answer = json.dumps({name: draft[name] for name in form.model.model_fields}, ensure_ascii=False)
    return _json(200, _completion(body, asked, answer))


def _work(form: Form, messages: list[tuple[str, str]]) -> Callable[[], dict[str, Any]] | None:
    """What makes the answer in *form*; None where nothing is in a fence."""
    if form is ASSESSMENT:
        evidence = [line for role, text in messages if role != "assistant" for line in read_evidence(text)]
        return partial(assess, evidence) if evidence else None
    sources = _sources(messages)
    if not sources:
        return None
    if form is COLLECTION:
        quotes = _QUOTES.search(messages[-1][1])
        return partial(collect, sources, int(quotes[1]) if quotes else _MOST_QUOTES)
    return partial(extract, sources)


def _form(asked: Mapping[str, Any], messages: list[tuple[str, str]]) -> Form:
    """What is asked for: the schema's name says it, or where none is given, the schema in the messages."""
    try:
        name = asked["response_format"]["json_schema"]["name"]
    except (KeyError, TypeError):
        name = _tool(asked) or next((form.name for form in FORMS if form.text in messages[0][1]), None)
    return next((form for form in FORMS if form.name == name), WHOLE)


def _cap(asked: Mapping[str, Any]) -> int:
    cap = asked.get("max_completion_tokens") or asked.get("max_tokens")
    return cap if isinstance(cap, int) else 0


def _text(content: Any) -> str:
    """A message's text, which the protocol allows as a string or as a list of parts."""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if part.get("type") == "text")
    return content if isinstance(content, str) else ""


def _sources(messages: list[tuple[str, str]]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for role, text in messages:
        if role != "assistant":
            try:
                found.update(read_fences(text))
            except (ValueError, TypeError):
                continue  # a fence drawn by somebody else, around another kind of header
    return found


def _is_continued(messages: list[tuple[str, str]]) -> bool:
    """Whether an answer was given already, and a later message asks for something to be mended."""
    roles = [role for role, _ in messages]
    return "assistant" in roles and "user" in roles[roles.index("assistant") :]


def _completion(body: bytes, asked: Mapping[str, Any], answer: str) -> dict[str, Any]:
    digest = hashlib.sha256(body).hexdigest()[:24]
    message: dict[str, Any] = {"role": "assistant", "content": answer, "refusal": None}
    tool = _tool(asked)
    if tool is not None:
        call = {"id": f"call_{digest}", "type": "function", "function": {"name": tool, "arguments": answer}}
        message = {"role": "assistant", "content": None, "refusal": None, "tool_calls": [call]}
    prompt, completion = _tokens(body), _tokens(answer.encode())
    return {
        "id": f"chatcmpl-{digest}",
        "object": "chat.completion",
        "created": _CREATED,
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "message": message,
                "finish_reason": "stop" if tool is None else "tool_calls",
                "logprobs": None,
            }
        ],
        "usage": {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion},
    }


def _tool(asked: Mapping[str, Any]) -> str | None:
    """The name of the tool to answer through, or ``None`` for an answer in the message itself."""
    tools = asked.get("tools")
    if not tools or asked.get("tool_choice") == "none":
        return None
    try:
        return str(tools[0]["function"]["name"])
    except (KeyError, TypeError, IndexError):
        return None


def _tokens(data: bytes) -> int:
    return -(-len(data) // _BYTES_PER_TOKEN)


def _error(status: int, message: str, *, code: str | None = None) -> httpx2.Response:
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return _json(status, {"error": error})


def _json(status: int, content: Mapping[str, Any]) -> httpx2.Response:
    body = json.dumps(content, ensure_ascii=False).encode()
    return httpx2.Response(status, headers={"content-type": "application/json"}, content=body)
