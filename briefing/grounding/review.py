"""What is wrong with each item of a draft by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from briefing.draft import (
    ActorDraft,
    Draft,
    EvidenceDraft,
    ForecastDraft,
    HypothesisDraft,
    JudgmentDraft,
    MotiveDraft,
    RiskDraft,
    VoiceDraft,
)
from briefing.grounding.entries import (
    CITES,
    NEEDS,
    NUMBERED,
    STATES,
    Entry,
    Finding,
    citations,
    entries,
    is_blank,
    is_number,
    without_citations,
)
from briefing.source import Source
from briefing.tradecraft import (
    MAX_BACKGROUND,
    MAX_BOTTOM_LINE_WORDS,
    MAX_JUDGMENTS,
    MAX_REASON_WORDS,
    MAX_STATEMENT_WORDS,
)

MAX_CASES = 10**9
TOO_LONG = 2
"""How many times its limit a text may be long and still stand when it is not mended."""

_MOST_FINDINGS = 10
"""Findings on one item: who reads ten has read enough, and a list of a thousand false numbers gives a thousand."""
_MOST_SUGGESTIONS = 50
"""Quotes that a nearest passage is looked for, since each look goes over the whole source."""

_MOST_COMPARED = 2_000
"""Characters of a quote that a passage like it is looked for by."""
_CLOSE_ENOUGH = 75.0
"""Per cent of likeness from which a passage is worth suggesting; it decides nothing."""


@dataclass(frozen=True)
class Terms:
    """What a draft is reviewed against: the sources by number, the cut-off, and whether background is allowed."""

    sources: Mapping[str, Source]
    as_of: date
    background: bool = True


@dataclass
class _Desk:
    """What the reviewers of single items look things up in."""

    terms: Terms
    numbers: Counter[str]
    by_number: dict[str, Entry]
    suggestions: int = _MOST_SUGGESTIONS


def review(draft: Draft, terms: Terms) -> list[Finding]:
    """Everything that is wrong with *draft*, in its order; an item may have several findings.

    An item whose only fault is that it cites another faulty one has none of its own: mended, both stand.
    """
    found = list(entries(draft))
    # A number of another section's letter is nobody's: it neither takes one away nor can be cited.
    fitting = [
        (entry.number, entry) for entry in found if is_number(entry.number or "", NUMBERED.get(entry.section, "-"))
    ]
    numbers = Counter(number for number, _ in fitting if number)
    desk = _Desk(terms, numbers, {number: entry for number, entry in reversed(fitting) if number})
    findings: list[Finding] = []
    for entry in found:
        findings.extend(islice(_review_item(desk, entry), _MOST_FINDINGS))
    findings.extend(_review_bottom_line([entry for entry in found if entry.section == "bottom_line"]))
    return findings


def _review_item(desk: _Desk, entry: Entry) -> Iterator[Finding]:
    yield from _review_number(desk, entry)
    for name in STATES.get(entry.section, ()):
        if is_blank(getattr(entry.item, name)):
            yield Finding.on(entry, f"its {name} is empty")
    yield from _review_citations(desk, entry)
    if (check := _CHECKS.get(entry.section)) is not None:
        yield from check(desk, entry, entry.item)


def _review_number(desk: _Desk, entry: Entry) -> Iterator[Finding]:
    letter = NUMBERED.get(entry.section)
    if letter is None:
        return
    number = entry.number or ""
    if not is_number(number, letter):
        yield Finding.on(entry, f"its number “{number[:20]}” is not {letter} and a whole number from 1 on")
    elif desk.numbers[number] > 1 and desk.by_number[number] != entry:
        yield Finding.on(entry, f"the number {number} is given twice")


def _review_citations(desk: _Desk, entry: Entry) -> Iterator[Finding]:
    for citing in CITES.get(entry.section, ()):
        for number in getattr(entry.item, citing.field):
            yield from _review_citation(desk, entry, number, citing.letters, citing.field)
    need = NEEDS.get(entry.section)
    if need and len(set(entry.cited(need.letters))) < need.least:
        kinds = " or ".join(need.letters)
        yield Finding.on(entry, f"it rests on nothing: it has to cite at least {need.least} of {kinds}")


def _review_citation(desk: _Desk, entry: Entry, number: str, letters: str, field: str) -> Iterator[Finding]:
    if not any(is_number(number, letter) for letter in letters):
        yield Finding.on(entry, f"“{number[:20]}” under {field} is no number of {' or '.join(letters)}")
    elif number not in desk.numbers:
        yield Finding.on(entry, f"it cites {number}, which is not there")


def _review_voice(desk: _Desk, entry: Entry, voice: VoiceDraft) -> Iterator[Finding]:
    yield from _review_as_written(desk, entry, voice.as_written)


def _review_actor(desk: _Desk, entry: Entry, actor: ActorDraft) -> Iterator[Finding]:
    yield from _review_as_written(desk, entry, actor.as_written)


def _review_as_written(desk: _Desk, entry: Entry, words: str) -> Iterator[Finding]:
    if not any(source.mentions(words) for source in desk.terms.sources.values()):
        yield Finding.on(entry, f"“{words[:80]}” (as_written) is in no source")


def _review_evidence(desk: _Desk, entry: Entry, evidence: EvidenceDraft) -> Iterator[Finding]:
    if repeated := [number for number, count in Counter(evidence.voice).items() if count > 1]:
        # Without the repetition somebody else would speak innermost, with it nobody can say who does.
        yield Finding.on(entry, f"its chain of speakers (voice) names {', '.join(repeated)} more than once")
    sources = desk.terms.sources
    source = sources.get(evidence.source)
    if source is None:
        yield Finding.on(entry, f"there is no source {evidence.source[:20]}; there are {', '.join(sources)}")
        return
    match = source.match(evidence.quote)
    if match.refusal is not None:
        elsewhere = [
            number for number, other in sources.items() if other is not source and other.locate(evidence.quote)
        ]
        if elsewhere:
            yield Finding.on(entry, f"the quote stands in {elsewhere[0]}, not in {evidence.source}")
            return
        desk.suggestions -= 1
        nearest = nearest_passage(evidence.quote, source) if desk.suggestions >= 0 else None
        yield Finding.on(entry, match.refusal, suggestion=nearest)


def nearest_passage(quote: str, source: Source) -> str | None:
    """The sentence of *source* most like *quote*, or None when none is like it; a suggestion, never a proof."""
    from rapidfuzz import fuzz, process  # only a quote that failed needs it

    sentences = [source.text[span.start : span.end] for span in source.sentences]
    best = process.extractOne(quote[:_MOST_COMPARED], sentences, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE_ENOUGH)
    return None if best is None else " ".join(str(best[0]).split())


def _review_background(desk: _Desk, entry: Entry, _background: Any) -> Iterator[Finding]:
    if not desk.terms.background:
        yield Finding.on(entry, "background was not asked for")
    elif entry.index >= MAX_BACKGROUND:
        yield Finding.on(entry, f"no more than {MAX_BACKGROUND} background facts are taken")


def _review_motive(_desk: _Desk, entry: Entry, motive: MotiveDraft) -> Iterator[Finding]:
    if motive.basis == "inferred" and is_blank(motive.alternative or ""):
        yield Finding.on(entry, "an inferred motive needs another reading of the same conduct (alternative)")


def _review_hypothesis(_desk: _Desk, entry: Entry, hypothesis: HypothesisDraft) -> Iterator[Finding]:
    if both := sorted(set(hypothesis.supports) & set(hypothesis.contradicts)):
        yield Finding.on(entry, f"{', '.join(both)} cannot both support and contradict it")


def _review_forecast(desk: _Desk, entry: Entry, forecast: ForecastDraft) -> Iterator[Finding]:
    yield from _review_probability(entry, forecast.probability)
    yield from _review_base_rate(entry, forecast)
    if forecast.whose == "brief":
        yield from _review_own_forecast(desk, entry, forecast)
    else:
        yield from _review_outlook(desk, entry, forecast)
    for number in forecast.implies:
        implied = desk.by_number.get(number)
        other = getattr(implied.item, "probability", None) if implied else None
        if number == forecast.id:
            yield Finding.on(entry, "it implies itself")
        elif forecast.probability is not None and other is not None and forecast.probability > other:
            yield Finding.on(
                entry, f"it implies {number}, so its probability ({forecast.probability:g}) cannot be above {other:g}"
            )


def _review_own_forecast(desk: _Desk, entry: Entry, forecast: ForecastDraft) -> Iterator[Finding]:
    yield from _review_day(desk, entry, forecast.by, "by", required=True)
    if is_blank(forecast.resolution or ""):
        yield Finding.on(entry, "it does not say what would settle it (resolution)")


def _review_outlook(desk: _Desk, entry: Entry, forecast: ForecastDraft) -> Iterator[Finding]:
    whose = forecast.whose
    if not is_number(whose, "V"):
        yield Finding.on(entry, f"“{whose[:20]}” under whose is neither “brief” nor the number of a voice")
        return
    if whose not in desk.numbers:
        yield Finding.on(entry, f"it is said to be the outlook of {whose}, who is not there")
        return
    if forecast.probability is not None:
        yield Finding.on(entry, f"it is the outlook of {whose}: a speaker's words carry no number of ours")
    if (reason := why_no_outlook(forecast, desk.by_number)) is not None:
        yield Finding.on(entry, reason)


def why_no_outlook(forecast: ForecastDraft, by_number: Mapping[str, Entry]) -> str | None:
    """Why *forecast* is not its speaker's outlook by the entries of *by_number*, or None when it is.

    Some evidence that it cites has to be in that voice, and the hedge in the quote of one such.
    """
    cited = [by_number[number].item for number in dict.fromkeys(forecast.evidence) if number in by_number]
    said = [item.quote for item in cited if isinstance(item, EvidenceDraft) and forecast.whose in item.voice]
    if not said:
        return f"none of the evidence cited is in the voice of {forecast.whose}"
    if forecast.hedge and not any(Source.from_text(quote).mentions(forecast.hedge) for quote in said):
        return f"the hedge “{forecast.hedge[:80]}” is not in the quotes cited in the voice of {forecast.whose}"
    return None


def _review_base_rate(entry: Entry, forecast: ForecastDraft) -> Iterator[Finding]:
    happened, of = forecast.happened, forecast.of
    if happened is None and of is None:
        return
    whole = happened is not None and of is not None and _is_whole(happened) and _is_whole(of)
    if not whole or not 0 <= (happened or 0) <= (of or 0) or not of:
        yield Finding.on(entry, "a base rate is a whole number of cases out of a whole number (happened, of)")
    elif (of or 0) > MAX_CASES:
        yield Finding.on(entry, f"its base rate counts more than {MAX_CASES:,} cases")
    elif is_blank(forecast.reference_class or ""):
        yield Finding.on(entry, "a base rate without the class that it is the rate of (reference_class)")


def _review_risk(desk: _Desk, entry: Entry, risk: RiskDraft) -> Iterator[Finding]:
    yield from _review_probability(entry, risk.probability)
    yield from _review_day(desk, entry, risk.horizon, "horizon")
    if risk.forecast is None:
        return
    yield from _review_citation(desk, entry, risk.forecast, "F", "forecast")
    if risk.probability is not None:
        yield Finding.on(
            entry, f"it is the same event as {risk.forecast}, which has the number: probability is null here"
        )


def _review_judgment(desk: _Desk, entry: Entry, judgment: JudgmentDraft) -> Iterator[Finding]:
    yield from _review_probability(entry, judgment.probability)
    yield from _review_day(desk, entry, judgment.by, "by")
    if entry.index >= MAX_JUDGMENTS:
        yield Finding.on(entry, f"no more than {MAX_JUDGMENTS} judgments are taken")
    if (words := len(judgment.statement.split())) > MAX_STATEMENT_WORDS:
        reason = f"its statement has {words} words; {MAX_STATEMENT_WORDS} are the limit"
        yield Finding.on(entry, reason, mild=words <= TOO_LONG * MAX_STATEMENT_WORDS)
    if (words := len((judgment.confidence_because or "").split())) > MAX_REASON_WORDS:
        # Never the end of a judgment: a reason far too long is left out, and the reader told.
        reason = f"its confidence_because has {words} words; {MAX_REASON_WORDS} are the limit"
        yield Finding.on(entry, reason, mild=True)


def _review_probability(entry: Entry, probability: float | None) -> Iterator[Finding]:
    if probability is not None and not (_is_whole(probability) and 1 <= probability <= 99):
        yield Finding.on(entry, f"its probability {probability:g} is not a whole number of per cent from 1 to 99")


def _is_whole(number: float) -> bool:
    # NaN and the infinities are no integers, and int() of them raises.
    return number.is_integer()


def _review_day(desk: _Desk, entry: Entry, day: str | None, name: str, *, required: bool = False) -> Iterator[Finding]:
    if day is None:
        if required:
            yield Finding.on(entry, f"it has no day on which it is settled ({name})")
        return
    parsed = parse_day(day)
    if parsed is None:
        yield Finding.on(entry, f"“{day[:20]}” ({name}) is not a day as YYYY-MM-DD")
        return
    if parsed <= desk.terms.as_of:
        yield Finding.on(entry, f"{day} ({name}) is not after the information cut-off, {desk.terms.as_of.isoformat()}")


def parse_day(day: str) -> date | None:
    """The day that *day* is as YYYY-MM-DD, or None; what else ISO 8601 allows (weeks, no hyphens) is none."""
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return None
    return parsed if parsed.isoformat() == day else None


def _review_sentence(desk: _Desk, entry: Entry, sentence: str) -> Iterator[Finding]:
    cited = citations(sentence)
    if is_blank(without_citations(sentence)):
        yield Finding.on(entry, "the sentence is empty")
    elif not cited:
        yield Finding.on(entry, f"the sentence cites nothing in square brackets: “{sentence[:120]}”")
    elif not any(number[0] in "JE" for number in cited):
        yield Finding.on(entry, "the sentence rests on background alone: it has to cite at least 1 of J or E")
    for number in cited:
        yield from _review_citation(desk, entry, number, "JEK", "the bottom line")


def _review_bottom_line(sentences: Sequence[Entry]) -> Iterator[Finding]:
    """Too long a bottom line goes back whole; from twice the limit on its end is not taken."""
    words = [len(without_citations(str(entry.item)).split()) for entry in sentences]
    if (total := sum(words)) <= MAX_BOTTOM_LINE_WORDS:
        return
    most, taken = TOO_LONG * MAX_BOTTOM_LINE_WORDS, 0
    reason = f"the bottom line has {total} words; {MAX_BOTTOM_LINE_WORDS} are the limit"
    for entry, count in zip(sentences, words, strict=True):
        # A sentence that alone is too much must not cost those after it.
        taken += count if count <= most else 0
        mild = count <= most and taken <= most
        told = reason if mild else f"{reason}, and no more than {most} are taken"
        yield Finding.on(entry, told, mild=mild, whole=True)


_CHECKS: dict[str, Callable[[_Desk, Entry, Any], Iterator[Finding]]] = {
    "voices": _review_voice,
    "evidence": _review_evidence,
    "background": _review_background,
    "actors": _review_actor,
    "motives": _review_motive,
    "hypotheses": _review_hypothesis,
    "forecasts": _review_forecast,
    "risks": _review_risk,
    "judgments": _review_judgment,
    "bottom_line": _review_sentence,
}
