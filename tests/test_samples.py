"""Several drafts of one brief: asked for by number, put together, and one that fails is told of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief, awrite_brief, verify
from briefing.errors import AnswerRefused
from briefing.render.markdown import render_markdown
from tests.command import run
from tests.long_report import WINDOW, Reader, report
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, Turn, answer, refused
from tests.small_brief import SOURCE, plain_http, small_draft

NUMBERS = {1: (40, 70), 2: (55, 75), 3: (60, 80), 4: (70, 85), 5: (90, 95)}
"""What each draft gives its forecast and its judgment."""
_SAMPLE = re.compile(r"This is draft (\d) of (\d)")


def sample_in(body: dict[str, Any]) -> int:
    """The number of the draft that is asked for."""
    found = _SAMPLE.search(body["messages"][1]["content"])
    assert found is not None
    return int(found[1])


class Varied:
    """The script of an endpoint that gives each draft other numbers; *failing* drafts are declined."""

    def __init__(self, *failing: int) -> None:
        self._failing = failing
        self.asked: list[int] = []

    def __call__(self, body: dict[str, Any], _number: int) -> Turn:
        """The answer to a request."""
        sample = sample_in(body)
        self.asked.append(sample)
        if sample in self._failing:
            return refused()
        draft = small_draft()
        draft["forecasts"][0]["probability"], draft["judgments"][0]["probability"] = NUMBERS[sample]
        return answer(draft)


async def brief_of(server: ReferenceServer, **options: Any) -> Brief:
    """A brief of five drafts."""
    given = {"model": MODEL, "base_url": server.base_url, "transport": plain_http(), "samples": 5, **options}
    return await awrite_brief([SOURCE], **given)


async def test_five_drafts_are_one_brief() -> None:
    """Medians, the spread beside each on the page, and five calls."""
    script = Varied()
    with ReferenceServer(script) as server:
        brief = await brief_of(server)
    assert sorted(script.asked) == [1, 2, 3, 4, 5]
    (forecast,), (judgment,) = brief.forecasts, brief.judgments
    assert (forecast.probability, judgment.probability) == (60, 80)
    assert forecast.spread is not None
    assert judgment.spread is not None
    assert (forecast.spread.samples, forecast.spread.low, forecast.spread.high) == (5, 40, 90)
    assert (judgment.spread.samples, judgment.spread.low, judgment.spread.high) == (5, 70, 95)
    assert (brief.provenance.samples, brief.provenance.samples_asked, brief.provenance.calls) == (5, 5, 5)
    page = render_markdown(brief)
    assert "60 %; 5 of 5 drafts: 40–90 %" in page
    assert "5 of 5 drafts: 70–95 %" in page
    assert brief.warnings == [warning for warning in brief.warnings if "Draft" not in warning]
    assert verify(brief) == []
    assert Brief.from_json(brief.to_json()) == brief


async def test_a_draft_that_fails_is_told_of() -> None:
    """The brief is that of the others; the page and the provenance say that one is missing."""
    with ReferenceServer(Varied(3)) as server:
        brief = await brief_of(server)
    assert brief.forecasts[0].probability == 62  # between 55 and 70, halves to the even
    assert (brief.provenance.samples, brief.provenance.samples_asked) == (4, 5)
    (warning,) = (warning for warning in brief.warnings if warning.startswith("Draft"))
    assert warning.startswith("Draft 3 of 5 could not be used")
    page = render_markdown(brief)
    assert "Draft 3 of 5 could not be used" in page
    assert "4 drafts of 5" in page
    assert verify(brief) == []


async def test_what_no_draft_could_stand_on_is_withheld_once() -> None:
    """With the drafts that it was in; it has no number, which in the brief is another's."""

    def script(body: dict[str, Any], _number: int) -> Turn:
        draft = small_draft()
        if len(body["messages"]) > 2:  # the repair
            return answer({**draft, **{name: [] for name in draft if isinstance(draft[name], list)}, "title": None})
        if sample_in(body) != 2:
            draft["evidence"][1]["quote"] = "Nobody in Norvale has ever said such a thing."
        return answer(draft)

    with ReferenceServer(script) as server:
        brief = await brief_of(server, samples=3)
    lies = [item for item in brief.withheld if item.section == "evidence"]
    assert [item.item["quote"] for item in lies] == ["Nobody in Norvale has ever said such a thing."]
    assert lies[0].reason.endswith("(in drafts 1, 3)")
    assert "id" not in lies[0].item
    assert verify(brief) == []


async def test_where_every_draft_fails_there_is_no_brief() -> None:
    """The first fault is the error."""
    with ReferenceServer(Varied(1, 2, 3, 4, 5)) as server, pytest.raises(AnswerRefused):
        await brief_of(server)


async def test_one_draft_is_the_default() -> None:
    """Its request says nothing of drafts, and its brief has no spread."""
    with ReferenceServer(answer(small_draft())) as server:
        brief = await brief_of(server, samples=1)
        (request,) = server.asked
    assert "draft 1 of" not in request.body["messages"][1]["content"]
    assert brief.forecasts[0].spread is None
    assert brief.provenance.samples_asked == 1
    assert "of 1 draft" not in render_markdown(brief)


async def test_a_long_report_is_collected_once_for_all_drafts() -> None:
    """Each draft is over the same evidence."""
    reader = Reader()
    with ReferenceServer(reader) as server:
        brief = await awrite_brief(
            [report()], model=MODEL, base_url=server.base_url, transport=plain_http(), window=WINDOW, samples=3
        )
    assert reader.asked["Assessment"] == 3
    assert reader.asked["Collection"] == brief.provenance.calls - 3
    assert [item.id for item in brief.evidence] == [f"E{n}" for n in range(1, len(brief.evidence) + 1)]
    assert verify(brief) == []


async def test_a_recording_of_several_drafts_replays(tmp_path: Path) -> None:
    """The same bytes, without being told how many there were."""
    tape = tmp_path / "five.yaml"
    with ReferenceServer(Varied(2)) as server:
        brief = await brief_of(server, cassette=tape)
    assert (await awrite_brief([SOURCE], cassette=tape, record_mode="none")).to_json() == brief.to_json()


async def test_a_spread_that_cannot_be_is_found(tmp_path: Path) -> None:
    """More drafts than there were, or ends the wrong way round."""
    with ReferenceServer(Varied()) as server:
        brief = await brief_of(server)
    spread = brief.forecasts[0].spread
    assert spread is not None
    for change in ({"samples": 6}, {"low": 95}, {"low": None}):
        forecast = brief.forecasts[0].model_copy(update={"spread": spread.model_copy(update=change)})
        wrong = brief.model_copy(update={"forecasts": [forecast]})
        assert any(line.startswith("F1.spread") for line in map(str, verify(wrong))), change


def test_an_ensemble_of_the_embedded_endpoint_agrees_with_itself(tmp_path: Path) -> None:
    """From the command line: it gives every draft the same answer."""
    (tmp_path / "report.txt").write_text(SOURCE.text)
    done = run("write", "report.txt", "-m", "embedded", "--samples", "3", "-o", "brief.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    brief = Brief.from_file(tmp_path / "brief.json")
    assert (brief.provenance.samples, brief.provenance.calls) == (3, 3)
