"""figures.xlsx, read back as an outside program reads it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from pipeline.model.reading import Status
from pipeline.model.report import Report
from pipeline.write.tidy import report_rows
from pipeline.write.workbook import write_workbook
from tests.write.invented import (
    CONTRADICTION,
    FORM,
    make_failed,
    make_observation,
    make_report,
    make_unknown,
)

YELLOW, RED = "FFFFE08A", "FFF4B6B0"


def write_book(target: Path, *reports: Report) -> None:
    rows = [row for report in reports for row in report_rows(report, FORM)]
    write_workbook(reports, rows, target)


def test_numbers_are_numbers_and_codes_are_texts(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", make_report())

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Số liệu"]
    column = {cell.value: place for place, cell in enumerate(sheet[1])}
    row = [cell.value for cell in sheet[4]]
    assert row[column["Số thứ tự"]] == "1.10"
    assert row[column["Giá trị"]] == 99.8
    assert row[column["Độ tin cậy"]] == 0.987
    assert row[column["Trang"]] == 2
    assert (row[column["Trái"]], row[column["Phải"]]) == (72.0, 140.2)
    assert row[column["Phép kiểm tra"]] == "rate"
    assert (row[column["Huyện"]], row[column["Tỉnh"]]) == ("huyện Suối Cạn", "tỉnh Mây Trắng")


def test_rows_that_need_a_look_are_coloured_and_no_others(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", make_report())

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Số liệu"]
    columns = [cell.value for cell in sheet[1]]
    place = columns.index("Giá trị") + 1
    colours = [sheet.cell(line, place).fill.fgColor.rgb for line in range(2, 6)]
    assert colours == ["00000000", "00000000", YELLOW, RED]
    legend = openpyxl.load_workbook(tmp_path / "a.xlsx")["Giải thích"]
    explained = {
        row[1].value: row[0].fill.fgColor.rgb for row in legend.iter_rows() if row[3].value
    }
    assert (explained["doubtful"], explained["missing"]) == (YELLOW, RED)


def test_the_header_stays_in_sight_and_filters(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", make_report(), make_report("b.pdf"))

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        *("Cần xem", "Số liệu", "Tổng hợp", "Chuỗi thời gian", "Chưa báo cáo"),
        *("Báo cáo", "Phát hiện", "Giải thích"),
    ]
    assert book["Số liệu"].freeze_panes == "B2"
    assert book["Số liệu"].auto_filter.ref == "A1:Y9"
    assert book["Báo cáo"].auto_filter.ref == "A1:AE3"


def test_value_and_status_are_on_the_first_screen_and_pages_can_be_printed(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", make_report())

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Số liệu"]
    columns = [cell.value for cell in sheet[1]]
    last = columns.index("Trạng thái") + 1
    widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, last + 1)]
    assert sum(7 * width + 5 for width in widths) < 1366 - 60  # pixels; row numbers, scroll bar
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text == "Trang &P / &N"
    with ZipFile(tmp_path / "a.xlsx") as book:
        assert b'numberStoredAsText="1"' in book.read("xl/worksheets/sheet2.xml")


def test_dates_are_dates_and_nothing_varies_from_run_to_run(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", make_report(), make_failed("hong.pdf"))

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Báo cáo"]
    columns = [str(cell.value) for cell in sheet[1]]
    lines = [dict(zip(columns, row, strict=True)) for row in sheet.values]
    assert lines[1]["Ngày ký"] == datetime(2023, 6, 15)
    assert lines[1]["Nghi ngờ"] == 1
    assert (lines[2]["Kết quả đọc"], lines[2]["Nội dung"]) == ("failed", "Tệp hỏng.")


def test_findings_stand_on_a_sheet_with_their_messages(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx", make_report(findings=(CONTRADICTION, CONTRADICTION)))

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Phát hiện"]
    assert [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ["sub/bao cao.pdf", "rate", "error", "I.1.10", 2, CONTRADICTION.message]
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "https://example.org", "{=1}", "17465", "_x000D_", "\x07="]
)
def test_text_of_a_report_is_never_a_formula_a_link_or_a_number(text: str, tmp_path: Path) -> None:
    report = make_report("=a.pdf", make_observation("I.1.1", "5", text=text))

    write_book(tmp_path / "a.xlsx", report)

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Số liệu"]
    cell = next(cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "Nguyên văn")
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    with ZipFile(tmp_path / "a.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet2.xml")


def test_texts_and_numbers_too_long_for_a_cell_lose_nothing_in_silence(tmp_path: Path) -> None:
    report = make_report(
        "a.pdf",
        make_observation("I.1.1", "12345678901234567", text="ơ" * 40_000),
        make_observation("I.1.10", "123456789012345"),
    )

    write_book(tmp_path / "a.xlsx", report)

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Số liệu"]
    columns = [cell.value for cell in sheet[1]]
    place = columns.index("Giá trị") + 1
    assert sheet.cell(2, place).value == "12345678901234567"
    assert sheet.cell(3, place).value == 123456789012345
    assert sheet.cell(2, columns.index("Nguyên văn") + 1).value == "ơ" * 32_767


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.write.sheets.sheet.ROWS", 4)

    write_book(tmp_path / "a.xlsx", make_report(unknown=(make_unknown("9"),)))

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames[1:4] == ["Số liệu", "Số liệu 2", "Tổng hợp"]
    assert [book["Số liệu"].max_row, book["Số liệu 2"].max_row] == [4, 3]


def test_the_same_reports_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_book(tmp_path / name, make_report(findings=(CONTRADICTION,)), make_failed("x.pdf"))

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_every_status_and_column_is_explained(tmp_path: Path) -> None:
    write_book(tmp_path / "a.xlsx")

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    explained = {cell for row in book["Giải thích"].values for cell in row[:2]}
    assert set(Status) <= explained
    for name in ("Số liệu", "Báo cáo", "Phát hiện"):
        assert {cell.value for cell in book[name][1]} <= explained
        notes = [cell.comment for cell in book[name][1]]
        assert {note.text.partition(":")[0] for note in notes if note} <= explained
        assert all(notes)
