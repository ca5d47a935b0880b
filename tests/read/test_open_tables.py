"""Tables without a grid on scans, from pixels to words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.model.errors import EngineError
from pipeline.model.page import Line, Word
from pipeline.read.picture import Picture
from pipeline.read.scan import ScanReading, read_scans
from pipeline.read.upright import clean_page
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import same_figures
from tests.read.ruled import DPI, as_pixels, draw_prose, wear
from tests.read.unruled import HEADING, ROWS, draw_letter, draw_open_table

pytestmark = pytest.mark.ocr


def read(page: Image.Image, scratch: Path, *, worn: bool = False) -> ScanReading:
    pixels = wear(page) if worn else as_pixels(page)
    (found,) = read_scans([clean_page(Picture(pixels, DPI))], scratch, 60.0)
    if isinstance(found, EngineError):
        raise found
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> ScanReading:
    """The table as printed."""
    return read(draw_open_table(), tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def worn(tmp_path_factory: pytest.TempPathFactory) -> ScanReading:
    """The same, turned, blurred and soiled."""
    return read(draw_open_table(), tmp_path_factory.mktemp("worn"), worn=True)


def figures_of(line: Line) -> tuple[Word, ...]:
    return tuple(word for word in line.words if word.second is not None)


def rows_of(found: ScanReading) -> list[Line]:
    return [line for line in found.lines if len(figures_of(line)) == len(HEADING)]


@pytest.mark.parametrize("paper", ["plain", "worn"])
def test_every_figure_is_read_by_two_readers(paper: str, request: pytest.FixtureRequest) -> None:
    rows = rows_of(request.getfixturevalue(paper))

    assert [tuple(w.text for w in figures_of(row)) for row in rows] == [row[3] for row in ROWS]
    assert all(
        same_figures(word.text, word.second.text)
        for row in rows
        for word in figures_of(row)
        if word.second
    )


def test_a_name_stands_on_the_line_of_its_figures_even_when_these_are_lower(tmp_path: Path) -> None:
    found = read(draw_open_table(drop=0.05), tmp_path)

    names = [line.text.split(" " + figures_of(line)[0].text)[0] for line in rows_of(found)]
    assert list(map(fold, names)) == [fold(name) for _, name, _, _ in ROWS]


@pytest.mark.parametrize("paper", ["plain", "worn"])
def test_bold_names_are_told_from_plain_ones(paper: str, request: pytest.FixtureRequest) -> None:
    rows = rows_of(request.getfixturevalue(paper))

    assert [row.words[0].bold for row in rows] == [bold for _, _, bold, _ in ROWS]


def test_the_rules_of_the_heading_are_handed_on(plain: ScanReading) -> None:
    rules = plain.rules

    assert [rule.top / 72 for rule in rules] == pytest.approx([1.9, 2.25], abs=0.02)
    assert all(abs(rule.width / 72 - 6.1) < 0.1 for rule in rules)


def test_the_caption_and_the_heading_are_still_there(plain: ScanReading) -> None:
    text = "\n".join(line.text for line in plain.lines)

    assert "3. Giá trị sản xuất công nghiệp của tỉnh Khe Lim" in text
    assert "Năm 2021 Năm 2022 Tỷ lệ (%)" in text
    assert text.index("Đơn vị: Tỷ đồng") < text.index("Năm 2021") < text.index("Tổng số")


@pytest.mark.parametrize("page", [draw_letter(), draw_prose()])
def test_pages_of_prose_are_no_tables(tmp_path: Path, page: Image.Image) -> None:
    found = read(page, tmp_path)

    assert found.rules == ()
    assert all(word.size == 0.0 for line in found.lines for word in line.words)
