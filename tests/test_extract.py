"""The extractive analyst: what it finds in a text, and that it adds nothing. The reports are invented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from briefing.draft import Draft
from briefing.extract import assess, extract
from briefing.extract.actors import NO_ROLE
from briefing.source import Source

WIRE = """REYKHOLM, Iceland (AP) — Iceland will close two harbours to trawlers from Portugal, Fisheries Minister \
Hildur Brandsdottir said on Monday, a move that threatens a salt agreement between the two countries.

"The stock could collapse within three years," Brandsdottir told reporters. "We will not wait for that."

Portugal's fisheries ministry said it would ask the North Sea Cod Commission (NSCC) for a ruling. The NSCC warned last \
year that cod was at risk of disappearing from the Selvogur banks.

Portugal is trying to protect 3,000 jobs in Aveiro, said Rui Barbedo, a lecturer in economics at Braga University. The \
lecturer said Lisbon would probably stop selling salt by 2027.

General Tomas Quental, who commands the coast guard, sent two patrol ships to Iceland in order to escort the trawlers. \
Quental did not attack Iceland.

The company Saltverk Holdings deployed 40 guards in Iceland.
___
Read more about the sea
"""


def draft_of(*texts: str, **fields: Any) -> Draft:
    """The draft of *texts*, which the wire schema takes."""
    sources = {f"S{number}": Source.from_text(text, **fields) for number, text in enumerate(texts, 1)}
    return Draft.model_validate(extract(sources))


@pytest.fixture(scope="module")
def wire() -> Draft:
    """The draft of the invented wire report."""
    return draft_of(WIRE)


def quote_of(draft: Draft, item: Any) -> str:
    """The passage that *item* rests on first."""
    return next(evidence.quote for evidence in draft.evidence if evidence.id == item.evidence[0])


def test_it_assesses_and_concludes_nothing(wire: Draft) -> None:
    """No judgments, hypotheses, background or the like; every number and grade is null."""
    for section in "judgments hypotheses assumptions implications background contradictions gaps indicators".split():
        assert getattr(wire, section) == []
    assessed = "probability confidence impact credibility by horizon resolution happened of"
    for section in ("evidence", "motives", "risks", "forecasts"):
        for item in getattr(wire, section):
            assert all(getattr(item, name, None) is None for name in assessed.split())


def test_evidence_is_verbatim_and_used(wire: Draft) -> None:
    """Each quote is a slice of the text, numbered in its order, and something rests on it."""
    starts = [WIRE.index(evidence.quote) for evidence in wire.evidence]
    assert starts == sorted(starts)
    assert [evidence.id for evidence in wire.evidence] == [f"E{n}" for n in range(1, len(wire.evidence) + 1)]
    used = set(re.findall(r"E\d+", " ".join(wire.bottom_line)))
    for section in ("actors", "relations", "motives", "risks", "forecasts"):
        used.update(number for item in getattr(wire, section) for number in item.evidence)
    assert used == {evidence.id for evidence in wire.evidence}


def test_actors_and_their_kinds(wire: Draft) -> None:
    """Names get the kind that the text shows; a surname, an acronym and a capital join the name they stand for."""
    kinds = {actor.name: actor.kind for actor in wire.actors}
    assert kinds["Iceland"] == kinds["Portugal"] == "state"
    assert kinds["Hildur Brandsdottir"] == kinds["Tomas Quental"] == "person"
    assert kinds["North Sea Cod Commission (NSCC)"] == "organisation"
    assert kinds["Portugal's fisheries ministry"] == "government"
    assert kinds["Saltverk Holdings"] == "company"
    assert not {"Lisbon", "Brandsdottir", "Quental", "NSCC", "Monday", "AP"} & set(kinds)


def test_a_part_is_in_the_words_of_the_source(wire: Draft) -> None:
    """What an actor's part is said to be stands in the passage cited for it."""
    for actor in wire.actors:
        assert actor.role in " ".join(quote_of(wire, actor).split()) or actor.role == NO_ROLE
        assert actor.as_written in quote_of(wire, actor)


def test_a_speaker_with_role_and_quotation_that_goes_on(wire: Draft) -> None:
    """The second half of a quotation, and *the lecturer said*, have the speaker of the first; titles are roles."""
    voices = {voice.id: voice for voice in wire.voices}
    said = {evidence.quote[:30]: [voices[number].name for number in evidence.voice] for evidence in wire.evidence}
    assert said['"The stock could collapse with'] == ["Hildur Brandsdottir"]
    assert said['"We will not wait for that."'[:30]] == ["Hildur Brandsdottir"]
    assert said["The lecturer said Lisbon would"] == ["Rui Barbedo"]
    roles = {voice.name: voice.role for voice in wire.voices}
    assert roles["Rui Barbedo"] == "a lecturer in economics at Braga University"
    assert roles["Hildur Brandsdottir"] == "Fisheries Minister"


