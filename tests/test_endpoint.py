"""Asking an endpoint: modes, negotiation, adaptation, asking again, budget, sums, and what is remembered."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import pytest

from briefing.draft import WHOLE, wire_schema
from briefing.endpoint import Endpoint, Learned, Tally
from briefing.endpoint.faults import MOST_ADAPTATIONS
from briefing.errors import (
    AnswerForeign,
    AnswerOffSchema,
    AnswerTruncated,
    BudgetReached,
    EndpointRejected,
    UsageError,
)
from briefing.prompt import Prompts
from briefing.settings import Settings
from tests import reference_turns as turns
from tests.reference_rules import Rules, mode_of
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn, answer
from tests.small_brief import Asked, messages, small_draft, write

MODES = {"json_schema": "json_schema", "tools": "tools", "json": "json_object"}
WORDINGS = ["openai", "vllm", "fastapi"]


def modes_asked(server: ReferenceServer) -> list[str | None]:
    """The way of structured output of each request, in order."""
    return [mode_of(request.body) for request in server.asked]


# Modes.


@pytest.mark.parametrize("mode", MODES)
async def test_every_mode_brings_the_draft(mode: str) -> None:
    """One call, in the mode that was set, and the draft is what the server handed in."""
    asked = Asked()
    with ReferenceServer([answer(small_draft())]) as server:
        got = await asked.ask(server.base_url, mode=mode)
    assert got.draft.model_dump(mode="json", by_alias=True)["evidence"] == small_draft()["evidence"]
    assert json.loads(got.text) == small_draft()
    assert modes_asked(server) == [MODES[mode]]


@pytest.mark.parametrize("mode", MODES)
async def test_the_messages_are_ours_and_the_schema_is_strict_in_every_mode(mode: str) -> None:
    """Nothing is injected into the messages; only without a schema in the request it is spelled out, in ours."""
    with ReferenceServer([answer(small_draft())]) as server:
        await Asked().ask(server.base_url, mode=mode)
    body = server.asked[0].body
    if mode == "json":
        assert body["messages"] == Prompts.load().spell_out_schema(messages(), WHOLE)
        assert set(body) == {"model", "messages", "max_tokens", "response_format"}
        return
    assert body["messages"] == messages()
    if mode == "tools":
        holder, key = body["tools"][0]["function"], "parameters"
        assert body["tool_choice"]["function"]["name"] == holder["name"]
    else:
        holder, key = body["response_format"]["json_schema"], "schema"
    assert holder["strict"] is True
    assert holder[key] == wire_schema()


@pytest.mark.parametrize("wrap", ["prose", "fence", "think"])
async def test_what_stands_around_the_object_is_read_over(wrap: Any) -> None:
    """Prose, a fence and thinking aloud cost no second call."""
    with ReferenceServer([answer(small_draft(), wrap=wrap)]) as server:
        got = await Asked().ask(server.base_url, mode="json")
    assert got.draft.title == small_draft()["title"]
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 422, 500, 501])
@pytest.mark.parametrize(("known", "tried"), [("tools", 2), ("json_object", 3)])
async def test_a_refused_mode_leads_to_the_next_one_once(status: int, known: str, tried: int) -> None:
    """json_schema, tools, json, in this order, one call for each refusal, without any waiting."""
    asked = Asked()
    with ReferenceServer(answer(small_draft()), rules=Rules(modes=frozenset({known}), mode_status=status)) as server:
        await asked.ask(server.base_url)
        assert modes_asked(server) == ["json_schema", "tools", "json_object"][:tried]
        assert asked.waits == []
        await Asked().ask(server.base_url)
    assert modes_asked(server)[tried:] == [known], "the second time nothing is tried that was refused"


async def test_no_mode_at_all_is_one_error() -> None:
    """An endpoint without structured output is asked once in each mode, and then the user is told."""
    with ReferenceServer(answer(small_draft()), rules=Rules(modes=frozenset())) as server:
        with pytest.raises(EndpointRejected, match="HTTP 400"):
            await Asked().ask(server.base_url)
        assert modes_asked(server) == ["json_schema", "tools", "json_object"]


async def test_a_mode_that_has_answered_is_not_given_up() -> None:
    """Once the endpoint answered in a mode, a 500 is a fault for the moment and is tried again in that mode."""
    script = [answer(small_draft()), turns.transient(500), answer(small_draft())]
    with ReferenceServer(script) as server:
        await Asked().ask(server.base_url)
        await Asked().ask(server.base_url)
    assert modes_asked(server) == ["json_schema"] * 3


async def test_a_mode_that_is_set_goes_before_what_was_learned() -> None:
    """A user who names a mode gets it, whatever an earlier brief of this process has settled on."""
    with ReferenceServer(answer(small_draft())) as server:
        await Asked().ask(server.base_url)
        await Asked().ask(server.base_url, mode="json")
        await Asked().ask(server.base_url)
    assert modes_asked(server) == ["json_schema", "json_object", "json_schema"]


async def test_a_brief_names_its_mode_and_the_next_one_needs_no_extra_call() -> None:
    """What was negotiated stands in the provenance and is remembered through the whole flow."""
    with ReferenceServer(answer(small_draft()), rules=Rules(modes=frozenset({"json_object"}))) as server:
        first = await write(server)
        second = await write(server)
    assert first.provenance.mode == second.provenance.mode == "json"
    assert first.provenance.calls == second.provenance.calls == 1
    assert len(server.asked) == 4


# Parameters.


async def test_temperature_is_not_sent_unless_asked_for() -> None:
    """Some models take none, so none is sent; zero is a value like any other."""
    with ReferenceServer(answer(small_draft())) as server:
        await Asked().ask(server.base_url)
        await Asked().ask(server.base_url, temperature=0)
    assert ["temperature" in request.body for request in server.asked] == [False, True]
    assert server.asked[1].body["temperature"] == 0


@pytest.mark.parametrize("wording", WORDINGS)
async def test_an_unknown_temperature_is_dropped_once(wording: Any) -> None:
    """One refusal, then without it, for this and every later request of the process."""
    rules = Rules(unknown=frozenset({"temperature"}), wording=wording)
    with ReferenceServer(answer(small_draft()), rules=rules) as server:
        await Asked().ask(server.base_url, temperature=0.3)
        await Asked().ask(server.base_url, temperature=0.3)
    assert ["temperature" in request.body for request in server.asked] == [True, False, False]
    assert set(modes_asked(server)) == {"json_schema"}, "a parameter's refusal is not the mode's"


@pytest.mark.parametrize("wording", WORDINGS)
async def test_the_output_cap_takes_its_other_name_once(wording: Any) -> None:
    """``max_tokens`` becomes ``max_completion_tokens``, with the same value, and stays so."""
    rules = Rules(unknown=frozenset({"max_tokens"}), wording=wording)
    with ReferenceServer(answer(small_draft()), rules=rules) as server:
        await Asked().ask(server.base_url)
        await Asked().ask(server.base_url)
    sent = [{name: value for name, value in request.body.items() if "max" in name} for request in server.asked]
    assert sent == [{"max_tokens": 16_000}, {"max_completion_tokens": 16_000}, {"max_completion_tokens": 16_000}]


async def test_the_newer_name_falls_back_to_the_older_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenAI's address gets the newer name first; a server behind it that knows the older one alone gets that."""
    rules = Rules(unknown=frozenset({"max_completion_tokens"}))
    with ReferenceServer(answer(small_draft()), rules=rules) as server:
        monkeypatch.setattr("briefing.endpoint.exchange.OPENAI_URL", server.base_url)
        await Asked().ask(server.base_url)
    sent = [[name for name in request.body if "max" in name] for request in server.asked]
    assert sent == [["max_completion_tokens"], ["max_tokens"]]


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("mode", ["json_schema", "tools"])
async def test_an_unknown_strict_is_dropped_once(wording: Any, mode: str) -> None:
    """The schema goes without ``strict`` in the same mode, now and later."""
    rules = Rules(unknown=frozenset({"strict"}), wording=wording)
    with ReferenceServer(answer(small_draft()), rules=rules) as server:
        await Asked().ask(server.base_url, mode=mode)
        await Asked().ask(server.base_url, mode=mode)
    assert ['"strict"' in json.dumps(request.body) for request in server.asked] == [True, False, False]
    assert set(modes_asked(server)) == {mode}


