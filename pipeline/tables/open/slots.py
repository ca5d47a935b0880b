"""The columns that headings stand over, and the phrases over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.tables.open.tokens import Token


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of a table: of figures, or one beside them."""

    left: float  # points
    right: float
    figures: bool
    grouped: bool = False  # others may stand under one heading with it

    @property
    def middle(self) -> float:
        """Half way between its sides, in points."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A phrase over the slots first to last."""

    phrase: Token
    first: int
    last: int

    @property
    def span(self) -> range:
        """The slots that it is over."""
        return range(self.first, self.last + 1)


def in_order(placed: Sequence[Placed], even: float) -> list[Placed]:
    """Give phrases from top to bottom; those of one line, within so many points, from the left."""
    lines: list[list[Placed]] = []
    for one in sorted(placed, key=lambda one: one.phrase.level):
        if lines and one.phrase.level - lines[-1][0].phrase.level <= even:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [one for line in lines for one in sorted(line, key=lambda one: one.phrase.left)]


def bands_of(slots: Sequence[Slot]) -> list[tuple[float, float]]:
    """Give how far each slot reaches: half way to its neighbours."""
    borders = [(one.right + other.left) / 2 for one, other in pairwise(slots)]
    lefts = [min(slots[0].left, slots[0].left) - 12.0, *borders]
    last = slots[-1]
    reach = max(12.0, 0.5 * (last.right - last.left))
    return list(zip(lefts, [*borders, last.right + reach], strict=True))
