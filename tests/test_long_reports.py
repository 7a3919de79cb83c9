"""Reports longer than a call: collected in portions, drafted over the evidence, and nothing left out silently."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief, awrite_brief, verify, write_brief
from briefing.costing import plan_brief
from briefing.errors import (
    AnswerRefused,
    BudgetReached,
    ContextTooLong,
    CredentialsRefused,
    EndpointUnreachable,
)
from briefing.fence import read_evidence
from briefing.source import Source
from briefing.store.connecting import look_into, read_url
from briefing.store.report import last_runs
from tests.command import run
from tests.long_report import DAYS, WINDOW, Reader, collection, counted, days_of, paragraph, report
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn, answer, context_too_long, error, refused, transient, unauthorized
from tests.small_brief import plain_http


async def brief_of(server: ReferenceServer, sources: Sequence[Source] = (), **options: Any) -> Brief:
    """A brief over the long report, by *server*, in a window of a few thousand tokens."""
    given = {"model": MODEL, "base_url": server.base_url, "transport": plain_http(), "window": WINDOW, "tries": 1}
    return await awrite_brief(list(sources) or [report()], **{**given, **options})


def quoted_days(brief: Brief) -> list[int]:
    """The days that the evidence of *brief* tells of."""
    return [day for item in brief.evidence for day in days_of(item.quote)]


# From the first page to the last.


def test_a_long_report_is_read_to_its_end_by_the_embedded_endpoint() -> None:
    """It refuses what is longer than the window; the quotes come from everywhere, and verify."""
    source = report(900)
    brief = write_brief([source], model="embedded", window=WINDOW)
    places = [item.spans[0].start / len(source.text) for item in brief.evidence]
    assert min(places) < 0.1
    assert any(0.4 < place < 0.6 for place in places)
    assert max(places) > 0.9
    assert (brief.coverage.read, brief.coverage.of) == (len(source.text), len(source.text))
    assert brief.provenance.calls > 2
    assert verify(brief) == []


async def test_each_portion_is_asked_for_quotes_and_one_call_drafts() -> None:
    """All days are shown to somebody, and the brief rests on quotes from all over."""
    reader = Reader()
    with ReferenceServer(reader) as server:
        brief = await brief_of(server)
        shown = [day for request in server.asked[:-1] for day in days_of(request.body["messages"][1]["content"])]
    assert set(shown) == set(range(1, DAYS + 1))
    assert reader.asked["Assessment"] == 1
    assert reader.asked["Collection"] == brief.provenance.calls - 1 == len(brief.evidence)
    assert [item.id for item in brief.evidence] == reader.weighed == [f"E{n + 1}" for n in range(len(brief.evidence))]
    assert quoted_days(brief) == sorted(quoted_days(brief))
    assert brief.judgments[0].evidence == ["E1", brief.evidence[-1].id]
    assert brief.withheld == []


async def test_no_request_is_longer_than_the_window() -> None:
    """By a count of its own: four bytes of the body are a token."""
    with ReferenceServer(Reader()) as server:
        await brief_of(server)
        sizes = [len(json.dumps(r.body, ensure_ascii=False).encode()) / 4 + r.body["max_tokens"] for r in server.asked]
    assert max(sizes) <= WINDOW


@pytest.mark.parametrize("window", [None, WINDOW, 100_000])
async def test_a_short_report_takes_one_call(window: int | None) -> None:
    """Whatever the window: where it fits, it is read whole."""
    reader = Reader()
    with ReferenceServer(reader) as server:
        brief = await brief_of(server, [report(3)], window=window)
    assert reader.asked == {"Draft": 1}
    assert brief.coverage.read == brief.coverage.of


async def test_short_reports_share_a_portion() -> None:
    """Forty reports of a paragraph are not forty calls; each keeps its number."""
    reports = [Source.from_text(paragraph(day), published="2026-03-04") for day in range(1, 81)]
    reader = Reader()
    with ReferenceServer(reader) as server:
        await brief_of(server, reports)
    assert 1 < reader.asked["Collection"] < 20


async def test_the_endpoint_may_tell_its_window() -> None:
    """Where no list has the model, a refusal that says the size is enough: it was not paid for."""
    reader, told = Reader(), []

    def script(body: dict[str, Any], number: int) -> Turn:
        if body["response_format"]["json_schema"]["name"] == "Draft":
            told.append(number)
            return context_too_long()
        return reader(body, number)

    with ReferenceServer(script) as server:
        brief = await brief_of(server, window=None)
    assert len(told) == 1
    assert reader.asked["Collection"] > 1
    assert max(quoted_days(brief)) > DAYS / 2


async def test_a_window_that_shrinks_with_each_refusal_comes_to_an_end() -> None:
    """A server that takes less each time it is asked is not asked for ever."""

    def script(_body: dict[str, Any], number: int) -> Turn:
        told = f"This model's maximum context length is {100_000 - 10 * number} tokens."
        return error(400, told, code="context_length_exceeded")

    with ReferenceServer(script) as server:
        with pytest.raises(ContextTooLong):
            await brief_of(server, window=None)
        assert len(server.asked) < 50


async def test_a_window_without_room_is_one_clear_error() -> None:
    """Nothing is asked."""
    with ReferenceServer(Reader()) as server:
        with pytest.raises(ContextTooLong, match="no room for evidence"):
            await brief_of(server, window=5000)
        assert not server.asked


@pytest.mark.parametrize(
    "dense",
    ["\n".join(f"{n}\t{n * 7}\t{n * 3}" for n in range(3000)), '"a" "b" ' * 5000, "a\nb\n" * 8000, "\\\\" * 15_000],
    ids=["table", "quotes", "lines", "backslashes"],
)
@pytest.mark.parametrize("window", [8000, 20_000])
def test_dense_text_is_read_in_as_many_calls_as_planned(dense: str, window: int) -> None:
    """Numbers, and what JSON escapes, are more tokens than their characters say."""
    source = Source.from_text(f"{paragraph(1)}\n\n{dense}", published="2026-03-04")
    estimate = plan_brief([source], model="embedded", window=window)
    brief = write_brief([source], model="embedded", window=window)
    assert (brief.coverage.read, brief.coverage.left_out) == (len(source.text), [])
    assert brief.provenance.calls == estimate.collect + estimate.draft


# What is not covered is named.


async def test_a_portion_that_is_taken_for_too_long_is_cut_again() -> None:
    """Into halves until they are taken; nothing is left out."""
    longest = 15
    reader = Reader(lambda days: context_too_long() if len(days) > longest else None)
    with ReferenceServer(reader) as server:
        brief = await brief_of(server, window=8192)
        shown = [days_of(request.body["messages"][1]["content"]) for request in server.asked[:-1]]
    assert {day for days in shown if len(days) <= longest for day in days} == set(range(1, DAYS + 1))
    assert (brief.coverage.read, brief.coverage.left_out) == (brief.coverage.of, [])
    assert verify(brief) == []


async def test_a_passage_that_is_too_long_however_short_is_named() -> None:
    """The rest of its portion is read, and so are the others; the number of cuts is bounded."""
    reader = Reader(lambda days: context_too_long() if 60 in days else None)
    with ReferenceServer(reader) as server:
        brief = await brief_of(server)
    assert 0.9 * brief.coverage.of < brief.coverage.read < brief.coverage.of
    assert all("takes it for too long" in line for line in brief.coverage.left_out)
    assert 1 <= len(brief.coverage.left_out) <= 2  # two, where the day stands in the overlap
    assert reader.asked["Collection"] < 20


async def test_where_every_passage_is_too_long_the_error_tells_what_was_tried() -> None:
    """Not to give a window: that was given."""
    with ReferenceServer(Reader(lambda _days: context_too_long())) as server:
        with pytest.raises(ContextTooLong, match=r"takes less than the 8,192 tokens.*smaller --window") as caught:
            await brief_of(server, window=8192)
        assert len(server.asked) < 100
    assert "\n" not in str(caught.value)


async def test_a_report_that_seemed_to_fit_is_read_in_portions() -> None:
    """The estimate was too low, and the refusal tells no smaller window."""
    reader = Reader()

    def script(body: dict[str, Any], number: int) -> Turn:
        if body["response_format"]["json_schema"]["name"] == "Draft":
            return error(400, "The prompt is too long.", code="context_length_exceeded")
        return reader(body, number)

    with ReferenceServer(script) as server:
        brief = await brief_of(server, window=100_000)
    assert reader.asked == {"Collection": 1, "Assessment": 1}
    assert brief.coverage.read == brief.coverage.of


@pytest.mark.parametrize("samples", [1, 2])
async def test_evidence_that_is_too_much_for_the_draft_is_halved(samples: int) -> None:
    """What it has no room for then is counted."""
    reader = Reader(lambda days: answer(collection(days)))

    def script(body: dict[str, Any], number: int) -> Turn:
        told = len(read_evidence(body["messages"][1]["content"]))
        if body["response_format"]["json_schema"]["name"] == "Assessment" and told > 8:
            return context_too_long()
        return reader(body, number)

    with ReferenceServer(script) as server:
        brief = await brief_of(server, window=8192, samples=samples)
    assert 2 <= len(brief.evidence) <= 8
    assert any("had no room for them" in line for line in brief.coverage.left_out)


async def test_a_portion_that_cannot_be_used_is_named() -> None:
    """The rest is read; the page says which characters nobody read, and why."""
    reader = Reader(lambda days: refused() if 100 in days else None)
    with ReferenceServer(reader) as server:
        brief = await brief_of(server)
    assert brief.coverage.read < brief.coverage.of
    (left_out,) = brief.coverage.left_out
    assert left_out.startswith("S1, part ")
    assert "declined" in left_out
    assert left_out in brief.to_markdown().replace("\\", "")
    assert 1 in quoted_days(brief)


async def test_where_no_portion_can_be_used_there_is_no_brief() -> None:
    """The first fault is the error."""
    with ReferenceServer(Reader(lambda _days: refused())) as server, pytest.raises(AnswerRefused):
        await brief_of(server)


async def test_quotes_without_room_are_counted() -> None:
    """Of more evidence than fits, as much is weighed as does, from everywhere, and the rest is told of."""
    with ReferenceServer(Reader(lambda days: Turn(text=json.dumps(collection(days))))) as server:
        brief = await brief_of(server)
    (left_out,) = brief.coverage.left_out
    assert f"of {DAYS} quotes" in left_out
    days = quoted_days(brief)
    assert min(days) < DAYS / 5
    assert max(days) > DAYS * 4 / 5


@pytest.mark.parametrize("order", [1, -1])
async def test_of_quotes_within_each_other_the_longest_is_kept(order: int) -> None:
    """Whichever was given first; one that only reaches into another has words of its own, and is kept too."""

    def quotes(days: list[int]) -> Turn:
        whole, speech = paragraph(days[0]), paragraph(days[0]).index("“")
        given = [counted(days[0])[:-1], whole[: whole.index(" Nobody")], whole[speech : whole.index(" The union")]]
        pieces = [collection(days[:1], id=f"E{at}", quote=quote)["evidence"][0] for at, quote in enumerate(given, 1)]
        return answer({"voices": [], "evidence": pieces[::order]})

    with ReferenceServer(Reader(quotes)) as server:
        brief = await brief_of(server)
    assert len(brief.evidence) == 2 * (brief.provenance.calls - 1)
    for first, second in zip(brief.evidence[::2], brief.evidence[1::2], strict=True):
        assert first.quote.startswith("On day")
        assert first.quote.endswith("director.")
        assert second.quote.startswith("“")
        assert second.quote.endswith("hurt.")
    assert brief.withheld == []
    assert brief.coverage.left_out == []


async def test_a_quote_that_does_not_stand_is_sent_back_and_then_withheld() -> None:
    """In the portion it came from, once; it has no number in the brief, where another item may have its."""
    amiss = Reader(
        lambda days: Turn(text=json.dumps(collection(days[:1], quote="Nobody ever said this."))) if 1 in days else None
    )
    with ReferenceServer(amiss) as server:
        brief = await brief_of(server)
        repairs = [request for request in server.asked if len(request.body["messages"]) == 4]
    assert len(repairs) == 1
    (withheld,) = brief.withheld
    assert (withheld.section, withheld.item["quote"], "id" in withheld.item) == (
        "evidence",
        "Nobody ever said this.",
        False,
    )
    assert 1 not in quoted_days(brief)


# Faults.


async def test_after_a_fault_that_meets_all_no_more_calls_are_made() -> None:
    """Those under way are awaited, since they are paid for."""
    reader = Reader(lambda days: unauthorized() if 60 in days else None)
    with ReferenceServer(reader) as server, pytest.raises(CredentialsRefused):
        await brief_of(server)
    assert reader.asked["Assessment"] == 0


async def test_the_mode_is_settled_by_the_first_portion_alone() -> None:
    """Not by eight at a time."""
    waves: list[str] = []

    def script(body: dict[str, Any], number: int) -> Turn:
        waves.append(body["response_format"]["type"] if "response_format" in body else "tools")
        if waves[-1] == "json_schema":
            return error(400, "response_format is not supported here.")
        name = body["tools"][0]["function"]["name"]
        return Reader()({**body, "response_format": {"json_schema": {"name": name}}}, number)

    with ReferenceServer(script) as server:
        await brief_of(server)
    assert waves.count("json_schema") == 1


async def test_a_budget_holds_for_calls_beside_each_other() -> None:
    """What others have on the wire is counted, and waited for: never more is asked than could be paid."""
    prices = {"input_price": 1.0, "output_price": 10.0, "max_output_tokens": 600}
    with ReferenceServer(Reader()) as server:
        whole = (await brief_of(server, **prices)).provenance.cost_usd
        assert whole is not None
        # Room for two calls more than it takes, and eight could go at once.
        brief = await brief_of(server, max_cost=whole + 0.05, **prices)
        assert brief.provenance.cost_usd == whole
        before = len(server.asked)
        with pytest.raises(BudgetReached):
            await brief_of(server, max_cost=whole / 2, **prices)
        assert len(server.asked) - before < brief.provenance.calls


# Recordings and stores.


async def test_a_recording_replays_the_same_bytes(tmp_path: Path) -> None:
    """Without the endpoint, and without saying the window again."""
    tape = tmp_path / "long.yaml"
    with ReferenceServer(Reader()) as server:
        brief = await brief_of(server, cassette=tape)
    again = await awrite_brief([report()], cassette=tape, record_mode="none")
    assert again.to_json() == brief.to_json()


def test_what_was_collected_is_never_bought_again(tmp_path: Path) -> None:
    """A batch whose last call fails goes on from the evidence that is paid for."""
    (tmp_path / "report.txt").write_text(report().text)
    (tmp_path / "briefing.toml").write_text("tries = 1\n")
    faults: list[Turn] = [transient(503)]
    reader = Reader()

    def script(body: dict[str, Any], number: int) -> Turn:
        if body["response_format"]["json_schema"]["name"] == "Assessment" and faults:
            return faults.pop()
        return reader(body, number)

    with ReferenceServer(script) as server:
        ask = ("batch", "report.txt", "-o", "briefs", "-m", MODEL, "--base-url", server.base_url, "--window", WINDOW)
        first = run(*map(str, ask), cwd=tmp_path)
        assert first.returncode == 1
        collected = reader.asked["Collection"]
        second = run(*map(str, ask), cwd=tmp_path)
        assert second.returncode == 0, second.stderr
    assert reader.asked == {"Collection": collected, "Assessment": 1}


def test_the_ceiling_of_a_batch_holds_for_calls_beside_each_other(tmp_path: Path) -> None:
    """Each sets its own part aside and gives it back; what the store counted is what the endpoint did."""
    (tmp_path / "report.txt").write_text(report().text)
    (tmp_path / "briefing.toml").write_text("input_price = 1.0\noutput_price = 10.0\nmax_output_tokens = 600\n")
    reader = Reader()
    with ReferenceServer(reader) as server:
        ask = ["batch", "report.txt", "-o", "briefs", "-m", MODEL, "--base-url", server.base_url, "--json"]
        ask += ["--window", str(WINDOW), "--max-cost"]
        short = run(*ask, "0.04", cwd=tmp_path)
        assert short.returncode == 1
        assert 0 < len(server.asked) < 4
        done = run(*ask, "10", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert reader.asked == {"Collection": 3, "Assessment": 1}
    engine = look_into(read_url(str(tmp_path / "briefs" / "briefing.db")))
    (told,) = last_runs(engine, 10)
    engine.dispose()
    (brief,) = (Brief.from_file(path) for path in (tmp_path / "briefs").glob("*.json"))
    assert told["calls"] == 4
    assert told["spent"] == pytest.approx(brief.provenance.cost_usd, abs=1e-6)
    assert told["set_aside"] == 0


# What it will cost.


async def test_the_plan_is_what_is_done() -> None:
    """As many calls, and no fewer tokens than the endpoint counts."""
    prices = {"input_price": 1, "output_price": 2}
    estimate = await asyncio.to_thread(
        plan_brief,
        [report()],
        model=MODEL,
        base_url="http://127.0.0.1:9/v1",
        window=WINDOW,
        **prices,
    )
    with ReferenceServer(Reader()) as server:
        brief = await brief_of(server)
    assert estimate.collect + estimate.draft == brief.provenance.calls
    assert brief.provenance.input_tokens is not None
    assert 0.7 * brief.provenance.input_tokens < estimate.sent < 1.5 * brief.provenance.input_tokens
    assert estimate.cost == pytest.approx((estimate.sent + 2 * estimate.received) / 1_000_000)


def test_a_dry_run_makes_no_call(tmp_path: Path) -> None:
    """It prints what a run would take, also where no price is known."""
    (tmp_path / "report.txt").write_text(report().text)
    with ReferenceServer(Reader()) as server:
        ask = ("write", "report.txt", "--dry-run", "-m", MODEL, "--base-url", server.base_url, "--window", str(WINDOW))
        done = run(*ask, cwd=tmp_path)
        assert not server.asked
    assert done.returncode == 0
    calls, tokens, price = done.stdout.splitlines()
    assert calls.startswith("calls ")
    assert "to collect evidence, 1 to draft" in calls
    assert "sent" in tokens
    assert price == "price   not known"


def test_a_dry_run_of_a_batch_adds_up(tmp_path: Path) -> None:
    """Long and short reports and what cannot be read; nothing is written and no call made."""
    (tmp_path / "long.txt").write_text(report().text)
    (tmp_path / "short.txt").write_text(report(2).text)
    (tmp_path / "empty.txt").write_text("")
    with ReferenceServer(Reader()) as server:
        ask = ("-m", MODEL, "--base-url", server.base_url, "--window", str(WINDOW), "--dry-run")
        done = run("batch", ".", "-o", "briefs", *ask, cwd=tmp_path)
        alone = [run("write", name, *ask, cwd=tmp_path).stdout for name in ("long.txt", "short.txt")]
        assert not server.asked
    assert done.returncode == 0
    briefs, calls, *_ = done.stdout.splitlines()
    assert briefs == "briefs  2, and 1 that cannot be carried out"
    counts = [int(line.split()[1].rstrip(";:")) for line in (alone[0], alone[1], calls)]
    assert counts[0] + counts[1] == counts[2]
    assert not (tmp_path / "briefs").exists()


async def test_an_endpoint_that_is_gone_ends_the_brief() -> None:
    """It is no fault of one portion."""
    gone = Reader(lambda days: transient(503) if 60 in days else None)
    with ReferenceServer(gone) as server, pytest.raises(EndpointUnreachable):
        await brief_of(server)


def test_the_sentence_of_a_day_is_in_its_paragraph() -> None:
    """What the tests quote is what the report says."""
    assert counted(7) in paragraph(7)
