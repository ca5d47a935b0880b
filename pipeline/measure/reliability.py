"""Whether stated confidence comes true: values by what they state, and how many are right.

Tenths, the last one in four parts: nearly all values state more than .9, and .95 and .99 are five
times as many errors apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

# Lower ends of the groups but the first, which begins at 0.
_ENDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
# Of a normal distribution: 95 of 100 lie so many standard deviations from the middle.
_DEVIATIONS = 1.96


@dataclass(frozen=True, slots=True)
class Group:
    """The values that state about the same confidence."""

    least: float  # lower end of what they state
    values: int
    right: int
    stated: float  # mean, 0 to 1

    @property
    def share(self) -> float:
        """Share of right values, 0 to 1."""
        return self.right / self.values

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, with 95 % confidence."""
        return wilson(self.right, self.values)


def wilson(right: int, values: int) -> tuple[float, float]:
    """Give the interval that holds the true share in 95 of 100 cases, after Wilson (1927).

    The common one, share and deviation, says that 30 right of 30 means exactly 1.

    >>> [round(end, 3) for end in wilson(30, 30)], [round(end, 3) for end in wilson(9, 10)]
    ([0.886, 1.0], [0.596, 0.982])
    """
    if not values:
        return 0.0, 1.0
    share, spread = right / values, _DEVIATIONS**2 / values
    middle = (share + spread / 2) / (1 + spread)
    reach = sqrt(spread * share * (1 - share) + spread**2 / 4) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def group_values(judged: Iterable[tuple[float, bool]]) -> tuple[Group, ...]:
    """Group values by what they state; groups without any are left out.

    Args:
        judged: Of each value its confidence, 0 to 1, and whether it is right.

    >>> [(group.least, group.right, group.values) for group in
    ...  group_values([(0.42, False), (0.48, True), (0.997, True)])]
    [(0.4, 1, 2), (0.99, 1, 1)]
    """
    kept: list[list[tuple[float, bool]]] = [[] for _ in range(len(_ENDS) + 1)]
    for confidence, right in judged:
        kept[bisect_right(_ENDS, confidence)].append((confidence, right))
    return tuple(
        Group(
            least,
            len(group),
            sum(right for _, right in group),
            sum(confidence for confidence, _ in group) / len(group),
        )
        for least, group in zip((0.0, *_ENDS), kept, strict=True)
        if group
    )
