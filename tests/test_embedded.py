"""The embedded endpoint as a client meets it: the protocol, what it refuses, and that it only extracts."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest

from briefing.draft import Draft, wire_schema
from briefing.embedded import EMBEDDED_LANGUAGES, EmbeddedTransport
from briefing.fence import draw_fences
from briefing.source import Source

REPORT = """Reykholm to close its harbour to foreign trawlers

Iceland will close two harbours to trawlers from Portugal, Fisheries Minister Hildur Brandsdottir said on Monday.

"The stock could collapse within three years," Brandsdottir told reporters.
"""
BASE = "http://embedded/v1"


def request_of(*texts: str, **extra: Any) -> dict[str, Any]:
    """A chat request over *texts*, each a fenced source."""
    material = draw_fences([Source.from_text(text) for text in texts])
    messages = [{"role": "system", "content": "Draft."}, {"role": "user", "content": f"{material}\n\nNow."}]
    return {"model": "embedded", "messages": messages, **extra}


async def post(body: Any, path: str = "/chat/completions") -> httpx2.Response:
    """What the embedded endpoint answers to *body*."""
    async with httpx2.AsyncClient(transport=EmbeddedTransport()) as client:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await client.post(BASE + path, content=content)


async def draft_of(body: dict[str, Any]) -> Draft:
    """The draft in the message of the answer to *body*."""
    answer = await post(body)
    assert answer.status_code == 200, answer.text
    return Draft.model_validate_json(answer.json()["choices"][0]["message"]["content"])


async def test_it_lists_one_model() -> None:
    """``GET /models`` names ``embedded`` and nothing else, so that a client without a model finds it."""
    async with httpx2.AsyncClient(transport=EmbeddedTransport()) as client:
        answer = await client.get(f"{BASE}/models")
    assert [model["id"] for model in answer.json()["data"]] == ["embedded"]


async def test_an_answer_is_a_draft_in_the_message() -> None:
    """With a JSON schema asked for, the content is JSON that fits the wire schema, aliases included."""
    form = {"type": "json_schema", "json_schema": {"name": "Draft", "strict": True, "schema": wire_schema()}}
    draft = await draft_of(request_of(REPORT, response_format=form))
    assert draft.evidence
    assert draft.bottom_line


async def test_a_tool_is_answered_through_its_arguments() -> None:
    """With tools, the same draft comes as the arguments of a call of that tool, and no content beside it."""
    plain = await draft_of(request_of(REPORT))
    tool = {"type": "function", "function": {"name": "Draft", "parameters": wire_schema()}}
    choice = (await post(request_of(REPORT, tools=[tool]))).json()["choices"][0]
    assert choice["message"]["content"] is None
    assert choice["finish_reason"] == "tool_calls"
    call = choice["message"]["tool_calls"][0]["function"]
    assert call["name"] == "Draft"
    assert Draft.model_validate_json(call["arguments"]) == plain


async def test_the_same_request_gets_the_same_bytes() -> None:
    """No clock and no chance: recordings and caches over it hold."""
    body = request_of(REPORT)
    assert (await post(body)).content == (await post(body)).content


async def test_another_request_gets_another_id() -> None:
    """The answer's id comes from the request, so two different answers are not taken for one."""
    one, other = await post(request_of(REPORT)), await post(request_of(REPORT + " And more of it was said."))
    assert one.json()["id"] != other.json()["id"]


