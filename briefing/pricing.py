"""What calls cost, in US dollars, from the price lists of ``genai-prices``; nothing goes to the network.

A model that no list has, a fine-tune or a private address has no known price: that is ``None``, never 0.
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
