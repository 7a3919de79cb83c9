"""Grounding: each fault has its reason, what stood on it falls with it, and nothing disappears."""

from __future__ import annotations

import copy
import math
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.draft import Draft
from briefing.grounding import Finding, Settled, Terms, mend, review, settle
from briefing.grounding.entries import NUMBERED, SECTIONS, citations, entries, is_number, without_citations
from briefing.grounding.review import nearest_passage
from tests.full_draft import COURIER, TERMS, changed, full_draft

HONEST = Draft.model_validate(full_draft())


def _settled(draft: Draft, terms: Terms = TERMS) -> Settled:
    return settle(draft, terms, review(draft, terms))


def _kept(settled: Settled) -> dict[str, int]:
    return {
        part.name: len(getattr(settled, part.name))
        for part in fields(settled)
        if part.name not in ("title", "warnings")
    }


def _gone(draft: Draft, terms: Terms = TERMS) -> dict[str, str]:
    """What was withheld, by section and number or text, with its reason."""
    names = ("id", "text", "summary", "name", "kind", "motive", "hypothesis", "risk", "for", "sign")
    return {
        f"{item.section} {next(str(item.item[name]) for name in names if name in item.item)}": item.reason
        for item in _settled(draft, terms).withheld
    }


def test_an_honest_draft_stands_whole() -> None:
    """No finding, nothing withheld, every section filled."""
    assert review(HONEST, TERMS) == []
    settled = _settled(HONEST)
    assert settled.withheld == []
    assert settled.warnings == []
    assert all(count for name, count in _kept(settled).items() if name != "withheld")


