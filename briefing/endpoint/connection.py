"""The line to one endpoint: the client, what was learned of the service, retries, and what calls may cost."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx2
import openai
import tenacity

from briefing.endpoint.faults import Adaptation, asks_for_less, is_transient, may_have_arrived, translate, wait_before
from briefing.endpoint.reply import Listing, Reply, read_body
from briefing.endpoint.tally import Tally
from briefing.errors import AnswerForeign, BriefingError, BudgetReached, UsageError
from briefing.ledger import Charge
from briefing.pricing import OPENAI_URL, Price, find_price, find_window
from briefing.prompt import Prompts
from briefing.settings import LARGEST_ANSWER, MODES, Mode, Settings

Result = TypeVar("Result")
Progress = Callable[[str, Tally], None]
"""Told the stage, such as "waiting for the model", and the tally so far."""

_EMBEDDED_URL = "http://embedded/v1"


@dataclass
class Learned:
    """What an endpoint has shown of itself: the mode it answers in, and the parameters it does not take."""

    mode: Mode | None = None
    adaptation: Adaptation = field(default_factory=Adaptation)

    def to_metadata(self) -> dict[str, str | None]:
        """For a cassette's metadata: a replay starts from what the recording ended with."""
        return {"mode": self.mode, "adaptation": self.adaptation.to_json()}

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, str]) -> Self | None:
        """What :meth:`to_metadata` wrote, or None where no mode was settled.

        Raises:
            ValueError: it was not written by us.
        """
        mode = metadata.get("mode")
        if mode is None:
            return None
        if mode not in MODES:
            raise ValueError("there is no such mode")
        return cls(mode, Adaptation.from_json(metadata.get("adaptation", "{}")))


_LEARNED: dict[tuple[str, str, Mode | None], Learned] = {}
"""By address, model and the mode that is set, for the life of the process: no second brief pays for the same lesson."""


def public_url(url: str) -> str:
    """*url* without user, password, query and fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class _StopBeforeDeadline(tenacity.stop.stop_base):
    """Give up rather than wait past the deadline of *tally*: the wait would end in nothing."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally  # waiting for leave puts its deadline off

    def __call__(self, retry_state: tenacity.RetryCallState) -> bool:
        return time.monotonic() + retry_state.upcoming_sleep > self._tally.deadline


