"""Drafts put together: the same claims once, medians with their spread, opposites apart, every citation kept."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.draft import Draft
from briefing.ensemble import merge
from briefing.grounding.entries import CITES, NUMBERED, citations, entries
from tests.full_draft import full_draft
from tests.small_brief import small_draft

FORECAST = "The strike reaches the grain terminal."
JUDGMENT = "The seizure has stopped grain exports."


def draft(forecast: float | None = 60, judgment: float | None = 80, **changes: Any) -> Draft:
    """The small draft with these numbers; *changes* are to its forecast."""
    made = small_draft()
    made["forecasts"][0] |= {"probability": forecast, **changes}
    made["judgments"][0]["probability"] = judgment
    return Draft.model_validate(made)


def forecast(statement: str, probability: float = 50, **changes: Any) -> Draft:
    """The small draft with that forecast."""
    return draft(probability, statement=statement, **changes)


# Numbers.


@pytest.mark.parametrize(
    ("given_", "middle", "low", "high"),
    [
        ([40, 55, 60, 70, 90], 60, 40, 90),
        ([40, 50], 45, 40, 50),
        ([40, 41], 40, 40, 41),
        ([41, 42], 42, 41, 42),
        ([None, 30, 20], 25, 20, 30),
        ([None, None], None, None, None),
        ([99, 99], 99, 99, 99),
    ],
)
def test_a_number_is_the_median(given_: list[float | None], middle: int, low: int, high: int) -> None:
    """Of the drafts that gave one; between two, their mean, halves to the even. The spread says how many there were."""
    ensemble = merge([draft(number) for number in given_])
    (merged,) = ensemble.draft.forecasts
    assert merged.probability == middle
    spread = ensemble.spreads["F1"]
    assert (spread.samples, spread.low, spread.high) == (len(given_), low, high)


@pytest.mark.parametrize(
    ("given_", "middle"),
    [(["low", "high"], "low"), (["high", "moderate", "low"], "moderate"), ([None, "high"], "high"), ([None], None)],
)
def test_confidence_is_the_lower_median(given_: list[str | None], middle: str | None) -> None:
    """In doubt, the less."""
    drafts = [draft() for _ in given_]
    for made, confidence in zip(drafts, given_, strict=True):
        made.judgments[0].confidence = confidence  # type: ignore[assignment]
    assert merge(drafts).draft.judgments[0].confidence == middle


def test_the_words_are_those_of_the_draft_nearest_to_the_median() -> None:
    """Not those of the first."""
    drafts = [
        forecast("The strike will reach the grain terminal.", 10),
        forecast(FORECAST, 50),
        forecast("The strike is going to reach the grain terminal.", 90),
    ]
    assert [item.statement for item in merge(drafts).draft.forecasts] == [FORECAST]


@given(st.permutations(range(5)))
def test_the_order_of_drafts_changes_no_number(order: list[int]) -> None:
    """Medians and spreads are the same."""
    drafts = [draft(10 * (at + 1), 90 - 7 * at) for at in range(5)]
    ensemble = merge([drafts[at] for at in order])
    assert (ensemble.draft.forecasts[0].probability, ensemble.draft.judgments[0].probability) == (30, 76)
    assert ensemble.spreads == merge(drafts).spreads


# What claims the same.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FORECAST, "The strike does not reach the grain terminal."),
        (FORECAST, "The strike reaches the oil terminal."),
        (FORECAST, "No strike reaches the grain terminal."),
        ("The price of grain rises above 300 dollars.", "The price of grain falls below 300 dollars."),
        ("The price of grain rises above 300 dollars.", "The price of grain rises above 400 dollars."),
        ("The union and Norvale sign an agreement.", "The union and Ostrava sign an agreement."),
        ("Parliament accepts the budget in a vote.", "Parliament rejects the budget in a vote."),
        ("The port of Norvale reopens to ships.", "The port of Norvale closes to ships."),
        ("Le port rouvre aux navires.", "Le port ne rouvre pas aux navires."),
        ("Порт откроется для судов.", "Порт не откроется для судов."),
        ("港口将在夏天重新开放。", "港口将不会在夏天重新开放。"),
        ("Liman haziranda yeniden açılacak.", "Liman haziranda yeniden açılmayacak."),
        ("Les prix vont monter et les salaires baisser.", "Les salaires vont monter et les prix baisser."),
        ("The crews outlast the authority.", "The authority outlasts the crews."),
        ("Exports will exceed imports.", "Imports will exceed exports."),
        ("Prices will rise and wages will fall.", "Wages will rise and prices will fall."),
        ("The government, says the union, will fall.", "The government says the union will fall."),
        ("By June 2026, the union says the strike ends.", "The union says the strike ends by June 2026."),
        ("The port reopens by May 2026.", "The port reopens."),
        ("The port reopens before June 2026.", "The port reopens."),
        ("The authority agrees to return the tugs.", "The authority refuses to agree to return the tugs."),
        ("The authority is able to ship the harvest.", "The authority is unable to ship the harvest."),
        ("The ceasefire will hold.", "The ceasefire is unlikely to hold."),
        ("Parliament will pass the law.", "Parliament will pass the law unless the king objects."),
        ("The harbour will reopen.", "The harbour will reopen only partly."),
        ("France withdraws its troops.", "France and Germany withdraw their troops."),
        ("Norvale attacks US ships.", "Norvale attacks us ships."),
        ("Inflation rises from 3 to 5 per cent.", "Inflation rises from 5 to 3 per cent."),
        ("Output changes by 3 per cent.", "Output changes by -3 per cent."),
        ("Norvale pays $5 million.", "Norvale pays €5 million."),
        ("The port will lose two cranes.", "The port will lose cranes."),
        ("The third strike ends.", "The three strike ends."),
        ("Few ships sail.", "A few ships sail."),
        ("The harbour opens.", "The harbour opened."),
    ],
)
def test_opposites_and_others_stay_apart(one: str, other: str) -> None:
    """A number that is the mean of a claim and its opposite says nothing."""
    ensemble = merge([forecast(one, 20), forecast(other, 80)])
    assert sorted((item.statement, item.probability) for item in ensemble.draft.forecasts) == sorted(
        [(one, 20.0), (other, 80.0)]
    )
    assert [spread.samples for spread in ensemble.spreads.values()].count(1) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FORECAST, "The strike will reach the grain terminal"),
        ("The Strike is going to reach the “grain terminal”.", FORECAST),
        ("Ferries carry grain by 30 June 2026.", "The ferries will carry grain by June 30, 2026."),
        ("The port of Norvale will lose two cranes.", "The port of Norvale loses 2 cranes."),
        ("Prices will be 5% higher.", "Prices are 5 per cent higher."),
        ("By the end of June 2026, the port will reopen.", "The port will reopen by 30 June 2026."),
        ("The port reopens by June 2026.", "The port reopens."),
        ("Le port rouvre aux navires.", "le port rouvre aux navires"),
        ("港口将在夏天重新开放。", "港口将在夏天重新开放"),
        ("Порт откроется для судов.", "порт откроется для судов"),
    ],
)
def test_other_spellings_of_the_same_are_one(one: str, other: str) -> None:
    """In any script; in English with its articles, its future and its figures."""
    assert len(merge([forecast(one), forecast(other)]).draft.forecasts) == 1
    assert len(merge([forecast(other), forecast(one)]).draft.forecasts) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Coast Gazette reports a walk-out.", "The Coast Gazette reports no walk-out."),
        ("The Gazette reports that ships sail.", "The Gazette reports that ships fail to sail."),
        ("The court finds the strike legal.", "The court finds the strike illegal."),
        ("The Gazette counts at least 500 crews.", "The Gazette counts at most 500 crews."),
        ("The Gazette counts 500 crews at the gate.", "The Gazette counts crews at the gate."),
        ("The Norvale court, and no other, decides.", "The Ostland court, and no other, decides."),
        ("The crews outlast the authority.", "The authority outlasts the crews."),
        ("Die Zeitung meldet den Streik.", "Die Zeitung meldet das Ende des Streiks."),
    ],
)
def test_what_is_settled_otherwise_stays_apart(one: str, other: str) -> None:
    """The same words are another forecast where what counts as yes may contradict."""
    assert len(merge([draft(20, resolution=one), draft(80, resolution=other)]).draft.forecasts) == 2


def test_the_same_settled_in_other_words_is_one() -> None:
    """Each draft says in words of its own who would report it; the day may be told again, or nothing at all."""
    by = draft().forecasts[0].by
    told = [
        "The Coast Gazette reports a walk-out at the terminal.",
        f"A newspaper reports that the crews have walked out at the terminal by {by}.",
        None,
    ]
    assert len(merge([draft(resolution=resolution) for resolution in told]).draft.forecasts) == 1


def test_what_is_now_is_not_what_will_be() -> None:
    """A judgment without a day is of the cut-off: there the tense counts."""
    drafts = [draft(), draft()]
    for made, statement in zip(drafts, ("Norvale controls the port.", "Norvale will control the port."), strict=True):
        made.judgments[0].statement, made.judgments[0].by = statement, None
    assert len(merge(drafts).draft.judgments) == 2


@pytest.mark.parametrize("change", [{"given": "The talks fail."}, {"exposed": ["Ostland"]}, {"horizon": "2027-01-31"}])
def test_a_risk_under_another_condition_or_to_another_stays_apart(change: dict[str, Any]) -> None:
    """Its number is of that condition, of whom it threatens, and of its time."""
    drafts = [Draft.model_validate(full_draft()), Draft.model_validate(full_draft())]
    drafts[1].risks[0] = drafts[1].risks[0].model_copy(update=change)
    assert len(merge(drafts).draft.risks) == len(drafts[0].risks) + 1


def test_other_days_and_speakers_stay_apart() -> None:
    """Another settlement day is another event, and so is none."""
    apart = merge([draft(20), draft(80, by="2026-12-31"), draft(50, whose="V1")])
    assert len(apart.draft.forecasts) == 3
    assert len(merge([draft(20), draft(80, by=None)]).draft.forecasts) == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_chain_of_neighbours_is_not_one(order: tuple[int, ...]) -> None:
    """Two quotes are each a part of a third, and not of each other."""
    chain = ["The crews of the tugs", "The crews of the tugs refused to sail", "refused to sail"]
    drafts = [draft(), draft(), draft()]
    for made, at in zip(drafts, order, strict=True):
        made.evidence[0].quote = chain[at]
    assert len(merge(drafts).draft.evidence) == len(drafts[0].evidence) + 1


def test_evidence_is_one_where_its_words_are() -> None:
    """The longer quote stays; who says it must agree."""
    drafts = [draft(), draft(), draft()]
    drafts[1].evidence[0].quote = drafts[1].evidence[0].quote + " after their crews refused to sail"
    drafts[2].evidence[2].voice = ["V1"]
    merged = merge(drafts).draft.evidence
    assert merged[0].quote.endswith("refused to sail")
    assert len(merged) == 4


# Numbering.


def cited_texts(made: Draft) -> dict[str, set[frozenset[str]]]:
    """For each section, what its items say with what those say that they cite."""
    said = {
        entry.number: str(getattr(entry.item, "quote", getattr(entry.item, "name", entry.label)))
        for entry in entries(made)
        if entry.number
    }
    found: dict[str, set[frozenset[str]]] = {}
    for entry in entries(made):
        if entry.section in ("actors", "relations", "motives", "risks", "contradictions", "evidence"):
            found.setdefault(entry.section, set()).add(frozenset(said[number] for number in entry.cited()))
    return found


def test_one_draft_comes_back_as_it_was() -> None:
    """Number for number."""
    made = Draft.model_validate(full_draft())
    assert merge([made]).draft.model_dump() == made.model_dump()


@pytest.mark.parametrize("times", [2, 5])
def test_the_same_draft_many_times_is_that_draft(times: int) -> None:
    """Nothing is there twice."""
    made = Draft.model_validate(full_draft())
    assert merge([made] * times).draft.model_dump() == made.model_dump()


def test_every_citation_is_there_and_cites_the_same() -> None:
    """Of two drafts that number everything otherwise."""
    one, other = Draft.model_validate(full_draft()), Draft.model_validate(small_draft())
    merged = merge([other, one]).draft
    numbers = {entry.number for entry in entries(merged) if entry.number}
    for entry in entries(merged):
        assert set(entry.cited()) <= numbers, entry.label
    for sentence in merged.bottom_line:
        assert set(citations(sentence)) <= numbers
    for section, letter in NUMBERED.items():
        given_ = [item.id for item in getattr(merged, section)]
        assert given_ == [f"{letter}{number}" for number in range(1, len(given_) + 1)]
    for section, sets in cited_texts(one).items():
        assert sets <= cited_texts(merged)[section], section
    assert set(CITES) >= set(cited_texts(one))


def test_what_is_over_the_cap_is_told() -> None:
    """Five judgments; what more drafts share comes first."""
    subjects = ["wheat", "barley", "copper", "timber", "cotton", "sugar", "coffee"]
    drafts = []
    for names in (subjects[:4], subjects[3:], subjects[3:5]):
        made = Draft.model_validate(small_draft())
        made.judgments = [
            made.judgments[0].model_copy(update={"id": f"J{at}", "statement": f"Exports of {name} have stopped."})
            for at, name in enumerate(names, 1)
        ]
        made.bottom_line = []
        drafts.append(made)
    ensemble = merge(drafts)
    statements = [item.statement for item in ensemble.draft.judgments]
    assert len(statements) == 5
    assert "timber" in statements[0]
    assert "cotton" in statements[1]
    assert [item.section for item in ensemble.left_out] == ["judgments"] * 2
    assert "1 of 3 drafts" in ensemble.left_out[0].reason
    assert "id" not in ensemble.left_out[0].item


def test_an_implication_that_the_medians_break_is_dropped() -> None:
    """No number is invented to keep it."""

    def pair(first: float, second: float) -> Draft:
        made = draft(first, implies=["F2"])
        made.forecasts.append(
            made.forecasts[0].model_copy(
                update={"id": "F2", "statement": "Crews walk out in Norvale.", "probability": second, "implies": []}
            )
        )
        return made

    kept = merge([pair(20, 40), pair(30, 60), pair(40, 70)]).draft.forecasts
    assert [(item.probability, item.implies) for item in kept] == [(30, ["F2"]), (60, [])]
    broken = merge([pair(20, 21), pair(50, 51), draft(90)]).draft.forecasts
    assert [(item.probability, item.implies) for item in broken] == [(50, []), (36, [])]
