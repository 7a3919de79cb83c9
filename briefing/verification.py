"""Checking a brief from its file alone: everything that can be derived again is, and compared.

No model, no network and no source file is needed, since a brief holds the text of its sources.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from briefing.assembly import RETROSPECTIVE_DAYS
from briefing.brief import Brief, Evidence
from briefing.checks import scorecard
from briefing.grounding import Speakers
from briefing.grounding.calls import parse_day
from briefing.grounding.entries import CITES, NEEDS, Citing, Need, is_number
from briefing.source import Source, Span

_CITES = {
    **CITES,
    "bottom_line": (Citing("judgments", "J"), Citing("evidence", "EK")),
    "judgments": (Citing("evidence", "EK"), Citing("assumptions", "A")),
    "motives": (*CITES["motives"], Citing("according_to", "V")),
}
"""What cites what in a brief: as in a draft, but for what grounding sorts out and adds."""
_NEEDS = {**NEEDS, "bottom_line": Need("JE", 1)}


def verify(brief: Brief) -> list[str]:
    """What in *brief* disagrees with itself, one line each; an empty list when all of it is consistent.

    Looked at: the brief's id, each source's hash, its dates and coverage, each quote against its spans and
    each span's place in its sentence, every citation and whether an item has grounds at all, base rates,
    whether actors and voices are in the sources and who is heard, and the scorecard.
    """
    sources = {record.id: Source(text=record.text, language=record.language) for record in brief.sources}
    return [
        *_identity(brief),
        *_dates(brief),
        *_coverage(brief),
        *_evidence(brief, sources),
        *_citations(brief),
        *_base_rates(brief),
        *_names(brief, sources),
        *_scorecard(brief),
    ]


def _identity(brief: Brief) -> Iterator[str]:
    if brief.derive_id() != brief.id:
        yield "id: the content is not the one that this id was made from: something was changed afterwards"
    for source in brief.sources:
        if hashlib.sha256(source.text.encode("utf-8", "replace")).hexdigest() != source.sha256:
            yield f"{source.id}: its text does not have the sha256 given"
    for number, count in sorted(Counter(_numbers(brief)).items()):
        if count > 1:
            yield f"{number}: the number is given twice"


def _numbers(brief: Brief) -> list[str]:
    sections = (
        brief.sources,
        brief.voices,
        brief.evidence,
        brief.background,
        brief.judgments,
        brief.forecasts,
        brief.hypotheses,
        brief.assumptions,
    )
    return [item.id for section in sections for item in section]


def _dates(brief: Brief) -> Iterator[str]:
    days = [("as_of", brief.as_of)]
    days += [(f"{judgment.id}, by", judgment.by) for judgment in brief.judgments if judgment.by is not None]
    days += [(f"{forecast.id}, by", forecast.by) for forecast in brief.forecasts if forecast.by is not None]
    for name, day in days:
        if parse_day(day) is None:
            yield f"{name}: “{day[:20]}” is not a day as YYYY-MM-DD"
    as_of = parse_day(brief.as_of)
    try:
        prepared = datetime.strptime(brief.prepared, "%Y-%m-%dT%H:%M:%SZ").date()
    except ValueError:
        yield f"prepared: “{brief.prepared[:20]}” is not a moment as YYYY-MM-DDThh:mm:ssZ"
        return
    if as_of is not None and brief.retrospective != ((prepared - as_of).days > RETROSPECTIVE_DAYS):
        yield "retrospective: what the brief says is not what its cut-off and its day of writing make it"


def _coverage(brief: Brief) -> Iterator[str]:
    read, of = brief.coverage.read, brief.coverage.of
    characters = sum(len(source.text) for source in brief.sources)
    if of != characters:
        yield f"coverage: its sources have {characters:,} characters, not {of:,}"
    elif not 0 <= read <= of or (read == of) == bool(brief.coverage.left_out):
        yield f"coverage: {read:,} characters read of {of:,} do not go with what is said to be left out"


def _evidence(brief: Brief, sources: dict[str, Source]) -> Iterator[str]:
    for evidence in brief.evidence:
        source = sources.get(evidence.source)
        if source is None:
            yield f"{evidence.id}: there is no source {evidence.source}"
            continue
        yield from _quote(evidence, source)


def _quote(evidence: Evidence, source: Source) -> Iterator[str]:
    spans = [Span(span.start, span.end) for span in evidence.spans]
    if not spans or any(not 0 <= span.start < span.end <= len(source.text) for span in spans) or not source.sentences:
        yield f"{evidence.id}: its spans are no ranges of the text of {evidence.source}"
        return
    if " … ".join(source.text[span.start : span.end] for span in spans) != evidence.quote:
        yield f"{evidence.id}: the text at its spans is not its quote"
    elif not source.locate(evidence.quote):
        yield f"{evidence.id}: {source.match(evidence.quote).refusal}"
    sentence = source.sentence(spans)
    if (sentence.start, sentence.end) != (evidence.sentence.start, evidence.sentence.end):
        yield f"{evidence.id}: its sentence is not the one around its spans"


def _citations(brief: Brief) -> Iterator[str]:
    known = set(_numbers(brief))
    for section, fields in _CITES.items():
        for place, item in enumerate(getattr(brief, section), 1):
            name = getattr(item, "id", f"{section} {place}")
            cited = [(number, letters) for field, letters in fields for number in getattr(item, field)]
            for number, letters in [*cited, *_cited_singly(item)]:
                if number not in known:
                    yield f"{name}: it cites {number}, which is not there"
                elif not any(is_number(number, letter) for letter in letters):
                    yield f"{name}: it cites {number} where only {' or '.join(letters)} can stand"
            need = _NEEDS.get(section)
            if need and len({number for number, _ in cited if number[:1] in need.letters}) < need.least:
                kinds = " or ".join(need.letters)
                yield f"{name}: it rests on nothing: it has to cite at least {need.least} of {kinds}"


def _cited_singly(item: Any) -> Iterator[tuple[str, str]]:
    """What a forecast or a risk cites besides its lists: number, and the letters that it may have."""
    if (forecast := getattr(item, "forecast", None)) is not None:
        yield forecast, "F"
    if (whose := getattr(item, "whose", "brief")) != "brief":
        yield whose, "V"
    if (base_rate := getattr(item, "base_rate", None)) is not None:
        yield from ((number, "K") for number in base_rate.cites)


def _base_rates(brief: Brief) -> Iterator[str]:
    for forecast in brief.forecasts:
        if (rate := forecast.base_rate) is not None and not (0 <= rate.happened <= rate.of and rate.of):
            yield f"{forecast.id}: its base rate, {rate.happened} of {rate.of}, is none"


def _names(brief: Brief, sources: dict[str, Source]) -> Iterator[str]:
    speakers = Speakers(brief.voices)
    for place, actor in enumerate(brief.actors, 1):
        if actor.heard != speakers.include(actor):
            yield f"actors {place}: whether {actor.name} is heard is not what its voices say"
    named = [(voice.id, voice.as_written) for voice in brief.voices]
    named += [(f"actors {place}", actor.as_written) for place, actor in enumerate(brief.actors, 1)]
    for name, words in named:
        if not any(source.mentions(words) for source in sources.values()):
            yield f"{name}: “{words[:80]}” (as_written) is in no source"


def _scorecard(brief: Brief) -> Iterator[str]:
    derived = scorecard(brief)
    if len(brief.checks) != len(derived):
        yield f"checks: there are {len(brief.checks)} of them, not {len(derived)}"
    for given, again in zip(brief.checks, derived, strict=False):
        if given != again:
            yield f"checks, {again.standard}: what the brief says is not what comes out of it"
