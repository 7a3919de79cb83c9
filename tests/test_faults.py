"""Every fault that an endpoint can show: what a user sees, and how many calls it took."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from briefing.endpoint import faults
from briefing.errors import (
    AnswerEmpty,
    AnswerFiltered,
    AnswerForeign,
    AnswerOffSchema,
    AnswerRefused,
    AnswerTruncated,
    BriefingError,
    ContextTooLong,
    CredentialsRefused,
    DeadlinePassed,
    EndpointError,
    EndpointUnreachable,
    ModelUnknown,
    QuotaExhausted,
    UsageError,
)
from briefing.write import write_brief
from tests import reference_turns as turns
from tests.reference_rules import mode_of
from tests.reference_server import ReferenceServer, unused_base_url
from tests.reference_turns import MODEL, Turn, answer, transient
from tests.small_brief import SOURCE, SPREAD, Asked, small_draft, strict_json, with_quotes, write

KEY = "sk-do-not-print-0123456789"


async def fails(server: ReferenceServer, kind: type[BriefingError], **options: Any) -> BriefingError:
    """The error that a brief from *server* ends in: in one line, and of exactly that class unless it is the root."""
    with pytest.raises(kind) as caught:
        await write(server, **options)
    assert kind is EndpointError or type(caught.value) is kind
    assert "\n" not in str(caught.value)
    return caught.value


# For the moment.


@pytest.mark.parametrize(
    "fault",
    [
        *map(transient, (408, 409, 429, 502, 503, 529)),
        Turn(drop="before"),
        answer(small_draft(), drop="mid"),
        answer(small_draft(), drop="reset"),
    ],
    ids=lambda turn: turn.drop or str(turn.status),
)
async def test_a_fault_for_the_moment_is_tried_again(fault: Turn) -> None:
    """Two faults, then the answer: three calls, two waits, each longer than the one before at least could be."""
    asked = Asked()
    with ReferenceServer([fault, fault, answer(small_draft())]) as server:
        got = await asked.ask(server.base_url)
        assert len(server.asked) == 3
        assert {mode_of(request.body) for request in server.asked} == {"json_schema"}
    assert got.draft.title == small_draft()["title"]
    first, second = asked.waits
    assert 0.5 <= first <= 1.5
    assert 1.0 <= second <= 2.0
    assert asked.tally.used.calls == 1


async def test_a_500_of_an_endpoint_that_has_answered_is_for_the_moment() -> None:
    """In a mode that is known, 500 and 501 are tried again like any other 5xx."""
    asked = Asked()
    with ReferenceServer([transient(500), transient(501), answer(small_draft())]) as server:
        await asked.ask(server.base_url, mode="json_schema")
        assert len(server.asked) == 3
    assert len(asked.waits) == 2


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("tries", [1, 4])
async def test_the_tries_are_capped(status: int, tries: int) -> None:
    """No more than the set number of calls, then one error that says how often and what was said last."""
    asked = Asked()
    with ReferenceServer(transient(status)) as server:
        with pytest.raises(EndpointUnreachable, match=f"HTTP {status}: Reference fault {status}") as caught:
            await asked.ask(server.base_url, tries=tries)
        assert f"after {tries} {'try' if tries == 1 else 'tries'}" in str(caught.value)
        assert len(server.asked) == tries
    assert len(asked.waits) == tries - 1


async def test_a_refused_connection_is_tried_again_and_then_told() -> None:
    """Nothing listens: as many tries, and the user is asked whether the endpoint runs."""
    asked = Asked()
    with pytest.raises(EndpointUnreachable, match=r"no connection after 3 tries.*is the endpoint running"):
        await asked.ask(unused_base_url(), tries=3)
    assert len(asked.waits) == 2


@pytest.mark.parametrize("handling", [False, True])
def test_a_refused_connection_is_named_whatever_the_caller_was_at(handling: bool) -> None:
    """Through the synchronous face, and in a caller's own handler: the cause is the network's, nobody else's."""

    def call() -> None:
        try:
            raise RuntimeError("of the caller's own")
        except RuntimeError:
            if handling:
                write_brief([SOURCE], model=MODEL, base_url=unused_base_url(), tries=1)
        write_brief([SOURCE], model=MODEL, base_url=unused_base_url(), tries=1)

    with pytest.raises(EndpointUnreachable, match=r"no connection after 1 try: connection refused; is the endpoint"):
        call()