async def test_several_unknown_parameters_cost_one_call_each() -> None:
    """Temperature, the cap's name and ``strict``: three refusals, and the fourth request is answered."""
    rules = Rules(unknown=frozenset({"temperature", "max_tokens", "strict"}))
    with ReferenceServer(answer(small_draft()), rules=rules) as server:
        await Asked().ask(server.base_url, temperature=0.3)
        await Asked().ask(server.base_url, temperature=0.3)
    assert len(server.asked) == 4 + 1


async def test_a_parameter_is_not_refused_for_ever() -> None:
    """An endpoint that refuses both names of the cap gets no third request in a mode."""
    rules = Rules(unknown=frozenset({"max_tokens", "max_completion_tokens"}))
    with ReferenceServer(answer(small_draft()), rules=rules) as server:
        with pytest.raises(EndpointRejected):
            await Asked().ask(server.base_url, mode="json")
        assert len(server.asked) == 2


async def test_a_cap_over_the_models_own_is_lowered_to_it() -> None:
    """ "At most 4096 completion tokens" is taken at its word, once."""
    message = "max_tokens is too large: 16000. This model supports at most 4096 completion tokens."
    script = [turns.error(400, message, code="invalid_value"), answer(small_draft()), answer(small_draft())]
    with ReferenceServer(script) as server:
        await Asked().ask(server.base_url)
        await Asked().ask(server.base_url)
    assert [request.body["max_tokens"] for request in server.asked] == [16_000, 4096, 4096]


