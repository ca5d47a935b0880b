"""What `solieu read` prints."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Page, PageKind, Table
from pipeline.run.tell.transcript import (
    choose_pages,
    page_text,
    read_pages,
    table_header,
    table_lines,
)
from tests.run.conftest import write_reports


def test_the_pages_of_a_text_come_in_order(folder: Path) -> None:
    write_reports(folder, a="một\nhai\fba")

    texts = [page_text(page) for page in read_pages(folder / "a.txt", [1, 2])]

    assert texts == ["một\nhai\n", "ba\n"]


def test_one_page_or_all_are_chosen(folder: Path) -> None:
    write_reports(folder, a="một\fhai\fba")

    assert list(choose_pages(folder / "a.txt", None)) == [1, 2, 3]
    assert list(choose_pages(folder / "a.txt", 3)) == [3]


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_page_that_is_not_there_is_a_wrong_call(folder: Path, number: int) -> None:
    write_reports(folder, a="một\fhai\fba")

    with pytest.raises(SettingError) as caught:
        choose_pages(folder / "a.txt", number)

    assert f"không có trang {number}" in caught.value.vietnamese
    assert "from 1 to 3" in caught.value.english


def test_cells_are_csv_with_value_readings_and_box() -> None:
    readings = (CellReading("pp-ocr", "17.465", 0.912), CellReading("eng", "17.465."))
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
    assert [first[f"{column}_1"] for column in ("reader", "text", "score")] == [
        *("pp-ocr", "17.465", "0.91")
    ]
    assert [first[f"{column}_2"] for column in ("reader", "text", "score")] == [
        *("eng", "17.465.", "")
    ]
    assert first["agree"] == "1"
    assert (second["text"], second["agree"]) == ("'=SUM(A1)\nhai", "")
    assert (third["ink"], third["value"], third["reader_1"]) == ("0", "", "")


@pytest.mark.parametrize(
    ("first", "second", "value", "agree"),
    [
        (" '376. ", "376", "376", "1"),
        ("22", "99", "22", "0"),
        ("S6", "6", "6", "0"),
        ("-", "–", "", "1"),
        ("1,234", "1,234", "1.234", "1"),
        ("866/964", "866/964", "", "1"),
        ("866/964", "866/96A", "", "0"),
    ],
)
def test_a_cell_is_worth_what_the_extractor_takes_it_for(
    first: str, second: str, value: str, agree: str
) -> None:
    cell = Cell(0, 0, first, readings=(CellReading("pp-ocr", first), CellReading("eng", second)))
    page = Page(1, PageKind.SCAN, tables=(Table(1, 1, (cell,)),))

    (row,) = csv.DictReader([table_header(), *table_lines(page)])

    assert (row["value"], row["agree"]) == (value, agree)