async def test_the_flow_rides_out_a_fault_too() -> None:
    """A brief comes of it, and its sums do not count what was never answered."""
    with ReferenceServer([transient(429, "0"), Turn(drop="before"), answer(small_draft())]) as server:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(faults, "_BACK_OFF", lambda _state: 0.0)
            brief = await write(server, tries=3)
        assert len(server.asked) == 3
    assert brief.provenance.calls == 1


# How long it waits.


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("0", 0.0), ("1.5", 1.5), ("121", 120.0), ("1e9", 120.0)])
async def test_retry_after_in_seconds_is_kept_to(header: str, seconds: float) -> None:
    """As it says, up to two minutes."""
    asked = Asked()
    with ReferenceServer([transient(429, header), answer(small_draft())]) as server:
        await asked.ask(server.base_url, timeout=1000)
    assert asked.waits == [seconds]


@pytest.mark.parametrize(("ahead", "least", "most"), [(30, 27, 30), (4000, 120, 120)])
async def test_retry_after_as_a_date_is_kept_to(ahead: int, least: float, most: float) -> None:
    """An HTTP date is the seconds until then, up to two minutes."""
    asked = Asked()
    with ReferenceServer([transient(503, turns.http_date(ahead)), answer(small_draft())]) as server:
        await asked.ask(server.base_url, timeout=1000)
    (waited,) = asked.waits
    assert least <= waited <= most


@pytest.mark.parametrize(
    "header",
    [
        *("-5", "nan", "inf", "soon", "", "5 minutes", "Mon, 99 Foo 2026 99:99:99 GMT", "1" * 400, "0x10"),
        *("Wed, 21 Oct 2015 07:28:00 GMT", "Fri, 31 Dec 999999 23:59:59 GMT"),
    ],
)
async def test_a_retry_after_that_makes_no_sense_is_ignored(header: str) -> None:
    """The back-off of our own stands: never a crash, never an endless wait, never none at all."""
    asked = Asked()
    with ReferenceServer([transient(503, header), answer(small_draft())]) as server:
        await asked.ask(server.base_url)
    (waited,) = asked.waits
    assert 0.5 <= waited <= 1.5


async def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    """Two minutes' wait with ten seconds left ends in nothing: the user is told now."""
    asked = Asked()
    asked.tally.deadline = time.monotonic() + 10
    with ReferenceServer(transient(503, "120")) as server:
        with pytest.raises(EndpointUnreachable):
            await asked.ask(server.base_url)
        assert len(server.asked) == 1
    assert asked.waits == []


@pytest.mark.parametrize(
    "slow",
    [answer(small_draft(), drip=0.05), answer(small_draft(), delay=30)],
    ids=["a byte at a time", "no first byte"],
)
async def test_the_deadline_ends_a_server_that_never_finishes(slow: Turn) -> None:
    """``timeout`` is for the whole brief: bytes that trickle in do not prolong it."""
    with ReferenceServer(slow) as server:
        await fails(server, DeadlinePassed, timeout=0.4, tries=5)
        assert len(server.asked) == 1


async def test_the_deadline_covers_waits_and_discovery() -> None:
    """Naming the models takes from the same time."""
    with ReferenceServer(answer(small_draft()), models_turn=Turn(body={"data": []}, delay=30)) as server:
        await fails(server, DeadlinePassed, model=None, timeout=0.3, tries=5)
        assert len(server.asked) == 0


# For good.


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        (turns.unauthorized(), CredentialsRefused),
        (turns.forbidden(), CredentialsRefused),
        (turns.model_unknown(), ModelUnknown),
        (turns.quota_exhausted(), QuotaExhausted),
        (turns.error(413, "The prompt is too long.", code="context_length_exceeded"), ContextTooLong),
        (turns.error(400, "The response was filtered.", code="content_filter"), AnswerFiltered),
        (turns.refused(), AnswerRefused),
        (turns.filtered(), AnswerFiltered),
        (turns.empty(), AnswerEmpty),
        (answer(" \n\t"), AnswerEmpty),
        (turns.no_choices(), AnswerEmpty),
        (turns.null_choices(), AnswerEmpty),
        (turns.html_page(), AnswerForeign),
    ],
)
async def test_what_no_retry_helps_against_fails_at_once(turn: Turn, kind: type[EndpointError]) -> None:
    """One call each, no other mode, no waiting, and an error of its own."""
    with ReferenceServer(turn) as server:
        await fails(server, kind, tries=5)
        assert len(server.asked) == 1


