"""What findings propose. Figures never change."""

from __future__ import annotations

from pipeline.model.finding import Severity
from pipeline.model.form import Check, Kind, Rate
from pipeline.model.reading import Reading, Support
from tests.judge.readings import judge_readings, make_form, read, row

SUM = Check("sum", "I.1 = I.2 + I.3", Severity.ERROR, "Tổng bằng các phần")
FORM = make_form(row("I.1"), row("I.2"), row("I.3"), checks=(SUM,))


def messages(*readings: Reading) -> list[str]:
    return [finding.message for finding in judge_readings(FORM, *readings).findings]


def test_the_slips_that_would_close_a_sum_are_proposed() -> None:
    told = messages(read("I.1", 129), read("I.2", 107), read("I.3", 2))

    assert told == [
        "Tổng bằng các phần. Báo cáo ghi: I.1 = 129; I.2 + I.3 = 107 + 2 = 109. "
        "Sẽ khớp nếu I.1 = 109 hoặc I.2 = 127 hoặc I.3 = 22."
    ]


def test_what_another_reader_saw_comes_before_mere_slips() -> None:
    disputed = read("I.3", 2, Support.DISPUTED, alternatives=("22",))

    told = messages(read("I.1", 129), read("I.2", 107), disputed)

    assert told[0].endswith("Sẽ khớp nếu I.3 = 22 (I.2 + I.3 = 107 + 22 = 129).")


def test_nothing_is_proposed_where_too_much_would_do() -> None:
    loose = Check("loose", "I.2 <= I.1", Severity.ERROR, "Phần không lớn hơn tổng")
    form = make_form(row("I.1"), row("I.2"), checks=(loose,))

    verdict = judge_readings(form, read("I.1", 5), read("I.2", 6))

    assert "khớp" not in verdict.findings[0].message


def test_a_proposal_must_not_break_another_check() -> None:
    rate = row("I.4", Kind.PERCENT, rate=Rate("I.3", "I.2"))
    form = make_form(*FORM.indicators, rate, checks=(SUM,))
    readings = [read("I.1", 129), read("I.2", 107), read("I.3", 2), read("I.4", "1.87")]

    verdict = judge_readings(form, *readings)

    proposed = verdict.findings[0].message.partition("Sẽ khớp nếu ")[2]
    assert proposed == "I.1 = 109 (I.2 + I.3 = 107 + 2 = 109)."


def test_the_figures_stay_whatever_is_proposed() -> None:
    verdict = judge_readings(FORM, read("I.1", 129), read("I.2", 107), read("I.3", 2))

    assert [one.value for one in verdict.observations] == [129, 107, 2]
