"""Which form a report follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.identify.recognise import choose_form
from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page, PageKind

_ROOT = Path(__file__).parents[2]
_FORM = load_form(_ROOT / "patterns/cchc-xa.toml", examples=False)

_PROCEDURES = load_form(_ROOT / "patterns/tthc-06.toml", examples=False)

_SOCIO = load_form(_ROOT / "patterns/kt-xh-xa.toml", examples=False)

_LETTERHEAD = ("ỦY BAN NHÂN DÂN", "XÃ PHÚ CHỬ", "Số: 21/BC-UBND")


def _document(*lines: str) -> Document:
    return Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),))


def test_a_report_is_known_by_its_title() -> None:
    document = _document(*_LETTERHEAD, "BÁO CÁO", "Công tác cải cách hành chính quý III năm 2022")

    assert choose_form(document, (_FORM,)) is _FORM


def test_a_ruined_title_is_known_too() -> None:
    document = _document(
        "S6: 21/BC-UBND", "BAO CAO", "Cong tdc cdi cach hanh chlnh quy 11l nim 2022"
    )

    assert choose_form(document, (_FORM,)) is _FORM


@pytest.mark.parametrize(
    ("subject", "form"),
    [
        ("Cong tac cai cach hanh chinh 6 thang dau nam 2025 trén dia ban xa", _FORM),
        ("Tinh hinh, két qua kiém soat thu tuc hanh chinh quy 11 nam 2025", _PROCEDURES),
    ],
)
def test_the_subject_counts_more_than_what_the_sentences_speak_of(subject: str, form: Form) -> None:
    prose = (
        "Vé cong tac cai cach hanh chinh, cong tac kiém soat thu tuc hanh chinh nhw sau:",
        *("Duy tri chuyén muc trén hé thong truyén thanh.",) * 25,
        "Tinh hinh, két qua giai quyét TTHC tai co quan, don vi truc tiép giai quyét",
        "TTHC: khong c6 h6 so cham muon.",
    )

    document = _document("S6: 64/BC-UBND", "BAO CAO", subject, *prose)

    assert choose_form(document, (_FORM, _PROCEDURES)) is form
    assert choose_form(document, (_PROCEDURES, _FORM)) is form


def test_a_plan_on_the_subject_is_no_report() -> None:
    document = _document(
        *_LETTERHEAD, "KẾ HOẠCH", "Công tác cải cách hành chính năm 2023", "I. MỤC ĐÍCH, YÊU CẦU"
    )

    assert choose_form(document, (_FORM,)) is None


def test_an_appendix_alone_is_known_by_its_title_and_rows() -> None:
    rows = [row.label for row in _FORM.rows[:30]]
    lines = ["(trang đầu không đọc được)"] * 30
    document = _document(*lines, "Phụ lục", _FORM.appendix[0], *rows)

    assert choose_form(document, (_FORM,)) is _FORM


def test_rows_alone_are_enough() -> None:
    document = _document(*(row.label for row in _FORM.rows))

    assert choose_form(document, (_FORM,)) is _FORM


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("", "  "),
        ("BÁO CÁO", "Tình hình kinh tế - xã hội 6 tháng đầu năm 2022"),
        ("BÁO CÁO", "Kết quả tiếp công dân, giải quyết khiếu nại, tố cáo quý I năm 2023"),
    ],
)
def test_other_papers_follow_no_form(lines: tuple[str, ...]) -> None:
    assert choose_form(_document(*lines), (_FORM,)) is None


def test_without_forms_there_is_nothing_to_choose() -> None:
    assert choose_form(_document("BÁO CÁO"), ()) is None


def _digital(*lines: str) -> Document:
    return Document((Page(1, PageKind.DIGITAL, tuple(map(Line, lines))),))


@pytest.mark.parametrize(
    "title",
    [
        ("BÁO CÁO", "Kết quả chấm điểm Chỉ số cải cách hành chính năm 2024"),
        ("BÁO CÁO", "Kết quả kiểm tra công tác cải cách hành chính năm 2024"),
        ("BÁO CÁO", "Công tác tuyên truyền cải cách hành chính năm 2024"),
        ("BÁO CÁO", "Kết quả công tác văn hóa, thông tin năm 2024"),
        ("BÁO CÁO CÔNG TÁC TUẦN 20 NĂM 2024", "(Từ ngày 13/5/2024 đến ngày 19/5/2024)"),
    ],
)
def test_a_report_on_another_subject_follows_no_form(title: tuple[str, ...]) -> None:
    prose = "Về công tác cải cách hành chính, tỷ lệ hồ sơ đúng hạn là một tiêu chí."

    document = _digital("BỘ PHẬN CẢI CÁCH HÀNH CHÍNH", *title, "I. KẾT QUẢ", prose)

    assert choose_form(document, (_FORM, _PROCEDURES)) is None


@pytest.mark.parametrize(
    "title", ["Công tác cải cách hành chính quý III", "Kết quả cải cách hành chính năm 2024"]
)
def test_the_subject_itself_may_be_worded_otherwise(title: str) -> None:
    assert choose_form(_digital(*_LETTERHEAD, "BÁO CÁO", title), (_FORM,)) is _FORM


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (("UBND TỈNH HẬU GIANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 2/BC-UBND"), None),
        (("UBND XÃ PHÚ CHỬ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 2/BC-UBND"), _SOCIO),
    ],
)
def test_a_form_of_communes_leaves_what_a_province_reports(
    head: tuple[str, ...], form: Form | None
) -> None:
    document = _digital(*head, "BÁO CÁO", "Tình hình kinh tế - xã hội quý III năm 2022")

    assert choose_form(document, (_FORM, _SOCIO)) is form


def test_a_short_title_is_not_found_in_other_words() -> None:
    title = "Công tác chỉ đạo, điều hành của Ủy ban nhân dân năm 2024"

    assert choose_form(_document(*_LETTERHEAD, "BÁO CÁO", title), (_FORM,)) is None


def test_a_decision_with_the_rows_of_the_form_follows_none() -> None:
    rows = [row.label for row in _FORM.rows]

    assert choose_form(_digital("QUYẾT ĐỊNH", "Về việc ban hành biểu mẫu", *rows), (_FORM,)) is None


def test_a_page_of_news_follows_no_form() -> None:
    title = "Báo cáo công tác cải cách hành chính quý III năm 2022"

    assert choose_form(_digital(title, "Sáng nay, hội nghị đã nghe báo cáo."), (_FORM,)) is None