async def test_a_window_that_is_told_is_kept_to() -> None:
    """The same brief is asked for again, once, with room for an answer that fits; the next one starts afresh."""
    message = (
        "This model's maximum context length is 8192 tokens. However, you requested 21000 tokens (5000 in the "
        "messages, 16000 in the completion). Please reduce the length of the messages or completion."
    )
    refusal = turns.error(400, message, code="context_length_exceeded")
    with ReferenceServer([refusal, answer(small_draft()), *[refusal] * 20]) as server:
        await write(server)
        await fails(server, ContextTooLong)
    sent = [(request.body["max_tokens"], mode_of(request.body)) for request in server.asked]
    assert sent[0] == sent[2] == (16_000, "json_schema")
    assert sent[1] == sent[3]
    assert 500 <= sent[1][0] < 8192


async def test_a_prompt_over_the_window_is_never_mistaken_for_a_parameter() -> None:
    """Neither the mode nor the cap changes, now or for the next brief."""
    message = "max_tokens is not allowed here: the model takes at most 8192 tokens of prompt and completion together."
    script = [turns.error(400, message, code="context_length_exceeded"), answer(small_draft())]
    with ReferenceServer(script) as server:
        await fails(server, ContextTooLong)
        await write(server)
    first, second = (request.body for request in server.asked)
    assert (first["max_tokens"], mode_of(first)) == (second["max_tokens"], mode_of(second)) == (16_000, "json_schema")


async def test_an_answer_cut_off_twice_is_one_error() -> None:
    """One more call with twice the room, then no answer rather than half a one."""
    with ReferenceServer(turns.truncated()) as server:
        await fails(server, AnswerTruncated, max_output_tokens=1000)
        assert [request.body["max_tokens"] for request in server.asked] == [1000, 2000]


async def test_a_whole_object_that_was_cut_off_is_not_taken_for_whole() -> None:
    """JSON that happens to be complete does not count when the server says that it ended at the cap."""
    with ReferenceServer(answer(small_draft(), finish_reason="length")) as server:
        await fails(server, AnswerTruncated)
        assert len(server.asked) == 2


async def test_off_the_schema_to_the_end_is_one_error() -> None:
    """Two re-asks by default, then an error that says what was wrong."""
    with ReferenceServer(turns.off_schema()) as server:
        error = await fails(server, AnswerOffSchema)
        assert len(server.asked) == 3
    assert "Field required" in str(error)


def _completion(**changes: Any) -> dict[str, Any]:
    body = json.loads(turns.finished(answer(small_draft()), {"model": MODEL, "messages": []}))
    return {**body, **changes}


@pytest.mark.parametrize(
    "body",
    [
        b'{"choices": [',
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000 + b"]" * 100_000,
        b'{"choices": ' + b"9" * 5000 + b"}",
        *(b"17", b"null", b'"text"', b"[]", b'{"choices": "x"}', b'{"choices": ["x"]}'),
        *(json.dumps({"choices": [{"message": message}]}).encode() for message in (7, "x", {"content": [1]})),
        json.dumps({"choices": [{"message": {"tool_calls": [{"function": {"arguments": {"a": 1}}}]}}]}).encode(),
    ],
)
async def test_a_body_that_is_no_completion_is_one_error(body: bytes) -> None:
    """No JSON, no object, or something else where the text should stand: foreign, after one call."""
    with ReferenceServer(Turn(body=body)) as server:
        await fails(server, AnswerForeign)
        assert len(server.asked) == 1


