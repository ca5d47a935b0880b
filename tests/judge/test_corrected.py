"""Decisions of people win, and what hangs on them is judged anew."""

from __future__ import annotations

from decimal import Decimal

from pipeline.judge.belonging import doubt_belonging
from pipeline.judge.corrected import Settled, judge_corrected
from pipeline.model.correction import Correction, Decision
from pipeline.model.finding import Severity
from pipeline.model.form import Check, Form, Kind, Rate
from pipeline.model.reading import Method, Reading, Status, Support
from pipeline.model.report import Report
from tests.judge.readings import judge_readings, make_form, read, row

SUM = Check("S1", "I.2 + I.3 = I.1", Severity.ERROR, "tổng")
FORM = make_form(row("I.1"), row("I.2"), row("I.3"), checks=(SUM,))


def _report(form: Form, *readings: Reading) -> Report:
    verdict = judge_readings(form, *readings)
    return Report(
        "a.pdf", "s", observations=verdict.observations, findings=verdict.findings, form=form.id
    )


def _decide(
    name: str, was: int | None, value: int | None, decision: Decision = Decision.VALUE
) -> Correction:
    before, after = (None if one is None else Decimal(one) for one in (was, value))
    return Correction("k1", "a.pdf", "s", name, before, after, decision, at="2026-12-01T08:00")


def _correct(report: Report, form: Form, *decided: Correction) -> Report:
    values = {one.indicator: one.value for one in report.observations}
    settled = Settled({one.indicator: one for one in decided}, {})
    return judge_corrected(report, form, settled, values)


def _statuses(report: Report) -> dict[str, Status]:
    return {one.indicator: one.status for one in report.observations}


def test_one_value_clears_the_whole_sum() -> None:
    report = _report(FORM, read("I.1", 129), read("I.2", 107), read("I.3", 32))
    assert set(_statuses(report).values()) == {Status.DOUBTFUL}

    corrected = _correct(report, FORM, _decide("I.3", 32, 22))

    assert _statuses(corrected) == {
        "I.1": Status.SURE,
        "I.2": Status.SURE,
        "I.3": Status.CORRECTED,
    }
    assert corrected.findings == ()
    third = corrected.observations[2]
    assert (third.value, third.confidence) == (Decimal(22), None)
    assert third.reading
    assert third.reading.method is Method.CORRECTED
    assert [mention.value for mention in third.mentions] == [32]


def test_a_wrong_correction_makes_the_others_doubtful() -> None:
    report = _report(FORM, read("I.1", 129), read("I.2", 107), read("I.3", 22))

    corrected = _correct(report, FORM, _decide("I.3", 22, 32))

    assert _statuses(corrected) == {
        "I.1": Status.DOUBTFUL,
        "I.2": Status.DOUBTFUL,
        "I.3": Status.CORRECTED,
    }
    assert [finding.check for finding in corrected.findings] == ["S1"]


def test_a_rate_follows_its_corrected_counts() -> None:
    rate = row("I.4", Kind.PERCENT, rate=Rate("I.2", "I.1"))
    form = make_form(row("I.1"), row("I.2"), rate)
    report = _report(form, read("I.1", 200), read("I.2", 156), read("I.4", "73"))
    assert _statuses(report)["I.4"] is Status.DOUBTFUL

    corrected = _correct(report, form, _decide("I.2", 156, 146))

    assert _statuses(corrected)["I.4"] is Status.SURE


def test_seen_and_right_takes_a_row_off() -> None:
    form = make_form(row("I.1"))
    report = _report(form, read("I.1", 7, Support.WEAK))

    (one,) = _correct(report, form, _decide("I.1", 7, 7)).observations

    assert (one.value, one.status, one.findings) == (Decimal(7), Status.CORRECTED, ())


def test_a_person_decides_between_two_places() -> None:
    form = make_form(row("I.1"))
    report = _report(form, read("I.1", 7), read("I.1", 9, page=2))
    assert report.observations[0].findings == ("restated",)

    corrected = _correct(report, form, _decide("I.1", 7, 9))

    assert corrected.observations[0].findings == ()
    assert corrected.findings == ()
    assert [mention.value for mention in corrected.observations[0].mentions] == [7, 9]


def test_blank_and_absent_leave_no_value() -> None:
    form = make_form(row("I.1"), row("I.2"), row("I.3"))
    report = _report(form, read("I.1", 7, Support.WEAK), read("I.2", 8, Support.WEAK))

    corrected = _correct(
        report,
        form,
        _decide("I.1", 7, None, Decision.BLANK),
        _decide("I.2", 8, None, Decision.ABSENT),
        _decide("I.3", None, None, Decision.ABSENT),
    )

    assert set(_statuses(corrected).values()) == {Status.CORRECTED}
    assert [one.value for one in corrected.observations] == [None] * 3
    assert [one.reading is None for one in corrected.observations] == [False, True, True]


def test_what_later_steps_doubted_stays_doubtful() -> None:
    report = doubt_belonging(
        _report(FORM, read("I.1", 129), read("I.2", 107), read("I.3", 32)), "mấy báo cáo?"
    )

    corrected = _correct(report, FORM, _decide("I.3", 32, 22))

    assert _statuses(corrected) == {
        "I.1": Status.DOUBTFUL,
        "I.2": Status.DOUBTFUL,
        "I.3": Status.CORRECTED,
    }
    assert corrected.observations[0].findings == ("several_reports",)


def test_a_stale_decision_is_told_and_not_applied() -> None:
    report = _report(FORM, read("I.1", 129), read("I.2", 107), read("I.3", 22))
    old = _decide("I.3", 32, 22)
    values = {one.indicator: one.value for one in report.observations}

    doubted = judge_corrected(report, FORM, Settled({}, {"I.3": old}), values)

    third = doubted.observations[2]
    assert (third.value, third.status, third.confidence) == (Decimal(22), Status.DOUBTFUL, None)
    assert third.findings == ("stale_correction",)
    assert "sửa 32 thành 22" in doubted.findings[-1].message
    assert doubted.observations[:2] == report.observations[:2]
