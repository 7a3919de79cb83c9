"""What a server that is not ours was seen to send: llama-cpp-python's, with a model that writes noise.

``tests/bench/tiny_gguf.py`` makes the model and says how to see it again.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefing.errors import AnswerForeign, AnswerOffSchema, AnswerTruncated
from tests.reference_server import ReferenceServer
from tests.reference_turns import answer
from tests.small_brief import Asked, small_draft


@pytest.fixture(autouse=True)
def _nothing_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier test taught the process about a port is not held against a later one."""
    monkeypatch.setattr("briefing.endpoint.connection._LEARNED", {})


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
