"""The endpoint: asking for a draft, again where the answer cannot be read, with more room where it was cut off."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import httpx2

from briefing.draft import WHOLE, Draft, Form
from briefing.endpoint.connection import Connection, public_url
from briefing.endpoint.exchange import Exchange, OffSchemaError, TruncatedError
from briefing.endpoint.tally import Tally
from briefing.errors import AnswerOffSchema, AnswerRefused, AnswerTruncated, ContextTooLong
from briefing.prompt import Message
from briefing.tokens import estimate

# Their log lines and the texts of their errors hold the prompt, the answer and what a server put into a header.
for _library in ("instructor", "openai"):
    logging.getLogger(_library).addHandler(logging.NullHandler())
    logging.getLogger(_library).propagate = False


def _without_credentials(record: logging.LogRecord) -> bool:
    """Let *record* through with addresses less what nobody else should see: httpx2 logs each of them whole."""
    if isinstance(record.args, tuple):
        record.args = tuple(public_url(str(value)) if isinstance(value, httpx2.URL) else value for value in record.args)
    return True


logging.getLogger("httpx2").addFilter(_without_credentials)

LEAST_ROOM = 500
"""Tokens: no answer worth asking for has fewer."""
ESTIMATED_LOW = 1.05
"""The estimate of a request's tokens is raised by as much."""
_SCHEMA_BYTES = 4
"""Of a schema, in one token."""
_MOST_ROOM = 2
"""How many times the output cap is given at most, after a truncated answer."""


class Answer(NamedTuple):
    """An answer that fits the schema, and the text it was read from."""

    draft: Draft
    text: str


def request_tokens(messages: Sequence[Message], form: Form) -> int:
    """The tokens, estimated, of *messages* with the schema of *form*, which the model reads too."""
    # The schema is no text in JSON but JSON: its quotation marks are part of its signs, and nothing escapes them.
    schema = len(form.text.encode()) / _SCHEMA_BYTES
    return ceil(ESTIMATED_LOW * (schema + sum(estimate(message["content"]) for message in messages)))


class Endpoint(Connection):
    """One endpoint and one model of it. Share it between briefs: a client costs 31 ms of set-up."""

    async def ask(
        self,
        messages: Sequence[Message],
        tally: Tally,
        *,
        form: Form = WHOLE,
        reasks: int | None = None,
        room: int | None = None,
    ) -> Answer:
        """Ask for a draft, or for the part of one that *form* is; ask again when the JSON is off the schema, *reasks*
        times at most (the settings' number). The answer has *room* for so many tokens (the settings' cap).

        Asking again takes the original messages, the last answer and its errors, and no earlier tries.

        Raises:
            EndpointError: each way in which no usable answer came is an error of its own.
        """
        asked, times = messages, 1 + (self.settings.reasks if reasks is None else reasks)
        errors: list[str] = []
        for _ in range(times):
            if errors:
                self.progress("asking again: the answer does not fit the schema", tally)
            try:
                return await self._ask_with_room(asked, form, tally, room)
            except OffSchemaError as error:
                errors = error.errors
                asked = self.prompts.reask(messages, error.answer, errors)
            except AnswerRefused as error:
                raise self.without_key(error) from None
        told = f"asked {times} times; last: " if times > 1 else ""
        raise self.without_key(
            AnswerOffSchema(f"the answer is not JSON of the schema: {told}{'; '.join(errors[:3])}", self.model)
        )

    def cap(self, messages: Sequence[Message], form: Form, room: int | None = None) -> int:
        """The tokens that an answer in *form* to *messages* may have: *room* (the settings' cap), or what the window
        leaves.

        Raises:
            ContextTooLong: the window leaves no room for an answer.
        """
        cap = self.settings.max_output_tokens if room is None else room
        if self.window is None:
            return cap
        left = self.window - request_tokens(messages, form)
        if left < LEAST_ROOM:
            told = f"the request leaves no room for an answer in a window of {self.window:,} tokens"
            raise ContextTooLong(told, self.model)
        return min(cap, left)

    async def _ask_with_room(self, messages: Sequence[Message], form: Form, tally: Tally, room: int | None) -> Answer:
        """Ask for a draft, negotiating the mode where none is known; an answer cut off gets more room once.

        Raises:
            OffSchemaError: the answer came and does not fit the schema.
            EndpointError: no answer came, or none that can be used.
        """
        sent = 0
        for times in range(1, _MOST_ROOM + 1):
            cap = self.cap(messages, form, times * (room or self.settings.max_output_tokens))
            if self.learned.adaptation.cap(cap) <= sent:
                break  # the model gives no more room, and would be cut off at the same place
            try:
                return Answer(*await Exchange(self, messages, form, tally, cap).negotiate())
            except TruncatedError:
                sent = self.learned.adaptation.cap(cap)
                self.progress("the answer was cut off", tally)
        advice = "raise max_output_tokens" if sent == cap else "take a model that gives more room"
        raise AnswerTruncated(
            f"the answer was cut off, with room for {sent} tokens: {advice}, or give fewer sources", self.model
        )
