"""What calls cost: from the lists, from hand-set prices, and unknown where neither knows."""

from __future__ import annotations

import pytest

from briefing.pricing import find_price


def test_a_price_set_by_hand_goes_before_the_lists() -> None:
    """Dollars for a million tokens, sent and received apart."""
    price = find_price("gpt-4o", None, (3.0, 12.0))
    assert price is not None
    assert price(1_000_000, 500_000, None) == pytest.approx(9.0)
    assert price(0, 0, None) == 0


def test_a_listed_model_has_a_price() -> None:
    """More tokens cost more, received ones at another price than sent ones."""
    price = find_price("gpt-4o", None, None)
    assert price is not None
    assert 0 < price(1_000, 0, None) < price(2_000, 0, None)
    assert price(1_000, 0, None) != price(0, 1_000, None)


def test_the_price_is_the_one_of_the_answer_s_day() -> None:
    """A replay years later costs what the answer cost."""
    price = find_price("gpt-4o", None, None)
    assert price is not None
    assert price(1_000, 1_000, 1_730_000_000) == price(1_000, 1_000, 1_730_000_000) > 0


@pytest.mark.parametrize(
    ("model", "base_url"),
    [
        ("no-such-model", None),
        ("ft:gpt-4o:desk::abc", "http://127.0.0.1:8000/v1"),
        ("gpt-4o", "http://127.0.0.1:8000/v1"),
        ("llama3", "http://localhost:11434/v1"),
        ("", None),
    ],
)
def test_what_no_list_knows_has_no_price(model: str, base_url: str | None) -> None:
    """An unknown price is None, never 0: a private address may be free or dear."""
    assert find_price(model, base_url, None) is None


def test_a_price_by_hand_needs_no_list() -> None:
    """A private model is priced by whoever pays for it; free is a price."""
    price = find_price("llama3", "http://localhost:11434/v1", (0.0, 0.0))
    assert price is not None
    assert price(10**6, 10**6, None) == 0
