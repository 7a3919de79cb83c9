"""The bureau: what all the briefs of one run share, and the writing of one of them.

Store, endpoints and pace are shared; a work that is asked for twice at a time is written once. Whatever comes of a
work is an :class:`Outcome`, never an exception: one that fails does not stop the others. What would fail all of them
alike halts the pace.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Literal, Self

from briefing.assembly import Assignment, assign
from briefing.brief import Brief
from briefing.endpoint import Endpoint, Tally
from briefing.errors import (
    AnswerForeign,
    AnswerUnusable,
    BriefingError,
    ContextTooLong,
    CredentialsRefused,
    DeadlinePassed,
    EndpointRejected,
    EndpointUnreachable,
    Halted,
    ModelUnknown,
    PromptError,
    QuotaExhausted,
    StoreError,
    UsageError,
)
from briefing.prompt import Prompts
from briefing.settings import EMBEDDED, Settings
from briefing.source import Source
from briefing.store import Run, Standing, Store
from briefing.unattended.account import Account
from briefing.unattended.pace import Pace
from briefing.unattended.warming import warm_up
from briefing.work import Work
from briefing.write import choose_transport, require_endpoint, write_assigned

State = Literal["done", "known", "failed", "open", "queued"]

FATAL = (CredentialsRefused, ModelUnknown, QuotaExhausted, StoreError, PromptError, UsageError)
"""What one brief met and every other would meet too."""

FINAL = (AnswerUnusable, ContextTooLong, EndpointRejected)
"""What asking the same again would not change."""

UNANSWERED = (EndpointUnreachable, EndpointRejected, AnswerForeign, DeadlinePassed)
"""What may mean that nobody is going to be answered, once several briefs in a row have met it."""

_IN_A_ROW = 5
"""Briefs without an answer, one after another, before the endpoint is given up; as many more as run at a time once
it has answered."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the work *key*: written now (done), already there (known), failed for good, still open, or in
    the queue.

    *brief* and *document*, its JSON, are there when it is done. *changed* is what is new about a work whose reports
    had a brief before. *spent* is in US dollars, None where it is not known.
    """

    key: str
    state: State
    error: BriefingError | None = None
    brief: Brief | None = None
    document: str | None = None
    changed: str | None = None
    bought: int = 0
    spent: float | None = 0.0


class Bureau:
    """Writes works into *run* of *store*, *jobs* calls at a time.

    *pace* is another's to share, *patience* the seconds that a brief waits for money that others have set aside.
    """

    def __init__(
        self,
        store: Store,
        run: Run,
        *,
        jobs: int,
        retry_failed: bool = False,
        pace: Pace | None = None,
        patience: float = float("inf"),
    ) -> None:
        self.store = store
        self.pace = pace or Pace(jobs)
        self._patience = patience
        self._run = run
        self._jobs = jobs
        self._retry_failed = retry_failed
        self._endpoints: dict[tuple[Settings, str], asyncio.Task[Endpoint]] = {}
        self._under_way: dict[str, asyncio.Task[Outcome]] = {}
        self._unanswered = 0
        self._warming: asyncio.Future[None] | None = None
        self.refused: BriefingError | None = None
        """What made the bureau stop, where it was an error."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for opening in self._endpoints.values():
            if opening.done() and not opening.cancelled() and opening.exception() is None:
                await opening.result().client.close()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._under_way

    def halt(self, error: BriefingError) -> None:
        """Make no more calls: *error* would meet every brief."""
        self.refused = self.refused or error
        self.pace.halt(str(error))

    async def endpoint(self, settings: Settings, prompts: Prompts | None = None) -> Endpoint:
        """The endpoint that *settings* name, its model settled; one for all that share them.

        Raises:
            UsageError: it cannot be told what to ask: nothing is configured, or several models are there.
            EndpointError: it cannot be reached, or refuses.
        """
        prompts = prompts or Prompts.load(settings.prompts)
        named = (settings, prompts.digest)
        if (opening := self._endpoints.get(named)) is None:
            opening = self._endpoints[named] = asyncio.ensure_future(self._open(settings, prompts))
        return await asyncio.shield(opening)

    async def _open(self, settings: Settings, prompts: Prompts) -> Endpoint:
        require_model(settings)
        endpoint = Endpoint(settings, prompts, transport=choose_transport(settings), sleep=self.pace.sleep)
        tally = Tally(deadline=time.monotonic() + settings.timeout)
        # The price is asked for at once where the run has a ceiling: better than after the first source is read.
        tally.ledger = Account(self.store, self.pace, self._run, "models")
        try:
            await endpoint.connect(tally)
        finally:
            await tally.ledger.close()
        return endpoint

    async def work_of(
        self,
        sources: Sequence[Source],
        settings: Settings,
        *,
        question: str | None,
        topic: str | None,
        as_of: str | None,
    ) -> Work:
        """The work of writing about *sources*, keyed; see :meth:`endpoint` for what it raises."""
        endpoint = await self.endpoint(settings)
        return Work.of(
            sources,
            settings,
            question=question,
            topic=topic,
            as_of=as_of,
            model=endpoint.model,
            prompt=endpoint.prompts.digest,
        )

    async def fulfil(self, work: Work, settings: Settings, prompts: Prompts | None = None) -> Outcome:
        """Have *work* written, unless it is there already or under way; what came of it."""
        task = self._under_way.get(work.key)
        if task is not None:
            outcome = await asyncio.shield(task)
            # Whoever asked first has the bill.
            return replace(
                outcome, state="known" if outcome.state == "done" else outcome.state, bought=0, spent=0.0, changed=None
            )
        task = asyncio.ensure_future(self._fulfil(work, settings, prompts))
        self._under_way[work.key] = task
        try:
            return await task
        finally:
            del self._under_way[work.key]

    async def _fulfil(self, work: Work, settings: Settings, prompts: Prompts | None) -> Outcome:
        account = Account(self.store, self.pace, self._run, work.key, self._patience)
        try:
            return await self._written(work, await self.endpoint(settings, prompts), account)
        except BriefingError as error:
            return self._without_brief(work.key, error, account)
        except Exception as error:  # noqa: BLE001 - a fault of ours over one report is no reason to stop the others
            told = BriefingError(f"unexpected {type(error).__name__}: {error}; what was paid for is kept")
            return Outcome(work.key, "open", told, bought=account.bought, spent=account.spent)
        finally:
            # Not earlier: what it met may have halted the pace, and the next brief would call at once.
            await account.close()

    async def _written(self, work: Work, endpoint: Endpoint, account: Account) -> Outcome:
        """The brief of *work*: stored, or written now.

        Raises:
            BriefingError: there is none.
        """
        standing = await self.stand(work)
        if (known := await self._known(work, standing)) is not None:
            return known
        await account.open()
        if self._warming is None:  # until the first answer comes there is nothing else to do
            self._warming = asyncio.ensure_future(asyncio.to_thread(warm_up))
        assignment = _assignment(work, {"as_of": standing.as_of, "prepared": standing.prepared})
        tally = Tally(deadline=time.monotonic() + endpoint.settings.timeout, ledger=account)
        try:
            brief = await write_assigned(assignment, endpoint, tally)
            document = brief.to_json()
            account.yield_turn()
            await self.store.finish(work.key, brief, document)
        except FINAL as error:
            if self._is_final(error):
                await self.store.fail(work.key, str(error))
            raise
        self._unanswered = 0
        return Outcome(work.key, "done", None, brief, document, standing.changed, account.bought, account.spent)

    async def expect(self, label: str, work: Work) -> None:
        """Be told that the item *label* is going to be *work*."""

    async def _known(self, work: Work, standing: Standing) -> Outcome | None:
        """What came of *work* before, unless it is to be written now."""
        if standing.state == "done":
            return Outcome(work.key, "known")
        if standing.state == "failed":
            if not self._retry_failed:
                return Outcome(work.key, "failed", BriefingError(standing.error or "failed"))
            await self.store.reopen(work.key)
        return None

    async def stand(self, work: Work, *, texts: str | None = None, packed: bytes | None = None) -> Standing:
        """How *work* stands, once it is put down; with *texts* and *packed* for others to write it."""
        days = _assignment(work, {})
        return await self.store.take_in(
            work, days.as_of.isoformat(), days.prepared.isoformat(), texts=texts, packed=packed
        )

    def _without_brief(self, key: str, error: BriefingError, account: Account) -> Outcome:
        """What *error* makes of the work *key*, and of the run."""
        if isinstance(error, FATAL):
            self.halt(error)
        elif isinstance(error, UNANSWERED) and not isinstance(error, ContextTooLong) and not account.bought:
            self._unanswered += 1
            if self._unanswered >= _IN_A_ROW + (self._jobs if self.pace.has_answered else 0):
                self.pace.halt(f"no answer came to {self._unanswered} reports in a row; the last: {error}")
        elif not isinstance(error, Halted):
            self._unanswered = 0
        state: State = "failed" if self._is_final(error) else "open"
        return Outcome(key, state, error, bought=account.bought, spent=account.spent)

    def _is_final(self, error: BriefingError) -> bool:
        """Whether asking the same again would not change *error*."""
        if isinstance(error, (*FATAL, AnswerForeign)):
            return False
        # An endpoint that has answered nobody may be the wrong one: what it refuses says nothing of the report.
        return isinstance(error, FINAL) and (type(error) is not EndpointRejected or self.pace.has_answered)


def _assignment(work: Work, recorded: Mapping[str, str]) -> Assignment:
    return assign(work.sources, question=work.question, topic=work.topic, as_of=work.as_of, recorded=recorded)


def require_model(settings: Settings) -> None:
    """Make sure that an endpoint was chosen: what runs unattended never falls back to the embedded one.

    Raises:
        UsageError: nothing is configured, or a model is named and there is nothing to ask.
    """
    if settings.is_embedded and settings.model != EMBEDDED:
        raise UsageError(
            "name a model with -m (or BRIEFING_MODEL): what runs unattended never falls back to the embedded endpoint; "
            f"“-m {EMBEDDED}” takes it"
        )
    require_endpoint(settings)
