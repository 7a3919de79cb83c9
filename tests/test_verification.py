"""Verification: an untouched brief is consistent, and every change by hand is caught."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from briefing.brief import Brief
from briefing.checks import scorecard
from briefing.draft import Draft
from briefing.grounding import review, settle
from briefing.verification import verify
from tests.fictional_brief import full_brief
from tests.full_draft import COURIER, TERMS, full_draft


def _honest() -> dict[str, Any]:
    """A brief as grounding leaves it, its scorecard and id derived."""
    draft = Draft.model_validate(full_draft())
    settled = settle(draft, TERMS, review(draft, TERMS))
    content = full_brief()
    content["sources"] = [
        {
            **content["sources"][0],
            "id": number,
            "title": source.title,
            "published": source.published,
            "language": source.language,
            "sha256": source.sha256,
            "text": source.text,
        }
        for number, source in TERMS.sources.items()
    ]
    characters = sum(len(source.text) for source in TERMS.sources.values())
    content["coverage"] = {"read": characters, "of": characters, "left_out": []}
    for name, value in vars(settled).items():
        content[name] = [item if isinstance(item, str) else item.model_dump(mode="json") for item in value]
    return _sealed(content)


def _sealed(content: dict[str, Any]) -> dict[str, Any]:
    """*content* with the scorecard and the id that belong to it."""
    brief = Brief.model_validate({**content, "checks": []})
    brief = brief.model_copy(update={"checks": scorecard(brief)})
    brief = brief.model_copy(update={"id": brief.derive_id()})
    return dict(json.loads(brief.to_json()))


HONEST = _honest()


def _verify(content: dict[str, Any]) -> list[str]:
    return verify(Brief.from_json(json.dumps(content)))


def test_an_untouched_brief_is_consistent() -> None:
    """Also after it was written, read, and written in another order."""
    assert _verify(HONEST) == []
    assert _verify(dict(reversed(HONEST.items()))) == []


def _set(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: Any) -> None:
        *way, last = path
        for step in way:
            content = content[step]
        content[last] = to(content[last]) if callable(to) else to

    return change


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "one word of a quote": (
        _set("evidence", 0, "quote", to=lambda quote: quote.replace("northern", "southern")),
        "E1: the text at its spans is not its quote",
    ),
    "one character of a quote": (
        _set("evidence", 0, "quote", to=lambda quote: quote[:-1]),
        "E1: the text at its spans is not its quote",
    ),
    "one offset": (
        _set("evidence", 0, "spans", 0, "end", to=lambda end: end - 1),
        "E1: the text at its spans is not its quote",
    ),
    "an offset past the end": (
        _set("evidence", 0, "spans", 0, "end", to=10**6),
        "E1: its spans are no ranges of the text of S1",
    ),
    "no spans": (_set("evidence", 0, "spans", to=[]), "E1: its spans are no ranges"),
    "the sentence": (
        _set("evidence", 0, "sentence", "end", to=lambda end: end - 5),
        "E1: its sentence is not the one around its spans",
    ),
    "one character of a source": (
        _set("sources", 0, "text", to=lambda text: text.replace("winter", "summer")),
        "S1: its text does not have the sha256 given",
    ),
    "the source of a quote": (_set("evidence", 0, "source", to="S2"), "E1: "),
    "a source that is not there": (_set("evidence", 0, "source", to="S9"), "E1: there is no source S9"),
    "a citation": (_set("judgments", 0, "evidence", to=["E9"]), "J1: it cites E9, which is not there"),
    "a voice": (_set("evidence", 0, "voice", to=["V9"]), "E1: it cites V9, which is not there"),
    "whose outlook": (_set("forecasts", 2, "whose", to="V9"), "F3: it cites V9, which is not there"),
    "a risk's forecast": (_set("risks", 1, "forecast", to="F9"), "risks 2: it cites F9, which is not there"),
    "a number twice": (_set("evidence", 1, "id", to="E1"), "E1: the number is given twice"),
    "a base rate's background": (
        _set("forecasts", 0, "base_rate", "cites", to=["K9"]),
        "F1: it cites K9, which is not there",
    ),
    "a base rate of more than all": (
        _set("forecasts", 0, "base_rate", "happened", to=6),
        "F1: its base rate, 6 of 5, is none",
    ),
    "a judgment on a source": (
        _set("judgments", 0, "evidence", to=["E1", "S1"]),
        "J1: it cites S1 where only E or K can stand",
    ),
    "evidence for a voice": (_set("evidence", 0, "voice", to=["E2"]), "E1: it cites E2 where only V can stand"),
    "a judgment on background alone": (
        _set("judgments", 0, "evidence", to=["K1"]),
        "J1: it rests on nothing: it has to cite at least 1 of E",
    ),
    "an actor on nothing": (_set("actors", 0, "evidence", to=[]), "actors 1: it rests on nothing"),
    "a sentence on background alone": (
        _set("bottom_line", 0, to={"text": "It is so.", "judgments": [], "evidence": ["K1"]}),
        "bottom_line 1: it rests on nothing",
    ),
    "a judgment's day": (_set("judgments", 0, "by", to="20311231"), "J1, by: “20311231” is not a day"),
    "a forecast's day": (_set("forecasts", 0, "by", to="soon"), "F1, by: “soon” is not a day"),
    "the cut-off": (_set("as_of", to="2031-W19"), "as_of: “2031-W19” is not a day"),
    "the moment of writing": (_set("prepared", to="yesterday"), "prepared: “yesterday” is not a moment"),
    "a look back": (_set("retrospective", to=lambda said: not said), "retrospective: what the brief says"),
    "a cut-off long before": (_set("as_of", to="2030-05-06"), "retrospective: what the brief says"),
    "what was read": (_set("coverage", "read", to=7), "coverage: 7 characters read of"),
    "what there was to read": (_set("coverage", "of", to=7), "characters, not 7"),
    "an actor's name": (_set("actors", 0, "as_written", to="Kestrians"), "actors 1: “Kestrians” (as_written) is in no"),
    "a voice's name": (_set("voices", 0, "as_written", to="Ilse Warn"), "V1: “Ilse Warn” (as_written) is in no"),
    "who is heard": (_set("actors", 0, "heard", to=False), "actors 1: whether Kestria is heard"),
    "the scorecard": (_set("checks", 0, "met", to=lambda met: not met), "checks, 1 Sources"),
    "a line of the scorecard": (_set("checks", to=[]), "checks: there are 0 of them, not 9"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_by_hand_is_caught(name: str) -> None:
    """By the id, and by what it disagrees with."""
    change, message = CHANGES[name]
    content = copy.deepcopy(HONEST)
    change(content)
    found = _verify(content)
    assert any(line.startswith("id: ") for line in found)
    assert any(message in line for line in found), found
    assert all("\n" not in line for line in found)


@pytest.mark.parametrize("name", [name for name in CHANGES if "scorecard" not in name])
def test_a_change_with_a_new_id_is_caught_too(name: str) -> None:
    """Who derives the id and the scorecard again still disagrees with the sources."""
    change, message = CHANGES[name]
    content = copy.deepcopy(HONEST)
    change(content)
    found = _verify(_sealed(content))
    assert not any(line.startswith("id: ") for line in found)
    assert any(message in line for line in found), found


@pytest.mark.parametrize(
    "path",
    [
        ("judgments", 0, "probability"),
        ("forecasts", 0, "probability"),
        ("risks", 0, "probability"),
        ("coverage", "read"),
        ("provenance", "calls"),
    ],
)
def test_a_changed_number_is_caught(path: tuple[str | int, ...]) -> None:
    """A probability has nothing to disagree with but the id, and that is enough."""
    content = copy.deepcopy(HONEST)
    _set(*path, to=lambda number: number + 1)(content)
    assert [line for line in _verify(content) if line.startswith("id: ")]


@pytest.mark.parametrize(
    "change",
    [
        _set("title", to="Another"),
        _set("as_of", to="2031-05-07"),
        _set("judgments", 0, "statement", to="Something else."),
        _set("withheld", to=[{"section": "risks", "item": {}, "reason": "x"}]),
        _set("sources", 0, "publisher", to="Another paper"),
        _set("reviewed_by", to=None),
    ],
)
def test_words_are_covered_by_the_id(change: Callable[[dict[str, Any]], None]) -> None:
    """Nothing in the file can change without it."""
    content = copy.deepcopy(HONEST)
    change(content)
    assert any(line.startswith("id: ") for line in _verify(content))


def test_a_quote_that_never_stood_by_the_rules_is_told() -> None:
    """Spans that slice back are not enough: cut inside a word, the quote is still refused."""
    content = copy.deepcopy(HONEST)
    quote = "estria will lease the northern berth"
    start = COURIER.text.index(quote)
    content["evidence"][0].update(quote=quote, spans=[{"start": start, "end": start + len(quote)}])
    assert "E1: it begins or ends inside a word or a number of the source" in _verify(_sealed(content))


def test_a_source_of_blanks_holds_no_quote() -> None:
    """A span of white space lies in no sentence: told, and not an error."""
    content = copy.deepcopy(HONEST)
    content["sources"][0]["text"] = " \n " * 300
    assert any("E1: its spans are no ranges of the text of S1" in line for line in _verify(content))
