"""What stands of a draft, as the parts of a brief, and what was withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing import brief as parts
from briefing.draft import (
    ActorDraft,
    Draft,
    EvidenceDraft,
    ForecastDraft,
    JudgmentDraft,
    MotiveDraft,
    RiskDraft,
)
from briefing.grounding.calls import TOO_LONG, why_no_outlook
from briefing.grounding.entries import NEEDS, Entry, Finding, entries, is_blank, without_citations
from briefing.grounding.speakers import Speakers
from briefing.grounding.terms import Terms
from briefing.naming.language import language_of
from briefing.source import Source
from briefing.tradecraft import MAX_REASON_WORDS, UNGRADED_KINDS

_TELLING_WORDS = 8
"""Of a quote that shows in which language it is."""

Place = tuple[str, int]
"""An item's section, and its place there from 0 on."""

TITLE: Place = ("title", 0)


@dataclass(frozen=True)
class Settled:
    """The parts of a brief that stand, the ones withheld, and what a reader should be told about it."""

    title: str | None
    voices: list[parts.Voice]
    evidence: list[parts.Evidence]
    background: list[parts.Background]
    judgments: list[parts.Judgment]
    implications: list[parts.Implication]
    indicators: list[parts.Indicator]
    forecasts: list[parts.Forecast]
    hypotheses: list[parts.Hypothesis]
    actors: list[parts.Actor]
    relations: list[parts.Relation]
    motives: list[parts.Motive]
    risks: list[parts.Risk]
    contradictions: list[parts.Contradiction]
    assumptions: list[parts.Assumption]
    gaps: list[parts.Gap]
    bottom_line: list[parts.BottomLine]
    withheld: list[parts.Withheld]
    warnings: list[str]


def settle(draft: Draft, terms: Terms, findings: Sequence[Finding]) -> Settled:
    """Take out of *draft* what *findings* name, then what stood on nothing else, and convert the rest.

    *findings* are those of :func:`~briefing.grounding.review` on this very draft. A citation of an item
    that was withheld is dropped where others remain; the item itself is listed with its reason.
    """
    found = list(entries(draft))
    reasons = falling(found, findings)
    standing = _Standing([entry for entry in found if (entry.section, entry.index) not in reasons], terms)
    return standing.settled(None if TITLE in reasons else draft.title, _withheld(draft, found, reasons))


def sift(draft: Draft, findings: Sequence[Finding]) -> tuple[Draft, list[parts.Withheld]]:
    """*draft* without what does not stand, and that with its reasons; *findings* are those of a review of it."""
    found = list(entries(draft))
    reasons = falling(found, findings)
    left = {
        section: [item for index, item in enumerate(getattr(draft, section)) if (section, index) not in reasons]
        for section in {entry.section for entry in found}
    }
    title = None if TITLE in reasons else draft.title
    return draft.model_copy(update={**left, "title": title}), _withheld(draft, found, reasons)


def _withheld(draft: Draft, found: Sequence[Entry], reasons: Mapping[Place, str]) -> list[parts.Withheld]:
    withheld = [
        parts.Withheld(section=entry.section, item=entry.as_claimed(), reason=reasons[entry.section, entry.index])
        for entry in found
        if (entry.section, entry.index) in reasons
    ]
    if TITLE in reasons:
        withheld.append(parts.Withheld(section="title", item={"text": draft.title}, reason=reasons[TITLE]))
    return withheld


def falling(found: Sequence[Entry], findings: Sequence[Finding]) -> dict[Place, str]:
    """Which of the entries do not stand, and why: those that *findings* name, then what stood on nothing else."""
    reasons = _own_reasons(findings)
    _cascade(found, reasons)
    return reasons


def _own_reasons(findings: Sequence[Finding]) -> dict[Place, str]:
    reasons: dict[Place, str] = {}
    for finding in findings:
        if not finding.mild:
            place = (finding.section, finding.index)
            reasons[place] = f"{reasons[place]}; {finding.reason}" if place in reasons else finding.reason
    return reasons


def _cascade(found: Sequence[Entry], reasons: dict[Place, str]) -> None:
    """Add to *reasons* whatever cannot stand without what is withheld, until nothing more falls."""
    fell = True
    while fell:
        fell = False
        standing = {
            number: entry
            for entry in found
            if (number := entry.number) is not None and (entry.section, entry.index) not in reasons
        }
        for entry in found:
            place = (entry.section, entry.index)
            if place not in reasons and (reason := _falls(entry, standing)):
                reasons[place] = reason
                fell = True


