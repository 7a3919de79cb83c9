"""The flow: sources → prompt → endpoint → draft → grounding → checks → brief."""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

import httpx2

from briefing import __version__
from briefing.assembly import Assignment, assemble, assign
from briefing.brief import Brief, Provenance
from briefing.draft import wire_schema_digest
from briefing.drafting import Drafter, within
from briefing.endpoint import Endpoint, Learned, Progress, Tally, Used
from briefing.errors import CassetteError, UsageError
from briefing.fetching import Policy
from briefing.folding import strip_controls
from briefing.grounding import Terms
from briefing.loading import load_sources
from briefing.prompt import Asked, Prompts
from briefing.registry import graded
from briefing.settings import EMBEDDED, Mode, Settings, converted
from briefing.source import Source
from briefing.tradecraft import Scale

if TYPE_CHECKING:
    from briefing.cassette import CassetteTransport

RecordMode = Literal["none", "once", "new_episodes", "all"]

_MAY_BE_UNSET = ("handling", "temperature", "input_price", "output_price", "window")
_KEPT = ("scale", "language", "background", "max_output_tokens", "samples", *_MAY_BE_UNSET)
"""Settings that show in a request or in the brief: kept in a recording, empty where not set."""


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
    window: int | None
    samples: int | None
    registry: str | Path | None
    prompts: str | Path | None
    allow_private: bool | None


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
    """Write a brief over *sources*: files, folders, addresses, ``-`` for standard input, or :class:`Source` objects.

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
    loaded = await _load(sources, options)
    if not loaded:
        raise UsageError("give at least one source")
    tape = _open_cassette(cassette, record_mode)
    settings = settle_settings(options, tape, transport)
    loaded = graded(loaded, settings.registry)
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
    await within(endpoint, tally, endpoint.connect(tally))
    terms = Terms(
        assignment.numbered(),
        assignment.as_of,
        background=settings.background == "marked",
        asked=" ".join(filter(None, (assignment.question, assignment.topic))),
        language=settings.language,
    )
    if tape is not None:
        tape.remember(**_recording(assignment, endpoint))
    drafted = await Drafter(endpoint, asked_of(assignment, settings), terms, tally, tape).draft()
    if tape is not None:
        tape.remember(**_recording(assignment, endpoint))
    return assemble(
        assignment,
        settings,
        settled=drafted.settled,
        warnings=[*drafted.warnings, *_remarks(assignment, settings)],
        coverage=drafted.coverage,
        provenance=_provenance(settings, endpoint, tally.used, drafted.samples),
    )


async def _load(sources: Iterable[str | Path | Source], options: Options) -> list[Source]:
    """The sources, read in a thread: a page on the web takes its time."""
    policy = Policy.of(Settings.load(options))
    return await asyncio.to_thread(load_sources, sources, policy=policy)


def _remarks(assignment: Assignment, settings: Settings) -> list[str]:
    """What has to be said of whom was asked."""
    if not settings.is_embedded:
        return []
    from briefing.embedded import remarks

    return remarks(assignment.numbered(), settings.language)


def asked_of(assignment: Assignment, settings: Settings) -> Asked:
    """What the requests of a brief say of what is wanted."""
    return Asked(
        as_of=assignment.as_of.isoformat(),
        question=assignment.question,
        topic=assignment.topic,
        language=settings.language,
        background=settings.background,
        samples=settings.samples,
    )


def _provenance(settings: Settings, endpoint: Endpoint, used: Used, samples: int) -> Provenance:
    return Provenance(
        model=endpoint.model,
        endpoint=EMBEDDED if settings.is_embedded else endpoint.public_url,
        mode=used.mode,
        prompt=endpoint.prompts.digest,
        wire_schema=wire_schema_digest(),
        scale=settings.scale,
        version=__version__,
        calls=used.calls,
        samples=samples,
        samples_asked=settings.samples,
        input_tokens=used.input_tokens,
        output_tokens=used.output_tokens,
        cost_usd=None if used.cost is None else round(used.cost, 6),
    )


def settle_settings(
    options: Options, tape: CassetteTransport | None = None, transport: httpx2.AsyncBaseTransport | None = None
) -> Settings:
    """The settings of one brief, by *options*, by the recording that is replayed, and by what is configured.

    Raises:
        UsageError: an option is wrong, or there is nothing to ask.
    """
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

    return EmbeddedTransport(settings.window)


def _open_cassette(path: str | Path | None, record_mode: RecordMode) -> CassetteTransport | None:
    if path is None:
        return None
    from briefing.cassette import CassetteTransport  # importing vcr costs half a second

    return CassetteTransport(path, record_mode=record_mode, inner=None)


def _recording(assignment: Assignment, endpoint: Endpoint) -> dict[str, str | None]:
    """What a replay needs to come out the same, for the cassette's metadata."""
    values = {name: getattr(endpoint.settings, name) for name in _KEPT}
    values["window"] = endpoint.window  # what a list said of the model, a later one may not
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


def _in_thread(run: Callable[[], Brief]) -> Brief:
    """Run *run* in a thread of its own with a copy of this context, and hand on what it returns or raises."""
    context = contextvars.copy_context()
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(context.run, run).result()
