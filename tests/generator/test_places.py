"""Where the rows of an invented report stand."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from pipeline.model.geometry import Box
from tests.generator.compose import make_report
from tests.generator.draw import draw_pdf, draw_report
from tests.generator.places import DrawnRow, name_rows
from tests.generator.style import choose_style

ANYWHERE = Box(0, 0, 1, 1)


def test_the_code_of_each_row_is_printed_where_the_row_is_said_to_stand() -> None:
    report = make_report(21)

    pdf, places = draw_report(report, choose_style(21, split_rows=False, final_dot=False))

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for place in places:
            box = place.box
            row = document.pages[place.page - 1].crop((box.left, box.top, box.right, box.bottom))
            assert report.rows[place.row].code in row.extract_text().split()
    assert [place.row for place in places] == list(range(len(report.rows)))


def test_noting_the_places_changes_nothing_in_the_file() -> None:
    report, style = make_report(4), choose_style(4)

    pdf, _ = draw_report(report, style)

    assert pdf == draw_pdf(report, style)


@pytest.mark.parametrize("seed", [1, 2])
def test_rows_that_a_page_breaks_have_a_place_for_each_part(seed: int) -> None:
    report = make_report(seed)

    _, places = draw_report(report, choose_style(seed, split_rows=True, repeated_header=False))

    rows = [place.row for place in places]
    pages = {(place.row, place.page) for place in places}
    assert sorted(set(rows)) == list(range(len(report.rows)))
    assert rows == sorted(rows)
    assert len(pages) > len(report.rows)


def test_a_table_that_is_not_the_reports_own_is_refused() -> None:
    report = make_report(21)
    drawn = [DrawnRow(row.code, 1, ANYWHERE) for row in report.rows]

    with pytest.raises(ValueError, match="127 rows"):
        name_rows(drawn[:-1], report)
    with pytest.raises(ValueError, match="drawn as row 0"):
        name_rows(drawn[1:], report)
