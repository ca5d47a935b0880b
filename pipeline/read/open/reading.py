"""Open tables of scanned pages, read anew: names by one call, figures one by one.

The engine reads a page of prose by its columns and paragraphs. Of a table without rules it makes
columns of figures without names, and every tenth figure wrong. So where figures stand in columns
the page is read a second time as one block of lines, which finds every figure (1 of 2,185 missed),
and each figure is cut out and shown to two unlike readers. It takes 1.5 CPU s a page more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line, Table, Word
from pipeline.read.digits import look_again, read_eng, read_pp_ocr
from pipeline.read.ink import Sheet, measure_sheet
from pipeline.read.lines import make_line
from pipeline.read.open.columns import Column, find_columns
from pipeline.read.open.figures import agree
from pipeline.read.open.missed import Missed, find_missed, with_missed
from pipeline.read.open.stretch import Stretch, find_stretches
from pipeline.read.open.strokes import blank, boxes_of, find_across
from pipeline.read.open.table import Body, Readings, prepare_table, settle_table
from pipeline.read.open.words import (
    box_of,
    figure_height,
    group_by_baseline,
)
from pipeline.read.open.zones import Zone, find_zone, take_lost_line
from pipeline.read.picture import Picture
from pipeline.read.powers import mend_powers
from pipeline.read.rules import Rule
from pipeline.read.tesseract import BLOCK, SCATTERED, Part, read_lines
from pipeline.read.upright import CleanPage

_MOST_COLUMNS = 3  # vertical rules; with four or more it is a grid, whatever was made of it


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was read for prose and ruled tables."""

    page: CleanPage  # level
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    down: tuple[Rule, ...]  # vertical rules outside of the tables

    @property
    def width(self) -> float:
        """Of the page, in points."""
        picture = self.page.picture
        return float(picture.gray.shape[1] * POINTS_PER_INCH / picture.dpi)


@dataclass(frozen=True, slots=True)
class OpenReading:
    """What was read of the open tables of a page."""

    lines: tuple[Line, ...]  # of the page, those of the tables read anew
    outlines: tuple[Box, ...]  # of the tables, as wide as the page
    rules: tuple[Box, ...]  # in points


@dataclass(frozen=True, slots=True)
class _Found:
    """A page with open tables, before they are read."""

    read: ReadPage
    zones: tuple[Zone, ...]
    rules: tuple[Box, ...]
    sheet: Sheet
    height: float  # of a figure, in points
    columns: tuple[Column, ...]  # of the page, for the rows that stand alone at its head


@dataclass(frozen=True, slots=True)
class _Taken:
    """What the first reading made of a table."""

    body: Sequence[Word]
    heading: Sequence[Word]
    missed: Sequence[Missed]  # lines that are to be read again
    above: Sequence[Missed]  # those of the heading


def read_open_tables(
    pages: Sequence[ReadPage], scratch: Path, timeout: float
) -> list[OpenReading | None]:
    """Read the open tables of pages; None for a page without one.

    Args:
        pages: Level, with all words that were read of them.
        scratch: A folder for temporary files.
        timeout: Seconds for one call of an engine.

    Raises:
        EngineError: A reader is missing, failed, or took too long.
    """
    found = [_find(page) for page in pages]
    parts = [part for page in found if page for part in _parts(page)]
    read = iter(read_lines(parts, scratch, timeout))
    taken = [list(_take(page, read)) if page else [] for page in found]
    missed = [one for some in taken for table in some for one in (*table.missed, *table.above)]
    again = iter(read_lines([one.crop.part for one in missed], scratch, timeout) if missed else ())
    bodies = [
        [_prepare(page, table, again) for table in some] if page else []
        for page, some in zip(found, taken, strict=True)
    ]
    readings = iter(_read_figures([one for some in bodies for one in some], scratch, timeout))
    return [
        _replace_lines(page, [settle_table(body, readings) for body in some]) if page else None
        for page, some in zip(found, bodies, strict=True)
    ]


def _find(read: ReadPage) -> _Found | None:
    if len(read.down) > _MOST_COLUMNS:
        return None
    outlines = [table.box for table in read.tables if table.box is not None]
    words = [
        word
        for line in read.lines
        for word in line.words
        if not any(outline.contains(*box_of(word).center) for outline in outlines)
    ]
    stretches = find_stretches(words)
    if not stretches:
        return None
    height = figure_height(words)
    lines = group_by_baseline(words, height)
    across = find_across(read.page.fine)
    rules = boxes_of(across, ())
    zones = _find_zones(stretches, lines, rules, height, outlines)
    picture = read.page.picture
    pixels = blank(picture, across, read.down)
    sheet = measure_sheet(pixels, picture.dpi, _outlines(picture, zones))
    zones = tuple(take_lost_line(zone, lines, sheet, height) for zone in zones)
    return _Found(
        read, zones, boxes_of(across, read.down), sheet, height, tuple(find_columns(lines, height))
    )


