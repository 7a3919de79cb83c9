"""What is configured, whether the endpoint answers, and in which mode."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, NamedTuple

from briefing.endpoint import Endpoint, Tally
from briefing.errors import BriefingError, ModelUnknown
from briefing.prompt import Asked, Prompts
from briefing.settings import Settings
from briefing.source import Source
from briefing.write import choose_transport, require_endpoint

_MOST_LISTED = 10
_PROBE = "This sentence is here so that the endpoint can be tried out before it is given a report."


class Finding(NamedTuple):
    """One line of the examination."""

    name: str
    text: str
    error: BriefingError | None = None

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return self.error is None


def examine(options: Mapping[str, Any]) -> Iterator[Finding]:
    """Examine the configuration, given *options* from the command line; ends at the first thing that is wrong.

    Asks the endpoint for a draft over one sentence, so it costs what one short call costs.

    Raises:
        UsageError: a setting is wrong.
        PromptError: a template cannot be used.
    """
    settings = Settings.load(options)
    prompts = Prompts.load(settings.prompts)
    yield Finding("prompts", f"{settings.prompts or 'the built-in ones'}, digest {prompts.digest[:12]}")
    yield Finding("key", "set" if settings.api_key else "none")
    if settings.is_embedded:
        yield Finding("endpoint", "embedded: no network, no key; it reads English, extracts, and assesses nothing")
    require_endpoint(settings)
    yield from asyncio.run(_collected(settings, prompts))


async def _collected(settings: Settings, prompts: Prompts) -> list[Finding]:
    return [finding async for finding in _reach(settings, prompts)]


async def _reach(settings: Settings, prompts: Prompts) -> AsyncIterator[Finding]:
    tally = Tally(deadline=time.monotonic() + settings.timeout)
    async with Endpoint(settings, prompts, transport=choose_transport(settings)) as endpoint:
        if not settings.is_embedded:
            yield Finding("endpoint", endpoint.public_url)
        try:
            await endpoint.connect(tally)
            yield Finding("model", endpoint.model)
            asked = Asked(as_of="2000-01-01", language=settings.language, background="none")
            request = prompts.request([Source.from_text(_PROBE)], asked)
            await endpoint.ask(request, tally, reasks=0)
        except BriefingError as error:
            if endpoint.learned.mode:
                yield Finding("mode", endpoint.learned.mode)
            if isinstance(error, ModelUnknown) or not endpoint.model:
                yield Finding("models", await _listed(endpoint, tally))
            yield Finding("problem", str(error), error)
            return
        yield Finding("mode", f"{endpoint.learned.mode}: it answered with JSON of the schema")
        used = tally.used
        yield Finding("used", f"{used.calls} call, {used.input_tokens} tokens sent, {used.output_tokens} received")


async def _listed(endpoint: Endpoint, tally: Tally) -> str:
    """The models to choose from, as the endpoint names them."""
    try:
        names = await endpoint.models(tally)
    except BriefingError:
        return "the endpoint does not list them"
    more = len(names) - _MOST_LISTED
    shown = ", ".join(name[:100] for name in names[:_MOST_LISTED])
    return (shown or "none") + (f" and {more} more" if more > 0 else "")