async def test_a_server_that_is_never_content_is_given_up_on() -> None:
    """One that takes one token less than whatever is asked for ends in one error, after a call or two in each mode."""

    def less(body: dict[str, Any], _number: int) -> Turn:
        return turns.error(400, f"This model supports at most {body['max_tokens'] - 1} completion tokens.")

    with ReferenceServer(less) as server:
        with pytest.raises(EndpointRejected, match="at most 15998"):
            await Asked().ask(server.base_url)
        assert [request.body["max_tokens"] for request in server.asked] == [16_000, 15_999, 15_999, 15_999]


async def test_a_server_that_refuses_every_name_is_given_up_on() -> None:
    """Each thing is learned once and never unlearned, so the calls are bounded by what there is to learn."""

    def refuse(body: dict[str, Any], _number: int) -> Turn:
        named = " ".join(name for name in ("temperature", "max_tokens", "max_completion_tokens") if name in body)
        return turns.error(400, f"Unsupported: {named} strict; at most {next(iter(_caps(body))) - 1} tokens")

    with ReferenceServer(refuse) as server:
        with pytest.raises(EndpointRejected):
            await Asked().ask(server.base_url, temperature=1)
        assert len(server.asked) <= 3 + MOST_ADAPTATIONS


def _caps(body: dict[str, Any]) -> list[int]:
    return [body[name] for name in ("max_tokens", "max_completion_tokens") if name in body]


@pytest.mark.parametrize("refused", ["max_tokens", "temperature", "strict"])
async def test_briefs_at_once_learn_from_each_other(refused: str) -> None:
    """Four ask at the same moment; each is sent again in the mode it was refused in, whoever learned it first."""
    gate = threading.Barrier(4)

    def strict(body: dict[str, Any], _number: int) -> Turn:
        if refused in body or f'"{refused}"' in json.dumps(body.get("response_format", {})):
            gate.wait(timeout=20)  # all four are refused before any of them learns of it
            return turns.error(400, f"Unsupported parameter: {refused}", code="unsupported_parameter")
        return answer(small_draft())

    with ReferenceServer(answer(small_draft())) as server:
        # Past the script, which is played to one request at a time.
        server.turn_for = lambda request: strict(request.body, 0)  # type: ignore[method-assign]
        answers = await asyncio.gather(*(Asked().ask(server.base_url, temperature=1) for _ in range(4)))
        assert modes_asked(server) == ["json_schema"] * 8
    assert {got.draft.title for got in answers} == {small_draft()["title"]}


