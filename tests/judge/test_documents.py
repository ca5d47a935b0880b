"""Documents named with their dates."""

from __future__ import annotations

from pipeline.judge.documents import check_documents
from pipeline.model.finding import Severity
from tests.judge.readings import make_form, prose, row, text_document

COUNTING = make_form(prose("documents_named"))


def messages(*lines: str) -> list[str]:
    return [finding.message for finding in check_documents(COUNTING, text_document(*lines))]


def test_one_symbol_with_two_dates_is_a_warning_on_the_count_of_documents() -> None:
    document = text_document(
        "Kế hoạch số 27/KH-UBND ngày 11/02/2022 về chuyển đổi số;",
        "thực hiện Kế hoạch số 27/KH-UBND ngày",
        "17 tháng 2 năm 2022 của UBND xã",
    )

    found = list(check_documents(COUNTING, document))

    assert [(one.check, one.severity, one.indicators) for one in found] == [
        ("document_dates", Severity.WARNING, ("documents_named",))
    ]
    assert "11/02/2022 (trang 1) và 17/02/2022" in found[0].message


def test_a_form_that_counts_no_documents_gets_the_finding_for_the_whole_report() -> None:
    document = text_document("27/KH-UBND ngày 1/2/2022", "27/KH-UBND ngày 2/2/2022")

    found = list(check_documents(make_form(row("I.1")), document))

    assert [one.indicators for one in found] == [()]


def test_lost_marks_and_stray_blanks_do_not_hide_a_symbol() -> None:
    assert messages("s6 27/QD- UBND ngay 11/02/2022, quyét dinh 27/QĐ-UBND ngdy 1/2/2022")


def test_three_dates_are_told_once() -> None:
    lines = [f"27/KH-UBND ngày {day}/2/2022" for day in (1, 2, 3)]

    assert len(messages(*lines)) == 1


def test_what_only_looks_alike_is_left_alone() -> None:
    assert not messages("27/KH-UBND ngày 1/2/2022", "số 27/KH-UBND ngày 01/02/2022")
    assert not messages("27/KH-UBND ngày 1/2/2022", "27/QĐ-UBND ngày 2/2/2022")
    assert not messages("27/KH-UBND ngày 1/2/2022", "27/KH-UBND ngày 3/2/2021")
    assert not messages("7/KH-UBND ngày 1/2/2022", "27/KH-UBND ngày 3/2/2022")
    assert not messages("30/2020/NĐ-CP ngày 5/3/2020", "30/2021/NĐ-CP ngày 26/3/2020")
    assert not messages("27/KH-UBND ngày 1/2/2022", "27/KH-UBND ngày 39/2/2022")
    assert not messages(
        "27/KH-UBND ngày 1/2/2022 của UBND huyện", "27/KH-UBND ngày 9/2/2022 của UBND xã"
    )
