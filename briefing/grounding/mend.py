"""Putting repaired items into a draft, in the place of those that did not stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

from briefing.draft import Draft
from briefing.grounding.entries import NUMBERED, Finding


def mend(draft: Draft, repaired: Draft, findings: Sequence[Finding]) -> Draft:
    """*draft* with the items that *findings* name replaced by those of *repaired*.

    Numbered items are matched by number, the others by likeness, since a model may leave one out or put
    them in another order. What was not asked for is not taken; what is not in *repaired* stays as it was,
    and with it its findings.
    """
    asked: dict[str, set[int]] = defaultdict(set)
    for finding in findings:
        asked[finding.section].add(finding.index)
    changes: dict[str, list[Any]] = {}
    for section, indexes in asked.items():
        items = list(getattr(draft, section))
        offered = list(getattr(repaired, section))
        for index, item in _pairs(section, items, sorted(indexes), offered):
            items[index] = item
        changes[section] = items
    return draft.model_copy(update=changes)


def _pairs(section: str, items: list[Any], indexes: list[int], offered: list[Any]) -> list[tuple[int, Any]]:
    if section in NUMBERED:
        by_number = {item.id: item for item in offered}
        return [(index, by_number[items[index].id]) for index in indexes if items[index].id in by_number]
    if len(offered) == len(indexes):
        return list(zip(indexes, offered, strict=True))
    pairs: list[tuple[int, Any]] = []
    open_indexes = list(indexes)
    for item in offered[: len(indexes)]:
        best = max(open_indexes, key=lambda index: _likeness(items[index], item))
        open_indexes.remove(best)
        pairs.append((best, item))
    return pairs


def _likeness(one: BaseModel | str, other: BaseModel | str) -> float:
    return SequenceMatcher(None, str(one), str(other), autojunk=False).ratio()
