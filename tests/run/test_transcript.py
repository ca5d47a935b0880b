"""What `solieu read` prints."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Page, PageKind, Table
from pipeline.run.transcript import page_text, read_pages, table_header, table_lines
from tests.run.conftest import write_reports


def test_the_pages_of_a_text_come_in_order(folder: Path) -> None:
    write_reports(folder, a="một\nhai\fba")

    texts = [page_text(page) for page in read_pages(folder / "a.txt")]

    assert texts == ["một\nhai\n", "ba\n"]


def test_cells_are_csv_with_value_readings_and_box() -> None:
    readings = (CellReading("vie", "17.465", 0.91), CellReading("eng", "17,465"))
    cells = (
        Cell(0, 1, "17.465", Box(10.0, 20.0, 30.25, 40.0), 1, 2, readings=readings),
        Cell(1, 0, "=SUM(A1)\nhai"),
        Cell(1, 1, "", ink=False),
    )
    page = Page(3, PageKind.SCAN, tables=(Table(2, 3, cells),))

    printed = table_header() + "".join(table_lines(page))

    first, second, third = csv.DictReader(io.StringIO(printed, newline=""))
    assert (first["page"], first["table"], first["row"], first["column"]) == ("3", "1", "1", "2")
    assert (first["column_span"], first["value"], first["left"]) == ("2", "17465", "10.0")
    assert first["readings"] == "vie: 17.465 (0.91) | eng: 17,465"
    assert second["text"] == "'=SUM(A1)\nhai"
    assert (third["ink"], third["value"]) == ("0", "")
