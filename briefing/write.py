"""The flow: sources → prompt → endpoint → draft → grounding → checks → brief."""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar, Unpack

import httpx2

from briefing import __version__
from briefing.assembly import Assignment, assemble, assign
from briefing.brief import Brief, Provenance
from briefing.draft import wire_schema_digest
from briefing.endpoint import Answer, Endpoint, Learned, Progress, Tally
from briefing.errors import CassetteError, DeadlinePassed, EndpointError, UsageError
from briefing.folding import one_line, strip_controls
from briefing.grounding import Settled, Terms, mend, review, settle_to_the_end
from briefing.loading import load_sources
from briefing.prompt import Message, Prompts
from briefing.settings import EMBEDDED, Mode, Settings, converted
from briefing.source import Source
from briefing.tradecraft import Scale

if TYPE_CHECKING:
    from briefing.cassette import CassetteTransport

Result = TypeVar("Result")
RecordMode = Literal["none", "once", "new_episodes", "all"]

_MAY_BE_UNSET = ("handling", "temperature", "input_price", "output_price")
_KEPT = ("scale", "language", "background", "max_output_tokens", *_MAY_BE_UNSET)
"""Settings that show in a request or in the brief: kept in a recording, empty where not set."""


MOST_FINDINGS = 200
"""Told in the repair call at most: a draft with more is past mending, and each costs tokens."""


class Options(TypedDict, total=False):
    """The settings that may be given to :func:`write_brief` by name; see :class:`briefing.settings.Settings`."""

    model: str | None
    base_url: str | None
    api_key: str | None
    mode: Mode | None
    temperature: float | None
    max_output_tokens: int | None
    tries: int | None
    reasks: int | None
    timeout: float | None
    max_cost: float | None
    input_price: float | None
    output_price: float | None
    scale: Scale | None
    language: str | None
    background: Literal["none", "marked"] | None
    handling: str | None
    prompts: str | Path | None


def write_brief(
    sources: Iterable[str | Path | Source],
    *,
    question: str | None = None,
    topic: str | None = None,
    as_of: date | str | None = None,
    cassette: str | Path | None = None,
    record_mode: RecordMode = "once",
    progress: Progress | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
    **options: Unpack[Options],
) -> Brief:
    """Write a brief over *sources*; the synchronous face of :func:`awrite_brief`, which tells the rest.

    Works inside a running event loop too (a notebook, a web handler): it then runs in a thread of its own.
    """

    def run() -> Brief:
        return asyncio.run(
            awrite_brief(
                sources,
                question=question,
                topic=topic,
                as_of=as_of,
                cassette=cassette,
                record_mode=record_mode,
                progress=progress,
                transport=transport,
                **options,
            )
        )

    try:
        asyncio.get_running_loop()
        inside = True
    except RuntimeError:
        inside = False  # nothing is run in here, or every error would carry this one as its context
    return _in_thread(run) if inside else run()


async def awrite_brief(
    sources: Iterable[str | Path | Source],
    *,
    question: str | None = None,
    topic: str | None = None,
    as_of: date | str | None = None,
    cassette: str | Path | None = None,
    record_mode: RecordMode = "once",
    progress: Progress | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
    **options: Unpack[Options],
) -> Brief:
    """Write a brief over *sources*: files, folders, ``-`` for standard input, or :class:`Source` objects.

    *question* is what it answers, *topic* what it is filed under, *as_of* the information cut-off (a date,
    or ``YYYY-MM-DD``): by default the newest source's date, else today. *cassette* records the exchange
    with the endpoint, or replays it, in vcrpy's *record_mode*; a replay takes cut-off, date of writing,
    model, address and the settings that show in a brief from the recording unless they are given here, and
    uses neither key nor budget. *transport* stands in for the network. *progress* is told each stage.

    Raises:
        UsageError: an option is wrong, a model is named and there is no endpoint to ask, or nothing is configured
            and the recording to be added to or begun afresh came from another endpoint than the embedded one.
        SourceError: a source cannot be read.
        PromptError, CassetteError: a template or a recording cannot be used.
        EndpointError: there is no usable answer; each way has a class of its own.
    """
    loaded = load_sources([sources] if isinstance(sources, str | Path | Source) else sources)
    if not loaded:
        raise UsageError("give at least one source")
    tape = _open_cassette(cassette, record_mode)
    settings = _settle_settings(options, tape, transport)
    transport = transport or choose_transport(settings)
    if tape is not None and not tape.replaying:
        tape.record_from(transport or httpx2.AsyncHTTPTransport())
    assignment = assign(loaded, question=question, topic=topic, as_of=as_of, recorded=_recall_days(tape))
    prompts = Prompts.load(settings.prompts)
    tally = Tally(deadline=time.monotonic() + settings.timeout)
    endpoint = Endpoint(
        settings,
        prompts,
        transport=tape or transport,
        learned=_recall_learned(tape, settings),
        progress=progress,
    )
    async with endpoint:
        return await write_assigned(assignment, endpoint, tally, tape)


