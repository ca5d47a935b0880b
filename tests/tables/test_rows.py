"""Rows of the appendix, from spoilt lines and from cells, of invented reports."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.form import Form, Kind
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Document, Line, Page, PageKind, Table
from pipeline.model.reading import Method, Reading, Source, Support
from pipeline.tables.listed import Rows, read_rows
from pipeline.tables.listed.reading import doubt_prose
from pipeline.vietnamese.alphabet import fold

FORM_FILE = Path(__file__).parents[2] / "patterns" / "cchc-xa.toml"


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(FORM_FILE, examples=False)


def read_text(form: Form, text: str) -> Rows:
    lines = tuple(Line(line) for line in text.strip("\n").split("\n"))
    return read_rows(Document((Page(1, PageKind.TEXT, lines),)), form)


def row(rows: Rows, indicator: str) -> Reading:
    return next(reading for reading in rows.readings if reading.indicator == indicator)


def test_a_row_on_one_spoilt_line_gives_its_value(form: Form) -> None:
    rows = read_text(form, "2.1. | S6 nhiém vu dé ra trong ké hoach Nhi¢m vy 12 Vin phong")

    assert row(rows, "I.2.1").value == 12
    assert row(rows, "I.2.1").support is Support.SINGLE


def test_a_blank_row_is_a_reading_without_a_value_and_not_a_zero(form: Form) -> None:
    rows = read_text(form, "5.1. | S6 luong phiéu khao sat S6 luong Vién phong")

    assert row(rows, "I.5.1").value is None


def test_a_row_that_was_not_printed_has_no_reading(form: Form) -> None:
    rows = read_text(form, "2.1. | S6 nhiém vu dé ra trong ké hoach Nhiém vu 12 Van phong")

    assert [reading.indicator for reading in rows.readings] == ["I.2.1"]


def test_digits_of_the_name_are_not_the_value(form: Form) -> None:
    rows = read_text(
        form,
        """
3.4. | Ty 1¢ % da tinh gian so v6i nam 2015 % 7,5% Van phong
2.2 | Lién théng tir UBND cap huyén dén 100% cap xa Chua hoan thanh = 0 1 Van hoa
Hoan thanh = 1
""",
    )

    assert row(rows, "IV.3.4").value == Decimal("7.5")
    assert row(rows, "VII.2.2").value == 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("5.2. | Hinh thirc khao sat Truc tuyén = 0 2 Van phong\nPhat phiéu = 1\nKét hop = 2", 2),
        ("5.2. | Hinh thirc khao sat Truc tuyén = 0 0 Van phong\nPhat phiéu = 1\nKét hop = 2", 0),
        ("Truc tuyén = 0 Van phong\n5.2. | Hinh thirc khao sat Phat phiéu = 1\nKét hop =2", None),
        ("Truc tuyén =\n5.2. | Hinh thirc khao sat 0; Phat phiéu = 1 01 Van phong\nKét hop =2", 1),
    ],
)
def test_the_digits_of_a_legend_are_told_from_the_answer(
    form: Form, lines: str, expected: int | None
) -> None:
    rows = read_text(form, lines)

    assert row(rows, "I.5.2").value == expected
    assert row(rows, "I.5.2").support is Support.SINGLE


def test_a_legend_that_lost_a_digit_makes_the_answer_weak(form: Form) -> None:
    rows = read_text(
        form, "5.2. | Hinh thirc khao sat Truc tuyén = Van phong\nPhat phiéu = 1 0\nKét hop = 2"
    )

    assert row(rows, "I.5.2").support is Support.WEAK


def test_a_name_over_five_lines_with_the_code_in_the_middle_is_one_row(form: Form) -> None:
    rows = read_text(
        form,
        """
Sb phong chuyén mon va twong duong da duoc phé duyét Co quan, don
vi tri viéc lam theo quy dinh (tinh ca cac don vi da Van phong
1.1. . 4
thuc hién ra soat VTVL khi c6 thay d6i chirc nang, vi
nhiém vu)
""",
    )

    assert row(rows, "V.1.1").value == 4
    assert len(rows.readings) == 1


def test_a_page_header_inside_a_row_is_passed_over(form: Form) -> None:
    rows = read_text(
        form,
        """
