"""The reference server, driven over HTTP: a test of faults is worth what the faults are worth."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from briefing.draft import Draft, wire_schema
from briefing.fence import draw_fences
from briefing.source import Source
from tests import reference_turns as turns
from tests.reference_rules import Rules
from tests.reference_server import ReferenceServer, unused_base_url
from tests.reference_turns import Turn, answer

ROOT = Path(__file__).parent.parent
DRAFT: dict[str, Any] = {"title": "Ниамей", "forecasts": [{"probability": 30}]}
MESSAGES = [{"role": "user", "content": "Answer in JSON."}]
SCHEMA = {"type": "json_schema", "json_schema": {"name": "Draft", "strict": True, "schema": wire_schema()}}
TOOL = {"type": "function", "function": {"name": "Draft", "strict": True, "parameters": wire_schema()}}
FORMATS: dict[str, dict[str, Any]] = {
    "json_schema": {"response_format": SCHEMA},
    "tools": {"tools": [TOOL]},
    "json_object": {"response_format": {"type": "json_object"}},
}


def post(server: ReferenceServer, **fields: Any) -> httpx2.Response:
    """Ask *server* for a chat completion."""
    body = {"model": "reference-analyst", "messages": MESSAGES, **fields}
    return httpx2.post(f"{server.base_url}/chat/completions", json=body, timeout=5)


def once(turn: Turn, **fields: Any) -> httpx2.Response:
    """The answer to one request of a server that plays *turn*."""
    with ReferenceServer(turn) as server:
        return post(server, **fields)


@pytest.mark.parametrize("mode", FORMATS)
def test_a_draft_comes_in_the_way_the_request_asks_for(mode: str) -> None:
    """As content for the two JSON formats, as the arguments of the tool that was offered for tools."""
    (choice,) = once(answer(DRAFT), **FORMATS[mode]).json()["choices"]
    if mode == "tools":
        (call,) = choice["message"]["tool_calls"]
        assert (choice["finish_reason"], choice["message"]["content"]) == ("tool_calls", None)
        assert (call["function"]["name"], json.loads(call["function"]["arguments"])) == ("Draft", DRAFT)
    else:
        assert (choice["finish_reason"], json.loads(choice["message"]["content"])) == ("stop", DRAFT)


@pytest.mark.parametrize("wrap", ["prose", "fence", "think"])
def test_only_a_format_without_schema_is_dressed_up(wrap: Any) -> None:
    """Prose, fences and thinking surround json_object's content; a schema's content is bare."""
    turn = answer(DRAFT, wrap=wrap)
    text = json.dumps(DRAFT, ensure_ascii=False)
    dressed = once(turn, **FORMATS["json_object"]).json()["choices"][0]["message"]["content"]
    assert text in dressed
    assert dressed != text
    assert once(turn, **FORMATS["json_schema"]).json()["choices"][0]["message"]["content"] == text


def test_answers_do_not_depend_on_the_clock() -> None:
    """The same request gets the same bytes: a recording made twice is the same file."""
    first, second = once(answer(DRAFT)), once(answer(DRAFT))
    assert first.content == second.content
    assert first.json()["created"] == 1_768_435_200
    assert first.json()["model"] == "reference-analyst"
    usage = first.json()["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"] > 0
    assert "usage" not in once(answer(DRAFT, usage=None)).json()


FAULTS: dict[str, tuple[Turn, int, Callable[[Any], object], object]] = {
    "429": (turns.transient(429, "7"), 429, lambda body: body["error"]["code"], "rate_limit_exceeded"),
    "503": (turns.transient(503), 503, lambda body: body["error"]["code"], None),
    "401": (turns.unauthorized(), 401, lambda body: body["error"]["code"], "invalid_api_key"),
    "403": (turns.forbidden(), 403, lambda body: body["error"]["param"], None),
    "model": (turns.model_unknown(), 404, lambda body: body["error"]["code"], "model_not_found"),
    "quota": (turns.quota_exhausted(), 429, lambda body: body["error"]["type"], "insufficient_quota"),
    "context": (turns.context_too_long(), 400, lambda body: body["error"]["code"], "context_length_exceeded"),
    "length": (turns.truncated(), 200, lambda body: body["choices"][0]["finish_reason"], "length"),
    "filter": (turns.filtered(), 200, lambda body: body["choices"][0]["finish_reason"], "content_filter"),
    "refusal": (turns.refused(), 200, lambda body: body["choices"][0]["message"]["content"], None),
    "empty": (turns.empty(), 200, lambda body: body["choices"][0]["message"]["content"], ""),
    "none": (turns.no_choices(), 200, lambda body: body["choices"], []),
    "null": (turns.null_choices(), 200, lambda body: body["choices"], None),
    "off": (turns.off_schema(), 200, lambda body: "title" in body["choices"][0]["message"]["content"], False),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_the_shape_that_servers_give_it(name: str) -> None:
    """Status, and the one field by which a client can tell it."""
    turn, status, field, value = FAULTS[name]
    answered = once(turn, **FORMATS["json_schema"])
    assert (answered.status_code, field(answered.json())) == (status, value)


@pytest.mark.parametrize(
    "value", ["7", turns.http_date(30), "soon", "-5"], ids=["seconds", "date", "words", "negative"]
)
def test_retry_after_is_sent_as_it_is(value: str) -> None:
    """Seconds, dates and nonsense reach the client unchanged."""
    assert once(turns.transient(429, value)).headers["retry-after"] == value


def test_a_web_page_with_status_200() -> None:
    """What a captive portal gives."""
    answered = once(turns.html_page())
    assert (answered.status_code, answered.headers["content-type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("drop", "expected"),
    [("before", httpx2.RemoteProtocolError), ("mid", httpx2.RemoteProtocolError), ("reset", httpx2.ReadError)],
)
def test_connections_break_where_they_are_told_to(drop: Any, expected: type[Exception]) -> None:
    """Before the answer, in the middle of it, and with a reset."""
    with pytest.raises(expected):
        once(answer("x" * 100_000, drop=drop))


def test_nothing_listens_on_an_unused_address() -> None:
    """For refused connections."""
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(unused_base_url(), timeout=5)


def test_a_byte_now_and_then_outlasts_read_timeouts_and_not_the_server() -> None:
    """Each byte arrives within a read timeout, so only a deadline ends it; leaving the block ends it too."""
    with (
        ReferenceServer(answer(DRAFT, drip=0.05)) as server,
        httpx2.stream(
            "POST",
            f"{server.base_url}/chat/completions",
            json={"model": "reference-analyst", "messages": MESSAGES},
            timeout=0.5,
        ) as answered,
    ):
        pieces = answered.iter_raw()
        assert [next(pieces) for _ in range(3)] == [b"{", b"\n", b" "]


@pytest.mark.parametrize("name", turns.hostile(DRAFT))
def test_hostile_answers_arrive_as_written(name: str) -> None:
    """The envelope is sound JSON; what is odd is inside."""
    content = once(turns.hostile(DRAFT)[name], **FORMATS["json_schema"]).json()["choices"][0]["message"]["content"]
    assert len(content) > 10
    assert "@@" not in content


def test_turns_are_given_in_order_and_then_no_more() -> None:
    """A request too many is answered with an error that no client takes for an answer."""
    with ReferenceServer([turns.transient(503), answer("one")]) as server:
        assert [post(server).status_code for _ in range(3)] == [503, 200, 400]
        assert len(server.asked) == 3
        assert server.asked[1].body["messages"] == MESSAGES


def test_what_the_protocol_forbids_never_reaches_the_script() -> None:
    """Broken JSON, no model, no messages, another model, another path or method: the real servers' errors."""
    headers = {"Authorization": "Bearer sk-1"}
    with (
        ReferenceServer([answer("one")], api_key="sk-1") as server,
        httpx2.Client(base_url=server.base_url, headers=headers, timeout=5) as client,
    ):
        url = "chat/completions"
        assert httpx2.post(f"{server.base_url}/{url}", json={}).status_code == 401
        assert client.post(url, content=b'{"model": ').status_code == 400
        assert "model" in client.post(url, json={"messages": MESSAGES}).json()["error"]["message"]
        missing = client.post(url, json={"model": "reference-analyst"}).json()["error"]
        assert (missing["param"], missing["code"]) == ("messages", "missing_required_parameter")
        wrong = client.post(url, json={"model": "gpt", "messages": MESSAGES})
        assert (wrong.status_code, wrong.json()["error"]["code"]) == (404, "model_not_found")
        assert client.post("completions", json={}).status_code == 404
        assert client.get(url).status_code == 405
        assert [model["id"] for model in client.get("models").json()["data"]] == ["reference-analyst"]
        assert client.post(url, json={"model": "reference-analyst", "messages": MESSAGES}).status_code == 200