# Off the schema.


async def test_off_the_schema_is_asked_again_with_the_last_answer_and_its_errors_only() -> None:
    """The third request holds the original messages, the second answer and its errors; of the first, nothing."""
    draft = small_draft()
    first, second = {**draft, "evidence": "first"}, {**draft, "judgments": "second"}
    asked = Asked()
    with ReferenceServer([answer(first), answer(second), answer(draft)]) as server:
        await asked.ask(server.base_url)
    original, again, last = (request.body["messages"] for request in server.asked)
    assert original == messages()
    assert again[:2] == last[:2] == original
    assert [message["role"] for message in last] == ["system", "user", "assistant", "user"]
    assert json.loads(again[2]["content"]) == first
    assert json.loads(last[2]["content"]) == second
    assert "judgments: " in last[3]["content"]
    assert "evidence" not in last[3]["content"]
    assert "second" not in last[3]["content"], "the errors go without the values"
    assert asked.tally.used.calls == 3


@pytest.mark.parametrize("reasks", [0, 1, 2])
async def test_no_more_than_the_set_number_of_times(reasks: int) -> None:
    """N re-asks are N + 1 calls, and the error names what was wrong last."""
    with ReferenceServer(turns.off_schema()) as server:
        with pytest.raises(AnswerOffSchema, match=r"voices: Field required"):
            await Asked().ask(server.base_url, reasks=reasks)
        assert len(server.asked) == reasks + 1


@pytest.mark.parametrize("text", ["I would rather talk about the weather.", '{"voices": [', "null", "[]", "17"])
async def test_text_that_is_no_object_is_off_the_schema(text: str) -> None:
    """Prose, half an object and bare values are asked again like any other answer off the schema."""
    with ReferenceServer([answer(text), answer(small_draft())]) as server:
        await Asked().ask(server.base_url)
    assert len(server.asked) == 2


async def test_an_answer_cut_off_gets_twice_the_room_once() -> None:
    """The second request is the first with twice the cap."""
    with ReferenceServer(turns.longer_than(small_draft(), 2000)) as server:
        await Asked().ask(server.base_url, max_output_tokens=1000)
    first, second = (dict(request.body) for request in server.asked)
    assert (first.pop("max_tokens"), second.pop("max_tokens")) == (1000, 2000)
    assert first == second


async def test_a_model_without_more_room_is_not_asked_for_it() -> None:
    """Where the model's own limit is reached, a second call would be cut off at the same place."""
    message = "This model supports at most 500 completion tokens."
    with ReferenceServer([turns.error(400, message), turns.truncated()]) as server:
        with pytest.raises(AnswerTruncated, match="500 tokens"):
            await Asked().ask(server.base_url, max_output_tokens=1000)
        assert [request.body["max_tokens"] for request in server.asked] == [1000, 500]


# Sums and the budget.


async def test_usage_and_cost_are_summed_over_all_calls() -> None:
    """The answer off the schema, the one cut off and the good one were all paid for."""
    script = [
        turns.answer({"answer": 1}, usage=(1000, 10)),
        turns.answer("{", finish_reason="length", usage=(1100, 20)),
        turns.answer(small_draft(), usage=(1200, 30)),
    ]
    asked = Asked()
    with ReferenceServer(script) as server:
        await asked.ask(server.base_url, input_price=2, output_price=10)
    tally = asked.tally
    assert (tally.used.calls, tally.used.input_tokens, tally.used.output_tokens) == (3, 3300, 60)
    assert tally.used.cost == pytest.approx((3300 * 2 + 60 * 10) / 1_000_000)


