"""How far a number that is marked as inexact may be from the one that it is told of."""

from __future__ import annotations

from decimal import Decimal

from briefing.figures.units import Bound

_MOST_ABOUT = Decimal("0.1")
_LEAST_DIGITS = Decimal("0.05")


def span_of(value: Decimal, bound: Bound, grain: Decimal | None) -> tuple[Decimal, Decimal] | None:
    """Between which two amounts lies what *value* is right for at its own precision, by *bound*; None for itself only.

    The precision is *grain*, or that of the last digit that is no zero: "about 1,400" is for 1,350 to 1,450,
    "more than 1,400" for less than 1,500. What is rounded to one digit may be a tenth off, and no more.
    """
    if value <= 0:
        return None
    digits = value.normalize().as_tuple()
    step = grain or Decimal(1).scaleb(int(digits.exponent))
    if bound == "about":
        off = min(step / 2, value * (_MOST_ABOUT if grain or len(digits.digits) == 1 else _LEAST_DIGITS))
        return value - off, value + off
    if bound == "nearly":
        return value - min(step, value * _MOST_ABOUT), value
    if bound == "over":
        return value, value + step
    if bound == "under":
        return value - step, value
    return None
