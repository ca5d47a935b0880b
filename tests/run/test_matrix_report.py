"""A report with form 06 from its pages to its rows, and what `explain` tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Status
from pipeline.model.report import Report
from pipeline.run.checked_forms import describe_form
from pipeline.run.report import make_report
from pipeline.run.tell.explanation import explain_report
from pipeline.tables.matrix import form_of_report
from pipeline.write.tidy import report_rows
from tests.tables.matrix_tables import CIVIL, TOTAL, matrix_form, ruled, table, texts

_STRANGE = ("2", "Lâm nghiệp", *texts(5, 5, 0, 0, 5, 4, 1, 0, 0, 0, 0))


@pytest.fixture(scope="module")
def report() -> Report:
    prose = ("BÁO CÁO", "Công tác kiểm soát thủ tục hành chính", "UBND xã đã tiếp nhận 15 hồ sơ.")
    first = Page(1, PageKind.DIGITAL, tuple(map(Line, prose)))
    (second,) = ruled(table((CIVIL, _STRANGE, TOTAL))).pages
    second = replace(second, number=2, lines=(Line("Biểu số II.06a/VPCP/KSTT"),))
    return replace(make_report(Document((first, second)), matrix_form()), path="a.pdf")


def test_the_rows_are_those_of_the_report(report: Report) -> None:
    rows = {row.indicator: row for row in report_rows(report, matrix_form())}

    assert rows["lam_nghiep.received_total"].label == "Lâm nghiệp: tổng số tiếp nhận"
    assert (
        rows["civil_status.pending_total"].section,
        rows["civil_status.pending_total"].code,
    ) == (
        "1",
        "11",
    )
    assert "certification.received_total" not in rows
    assert rows["dossiers_received"].value == 15


def test_a_field_that_the_form_lacks_is_named_with_its_rows(report: Report) -> None:
    found = {one.indicator: one for one in report.observations}

    assert found["lam_nghiep.received_total"].findings == ("unknown_row",)
    assert found["lam_nghiep.received_total"].status is Status.SURE


def test_the_prose_is_checked_against_the_total(report: Report) -> None:
    found = {one.indicator: one for one in report.observations}

    assert not [finding for finding in report.findings if finding.check.startswith("prose")]
    assert found["dossiers_received"].status in (Status.SURE, Status.READ)


def test_explain_tells_the_sums_that_confirm_a_cell(report: Report) -> None:
    form = form_of_report(matrix_form(), report.indicators, report.observations)

    told = explain_report(report, form, "lam_nghiep.received_total")

    assert "Tổng cộng (3) = 15; Hộ tịch (3) + Lâm nghiệp (3) = 10 + 5 = 15" in told
    assert "unknown_row" in told


def test_a_form_with_a_matrix_is_described_by_its_size() -> None:
    assert "lĩnh vực x 11 cột" in describe_form(matrix_form())
