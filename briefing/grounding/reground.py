"""Settling once more: a draft until what is left of it stands, and a finished brief to see whether it still does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pydantic import BaseModel

from briefing.brief import Brief, Hypothesis
from briefing.draft import Draft
from briefing.grounding.entries import NUMBERED, SECTIONS, Finding, entries
from briefing.grounding.redraft import as_draft, redraft, redrafted_terms, untitled
from briefing.grounding.review import review
from briefing.grounding.settle import Place, Settled, falling, settle
from briefing.grounding.terms import Terms


class Difference(NamedTuple):
    """A field that does not come out as it stands: what it is called, what stands there, and what comes out."""

    name: str
    stands: Any
    derived: Any


@dataclass(frozen=True)
class Regrounded:
    """What came of it: the findings by which something falls, what stands, and where that is not as it was."""

    findings: list[Finding]
    settled: Settled
    differences: list[Difference]


def settle_to_the_end(draft: Draft, terms: Terms, findings: Sequence[Finding]) -> Settled:
    """Settle *draft*, and then what is left as though that were the draft, until nothing more falls.

    What is withheld may have borne what something else claims, and not be cited by it: a name that only background
    had, a count of the voices. *findings* are those of :func:`~briefing.grounding.review.review` on *draft*.
    """
    settled = settle(draft, terms, findings)
    fell = settled.withheld
    while fell:
        left = as_draft(settled, settled.title)
        firm = [finding for finding in review(left, terms) if not finding.mild]
        again = settle(left, terms, firm)
        fell = again.withheld
        settled = replace(
            again,
            hypotheses=_with_ids(again.hypotheses, settled.hypotheses),
            withheld=[*settled.withheld, *again.withheld],
            warnings=[*settled.warnings, *again.warnings],
        )
    return settled


def _with_ids(hypotheses: Sequence[Hypothesis], before: Sequence[Hypothesis]) -> list[Hypothesis]:
    """*hypotheses*, numbered by their place among those *before*, with the numbers that these have."""
    return [item.model_copy(update={"id": before[int(item.id[1:]) - 1].id}) for item in hypotheses]


def reground(brief: Brief) -> Regrounded:
    """Review and settle *brief* again, from the texts of the sources that it holds.

    What differs is told of the items that stand, but for those that cite one that falls: they differ for that.
    """
    draft, terms = redraft(brief), redrafted_terms(brief)
    findings = review(draft, terms)
    settled = _with_spreads(settle(draft, terms, findings), brief)
    fallen = set(falling(list(entries(draft)), findings))
    firm = [finding for finding in findings if not finding.mild]
    return Regrounded(firm, settled, list(_differences(brief, settled, fallen)))


def _with_spreads(settled: Settled, brief: Brief) -> Settled:
    """*settled* with the spreads of *brief*: the drafts that they are of are not in it."""
    spreads = {item.id: item.spread for item in brief.judgments} | {item.id: item.spread for item in brief.forecasts}
    return replace(
        settled,
        judgments=[item.model_copy(update={"spread": spreads.get(item.id)}) for item in settled.judgments],
        forecasts=[item.model_copy(update={"spread": spreads.get(item.id)}) for item in settled.forecasts],
    )


def item_name(brief: Brief, section: str, index: int) -> str:
    """What to call an item of *brief*: its number, or its section and place."""
    items = getattr(brief, section)
    return section if isinstance(items, str) else getattr(items[index], "id", f"{section} {index + 1}")


def _differences(brief: Brief, settled: Settled, fallen: set[Place]) -> Iterator[Difference]:
    gone = {getattr(brief, section)[index].id for section, index in fallen if section in NUMBERED}
    for section in (*SECTIONS, "bottom_line"):
        standing = [place for place in enumerate(getattr(brief, section)) if (section, place[0]) not in fallen]
        for (index, item), again in zip(standing, getattr(settled, section), strict=True):
            if gone.isdisjoint(_strings(item)):
                yield from _fields(item_name(brief, section, index), item, again)
    title = settled.title or untitled(brief)
    if title != brief.title and ("title", 0) not in fallen:
        yield Difference("title", brief.title, title)


def _strings(item: BaseModel) -> Iterator[str]:
    """What an item may cite by: its strings, and those in its lists."""
    for value in item.model_dump().values():
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))


def _fields(name: str, item: BaseModel, again: BaseModel) -> Iterator[Difference]:
    for field, told in type(item).model_fields.items():
        stands, derived = getattr(item, field), getattr(again, field)
        # Hypotheses are numbered by their place, and a withheld one leaves a hole.
        if stands != derived and not (field == "id" and name[:1] == "H"):
            yield Difference(f"{name}.{told.alias or field}", stands, derived)
