"""The marks of a letterhead, by the table of lines in cases/letterhead.toml and in whole texts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.letterhead import (
    find_dateline,
    find_letterheads,
    has_motto,
)
from pipeline.vietnamese.number_line import find_number_line

CASES = Path(__file__).parent.parent / "cases" / "letterhead.toml"
HEAD = (
    "UBND XÃ HỒNG LẪM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 68/BC-UBND Hồng Lẫm, ngày 15 tháng 9 năm 2024",
    "BÁO CÁO",
)
COLUMNS = (
    "ỦY BAN NHÂN DÂN",
    "XÃ HỒNG LẪM",
    "",
    "Số: 68/BC-UBND",
    "",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hồng Lẫm, ngày 15 tháng 9 năm 2024",
)
BODY = ("Trong kỳ đã tiếp nhận 376 hồ sơ.", "Căn cứ Luật ngày 19 tháng 6 năm 2015;", "") * 3


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    label: str
    given: str
    expect: dict[str, str | bool]
    note: str = ""


def all_cases() -> list[Case]:
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return [Case(**row) for rows in table.values() for row in rows]


def marks(line: str) -> dict[str, str | bool]:
    folded = fold(line)
    shown: dict[str, str | bool] = {"motto": True} if has_motto(line, folded) else {}
    if number := find_number_line(line, folded):
        assert number.open == (not number.number)
        shown["number"] = f"{number.number}/{number.symbol}"
    if dateline := find_dateline(line, folded):
        day = str(dateline.day or "")
        shown |= {"place": dateline.place, "day": day, "year": dateline.year}
    return shown


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.label)
def test_a_line_shows_the_marks_that_the_table_says(case: Case) -> None:
    assert marks(case.given) == case.expect


@given(st.text(alphabet="SsoốÔ6$:/.-…BCUNDbcund 0123456789ngàythán,", max_size=60))
def test_no_line_is_too_odd_to_be_looked_at(line: str) -> None:
    marks(line)


def test_a_letterhead_begins_with_the_body_that_issues_the_document() -> None:
    assert find_letterheads(HEAD) == (0,)
    assert find_letterheads([*BODY, *HEAD, *BODY]) == (len(BODY),)


def test_columns_that_were_read_one_by_one_are_one_letterhead() -> None:
    assert find_letterheads([*BODY, *COLUMNS, *BODY]) == (len(BODY),)


def test_each_letterhead_of_a_text_is_found() -> None:
    text = [*HEAD, *BODY, *COLUMNS, *BODY, *HEAD, *BODY]

    assert find_letterheads(text) == (0, 13, 30)


@pytest.mark.parametrize("lost", range(3))
def test_a_letterhead_in_the_middle_needs_all_its_marks(lost: int) -> None:
    marks_of_one = (HEAD[1], "Số: 68/BC-UBND", "Hồng Lẫm, ngày 15 tháng 9 năm 2024")
    torn = [mark for place, mark in enumerate(marks_of_one) if place != lost]

    assert find_letterheads([*BODY, *torn, *BODY]) == ()


def test_sentences_that_quote_documents_are_no_letterhead() -> None:
    quoting = (
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        "số 29/QĐ-UBND ngày 25/01/2021 và Quyết định số",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    )

    assert find_letterheads(quoting) == ()