def _falls(entry: Entry, standing: Mapping[str, Entry]) -> str | None:
    """Why *entry* cannot stand on what is *standing*, or None."""
    gone = sorted({number for number in entry.cited() if number not in standing})
    item = entry.item
    if isinstance(item, ForecastDraft) and item.whose != "brief":
        if item.whose not in standing:
            return f"its speaker was withheld: {item.whose}"
        if gone and (reason := why_no_outlook(item, standing)) is not None:
            return f"what it rests on was withheld: {_listed(gone)}; {reason}"
    if not gone:
        return None
    if isinstance(item, EvidenceDraft):
        # Without one of its speakers the words would stand in a mouth that did not say them.
        return f"its speaker was withheld: {_listed(gone)}"
    if isinstance(item, str):
        left = [number for number in entry.cited() if number in standing]
        # A sentence that tells a withheld judgment is that judgment.
        if not any(number[0] in "JE" for number in left) or any(number[0] == "J" for number in gone):
            return f"what it rests on was withheld: {_listed(gone)}"
        return None
    need = NEEDS.get(entry.section)
    if need and len({number for number in entry.cited(need.letters) if number in standing}) < need.least:
        return f"what it rests on was withheld: {_listed(gone)}"
    return None


def _listed(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return ", ".join(numbers[:10]) + more


class _Standing:
    """The entries that stand, and their conversion into the parts of a brief."""

    def __init__(self, standing: Sequence[Entry], terms: Terms) -> None:
        self._entries = standing
        self._terms = terms
        self._numbers = {entry.number for entry in standing if entry.number}
        self._speakers = Speakers(self._items("voices"))
        self._evidence: dict[str, EvidenceDraft] = {evidence.id: evidence for evidence in self._items("evidence")}
        self._warnings: list[str] = []

    def settled(self, title: str | None, withheld: list[parts.Withheld]) -> Settled:
        return Settled(
            title=title,
            voices=[parts.Voice(**item.model_dump()) for item in self._items("voices")],
            evidence=[self._as_evidence(item) for item in self._items("evidence")],
            background=[parts.Background(**item.model_dump()) for item in self._items("background")],
            judgments=[self._as_judgment(item) for item in self._items("judgments")],
            implications=[
                parts.Implication(audience=item.audience, text=item.text, judgments=self._kept(item.judgments))
                for item in self._items("implications")
            ],
            indicators=[
                parts.Indicator(sign=item.sign, moves=self._kept(item.moves), direction=item.direction)
                for item in self._items("indicators")
            ],
            forecasts=[self._as_forecast(item) for item in self._items("forecasts")],
            hypotheses=[self._as_hypothesis(entry) for entry in self._entries if entry.section == "hypotheses"],
            actors=[self._as_actor(item) for item in self._items("actors")],
            relations=[
                parts.Relation(**{**item.model_dump(), "evidence": self._kept(item.evidence)})
                for item in self._items("relations")
            ],
            motives=[self._as_motive(item) for item in self._items("motives")],
            risks=[self._as_risk(item) for item in self._items("risks")],
            contradictions=[
                parts.Contradiction(summary=item.summary, between=self._kept(item.between))
                for item in self._items("contradictions")
            ],
            assumptions=[parts.Assumption(**item.model_dump()) for item in self._items("assumptions")],
            gaps=[
                parts.Gap(text=item.text, affects=self._kept(item.affects), who_could=item.who_could)
                for item in self._items("gaps")
            ],
            bottom_line=[self._as_sentence(entry) for entry in self._entries if entry.section == "bottom_line"],
            withheld=withheld,
            warnings=self._warnings,
        )

    def _items(self, section: str) -> list[Any]:
        return [entry.item for entry in self._entries if entry.section == section]

    def _kept(self, numbers: Sequence[str], letters: str | None = None) -> list[str]:
        """*numbers* without repetitions and without what was withheld."""
        return [
            number
            for number in dict.fromkeys(numbers)
            if number in self._numbers and (letters is None or number[0] in letters)
        ]

    def _as_evidence(self, item: EvidenceDraft) -> parts.Evidence:
        source = self._terms.sources[item.source]
        spans = source.locate(item.quote)
        sentence = source.sentence(spans)
        return parts.Evidence(
            id=item.id,
            source=item.source,
            quote=" … ".join(source.text[span.start : span.end] for span in spans),
            spans=[parts.SpanRecord(start=span.start, end=span.end) for span in spans],
            sentence=parts.SpanRecord(start=sentence.start, end=sentence.end),
            voice=item.voice,
            kind=item.kind,
            credibility=self._credibility(item),
            translation=self._translation(item, source),
            page=source.page(spans[0].start),
        )

    def _translation(self, item: EvidenceDraft, source: Source) -> str | None:
        """The drafter's translation; of a quote in the brief's own language it would be a paraphrase, and is none."""
        if item.translation is None or is_blank(item.translation):
            return None
        telling = item.quote if len(item.quote.split()) >= _TELLING_WORDS else source.text
        return None if language_of(telling) == self._terms.language.partition("-")[0].lower() else item.translation

    def _credibility(self, item: EvidenceDraft) -> int | None:
        """The drafter's grade, where it can be one; a passage that stands is not withheld for its grade."""
        grade = item.credibility
        if grade is None or item.kind in UNGRADED_KINDS:
            return None
        if not (grade.is_integer() and 1 <= grade <= 6):
            self._warnings.append(f"{item.id}: the drafter's grade is none of 1 to 6 and was dropped.")
            return None
        if grade == 1 and len(set(self._terms.origins.values())) < 2:
            self._warnings.append(f"{item.id}: graded 1 (confirmed) on a single origin; shown as 2.")
            return 2
        return int(grade)

    def _as_judgment(self, item: JudgmentDraft) -> parts.Judgment:
        return parts.Judgment(
            id=item.id,
            statement=item.statement,
            probability=_whole(item.probability),
            by=item.by,
            confidence=item.confidence,
            confidence_because=self._reason(item),
            evidence=self._kept(item.evidence, "EK"),
            assumptions=self._kept(item.evidence, "A"),
            origins=self._origins_of(item),
        )

    def _origins_of(self, item: JudgmentDraft) -> int | None:
        """From how many independent reports its evidence comes; None where there is one report alone."""
        if len(self._terms.sources) < 2:
            return None
        cited = set(self._kept(item.evidence, "E"))
        return len({self._terms.origins[each.source] for each in self._items("evidence") if each.id in cited})

    def _reason(self, item: JudgmentDraft) -> str | None:
        """Why its confidence; a whole essay there is left out, which costs the judgment nothing."""
        words = len((item.confidence_because or "").split())
        if words <= TOO_LONG * MAX_REASON_WORDS:
            return item.confidence_because
        self._warnings.append(f"{item.id}: the reason for its confidence ran to {words:,} words and was left out.")
        return None

    def _as_forecast(self, item: ForecastDraft) -> parts.Forecast:
        evidence = self._kept(item.evidence)
        happened, of = _whole(item.happened), _whole(item.of)
        base_rate, rationale = None, item.rationale
        if item.reference_class and happened is not None and of is not None:
            cites = [number for number in evidence if number[0] == "K"]
            base_rate = parts.BaseRate(reference_class=item.reference_class, happened=happened, of=of, cites=cites)
        elif item.reference_class:
            # A class that nobody counted is still what the drafter looked at first.
            rationale = f"Class: {item.reference_class}. {rationale or ''}".strip()
        return parts.Forecast(
            id=item.id,
            statement=item.statement,
            probability=_whole(item.probability),
            by=item.by,
            resolution=item.resolution,
            base_rate=base_rate,
            rationale=rationale,
            whose=item.whose,
            hedge=None if item.whose == "brief" else item.hedge,
            implies=self._kept(item.implies),
            evidence=evidence,
        )

    def _as_hypothesis(self, entry: Entry) -> parts.Hypothesis:
        item: Any = entry.item
        return parts.Hypothesis(
            id=f"H{entry.index + 1}",
            hypothesis=item.hypothesis,
            standing=item.standing,
            supports=self._kept(item.supports),
            contradicts=self._kept(item.contradicts),
            would_show=item.would_show,
        )

    def _as_actor(self, item: ActorDraft) -> parts.Actor:
        return parts.Actor(
            name=item.name,
            as_written=item.as_written,
            kind=item.kind,
            role=item.role,
            heard=self._speakers.include(item),
            evidence=self._kept(item.evidence),
        )

    def _as_motive(self, item: MotiveDraft) -> parts.Motive:
        evidence = self._kept(item.evidence)
        # Who says so is who speaks innermost in what it rests on; an inference is nobody's words.
        speakers = [chain[-1] for number in evidence if (chain := self._evidence[number].voice)]
        return parts.Motive(
            actor=item.actor,
            motive=item.motive,
            basis=item.basis,
            according_to=[] if item.basis == "inferred" else list(dict.fromkeys(speakers)),
            confidence=item.confidence,
            alternative=item.alternative,
            evidence=evidence,
        )

    def _as_risk(self, item: RiskDraft) -> parts.Risk:
        fields = item.model_dump(exclude={"probability", "forecast", "evidence"})
        return parts.Risk(
            **fields,
            probability=_whole(item.probability),
            forecast=item.forecast if item.forecast in self._numbers else None,
            evidence=self._kept(item.evidence),
        )

    def _as_sentence(self, entry: Entry) -> parts.BottomLine:
        cited = entry.cited()
        text = without_citations(str(entry.item))
        return parts.BottomLine(text=text, judgments=self._kept(cited, "J"), evidence=self._kept(cited, "EK"))


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
