from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.model.errors import EngineError, SourceError
from pipeline.model.page import Page, PageKind
from pipeline.read.digital.pdf import Layer, read_layer
from pipeline.read.page import read_page, read_pages, see_page
from pipeline.read.picture import Picture
from pipeline.read.scan import ScanReading, read_scans
from pipeline.read.scanned_tables import ScannedTables, read_tables
from pipeline.read.source import count_pages
from pipeline.read.upright import CleanPage, clean_page, find_skew
from tests.read import drawn

REAL = Path(__file__).parents[3] / "shared" / "real-pdfs"
_JUNK = "Trong ky bao cdo, Uy ban nhan dan xa Pai Khué da tiép nhan 876 hé so, " * 5


def read(path: Path, number: int = 1) -> Page:
    return read_page(path, number, scratch=path.parent)


def write_scan(path: Path, *, layer: str = "", turns: int = 0) -> Path:
    """Write a PDF of one scanned page, with a hidden text layer if there is text for it."""
    upright = drawn.paint(drawn.write_prose(path.with_name("origin.pdf")), 200)
    scan = path.with_name("scan.png")
    Image.fromarray(np.rot90(upright, turns)).save(scan)
    size = drawn.A4 if turns % 2 == 0 else drawn.A4[::-1]
    canvas = drawn.start_page(path, size)
    canvas.drawImage(str(scan), 0, 0, *size)
    if layer:
        text = canvas.beginText(80, 780)
        text.setFont(drawn.FONT, 10)
        text.setTextRenderMode(3)
        text.textLines(layer.split(","))
        canvas.drawText(text)
    canvas.save()
    return path


def test_a_digital_page_needs_no_engine(tmp_path: Path) -> None:
    path = drawn.write_prose(tmp_path / "a.pdf", pages=2)

    page = read(path, 2)

    assert (page.number, page.kind, page.width, page.height) == (2, PageKind.DIGITAL, 595, 842)
    assert [line.text for line in page.lines] == [*drawn.PROSE, "", *drawn.PROSE]
    assert all(word.box and word.confidence is None for word in page.lines[0].words)


@pytest.mark.ocr
def test_a_scan_is_read_from_its_image(tmp_path: Path) -> None:
    page = read(write_scan(tmp_path / "a.pdf"))

    assert page.kind is PageKind.SCAN
    assert page.lines[0].text == drawn.PROSE[0]
    assert "" in [line.text for line in page.lines]
    assert (round(page.width), round(page.height)) == drawn.A4


@pytest.mark.ocr
def test_a_junk_layer_is_replaced_by_a_new_reading(tmp_path: Path) -> None:
    page = read(write_scan(tmp_path / "a.pdf", layer=_JUNK))

    assert page.kind is PageKind.JUNK_LAYER
    assert "376" in page.lines[0].text
    assert "876" not in " ".join(line.text for line in page.lines)
    assert any("đọc lại" in note for note in page.notes)


@pytest.mark.ocr
@pytest.mark.slow
def test_a_scan_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    page = read(write_scan(tmp_path / "a.pdf", turns=1))

    assert page.lines[0].text == drawn.PROSE[0]
    assert page.width < page.height
    assert any("xoay" in note for note in page.notes)


@pytest.mark.ocr
def test_a_scanned_table_has_cells_and_row_lines(tmp_path: Path) -> None:
    canvas = drawn.start_page(tmp_path / "origin.pdf")
    drawn.draw_table(canvas)
    canvas.save()
    Image.fromarray(drawn.paint(tmp_path / "origin.pdf", 200)).save(
        tmp_path / "a.png", dpi=(200, 200)
    )

    page = read(tmp_path / "a.png")

    (table,) = page.tables
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    assert cells[1, 1].text == "Số hồ sơ đã tiếp nhận"
    assert cells[1, 3].text == "376"
    assert not cells[3, 3].ink
    assert any("tiếp nhận" in line.text and "376" in line.text for line in page.lines)


def test_an_empty_sheet_is_blank_and_costs_no_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("L", (1654, 2339), 250).save(tmp_path / "a.png")
    monkeypatch.setenv("PATH", "")

    assert read(tmp_path / "a.png").kind is PageKind.BLANK


def test_a_digital_page_is_painted_for_those_who_want_to_see_it(tmp_path: Path) -> None:
    path = drawn.write_prose(tmp_path / "a.pdf", pages=2)

    page, picture = see_page(path, 2, scratch=tmp_path)

    assert page == read(path, 2)
    height, width = (pixels * 72 / picture.dpi for pixels in picture.gray.shape)
    assert (round(width), round(height)) == (page.width, page.height)
    first = page.lines[0].box
    assert first is not None
    rows = slice(round(first.top * picture.dpi / 72), round(first.bottom * picture.dpi / 72))
    assert picture.gray[rows].min() < 128


def test_the_picture_of_a_scan_is_kept_only_for_those_who_ask(tmp_path: Path) -> None:
    sheet = clean_page(Picture(np.full((2339, 1654), 250, np.uint8), 200.0))

    (run,) = read_scans([sheet], tmp_path, 60)
    (shown,) = read_scans([sheet], tmp_path, 60, keep=True)

    assert isinstance(run, ScanReading)
    assert isinstance(shown, ScanReading)
    assert run.picture is None
    assert shown.picture is not None
    assert shown.picture.gray.shape == sheet.picture.gray.shape


