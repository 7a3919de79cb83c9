"""Numbers, dates, names and quotations of every claim are borne by what the contract says, or go back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefing.draft import Draft
from briefing.grounding import Terms, review, settle
from briefing.source import Source
from tests.full_draft import TERMS, changed, full_draft


def _reasons(draft: Draft, terms: Terms = TERMS) -> list[str]:
    return [finding.reason for finding in review(draft, terms)]


# Every field of the contract's rule, by section and place in the honest draft.
CITED = [
    ("contradictions", 0, "summary"),
    ("actors", 0, "role"),
    ("relations", 0, "summary"),
    ("relations", 0, "kind"),
    ("motives", 0, "motive"),
    ("forecasts", 2, "statement"),
    ("forecasts", 2, "rationale"),
]
SOURCES = [
    ("voices", 0, "role"),
    ("voices", 0, "interest"),
    ("hypotheses", 0, "hypothesis"),
    ("assumptions", 0, "text"),
    ("assumptions", 0, "if_wrong"),
    ("forecasts", 0, "statement"),
    ("forecasts", 0, "reference_class"),
    ("forecasts", 0, "rationale"),
    ("risks", 0, "risk"),
    ("risks", 0, "given"),
    ("risks", 0, "consequence"),
    ("judgments", 0, "statement"),
    ("judgments", 0, "confidence_because"),
    ("implications", 0, "text"),
]
FREE = [
    ("motives", 0, "alternative"),
    ("hypotheses", 0, "would_show"),
    ("gaps", 0, "text"),
    ("gaps", 0, "who_could"),
    ("forecasts", 0, "resolution"),
    ("indicators", 0, "sign"),
    ("background", 0, "check_at"),
]


def _with(section: str, index: int, field: str, text: str) -> Draft:
    return changed(section, index, **{field: text})


@pytest.mark.parametrize(("section", "index", "field"), [*CITED, *SOURCES])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It brings 4,812 jobs.", "4,812"),
        ("It dates from March 2019.", "March 2019"),
        ("Colonel Aldo Brenk arranged it.", "Brenk"),
        ("The Harrow Institute arranged it.", "Harrow Institute"),
        ("It is “nothing but a gift” to them.", "nothing but a gift"),
    ],
)
def test_what_nothing_bears_goes_back(section: str, index: int, field: str, text: str, found: str) -> None:
    """An invented number, date, person, organisation or quotation is named in the reason, in every field."""
    (reason, *_) = _reasons(_with(section, index, field, text))
    assert reason.startswith(f"{field}: ")
    assert found in reason


@pytest.mark.parametrize(("section", "index", "field"), FREE)
def test_what_is_not_known_yet_is_free(section: str, index: int, field: str) -> None:
    """Signs, gaps, other readings, and who or what would settle it may name what no source names."""
    text = "Colonel Aldo Brenk of the Harrow Institute counts 4,812 berths in March 2041."
    assert _reasons(_with(section, index, field, text)) == []


@pytest.mark.parametrize(("section", "index", "field"), SOURCES)
def test_the_sources_bear_what_is_bound_to_them(section: str, index: int, field: str) -> None:
    """A name from any source stands, also where the item cites another passage."""
    assert _reasons(_with(section, index, field, "Ilse Varn and the Morvane embassy differ over Port Halde.")) == []


@pytest.mark.parametrize(("section", "index", "field"), CITED)
def test_a_person_stands_in_the_evidence_cited(section: str, index: int, field: str) -> None:
    """Where a claim is bound to what it cites, somebody from elsewhere in the report does not stand."""
    draft = full_draft()
    draft[section][index][field] = "Ilse Varn arranged it."
    if section == "forecasts":
        draft["voices"][0]["name"] = "the union's head"
        draft["voices"][0]["as_written"] = "dockers' union"
    reasons = _reasons(Draft.model_validate(draft))
    expected = section != "forecasts"  # E4's sentence names Varn
    assert any("Varn" in reason and "nor its sentences" in reason for reason in reasons) == expected


def test_what_stands_there_instead_is_told() -> None:
    """The repair call says what was found in the place of a wrong number."""
    source = Source.from_text("The port handled 1,437 ships in 2030, the harbour office said in May 2031.")
    draft = full_draft()
    for section in draft:
        draft[section] = [] if isinstance(draft[section], list) else None
    draft["evidence"] = [{**full_draft()["evidence"][0], "quote": source.text[:-1], "voice": []}]
    draft["actors"] = [
        {"name": "harbour office", "as_written": "harbour office", "kind": "organisation", "evidence": ["E1"],
         "role": "counted 1,347 ships"},
    ]  # fmt: skip
    (reason,) = _reasons(Draft.model_validate(draft), Terms({"S1": source}, date(2031, 6, 1)))
    assert "“1,347”" in reason
    assert "1,437" in reason


@pytest.mark.parametrize(
    ("section", "index", "fields"),
    [
        ("judgments", 0, {"statement": "With 70 per cent a warship will lie at the berth by 31 December 2031."}),
        ("judgments", 0, {"confidence_because": "Two reports agree, and two say nothing."}),
        ("forecasts", 0, {"rationale": "Four of five such leases were signed by 2030; here 60 %."}),
        ("judgments", 0, {"statement": "As of 6 May 2031 no warship lies at the berth."}),
        ("relations", 0, {"summary": "The ministry “will lease the northern berth” to the navy."}),
    ],
)
def test_an_items_own_values_and_counts_are_free(section: str, index: int, fields: dict[str, Any]) -> None:
    """Its probability and days, what it counts of its own references, cited background, and real quotations."""
    assert _reasons(changed(section, index, **fields)) == []


def test_background_bears_only_what_cites_it() -> None:
    """A number of K1 stands where K1 is cited, and nowhere else."""
    draft = full_draft()
    draft["background"][0]["text"] = "Four of five were signed by 2030; 1,204 clauses in all."
    draft["judgments"][0]["statement"] = "The 1,204 clauses hold."
    assert _reasons(Draft.model_validate(draft)) == []
    draft["judgments"][0]["evidence"] = ["E1", "E3", "A1"]
    assert any("1,204" in reason for reason in _reasons(Draft.model_validate(draft)))


def test_the_question_may_be_answered_in_its_own_words() -> None:
    """Names and numbers that the reader asked about are no invention of the drafter's."""
    draft = changed("judgments", 0, statement="Aldo Brenk will not get 12 berths.")
    assert _reasons(draft)
    asked = Terms(TERMS.sources, TERMS.as_of, asked="Will Aldo Brenk get 12 berths?")
    assert _reasons(draft, asked) == []


