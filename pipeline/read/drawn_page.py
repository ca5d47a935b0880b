"""Pages that are drawn, not typed into a text file: of PDFs and of image files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from pipeline.model.errors import EngineError, SolieuError, SourceError
from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line, Page, PageKind, Table
from pipeline.read.cells import fill_tables
from pipeline.read.characters import clean_text
from pipeline.read.digital.pdf import Drawing, Layer, open_page, open_pdf, read_drawing, read_layer
from pipeline.read.digital.printed_tables import find_rules_and_tables, mark_ink
from pipeline.read.digital.printed_words import read_printed_words
from pipeline.read.integrity.pdf import PdfCheck, check_pdf
from pipeline.read.kinds import Evidence, decide_kind
from pipeline.read.picture import Picture, read_frame, read_pdf_picture, render_page
from pipeline.read.scan import ScanReading, read_scans, turns_of
from pipeline.read.upright import CleanPage, clean_page

# Share of a digital page from which on a picture may hold figures that its text does not.
_PICTURE_SHARE = 0.15
# Points: A2 to A6, B4 and B5 of ISO and of Japan, letter, legal, tabloid, F4.
_SHEETS = (
    *((1191, 1684), (842, 1191), (595, 842), (420, 595), (298, 420), (709, 1001), (499, 709)),
    *((729, 1032), (516, 729), (612, 792), (612, 1008), (792, 1224), (595, 935), (612, 936)),
)
_SHEET_TOLERANCE = 4.0  # points
_SHOWN_DPI = 150.0  # of digital pages; type of 8 pt is crisp


@dataclass(frozen=True, slots=True)
class _Scan:
    """A page that is to be read from its pixels."""

    number: int  # from 1
    kind: PageKind
    page: CleanPage
    notes: tuple[str, ...] = ()


def read_image_pages(
    path: Path, numbers: Sequence[int], scratch: Path, timeout: float
) -> tuple[Page | SolieuError, ...]:
    """Read frames of an image file; arguments as in `page.read_pages`."""
    return _read_scans([_open_frame(path, number) for number in numbers], scratch, timeout)


def _open_frame(path: Path, number: int) -> _Scan | SolieuError:
    try:
        return _Scan(number, PageKind.SCAN, clean_page(read_frame(path, number)))
    except SourceError as error:
        return error


def read_pdf_pages(
    path: Path, numbers: Sequence[int], scratch: Path, timeout: float
) -> tuple[Page | SolieuError, ...]:
    """Read pages of a PDF by the kind each is; arguments as in `page.read_pages`."""
    check = check_pdf(path)
    with open_pdf(path) as document:
        pages = [_open_pdf_page(document, number, path.name) for number in numbers]
        count = len(document)
    read = _read_scans(pages, scratch, timeout)
    return tuple(_mark_damage(page, check, count) if check else page for page in read)


def _mark_damage(page: Page | SolieuError, check: PdfCheck, count: int) -> Page | SolieuError:
    if isinstance(page, SolieuError):
        return page
    unseen = page.kind is PageKind.BLANK and check.shows_text(page.number)
    damaged = page.damaged or unseen or check.is_damaged(page.number, count)
    return replace(page, damaged=damaged)


def see_image_page(path: Path, number: int, scratch: Path, timeout: float) -> tuple[Page, Picture]:
    """Read one frame of an image file; arguments and result as in `page.see_page`."""
    return _see_scan(
        _Scan(number, PageKind.SCAN, clean_page(read_frame(path, number))), scratch, timeout
    )


def see_pdf_page(path: Path, number: int, scratch: Path, timeout: float) -> tuple[Page, Picture]:
    """Read one page of a PDF; arguments and result as in `page.see_page`."""
    with open_pdf(path) as document, open_page(document, number, path.name) as page:
        taken = _take_pdf_page(page, number)
        if isinstance(taken, Page):
            return taken, render_page(page, _SHOWN_DPI)
    return _see_scan(taken, scratch, timeout)


def show_image_page(path: Path, page: Page) -> Picture:
    """Give the picture of a frame; arguments and result as in `page.show_page`."""
    return _show_scan(read_frame(path, page.number), page)


def show_pdf_page(path: Path, page: Page) -> Picture:
    """Give the picture of a page of a PDF; arguments and result as in `page.show_page`."""
    with open_pdf(path) as document, open_page(document, page.number, path.name) as opened:
        if page.kind in (PageKind.DIGITAL, PageKind.BLANK):
            return render_page(opened, _SHOWN_DPI)
        seen = read_pdf_picture(opened, read_drawing(opened))
    return _show_scan(seen, page)


def _show_scan(seen: Picture, page: Page) -> Picture:
    return clean_page(seen).turned(turns_of(page.notes)).level().picture


def _see_scan(scan: _Scan, scratch: Path, timeout: float) -> tuple[Page, Picture]:
    (found,) = read_scans([scan.page], scratch, timeout, keep=True)
    if isinstance(found, EngineError):
        raise found
    return _page_of(scan, found), cast(Picture, found.picture)  # kept, as was asked for


def _open_pdf_page(document: Any, number: int, name: str) -> Page | _Scan | SolieuError:
    try:
        with open_page(document, number, name) as page:
            return _take_pdf_page(page, number)
    except SourceError as error:
        return error


def _take_pdf_page(page: Any, number: int) -> Page | _Scan:
    """Read a page that is printed; of others take the picture."""
    drawing, layer = read_drawing(page), read_layer(page)
    width, height = page.get_size()
    cover = _covered_share(drawing, width, height)
    kind = _decide(drawing, layer, cover)
    if kind in (PageKind.DIGITAL, PageKind.BLANK):
        tables, lines, rules = _read_printed(page, drawing, layer)
        notes = _note_pictures(cover)
        cut = layer.outside and not _is_sheet(width, height)
        return Page(number, kind, lines, tables, width, height, notes, rules=rules, damaged=cut)
    cleaned = clean_page(read_pdf_picture(page, drawing))
    return _Scan(number, kind, cleaned, _note_layer(kind, cover))


def _read_scans(
    pages: Sequence[Page | _Scan | SolieuError], scratch: Path, timeout: float
) -> tuple[Page | SolieuError, ...]:
    """Read what is still pixels; the rest stays as it is."""
    scans = [page.page for page in pages if isinstance(page, _Scan)]
    readings = iter(read_scans(scans, scratch, timeout))
    return tuple(
        _finish(page, next(readings)) if isinstance(page, _Scan) else page for page in pages
    )


def _finish(scan: _Scan, found: ScanReading | EngineError) -> Page | SolieuError:
    return found if isinstance(found, EngineError) else _page_of(scan, found)


def _page_of(scan: _Scan, found: ScanReading) -> Page:
    return Page(
        scan.number,
        PageKind.BLANK if found.empty else scan.kind,
        found.lines,
        found.tables,
        found.width,
        found.height,
        found.notes + scan.notes,
        rules=found.rules,
    )


def _covered_share(drawing: Drawing, width: float, height: float) -> float:
    area = sum(image.box.width * image.box.height for image in drawing.images)
    return min(1.0, area / (width * height))


def _decide(drawing: Drawing, layer: Layer, cover: float) -> PageKind:
    return decide_kind(
        Evidence(
            clean_text(layer.text),
            cover,
            len(drawing.images),
            drawing.paths,
            drawing.visible_texts,
        )
    )


def _is_sheet(width: float, height: float) -> bool:
    """Say whether a page has a size that paper is sold in.

    Sheets of a size of their own that cut text off have lost some of their size.
    """
    short, long = sorted((width, height))
    return any(
        abs(short - one) <= _SHEET_TOLERANCE and abs(long - other) <= _SHEET_TOLERANCE
        for one, other in _SHEETS
    )


def _read_printed(
    page: Any, drawing: Drawing, layer: Layer
) -> tuple[tuple[Table, ...], tuple[Line, ...], tuple[Box, ...]]:
    rules, tables = find_rules_and_tables(drawing.segments)
    words = read_printed_words(layer, tables)
    filled, lines = fill_tables(words, tables, "")
    if all(cell.ink for table in filled for cell in table.cells):
        return filled, lines, rules
    painted = render_page(page, POINTS_PER_INCH)
    return mark_ink(filled, painted.gray, painted.dpi), lines, rules


def _note_pictures(cover: float) -> tuple[str, ...]:
    if cover < _PICTURE_SHARE:
        return ()
    return ("Trang có hình lớn; chữ và số trong hình không được đọc.",)


def _note_layer(kind: PageKind, cover: float) -> tuple[str, ...]:
    if kind not in (PageKind.JUNK_LAYER, PageKind.BROKEN_FONT):
        return ()
    origin = "ảnh quét" if cover > 0.5 else "hình vẽ lại của trang"
    return (f"Lớp chữ có sẵn bị hỏng, đã đọc lại từ {origin}.",)
