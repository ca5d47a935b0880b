"""Scanned pages: pixels to lines and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np

from pipeline.model.errors import EngineError
from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line, Table, Word
from pipeline.read.cells import fill_tables, place_words
from pipeline.read.headings_again import RuledScan, read_headings_again
from pipeline.read.ink import Sheet
from pipeline.read.lines import separate_paragraphs
from pipeline.read.open.reading import OpenReading, ReadPage, read_open_tables
from pipeline.read.picture import Picture
from pipeline.read.prose_figures import read_figures_again
from pipeline.read.scanned_tables import ScannedTables, read_tables
from pipeline.read.tesseract import PROSE, SCATTERED, Part, find_quarter_turns, read_lines
from pipeline.read.upright import CleanPage, is_empty

# Mean score of the engine: .91 to .95 on upright real scans, .39 to .44 on turned ones.
_DOUBTFUL_SCORE = 0.6
# Words of three letters are wider than high; the engine reads some pages that lie on their side
# with a good score, and then its boxes stand upright.
_TALL = 1.2
_INK_LEVEL = 128  # of 255 on flattened paper
# From this share of the ink outside of tables on, the prose is worth a reading in its own mode.
_PROSE_SHARE = 0.25
_LOW_DPI = 150.0
_NO_SHEET = Sheet(np.zeros((1, 1), np.uint8), 1.0, 255, 128)  # of a page without tables
_TURNED = "Trang nằm sai chiều, đã xoay {degrees}° theo kim đồng hồ."


@dataclass(frozen=True, slots=True)
class ScanReading:
    """What stands on one scanned page, in points of the upright page."""

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    width: float
    height: float
    notes: tuple[str, ...]
    empty: bool = False  # nothing on the paper, which is more than nothing read
    picture: Picture | None = None  # what was read: clean, upright and level; if it was to be kept
    rules: tuple[Box, ...] = ()  # straight, on pages with open tables


@dataclass(frozen=True, slots=True)
class _Content:
    """What was read of a page."""

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    picture: Picture | None  # what it was read from, if that is to be kept
    rules: tuple[Box, ...] = ()


def read_scans(
    pages: Sequence[CleanPage], scratch: Path, timeout: float, *, keep: bool = False
) -> tuple[ScanReading | EngineError, ...]:
    """Read the pixels of pages of one report.

    The engines are started once for all pages, which saves .4 CPU s a page with a table. Where that
    fails or takes too long the pages are read one by one, so that a bad page costs itself only. How
    pages were put together never shows in what was read of them.

    Args:
        pages: As scanned, whatever side is up; some MB each, kept until all are read.
        scratch: A folder for temporary files.
        timeout: Seconds for one call of an engine, however many pages it is for: a dense page
            takes 2.
        keep: Give the pictures back as they were read, for those who draw on them. A run has no
            use for them, and they take some MB a page.

    Returns:
        For each page what was read, or why nothing was.
    """
    try:
        return tuple(_read_together(pages, scratch, timeout, keep=keep))
    except EngineError as error:
        if len(pages) == 1:
            return (error,)
    return tuple(read_scans([one], scratch, timeout, keep=keep)[0] for one in pages)


def _read_together(
    pages: Sequence[CleanPage], scratch: Path, timeout: float, *, keep: bool
) -> Iterator[ScanReading]:
    empty = [is_empty(page.picture.gray) for page in pages]
    inked = [page for page, nothing in zip(pages, empty, strict=True) if not nothing]
    contents = iter(_read_level(inked, scratch, timeout, keep=keep))
    for page, nothing in zip(pages, empty, strict=True):
        if nothing:
            seen = page.picture if keep else None
            yield _measure(page.picture, _Content((), (), seen), (), empty=True)
        else:
            yield _check_upright(page, next(contents), scratch, timeout, keep=keep)


def _check_upright(
    page: CleanPage, content: _Content, scratch: Path, timeout: float, *, keep: bool
) -> ScanReading:
    """Read a page again that lies on its side or on its head.

    It is noticed by what the engine makes of it: asking for the direction of every page first would
    cost half as much again (lab, section 4).
    """
    notes = []
    for turns in _possible_turns(page.picture, content.lines, scratch, timeout):
        turned = page.turned(turns)
        (reading,) = _read_level([turned], scratch, timeout, keep=keep)
        if not _looks_turned(reading.lines):
            page, content = turned, reading
            notes.append(_note_turns(turns))
            break
    if not content.lines:
        notes.append("Trang có hình nhưng không đọc được chữ nào.")
    elif _mean_score(content.lines) < _DOUBTFUL_SCORE:
        notes.append("Ảnh quét xấu: phần lớn các chữ đọc không chắc.")
    dpi = page.picture.dpi
    if dpi < _LOW_DPI:
        notes.append(f"Độ phân giải thấp ({dpi:.0f} dpi); nên quét lại ở 200-300 dpi.")
    return _measure(page.picture, content, tuple(notes))


def turns_of(notes: Sequence[str]) -> int:
    """Give the quarter turns counter-clockwise that a page was read with, by what it says of them.

    >>> turns_of([_TURNED.format(degrees=90)]), turns_of(["Ảnh quét xấu."])
    (3, 0)
    """
    return next((turns for turns in (1, 2, 3) if _note_turns(turns) in notes), 0)


def _note_turns(turns: int) -> str:
    return _TURNED.format(degrees=360 - 90 * turns)


def _measure(
    page: Picture, content: _Content, notes: tuple[str, ...], *, empty: bool = False
) -> ScanReading:
    height, width = (pixels * POINTS_PER_INCH / page.dpi for pixels in page.gray.shape)
    read = content.lines, content.tables
    return ScanReading(*read, width, height, notes, empty, content.picture, content.rules)


def _read_level(
    pages: Sequence[CleanPage], scratch: Path, timeout: float, *, keep: bool
) -> list[_Content]:
    level = [page.level() for page in pages]
    found = read_tables(level, scratch, timeout)
    parts = [_divide(page.picture, ruled) for page, ruled in zip(level, found, strict=True)]
    read = iter(read_lines([part for some in parts for part in some], scratch, timeout))
    lines = [tuple(line for _ in some for line in next(read)) for some in parts]
    opened = read_open_tables(
        [
            ReadPage(page, () if _looks_turned(some) else some, ruled.tables, ruled.loose)
            for page, some, ruled in zip(level, lines, found, strict=True)
        ],
        scratch,
        timeout,
    )
    contents = [
        _arrange(page.picture, some, ruled, also, keep=keep)
        for page, some, ruled, also in zip(level, lines, found, opened, strict=True)
    ]
    tables = read_headings_again(
        [
            RuledScan(content.tables, page.picture.gray, ruled.sheet or _NO_SHEET)
            for page, content, ruled in zip(level, contents, found, strict=True)
        ],
        scratch,
        timeout,
    )
    return [replace(content, tables=some) for content, some in zip(contents, tables, strict=True)]


def _divide(page: Picture, ruled: ScannedTables) -> list[Part]:
    """Say how to read a page: prose in its own mode where there is enough of it.

    More parts than one cost their share of the layout, .1 CPU s, so the heading of an appendix goes
    along with its table.
    """
    if ruled.mask is None:
        return [Part(page, PROSE)]
    outside = ruled.mask.copy()
    for table in ruled.tables:
        if table.box is not None:
            outside[_pixels_of(table.box, page.dpi)] = 255
    box = Box.around(table.box for table in ruled.tables)
    prose, ink = (np.count_nonzero(gray < _INK_LEVEL) for gray in (outside, ruled.mask))
    if box is None or prose <= _PROSE_SHARE * ink:
        return [Part(Picture(ruled.mask, page.dpi), SCATTERED)]
    inside = np.where(outside == ruled.mask, np.uint8(255), ruled.mask)[_pixels_of(box, page.dpi)]
    corner = (max(0.0, box.left), max(0.0, box.top))
    return [
        Part(Picture(outside, page.dpi), PROSE),
        Part(Picture(inside, page.dpi), SCATTERED, corner),
    ]


def _arrange(
    page: Picture,
    lines: Sequence[Line],
    ruled: ScannedTables,
    opened: OpenReading | None,
    *,
    keep: bool,
) -> _Content:
    picture = page if keep else None
    tables = ruled.tables
    outlines = [table.box for table in tables if table.box is not None]
    lines = read_figures_again(
        page,
        opened.lines if opened else lines,
        [*outlines, *(opened.outlines if opened else ())],
    )
    rules = opened.rules if opened else ()
    if not tables or ruled.sheet is None:
        return _Content(separate_paragraphs(lines), (), picture, rules)
    filled, arranged = fill_tables(place_words(lines, tables), tables, "vie")
    return _Content(arranged, filled, picture, rules)


def _pixels_of(box: Box, dpi: float) -> tuple[slice, slice]:
    scale = dpi / POINTS_PER_INCH
    return (
        slice(max(0, round(box.top * scale)), round(box.bottom * scale) + 1),
        slice(max(0, round(box.left * scale)), round(box.right * scale) + 1),
    )


def _possible_turns(
    page: Picture, lines: Sequence[Line], scratch: Path, timeout: float
) -> tuple[int, ...]:
    """Give the quarter turns worth trying; none for a page that was read well.

    On a page with few lines the engine finds the axis and takes the head for the foot.
    """
    if not _looks_turned(lines):
        return ()
    turns = find_quarter_turns(page, scratch, timeout)
    if turns == 0 and not _is_tall(lines):
        return ()
    return tuple(candidate for candidate in (turns, (turns + 2) % 4) if candidate)


def _looks_turned(lines: Sequence[Line]) -> bool:
    return _mean_score(lines) < _DOUBTFUL_SCORE or _is_tall(lines)


def _is_tall(lines: Sequence[Line]) -> bool:
    return _shape(_words_of(lines)) > _TALL


def _words_of(lines: Sequence[Line]) -> list[Word]:
    return [word for line in lines for word in line.words]


def _mean_score(lines: Sequence[Line]) -> float:
    scores = [word.confidence for word in _words_of(lines) if word.confidence is not None]
    return sum(scores) / len(scores) if scores else 0.0


def _shape(words: Sequence[Word]) -> float:
    """Give the usual height of words of three letters or more, in widths."""
    boxes = [word.box for word in words if word.box is not None and len(word.text) >= 3]
    return median(box.height / max(box.width, 0.1) for box in boxes) if boxes else 0.0
