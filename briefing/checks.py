"""The scorecard: the nine analytic tradecraft standards of ICD 203, each decided by code from the brief.

A standard is met, not met, or None where a brief of this kind has nothing that it applies to. Each note
says what was looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from briefing.brief import Brief, Check
from briefing.estimative import confidence_words, estimates
from briefing.syndication import publishers
from briefing.tradecraft import MAX_BOTTOM_LINE_WORDS, UNGRADED_KINDS, origins

MOST_DRAWN = 40
"""Relations beyond which a graph is a thicket."""

_Verdict = tuple[bool | None, str]
_NO_JUDGMENTS = "the brief makes no judgments"


def scorecard(brief: Brief) -> list[Check]:
    """The nine standards, in the order of ICD 203."""
    return [Check(standard=name, met=met, note=note) for name, decide in _STANDARDS for met, note in [decide(brief)]]


def independent_reports(brief: Brief) -> int:
    """How many of the reports can confirm one another."""
    repeated = {source.id: source.origin for source in brief.sources if source.origin is not None}
    return len(set(origins(publishers({source.id: source for source in brief.sources}), repeated).values()))


def _sources_described(brief: Brief) -> _Verdict:
    sources = brief.sources
    described = sum(bool(source.published and (source.publisher or source.author)) for source in sources)
    reasoned = sum(source.reliability is not None and bool(source.reliability_because) for source in sources)
    gradable = [item for item in brief.evidence if item.kind not in UNGRADED_KINDS]
    graded = sum(item.credibility is not None for item in gradable)
    # Confirmed independently takes two origins, and an opinion can be neither confirmed nor improbable.
    misgraded = [item.id for item in brief.evidence if item.credibility == 1 and independent_reports(brief) < 2]
    misgraded += [item.id for item in brief.evidence if item.kind in UNGRADED_KINDS and item.credibility is not None]
    count = len(sources)
    note = (
        f"{described} of {count} sources have an origin and a date, {reasoned} of {count} a grade with its reason; "
        f"{graded} of {len(gradable)} passages that can be graded are"
    )
    note += f"; graded as none can be: {', '.join(misgraded)}" if misgraded else ""
    return described == reasoned == count and graded == len(gradable) and not misgraded, note


def _uncertainty_stated(brief: Brief) -> _Verdict:
    if not brief.judgments:
        return None, _NO_JUDGMENTS
    stated = sum(
        judgment.probability is not None and judgment.confidence is not None and bool(judgment.confidence_because)
        for judgment in brief.judgments
    )
    mixed = [judgment.id for judgment in brief.judgments if _mixes(judgment.statement)]
    note = f"{stated} of {len(brief.judgments)} judgments state a likelihood, and a confidence with its cause"
    note += f"; likelihood and confidence in one sentence: {', '.join(mixed)}" if mixed else ""
    return stated == len(brief.judgments) and not mixed, note


def _mixes(statement: str) -> bool:
    return confidence_words(statement) is not None and any(estimates(statement))


def _kinds_told_apart(brief: Brief) -> _Verdict:
    if not brief.judgments:
        return None, _NO_JUDGMENTS
    quotes = {evidence.quote for evidence in brief.evidence}
    own = [judgment for judgment in brief.judgments if judgment.statement not in quotes]
    leaning = sum(bool(judgment.assumptions) for judgment in brief.judgments)
    inferred = [motive for motive in brief.motives if motive.basis == "inferred"]
    marked = sum(bool(motive.alternative) for motive in inferred)
    note = (
        f"{len(brief.evidence)} passages, {len(brief.background)} background facts and {len(brief.assumptions)} "
        f"assumptions are listed apart; {leaning} of {len(brief.judgments)} judgments name their assumptions, "
        f"{len(own)} say more than a quote does; {marked} of {len(inferred)} inferred motives have another reading"
    )
    return len(own) == len(brief.judgments) and leaning > 0 and marked == len(inferred), note


def _alternatives_weighed(brief: Brief) -> _Verdict:
    if not brief.judgments:
        return None, _NO_JUDGMENTS
    weighed = [item for item in brief.hypotheses if item.supports or item.contradicts]
    against = sum(bool(item.contradicts) for item in weighed)
    note = f"{len(weighed)} explanations are weighed, {against} of them with evidence against them"
    return len(weighed) >= 2 and against > 0, note


def _relevance_shown(brief: Brief) -> _Verdict:
    if not brief.judgments:
        return None, _NO_JUDGMENTS
    followed = {number for implication in brief.implications for number in implication.judgments}
    carried = sum(judgment.id in followed for judgment in brief.judgments)
    asked = "a question was asked" if brief.question else "no question was asked"
    return carried > 0, f"{asked}; {carried} of {len(brief.judgments)} judgments have an implication for somebody"


def _message_first(brief: Brief) -> _Verdict:
    if not brief.bottom_line:
        return False, "there is no bottom line"
    told = {number for sentence in brief.bottom_line for number in sentence.judgments}
    first = brief.judgments[0].id if brief.judgments else None
    forecasts = {forecast.id: forecast.probability for forecast in brief.forecasts}
    broken = [
        f"{forecast.id} > {implied}"
        for forecast in brief.forecasts
        for implied in forecast.implies
        if (one := forecast.probability) is not None and (other := forecasts.get(implied)) is not None and one > other
    ]
    count, words = len(brief.bottom_line), sum(len(sentence.text.split()) for sentence in brief.bottom_line)
    opening = brief.bottom_line[0]
    note = f"the bottom line has {count} {'sentence' if count == 1 else 'sentences'} and {words} words"
    note += f", and tells {first}" if first in told else ""
    note += f"; it opens with {' and '.join([*opening.judgments, *opening.evidence])}"
    if broken:
        note += f"; probabilities contradict each other: {', '.join(broken)}"
    answers = first is None or (first in told and bool(opening.judgments))
    return answers and words <= MAX_BOTTOM_LINE_WORDS and not broken, note


def _change_explained(brief: Brief) -> _Verdict:
    if not brief.revisions:
        return None, "there is no earlier brief that this one continues"
    explained = sum(bool(revision.why.strip() and revision.by.strip()) for revision in brief.revisions)
    return _all_of(explained, len(brief.revisions), "changes since the brief was issued say who made them and why")


def _calls_clear(brief: Brief) -> _Verdict:
    own = [forecast for forecast in brief.forecasts if forecast.whose == "brief"]
    if not brief.judgments and not own:
        return None, "the brief makes no judgments and no forecasts of its own"
    clear = sum(judgment.probability is not None for judgment in brief.judgments)
    clear += sum(
        bool(forecast.probability and forecast.by and forecast.by > brief.as_of and forecast.resolution)
        for forecast in own
    )
    count = len(brief.judgments) + len(own)
    return _all_of(
        clear,
        count,
        "judgments and forecasts carry a likelihood, forecasts also a day after the cut-off and what settles them",
    )


def _pictures_help(brief: Brief) -> _Verdict:
    if len(brief.relations) < 2:
        return None, "there are too few relations for a picture to help"
    note = f"{len(brief.relations)} relations are drawn in the annex, after the table that says the same"
    if len(brief.relations) > MOST_DRAWN:
        return False, f"{note}: more than the {MOST_DRAWN} that a picture can show"
    return True, note


def _all_of(met: int, count: int, what: str) -> _Verdict:
    return met == count, f"{met} of {count} {what}"


_STANDARDS: tuple[tuple[str, Callable[[Brief], _Verdict]], ...] = (
    ("1 Sources described and graded", _sources_described),
    ("2 Uncertainty stated with its cause", _uncertainty_stated),
    ("3 Reporting, assumption and judgment told apart", _kinds_told_apart),
    ("4 Alternatives weighed", _alternatives_weighed),
    ("5 Relevance and implications", _relevance_shown),
    ("6 Main message first, argued consistently", _message_first),
    ("7 Change explained", _change_explained),
    ("8 Calls clear, with time and likelihood", _calls_clear),
    ("9 Pictures where they help", _pictures_help),
)
