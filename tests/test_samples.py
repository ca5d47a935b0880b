"""The samples from file to figures, held against what is true in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.measure.score import Outcome, ReportScore, Score, measure

SAMPLES = Path(__file__).parents[1] / "samples"
TRUTHS = Path(__file__).parent / "truth"
pytestmark = [pytest.mark.ocr, pytest.mark.slow]


@pytest.fixture(scope="module")
def score(sample_outputs: Path) -> Score:
    return measure(sample_outputs, TRUTHS)


def reports(score: Score, beginning: str) -> list[ReportScore]:
    found = [report for report in score.reports if report.report.startswith(beginning)]
    assert found, f"no sample begins with {beginning}"
    return found


def test_every_sample_is_read(score: Score) -> None:
    inputs = {path.name for path in SAMPLES.iterdir()}

    assert {report.report for report in score.reports} == inputs
    assert len(inputs) >= 8


@pytest.mark.parametrize("beginning", ["digital", "sheet"])
def test_every_value_of_a_digital_report_is_right(score: Score, beginning: str) -> None:
    for report in reports(score, beginning):
        outcomes = {f.truth.indicator: f.outcome for f in report.figures}
        wrong = {name for name, one in outcomes.items() if one in (Outcome.WRONG, Outcome.SILENT)}
        missing = {name for name, one in outcomes.items() if one is Outcome.MISSING}
        assert not wrong, report.report
        assert not missing, report.report


@pytest.mark.parametrize("beginning", ["digital", "sheet"])
def test_a_digital_report_raises_no_false_alarm(score: Score, beginning: str) -> None:
    for report in reports(score, beginning):
        alarms = [f.truth.indicator for f in report.figures if f.false_alarm]
        assert alarms == [], report.report


def test_no_error_of_any_sample_is_silent(score: Score) -> None:
    assert [
        (figure.report, figure.truth.indicator)
        for figure in score.figures
        if figure.outcome is Outcome.SILENT
    ] == []


def test_every_planted_contradiction_has_a_finding(score: Score) -> None:
    overlooked = [(f.report, f.truth.indicator) for f in score.figures if f.overlooked]

    assert overlooked == []


@pytest.mark.parametrize(("beginning", "least"), [("scan-300", 0.97), ("scan-200-medium", 0.95)])
def test_most_figures_of_a_scan_are_right(score: Score, beginning: str, least: float) -> None:
    for report in reports(score, beginning):
        good = [f for f in report.figures if f.outcome in (Outcome.RIGHT, Outcome.BLANK)]
        assert len(good) / len(report.figures) >= least


def test_headings_of_digital_and_scanned_samples_are_right(score: Score) -> None:
    wrong = [
        (report.report, heading.truth.column)
        for report in score.reports
        if not report.report.startswith("dump")
        for heading in report.headings
        if not heading.right
    ]

    assert wrong == []
