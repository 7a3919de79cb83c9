"""What one brief has used so far: calls, tokens, dollars, and the time that is left."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.endpoint.reply import Reply
from briefing.pricing import Price


@dataclass
class Tally:
    """Tokens and dollars are None once a call did not say: a part is never given as the whole."""

    deadline: float = float("inf")
    """The moment, on ``time.monotonic``'s clock, when the brief has to be done."""
    calls: int = 0
    """Answers that came; a try that failed for the moment is none, so a replay counts the same."""
    input_tokens: int | None = 0
    output_tokens: int | None = 0
    cost: float | None = 0.0

    def add(self, reply: Reply, price: Price | None) -> None:
        """Count *reply*, at the *price* of the day it was created."""
        self.calls += 1
        usage = reply.usage
        if usage is None:
            self.input_tokens = self.output_tokens = self.cost = None
            return
        sent, received = usage.prompt_tokens, usage.completion_tokens
        self.input_tokens = None if self.input_tokens is None else self.input_tokens + sent
        self.output_tokens = None if self.output_tokens is None else self.output_tokens + received
        if price is None or self.cost is None:
            self.cost = None
        else:
            self.cost += price(sent, received, reply.created)