FAULTS: list[tuple[str, int, dict[str, Any], str]] = [
    ("voices", 0, {"as_written": "Ilse Warn"}, "“Ilse Warn” (as_written) is in no source"),
    ("voices", 0, {"id": "X1"}, "its number “X1” is not V"),
    ("voices", 1, {"id": "V1"}, "the number V1 is given twice"),
    ("voices", 0, {"id": "E1"}, "its number “E1” is not V"),
    ("voices", 0, {"name": " "}, "its name is empty"),
    ("background", 0, {"text": ""}, "its text is empty"),
    ("contradictions", 0, {"summary": ""}, "its summary is empty"),
    ("actors", 0, {"name": "\u200b"}, "its name is empty"),
    ("relations", 0, {"subject": ""}, "its subject is empty"),
    ("relations", 0, {"object": ""}, "its object is empty"),
    ("relations", 0, {"kind": ""}, "its kind is empty"),
    ("relations", 0, {"summary": ""}, "its summary is empty"),
    ("motives", 0, {"actor": ""}, "its actor is empty"),
    ("motives", 0, {"motive": "…"}, "its motive is empty"),
    ("hypotheses", 0, {"hypothesis": ""}, "its hypothesis is empty"),
    ("assumptions", 0, {"text": ""}, "its text is empty"),
    ("gaps", 0, {"text": ""}, "its text is empty"),
    ("forecasts", 0, {"statement": ""}, "its statement is empty"),
    ("risks", 0, {"risk": ""}, "its risk is empty"),
    ("judgments", 0, {"statement": "\n"}, "its statement is empty"),
    ("implications", 0, {"for": ""}, "its audience is empty"),
    ("implications", 0, {"text": ""}, "its text is empty"),
    ("indicators", 0, {"sign": ""}, "its sign is empty"),
    ("forecasts", 0, {"by": "20320101"}, "“20320101” (by) is not a day"),
    ("forecasts", 0, {"by": "2032-W01-1"}, "“2032-W01-1” (by) is not a day"),
    ("forecasts", 0, {"happened": 1e10, "of": 1e11}, "its base rate counts more than 1,000,000,000 cases"),
    ("evidence", 0, {"id": "E1٣"}, "its number “E1٣” is not E"),
    ("evidence", 0, {"voice": ["V1", "V2", "V1"]}, "its chain of speakers (voice) names V1 more than once"),
    ("judgments", 0, {"statement": "word " * 71}, "its statement has 71 words"),
    ("evidence", 0, {"id": "E01"}, "its number “E01” is not E"),
    ("evidence", 0, {"id": "E0"}, "its number “E0” is not E"),
    ("evidence", 0, {"id": ""}, "its number “” is not E"),
    ("evidence", 1, {"id": "E1"}, "the number E1 is given twice"),
    ("evidence", 0, {"source": "S3"}, "there is no source S3; there are S1, S2"),
    ("evidence", 0, {"source": "S2"}, "the quote stands in S1, not in S2"),
    ("evidence", 0, {"quote": "Kestria will sell the northern berth at Port Halde"}, "it does not stand in the source"),
    ("evidence", 0, {"quote": "estria will lease the northern berth"}, "it begins or ends inside a word"),
    ("evidence", 0, {"quote": "Kestria"}, "too short to mean anything"),
    ("evidence", 0, {"quote": "Dockers at the port … welcome the plan. “We"}, "begin with a negation"),
    ("evidence", 1, {"quote": "We will stop every crane"}, "the quote leaves out “if” (condition), which governs it"),
    ("evidence", 0, {"voice": []}, "(attribution), which governs it: name who says it under voice, or quote"),
    ("background", 0, {"text": "The minister said that four of five failed."}, "never says what somebody said"),
    ("background", 0, {"text": "It is “a gift to the navy” by 2030."}, "background never quotes"),
    ("judgments", 0, {"statement": "A warship will certainly lie there."}, "“certainly” means 95–99 per cent"),
    ("judgments", 1, {"statement": "The union is likely to fail."}, "“likely” is a likelihood, and its"),
    ("forecasts", 0, {"statement": "The lease is unlikely to be signed."}, "“unlikely” means 20–45 per cent"),
    ("risks", 0, {"risk": "The port is certain to stand still."}, "“certain” means 95–99 per cent, and"),
    (
        "judgments",
        0,
        {"confidence_because": "Low confidence, since the lease is likely void."},
        "confidence (“Low confidence”) stands in one sentence with likelihood",
    ),
    ("evidence", 0, {"voice": ["V9"]}, "it cites V9, which is not there"),
    ("evidence", 0, {"voice": ["Kestria"]}, "“Kestria” under voice is no number of V"),
    ("contradictions", 0, {"between": ["E1"]}, "it rests on nothing: it has to cite at least 2 of E or K"),
    ("contradictions", 0, {"between": ["E1", "E1"]}, "it rests on nothing: it has to cite at least 2 of E or K"),
    ("contradictions", 0, {"between": ["E1", "E3", "J1"]}, "“J1” under between is no number of E or K"),
    ("actors", 0, {"as_written": "Kestrians"}, "“Kestrians” (as_written) is in no source"),
    ("actors", 0, {"evidence": []}, "it rests on nothing: it has to cite at least 1 of E"),
    ("actors", 0, {"evidence": ["K1"]}, "“K1” under evidence is no number of E"),
    ("relations", 0, {"evidence": ["E1", "K1"]}, "“K1” under evidence is no number of E"),
    ("motives", 0, {"evidence": ["E9"]}, "it cites E9, which is not there"),
    ("motives", 0, {"alternative": "  "}, "an inferred motive needs another reading"),
    ("motives", 0, {"alternative": None}, "an inferred motive needs another reading"),
    ("hypotheses", 0, {"supports": [], "contradicts": []}, "it rests on nothing"),
    ("hypotheses", 0, {"contradicts": ["E1"]}, "E1 cannot both support and contradict it"),
    ("gaps", 0, {"affects": ["E1"]}, "“E1” under affects is no number of J or F"),
    ("forecasts", 0, {"evidence": ["K1"]}, "it rests on nothing: it has to cite at least 1 of E"),
    ("forecasts", 0, {"by": None}, "it has no day on which it is settled"),
    ("forecasts", 0, {"by": "soon"}, "“soon” (by) is not a day"),
    ("forecasts", 0, {"by": "2031-05-06"}, "not after the information cut-off, 2031-05-06"),
    ("forecasts", 0, {"resolution": " "}, "it does not say what would settle it"),
    ("forecasts", 0, {"probability": 0.0}, "its probability 0 is not a whole number of per cent"),
    ("forecasts", 0, {"probability": 100.0}, "its probability 100 is not a whole number"),
    ("forecasts", 0, {"probability": 60.5}, "its probability 60.5 is not a whole number"),
    ("forecasts", 0, {"probability": 0.6}, "its probability 0.6 is not a whole number"),
    ("forecasts", 0, {"probability": float("nan")}, "its probability nan is not a whole number"),
    ("forecasts", 0, {"probability": float("inf")}, "its probability inf is not a whole number"),
    ("forecasts", 0, {"probability": 90.0}, "it implies F2, so its probability (90) cannot be above 85"),
    ("forecasts", 0, {"implies": ["F1"]}, "it implies itself"),
    ("forecasts", 0, {"implies": ["F9"]}, "it cites F9, which is not there"),
    ("forecasts", 0, {"happened": 6.0}, "a base rate is a whole number of cases"),
    ("forecasts", 0, {"happened": None}, "a base rate is a whole number of cases"),
    ("forecasts", 0, {"of": 0.0, "happened": 0.0}, "a base rate is a whole number of cases"),
    ("forecasts", 0, {"of": float("inf")}, "a base rate is a whole number of cases"),
    ("forecasts", 0, {"reference_class": None}, "a base rate without the class"),
    ("forecasts", 2, {"whose": "Varn"}, "“Varn” under whose is neither “brief” nor the number of a voice"),
    ("forecasts", 2, {"whose": "V7"}, "it is said to be the outlook of V7, who is not there"),
    ("forecasts", 2, {"probability": 70.0}, "a speaker's words carry no number of ours"),
    ("forecasts", 2, {"evidence": ["E3"]}, "none of the evidence cited is in the voice of V1"),
    ("forecasts", 2, {"hedge": "certainly"}, "the hedge “certainly” is not in the quotes cited"),
    ("risks", 0, {"probability": -1.0}, "its probability -1 is not a whole number"),
    ("risks", 0, {"horizon": "2031"}, "“2031” (horizon) is not a day"),
    ("risks", 0, {"horizon": "2030-01-01"}, "2030-01-01 (horizon) is not after"),
    ("risks", 1, {"forecast": "F8"}, "it cites F8, which is not there"),
    ("risks", 1, {"forecast": "E1"}, "“E1” under forecast is no number of F"),
    ("risks", 1, {"probability": 40.0}, "it is the same event as F1, which has the number"),
    ("judgments", 0, {"evidence": ["K1", "A1"]}, "it rests on nothing: it has to cite at least 1 of E"),
    ("judgments", 0, {"evidence": ["E1", "F1"]}, "“F1” under evidence is no number of E or K or A"),
    ("judgments", 0, {"by": "2031-02-30"}, "is not a day"),
    ("judgments", 0, {"probability": 1e300}, "is not a whole number of per cent"),
    ("implications", 0, {"judgments": []}, "it rests on nothing: it has to cite at least 1 of J"),
    ("indicators", 0, {"moves": ["E1"]}, "“E1” under moves is no number of J or F"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "index", "change", "reason"), FAULTS)
