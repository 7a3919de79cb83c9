"""Quotations inside a drafter's text are found in every shape of mark, and nothing else is one."""

from __future__ import annotations

import pytest

from briefing.grounding.quotations import quotations, without_quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said “we will not go” twice.", ["we will not go"]),
        ('She said "we will not go" twice.', ["we will not go"]),
        ("Elle a dit «\u00a0nous ne partirons pas\u00a0».", ["nous ne partirons pas"]),
        ("„Wir gehen nicht weg“, sagte sie.", ["Wir gehen nicht weg"]),
        ("‘we don’t go there’ was all", ["we don’t go there"]),
        ("他说「我们不会离开这里」", ["我们不会离开这里"]),
        ('"One two three" and "four five six"', ["One two three", "four five six"]),
        ('the so-called "coup belt"', []),
        ("the dockers’ plan and the pilots’ pay", []),
        ('a 5" gun and a 6" gun', []),
        ("an “unfinished mark", []),
    ],
)
def test_a_quotation_has_three_words_between_marks(text: str, found: list[str]) -> None:
    """Shorter ones keep a word at a distance; feet, inches and possessives open nothing."""
    assert list(quotations(text)) == found


def test_what_is_quoted_is_blanked_out() -> None:
    """Long quotations always go, short ones only when a source has them."""
    text = "It calls the plan “a gift to Halde port” and the vote “certain”."
    assert without_quotations(text, lambda _: False) == "It calls the plan   and the vote “certain”."
    assert without_quotations(text, lambda words: words == "certain") == "It calls the plan   and the vote  ."
