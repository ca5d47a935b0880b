"""What counts as right, wrong, silent, missing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.measure.score import Given, Outcome, decide_outcome, measure
from pipeline.model.errors import SettingError
from pipeline.model.reading import Status
from pipeline.model.report import Report, State
from tests.measure.outputs import write_outputs, write_truth
from tests.write.invented import make_failed, make_observation, make_report, make_unknown

OUTCOMES = [
    # printed, given, status, outcome
    ("5", "5", "sure", "right"),
    ("5", "5.0", "read", "right"),
    ("5", "5", "doubtful", "right"),
    ("5", "6", "doubtful", "wrong"),
    ("5", None, "doubtful", "wrong"),
    ("5", "6", "sure", "silent"),
    ("5", "6", "read", "silent"),
    ("5", "6", "corrected", "silent"),
    ("5", None, "blank", "silent"),
    ("5", None, "missing", "missing"),
    ("0", None, "blank", "silent"),
    (None, "0", "read", "silent"),
    (None, "0", "doubtful", "wrong"),
    (None, None, "blank", "blank right"),
    (None, None, "doubtful", "blank right"),
    (None, None, "missing", "missing"),
]


@pytest.mark.parametrize(("printed", "given", "status", "outcome"), OUTCOMES)
def test_each_true_figure_has_one_outcome(
    printed: str | None, given: str | None, status: str, outcome: str
) -> None:
    expected = None if printed is None else Decimal(printed)
    value = None if given is None else Decimal(given)
    row = Given(value, Status(status), None, "", "")

    decided = decide_outcome(expected, row)

    assert decided == outcome


def test_a_row_the_output_lacks_is_missing() -> None:
    assert decide_outcome(Decimal(5), None) is Outcome.MISSING


def test_a_report_is_scored_row_by_row(tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", make_report())
    write_truth(
        tmp_path / "true/sub/bao cao.csv",
        "I.1,,",
        "I.1.1,17456,",
        "I.1.10,99.8,rate_wrong",
        "fairs_held,2,rate_wrong",
        "absent,1,",
    )

    score = measure(tmp_path / "out", tmp_path / "true")

    (report,) = score.reports
    assert [figure.outcome for figure in report.figures] == [
        "blank right",
        "silent",
        "right",
        "missing",
        "missing",
    ]
    assert score.silent == 1
    assert [figure.overlooked for figure in report.figures] == [False, False, False, True, False]


def test_a_doubtful_row_is_a_false_alarm_only_if_right_and_not_planted(tmp_path: Path) -> None:
    doubtful = [
        make_observation("I.1.1", "5", Status.DOUBTFUL),
        make_observation("I.1.10", "6", Status.DOUBTFUL),
        make_observation("fairs_held", "7", Status.DOUBTFUL),
    ]
    write_outputs(tmp_path / "out", make_report("a.pdf", *doubtful))
    write_truth(tmp_path / "true/a.csv", "I.1.1,5,", "I.1.10,9,", "fairs_held,7,sum")

    score = measure(tmp_path / "out", tmp_path / "true")

    assert [figure.false_alarm for figure in score.figures] == [True, False, False]


def test_a_report_that_failed_misses_all_its_figures(tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", make_failed("a.pdf"))
    write_truth(tmp_path / "true/a.csv", "I.1.1,5,", "I.1.10,,")

    score = measure(tmp_path / "out", tmp_path / "true")

    assert [figure.outcome for figure in score.figures] == [Outcome.MISSING] * 2


def test_headings_are_compared_with_the_columns_of_reports(tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", make_report("a.pdf"))
    write_truth(
        tmp_path / "true/a.csv",
        "heading.document_date,2023-06-15,",
        "heading.place,xã  Đồng Vắng,",
        "heading.place_code,7,",
        "heading.period,2023-Q2,",
    )

    score = measure(tmp_path / "out", tmp_path / "true")

    assert [heading.right for heading in score.reports[0].headings] == [True, True, False, False]
    assert score.figures == ()


def test_values_of_which_the_truth_says_nothing_are_listed(tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", make_report("a.pdf", unknown=(make_unknown("9"),)))
    write_truth(tmp_path / "true/a.csv", "I.1.1,17465,")

    score = measure(tmp_path / "out", tmp_path / "true")

    assert [one.indicator for one in score.reports[0].beyond] == ["I.1.10", "I.9"]


def test_what_has_no_counterpart_is_said(tmp_path: Path) -> None:
    skipped = Report("c.zip", state=State.SKIPPED)
    write_outputs(tmp_path / "out", make_report("a.pdf"), make_report("b.pdf"), skipped)
    write_truth(tmp_path / "true/b.csv", "I.1.1,17465,")
    write_truth(tmp_path / "true/old/a.csv", "I.1.1,17465,")

    score = measure(tmp_path / "out", tmp_path / "true")

    assert score.without_truth == ("a.pdf",)
    assert score.without_report == ("old/a.csv",)


@pytest.mark.parametrize("name", ["sub/a.csv", "sub/a.pdf.csv", "SUB/A.csv"])
def test_the_truth_of_a_report_is_found_by_its_name(name: str, tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", make_report("sub/a.pdf"))
    write_truth(tmp_path / "true" / name, "I.1.1,17465,")

    score = measure(tmp_path / "out", tmp_path / "true")

    assert [figure.outcome for figure in score.figures] == [Outcome.RIGHT]


def test_two_reports_with_one_stem_have_a_truth_each_or_share_one(tmp_path: Path) -> None:
    write_outputs(
        tmp_path / "out", make_report("a.pdf"), make_report("a.txt"), make_report("=b.pdf")
    )
    write_truth(tmp_path / "true/a.csv", "I.1.1,17465,")
    write_truth(tmp_path / "true/a.txt.csv", "I.1.1,1,")
    write_truth(tmp_path / "true/=b.csv", "I.1.1,17465,")

    score = measure(tmp_path / "out", tmp_path / "true")

    assert [figure.outcome for figure in score.figures] == ["right", "silent", "right"]
    assert score.without_report == ()


def test_a_folder_that_is_no_output_is_refused(tmp_path: Path) -> None:
    write_truth(tmp_path / "true/a.csv", "I.1.1,5,")

    with pytest.raises(SettingError, match=r"reports\.csv"):
        measure(tmp_path / "nowhere", tmp_path / "true")


@pytest.mark.parametrize("spoilt", [b"17,465", b"x"])
def test_outputs_that_somebody_changed_are_refused(spoilt: bytes, tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", make_report("a.pdf"))
    write_truth(tmp_path / "true/a.csv", "I.1.1,5,")
    figures = tmp_path / "out/figures.csv"
    figures.write_bytes(figures.read_bytes().replace(b",17465,", b',"' + spoilt + b'",'))

    with pytest.raises(SettingError, match="were changed"):
        measure(tmp_path / "out", tmp_path / "true")


def test_tables_of_another_program_are_refused(tmp_path: Path) -> None:
    for name in ("reports.csv", "figures.csv", "true/a.csv"):
        write_truth(tmp_path / name, "1,2", header="indicator,value")

    with pytest.raises(SettingError, match="no output folder"):
        measure(tmp_path, tmp_path / "true")
