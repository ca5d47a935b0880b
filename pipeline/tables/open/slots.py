"""The columns that headings stand over, and the phrases over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.tables.open.tokens import Token


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of a table: of figures, or one left of them."""

    left: float  # points
    right: float
    figures: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A phrase over the slots first to last."""

    phrase: Token
    first: int
    last: int


def bands_of(slots: Sequence[Slot]) -> list[tuple[float, float]]:
    """Give how far each slot reaches: half way to its neighbours."""
    borders = [(one.right + other.left) / 2 for one, other in pairwise(slots)]
    lefts = [min(slots[0].left, slots[0].left) - 12.0, *borders]
    last = slots[-1]
    reach = max(12.0, 0.5 * (last.right - last.left))
    return list(zip(lefts, [*borders, last.right + reach], strict=True))