def test_each_fault_is_found_withheld_and_told(section: str, index: int, change: dict[str, Any], reason: str) -> None:
    """The review names item and reason; unmended, the item as drafted is listed with that reason."""
    draft = changed(section, index, **change)
    findings = [finding for finding in review(draft, TERMS) if (finding.section, finding.index) == (section, index)]
    assert any(reason in finding.reason for finding in findings), findings
    assert not any(finding.mild for finding in findings)
    assert all("\n" not in str(finding) for finding in findings)
    withheld = [item for item in _settled(draft).withheld if item.section == section and reason in item.reason]
    assert len(withheld) == 1
    for name, value in change.items():
        odd = isinstance(value, float) and not math.isfinite(value)
        assert repr(withheld[0].item[name]) == repr(str(value) if odd else value)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("A warship will lie at the berth.", "cites nothing in square brackets"),
        ("A warship will lie at the berth [K1].", "the sentence rests on background alone"),
        ("A warship will lie at the berth [F1].", "“F1” under the bottom line is no number of J or E or K"),
        (" [J1]", "the sentence is empty"),
        ("A warship will lie at the berth [E1٣].", "cites nothing in square brackets"),
        ("A warship will lie at the berth [J7].", "it cites J7, which is not there"),
    ],
)
def test_a_sentence_of_the_bottom_line_needs_its_grounds(sentence: str, reason: str) -> None:
    """A sentence that rests on nothing, or on background alone, is withheld."""
    draft = HONEST.model_copy(update={"bottom_line": [sentence, *HONEST.bottom_line]})
    assert reason in _gone(draft)[f"bottom_line {sentence}"]
    assert len(_settled(draft).bottom_line) == 2


def test_background_that_was_not_asked_for_is_withheld() -> None:
    """With ``--background none`` no K stands, and what cites one keeps its other grounds."""
    terms = Terms(TERMS.sources, TERMS.as_of, background=False)
    draft = changed("forecasts", 0, happened=None, of=None)  # whose base rate would fall with it
    assert _gone(draft, terms) == {"background K1": "background was not asked for"}
    settled = _settled(draft, terms)
    assert settled.judgments[0].evidence == ["E1", "E3"]


def test_there_are_caps_on_background_and_judgments() -> None:
    """Eight facts, five judgments; the rest is withheld, not dropped."""
    draft = full_draft()
    draft["background"] = [{**draft["background"][0], "id": f"K{number}"} for number in range(1, 11)]
    draft["judgments"] = [{**draft["judgments"][0], "id": f"J{number}"} for number in range(1, 8)]
    gone = _gone(Draft.model_validate(draft))
    assert [name for name in gone if name.startswith("background")] == ["background K9", "background K10"]
    assert [name for name in gone if name.startswith("judgments")] == ["judgments J6", "judgments J7"]


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("judgments", {"statement": "word " * 36}),
        ("judgments", {"statement": "word " * 70}),
        ("judgments", {"confidence_because": "word " * 26}),
        ("judgments", {"confidence_because": "word " * 500}),
    ],
)
def test_what_is_too_long_is_sent_back_but_never_withheld(section: str, change: dict[str, Any]) -> None:
    """An honest judgment is not lost for a word too many."""
    draft = changed(section, 0, **change)
    (finding,) = review(draft, TERMS)
    assert finding.mild
    assert "words" in finding.reason
    assert _settled(draft).withheld == []


def test_a_bottom_line_that_is_too_long_is_sent_back_whole() -> None:
    """Each of its sentences, since nobody can say which one is too much."""
    draft = HONEST.model_copy(update={"bottom_line": ["word " * 40 + "[J1].", "word " * 40 + "[J2]."]})
    findings = review(draft, TERMS)
    assert [(finding.section, finding.index, finding.mild) for finding in findings] == [
        ("bottom_line", 0, True),
        ("bottom_line", 1, True),
    ]
    assert len(_settled(draft).bottom_line) == 2


