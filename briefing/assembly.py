"""The two ends of the flow that ask nobody: settling what is asked of a brief, and putting it together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from briefing.brief import Brief, Coverage, Provenance, SourceRecord
from briefing.checks import scorecard
from briefing.errors import UsageError
from briefing.folding import one_line
from briefing.grounding import Settled
from briefing.grounding.redraft import stand_in_title
from briefing.history import issue
from briefing.settings import Settings
from briefing.source import Source
from briefing.syndication import repeats

RETROSPECTIVE_DAYS = 30
"""Days between cut-off and writing after which a model may know how things turned out."""


@dataclass(frozen=True)
class Assignment:
    """What is asked of a brief, settled: the sources and everything that goes with them into the prompt."""

    sources: Sequence[Source]
    question: str | None
    topic: str | None
    as_of: date
    prepared: datetime
    warnings: Sequence[str]

    def numbered(self) -> dict[str, Source]:
        """The sources by number: S1, S2, … in the order given."""
        return {f"S{number}": source for number, source in enumerate(self.sources, 1)}


def assign(
    sources: Sequence[Source],
    *,
    question: str | None,
    topic: str | None,
    as_of: date | str | None,
    recorded: Mapping[str, str],
) -> Assignment:
    """Settle the cut-off and the moment of writing; *recorded* is what a replayed cassette says of them.

    Raises:
        UsageError: *as_of* is no day.
    """
    prepared = datetime.now(UTC).replace(microsecond=0)
    if "prepared" in recorded:
        prepared = datetime.fromisoformat(recorded["prepared"])
    warnings = []
    distinct = list({source.sha256: source for source in reversed(sources)}.values())[::-1]
    if (twice := len(sources) - len(distinct)) > 0:
        warnings.append(f"{twice} of the {len(sources)} reports given repeat another word for word and were set aside.")
    dates = [source.published for source in distinct if source.published]
    given = as_of or recorded.get("as_of") or max(dates, default=None)
    cut_off = _day(given) if given else prepared.date()
    warnings += warnings_of_days(dates, cut_off, prepared.date())
    for number, source in enumerate(distinct, 1):
        warnings.extend(f"S{number}: {warning}" for warning in source.warnings)
    question, topic = one_line(question or "") or None, one_line(topic or "") or None
    return Assignment(distinct, question, topic, cut_off, prepared, warnings)


def warnings_of_days(published: Sequence[str], as_of: date, prepared: date) -> list[str]:
    """What a reader should be told of the cut-off, of the days that sources were *published* on, and of writing."""
    warnings = []
    if not published and as_of == prepared:
        warnings.append("No source carries a date: the information cut-off is taken to be the day of writing.")
    if (newer := sum(day > as_of.isoformat() for day in published)) > 0:
        warnings.append(f"{newer} of the sources is dated after the information cut-off, and was read all the same.")
    if as_of > prepared:
        warnings.append("The information cut-off lies after the day of writing.")
    return warnings


def warning_of_hindsight(as_of: date, prepared: date) -> str | None:
    """The warning that the drafter may know the outcome, where the two days are that far apart."""
    if (days := (prepared - as_of).days) <= RETROSPECTIVE_DAYS:
        return None
    return (
        f"Retrospective: the cut-off lies {days:,} days before the day of writing, and the drafter may know what "
        "happened since. Forecasts show the form and must not be scored."
    )


def _day(value: date | str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:  # Python also reads 20240131 and 2024-W05-3
        raise UsageError(f"is a day as YYYY-MM-DD, not “{value}”", "as_of")
    return day


def assemble(
    assignment: Assignment,
    settings: Settings,
    *,
    settled: Settled,
    warnings: Sequence[str],
    coverage: Coverage,
    provenance: Provenance,
) -> Brief:
    """The finished brief: what stands, with its sources and its scorecard, issued."""
    prepared = assignment.prepared
    hindsight = warning_of_hindsight(assignment.as_of, prepared.date())
    told = [*assignment.warnings, *warnings, *settled.warnings, *([hindsight] if hindsight else [])]
    untitled = stand_in_title(assignment.question, assignment.topic, assignment.sources[0].title)
    brief = Brief(
        schema_="briefing/1",
        id="",
        title=one_line(settled.title or "") or untitled,
        topic=assignment.topic,
        question=assignment.question,
        as_of=assignment.as_of.isoformat(),
        prepared=prepared.strftime("%Y-%m-%dT%H:%M:%SZ"),
        retrospective=hindsight is not None,
        language=settings.language,
        handling=settings.handling,
        sources=_records(assignment.numbered()),
        coverage=coverage,
        checks=[],
        revisions=[],
        reviewed_by=None,
        provenance=provenance,
        **{name: value for name, value in vars(settled).items() if name not in ("title", "warnings")},
        warnings=told,
    )
    return issue(brief.model_copy(update={"checks": scorecard(brief)}))


def _records(sources: Mapping[str, Source]) -> list[SourceRecord]:
    repeated = repeats(sources)
    return [_record(number, source, repeated.get(number)) for number, source in sources.items()]


def _record(number: str, source: Source, origin: str | None) -> SourceRecord:
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
        reliability=source.reliability,
        reliability_because=source.reliability_because,
        origin=origin,
        pages=source.pages or None,
    )
