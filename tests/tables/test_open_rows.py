"""Rows that a page break left outside of the rules go into their table, and nothing else does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Document, Line, Page, PageKind, Table, Word
from pipeline.tables.layout import close_tables

EDGES = (60.0, 100.0, 320.0, 400.0, 480.0)  # code, name, unit, figure
HEIGHT = 800.0
TOP, FOOT = 60.0, 740.0
ROW = 40.0  # points


def ruled(rows: Sequence[Sequence[str]], top: float) -> Table:
    cells = [
        Cell(row, column, text, Box(EDGES[column], top + row * ROW, EDGES[column + 1], top + ROW))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    box = Box(EDGES[0], top, EDGES[-1], top + ROW * len(rows))
    return Table(len(rows), len(EDGES) - 1, tuple(cells), box)


def words(y: float, *placed: tuple[float, str]) -> Line:
    """Print words, each from its own place, five points a letter."""
    found = tuple(Word(text, Box(x, y, x + 5 * len(text), y + 10)) for x, text in placed)
    return Line(" ".join(word.text for word in found), found, Box.around(w.box for w in found))


def page(number: int, table: Table | None, *lines: Line) -> Page:
    tables = (table,) if table else ()
    return Page(number, PageKind.DIGITAL, lines, tables, width=595.0, height=HEIGHT)


ABOVE = ruled([("1.", "Số nhiệm vụ", "Nhiệm vụ", "7")], FOOT - ROW)
BELOW = ruled([("3.", "Số hồ sơ", "Hồ sơ", "9")], TOP + 40)


def rows(document: Document, place: int) -> list[list[str]]:
    table = document.pages[place].tables[0]
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


def test_a_row_above_the_first_rule_is_the_first_row() -> None:
    head = words(
        TOP, (62, "2."), (104, "Số"), (115, "văn"), (135, "bản"), (325, "bản"), (410, "12")
    )

    closed = close_tables(Document((page(1, ABOVE), page(2, BELOW, head))))

    assert rows(closed, 1) == [["2.", "Số văn bản", "bản", "12"], ["3.", "Số hồ sơ", "Hồ sơ", "9"]]
    assert closed.pages[1].tables[0].box == Box(60, TOP, 480, BELOW.box.bottom if BELOW.box else 0)
    assert rows(closed, 0) == [["1.", "Số nhiệm vụ", "Nhiệm vụ", "7"]]


@pytest.mark.parametrize(("at_foot", "place", "row"), [(True, 0, -1), (False, 1, 0)])
def test_the_halves_of_a_row_are_one_row_where_its_figure_is(
    at_foot: bool, place: int, row: int
) -> None:
    figure = (410.0, "12")
    foot = words(FOOT + 5, (62, "2."), (325, "bản"), *([figure] if at_foot else []))
    head = words(TOP, (104, "Số"), (115, "văn"), *([] if at_foot else [figure]))

    closed = close_tables(Document((page(1, ABOVE, foot), page(2, BELOW, head))))

    assert rows(closed, place)[row] == ["2.", "Số văn", "bản", "12"]
    assert sum(len(page.tables[0].cells) for page in closed.pages) == 12
    # Its other half is not left behind as text.
    assert not closed.pages[1 - place].lines


def test_two_rows_with_numbers_of_their_own_stay_two() -> None:
    foot = words(FOOT + 5, (62, "2."), (104, "Số"), (410, "12"))
    head = words(TOP, (62, "2a."), (104, "Số"), (410, "5"))

    closed = close_tables(Document((page(1, ABOVE, foot), page(2, BELOW, head))))

    assert rows(closed, 0)[-1] == ["2.", "Số", "", "12"]
    assert rows(closed, 1)[0] == ["2a.", "Số", "", "5"]


@pytest.mark.parametrize(
    "caption",
    [
        words(TOP, (62, "Bảng"), (90, "2."), (102, "Giá"), (120, "đất"), (325, "2024")),
        words(TOP, (62, "Bảng")),
        words(TOP, (200, "GIÁ")),
    ],
    ids=["crosses a line", "one column", "one word"],
)
def test_a_caption_is_no_row(caption: Line) -> None:
    document = Document((page(1, ABOVE), page(2, BELOW, caption)))

    assert close_tables(document) == document


def test_a_page_number_is_no_row() -> None:
    document = Document((page(1, ABOVE, words(FOOT + 5, (260, "5"))), page(2, BELOW)))

    assert close_tables(document) == document


def test_tables_with_other_columns_are_not_joined() -> None:
    head = words(TOP, (62, "2."), (104, "Số"), (410, "12"))
    left, right = Box(60, 100, 90, 140), Box(90, 100, 480, 140)
    other = Table(1, 2, (Cell(0, 0, "a", left), Cell(0, 1, "b", right)), Box(60, 100, 480, 140))
    document = Document((page(1, ABOVE), page(2, other, head)))

    assert close_tables(document) == document


def test_a_last_row_on_a_page_without_rules_is_a_table() -> None:
    last = words(TOP, (62, "2."), (104, "Số"), (325, "bản"), (410, "12"))

    closed = close_tables(Document((page(1, ABOVE), page(2, None, last))))

    assert rows(closed, 1) == [["2.", "Số", "bản", "12"]]


def test_a_page_of_prose_behind_a_table_stays_prose() -> None:
    prose = words(TOP, (62, "Trên"), (90, "đây"), (110, "là"), (122, "kết"), (140, "quả"))
    document = Document((page(1, ABOVE), page(2, None, prose)))

    assert close_tables(document) == document


def test_a_figure_that_was_read_twice_keeps_both_readings() -> None:
    second = CellReading("pp-ocr", "17", 0.9)
    figure = Word("12", Box(410, TOP, 420, TOP + 10), 88.0, second=second)
    head = Line(
        "2. 12", (Word("2.", Box(62, TOP, 72, TOP + 10)), figure), Box(62, TOP, 420, TOP + 10)
    )

    closed = close_tables(Document((page(1, ABOVE), page(2, BELOW, head))))

    (cell,) = [c for c in closed.pages[1].tables[0].cells if (c.row, c.column) == (0, 3)]
    assert cell.readings == (CellReading("vie", "12", 88.0), second)
