"""Every figure of a report is accounted for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.forms import load_form
from pipeline.model.form import Indicator, Kind, Section
from pipeline.model.page import Cell, Document, Line, Page, PageKind, Table
from pipeline.model.reading import Status
from pipeline.model.report import Report
from pipeline.run.report import make_report
from pipeline.run.tell.transcript import read_document
from tests.run.conftest import FORM

_ROOT = Path(__file__).parents[2]
_LINES = replace(FORM.indicators[0], prose=("gồm {value} dòng",))
_PROSE = replace(FORM, indicators=(_LINES,))
_LISTED = replace(
    FORM,
    sections=(Section("I", "CHỈ ĐẠO, ĐIỀU HÀNH"),),
    appendix=("Phụ lục số liệu",),
    indicators=(
        _LINES,
        Indicator(
            *("I.1", "Số văn bản chỉ đạo đã ban hành", Kind.COUNT),
            unit="Văn bản",
            section="I",
            code="1",
        ),
    ),
)


def _page(text: str, kind: PageKind = PageKind.DIGITAL) -> Document:
    return Document((Page(1, kind, tuple(map(Line, text.splitlines()))),))


def _others(report: Report) -> dict[str, tuple[object, Status]]:
    return {
        indicator.label: (one.value, one.status)
        for indicator, one in zip(report.other_indicators, report.others, strict=True)
    }


def test_a_figure_that_no_indicator_takes_is_another_one_under_its_own_words() -> None:
    report = make_report(_page("BÁO CÁO\nTệp gồm 12 dòng. Xã đã trồng 250 cây xanh."), _PROSE)

    assert [one.value for one in report.observations] == [12]
    assert _others(report) == {"Xã đã trồng … xanh": (250, Status.READ)}
    assert report.taken == 1


def test_what_identifies_is_no_figure() -> None:
    text = (
        "BÁO CÁO\nSố: 12/BC-UBND ngày 15/6/2024\n1. Tình hình chung\n"
        "Thực hiện Nghị quyết 18-NQ/TW, Ban Chỉ đạo 138 tỉnh họp; gọi 0912345678.\n2"
    )

    report = make_report(_page(text), _PROSE)

    assert (report.others, report.taken) == ((), 0)


def test_one_figure_of_two_in_a_word_is_taken_and_the_other_is_not() -> None:
    part = replace(_LINES, prose=("có {part} dòng",))

    report = make_report(_page("BÁO CÁO\nTệp có 8/11 dòng."), replace(FORM, indicators=(part,)))

    assert [one.value for one in report.observations] == [8]
    assert [one.value for one in report.others] == [11]


def test_a_figure_of_another_time_is_another_one_and_doubtful() -> None:
    text = "BÁO CÁO\nTệp gồm 12 dòng. So với cùng kỳ năm trước 40 cây xanh."

    report = make_report(_page(text), _PROSE)

    assert list(_others(report).values()) == [(40, Status.DOUBTFUL)]


def test_a_sum_over_several_scales_is_one_figure() -> None:
    report = make_report(_page("BÁO CÁO\nXã đã thu 3 tỷ 450 triệu đồng."), _PROSE)

    assert [one.value for one in report.others] == [3450]


def test_a_table_that_the_form_does_not_know_is_told_and_its_rows_are_not() -> None:
    known = (
        ("STT", "Chỉ tiêu", "Đơn vị", "Kết quả"),
        (*("1", "Số văn bản chỉ đạo đã ban hành", "Văn bản", "7"),),
    )
    other = ("Thôn", "Số hộ"), ("Thôn Đông", "120"), ("Thôn Đoài", "95")
    tables = (_table(known, 0), _table(other, 1))
    lines = [Line("BÁO CÁO"), Line("Phụ lục"), Line("Phụ lục số liệu")]
    for number, rows in enumerate((known, other)):
        lines += [Line(" ".join(row), row=(number, place)) for place, row in enumerate(rows)]
    document = Document((Page(1, PageKind.DIGITAL, tuple(lines), tables),))

    report = make_report(document, _LISTED)

    assert {one.indicator: one.value for one in report.observations}["I.1"] == 7
    assert [one.value for one in report.others] == [120, 95]


def _table(rows: tuple[tuple[str, ...], ...], number: int) -> Table:
    cells = tuple(
        Cell(row, column, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Table(len(rows), len(rows[0]), cells)


def test_a_report_without_a_form_has_no_others() -> None:
    report = make_report(_page("Xã đã trồng 250 cây xanh."), None)

    assert (report.taken, report.others) == (1, ())


def test_a_figure_of_the_year_before_is_no_number_of_a_term() -> None:
    report = make_report(_page("Tỷ lệ hồ sơ là 81,6%, cùng kỳ 78,2%; họp kỳ 3, cuối năm."), None)

    assert [str(one.value) for one in report.observations] == ["81.6", "78.2"]


def test_a_level_is_a_figure_and_a_part_of_a_law_is_none() -> None:
    report = make_report(_page("Giá ở mức 8.400 đồng/kg theo mục 8 của Quyết định."), None)

    assert [one.value for one in report.observations] == [8400]


def test_a_remark_beside_the_figures_of_a_table_is_doubtful() -> None:
    rows = (
        ("Thôn", "Số hộ", "Ghi chú"),
        ("Thôn Đông", "120", "Còn 3 hộ nghèo"),
        ("Thôn Đoài", "95", "Không"),
    )
    lines = tuple(Line(" ".join(row), row=(0, place)) for place, row in enumerate(rows))

    report = make_report(Document((Page(1, PageKind.DIGITAL, lines, (_table(rows, 0),)),)), None)

    found = {one.value: one.status for one in report.observations}
    assert found == {120: Status.READ, 95: Status.READ, 3: Status.DOUBTFUL}


def test_a_date_that_an_ocr_spoilt_is_no_figure() -> None:
    text = "Thuan Lam, ngay 16 thäng 3 näm 2025 BÂO CÂO\nxa gom 12 to dan pho da duoc kiem tra"

    report = make_report(_page(text, PageKind.TEXT), _PROSE)

    assert [one.value for one in report.others] == [12]


def test_figures_of_a_workbook_are_counted_once() -> None:
    form = load_form(_ROOT / "patterns" / "cchc-xa.toml", examples=False)
    sheet = _ROOT / "samples" / "sheet.xlsx"
    report = make_report(read_document(sheet), form)

    # Rows of the sheet that the form takes are not found a second time as a table of nobody's.
    assert report.taken > 100
    assert [one.indicator for one in report.others if one.indicator.startswith("t")] == []