def _outlines(page: Picture, zones: Sequence[Zone]) -> tuple[Box, ...]:
    width = float(page.gray.shape[1] * POINTS_PER_INCH / page.dpi)
    return tuple(Box(0.0, zone.top, width, zone.bottom) for zone in zones)


def _find_zones(
    stretches: Sequence[Stretch],
    lines: Sequence[Line],
    rules: Sequence[Box],
    height: float,
    outlines: Sequence[Box],
) -> tuple[Zone, ...]:
    zones: list[Zone] = []
    for stretch in stretches:
        first = stretch.rows[0].top
        above = [outline.bottom for outline in outlines if outline.bottom <= first]
        above += [zone.bottom for zone in zones]
        zones.append(find_zone(stretch, lines, rules, height, max([0.0, *above])))
    return tuple(zones)


def _parts(found: _Found) -> Iterator[Part]:
    """Give what the engine is to read: of each table its rows, then its headings."""
    for zone in found.zones:
        yield _part(found.sheet, zone.body, zone.bottom, BLOCK)
        for top, bottom in zone.strips:
            yield _part(found.sheet, top, bottom, SCATTERED)


def _part(sheet: Sheet, top: float, bottom: float, mode: int) -> Part:
    width = sheet.pixels.shape[1] * POINTS_PER_INCH / sheet.dpi
    pixels = sheet.cut(Box(0.0, top, width, max(bottom, top + 1.0)))
    return Part(Picture(pixels, sheet.dpi), mode, (0.0, top))


def _take(found: _Found, read: Iterator[tuple[Line, ...]]) -> Iterator[_Taken]:
    """Take what was read of the tables of a page, in the order it was asked for."""
    sheet, height = found.sheet, found.height
    for zone in found.zones:
        rows = [word for line in next(read) for word in line.words]
        body = [word for word in rows if not zone.has_heading_at(box_of(word).center[1])]
        columns = find_columns(group_by_baseline(body, height), height) or found.columns
        known = [Box(one.left, zone.top, one.right, zone.bottom) for one in columns]
        known += [Box(0.0, top, found.read.width, bottom) for top, bottom in zone.strips]
        missed = find_missed(sheet, (zone.body, zone.bottom), body, height, known)
        heading: list[Word] = []
        above: list[Missed] = []
        for strip in zone.strips:
            words = [word for line in next(read) for word in line.words]
            heading += words
            above += find_missed(sheet, strip, words, height)
        yield _Taken(body, heading, missed, above)


def _prepare(found: _Found, taken: _Taken, again: Iterator[tuple[Line, ...]]) -> Body:
    body = with_missed(taken.body, taken.missed, again, found.height)
    heading = with_missed(taken.heading, taken.above, again, found.height)
    body, heading = (list(mend_powers(words, found.sheet)) for words in (body, heading))
    return prepare_table(found.sheet, found.height, body, heading, found.columns)


def _read_figures(bodies: Sequence[Body], scratch: Path, timeout: float) -> list[Readings]:
    """Read every figure that was cut out, by both readers.

    Where they differ the second one looks again, at a larger picture: what both then agree on was
    right 60 times of 60 (see `look_again`).
    """
    cut = [
        Picture(cutting.pixels, body.sheet.dpi)
        for body in bodies
        for cutting in body.cuttings
        if cutting is not None
    ]
    first = read_pp_ocr([picture.gray for picture in cut])
    second = list(read_eng(cut, scratch, timeout))
    differing = [
        index for index, pair in enumerate(zip(first, second, strict=True)) if not agree(*pair)
    ]
    again = look_again([cut[index] for index in differing], scratch, timeout)
    for index, reading in zip(differing, again, strict=True):
        if agree(first[index], reading):
            second[index] = reading
    return list(zip(first, second, strict=True))


def _replace_lines(found: _Found, tables: Sequence[Sequence[Line]]) -> OpenReading:
    """Put the lines of the tables in the place of what the page's own reading made of them."""
    kept = [_outside(line, found.zones) for line in found.read.lines]
    lines: list[Line] = [line for line in kept if line is not None]
    for zone, new in zip(found.zones, tables, strict=True):
        at = next((n for n, line in enumerate(lines) if _is_below(line, zone.bottom)), len(lines))
        lines[at:at] = new
    return OpenReading(tuple(lines), _outlines(found.read.page.picture, found.zones), found.rules)


def _outside(line: Line, zones: Sequence[Zone]) -> Line | None:
    inside = [any(zone.contains(box_of(word).center[1]) for zone in zones) for word in line.words]
    if not any(inside):
        return line
    left = [word for word, within in zip(line.words, inside, strict=True) if not within]
    return make_line(left) if left else None


def _is_below(line: Line, height: float) -> bool:
    return line.box is not None and line.box.center[1] >= height