def test_an_essay_for_a_reason_is_left_out() -> None:
    """Up to twice its limit it stands; beyond, the judgment stands without it and the reader is told."""
    for words, kept in ((50, True), (51, False)):
        settled = _settled(changed("judgments", 0, confidence_because="word " * words))
        assert (settled.judgments[0].confidence_because is not None) is kept
        assert bool(settled.warnings) is not kept


def test_the_end_of_a_bottom_line_without_end_is_withheld() -> None:
    """Beyond 140 words nothing is taken; citations are not counted, and one endless sentence costs no other."""
    sentences = ["word " * 69 + "one [J1, E1, E2, E3].", "word " * 69 + "two [J1].", "Last [J1]."]
    gone = _gone(HONEST.model_copy(update={"bottom_line": sentences}))
    assert list(gone) == ["bottom_line Last [J1]."]
    assert gone["bottom_line Last [J1]."].startswith("the bottom line has 141 words")
    assert _gone(HONEST.model_copy(update={"bottom_line": sentences[:2]})) == {}
    endless = ["word " * 5_000 + "[J1].", "Last [J1]."]
    assert len(_settled(HONEST.model_copy(update={"bottom_line": endless})).bottom_line) == 1


def test_the_citations_of_the_bottom_line_are_no_words_of_it() -> None:
    """Seventy words and their numbers are seventy words."""
    sentence = "word " * 69 + "word [J1, E1, E2]."
    assert review(HONEST.model_copy(update={"bottom_line": [sentence]}), TERMS) == []


def test_background_may_stand_beside_grounds_in_the_bottom_line() -> None:
    """It is kept for the reader to see; when its judgment falls, background does not hold the sentence."""
    draft = HONEST.model_copy(update={"bottom_line": ["A warship will lie at the berth [J1, K1]."]})
    assert review(draft, TERMS) == []
    (sentence,) = _settled(draft).bottom_line
    assert (sentence.judgments, sentence.evidence) == (["J1"], ["K1"])
    beside = changed("evidence", 0, quote="It is nowhere to be read here.")
    assert _settled(beside.model_copy(update={"bottom_line": ["It is so [E1, K1]."]})).bottom_line == []


def test_an_outlook_falls_with_the_last_words_of_its_speaker() -> None:
    """Other evidence that stands does not hold it, nor does a hedge that somebody else said."""
    draft = full_draft()
    draft["forecasts"][2]["evidence"] = ["E4", "E3"]
    assert review(Draft.model_validate(draft), TERMS) == []
    draft["evidence"][3]["quote"] = "The first frigate will probably never arrive before winter"
    assert "none of the evidence cited is in the voice of V1" in _gone(Draft.model_validate(draft))["forecasts F3"]
    draft["forecasts"][2]["evidence"] = ["E4", "E2"]
    assert "the hedge “probably” is not in" in _gone(Draft.model_validate(draft))["forecasts F3"]
    said = "The first frigate will probably arrive before winter, Varn said"
    draft["evidence"][3] = {**full_draft()["evidence"][3], "voice": [], "quote": said}
    (finding,) = review(Draft.model_validate(draft), TERMS)
    assert "the hedge “probably” is not in the quotes cited in the voice of V1" in finding.reason


def test_a_number_of_another_section_s_kind_takes_nobody_s_away() -> None:
    """A voice called E1 is at fault; the evidence E1 is not, and who cites the voice by V1 is told."""
    findings = review(changed("voices", 0, id="E1"), TERMS)
    assert not any(finding.section == "evidence" and "twice" in finding.reason for finding in findings)
    assert [evidence.id for evidence in _settled(changed("voices", 0, id="E1")).evidence] == ["E1", "E3"]


def test_the_brief_s_own_forecast_has_no_hedge() -> None:
    """A hedge is a speaker's; on our own forecast the number says it."""
    settled = _settled(changed("forecasts", 0, hedge="probably"))
    assert [forecast.hedge for forecast in settled.forecasts] == [None, None, "probably"]


def test_what_is_withheld_can_be_written_and_read_back() -> None:
    """NaN and the infinities are words there, since JSON has no such numbers."""
    for odd in (float("nan"), float("inf"), float("-inf")):
        (withheld,) = _settled(changed("risks", 0, probability=odd)).withheld
        assert withheld.item["probability"] == str(odd)
        assert type(withheld).model_validate_json(withheld.model_dump_json()) == withheld


def test_what_stood_on_a_withheld_quote_falls_with_it() -> None:
    """E1 falls: with it who rests on it alone, and in turn what rests on those; the rest stays, without it."""
    draft = changed("evidence", 0, quote="Kestria has leased the northern berth at Port Halde")
    gone = _gone(draft)
    assert gone.pop("evidence E1").startswith("it does not stand")
    assert set(gone) == {
        "contradictions Whether there is a lease.",
        "actors Kestria",
        "actors Morvane navy",
        "motives Earn the rent.",
    }
    assert set(gone.values()) == {"what it rests on was withheld: E1"}
    settled = _settled(draft)
    assert settled.judgments[0].evidence == ["E3", "K1"]
    assert settled.relations[0].evidence == ["E3"]