async def test_failed_tries_are_not_counted_as_calls() -> None:
    """Nothing was answered and nothing paid, and a replay has to count the same."""
    asked = Asked()
    with ReferenceServer([turns.transient(503), turns.answer(small_draft(), usage=(10, 5))]) as server:
        await asked.ask(server.base_url)
    assert (asked.tally.used.calls, asked.tally.used.input_tokens, len(server.asked)) == (1, 10, 2)


async def test_a_call_without_usage_makes_the_sums_unknown() -> None:
    """A part is never given as the whole: the sums and the cost are None from then on."""
    script = [turns.answer({"a": 1}, usage=(10, 5)), turns.answer(small_draft(), usage=None)]
    asked = Asked()
    with ReferenceServer(script) as server:
        await asked.ask(server.base_url, input_price=2, output_price=10)
    assert (asked.tally.used.calls, asked.tally.used.input_tokens, asked.tally.used.output_tokens) == (2, None, None)
    assert asked.tally.used.cost is None


@pytest.mark.parametrize("usage", [(-5_000_000, -5_000_000), ("many", 3), (float("1e300"), 1)])
async def test_usage_that_cannot_be_is_no_usage(usage: Any) -> None:
    """Negative counts would win budget back; what cannot be is unknown."""
    body = json.loads(turns.finished(answer(small_draft()), {"model": MODEL, "messages": []}))
    body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": 0}
    asked = Asked()
    with ReferenceServer(Turn(body=body)) as server:
        await asked.ask(server.base_url, input_price=2, output_price=10, mode="json_schema")
    assert (asked.tally.used.input_tokens, asked.tally.used.output_tokens, asked.tally.used.cost) == (None, None, None)


async def test_an_unknown_price_is_unknown_and_not_nothing() -> None:
    """No list has the reference model: tokens are counted, the cost is None, in the brief too."""
    with ReferenceServer(answer(small_draft())) as server:
        brief = await write(server)
    assert brief.provenance.cost_usd is None
    assert brief.provenance.input_tokens


async def test_a_known_model_is_priced_by_the_lists() -> None:
    """At a provider's address a listed model has its price; the answer's date says which."""
    settings = Settings.load({"model": "gpt-4o", "api_key": "sk-1", "max_cost": 1})
    async with Endpoint(settings, Prompts.load()) as endpoint:
        await endpoint.connect(Tally())
        price = endpoint._price
    assert price is not None
    assert price(1_000_000, 0, turns.CREATED) == pytest.approx(2.5)


async def test_the_call_that_could_pass_the_budget_is_not_made() -> None:
    """The cap at its price is over the budget before anything is sent: no call at all."""
    with ReferenceServer(answer(small_draft())) as server:
        with pytest.raises(BudgetReached, match="it was not made"):
            await Asked().ask(server.base_url, max_cost=0.1, input_price=1, output_price=10)
        assert len(server.requests) == 0


async def test_the_budget_counts_what_was_spent() -> None:
    """One call fits, asking again does not: the bytes of the prompt and the cap bound what it may cost."""
    script = [turns.answer({"answer": 1}, usage=(4000, 900)), answer(small_draft())]
    with ReferenceServer(script) as server:
        with pytest.raises(BudgetReached, match=r"0\.0130 USD of 0\.04 USD"):
            await Asked().ask(server.base_url, max_cost=0.04, input_price=1, output_price=10, max_output_tokens=1000)
        assert len(server.asked) == 1


async def test_the_worst_case_is_never_under_the_bytes_sent() -> None:
    """A token is at least a byte: what is reserved covers the request as it went over the wire."""
    asked = Asked()
    with ReferenceServer(answer(small_draft())) as server:
        await asked.ask(server.base_url, input_price=1, output_price=0)
        size = len(server.asked[0].raw)
        with pytest.raises(BudgetReached):
            await Asked().ask(server.base_url, max_cost=size * 0.999 / 1e6, input_price=1, output_price=0)
        await Asked().ask(server.base_url, max_cost=size * 1.1 / 1e6, input_price=1, output_price=0)


