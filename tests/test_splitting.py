"""Passages and portions: nothing lost, nothing too long, cut where a reader would pause; and counting tokens."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.drafting.splitting import finer, passages, portions
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
    [
        *[("", 0), ("word", 1), ("words", 2), ("порт", 2), ("港口", 2), ("Norvale — 港", 5), ("🚢", 1), ("\ud800", 1)],
        *[("2026", 2), ("\n\t", 2), ('""', 1), ("\\\\", 1)],
    ],
)
def test_tokens_are_estimated_by_script(text: str, tokens: int) -> None:
    """Four ASCII characters, two of another alphabet, or one of any other script; digits and escapes count for more."""
    assert estimate(text) == tokens


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t"), max_size=200))
def test_no_text_is_more_in_json_than_estimated(text: str) -> None:
    """By a server that counts four bytes as a token."""
    assert len(json.dumps(text, ensure_ascii=False).encode()) - 2 <= 4 * estimate(text)


@given(st.text(max_size=2000), st.integers(min_value=40, max_value=400))
def test_finer_portions_lose_nothing(text: str, capacity: int) -> None:
    """Each is shorter than the whole, unless that is a sentence; together they are all of it."""
    sources = {"S1": Source(text=text), "S2": Source(text=paragraph(1))}
    for portion in portions(passages(sources, capacity), sources, capacity, fence=20):
        parts = [passage for part in finer(portion, sources) for passage in part]
        places = {(p.number, at) for p in portion for at in range(*p.span)}
        assert {(p.number, at) for p in parts for at in range(*p.span)} == places
        if len(portion) == 1 and estimate(sources[portion[0].number].text[slice(*portion[0].span)]) > 80:
            assert 2 <= len(finer(portion, sources)) <= 4


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_estimate_is_of_the_parts(one: str, other: str) -> None:
    """Of two texts together it is what it is of each, but for a token."""
    assert abs(estimate(one + other) - estimate(one) - estimate(other)) <= 1
