"""PDF files by pdfium: opening them, the text layer, and what is drawn on a page.

Whatever leaves this module is in points of the upright page: rotation and crop box are undone.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.model.errors import SourceError
from pipeline.model.geometry import Box
from pipeline.read.digital.font_styles import read_styles
from pipeline.read.digital.letter_order import mend_order
from pipeline.read.letters import read_letters

# The trailer stands at the very end; signing software appends a few hundred bytes at most.
_TRAILER_REACH = 2048
_HEADER_REACH = 1024  # what Acrobat accepts before %PDF-
_NO_PAGES = re.compile(rb"/Kids\s*\[\s*\]")
# Device units per point when pdfium is asked where a point of the page lies.
_DEVICE_SCALE = 64
_PROBE = 1000.0  # points
# More paths than this are a drawing, not the rules of a table (the densest real page: 1044).
_PATHS_LIMIT = 20_000
_WHITE = 250  # of 255 in each colour
_COVERS = 0.8  # share of the page that an image hides


@dataclass(frozen=True, slots=True)
class Layer:
    """The characters of a page in the order of the file, with their boxes."""

    text: str  # one character per row of boxes; blanks and line ends that pdfium adds included
    boxes: NDArray[np.float64]  # left, top, right, bottom in points; height is that of the font
    styles: bytes = b""  # one of BOLD, ITALIC, both or none per character; empty: nobody looked
    outside: bool = False  # there is more beyond the edges of the page


@dataclass(frozen=True, slots=True)
class Image:
    """A raster image as placed on the page."""

    handle: Any  # pdfium's object; lives as long as the page
    box: Box  # clipped to the page
    width: int  # pixels
    height: int
    nested: bool  # inside a form object, so that its place in the page takes two matrices


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page shows beside its text layer."""

    images: tuple[Image, ...]
    segments: NDArray[np.float64]  # x0, y0, x1, y1 in points: straight strokes and edges of areas
    paths: int
    visible_texts: int  # text objects that are painted, after the last image that hides them


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """Open a PDF document and close it afterwards.

    pdfium mends a file cut off in the middle by guessing, and pages are missing then without a
    word. So the end of the file is checked first.

    Raises:
        SourceError: No PDF, cut off, damaged, locked with a password, or without pages.
    """
    with path.open("rb") as file:
        _check_ends(path.name, file.read(_HEADER_REACH), _read_tail(file))
        file.seek(0)
        try:
            document = pdfium.PdfDocument(file)
        except pdfium.PdfiumError as error:
            raise _explain(path, error) from error
        try:
            if len(document) == 0:
                raise _without_pages(path.name)
            if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
                document.init_forms()  # else what was typed into fields is not painted
            yield document
        finally:
            document.close()


def _read_tail(file: Any) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - _TRAILER_REACH))
    return bytes(file.read())


def _check_ends(name: str, head: bytes, tail: bytes) -> None:
    if b"%PDF-" not in head:
        raise SourceError(
            f"{name} không phải tệp PDF dù có đuôi .pdf. "
            "Hãy đặt đúng phần mở rộng hoặc xuất lại thành PDF.",
            f"{name} is no PDF although it is named so. "
            "Give it its right extension or export it as PDF again.",
        )
    if b"%%EOF" not in tail:
        raise SourceError(
            f"{name} bị cụt: thiếu phần cuối của tệp PDF. Hãy tải hoặc sao chép lại tệp.",
            f"{name} is cut off: the end of the PDF is missing. Download or copy it again.",
        )


def _explain(path: Path, error: pdfium.PdfiumError) -> SourceError:
    name, content = path.name, path.read_bytes()
    # The code is the last one that pdfium ever set, so the file has to agree.
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD and b"/Encrypt" in content:
        return SourceError(
            f"{name} có mật khẩu. Hãy mở tệp bằng mật khẩu và lưu một bản không khóa.",
            f"{name} is locked with a password. Open it and save a copy without one.",
        )
    if _NO_PAGES.search(content):
        return _without_pages(name)
    return SourceError(
        f"{name} bị hỏng, không mở được như PDF. Hãy xuất hoặc quét lại tệp.",
        f"{name} is damaged and does not open as PDF. Export or scan it again.",
    )


def _without_pages(name: str) -> SourceError:
    return SourceError(
        f"{name} là PDF không có trang nào. Hãy xuất hoặc quét lại tệp.",
        f"{name} is a PDF without pages. Export or scan it again.",
    )


@contextmanager
def open_page(document: Any, number: int, name: str) -> Iterator[Any]:
    """Load one page, counted from 1, and close it afterwards.

    Raises:
        SourceError: The page is damaged, as is found when it is loaded or only when it is read.
    """
    try:
        page = document[number - 1]
        if pdfium_c.FPDFPage_GetAnnotCount(page):
            # Numbers and days are set into fields of forms; now they become text of the page.
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page = document[number - 1]
        try:
            yield page
        finally:
            page.close()
    except pdfium.PdfiumError as error:
        raise SourceError(
            f"Trang {number} của {name} bị hỏng. Hãy xuất hoặc quét lại tệp.",
            f"Page {number} of {name} is damaged. Export or scan the file again.",
        ) from error