@pytest.mark.ocr
@pytest.mark.slow
def test_the_picture_of_a_scan_is_upright_and_level_like_its_boxes(tmp_path: Path) -> None:
    upright = Image.fromarray(drawn.paint(drawn.write_prose(tmp_path / "a.pdf"), 200))
    askew = upright.rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255)
    askew.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "a.png", dpi=(200, 200))

    page, picture = see_page(tmp_path / "a.png", 1, scratch=tmp_path)

    assert page == read(tmp_path / "a.png")
    assert any("xoay" in note for note in page.notes)
    assert picture.gray.shape == (upright.height, upright.width)
    assert abs(find_skew(picture.gray, picture.dpi)) < 0.1


def test_a_page_of_a_dump_keeps_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\f\n  hai  376\n", encoding="utf-8")

    page = read(path, 2)

    assert (page.number, page.kind) == (2, PageKind.TEXT)
    assert [line.text for line in page.lines] == ["", "  hai  376"]


def test_a_picture_in_a_digital_page_is_pointed_at(tmp_path: Path) -> None:
    Image.new("L", (300, 300), 200).save(tmp_path / "photo.png")
    canvas = drawn.start_page(tmp_path / "a.pdf")
    drawn.draw_prose(canvas)
    canvas.drawImage(str(tmp_path / "photo.png"), 80, 200, 350, 350)
    canvas.save()

    page = read(tmp_path / "a.pdf")

    assert page.kind is PageKind.DIGITAL
    assert any("hình lớn" in note for note in page.notes)


def test_there_is_no_page_beyond_the_last(tmp_path: Path) -> None:
    path = drawn.write_prose(tmp_path / "a.pdf")

    with pytest.raises(SourceError) as caught:
        read(path, 2)

    assert "không có trang 2" in caught.value.vietnamese


def test_inputs_are_never_written_to(tmp_path: Path) -> None:
    path = drawn.write_prose(tmp_path / "a.pdf")
    before = path.read_bytes(), path.stat().st_mtime_ns

    read(path)

    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not beside the project")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("haugiang-bc-gia-tet-2024.pdf", PageKind.DIGITAL),
        ("vinhlong-nq213-giadat-phuluc1.pdf", PageKind.DIGITAL),
    ],
)
def test_every_page_of_real_digital_files_is_digital(name: str, kind: PageKind) -> None:
    path = REAL / name

    pages = [read_page(path, n, scratch=Path()) for n in range(1, count_pages(path) + 1)]

    assert {page.kind for page in pages} == {kind}
    assert all(page.lines for page in pages)


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    """A TIFF with prose, an empty sheet, a table, and prose."""
    canvas = drawn.start_page(tmp_path / "table.pdf")
    drawn.draw_table(canvas)
    canvas.save()
    prose = Image.fromarray(drawn.paint(drawn.write_prose(tmp_path / "prose.pdf"), 200))
    table = Image.fromarray(drawn.paint(tmp_path / "table.pdf", 200))
    path = tmp_path / "a.tif"
    others = [Image.new("L", prose.size, 250), table, prose]
    prose.save(path, save_all=True, append_images=others, dpi=(200, 200))
    return path


@pytest.mark.ocr
def test_pages_read_together_are_as_if_read_alone(frames: Path) -> None:
    together = read_pages(frames, [4, 1, 2, 3], scratch=frames.parent)

    assert together == tuple(read(frames, number) for number in (4, 1, 2, 3))
    assert [page.kind for page in together if isinstance(page, Page)] == [
        *(PageKind.SCAN, PageKind.SCAN, PageKind.BLANK, PageKind.SCAN)
    ]


@pytest.mark.ocr
def test_an_engine_that_fails_on_one_page_costs_this_page(
    frames: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = EngineError("Quá giờ.", "Too late.")

    def fail_on_tables(pages: Sequence[CleanPage], *rest: Any) -> tuple[ScannedTables, ...]:
        found = read_tables(pages, *rest)
        if any(one.tables for one in found):
            raise failure
        return found

    monkeypatch.setattr("pipeline.read.scan.read_tables", fail_on_tables)

    pages = read_pages(frames, [1, 3, 4], scratch=frames.parent)

    assert [isinstance(page, Page) for page in pages] == [True, False, True]
    assert pages[1] is failure


def test_a_damaged_page_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drawn.write_prose(tmp_path / "a.pdf", pages=3)
    layers = iter([None, pdfium.PdfiumError("damaged"), None])

    def fail_on_second(page: Any) -> Layer:
        if error := next(layers):
            raise error
        return read_layer(page)

    monkeypatch.setattr("pipeline.read.drawn_page.read_layer", fail_on_second)

    first, second, third = read_pages(path, [1, 2, 3], scratch=tmp_path)

    assert isinstance(first, Page)
    assert isinstance(second, SourceError)
    assert isinstance(third, Page)
