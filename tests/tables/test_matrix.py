"""Form 06 in ruled tables: which column is which, whose line it is, what is told of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.judge.verdict import judge
from pipeline.model.finding import Severity
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Observation, Status, Support
from pipeline.model.report import Heading
from pipeline.tables.matrix import MatrixRead, form_of_report, read_matrix, split_matrix
from tests.tables.matrix_tables import (
    CIVIL,
    LAND,
    LINES,
    NUMBERS,
    TOTAL,
    matrix_form,
    ruled,
    table,
    texts,
)


def _values(read: MatrixRead) -> dict[str, Decimal | None]:
    return {reading.indicator: reading.value for reading in read.readings}


def _checks(read: MatrixRead) -> list[str]:
    return [finding.check for finding in read.findings]


def _judged(document: Document) -> dict[str, Observation]:
    read = read_matrix(document, matrix_form())
    verdict = judge(read.form, Heading(), read.readings, document)
    return {one.indicator: one for one in verdict.observations}


def test_each_cell_is_named_by_line_and_column() -> None:
    values = _values(read_matrix(ruled(table(LINES)), matrix_form()))

    assert len(values) == 33
    assert values["civil_status.received_online"] == 7
    assert values["land.resolved_on_time"] == 1
    assert values["total.pending_late"] == 0


def test_the_form_of_a_report_has_the_lines_that_it_prints() -> None:
    read = read_matrix(ruled(table(LINES)), matrix_form())

    cell = read.form.by_id["civil_status.received_online"]
    assert (cell.section, cell.code, cell.unit) == ("1", "4", "hồ sơ")
    assert cell.label == "Hộ tịch: tiếp nhận trực tuyến trong kỳ"
    assert "certification.received_online" not in read.form.by_id
    assert read.form.rows == ()


@pytest.mark.parametrize("numbers", [NUMBERS, "", NUMBERS.replace("(11)=", "2)=")])
def test_columns_are_known_without_their_numbers(numbers: str) -> None:
    values = _values(read_matrix(ruled(table(LINES, numbers=numbers)), matrix_form()))

    assert values["civil_status.pending_total"] == 1
    assert len(values) == 33


def test_a_column_that_is_missing_shifts_no_other() -> None:
    lines = [(*line[:4], *line[5:]) for line in LINES]  # without the fifth column
    whole = table(LINES)
    narrow = table(lines, numbers="")
    cells = tuple(cell for cell in narrow.cells if cell.row >= 3)
    header = tuple(
        cell for cell in whole.cells if cell.row < 3 and cell.column + cell.column_span <= 4
    )
    document = ruled(type(narrow)(narrow.rows, 12, (*header, *cells), narrow.box))

    values = _values(read_matrix(document, matrix_form()))

    assert values.get("civil_status.received_carried") in (None, 0)
    assert "civil_status.pending_late" not in values


def test_a_field_that_the_form_does_not_know_is_a_line_too() -> None:
    strange = ("3", "Lâm nghiệp", *texts(2, 2, 0, 0, 2, 2, 0, 0, 0, 0, 0))
    total = ("", "Tổng cộng", *texts(17, 14, 3, 0, 16, 15, 1, 0, 1, 1, 0))

    read = read_matrix(ruled(table((CIVIL, LAND, strange, total))), matrix_form())
    (finding,) = read.findings

    assert _values(read)["lam_nghiep.received_online"] == 2
    assert finding.check == "unknown_row"
    assert finding.severity is Severity.WARNING
    assert "Lâm nghiệp" in finding.message
    assert "lam_nghiep.pending_late" in finding.indicators


def test_a_field_printed_twice_is_told_and_not_merged() -> None:
    read = read_matrix(ruled(table((CIVIL, ("2", *CIVIL[1:]), TOTAL))), matrix_form())

    assert _values(read)["civil_status_2.received_total"] == 10
    assert "repeated_line" in _checks(read)


def test_a_table_goes_on_over_the_page_with_and_without_its_header() -> None:
    for repeated in (True, False):
        document = ruled(table((CIVIL,)), table((LAND, TOTAL), header=repeated))
        values = _values(read_matrix(document, matrix_form()))
        assert values["land.received_total"] == 5
        assert values["total.received_total"] == 15


def test_a_gap_in_the_numbers_is_told() -> None:
    read = read_matrix(ruled(table((CIVIL, ("4", *LAND[1:]), TOTAL))), matrix_form())

    (finding,) = read.findings
    assert finding.check == "line_gap"
    assert "từ 1 đến 4" in finding.message


def test_a_total_that_is_lost_is_asked_for() -> None:
    read = read_matrix(ruled(table((CIVIL, LAND))), matrix_form())

    assert _checks(read) == ["no_total"]
    assert "total.received_total" in read.form.by_id


def test_without_a_table_the_total_is_missing_and_it_is_told() -> None:
    read = read_matrix(Document(()), matrix_form())

    assert _checks(read) == ["no_table"]
    assert [line.id for line in read.form.matrix.lines] == ["total"] if read.form.matrix else False


def test_sound_figures_are_confirmed_by_the_sums() -> None:
    found = _judged(ruled(table(LINES)))

    assert found["civil_status.received_total"].status is Status.SURE
    assert found["land.pending_total"].status is Status.READ
    assert not [one for one in found.values() if one.status is Status.DOUBTFUL]


def test_a_total_that_is_off_makes_its_column_doubtful() -> None:
    wrong = ("", "Tổng cộng", "19", *TOTAL[3:])

    found = _judged(ruled(table((CIVIL, LAND, wrong))))

    assert found["total.received_total"].status is Status.DOUBTFUL
    assert "lines_sum.received_total" in found["civil_status.received_total"].findings
    assert found["civil_status.resolved_total"].status is Status.SURE


def test_a_blank_counts_as_nothing_in_a_sum_and_is_no_zero() -> None:
    lines = [tuple("" if text == "0" else text for text in line) for line in LINES]

    found = _judged(ruled(table(lines)))

    assert found["civil_status.received_carried"].status is Status.BLANK
    assert found["civil_status.received_carried"].value is None
    assert found["civil_status.received_total"].status is Status.SURE


def test_a_blank_that_breaks_a_sum_is_doubtful() -> None:
    holed = (*CIVIL[:4], "", *CIVIL[5:])  # 3 is gone from 10 = 7 + 3 + 0

    found = _judged(ruled(table((holed, LAND, TOTAL))))

    assert found["civil_status.received_direct"].status is Status.DOUBTFUL
    assert found["civil_status.received_total"].status is Status.DOUBTFUL


def test_two_readers_that_differ_leave_a_figure_doubtful() -> None:
    seen = (CIVIL[0], CIVIL[1], "10/18", *CIVIL[3:])

    read = read_matrix(
        ruled(table((seen, LAND, TOTAL), scan=True), kind=PageKind.SCAN), matrix_form()
    )
    supports = {reading.indicator: reading.support for reading in read.readings}

    assert supports["civil_status.received_total"] is Support.DISPUTED
    assert supports["civil_status.received_online"] is Support.AGREED


def test_a_name_that_a_scan_spoilt_is_found_and_told_where_it_is_far_off() -> None:
    for name, told in (("Hộ tich", False), ("Hộ tịc", False), ("Bảo trợ xã", True)):
        lines = ((CIVIL[0], name, *CIVIL[2:]), LAND, TOTAL)
        read = read_matrix(ruled(table(lines, scan=True), kind=PageKind.SCAN), matrix_form())
        assert ("line_name" in _checks(read)) is told
        assert "unknown_row" not in _checks(read)


def test_of_a_digital_file_only_a_known_name_is_known() -> None:
    lines = ((CIVIL[0], "Bảo trợ xã", *CIVIL[2:]), LAND, TOTAL)

    assert "unknown_row" in _checks(read_matrix(ruled(table(lines)), matrix_form()))


def test_the_form_of_a_report_can_be_built_again() -> None:
    document = ruled(table((CIVIL, ("2", "Lâm nghiệp", *LAND[2:]), TOTAL)))
    read = read_matrix(document, matrix_form())
    verdict = judge(read.form, Heading(), read.readings, document)

    again = form_of_report(matrix_form(), read.form.indicators, verdict.observations)

    assert again.indicators == read.form.indicators
    assert again.checks == read.form.checks


def test_a_sentence_that_names_the_form_is_prose() -> None:
    lines = ("Số liệu tại Biểu số II.06a/VPCP/KSTT kèm theo.", "Đã tiếp nhận 15 hồ sơ.")
    document = Document((Page(1, PageKind.DIGITAL, tuple(map(Line, lines))),))

    assert not split_matrix(document, matrix_form()).appendix.pages


@pytest.mark.parametrize(
    "opening", ["Biểu số II.06a/VPCP/KSTT", "Biéu sé 11.06a/VPCP", "BIEU SO II.06A/VPCP/KSTT"]
)
def test_the_prose_ends_where_the_table_begins(opening: str) -> None:
    lines = ("Đã tiếp nhận 15 hồ sơ.", opening, "TÌNH HÌNH", "STT Lĩnh vực")
    document = Document((Page(1, PageKind.DIGITAL, tuple(map(Line, lines))),))

    parts = split_matrix(document, matrix_form())

    assert [line.text for page in parts.prose.pages for line in page.lines] == [lines[0]]
    assert len(parts.appendix.pages[0].lines) == 3
