import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Font
from PIL import Image

from pipeline.model.errors import SourceError
from pipeline.model.page import Page, PageKind
from pipeline.read.office.sheet_table import UNCOUNTED
from pipeline.read.source import count_pages
from tests.read.office_files import change_part, grid_of, lines_of, read_all, write_sheet

_GSO = Path(__file__).resolve().parents[3] / "shared" / "real-pdfs" / "gso-bieu-2024-01.xlsx"
_SHEET = "xl/worksheets/sheet1.xml"


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def read_sheet(path: Path, fill: Callable[[Any], None]) -> Page:
    (page,) = read_all(write_sheet(path / "a.xlsx", fill))
    return page


def test_a_sheet_is_one_table_as_it_is_shown(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Phụ lục"])
        sheet.append(["STT", "Chỉ tiêu", "Số liệu"])
        sheet.append(["1", "Tỷ lệ", 0.8])
        sheet["C3"].number_format = "0%"
        sheet["C5"] = 17465
        sheet["C5"].number_format = "#,##0"

    page = read_sheet(tmp_path, fill)

    assert grid_of(page)[2, 2] == "80%"
    assert grid_of(page)[4, 2] == "17.465"
    assert lines_of(page) == ["Phụ lục", "STT Chỉ tiêu Số liệu", "1 Tỷ lệ 80%", "17.465"]
    assert page.kind is PageKind.DIGITAL
    assert (page.tables[0].rows, page.tables[0].columns) == (5, 3)


def test_empty_cells_of_filled_rows_are_blank_and_not_missing(tmp_path: Path) -> None:
    page = read_sheet(tmp_path, lambda sheet: sheet.append(["1", None, "Hồ sơ"]))

    assert [(cell.column, cell.ink) for cell in page.tables[0].cells] == [
        (0, True),
        (1, False),
        (2, True),
    ]


def test_merged_cells_hold_their_text_once(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["STT", "Kết quả", None])
        sheet.append([None, "Đơn vị", "Số liệu"])
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    page = read_sheet(tmp_path, fill)

    spans = {cell.text: (cell.row_span, cell.column_span) for cell in page.tables[0].cells}
    assert spans == {"STT": (2, 1), "Kết quả": (1, 2), "Đơn vị": (1, 1), "Số liệu": (1, 1)}


def test_what_is_hidden_is_left_out_and_told(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for number in range(1, 5):
            sheet.append([number, 4711, number * 10])
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        sheet.parent.create_sheet("Nháp").sheet_state = "hidden"

    page = read_sheet(tmp_path, fill)

    assert lines_of(page) == ["1 10", "2 20", "4 40"]
    assert grid_of(page)[3, 2] == "40"  # rows and columns are those of the sheet
    assert "Nháp" in page.notes[0]
    assert "1 dòng và 1 cột bị ẩn" in page.notes[1]


def test_a_title_over_a_hidden_column_is_kept(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Phụ lục", None, None])
        sheet.append(["x", "y", "z"])
        sheet.merge_cells("A1:C1")
        sheet.column_dimensions["A"].hidden = True

    assert lines_of(read_sheet(tmp_path, fill)) == ["Phụ lục", "y z"]


def test_a_formula_without_its_result_is_no_blank_and_told(tmp_path: Path) -> None:
    page = read_sheet(tmp_path, lambda sheet: sheet.append(["Tổng", "=376+5"]))

    assert grid_of(page)[0, 1] == UNCOUNTED
    assert page.tables[0].cells[1].ink
    assert "1 ô công thức chưa có kết quả trong tệp (B1)" in page.notes[0]
    assert "Excel" in page.notes[0]


def test_a_formula_counts_by_the_result_that_is_kept(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", lambda sheet: sheet.append(["Tổng", "=376+5"]))
    change_part(
        path, _SHEET, lambda xml: xml.replace("<v></v>", "<v>381</v>").replace("<v/>", "<v>381</v>")
    )

    (page,) = read_all(path)

    assert grid_of(page)[0, 1] == "381"
    assert page.notes == ()


def test_letters_of_old_fonts_become_unicode(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Hå s¬ tiÕp nhËn", 376])
        sheet["A1"].font = Font(name=".VnTime")

    page = read_sheet(tmp_path, fill)

    assert lines_of(page) == ["Hồ sơ tiếp nhận 376"]
    assert page.encoding == "TCVN3"


def test_sheets_are_pages_and_empty_ones_are_blank(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "một"
        sheet.parent.create_sheet("Sheet2")
        sheet.parent.create_sheet("Sheet3")["B2"] = "ba"

    pages = read_all(write_sheet(tmp_path / "a.xlsx", fill))

    assert [page.kind for page in pages] == [PageKind.DIGITAL, PageKind.BLANK, PageKind.DIGITAL]
    assert [page.number for page in pages] == [1, 2, 3]


def test_a_book_without_a_sheet_to_see_is_refused(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", lambda sheet: sheet.append([376]))
    change_part(path, "xl/workbook.xml", lambda xml: xml.replace('"visible"', '"hidden"'))

    with pytest.raises(SourceError, match="unhide"):
        count_pages(path)


def test_a_picture_is_told(tmp_path: Path) -> None:
    Image.new("L", (9, 9)).save(tmp_path / "a.png")

    def fill(sheet: Any) -> None:
        sheet["A1"] = "Bảng"
        sheet.add_image(Picture(tmp_path / "a.png"))

    assert "hình" in read_sheet(tmp_path, fill).notes[0]


def test_a_wrong_size_in_the_file_loses_no_cell(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", lambda sheet: sheet.append(["1", "2", "376"]))
    change_part(path, _SHEET, lambda xml: xml.replace('ref="A1:C1"', 'ref="A1"'))

    (page,) = read_all(path)

    assert lines_of(page) == ["1 2 376"]


@pytest.mark.parametrize(
    "idle",
    [
        "".join(f'<row r="{number}" ht="15" customHeight="1"/>' for number in range(2, 300_000)),
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>',
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_claims_a_million_rows_takes_no_time(tmp_path: Path, idle: str) -> None:
    path = write_sheet(tmp_path / "a.xlsx", lambda sheet: sheet.append(["hồ sơ", 376]))
    usual = _seconds(lambda: read_all(path))
    change_part(path, _SHEET, lambda xml: xml.replace("</sheetData>", f"{idle}</sheetData>"))
    parsing = _seconds(lambda: etree.fromstring(zipfile.ZipFile(path).read(_SHEET)))

    seconds = _seconds(lambda: read_all(path))

    # Measured: twice what the parser of XML alone takes for 300,000 rows, once the usual for one.
    assert seconds < 20 * (usual + parsing)
    (page,) = read_all(path)
    assert lines_of(page) == ["hồ sơ 376"]
    assert bool(page.notes) == ("<v>" in idle)


def test_rows_beyond_the_limit_are_told(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for number in range(10_050):
            sheet.append([number])

    page = read_sheet(tmp_path, fill)

    assert page.tables[0].rows == 10_000
    assert "chỉ đọc 10000 dòng" in page.notes[0]


@pytest.mark.skipif(not _GSO.exists(), reason="../shared/real-pdfs is not there")
def test_the_tables_of_the_statistics_office_are_read_whole() -> None:
    pages = read_all(_GSO)

    book = openpyxl.load_workbook(_GSO, data_only=True)
    for page, sheet in zip(pages, book.worksheets, strict=True):
        filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        texts = {(c.row - 1, c.column - 1) for c in filled if str(c.value).strip()}
        assert set(grid_of(page)) == texts
        assert not any(UNCOUNTED in line for line in lines_of(page))
    assert "Toàn ngành công nghiệp 95,6 118,3" in lines_of(pages[1])
