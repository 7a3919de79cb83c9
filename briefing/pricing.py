"""What calls cost, in US dollars, and how long they may be, from the lists of ``genai-prices``.

Nothing goes to the network. A model that no list has, a fine-tune or a private address has no known price: that is
``None``, never 0.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Price = Callable[[int, int, int | None], float]
"""Tokens sent, tokens received and the answer's ``created`` (a Unix time) → US dollars."""

OPENAI_URL = "https://api.openai.com/v1"


def find_price(model: str, base_url: str | None, by_hand: tuple[float, float] | None) -> Price | None:
    """The price of *model* at *base_url*, by default OpenAI's, or None where it is not known.

    *by_hand* holds dollars for a million tokens sent and received, and goes before the lists.
    """
    if by_hand is not None:
        sent_price, received_price = by_hand
        return lambda sent, received, _created: (sent * sent_price + received * received_price) / 1_000_000

    from genai_prices import Usage, calc_price  # costs 350 ms, and an embedded brief has no price

    def price(sent: int, received: int, created: int | None) -> float:
        at = datetime.fromtimestamp(created, UTC) if created else None
        usage = Usage(input_tokens=sent, output_tokens=received)
        result = calc_price(usage, model, provider_api_url=base_url or OPENAI_URL, genai_request_timestamp=at)
        return float(result.total_price)

    try:
        price(1, 1, None)
    except LookupError:
        return None
    return price


def find_window(model: str, base_url: str | None) -> int | None:
    """The tokens that *model* at *base_url* takes in a request and its answer together; None where no list has it."""
    from genai_prices import Usage, calc_price

    try:
        found = calc_price(Usage(), model, provider_api_url=base_url or OPENAI_URL)
    except LookupError:
        return None
    return found.model.context_window
