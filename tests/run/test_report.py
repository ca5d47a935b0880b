"""One report through the rooms, without processes and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.finding import UNREAD_PAGE, Severity
from pipeline.model.form import Form, Indicator
from pipeline.model.page import Document, Line, MendedWord, Page, PageKind
from pipeline.model.reading import Status
from pipeline.model.report import State
from pipeline.run.batch.steps import UnreadPage
from pipeline.run.report import make_report
from tests.run.conftest import FORM


def _document(*texts: str) -> Document:
    return Document(
        tuple(
            Page(number, PageKind.TEXT, tuple(map(Line, text.splitlines())))
            for number, text in enumerate(texts, start=1)
        )
    )


def _form_of(*indicators: Indicator) -> Form:
    return replace(FORM, indicators=indicators)


def test_where_no_form_fits_nothing_is_taken_and_that_is_said() -> None:
    report = make_report(_document("Thư mời họp mặt cuối năm"), None)

    assert report.state is State.DONE
    assert report.form == "generic"
    assert report.observations == ()
    assert "No form fits" in report.message


def test_each_indicator_of_the_form_has_an_observation() -> None:
    report = make_report(_document("BÁO CÁO\nKhông có gì đáng kể."), FORM)

    assert [one.indicator for one in report.observations] == ["lines"]
    assert report.observations[0].status is Status.UNSTATED


def test_a_figure_that_every_report_gives_is_missing_where_it_is_not_stated() -> None:
    lines = replace(FORM.indicators[0], required=True)

    report = make_report(_document("BÁO CÁO\nKhông có gì đáng kể."), _form_of(lines))

    assert report.observations[0].status is Status.MISSING


def test_a_figure_in_other_words_is_missing_and_never_unstated() -> None:
    lines = replace(FORM.indicators[0], prose=("gồm {value} dòng",))

    other = make_report(_document("BÁO CÁO\nTổng cộng có 12 số dòng được ghi."), _form_of(lines))
    none = make_report(_document("BÁO CÁO\nTổng cộng có 12 con bò được tiêm."), _form_of(lines))

    assert other.observations[0].status is Status.MISSING
    assert none.observations[0].status is Status.UNSTATED


def test_what_a_lost_page_may_state_is_missing() -> None:
    report = make_report(_document("BÁO CÁO"), FORM, (UnreadPage(2, "Trang hỏng."),))

    assert report.observations[0].status is Status.MISSING


def test_an_unread_page_is_an_error_with_its_number() -> None:
    report = make_report(_document("BÁO CÁO"), FORM, (UnreadPage(2, "Trang hỏng."),))

    finding, _ = [one for one in report.findings if one.check == UNREAD_PAGE]
    assert (finding.severity, finding.page) == (Severity.ERROR, 2)
    assert report.pages == 2
    assert report.unread_pages == {2}


def test_what_the_reader_remarks_is_passed_on() -> None:
    document = Document((Page(1, PageKind.SCAN, notes=("đọc lại ở 200 dpi",)),))

    report = make_report(document, FORM)

    assert "đọc lại ở 200 dpi" in [finding.message for finding in report.findings]
    assert report.source == "scan"


def test_the_prose_of_a_dump_is_repaired_as_the_caller_says() -> None:
    asked: list[str] = []
    indicator = replace(FORM.indicators[0], prose=("{value} dong",))
    form = Form("lines", "Báo cáo thử", ("báo cáo",), indicators=(indicator,))

    def mend(texts: Sequence[str]) -> tuple[tuple[MendedWord, ...], ...]:
        asked.extend(texts)
        return tuple(() for _ in texts)

    make_report(_document("BAO CAO\nCo 12 dong duoc tiép nhan trong ky bao cao."), form, mend=mend)

    assert "Co 12 dong" in " ".join(asked)


def test_a_converted_dump_is_told_of() -> None:
    page = Page(1, PageKind.TEXT, (Line("BÁO CÁO"),), encoding="TCVN3")

    report = make_report(Document((page,)), FORM)

    assert "Đã chuyển từ bảng mã TCVN3 sang Unicode." in report.message


def test_where_no_form_fits_the_figures_come_under_the_reports_own_names() -> None:
    report = make_report(_document("Trong tháng, xã đã cấp 12 giấy phép."), None)

    (observation,) = report.observations
    (indicator,) = report.indicators
    assert (observation.indicator, str(observation.value)) == (indicator.id, "12")
    assert (indicator.label, indicator.unit) == ("xã đã cấp …", "giấy phép")
    assert observation.status is Status.DOUBTFUL
