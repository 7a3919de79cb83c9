"""Checking a brief from its file alone: everything that can be derived again is, and compared.

No model, no network and no source file is needed, since a brief holds the text of its sources: what stands in it is
made a draft again, and that is reviewed and settled as any draft is. What it said when it was issued is in it too,
so that a change which no revision records is told for what it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from briefing import __version__
from briefing.assembly import warning_of_hindsight, warnings_of_days
from briefing.brief import Brief, Revision
from briefing.checks import scorecard
from briefing.draft import wire_schema_digest
from briefing.errors import BriefFileError
from briefing.grounding.calls import parse_day
from briefing.grounding.entries import clip, is_blank, is_number
from briefing.grounding.redraft import as_source
from briefing.grounding.reground import item_name, reground
from briefing.history import LETTERS, as_issued, changes, drafted, locked_fields, replayed
from briefing.syndication import repeats

_MOST_SHOWN = 160
"""Characters of a value that a line repeats."""


def verify(brief: Brief) -> list[str]:
    """What in *brief* disagrees with itself, one line each; an empty list when all of it is consistent.

    Looked at: its id, the sources' hashes and numbers, dates, coverage and warnings; every item, reviewed as a
    draft's is; what was computed from it (quotes, spans, sentences, who is heard and according to whom), settled
    again; the scorecard; and the record, from what was issued over each revision to what stands there now. The
    rules are those of this version, which the lines say where another one wrote the brief.

    A file in which one hand changed a thing, the record of what was issued, and the id, is caught only by what
    grounding and the scorecard derive: this is no signature.
    """
    derived = (*_grounding(brief), *_scorecard(brief), *_derived_warnings(brief))
    return [
        *_identity(brief),
        *_sources(brief),
        *_days(brief),
        *_coverage(brief),
        *_spreads(brief),
        *(f"{line}{by_rules(brief)}" for line in derived),
        *_record(brief),
    ]


def by_rules(brief: Brief) -> str:
    """What to add to a disagreement where it may be the rules that have changed, and not the brief."""
    version = brief.provenance.version
    return "" if version == __version__ else f" (by the rules of {__version__}; {version[:20]} wrote the brief)"


def _identity(brief: Brief) -> Iterator[str]:
    if brief.derive_id() != brief.id:
        yield "id: the content is not the one that this id was made from: something was changed afterwards"
    for number, count in sorted(Counter(numbers(brief)).items()):
        if count > 1:
            yield f"{number}: the number is given twice"
    for hypothesis in brief.hypotheses:
        if not is_number(hypothesis.id, "H"):
            yield f"hypotheses: “{hypothesis.id[:20]}” is not H and a whole number from 1 on"
    made = brief.provenance
    if made.version == __version__ and made.wire_schema != wire_schema_digest():
        yield f"provenance.wire_schema: is not that of version {__version__}"


def numbers(brief: Brief) -> list[str]:
    """The numbers of all items of *brief* that have one, in the order of its sections."""
    return [item.id for section in LETTERS.values() for item in getattr(brief, section)]


def _sources(brief: Brief) -> Iterator[str]:
    if [source.id for source in brief.sources] != [f"S{place}" for place in range(1, len(brief.sources) + 1)]:
        yield "sources: are not numbered S1, S2, … in their order"
    repeated = repeats({record.id: as_source(record) for record in brief.sources})
    for record in brief.sources:
        source = as_source(record)
        if record.origin != repeated.get(record.id):
            yield f"{record.id}.origin: is not what its text and the others' make it"
        if source.sha256 != record.sha256:
            yield f"{record.id}: its text does not have the sha256 given"
        for name in ("text", "title", "publisher", "author", "url", "language"):
            if getattr(source, name) != getattr(record, name):
                yield f"{record.id}.{name}: holds what no reader would see"


def _days(brief: Brief) -> Iterator[str]:
    days = [("as_of", brief.as_of)]
    days += [(f"{source.id}.published", source.published) for source in brief.sources if source.published is not None]
    for name, day in days:
        if parse_day(day) is None:
            yield f"{name}: “{day[:20]}” is not a day as YYYY-MM-DD"
    if (prepared := moment(brief.prepared)) is None:
        yield f"prepared: “{brief.prepared[:20]}” is not a moment as YYYY-MM-DDThh:mm:ssZ"
        return
    as_of = parse_day(brief.as_of)
    if as_of is not None and brief.retrospective != (warning_of_hindsight(as_of, prepared.date()) is not None):
        yield "retrospective: what the brief says is not what its cut-off and its day of writing make it"


def moment(text: str) -> datetime | None:
    """The moment that *text* is as YYYY-MM-DDThh:mm:ssZ, or None."""
    try:
        found = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return None
    return found if found.strftime("%Y-%m-%dT%H:%M:%SZ") == text else None


def _coverage(brief: Brief) -> Iterator[str]:
    read, of = brief.coverage.read, brief.coverage.of
    characters = sum(len(source.text) for source in brief.sources)
    if of != characters:
        yield f"coverage: its sources have {characters:,} characters, not {of:,}"
    elif not 0 <= read <= of or (read < of and not brief.coverage.left_out):
        yield f"coverage: {read:,} characters read of {of:,} do not go with what is said to be left out"


def _spreads(brief: Brief) -> Iterator[str]:
    made = brief.provenance
    if not 1 <= made.samples <= made.samples_asked:
        yield f"provenance.samples: {made.samples} of {made.samples_asked} drafts cannot be"
    spreads = {item.id: item.spread for item in brief.judgments} | {item.id: item.spread for item in brief.forecasts}
    for number, spread in spreads.items():
        given = [] if spread is None else [end for end in (spread.low, spread.high) if end is not None]
        if spread is not None and (spread.samples > made.samples or len(given) == 1 or given != sorted(given)):
            yield f"{number}.spread: is none of {made.samples} drafts"


def _derived_warnings(brief: Brief) -> Iterator[str]:
    for line in derivable_warnings(brief):
        if line not in brief.warnings:
            yield f"warnings: lack “{line[:_MOST_SHOWN]}”"


def derivable_warnings(brief: Brief) -> list[str]:
    """The warnings that follow from the texts in *brief* and from its days; from none that are no days."""
    told = [f"{record.id}: {warning}" for record in brief.sources for warning in as_source(record).warnings]
    as_of, prepared = parse_day(brief.as_of), moment(brief.prepared)
    if as_of is None or prepared is None:
        return told
    hindsight = warning_of_hindsight(as_of, prepared.date())
    published = [source.published for source in brief.sources if source.published]
    return [*warnings_of_days(published, as_of, prepared.date()), *told, *([hindsight] if hindsight else [])]


def _grounding(brief: Brief) -> Iterator[str]:
    again = reground(brief)
    yield from (f"{item_name(brief, found.section, found.index)}: {found.reason}" for found in again.findings)
    for name, stands, derived in again.differences:
        yield f"{name}: {shown(stands)} stands there, and {shown(derived)} comes out of the rest"


def shown(value: Any) -> str:
    """*value* as a line of text has room for it."""
    return clip(json.dumps(value, ensure_ascii=False, default=_as_json), _MOST_SHOWN)


def _as_json(part: BaseModel) -> Any:
    return part.model_dump(mode="json")


def _scorecard(brief: Brief) -> Iterator[str]:
    derived = scorecard(brief)
    if len(brief.checks) != len(derived):
        yield f"checks: there are {len(brief.checks)} of them, not {len(derived)}"
    for given, again in zip(brief.checks, derived, strict=False):
        if given != again:
            yield f"checks, {again.standard}: what the brief says is not what comes out of it"


def _record(brief: Brief) -> Iterator[str]:
    """What is not as it was issued, and in no revision; what is not that of a revision; and who signed."""
    try:
        issued = as_issued(brief)
        recorded = replayed(drafted(issued), brief.revisions)
    except (BriefFileError, ValueError) as error:
        yield str(error)
        return
    last = "as last recorded" if brief.revisions else "as issued"
    yield from (f"{name}: is not as it was issued, and nobody may change it" for name in locked_fields(issued, brief))
    for change in changes(recorded, drafted(brief)):
        yield f"{change}: {shown(change.was)} {last}, {shown(change.now)} now, and no revision records it"
    if brief.warnings != warnings_since(issued, brief):
        yield "warnings: are not those that it was issued with"
    if brief.reviewed_by != signatures(brief.revisions):
        yield "reviewed_by: is not whoever signed the revisions"
    yield from _moments(brief)


def _moments(brief: Brief) -> Iterator[str]:
    """Whether each revision says when, by whom and why, none before the one that it follows."""
    earlier = brief.prepared
    for place, revision in enumerate(brief.revisions, 1):
        if moment(revision.at) is None or revision.at < earlier:
            yield f"revisions {place}: “{revision.at[:20]}” is no moment after “{earlier[:20]}”"
        earlier = max(earlier, revision.at)
        if is_blank(revision.by) or is_blank(revision.why):
            yield f"revisions {place}: does not say by whom and why"


def warnings_since(issued: Brief, brief: Brief) -> list[str]:
    """The warnings that *issued* has to have as *brief*: its own, but for what follows from the rest of each."""
    was, now = derivable_warnings(issued), derivable_warnings(brief)
    kept = [line for line in issued.warnings if line not in was or line in now]
    return [*kept, *(line for line in now if line not in issued.warnings)]


def signatures(revisions: Sequence[Revision]) -> str | None:
    """Who signed, in order, each once: what ``reviewed_by`` says."""
    return "; ".join(dict.fromkeys(revision.by for revision in revisions)) or None