def test_a_chain_of_grounds_falls_link_by_link() -> None:
    """Voice, evidence, judgment, implication, indicator, sentence: each names what it lost."""
    draft = full_draft()
    draft["voices"][0]["as_written"] = "Nobody Here"
    draft["indicators"][0]["moves"] = ["J2"]
    gone = _gone(Draft.model_validate(draft))
    assert gone["evidence E2"] == gone["evidence E4"] == "its speaker was withheld: V1"
    assert gone["forecasts F3"] == "its speaker was withheld: V1"
    assert gone["judgments J2"] == "what it rests on was withheld: E2"
    assert gone["implications Plan for days without cranes."] == "what it rests on was withheld: J2"
    assert gone["indicators Pilots are recalled."] == "what it rests on was withheld: J2"
    assert gone["bottom_line The dockers can delay it [J2, E2]."] == "what it rests on was withheld: E2, J2"
    assert "actors Varn" in gone
    assert "risks The port stands still." in gone


def test_a_sentence_that_tells_a_withheld_judgment_falls_with_it() -> None:
    """Evidence beside the judgment does not keep it; without the judgment, evidence that is left does."""
    draft = full_draft()
    draft["judgments"][1]["evidence"] = ["K1"]
    draft["bottom_line"] = ["The dockers can delay it [J2, E2].", "They say so [E2, E3]."]
    assert list(_gone(Draft.model_validate(draft))) == [
        "judgments J2",
        "implications Plan for days without cranes.",
        "bottom_line The dockers can delay it [J2, E2].",
    ]


def test_a_risk_outlives_its_forecast_without_a_number() -> None:
    """Its number was the forecast's, so it has none."""
    settled = _settled(changed("forecasts", 0, resolution=None))
    assert [(risk.forecast, risk.probability) for risk in settled.risks] == [(None, 20), (None, None)]


@pytest.mark.parametrize("section", sorted(NUMBERED))
def test_numbers_of_withheld_items_are_not_given_out_again(section: str) -> None:
    """What stands keeps the number that the drafter gave."""
    draft = full_draft()
    before = [item["id"] for item in draft[section]]
    spoiled = {
        "voices": {"as_written": "Nobody"},
        "evidence": {"quote": "nothing of the kind at all"},
        "background": {"id": "Q1"},
        "assumptions": {"id": "Q1"},
        "forecasts": {"by": None},
        "judgments": {"evidence": []},
    }[section]
    draft[section][0].update(spoiled)
    settled = _settled(Draft.model_validate(draft))
    left = [item.id for item in getattr(settled, section)]
    assert before[0] not in left
    assert left == [number for number in before if number in left]


def test_hypotheses_are_numbered_by_place_with_gaps() -> None:
    """The second keeps its H2 when the first falls."""
    settled = _settled(changed("hypotheses", 0, supports=[], contradicts=[]))
    assert [hypothesis.id for hypothesis in settled.hypotheses] == ["H2"]


def _claims(draft: Draft) -> dict[str, int]:
    return {section: len(getattr(draft, section)) for section in (*SECTIONS, "bottom_line")}


_SPOIL = st.sampled_from(["", "X1", "E1", "E9", "V1", "K1", "J1", "F1", "not a day", "a quote that is nowhere here"])


@settings(max_examples=150)
@given(st.data())
def test_nothing_that_was_drafted_disappears(data: st.DataObject) -> None:
    """However a draft is spoiled, each item is either in the brief or withheld with a reason, and never both."""
    draft = full_draft()
    for _ in range(data.draw(st.integers(1, 6))):
        section = data.draw(st.sampled_from([name for name in SECTIONS if draft[name]]))
        item = data.draw(st.sampled_from(draft[section]))
        name = data.draw(st.sampled_from(sorted(item)))
        value = item[name]
        if isinstance(value, list):
            item[name] = data.draw(st.lists(_SPOIL, max_size=3))
        elif isinstance(value, float):
            item[name] = data.draw(st.sampled_from([float("nan"), float("inf"), -1.0, 0.5, 50.0, None]))
        elif isinstance(value, str) and name not in ("kind", "status", "basis", "standing", "direction", "confidence"):
            item[name] = data.draw(_SPOIL) if name != "impact" else value
    if data.draw(st.booleans()):
        draft["bottom_line"] = data.draw(st.lists(st.sampled_from(["No ground.", "One [J1].", "Two [E2; E9]."])))
    validated = Draft.model_validate(draft)
    settled = _settled(validated)
    left = {section: len(getattr(settled, section)) for section in (*SECTIONS, "bottom_line")}
    withheld = {section: sum(item.section == section for item in settled.withheld) for section in left}
    assert {section: left[section] + withheld[section] for section in left} == _claims(validated)
    assert all(item.reason for item in settled.withheld)
    numbers = {item.id for section in NUMBERED for item in getattr(settled, section)}
    for entry in entries(validated):
        if entry.number in numbers:
            continue
        assert all(entry.number not in getattr(judgment, "evidence", []) for judgment in settled.judgments)