def test_a_dateline_is_not_quoted(wire: Draft) -> None:
    """The first quote begins behind the dateline, and the agency in it is nobody's voice."""
    assert wire.evidence[0].quote.startswith("Iceland will close")


def test_motives_by_the_words_of_purpose(wire: Draft) -> None:
    """Purpose has its actor, in the sentence's own words; who says so decides between stated and attributed."""
    motives = {motive.actor: motive for motive in wire.motives}
    assert motives["Portugal"].motive == "is trying to protect 3,000 jobs in Aveiro"
    assert motives["Portugal"].basis == "attributed"
    assert "in order to escort the trawlers" in motives["Tomas Quental"].motive


def test_an_actor_that_speaks_for_itself_states_its_motive() -> None:
    """Said by the actor, a motive is stated; it is never inferred."""
    draft = draft_of("Prime Minister Jona Vik said she wants to restore trade with Portugal before the winter.\n" * 2)
    draft_self = draft_of("President Jona Vik wants to restore trade with Portugal, President Jona Vik said on Monday.")
    assert {motive.basis for motive in draft.motives + draft_self.motives} == {"stated"}


def test_risks_are_sentences_of_danger(wire: Draft) -> None:
    """Threats, warnings and what could collapse are risks; who is exposed is not the one who warns."""
    risks = {quote_of(wire, risk)[:20]: risk for risk in wire.risks}
    assert "The NSCC warned last" in risks
    assert '"The stock could col' in risks
    assert all("NSCC" not in name for risk in wire.risks for name in risk.exposed)
    assert not any(text.startswith("The company Saltverk") for text in risks)


def test_outlooks_have_a_speaker_and_the_hedge_copied(wire: Draft) -> None:
    """A look ahead is taken only from a voice; its hedge is in its quote; no forecast is the brief's own."""
    outlooks = {quote_of(wire, forecast)[:20]: forecast for forecast in wire.forecasts}
    assert outlooks['"The stock could col'].hedge == "could"
    assert outlooks["The lecturer said Li"].hedge == "probably"
    for forecast in wire.forecasts:
        evidence = next(one for one in wire.evidence if one.id == forecast.evidence[0])
        assert evidence.voice == [forecast.whose]
        assert forecast.hedge is None or forecast.hedge in evidence.quote


def test_the_reports_own_outlook_is_nobodys_forecast() -> None:
    """A future sentence without a speaker gives no forecast."""
    assert draft_of("Iceland will probably close two harbours to trawlers next year.").forecasts == []


def test_relations_are_told_and_not_denied(wire: Draft) -> None:
    """A plain verb between two names is a relation with its standing; a negated one is none."""
    found = {(one.subject, one.object, one.kind, one.status) for one in wire.relations}
    assert ("Saltverk Holdings", "Iceland", "forces deployed", "in_force") in found
    assert not any(kind == "armed attack" for _, _, kind, _ in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The inquiry did not establish that the Free Harbour Party coordinated with Portugal.",
        "The inquiry asked whether the Free Harbour Party coordinated with Portugal.",
        "If the Free Harbour Party coordinated with Portugal, the inquiry would say so.",
    ],
)
def test_what_was_not_established_is_no_relation(sentence: str) -> None:
    """A negation, a question or a condition before the subject takes the relation away."""
    assert draft_of(sentence).relations == []


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Nigeria signed a treaty with Ghana on Friday in the afternoon.", "Niger"),
        ("Michael Jordan bought a house near the sea. Jordan said he liked it.", "Jordan"),
        ("The band flew to Niger Air Base 201 and played there for soldiers.", "Niger"),
        ("They told us that we should leave. Let us go, we answered.", "United States"),
    ],
)
def test_a_countrys_name_inside_another_name_is_none(text: str, absent: str) -> None:
    """Longer names, people and things that hold a country's name are not that country."""
    assert absent not in {actor.name for actor in draft_of(text).actors}


def test_the_government_is_named_after_the_country_of_the_title_alone() -> None:
    """*The government* of a report on one country is that country's; elsewhere nobody guesses whose it is."""
    text = "The government closed the harbour. Portugal, Portugal and again Portugal protested to the government."
    assert "Iceland’s government" in {actor.name for actor in draft_of(text, title="Report on Iceland").actors}
    assert "the government" in {actor.name for actor in draft_of(text).actors}


def test_a_part_is_not_cut_so_that_it_turns() -> None:
    """The words around a name keep the negation that governs them."""
    draft = draft_of(
        "There were no important changes in the state of the northern fishing harbours of Iceland this year.",
        title="Harbours of Iceland",
    )
    iceland = next(actor for actor in draft.actors if actor.name == "Iceland")
    assert "no important changes" in iceland.role


