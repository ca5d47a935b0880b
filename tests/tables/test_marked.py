"""Cells that print something beside their figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.page import Cell, CellReading, PageKind
from pipeline.model.reading import Support
from pipeline.tables.figures.figure import read_figure
from pipeline.tables.figures.marked import find_marked


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(3.480)", "-3480"),
        ("(6,4)", "-6.4"),
        ("7.150(2)", "7150"),
        ("940(*)", "940"),
        ("28, 31", "28.31"),
        ("77,4/100", "77.4"),
        ("dưới 5", "5"),
    ],
)
def test_the_likely_value_is_given_and_doubtful(text: str, value: str) -> None:
    read = read_figure(Cell(0, 0, text, ink=True), PageKind.DIGITAL)

    assert read is not None
    assert (str(read.figure.value), read.figure.support) == (value, Support.WEAK)
    assert text in read.figure.reason


def test_a_plus_leaves_no_doubt() -> None:
    read = read_figure(Cell(0, 0, "+3,9", ink=True), PageKind.DIGITAL)

    assert read is not None
    assert (str(read.figure.value), read.figure.support) == ("3.9", Support.SINGLE)


def test_readers_that_see_two_things_give_no_likely_value() -> None:
    readings = (CellReading("pp-ocr", "(3.480)"), CellReading("eng", "(3.430)"))
    read = read_figure(Cell(0, 0, "(3.480)", ink=True, readings=readings), PageKind.SCAN)

    assert read is not None
    assert read.figure.value is None


@pytest.mark.parametrize(
    "text", ["(4)", "09/2023", "3/2019", "25/12", "Khu 5", "Luật số 8", "-", ""]
)
def test_numbers_of_rows_months_and_words_are_no_figures(text: str) -> None:
    assert find_marked(text) is None


@given(st.text(max_size=12))
def test_any_text_is_marked_or_not(text: str) -> None:
    marked = find_marked(text)

    assert marked is None or any(sign.isdigit() for sign in text)
