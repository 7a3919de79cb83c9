"""The flow as a caller sees it: both faces, the cut-off, the title, what is asked, and what comes back."""

from __future__ import annotations

import asyncio
import contextvars
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import briefing
from briefing.brief import Brief
from briefing.endpoint import Tally
from briefing.errors import BriefFileError, SourceNotFound, UsageError
from briefing.source import Source
from briefing.write import awrite_brief, write_brief
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn, answer
from tests.small_brief import SOURCE, TEXT, plain_http, small_draft, write


def today() -> date:
    """The day of writing, as a brief has it."""
    return datetime.now(UTC).date()


def dated(*days: str | None) -> list[Source]:
    """The small report, in a printing of its own for each day of publication."""
    return [Source.from_text(f"{TEXT}\n\nPrinting {n}.", published=day) for n, day in enumerate(days, 1)]


async def brief_of(sources: Any, script: Turn | None = None, **options: Any) -> Brief:
    """A brief of *sources* from a server that hands in the small draft, or plays *script*."""
    with ReferenceServer(script or answer(small_draft())) as server:
        return await awrite_brief(
            sources, **{"model": MODEL, "base_url": server.base_url, "transport": plain_http(), **options}
        )


# Two faces.


def test_the_synchronous_face_gives_the_same_brief() -> None:
    """``write_brief`` is ``awrite_brief``, awaited; only the moment of writing may differ."""
    with ReferenceServer(answer(small_draft())) as server:
        options: Any = {"model": MODEL, "base_url": server.base_url, "question": "Will grain ships sail?"}
        one = write_brief([SOURCE], transport=plain_http(), **options)
        other = asyncio.run(awrite_brief([SOURCE], transport=plain_http(), **options))
    unlike = {"prepared": "", "id": "", "as_issued": None}  # the last holds the first two
    assert one.model_copy(update=unlike) == other.model_copy(update=unlike)
    assert briefing.write_brief is write_brief


async def test_the_synchronous_face_works_inside_a_running_loop() -> None:
    """In a notebook or a handler it runs beside the loop, in a copy of the caller's context."""
    seen: list[str] = []
    colour = contextvars.ContextVar("colour", default="unset")
    colour.set("green")

    def progress(_stage: str, _tally: Tally) -> None:
        seen.append(colour.get())

    with ReferenceServer(answer(small_draft())) as server:
        brief = write_brief([SOURCE], model=MODEL, base_url=server.base_url, transport=plain_http(), progress=progress)
    assert brief.judgments
    assert set(seen) == {"green"}


async def test_an_error_comes_out_of_the_thread_as_it_is() -> None:
    """Inside a running loop too, the caller catches our own class."""
    with pytest.raises(SourceNotFound):
        write_brief(["no-such-report.txt"], model=MODEL, base_url="http://127.0.0.1:9/v1")


async def test_many_briefs_at_once_keep_apart() -> None:
    """Each brief has its own sums and answer, though they share a process."""

    def by_title(body: dict[str, Any], _number: int) -> Turn:
        prompt = body["messages"][1]["content"]
        name = next(name for name in ("one", "two", "three") if f'"title": "{name}"' in prompt)
        return answer(small_draft(title=name), usage=(len(name), 1))

    with ReferenceServer(by_title) as server:
        briefs = await asyncio.gather(
            *(
                awrite_brief(
                    [Source.from_text(TEXT, title=name, published="2026-03-04")],
                    model=MODEL,
                    base_url=server.base_url,
                    transport=plain_http(),
                )
                for name in ("one", "two", "three")
            )
        )
    assert [brief.title for brief in briefs] == ["one", "two", "three"]
    assert [brief.provenance.input_tokens for brief in briefs] == [3, 3, 5]


@pytest.mark.parametrize("as_list", [True, False])
async def test_an_input_is_a_name_a_path_or_a_source(tmp_path: Path, as_list: bool) -> None:
    """One input needs no list around it, and a name is the same as a path."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    for given in (path, str(path), SOURCE):
        brief = await brief_of([given] if as_list else given)
        assert brief.sources[0].text.strip() == TEXT.strip()


async def test_no_source_is_wrong_usage() -> None:
    """An empty list is the caller's mistake, told before anything is asked."""
    with pytest.raises(UsageError):
        await brief_of([])


# The cut-off.


async def test_the_cut_off_is_the_newest_sources_date() -> None:
    """Sources without a date do not count, and the order does not matter; the model is told."""
    with ReferenceServer(answer(small_draft())) as server:
        brief = await awrite_brief(
            dated("2026-01-05", None, "2026-02-11", "2025-12-31"),
            model=MODEL,
            base_url=server.base_url,
            transport=plain_http(),
        )
    assert brief.as_of == "2026-02-11"
    assert "Information cut-off: 2026-02-11." in server.asked[0].body["messages"][-1]["content"]
    assert not any("date" in warning for warning in brief.warnings if "Retrospective" not in warning)


