"""Putting repaired items into a draft, in the place of those that did not stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from briefing.draft import Draft
from briefing.grounding.entries import CITES, NUMBERED, Entry, Finding, entries, is_number, renumbered
from briefing.grounding.review import review
from briefing.grounding.settle import Place, falling
from briefing.grounding.terms import Terms

_ALIKE = 50.0
"""Per cent of likeness from which a repaired item can be the one asked for; two unrelated ones have about 40."""
_ALIKE_BY_GROUNDS = 30.0
"""The same where both rest on mostly the same, as an item that was written anew does."""
_MOST_COMPARED = 2_000
"""Characters of an item that likeness is taken by."""
_MOST_PAIRED = 60
"""Items of one section that are paired by likeness; what lies beyond stays as it was."""


def mend(draft: Draft, repaired: Draft, findings: Sequence[Finding], terms: Terms) -> Draft:
    """*draft* with the items that *findings* name replaced by those of *repaired*.

    Numbered items are matched by number, unless the number was the fault, the others by likeness, since a
    model may leave one out, put them in another order, or offer something else altogether. Where a number was
    the fault and the item comes back with a fresh one, the draft's citations of the old one follow. A title is
    replaced by a title, a bottom line that was too long as a whole by a whole one. What was not asked for is not
    taken; what is not in *repaired* stays as it was, and with it its findings; and so does what stood before and
    would not after.
    """
    asked: dict[str, list[int]] = defaultdict(list)
    for finding in findings:
        if finding.index not in asked[finding.section][-1:]:
            asked[finding.section].append(finding.index)
    whole = any(finding.whole for finding in findings) and bool(repaired.bottom_line)
    if whole:
        del asked["bottom_line"]
    if asked.pop("title", None) and repaired.title:
        draft = draft.model_copy(update={"title": repaired.title})
    taken = {
        (section, index): item
        for section, indexes in asked.items()
        for index, item in _pairs(section, list(getattr(draft, section)), sorted(set(indexes)), repaired)
    }
    condensed = repaired.bottom_line if whole else None
    fell = falling(list(entries(draft)), findings)
    mended = _replaced(draft, taken, condensed)
    falls = falling(list(entries(mended)), review(mended, terms))
    better = {place: item for place, item in taken.items() if place not in falls or place in fell}
    if condensed is not None and all(("bottom_line", index) in falls for index in range(len(condensed))):
        condensed = None
    return _replaced(draft, better, condensed)


def _replaced(draft: Draft, taken: Mapping[Place, Any], bottom_line: list[str] | None) -> Draft:
    """*draft* with the items of *taken* in their places, and with *bottom_line* in the place of its own."""
    changes: dict[str, list[Any]] = {}
    for (section, index), item in taken.items():
        changes.setdefault(section, list(getattr(draft, section)))[index] = item
    if bottom_line is not None:
        changes["bottom_line"] = bottom_line
    return _follow(draft.model_copy(update=changes), _fresh_numbers(draft, taken))


def _pairs(section: str, items: list[Any], indexes: list[int], repaired: Draft) -> Iterator[tuple[int, Any]]:
    offered: list[Any] = list(getattr(repaired, section))
    if section not in NUMBERED:
        yield from _by_likeness(section, items, indexes, offered)
        return
    first = {item.id: index for index, item in reversed(list(enumerate(items)))}
    by_number = {item.id: item for item in reversed(offered)}
    misnumbered = []
    for index in indexes:
        number = items[index].id
        if not is_number(number, NUMBERED[section]) or first[number] != index:
            misnumbered.append(index)
        elif number in by_number:
            yield index, by_number[number]
    # A number that another item has would only be given twice again.
    fresh = [item for number, item in by_number.items() if is_number(number, NUMBERED[section]) and number not in first]
    yield from _by_likeness(section, items, misnumbered, fresh)


def _by_likeness(section: str, items: list[Any], indexes: list[int], offered: list[Any]) -> Iterator[tuple[int, Any]]:
    """The pairs most alike first, each item once; of two as much alike, the one nearer to its place."""
    old = [_Read(Entry(section, index, items[index])) for index in indexes[:_MOST_PAIRED]]
    new = [_Read(Entry(section, place, item)) for place, item in enumerate(offered[:_MOST_PAIRED])]
    pairs = sorted(
        (-likeness, abs(place - other), place, other)
        for place, one in enumerate(old)
        for other, another in enumerate(new)
        if (likeness := one.likeness(another))
    )
    gone: set[int] = set()
    used: set[int] = set()
    for _, _, place, other in pairs:
        if place not in gone and other not in used:
            gone.add(place)
            used.add(other)
            yield indexes[place], offered[other]


class _Read:
    """An item as it is compared: its words without its number, and what it cites."""

    def __init__(self, entry: Entry) -> None:
        item = entry.item
        values = item.model_dump(exclude={"id"}).values() if isinstance(item, BaseModel) else [item]
        self.words = " ".join(str(value)[:_MOST_COMPARED] for value in values if value not in (None, []))[
            :_MOST_COMPARED
        ]
        self.cited = set(entry.cited())

    def likeness(self, other: _Read) -> float:
        """Per cent of likeness, or 0 where the two cannot be the same item."""
        from rapidfuzz import fuzz  # only a draft that is mended needs it

        shared = 2 * len(self.cited & other.cited) > len(self.cited | other.cited)
        return fuzz.ratio(self.words, other.words, score_cutoff=_ALIKE_BY_GROUNDS if shared else _ALIKE)


def _fresh_numbers(draft: Draft, taken: Mapping[Place, Any]) -> dict[str, str]:
    """The numbers that were at fault and no other item's, each with the one that its item came back with."""
    given = Counter(item.id for section in NUMBERED for item in getattr(draft, section))
    return {
        old: item.id
        for (section, index), item in taken.items()
        if section in NUMBERED and (old := getattr(draft, section)[index].id) not in ("", item.id) and given[old] == 1
    }


def _follow(draft: Draft, numbers: Mapping[str, str]) -> Draft:
    """*draft* with each citation of an old number replaced by the new one, where the field may cite that."""
    if not numbers:
        return draft
    changes: dict[str, list[Any]] = {}
    for section, fields in CITES.items():
        changes[section] = [_following(item, fields, numbers) for item in getattr(draft, section)]
    changes["forecasts"] = [_renamed(item, "whose", "V", numbers) for item in changes["forecasts"]]
    changes["risks"] = [_renamed(item, "forecast", "F", numbers) for item in changes["risks"]]
    changes["bottom_line"] = [renumbered(sentence, numbers) for sentence in draft.bottom_line]
    return draft.model_copy(update=changes)


def _following(item: BaseModel, fields: Sequence[Any], numbers: Mapping[str, str]) -> BaseModel:
    update = {}
    for field, letters in fields:
        cited = getattr(item, field)
        now = [numbers[number] if numbers.get(number, "-")[0] in letters else number for number in cited]
        if now != cited:
            update[field] = now
    return item.model_copy(update=update) if update else item


def _renamed(item: BaseModel, field: str, letter: str, numbers: Mapping[str, str]) -> BaseModel:
    now = numbers.get(getattr(item, field) or "", "-")
    return item.model_copy(update={field: now}) if now[0] == letter else item
