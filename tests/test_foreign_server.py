"""What a server that is not ours was seen to send: llama-cpp-python's, with a model that writes noise.

``tests/bench/tiny_gguf.py`` makes the model and says how to see it again.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import pytest

from briefing.errors import (
    AnswerFiltered,
    AnswerForeign,
    AnswerOffSchema,
    AnswerTruncated,
    BriefingError,
    ContextTooLong,
    CredentialsRefused,
    EndpointRejected,
    EndpointUnreachable,
    ModelUnknown,
    QuotaExhausted,
)
from tests.reference_server import ReferenceServer
from tests.reference_turns import Turn, answer
from tests.small_brief import Asked, small_draft


@pytest.mark.parametrize("control", ["\n", "\t", "\x1b", "\x00"])
async def test_a_raw_control_character_in_a_string_costs_no_second_call(control: str) -> None:
    """JSON forbids it and llama.cpp's grammar does not: the answer is read as if a space stood there."""
    spoiled = json.dumps({**small_draft(), "title": "Two@words"}).replace("@", control)
    with ReferenceServer([answer(spoiled)]) as server:
        got = await Asked().ask(server.base_url, mode="tools")
    assert got.draft.title == "Two words"
    assert len(server.asked) == 1


async def test_a_small_body_that_unpacks_to_gigabytes_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read of a body has a limit, counted after decompression; one call, one error of its own."""
    monkeypatch.setattr("briefing.endpoint.connection.LARGEST_ANSWER", 2**20)
    with (
        ReferenceServer(answer(" " * 2**22, gzip=True)) as server,
        pytest.raises(AnswerForeign, match="more than 1 MiB"),
    ):
        await Asked().ask(server.base_url)
    assert len(server.asked) == 1


async def test_a_key_given_twice_is_seen_behind_a_raw_line_break() -> None:
    """A control character does not hide from the check for duplicate keys what comes after it."""
    spoiled = json.dumps(small_draft()).replace('"title":', '\n"title": "a\nb", "title":')
    with ReferenceServer(answer(spoiled)) as server, pytest.raises(AnswerOffSchema, match="uplicate key"):
        await Asked().ask(server.base_url, mode="tools")


@pytest.mark.parametrize(
    "text",
    ["{" * 5_000, '{"a": ' * 200 + "1" + "}" * 200, "[{" * 300 + '"', json.dumps({"a": "b" * 1_100_000})],
    ids=["brackets alone", "too deep", "too broken", "too long"],
)
async def test_what_the_reader_gives_up_on_is_asked_for_again_and_then_one_error(text: str) -> None:
    """JSON past the limits of instructor's reader is an answer off the schema, and no fault of ours."""
    with ReferenceServer(answer(text, usage=(10, 10))) as server, pytest.raises(AnswerOffSchema):
        await Asked().ask(server.base_url, mode="tools", reasks=1)
    assert len(server.asked) == 2


@pytest.mark.parametrize("reason", ["tool_calls", "stop"])
async def test_an_answer_that_fills_its_room_and_breaks_off_was_cut_off(reason: str) -> None:
    """llama-cpp-python gives no "length" for a tool call: the count of tokens tells, and it gets more room once."""
    broken = json.dumps(small_draft())[:-40]

    def give(body: dict[str, Any], number: int) -> Any:
        return answer(broken, finish_reason=reason, usage=(10, body["max_tokens"]))

    with ReferenceServer(give) as server, pytest.raises(AnswerTruncated):
        await Asked().ask(server.base_url, mode="tools")
    rooms = [request.body["max_tokens"] for request in server.asked]
    assert rooms == [rooms[0], 2 * rooms[0]]


async def test_a_whole_answer_that_fills_its_room_to_the_token_is_taken() -> None:
    """Reaching the cap is no fault of an answer that can be read."""

    def give(body: dict[str, Any], number: int) -> Any:
        return answer(small_draft(), usage=(10, body["max_tokens"]))

    with ReferenceServer(give) as server:
        got = await Asked().ask(server.base_url, mode="tools")
    assert got.draft.title == small_draft()["title"]


async def test_a_broken_object_is_asked_for_again_with_the_place_where_it_breaks() -> None:
    """Not with the errors of an object inside it that happens to be whole, which would mislead the model."""
    broken = json.dumps(small_draft()).replace('"title":', '"title"')
    with ReferenceServer([answer(broken), answer(small_draft())]) as server:
        await Asked().ask(server.base_url, mode="tools")
    said = server.asked[1].body["messages"][-1]["content"]
    assert "it is not JSON: expected `:` at line 1 column" in said
    assert "Field required" not in said


