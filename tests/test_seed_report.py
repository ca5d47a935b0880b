"""The real report from file to figures, by the command an analyst uses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.measure.score import FigureScore, Outcome, Score
from pipeline.model.reading import Status
from tests.judge.test_seed import BREACHES, WARNINGS
from tests.seed import AMBIGUOUS, SEED, measure_seed

pytestmark = pytest.mark.skipif(
    not SEED.is_dir(), reason="the real report is not part of the project"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def score(out: Path) -> Score:
    return measure_seed(out)


def appendix(score: Score) -> list[FigureScore]:
    return [figure for figure in score.figures if "." in figure.truth.indicator]


def prose(score: Score) -> list[FigureScore]:
    return [figure for figure in score.figures if "." not in figure.truth.indicator]


def test_at_least_76_of_the_79_printed_values_are_right(score: Score) -> None:
    printed = [figure for figure in appendix(score) if figure.truth.value is not None]

    assert len(printed) == 79
    assert sum(figure.outcome is Outcome.RIGHT for figure in printed) >= 76


def test_no_error_is_silent(score: Score) -> None:
    silent = [f.truth.indicator for f in score.figures if f.outcome is Outcome.SILENT]

    assert silent == []


def test_no_blank_cell_is_given_a_value(score: Score) -> None:
    blank = [figure for figure in appendix(score) if figure.truth.value is None]
    given = [figure for figure in blank if figure.given and figure.given.value is not None]

    assert {figure.truth.indicator for figure in given} <= set(AMBIGUOUS)


def test_at_least_35_figures_of_the_prose_are_right(score: Score) -> None:
    right = [figure for figure in prose(score) if figure.outcome is Outcome.RIGHT]

    assert len(right) >= 35


def test_each_breach_has_a_finding_on_the_rows_concerned(out: Path, score: Score) -> None:
    with (out / "report.csv").open(encoding="utf-8-sig", newline="") as source:
        findings = {row["indicator"]: row["findings"].split() for row in csv.DictReader(source)}

    for check, names in {**BREACHES, **WARNINGS}.items():
        for name in names.split():
            assert check in findings[name], f"{check} says nothing on {name}"


def test_rows_without_a_breach_are_seldom_doubtful(score: Score) -> None:
    concerned = {name for names in BREACHES.values() for name in names.split()}
    doubtful = {
        figure.truth.indicator
        for figure in appendix(score)
        if figure.given and figure.given.status is Status.DOUBTFUL
    }

    assert len(doubtful - concerned - set(AMBIGUOUS)) <= 5


def test_the_heading_is_right_in_all_fields(out: Path, score: Score) -> None:
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as source:
        (line,) = csv.DictReader(source)

    assert line["document_number"] == "68/BC-UBND"
    assert line["document_date"] == "2024-09-15"
    assert (line["issuer"], line["place"]) == ("UBND xã Bắc Sơn", "xã Bắc Sơn")
    assert (line["district"], line["province"]) == ("huyện Ân Thi", "tỉnh Hưng Yên")
    assert line["period"] == "2024-Q3"
    assert (line["period_start"], line["period_end"]) == ("2024-06-15", "2024-09-14")
