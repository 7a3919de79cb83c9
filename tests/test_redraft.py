"""The way back from a brief to its draft: settled again, it is the same brief."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import awrite_brief, write_brief
from briefing.brief import Brief
from briefing.draft import Draft
from briefing.grounding import Finding, Terms, review, settle_to_the_end
from briefing.grounding.entries import entries
from briefing.grounding.redraft import redraft, redrafted_terms, untitled
from briefing.grounding.reground import reground
from briefing.loading import load_sources
from briefing.source import Source
from briefing.verification import verify
from tests.conftest import ROOT
from tests.full_draft import COURIER, WIRE, full_draft
from tests.honest_endpoint import briefs
from tests.issued_brief import full_issued, issued
from tests.lying_endpoint import LyingEndpoint, Repair
from tests.lying_reports import REPORTS
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL
from tests.small_brief import plain_http

SEEDS = {"niger": "seeds/niger.md", "exercise": "seeds/exercise"}


def _comes_out_the_same(brief: Brief) -> None:
    again = reground(brief)
    assert again.findings == []
    assert again.differences == []
    assert verify(brief) == []
    assert verify(Brief.from_json(brief.to_json())) == []


@pytest.mark.parametrize("name", SEEDS)
def test_a_careful_brief_of_a_seed_comes_out_the_same(name: str) -> None:
    """What a person wrote over the seeds: everything in it is derived again, and nothing disagrees."""
    draft = json.loads((ROOT / "tests" / "reference_answers" / f"{name}.json").read_text(encoding="utf-8"))
    _comes_out_the_same(issued(Draft.model_validate(draft), load_sources([ROOT / SEEDS[name]])))


@pytest.mark.parametrize("name", SEEDS)
def test_an_embedded_brief_of_a_seed_comes_out_the_same(name: str) -> None:
    """What the embedded endpoint extracts."""
    _comes_out_the_same(write_brief([ROOT / SEEDS[name]]))


def test_an_embedded_brief_of_each_evaluation_text_comes_out_the_same(shared: Path) -> None:
    """Real text that nobody here wrote, long and short."""
    for path in sorted((shared / "eval" / "articles").glob("*.txt")):
        brief = write_brief([path])
        assert verify(brief) == [], path.name


@pytest.mark.parametrize("name", [name for name, brief in briefs().items() if brief.is_ours])
def test_a_careful_brief_comes_out_the_same(name: str) -> None:
    """Other honest ones, over reports of our own in several languages."""
    brief = briefs()[name]
    question = brief.stored["question"]
    _comes_out_the_same(issued(Draft.model_validate(brief.draft), [brief.source], as_of=brief.as_of, question=question))


def test_a_full_brief_comes_out_the_same() -> None:
    """With a hole among the hypotheses, withheld items, a base rate and a class without one, an outlook, warnings."""
    brief = full_issued()
    assert {"E9", "—"} <= {item.item.get("id") or item.item.get("hypothesis") for item in brief.withheld}
    assert [item.id for item in brief.hypotheses] == ["H1", "H3"]
    _comes_out_the_same(brief)


def test_a_draft_is_told_again_without_what_was_computed() -> None:
    """Sentences carry their citations, assumptions stand with the evidence, base rates lie flat."""
    draft = redraft(full_issued())
    assert draft.bottom_line[1] == "The dockers can delay it. [J2, E2]"
    assert draft.judgments[0].evidence == ["E1", "E3", "K1", "A1"]
    assert (draft.forecasts[0].reference_class, draft.forecasts[0].happened, draft.forecasts[0].of) == (
        "announced naval leases",
        4.0,
        5.0,
    )
    assert draft.evidence[1].quote == "We will stop every crane if warships come … who heads the dockers"


def test_a_title_that_stands_in_for_another_is_none() -> None:
    """It is the question, the topic or the first report's title, and nobody claimed it."""
    draft = full_draft()
    draft["title"] = None
    brief = issued(Draft.model_validate(draft), [COURIER, WIRE], question="Who leases the berth?")
    assert brief.title == untitled(brief) == "Who leases the berth?"
    assert redraft(brief).title is None
    _comes_out_the_same(brief)


def test_the_terms_are_those_of_the_file() -> None:
    """Its texts and days, its cut-off, and what was asked; a day that is none counts as unknown."""
    brief = full_issued()
    terms = redrafted_terms(brief)
    assert list(terms.sources) == ["S1", "S2"]
    assert terms.sources["S1"].text == COURIER.text
    assert (terms.as_of, terms.asked) == (date(2031, 5, 6), "Who leases the berth?")
    record = brief.sources[0].model_copy(update={"published": "soon"})
    undated = brief.model_copy(update={"sources": [record, *brief.sources[1:]], "as_of": "never"})
    assert redrafted_terms(undated).sources["S1"].published is None
    assert redrafted_terms(undated).as_of == date.min


