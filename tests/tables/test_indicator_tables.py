"""Tables of indicators in reports whose form has no rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Document, Line, Page, PageKind, Table
from pipeline.prose import read_prose
from pipeline.tables.appendix import split_report
from pipeline.vietnamese.period_parts import parse_period

_FORM = load_form(Path(__file__).parents[2] / "patterns/kt-xh-xa.toml", examples=False)
_PERIOD = parse_period("2024")


def _document(rows: Sequence[Sequence[str]], above: str = "Kinh tế ổn định.") -> Document:
    """Print a ruled table on a digital page, under a sentence."""
    cells, lines = [], [Line(above, box=Box(40, 20, 400, 32))]
    for row, texts in enumerate(rows):
        top = 100 + 20 * row
        for column, text in enumerate(texts):
            box = Box(40 + 90 * column, top, 130 + 90 * column, top + 20)
            cells.append(Cell(row, column, text, box))
        lines.append(Line(" ".join(texts), box=Box(40, top + 4, 400, top + 16)))
    height = 100 + 20 * len(rows)
    table = Table(len(rows), len(rows[0]), tuple(cells), Box(40, 100, 500, height))
    return Document((Page(1, PageKind.DIGITAL, tuple(lines), (table,), 595, 842),))


def _values(document: Document) -> dict[str, str]:
    prose = split_report(document, _FORM).prose
    readings = read_prose(prose, _FORM, _PERIOD)
    return {one.indicator: str(one.value) for one in readings if not one.period}


def _table(*headings: str) -> list[list[str]]:
    figures = ("410", "395", "388")[: len(headings)]
    return [["TT", "Chỉ tiêu", "ĐVT", *headings], ["1", "Số hộ nghèo", "hộ", *figures]]


@pytest.mark.parametrize(
    ("headings", "value"),
    [
        (("Kế hoạch năm 2024", "Thực hiện năm 2024"), "395"),
        (("Thực hiện năm 2023", "Kế hoạch năm 2024", "Ước thực hiện năm 2024"), "388"),
        (("Kế hoạch", "Kết quả", "So với kế hoạch (%)"), "395"),
        (("Thực hiện năm 2023", "Kế hoạch năm 2024"), None),
        (("Kế hoạch", "Thực hiện tháng 9", "Lũy kế 9 tháng"), None),
        (("Thực hiện quý III", "Thực hiện 9 tháng", "Ước thực hiện"), None),
        (("Kế hoạch năm 2024", "Mục tiêu 2025"), None),
    ],
)
def test_the_column_of_results_is_taken_or_none(headings: tuple[str, ...], value: str) -> None:
    assert _values(_document(_table(*headings))).get("poor_households") == value


def test_lines_of_a_table_without_rules_are_no_sentences() -> None:
    lines = ("Tổng đàn lợn đạt 1.300 con.", "1 Tổng đàn bò con 410 395", "2 Số hộ nghèo hộ 50")

    document = Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),))

    assert _values(document) == {"pigs": "1300"}
