"""Tables without rules, or with some: what their rows and columns are called."""

from __future__ import annotations

import pytest

from pipeline.generic import read_generic
from pipeline.model.geometry import Box
from pipeline.model.page import Document, Page, Word
from pipeline.model.reading import Support
from tests.tables.open_pages import body, centred, figures, flush, page, phrase, word

_RIGHTS = (330.0, 420.0, 510.0)
_ROWS = (
    (0.0, "TỔNG SỐ", ("1.250,5", "1.310,0", "104,8")),
    (0.0, "Phân theo ngành", ()),
    (12.0, "Công nghiệp", ("800,5", "850,0", "106,2")),
    (12.0, "Xây dựng", ("450,0", "460,0", "102,2")),
)
_BOLD = frozenset(("TỔNG SỐ", "Phân theo ngành"))


def _top(caption: str = "2. Vốn đầu tư tháng 6 năm 2024") -> list[list[Word]]:
    return [
        phrase(caption, 60.0, 80.0, bold=True),
        phrase("Tỷ đồng", 475.0, 104.0),
        centred("Thực hiện", 360.0, 124.0) + centred("Tháng 6", 495.0, 124.0),
        centred("Tháng 5", 315.0, 140.0)
        + centred("Tháng 6", 405.0, 140.0)
        + centred("so với (%)", 495.0, 140.0),
    ]


def _page(number: int = 1, rules: tuple[Box, ...] = ()) -> Page:
    return page([*_top(), *body(_ROWS, _RIGHTS, 170.0, bold=_BOLD)], number, rules)


def test_a_table_without_any_rule_has_rows_columns_and_units() -> None:
    found = figures(_page())

    assert found["TỔNG SỐ | Thực hiện > Tháng 5"] == ("1250.5", "Tỷ đồng", "")
    assert found["Phân theo ngành > Xây dựng | Thực hiện > Tháng 6"][0] == "460.0"
    assert found["Phân theo ngành > Công nghiệp | Tháng 6 so với (%)"] == ("106.2", "%", "")
    assert len(found) == 9


def test_the_caption_is_the_table_of_each_figure() -> None:
    described = read_generic(Document((_page(),)))

    assert {one.table for one in described.form.indicators} == {"2. Vốn đầu tư tháng 6 năm 2024"}


def test_a_rule_under_a_heading_says_how_far_it_reaches() -> None:
    rules = (Box(60, 116, 512, 116), Box(280, 136, 425, 136), Box(60, 160, 512, 160))

    assert figures(_page(rules=rules)).keys() == figures(_page()).keys()


@pytest.mark.parametrize("shift", [0.0, 5.0, -5.0])  # how far the page lay beside the one before
def test_a_table_goes_on_overleaf_with_its_columns_and_its_parents(shift: float) -> None:
    rights = tuple(right + shift for right in _RIGHTS)
    more = page(body(((12.0 + shift, "Dịch vụ", ("70,0", "80,0", "114,3")),), rights, 80.0), 2)

    found = figures(_page(), more)

    assert found["Phân theo ngành > Dịch vụ | Thực hiện > Tháng 6"] == ("80.0", "Tỷ đồng", "")


def test_another_caption_overleaf_is_another_table() -> None:
    other = page([*_top("3. Vốn tín dụng"), *body(_ROWS, _RIGHTS, 170.0, bold=_BOLD)], 2)

    described = read_generic(Document((_page(), other)))

    assert len({one.table for one in described.form.indicators}) == 2
    assert described.tables == 2


def test_an_empty_cell_of_a_row_is_blank() -> None:
    rows = (*_ROWS, (12.0, "Vận tải", ("5,5", "", "")))

    found = figures(page([*_top(), *body(rows, _RIGHTS, 170.0, bold=_BOLD)]))

    assert found["Phân theo ngành > Vận tải | Thực hiện > Tháng 6"] == ("", "Tỷ đồng", "")


