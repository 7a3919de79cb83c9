"""The middle of the page: what is expected, what else could explain it, who acts and why, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.brief import Actor, BaseRate, Brief, Forecast, Motive, Risk
from briefing.render.escape import encode
from briefing.render.tables import Column, table
from briefing.render.wording import Names, agreed, chance, date, human, listed, optional, refs

OWN = "brief"
"""``whose`` of a forecast that is the brief's own; otherwise it is the number of a voice."""


def analysis(brief: Brief) -> list[str]:
    """The blocks from the forecasts to the background."""
    names = Names(brief)
    return [
        *_forecasts(brief),
        *_outlooks(brief, names),
        *_hypotheses(brief),
        *_actors(brief),
        *_relations(brief),
        *_motives(brief, names),
        *_risks(brief),
        *_contradictions(brief),
        *_assumptions(brief),
        *_gaps(brief),
        *_background(brief),
    ]


def _forecasts(brief: Brief) -> list[str]:
    items = [item for item in brief.forecasts if item.whose == OWN]
    rows = table(
        Column("No.", [encode(item.id) for item in items]),
        Column("Will this happen?", [encode(item.statement) for item in items]),
        Column("P", [_chance(item, brief) for item in items], assessed=True),
        Column("By", [date(item.by) if item.by else None for item in items]),
        Column("Outside view first, then this case", [_reasoning(item) for item in items]),
        Column("Settled by", [optional(item.resolution) for item in items]),
        Column("Rests on", [refs(item.evidence) for item in items]),
    )
    if not rows:
        return []
    kept = [
        f"{encode(item.id)} implies {listed([encode(each) for each in item.implies])}" for item in items if item.implies
    ]
    coherence = [f"*Kept consistent:* {'; '.join(kept)}."] if kept else []
    return [f"## Forecasts{' (retrospective, not scored)' if brief.retrospective else ''}", *rows, *coherence]


def _chance(item: Forecast, brief: Brief) -> str | None:
    return f"{item.probability} %{agreed(item.spread, brief)}" if item.probability else None


def _reasoning(item: Forecast) -> str | None:
    views = [_outside_view(item.base_rate)] if item.base_rate else []
    if item.rationale:
        views.append(f"*This case:* {encode(item.rationale)}" if item.base_rate else encode(item.rationale))
    return " ".join(views) or None


def _outside_view(rate: BaseRate) -> str:
    cited = f" {refs(rate.cites)}" if rate.cites else ""
    return f"*Outside view:* {rate.happened:,} of {rate.of:,} ({encode(rate.reference_class)}){cited}."


def _outlooks(brief: Brief, names: Names) -> list[str]:
    items = [item for item in brief.forecasts if item.whose != OWN]
    rows = table(
        Column("No.", [encode(item.id) for item in items]),
        Column("Who", [names.voice(item.whose) for item in items]),
        Column("What the speaker expects", [encode(item.statement) for item in items]),
        Column("In the speaker's words", [f"“{encode(item.hedge)}”" if item.hedge else None for item in items]),
        Column("By", [date(item.by) if item.by else None for item in items]),
        Column("Settled by", [optional(item.resolution) for item in items]),
        Column("Rests on", [refs(item.evidence) for item in items]),
    )
    note = "A speaker's hedge is the speaker's: no number is put on it."
    return ["## What speakers in the reports expect", note, *rows] if rows else []


def _hypotheses(brief: Brief) -> list[str]:
    items = brief.hypotheses
    rows = table(
        Column("No.", [encode(item.id) for item in items]),
        Column("Explanation", [encode(item.hypothesis) for item in items]),
        Column("For", [refs(item.supports) for item in items]),
        Column("Against", [refs(item.contradicts) for item in items]),
        Column("Standing", [human(item.standing) if item.standing else None for item in items], assessed=True),
        Column("What would show it right", [encode(item.would_show) for item in items]),
    )
    return ["## Alternatives weighed", *rows] if rows else []


def _actors(brief: Brief) -> list[str]:
    items = brief.actors
    rows = table(
        Column("Actor", [_named(item) for item in items]),
        Column("Kind", [human(item.kind) for item in items]),
        Column("Part played", [encode(item.role) for item in items]),
        Column("How we know", [refs(item.evidence) for item in items]),
        Column("Heard?", ["yes" if item.heard else "no" for item in items]),
    )
    return ["## Actors", *rows] if rows else []


def _named(item: Actor) -> str:
    """The name, and the report's own form of it where a reader would not find the one by the other."""
    if item.name.casefold() in item.as_written.casefold() or item.as_written.casefold() in item.name.casefold():
        return encode(item.name)
    return f"{encode(item.name)} (“{encode(item.as_written)}”)"


def _relations(brief: Brief) -> list[str]:
    items = brief.relations
    rows = table(
        Column("From", [encode(item.subject) for item in items]),
        Column("To", [encode(item.object) for item in items]),
        Column("What", [encode(item.kind) for item in items]),
        Column("Status at cut-off", [human(item.status) for item in items]),
        Column("In short", [encode(item.summary) for item in items]),
        Column("Rests on", [refs(item.evidence) for item in items]),
    )
    return ["## Relations", *rows] if rows else []


