"""One answer in the making: the modes tried for it, the request each sends, and what counts as an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import cache, cached_property
from typing import Any

import instructor
import jiter
import openai
import tenacity
from instructor.core.exceptions import InstructorError, InstructorRetryException
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from openai.types.chat.chat_completion import Choice
from pydantic import ValidationError

from briefing.draft import Draft, Form
from briefing.endpoint.connection import Connection
from briefing.endpoint.faults import MOST_ADAPTATIONS, is_about_request, mode_refused, translate_told
from briefing.endpoint.reply import Reply, read_body
from briefing.endpoint.tally import Tally
from briefing.errors import AnswerEmpty, AnswerFiltered, AnswerRefused
from briefing.folding import strip_controls
from briefing.ledger import Paid, fingerprint
from briefing.pricing import OPENAI_URL
from briefing.prompt import Message
from briefing.settings import MODES, Mode

_MOST_ERRORS = 20
# JSON forbids a raw line break inside a string; small models write them, and llama.cpp's grammars let them.
_RAW_CONTROL = re.compile(r"[\x00-\x1f]")


@cache
def _shown(form: Form) -> type[instructor.OpenAISchema]:
    """What instructor is shown in the place of *form*: a model without fields, that reads an answer as a draft.

    For each call instructor works out the model's schema, into messages that are not sent, derives a class of its
    own from it, and walks all its fields four times to look for validators that a draft does not have.
    """

    class Shown(instructor.OpenAISchema):
        @classmethod
        def model_json_schema(cls, *_args: Any, **_options: Any) -> dict[str, Any]:
            return {}

        @classmethod
        def model_validate_json(cls, *args: Any, **options: Any) -> Any:
            return form.read(*args, **options)

    return Shown


class OffSchemaError(Exception):
    """An answer does not fit the schema: its text, and its errors without the values."""

    def __init__(self, answer: str, errors: list[str]) -> None:
        super().__init__(errors)
        self.answer = answer
        self.errors = errors


class TruncatedError(Exception):
    """The answer ended at the output cap."""


class _ModeRefusedError(Exception):
    """The endpoint does not answer in this mode."""


class _ModeSettledError(Exception):
    """A brief beside this one had an answer in another mode."""


class _AdaptedError(Exception):
    """The request was changed to what the endpoint takes; send it again."""


class Exchange:
    """Asks *endpoint* once with *messages* for an answer in *form*, with room for *cap* tokens of it."""

    def __init__(self, endpoint: Connection, messages: Sequence[Message], form: Form, tally: Tally, cap: int) -> None:
        self._endpoint = endpoint
        self._messages = list(messages)
        self._form = form
        self._tally = tally
        self._cap = cap
        self._text = ""
        self._problem: str | None = None
        self._at_cap = False

    async def negotiate(self) -> tuple[Draft, str]:
        """The draft and the text it was read from, in the strictest mode that the endpoint answers in.

        Raises:
            OffSchemaError: the answer does not fit the schema.
            TruncatedError: it was cut off at the cap.
            EndpointError: there is no usable answer.
        """
        async with AsyncExitStack() as stack:
            with self._tally.stopped_clock():
                await stack.enter_async_context(self._tally.ledger.claim(self._fingerprint))
            reply = await self._recall() or await self._buy()
        return await self._structured(reply)

    async def _recall(self) -> Reply | None:
        """The answer that was paid for earlier; known by what is asked, in whichever mode it was asked."""
        paid = await self._tally.ledger.find(self._fingerprint)
        if paid is None:
            return None
        self._tally.used.mode = paid.mode
        reply = read_body(paid.body, Reply, self._endpoint.public_url)
        self._endpoint.book(reply, self._tally)
        return reply

    async def _buy(self) -> Reply:
        learned = self._endpoint.learned
        modes = (learned.mode,) if learned.mode else MODES
        for mode in modes[:-1]:
            try:
                return await self._send(mode, may_refuse=True)
            except _ModeRefusedError:
                self._endpoint.progress(f"the endpoint does not take {mode}: trying the next mode", self._tally)
            except _ModeSettledError:
                break
        return await self._send(learned.mode or modes[-1], may_refuse=False)

    async def _structured(self, reply: Reply) -> tuple[Draft, str]:
        completion = self._completion(reply)

        async def hop(**_instructors: Any) -> ChatCompletion:
            # What instructor made of the request is left aside: its JSON modes inject a sentence of their
            # own, and none of its modes sends a strict schema.
            return completion

        # The reader that takes fences, prose and <think> around the object walks the text sign by sign in Python;
        # an object with nothing around it is read by the other, in a tenth of the time.
        alone = self._problem is None and self._text.lstrip().startswith("{")
        mode = instructor.Mode.JSON_SCHEMA if alone else instructor.Mode.MD_JSON
        create: Any = instructor.patch(create=hop, mode=mode)
        try:
            draft = await create(
                response_model=_shown(self._form), messages=[], model=self._endpoint.model, max_retries=0
            )
        except InstructorRetryException as error:
            if self._at_cap:
                # llama-cpp-python says "tool_calls", and not "length", of an answer that the cap cut off.
                raise TruncatedError from None
            cause: BaseException | None = error.__cause__
            while isinstance(cause, tenacity.RetryError | InstructorRetryException):
                cause = cause.__cause__
            if isinstance(cause, ValidationError):
                # Of an object that is broken, instructor reads some part, and the part's errors would mislead.
                broken = _breaks_off(self._text, self._problem)
                raise OffSchemaError(self._text, [broken] if broken else _errors_of(cause)) from None
            # ValueError is what instructor's reader says of JSON that is too long, too deep or too broken for it.
            if cause is None or isinstance(cause, InstructorError | ValueError):
                raise OffSchemaError(self._text, ["there is no JSON object in it"]) from None
            raise cause from cause.__cause__
        return draft, self._text

    def _completion(self, reply: Reply) -> ChatCompletion:
        self._text = _text_of(reply, self._form.name, self._endpoint.model)
        cap = self._endpoint.learned.adaptation.cap(self._cap)
        self._at_cap = reply.usage is not None and reply.usage.completion_tokens >= cap
        self._problem = _json_error(self._text)
        # Which of the two was meant cannot be known. Whatever else is wrong with the JSON is for instructor to
        # say, which can read around it.
        if self._problem and "duplicate key" in self._problem.lower():
            raise OffSchemaError(self._text, [self._problem])
        message = ChatCompletionMessage(role="assistant", content=_RAW_CONTROL.sub(" ", self._text))
        choice = Choice(finish_reason="stop", index=0, message=message)
        # What was used is counted elsewhere. Where nothing is told, instructor looks for the package of another
        # provider in every folder of the path, twice a call.
        usage = CompletionUsage(prompt_tokens=0, completion_tokens=0, total_tokens=0)
        return ChatCompletion(
            id="", choices=[choice], created=0, model=self._endpoint.model, object="chat.completion", usage=usage
        )

    async def _send(self, mode: Mode, *, may_refuse: bool) -> Reply:
        endpoint, tally = self._endpoint, self._tally
        adaptation, meant, adapted = endpoint.learned.adaptation, self._request(mode), 0
        while True:
            request = adaptation.apply(meant)

            async def call(request: dict[str, Any] = request, may_adapt: bool = adapted < MOST_ADAPTATIONS) -> bytes:
                # While this one waited for leave, the first brief may have learned what to send.
                if may_refuse and endpoint.learned.mode not in (None, mode):
                    raise _ModeSettledError
                if may_adapt and adaptation.apply(meant) != request:
                    raise _AdaptedError
                endpoint.progress("waiting for the model", tally)
                try:
                    return await endpoint.complete(request)
                except openai.APIStatusError as error:
                    adaptation.learn(error, request)
                    # A brief beside this one may have learned it first: what counts is what would be sent now.
                    if may_adapt and is_about_request(error) and adaptation.apply(meant) != request:
                        raise _AdaptedError from error
                    if may_refuse and endpoint.learned.mode is None and mode_refused(error):
                        raise _ModeRefusedError from error
                    raise

            async with endpoint.reserved(request, adaptation.cap(self._cap), tally) as worst:
                try:
                    content = await endpoint.retrying(tally, call, worst)
                except _AdaptedError:
                    adapted += 1
                    continue
                return await self._kept(content, mode)

    async def _kept(self, content: bytes, mode: Mode) -> Reply:
        """The answer in *content*, kept and counted."""
        endpoint, tally = self._endpoint, self._tally
        reply = read_body(content, Reply, endpoint.public_url)
        if reply.error and not reply.choices:
            raise endpoint.without_key(translate_told(reply.error, endpoint.public_url, endpoint.model))
        # On disk before anything is made of it. What is no answer of a model was not paid for.
        await tally.ledger.keep(self._fingerprint, Paid(content, mode), endpoint.charge(reply))
        endpoint.learned.mode = tally.used.mode = mode
        endpoint.book(reply, tally)
        return reply

    @cached_property
    def _fingerprint(self) -> str:
        endpoint = self._endpoint
        return fingerprint(
            model=endpoint.model,
            messages=self._messages,
            schema=self._form.digest,
            cap=self._cap,
            temperature=endpoint.settings.temperature,
        )

    def _request(self, mode: Mode) -> dict[str, Any]:
        endpoint = self._endpoint
        request: dict[str, Any] = {"model": endpoint.model, "messages": self._messages}
        if mode == "json_schema":
            schema = {"name": self._form.name, "strict": True, "schema": self._form.schema}
            request["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif mode == "tools":
            function = {"name": self._form.name, "strict": True, "parameters": self._form.schema}
            request["tools"] = [{"type": "function", "function": function}]
            request["tool_choice"] = {"type": "function", "function": {"name": self._form.name}}
        else:
            request["messages"] = endpoint.prompts.spell_out_schema(self._messages, self._form)
            request["response_format"] = {"type": "json_object"}
        if endpoint.settings.temperature is not None:
            request["temperature"] = endpoint.settings.temperature
        # OpenAI's newer models insist on the newer name; many other servers know the older one alone.
        request["max_completion_tokens" if endpoint.base_url == OPENAI_URL else "max_tokens"] = self._cap
        return request


def _text_of(reply: Reply, tool: str, model: str) -> str:
    """The answer's text, from the message or from the call of our *tool*."""
    choice = reply.choices[0] if reply.choices else None
    if choice is None:
        raise AnswerEmpty("the answer has no choices in it", model)
    if choice.finish_reason == "content_filter":
        raise AnswerFiltered("a content filter stopped the answer", model)
    message = choice.message
    if message is not None and message.refusal:
        raise AnswerRefused(f"the model declined: “{strip_controls(message.refusal)[:200]}”", model)
    if choice.finish_reason == "length":
        raise TruncatedError
    calls = (message.tool_calls or []) if message is not None else []
    called = [call.function for call in calls if call.function is not None]
    # Some servers rename the one tool there is; of several, the one that we gave is meant.
    called.sort(key=lambda function: function.name != tool)
    arguments = called[0].arguments if called else None
    text = arguments or (message.content if message is not None else None) or ""
    if not text.strip():
        raise AnswerEmpty("the answer is empty", model)
    return text


def _breaks_off(text: str, problem: str | None) -> str | None:
    """Where the JSON breaks off, of a text that is an object from its first character on and has a *problem*."""
    if problem is None or not text.lstrip().startswith("{") or "trailing characters" in problem:
        return None
    return f"it is not JSON: {problem}"


def _json_error(text: str) -> str | None:
    try:
        jiter.from_json(_RAW_CONTROL.sub(" ", text).encode("utf-8", "replace"), catch_duplicate_keys=True)
    except ValueError as error:
        return str(error)
    return None


def _errors_of(error: ValidationError) -> list[str]:
    found = error.errors(include_input=False, include_url=False, include_context=False)
    # A place may be a key of the answer's own making, of any length and with anything in it.
    places = [strip_controls(".".join(str(part) for part in entry["loc"]))[:100] or "the object" for entry in found]
    lines = [f"{place}: {entry['msg']}" for place, entry in zip(places, found, strict=True)]
    more = len(lines) - _MOST_ERRORS
    return [*lines[:_MOST_ERRORS], *([f"and {more} more"] if more > 0 else [])]
