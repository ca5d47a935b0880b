"""Which column is what: settled in one way for tables of all kinds.

Each kind of table says how much speaks for each of its columns to be each of the things it looks
for, by its own reasons and in its own numbers: contents, words of a header, numbers below it, names
of a form. What is settled here is the assignment alone. Columns and what they are taken for keep
their order, nothing is taken twice, and what nothing speaks for is left out rather than guessed.

To try all combinations was the alternative; 56 columns took 12 s. Here it is one step for each
column and each thing that is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from pipeline.vietnamese.units import DITTO, read_unit

# Whole headings of the columns that number the rows, folded: "nhóm hàng" heads no codes.
CODE_HEADINGS = frozenset(("stt", "tt", "so tt", "so thu tu", "ma so", "ma", "ms", "ma chi tieu"))
UNIT_HEADINGS = frozenset(("don vi tinh", "dvt", "dv tinh", "don vi do", "d.v.t"))
_Column = TypeVar("_Column")
_MUST = 1000.0  # more than all scores of a table together: what has to be found comes first
_SAME = 1e-6  # sums that differ less are equal; then what stands further left is taken


def assign_roles(
    columns: Sequence[_Column],
    *,
    needed: Collection[str],
    all_needed: bool = False,
    **roles: Callable[[_Column], float],
) -> dict[str, int]:
    """Give the column of each role, from 0; without one of `needed` where there is no room for it.

    Args:
        columns: From left to right.
        needed: Roles that are given a column even where nothing speaks for it.
        all_needed: The others are too, as far as there are columns.
        **roles: In the order in which they stand on paper, each with what says how much speaks for
            a column to play it; nothing does up to 0.

    >>> assign_roles(["1", "Số hộ nghèo", "12"], needed=("name",), code=str.isdigit, name=len)
    {'code': 0, 'name': 1}
    """
    scores = np.array([[float(score(one)) for score in roles.values()] for one in columns])
    must = np.array([_MUST * (all_needed + (role in needed)) for role in roles])
    names = list(roles)
    return {names[role]: column for column, role in pair_in_order(scores + must)}


def pair_in_order(scores: ArrayLike) -> list[tuple[int, int]]:
    """Give the pairs that do not cross and have the highest sum; one step for each row.

    Args:
        scores: How much speaks for each of one side, in rows, to be each of the other; nothing does
            up to 0.

    >>> pair_in_order([[0.0, 3.0, 1.0], [2.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
    [(0, 1), (2, 2)]
    """
    table = np.asarray(scores, np.float64)
    height, width = table.shape if table.size else (0, 0)
    sums = np.zeros((height + 1, width + 1))
    for row in range(height):
        taken = np.maximum(sums[row, 1:], sums[row, :-1] + table[row])
        sums[row + 1, 1:] = np.maximum.accumulate(taken)
    pairs = []
    row, column = height, width
    while row and column:
        if sums[row, column] <= sums[row - 1, column] + _SAME:
            row -= 1
        elif sums[row, column] <= sums[row, column - 1] + _SAME:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    """Give the share of texts that pass a test, 0 to 1; 0 of none."""
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def is_unit(text: str) -> bool:
    """Say whether a cell holds a unit, or a sign that repeats the one above."""
    return text.lower() in DITTO or bool(read_unit(text))
