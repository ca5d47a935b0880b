"""Which columns a heading stands over, and what it costs to find out."""

from __future__ import annotations

from functools import partial

import pytest

from pipeline.model.geometry import Box
from pipeline.tables.open.headings import name_columns
from pipeline.tables.open.lines import Row
from pipeline.tables.open.ruled_headings import Ruled
from pipeline.tables.open.slots import Slot
from pipeline.tables.open.tokens import Token
from tests.steps import count_steps

_PITCH = 40.0  # points


def _token(text: str, middle: float, level: float) -> Token:
    half = 2.4 * len(text)
    return Token(text, middle - half, level - 5, middle + half, level + 5, 10.0)


def _middle(column: float) -> float:
    return 120 + _PITCH * column


def _slots(count: int) -> list[Slot]:
    places = range(count)
    figures = [Slot(_middle(p) - 12, _middle(p) + 12, figures=True) for p in places]
    return [Slot(20.0, 90.0, figures=False), *figures]


def _name(count: int, every: int) -> list[tuple[str, ...]]:
    """Name columns that groups of some stand over."""
    groups = range(0, count, every)
    upper = Row(tuple(_token(f"Nhóm{p}", _middle(p + (every - 1) / 2), 10.0) for p in groups))
    lower = Row(tuple(_token(f"Cột{p}", _middle(p), 25.0) for p in range(count)))
    return name_columns([upper, lower], _slots(count), Ruled(()), 10.0)


def test_a_group_stands_over_all_of_its_columns() -> None:
    assert _name(8, 4)[1:] == [(f"Nhóm{p // 4 * 4}", f"Cột{p}") for p in range(8)]


@pytest.mark.parametrize("every", [1, 4])
def test_steps_grow_with_the_columns_and_hardly_with_their_square(every: int) -> None:
    # 200 columns are read in a second; with the cube of their number they took twenty.
    few, many = (count_steps(partial(_name, count, every)) for count in (12, 48))

    assert many < 12 * few


def test_a_heading_at_an_open_edge_stands_over_what_is_divided_below_it() -> None:
    # No rule is drawn at the right edge of the table, so rules enclose no cell there.
    lines = [
        Row((_token("Tỷ", _middle(0.9), 10.0), _token("lệ", _middle(1.2), 10.0))),
        Row(tuple(_token(text, _middle(p), 25.0) for p, text in enumerate(("Năm", "Quý", "Kỳ")))),
    ]
    edge = Box(100.0, 0.0, 100.0, 35.0)
    inner = tuple(Box(x, 18.0, x, 35.0) for x in (_middle(0.5), _middle(1.5)))

    found = name_columns(lines, _slots(3), Ruled((), (edge, *inner)), 10.0)

    assert found[1:] == [("Tỷ lệ", "Năm"), ("Tỷ lệ", "Quý"), ("Tỷ lệ", "Kỳ")]


def test_lines_of_one_heading_beside_a_narrow_column_group_nothing() -> None:
    lines = [
        Row((_token("Có", _middle(0.5), 10.0), _token("Chưa", _middle(2), 10.0))),
        Row((_token("sử", _middle(2), 22.0),)),
        Row(tuple(_token(text, _middle(p), 34.0) for p, text in enumerate(("A", "B", "dụng")))),
    ]
    slots = [*_slots(2), Slot(_middle(2) - 18, _middle(2) - 6, figures=True)]

    found = name_columns(lines, slots, Ruled(()), 10.0)

    assert found[1:] == [("Có", "A"), ("Có", "B"), ("Chưa sử dụng",)]