@pytest.mark.parametrize("given", ["2026-03-20", date(2026, 3, 20), datetime(2026, 3, 20, 23, 59, tzinfo=UTC)])
async def test_a_cut_off_that_is_given_goes_before_the_sources(given: Any) -> None:
    """As text, as a date or as a moment of that day."""
    assert (await brief_of([SOURCE], as_of=given)).as_of == "2026-03-20"


async def test_without_any_date_the_cut_off_is_today_with_a_warning() -> None:
    """It is a guess, so the reader is told."""
    brief = await brief_of(dated(None))
    assert brief.as_of == brief.prepared[:10]
    assert any("No source carries a date" in warning for warning in brief.warnings)
    assert not brief.retrospective


@pytest.mark.parametrize("given", ["20 March", "2026-13-01", "soon"])
async def test_a_cut_off_that_is_no_day_is_wrong_usage(given: str) -> None:
    """Exit code 2, with what was given."""
    with pytest.raises(UsageError, match=given) as caught:
        await brief_of([SOURCE], as_of=given)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(("days", "retrospective"), [(0, False), (30, False), (31, True), (1000, True)])
async def test_more_than_thirty_days_back_is_retrospective(days: int, retrospective: bool) -> None:
    """The model may know how it turned out: the brief says so and carries the mark."""
    brief = await brief_of([SOURCE], as_of=today() - timedelta(days=days))
    assert brief.retrospective is retrospective
    assert any("Retrospective" in warning for warning in brief.warnings) is retrospective


async def test_a_forecast_has_to_lie_after_the_cut_off() -> None:
    """The forecast's day is held against the cut-off of this very brief."""
    brief = await brief_of([SOURCE], as_of="2026-06-30")
    assert [item.item["id"] for item in brief.withheld] == ["F1"]
    assert "2026-06-30" in brief.withheld[0].reason


# The head of the page.


@pytest.mark.parametrize(
    ("drafted", "options", "expected"),
    [
        ("From the draft", {"question": "A question?"}, "From the draft"),
        (None, {"question": "A question?", "topic": "A topic"}, "A question?"),
        ("  \n ", {"topic": " A\n topic "}, "A topic"),
        (None, {}, "Tugs seized at Norvale"),
        (None, {"sources": dated(None)}, "Brief"),
    ],
)
async def test_a_brief_always_has_a_title(drafted: str | None, options: dict[str, Any], expected: str) -> None:
    """The drafter's, else the question, the topic, the first source's title, and at last the word itself."""
    sources = options.pop("sources", [SOURCE]) if "sources" in options else [SOURCE]
    brief = await brief_of(sources, answer(small_draft(title=drafted)), **options)
    assert brief.title == expected


async def test_question_topic_and_language_reach_the_model_and_the_brief() -> None:
    """What was asked is in the prompt's last message and at the head of the brief."""
    with ReferenceServer(answer(small_draft())) as server:
        brief = await write(server, language="fr", handling="internal")
        again = await awrite_brief(
            [SOURCE],
            question="Will ships sail?",
            topic="Harbours",
            model=MODEL,
            base_url=server.base_url,
            transport=plain_http(),
        )
    first, second = (request.body["messages"][-1]["content"] for request in server.asked)
    assert '"fr"' in first
    assert "No question was asked" in first
    assert "The question to answer: Will ships sail?" in second
    assert "Topic: Harbours" in second
    assert (brief.language, brief.handling, brief.question, brief.topic) == ("fr", "internal", None, None)
    assert (again.question, again.topic) == ("Will ships sail?", "Harbours")


@pytest.mark.parametrize("background", ["marked", "none"])
async def test_background_can_be_done_without(background: Any) -> None:
    """With ``none`` the model is told to give none, and what it gives all the same is withheld."""
    fact = {"id": "K1", "kind": "geography", "text": "Norvale has one grain terminal.", "check_at": None}
    with ReferenceServer(answer(small_draft(background=[fact]))) as server:
        brief = await write(server, background=background)
    told = "Give no background" in server.asked[0].body["messages"][0]["content"]
    assert told is (background == "none")
    assert [item.id for item in brief.background] == ([] if told else ["K1"])
    assert [item.section for item in brief.withheld] == (["background"] if told else [])


# Who is asked.


async def test_a_named_model_without_an_endpoint_is_wrong_usage() -> None:
    """It never falls back to the embedded one: exit code 2, saying what to set."""
    with pytest.raises(UsageError, match="OPENAI_API_KEY") as caught:
        await awrite_brief([SOURCE], model="gpt-4o")
    assert caught.value.exit_code == 2


