"""What calls a brief takes, before any is made: one over all its sources, or many over passages and one over the rest.

Collect, then assess: what does not fit the model's window with its answer is read in portions, each of which is asked
for quotes alone; the brief is then drafted over the evidence, numbered and as much of it as fits.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from math import ceil

from briefing.draft import ASSESSMENT, COLLECTION, WHOLE, Collection
from briefing.drafting.splitting import Passage, finer, passages, portions
from briefing.endpoint import ESTIMATED_LOW, Endpoint, request_tokens
from briefing.errors import ContextTooLong
from briefing.fence import draw_passage
from briefing.prompt import Asked, Message
from briefing.source import Source, Span
from briefing.tokens import estimate

MOST_WEIGHED = 120
"""Quotes that a brief is drafted over at most: what more would carry, nobody reads."""
_MOST_QUOTES = 12
"""Asked for in one portion at most: more would not fit a short answer."""
_TOKENS_OF_A_QUOTE = 60
"""With its number, its source and its speakers: a sentence of thirty words."""
_LEAST_EVIDENCE = 300
"""Tokens: a brief over less is none."""


@dataclass(frozen=True)
class Plan:
    """The calls for *sources*, by number.

    *window* is that of the model, in tokens, where it is known. *portions* are the passages of each call that collects;
    without any, one call reads the sources whole. *quotes* is how many each of them is asked for, *answer* the tokens
    that it has for them, *room* those that the draft has for evidence.
    """

    sources: Mapping[str, Source]
    asked: Asked
    window: int | None = None
    portions: tuple[tuple[Passage, ...], ...] = ()
    quotes: int = 0
    answer: int | None = None
    room: int = 0

    @property
    def calls(self) -> int:
        """Calls, without those that repair or ask again."""
        return len(self.portions) + self.asked.samples

    @cached_property
    def of(self) -> Mapping[Passage, tuple[int, int]]:
        """The part of its source that a passage is, and of how many."""
        of: dict[Passage, tuple[int, int]] = {}
        for number in self.sources:
            own = [passage for portion in self.portions for passage in portion if passage.number == number]
            of |= {passage: (part, len(own)) for part, passage in enumerate(own, 1)}
        return of

    def collecting(self, endpoint: Endpoint, portion: tuple[Passage, ...]) -> list[Message]:
        """The messages that ask for the evidence in *portion*."""
        fences = [
            draw_passage(passage.number, self.sources[passage.number], passage.span, *self.of[passage])
            for passage in portion
        ]
        return endpoint.prompts.collect("\n\n".join(fences), self.asked, self.quotes)

    def finer(self, refused: Container[tuple[Passage, ...]]) -> Plan:
        """This plan with the *refused* portions, which the model took for too long, in finer ones."""
        portions = (finer(one, self.sources) if one in refused else [one] for one in self.portions)
        return replace(self, portions=tuple(chain.from_iterable(portions)))


@dataclass(frozen=True)
class Estimate:
    """What a brief takes: *calls* that *collect* and that draft, tokens *sent* and, at most, *received*.

    *cost* is in US dollars, at most, and None where no price is known. Calls that ask for what did not stand, one for
    each of the others at most, come on top, and those for the parts of what the model takes for longer than estimated.
    """

    collect: int
    draft: int
    sent: int
    received: int
    cost: float | None

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(
            self.collect + other.collect,
            self.draft + other.draft,
            self.sent + other.sent,
            self.received + other.received,
            None if self.cost is None or other.cost is None else self.cost + other.cost,
        )

    def told(self) -> str:
        """A line for each."""
        calls = f"{self.collect + self.draft:,}"
        if self.collect:
            calls += f": {self.collect:,} to collect evidence, {self.draft:,} to draft"
        cost = "not known" if self.cost is None else f"{self.cost:.4f} USD at most"
        return (
            f"calls   {calls}; after each one more where something does not stand, or more in its place where it is "
            "refused as too long\n"
            f"tokens  about {self.sent:,} sent, {self.received:,} received at most\n"
            f"price   {cost}"
        )


def estimated(plan: Plan, endpoint: Endpoint) -> Estimate:
    """What the calls of *plan* take, at the prices of *endpoint*, which is connected."""
    if plan.portions:
        requests = [(plan.collecting(endpoint, portion), COLLECTION, plan.answer) for portion in plan.portions]
        nothing = Collection(voices=[], evidence=[])
        drafting, form = endpoint.prompts.assess(plan.sources, nothing, plan.asked), ASSESSMENT
    else:
        requests = []
        drafting, form = endpoint.prompts.request(list(plan.sources.values()), plan.asked), WHOLE
    requests += [(drafting, form, None)] * plan.asked.samples
    sent = sum(request_tokens(messages, form) for messages, form, _ in requests) + plan.room * plan.asked.samples
    received = sum(endpoint.cap(messages, form, room) for messages, form, room in requests)
    collect, draft = len(plan.portions), plan.asked.samples
    return Estimate(collect, draft, sent, received, endpoint.cost_of(sent, received))


def make_plan(sources: Mapping[str, Source], asked: Asked, endpoint: Endpoint) -> Plan:
    """The calls for *sources*, by number, in the window of the endpoint's model: one, where they fit.

    Raises:
        ContextTooLong: there is no room in the window for anything but instructions.
    """
    window = endpoint.window
    if window is None:
        return Plan(sources, asked)
    request = endpoint.prompts.request(list(sources.values()), asked)
    if request_tokens(request, WHOLE) + _answer(endpoint, window) <= window:
        return Plan(sources, asked, window)
    return plan_portions(sources, asked, endpoint, window)


def plan_portions(sources: Mapping[str, Source], asked: Asked, endpoint: Endpoint, window: int) -> Plan:
    """The calls for *sources*, by number, that collect in portions what one in this *window* does not take.

    Raises:
        ContextTooLong: there is no room in the window for anything but instructions.
    """
    prompts, answer = endpoint.prompts, _answer(endpoint, window)
    bare = prompts.assess(sources, Collection(voices=[], evidence=[]), asked)
    room = window - answer - request_tokens(bare, ASSESSMENT)
    fence = max(estimate(draw_passage(number, source, Span(0, 0), 1, 1)) for number, source in sources.items())
    capacity = window - answer - request_tokens(prompts.collect("", asked, _MOST_QUOTES), COLLECTION)
    capacity = int(capacity / ESTIMATED_LOW) - 2 * fence
    if room < _LEAST_EVIDENCE or capacity < _LEAST_EVIDENCE:
        raise ContextTooLong(
            f"a window of {window:,} tokens has no room for evidence beside the instructions: take a model with a "
            "longer one, or give fewer sources",
            endpoint.model,
        )
    found = tuple(portions(passages(sources, capacity), sources, capacity, fence))
    quotes = min(MOST_WEIGHED, room // _TOKENS_OF_A_QUOTE)
    each = min(max(ceil(quotes / len(found)), 1), _MOST_QUOTES)
    return Plan(sources, asked, window, found, each, answer, room)


def _answer(endpoint: Endpoint, window: int) -> int:
    """The tokens that are kept free for an answer."""
    return min(endpoint.settings.max_output_tokens, window // 4)
