"""The drafter: the calls of a brief, in their order, as planned."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from briefing.brief import Coverage, Forecast, Judgment, Spread, Withheld
from briefing.draft import ASSESSMENT, COLLECTION, WHOLE, Collection, Draft, Form
from briefing.drafting.collecting import Portion, coverage, merge
from briefing.drafting.planning import Plan, make_plan
from briefing.drafting.splitting import Passage
from briefing.endpoint import Endpoint, Tally
from briefing.errors import AnswerUnusable, CassetteError, ContextTooLong, DeadlinePassed, EndpointError
from briefing.folding import one_line
from briefing.grounding import Finding, Settled, Terms, mend, review, settle_to_the_end, sift
from briefing.prompt import Asked, Message

if TYPE_CHECKING:
    from briefing.cassette import CassetteTransport

Result = TypeVar("Result")
Item = TypeVar("Item", Judgment, Forecast)

MOST_FINDINGS = 200
"""Told in the repair call at most: a draft with more is past mending, and each costs tokens."""
AT_ONCE = 8
"""Calls of one brief beside each other."""


@dataclass(frozen=True)
class Drafted:
    """What stands of so many drafts, how much of the sources they rest on, and what a reader should be told."""

    settled: Settled
    coverage: Coverage
    warnings: list[str]
    samples: int


class Drafter:
    """Drafts a brief of what is *asked* over the sources of *terms*, with the answers of *endpoint*.

    *tape* is what records or replays them. Make one for each brief.
    """

    def __init__(
        self, endpoint: Endpoint, asked: Asked, terms: Terms, tally: Tally, tape: CassetteTransport | None = None
    ) -> None:
        self._endpoint = endpoint
        self._asked = asked
        self._terms = terms
        self._tally = tally
        self._tape = tape
        self._warnings: list[str] = []

    async def draft(self) -> Drafted:
        """Plan, collect where there is too much for one call, draft, and settle what stands.

        Raises:
            EndpointError: there is no usable answer.
            Halted: the ledger gives no leave for a call that is needed.
        """
        plan = make_plan(self._terms.sources, self._asked, self._endpoint)
        try:
            return await self._carried_out(plan)
        except ContextTooLong as error:
            if error.window is None or plan.portions:
                raise
            # The endpoint refused it, unpaid, and said how much it takes.
            self._endpoint.window = error.window
            return await self._carried_out(make_plan(self._terms.sources, self._asked, self._endpoint))

    async def _carried_out(self, plan: Plan) -> Drafted:
        sources, withheld = self._terms.sources, list[Withheld]()
        if plan.portions:
            found = await self._collect(plan)
            collected, left_out = merge(found, plan)
            covered = coverage(found, sources, left_out)
            withheld += [item for portion in found for item in portion.withheld]
            ask, form = partial(self._endpoint.prompts.assess, sources, collected), ASSESSMENT
        else:
            collected, characters = Collection(voices=[], evidence=[]), sum(len(one.text) for one in sources.values())
            covered = Coverage(read=characters, of=characters, left_out=[])
            ask, form = partial(self._endpoint.prompts.request, list(sources.values())), WHOLE
        if self._asked.samples > 1:
            return await self._merged(ask, form, collected, covered, withheld)
        draft, findings = await self._checked(ask(self._asked), form, self._tally, collected=collected)
        settled = settle_to_the_end(draft, self._terms, findings)
        return Drafted(replace(settled, withheld=[*withheld, *settled.withheld]), covered, self._warnings, samples=1)

    async def _merged(
        self,
        ask: Callable[[Asked], list[Message]],
        form: Form,
        collected: Collection,
        covered: Coverage,
        withheld: list[Withheld],
    ) -> Drafted:
        """What stands of several drafts, put together; one that cannot be used is told of.

        Raises:
            AnswerUnusable: not one draft could be used.
        """
        from briefing.ensemble import merge as merge_drafts

        async def draft(sample: int, tally: Tally) -> tuple[Draft, list[Withheld]]:
            messages = ask(replace(self._asked, sample=sample))
            return sift(*await self._checked(messages, form, tally, collected=collected, label=f" sample {sample}"))

        samples = self._asked.samples
        found = await self._beside([partial(draft, sample) for sample in range(1, samples + 1)])
        drafts, fell = list[Draft](), dict[tuple[str, str], list[int]]()
        for sample, one in enumerate(found, 1):
            if isinstance(one, AnswerUnusable):
                self._warnings.append(one_line(f"Draft {sample} of {samples} could not be used: {one}."))
                continue
            drafts.append(one[0])
            for item in one[1]:
                told = item.model_copy(update={"item": _unnumbered(item)})
                fell.setdefault((told.model_dump_json(), told.reason), []).append(sample)
        withheld += [
            Withheld.model_validate_json(told).model_copy(
                update={"reason": f"{reason} (in draft{'s' * (len(those) > 1)} {', '.join(map(str, those))})"}
            )
            for (told, reason), those in fell.items()
        ]
        ensemble = merge_drafts(drafts)
        settled = settle_to_the_end(ensemble.draft, self._terms, review(ensemble.draft, self._terms))
        spread = replace(
            settled,
            judgments=[_spread(item, ensemble.spreads) for item in settled.judgments],
            forecasts=[_spread(item, ensemble.spreads) for item in settled.forecasts],
            withheld=[*withheld, *ensemble.left_out, *settled.withheld],
        )
        return Drafted(spread, covered, self._warnings, samples=len(drafts))

    async def _collect(self, plan: Plan) -> list[Portion]:
        """What came of each portion; an answer that cannot be used leaves its portion out.

        Raises:
            AnswerUnusable: not one answer could be used.
        """
        done = 0

        async def read(portion: tuple[Passage, ...], tally: Tally) -> Portion:
            nonlocal done
            messages = plan.collecting(self._endpoint, portion)
            draft, findings = await self._checked(messages, COLLECTION, tally, label=f" {plan.portions.index(portion)}")
            standing, withheld = sift(draft, findings)
            done += 1
            self._endpoint.progress(f"evidence from {done} of {len(plan.portions)} portions", tally)
            collected = Collection(voices=standing.voices, evidence=standing.evidence)
            return Portion(
                portion, collected, [item.model_copy(update={"item": _unnumbered(item)}) for item in withheld]
            )

        found = await self._beside([partial(read, portion) for portion in plan.portions])
        return [
            Portion(portion, failure=str(one)) if isinstance(one, AnswerUnusable) else one
            for portion, one in zip(plan.portions, found, strict=True)
        ]

    async def _beside(self, calls: Sequence[Callable[[Tally], Awaitable[Result]]]) -> list[Result | AnswerUnusable]:
        """What comes of *calls*, made beside each other; an answer that cannot be used is a result.

        The first goes alone where the endpoint has not yet shown in which mode it answers. After any other fault no
        more calls are made, and those under way are awaited: they are paid for.

        Raises:
            AnswerUnusable: not one answer could be used.
        """
        places, faults = asyncio.Semaphore(AT_ONCE), list[Exception]()
        results: dict[int, Result | AnswerUnusable] = {}

        async def make(at: int) -> None:
            async with places:
                if faults:
                    return
                try:
                    async with self._tally.apart(str(at)) as tally:
                        results[at] = await calls[at](tally)
                except AnswerUnusable as error:
                    results[at] = error
                except Exception as error:  # noqa: BLE001 - it is raised once nothing is under way any more
                    faults.append(error)

        first = 0 if self._endpoint.learned.mode else 1
        if first:
            await make(0)
        await asyncio.gather(*(make(at) for at in range(first, len(calls))))
        if faults:
            raise faults[0]
        unusable = [error for error in results.values() if isinstance(error, AnswerUnusable)]
        if len(unusable) == len(calls):
            raise unusable[0]
        return [results[at] for at in range(len(calls))]

    async def _checked(
        self,
        messages: Sequence[Message],
        form: Form,
        tally: Tally,
        *,
        collected: Collection | None = None,
        label: str = "",
    ) -> tuple[Draft, list[Finding]]:
        """A draft with *collected* in it, and what is wrong with it after one call asked for what did not stand.

        The rest is not bought again.
        """
        endpoint = self._endpoint
        answer = await within(endpoint, tally, endpoint.ask(messages, tally, form=form))
        draft = answer.draft if form is not ASSESSMENT or collected is None else _over(collected, answer.draft)
        findings = review(draft, self._terms)
        asked = [finding for finding in findings if finding.section in form.model.model_fields]
        if not asked:
            return draft, findings
        endpoint.progress(f"asking once for {len({(f.section, f.index) for f in asked})} items to be mended", tally)
        request = endpoint.prompts.repair(messages, answer.text, [str(finding) for finding in asked[:MOST_FINDINGS]])
        try:
            repaired = await within(endpoint, tally, endpoint.ask(request, tally, form=form, reasks=0))
        except (EndpointError, CassetteError) as error:
            # What was paid for is not lost with the repair: the items that failed are withheld.
            self._warnings.append(self._told_of_repair(error, label))
            return draft, findings
        draft = mend(draft, repaired.draft, asked, self._terms)
        return draft, review(draft, self._terms)

    def _told_of_repair(self, error: EndpointError | CassetteError, label: str) -> str:
        """The warning that the repair failed; a recording keeps it: a fault for the moment leaves no answer in it.

        Raises:
            CassetteError: *error*, where it is one and the recording knows of no failure.
        """
        tape, name = self._tape, f"repair_failed{label}"
        kept = tape.recall(name) if tape is not None and tape.replaying else None
        if isinstance(error, CassetteError) and not kept:
            raise error
        told = kept or f"The call that should have mended what did not stand failed: {error}."
        if tape is not None:
            tape.remember(**{name: told})
        return one_line(told)


async def within(endpoint: Endpoint, tally: Tally, call: Awaitable[Result]) -> Result:
    """Await *call* until the brief's deadline.

    Raises:
        DeadlinePassed: it passed.
    """
    try:
        async with tally.until_deadline() as scope:
            return await call
    except TimeoutError:
        if not scope.expired():
            raise
        told = f"no brief within {endpoint.settings.timeout:g} s; give more time with --timeout"
        raise DeadlinePassed(told) from None


def _over(collected: Collection, assessed: Draft) -> Draft:
    return assessed.model_copy(update={"voices": collected.voices, "evidence": collected.evidence})


def _unnumbered(withheld: Withheld) -> dict[str, Any]:
    """The item *withheld* without its number, which is one of its own draft's and in the brief another's."""
    return {name: value for name, value in withheld.item.items() if name != "id"}


def _spread(item: Item, spreads: Mapping[str, Spread]) -> Item:
    return item.model_copy(update={"spread": spreads.get(item.id)})