def test_quotes_become_the_source_s_own_words() -> None:
    """Segments with the source's spelling, spans that slice back, and the sentence around them."""
    evidence = _settled(HONEST).evidence[1]
    assert evidence.quote == "We will stop every crane if warships come … who heads the dockers"
    assert [COURIER.text[span.start : span.end] for span in evidence.spans] == evidence.quote.split(" … ")
    sentence = COURIER.text[evidence.sentence.start : evidence.sentence.end]
    assert sentence.startswith("“We will stop")
    assert sentence.endswith("dockers' union.")


def test_what_is_computed() -> None:
    """Who is heard, whose motive it is, and what a base rate rests on follow from the rest."""
    settled = _settled(HONEST)
    assert [(actor.name, actor.heard) for actor in settled.actors] == [
        ("Kestria", True),
        ("Varn", True),
        ("Morvane navy", False),
    ]
    assert [motive.according_to for motive in settled.motives] == [[], ["V1"]]
    base_rate = settled.forecasts[0].base_rate
    assert base_rate is not None
    assert (base_rate.happened, base_rate.of, base_rate.cites) == (4, 5, ["K1"])
    assert settled.forecasts[1].base_rate is None
    assert settled.forecasts[1].rationale == "Class: talks of this kind. The denial pulls it down."
    assert (settled.judgments[0].evidence, settled.judgments[0].assumptions) == (["E1", "E3", "K1"], ["A1"])
    assert settled.bottom_line[1].text == "The dockers can delay it."
    assert (settled.bottom_line[1].judgments, settled.bottom_line[1].evidence) == (["J2"], ["E2"])


def test_grades_that_cannot_be_are_put_right_and_told() -> None:
    """Opinion and prediction have none; 1 needs two origins; what is no grade is dropped with a warning."""
    settled = _settled(HONEST)
    assert [evidence.credibility for evidence in settled.evidence] == [2, None, 3, None]
    alone = Terms({"S1": COURIER}, TERMS.as_of)
    one = _settled(changed("evidence", 0, credibility=1.0), alone)
    assert one.evidence[0].credibility == 2
    assert any("E1: graded 1" in warning for warning in one.warnings)
    for grade in (0.0, 7.0, 2.5, float("nan")):
        odd = _settled(changed("evidence", 0, credibility=grade))
        assert odd.evidence[0].credibility is None
        assert any("E1" in warning for warning in odd.warnings)


def test_citations_are_not_repeated() -> None:
    """A number twice in one list is one citation."""
    assert _settled(changed("risks", 0, evidence=["E2", "E2"])).risks[0].evidence == ["E2"]


def test_the_nearest_passage_is_suggested_and_accepted_by_nobody() -> None:
    """A quote with one word changed is shown its sentence; one that is like nothing is shown nothing."""
    draft = changed("evidence", 0, quote="Kestria will sell the northern berth at Port Halde")
    (finding,) = [finding for finding in review(draft, TERMS) if finding.section == "evidence"]
    assert finding.suggestion is not None
    assert finding.suggestion.startswith("Kestria will lease the northern berth")
    assert str(finding).endswith(f"The nearest passage is: {finding.suggestion}")
    assert nearest_passage("zzz qqq xxx vvv jjj", COURIER) is None


def test_a_finding_is_one_line_that_names_its_item() -> None:
    """By number where the item has one, else by its place."""
    assert str(Finding("evidence", 0, "E1", "it is wrong")) == "evidence E1: it is wrong."
    assert str(Finding("risks", 1, "risks 2", "it is wrong")) == "risks 2: it is wrong."


@pytest.mark.parametrize(
    ("sentence", "numbers", "bare"),
    [
        ("One [J1].", ["J1"], "One."),
        ("Two [J1, E2] of three [E3;K1].", ["J1", "E2", "E3", "K1"], "Two of three."),
        ("None [a note] here [1].", [], "None [a note] here [1]."),
        ("", [], ""),
    ],
)
def test_citations_in_a_sentence(sentence: str, numbers: list[str], bare: str) -> None:
    """Numbers in square brackets, and nothing else in them."""
    assert citations(sentence) == numbers
    assert without_citations(sentence) == bare


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("E1", True),
        ("E12", True),
        ("E0", False),
        ("E", False),
        ("e1", False),
        ("E1 ", False),
        ("EE1", False),
        ("E٣", False),
    ],
)
def test_what_a_number_is(text: str, ok: bool) -> None:
    """A letter and a whole number from 1 on, in ASCII."""
    assert is_number(text, "E") is ok


def _repaired(**sections: Any) -> Draft:
    empty: dict[str, Any] = {name: [] for name in full_draft()}
    return Draft.model_validate({**empty, "title": None, **sections})


def test_mended_items_take_the_place_of_the_faulty_ones() -> None:
    """By number; what was not asked for is not taken, and the rest is not bought again."""
    draft = changed("evidence", 0, quote="Kestria has leased the northern berth")
    good, other = full_draft()["evidence"][0], {**full_draft()["evidence"][2], "quote": "Talks on the berth go on"}
    mended = mend(draft, _repaired(evidence=[other, good]), review(draft, TERMS), TERMS)
    assert mended == HONEST
    assert _settled(mended).withheld == []


