"""What briefs will take, before any call to a model is made."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Unpack

from briefing.assembly import assign
from briefing.drafting.planning import Estimate, estimated, make_plan
from briefing.endpoint import Endpoint, Tally
from briefing.errors import BriefingError, UsageError
from briefing.fetching import Policy
from briefing.loading import load_sources
from briefing.orders import Order
from briefing.prompt import Prompts
from briefing.settings import EMBEDDED, Settings
from briefing.source import Source
from briefing.write import Options, asked_of, choose_transport

NO_PRICE = (
    "no list has a price for this model at this address: set input_price and output_price in briefing.toml (US dollars "
    "for a million tokens) to see one"
)
"""What to say where the price of an estimate is not known."""


def plan_brief(
    sources: Iterable[str | Path | Source],
    *,
    question: str | None = None,
    topic: str | None = None,
    as_of: date | str | None = None,
    **options: Unpack[Options],
) -> Estimate:
    """What a brief over *sources* would take; the arguments are those of :func:`briefing.write_brief`.

    No endpoint is asked anything, and neither key nor address is needed: without an address the price is OpenAI's.

    Raises:
        UsageError: an option is wrong, or an endpoint is configured and no model named.
        SourceError, PromptError: as for the brief itself.
        ContextTooLong: the model's window has no room beside the instructions.
    """
    settings = Settings.load(options)
    if not settings.is_embedded:
        _require_model(settings)
    loaded = load_sources(sources, policy=Policy.of(settings))

    async def plan() -> Estimate:
        async with _Costing() as costing:
            return await costing.of(loaded, settings, question=question, topic=topic, as_of=as_of)

    return asyncio.run(plan())


@dataclass(frozen=True)
class BatchEstimate:
    """What *briefs* would take together; *unusable* orders would fail before a call.

    What is new in the feeds of *following* orders is known only once they are asked, and is not counted.
    """

    briefs: int
    unusable: int
    following: int
    whole: Estimate

    def told(self) -> str:
        """A line for each."""
        unusable = f", and {self.unusable:,} that cannot be carried out" if self.unusable else ""
        following = f"; what is new in the feeds of {self.following:,} is not counted" if self.following else ""
        return f"briefs  {self.briefs:,}{unusable}{following}\n{self.whole.told()}"


def plan_batch(orders: Iterable[Order], settings: Settings, flags: Collection[str] = ()) -> BatchEstimate:
    """What a batch over *orders* would take if nothing of it were known; one order is held at a time.

    *flags* are the names of *settings* that stand over an order's own.

    Raises:
        UsageError: no model is named.
        PromptError: a template cannot be used.
    """

    async def plan() -> BatchEstimate:
        whole, briefs, unusable, following = Estimate(0, 0, 0, 0, 0.0), 0, 0, 0
        async with _Costing() as costing:
            for order in orders:
                own = order.applied(settings, flags)
                _require_model(own)
                await costing.endpoint(own)
                if order.feeds is not None:
                    following += 1
                    if not order.sources:
                        continue
                try:
                    wanted = {"question": order.question, "topic": order.topic, "as_of": order.as_of}
                    whole += await costing.of(order.read(Policy.of(own)), own, **wanted)
                except BriefingError:
                    unusable += 1
                else:
                    briefs += 1
        return BatchEstimate(briefs, unusable, following, whole)

    return asyncio.run(plan())


def _require_model(settings: Settings) -> None:
    if settings.model is None:
        raise UsageError(
            f"name a model with -m (or BRIEFING_MODEL): a dry run asks no endpoint which it has; “-m {EMBEDDED}” takes "
            "the embedded one"
        )


class _Costing:
    """The endpoints that are planned for, connected once each."""

    def __init__(self) -> None:
        self._endpoints: dict[Settings, Endpoint] = {}

    async def __aenter__(self) -> _Costing:
        return self

    async def __aexit__(self, *_: object) -> None:
        for endpoint in self._endpoints.values():
            await endpoint.client.close()

    async def endpoint(self, settings: Settings) -> Endpoint:
        """The endpoint that *settings* name, connected."""
        if (known := self._endpoints.get(settings)) is None:
            known = Endpoint(settings, Prompts.load(settings.prompts), transport=choose_transport(settings))
            self._endpoints[settings] = known
            await known.connect(Tally(deadline=time.monotonic() + settings.timeout))
        return known

    async def of(
        self,
        sources: list[Source],
        settings: Settings,
        *,
        question: str | None,
        topic: str | None,
        as_of: date | str | None,
    ) -> Estimate:
        """What a brief over *sources* takes."""
        assignment = assign(sources, question=question, topic=topic, as_of=as_of, recorded={})
        endpoint = await self.endpoint(settings)
        return estimated(make_plan(assignment.numbered(), asked_of(assignment, settings), endpoint), endpoint)
