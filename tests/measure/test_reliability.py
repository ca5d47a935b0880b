"""Stated confidence beside what came true."""

from __future__ import annotations

import pytest

from pipeline.measure.reliability import group_values, wilson


def test_all_right_of_a_few_is_not_certainty() -> None:
    few, many = wilson(10, 10), wilson(1000, 1000)

    assert few[0] < 0.75
    assert 0.99 < many[0] < 1
    assert few[1] == many[1] == 1


def test_nothing_says_nothing() -> None:
    assert wilson(0, 0) == (0, 1)
    assert group_values([]) == ()


@pytest.mark.parametrize(
    ("stated", "least"), [(0.0, 0.0), (0.1, 0.1), (0.89, 0.8), (0.9, 0.9), (0.985, 0.98), (1, 0.99)]
)
def test_each_value_falls_into_the_group_of_what_it_states(stated: float, least: float) -> None:
    (group,) = group_values([(stated, True)])

    assert (group.least, group.share) == (least, 1)


def test_a_group_states_the_mean_of_its_values() -> None:
    (group,) = group_values([(0.92, True), (0.94, False)])

    assert group.stated == pytest.approx(0.93)
    assert group.share == 0.5
    assert group.interval[0] < 0.5 < group.interval[1]
