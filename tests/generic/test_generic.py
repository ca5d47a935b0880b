"""Reports that no form describes: tables under their own names, figures of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.generic import read_generic
from pipeline.model.form import Indicator
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Document, Line, Page, PageKind, Table
from pipeline.model.reading import Reading, Support

_WIDTH, _HEIGHT = 80.0, 15.0  # of an invented cell, in points
_Spans = dict[tuple[int, int], tuple[int, int]]  # row, column -> rows, columns


def _table(rows: Sequence[Sequence[str]], spans: _Spans | None = None, top: float = 100) -> Table:
    spans = spans or {}
    covered = {
        (row + down, column + right)
        for (row, column), (height, width) in spans.items()
        for down in range(height)
        for right in range(width)
    } - set(spans)
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if (row, column) in covered:
                continue
            height, width = spans.get((row, column), (1, 1))
            box = Box(
                column * _WIDTH,
                top + row * _HEIGHT,
                (column + width) * _WIDTH,
                top + (row + height) * _HEIGHT,
            )
            cells.append(Cell(row, column, text, box, height, width, ink=bool(text)))
    size = len(rows), len(rows[0])
    outline = Box(0, top, size[1] * _WIDTH, top + size[0] * _HEIGHT)
    return Table(*size, tuple(cells), outline)


def _page(number: int, *tables: Table, above: str = "", kind: PageKind = PageKind.DIGITAL) -> Page:
    lines = tuple(
        Line(text, box=Box(0, 40 + 12 * place, 200, 50 + 12 * place))
        for place, text in enumerate(above.splitlines())
    )
    return Page(number, kind, lines, tables, 595, 842)


def _read(*pages: Page) -> dict[str, tuple[Indicator, Reading]]:
    described = read_generic(Document(pages))
    pairs = zip(described.form.indicators, described.readings, strict=True)
    return {indicator.id: (indicator, reading) for indicator, reading in pairs}


def _units(found: dict[str, tuple[Indicator, Reading]]) -> list[tuple[str, str]]:
    return [(one.unit, str(reading.value)) for one, reading in found.values()]


def _said(*texts: str) -> dict[str, tuple[Indicator, Reading]]:
    return _read(Page(1, PageKind.DIGITAL, tuple(map(Line, texts))))


_BUDGET = (
    ("STT", "Nội dung", "Dự toán", "Thực hiện", ""),
    ("", "", "", "Quý II", "Quý III"),
    ("A", "B", "1", "2", "3"),
    ("I", "Thu ngân sách", "", "", ""),
    ("1", "Thuế", "1.200", "300", "350,5"),
    ("2", "Phí (%)", "80", "-", ""),
    ("II", "Chi ngân sách", "900", "200", "210"),
    ("", "Trong đó: chi lương", "500", "100", "110"),
)
_BUDGET_SPANS = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2)}


def _budget(caption: str = "Đơn vị tính: triệu đồng") -> dict[str, tuple[Indicator, Reading]]:
    return _read(_page(1, _table(_BUDGET, _BUDGET_SPANS), above=caption))


def test_a_header_of_two_rows_and_the_parent_row_name_a_figure() -> None:
    indicator, reading = _budget()["t1.r5.c5"]

    assert indicator.label == "I. Thu ngân sách > 1. Thuế | Thực hiện > Quý III"
    assert (indicator.section, indicator.code) == ("I", "1")
    assert reading.value == Decimal("350.5")


def test_the_unit_comes_from_the_caption_unless_the_row_has_its_own() -> None:
    found = _budget("Biểu số 1\n(Đơn vị tính: triệu đồng)")

    assert found["t1.r5.c3"][0].unit == "triệu đồng"
    assert found["t1.r6.c3"][0].unit == "%"


def test_the_unit_of_one_cell_is_its_rows_and_not_its_columns() -> None:
    rows = (
        ("STT", "Nội dung", "Kế hoạch", "Thực hiện"),
        ("1", "Thu lệ phí", "640", "655"),
        ("2", "Diện tích giao đất", "41,5 ha", "40"),
        ("3", "Chi thường xuyên", "910", "905"),
    )

    found = _read(_page(1, _table(rows), above="Đơn vị tính: triệu đồng"))

    assert [unit for unit, _ in _units(found)] == ["triệu đồng"] * 2 + ["ha"] * 2 + [
        "triệu đồng"
    ] * 2


def test_the_title_of_a_document_is_no_unit() -> None:
    rows = (("TT", "Chỉ tiêu", "Số liệu"), ("1", "Số cuộc giám sát", "12"), ("2", "Số buổi", "15"))

    found = _read(_page(1, _table(rows), above="BÁO CÁO"))

    assert [unit for unit, _ in _units(found)] == ["", ""]


def test_numbers_of_rows_and_columns_are_no_figures() -> None:
    found = _budget()

    assert {name.split(".")[1] for name in found} == {"r5", "r6", "r7", "r8"}
    assert {name.split(".")[2] for name in found} == {"c3", "c4", "c5"}


def test_a_dash_and_an_empty_cell_of_a_named_row_are_blank() -> None:
    found = _budget()

    assert found["t1.r6.c4"][1].value is None
    assert found["t1.r6.c5"][1].value is None


def test_a_part_stands_under_the_row_above_it() -> None:
    indicator, _ = _budget()["t1.r8.c3"]

    assert indicator.label == "II. Chi ngân sách > Trong đó: chi lương | Dự toán"


def test_a_list_goes_on_after_a_heading_and_a_name_whose_number_was_lost() -> None:
    rows = (
        ("TT", "Chỉ tiêu", "Số"),
        ("I", "Vận chuyển", "9"),
        ("", "PHÂN THEO NGÀNH", ""),
        ("", "Đường bộ", "5"),
        ("II", "Luân chuyển", "8"),
        ("1", "Gà", "1"),
        ("", "Vịt", "2"),
        ("3", "Ngan", "3"),
    )

    found = _read(_page(1, _table(rows)))

    assert found["t1.r4.c3"][0].label == "PHÂN THEO NGÀNH > Đường bộ"
    assert found["t1.r5.c3"][0].label == "II. Luân chuyển"
    assert found["t1.r8.c3"][0].label == "II. Luân chuyển > 3. Ngan"


_HEADER = ("STT", "Xã", "Diện tích (ha)")


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_that_goes_on_over_the_page_is_one(repeated: bool) -> None:
    first = _page(1, _table((_HEADER, ("1", "HUYỆN A", "7,5"), ("1.1", "Xã B", "3"))))
    rows = (("1.2", "Xã C", "4,5"), ("2", "HUYỆN D", "9"))
    second = _page(2, _table((_HEADER, *rows) if repeated else rows, top=30))

    found = _read(first, second)

    assert list(found) == ["t1.r2.c3", "t1.r3.c3", "t1.r4.c3", "t1.r5.c3"]
    indicator, reading = found["t1.r4.c3"]
    assert (indicator.label, indicator.unit) == ("1. HUYỆN A > 1.2. Xã C", "ha")
    assert reading.source.page == 2


def test_the_same_header_under_another_title_is_another_table() -> None:
    rows = (_HEADER, ("1", "Xã B", "3"))
    first = _page(1, _table(rows))
    second = _page(2, _table(rows), above="Bảng 2. Đất trồng cây lâu năm")

    assert list(_read(first, second)) == ["t1.r2.c3", "t2.r2.c3"]


def test_a_row_that_the_page_break_cut_keeps_its_name() -> None:
    first = _page(1, _table((_HEADER, ("1", "Đất trồng lúa và", "3"))))
    second = _page(2, _table((("", "hoa màu khác", ""), ("2", "Đất ở", "4"))))

    found = _read(first, second)

    assert found["t1.r2.c3"][0].label == "1. Đất trồng lúa và hoa màu khác"
    assert found["t1.r3.c3"][0].label == "2. Đất ở"


def test_a_merged_name_stands_before_each_of_its_rows() -> None:
    rows = (
        ("Lĩnh vực", "Chỉ tiêu", "Số lượng"),
        ("Đất đai", "Tiếp nhận", "12"),
        ("", "Trả kết quả", "11"),
    )

    found = _read(_page(1, _table(rows, {(1, 0): (2, 1)})))

    assert [one.label for one, _ in found.values()] == [
        "Đất đai > Tiếp nhận",
        "Đất đai > Trả kết quả",
    ]


def test_a_merged_figure_belongs_to_all_of_its_rows() -> None:
    rows = (("Chỉ tiêu", "Năm 2023", "Năm 2024"), ("Nam", "5", "6"), ("Nữ", "", "7"))

    found = _read(_page(1, _table(rows, {(1, 1): (2, 1)})))

    assert found["t1.r2.c2"][0].label == "Nam; Nữ | Năm 2023"
    assert "t1.r3.c2" not in found


def test_years_in_a_header_are_no_figures_and_a_minus_is_kept() -> None:
    rows = (("Chỉ tiêu", "2022", "2023"), ("Tăng trưởng (%)", "-0,5", "2,1"))

    found = _read(_page(1, _table(rows)))

    assert found["t1.r2.c2"][0].label == "Tăng trưởng (%) | 2022"
    assert found["t1.r2.c2"][1].value == Decimal("-0.5")
    assert len(found) == 2


def test_a_column_of_units_names_the_units_and_is_no_figure() -> None:
    rows = (
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện", "Ghi chú"),
        ("1", "Dân số", "người", "5.120", "tính đến 30/6"),
        ("2", "Hộ nghèo", "hộ", "31", ""),
        ("3", "Trâu", "”", "7", ""),
    )

    found = _read(_page(1, _table(rows)))

    assert _units(found) == [("người", "5120"), ("hộ", "31"), ("hộ", "7")]


def test_a_table_of_words_gives_no_rows() -> None:
    rows = (("STT", "Nhiệm vụ", "Thời hạn"), ("1", "Rà soát", "15/6/2024"), ("2", "Báo cáo", ""))

    assert _read(_page(1, _table(rows))) == {}


def test_two_readers_of_a_scan_are_told_from_one_and_from_a_dispute() -> None:
    table = _table((("Loại", "Giá"), ("Cát", "60.000"), ("Đất", "5"), ("Đá", "7")))
    readings = {
        1: (CellReading("pp-ocr", "60.000 đồng/m³"), CellReading("eng", "60.000 déng/m*")),
        2: (CellReading("vie", "5 đồng/m³"),),
        3: (CellReading("pp-ocr", "7"), CellReading("eng", "1")),
    }
    cells = tuple(
        Cell(one.row, one.column, one.text, one.box, readings=readings.get(one.row, ()))
        if one.column
        else one
        for one in table.cells
    )
    page = _page(1, Table(4, 2, cells, table.box), kind=PageKind.SCAN)

    found = _read(page)

    supports = [reading.support for _, reading in found.values()]
    assert supports == [Support.AGREED, Support.WEAK, Support.DISPUTED]
    assert found["t1.r2.c2"][0].unit == "đồng/m³"


def test_a_list_of_numbers_makes_its_column_doubtful() -> None:
    rows = (("Tỉnh", "Số hiệu"), ("An Giang", "67,68"), ("Cần Thơ", "65,83,95"), ("Nghệ An", "37"))

    found = _read(_page(1, _table(rows)))

    assert [(str(reading.value), reading.support) for _, reading in found.values()] == [
        ("67.68", Support.WEAK),
        ("None", Support.WEAK),
        ("37", Support.LAYER),
    ]


def test_a_figure_of_a_sentence_has_the_words_around_it_and_its_unit() -> None:
    said = _said("Trong quý III, UBND xã đã tiếp nhận 376 hồ sơ thủ tục hành chính.")

    assert [one.label for one, _ in said.values()] == ["UBND xã đã tiếp nhận … thủ tục hành chính"]
    assert _units(said) == [("hồ sơ", "376")]


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Kế hoạch số 18/KH-UBND ngày 15/6/2024 của UBND huyện;",
        "Kỳ họp thứ 7 khóa 10, Điều 3, nhóm 1, quý 3 năm 2024.",
        "Điện thoại liên hệ 0912345678, mã hồ sơ H25.17.",
        "1. Giá lúa ST24 và OM 5451 ổn định.",
        "Báo cáo định kỳ 3 tháng, 6 tháng theo Phụ lục số 01, mã hàng 01.0020.",
    ],
)
def test_dates_symbols_and_names_are_no_figures(text: str) -> None:
    assert _said(text) == {}


def test_a_word_that_is_a_unit_only_without_its_marks_is_none() -> None:
    ((indicator, reading),) = _said("Giá phòng khách sạn 3 sao ổn định.").values()

    assert indicator.unit == ""
    assert reading.support is Support.WEAK


def test_a_range_and_a_part_of_a_whole_are_two_figures_of_one_unit() -> None:
    said = _said("Giá lúa từ 9.000 - 9.200 đồng/kg; đã trả 375/376 hồ sơ.")

    assert _units(said) == [
        ("đồng/kg", "9000"),
        ("đồng/kg", "9200"),
        ("hồ sơ", "375"),
        ("hồ sơ", "376"),
    ]


_REAL = Path(__file__).resolve().parents[3] / "shared" / "real-pdfs"
# What stands on the page, seen by eye: name, unit, figure.
_SEEN = {
    "haugiang-bc-gia-tet-2024.pdf": (
        "CHỈ SỐ GIÁ TIÊU DÙNG > I. Hàng ăn và dịch vụ ăn uống > 1. Lương thực"
        " | Chỉ số giá so với (%) > So với kỳ gốc 2019",
        "%",
        "151.21",
    ),
    "vinhlong-nq213-giadat-phuluc1.pdf": (
        "8. HUYỆN BÌNH TÂN > 8.4. Xã Mỹ Thuận | Giá đất > Vị trí 3",
        "1000 đồng/m2",
        "147",
    ),
}


@pytest.mark.parametrize("name", _SEEN)
def test_a_real_table_comes_out_with_its_header_path(name: str, tmp_path: Path) -> None:
    if not (_REAL / name).exists():
        pytest.skip("the real files lie beside the project on the machine it was made on")
    from pipeline.read.page import read_pages
    from pipeline.read.source import count_pages

    numbers = tuple(range(1, count_pages(_REAL / name) + 1))
    pages = read_pages(_REAL / name, numbers, scratch=tmp_path)

    found = _read(*(page for page in pages if isinstance(page, Page)))

    label, unit, value = _SEEN[name]
    named = [reading for one, reading in found.values() if (one.label, one.unit) == (label, unit)]
    assert [reading.value for reading in named] == [Decimal(value)]


def test_a_report_of_a_known_form_is_still_recognised(tmp_path: Path) -> None:
    from pipeline.identify.recognise import choose_form
    from pipeline.read.page import read_pages
    from pipeline.read.source import count_pages
    from pipeline.run.checked_forms import load_checked_forms

    root = Path(__file__).resolve().parents[2]
    file = root / "samples" / "digital-quarter.pdf"
    numbers = tuple(range(1, count_pages(file) + 1))
    pages = read_pages(file, numbers, scratch=tmp_path)

    form = choose_form(
        Document(tuple(page for page in pages if isinstance(page, Page))),
        load_checked_forms(root / "patterns"),
    )

    assert form is not None
    assert form.id == "cchc-xa"


def _told(text: str) -> list[tuple[str, str, bool]]:
    """Give value, unit and whether it is doubtful of each figure of a sentence."""
    return [
        (str(reading.value), one.unit, reading.support is Support.WEAK)
        for one, reading in _said(text).values()
    ]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Đã đăng ký 1.204 phương tiện", ("1204", "phương tiện", False)),
        ("Tiếp 512.300 lượt hồ sơ cư trú", ("512300", "lượt hồ sơ", False)),
        ("Có 31.405 công dân đã đăng ký", ("31405", "công dân", False)),
        ("Có 207 máy trưởng được cấp bằng", ("207", "máy trưởng", True)),
        ("Có 62 xã viên góp vốn", ("62", "xã viên", True)),
        ("Đã cấp 83 hộ chiếu", ("83", "hộ chiếu", True)),
        ("Đã mua 14 máy tính", ("14", "máy", False)),
        ("Xử lý 03 (ba) trường hợp", ("3", "trường hợp", False)),
        ("Chăm sóc 2040 hộ dân", ("2040", "hộ", True)),
        ("Chuyển đến: 17", ("17", "", True)),
        ("Trồng được 415 Sổ vàng", ("415", "", True)),
        ("Công nghiệp tăng trưởng -2,7%", ("-2.7", "%", False)),
        ("Thương mại tăng \u22120,9%", ("-0.9", "%", False)),
        ("Số người giảm 4,1 % so với năm trước", ("4.1", "%", False)),
        ("Chênh lệch thu chi (2.310)", ("-2310", "", True)),
        ("Thu đạt 7 tỷ 120 triệu đồng", ("7120", "triệu đồng", False)),
        ("Chi 2 tỷ 40 triệu 600 nghìn đồng", ("2040.600", "triệu đồng", False)),
        ("Đàn dê có 1,480 con", ("1.480", "con", True)),
        ("Trình độ: nam 120", ("120", "", True)),
    ],
)
def test_each_figure_of_a_sentence_is_a_row_with_its_unit(
    text: str, figure: tuple[str, str, bool]
) -> None:
    assert _told(text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "Ban Chỉ đạo 389/35 xã, Ban Chỉ đạo 809 tỉnh đã họp theo Nghị quyết 27.",
        "Thực hiện khoản 2 Điều 7 Luật Đất đai, Đề án 06, Kế hoạch 91 của tỉnh.",
        "Trụ sở tại số 15 đường Trần Phú, điện thoại 0221 386 2345, km 12 Quốc lộ 39.",
        "Cụm thi đua số 3, Tổ dân phố số 7, tổ 3 phường Hoa Lư, mạng 5G.",
    ],
)
def test_numbers_in_names_and_addresses_are_no_figures(text: str) -> None:
    assert _told(text) == []


def test_both_parts_of_a_fraction_are_figures() -> None:
    assert _told("Tiếp nhận 410 hồ sơ trực tuyến/512 tổng hồ sơ; đạt 5/7 chỉ tiêu.") == [
        ("410", "hồ sơ", False),
        ("512", "hồ sơ", False),
        ("5", "chỉ tiêu", False),
        ("7", "chỉ tiêu", False),
    ]