5.1.3 | S6 TTHC dang cung cap truc tuyén muc d6 mot phan cé Thu tuc 31 Van phong
STT Chi tiéu théng ké Két qua thong ké Ghi chu
(Str dung trong ky bao cdo hang quy, 6 thang, nam) Don vi tinh S liu
phat sinh hé so nép tryc tuyén
""",
    )

    assert row(rows, "VII.5.1.3").value == 31
    assert "Chi tiéu" not in row(rows, "VII.5.1.3").source.text


def test_two_rows_of_one_name_are_told_apart_by_code_and_order(form: Form) -> None:
    rows = read_text(
        form,
        """
2.2.1. | Tong sb VBQPPL can phai xir 1y sau kiém tra Van ban 6 Tu phap
222, | S6 VBQPPL c6 kién nghi xtr ly da dugc xtr Iy xong Van ban 5 Tu phap
3.2.1. | Tong s6 VBQPPL can phai xir 1y sau ra soat Van ban 9 Tu phap
3.22. | S6 VBQPPL c6 kién nghi xtr ly da duoc xtr ly xong Van ban 8 Tu phap
""",
    )

    assert row(rows, "II.2.2.2").value == 5
    assert row(rows, "II.3.2.2").value == 8


def test_a_letter_in_the_place_of_the_value_is_given_as_weak(form: Form) -> None:
    rows = read_text(form, "1.2. | S6 TTHC cong bd méi Thu tuc o Van phong")

    assert row(rows, "III.1.2").value == 0
    assert row(rows, "III.1.2").support is Support.WEAK
    assert row(rows, "III.1.2").reason


@pytest.mark.parametrize(
    ("printed", "support"),
    [("% 0%", Support.SINGLE), ("% 0", Support.SINGLE), ("0%", Support.WEAK), ("0", Support.WEAK)],
)
def test_a_zero_that_may_be_the_sign_of_its_unit_is_weak(
    form: Form, printed: str, support: Support
) -> None:
    name = "Ty lé st dung van ban dién tu cia UBND cap xa"

    rows = read_text(form, f"VII. XAY DUNG\n4.2.3. {name} {printed} Van hoa")

    assert row(rows, "VII.4.2.3").value == 0
    assert row(rows, "VII.4.2.3").support is support


def test_a_figure_among_the_remarks_of_several_rows_is_weak(form: Form) -> None:
    rows = read_text(
        form,
        """V. CAI CACH CHE DO CONG VU
Nguoi Van phong
Nguoi 0 Van phong
% Van phong
3.1. S6 lanh dao cap s6, ban, nganh va UBND cap huyén bi ky luat Nguoi""",
    )

    assert row(rows, "V.3.1").support is Support.WEAK
    assert "nhiều hàng" in row(rows, "V.3.1").reason


def test_a_name_that_breaks_after_a_word_like_its_department_is_one_row(form: Form) -> None:
    lines = (
        "Tỷ lệ văn bản đi dưới dạng điện tử của cơ",
        "quan, đơn vị (Chỉ thống kê tỷ lệ văn bản",
        "4.2. được gửi hoàn toàn dưới dạng điện tử; sử % 100% Văn hóa",
        "dụng chữ ký số, chứng thư số và gửi trên môi trường điện tử)",
    )
    page = Page(1, PageKind.DIGITAL, tuple(map(Line, lines)))

    read = row(read_rows(Document((page,)), form), "VII.4.2")

    assert (read.value, read.support) == (Decimal(100), Support.LAYER)


def test_a_zero_before_an_unreadable_word_is_weak(form: Form) -> None:
    line = "VII. XAY DUNG\n4.2.3. Ty lé st dung van ban dién tu cia UBND cap xa % 0"

    clean = row(read_text(form, f"{line} Van hoa"), "VII.4.2.3")
    spoilt = row(read_text(form, f"{line} Senne"), "VII.4.2.3")

    assert (clean.value, clean.support) == (Decimal(0), Support.SINGLE)
    assert (spoilt.value, spoilt.support) == (Decimal(0), Support.WEAK)


@pytest.mark.parametrize(
    "text",
    [
        # The unit and the department are torn; the 8 is a piece of "phòng".
        "2.3 S6 cän b6, công chic câp xà du'oc xét chuyên NES Vän phè\n"
        "thành công chic câp huyén trô lên 8 poor",
        "2.3 S6 cän b6, công chic câp xà du'oc xét chuyên thành công chic câp huyén 8 Vän phông",
    ],
)
def test_a_figure_without_its_unit_before_it_is_weak(form: Form, text: str) -> None:
    figure = row(read_text(form, text), "V.2.3")

    assert (figure.value, figure.support) == (Decimal(8), Support.WEAK)
    assert "đơn vị tính" in figure.reason


def test_the_title_of_a_section_in_the_place_of_its_first_row_is_no_blank(form: Form) -> None:
    rows = read_text(
        form,
        """