async def test_nothing_configured_is_the_embedded_endpoint() -> None:
    """No key, no address and no model: the brief is written without a network, and says by whom."""
    brief = await awrite_brief([SOURCE])
    assert (brief.provenance.model, brief.provenance.endpoint) == ("embedded", "embedded")
    assert brief.provenance.cost_usd == 0


async def test_the_environment_names_endpoint_model_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """``OPENAI_BASE_URL``, ``OPENAI_API_KEY`` and ``BRIEFING_MODEL`` mean what they mean everywhere."""
    with ReferenceServer(answer(small_draft()), api_key="sk-from-the-environment") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment")
        monkeypatch.setenv("BRIEFING_MODEL", MODEL)
        brief = await awrite_brief([SOURCE])
    assert (brief.provenance.model, brief.provenance.endpoint) == (MODEL, server.base_url)


async def test_an_address_without_a_key_gets_a_dummy_one() -> None:
    """A server of one's own asks for none, and the client will not go without."""
    with ReferenceServer(answer(small_draft())) as server:
        await write(server)
    assert server.asked[0].headers["authorization"] == "Bearer none"


@pytest.mark.parametrize("models", [(), ("one", "two"), tuple("abcdefgh")])
async def test_without_a_model_the_endpoint_has_to_list_exactly_one(models: tuple[str, ...]) -> None:
    """None or several is wrong usage, naming some of them, and no draft is asked for."""
    with ReferenceServer(answer(small_draft()), models=models) as server:
        with pytest.raises(UsageError, match=rf"lists {len(models)} \(") as caught:
            await write(server, model=None)
        assert [request.path for request in server.requests] == ["/v1/models"]
    assert caught.value.exit_code == 2
    assert all(name in str(caught.value) for name in models[:5])


async def test_without_a_model_the_only_one_listed_is_taken() -> None:
    """One question for the models, then the brief, which names the model."""
    with ReferenceServer(answer(small_draft()), models=("lone-model",)) as server:
        brief = await write(server, model=None)
        assert [request.path for request in server.requests] == ["/v1/models", "/v1/chat/completions"]
    assert brief.provenance.model == "lone-model"
    assert brief.provenance.calls == 1


@pytest.mark.parametrize(
    "options", [{"scale": "roman"}, {"timeout": 0}, {"tries": 0}, {"base_url": "ftp://x"}, {"max_cost": "much"}]
)
async def test_an_option_that_is_none_is_wrong_usage(options: dict[str, Any]) -> None:
    """Each is told by name, before anything is asked."""
    (name,) = options
    with pytest.raises(UsageError, match=name):
        await awrite_brief([SOURCE], **{"model": MODEL, "base_url": "http://127.0.0.1:9/v1", **options})


# What comes back.


async def test_the_provenance_says_how_it_came_about() -> None:
    """Model, address without secrets, mode, sums, and digests that a reader could compare."""
    with ReferenceServer(answer(small_draft(), usage=(1000, 200))) as server:
        base_url = server.base_url.replace("http://", "http://reader:hush@")
        brief = await write(server, base_url=base_url, input_price=3, output_price=15, scale="phia")
    made = brief.provenance
    assert (made.model, made.endpoint, made.mode, made.scale) == (MODEL, server.base_url, "json_schema", "phia")
    assert (made.calls, made.samples, made.input_tokens, made.output_tokens) == (1, 1, 1000, 200)
    assert made.cost_usd == pytest.approx((1000 * 3 + 200 * 15) / 1e6)
    assert len(made.prompt) == len(made.wire_schema) == 64
    assert "hush" not in brief.to_json()


async def test_the_json_reads_back_as_the_same_brief() -> None:
    """Equal in every field, whole or with items withheld, and byte for byte the same when written again."""
    draft = small_draft()
    draft["evidence"][1]["quote"] = "Nobody ever wrote this sentence anywhere."
    for script in (answer(small_draft()), answer(draft)):
        brief = await brief_of([SOURCE], script, question="Will ships sail?")
        back = Brief.from_json(brief.to_json())
        assert back == brief
        assert back.to_json() == brief.to_json()
        assert back.to_markdown() == brief.to_markdown()


async def test_the_id_is_the_contents_own() -> None:
    """It is derived from everything else, and any change shows."""
    brief = await brief_of([SOURCE])
    assert brief.id == brief.derive_id()
    assert Brief.from_json(brief.to_json()).derive_id() == brief.id
    assert brief.model_copy(update={"title": "Another"}).derive_id() != brief.id


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "briefing/2"}', "NaN", "\ud800"])
def test_what_is_no_brief_is_not_read_as_one(text: str) -> None:
    """One clear error of ours."""
    with pytest.raises(BriefFileError):
        Brief.from_json(text)
