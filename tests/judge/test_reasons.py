"""Why a value has its status, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.judge.reasons import Reason, explain_status
from pipeline.model.finding import Severity
from pipeline.model.form import Check
from pipeline.model.reading import Period, Reading, Support
from pipeline.model.report import Heading
from tests.judge.readings import judge_readings, make_form, prose, read, row

_EQUAL = Check("same", "I.1 = x", Severity.ERROR, "Phải bằng nhau")
_FORM = make_form(row("I.1"), prose("x"), checks=(_EQUAL,))
_PERIOD = Period("2024-Q3", date(2024, 6, 15), date(2024, 9, 14))


def _explain(*readings: Reading) -> Reason:
    verdict = judge_readings(_FORM, *readings, heading=Heading(period=_PERIOD))
    first = verdict.observations[0]
    return explain_status(_FORM, verdict.observations, verdict.findings, first, _PERIOD)


@pytest.mark.parametrize(
    ("readings", "vietnamese", "english"),
    [
        ([read("I.1", 7, Support.AGREED)], "sure, vì hai máy đọc khác loại", "two unlike readers"),
        ([read("I.1", 7)], "không kiểm tra nào báo lỗi", "no check speaks against it"),
        ([read("I.1", 7, Support.WEAK)], "mà không có gì khác xác nhận", "nothing else confirms"),
        ([read("I.1", 129), read("x", 129)], "phép tính của báo cáo xác nhận", "arithmetic"),
        ([read("I.1", 129), read("x", 128)], "nhưng kiểm tra same báo lỗi", "check same fails"),
        ([read("I.1", None)], "blank, vì chỗ này không in số", "no figure stands there"),
        ([], "missing, vì không thấy dòng hoặc câu nào", "no row or sentence"),
        (
            [read("I.1", 7, period="2024-Q2")],
            "missing, vì báo cáo chỉ nêu số này cho kỳ khác (2024-Q2)",
            "for another period only (2024-Q2)",
        ),
    ],
)
def test_a_status_has_a_reason_in_both_languages(
    readings: list[Reading], vietnamese: str, english: str
) -> None:
    reason = _explain(*readings)

    assert vietnamese in reason.vietnamese
    assert english in reason.english


def test_what_confirms_a_value_is_worked_out() -> None:
    reason = _explain(read("I.1", 129), read("x", 129))

    assert reason.arithmetic == ("I.1 = 129; “Số x” = 129",)


def test_the_reason_of_a_doubt_is_named() -> None:
    weak = replace(read("I.1", 7, Support.WEAK), reason="số đứng một mình")

    reason = _explain(weak)

    assert "(số đứng một mình)" in reason.vietnamese