def test_what_cannot_be_mended_stays_faulty() -> None:
    """Left out of the repair, or still wrong: its finding comes again, and it is withheld."""
    draft = changed("evidence", 0, quote="Kestria has leased the northern berth")
    findings = review(draft, TERMS)
    assert review(mend(draft, _repaired(), findings, TERMS), TERMS) == findings


def test_items_without_a_number_are_matched_by_likeness() -> None:
    """One of two left out, the other mended: it goes where it belongs."""
    draft = full_draft()
    good = copy.deepcopy(draft["motives"])
    draft["motives"][0]["alternative"] = None
    draft["motives"][1]["evidence"] = []
    faulty = Draft.model_validate(draft)
    findings = review(faulty, TERMS)
    one = mend(faulty, _repaired(motives=[good[1]]), findings, TERMS)
    assert [motive.alternative for motive in one.motives] == [None, None]
    assert one.motives[1].evidence == ["E2"]
    assert mend(faulty, _repaired(motives=good), findings, TERMS) == HONEST


def test_a_mended_sentence_takes_its_place() -> None:
    """The bottom line is mended sentence by sentence."""
    draft = HONEST.model_copy(update={"bottom_line": ["A warship will lie at the berth.", HONEST.bottom_line[1]]})
    mended = mend(draft, _repaired(bottom_line=[HONEST.bottom_line[0]]), review(draft, TERMS), TERMS)
    assert mended.bottom_line == HONEST.bottom_line


def test_more_than_was_asked_for_is_not_taken() -> None:
    """A repair cannot add items."""
    draft = changed("motives", 0, alternative=None)
    mended = mend(
        draft, _repaired(motives=full_draft()["motives"] * 3, risks=full_draft()["risks"]), review(draft, TERMS), TERMS
    )
    assert len(mended.motives) == 2
    assert mended.risks == draft.risks


def test_a_draft_of_nothing_is_a_brief_of_nothing() -> None:
    """Empty lists are the right answer where a source carries nothing."""
    empty = _repaired()
    assert review(empty, TERMS) == []
    assert not any(_kept(_settled(empty)).values())


def test_the_cut_off_is_the_one_given() -> None:
    """A day after one cut-off is before another."""
    later = Terms(TERMS.sources, date(2032, 1, 1))
    assert any(
        "(by) is not after the information cut-off, 2032-01-01" in str(finding) for finding in review(HONEST, later)
    )


@pytest.mark.parametrize("place", [0, 2])
def test_a_false_number_can_be_mended(place: int) -> None:
    """The item comes back with a fresh number, and what cited it by the false one follows."""
    draft = full_draft()
    draft["evidence"][place]["id"] = "E01"
    text = Draft.model_validate(draft).model_dump_json(by_alias=True)
    old = f"E{place + 1}"
    faulty = Draft.model_validate_json(text.replace(f'"{old}"', '"E01"').replace(f", {old}]", ", E01]"))
    good = {**full_draft()["evidence"][place], "id": "E7"}
    mended = mend(faulty, _repaired(evidence=[good]), review(faulty, TERMS), TERMS)
    assert mended.evidence[place].id == "E7"
    assert _settled(mended).withheld == []
    assert "E7" in mended.relations[0].evidence


def test_an_outlook_and_a_risk_follow_a_mended_number_too() -> None:
    """Whose outlook, which forecast, and the sentences of the bottom line cite by number as well."""
    draft = full_draft()
    draft["voices"][0]["id"] = draft["forecasts"][2]["whose"] = "Varn"
    for item in draft["evidence"]:
        item["voice"] = ["Varn" if number == "V1" else number for number in item["voice"]]
    draft["forecasts"][0]["id"] = draft["risks"][1]["forecast"] = draft["indicators"][0]["moves"][1] = "F01"
    draft["judgments"][1]["id"] = draft["implications"][0]["judgments"][0] = "J02"
    draft["bottom_line"][1] = "The dockers can delay it [J02, E2]."
    faulty = Draft.model_validate(draft)
    good = full_draft()
    repaired = _repaired(
        voices=good["voices"][:1], forecasts=good["forecasts"][:1], judgments=[{**good["judgments"][1], "id": "J3"}]
    )
    mended = mend(faulty, repaired, review(faulty, TERMS), TERMS)
    assert review(mended, TERMS) == []
    assert mended.forecasts == HONEST.forecasts
    assert mended.risks == HONEST.risks
    assert mended.bottom_line[1] == "The dockers can delay it [J3, E2]."


def test_a_number_given_twice_can_be_mended_for_the_second() -> None:
    """The second takes its fresh number; the citations stay with the first, for nobody knows whose they were."""
    draft = changed("evidence", 3, id="E1")
    again = {**full_draft()["evidence"][3], "id": "E5"}
    mended = mend(draft, _repaired(evidence=[again]), review(draft, TERMS), TERMS)
    assert [evidence.id for evidence in mended.evidence] == ["E1", "E2", "E3", "E5"]
    assert mended.judgments == HONEST.judgments


