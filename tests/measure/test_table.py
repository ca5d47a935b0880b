"""The score in print."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.measure.score import Score, measure
from pipeline.measure.table import by_confidence, print_score, reliability, tally
from pipeline.model.reading import Status
from tests.measure.outputs import write_outputs, write_truth
from tests.write.invented import make_observation, make_report


def score_two_reports(folder: Path) -> Score:
    second = make_report(
        "b.pdf",
        make_observation("I.1.1", "5", Status.SURE),
        make_observation("I.1.10", "6", Status.DOUBTFUL, text="6\x1b[2J"),
        make_observation("fairs_held", "7"),
    )
    write_outputs(folder / "out", make_report("a.pdf"), second)
    write_truth(folder / "true/a.csv", "I.1,,", "I.1.1,17456,", "I.1.10,99.8,rate")
    write_truth(
        folder / "true/b.csv", "I.1.1,5,sum", "I.1.10,9,", "heading.place,xã Khác,", "kind,x,"
    )
    return measure(folder / "out", folder / "true")


def test_the_total_is_the_sum_of_the_reports(tmp_path: Path) -> None:
    score = score_two_reports(tmp_path)

    total = tally("TOTAL", score.reports)

    assert (total.rows, total.right, total.blank_right, total.wrong, total.silent) == (
        5,
        2,
        1,
        1,
        1,
    )
    assert (total.missing, total.doubtful, total.false_alarms, total.beyond) == (0, 2, 0, 1)
    assert (total.planted, total.overlooked) == (2, 1)
    assert (total.headings, total.wrong_headings) == (1, 1)


def test_the_stated_confidence_stands_beside_what_came_true(tmp_path: Path) -> None:
    score = score_two_reports(tmp_path)

    kinds = reliability(score.figures)

    assert [(kind.kind, kind.rows, kind.right, kind.confidence) for kind in kinds] == [
        ("blank", 1, 1, None),
        ("doubtful", 2, 1, 0.987),
        ("sure", 2, 1, 0.987),
    ]
    assert [kind.share for kind in kinds] == [1.0, 0.5, 0.5]


def test_values_are_grouped_by_the_confidence_they_state(tmp_path: Path) -> None:
    score = score_two_reports(tmp_path)

    (group,) = by_confidence(score.figures)

    assert (group.least, group.values, group.right) == (0.98, 4, 2)
    assert group.stated == pytest.approx(0.987)
    assert "from 0.98      4     2 0.500  0.987 0.150-0.850" in print_score(score)


def test_every_error_is_named_in_print(tmp_path: Path) -> None:
    text = print_score(score_two_reports(tmp_path))

    assert "SILENT (1):\n  a.pdf I.1.1: 17465, true 17456 (sure, 0.987) '17.465'" in text
    assert "wrong (1):\n  b.pdf I.1.10: 6, true 9 (doubtful, 0.987) '6[2J'" in text
    assert "overlooked (1):\n  b.pdf I.1.1: sum" in text
    assert "heading (1):\n  b.pdf place: 'xã Đồng Vắng', true 'xã Khác'" in text
    assert "beyond the truth (1):\n  b.pdf fairs_held: 7 (read) '7'" in text
    assert "truth that is no figure (không phải số):\n  b.pdf kind" in text
    assert "\x1b" not in text


def test_a_score_without_any_report_can_be_printed() -> None:
    text = print_score(Score((), ("a.pdf",), ("b.csv",)))

    assert "reports without truth (không có tệp đúng):\n  a.pdf" in text
    assert "truth without report (không có báo cáo):\n  b.csv" in text
