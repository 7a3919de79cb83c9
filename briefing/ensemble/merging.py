"""One draft of several, whose items all stand.

An item that several drafts have is one: its words are those of the draft whose number is nearest to the median, its
evidence is that of all of them. Items are ordered by how many drafts have them, then by where they first appeared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any, TypeVar

from pydantic import BaseModel

from briefing.brief import Spread, Withheld
from briefing.draft import Draft, ForecastDraft, JudgmentDraft
from briefing.ensemble.sameness import Statement
from briefing.folding import fold, lowered
from briefing.grounding.entries import CITES, NUMBERED, STATES, Entry, citations, renumbered
from briefing.tradecraft import MAX_BACKGROUND, MAX_JUDGMENTS

_ORDER = (
    *("voices", "evidence", "background", "assumptions", "forecasts", "judgments", "contradictions", "actors"),
    *("relations", "motives", "hypotheses", "gaps", "risks", "implications", "indicators"),
)
"""The sections so that what an item cites comes before it; forecasts cite one another."""
_NAMED = {"voices": ("name",), "actors": ("name",), "relations": ("subject", "object", "kind")}
"""Sections whose items are the same when these fields are, and the fields."""
_KEPT_APART = {
    "forecasts": ("by", "whose"),
    "indicators": ("direction",),
    "judgments": ("by",),
    "motives": ("actor", "basis"),
    "risks": ("horizon",),
}
"""Fields that have to be the same in what claims the same; null is a value too: no day is the state of things now."""
_UNITED = {"evidence", "between", "affects", "implies", "judgments", "moves"}
"""Fields in which an item cites what all its drafts cite; who speaks, and what weighs against what, is one draft's."""
_CAPS = {"background": MAX_BACKGROUND, "judgments": MAX_JUDGMENTS}
_CONFIDENCE = ("low", "moderate", "high")

Item = TypeVar("Item", bound=BaseModel)


@dataclass(frozen=True)
class Ensemble:
    """The *draft*, how far the numbers of its judgments and forecasts lie apart, by number, and what was over a cap."""

    draft: Draft
    spreads: Mapping[str, Spread]
    left_out: Sequence[Withheld]


@dataclass
class _Group:
    """Items of different drafts that claim the same: by draft, with citations in the new numbering."""

    members: dict[int, Any]
    number: str = ""


def merge(drafts: Sequence[Draft]) -> Ensemble:
    """One draft of *drafts*, all of whose items stand; at least one.

    Numbers are given anew, and every citation follows; what cited only what is left out cites nothing.
    """
    return _Merger(drafts).merged()


class _Merger:
    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts
        self._numbers: list[dict[str, str]] = [{} for _ in drafts]
        """For each draft, its numbers and the new ones."""
        self._groups: dict[str, list[_Group]] = {}
        self._left_out: list[Withheld] = []

    def merged(self) -> Ensemble:
        """The whole."""
        sections: dict[str, Any] = {}
        for section in _ORDER:
            groups = self._grouped(section)
            if section not in ("voices", "evidence"):  # these stay as the sources have them
                groups.sort(key=lambda group: -len(group.members))
            self._groups[section] = self._numbered(section, groups)
            sections[section] = [self._one(section, group) for group in self._groups[section]]
        sections["forecasts"] = _consistent([self._renumbered(item, "implies") for item in sections["forecasts"]])
        draft = Draft.model_construct(**sections, **self._head())
        return Ensemble(draft, self._spreads(), self._left_out)

    # Which items are one.

    def _grouped(self, section: str) -> list[_Group]:
        groups: list[_Group] = []
        for at, draft in enumerate(self._drafts):
            for item in getattr(draft, section):
                cited = self._cited(section, at, item)
                group = next((group for group in groups if self._goes_with(section, at, cited, group)), None)
                if group is None:
                    groups.append(_Group({at: cited}))
                else:
                    group.members[at] = cited
        return groups

    def _goes_with(self, section: str, at: int, item: Any, group: _Group) -> bool:
        """Whether *item* of the draft *at* is the same as all of *group*: in a chain, the ends could differ."""
        return at not in group.members and all(_is_same(section, item, member) for member in group.members.values())

    # One numbering.

    def _numbered(self, section: str, groups: list[_Group]) -> list[_Group]:
        """*groups* up to the section's cap, numbered; what is over it is told of."""
        most = _CAPS.get(section, len(groups))
        for group in groups[most:]:
            claimed = Entry(section, 0, next(iter(group.members.values()))).as_claimed()
            claimed.pop("id", None)
            reason = f"it is in {len(group.members)} of {len(self._drafts)} drafts, and {most} items are the most"
            self._left_out.append(Withheld(section=section, item=claimed, reason=reason))
        if (letter := NUMBERED.get(section)) is None:
            return groups[:most]
        for number, group in enumerate(groups[:most], 1):
            group.number = f"{letter}{number}"
            for at, item in group.members.items():
                self._numbers[at][item.id] = group.number
        return groups[:most]

    def _cited(self, section: str, at: int, item: Item) -> Item:
        """*item* of the draft *at*, citing by the new numbers what is already numbered."""
        numbers, changes = self._numbers[at], dict[str, Any]()
        for citing in CITES.get(section, ()):
            if citing.field != "implies":  # forecasts are numbered when all of them are known
                changes[citing.field] = _mapped(getattr(item, citing.field), numbers)
        if isinstance(item, ForecastDraft):
            changes["whose"] = numbers.get(item.whose, item.whose)
            changes["implies"] = [f"{at} {number}" for number in item.implies]
        if section == "risks":
            changes["forecast"] = numbers.get(getattr(item, "forecast", None) or "")
        return item.model_copy(update=changes)

    def _renumbered(self, forecast: ForecastDraft, field: str) -> ForecastDraft:
        """*forecast* with the forecasts that it implies in the new numbering."""
        implied = []
        for told in getattr(forecast, field):
            at, number = told.split(" ", 1)
            if (new := self._numbers[int(at)].get(number)) and new != forecast.id:
                implied.append(new)
        return forecast.model_copy(update={field: list(dict.fromkeys(implied))})

    # One item.

    def _one(self, section: str, group: _Group) -> Any:
        """The item that stands for *group*."""
        members = list(group.members.values())
        given = [item.probability for item in members if getattr(item, "probability", None) is not None]
        middle = _median(given)
        first = min(members, key=lambda item: abs((getattr(item, "probability", None) or 1000) - (middle or 0)))
        if section == "evidence":
            first = max(members, key=lambda item: len(item.quote))
        changes: dict[str, Any] = {
            field: list(dict.fromkeys(number for item in (first, *members) for number in getattr(item, field)))
            for field in (citing.field for citing in CITES.get(section, ()))
            if field in _UNITED
        }
        if group.number:
            changes["id"] = group.number
        if middle is not None:
            changes["probability"] = middle
        if isinstance(first, JudgmentDraft):
            changes["confidence"] = _lower_median([item.confidence for item in members if item.confidence])
        return first.model_copy(update=changes)

    def _spreads(self) -> dict[str, Spread]:
        spreads = {}
        for section in ("judgments", "forecasts"):
            for group in self._groups[section]:
                given = [round(p) for item in group.members.values() if (p := item.probability) is not None]
                low, high = (min(given), max(given)) if given else (None, None)
                spreads[group.number] = Spread(samples=len(group.members), low=low, high=high)
        return spreads

    # Title and bottom line.

    def _head(self) -> dict[str, Any]:
        """Title and bottom line of the draft whose judgments and forecasts are nearest to the medians."""
        at = min(range(len(self._drafts)), key=self._distance)
        draft, numbers = self._drafts[at], self._numbers[at]
        sentences = [_recited(sentence, numbers) for sentence in draft.bottom_line]
        return {"title": draft.title, "bottom_line": [sentence for sentence in sentences if sentence]}

    def _distance(self, at: int) -> tuple[float, int]:
        """How far the numbers of the draft *at* lie from the medians, and how many of the items that count it lacks."""
        away, lacking = 0.0, 0
        for section in ("judgments", "forecasts"):
            for group in self._groups[section]:
                item = group.members.get(at)
                given = [other.probability for other in group.members.values() if other.probability is not None]
                if item is None:
                    lacking += len(group.members) > len(self._drafts) / 2
                elif item.probability is not None:
                    away += abs(item.probability - (_median(given) or 0))
        return (lacking * 100 + away, at)


