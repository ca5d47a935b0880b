"""Where documents end and begin, by the table of boxes in cases/divisions.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identify.division import divide, divide_images, keep_whole
from pipeline.identify.trace import PageTrace
from tests.identify.box_pages import PAGES, spell, traces

CASES = Path(__file__).parent.parent / "cases" / "divisions.toml"
ANY_BOX = st.text(alphabet=sorted(PAGES), min_size=1, max_size=14)
_WITHOUT_NAMES = sorted(PAGES.keys() - set("rsxuHPQ"))  # that name no other document


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    label: str
    given: str
    expect: str
    doubted: tuple[int, ...] = ()
    note: str = ""


def all_cases() -> list[Case]:
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(CASES.read_text(encoding="utf-8"))
    rows = [row for rows in table.values() for row in rows]
    return [Case(**row | {"doubted": tuple(row.get("doubted", ()))}) for row in rows]


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.label)
def test_a_box_is_divided_as_the_table_says(case: Case) -> None:
    division = divide(traces(case.given))

    doubted = tuple(at for at, part in enumerate(division.parts, start=1) if part.doubt)
    assert (spell(division, case.given), doubted) == (case.expect, case.doubted)


@given(ANY_BOX)
def test_every_page_is_in_exactly_one_document(letters: str) -> None:
    for way in (divide, divide_images, keep_whole):
        pages = [page for part in way(traces(letters)).parts for page in part.pages]

        assert sorted(pages) == list(range(len(letters)))


@given(ANY_BOX)
def test_documents_stand_in_the_order_of_their_first_pages(letters: str) -> None:
    firsts = [min(part.pages) for part in divide(traces(letters)).parts]

    assert firsts == sorted(firsts)


@given(st.text(alphabet=_WITHOUT_NAMES, min_size=1, max_size=14))
def test_pages_that_name_no_other_document_stay_in_their_order(letters: str) -> None:
    pages = [page for part in divide(traces(letters)).parts for page in part.pages]

    assert pages == list(range(len(letters)))


@given(st.text(alphabet="te_b", max_size=5), st.text(alphabet="te_b", max_size=5))
def test_a_whole_letterhead_always_begins_a_document(one: str, other: str) -> None:
    letters = f"R{one}S{other}"

    division = divide(traces(letters))

    assert spell(division, letters) == f"R{one}|S{other}"
    assert not any(part.doubt for part in division.parts)


@pytest.mark.parametrize(
    ("letters", "kinds"),
    [
        ("RteDteL", ["báo cáo", "quyết định", "công văn"]),
        ("__Rte", ["báo cáo"]),
        ("DtePte", ["quyết định"]),
        ("Abb", ["phụ lục"]),
        ("xbb", ["phụ lục"]),
        ("tte", [""]),
        ("NteRt", ["báo cáo", "báo cáo"]),
    ],
)
def test_a_document_is_of_the_kind_that_its_first_page_says(letters: str, kinds: list[str]) -> None:
    assert [part.kind for part in divide(traces(letters)).parts] == kinds


def test_a_doubt_names_the_page_and_what_speaks_for_it() -> None:
    before, behind = divide(traces("RteMte")).parts

    assert before.doubt == behind.doubt
    assert "trang 4: quốc hiệu, trang trước có nơi nhận, chữ ký" in before.doubt
    assert "73 %" in before.doubt


def test_who_says_that_a_file_is_one_report_settles_a_question() -> None:
    (part,) = keep_whole(traces("RteMte")).parts

    assert (part.pages, part.kind, part.doubt) == (tuple(range(6)), "báo cáo", "")


def test_who_says_so_of_two_whole_letterheads_is_doubted() -> None:
    (part,) = keep_whole(traces("RteSte")).parts

    assert part.pages == tuple(range(6))
    assert "--no-split" in part.doubt


# Folders of images ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letters", "expect"),
    [
        ("Rtebb", "Rtebb"),
        ("RteSteb", "Rte|Steb"),
        ("123", "123"),
        ("ttt", "t|t|t"),
        ("tbtb", "t|b|t|b"),
        ("RST", "R|S|T"),
        ("Abb", "Abb"),
        ("1t3t", "1t3t"),
        ("1313", "1|3|1|3"),
    ],
)
def test_images_are_pages_where_one_begins_a_document_or_they_are_numbered(
    letters: str, expect: str
) -> None:
    assert spell(divide_images(traces(letters)), letters) == expect


def test_an_image_that_is_missing_is_told() -> None:
    pages = [PAGES["R"], *(PageTrace(printed=number) for number in (2, 4, 5))]

    (part,) = divide_images(pages).parts

    assert part.note == "Theo số trang in trên giấy: thiếu trang 3."
    assert part.doubt == ""
