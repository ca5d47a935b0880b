"""Headings, by the table of spoilt and clean ones in cases/heading.toml and by whole samples."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.identify.division import find_document_kind
from pipeline.identify.heading import read_heading
from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.report import Heading
from tests.growth import TIMES, grows_no_faster_than_its_size

CASES = Path(__file__).parent.parent / "cases" / "heading.toml"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "report.txt"
DIGITAL = PageKind.DIGITAL
FORM = Form(
    id="cchc-xa",
    label="Báo cáo cải cách hành chính",
    titles=("công tác cải cách hành chính",),
    appendix=("Thống kê số liệu về kết quả thực hiện công tác cải cách hành chính",),
    closing_day=14,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    label: str
    given: str
    expect: dict[str, str]
    digital: bool = False
    findings: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    note: str = ""


def all_cases() -> list[Case]:
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return [Case(**row) for rows in table.values() for row in rows]


def paginate(text: str, kind: PageKind = PageKind.TEXT) -> Document:
    pages = enumerate(text.split("\f"), start=1)
    return Document(
        tuple(
            Page(number, kind, tuple(Line(line) for line in page.splitlines()))
            for number, page in pages
        )
    )


def fields(heading: Heading) -> dict[str, str]:
    period = heading.period
    return {
        "document_number": heading.document_number,
        "document_date": str(heading.document_date or ""),
        "issuer": heading.issuer,
        "place": heading.place,
        "place_code": heading.place_code,
        "place_now": heading.place_now,
        "place_code_now": heading.place_code_now,
        "district": heading.district,
        "province": heading.province,
        "period": period.id if period else "",
        "period_start": str(period.start) if period else "",
        "period_end": str(period.end) if period else "",
    }


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.label)
def test_a_heading_reads_as_the_table_says(case: Case) -> None:
    document = paginate(case.given, PageKind.DIGITAL if case.digital else PageKind.TEXT)

    heading = read_heading(document, FORM)

    found = fields(heading)
    assert {name: found[name] for name in case.expect} == case.expect
    spoke = {finding.check for finding in heading.findings}
    assert spoke >= set(case.findings)
    assert not spoke & set(case.silent)


def test_the_calendar_gives_the_days_where_no_form_says_otherwise() -> None:
    document = paginate(
        "UBND XÃ PHÚ CHỬ\nBÁO CÁO\nKết quả công tác dân số quý III năm 2023", PageKind.DIGITAL
    )

    period = read_heading(document, None).period

    assert period is not None
    assert (str(period.start), str(period.end)) == ("2023-07-01", "2023-09-30")


def test_strokes_are_not_counted_twice_by_readers_of_one_scan() -> None:
    """The Vietnamese model reads "quý II" for "quý III" in lines without any other fault."""
    text = (
        "UBND XÃ PHÚ CHỬ\nSố: 7/BC-UBND Phú Chử, ngày 15 tháng 9 năm 2023\nBÁO CÁO\n"
        "Công tác cải cách hành chính quý II năm 2023\n"
        "UBND xã Phú Chử báo cáo kết quả quý III năm 2023 như sau:\n"
        "Trên đây là báo cáo quý II năm 2023 của UBND xã Phú Chử./."
    )

    heading = read_heading(paginate(text, PageKind.SCAN), FORM)

    assert heading.period is None or heading.period.id == "2023-Q3"


def test_a_report_without_pages_has_an_empty_heading_and_findings() -> None:
    heading = read_heading(Document(()), FORM)

    assert fields(heading)["place"] == ""
    assert heading.findings


def test_an_undated_report_gets_no_code_of_a_place() -> None:
    text = "UBND XÃ BẮC SƠN\nBÁO CÁO\ncủa UBND xã Bắc Sơn, huyện Ân Thi, tỉnh Hưng Yên"

    heading = read_heading(paginate(text, PageKind.DIGITAL), FORM)

    assert heading.place == "xã Bắc Sơn"
    assert heading.place_code == ""


@pytest.mark.skipif(not SEED.exists(), reason="the real report lies beside the project only")
def test_the_real_report_is_right_in_all_fields() -> None:
    document = paginate(SEED.read_text(encoding="utf-8"))

    heading = read_heading(document, FORM)

    assert fields(heading) == {
        "document_number": "68/BC-UBND",
        "document_date": "2024-09-15",
        "issuer": "UBND xã Bắc Sơn",
        "place": "xã Bắc Sơn",
        "place_code": "12148",
        "place_now": "xã Phạm Ngũ Lão",
        "place_code_now": "12148",
        "district": "huyện Ân Thi",
        "province": "tỉnh Hưng Yên",
        "period": "2024-Q3",
        "period_start": "2024-06-15",
        "period_end": "2024-09-14",
    }
    assert heading.findings == ()


def test_a_long_dump_costs_little() -> None:
    line = "UBND x4 Dai Dong di tiép nhan 376 hd so trong quy 11l nim 2022, quan Van phong.\n"
    dumps = {
        count: paginate("XA DAI DONG\nBAO CAO\nCong tac quy 111 nam 2022\n" + line * count)
        for count in (60, TIMES * 60)
    }
    read_heading(dumps[60], FORM)

    assert grows_no_faster_than_its_size(lambda count: read_heading(dumps[count], FORM), 60)


@given(st.text(alphabet="XÃxa Bắc Sơn/-0123quýIl|năm2024ngày tháng,.\n\f", max_size=300))
@settings(max_examples=30)
def test_no_text_breaks_the_reading_of_a_heading(text: str) -> None:
    heading = read_heading(paginate(text), FORM)

    assert heading.period is None or heading.period.start <= heading.period.end


def _heading_of(title: str, signed: str = "15 tháng 12 năm 2025") -> Heading:
    lines = f"UBND XÃ PHÚ CHỬ\nSố: 9/BC-UBND\nPhú Chử, ngày {signed}\nBÁO CÁO\n{title}\nI. KẾT QUẢ"
    return read_heading(paginate(f"{lines}\nTừ ngày 1/2/2025 đến ngày 5/2/2025.", DIGITAL), None)


@pytest.mark.parametrize(
    ("title", "signed", "expected"),
    [
        ("Công tác tháng 4, nhiệm vụ tháng 5 năm 2024", "25 tháng 4 năm 2024", "2024-04"),
        ("Công tác tháng 12, nhiệm vụ tháng 01 năm 2025", "25 tháng 12 năm 2024", "2024-12"),
        ("Kết quả quý IV, phương hướng quý I năm 2025", "25 tháng 12 năm 2024", "2024-Q4"),
        ("Kế hoạch tháng 8 và kết quả tháng 7 năm 2024", "25 tháng 7 năm 2024", "2024-07"),
        ("Công tác y tế 6 tháng cuối năm 2024", "20 tháng 12 năm 2024", "2024-H2"),
        ("Công tác y tế 8 tháng đầu năm 2024", "20 tháng 8 năm 2024", "2024-8M"),
        ("Công tác y tế tuần 20 năm 2024", "20 tháng 5 năm 2024", "2024-W20"),
        ("Tổng kết năm học 2023-2024", "20 tháng 5 năm 2024", "2023-2024"),
        ("Công tác y tế tuần 2 tháng 5 năm 2024", "20 tháng 5 năm 2024", ""),
        ("Kết quả giai đoạn 2021-2025", "20 tháng 12 năm 2025", ""),
        ("Kết quả tháng 7 và tháng 8 năm 2024", "20 tháng 8 năm 2024", ""),
        ("Thu ngân sách 11 tháng, nhiệm vụ tháng 12 năm 2024", "20 tháng 11 năm 2024", "2024-11M"),
        ("Kết quả 10 tháng và ước cả năm 2024", "25 tháng 10 năm 2024", "2024-10M"),
        ("Thu ngân sách tháng 8, lũy kế 8 tháng năm 2024", "28 tháng 8 năm 2024", "2024-8M"),
        ("Giảm nghèo giai đoạn 2021-2025 tháng 8 năm 2025", "3 tháng 9 năm 2025", "2025-08"),
        ("Thực hiện Nghị quyết số 18-NQ/TW năm 2017", "20 tháng 3 năm 2023", ""),
        ("Thực hiện Kế hoạch số 18/KH-UBND năm 2023", "20 tháng 12 năm 2023", "2023"),
        (
            "Sơ kết học kỳ I, phương hướng học kỳ II năm học 2021 - 2022",
            "9 tháng 1 năm 2022",
            "2021-2022-HK1",
        ),
        (
            "Chất lượng dạy học\n- Căn cứ hướng dẫn nhiệm vụ năm học 2021-2022;",
            "9 tháng 1 năm 2022",
            "",
        ),
    ],
)
def test_a_title_that_names_two_times_gives_the_one_reported(
    title: str, signed: str, expected: str
) -> None:
    period = _heading_of(title, signed).period

    assert (period.id if period else "") == expected


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("Công tác tuần 20 (từ 13/5 đến 19/5)", ("2024-05-13", "2024-05-19")),
        ("Công tác tuần\n(Từ ngày 13/5/2024 đến ngày 17/5/2024)", ("2024-05-13", "2024-05-17")),
        ("Công tác từ ngày 13 đến ngày 19 tháng 5 năm 2024", ("2024-05-13", "2024-05-19")),
        ("Giải ngân năm 2024 (tính đến ngày 10/5/2024)", ("2024-01-01", "2024-05-10")),
        ("Giải ngân từ đầu năm đến ngày 10/5/2024", ("2024-01-01", "2024-05-10")),
        ("Xét xử năm 2024 (từ 01/12/2023 đến 31/10/2024)", ("2023-12-01", "2024-10-31")),
        ("Thiệt hại do lốc (từ ngày 01/3/2024 đến 10/5/2024)", ("2024-03-01", "2024-05-10")),
    ],
)
def test_printed_days_are_those_of_the_period(title: str, days: tuple[str, str]) -> None:
    period = _heading_of(title, "20 tháng 5 năm 2024").period

    assert period is not None
    assert (str(period.start), str(period.end)) == days


@pytest.mark.parametrize(
    "title",
    [
        "Công tác tháng 5 và 5 tháng năm 2024",
        "Công tác quý IV và năm 2024",
        "Kết quả 9 tháng, ước thực hiện năm 2024",
        "Giải ngân đến ngày 15 tháng 5 năm 2024",
        "Kết quả năm 2023 và 6 tháng đầu năm 2024",
    ],
)
def test_a_title_with_two_readings_is_told(title: str) -> None:
    heading = _heading_of(title, "20 tháng 6 năm 2024")

    assert "period" in {finding.check for finding in heading.findings}


def test_a_gap_for_the_day_of_signing_is_no_month_of_the_figures() -> None:
    lines = "PHỤ LỤC\nKẾT QUẢ CÔNG TÁC NĂM 2024\n(Kèm theo Báo cáo ngày   tháng 11 năm 2024)"

    period = read_heading(paginate(lines, DIGITAL), None).period

    assert period is not None
    assert period.id == "2024"


def test_a_range_of_the_body_gives_the_days_of_the_period_that_is_named_and_no_other() -> None:
    lines = "UBND XÃ PHÚ CHỬ\nSố: 9/BC-UBND\nBÁO CÁO\nCông tác cải cách hành chính quý II năm 2022"
    body = "I. KẾT QUẢ\nTừ ngày 01/4/2022 đến ngày 30/6/2022; thi từ ngày 2/5/2022 đến 5/5/2022."

    period = read_heading(paginate(f"{lines}\n{body}", DIGITAL), FORM).period

    assert period is not None
    assert (period.id, str(period.start)) == ("2022-Q2", "2022-04-01")


_LETTER = "ỦY BAN NHÂN DÂN\nXÃ PHÚ CHỬ\nSố: 91/UBND-VP\nPhú Chử, ngày {day} tháng 02 năm 2021"


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        (PageKind.DIGITAL, "7", "2021-02-07"),
        (PageKind.SCAN, "07", "2021-02-07"),
        (PageKind.SCAN, "7", "None"),  # offices print two figures: the pen's first one is lost
    ],
)
def test_a_day_of_one_figure_is_taken_from_what_no_ocr_read(
    kind: PageKind, day: str, expected: str
) -> None:
    heading = read_heading(paginate(_LETTER.format(day=day), kind), None)

    assert str(heading.document_date) == expected


def test_a_title_that_goes_on_in_its_line_tells_the_kind() -> None:
    lines = "PHÒNG KINH TẾ\nBÁO CÁO CÔNG TÁC TUẦN 02 THÁNG 6 NĂM 2026\nI. TÌNH HÌNH"

    assert find_document_kind(paginate(lines, DIGITAL)) == "báo cáo"


def test_the_symbol_names_a_body_of_the_state_whose_letters_are_lost() -> None:
    head = "C N P Ủ CỘNG ÒA XÃ ỘI C Ủ NG ĨA VIỆT NAM"
    lines = f"{head}\nSố: 47/2021/NĐ-CP Hà Nội, ngày 09 tháng 4 năm 2021"

    assert read_heading(paginate(lines, DIGITAL), None).issuer == "Chính phủ"


def test_a_letter_whose_number_is_not_legible_has_no_period() -> None:
    lines = "\n".join(
        (
            "UBND TỈNH NAM SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "VĂN PHÒNG Độc lập - Tự do - Hạnh phúc",
            "Nam Sơn, ngày j:",
            "€ l tháng 12 năm 2011",
            "Về việc rà soát thủ tục",
            "Kính gửi: Các sở, ban, ngành",
        )
    )

    assert read_heading(paginate(lines, DIGITAL), None).period is None