_NUMBERS = st.sampled_from(["E1", "E2", "E3", "E4", "E9", "K1", "J1", "F1", "V1", "V9", "A1", "x", ""])
_TEXTS = st.one_of(
    st.text(max_size=30), st.sampled_from(["It will be so [J1].", "[J[J1]2] and [E1", "“x", "\x00\u202e"])
)

_CLOSED = {"kind", "basis", "status", "standing", "confidence", "impact", "direction"}


@st.composite
def _drafts(draw: st.DrawFn) -> dict[str, Any]:
    """The honest draft with items left out, repeated and put in another order, and fields of others' making."""
    draft = full_draft()
    for section, items in draft.items():
        if not isinstance(items, list):
            continue
        picked = draw(st.lists(st.sampled_from(items), max_size=len(items) + 1)) if draw(st.booleans()) else items
        draft[section] = [copy.deepcopy(item) for item in picked]
        for place, item in enumerate(draft[section]):
            if isinstance(item, str):
                draft[section][place] = draw(st.one_of(st.just(item), _TEXTS))
            elif draw(st.booleans()):
                name = draw(st.sampled_from(sorted(item)))
                if isinstance(item[name], list):
                    item[name] = draw(st.lists(_NUMBERS, max_size=4))
                elif isinstance(item[name], float):
                    item[name] = draw(st.floats(allow_nan=False))
                elif isinstance(item[name], str) and name not in _CLOSED:
                    item[name] = draw(st.one_of(_TEXTS, _NUMBERS))
    return draft


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(_drafts())
def test_whatever_is_drafted_what_is_issued_agrees_with_itself(draft: dict[str, Any]) -> None:
    """Items that nobody thought of fall, or stand as they will stand again."""
    brief = issued(Draft.model_validate(draft), [COURIER, WIRE], as_of=date(2031, 5, 6))
    assert verify(brief) == []


@pytest.mark.parametrize("sentence", ["The plan stands [A[J1]1] [J1].", "[E[E1]9] is told [E1].", "[J[J[J1]1]1]. [E1]"])
def test_a_citation_inside_of_another_leaves_none(sentence: str) -> None:
    """Taken out, it must not make one of what stood around it, which nobody checked."""
    brief = issued(Draft.model_validate({**full_draft(), "bottom_line": [sentence]}), [COURIER, WIRE])
    (line,) = brief.bottom_line
    assert "[" not in line.text.replace("[J(", "(")
    assert verify(brief) == []


def test_what_only_stood_on_what_fell_falls_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it does not cite it: what is left is reviewed as the draft that it is, until nothing more falls."""

    def strict(draft: Draft, terms: Terms) -> list[Finding]:
        """As ever, and each assumption needs a background, each gap an assumption."""
        found = list(review(draft, terms))
        for section, ground in (("assumptions", draft.background), ("gaps", draft.assumptions)):
            found += [Finding.on(item, "unborne") for item in entries(draft) if item.section == section and not ground]
        return found

    monkeypatch.setattr("briefing.grounding.reground.review", strict)
    draft = full_draft()
    draft["hypotheses"].insert(0, {**draft["hypotheses"][0], "hypothesis": ""})
    terms = Terms({"S1": COURIER, "S2": WIRE}, date(2031, 5, 6), background=False)
    draft = Draft.model_validate(draft)
    settled = settle_to_the_end(draft, terms, strict(draft, terms))
    assert settled.background == settled.assumptions == settled.gaps == []
    assert [item.section for item in settled.withheld][-2:] == ["assumptions", "gaps"]
    assert [item.id for item in settled.hypotheses] == ["H2", "H3"]


@pytest.mark.parametrize("repair", ["unrepentant", "absent", "shifting"])
async def test_what_a_liar_leaves_agrees_with_itself(repair: Repair) -> None:
    """A lie in every item, and most of them withheld: what stands would stand again, from the file alone."""
    for seed in range(4):
        with ReferenceServer(LyingEndpoint(seed, repair)) as server:
            brief = await awrite_brief(
                REPORTS[seed % len(REPORTS)], model=MODEL, base_url=server.base_url, transport=plain_http(), timeout=60
            )
        assert brief.withheld
        assert verify(brief) == []


def test_hidden_text_in_a_report_is_told() -> None:
    """A brief's text is what a reader would see; with more in it the places would be others."""
    brief = issued(Draft.model_validate(full_draft()), [Source(text=COURIER.text + "\u202e"), WIRE])
    assert any(line.startswith("S1.text: ") for line in verify(brief))