@pytest.mark.parametrize("changes", [{"created": 10**18}, {"created": "now"}, {"id": None}, {"usage": "none"}])
async def test_an_oddity_beside_the_answer_costs_nothing(changes: dict[str, Any]) -> None:
    """What is not needed may be anything: the brief is written."""
    with ReferenceServer(Turn(body=_completion(**changes))) as server:
        brief = await write(server, mode="json_schema", input_price=1, output_price=1)
    assert brief.judgments


# Items that do not stand.


async def test_the_repair_call_asks_for_what_does_not_stand_only() -> None:
    """Exactly one more call, naming E2 and nothing else; the mended item comes in, the rest is kept as it was."""
    first = with_quotes(E2="The strike is certain to spread to the grain terminal")
    mended = with_quotes(E1="Quite another quote", E2=SPREAD)
    with ReferenceServer([answer(first), answer({**mended, "title": "Another title", "judgments": []})]) as server:
        brief = await write(server)
        assert len(server.asked) == 2
    original, repair = (request.body["messages"] for request in server.asked)
    assert repair[:2] == original
    assert [message["role"] for message in repair] == ["system", "user", "assistant", "user"]
    assert json.loads(repair[2]["content"]) == first
    assert "evidence E2:" in repair[3]["content"]
    assert "E1" not in repair[3]["content"]
    assert "E3" not in repair[3]["content"]
    assert SPREAD in repair[3]["content"], "the nearest passage is suggested"
    assert [item.id for item in brief.evidence] == ["E1", "E2", "E3"]
    assert [item.quote for item in brief.evidence][1] == SPREAD
    assert brief.withheld == []
    assert (brief.title, [item.id for item in brief.judgments]) == (first["title"], ["J1"])
    assert brief.provenance.calls == 2


async def test_what_is_not_mended_is_withheld_with_its_reason() -> None:
    """No second repair: the item and what stood on it alone are listed with reasons, everything else is there."""
    first = with_quotes(E2="The strike is certain to spread to the grain terminal")
    with ReferenceServer([answer(first), answer(first)]) as server:
        brief = await write(server)
        assert len(server.asked) == 2
    assert [(item.section, item.item["id"]) for item in brief.withheld] == [("evidence", "E2"), ("forecasts", "F1")]
    assert all(item.reason for item in brief.withheld)
    assert [item.id for item in brief.evidence] == ["E1", "E3"]
    assert [item.id for item in brief.judgments] == ["J1"]
    assert "certain to spread" not in "".join(item.quote for item in brief.evidence)


async def test_nothing_to_mend_is_no_second_call() -> None:
    """A draft on which everything stands is one call."""
    with ReferenceServer(answer(small_draft())) as server:
        brief = await write(server)
        assert len(server.asked) == 1
    assert brief.withheld == []
    assert not any("mended" in warning for warning in brief.warnings)


@pytest.mark.parametrize(
    ("turn", "calls"),
    [
        (transient(500, "0"), 2),
        (turns.off_schema(), 1),
        (turns.refused(), 1),
        (turns.empty(), 1),
        (turns.html_page(), 1),
        (turns.truncated(), 2),
        (turns.unauthorized(), 1),
        (Turn(body=b"[" * 100_000), 1),
    ],
    ids=["500", "off schema", "refusal", "empty", "html", "truncated", "401", "nested"],
)
async def test_a_repair_that_fails_still_gives_the_brief(turn: Turn, calls: int) -> None:
    """What was paid for is kept, the item is withheld, and a warning names the failure."""
    first = answer(with_quotes(E2="The strike is certain to spread to the grain terminal"))
    with ReferenceServer(lambda _body, number: turn if number else first) as server:
        brief = await write(server, tries=2)
        assert len(server.asked) == 1 + calls
    (warning,) = [warning for warning in brief.warnings if "should have mended" in warning]
    assert "\n" not in warning
    assert [item.item["id"] for item in brief.withheld if item.section == "evidence"] == ["E2"]
    assert [item.id for item in brief.judgments] == ["J1"]


async def test_a_repair_that_takes_too_long_still_gives_the_brief() -> None:
    """The deadline ends the repair, not the brief."""
    first = answer(with_quotes(E2="The strike is certain to spread to the grain terminal"))
    slow = answer(small_draft(), delay=30)
    with ReferenceServer(lambda _body, number: slow if number else first) as server:
        brief = await write(server, timeout=1)
        assert len(server.asked) == 2
    assert any("should have mended" in warning for warning in brief.warnings)


