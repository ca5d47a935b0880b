"""Figures that may be another report's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.judge.belonging import CHECK, doubt_belonging, remark_pages
from pipeline.model.finding import Severity
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report

_DOUBT = "Không chắc văn bản này bắt đầu ở đâu (trang 4)."


def _report(*observations: Observation) -> Report:
    return Report("box.pdf#1", message="Thiếu trang.", observations=observations)


@pytest.mark.parametrize("status", [Status.SURE, Status.READ, Status.BLANK])
def test_no_figure_is_relied_on_that_may_be_another_reports(status: Status) -> None:
    value = None if status is Status.BLANK else Decimal(376)

    (one,) = doubt_belonging(_report(Observation("I.1", value, status, 0.99)), _DOUBT).observations

    assert (one.value, one.status, one.confidence) == (value, Status.DOUBTFUL, None)
    assert one.findings == (CHECK,)


def test_a_figure_that_is_doubtful_anyway_keeps_its_reasons() -> None:
    doubtful = Observation("I.1", Decimal(5), Status.DOUBTFUL, 0.6, findings=("totals",))

    (one,) = doubt_belonging(_report(doubtful), _DOUBT).observations

    assert one.findings == (CHECK, "totals")
    assert (one.value, one.confidence) == (Decimal(5), None)


@pytest.mark.parametrize("status", [Status.MISSING, Status.CORRECTED])
def test_what_is_missing_or_a_persons_stays(status: Status) -> None:
    seen = Observation("I.1", None, status, None)

    assert doubt_belonging(_report(seen), _DOUBT).observations == (seen,)


def test_the_doubt_comes_first_in_the_message_and_is_a_finding_of_the_whole() -> None:
    report = doubt_belonging(_report(), _DOUBT)

    assert report.message == f"{_DOUBT} Thiếu trang."
    (finding,) = report.findings
    assert (finding.check, finding.severity, finding.indicators) == (CHECK, Severity.ERROR, ())


def test_what_is_odd_about_the_pages_changes_no_figure() -> None:
    seen = Observation("I.1", Decimal(376), Status.SURE, 0.99)

    report = remark_pages(_report(seen), "Thứ tự các tệp không theo số trang.")

    assert report.observations == (seen,)
    assert report.message == "Thiếu trang. Thứ tự các tệp không theo số trang."
    assert [finding.severity for finding in report.findings] == [Severity.WARNING]