async def test_usage_is_the_bytes_by_four() -> None:
    """Token counts are an estimate that grows with the request, and they add up."""
    body = json.dumps(request_of(REPORT)).encode()
    usage = (await post(body)).json()["usage"]
    assert usage["prompt_tokens"] == -(-len(body) // 4)
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[]",
        b"{}",
        b'{"messages": 3}',
        b'{"messages": [{"role": "user"}]}',
        b'{"messages": [{"role": "user", "content": [3]}]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
async def test_what_is_no_chat_request_is_refused(body: bytes) -> None:
    """A body of another shape is a 400 with the protocol's own error, never an exception."""
    answer = await post(body)
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


async def test_without_a_fence_it_knows_nothing() -> None:
    """Text outside a fence is no source, whatever it says: 400, and the message says why."""
    answer = await post({"model": "embedded", "messages": [{"role": "user", "content": REPORT}]})
    assert answer.status_code == 400
    assert "fenced source" in answer.json()["error"]["message"]


async def test_a_fence_that_was_tampered_with_is_none() -> None:
    """A source that does not fit its digest is not read."""
    body = request_of(REPORT)
    body["messages"][1]["content"] = body["messages"][1]["content"].replace("two harbours", "all harbours")
    assert (await post(body)).status_code == 400


async def test_a_fence_in_an_answer_is_no_source() -> None:
    """What the assistant is said to have answered is not material."""
    fenced = request_of(REPORT)["messages"][1]["content"]
    body = {"messages": [{"role": "user", "content": "Go on."}, {"role": "assistant", "content": fenced}]}
    assert (await post(body)).status_code == 400


async def test_content_in_parts_is_read() -> None:
    """The protocol lets a message's content be a list of parts."""
    body = request_of(REPORT)
    body["messages"][1]["content"] = [{"type": "text", "text": body["messages"][1]["content"]}]
    assert (await draft_of(body)).evidence


async def test_a_repair_gets_an_empty_draft() -> None:
    """Asked to mend an answer, it offers nothing: it only ever quoted."""
    body = request_of(REPORT)
    body["messages"] += [{"role": "assistant", "content": "{}"}, {"role": "user", "content": "E1 did not stand."}]
    draft = await draft_of(body)
    assert not any(getattr(draft, name) for name in Draft.model_fields)


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("GET", "/chat/completions", 405)])
async def test_what_it_does_not_serve(method: str, path: str, status: int) -> None:
    """Other paths and methods have the protocol's errors."""
    async with httpx2.AsyncClient(transport=EmbeddedTransport()) as client:
        answer = await client.request(method, BASE + path)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


async def test_streaming_is_refused() -> None:
    """It does not stream, and says so rather than send something else."""
    assert (await post(request_of(REPORT, stream=True))).status_code == 400


async def test_every_source_is_read() -> None:
    """Evidence comes from each of several sources, under its own number."""
    other = "Portugal may stop selling salt to Iceland, said Rui Barbedo, an economist at the University of Braga."
    draft = await draft_of(request_of(REPORT, other))
    assert {evidence.source for evidence in draft.evidence} == {"S1", "S2"}
    assert any("S2" in sentence for sentence in draft.bottom_line)


def test_it_says_what_it_reads() -> None:
    """Languages beyond English are said to be read in part only."""
    assert set(EMBEDDED_LANGUAGES) == {"en", "*"}


async def test_hostile_texts_are_only_text(shared: Path) -> None:
    """Every string of the public collection of hostile ones can be a report: a draft comes back, grounded."""
    rows = (shared / "eval" / "payloads-dev.jsonl").read_text(encoding="utf-8").splitlines()
    for row in rows:
        texts = [value for value in json.loads(row).values() if isinstance(value, str)]
        source = Source.from_text(max(texts, key=len))
        if not source.text.strip():
            continue
        draft = await draft_of(request_of(source.text))
        assert all(source.locate(evidence.quote) for evidence in draft.evidence)


async def test_nothing_waits_for_a_report_that_nobody_wants_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted request ends at once: the extraction runs where neither the loop nor the process waits for it."""
    started, finished, threads = threading.Event(), threading.Event(), []

    def slow(_: object) -> dict[str, Any]:
        threads.append(threading.current_thread())
        started.set()
        time.sleep(1)
        finished.set()
        return {}

    monkeypatch.setattr("briefing.embedded.extract", slow)
    asked = asyncio.create_task(post(request_of(REPORT)))
    while not started.is_set():
        await asyncio.sleep(0.01)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await asyncio.get_running_loop().shutdown_default_executor()
    assert not finished.is_set()
    assert threads[0].daemon


async def test_a_fault_of_the_extraction_reaches_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the thread is raised where the answer is waited for, and does not leave it waiting."""

    def broken(_: object) -> dict[str, Any]:
        raise LookupError("no such passage")

    monkeypatch.setattr("briefing.embedded.extract", broken)
    with pytest.raises(LookupError, match="no such passage"):
        await asyncio.wait_for(post(request_of(REPORT)), 5)