class Connection:
    """One endpoint and one model of it, and everything about them but the asking.

    *transport* stands in for the network (a cassette, the embedded endpoint). *learned* is what a
    recording knows of the endpoint; without it the process's own memory serves. *sleep* is how to wait.
    """

    def __init__(
        self,
        settings: Settings,
        prompts: Prompts,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
        learned: Learned | None = None,
        progress: Progress | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        # A server of one's own asks for no key, and the client will not go without one.
        key = (None if settings.is_embedded else settings.api_key) or "none"
        if not key.isascii() or not key.isprintable():
            raise UsageError("holds characters that no key has, such as a typographic dash: copy it again", "the key")
        self.settings = settings
        self.prompts = prompts
        self.progress: Progress = progress or (lambda _stage, _tally: None)
        self.model = settings.model or ""
        self.base_url = _EMBEDDED_URL if settings.is_embedded else (settings.base_url or OPENAI_URL).rstrip("/")
        self.window = settings.window
        """Tokens of a request and its answer together, where it is known; see :meth:`connect`."""
        self._learned = learned
        self._connected = False
        self._price: Price | None = None
        self._sleep = sleep
        self.client = openai.AsyncOpenAI(
            api_key=key,
            base_url=self.base_url,
            max_retries=0,
            timeout=settings.timeout,
            http_client=httpx2.AsyncClient(
                transport=transport,
                timeout=settings.timeout,
                headers={"Accept-Encoding": "gzip"},  # all that a cassette can decode
                follow_redirects=False,  # the whole prompt would go to wherever an answer points
            ),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.client.close()

    @property
    def public_url(self) -> str:
        """The address without what nobody else should see."""
        return public_url(self.base_url)

    @property
    def learned(self) -> Learned:
        """What is known of the endpoint so far."""
        if self._learned is not None:
            return self._learned
        mode = self.settings.mode
        return _LEARNED.setdefault((self.base_url, self.model, mode), Learned(mode=mode))

    async def connect(self, tally: Tally) -> None:
        """Settle the model, asking the endpoint where none is named, and find its price and its window; once for all
        briefs.

        Raises:
            UsageError: no model is named and the endpoint does not list exactly one; or a budget is set
                and the price of the model is not known.
            EndpointError: the endpoint cannot be asked.
        """
        if self._connected:
            return
        if not self.model:
            listed = await self.models(tally)
            if len(listed) != 1:
                some = ", ".join(listed[:5]) or "none"
                raise UsageError(f"name a model with -m: the endpoint lists {len(listed)} ({some})", self.public_url)
            self.model = listed[0]
        if self.settings.is_embedded:
            self._price = lambda _sent, _received, _created: 0.0
        else:
            self._price = find_price(self.model, self.settings.base_url, self.settings.price())
            self.window = self.window or find_window(self.model, self.settings.base_url)
        if self.settings.max_cost is not None or tally.ledger.limited:
            self._require_price()
        self._connected = True

    def _require_price(self) -> None:
        if self._price is None:
            raise UsageError(
                "no price is known for this model, so no budget can be kept: set input_price and output_price in "
                "briefing.toml (US dollars for a million tokens), or leave the budget out",
                self.model,
            )

    async def models(self, tally: Tally) -> list[str]:
        """The models that the endpoint lists, in its order."""
        response = await self.retrying(tally, self.client.models.with_raw_response.list)
        listed = read_body(response.content, Listing, self.public_url).data
        # A name that no terminal can show is no model that anybody wants.
        return [model.id for model in listed if model.id.isprintable()]

    async def retrying(self, tally: Tally, call: Callable[[], Awaitable[Result]], worst: float | None = None) -> Result:
        """Await *call*, again while its failure is transient, tries are left and the deadline allows it.

        *worst* is what it can cost, in US dollars. Each try waits for the ledger's leave first.
        """
        attempts = 0

        async def counted() -> Result:
            nonlocal attempts
            async with AsyncExitStack() as stack:
                with tally.stopped_clock():
                    await stack.enter_async_context(tally.ledger.clearance(worst))
                attempts += 1
                try:
                    return await call()
                except openai.APIConnectionError as error:
                    if may_have_arrived(error):
                        tally.ledger.lose()
                    raise

        def tell(state: tenacity.RetryCallState) -> None:
            if state.outcome is not None and asks_for_less(state.outcome.exception()):
                tally.ledger.pause(state.upcoming_sleep)
            self.progress(f"not available, trying again in {state.upcoming_sleep:.0f} s", tally)

        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(is_transient),
            stop=tenacity.stop_any(tenacity.stop_after_attempt(self.settings.tries), _StopBeforeDeadline(tally)),
            wait=wait_before,
            before_sleep=tell,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return await retrying(counted)
        except openai.OpenAIError as error:
            raise self.without_key(translate(error, self.public_url, self.model, attempts)) from error

    def without_key(self, error: BriefingError) -> BriefingError:
        """*error* without the key, which some servers repeat; a new one, since ``repr`` shows what it was made of."""
        key = self.settings.api_key
        if not key or key not in f"{error.message} {error.subject}":
            return error
        return type(error)(error.message.replace(key, "[key]"), error.subject and error.subject.replace(key, "[key]"))

    async def complete(self, request: dict[str, Any]) -> bytes:
        """The body that answers *request*, raw: the client lets the errors of its JSON parser through.

        Raises:
            openai.APIError: as the client raises it, also where the body breaks off.
            AnswerForeign: the body is larger than any answer; a few kilobytes can unpack to gigabytes.
        """
        body = bytearray()
        create = self.client.chat.completions.with_streaming_response.create
        # All of it goes as it stands: the client would walk every message and the whole schema for each call.
        async with create(model=request["model"], messages=[], extra_body=request) as response:
            try:
                async for piece in response.iter_bytes():
                    body += piece
                    if len(body) > LARGEST_ANSWER:
                        raise AnswerForeign(f"sent more than {LARGEST_ANSWER >> 20} MiB", self.public_url)
            except httpx2.TimeoutException as error:
                raise openai.APITimeoutError(request=response.http_request) from error
            except httpx2.RequestError as error:
                raise openai.APIConnectionError(request=response.http_request) from error
        return bytes(body)

    @asynccontextmanager
    async def reserved(self, request: dict[str, Any], cap: int, tally: Tally) -> AsyncIterator[float | None]:
        """What *request* can cost, in US dollars, where a limit is set; it is kept free while the context lasts.

        A token is at least a byte, so the bytes of *request* bound what is sent; *cap* bounds what comes.

        Raises:
            BudgetReached: what is left of the brief's own limit would not pay for the dearest answer; the call was
                not made.
        """
        limit, used = self.settings.max_cost, tally.used
        if self._price is None or (limit is None and not tally.ledger.limited):
            yield None
            return
        worst = self._price(len(json.dumps(request, ensure_ascii=False).encode()), cap, None)
        async with used.reserved(worst, float("inf") if limit is None else limit) as allowed:
            if not allowed:
                spent = "an unknown amount" if used.cost is None else f"{used.cost:.4f} USD"
                raise BudgetReached(
                    f"the next call could cost {worst:.4f} USD, {spent} of {limit:g} USD is spent: it was not made",
                    self.model,
                )
            yield worst

    def cost_of(self, sent: int, received: int) -> float | None:
        """What so many tokens cost today, in US dollars; None where no price is known."""
        return None if self._price is None else self._price(sent, received, None)

    def charge(self, reply: Reply) -> Charge:
        """What *reply* took, at the price of the day it was created."""
        usage = reply.usage
        if usage is None:
            return Charge()
        sent, received = usage.prompt_tokens, usage.completion_tokens
        cost = None if self._price is None else self._price(sent, received, reply.created)
        return Charge(sent, received, cost)

    def book(self, reply: Reply, tally: Tally) -> None:
        """Count what *reply* used."""
        tally.used.add(self.charge(reply))
        self.progress("an answer came", tally)