def test_the_bottom_line_quotes_the_leading_passages() -> None:
    """Whole leading sentences in quotation marks, each with its number; page furniture is left out."""
    furniture = "🎙️ Voice is AI-generated.\nBy Jona Vik\n"
    draft = draft_of(f"{furniture}Iceland closed two harbours on Monday.\nPortugal protested the same day.")
    assert draft.bottom_line == [
        "The report says: “Iceland closed two harbours on Monday.” [E1]",
        "The report says: “Portugal protested the same day.” [E2]",
    ]


def test_a_text_without_names_still_makes_a_brief() -> None:
    """Where nothing is found, the leading sentences are reported and every other list is empty."""
    draft = draft_of("It rained for three days and nights without end. Then the sun came out again at last.")
    assert len(draft.bottom_line) == len(draft.evidence) == 2
    assert draft.actors + draft.motives + draft.risks + draft.forecasts + draft.relations == []
    assert draft.title is None


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Le gouvernement de l'Islande a fermé deux ports. Le Portugal a protesté dans la journée.", {"Portugal"}),
        ("冰岛关闭了两个港口，葡萄牙政府当天提出了抗议。", {"冰岛", "葡萄牙"}),
    ],
)
def test_other_languages_are_read_in_part(text: str, states: set[str]) -> None:
    """Outside English: the leading passages and the countries by their names there, and nothing else."""
    draft = draft_of(text)
    assert draft.bottom_line
    assert states <= {actor.name for actor in draft.actors}
    assert draft.voices + draft.motives + draft.risks + draft.forecasts + draft.relations == []


def test_turns_of_an_interview_have_their_speaker() -> None:
    """A printed interview's answers are the guest's, its questions nobody's."""
    text = (
        "The envoy for the islands, Marta Solvang, spoke to us about the salt dispute on Friday.\n\n"
        "Q: Will the salt agreement hold until the summer comes?\n\n"
        "SOLVANG: I doubt it. The agreement could collapse before the summer.\n\n"
        "Q: What then?\n\nSOLVANG: Then Iceland will have to buy its salt elsewhere."
    )
    draft = draft_of(text)
    assert [voice.name for voice in draft.voices] == ["Marta Solvang"]
    assert {forecast.whose for forecast in draft.forecasts} == {"V1"}
    assert not any(evidence.quote.endswith("?") for evidence in draft.evidence)