def test_a_taken_number_mends_nothing() -> None:
    """What comes back with the number of another item would only take that one's place."""
    draft = changed("evidence", 0, id="E01")
    taken = {**full_draft()["evidence"][0], "id": "E2"}
    assert mend(draft, _repaired(evidence=[taken]), review(draft, TERMS), TERMS) == draft


def test_a_repair_does_not_cost_what_stood() -> None:
    """A judgment a word too long is better than a short one that rests on nothing."""
    draft = changed("judgments", 0, statement="word " * 36)
    for grounds in (["E99"], ["K1"]):
        worse = {**full_draft()["judgments"][0], "evidence": grounds}
        assert mend(draft, _repaired(judgments=[worse]), review(draft, TERMS), TERMS) == draft
    assert mend(draft, _repaired(judgments=[full_draft()["judgments"][0]]), review(draft, TERMS), TERMS) == HONEST


def test_a_bottom_line_too_long_as_a_whole_is_replaced_whole() -> None:
    """Three sentences become one; when nothing of the new one stands, the old one is kept."""
    long = ["word " * 40 + "[J1].", "word " * 40 + "[J2].", "Third [E1]."]
    draft = HONEST.model_copy(update={"bottom_line": long})
    short = mend(draft, _repaired(bottom_line=HONEST.bottom_line[:1]), review(draft, TERMS), TERMS)
    assert short.bottom_line == HONEST.bottom_line[:1]
    assert _settled(short).withheld == []
    kept = mend(draft, _repaired(bottom_line=["No ground.", "None [J9]."]), review(draft, TERMS), TERMS)
    assert kept == draft
    assert mend(draft, _repaired(), review(draft, TERMS), TERMS) == draft


def test_an_unrelated_item_does_not_take_the_place_of_a_faulty_one() -> None:
    """The faulty one stays, to be withheld with its reason, and the other is not taken."""
    draft = changed("risks", 0, probability=100.0)
    other = {
        **full_draft()["risks"][0], "risk": "Grain exports collapse over the winter.", "exposed": ["farmers inland"],
        "given": "the river freezes early", "impact": "moderate", "horizon": None, "evidence": ["E3"],
    }  # fmt: skip
    assert mend(draft, _repaired(risks=[other]), review(draft, TERMS), TERMS) == draft
    anew = {**full_draft()["risks"][0], "risk": "No crane moves for days on end.", "exposed": ["merchants"]}
    assert mend(draft, _repaired(risks=[anew]), review(draft, TERMS), TERMS).risks[0].risk == anew["risk"]


def _hostile(count: int) -> Draft:
    draft = full_draft()
    sections: dict[str, Any] = {
        name: [{**draft[name][0], "id": f"{NUMBERED[name]}{at}"} if name in NUMBERED else draft[name][0]
               for at in range(count)]
        for name in SECTIONS
    }  # fmt: skip
    sections["voices"] = [{**item, "name": f"N{at} Varn"} for at, item in enumerate(sections["voices"])]
    sections["actors"] = [
        {**draft["actors"][1], "name": f"A{at} Varn", "as_written": "Varn", "evidence": ["E1"]} for at in range(count)
    ]
    sections["evidence"] = [{**item, "quote": f"{item['quote']} {at}"} for at, item in enumerate(sections["evidence"])]
    return Draft.model_validate({**draft, **sections, "bottom_line": [f"{' ' * 200}[[J1] {at}" for at in range(count)]})


def test_a_draft_of_thousands_of_items_is_settled() -> None:
    """Three hundred items in every section, all faulty, are reviewed, mended by as many, and settled."""
    draft = _hostile(300)
    settled = _settled(mend(draft, _hostile(300), review(draft, TERMS), TERMS))
    assert len(settled.withheld) > 2_000


def test_a_run_of_blanks_is_read_once() -> None:
    """A sentence of two hundred thousand of them does not hold up any step."""
    blanks = " " * 200_000
    draft = HONEST.model_copy(update={"bottom_line": [f"{blanks}.", f"[J1{blanks}.", f"Yes{blanks}[J1]."]})
    settled = _settled(mend(draft, _repaired(bottom_line=[f"{blanks}x"]), review(draft, TERMS), TERMS))
    assert [sentence.text for sentence in settled.bottom_line] == ["Yes."]


@pytest.mark.parametrize("wild", ["x" * 10**6, "not\na day", ". " * 500_000, "word " * 200_000, "E9" * 500_000])
def test_reasons_stay_short_whatever_was_drafted(wild: str) -> None:
    """A megabyte in any field does not come back in the reason, which is sent and shown."""
    for section, name in (
        ("voices", "as_written"),
        ("evidence", "quote"),
        ("evidence", "source"),
        ("risks", "horizon"),
    ):
        for finding in review(changed(section, 0, **{name: wild}), TERMS):
            assert len(finding.reason) <= 300
            assert "\n" not in str(finding)
    assert len(review(changed("judgments", 0, evidence=["E1", *["Q"] * 5_000]), TERMS)) <= 10
