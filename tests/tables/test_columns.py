"""Which column is what: one assignment for tables of all kinds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest

from pipeline.drafting.roles import choose_columns
from pipeline.tables.columns import assign_roles, pair_in_order
from tests.steps import count_steps


def _total(scores: Sequence[Sequence[float]], pairs: Sequence[tuple[int, int]]) -> float:
    return sum(scores[row][column] for row, column in pairs)


def _try_all(scores: Sequence[Sequence[float]]) -> float:
    height, width = len(scores), len(scores[0])
    return max(
        _total(scores, list(zip(rows, columns, strict=True)))
        for count in range(min(height, width) + 1)
        for rows in combinations(range(height), count)
        for columns in combinations(range(width), count)
    )


@pytest.mark.parametrize("seed", range(6))
def test_no_other_pairs_that_do_not_cross_are_worth_more(seed: int) -> None:
    draw = random.Random(seed)
    scores = [[draw.choice((-1.0, 0.0, 0.5, 1.0, 2.0)) for _ in range(4)] for _ in range(5)]

    pairs = pair_in_order(scores)

    assert _total(scores, pairs) == _try_all(scores)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in combinations(pairs, 2))
    assert all(scores[row][column] > 0 for row, column in pairs)


def test_of_equal_columns_the_first_is_taken() -> None:
    assert assign_roles([1, 1, 1], needed=(), value=float) == {"value": 0}


def test_a_needed_role_is_given_a_column_that_nothing_speaks_for() -> None:
    roles = assign_roles([0.0, 0.0], needed=("name",), code=float, name=float, unit=float)

    assert roles == {"name": 0}


def test_a_needed_role_without_room_is_left_out() -> None:
    assert len(assign_roles([1.0], needed=("name", "value"), name=float, value=float)) == 1
    assert assign_roles([], needed=("name",), name=float) == {}


def test_all_roles_are_given_as_far_as_there_are_columns() -> None:
    scores = {"code": 0.0, "name": 0.1, "unit": 0.9, "value": 0.0}
    columns = [scores, scores, scores]

    roles = assign_roles(
        columns,
        needed=("name", "value"),
        all_needed=True,
        code=lambda one: one["code"],
        name=lambda one: one["name"],
        unit=lambda one: one["unit"],
        value=lambda one: one["value"],
    )

    assert roles == {"name": 0, "unit": 1, "value": 2}


def test_roles_of_two_hundred_columns_take_four_times_the_steps_of_fifty() -> None:
    cells = ["1", "Số hộ nghèo của xã", "Hộ", "12", "Tư pháp"]

    def steps(width: int) -> int:
        row = [cells[column % len(cells)] for column in range(width)]
        return count_steps(lambda: choose_columns([row] * 10))

    assert steps(200) < 5 * steps(50)
