"""The reference answers are what a careful person would hand in: they stand on the seeds and keep the rules."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pycountry
import pytest

from briefing.draft import Draft, EvidenceDraft
from briefing.loading import load_sources
from briefing.source import Source
from briefing.tradecraft import ICD203, PHIA

ROOT = Path(__file__).parent.parent
ANSWERS = ROOT / "tests" / "reference_answers"
SEEDS = {"niger": ROOT / "seeds" / "niger.md", "exercise": ROOT / "seeds" / "exercise"}
REFERENCE = re.compile(r"\b[VEKAJF]\d+\b")


class Case(NamedTuple):
    """A reference answer and the sources it was written from, numbered S1, S2, …"""

    draft: Draft
    sources: dict[str, Source]

    @property
    def as_of(self) -> str:
        """The cut-off, as the software sets it: the newest source's date."""
        return max(source.published or "" for source in self.sources.values())


@pytest.fixture(params=sorted(SEEDS))
def case(request: pytest.FixtureRequest) -> Case:
    """Each reference answer in turn."""
    text = (ANSWERS / f"{request.param}.json").read_text(encoding="utf-8")
    sources = load_sources([SEEDS[request.param]])
    return Case(Draft.model_validate_json(text), {f"S{number}": source for number, source in enumerate(sources, 1)})


def words(text: str | None) -> int:
    """How many words *text* has, the numbers in brackets included."""
    return len((text or "").split())


def numbered(draft: Draft) -> list[str]:
    """The numbers that the draft gives out."""
    filled = draft.model_dump()
    sections = ("voices", "evidence", "background", "assumptions", "forecasts", "judgments")
    return [item["id"] for section in sections for item in filled[section]]


def references(draft: Draft) -> Iterator[str]:
    """Every number that the draft points to, in a list or in its prose."""
    for part in draft.model_dump(exclude={"voices"}).values():
        yield from REFERENCE.findall(repr(part))


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_reference_answer_is_written_in_the_order_of_the_schema(name: str) -> None:
    """An answer recorded from the file reads as a model would hand it in: evidence first, bottom line last."""
    answer = json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))
    assert list(answer) == list(Draft.model_fields)
    assert list(answer["evidence"][0]) == list(EvidenceDraft.model_fields)


def test_every_quote_stands_in_its_source(case: Case) -> None:
    """No quote of a reference answer is refused by the rules for quotes."""
    refused = [item.id for item in case.draft.evidence if not case.sources[item.source].locate(item.quote)]
    assert not refused


def test_every_name_as_written_is_verbatim(case: Case) -> None:
    """The words that name a voice or an actor are the source's own."""
    named = [voice.as_written for voice in case.draft.voices] + [actor.as_written for actor in case.draft.actors]
    texts = [source.text for source in case.sources.values()]
    assert not [name for name in named if not any(name in text for text in texts)]


def test_every_number_is_given_out_once_and_every_reference_resolves(case: Case) -> None:
    """Nothing points to a number that does not exist, and no two items share one."""
    known = numbered(case.draft)
    assert len(known) == len(set(known))
    assert set(references(case.draft)) <= set(known)
    assert {item.source for item in case.draft.evidence} == set(case.sources), "every source is drawn on"


def test_the_caps_are_kept(case: Case) -> None:
    """Five judgments, eight facts of background, and the counts of words that fit the first page."""
    draft = case.draft
    assert len(draft.judgments) <= 5
    assert len(draft.background) <= 8
    assert all(words(judgment.statement) <= 35 for judgment in draft.judgments)
    assert all(words(judgment.confidence_because) <= 25 for judgment in draft.judgments)
    assert 1 <= words(draft.title) <= 12
    cited = r" \[[EJ]\d+(, [EJK]\d+)*\]\.$"
    assert all(re.search(cited, sentence) for sentence in draft.bottom_line)
    assert sum(words(re.sub(cited, "", sentence)) for sentence in draft.bottom_line) <= 70


def test_no_statement_carries_words_of_likelihood(case: Case) -> None:
    """The words are computed from the numbers, so a statement that held one could disagree with its own."""
    terms = {term.term for term in (*ICD203, *PHIA)} | {"probably", "perhaps", "possibly", "may", "might", "could"}
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, terms))})\b", re.IGNORECASE)
    said = [judgment.statement for judgment in case.draft.judgments] + case.draft.bottom_line
    said += [forecast.statement for forecast in case.draft.forecasts]
    assert not [text for text in said if pattern.search(text)]