@pytest.mark.parametrize("mode", ["json_schema", "tools"])
def test_strict_mode_takes_the_wire_schema_and_no_looser_one(mode: str) -> None:
    """As OpenAI does: every property required, no others allowed, nothing beside a reference."""
    with ReferenceServer(answer(DRAFT)) as server:
        assert post(server, **FORMATS[mode]).status_code == 200
        for break_it in (
            lambda schema: schema["required"].pop(),
            lambda schema: schema.pop("additionalProperties"),
            lambda schema: schema["$defs"]["VoiceDraft"].pop("additionalProperties"),
            lambda schema: schema["properties"]["voices"]["items"].update(description="A voice."),
            lambda schema: schema["properties"]["title"].update(default=None),
        ):
            fields = json.loads(json.dumps(FORMATS[mode]))
            holder = fields["tools"][0]["function"] if mode == "tools" else fields["response_format"]["json_schema"]
            schema = holder["parameters" if mode == "tools" else "schema"]
            break_it(schema)  # type: ignore[no-untyped-call]
            refused = post(server, **fields)
            assert refused.status_code == 400
            assert refused.json()["error"]["message"].startswith("Invalid schema for ")
            holder["strict"] = False
            assert post(server, **fields).status_code == 200


@pytest.mark.parametrize("status", [400, 422, 500, 501])
def test_a_mode_the_server_cannot_is_refused_and_the_others_work(status: int) -> None:
    """With each of the statuses that such servers give."""
    with ReferenceServer(answer(DRAFT), rules=Rules(modes=frozenset({"tools"}), mode_status=status)) as server:
        statuses = [post(server, **FORMATS[mode]).status_code for mode in ("json_schema", "tools", "json_object")]
    assert statuses == [status, 200, status]


