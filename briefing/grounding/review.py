"""What is wrong with each item of a draft by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from briefing.cuts import weightiest
from briefing.draft import (
    ActorDraft,
    BackgroundDraft,
    Draft,
    EvidenceDraft,
    HypothesisDraft,
    MotiveDraft,
    VoiceDraft,
)
from briefing.grounding.background import laundered
from briefing.grounding.basis import misattributed
from briefing.grounding.calls import TOO_LONG, review_forecast, review_judgment, review_risk
from briefing.grounding.desk import Desk
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
from briefing.grounding.terms import Terms
from briefing.grounding.wordings import misworded
from briefing.source import Source
from briefing.tradecraft import MAX_BACKGROUND, MAX_BOTTOM_LINE_WORDS

_MOST_FINDINGS = 10
"""Findings on one item: who reads ten has read enough, and a list of a thousand false numbers gives a thousand."""
_MOST_COMPARED = 2_000
"""Characters of a quote that a passage like it is looked for by."""
_CLOSE_ENOUGH = 75.0
"""Per cent of likeness from which a passage is worth suggesting; it decides nothing."""


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
    by_number = {number: entry for number, entry in reversed(fitting) if number}
    bodies = frozenset(actor.name for actor in draft.actors if actor.kind != "person")
    desk = Desk(terms, numbers, by_number, _aliases(draft, terms), bodies)
    findings: list[Finding] = []
    for entry in [*found, *_titled(draft)]:
        faults = list(islice(_review_item(desk, entry), _MOST_FINDINGS))
        desk.note(entry, faults)
        findings.extend(faults)
    findings.extend(_review_bottom_line([entry for entry in found if entry.section == "bottom_line"]))
    return findings


def _review_item(desk: Desk, entry: Entry) -> Iterator[Finding]:
    yield from _review_number(desk, entry)
    for name in STATES.get(entry.section, ()):
        if is_blank(getattr(entry.item, name)):
            yield Finding.on(entry, f"its {name} is empty")
    yield from _review_citations(desk, entry)
    if (check := _CHECKS.get(entry.section)) is not None:
        yield from check(desk, entry, entry.item)
    for reason in misworded(entry, desk.by_number, desk.terms.say):
        yield Finding.on(entry, reason)
    for reason in desk.holding.unborne(entry):
        yield Finding.on(entry, reason)


def _titled(draft: Draft) -> list[Entry]:
    """The title as an entry: it claims something too, though it is no item of a list."""
    return [Entry("title", 0, draft.title)] if draft.title else []


def _aliases(draft: Draft, terms: Terms) -> list[tuple[str, str]]:
    """Names with the words that a source really has for them."""
    named = [(voice.name, voice.as_written) for voice in draft.voices]
    named += [(actor.name, actor.as_written) for actor in draft.actors]
    return [(name, written) for name, written in named if terms.say(written)]


def _review_number(desk: Desk, entry: Entry) -> Iterator[Finding]:
    letter = NUMBERED.get(entry.section)
    if letter is None:
        return
    number = entry.number or ""
    if not is_number(number, letter):
        yield Finding.on(entry, f"its number “{number[:20]}” is not {letter} and a whole number from 1 on")
    elif desk.numbers[number] > 1 and desk.by_number[number] != entry:
        yield Finding.on(entry, f"the number {number} is given twice")


def _review_citations(desk: Desk, entry: Entry) -> Iterator[Finding]:
    for citing in CITES.get(entry.section, ()):
        for number in getattr(entry.item, citing.field):
            yield from desk.cited_wrongly(entry, number, citing.letters, citing.field)
    need = NEEDS.get(entry.section)
    if need and len(set(entry.cited(need.letters))) < need.least:
        kinds = " or ".join(need.letters)
        yield Finding.on(entry, f"it rests on nothing: it has to cite at least {need.least} of {kinds}")


def _review_voice(desk: Desk, entry: Entry, voice: VoiceDraft) -> Iterator[Finding]:
    yield from _review_as_written(desk, entry, voice.as_written)


def _review_actor(desk: Desk, entry: Entry, actor: ActorDraft) -> Iterator[Finding]:
    yield from _review_as_written(desk, entry, actor.as_written)


def _review_as_written(desk: Desk, entry: Entry, words: str) -> Iterator[Finding]:
    if not desk.terms.say(words):
        yield Finding.on(entry, f"“{words[:80]}” (as_written) is in no source")


def _review_evidence(desk: Desk, entry: Entry, evidence: EvidenceDraft) -> Iterator[Finding]:
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
        return
    yield from _review_edges(entry, evidence, source)


def _review_edges(entry: Entry, evidence: EvidenceDraft, source: Source) -> Iterator[Finding]:
    """Whether the quote leaves out what turns its sense; a speaker that it leaves out may stand under its voice."""
    spans = source.locate(evidence.quote)
    cuts = [cut for cut in source.cuts(spans) if not (cut.kind == "attribution" and evidence.voice)]
    if (cut := weightiest(cuts)) is None:
        return
    mend = "name who says it under voice, or quote" if cut.kind == "attribution" else "quote"
    sentence = source.text[slice(*source.sentence(spans))]
    yield Finding.on(
        entry,
        f"the quote leaves out “{cut.words[:80]}” ({cut.kind}), which governs it: {mend} from the start of the clause",
        suggestion=" ".join(sentence.split()),
    )


def nearest_passage(quote: str, source: Source) -> str | None:
    """The sentence of *source* most like *quote*, or None when none is like it; a suggestion, never a proof."""
    from rapidfuzz import fuzz, process  # only a quote that failed needs it

    sentences = [source.text[span.start : span.end] for span in source.sentences]
    best = process.extractOne(quote[:_MOST_COMPARED], sentences, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE_ENOUGH)
    return None if best is None else " ".join(str(best[0]).split())


def _review_background(desk: Desk, entry: Entry, background: BackgroundDraft) -> Iterator[Finding]:
    for reason in laundered(background.text):
        yield Finding.on(entry, reason)
    if not desk.terms.background:
        yield Finding.on(entry, "background was not asked for")
    elif entry.index >= MAX_BACKGROUND:
        yield Finding.on(entry, f"no more than {MAX_BACKGROUND} background facts are taken")


def _review_motive(desk: Desk, entry: Entry, motive: MotiveDraft) -> Iterator[Finding]:
    cited = [desk.by_number[number].item for number in dict.fromkeys(motive.evidence) if number in desk.by_number]
    chains = [item.voice for item in cited if isinstance(item, EvidenceDraft)]
    innermost = [desk.by_number[chain[-1]].item if chain and chain[-1] in desk.by_number else None for chain in chains]
    speakers = [voice if isinstance(voice, VoiceDraft) else None for voice in innermost]
    known_as = [motive.actor, *desk.written_as.get(motive.actor, ())]
    if (chains or motive.basis == "inferred") and (reason := misattributed(motive, known_as, speakers)) is not None:
        yield Finding.on(entry, reason)


def _review_hypothesis(_desk: Desk, entry: Entry, hypothesis: HypothesisDraft) -> Iterator[Finding]:
    if both := sorted(set(hypothesis.supports) & set(hypothesis.contradicts)):
        yield Finding.on(entry, f"{', '.join(both)} cannot both support and contradict it")


def _review_sentence(desk: Desk, entry: Entry, sentence: str) -> Iterator[Finding]:
    cited = citations(sentence)
    if is_blank(without_citations(sentence)):
        yield Finding.on(entry, "the sentence is empty")
    elif not cited:
        yield Finding.on(entry, f"the sentence cites nothing in square brackets: “{sentence[:120]}”")
    elif not any(number[0] in "JE" for number in cited):
        yield Finding.on(entry, "the sentence rests on background alone: it has to cite at least 1 of J or E")
    for number in cited:
        yield from desk.cited_wrongly(entry, number, "JEK", "the bottom line")


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


_CHECKS: dict[str, Callable[[Desk, Entry, Any], Iterator[Finding]]] = {
    "voices": _review_voice,
    "evidence": _review_evidence,
    "background": _review_background,
    "actors": _review_actor,
    "motives": _review_motive,
    "hypotheses": _review_hypothesis,
    "forecasts": review_forecast,
    "risks": review_risk,
    "judgments": review_judgment,
    "bottom_line": _review_sentence,
}
