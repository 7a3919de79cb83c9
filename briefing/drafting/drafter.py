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
from briefing.drafting.planning import Plan, make_plan, plan_portions
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
MOST_CUTS = 3
"""How often a portion is cut, or the evidence for the draft halved, that the model takes for too long."""
_MOST_PLANS = 5
"""For one brief: as a whole, in portions, and for a smaller window than the endpoint told of before, and again."""


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
        sources, asked, endpoint = self._terms.sources, self._asked, self._endpoint
        plan = make_plan(sources, asked, endpoint)
        for _ in range(_MOST_PLANS):
            try:
                return await self._carried_out(plan)
            except ContextTooLong as error:
                if _tells_less(error, plan):
                    # The endpoint refused it, unpaid, and said how much it takes.
                    endpoint.window = error.window
                    plan = make_plan(sources, asked, endpoint)
                elif plan.portions or plan.window is None:
                    raise
                else:
                    plan = plan_portions(sources, asked, endpoint, plan.window)
        raise self._beyond(plan)

    async def _carried_out(self, plan: Plan) -> Drafted:
        """What comes of *plan*; evidence that is too much for the draft all the same is cut to half of it, and again.

        Raises:
            ContextTooLong: the window is another than that of the plan, or too small whatever is left out.
        """
        sources = self._terms.sources
        if not plan.portions:
            characters = sum(len(one.text) for one in sources.values())
            covered = Coverage(read=characters, of=characters, left_out=[])
            ask = partial(self._endpoint.prompts.request, list(sources.values()))
            return await self._drafted(ask, WHOLE, Collection(voices=[], evidence=[]), covered, [])
        plan, found = await self._collect(plan)
        withheld = [item for portion in found for item in portion.withheld]
        room = None
        for _ in range(MOST_CUTS + 1):
            collected, left_out = merge(found, plan)
            covered = coverage(found, sources, left_out)
            ask = partial(self._endpoint.prompts.assess, sources, collected)
            try:
                return await self._drafted(ask, ASSESSMENT, collected, covered, withheld, room)
            except ContextTooLong as error:
                if _tells_less(error, plan):
                    raise
            plan, room = replace(plan, room=plan.room // 2), plan.answer
        raise self._beyond(plan)

    def _beyond(self, plan: Plan) -> ContextTooLong:
        return ContextTooLong(
            f"the model takes less than the {plan.window:,} tokens that were planned with, however short the parts: "
            "give a smaller --window",
            self._endpoint.model,
        )

    async def _drafted(
        self,
        ask: Callable[[Asked], list[Message]],
        form: Form,
        collected: Collection,
        covered: Coverage,
        withheld: list[Withheld],
        room: int | None = None,
    ) -> Drafted:
        """What stands of the drafts that *ask* asks for, with *room* for so many tokens of each."""
        if self._asked.samples > 1:
            return await self._merged(ask, form, collected, covered, withheld, room)
        draft, findings = await self._checked(ask(self._asked), form, self._tally, collected=collected, room=room)
        settled = settle_to_the_end(draft, self._terms, findings)
        return Drafted(replace(settled, withheld=[*withheld, *settled.withheld]), covered, self._warnings, samples=1)

    async def _merged(
        self,
        ask: Callable[[Asked], list[Message]],
        form: Form,
        collected: Collection,
        covered: Coverage,
        withheld: list[Withheld],
        room: int | None,
    ) -> Drafted:
        """What stands of several drafts, put together; one that cannot be used is told of.

        Raises:
            AnswerUnusable: not one draft could be used.
        """
        from briefing.ensemble import merge as merge_drafts

        async def draft(sample: int, tally: Tally) -> tuple[Draft, list[Withheld]]:
            messages, label = ask(replace(self._asked, sample=sample)), f" sample {sample}"
            return sift(*await self._checked(messages, form, tally, collected=collected, label=label, room=room))

        samples = self._asked.samples
        found = await self._beside([partial(draft, sample) for sample in range(1, samples + 1)])
        drafts, fell = list[Draft](), dict[tuple[str, str], list[int]]()
        unusable = [one for one in found if isinstance(one, AnswerUnusable)]
        if len(unusable) == samples:
            raise unusable[0]
        for sample, one in enumerate(found, 1):
            if isinstance(one, AnswerUnusable):
                self._warnings.append(one_line(f"Draft {sample} of {samples} could not be used: {one}."))
                continue
            drafts.append(one[0])
            for item in one[1]:
                told = item.model_copy(update={"item": _unnumbered(item)})
                fell.setdefault((told.model_dump_json(), told.reason), []).append(sample)
        fallen = [
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
            withheld=[*withheld, *fallen, *ensemble.left_out, *settled.withheld],
        )
        return Drafted(spread, covered, self._warnings, samples=len(drafts))

    async def _collect(self, plan: Plan) -> tuple[Plan, list[Portion]]:
        """What came of each portion, and the plan that they are of in the end: one that the model takes for too long
        is cut into finer ones.

        An answer that cannot be used leaves its portion out, and so does a portion that is too long however fine.

        Raises:
            AnswerUnusable: not one answer could be used.
            ContextTooLong: every portion is too long, or the endpoint tells a smaller window.
        """
        found = await self._read(plan, plan.portions)
        for _ in range(MOST_CUTS):
            finer = plan.finer([portion for portion, one in found.items() if isinstance(one, ContextTooLong)])
            unread = [portion for portion in finer.portions if portion not in found]
            if not unread:
                break
            plan = finer
            found |= await self._read(plan, unread)
        if not any(isinstance(one, Portion) for one in found.values()):
            raise next((one for one in found.values() if isinstance(one, AnswerUnusable)), self._beyond(plan))
        return plan, [_told_of(portion, found[portion]) for portion in plan.portions]

    async def _read(
        self, plan: Plan, unread: Sequence[tuple[Passage, ...]]
    ) -> dict[tuple[Passage, ...], Portion | ContextTooLong | AnswerUnusable]:
        """What came of each of the *unread* portions of *plan*, or why nothing did."""
        done = len(plan.portions) - len(unread)

        async def read(portion: tuple[Passage, ...], tally: Tally) -> Portion | ContextTooLong:
            nonlocal done
            messages, (number, (start, _)) = plan.collecting(self._endpoint, portion), portion[0]
            label = f" {number} from {start}"
            try:
                draft, findings = await self._checked(messages, COLLECTION, tally, label=label, room=plan.answer)
            except ContextTooLong as error:
                if _tells_less(error, plan):
                    raise
                return error
            standing, withheld = sift(draft, findings)
            done += 1
            self._endpoint.progress(f"evidence from {done} of {len(plan.portions)} portions", tally)
            collected = Collection(voices=standing.voices, evidence=standing.evidence)
            return Portion(
                portion, collected, [item.model_copy(update={"item": _unnumbered(item)}) for item in withheld]
            )

        return dict(zip(unread, await self._beside([partial(read, portion) for portion in unread]), strict=True))

    async def _beside(self, calls: Sequence[Callable[[Tally], Awaitable[Result]]]) -> list[Result | AnswerUnusable]:
        """What comes of *calls*, made beside each other; an answer that cannot be used is a result.

        The first goes alone where the endpoint has not yet shown in which mode it answers. After any other fault no
        more calls are made, and those under way are awaited: they are paid for.
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
        return [results[at] for at in range(len(calls))]

    async def _checked(
        self,
        messages: Sequence[Message],
        form: Form,
        tally: Tally,
        *,
        collected: Collection | None = None,
        label: str = "",
        room: int | None = None,
    ) -> tuple[Draft, list[Finding]]:
        """A draft with *collected* in it, and what is wrong with it after one call asked for what did not stand.

        The answer has *room* for so many tokens, or for as many as the settings and the window give it.

        The rest is not bought again.
        """
        endpoint = self._endpoint
        answer = await within(endpoint, tally, endpoint.ask(messages, tally, form=form, room=room))
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


def _tells_less(error: ContextTooLong, plan: Plan) -> bool:
    """Whether *error* tells of a smaller window than *plan* counts with."""
    return error.window is not None and (plan.window is None or error.window < plan.window)


def _told_of(portion: tuple[Passage, ...], one: Portion | ContextTooLong | AnswerUnusable) -> Portion:
    """*one* as what came of *portion*."""
    if isinstance(one, Portion):
        return one
    too_long = "the model takes it for too long, however short it was cut"
    return Portion(portion, failure=too_long if isinstance(one, ContextTooLong) else str(one))


def _over(collected: Collection, assessed: Draft) -> Draft:
    return assessed.model_copy(update={"voices": collected.voices, "evidence": collected.evidence})


def _unnumbered(withheld: Withheld) -> dict[str, Any]:
    """The item *withheld* without its number, which is one of its own draft's and in the brief another's."""
    return {name: value for name, value in withheld.item.items() if name != "id"}


def _spread(item: Item, spreads: Mapping[str, Spread]) -> Item:
    return item.model_copy(update={"spread": spreads.get(item.id)})
