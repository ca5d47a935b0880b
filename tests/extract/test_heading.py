"""Headings, by the table of spoilt and clean ones in cases/heading.toml and by whole samples."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.heading import read_heading
from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.report import Heading
from tests.growth import TIMES, grows_no_faster_than_its_size

CASES = Path(__file__).parent.parent / "cases" / "heading.toml"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "report.txt"
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
@settings(max_examples=60)
def test_no_text_breaks_the_reading_of_a_heading(text: str) -> None:
    heading = read_heading(paginate(text), FORM)

    assert heading.period is None or heading.period.start <= heading.period.end