def _is_same(section: str, one: Any, other: Any) -> bool:
    """Whether two items of different drafts claim the same."""
    if section == "evidence":
        return _same_quote(one, other)
    if section in _NAMED:
        return all(_folded(getattr(one, name)) == _folded(getattr(other, name)) for name in _NAMED[section])
    if section == "contradictions" and set(one.between) == set(other.between):
        return True
    if any(getattr(one, field) != getattr(other, field) for field in _KEPT_APART.get(section, ())):
        return False
    if section == "risks" and not _same_circumstances(one, other):
        return False
    day = getattr(one, "by", None)
    if not all(
        _statement(getattr(one, name), day).claims(_statement(getattr(other, name), day)) for name in STATES[section]
    ):
        return False
    if section != "forecasts" or one.resolution is None or other.resolution is None:
        return True
    return not _statement(one.resolution, day).may_contradict(_statement(other.resolution, day))


def _same_circumstances(one: Any, other: Any) -> bool:
    """Whether two risks arise under the same condition, for the same."""
    if set(map(_folded, one.exposed)) != set(map(_folded, other.exposed)):
        return False
    return _statement(one.given or "").claims(_statement(other.given or ""))


def _same_quote(one: Any, other: Any) -> bool:
    if one.source != other.source or one.voice != other.voice:
        return False
    first, second = _folded(one.quote), _folded(other.quote)
    return first in second or second in first


def _consistent(forecasts: list[ForecastDraft]) -> list[ForecastDraft]:
    """*forecasts* without the implications that the medians break: the drafts did not agree on them."""
    chances = {forecast.id: forecast.probability for forecast in forecasts}

    def holds(forecast: ForecastDraft, implied: str) -> bool:
        one, other = forecast.probability, chances.get(implied)
        return implied in chances and (one is None or other is None or one <= other)

    return [
        forecast.model_copy(update={"implies": [number for number in forecast.implies if holds(forecast, number)]})
        for forecast in forecasts
    ]


def _recited(sentence: str, numbers: Mapping[str, str]) -> str | None:
    """*sentence* in the new numbering; None where one of what it cites is gone."""
    return renumbered(sentence, numbers) if all(number in numbers for number in citations(sentence)) else None


def _mapped(cited: Iterable[str], numbers: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(numbers[number] for number in cited if number in numbers))


def _median(given: Sequence[float]) -> float | None:
    """The median as a whole per cent from 1 to 99; between two, the mean, halves to the even."""
    return float(min(max(round(median(given)), 1), 99)) if given else None


def _lower_median(given: Sequence[str]) -> str | None:
    ranks = sorted(map(_CONFIDENCE.index, given))
    return _CONFIDENCE[ranks[(len(ranks) - 1) // 2]] if ranks else None


@cache
def _folded(text: str) -> str:
    return lowered(fold(text).text).strip()


@cache
def _statement(text: str, day: str | None = None) -> Statement:
    return Statement(text, day)