def test_background_names_no_person_whom_no_source_names() -> None:
    """Institutions and events are what it is for; persons have to be in a report."""
    named = changed("background", 0, text="Four of five were signed by Colonel Aldo Brenk by 2030.")
    assert any("Brenk" in reason for reason in _reasons(named))
    institution = changed("background", 0, text="Four of five were registered with the Hague Lease Register by 2030.")
    assert _reasons(institution) == []


def test_a_base_rate_has_its_numbers_from_somewhere() -> None:
    """Background that is cited holds both of them, or a source does."""
    assert any("base rate" in reason for reason in _reasons(changed("forecasts", 0, of=9.0)))
    assert any("base rate" in reason for reason in _reasons(changed("forecasts", 0, evidence=["E1", "E3"])))
    assert _reasons(changed("forecasts", 0, happened=1.0)) == []
    assert _reasons(changed("forecasts", 0, happened=0.0)) == []


@pytest.mark.parametrize("wild", ["A1-" * 300_000, "one hundred " * 100_000, "Aldo Brenk " * 100_000])
def test_an_essay_in_the_place_of_a_sentence_is_not_read(wild: str) -> None:
    """It goes back for its length alone, however many numbers and names are in it."""
    reasons = _reasons(changed("actors", 0, role=wild))
    assert reasons == [f"its role has {len(wild):,} characters; more than 5,000 are not read"]


def test_a_translation_has_the_numbers_of_its_quote() -> None:
    """Other words are its business; another number is another statement."""
    assert _reasons(changed("evidence", 0, translation="Kestria lets the berth")) == []
    wrong = _reasons(changed("evidence", 0, translation="Kestria lets 14 berths"))
    assert any("“14”" in reason and "in neither the quote" in reason for reason in wrong)


def test_a_title_that_claims_too_much_is_withheld() -> None:
    """The page then opens with something else, and the list says why."""
    draft = Draft.model_validate({**full_draft(), "title": "Colonel Aldo Brenk's port"})
    findings = review(draft, TERMS)
    assert [finding.section for finding in findings] == ["title"]
    settled = settle(draft, TERMS, findings)
    assert settled.title is None
    assert [item.section for item in settled.withheld] == ["title"]


def test_what_rests_on_faulty_evidence_alone_has_no_finding_of_its_own() -> None:
    """Mended, both stand; unmended, both fall."""
    draft = changed("evidence", 0, quote="Kestria will sell the northern berth at Port Halde")
    assert {finding.section for finding in review(draft, TERMS)} == {"evidence"}


def test_names_in_another_script_stand_through_what_they_are_written_as() -> None:
    """A name that the source writes in Han characters is told by the actor's own as_written."""
    source = Source.from_text("马克龙总统周二在巴黎宣布了新的港口计划。", language="zh")
    draft = full_draft()
    for section in draft:
        draft[section] = [] if isinstance(draft[section], list) else None
    draft["evidence"] = [
        {**full_draft()["evidence"][0], "quote": "马克龙总统周二在巴黎宣布了新的港口计划", "voice": []}
    ]
    draft["actors"] = [
        {"name": "Emmanuel Macron", "as_written": "马克龙", "kind": "person", "role": "announced a plan",
         "evidence": ["E1"]},
    ]  # fmt: skip
    assert _reasons(Draft.model_validate(draft), Terms({"S1": source}, date(2031, 6, 1))) == []