def test_lists_are_capped() -> None:
    """A long report does not make a long brief."""
    line = "Minister Jona Vik{n} said Iceland could lose port {n} because Portugal wants to close channel {n} soon. "
    draft = draft_of("\n".join(line.format(n=chr(65 + n % 26) + chr(97 + n // 26)) for n in range(200)))
    assert len(draft.evidence) <= 40
    assert len(draft.actors) <= 15
    assert all(len(section) <= 8 for section in (draft.motives, draft.risks, draft.forecasts, draft.relations))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (" ".join(f"item {n} of the list," for n in range(20_000)), r"the list"),
        (" ".join(f"item {n} of the list" for n in range(20_000)), r"(item|\d|of|the|list)"),
        ("伊朗和俄罗斯、" * 20_000, r"伊朗和俄罗斯"),
    ],
)
def test_a_text_without_full_stops_is_quoted_in_part(text: str, ends: str) -> None:
    """Of a sentence as long as a report its beginning is quoted, up to the end of a clause or at least of a word."""
    draft = draft_of(text)
    (evidence,) = draft.evidence
    assert text.startswith(evidence.quote)
    assert 400 < len(evidence.quote) <= 600
    assert re.search(f"{ends}$", evidence.quote)
    assert not text[len(evidence.quote)].isdigit()
    assert Source.from_text(text).locate(evidence.quote)
    assert len(draft.bottom_line) == 1
    assert len(draft.bottom_line[0].split()) <= 140


def test_many_long_sentences_make_no_long_answer() -> None:
    """Every quote has its limit, so that an answer fits in the room that a brief asks for."""
    listed = ", ".join(f"Minister Jona Vik{chr(97 + n % 26)} said Iceland could lose port {n}" for n in range(100))
    draft = draft_of("\n".join(f"{listed} and {n} more." for n in range(60)))
    assert len(draft.model_dump_json().encode()) < 4 * 16_000


@pytest.mark.parametrize(
    "furniture",
    [
        "This text was written in November 2026 for the harbour project.",
        "This report has been compiled from the papers of the harbour office.",
        "The following summary was prepared by the harbour office.",
        "Country Report on Iceland and the islands around it for the year.",
        "2023 Country Reports on Human Rights Practices: Iceland and the islands.",
        "EXERCISE – FICTION: nothing in this text has ever happened anywhere.",
        "All names and places in this story are invented.",
    ],
)
def test_what_a_text_says_of_itself_is_furniture(furniture: str) -> None:
    """How a report came about is no leading passage of it."""
    draft = draft_of(f"{furniture}\n\nIceland closed two harbours on Monday. Portugal protested the same day.")
    assert [evidence.quote for evidence in draft.evidence][:1] == ["Iceland closed two harbours on Monday."]


@pytest.mark.parametrize(
    ("text", "exposed"),
    [
        ("Portugal did not formally endorse the closure, but warned against a harbour war.", []),
        ("Portugal is posing a serious threat to Iceland and could trigger a harbour war.", ["Iceland"]),
        ("Iceland could lose its northern fleet to a harbour war, the lecturer said.", ["Iceland"]),
        ("If Portugal closes the port, it runs the risk of losing its fleet.", ["Portugal"]),
        ("The fear is that the vacuum will be filled by Portugal and Ghana.", []),
    ],
)
def test_the_exposed_are_those_to_whom_it_would_happen(text: str, exposed: list[str]) -> None:
    """Who does what the sentence tells is not exposed to it; who loses, suffers or runs the risk is."""
    (risk,) = draft_of(text).risks
    assert risk.exposed == exposed


@pytest.mark.parametrize(
    "text",
    [
        "With that came the worry, the Harbour Post writes, that Portugal would take the vacant place.",
        "The closure raised fears that Portugal will take the vacant place, the lecturer Rui Barbedo said.",
        "Rui Barbedo told reporters of a spring in which the fleet would sail every day.",
    ],
)
def test_what_was_feared_or_is_past_is_no_outlook(text: str) -> None:
    """A worry that was about, and what was ahead at a time long gone, is nobody's look ahead."""
    draft = draft_of(text, publisher="Harbour Post")
    assert [forecast.statement for forecast in draft.forecasts if "would sail" not in forecast.statement] == []


def test_what_a_speaker_expects_is_an_outlook() -> None:
    """*Would* behind a verb of saying or expecting, before it or after, is the speaker's look ahead."""
    for text in (
        "Minister Hildur Brandsdottir said that Portugal would close the harbour in spring.",
        "Portugal would close the harbour in spring, Minister Hildur Brandsdottir predicted.",
    ):
        assert len(draft_of(text).forecasts) == 1


def test_a_part_is_not_what_somebody_else_does() -> None:
    """Of an actor whom the words around it say nothing of, it is said that it is named, and no more."""
    draft = draft_of(
        "Iceland closed two harbours, and it knows that any gap will be filled by Portugal and Ghana.\n"
        "Gangs attacked the port, the prison and the Haitian National Police.\n",
        title="The harbours of Portugal",
    )
    roles = {actor.name: actor.role for actor in draft.actors}
    assert roles["Portugal"] == roles["Haitian National Police"] == NO_ROLE
    assert roles["Iceland"] == "closed two harbours"


@pytest.mark.parametrize(("chain", "basis"), [(["V1"], "stated"), ([], "attributed")])
def test_who_says_it_is_settled_with_the_evidence(chain: list[str], basis: str) -> None:
    """Over evidence that was collected nobody is heard whom its line does not name, whatever the quote reads like."""
    quote = "Iceland's fisheries ministry said it had closed the harbours in order to protect its cod."
    [motive] = assess([["E7", "S1", chain, "statement", quote]])["motives"]
    assert (motive["evidence"], motive["basis"]) == (["E7"], basis)


def test_the_seed_report(shared: Path) -> None:
    """The report on Niger: who acts, the pipeline motive, at least three risks, two outlooks of their speaker."""
    text = (shared / "seeds" / "newsweek-russia-niger.txt").read_text(encoding="utf-8")
    draft = draft_of(text)
    kinds = {actor.name: actor.kind for actor in draft.actors}
    for state in ("Russia", "Niger", "United States", "France", "Mali", "Burkina Faso"):
        assert kinds[state] == "state"
    assert kinds["Abdourahamane Tiani"] == kinds["Mohamed Bazoum"] == "person"
    assert kinds["ECOWAS"] == "organisation"
    assert any(motive.actor == "Russia" and "pipeline" in motive.motive for motive in draft.motives)
    assert len(draft.risks) >= 3
    names = {voice.id: voice.name for voice in draft.voices}
    hedged = [forecast for forecast in draft.forecasts if names[forecast.whose] == "Olayinka Ajala" and forecast.hedge]
    assert len(hedged) >= 2


def test_all_articles_make_a_grounded_brief(shared: Path) -> None:
    """Every article there is: no crash, no empty brief, and every quote where it says."""
    for path in sorted((shared / "eval" / "articles").glob("*.txt")):
        source = Source.from_text(path.read_text(encoding="utf-8"))
        draft = Draft.model_validate(extract({"S1": source}))
        assert draft.bottom_line, path.name
        assert draft.actors, path.name
        assert all(source.locate(evidence.quote) for evidence in draft.evidence), path.name
