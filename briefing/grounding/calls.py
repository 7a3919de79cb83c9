"""What is wrong with a call of the draft: a forecast, a risk, a judgment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from briefing.draft import EvidenceDraft, ForecastDraft, JudgmentDraft, RiskDraft
from briefing.grounding.desk import Desk
from briefing.grounding.entries import Entry, Finding, is_blank, is_number
from briefing.source import Source
from briefing.tradecraft import MAX_JUDGMENTS, MAX_REASON_WORDS, MAX_STATEMENT_WORDS

MAX_CASES = 10**9
TOO_LONG = 2
"""How many times its limit a text may be long and still stand when it is not mended."""


def review_forecast(desk: Desk, entry: Entry, forecast: ForecastDraft) -> Iterator[Finding]:
    """A forecast: its numbers, its day, whose it is, and what follows from it."""
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


def _review_own_forecast(desk: Desk, entry: Entry, forecast: ForecastDraft) -> Iterator[Finding]:
    yield from _review_day(desk, entry, forecast.by, "by", required=True)
    if is_blank(forecast.resolution or ""):
        yield Finding.on(entry, "it does not say what would settle it (resolution)")


def _review_outlook(desk: Desk, entry: Entry, forecast: ForecastDraft) -> Iterator[Finding]:
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
    if forecast.hedge and not any(_mentions(quote, forecast.hedge) for quote in said):
        return f"the hedge “{forecast.hedge[:80]}” is not in the quotes cited in the voice of {forecast.whose}"
    return None


@lru_cache(maxsize=256)  # asked when a draft is reviewed, and again when it is settled
def _mentions(quote: str, hedge: str) -> bool:
    return Source.from_text(quote).mentions(hedge)


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


def review_risk(desk: Desk, entry: Entry, risk: RiskDraft) -> Iterator[Finding]:
    """A risk: its number and its day, or the forecast that is the same event."""
    yield from _review_probability(entry, risk.probability)
    yield from _review_day(desk, entry, risk.horizon, "horizon")
    if risk.forecast is None:
        return
    yield from desk.cited_wrongly(entry, risk.forecast, "F", "forecast")
    if risk.probability is not None:
        yield Finding.on(
            entry, f"it is the same event as {risk.forecast}, which has the number: probability is null here"
        )


def review_judgment(desk: Desk, entry: Entry, judgment: JudgmentDraft) -> Iterator[Finding]:
    """A judgment: its number, its day, and how long it is."""
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


def _review_day(desk: Desk, entry: Entry, day: str | None, name: str, *, required: bool = False) -> Iterator[Finding]:
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
