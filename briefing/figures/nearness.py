"""How far one figure is from another, to show what stands in place of a claim's."""

from __future__ import annotations

import math

from briefing.figures.calendar import Moment
from briefing.figures.reader import Figure
from briefing.figures.units import converted

_WEIGHTS = (1.0, 0.5, 0.1)


def distance(one: Figure, other: Figure) -> float | None:
    """How far *other* is from *one*, both of one kind; None when they count different things."""
    if one.kind == "date":
        away = [_between(moment, there) for moment in one.moments for there in other.moments if moment[0] == there[0]]
        return min(away, default=None)
    sizes = []
    for quantity in one.quantities:
        for there in other.quantities:
            (value, unit), (further, unit_there) = converted(*quantity), converted(*there)
            if (unit or quantity.unit) == unit_there or (not unit and unit_there != "%"):
                sizes.append(abs(math.log(float(value) + 1) - math.log(float(further) + 1)))
    if not sizes and one.name and other.name:
        return 10.0 - len(set(one.name) & set(other.name))
    return min(sizes, default=None)


def _between(one: Moment, other: Moment) -> float:
    away = 0.0
    for weight, here, there in zip(_WEIGHTS, one[1:], other[1:], strict=True):
        if here is not None:
            away += weight * (min(abs(here - there), 12) if there is not None else 3)
    return away