I | CONG TAC CHi DAO, DIEU HANH Van phong
2.1. | S6 nhiém vu dé ra trong ké hoach Nhiém vu 13 Van phong
""",
    )

    assert (row(rows, "I.1").value, row(rows, "I.1").support) == (None, Support.WEAK)
    assert "tiêu đề" in row(rows, "I.1").reason


def print_intact_rows(form: Form, count: int) -> str:
    """Print some rows of zeros without damage but for their marks."""
    rows = [row for row in form.rows if row.section == "V" and row.kind is Kind.COUNT]
    return "\n".join(
        f"{row.code}. | {fold(row.label)} {fold(row.unit)} 0 Van phong" for row in rows[:count]
    )


@pytest.mark.parametrize(("intact", "support"), [(8, Support.SINGLE), (2, Support.WEAK)])
def test_a_zero_is_weak_in_a_dump_that_lost_a_fifth_of_its_figures(
    form: Form, intact: int, support: Support
) -> None:
    rows = read_text(
        form,
        f"""
1.2. | S6 TTHC cong b6 méi Thu tuc Bil Van phong
1.3. | S6 TTHC bai bo, thay thé Thu tuc 0 Van phong
{print_intact_rows(form, intact)}
""",
    )

    assert row(rows, "III.1.3").support is support


@pytest.mark.parametrize(("loss", "support"), [(0.1, Support.SINGLE), (0.3, Support.WEAK)])
def test_figures_of_the_prose_are_weak_in_a_dump_that_lost_a_fifth(
    loss: float, support: Support
) -> None:
    source = Source(1, "61 may in")
    printed = Reading("x", Decimal(61), source, Method.PROSE, "x.prose.1", Support.SINGLE)
    agreed = replace(printed, support=Support.AGREED)

    doubted = doubt_prose((printed, agreed), loss)

    assert [reading.support for reading in doubted] == [support, Support.AGREED]
    assert ("30 %" in doubted[0].reason) == (support is Support.WEAK)


def test_a_zero_beside_a_damaged_name_is_weak_where_many_figures_were_destroyed(form: Form) -> None:
    rows = read_text(
        form,
        f"""
1.2. | S6 TTHC cong b6 méi Thu tuc Bil Van phong
1.3. | S6 TTHC bai bo, thay thé Thu tuc 0 Van phong
2.1. | CRE pue lién théng cung cap Thu tuc 0 Van phong
{print_intact_rows(form, 11)}
""",
    )

    legible, damaged = row(rows, "III.1.3"), row(rows, "III.2.1")
    assert (legible.value, legible.support) == (Decimal(0), Support.SINGLE)
    assert (damaged.value, damaged.support) == (Decimal(0), Support.WEAK)
    assert "làm hỏng" in damaged.reason


def test_two_numbers_in_the_place_of_the_value_are_weak(form: Form) -> None:
    rows = read_text(form, "1.2. | S6 TTHC cong b6 méi Thu tuc 3 14 Van phong")

    assert row(rows, "III.1.2").support is Support.WEAK
    assert set(row(rows, "III.1.2").alternatives) == {"3", "14"}


def test_a_row_the_form_does_not_know_is_kept_with_its_value(form: Form) -> None:
    rows = read_text(
        form,
        """
