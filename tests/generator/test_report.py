"""Invented reports agree with themselves, unless a contradiction was asked for."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal

import pytest

from pipeline.vietnamese.numbers import parse_number
from tests.generator.compose import FORM, InventedReport, make_report
from tests.generator.contradictions import KINDS
from tests.generator.invent import PERIOD_KINDS

SEEDS = range(30)
# Sums and comparisons of form.md, as (greater or equal, parts); a blank counts as nothing.
AT_LEAST = (
    ("I.2.1", ("I.2.2",)),
    ("I.3.3", ("I.3.3.1",)),
    ("I.4.1", ("I.4.2", "I.4.3", "I.4.4")),
    ("II.1", ("II.1.1",)),
    ("II.1", ("II.1.2",)),
    ("II.2.1", ("II.2.2.1",)),
    ("II.2.2.1", ("II.2.2.2",)),
    ("II.3.1", ("II.3.2.1",)),
    ("II.3.2.1", ("II.3.2.2",)),
    ("III.1.4", ("III.2.1",)),
    ("III.1.4", ("III.2.2",)),
    ("III.1.4", ("III.2.3",)),
    ("III.3.1.1", ("III.3.1.2",)),
    ("III.3.2.1", ("III.3.2.2",)),
    ("VII.5.1.1", ("VII.5.1.2",)),
    ("VII.5.1.2", ("VII.5.1.3",)),
    ("VII.5.2.1", ("VII.5.2.2",)),
    ("VII.5.2.2", ("VII.5.2.3",)),
    ("VII.5.3.1", ("VII.5.3.2",)),
    ("VII.5.4.1", ("VII.5.4.2",)),
    ("III.1.4", ("VII.5.1.1", "VII.5.2.1")),
    ("III.1.4", ("VII.5.4.1",)),
    ("IV.2.1", ("IV.2.2",)),
    ("IV.3.1", ("IV.3.2",)),
    ("VI.1.1", ("VI.1.2",)),
)
EQUAL = (
    ("V.3", ("V.3.1", "V.3.2", "V.3.3")),
    ("VI.2.4", ("VI.2.4.1", "VI.2.4.2", "VI.2.4.3")),
    ("VI.2.1", ("VI.2.2", "VI.2.3", "VI.2.4", "VI.2.5")),
    ("III.1.4", ("procedures_total",)),
    ("VII.5.3.1", ("dossiers_received",)),
    ("VII.5.3.2", ("dossiers_received_online",)),
    ("VII.5.3", ("online_dossier_rate",)),
    ("III.3.1.1", ("dossiers_resolved_before_deadline",)),
    ("IV.2.1", ("officials_quota", "civil_servants_quota")),
    ("IV.2.2", ("officials_present", "civil_servants_present")),
    ("IV.2.2", ("staff_present_total",)),
    ("II.1.2", ("legal_documents_issued",)),
    ("III.3.2.1", ("complaints_petitions_received",)),
)


def _values(report: InventedReport) -> dict[str, Decimal | None]:
    return {figure.indicator: figure.value for figure in report.figures}


def _total(values: dict[str, Decimal | None], names: tuple[str, ...]) -> Decimal:
    return sum((values[name] or Decimal(0) for name in names), Decimal(0))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sums_and_bounds_of_the_form_hold(seed: int) -> None:
    values = _values(make_report(seed))

    broken = [row for row in AT_LEAST if _total(values, row[1]) > _total(values, row[:1])]
    differ = [
        (whole, parts)
        for whole, parts in EQUAL
        if all(name in values for name in parts)
        and _total(values, parts) != _total(values, (whole,))
    ]

    assert not broken
    assert not differ


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rate_is_the_one_its_counts_give(seed: int) -> None:
    values = _values(make_report(seed))
    with FORM.open("rb") as file:
        rates = [
            row for row in tomllib.load(file)["indicator"] if row.get("code") and "rate" in row
        ]

    for row in rates:
        part, whole = (values[row["rate"][side]] for side in ("part", "whole"))
        printed = values[row["id"]]
        if whole:
            assert part is not None
            assert printed is not None
            assert abs(100 * part / whole - printed) <= Decimal("0.5")
        else:
            assert not printed


@pytest.mark.parametrize("seed", SEEDS)
def test_dossiers_received_and_carried_over_are_resolved_or_in_process(seed: int) -> None:
    values = _values(make_report(seed))
    names = ("dossiers_received", "dossiers_resolved_carried_over")
    ends = ("dossiers_resolved_before_deadline", "dossiers_in_process")

    if all(name in values for name in names + ends):
        assert _total(values, names) == _total(values, ends)


@pytest.mark.parametrize("seed", SEEDS)
def test_cells_read_back_as_the_figures_they_stand_for(seed: int) -> None:
    report = make_report(seed)
    values = _values(report)

    for row in report.rows:
        number = parse_number(row.printed)
        assert (number.value if number else None) == values.get(row.indicator)


@pytest.mark.parametrize("seed", SEEDS)
def test_headings_carry_no_value_and_codes_stand_in_their_legend(seed: int) -> None:
    report = make_report(seed)

    for row in report.rows:
        if row.kind in ("heading", "section"):
            assert not row.printed
        if row.kind == "choice" and row.printed:
            assert f"= {int(row.printed)}" in row.unit


def test_a_survey_stands_behind_each_satisfaction_rate() -> None:
    for seed in SEEDS:
        values = _values(make_report(seed))

        assert "satisfaction_rate" not in values or values["I.5"] == 1
        assert values["I.5"] == 1 or values["I.5.2"] is None


def test_the_form_knows_every_figure_that_invented_reports_state() -> None:
    with FORM.open("rb") as file:
        known = {row["id"] for row in tomllib.load(file)["indicator"]}

    stated = {figure.indicator for seed in SEEDS for figure in make_report(seed).figures}

    assert stated <= known


def test_the_same_seed_gives_the_same_report() -> None:
    first = make_report(11, contradictions=("rate",))
    second = make_report(11, contradictions=("rate",))

    assert first == second
    assert first != make_report(12, contradictions=("rate",))


@pytest.mark.parametrize("kind", PERIOD_KINDS)
def test_the_kind_of_period_can_be_chosen(kind: str) -> None:
    months = {"quarter": 3, "half": 6, "nine": 9, "year": 12}[kind]

    for seed in range(10):
        period = make_report(seed, period_kind=kind).period
        length = (period.end - period.start).days
        assert abs(length - months * 30.5) < 4


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_contradiction_can_be_planted_in_any_report(kind: str) -> None:
    for seed in range(15):
        report = make_report(seed, contradictions=(kind,))

        (planted,) = report.planted
        known = {figure.indicator for figure in report.figures}
        assert planted.kind == kind
        assert known.issuperset(planted.indicators)


def test_a_wrong_rate_is_farther_off_than_any_rounding() -> None:
    for seed in range(15):
        report = make_report(seed, contradictions=("rate",))
        values = _values(report)

        rate, part, whole = (_total(values, (name,)) for name in report.planted[0].indicators)
        assert abs(100 * part / whole - rate) > 5


def test_a_figure_restated_differently_is_printed_twice() -> None:
    report = make_report(4, contradictions=("restated",))
    online = _values(report)["dossiers_received_online"]
    told = [one.text for one in report.paragraphs if "hồ sơ trực tuyến" in one.text]

    said_first = [text for text in told if f"{online:f}" in text.replace(".", "")]

    assert said_first
    assert len(told) > len(said_first)


def test_one_symbol_bears_two_dates_only_where_that_is_planted() -> None:
    for contradictions, most in (((), 1), (("symbol_dates",), 2)):
        report = make_report(9, contradictions=contradictions)
        dates: dict[str, set[str]] = {}
        for paragraph in report.paragraphs:
            for symbol, day in re.findall(r"(\d+/(?:KH|QĐ)-UBND) ngày (\S{10})", paragraph.text):
                dates.setdefault(symbol, set()).add(day)
        assert max(map(len, dates.values())) == most


def test_all_contradictions_fit_into_one_report() -> None:
    report = make_report(2, contradictions=tuple(KINDS))

    assert [one.kind for one in report.planted] == list(KINDS)
