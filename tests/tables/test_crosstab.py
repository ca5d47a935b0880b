"""Tables of all kinds become tables of a form, and the form finds them in the next report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.crosstabs.align import Label, align
from pipeline.crosstabs.names import Base, find_base, read_name, read_path
from pipeline.crosstabs.reading import CrosstabsRead, read_crosstabs
from pipeline.crosstabs.seen import see_document
from pipeline.drafting import draft_form, print_draft
from pipeline.forms import load_form, read_unit_list
from pipeline.identify.recognise import choose_form
from pipeline.model.errors import FormError
from pipeline.model.form import Form
from pipeline.model.page import Document, Page, Word
from pipeline.model.reading import Doubt, Support
from tests.tables.open_pages import body, centred, page, phrase

_PATTERNS = Path(__file__).parents[2] / "patterns"
_UNITS = read_unit_list(_PATTERNS)
_RIGHTS = (330.0, 420.0, 510.0)
_BOLD = frozenset(("TỔNG SỐ", "Phân theo ngành", "Phân theo vùng"))
_ROWS = (
    (0.0, "TỔNG SỐ", ("1.250,5", "1.310,0", "104,8")),
    (0.0, "Phân theo ngành", ()),
    (12.0, "Công nghiệp", ("800,5", "850,0", "106,2")),
    (12.0, "Xây dựng", ("450,0", "460,0", "102,2")),
    (0.0, "Phân theo vùng", ()),
    (12.0, "Miền núi", ("250,5", "262,0", "104,6")),
    (12.0, "Đồng bằng", ("1.000,0", "1.048,0", "104,8")),
)
Rows = Sequence[tuple[float, str, tuple[str, ...]]]


def _page(rows: Rows = _ROWS, month: int = 6, title: str = "Vốn đầu tư", number: int = 1) -> Page:
    """Give a page with an open table: amounts of two months, and the rate between them."""
    top: list[list[Word]] = [
        phrase(f"2. {title} tháng {month} năm 2024", 60.0, 80.0, bold=True),
        phrase("Tỷ đồng", 475.0, 104.0),
        centred("Thực hiện", 315.0, 124.0)
        + centred("Ước tính", 405.0, 124.0)
        + centred(f"Tháng {month}", 495.0, 124.0),
        centred(f"tháng {month - 1}", 315.0, 140.0)
        + centred(f"tháng {month}", 405.0, 140.0)
        + centred("so với (%)", 495.0, 140.0),
    ]
    return page([*top, *body(rows, _RIGHTS, 170.0, bold=_BOLD)], number)


@pytest.fixture
def form_of(tmp_path: Path) -> Callable[..., Form]:
    """Drafts, prints and reads the file again: whatever is drafted must pass all checks."""

    def make(*pages: Page) -> Form:
        path = tmp_path / "draft.toml"
        made = draft_form(Document(pages), _UNITS)
        path.write_text(print_draft(made, "a.pdf"), encoding="utf-8")
        return load_form(path, pace=True, shared=_PATTERNS)

    return make


def _read(form: Form, *pages: Page) -> CrosstabsRead:
    return read_crosstabs(see_document(Document(pages)), form)


def _values(read: CrosstabsRead) -> dict[str, str]:
    return {one.indicator: str(one.value) for one in read.readings if not one.reason}


def test_an_open_table_becomes_lines_with_parents_and_columns_with_units(
    form_of: Callable[..., Form],
) -> None:
    form = form_of(_page())

    (table,) = form.crosstabs
    assert form.titles == ("vốn đầu tư",)
    assert [line.path for line in table.lines] == [
        ("TỔNG SỐ",),
        ("Phân theo ngành", "Công nghiệp"),
        ("Phân theo ngành", "Xây dựng"),
        ("Phân theo vùng", "Miền núi"),
        ("Phân theo vùng", "Đồng bằng"),
    ]
    units = [table.unit_of(table.lines[0], column) for column in table.columns]
    assert units == ["Tỷ đồng", "Tỷ đồng", "%"]
    assert len(form.indicators) == 15


def test_a_form_finds_in_its_own_report_all_that_is_printed(form_of: Callable[..., Form]) -> None:
    read = _read(form_of(_page()), _page())

    assert len(_values(read)) == 15
    assert _values(read)["cong_nghiep.uoc_tinh_thang"] == "850.0"
    assert not read.left


def test_the_next_month_has_other_figures_under_the_same_ids_and_its_own_names(
    form_of: Callable[..., Form],
) -> None:
    rows = [
        (indent, name, tuple(figure.replace("1", "7") for figure in figures))
        for indent, name, figures in _ROWS
        if name != "Xây dựng"
    ]
    rows.insert(3, (12.0, "Vận tải", ("45,0", "46,0", "102,2")))

    read = _read(form_of(_page()), _page(rows, month=7))

    labels = {row.id: row.label for row in read.form.indicators}
    assert _values(read)["tong_so.uoc_tinh_thang"] == "7370.0"
    assert labels["tong_so.uoc_tinh_thang"] == "TỔNG SỐ | Ước tính tháng 7"
    assert not any(one.indicator.startswith("xay_dung") for one in read.readings)
    assert next(one.indicator.label for one in read.left) == (
        "Phân theo ngành > Vận tải | Thực hiện tháng 6"
    )
    assert {one.indicator.unit for one in read.left} == {"Tỷ đồng", "%"}


def test_a_line_under_another_parent_is_doubtful(form_of: Callable[..., Form]) -> None:
    rows = [(indent, name.replace("vùng", "miền"), figures) for indent, name, figures in _ROWS]

    read = _read(form_of(_page()), _page(rows))

    doubted = {one.indicator for one in read.readings if one.doubt is Doubt.RENAMED}
    assert {name.partition(".")[0] for name in doubted} == {"mien_nui", "dong_bang"}
    assert all(one.support is Support.WEAK for one in read.readings if one.indicator in doubted)


def test_another_unit_is_taken_as_printed_and_doubted(form_of: Callable[..., Form]) -> None:
    form = form_of(_page())
    shown = _page()
    lines = tuple(
        replace(
            line,
            text=line.text.replace("Tỷ", "Triệu"),
            words=tuple(replace(w, text=w.text.replace("Tỷ", "Triệu")) for w in line.words),
        )
        for line in shown.lines
    )

    read = _read(form, replace(shown, lines=lines))

    units = {row.id: row.unit for row in read.form.indicators}
    (one,) = (one for one in read.readings if one.indicator == "tong_so.uoc_tinh_thang")
    assert units["tong_so.uoc_tinh_thang"] == "Triệu đồng"
    assert "Triệu đồng" in one.reason


def test_a_form_takes_the_reports_of_its_kind_and_no_others(form_of: Callable[..., Form]) -> None:
    form = form_of(_page())
    others = tuple((indent, f"Vụ {name.lower()}", figures) for indent, name, figures in _ROWS)

    taken = [
        choose_form(Document((shown,)), (form,)) is not None
        for shown in (
            _page(),
            _page(month=7),
            _page(title="Vốn vay"),
            _page(others),
        )
    ]

    assert taken == [True, True, False, False]


def test_two_tables_with_the_same_lines_are_told_apart_by_their_captions(
    form_of: Callable[..., Form],
) -> None:
    rows = tuple(
        (indent, name, tuple(figure.replace("0", "3") for figure in figures))
        for indent, name, figures in _ROWS
    )
    one, two = _page(title="Vốn đầu tư"), _page(rows, title="Doanh thu bán lẻ", number=2)

    form = form_of(one, two)
    read = _read(form, replace(two, number=1))

    by_table = {form.cell_tables[one.indicator] for one in read.readings if not one.reason}
    assert len(form.crosstabs) == 2
    assert by_table == {"bang_2"}
    assert any(finding.check == "no_table" for finding in read.findings)


def test_empty_titles_are_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    text = print_draft(draft_form(Document((_page(),)), _UNITS), "a.pdf")
    path.write_text(text.replace('["vốn đầu tư"]', "[]"), encoding="utf-8")

    with pytest.raises(FormError, match="titles is empty"):
        load_form(path, shared=_PATTERNS)


def test_all_faults_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    text = print_draft(draft_form(Document((_page(),)), _UNITS), "a.pdf")
    text = text.replace('id = "cong_nghiep"', 'id = "xay_dung"\nonly = ["nowhere"]')
    path.write_text(text.replace('id = "mien_nui"', 'id = "Miền núi"'), encoding="utf-8")

    with pytest.raises(FormError) as raised:
        load_form(path, shared=_PATTERNS)

    assert "xay_dung: this id stands twice" in str(raised.value)
    assert "unknown column 'nowhere'" in str(raised.value)
    assert "Miền núi: an id is letters and _" in str(raised.value)


@pytest.mark.parametrize(
    ("form", "report", "same"),
    [
        ("Tháng 10/2013 so với tháng 9/2013", "Tháng 11/2013 so với tháng 10/2013", True),
        ("Tháng 10/2013 so với tháng 9/2013", "Tháng 11/2013 so với tháng 11/2012", False),
        ("Quý I năm 2024 so với quý IV năm 2023", "Quý II năm 2024 so với quý I năm 2024", False),
        ("9 tháng đầu năm 2013", "10 tháng năm 2013", True),
    ],
)
def test_periods_move_on_together(form: str, report: str, same: bool) -> None:
    bases = (
        find_base([read_name("tháng 10 năm 2013, 9 tháng, quý I năm 2013")]),
        find_base([read_name("tháng 11 năm 2013, 10 tháng, quý II năm 2013")]),
    )
    one, two = read_name(form), read_name(report)

    assert one.key == two.key
    assert bases[0].fits(one, two, bases[1]) is same


def test_headings_that_differ_in_their_periods_alone_keep_their_order() -> None:
    form = [_label(f"Tháng {month} năm 2023") for month in (5, 6)]
    report = [_label(f"Tháng {month} năm 2023") for month in (6, 7)]
    bases = tuple(find_base(one.path for one in some) for some in (form, report))

    pairs = align(form, report, (bases[0], bases[1]), recognised=False)

    assert [(pair.form, pair.report, pair.doubt) for pair in pairs] == [
        (0, 0, False),
        (1, 1, False),
    ]


def test_a_worn_name_near_to_two_lines_is_doubtful() -> None:
    form = [_label("Kinh tế nhà nước"), _label("Nhóm hàng loại 1"), _label("Nhóm hàng loại 2")]
    report = [_label("Kinh tê nhà nưóc"), _label("Nhóm hàng loại l")]

    pairs = align(form, report, (Base(), Base()), recognised=True)

    assert [pair.doubt for pair in pairs] == [False, True]


def _label(text: str) -> Label:
    return Label(read_name(text), read_path((text,)))


def test_of_a_scan_a_row_that_lost_its_parents_is_told_by_its_own_name() -> None:
    form = [_path("Phân theo ngành", "Công nghiệp"), _path("Phân theo vùng", "Miền núi")]
    report = [_path("Công nghiêp"), _path("Miền núi"), _path("Phân theo vùng", "Biên giới")]

    pairs = align(form, report, (Base(), Base()), recognised=True)
    strict = align(form, report, (Base(), Base()), recognised=False)

    assert [(pair.report, pair.doubt) for pair in pairs] == [(0, False), (1, False)]
    assert [pair.doubt for pair in strict] == [True, True]


def _path(*names: str) -> Label:
    return Label(read_name(names[-1]), read_path(names))


def test_of_twin_tables_one_without_its_caption_is_doubtful(form_of: Callable[..., Form]) -> None:
    form = form_of(_page(title="Giá hiện hành"), _page(title="Giá so sánh", number=2))
    shown = _page(title="Giá so sánh")

    named = _read(form, shown)
    nameless = _read(form, replace(shown, lines=shown.lines[1:]))

    assert {form.cell_tables[one.indicator] for one in named.readings} == {"bang_2"}
    assert not any(one.reason for one in named.readings)
    assert all(one.reason for one in nameless.readings)


def test_a_table_that_goes_on_overleaf_without_its_headings_is_the_same(
    form_of: Callable[..., Form],
) -> None:
    whole = see_document(Document((_page(),)))
    (table,) = whole
    top = {(row, column): one for (row, column), one in table.cells.items() if row < 2}
    rest = {(row - 2, column): one for (row, column), one in table.cells.items() if row >= 2}
    parts = [
        replace(table, rows=table.rows[:2], cells=top),
        replace(table, number=2, columns=((), (), ()), rows=table.rows[2:], cells=rest),
    ]

    read = read_crosstabs(parts, form_of(_page()))

    doubted = {one.indicator.partition(".")[0] for one in read.readings if one.reason}
    assert len(read.readings) == 15
    assert doubted == {"xay_dung", "mien_nui", "dong_bang"}


def test_a_price_list_in_a_letter_is_followed_by_letters(form_of: Callable[..., Form]) -> None:
    letter = [
        phrase("UBND TỈNH HOA LƯ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 60.0, 20.0),
        phrase("SỞ TÀI CHÍNH Độc lập - Tự do - Hạnh phúc", 60.0, 36.0),
        phrase("Số: 12/STC-QLG Hoa Lư, ngày 5 tháng 6 năm 2024", 60.0, 52.0),
        phrase("V/v báo giá", 60.0, 66.0),
    ]
    plain = _page()
    shown = page([*letter, *(line.words for line in plain.lines)])

    form = form_of(shown)

    assert form.kinds == ("công văn",)
    assert choose_form(Document((shown,)), (form,)) is not None
    assert choose_form(Document((shown,)), (replace(form, kinds=()),)) is None


def test_text_of_a_table_never_becomes_a_key(form_of: Callable[..., Form]) -> None:
    name = 'Số "lạ" \\ id = "x" [[matrix]] # \u2028'
    rows = (*_ROWS, (0.0, name, ("1,0", "2,0", "3,0")))

    form = form_of(_page(rows))

    assert form.crosstabs[0].lines[-1].label == 'Số "lạ" \\ id = "x" [[matrix]] #'
    assert len(form.crosstabs) == 1
