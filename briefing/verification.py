"""Checking a brief from its file alone: everything that can be derived again is, and compared.

No model, no network and no source file is needed, since a brief holds the text of its sources.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from briefing.brief import Brief, Evidence
from briefing.checks import scorecard
from briefing.grounding import is_heard
from briefing.source import Source, Span


def verify(brief: Brief) -> list[str]:
    """What in *brief* disagrees with itself, one line each; an empty list when all of it is consistent.

    Looked at: the brief's id, each source's hash, each quote against its spans and each span's place in
    its sentence, every citation, who is heard, and the scorecard.
    """
    return [*_identity(brief), *_evidence(brief), *_citations(brief), *_heard(brief), *_scorecard(brief)]


def _identity(brief: Brief) -> Iterator[str]:
    if brief.derive_id() != brief.id:
        yield "id: the content is not the one that this id was made from: something was changed afterwards"
    for source in brief.sources:
        if hashlib.sha256(source.text.encode("utf-8", "replace")).hexdigest() != source.sha256:
            yield f"{source.id}: its text does not have the sha256 given"
    numbers = _numbers(brief)
    for number in sorted({number for number in numbers if numbers.count(number) > 1}):
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


def _evidence(brief: Brief) -> Iterator[str]:
    sources = {record.id: Source(text=record.text, language=record.language) for record in brief.sources}
    for evidence in brief.evidence:
        source = sources.get(evidence.source)
        if source is None:
            yield f"{evidence.id}: there is no source {evidence.source}"
            continue
        yield from _quote(evidence, source)


def _quote(evidence: Evidence, source: Source) -> Iterator[str]:
    spans = [Span(span.start, span.end) for span in evidence.spans]
    if not spans or any(not 0 <= span.start < span.end <= len(source.text) for span in spans):
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
    for section, items in brief.model_dump(mode="json").items():
        if section in ("sources", "withheld", "checks", "revisions", "provenance") or not isinstance(items, list):
            continue
        for place, item in enumerate(items, 1):
            if isinstance(item, dict):
                name = item.get("id") or f"{section} {place}"
                for number in _cited(item):
                    if number not in known:
                        yield f"{name}: it cites {number}, which is not there"


_CITING = (
    "judgments", "evidence", "voice", "assumptions", "moves", "implies", "supports", "contradicts", "according_to",
    "between", "affects",
)  # fmt: skip


def _cited(item: dict[str, object]) -> Iterator[str]:
    for name in _CITING:
        numbers = item.get(name)
        if isinstance(numbers, list):
            yield from map(str, numbers)
    if isinstance(forecast := item.get("forecast"), str):
        yield forecast
    if isinstance(whose := item.get("whose"), str) and whose != "brief":
        yield whose


def _heard(brief: Brief) -> Iterator[str]:
    for place, actor in enumerate(brief.actors, 1):
        if actor.heard != is_heard(actor, brief.voices):
            yield f"actors {place}: whether {actor.name} is heard is not what its voices say"


def _scorecard(brief: Brief) -> Iterator[str]:
    derived = scorecard(brief)
    if len(brief.checks) != len(derived):
        yield f"checks: there are {len(brief.checks)} of them, not {len(derived)}"
    for given, again in zip(brief.checks, derived, strict=False):
        if given != again:
            yield f"checks, {again.standard}: what the brief says is not what comes out of it"