def test_probabilities_are_whole_and_days_lie_after_the_cut_off(case: Case) -> None:
    """Each number is a whole per cent from 1 to 99, each day a real one that was still to come."""
    draft = case.draft
    chances = [judgment.probability for judgment in draft.judgments]
    chances += [forecast.probability for forecast in draft.forecasts] + [risk.probability for risk in draft.risks]
    assert all(chance is None or (chance == int(chance) and 1 <= chance <= 99) for chance in chances)
    days = [judgment.by for judgment in draft.judgments]
    days += [forecast.by for forecast in draft.forecasts] + [risk.horizon for risk in draft.risks]
    for day in filter(None, days):
        assert datetime.date.fromisoformat(day) > datetime.date.fromisoformat(case.as_of)


def test_forecasts_can_be_settled_and_agree_with_each_other(case: Case) -> None:
    """The brief's own forecasts have a day and a resolution; one that implies another is no likelier than it."""
    forecasts = {forecast.id: forecast for forecast in case.draft.forecasts}
    quotes = {item.id: item.quote for item in case.draft.evidence}
    for forecast in forecasts.values():
        if forecast.whose == "brief":
            assert forecast.probability
            assert forecast.by
            assert forecast.resolution
            assert forecast.hedge is None
            assert any(number.startswith("E") for number in forecast.evidence)
        else:
            assert forecast.probability is None
            assert forecast.hedge is None or any(forecast.hedge in quotes[number] for number in forecast.evidence)
        for implied in forecast.implies:
            assert (forecast.probability or 99) <= (forecasts[implied].probability or 0)
    for risk in case.draft.risks:
        assert risk.forecast is None or (risk.forecast in forecasts and risk.probability is None)


def test_motives_rest_on_the_right_speaker(case: Case) -> None:
    """A stated motive is in its actor's own mouth, an attributed one in another's, an inferred one has a rival."""
    names = {voice.id: voice.name for voice in case.draft.voices}
    chains = {item.id: item.voice for item in case.draft.evidence}
    for motive in case.draft.motives:
        speakers = {names[chains[number][-1]] for number in motive.evidence if chains[number]}
        if motive.basis == "stated":
            assert motive.actor in speakers
        elif motive.basis == "attributed":
            assert speakers
            assert motive.actor not in speakers
        else:
            assert motive.alternative


def test_background_carries_nothing_alone(case: Case) -> None:
    """No judgment, actor, relation or motive rests on what the sources do not say."""
    draft = case.draft
    assert all(any(number.startswith("E") for number in judgment.evidence) for judgment in draft.judgments)
    grounds = [actor.evidence for actor in draft.actors] + [relation.evidence for relation in draft.relations]
    grounds += [motive.evidence for motive in draft.motives]
    for cited in grounds:
        assert cited
        assert all(number.startswith("E") for number in cited)
    assert not [fact.id for fact in draft.background if '"' in fact.text or "“" in fact.text]


def test_opinions_have_no_grade_and_nothing_is_called_confirmed(case: Case) -> None:
    """Credibility is null for opinion and prediction, and 1 is kept for two independent origins."""
    for item in case.draft.evidence:
        assert (item.credibility is None) == (item.kind in {"opinion", "prediction"})
        assert item.credibility != 1


@pytest.mark.parametrize("path", sorted(SEEDS["exercise"].glob("*.md")), ids=lambda path: path.stem)
def test_the_exercise_is_marked_as_fiction_and_names_no_real_state(path: Path) -> None:
    """Nobody can take a report of the exercise for news, not even one who sees only its title or first line."""
    text = path.read_text(encoding="utf-8")
    source = load_sources([path])[0]
    assert source.title
    assert source.title.startswith("Exercise – fiction")
    assert source.text.lstrip().startswith("EXERCISE – FICTION")
    names = {getattr(state, field, None) for state in pycountry.countries for field in ("name", "common_name")}
    names |= {"Russia", "Ukraine", "America", "Britain", "England", "Europe", "Africa", "Asia", "NATO"}
    assert not [name for name in names if name and re.search(rf"\b{re.escape(name)}\b", text)]
