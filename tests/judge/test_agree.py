"""Figures that a report states more than once."""

from __future__ import annotations

from datetime import date

from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Kind
from pipeline.model.reading import Period, Reading, Support
from pipeline.model.report import Heading
from tests.judge.readings import judge_readings, make_form, prose, read, row

HEADING = Heading(period=Period("2023-Q3", date(2023, 6, 15), date(2023, 9, 14)))
FORM = make_form(prose("x"), prose("percent", Kind.PERCENT), row("I.1"))


def findings(*readings: Reading) -> list[Finding]:
    return list(judge_readings(FORM, *readings, heading=HEADING).findings)


def test_two_figures_for_one_period_contradict_each_other() -> None:
    found = findings(read("x", 376, page=4), read("x", 515, page=8))

    assert [(one.check, one.severity, one.indicators) for one in found] == [
        ("restated", Severity.ERROR, ("x",))
    ]
    assert "376 (trang 4); 515 (trang 8)" in found[0].message


def test_the_same_figure_twice_is_fine() -> None:
    assert findings(read("x", 376, text="a"), read("x", 376, text="b", period="2023-Q3")) == []


def test_a_rounded_repetition_is_fine() -> None:
    assert findings(read("percent", "71.43"), read("percent", 71)) == []


def test_nearly_all_is_not_all() -> None:
    assert len(findings(read("percent", "99.8"), read("percent", 100))) == 1


def test_a_blank_cell_contradicts_a_filled_one_of_the_same_row() -> None:
    assert len(findings(read("I.1", 5), read("I.1", None))) == 1


def test_a_disputed_mention_that_may_be_the_same_figure_contradicts_nothing() -> None:
    disputed = read("x", 876, Support.DISPUTED, alternatives=("376", "3/6"))

    assert findings(read("x", 376), disputed) == []


def test_a_figure_left_over_from_the_quarter_before_is_a_warning() -> None:
    found = findings(read("x", 376), read("x", 515, period="2023-Q2"))

    assert [(one.check, one.severity, one.indicators) for one in found] == [
        ("other_period", Severity.WARNING, ("x",))
    ]


def test_a_figure_only_left_over_is_pointed_at_too() -> None:
    found = findings(read("x", 515, period="2023-Q2"))

    assert [one.check for one in found] == ["other_period"]


def test_figures_to_compare_with_are_no_contradictions() -> None:
    compared = [
        read("x", 376),
        read("x", 350, period="2022-Q3"),
        read("x", 1100, period="2023-9M"),
        read("x", 4000, period="2023"),
        read("x", 900, period="other"),
        read("x", 376, period="2023-Q2"),
    ]

    assert findings(*compared) == []
