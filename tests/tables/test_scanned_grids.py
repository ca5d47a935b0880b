"""Ruled tables of scans: what readers leave open is doubted, what wear hides the rest tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.generic import read_generic
from pipeline.model.form import Indicator
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Document, Page, PageKind, Table, Word
from pipeline.model.reading import Reading, Support

EDGES = (60.0, 100.0, 320.0, 400.0, 480.0)
ROW = 20.0  # points
HEADER = ("STT", "Nội dung", "Dự toán", "Thực hiện")
BODY = (
    ("I", "Thu nội địa", "1.200", "1.150"),
    ("1", "Thu từ chợ", "700", "680"),
    ("2", "Thu từ bến xe", "500", "470"),
    ("II", "Thu khác", "90", "85"),
)


def word(text: str, left: float, top: float, *, bold: bool = False, second: str = "") -> Word:
    box = Box(left, top + 5, left + 5.0 * len(text), top + 14)
    seen = CellReading("eng", second or text) if any(map(str.isdigit, text)) else None
    return Word(text, box, 0.9, second=seen, size=8.0, bold=bold)


def words(text: str, left: float, top: float, *, bold: bool = False) -> tuple[Word, ...]:
    made = []
    for part in text.split():
        made.append(word(part, left, top, bold=bold))
        left += 5.0 * len(part) + 3
    return tuple(made)


def table(rows: Sequence[Sequence[str]], *, shift: float = 0.0) -> Table:
    edges = [edge + shift for edge in EDGES]
    cells = []
    for row, texts in enumerate(rows):
        top = 60 + row * ROW
        strong = texts[0] in ("I", "II", "III", "1*", "n")
        for column, text in enumerate(texts):
            box = Box(edges[column], top, edges[column + 1], top + ROW)
            inside = words(text.strip("*"), edges[column] + 4, top, bold=strong)
            if column < 2:
                inside = tuple(replace(one, second=None) for one in inside)
            cells.append(Cell(row, column, text, box, ink=bool(text), words=inside))
    outline = Box(edges[0], 60, edges[-1], 60 + len(rows) * ROW)
    return Table(len(rows), len(rows[0]), tuple(cells), outline)


def change(one: Table, row: int, column: int, **changes: object) -> Table:
    cells = tuple(
        replace(cell, **changes) if (cell.row, cell.column) == (row, column) else cell  # type: ignore[arg-type]
        for cell in one.cells
    )
    return replace(one, cells=cells)


def read(*tables: Table) -> dict[str, tuple[Indicator, Reading]]:
    pages = tuple(
        Page(number, PageKind.SCAN, (), (one,), 595, 842)
        for number, one in enumerate(tables, start=1)
    )
    described = read_generic(Document(pages))
    pairs = zip(described.form.indicators, described.readings, strict=True)
    return {indicator.label: (indicator, reading) for indicator, reading in pairs}


def test_rows_stand_under_their_numbers_and_columns_under_their_headings() -> None:
    found = read(table([HEADER, *BODY]))

    assert list(found) == [
        f"{row} | {column}"
        for row in (
            "I. Thu nội địa",
            "I. Thu nội địa > 1. Thu từ chợ",
            "I. Thu nội địa > 2. Thu từ bến xe",
            "II. Thu khác",
        )
        for column in HEADER[2:]
    ]
    assert str(found["II. Thu khác | Thực hiện"][1].value) == "85"


def test_numbers_that_wear_made_others_are_mended_by_their_order() -> None:
    worn = [("1*", *BODY[0][1:]), *BODY[1:3], ("n", *BODY[3][1:])]

    found = read(table([HEADER, *worn]))

    assert "I. Thu nội địa > 2. Thu từ bến xe | Dự toán" in found
    assert "II. Thu khác | Dự toán" in found


def test_readers_that_differ_are_no_sure_figure() -> None:
    made = table([HEADER, *BODY])
    seen = (word("680", 404, 100, second="630"),)

    found = read(change(made, 2, 3, words=seen))

    reading = found["I. Thu nội địa > 1. Thu từ chợ | Thực hiện"][1]
    assert (str(reading.value), reading.support) == ("680", Support.DISPUTED)


def test_what_one_reader_alone_saw_is_doubtful() -> None:
    made = table([HEADER, *BODY])
    seen = (replace(word("680", 404, 100), second=None),)

    reading = read(change(made, 2, 3, words=seen))["I. Thu nội địa > 1. Thu từ chợ | Thực hiện"][1]

    assert (str(reading.value), reading.support) == ("680", Support.WEAK)


def test_ink_that_nobody_could_read_is_no_blank() -> None:
    made = table([HEADER, *BODY])

    reading = read(change(made, 2, 3, words=(), text=""))[
        "I. Thu nội địa > 1. Thu từ chợ | Thực hiện"
    ][1]

    assert (reading.value, reading.support) == (None, Support.WEAK)


def test_a_blank_between_digits_may_be_a_lost_comma() -> None:
    made = table([HEADER, *BODY])
    seen = (word("7 519", 404, 100),)

    reading = read(change(made, 2, 3, words=seen))["I. Thu nội địa > 1. Thu từ chợ | Thực hiện"][1]

    assert reading.support is Support.WEAK


def test_a_numeral_of_a_heading_that_is_not_sure_makes_its_column_doubtful() -> None:
    made = table([(*HEADER[:3], "Quý II"), *BODY])
    heading = tuple(
        replace(one, confidence=0.5 if one.text == "II" else 0.9)
        for one in words("Quý II", 404, 60)
    )

    found = read(change(made, 0, 3, words=heading))

    assert {reading.support for indicator, reading in found.values()} == {
        Support.LAYER,
        Support.WEAK,
    }
    assert all(
        (reading.support is Support.WEAK) == indicator.label.endswith("Quý II")
        for indicator, reading in found.values()
    )


def test_two_figures_in_one_cell_are_those_of_its_columns() -> None:
    made = table([HEADER, *BODY])
    both = (word("700", 370, 100), word("680", 450, 100))
    cells = tuple(cell for cell in made.cells if (cell.row, cell.column) != (2, 3))
    merged = change(replace(made, cells=cells), 2, 2, column_span=2, words=both)
    wide = change(merged, 2, 2, box=Box(EDGES[2], 100, EDGES[4], 120))

    found = read(wide)

    assert str(found["I. Thu nội địa > 1. Thu từ chợ | Dự toán"][1].value) == "700"
    assert str(found["I. Thu nội địa > 1. Thu từ chợ | Thực hiện"][1].value) == "680"


def test_a_place_that_a_figure_beside_it_covers_is_no_blank() -> None:
    made = table([HEADER, *BODY])
    cells = tuple(cell for cell in made.cells if (cell.row, cell.column) != (2, 3))
    merged = change(replace(made, cells=cells), 2, 2, column_span=2)
    wide = change(merged, 2, 2, box=Box(EDGES[2], 100, EDGES[4], 120))

    reading = read(wide)["I. Thu nội địa > 1. Thu từ chợ | Thực hiện"][1]

    assert (reading.value, reading.support) == (None, Support.WEAK)


def test_a_page_that_lies_askew_goes_on_with_the_table_before() -> None:
    above = table([HEADER, *BODY])
    below = table([("1", "Thu từ bãi giữ xe", "60", "55"), ("2", "Phạt", "30", "30")], shift=8.0)

    found = read(above, below)

    assert "II. Thu khác > 2. Phạt | Thực hiện" in found


def test_rows_that_no_rule_divides_are_rows_of_their_own() -> None:
    made = table([HEADER, *BODY])
    tall = [cell for cell in made.cells if cell.row < 2]
    for column in range(4):
        inside = tuple(
            one
            for cell in made.cells
            if cell.row >= 2 and cell.column == column
            for one in cell.words
        )
        box = Box(EDGES[column], 100, EDGES[column + 1], 160)
        tall.append(Cell(2, column, "", box, words=inside))

    found = read(Table(3, 4, tuple(tall), made.box))

    assert "I. Thu nội địa > 2. Thu từ bến xe | Dự toán" in found
    assert str(found["II. Thu khác | Thực hiện"][1].value) == "85"


def test_two_numbers_of_a_list_are_no_decimal_number() -> None:
    made = table([HEADER, *BODY])
    one = change(made, 2, 3, words=(word("67,68", 404, 100),))
    listed = change(one, 3, 3, words=(word("65,83.95", 404, 120),))

    found = read(listed)

    assert found["I. Thu nội địa > 1. Thu từ chợ | Thực hiện"][1].support is Support.WEAK
