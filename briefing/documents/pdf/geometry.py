"""Places on a page: boxes, and the matrices that put points there (ISO 32000-1, section 8.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Box(NamedTuple):
    """Left, bottom, right and top, in points of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def touches(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def covers(self, other: Box) -> bool:
        """Whether all of *other* is within this one."""
        return (
            self.left <= other.left
            and self.bottom <= other.bottom
            and self.right >= other.right
            and self.top >= other.top
        )

    def within(self, other: Box) -> Box:
        """What the two have in common; less than nothing when that is nothing."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


def matrix_of(values: Sequence[float]) -> Matrix:
    """Six numbers as a matrix."""
    a, b, c, d, e, f = map(float, values)
    return a, b, c, d, e, f


def then(one: Matrix, other: Matrix) -> Matrix:
    """What *one* and after it *other* do to a point."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(matrix: Matrix, x: float, y: float) -> Matrix:
    """*matrix* for what is *x* further right and *y* further up, as it measures."""
    return then((1.0, 0.0, 0.0, 1.0, x, y), matrix)


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where *matrix* puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def is_upright(matrix: Matrix) -> bool:
    """Whether a box stays one whose sides are those of the page."""
    a, b, c, d, _, _ = matrix
    return (b == 0 and c == 0) or (a == 0 and d == 0)


def around(points: Sequence[tuple[float, float]]) -> Box:
    """The smallest box that holds all *points*."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(up), max(across), max(up))
