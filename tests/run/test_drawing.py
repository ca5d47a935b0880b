"""What `solieu read --draw` makes: names, and pages with what was read of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from pipeline.model.errors import SettingError
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Line, Page, PageKind, Table, Word
from pipeline.run.tell.drawing import draw_pages, mark_page, name_pictures
from pipeline.write.overlay import Look
from tests.read import drawn

_BOX = Box(100, 100, 200, 130)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A digital page with a table."""
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_table(canvas)
    canvas.save()
    return tmp_path / "a.pdf"


def _looks(*cells: Cell, lines: tuple[Line, ...] = ()) -> list[tuple[Look, str]]:
    tables = (Table(1, len(cells), cells, _BOX),) if cells else ()
    return [(mark.look, mark.text) for mark in mark_page(Page(1, PageKind.SCAN, lines, tables))]


def _pixel(picture: Image.Image, x: float, y: float, dpi: float) -> object:
    """Give the colour at a place in points."""
    return picture.getpixel((round(x * dpi / 72), round(y * dpi / 72)))


def test_one_page_gets_the_name_itself(report: Path, tmp_path: Path) -> None:
    assert name_pictures(report, tmp_path / "x.PNG", [7]) == {7: tmp_path / "x.PNG"}


def test_several_pages_are_numbered_so_that_their_names_sort(report: Path, tmp_path: Path) -> None:
    names = name_pictures(report, tmp_path / "x.y.png", range(1, 13))

    assert [names[1].name, names[12].name] == ["x.y-01.png", "x.y-12.png"]
    assert sorted(names.values()) == list(names.values())


@pytest.mark.parametrize(
    ("png", "word"), [("nowhere/x.png", "nowhere"), ("x.jpg", ".png"), ("x", ".png")]
)
def test_a_name_that_cannot_be_is_refused_in_both_languages(
    report: Path, tmp_path: Path, png: str, word: str
) -> None:
    with pytest.raises(SettingError) as caught:
        name_pictures(report, tmp_path / png, [1])

    assert word in caught.value.vietnamese
    assert word in caught.value.english


def test_a_text_dump_has_nothing_to_draw_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("376 hồ sơ", encoding="utf-8")

    with pytest.raises(SettingError) as caught:
        name_pictures(tmp_path / "a.txt", tmp_path / "a.png", [1])

    assert "--draw" in caught.value.vietnamese


def test_the_report_is_not_drawn_over_under_another_name_either(tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    Image.new("L", (1654, 2339), 250).save(scan)
    os.link(scan, tmp_path / "link.png")

    for name in ("scan.png", "link.png"):
        with pytest.raises(SettingError):
            name_pictures(scan, tmp_path / name, [1])


def test_cells_are_marked_by_ink_and_by_how_their_readers_agree() -> None:
    same = (CellReading("pp-ocr", "17.465", 0.99), CellReading("eng", "17.465.", 0.9))
    unlike = (CellReading("pp-ocr", "22", 0.9), CellReading("eng", ""))
    code = (CellReading("pp-ocr", "5.2", 0.98),)

    assert _looks(Cell(0, 0, "", _BOX, ink=False)) == [
        *((Look.TABLE, ""), (Look.EMPTY, ""), (Look.CELL, ""))
    ]
    assert _looks(Cell(0, 0, "17.465", _BOX, readings=same))[-1] == (Look.AGREE, "17.465")
    assert _looks(Cell(0, 0, "22", _BOX, readings=unlike))[-1] == (
        Look.DIFFER,
        "PP-OCR: 22\neng: (trống)",
    )
    assert _looks(Cell(0, 0, "5.2", _BOX, readings=code))[-1] == (Look.CLEAR, "5.2")


def test_words_are_marked_by_score_and_figures_by_their_second_reading() -> None:
    words = (
        *(Word("a", _BOX, 0.95), Word("b", _BOX, 0.7), Word("c", _BOX, 0.3), Word("d", _BOX)),
        Word("(04/10),", _BOX, 0.9, second=CellReading("pp-ocr", "4/10")),
        Word("95", _BOX, 0.9, second=CellReading("pp-ocr", "05")),
        Word("without a place"),
    )

    assert _looks(lines=(Line("", words),)) == [
        *((Look.CLEAR, ""), (Look.UNCLEAR, ""), (Look.POOR, ""), (Look.PRINTED, "")),
        *((Look.AGREE, ""), (Look.DIFFER, "vie: 95\nPP-OCR: 05")),
    ]


def test_a_word_that_stands_for_a_whole_cell_is_marked_once() -> None:
    both = (CellReading("pp-ocr", "22"), CellReading("eng", "22"))
    cell = Cell(0, 0, "22", _BOX, readings=both)

    looks = [look for look, _ in _looks(cell, lines=(Line("22", (Word("22", _BOX),)),))]

    assert looks == [Look.TABLE, Look.CELL, Look.AGREE]


def test_a_digital_page_is_painted_with_its_cells(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.png"

    (page,) = draw_pages(report, {1: target})

    picture = Image.open(target)
    cells = {(cell.row, cell.column): cell.box for cell in page.tables[0].cells}
    empty, full = cells[3, 3], cells[1, 1]
    assert picture.width == round(drawn.A4[0] * 150 / 72)
    assert empty is not None
    assert full is not None
    assert _pixel(picture, *empty.center, 150) == Look.EMPTY.value.colour
    assert _pixel(picture, full.right - 20, full.center[1], 150) == (255, 255, 255)
    assert _pixel(picture, full.right - 20, full.top + 0.7, 150) == Look.CELL.value.colour


@pytest.mark.ocr
def test_a_scan_put_in_askew_is_painted_with_its_readings(report: Path, tmp_path: Path) -> None:
    paper = Image.fromarray(drawn.paint(report, 200))
    paper.rotate(2, Image.Resampling.BICUBIC, fillcolor=255).save(
        tmp_path / "b.png", dpi=(200, 200)
    )

    (page,) = draw_pages(tmp_path / "b.png", {1: tmp_path / "x.png"})

    picture = Image.open(tmp_path / "x.png")
    cells = {(cell.row, cell.column): cell for cell in page.tables[0].cells}
    figure, empty = cells[1, 3].box, cells[3, 3].box
    assert figure is not None
    assert empty is not None
    assert cells[1, 3].text == "376"
    assert _pixel(picture, figure.center[0], figure.top + 1.8, 200) == Look.AGREE.value.colour
    assert _pixel(picture, *empty.center, 200) == Look.EMPTY.value.colour
