"""Kinds of layouts that were met on documents from elsewhere, each on words of our own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.generic import read_generic
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Document, Line, Page, PageKind, Table, Word
from pipeline.model.reading import Support
from tests.tables.open_pages import body, centred, figures, flush, page, phrase

_EDGES = (50.0, 90.0, 290.0, 370.0, 450.0)
_FOLDED = (50.0, 80.0, 200.0, 260.0, 290.0, 410.0, 470.0)
_HEIGHT = 20.0  # points of a row
_RIGHTS = (330.0, 420.0, 510.0)


def _ruled(rows: Sequence[Sequence[str]], edges: Sequence[float] = _EDGES) -> Page:
    """Give a page with a ruled table, a text for each cell."""
    cells, lines = [], []
    for at, texts in enumerate(rows):
        top = 100 + at * _HEIGHT
        line: list[Word] = []
        for column, text in enumerate(texts):
            box = Box(edges[column], top, edges[column + 1], top + _HEIGHT)
            cells.append(Cell(at, column, text, box))
            line += phrase(text, box.left + 4, top + 5) if text else []
        lines.append(line)
    box = Box(edges[0], 100, edges[-1], 100 + _HEIGHT * len(rows))
    table = Table(len(rows), len(edges) - 1, tuple(cells), box)
    made = page(lines)
    return Page(1, made.kind, made.lines, (table,), made.width, made.height)


def test_a_section_right_below_the_heading_is_a_parent_whatever_its_rows_are_called() -> None:
    found = figures(
        _ruled(
            (
                ("STT", "Tên hàng", "Giá bán", "Giá mua"),
                ("I", "PHÂN BÓN", "", ""),
                ("1", "Đạm hạt, bao 50 kg", "620", "610"),
                ("2", "Lân nung, bao 25 kg", "180", "175"),
                ("II", "GIỐNG", "", ""),
                ("3", "Lúa lai", "95", "92"),
            )
        )
    )

    assert found["I. PHÂN BÓN > 1. Đạm hạt, bao 50 kg | Giá bán"][0] == "620"


def test_times_that_begin_with_a_numeral_are_headings() -> None:
    found = figures(
        _ruled(
            (
                ("TT", "Loại việc", "9 tháng năm 2021", "9 tháng năm 2022"),
                ("1", "Hòa giải", "64", "51"),
                ("2", "Trợ giúp pháp lý", "33", "42"),
            )
        )
    )

    assert found["1. Hòa giải | 9 tháng năm 2022"] == ("51", "", "")


def test_a_table_folded_beside_itself_is_one() -> None:
    found = figures(
        _ruled(
            (
                ("TT", "Thôn", "Số hộ", "TT", "Thôn", "Số hộ"),
                ("1", "Đồng Vang", "120", "4", "Bãi Sậy", "98"),
                ("2", "Gò Me", "87", "5", "Lò Than", "143"),
                ("3", "Rừng Lim", "101", "", "", ""),
            ),
            _FOLDED,
        )
    )

    assert found.keys() == {
        f"{name} | Số hộ"
        for name in ("1. Đồng Vang", "2. Gò Me", "3. Rừng Lim", "4. Bãi Sậy", "5. Lò Than")
    }
    assert found["5. Lò Than | Số hộ"] == ("143", "", "")


def _head(*names: str) -> list[list[Word]]:
    middles = (right - 20 for right in _RIGHTS)
    return [
        phrase("4. Kết quả chăn nuôi (con)", 60.0, 80.0),
        [
            w
            for name, middle in zip(names, middles, strict=False)
            for w in centred(name, middle, 120)
        ],
    ]


def test_a_unit_in_brackets_ends_a_caption() -> None:
    rows = tuple((0.0, name, ("12", "14", "15")) for name in ("Trâu", "Bò", "Dê"))

    found = figures(page([*_head("Quý I", "Quý II", "Quý III"), *body(rows, _RIGHTS, 150.0)]))

    assert found["Bò | Quý II"] == ("14", "con", "")


def test_a_division_set_further_right_stands_under_the_row_it_divides() -> None:
    rows = (
        (0.0, "Đàn lợn", ("412", "430", "104")),
        (8.0, "Chia theo khu vực", ()),
        (16.0, "Khu vực núi", ("150", "160", "107")),
        (16.0, "Khu vực biển", ("262", "270", "103")),
        (0.0, "Đàn gà", ("9.120", "9.300", "102")),
    )
    lines = [*_head("Quý I", "Quý II", "So sánh"), *body(rows, _RIGHTS, 150.0)]

    found = figures(page(lines))

    assert found["Đàn lợn > Chia theo khu vực > Khu vực biển | Quý II"][0] == "270"
    assert found["Đàn gà | Quý I"][0] == "9120"


@pytest.mark.parametrize(
    ("text", "values"),
    [("1.250.00012.398.000", ["1250000", "12398000"]), ("12.50.013.98", ["", ""])],
)
def test_figures_that_touch_are_two_or_doubted(text: str, values: list[str]) -> None:
    rows = tuple((0.0, name, ("1.000", "2.000", "3.000")) for name in ("Thuế", "Phí", "Thuê đất"))
    lines = [*_head("Dự toán", "Ước", "So sánh"), *body(rows, _RIGHTS, 150.0)]
    lines.append(
        [*phrase("Khác", 60.0, 204.0), *flush(text, 420.0, 204.0), *flush("9", 510.0, 204.0)]
    )

    found = figures(page(lines))

    told = [found["Khác | Dự toán"], found["Khác | Ước"]]
    assert [value for value, _, _ in told] == values
    assert all(value or doubt for value, _, doubt in told)


def test_a_figure_of_a_workbook_that_no_column_takes_is_a_doubtful_row() -> None:
    rows = (
        ("Tên thuốc", "Nguồn", "Giá kỳ trước", "Giá kỳ này"),
        ("Vắc xin A", "Khảo sát", "20", "21"),
        ("Vắc xin B", "9.450", "30", "31"),
        ("Vắc xin C", "Khảo sát", "40", "41"),
        ("Vắc xin D", "Khảo sát", "50", "51"),
    )
    cells = [
        Cell(row, column, text, ink=True)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    lines = tuple(Line(" ".join(texts), row=(0, row)) for row, texts in enumerate(rows))
    sheet = Page(1, PageKind.DIGITAL, lines, (Table(5, 4, tuple(cells)),))

    described = read_generic(Document((sheet,)).numbered())

    left = [one for one in described.readings if one.value == 9450]
    assert [one.support for one in left] == [Support.WEAK]
    assert sum(one.support is not Support.WEAK for one in described.readings) == 8


def test_years_down_the_left_edge_are_names_of_rows() -> None:
    rows = (
        (0, "2015", ("1.204", "560")),
        (0, "2018", ("1.310", "602")),
        (0, "2019", ("1.377", "640")),
        (0, "Sơ bộ 2020", ("1.402", "655")),
    )
    found = figures(page([*_head("Đàn bò", "Đàn trâu"), *body(rows, _RIGHTS, 150.0)]))

    assert found["2018 | Đàn bò"][:1] == ("1310",)
    assert found["Sơ bộ 2020 | Đàn trâu"][:1] == ("655",)
    assert not any("2015" in value for value, _, _ in found.values())


def test_the_line_that_names_the_office_gives_no_unit() -> None:
    rows = tuple((0.0, name, ("12", "15")) for name in ("Thôn Đông", "Thôn Tây", "Thôn Giữa"))
    for said, unit in (
        ("Đơn vị báo cáo: UBND xã An Phú", ""),
        ("Đơn vị báo cáo:", ""),
        ("Đơn vị tính diện tích: ha", "ha"),
    ):
        lines = [
            phrase(said, 380.0, 100.0),
            *_head("Quý I", "Quý II")[1:],
            *body(rows, _RIGHTS, 150.0),
        ]

        assert {found[1] for found in figures(page(lines)).values()} == {unit}


def test_money_below_a_name_that_ends_in_a_share_keeps_the_unit_of_the_table() -> None:
    rows = (
        (0.0, "A. Thu được chia theo tỷ lệ (%)", ("2.150.400", "1.020.300")),
        (10.0, "1. Lệ phí", ("512.300", "401.200")),
        (0.0, "B. Tỷ lệ hộ có nước sạch (%)", ("95,5", "96,1")),
        (0.0, "C. Cá trê (30 con/kg)", ("41.000", "42.000")),
    )
    corner = phrase("Đơn vị: nghìn đồng", 420.0, 100.0)
    found = figures(page([corner, *_head("Dự toán", "Ước"), *body(rows, _RIGHTS, 150.0)]))
    units = {
        label.split(" | ")[0].rsplit(" > ", 1)[-1]: unit for label, (_, unit, _) in found.items()
    }

    assert units == {
        "A. Thu được chia theo tỷ lệ (%)": "nghìn đồng",
        "1. Lệ phí": "nghìn đồng",
        "B. Tỷ lệ hộ có nước sạch (%)": "%",
        "C. Cá trê (30 con/kg)": "nghìn đồng",
    }