async def test_after_a_call_of_unknown_cost_no_budget_can_be_kept() -> None:
    """An answer without usage may have cost anything: the next call is not made."""
    with ReferenceServer([turns.answer({"a": 1}, usage=None), answer(small_draft())]) as server:
        with pytest.raises(BudgetReached, match="unknown amount"):
            await Asked().ask(server.base_url, max_cost=50, input_price=1, output_price=1)
        assert len(server.asked) == 1


async def test_a_budget_needs_a_price() -> None:
    """Unknown price and ``max_cost`` is wrong usage (exit 2), before any call; prices by hand settle it."""
    with ReferenceServer(answer(small_draft())) as server:
        with pytest.raises(UsageError, match="input_price and output_price") as caught:
            await write(server, max_cost=5)
        assert caught.value.exit_code == 2
        assert len(server.requests) == 0
        brief = await write(server, max_cost=5, input_price=1, output_price=1)
    assert brief.provenance.cost_usd
    assert brief.provenance.cost_usd < 5


async def test_a_repair_over_the_budget_is_not_made_and_the_brief_is_kept() -> None:
    """What was paid for is not lost: the item is withheld, and a warning says why."""
    draft = small_draft()
    draft["evidence"][1]["quote"] = "The strike is certain to spread to the grain terminal"
    with ReferenceServer(turns.answer(draft, usage=(1000, 1000))) as server:
        # A worst case is 5 cents here, and the first call took 3.
        brief = await write(server, max_cost=0.06, input_price=1, output_price=30, max_output_tokens=1000)
    assert len(server.asked) == 1
    assert any("could cost" in warning for warning in brief.warnings)
    assert [item.item["id"] for item in brief.withheld if item.section == "evidence"] == ["E2"]


# What is remembered.


def test_what_was_learned_survives_the_way_through_a_recording() -> None:
    """Mode, name and limit of the cap and what was dropped come back as they were."""
    learned = Learned(mode="tools")
    learned.adaptation.cap_name, learned.adaptation.cap_limit = "max_completion_tokens", 4096
    learned.adaptation.dropped |= {"temperature", "strict"}
    assert Learned.from_metadata({name: text for name, text in learned.to_metadata().items() if text}) == learned
    assert Learned.from_metadata({}) is None


async def test_what_was_learned_of_one_model_is_not_held_against_another() -> None:
    """The memory is by address and model."""
    rules = Rules(modes=frozenset({"tools", "json_object"}))
    with ReferenceServer(answer(small_draft()), rules=rules, models=("one", "two")) as server:
        for model in ("one", "two", "one"):
            await Asked().ask(server.base_url, model=model)
    assert modes_asked(server) == ["json_schema", "tools", "json_schema", "tools", "tools"]


# Models.


async def test_the_only_model_listed_is_taken() -> None:
    """Without a name, an endpoint of one model is asked for that one."""
    with ReferenceServer(answer(small_draft()), models=("only-one",)) as server:
        await Asked().ask(server.base_url, model=None)
    assert server.asked[0].body["model"] == "only-one"


@pytest.mark.parametrize("data", [None, "gpt", [{"name": "x"}], ["gpt"], [{"id": 7}], [None]])
async def test_a_list_of_models_that_is_none_is_one_clear_error(data: Any) -> None:
    """Whatever stands where the models should be listed, the user is told that it is not of the protocol."""
    turn = Turn(body={"object": "list", "data": data})
    with ReferenceServer(answer(small_draft()), models_turn=turn) as server:
        with pytest.raises(AnswerForeign):
            await Asked().ask(server.base_url, model=None)
        assert len(server.requests) == 1


async def test_a_web_page_instead_of_models_is_one_clear_error() -> None:
    """A wrong base URL shows at the first question."""
    with (
        ReferenceServer(answer(small_draft()), models_turn=turns.html_page()) as server,
        pytest.raises(AnswerForeign),
    ):
        await Asked().ask(server.base_url, model=None)
