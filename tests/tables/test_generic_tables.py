"""Tables without a form: units of rows, columns without headings, and what a scan spoils."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.generic import read_generic
from pipeline.model.form import Indicator
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Document, Line, Page, PageKind, Table, Word
from pipeline.model.reading import Reading, Support
from pipeline.tables.layout import find_lost, lay_out
from pipeline.tables.ruled.columns import find_columns
from pipeline.tables.ruled.outline import outline

_EDGES = (60.0, 100.0, 320.0, 400.0, 480.0)  # number, name, unit, figure
_ROW = 20.0  # points
_HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu")


def _table(*rows: Sequence[str]) -> Table:
    """Draw a ruled table; what stands in a column of figures two readers have read alike."""
    cells = []
    for row, texts in enumerate(rows):
        top = 60 + row * _ROW
        for column, text in enumerate(texts):
            box = Box(_EDGES[column], top, _EDGES[column + 1], top + _ROW)
            twice = (CellReading("pp-ocr", text), CellReading("eng", text)) if text else ()
            cells.append(Cell(row, column, text, box, ink=bool(text), readings=twice))
    outline = Box(_EDGES[0], 60, _EDGES[len(rows[0])], 60 + len(rows) * _ROW)
    return Table(len(rows), len(rows[0]), tuple(cells), outline)


def _page(number: int, *tables: Table, kind: PageKind = PageKind.SCAN, above: str = "") -> Page:
    lines = (Line(above, box=Box(60, 20, 300, 30)),) if above else ()
    return Page(number, kind, lines, tables, 595, 842)


def _read(*pages: Page) -> dict[str, tuple[Indicator, Reading]]:
    described = read_generic(Document(pages))
    pairs = zip(described.form.indicators, described.readings, strict=True)
    return {indicator.id: (indicator, reading) for indicator, reading in pairs}


def _spoil(table: Table, row: int, column: int) -> Table:
    """Leave the ink of a cell and take its text, as an engine does that cannot read it."""
    cells = (
        replace(cell, text="", readings=(), ink=True)
        if (cell.row, cell.column) == (row, column)
        else cell
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))


_PERCENTS = (
    _HEADER,
    ("1", "Tỷ lệ hoàn thành kế hoạch", "%", "65%"),
    ("2", "Tỷ lệ hồ sơ đúng hạn", "%", "99%"),
    ("3", "Số nhiệm vụ được giao", "Nhiệm vụ", "7"),
    ("4", "Thực hiện tự chủ tài chính", "", "0"),
)


@pytest.mark.parametrize("kind", [PageKind.SCAN, PageKind.DIGITAL])
def test_a_row_without_a_unit_takes_none_from_the_other_rows(kind: PageKind) -> None:
    found = _read(_page(1, _table(*_PERCENTS), kind=kind))

    assert [one.unit for one, _ in found.values()] == ["%", "%", "nhiệm vụ", ""]
    assert all(not reading.reason for _, reading in found.values())


def test_the_unit_that_a_caption_states_is_that_of_a_row_without_its_own() -> None:
    page = _page(1, _table(*_PERCENTS), above="Đơn vị tính: triệu đồng")

    assert [one.unit for one, _ in _read(page).values()][-1] == "triệu đồng"


def test_a_unit_that_nobody_can_read_makes_the_figure_doubtful() -> None:
    found = _read(_page(1, _spoil(_table(*_PERCENTS), 3, 2)))

    indicator, reading = found["t1.r4.c4"]
    assert (indicator.unit, reading.support) == ("", Support.WEAK)
    assert found["t1.r2.c4"][1].support is Support.AGREED


@pytest.mark.parametrize(
    ("given", "support"),
    [
        ("7.519", Support.AGREED),
        ("7 519", Support.WEAK),  # 7,519 that lost its comma looks the same
    ],
)
def test_a_blank_between_the_digits_of_a_scan_is_doubtful(given: str, support: Support) -> None:
    rows = (_HEADER, ("1", "Thu ngân sách", "Triệu đồng", given), ("2", "Chi", "Triệu đồng", "8"))

    readings = [reading for _, reading in _read(_page(1, _table(*rows))).values()]

    assert [reading.support for reading in readings] == [support, Support.AGREED]


def test_units_are_found_under_a_heading_over_several_columns() -> None:
    table = _table(
        ("STT", "Chỉ tiêu", "Kết quả", ""),
        ("", "", "Đơn vị tính", "Số liệu"),
        ("1", "Có kế hoạch", "Không = 0; Có = 1", "1"),
        ("2", "Hình thức", "Trực tuyến = 0; Phát phiếu = 1", "0"),
    )
    # The heading `Kết quả` stands over two columns, the first two over both rows.
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)}
    covered = {(1, 0), (1, 1), (0, 3)}
    cells = tuple(
        replace(cell, row_span=span[0], column_span=span[1])
        for cell in table.cells
        if (place := (cell.row, cell.column)) not in covered
        for span in (spans.get(place, (1, 1)),)
    )

    found = _read(_page(1, replace(table, cells=cells)))

    assert [(one.label, one.unit) for one, _ in found.values()] == [
        ("1. Có kế hoạch", "Không = 0; Có = 1"),
        ("2. Hình thức", "Trực tuyến = 0; Phát phiếu = 1"),
    ]


def test_names_in_a_table_without_headings_and_with_several_columns_of_words_are_doubtful() -> None:
    rows = (("1", "Nam", "Thôn Đoài", "12"), ("2", "Nữ", "Thôn Đông", "14"))

    found = _read(_page(1, _table(*rows), kind=PageKind.DIGITAL))

    assert [reading.support for _, reading in found.values()] == [Support.WEAK] * 2


_ABOVE = _table(_HEADER, ("1", "Số văn bản", "Văn bản", "20"), ("2", "Số hồ sơ", "Hồ sơ", "41"))
_MORE = ("3", "Số thủ tục", "Thủ tục", "7")


def test_a_worn_header_of_the_same_cells_is_that_of_the_table_before() -> None:
    worn = ("SFT", "Chì tiêu thếng hê", "Don ví iính", "Sô liệu")

    found = _read(_page(1, _ABOVE), _page(2, _table(worn, _MORE)))

    assert found["t1.r4.c4"][0].label == "3. Số thủ tục"
    assert found["t1.r4.c4"][1].support is Support.AGREED


_LOST = ("SFT", "Ghề biêm tbõng hô", "jýeex Ba)", "Xicz")
_SPOILT = ("3", "Số thủ tục", "Tbủ tịc", "7")  # its unit is none that is known


def test_a_header_that_nobody_can_read_makes_names_doubtful() -> None:
    below = _read(_page(1, _ABOVE), _page(2, _table(_LOST, _SPOILT)))
    above = _read(_page(1, _table(_LOST, _SPOILT)), _page(2, _table(_HEADER, _MORE)))

    assert [reading.support for _, reading in below.values()] == [
        Support.AGREED,
        Support.AGREED,
        Support.WEAK,
    ]
    assert [reading.support for _, reading in above.values()] == [Support.WEAK, Support.AGREED]


def test_a_column_of_units_and_legends_is_known_without_its_heading() -> None:
    rows = (_LOST, ("1", "Có kế hoạch", "Không = 0; Có = 1", "1"), ("2", "Số hồ sơ", "Hồ sơ", "9"))

    found = _read(_page(1, _table(*rows)))

    assert [(one.label, one.unit) for one, _ in found.values()] == [
        ("1. Có kế hoạch", "Không = 0; Có = 1"),
        ("2. Số hồ sơ", "hồ sơ"),
    ]


def test_another_table_of_a_digital_report_with_such_columns_is_sound() -> None:
    other = ("TT", "Đơn vị", "Đơn vị tính", "Dự toán năm")

    digital = PageKind.DIGITAL
    found = _read(_page(1, _ABOVE, kind=digital), _page(2, _table(other, _MORE), kind=digital))

    assert found["t2.r2.c4"][1].support is Support.LAYER


_NAME = ("", "Số hồ sơ đã tiếp nhận", "", "")
_REST = ("3.", "", "Hồ sơ", "655")


@pytest.mark.parametrize(("foot", "head", "page"), [(_REST, _NAME, 1), (_NAME, _REST, 2)])
def test_a_name_and_its_figure_that_a_page_break_parted_are_one_row(
    foot: Sequence[str], head: Sequence[str], page: int
) -> None:
    above = _table(_HEADER, ("2.", "Số văn bản", "Văn bản", "20"), foot)
    below = _table(head, ("4.", "Số thủ tục", "Thủ tục", "7"))

    found = _read(_page(1, above), _page(2, below))

    assert [one.label for one, _ in found.values()] == [
        "2. Số văn bản",
        "3. Số hồ sơ đã tiếp nhận",
        "4. Số thủ tục",
    ]
    reading = found["t1.r3.c4"][1]
    assert (str(reading.value), reading.source.page) == ("655", page)


def test_a_heading_at_the_top_of_a_page_stays_a_row_of_its_own() -> None:
    heading = ("", "CẢI CÁCH THỂ CHẾ", "", "")

    (sheet,) = lay_out(Document((_page(1, _ABOVE), _page(2, _table(heading, _MORE)))))

    assert [row.line for row in sheet.body[1:]] == [
        "2 Số hồ sơ Hồ sơ 41",
        "CẢI CÁCH THỂ CHẾ",
        "3 Số thủ tục Thủ tục 7",
    ]


def _line(text: str) -> Line:
    """Print a line whose figures two readers have read alike."""
    words = []
    for place, word in enumerate(text.split()):
        box = Box(60 + 30 * place, 300, 85 + 30 * place, 312)
        words.append(Word(word, box, second=CellReading("pp-ocr", word)))
    return Line(text, tuple(words), Box(60, 300, 500, 312))


@pytest.mark.parametrize(
    ("text", "unit", "support"),
    [
        ("Số hồ sơ đã tiếp nhận là 376 hồ sơ", "hồ sơ", Support.SETTLED),
        ("- Chứng thực được 210 trường hợp", "trường hợp", Support.SETTLED),
        ("- Chứng thực được 210 trường hợn", "trường hợn", Support.WEAK),  # no schools
        ("Trìnn độ đại học có 9 đồng chí", "đồng chí", Support.WEAK),  # a worn name
        ("Đã số hóa bản scan của 9 hồ sơ", "hồ sơ", Support.SETTLED),  # a loan
        ("Thu ngân sách đạt 7 519 tỷ đồng", "tỷ đồng", Support.WEAK),
        ("Tỷ lệ gia đình văn hóa đạt 87 3%", "%", Support.WEAK),  # 87,3
    ],
)
def test_what_a_scan_spoilt_in_a_sentence_is_doubtful(
    text: str, unit: str, support: Support
) -> None:
    page = Page(1, PageKind.SCAN, (_line(text),), (), 595, 842)

    indicator, reading = list(_read(page).values())[-1]

    assert (indicator.unit, reading.support) == (unit, support)


def test_the_sign_of_a_list_that_a_scan_spoilt_is_no_part_of_a_name() -> None:
    page = Page(1, PageKind.SCAN, (_line("~ Có 90,1% số hộ gia đình"),), (), 595, 842)

    ((indicator, _),) = _read(page).values()

    assert indicator.label == "Có … số hộ gia đình"


def test_lines_between_two_parts_of_one_table_are_no_sentences() -> None:
    lines = (Line("Tổng số đơn vị đã nộp báo cáo là 12 đơn vị"),)
    middle = Page(2, PageKind.DIGITAL, lines, (), 595, 842)
    pages = (
        _page(1, _ABOVE, kind=PageKind.DIGITAL),
        middle,
        _page(3, _table(_MORE), kind=PageKind.DIGITAL),
    )

    sentences = [reading for name, (_, reading) in _read(*pages).items() if name[0] == "p"]

    assert [reading.support for reading in sentences] == [Support.WEAK]
    assert find_lost(Document(pages)) == {2}
    assert not find_lost(Document(pages[:2]))


def test_a_line_across_a_table_without_names_breaks_nothing() -> None:
    cells = []
    for row, texts in enumerate((("1.250", "1.310", "104,8"), (), ("800", "850", "106,2"))):
        top = 60.0 + 20 * row
        if not texts:
            box = Box(60, top, 480, top + 20)
            cells.append(Cell(row, 0, "Trang 2 của biểu", box, column_span=3, ink=True))
        for column, text in enumerate(texts):
            box = Box(60 + 140.0 * column, top, 200 + 140.0 * column, top + 20)
            cells.append(Cell(row, column, text, box, ink=True))
    (sheet,) = lay_out(Document((_page(1, Table(3, 3, tuple(cells), Box(60, 60, 480, 120))),)))

    outlined = outline(sheet.body, replace(find_columns(sheet), labels=()))

    assert [one.entry.names for one in outlined if one.entry.names] == [("Trang 2 của biểu",)]


def test_headings_printed_a_line_per_row_are_one_heading() -> None:
    rows = (
        ("", "Thực hiện", "Ước tính"),
        ("", "tháng 4", "tháng 5"),
        ("", "2023", "2023"),
        ("", "", ""),
        ("Toàn huyện", "1.204", "1.187"),
        ("Thị trấn", "331", "340"),
    )
    table = _table(*rows)

    found = _read(_page(1, table, kind=PageKind.DIGITAL))

    assert {one.label for one, _ in found.values()} == {
        f"{place} | {column} > 2023"
        for place in ("Toàn huyện", "Thị trấn")
        for column in ("Thực hiện > tháng 4", "Ước tính > tháng 5")
    }


def test_a_year_beside_a_name_is_a_figure_of_its_row() -> None:
    rows = (("Chỉ tiêu", "Số liệu"), ("Năm đạt chuẩn", "2019"), ("Số hộ", "415"))

    (sheet,) = lay_out(Document((_page(1, _table(*rows), kind=PageKind.DIGITAL),)))

    assert [row.text(0) for row in sheet.body] == ["Năm đạt chuẩn", "Số hộ"]


@pytest.mark.parametrize(("score", "doubted"), [(0.5, True), (0.95, False)])
def test_a_numeral_of_a_heading_that_no_reader_is_sure_of_makes_its_column_doubtful(
    score: float, doubted: bool
) -> None:
    table = _table(("STT", "Khoản thu", "Quý II", "Lũy kế"), ("1", "Thu phí", "311", "742"))
    cells = [
        replace(cell, readings=(CellReading("vie", cell.text, score),)) if not cell.row else cell
        for cell in table.cells
    ]

    found = _read(_page(1, replace(table, cells=tuple(cells))))

    weak = {one.label: reading.support is Support.WEAK for one, reading in found.values()}
    assert weak == {"1. Thu phí | Quý II": doubted, "1. Thu phí | Lũy kế": False}


def test_a_letterhead_above_the_headings_of_a_workbook_is_no_heading() -> None:
    rows = (
        ("PHỤ LỤC 2", "", "", ""),
        ("SỞ TÀI CHÍNH", "", "", "Tên tệp: T03"),
        ("BẢNG GIÁ BÁN LẺ", "", "", ""),
        ("Mã hàng", "Tên hàng", "Kỳ trước", "Kỳ này"),
        ("(1)", "(2)", "-3", "(4)"),  # Excel keeps a typed (3) as an amount
        ("05.0011", "Gạo nếp", "21.400", "22.100"),
        ("05.0012", "Đường cát", "19.700", "19.700"),
    )

    found = _read(_page(1, _table(*rows), kind=PageKind.DIGITAL))

    assert [(one.label, str(reading.value)) for one, reading in found.values()] == [
        ("Gạo nếp | Kỳ trước", "21400"),
        ("Gạo nếp | Kỳ này", "22100"),
        ("Đường cát | Kỳ trước", "19700"),
        ("Đường cát | Kỳ này", "19700"),
    ]
