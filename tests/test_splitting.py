"""Passages and portions: nothing lost, nothing too long, cut where a reader would pause; and counting tokens."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.drafting.splitting import passages, portions
from briefing.source import Source
from briefing.tokens import estimate
from tests.long_report import paragraph

CAPACITY = 300


@given(st.text(max_size=4000), st.integers(min_value=40, max_value=400))
def test_every_character_is_in_a_passage_that_fits(text: str, capacity: int) -> None:
    """Whatever the script, and however long a paragraph or a word is."""
    found = passages({"S1": Source(text=text)}, capacity)
    reached = 0
    for passage in found:
        assert passage.span.start <= reached
        assert estimate(text[slice(*passage.span)]) <= capacity
        reached = max(reached, passage.span.end)
    assert reached == len(text)


def test_passages_end_with_a_paragraph_and_overlap() -> None:
    """The next repeats the end of the one before, from the beginning of a sentence on."""
    text = "\n\n".join(map(paragraph, range(1, 40)))
    spans = [passage.span for passage in passages({"S1": Source(text=text)}, CAPACITY)]
    assert len(spans) > 5
    for one, other in pairwise(spans):
        assert text[one.start : one.end].rstrip().endswith("silos.")
        assert one.start < other.start <= one.end


def test_short_reports_share_a_portion_and_a_long_one_does_not() -> None:
    """In their order; with the fence around each they stay within the capacity."""
    sources = {f"S{n}": Source(text=paragraph(n)) for n in range(1, 10)}
    sources["S10"] = Source(text="\n\n".join(map(paragraph, range(1, 30))))
    found = passages(sources, CAPACITY)
    shared = list(portions(found, sources, CAPACITY, fence=20))
    assert [passage for portion in shared for passage in portion] == found
    assert max(len(portion) for portion in shared) == 3
    for portion in shared:
        size = sum(20 + estimate(sources[passage.number].text[slice(*passage.span)]) for passage in portion)
        assert size <= CAPACITY + 20


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("word", 1), ("words", 2), ("порт", 2), ("港口", 2), ("Norvale — 港", 5), ("🚢", 1), ("\ud800", 1)],
)
def test_tokens_are_estimated_by_script(text: str, tokens: int) -> None:
    """Four ASCII characters, two of another alphabet, or one of any other script."""
    assert estimate(text) == tokens


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_estimate_is_of_the_parts(one: str, other: str) -> None:
    """Of two texts together it is what it is of each, but for a token."""
    assert abs(estimate(one + other) - estimate(one) - estimate(other)) <= 1