@pytest.mark.parametrize(
    ("name", "fields", "openai_says"),
    [
        ("temperature", {"temperature": 0.2}, "Unsupported value: 'temperature'"),
        ("max_tokens", {"max_tokens": 9}, "Use 'max_completion_tokens' instead."),
        ("max_completion_tokens", {"max_completion_tokens": 9}, "Unrecognized request argument supplied"),
        ("strict", FORMATS["json_schema"], "Unknown parameter: 'response_format.json_schema.strict'"),
    ],
)
def test_an_unknown_parameter_is_refused_in_each_wording(name: str, fields: dict[str, Any], openai_says: str) -> None:
    """OpenAI's, vLLM's (no ``error`` around it) and FastAPI's own (422, a list)."""
    unknown = frozenset({name})
    with ReferenceServer(answer(DRAFT), rules=Rules(unknown=unknown)) as server:
        assert openai_says in post(server, **fields).json()["error"]["message"]
        assert post(server).status_code == 200
    with ReferenceServer(answer(DRAFT), rules=Rules(unknown=unknown, wording="vllm")) as server:
        vllm = post(server, **fields).json()
        assert (vllm["type"], "Extra inputs are not permitted" in vllm["message"]) == ("BadRequestError", True)
    with ReferenceServer(answer(DRAFT), rules=Rules(unknown=unknown, wording="fastapi")) as server:
        fastapi = post(server, **fields)
        assert (fastapi.status_code, fastapi.json()["detail"][0]["loc"][-1]) == (422, name)


def test_room_decides_whether_an_answer_is_cut() -> None:
    """Under either name of the output cap."""
    with ReferenceServer(turns.longer_than(DRAFT, 100)) as server:
        caps: list[dict[str, int]] = [{"max_tokens": 99}, {"max_completion_tokens": 99}, {"max_tokens": 100}]
        reasons = [post(server, **cap).json()["choices"][0]["finish_reason"] for cap in caps]
    assert reasons == ["length", "length", "stop"]


def test_gzip_is_given_to_those_who_take_it() -> None:
    """And only to them."""
    with ReferenceServer(answer(DRAFT, gzip=True)) as server:
        url, body = f"{server.base_url}/chat/completions", {"model": "reference-analyst", "messages": MESSAGES}
        packed = httpx2.post(url, json=body, headers={"Accept-Encoding": "gzip"})
        plain = httpx2.post(url, json=body, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_a_server_that_was_left_answers_nobody() -> None:
    """Connections kept open by a client are closed with it."""
    with httpx2.Client(timeout=2) as client:
        with ReferenceServer(answer(DRAFT)) as server:
            assert client.get(f"{server.base_url}/models").status_code == 200
        with pytest.raises(httpx2.TransportError):
            client.get(f"{server.base_url}/models")


def test_reference_answers_are_chosen_by_the_fenced_titles(tmp_path: Path) -> None:
    """By what the fences hold, not by what the text says; a repair gets an empty draft, a stranger an error."""
    seeds, answers = tmp_path / "seeds", tmp_path / "answers"
    (seeds / "two").mkdir(parents=True)
    answers.mkdir()
    (seeds / "one.md").write_text("---\ntitle: The one\n---\nText.\n")
    for number in "12":
        (seeds / "two" / f"{number}.md").write_text(f'---\ntitle: "The other: {number}"\n---\nText.\n')
    for name in ("one", "two"):
        (answers / f"{name}.json").write_text(json.dumps({"title": name}))
    with ReferenceServer(turns.reference_answers(answers, seeds=seeds)) as server:

        def title(*titles: str, more: tuple[dict[str, str], ...] = ()) -> Any:
            prompt = draw_fences([Source(text="The one is named here.", title=title) for title in titles])
            answered = post(server, messages=[{"role": "user", "content": prompt}, *more])
            if answered.status_code != 200:
                return answered.json()["error"]["code"]
            return json.loads(answered.json()["choices"][0]["message"]["content"])["title"]

        assert title("The one") == "one"
        assert title("The other: 2", "The other: 1") == "two"
        assert title("A stranger") == "no_reference_answer"
        repair = ({"role": "assistant", "content": "{}"}, {"role": "user", "content": "Mend E1."})
        assert title("The one", more=repair) is None
    Draft.model_validate(turns.empty_draft())


def test_the_projects_own_reference_answers_load() -> None:
    """Every answer has its seeds, and every seed a title."""
    assert callable(turns.reference_answers(ROOT / "tests" / "reference_answers"))