# Hostile answers.

REFUSED = {"deep nesting", "deep nesting inside", "duplicate keys", "huge integer", "lone surrogate"}


@pytest.mark.parametrize("name", sorted(turns.hostile(small_draft())))
async def test_a_hostile_answer_never_crashes_and_never_gets_through(name: str) -> None:
    """Refused or cleaned: JSON proper without controls and surrogates comes out, or one of our errors."""
    brief = None
    # Under the cap, so that nobody takes what cannot be read for cut off.
    turn = replace(turns.hostile(small_draft())[name], usage=(1000, 1000))
    with ReferenceServer(turn) as server:
        if name in REFUSED:
            error = await fails(server, AnswerOffSchema, reasks=1)
            assert str(error).isprintable()
            assert len(server.asked) == 2
        else:
            brief = await write(server, reasks=1)
    if brief is None:
        return
    text, page = brief.to_json(), brief.to_markdown()
    assert strict_json(text)
    # What is packed in base64 may spell anything.
    for output in (text.partition('"as_issued"')[0], page):
        output.encode()
        assert not set("\x00\x1b\ud800") & set(output)
        assert "NaN" not in output
        assert "Infinity" not in output
    assert "\\u0000" not in text
    assert "\\ud800" not in text
    assert all(0 < (forecast.probability or 1) < 100 for forecast in brief.forecasts)


@pytest.mark.parametrize("name", ["nan", "infinity", "1e999"])
async def test_an_impossible_number_costs_its_item_only(name: str) -> None:
    """The forecast is asked for again and withheld; the rest of the answer stands."""
    with ReferenceServer(turns.hostile(small_draft())[name]) as server:
        brief = await write(server)
        assert len(server.asked) == 2
    assert [item.section for item in brief.withheld] == ["forecasts"]
    assert [item.id for item in brief.judgments] == ["J1"]


async def test_a_lone_surrogate_in_the_body_is_replaced() -> None:
    """Not only inside the answer's own JSON: the server's may hold one too, and the answer is sent back with it."""
    body = _completion()
    body["choices"][0]["message"]["content"] = '{"title": "a\ud800b"}'
    script = [Turn(body=json.dumps(body).encode()), answer(small_draft())]
    with ReferenceServer(script) as server:
        await write(server, mode="json_schema")
    assert server.asked[1].body["messages"][2]["content"] == '{"title": "a\ufffdb"}'


async def test_a_key_of_the_answers_own_making_is_printed_as_text_at_most() -> None:
    """The place of an error can be anything: no control character and no page of it reaches the error."""
    odd = {**small_draft(), "\x1b[31m\ud83d" + "x" * 5000: 1}
    with ReferenceServer(answer(json.dumps(odd))) as server:
        error = await fails(server, AnswerOffSchema, reasks=0)
    assert str(error).isprintable()
    assert len(str(error)) < 1000


# Secrets.

ECHOING = {
    "401": turns.error(401, f"Incorrect API key provided: {KEY}."),
    "400": turns.error(400, f"Bad header 'Authorization: Bearer {KEY}'"),
    "404": turns.error(404, f"No route for {KEY}"),
    "500": turns.error(503, f"Traceback: key={KEY}", headers={"Retry-After": "0"}),
    "quota": turns.error(429, f"Quota of {KEY} is used up", code="insufficient_quota"),
    "refusal": Turn(refusal=f"I will not work for {KEY}."),
    "off schema": answer({f"key {KEY}": 1}),
    "page": Turn(body=f"<html>{KEY}</html>", headers={"Content-Type": "text/html"}),
}


