"""Why a value won, told from what a run stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.model.finding import Finding, Severity
from pipeline.model.geometry import Box
from pipeline.model.reading import (
    Method,
    Observation,
    Period,
    Reading,
    Source,
    Status,
    Support,
    UnknownRow,
)
from pipeline.model.report import Heading, Report
from pipeline.run.tell.explanation import explain_report, find_indicator, find_report
from tests.run.conftest import FORM, Run, write_reports


def _reading(value: int, text: str, period: str = "") -> Reading:
    source = Source(2, text, Box(72, 100, 90, 112))
    return Reading(
        "lines", Decimal(value), source, Method.TABLE, "table", Support.SINGLE, period=period
    )


_REPORT = Report(
    "sub/a.pdf",
    form="lines",
    source="scan",
    pages=2,
    heading=Heading(
        "12/BC-UBND",
        place="xã Thử",
        period=Period("2024-Q3", date(2024, 6, 15), date(2024, 9, 14)),
    ),
    observations=(
        Observation(
            "lines",
            Decimal(376),
            Status.DOUBTFUL,
            0.6,
            _reading(376, "376"),
            (_reading(515, "515 dòng\nquý II", "2024-Q2"), _reading(376, "376 dòng", "2024-Q3")),
            ("restated",),
        ),
    ),
    unknown_rows=(UnknownRow("I", "9.", "Lạ", Decimal(4), Source(1, "4"), ""),),
    findings=(
        Finding("restated", Severity.ERROR, "376 và 515", ("lines",), 2),
        Finding("unread_page", Severity.NOTE, "Trang 3 mờ"),
    ),
)


def test_it_says_where_a_value_stands_and_why_the_others_lost() -> None:
    text = explain_report(_REPORT, FORM, "lines")

    assert "= 376 dòng  [doubtful, độ tin cậy 0.600]" in text
    assert '376 <- "376" (trang 2, ô 72,100–90,112 pt); table, table, single' in text
    assert "không chọn: câu này nói về kỳ khác (2024-Q2)" in text
    assert "không chọn: cùng giá trị, xác nhận thêm" in text
    assert "LỖI restated (trang 2): 376 và 515" in text


def test_a_figure_of_another_unit_is_said_to_be_so() -> None:
    elsewhere = replace(_REPORT.observations[0], mentions=(_reading(9120, "9.120", "other"),))

    text = explain_report(replace(_REPORT, observations=(elsewhere,)), FORM, "lines")

    assert "không chọn: câu này so sánh, nêu kế hoạch hoặc nói về nơi khác" in text


def test_a_whole_report_has_its_heading_unknown_rows_and_general_findings() -> None:
    text = explain_report(_REPORT, FORM)

    assert "Số, ký hiệu: 12/BC-UBND" in text
    assert "Kỳ: 2024-Q3 (2024-06-15 – 2024-09-14)" in text
    assert "Dòng ngoài biểu mẫu: I 9. Lạ = 4" in text
    assert "GHI CHÚ unread_page: Trang 3 mờ" in text


def test_an_indicator_the_report_does_not_have_is_refused() -> None:
    with pytest.raises(SettingError, match="nonesuch"):
        explain_report(_REPORT, FORM, "nonesuch")


def test_a_report_is_found_by_the_end_of_its_path(folder: Path, out: Path, run: Run) -> None:
    (folder / "x").mkdir()
    (folder / "y").mkdir()
    write_reports(folder / "x", a="một", c="một\nhai")
    write_reports(folder / "y", a="hai")
    run()

    report = find_report(out, "c.txt")

    assert report.path == "x/c.txt"
    assert report.observations[0].value == 2
    with pytest.raises(SettingError, match=r"y/a\.txt"):
        find_report(out, "a.txt")
    with pytest.raises(SettingError, match="nonesuch"):
        find_report(out, "nonesuch.txt")


@pytest.mark.parametrize(
    "asked",
    [
        *("x/báo cáo.txt", "X/Báo cáo.TXT", "bao cao", "bao_cao.txt", "x/bao cao"),
        *("/home/chi/in/x/báo cáo.txt", "out/x/báo cáo.csv", "báo cáo.csv"),
    ],
)
def test_a_report_is_found_by_whatever_means_no_other_one(
    folder: Path, out: Path, run: Run, asked: str
) -> None:
    (folder / "x").mkdir()
    (folder / "x" / "báo cáo.txt").write_text("một", encoding="utf-8")
    write_reports(folder, a="hai")
    run()

    assert find_report(out, asked).path == "x/báo cáo.txt"


def test_the_nearest_report_is_named(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, baocao2024="một", other="hai")
    run()

    with pytest.raises(SettingError, match=r"gần giống: baocao2024\.txt\)"):
        find_report(out, "baocao2042")


@pytest.mark.parametrize("asked", ["lines", "LINES", "Số dòng", "so dong."])
def test_an_indicator_is_found_by_its_id_or_label(asked: str) -> None:
    assert find_indicator(_REPORT, FORM, asked) == "lines"


def test_the_nearest_indicator_is_named_and_of_several_all() -> None:
    twice = replace(FORM, indicators=(*FORM.indicators, replace(FORM.indicators[0], id="more")))

    with pytest.raises(SettingError, match=r"gần giống: lines\)"):
        find_indicator(_REPORT, FORM, "linse")
    with pytest.raises(SettingError, match=r"lines \(Số dòng\); more \(Số dòng\)"):
        find_indicator(_REPORT, twice, "số dòng")
    assert find_indicator(_REPORT, twice, "more") == "more"


def test_a_failed_report_is_explained_by_its_message(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="unreadable")
    run()

    text = explain_report(find_report(out, "a.txt"), None)

    assert "Scan it again" in text


def test_a_result_that_is_gone_is_said(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một")
    run()
    for entry in (out / ".solieu" / "steps").rglob("*.json"):
        entry.unlink()

    with pytest.raises(SettingError, match="again"):
        find_report(out, "a.txt")