def test_columns_without_headings_are_doubted() -> None:
    found = read_generic(Document((page(body(_ROWS, _RIGHTS, 170.0, bold=_BOLD)),)))

    assert found.readings
    assert {one.support for one in found.readings} == {Support.WEAK}


def test_two_columns_of_one_name_are_doubted() -> None:
    top = [
        phrase("1. Thu ngân sách", 60.0, 80.0),
        centred("Kế hoạch", 315.0, 124.0)
        + centred("Thực hiện", 405.0, 124.0)
        + centred("Thực hiện", 495.0, 124.0),
    ]

    found = read_generic(Document((page([*top, *body(_ROWS, _RIGHTS, 170.0)]),)))

    weak = [one for one in found.readings if one.support is Support.WEAK]
    assert {one.reason for one in weak} == {"hai cột cùng một tên"}
    assert len(weak) == 6


def test_figures_without_a_name_are_doubted() -> None:
    rows = (*_ROWS, (0.0, "", ("9,5", "8,5", "7,5")))

    found = read_generic(Document((page([*_top(), *body(rows, _RIGHTS, 170.0, bold=_BOLD)]),)))

    assert [one.support for one in found.readings[-3:]] == [Support.WEAK] * 3


def test_a_figure_that_two_readers_see_differently_is_disputed() -> None:
    lines = [*_top(), *body(_ROWS, _RIGHTS, 170.0, bold=_BOLD)]
    lines[-1][-1] = word("102,2", 486.0, 170.0 + 54.0, second="192,2")

    found = read_generic(Document((page(lines),)))

    assert found.readings[-1].support is Support.DISPUTED


def test_numbers_of_rows_are_no_column() -> None:
    lines = [
        phrase("STT", 60.0, 120.0) + phrase("Nội dung", 110.0, 120.0) + centred("Số vụ", 315, 120),
        *(
            phrase(code, 60.0, height) + phrase(name, 90.0, height) + flush(value, 330.0, height)
            for code, name, value, height in (
                ("I", "Tiếp nhận", "12", 150.0),
                ("1", "Trực tuyến", "7", 170.0),
                ("2", "Trực tiếp", "5", 190.0),
                ("II", "Giải quyết", "11", 210.0),
            )
        ),
    ]

    found = figures(page(lines))

    assert found["I. Tiếp nhận > 2. Trực tiếp | Số vụ"][0] == "5"
    assert found["II. Giải quyết | Số vụ"][0] == "11"


_SENTENCE = "Trong tháng 6 năm 2024 toàn xã có 376 hồ sơ, đạt 99,8% kế hoạch năm của huyện giao"
_PROSE = _SENTENCE.split()


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([phrase(" ".join(_PROSE), 60, 80 + 16 * n) for n in range(6)], id="sentences"),
        pytest.param(
            [
                phrase(" ".join(_PROSE[:8]), 60, 80 + 16 * n)
                + phrase(" ".join(_PROSE[8:]), 320, 80 + 16 * n)
                for n in range(6)
            ],
            id="two columns of prose",
        ),
        pytest.param(
            [
                phrase("ỦY BAN NHÂN DÂN", 60, 60) + phrase("CỘNG HÒA XÃ HỘI", 320, 60),
                phrase("Số: 68/BC-UBND", 60, 80) + phrase("Bắc Sơn, ngày 15 tháng 6", 320, 80),
                phrase("BÁO CÁO", 250, 110),
            ],
            id="a letterhead",
        ),
        pytest.param(
            [phrase(f"{n}. Đã mở {n + 3} lớp cho 20 người", 60, 80 + 16 * n) for n in range(1, 6)],
            id="a list",
        ),
        pytest.param(
            [
                phrase(f"Phần {n} ......................", 60, 80 + 16 * n)
                + flush(str(n + 4), 500, 80 + 16 * n)
                for n in range(1, 7)
            ],
            id="a list of contents",
        ),
    ],
)
def test_what_is_no_table_gives_none(lines: list[list[Word]]) -> None:
    assert read_generic(Document((page(lines),))).tables == 0