1.2. | S6 TTHC cong b6 méi Thu tuc 3 Van phong
1.2a. | noise
1.9. | Số quầy phục vụ lưu động tại các thôn xóm Quầy 17 Văn phòng
1.3. | S6 TTHC bai bo, thay thé Thu tuc 2 Van phong
""",
    )

    assert [(unknown.code, unknown.value) for unknown in rows.unknown] == [("1.9", Decimal(17))]
    assert row(rows, "III.1.2").value == 3
    assert row(rows, "III.1.3").value == 2
    assert [finding.check for finding in rows.findings] == ["unknown_row"]


def table_page(number: int, *rows: tuple[str, ...], kind: PageKind = PageKind.DIGITAL) -> Page:
    cells = tuple(
        Cell(
            line,
            column,
            text,
            Box(column * 100, line * 20, column * 100 + 100, line * 20 + 20),
            ink=bool(text),
        )
        for line, row_texts in enumerate(rows)
        for column, text in enumerate(row_texts)
    )
    table = Table(len(rows), len(rows[0]), cells, Box(0, 0, 100 * len(rows[0]), 20 * len(rows)))
    return Page(number, kind, (), (table,), 595, 842)


HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")


def test_cells_give_values_with_their_boxes(form: Form) -> None:
    page = table_page(
        3,
        HEADER,
        ("1.1.", "Kế hoạch được giao", "Triệu đồng", "21.300", "Tài chính"),
        ("1.2.", "Đã thực hiện", "Triệu đồng", "", "Tài chính"),
    )

    rows = read_rows(Document((page,)), form)

    assert row(rows, "VI.1.1").value == 21300
    assert row(rows, "VI.1.1").source.box == Box(300, 20, 400, 40)
    assert row(rows, "VI.1.1").source.page == 3
    assert row(rows, "VI.1.2").value is None


def test_a_row_cut_by_a_page_break_is_one_row(form: Form) -> None:
    first = table_page(
        1,
        HEADER,
        ("5.2", "Tỷ lệ TTHC đủ điều kiện được cung cấp trực tuyến", "%", "44,5", "Văn phòng"),
    )
    second = table_page(
        2,
        HEADER,
        ("", "mức độ toàn trình", "", "", ""),
        (
            "5.2.1",
            "Tổng số TTHC đủ điều kiện cung cấp trực tuyến mức độ toàn trình",
            "Thủ tục",
            "20",
            "Văn phòng",
        ),
    )

    rows = read_rows(Document((first, second)), form)

    assert row(rows, "VII.5.2").value == Decimal("44.5")
    assert row(rows, "VII.5.2").source.page == 1
    assert row(rows, "VII.5.2.1").value == 20


def test_a_figure_above_a_page_break_that_no_rule_closes_is_not_blank(form: Form) -> None:
    first = table_page(
        1,
        HEADER,
        ("5.2", "Tỷ lệ TTHC đủ điều kiện được cung cấp trực tuyến", "%", "44,5", "Văn phòng"),
    )
    cut = Line("5.2.1 Tổng số TTHC đủ điều kiện Thủ tục 26 Văn phòng", (), Box(0, 60, 500, 80))
    second = table_page(
        2,
        HEADER,
        ("", "cung cấp trực tuyến mức độ toàn trình", "", "", ""),
        ("5.2.2", "Số TTHC cung cấp trực tuyến mức độ toàn trình", "Thủ tục", "", "Văn phòng"),
    )

    rows = read_rows(Document((replace(first, lines=(cut,)), second)), form)

    assert row(rows, "VII.5.2.1").value == 26
    assert row(rows, "VII.5.2.1").support is Support.WEAK
    assert row(rows, "VII.5.2.2").value is None
    assert row(rows, "VII.5.2.2").support is not Support.WEAK


@pytest.mark.parametrize(
    ("pp_ocr", "eng", "again", "value", "support"),
    [
        ("376", "376", None, 376, Support.AGREED),
        ("376", "378", "378", 376, Support.DISPUTED),
        ("376", "378", "376", 376, Support.SETTLED),
        ("376", "378", "", 376, Support.DISPUTED),
        ("376", "", "", 376, Support.WEAK),
        ("376", "", "376", 376, Support.SETTLED),
        ("01", "ol", None, 1, Support.AGREED),
        ("C4", "04", None, 4, Support.AGREED),
        ("Ol", "Ol", None, None, Support.WEAK),
        ("", "~", None, None, Support.WEAK),
        ("-", "-", None, None, Support.AGREED),
    ],
)
def test_a_scanned_value_is_only_as_good_as_its_readers_agree(
    form: Form, pp_ocr: str, eng: str, again: str | None, value: int | None, support: Support
) -> None:
    seen = {"pp-ocr": pp_ocr, "eng": eng, "eng-large": again}
    readings = tuple(
        CellReading(name, text, 0.9) for name, text in seen.items() if text is not None
    )
    box = Box(300, 0, 400, 20)
    # The page reader puts the first of the readings into the text; that is no third witness.
    texts = ("1.2.", "Số TTHC công bố mới", "Thủ tục", pp_ocr, "Văn phòng")
    cells = tuple(
        Cell(0, column, text, box, readings=readings if column == 3 else ())
        for column, text in enumerate(texts)
    )
    page = Page(1, PageKind.SCAN, (), (Table(1, 5, cells, Box(0, 0, 500, 20)),), 595, 842)

    rows = read_rows(Document((page,)), form)

    assert row(rows, "III.1.2").value == value
    assert row(rows, "III.1.2").support is support
    kept = support in (Support.DISPUTED, Support.SETTLED)
    assert not kept or row(rows, "III.1.2").alternatives[:2] == (f"pp-ocr: {pp_ocr}", f"eng: {eng}")


def test_ink_in_a_cell_that_nobody_could_read_is_not_blank(form: Form) -> None:
    box = Box(300, 0, 400, 20)
    texts = ("1.2.", "Số TTHC công bố mới", "Thủ tục", "", "Văn phòng")
    cells = tuple(Cell(0, column, text, box, ink=True) for column, text in enumerate(texts))
    page = Page(1, PageKind.SCAN, (), (Table(1, 5, cells, Box(0, 0, 500, 20)),), 595, 842)

    rows = read_rows(Document((page,)), form)

    assert row(rows, "III.1.2").value is None
    assert row(rows, "III.1.2").support is Support.WEAK


def test_lines_of_a_scan_without_cells_are_never_better_than_weak(form: Form) -> None:
    line = Line("1.2. Số TTHC công bố mới Thủ tục 3 Văn phòng")

    rows = read_rows(Document((Page(1, PageKind.SCAN, (line,)),)), form)

    assert row(rows, "III.1.2").support is Support.WEAK


def test_an_empty_cell_without_a_name_beside_it_is_not_trusted_to_be_blank(form: Form) -> None:
    label = "Số văn bản chỉ đạo CCHC đã ban hành (Kết luận, chỉ thị, công văn chỉ đạo, quán triệt)"
    named = table_page(1, HEADER, ("1.", label, "Văn bản", "", ""), kind=PageKind.SCAN)
    below = ("2.", "Tỷ lệ hoàn thành Kế hoạch CCHC năm", "%", "79", "Văn phòng")
    # The name was read elsewhere, and an empty row that has none stands in for its own.
    nameless = replace(
        table_page(1, HEADER, ("1.", "", "", "", "Văn phòng"), below, kind=PageKind.SCAN),
        lines=(Line(label, box=Box(100, -30, 400, -10)),),
    )

    sure, doubted = (row(read_rows(Document((page,)), form), "I.1") for page in (named, nameless))

    assert (sure.value, sure.support) == (None, Support.SINGLE)
    assert (doubted.value, doubted.support) == (None, Support.WEAK)
    assert "tên bên cạnh không rõ" in doubted.reason


def unplaced_table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(
        Cell(line, column, text, ink=bool(text))
        for line, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(len(rows), len(rows[0]), cells)


def test_lines_say_which_rows_they_are_where_nothing_has_a_place(form: Form) -> None:
    plan = ("1.1.", "Kế hoạch được giao", "Triệu đồng", "4.711", "Tài chính")
    true = ("1.1.", "Kế hoạch được giao", "Triệu đồng", "21.300", "Tài chính")
    blank = ("1.2.", "Đã thực hiện", "Triệu đồng", "", "Tài chính")
    tables = unplaced_table(HEADER, plan), unplaced_table(HEADER, true, blank)
    lines = (Line(" ".join(true), row=(1, 1)), Line(" ".join(blank), row=(1, 2)))

    # The lines of the first table stand before the title of the appendix, and were cut off.
    rows = read_rows(Document((Page(1, PageKind.DIGITAL, lines, tables),)), form)

    assert row(rows, "VI.1.1").value == 21300
    assert row(rows, "VI.1.1").source.box is None
    assert row(rows, "VI.1.2").value is None
    assert len(rows.readings) == 2


def test_the_columns_of_a_broad_sheet_are_found_at_once(form: Form) -> None:
    idle = ("",) * 60
    page = table_page(
        1,
        (*idle, *HEADER, *idle),
        (*idle, "1.1.", "Kế hoạch được giao", "Triệu đồng", "21.300", "Tài chính", *idle),
    )

    rows = read_rows(Document((page,)), form)

    assert row(rows, "VI.1.1").value == 21300
