"""What a page shows of its document, by the table of pages in cases/traces.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.identify.trace import PageTrace, trace_page
from pipeline.model.page import Cell, Line, Page, PageKind, Table

CASES = Path(__file__).parent.parent / "cases" / "traces.toml"
_PLAIN = ("blank", "motto", "kind", "letter", "label", "template", "printed", "ended", "tabular")


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    label: str
    given: str
    expect: dict[str, Any]
    note: str = ""


def all_cases() -> list[Case]:
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(CASES.read_text(encoding="utf-8"))
    return [Case(**row) for rows in table.values() for row in rows]


def page_of(text: str, kind: PageKind = PageKind.TEXT) -> Page:
    return Page(1, kind, tuple(map(Line, text.splitlines())))


def shown(trace: PageTrace) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(trace, name) for name in (*_PLAIN, "inner")}
    found = {name: value for name, value in told.items() if value}
    if trace.number:
        found["number"] = f"{trace.number.number}/{trace.number.symbol}"
    if trace.dateline:
        found["day"] = str(trace.dateline.day or "") if trace.dateline.year else "no year"
    if cited := trace.enclosed:
        found |= {"cited": f"{cited.number}/{cited.symbol}"} if cited.symbol else {}
        found |= {"cited_day": str(cited.day)} if cited.day else {}
        found |= {"unit": cited.unit} if cited.unit else {}
    return found


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.label)
def test_a_page_shows_what_the_table_says(case: Case) -> None:
    assert shown(trace_page(page_of(case.given))) == case.expect


def test_the_issuing_body_stands_above_the_number() -> None:
    page = page_of("UBND HUYỆN MÂY TRẮNG\nUBND XÃ HỒNG LẪM\nSố: 68/BC-UBND\nBÁO CÁO\nQuý III")

    assert trace_page(page).issuer == "ubnd huyen may trang ubnd xa hong lam"


def test_a_page_that_was_taken_for_blank_is_blank_whatever_stands_on_it() -> None:
    assert trace_page(page_of("BÁO CÁO kết quả", PageKind.BLANK)) == PageTrace(blank=True)


def test_a_page_whose_rows_are_those_of_a_table_is_tabular() -> None:
    page = page_of("Nội dung\nTổng số hồ sơ\nĐúng hạn")
    cell = Cell(0, 0, "376")

    assert not trace_page(page).tabular
    assert trace_page(replace(page, tables=(Table(1, 1, (cell,)),))).tabular


@given(st.text(max_size=400))
@settings(max_examples=40)
def test_any_page_has_a_trace(text: str) -> None:
    trace = trace_page(page_of(text))

    assert not trace.blank or shown(trace).keys() <= {"blank", "printed"}


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("UBND XÃ TÂN HÒA\nV/v góp ý dự thảo\nKính gửi: Sở Nội vụ", True),
        ("UBND XÃ TÂN HÒA\nVề việc góp ý dự thảo\nKính gửi:\n- Sở Nội vụ;", True),
        ("UBND XÃ TÂN HÒA\nBÁO CÁO\nVề việc thu hồi đất", False),
    ],
)
def test_a_letter_prints_its_subject_and_whom_it_is_for(text: str, letter: bool) -> None:
    assert trace_page(page_of(text)).letter == letter