def read_layer(page: Any) -> Layer:
    """Read the text layer, hidden or not, without what lies outside the visible page."""
    textpage = page.get_textpage()
    try:
        texts, boxes = read_letters(textpage)
        styles = read_styles(textpage, texts)
    finally:
        textpage.close()
    if not texts:
        return Layer("", np.empty((0, 4)))
    corners = np.array(boxes)
    placed = _sort_corners(_to_upright(page, corners[:, :2]), _to_upright(page, corners[:, 2:]))
    centers = (placed[:, :2] + placed[:, 2:]) / 2
    inside = ((centers >= 0) & (centers <= page.get_size())).all(axis=1)
    text = "".join(letter for letter, seen in zip(texts, inside, strict=True) if seen)
    beyond = "".join(letter for letter, seen in zip(texts, inside, strict=True) if not seen)
    kept = bytes(style for style, seen in zip(styles, inside, strict=True) if seen)
    return Layer(*mend_order(text, placed[inside], kept), outside=bool(beyond.strip()))


def _to_upright(page: Any, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Map points of the page's own space to the upright page; pdfium knows rotation and crop."""
    origin, right, up = (
        np.array(_ask_device(page, x, y)) for x, y in ((0.0, 0.0), (_PROBE, 0.0), (0.0, _PROBE))
    )
    axes = np.stack([(right - origin) / _PROBE, (up - origin) / _PROBE])
    mapped: NDArray[np.float64] = points @ axes + origin
    return mapped


def _ask_device(page: Any, x: float, y: float) -> tuple[float, float]:
    width, height = page.get_size()
    size = round(width * _DEVICE_SCALE), round(height * _DEVICE_SCALE)
    device_x, device_y = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, device_x, device_y)
    return device_x.value / _DEVICE_SCALE, device_y.value / _DEVICE_SCALE


def _sort_corners(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.hstack([np.minimum(first, second), np.maximum(first, second)])


def read_drawing(page: Any) -> Drawing:
    """List images, straight strokes and painted texts of a page, forms inside it included."""
    images: list[Image] = []
    segments: list[tuple[float, float, float, float]] = []
    paths = visible_texts = 0
    for item in page.get_objects():
        if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            images.append(_place_image(page, item))
            visible_texts = 0 if _covers_page(page, images[-1].box) else visible_texts
        elif item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            visible_texts += not _is_invisible(item)
        elif item.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths <= _PATHS_LIMIT:
                segments.extend(_read_segments(item))
    ends = np.array(segments).reshape(-1, 4)
    upright = np.hstack([_to_upright(page, ends[:, :2]), _to_upright(page, ends[:, 2:])])
    return Drawing(tuple(images), upright, paths, visible_texts)


def _place_image(page: Any, item: Any) -> Image:
    left, bottom, right, top = item.get_bounds()
    matrix = _matrix_of(item.container)
    corners = np.array([matrix.on_point(x, y) for x in (left, right) for y in (bottom, top)])
    placed = _to_upright(page, corners)
    width, height = page.get_size()
    x0, y0 = np.clip(placed.min(axis=0), 0, (width, height))
    x1, y1 = np.clip(placed.max(axis=0), 0, (width, height))
    columns, rows = item.get_px_size()
    box = Box(float(x0), float(y0), float(x1), float(y1))
    return Image(item, box, columns, rows, nested=item.level > 0)


def _covers_page(page: Any, box: Box) -> bool:
    width, height = page.get_size()
    return bool(box.width * box.height > _COVERS * width * height)


def _is_invisible(item: Any) -> bool:
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item.raw)
    return bool(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def _matrix_of(item: Any) -> pdfium.PdfMatrix:
    """Give the matrix from an object's space to the page's, through all forms around it."""
    matrix = pdfium.PdfMatrix()
    while item is not None:
        matrix = matrix.multiply(item.get_matrix())
        item = item.container
    return matrix


def _read_segments(path: Any) -> Iterator[tuple[float, float, float, float]]:
    if not _is_painted(path):
        return
    a, b, c, d, e, f = _matrix_of(path).get()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(pdfium_c.FPDFPath_CountSegments(path.raw)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path.raw, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        there = (x.value * a + y.value * c + e, x.value * b + y.value * d + f)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield *here, *there
        here = there
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield *here, *start
            here = start


def _is_painted(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    if stroke.value or not fill.value:
        return bool(stroke.value)
    # White areas are laid under text by word processors; their edges are no rules.
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium_c.FPDFPageObj_GetFillColor(path.raw, red, green, blue, alpha)
    return bool(alpha.value and min(red.value, green.value, blue.value) < _WHITE)