class _Records(logging.Handler):
    """Everything that reaches a handler of the root logger, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.texts: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append((record.name, f"{self.format(record)} {record.args!r}"))


@pytest.fixture
def records() -> Iterator[_Records]:
    """What an application sees that logs everything."""
    handler = _Records()
    loggers = [logging.getLogger(name) for name in (None, "openai", "httpx2", "httpcore2", "instructor", "asyncio")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield handler
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.mark.parametrize("name", ECHOING)
async def test_the_key_is_in_no_error_and_no_log_record(name: str, records: _Records) -> None:
    """Whatever the server repeats, and whoever listens, at DEBUG too."""
    with ReferenceServer(ECHOING[name]) as server:
        error = await fails(server, EndpointError, api_key=KEY, tries=2, reasks=0)
        assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in f"{error} {error!r} {error.args} {vars(error)}"
    assert not [text for _, text in records.texts if KEY in text]


async def test_the_key_is_in_no_log_record_of_a_brief_that_comes(records: _Records) -> None:
    """A request's headers are in nobody's log, also at DEBUG."""
    with ReferenceServer(answer(small_draft())) as server:
        brief = await write(server, api_key=KEY)
    assert records.texts
    assert not [text for _, text in records.texts if KEY in text]
    assert KEY not in brief.to_json()


async def test_the_prompt_and_the_answer_are_in_no_log_of_instructors(records: _Records) -> None:
    """Its records hold both, and so reach no handler."""
    with ReferenceServer(turns.off_schema()) as server:
        await fails(server, AnswerOffSchema)
    assert records.texts
    assert not [name for name, _ in records.texts if name.split(".")[0] == "instructor"]


@pytest.mark.parametrize(
    "turn", [turns.unauthorized(), transient(503), turns.html_page(), turns.error(404, "No such page")]
)
async def test_what_an_address_holds_beside_the_address_is_not_told(turn: Turn) -> None:
    """A user and a password in the base URL are in no error."""
    with ReferenceServer(turn) as server:
        base_url = server.base_url.replace("http://", "http://reader:hush-hush@")
        error = await _error_at(base_url)
    assert "127.0.0.1" in str(error)
    assert "hush-hush" not in f"{error} {error!r}"


async def test_a_key_in_the_path_of_the_address_is_not_told() -> None:
    """Some gateways take the key there; the error's subject is the address."""
    with ReferenceServer(answer(small_draft())) as server:
        error = await fails(server, EndpointError, api_key=KEY, base_url=server.base_url.replace("/v1", f"/{KEY}/v1"))
    assert "127.0.0.1" in str(error)
    assert KEY not in f"{error} {error!r} {vars(error)}"


async def _error_at(base_url: str) -> EndpointError:
    with pytest.raises(EndpointError) as caught:
        await Asked().ask(base_url, tries=1)
    return caught.value


@pytest.mark.parametrize("key", ["sk–typographic-dash", "sk-two\nlines", "ключ"])
async def test_a_key_that_no_header_can_carry_is_wrong_usage(key: str) -> None:
    """A mangled copy of a key is told as such, without the key, and nothing is sent."""
    with ReferenceServer(answer(small_draft())) as server:
        error = await fails(server, UsageError, api_key=key)
        assert len(server.requests) == 0
    assert key not in str(error)


# By themselves.


def test_no_retry_after_can_crash_the_wait() -> None:
    """Whatever a header holds, the wait is a number from 0 to two minutes."""
    import httpx2
    import openai
    import tenacity

    chance = random.Random(5)
    pieces = [
        "Mon, ",
        "31 ",
        "Feb ",
        "0000 ",
        "99999 ",
        "23:59:60",
        " GMT",
        " +9999",
        "-",
        "1",
        "e",
        "99",
        "\t",
        "nan",
        "é",
    ]
    for _ in range(600):
        header = "".join(chance.choices(pieces, k=chance.randrange(7)))
        request = httpx2.Request("POST", "http://127.0.0.1/v1")
        headers = [(b"retry-after", header.encode())]
        response = httpx2.Response(503, headers=headers, request=request)
        error = openai.InternalServerError("503", response=response, body=None)
        state = tenacity.RetryCallState(tenacity.AsyncRetrying(), None, (), {})
        state.set_exception((type(error), error, None))
        assert 0 <= faults.wait_before(state) <= faults.LONGEST_WAIT


def test_the_date_of_the_small_report_lies_in_the_past() -> None:
    """The tests above would not notice if their report came from the future."""
    assert SOURCE.published
    assert datetime.fromisoformat(SOURCE.published).replace(tzinfo=UTC) < datetime.now(UTC) - timedelta(days=1)
