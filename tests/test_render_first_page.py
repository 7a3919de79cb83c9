"""Page one keeps to its words: the answer always, the rest as far as it goes, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.brief import Brief
from briefing.render.first_page import MOST_WORDS, count_words, first_page
from briefing.render.markdown import render_markdown
from tests.fictional_brief import full_brief

SIGN = {"sign": "Pilots are recalled to the yard.", "moves": ["J1"], "direction": "up"}
MEANS = {"for": "shippers", "text": "Plan for days without cranes at the northern berth.", "judgments": ["J1"]}


def _brief(**changes: Any) -> Brief:
    return Brief.model_validate({**full_brief(), **changes})


@pytest.mark.parametrize("count", [1, 5, 20, 200])
def test_page_one_keeps_to_its_words(count: int) -> None:
    """However many signs, implications and warnings there are, page one has at most 450 words."""
    brief = _brief(
        indicators=[SIGN] * count, implications=[MEANS] * count, warnings=["The port was closed that day."] * count
    )
    page, _ = first_page(brief)
    assert count_words(page) <= MOST_WORDS


@given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 60))
@settings(max_examples=40)
def test_what_finds_no_room_stands_behind(signs: int, implications: int, warnings: int) -> None:
    """Every sign, implication and warning is on the page once, before or behind the rule."""
    brief = _brief(
        indicators=[{**SIGN, "sign": f"Watch berth {at}x."} for at in range(signs)],
        implications=[{**MEANS, "text": f"Plan berth {at}y."} for at in range(implications)],
        warnings=[f"Mind berth {at}z." for at in range(warnings)],
    )
    shown = render_markdown(brief)
    texts = [f"Watch berth {at}x." for at in range(signs)]
    texts += [f"Plan berth {at}y." for at in range(implications)]
    texts += [f"Mind berth {at}z." for at in range(warnings)]
    assert [shown.count(text) for text in texts] == [1] * len(texts)


def test_reasons_give_way_before_judgments_do() -> None:
    """When answer and judgments alone are too long, the reasons for the confidence go behind page one."""
    judgment = {**full_brief()["judgments"][0], "confidence": "low", "confidence_because": "because " * 25}
    brief = _brief(judgments=[{**judgment, "statement": "word " * 60, "id": f"J{at}"} for at in range(1, 6)])
    page, behind = first_page(brief)
    shown = "\n".join(page)
    assert "because" not in shown
    assert all(f"J{at}" in shown for at in range(1, 6))
    assert "\n".join(behind).count("because because") >= 5
    assert "**Low.**" in shown


def test_reasons_stay_where_there_is_room() -> None:
    """A brief of ordinary length has them beside the confidence."""
    page, behind = first_page(_brief())
    assert not any("Why this confidence" in block for block in behind)
    assert full_brief()["judgments"][0]["confidence_because"] in "\n".join(page)


def test_one_warning_is_always_there() -> None:
    """The first warning is on page one whatever its length, and the number of the others with it."""
    page, behind = first_page(_brief(warnings=["long " * 150, "second", "third"]))
    assert "long long" in "\n".join(page)
    assert "2 more warnings" in "\n".join(page)
    assert any("second" in block for block in behind)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("J1 [K2] E4 · A2", 0),
        ("**Likely (55–80 %):** It holds. [J1]", 3),
        ("| a | b |\n| --- | --- |\n| c d | E1 |", 4),
    ],
)
def test_words_are_counted_as_a_reader_does(block: str, words: int) -> None:
    """References, rules of tables and bare numbers are no words."""
    assert count_words([block]) == words
