"""The honest briefs are what they claim: drafts of the schema whose quotes stand where they say.

What of them is sent back wrongly is measured by :func:`tests.honest_endpoint.measure`, and stays under one item in a
hundred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.draft import Draft, EvidenceDraft
from briefing.source import Source
from briefing.write import awrite_brief
from tests.honest_endpoint import HonestBrief, Measure, briefs, honest_answers, measure, quoted
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL
from tests.small_brief import plain_http

ALL = briefs()
OURS = sorted(name for name, brief in ALL.items() if brief.is_ours)
REFERENCE = re.compile(r"[VEKAJF]\d+")


@pytest.fixture(params=sorted(ALL))
def brief(request: pytest.FixtureRequest) -> HonestBrief:
    """Each honest brief in turn; those over the evaluation texts where these are."""
    found = ALL[request.param]
    if not found.is_ours:
        request.getfixturevalue("shared")
    return found


def references(brief: HonestBrief) -> Iterator[str]:
    """Every number that the draft points to in a list, and those in the brackets of the bottom line."""
    for items in brief.draft.values():
        for item in items if isinstance(items, list) else []:
            if isinstance(item, str):
                yield from REFERENCE.findall(item)
                continue
            for value in item.values():
                yield from (entry for entry in value if REFERENCE.fullmatch(entry)) if isinstance(value, list) else ()


def test_a_brief_is_a_draft_of_the_schema_in_its_order(brief: HonestBrief) -> None:
    """It could be a model's answer as it stands: every field there, no other, evidence first."""
    Draft.model_validate(brief.draft)
    assert list(brief.draft) == list(Draft.model_fields)
    assert list(brief.draft["evidence"][0]) == list(EvidenceDraft.model_fields)


def test_a_place_is_where_the_look_up_finds_its_quote(brief: HonestBrief) -> None:
    """As typed, with straight quotation marks or an ellipsis, each quote is found at the very places it came from."""
    for stored, item in zip(brief.stored["draft"]["evidence"], brief.draft["evidence"], strict=True):
        spans = brief.source.locate(item["quote"])
        places = [tuple(map(int, place.split(":"))) for place in stored["quote"]["at"]]
        assert len(spans) == len(places), item["quote"]
        for span, (start, end) in zip(spans, places, strict=True):
            found, meant = brief.source.text[span.start : span.end], brief.text[start:end]
            assert found.strip(".,;:«»“”„\"’' ") == meant.strip(".,;:«»“”„\"’' ")


def test_the_names_as_written_are(brief: HonestBrief) -> None:
    """The words that name a voice or an actor, and a speaker's hedge, stand in the report."""
    written = [item["as_written"] for item in (*brief.draft["voices"], *brief.draft["actors"])]
    hedges = [item["hedge"] for item in brief.draft["forecasts"] if item["hedge"]]
    assert not [words for words in (*written, *hedges) if not brief.source.mentions(words)]


def test_every_number_pointed_to_is_given_out_once_and_in_order(brief: HonestBrief) -> None:
    """V1, V2, … without a gap, and nothing cites what is not there."""
    given = [item["id"] for items in brief.draft.values() for item in items if isinstance(item, dict) and "id" in item]
    assert all(count == 1 for count in Counter(given).values())
    for letter in {number[0] for number in given}:
        mine = [number for number in given if number[0] == letter]
        assert mine == [f"{letter}{place}" for place in range(1, len(mine) + 1)]
    assert set(references(brief)) <= set(given)


def test_a_brief_has_something_in_every_section(brief: HonestBrief) -> None:
    """What is measured over them speaks for the whole of a brief."""
    assert all(brief.draft.values())


def test_what_is_stored_of_a_foreign_report_is_short(brief: HonestBrief) -> None:
    """The evaluation texts are not part of the project: their quotes are places, their names a few words."""
    if not brief.is_ours:
        places = [place for item in brief.stored["draft"]["evidence"] for place in item["quote"]["at"]]
        assert all(re.fullmatch(r"\d+:\d+", place) for place in places)
        assert all(len((item["hedge"] or "").split()) <= 3 for item in brief.draft["forecasts"])
        assert all(len(item["as_written"].split()) <= 10 for item in (*brief.draft["voices"], *brief.draft["actors"]))


def test_a_changed_report_is_noticed() -> None:
    """Over other text than it was written for, a place means nothing, and says so."""
    first = ALL[OURS[0]]
    moved = HonestBrief(first.name, {**first.stored, "sha256": "0" * 64})
    with pytest.raises(ValueError, match=rf"^{first.report.name}: not the file"):
        moved.draft  # noqa: B018


def test_a_quote_is_typed_as_its_place_says() -> None:
    """Straight quotation marks and another ellipsis, where they are asked for."""
    text = "“I’ll go,” she said."
    assert quoted({"at": ["0:10"]}, text) == "“I’ll go,”"
    assert quoted({"at": ["0:10"], "typography": "straight"}, text) == '"I\'ll go,"'
    assert quoted({"at": ["1:9", "11:20"], "ellipsis": "[...]"}, text) == "I’ll go, [...] she said."


def test_a_measure_counts_every_item_of_a_brief(brief: HonestBrief) -> None:
    """Each section's items, the title as one; nothing is sent back that is not among them."""
    counts = measure(brief.name)
    sections = [items for items in brief.draft.values() if isinstance(items, list)]
    assert counts.items.total() == sum(map(len, sections)) + 1
    assert counts.sent_back <= counts.items
    assert {found.section for found in counts.findings} == set(counts.sent_back)


@pytest.mark.parametrize("name", OURS)
async def test_the_endpoint_answers_with_the_brief_over_the_report_it_is_sent(name: str) -> None:
    """Through the whole flow; a call for repairs gets nothing back."""
    brief = ALL[name]
    with ReferenceServer(honest_answers) as server:
        written = await awrite_brief(
            [brief.source],
            question=brief.stored["question"],
            as_of=brief.as_of,
            language=brief.stored["language"],
            model=MODEL,
            base_url=server.base_url,
            transport=plain_http(),
        )
    drafted = {item["id"] for item in brief.draft["evidence"]}
    assert written.evidence
    assert {item.id for item in written.evidence} <= drafted
    assert [source.text for source in written.sources] == [brief.source.text]


async def test_a_report_without_a_brief_is_refused() -> None:
    """No answer is better than one over another report."""
    body = {"messages": [{"role": "system", "content": ""}, {"role": "user", "content": Source.from_text("x").text}]}
    assert honest_answers(body, 0).status == 400


def test_hardly_an_honest_item_is_held_back(shared: Path) -> None:
    """Over all briefs less than one item in a hundred is sent back or withheld, and no section has many of them."""
    total = Measure()
    for name in ALL:
        total.add(measure(name))
    items, sent_back = sum(total.items.values()), sum(total.sent_back.values())
    assert items > 1_000
    assert sent_back < items / 100, [finding.reason for finding in total.findings]
    assert sum(total.withheld.values()) < items / 100, total.lost
    assert all(count <= max(2, total.items[section] / 33) for section, count in total.sent_back.items())


@pytest.mark.parametrize("name", OURS)
def test_our_own_reports_are_briefed_honestly_too(name: str) -> None:
    """Where the evaluation texts are not, the reports written here keep watch: two items of a brief at most."""
    assert sum(measure(name).sent_back.values()) <= 2