async def write_assigned(
    assignment: Assignment, endpoint: Endpoint, tally: Tally, tape: CassetteTransport | None = None
) -> Brief:
    """Prompt → endpoint → draft → grounding → checks → brief; with an *endpoint* that many briefs may share.

    Raises:
        EndpointError: there is no usable answer.
        Halted: the ledger of *tally* gives no leave for a call that is needed.
    """
    settings = endpoint.settings
    await _within(settings.timeout, tally, endpoint.connect(tally))
    messages = endpoint.prompts.request(
        assignment.sources,
        question=assignment.question,
        topic=assignment.topic,
        as_of=assignment.as_of.isoformat(),
        language=settings.language,
        background=settings.background,
    )
    if tape is not None:
        tape.remember(**_recording(assignment, endpoint))
    answer = await _within(settings.timeout, tally, endpoint.ask(messages, tally))
    asked = " ".join(filter(None, (assignment.question, assignment.topic)))
    terms = Terms(
        assignment.numbered(),
        assignment.as_of,
        background=settings.background == "marked",
        asked=asked,
        language=settings.language,
    )
    settled, warnings = await _ground(endpoint, messages, answer, terms, tally, tape)
    if tape is not None:
        tape.remember(**_recording(assignment, endpoint))
    return assemble(
        assignment,
        settings,
        settled=settled,
        warnings=warnings,
        provenance=_provenance(settings, endpoint, tally),
    )


async def _ground(
    endpoint: Endpoint,
    messages: Sequence[Message],
    answer: Answer,
    terms: Terms,
    tally: Tally,
    tape: CassetteTransport | None,
) -> tuple[Settled, list[str]]:
    """Ground the answer; one call asks for the items that do not stand, and the rest is not bought again."""
    draft, warnings = answer.draft, list[str]()
    findings = review(draft, terms)
    if findings:
        endpoint.progress(f"asking once for {len({(f.section, f.index) for f in findings})} items to be mended", tally)
        request = endpoint.prompts.repair(messages, answer.text, [str(finding) for finding in findings[:MOST_FINDINGS]])
        try:
            repaired = await _within(endpoint.settings.timeout, tally, endpoint.ask(request, tally, reasks=0))
        except (EndpointError, CassetteError) as error:
            # What was paid for is not lost with the repair: the items that failed are withheld.
            warnings.append(_told_of_repair(error, tape))
        else:
            draft = mend(draft, repaired.draft, findings, terms)
            findings = review(draft, terms)
    return settle_to_the_end(draft, terms, findings), warnings


def _told_of_repair(error: EndpointError | CassetteError, tape: CassetteTransport | None) -> str:
    """The warning that the repair failed; a recording keeps it, since a fault for the moment leaves no answer in it.

    Raises:
        CassetteError: *error*, where it is one and the recording knows of no failure.
    """
    kept = tape.recall("repair_failed") if tape is not None and tape.replaying else None
    if isinstance(error, CassetteError) and not kept:
        raise error
    told = kept or f"The call that should have mended what did not stand failed: {error}."
    if tape is not None:
        tape.remember(repair_failed=told)
    return one_line(told)


def _provenance(settings: Settings, endpoint: Endpoint, tally: Tally) -> Provenance:
    return Provenance(
        model=endpoint.model,
        endpoint=EMBEDDED if settings.is_embedded else endpoint.public_url,
        mode=tally.mode,
        prompt=endpoint.prompts.digest,
        wire_schema=wire_schema_digest(),
        scale=settings.scale,
        version=__version__,
        calls=tally.calls,
        samples=1,
        input_tokens=tally.input_tokens,
        output_tokens=tally.output_tokens,
        cost_usd=None if tally.cost is None else round(tally.cost, 6),
    )


def _settle_settings(
    options: Options, tape: CassetteTransport | None, transport: httpx2.AsyncBaseTransport | None
) -> Settings:
    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    settings = Settings.load(given)
    if tape is not None and tape.replaying:
        return _recall_settings(settings, given, tape)
    if transport is None:
        require_endpoint(settings)
        known = tape.found.get("model", EMBEDDED) if tape is not None else EMBEDDED
        if tape is not None and settings.model is None and settings.is_embedded and known != EMBEDDED:
            raise UsageError(
                f"was recorded from {strip_controls(known)[:100]}, and no endpoint is configured: name the one to "
                f"record from, or -m {EMBEDDED}",
                tape.path,
            )
    return settings