@pytest.mark.parametrize(
    ("told", "kind", "words"),
    [
        ({"message": "The upstream\x1b[31m fell over."}, EndpointRejected, "answered with an error: The upstream"),
        ({"message": "No.", "code": "odd"}, EndpointRejected, "answered with an error: No."),
        ("A plain word.", EndpointRejected, "answered with an error: A plain word."),
        ([1], EndpointRejected, "answered with an error"),
        ({"message": 5, "code": []}, EndpointRejected, "answered with an error: 5"),
        ({"message": "Provider returned error", "code": 502}, EndpointUnreachable, "HTTP 502: Provider returned error"),
        ({"message": "Slow down.", "code": 429}, EndpointUnreachable, "HTTP 429: Slow down."),
        ({"message": "Pay.", "code": "insufficient_quota"}, EndpointRejected, "answered with an error: Pay."),
        ({"message": "x", "code": "context_length_exceeded"}, ContextTooLong, "do not fit"),
        ({"message": "x", "code": "model_not_found"}, ModelUnknown, "does not serve"),
        ({"message": "x", "code": "content_filter"}, AnswerFiltered, "filter"),
        ({"message": "x", "code": 401}, CredentialsRefused, "the key was refused"),
        ({"message": "x", "code": 429, "type": "insufficient_quota"}, QuotaExhausted, "quota"),
    ],
)
@pytest.mark.parametrize("beside", [{}, {"choices": []}, {"choices": None}])
async def test_an_error_with_status_200_is_told_in_the_servers_words(
    told: Any, kind: type[BriefingError], words: str, beside: dict[str, Any]
) -> None:
    """Gateways answer so when the service behind them failed: one call, one line, and a code counts as a status."""
    with ReferenceServer(Turn(body={"error": told, **beside})) as server, pytest.raises(kind) as caught:
        await Asked().ask(server.base_url)
    assert type(caught.value) is kind
    assert words in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(server.asked) == 1


async def test_an_error_beside_an_answer_is_read_over() -> None:
    """What counts is the answer."""
    body = {"error": {"message": "odd"}, "choices": [{"message": {"content": json.dumps(small_draft())}}]}
    with ReferenceServer(Turn(body=body)) as server:
        got = await Asked().ask(server.base_url)
    assert got.draft.title == small_draft()["title"]


async def test_of_several_tool_calls_ours_is_read() -> None:
    """A call of another function is no draft, wherever it stands; alone, it is a tool that the server renamed."""

    def calls(*names: str) -> Turn:
        arguments = {"Draft": json.dumps(small_draft())}
        made = [{"function": {"name": name, "arguments": arguments.get(name, '{"city": "Niamey"}')}} for name in names]
        return Turn(body={"choices": [{"message": {"content": None, "tool_calls": made}}]})

    renamed = {"function": {"name": "draft_0", "arguments": json.dumps(small_draft())}}
    alone = Turn(body={"choices": [{"message": {"tool_calls": [renamed]}}]})
    for turn in (calls("weather", "Draft"), calls("Draft", "weather"), alone):
        with ReferenceServer(turn) as server:
            got = await Asked().ask(server.base_url, mode="tools", reasks=0)
        assert got.draft.title == small_draft()["title"]


async def test_content_in_parts_is_joined() -> None:
    """The parts that are text, in order; what the model thought aloud stands in parts of another type."""
    text = json.dumps(small_draft())
    parts = [
        {"type": "thinking", "thinking": "Hm.", "text": "Hm."},
        {"type": "text", "text": text[:50]},
        {"type": "text", "text": None},
        {"type": "text", "text": text[50:]},
    ]
    with ReferenceServer(Turn(body={"choices": [{"message": {"content": parts}}]})) as server:
        got = await Asked().ask(server.base_url)
    assert got.text == text


@pytest.mark.parametrize("status", [400, 429, 503])
async def test_a_gateways_page_is_not_repeated(status: int) -> None:
    """Of a body that is no JSON the status and its reason are told, and no markup."""
    page = Turn(
        status=status, body="<html><head><title>Sorry</title></head></html>", headers={"Content-Type": "text/html"}
    )
    with ReferenceServer(page) as server, pytest.raises((EndpointRejected, EndpointUnreachable)) as caught:
        await Asked().ask(server.base_url, tries=1)
    assert f"HTTP {status}: {HTTPStatus(status).phrase}" in str(caught.value)
    assert "<" not in str(caught.value)


@pytest.mark.parametrize(
    ("location", "named"),
    [
        ("http://elsewhere.example:81/steal?key=hush", "elsewhere.example:81"),
        ("/v2/chat/completions", "127.0.0.1"),
        ("", "127.0.0.1"),
        ("http://[::1", "nowhere that can be read"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirection_is_not_followed(status: int, location: str, named: str) -> None:
    """The prompt goes where the user sent it: one call, and one line that names the other host and no more of it."""
    away = Turn(status=status, headers={"Location": location}, body="")
    with ReferenceServer(away) as server, pytest.raises(EndpointRejected, match="redirects to") as caught:
        await Asked().ask(server.base_url)
    assert named in str(caught.value)
    assert "hush" not in str(caught.value)
    assert len(server.requests) == 1


async def test_a_list_of_models_is_not_looked_for_elsewhere() -> None:
    """The first question, too, carries the key."""
    away = Turn(status=307, headers={"Location": "http://elsewhere.example/v1/models"}, body="")
    with (
        ReferenceServer(answer(small_draft()), models_turn=away) as server,
        pytest.raises(EndpointRejected, match=r"elsewhere\.example"),
    ):
        await Asked().ask(server.base_url, model="")
    assert len(server.requests) == 1
