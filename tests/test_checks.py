"""The scorecard: each standard can be met, can fail, or says that it does not apply."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.brief import Brief
from briefing.checks import MOST_DRAWN, scorecard
from tests.fictional_brief import embedded_brief, full_brief

NOBODY: dict[str, Any] = {"judgments": [], "forecasts": []}


def _verdicts(content: dict[str, Any], **changes: Any) -> dict[str, bool | None]:
    """The verdict of each standard, by its number."""
    return {check.standard[0]: check.met for check in scorecard(Brief.model_validate({**content, **changes}))}


def _each(section: str, **changes: Any) -> list[dict[str, Any]]:
    return [{**item, **changes} for item in full_brief()[section]]


def _sources(**changes: Any) -> list[dict[str, Any]]:
    return [{**item, **changes} for item in _model()["sources"]]


def _judgments(**changes: Any) -> list[dict[str, Any]]:
    return [{**item, **changes} for item in _model()["judgments"]]


_SENTENCE = {"text": "It was reported.", "judgments": [], "evidence": ["E1"]}


def _model() -> dict[str, Any]:
    """A brief that meets every standard that can be met."""
    brief = {**full_brief(), "revisions": []}
    brief["sources"] = _each(
        "sources", published="2031-05-06", publisher="A paper", reliability="B", reliability_because="Mostly right."
    )
    brief["evidence"] = [
        {**item, "credibility": None if item["kind"] in ("opinion", "prediction") else 2} for item in brief["evidence"]
    ]
    brief["judgments"] = _each(
        "judgments", probability=60, confidence="low", confidence_because="One report.", assumptions=["A1"]
    )
    brief["implications"] = [{"for": "shippers", "text": "Plan.", "judgments": ["J1", "J2"]}]
    return brief


def test_a_model_brief_meets_all_that_it_can() -> None:
    """Only the change from an earlier brief has nothing to apply to."""
    assert _verdicts(_model()) == {**dict.fromkeys("12345689", True), "7": None}


@pytest.mark.parametrize(
    ("standard", "change"),
    [
        ("1", {"sources": _sources(reliability=None)}),
        ("1", {"sources": _sources(reliability_because=None)}),
        ("1", {"sources": _sources(published=None)}),
        ("1", {"sources": _sources(publisher=None, author=None)}),
        ("1", {"evidence": _each("evidence", kind="fact", credibility=None)}),
        ("1", {"evidence": _each("evidence", kind="opinion", credibility=2)}),
        ("1", {"evidence": _each("evidence", kind="fact", credibility=1)}),
        ("2", {"judgments": _each("judgments", probability=None)}),
        ("2", {"judgments": _judgments(statement="We judge with high confidence that it will likely hold.")}),
        ("2", {"judgments": _each("judgments", probability=60, confidence=None)}),
        ("2", {"judgments": _each("judgments", probability=60, confidence="low", confidence_because=None)}),
        ("2", {"judgments": _each("judgments", probability=60, confidence="low", confidence_because="")}),
        ("3", {"judgments": _each("judgments", assumptions=[])}),
        ("3", {"judgments": _each("judgments", statement=full_brief()["evidence"][0]["quote"], assumptions=["A1"])}),
        ("3", {"motives": _each("motives", basis="inferred", alternative=None)}),
        ("4", {"hypotheses": []}),
        ("4", {"hypotheses": full_brief()["hypotheses"][:1]}),
        ("4", {"hypotheses": _each("hypotheses", contradicts=[])}),
        ("4", {"hypotheses": _each("hypotheses", supports=[], contradicts=[])}),
        ("5", {"implications": []}),
        ("6", {"bottom_line": []}),
        ("6", {"bottom_line": [{"text": "x", "judgments": [], "evidence": ["E1"]}]}),
        ("6", {"bottom_line": [{"text": "x", "judgments": ["J2"], "evidence": []}]}),
        ("6", {"bottom_line": [_SENTENCE, {"text": "x", "judgments": ["J1"], "evidence": []}]}),
        ("6", {"bottom_line": [{"text": "word " * 71, "judgments": ["J1"], "evidence": []}]}),
        (
            "6",
            {"forecasts": [{**item, "probability": 99 - 10 * at} for at, item in enumerate(full_brief()["forecasts"])]},
        ),
        ("8", {"judgments": _each("judgments", probability=None)}),
        ("8", {"forecasts": [{**item, "by": None} for item in full_brief()["forecasts"]]}),
        ("8", {"forecasts": [{**item, "by": full_brief()["as_of"]} for item in full_brief()["forecasts"]]}),
        ("8", {"forecasts": [{**item, "resolution": None} for item in full_brief()["forecasts"]]}),
        ("8", {"forecasts": [{**item, "probability": None} for item in full_brief()["forecasts"]]}),
    ],
)
def test_each_standard_can_fail_by_itself(standard: str, change: dict[str, Any]) -> None:
    """The fault is seen, whatever else is right."""
    assert _verdicts(_model())[standard] is True
    assert _verdicts(_model(), **change)[standard] is False


@pytest.mark.parametrize("standard", ["2", "3", "4", "5", "8"])
def test_what_concerns_judgments_does_not_apply_without_them(standard: str) -> None:
    """A brief that assesses nothing is not blamed for it."""
    assert _verdicts(_model(), **NOBODY)[standard] is None


def test_pictures_need_something_to_draw() -> None:
    """With one relation a picture would not help, and with very many none can be read."""
    assert _verdicts(_model(), relations=full_brief()["relations"][:1])["9"] is None
    assert _verdicts(_model(), relations=full_brief()["relations"] * (MOST_DRAWN + 1))["9"] is False


def test_a_change_has_a_name_and_a_reason() -> None:
    """What a person changed after the brief was issued is explained, or the standard is not met."""
    revision = {
        "item": "J1", "field": "probability", "was": 60, "now": 55, "by": "R. Desk", "at": "2031-05-08T09:00:00Z",
        "why": "The envoy left.",
    }  # fmt: skip
    assert _verdicts(_model(), revisions=[revision])["7"] is True
    assert _verdicts(_model(), revisions=[revision, {**revision, "why": " "}])["7"] is False


def test_reports_of_one_publisher_do_not_confirm_one_another() -> None:
    """Grade 1 takes two independent origins."""
    brief = _model()
    brief["evidence"] = [{**item, "kind": "fact", "credibility": 1} for item in brief["evidence"]]
    two = [{**brief["sources"][0], "id": "S8"}, {**brief["sources"][0], "id": "S9", "publisher": "Another paper"}]
    assert _verdicts(brief, sources=two)["1"] is True
    assert _verdicts(brief, sources=[two[0], {**two[1], "publisher": "a PAPER"}])["1"] is False


def test_speakers_outlooks_are_not_our_calls() -> None:
    """A forecast of a voice has no number of ours, and does not fail the brief for it."""
    outlooks = [item for item in full_brief()["forecasts"] if item["whose"] != "brief"]
    assert _verdicts(_model(), forecasts=outlooks)["8"] is True
    assert _verdicts(_model(), judgments=[], forecasts=outlooks)["8"] is None


def test_an_extractive_brief_has_its_own_scorecard() -> None:
    """Nothing assessed: what needs judgments is null, the bottom line counts."""
    verdicts = _verdicts(embedded_brief())
    assert [verdicts[number] for number in "2345"] == [None] * 4
    assert verdicts["6"] is True


def test_the_nine_standards_come_in_order_and_say_what_was_looked_at() -> None:
    """Each line has a note of its own."""
    checks = scorecard(Brief.model_validate(full_brief()))
    assert [check.standard[:2] for check in checks] == [f"{number} " for number in range(1, 10)]
    assert all(check.note and "\n" not in check.note for check in checks)
    assert "contradict" in scorecard(
        Brief.model_validate({**full_brief(), "forecasts": [
            {**full_brief()["forecasts"][0], "probability": 99}, *full_brief()["forecasts"][1:]
        ]})
    )[5].note  # fmt: skip
