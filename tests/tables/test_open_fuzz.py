"""Nothing that a page may hold stops the reading of its tables."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.generic import read_generic
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Document, Page, PageKind, Table, Word
from tests.tables.open_pages import page, phrase

_TEXTS = st.sampled_from((
    *("Lúa", "TỔNG", "-", "...", "1", "1.1", "I", "(1)", "2024", "1.250", "(1.250)", "12,5%"),
    *("15/6/2024", "+4,7", "x", '"', "###", "%", "ĐVT:", "Đơn vị tính: ha", "Trong đó:"),
    *("24/63", "6001", "17, 66"),
    *("0912345678", "Biểu số 2", "Nghìn tấn, triệu USD", "- 91.482", "A", "3=1+2", "đ/kg"),
))  # fmt: skip
_PLACES = st.tuples(st.integers(0, 24), st.integers(0, 40), _TEXTS, st.booleans())
_RULES = st.tuples(st.integers(0, 24), st.integers(0, 40), st.integers(1, 24), st.booleans())
_CELLS = st.tuples(
    st.integers(0, 5), st.integers(0, 5), st.integers(1, 3), st.integers(1, 3), _TEXTS
)


def _drawn(places: list[tuple[int, int, str, bool]]) -> list[list[Word]]:
    return [phrase(text, 24.0 * x, 20.0 * y, bold=bold) for x, y, text, bold in places]


@settings(max_examples=150, deadline=None)
@given(st.lists(_PLACES, max_size=60), st.lists(_RULES, max_size=12))
def test_no_words_and_rules_of_a_page_stop_the_reading(
    places: list[tuple[int, int, str, bool]], rules: list[tuple[int, int, int, bool]]
) -> None:
    boxes = [
        Box(
            24.0 * x,
            20.0 * y,
            24.0 * x + (24 * n if level else 0),
            20.0 * y + (0 if level else 20 * n),
        )
        for x, y, n, level in rules
    ]

    described = read_generic(Document((page(_drawn(places), rules=boxes),)))

    labels = {one.id for one in described.form.indicators}
    assert len(labels) == len(described.readings)


@settings(max_examples=150, deadline=None)
@given(st.lists(_CELLS, max_size=24), st.booleans(), st.lists(_PLACES, max_size=20))
def test_no_cells_of_a_table_stop_the_reading(
    cells: list[tuple[int, int, int, int, str]],
    boxed: bool,
    places: list[tuple[int, int, str, bool]],
) -> None:
    taken: dict[tuple[int, int], Cell] = {}
    for row, column, down, right, text in cells:
        box = Box(60.0 * column, 20.0 * row, 60.0 * (column + right), 20.0 * (row + down))
        taken[row, column] = Cell(row, column, text, box if boxed else None, down, right)
    ordered = tuple(taken[place] for place in sorted(taken))
    table = Table(8, 8, ordered, Box(0, 0, 480, 160) if boxed else None)
    drawn = page(_drawn(places)) if boxed else Page(1, PageKind.DIGITAL)

    described = read_generic(Document((replace(drawn, tables=(table,)),)))

    assert len(described.readings) == len(described.form.indicators)
