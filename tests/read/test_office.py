"""Invented reports as .docx and .xlsx, from the file to the figures."""

import pytest

from pipeline.cli import main
from pipeline.measure.score import Outcome, Score, measure
from tests.generator.compose import make_report
from tests.generator.office import write_docx, write_xlsx
from tests.generator.truth import write_truth

_SEEDS = (4101, 4102)  # the first with the marks of Word's pages, the second without


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder = tmp_path_factory.mktemp("office")
    reports, out = folder / "in", folder / "out"
    reports.mkdir()
    for seed in _SEEDS:
        report = make_report(seed)
        (reports / f"{seed}.docx").write_bytes(write_docx(report, marked=seed == _SEEDS[0]))
        (reports / f"{seed}-sheet.xlsx").write_bytes(write_xlsx(report))
        for stem in (f"{seed}", f"{seed}-sheet"):
            write_truth(report, reports / f"{stem}.csv")
    main(["extract", str(reports), "--out", str(out)])
    return measure(out, reports)


def test_nearly_all_values_are_right(score: Score) -> None:
    good = [f for f in score.figures if f.outcome in (Outcome.RIGHT, Outcome.BLANK)]

    assert len(score.reports) == 4
    assert len(score.figures) > 600
    assert len(good) >= 0.99 * len(score.figures)


def test_none_is_wrong_in_silence_and_none_is_doubted(score: Score) -> None:
    assert [f for f in score.figures if f.outcome is Outcome.SILENT or f.false_alarm] == []


def test_the_headings_are_right(score: Score) -> None:
    wrong = [
        (report.report, heading.truth.column)
        for report in score.reports
        for heading in report.headings
        if not heading.right
    ]

    assert wrong == []
