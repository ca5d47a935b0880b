"""Rates and the counts beside them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.judge.rates import check_rates, rate_agrees
from pipeline.model.finding import Finding
from pipeline.model.form import Kind, Rate
from tests.judge.readings import make_form, prose, row

RULE = Rate("I.2.2", "I.2.1")
FORM = make_form(row("I.2", Kind.PERCENT, rate=RULE), row("I.2.1"), row("I.2.2"))


def findings(**figures: str | None) -> list[Finding]:
    """Check the rate I.2 of the counts I.2.2 (part) and I.2.1 (whole)."""
    names = {"rate": "I.2", "part": "I.2.2", "whole": "I.2.1"}
    read = {names[key]: None if text is None else Decimal(text) for key, text in figures.items()}
    return list(check_rates(FORM, read))


def test_a_wrong_rate_concerns_the_rate_and_both_counts() -> None:
    found = findings(rate="80", part="5", whole="7")

    assert [(one.check, one.indicators) for one in found] == [("rate", ("I.2", "I.2.2", "I.2.1"))]
    assert found[0].message == "I.2.2 : I.2.1 = 5 : 7 = 71,43 %; báo cáo ghi I.2 = 80 %."


def test_a_lost_comma_makes_the_rate_a_fault() -> None:
    assert findings(rate="7143", part="5", whole="7")


@pytest.mark.parametrize(
    ("rate", "part", "whole"),
    [
        ("21", "3598", "17465"),
        ("71.4", "5", "7"),
        ("71.43", "5", "7"),
        ("12", "1", "8"),  # 12.5, rounded down
        ("13", "1", "8"),
        ("100", "515", "516"),
        ("0", "0", "7"),
        ("0", "0", "0"),
        ("120", "6", "5"),
    ],
)
def test_half_of_the_last_printed_place_is_allowed(rate: str, part: str, whole: str) -> None:
    assert findings(rate=rate, part=part, whole=whole) == []


@pytest.mark.parametrize(
    ("rate", "part", "whole"),
    [("20", "3598", "17465"), ("71.5", "5", "7"), ("99.9", "515", "516"), ("100", "0", "0")],
)
def test_more_is_not(rate: str, part: str, whole: str) -> None:
    assert len(findings(rate=rate, part=part, whole=whole)) == 1


def test_a_rate_left_blank_above_two_counts_is_missed() -> None:
    found = findings(rate=None, part="107", whole="107")

    assert [(one.check, one.indicators) for one in found] == [("rate_missing", ("I.2",))]
    assert "107 : 107 = 100 %" in found[0].message


def test_nothing_is_missed_where_nothing_can_be_computed() -> None:
    assert findings(rate=None, part="0", whole="0") == []
    assert findings(rate=None, part=None, whole="7") == []
    assert findings(rate=None, part=None, whole=None) == []


def test_a_row_that_was_not_seen_is_not_called_blank() -> None:
    assert findings(part="107", whole="107") == []
    assert findings(rate="80", part="5") == []


def test_blank_counts_under_a_rate_are_missed() -> None:
    found = findings(rate="80", part=None, whole="7")

    assert [(one.check, one.indicators) for one in found] == [("counts_missing", ("I.2.2",))]


def test_a_rate_of_nothing_needs_no_counts() -> None:
    assert findings(rate="0", part=None, whole=None) == []


def test_the_prose_may_leave_a_rate_or_its_counts_out() -> None:
    form = make_form(
        prose("online_rate", Kind.PERCENT, rate=Rate("online", "all")),
        prose("online"),
        prose("all"),
    )
    counts = {"online": Decimal(7), "all": Decimal(9)}

    assert list(check_rates(form, {**counts, "online_rate": None})) == []
    assert list(check_rates(form, {"online_rate": Decimal(80), "all": None})) == []
    assert len(list(check_rates(form, {**counts, "online_rate": Decimal(80)}))) == 1


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_every_properly_rounded_rate_agrees(part: int, whole: int, places: int) -> None:
    printed = round(Fraction(100 * part, whole), places)

    agrees = rate_agrees(Decimal(f"{float(printed):.{places}f}"), Decimal(part), Decimal(whole))

    assert agrees