def _motives(brief: Brief, names: Names) -> list[str]:
    items = brief.motives
    rows = table(
        Column("Whose", [encode(item.actor) for item in items]),
        Column("Motive", [encode(item.motive) for item in items]),
        Column("Basis", [human(item.basis) for item in items]),
        Column("According to", [_according_to(item, names) for item in items]),
        Column("Confidence", [human(item.confidence) if item.confidence else None for item in items], assessed=True),
        Column("Another reading", [optional(item.alternative) for item in items]),
        Column("Rests on", [refs(item.evidence) for item in items]),
    )
    return ["## Motives", *rows] if rows else []


def _according_to(item: Motive, names: Names) -> str:
    if item.according_to:
        return listed([names.voice(number) for number in item.according_to])
    if item.basis == "inferred":
        return "this brief"
    return listed(names.publishers(item.evidence)) or "the report itself"


def _risks(brief: Brief) -> list[str]:
    items = brief.risks
    rows = table(
        Column("Risk", [encode(item.risk) for item in items]),
        Column(
            "To whom", [listed([encode(each) for each in item.exposed]) if item.exposed else None for item in items]
        ),
        Column("Given", [optional(item.given) for item in items]),
        Column("Likelihood", [_risk_likelihood(item, brief) for item in items], assessed=True),
        Column("By", [date(item.horizon) if item.horizon else None for item in items]),
        Column("Impact", [f"**{human(item.impact)}**" if item.impact else None for item in items], assessed=True),
        Column("Consequence", [optional(item.consequence) for item in items]),
        Column("Confidence", [human(item.confidence) if item.confidence else None for item in items], assessed=True),
        Column("Rests on", [refs(item.evidence) for item in items]),
    )
    return ["## Risks", *rows] if rows else []


def _risk_likelihood(item: Risk, brief: Brief) -> str | None:
    # One event, one number: what is a forecast too has its likelihood there.
    if item.forecast:
        return f"see {encode(item.forecast)}"
    return None if item.probability is None else chance(item.probability, brief.provenance.scale)


def _contradictions(brief: Brief) -> list[str]:
    """Each with what contradicts each other, word for word, and where it stands."""
    quotes = {item.id: (item.quote, item.source) for item in brief.evidence}
    stories = {source.id: source.origin or source.id for source in brief.sources}
    lines = []
    for item in brief.contradictions:
        sides = " against ".join(refs([each]) for each in item.between)
        lines.append(f"- {encode(item.summary)}" + (f" ({sides})" if sides else ""))
        said = [(number, *quotes[number]) for number in item.between if number in quotes]
        lines[-1] += "".join(
            f" {encode(number)}, {encode(source)}: “{encode(quote)}”." for number, quote, source in said
        )
        told = {stories.get(source, source) for _, _, source in said}
        if len(told) == 1 < len({source for _, _, source in said}):
            lines[-1] += " These are versions of one report."
    return ["## Contradictions", "\n".join(lines)] if lines else []


def _assumptions(brief: Brief) -> list[str]:
    items = brief.assumptions
    rows = table(
        Column("No.", [encode(item.id) for item in items]),
        Column("We take it that", [encode(item.text) for item in items]),
        Column("If wrong", [encode(item.if_wrong) for item in items]),
    )
    return ["## Assumptions", *rows] if rows else []


def _gaps(brief: Brief) -> list[str]:
    items = brief.gaps
    rows = table(
        Column("We do not know", [encode(item.text) for item in items]),
        Column("Bears on", [refs(item.affects) for item in items]),
        Column("Who could say", [optional(item.who_could) for item in items]),
    )
    return ["## Gaps", *rows] if rows else []


def _background(brief: Brief) -> list[str]:
    items = brief.background
    uses = list(_uses(brief))
    rows = table(
        Column("No.", [encode(item.id) for item in items]),
        Column("Kind", [human(item.kind) for item in items]),
        Column("Taken as known", [encode(item.text) for item in items]),
        Column("To check it", [optional(item.check_at) for item in items]),
        Column("Used in", [", ".join(dict.fromkeys(by for by, cited in uses if item.id in cited)) for item in items]),
    )
    note = "What the drafter knows and the reports do not say: **unverified**, and marked [K] wherever it is used."
    return ["## From outside the reports", note, *rows] if rows else []


def _uses(brief: Brief) -> Iterator[tuple[str, list[str]]]:
    """Who cites what: an encoded name of the place, and the references there that background may stand among."""
    for line in brief.bottom_line:
        yield "bottom line", line.evidence
    for judgment in brief.judgments:
        yield encode(judgment.id), judgment.evidence
    for forecast in brief.forecasts:
        yield encode(forecast.id), forecast.evidence + (forecast.base_rate.cites if forecast.base_rate else [])
    for hypothesis in brief.hypotheses:
        yield encode(hypothesis.id), hypothesis.supports + hypothesis.contradicts
    for risk in brief.risks:
        yield "risks", risk.evidence
    for contradiction in brief.contradictions:
        yield "contradictions", contradiction.between
