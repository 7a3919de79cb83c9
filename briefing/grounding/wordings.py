"""Whether an item's words say what its numbers say, and keep likelihood and confidence apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefing.estimative import confidence_words, estimates, may_tell_confidence
from briefing.grounding.entries import Entry, without_citations
from briefing.grounding.quotations import without_quotations
from briefing.passages import sentences

_CLAIMED = {"judgments": "statement", "forecasts": "statement", "risks": "risk"}
"""The field that the item's probability is the probability of."""

_WORDED = {
    "judgments": ("statement", "confidence_because"),
    "forecasts": ("statement", "rationale"),
    "risks": ("risk", "consequence"),
    "hypotheses": ("hypothesis",),
    "implications": ("text",),
}


def misworded(entry: Entry, by_number: Mapping[str, Entry], is_said: Callable[[str], bool]) -> Iterator[str]:
    """What is wrong with the wording of *entry*, a reason each.

    A word of likelihood has to agree with the number (ICD 203's or PHIA's band of it), and may not stand in
    one sentence with a word of confidence: one says how probable it is, the other how good the grounds are.
    What stands in quotation marks is somebody else's and is not looked at; *is_said* tells a short quotation.
    """
    texts = [without_quotations(text, is_said) for text in _texts(entry)]
    if not texts:
        return
    probabilities = _probabilities(entry, by_number)
    claimed = texts[:1] if entry.section in _CLAIMED or entry.section == "bottom_line" else []
    for estimate in (found for text in claimed for found in estimates(text)):
        if not probabilities and _is_own_call(entry):
            yield f"“{estimate.words}” is a likelihood, and its probability is null"
        elif probabilities and not any(map(estimate.fits, probabilities)):
            given = " and ".join(f"{probability:g}" for probability in sorted(probabilities))
            yield f"“{estimate.words}” means {estimate.low}–{estimate.high} per cent, and its probability is {given}"
    for text in filter(may_tell_confidence, texts):
        for start, end in sentences(text, [(0, len(text))], None):
            if (words := confidence_words(text[start:end])) is None:
                continue
            likely = next(estimates(text[start:end]), None)
            # The page opens such a sentence of the bottom line with the likelihood of what it tells.
            opens = entry.section == "bottom_line" and probabilities
            if likely or opens:
                beside = f"“{likely.words}”" if likely else "the likelihood that the page puts before it"
                yield f"confidence (“{words}”) stands in one sentence with likelihood ({beside})"


def _texts(entry: Entry) -> list[str]:
    if isinstance(entry.item, str):
        return [without_citations(entry.item)]
    return [getattr(entry.item, name) or "" for name in _WORDED.get(entry.section, ())]


def _is_own_call(entry: Entry) -> bool:
    own_forecast = entry.section == "forecasts" and getattr(entry.item, "whose", "") == "brief"
    return own_forecast or entry.section == "judgments"


def _probabilities(entry: Entry, by_number: Mapping[str, Entry]) -> set[float]:
    """The probabilities that the words of *entry* stand for: its own, or those of the judgments it tells."""
    items: list[Any] = [entry.item]
    if isinstance(entry.item, str):
        items = [by_number[number].item for number in entry.cited("J") if number in by_number]
    values = (getattr(item, "probability", None) for item in items)
    return {value for value in values if value is not None}
