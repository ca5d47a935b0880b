"""Figures that their kind forbids."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.judge.bounds import check_bounds
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Choice, Indicator, Kind
from tests.judge.readings import make_form, row

LEGEND = (Choice(0, "Chưa có"), Choice(1, "Đã có"))


def findings(indicator: Indicator, value: str) -> list[Finding]:
    return list(check_bounds(make_form(indicator), {indicator.id: Decimal(value)}))


@pytest.mark.parametrize(
    ("indicator", "value", "check"),
    [
        (row("I.1"), "-1", "bounds"),
        (row("I.1"), "12.5", "whole_number"),
        (row("I.1", bounds=(Decimal(0), Decimal(500))), "501", "bounds"),
        (row("I.1", Kind.AMOUNT), "-0.5", "bounds"),
        (row("I.1", Kind.PERCENT), "120", "bounds"),
        (row("I.1", Kind.PERCENT, bounds=(Decimal(0), Decimal(50))), "51", "bounds"),
        (row("I.1", Kind.CHOICE, legend=LEGEND), "2", "legend"),
        (row("I.1", Kind.HEADING), "0", "heading_value"),
    ],
)
def test_an_impossible_figure_is_an_error(indicator: Indicator, value: str, check: str) -> None:
    found = findings(indicator, value)

    assert [(one.check, one.severity, one.indicators) for one in found] == [
        (check, Severity.ERROR, ("I.1",))
    ]


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        (row("I.1"), "0"),
        (row("I.1"), "1E+40"),
        (row("I.1", Kind.AMOUNT), "3598.5"),
        (row("I.1", Kind.PERCENT), "100.0"),
        (row("I.1", Kind.PERCENT, bounds=(Decimal(0), Decimal(500))), "120"),
        (row("I.1", Kind.CHOICE, legend=LEGEND), "1"),
        (row("I.1", Kind.CHOICE), "3"),
        (row("I.1", applies=False), "0"),
    ],
)
def test_a_possible_figure_is_left_alone(indicator: Indicator, value: str) -> None:
    assert findings(indicator, value) == []


def test_a_figure_in_a_row_of_another_level_is_a_warning() -> None:
    found = findings(row("VII.4.3.2", Kind.CHOICE, legend=LEGEND, applies=False), "1")

    assert [(one.check, one.severity) for one in found] == [("not_applicable", Severity.WARNING)]


def test_the_message_shows_figure_and_limits_as_the_paper_prints_them() -> None:
    found = findings(row("IV.2.5", Kind.PERCENT), "1250.5")

    assert found[0].message == "IV.2.5 = 1.250,5 %: phải từ 0 đến 100."