def _recall_settings(settings: Settings, given: Mapping[str, Any], tape: CassetteTransport) -> Settings:
    """*settings* as they were when *tape* was recorded, but for what is *given* for this very brief.

    Raises:
        CassetteError: the recording holds a value that the setting does not take.
    """
    recalled: dict[str, Any] = {}
    for name in ("model", "base_url", *_KEPT):
        text = tape.recall(name)
        if text is None or name in given:
            continue
        try:
            recalled[name] = converted(name, text, "metadata") if text or name not in _MAY_BE_UNSET else None
        except UsageError as error:
            raise CassetteError(f"its metadata cannot be used: {str(error)[:200]}", tape.path) from error
    if tape.recall("mode") and "mode" not in given:
        recalled["mode"] = None  # what was learned while recording has it
    # A replay asks nobody and costs nothing: a key that no header takes or a model without a price is no obstacle.
    key = "a-replay-needs-none" if settings.api_key else None
    return replace(settings, **recalled, api_key=key, max_cost=None)


def _recall_days(tape: CassetteTransport | None) -> dict[str, str]:
    """Cut-off and moment of writing of the recording that is replayed; a brief that is recorded has its own.

    Raises:
        CassetteError: the recording holds something else in their place.
    """
    if tape is None or not tape.replaying:
        return {}
    days = {}
    for name, kind in (("as_of", date), ("prepared", datetime)):
        if (text := tape.recall(name)) is not None:
            try:
                days[name] = kind.fromisoformat(text).isoformat()
            except ValueError as error:
                raise CassetteError(f"its metadata cannot be used: {name} is no date", tape.path) from error
    return days


def require_endpoint(settings: Settings) -> None:
    """Make sure that there is an endpoint to ask: a named model never falls back to the embedded one.

    Raises:
        UsageError: a model is named, and neither a key nor an address.
    """
    if not (settings.is_embedded or settings.base_url or settings.api_key):
        raise UsageError(
            "there is no endpoint to ask: set OPENAI_API_KEY, or name a server with --base-url or OPENAI_BASE_URL",
            settings.model,
        )


def choose_transport(settings: Settings) -> httpx2.AsyncBaseTransport | None:
    """What answers: the embedded endpoint, or None for the network."""
    if not settings.is_embedded:
        return None
    from briefing.embedded import EmbeddedTransport  # its name tables are of use to nobody else

    return EmbeddedTransport()


def _open_cassette(path: str | Path | None, record_mode: RecordMode) -> CassetteTransport | None:
    if path is None:
        return None
    from briefing.cassette import CassetteTransport  # importing vcr costs half a second

    return CassetteTransport(path, record_mode=record_mode, inner=None)


def _recording(assignment: Assignment, endpoint: Endpoint) -> dict[str, str | None]:
    """What a replay needs to come out the same, for the cassette's metadata."""
    values = {name: getattr(endpoint.settings, name) for name in _KEPT}
    return {
        "as_of": assignment.as_of.isoformat(),
        "prepared": assignment.prepared.isoformat(),
        "model": endpoint.model,
        "base_url": endpoint.public_url,
        **{name: "" if value is None else str(value) for name, value in values.items()},
        **endpoint.learned.to_metadata(),
    }


def _recall_learned(tape: CassetteTransport | None, settings: Settings) -> Learned | None:
    """What a recording knows of the endpoint: a replay starts with it, and so sends what was recorded last."""
    if tape is None or not tape.replaying or settings.mode is not None:
        return None
    try:
        return Learned.from_metadata(tape.metadata)
    except ValueError as error:
        raise CassetteError(f"its metadata cannot be used: {error}", tape.path) from error


async def _within(seconds: float, tally: Tally, call: Awaitable[Result]) -> Result:
    """Await *call* until the brief's deadline."""
    try:
        async with tally.until_deadline() as scope:
            return await call
    except TimeoutError:
        if not scope.expired():
            raise
        raise DeadlinePassed(f"no brief within {seconds:g} s; give more time with --timeout") from None


def _in_thread(run: Callable[[], Brief]) -> Brief:
    """Run *run* in a thread of its own with a copy of this context, and hand on what it returns or raises."""
    context = contextvars.copy_context()
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(context.run, run).result()
