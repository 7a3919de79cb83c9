"""The flow: sources → prompt → endpoint → draft → grounding → checks → brief."""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar, Unpack

import httpx2

from briefing import __version__
from briefing.brief import Brief, Coverage, Provenance, SourceRecord
from briefing.checks import scorecard
from briefing.draft import Draft, wire_schema_digest
from briefing.endpoint import Answer, Endpoint, Learned, Progress, Tally
from briefing.errors import DeadlinePassed, EndpointError, UsageError
from briefing.folding import strip_controls
from briefing.grounding import Settled, Terms, mend, review, settle
from briefing.loading import load_sources
from briefing.prompt import Message, Prompts
from briefing.settings import EMBEDDED, Mode, Settings
from briefing.source import Source
from briefing.tradecraft import Scale

if TYPE_CHECKING:
    from briefing.cassette import CassetteTransport

Result = TypeVar("Result")
RecordMode = Literal["none", "once", "new_episodes", "all"]

RETROSPECTIVE_DAYS = 30
"""Days between cut-off and writing after which a model may know how things turned out."""


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


@dataclass(frozen=True)
class _Assignment:
    """What is asked of a brief, settled: the sources and everything that goes with them into the prompt."""

    sources: Sequence[Source]
    question: str | None
    topic: str | None
    as_of: date
    prepared: datetime
    warnings: Sequence[str]

    def numbered(self) -> dict[str, Source]:
        return {f"S{number}": source for number, source in enumerate(self.sources, 1)}


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
    except RuntimeError:
        return run()
    return _in_thread(run)


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
    model and address from the recording unless they are given here. *transport* stands in for the
    network. *progress* is told each stage.

    Raises:
        UsageError: an option is wrong, or a model is named and there is no endpoint to ask.
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
    assignment = _assign(loaded, question, topic, as_of, tape)
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
        await _within(settings.timeout, tally, endpoint.connect(tally))
        messages = prompts.request(
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
        terms = Terms(assignment.numbered(), assignment.as_of, background=settings.background == "marked")
        draft, settled, warning = await _ground(endpoint, messages, answer, terms, tally)
        if tape is not None:
            tape.remember(**_recording(assignment, endpoint))
        return _assemble(assignment, settings, endpoint, tally, draft, settled, warning)


async def _ground(
    endpoint: Endpoint, messages: Sequence[Message], answer: Answer, terms: Terms, tally: Tally
) -> tuple[Draft, Settled, str | None]:
    """Ground the answer; one call asks for the items that do not stand, and the rest is not bought again."""
    draft, warning = answer.draft, None
    findings = review(draft, terms)
    if findings:
        endpoint.progress(f"asking once for {len({(f.section, f.index) for f in findings})} items to be mended", tally)
        request = endpoint.prompts.repair(messages, answer.text, [str(finding) for finding in findings])
        try:
            repaired = await _within(endpoint.settings.timeout, tally, endpoint.ask(request, tally, reasks=0))
        except EndpointError as error:
            # What was paid for is not lost with the repair: the items that failed are withheld.
            warning = f"The call that should have mended what did not stand failed: {error}."
        else:
            draft = mend(draft, repaired.draft, findings)
            findings = review(draft, terms)
    return draft, settle(draft, terms, findings), warning


def _assemble(
    assignment: _Assignment,
    settings: Settings,
    endpoint: Endpoint,
    tally: Tally,
    draft: Draft,
    settled: Settled,
    warning: str | None,
) -> Brief:
    prepared = assignment.prepared
    days = (prepared.date() - assignment.as_of).days
    retrospective = days > RETROSPECTIVE_DAYS
    warnings = [*assignment.warnings, *([warning] if warning else []), *settled.warnings]
    if retrospective:
        warnings.append(
            f"Retrospective: the cut-off lies {days:,} days before the day of writing, and the drafter may know what "
            "happened since. Forecasts show the form and must not be scored."
        )
    characters = sum(len(source.text) for source in assignment.sources)
    title = draft.title or assignment.question or assignment.topic or assignment.sources[0].title
    brief = Brief(
        schema_="briefing/1",
        id="",
        title=" ".join((title or "Brief").split()),
        topic=assignment.topic,
        question=assignment.question,
        as_of=assignment.as_of.isoformat(),
        prepared=prepared.strftime("%Y-%m-%dT%H:%M:%SZ"),
        retrospective=retrospective,
        language=settings.language,
        handling=settings.handling,
        sources=[_record(number, source) for number, source in assignment.numbered().items()],
        coverage=Coverage(read=characters, of=characters, left_out=[]),
        checks=[],
        revisions=[],
        reviewed_by=None,
        provenance=_provenance(settings, endpoint, tally),
        **{name: value for name, value in vars(settled).items() if name != "warnings"},
        warnings=warnings,
    )
    brief = brief.model_copy(update={"checks": scorecard(brief)})
    return brief.model_copy(update={"id": brief.derive_id()})


def _provenance(settings: Settings, endpoint: Endpoint, tally: Tally) -> Provenance:
    return Provenance(
        model=endpoint.model,
        endpoint=EMBEDDED if settings.is_embedded else endpoint.public_url,
        mode=endpoint.learned.mode or "",
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


def _record(number: str, source: Source) -> SourceRecord:
    return SourceRecord(
        id=number,
        title=source.title,
        publisher=source.publisher,
        author=source.author,
        published=source.published,
        published_basis=source.published_basis,
        url=source.url,
        retrieved=source.retrieved,
        language=source.language,
        sha256=source.sha256,
        text=source.text,
        reliability=None,
        reliability_because=None,
    )


def _assign(
    sources: Sequence[Source],
    question: str | None,
    topic: str | None,
    as_of: date | str | None,
    tape: CassetteTransport | None,
) -> _Assignment:
    recalled = tape.recall("prepared") if tape else None
    prepared = datetime.fromisoformat(recalled) if recalled else datetime.now(UTC).replace(microsecond=0)
    warnings: list[str] = []
    given = as_of or (tape.recall("as_of") if tape else None)
    dates = [source.published for source in sources if source.published]
    if given:
        cut_off = _day(given)
    elif dates:
        cut_off = _day(max(dates))
    else:
        cut_off = prepared.date()
    if not as_of and not dates:
        warnings.append("No source carries a date: the information cut-off is taken to be the day of writing.")
    return _Assignment(sources, _line(question), _line(topic), cut_off, prepared, warnings)


def _line(text: str | None) -> str | None:
    return " ".join(strip_controls(text).split()) or None if text else None


def _day(value: date | str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"is a day as YYYY-MM-DD, not “{value}”", "as_of") from None


def _settle_settings(
    options: Options, tape: CassetteTransport | None, transport: httpx2.AsyncBaseTransport | None
) -> Settings:
    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    replaying = tape is not None and tape.replaying
    if tape is not None and replaying:
        recalled = {name: tape.recall(name) for name in ("model", "base_url")}
        given = {**{name: value for name, value in recalled.items() if value}, **given}
    settings = Settings.load(given)
    if not replaying and transport is None:
        require_endpoint(settings)
    return settings


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


def _recording(assignment: _Assignment, endpoint: Endpoint) -> dict[str, str]:
    """What a replay needs to come out the same, for the cassette's metadata."""
    return {
        "as_of": assignment.as_of.isoformat(),
        "prepared": assignment.prepared.isoformat(),
        "model": endpoint.model,
        "base_url": endpoint.public_url,
        "learned": endpoint.learned.to_json(),
    }


def _recall_learned(tape: CassetteTransport | None, settings: Settings) -> Learned | None:
    if tape is None or settings.mode is not None:
        return None
    recalled = tape.recall("learned") if tape.replaying else None
    return Learned.from_json(recalled) if recalled else None


async def _within(seconds: float, tally: Tally, call: Awaitable[Result]) -> Result:
    """Await *call* until the brief's deadline."""
    try:
        async with asyncio.timeout(max(tally.deadline - time.monotonic(), 0)) as scope:
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
