"""One unit's reports, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipeline.judge.trend import check_trends
from pipeline.model.finding import Severity
from pipeline.model.form import Form, Kind, Rate
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Heading, Report, State
from pipeline.vietnamese.period_parts import build_period
from tests.judge.readings import commune_form, make_form, prose, row

FORM = make_form(
    row("I.1"),
    row("I.2", cumulative=True),
    row("I.3", Kind.PERCENT, cumulative=True, rate=Rate("I.3.2", "I.3.1")),
    row("I.3.1"),
    row("I.3.2"),
    prose("pending", carried_as=("carried", "carried_resolved")),
    prose("carried"),
    prose("carried_resolved"),
)
CLOSING = 14


def report(period: str, path: str = "", **figures: str | int) -> Report:
    """A report of one commune; "I_2" is the row I.2, a figure "5?" is doubtful."""
    year, _, part = period.partition("-")
    return Report(
        path or f"{period}.pdf",
        form=FORM.id,
        heading=Heading(
            place="xã Hoà Bình",
            district="huyện Suối Cạn",
            province="tỉnh Mây Trắng",
            period=build_period(int(year), part, CLOSING),
        ),
        observations=tuple(
            observe(name.replace("_", ".") if name[0] == "I" else name, str(figure))
            for name, figure in figures.items()
        ),
    )


def observe(name: str, figure: str) -> Observation:
    status = Status.DOUBTFUL if figure.endswith("?") else Status.READ
    return Observation(name, Decimal(figure.rstrip("?")), status, 0.9)


def told(reports: Iterable[Report], form: Form = FORM) -> list[tuple[str, ...]]:
    """Which check spoke on which row of which report."""
    found = check_trends(reports, {form.id: form})
    return sorted((one.path, finding.check, *finding.indicators) for one, finding in found)


@pytest.mark.parametrize(
    ("before", "now", "expect"),
    [
        pytest.param({"pending": 8}, {"carried": 8}, [], id="what was pending came over"),
        pytest.param({"pending": 8}, {"carried": 3}, ["carried_over carried"], id="five are gone"),
        pytest.param(
            {"pending": 8},
            {"carried": 8, "carried_resolved": 6},
            [],
            id="some of what came over waits on",
        ),
        pytest.param(
            {"pending": 8},
            {"carried_resolved": 9},
            ["carried_over carried_resolved"],
            id="only the resolved ones are given",
        ),
        pytest.param({"pending": "8?"}, {"carried": 3}, [], id="a doubtful figure measures none"),
        pytest.param({"pending": 8}, {"carried": "3?"}, ["carried_over carried"], id="but is told"),
        pytest.param({"I_2": 900}, {"I_2": 900}, [], id="a sum may stay"),
        pytest.param({"I_2": 900}, {"I_2": 899}, ["fallen I.2"], id="a sum fell"),
        pytest.param({"I_2": 9}, {"I_2": 900}, [], id="a sum may grow tenfold in its year"),
        pytest.param({"I_1": 900}, {"I_1": 899}, [], id="other figures may fall"),
        pytest.param(
            {"I_3": 60, "I_3_1": 10}, {"I_3": 40, "I_3_1": 10}, ["fallen I.3"], id="a share fell"
        ),
        pytest.param(
            {"I_3": 60, "I_3_1": 10}, {"I_3": 40, "I_3_1": 20}, [], id="the plan of a share grew"
        ),
        pytest.param({"I_1": 376}, {"I_1": 3760}, ["jump I.1"], id="a digit too many"),
        pytest.param({"I_1": 376}, {"I_1": 37}, ["jump I.1"], id="a digit too few"),
        pytest.param({"I_1": 376}, {"I_1": 3759}, [], id="not quite ten times"),
        pytest.param({"I_1": 1}, {"I_1": 12}, [], id="small counts vary"),
        pytest.param({"I_1": 0}, {"I_1": 376}, [], id="nothing is ten times nothing"),
        pytest.param({"I_3": 9}, {"I_3": 95}, [], id="percents may move"),
    ],
)
def test_a_quarter_is_measured_by_the_one_before(
    before: dict[str, Any], now: dict[str, Any], expect: list[str]
) -> None:
    spoken = told([report("2024-Q3", **now), report("2024-Q2", **before)])

    assert spoken == [("2024-Q3.pdf", *one.split()) for one in expect]


@pytest.mark.parametrize(
    ("before", "now", "expect"),
    [
        ("2024-H1", "2024-Q3", True),  # both close on 14 June
        ("2023", "2024-Q1", True),
        ("2024-Q1", "2024-Q3", False),  # a quarter lies between
        ("2024-Q2", "2024-9M", False),  # that one starts with the year
    ],
)
def test_what_is_carried_over_comes_from_the_day_before(
    before: str, now: str, expect: bool
) -> None:
    spoken = told([report(before, pending=8), report(now, carried=3)])

    assert bool(spoken) is expect


def test_a_sum_starts_anew_with_the_year() -> None:
    spoken = told([report("2023", I_2=900), report("2024-Q1", I_2=100)])

    assert spoken == []


def test_a_sum_is_measured_by_the_last_report_that_gives_it() -> None:
    reports = [report("2024-Q1", I_2=10), report("2024-H1", I_2=90), report("2024-Q3", I_2=50)]

    assert told(reports) == [("2024-Q3.pdf", "fallen", "I.2")]


def test_after_a_jump_a_figure_may_return_or_stay() -> None:
    first, jumped = report("2024-Q1", I_1=376), report("2024-Q2", I_1=3760)

    back = told([first, jumped, report("2024-Q3", I_1=350)])
    stayed = told([first, jumped, report("2024-Q3", I_1=3600)])

    assert back == stayed == [("2024-Q2.pdf", "jump", "I.1")]


def test_a_jump_is_measured_by_a_period_of_the_same_length() -> None:
    year = report("2023", I_1=1500)

    alone = told([year, report("2024-Q1", I_1=120)])
    beside = told([year, report("2023-Q4", I_1=400), report("2024-Q1", I_1=120)])

    assert alone == [("2024-Q1.pdf", "jump", "I.1")]
    assert beside == []


def test_reports_two_years_apart_say_nothing_of_each_other() -> None:
    assert told([report("2022-Q3", I_1=376), report("2024-Q3", I_1=3760)]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"place": "xã Hoà Binh"},
        {"district": "huyện Suối Đầy"},
        {"province": "tỉnh Mây Đen"},
        {"period": None},
    ],
)
def test_another_unit_is_another_series(change: dict[str, str | None]) -> None:
    before, now = report("2024-Q2", I_1=376), report("2024-Q3", I_1=3760)
    heading = replace(now.heading, **change)  # type: ignore[arg-type]

    assert told([before, replace(now, heading=heading)]) == []


def test_the_place_of_a_tone_makes_no_other_unit() -> None:
    before, now = report("2024-Q2", I_1=376), report("2024-Q3", I_1=3760)
    heading = replace(now.heading, place="xã Hòa Bình")

    assert len(told([before, replace(now, heading=heading)])) == 1


def test_a_commune_without_a_province_is_no_unit() -> None:
    reports = [report("2024-Q2", I_1=376), report("2024-Q3", I_1=3760)]
    homeless = [replace(one, heading=replace(one.heading, province="")) for one in reports]

    assert told(homeless) == []


def test_reports_that_failed_or_have_an_unknown_form_are_left_alone() -> None:
    before, now = report("2024-Q2", I_1=376), report("2024-Q3", I_1=3760)

    assert told([before, replace(now, state=State.FAILED)]) == []
    assert told([replace(one, form="generic") for one in (before, now)]) == []


def test_of_two_copies_the_better_read_one_measures() -> None:
    good = report("2024-Q2", "z.pdf", I_2=900)
    poor = report("2024-Q2", "a.txt", I_2=990, I_1="4?")
    now = report("2024-Q3", I_2=950)

    assert told([good, poor, now]) == told([now, poor, good]) == []


def test_the_message_gives_both_figures_and_names_the_earlier_report() -> None:
    reports = [report("2024-Q2", "sub/a.pdf", I_1=376), report("2024-Q3", I_1=3760)]

    finding = next(iter(check_trends(reports, {FORM.id: FORM})))[1]

    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "I.1 = 3.760; chênh từ 10 lần trở lên, trước đó là 376 theo báo cáo kỳ 2024-Q2 (sub/a.pdf)."
    )


def test_the_commune_form_knows_what_is_carried_over_and_what_grows() -> None:
    form = commune_form()

    assert form.by_id["dossiers_in_process"].carried_as[0] == "dossiers_carried_over"
    assert form.by_id["VI.1.2"].cumulative


def test_reports_on_two_versions_of_a_form_are_compared_by_their_ids() -> None:
    old = replace(FORM, id=f"{FORM.id}@2019")
    first = replace(report("2024-Q1", I_2=50), form=old.id)
    found = check_trends([first, report("2024-Q2", I_2=40)], {FORM.id: FORM, old.id: old})

    assert [finding.check for _, finding in found] == ["fallen"]
