"""Open tables of scanned pages, read anew: names by one call, figures one by one.

The engine reads a page of prose by its columns and paragraphs. Of a table without rules it makes
columns of figures without names, and every tenth figure wrong. So where figures stand in columns
the page is read a second time as one block of lines, which finds every figure (1 of 2,185 missed),
and each figure is cut out and shown to two unlike readers. It takes 1.5 CPU s a page more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import CellReading, Line, Table, Word
from pipeline.read.digits import read_eng, read_pp_ocr
from pipeline.read.ink import Sheet, measure_sheet
from pipeline.read.lines import make_line
from pipeline.read.open.columns import Column, find_columns
from pipeline.read.open.crops import Cutting, cut_figure, tighten
from pipeline.read.open.figures import (
    Seen,
    add_missed,
    divide_bridges,
    find_figures,
    find_plain,
    join_torn,
    settle,
    with_readings,
)
from pipeline.read.open.specks import drop_specks
from pipeline.read.open.stretch import Stretch, find_stretches, is_row
from pipeline.read.open.strokes import blank, boxes_of, find_across
from pipeline.read.open.weight import find_bold
from pipeline.read.open.words import (
    box_of,
    even_out,
    figure_height,
    group_by_baseline,
    line_box,
    looks_like_figure,
)
from pipeline.read.open.zones import Zone, find_zone
from pipeline.read.picture import Picture
from pipeline.read.rules import Rule
from pipeline.read.tesseract import BLOCK, SCATTERED, Part, read_lines
from pipeline.read.upright import CleanPage

_FIGURE_IN_EM = 0.7  # height of a figure in sizes of its font: Times .68, Arial .72
_MOST_COLUMNS = 3  # vertical rules; with four or more it is a grid, whatever was made of it


_Readings = tuple[CellReading, CellReading]  # by the better reader and by the other


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was read for prose and ruled tables."""

    page: CleanPage  # level
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    down: tuple[Rule, ...]  # vertical rules outside of the tables


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
class _Body:
    """The lines of one table before its figures are read."""

    found: _Found
    lines: tuple[Line, ...]
    seen: tuple[tuple[Seen, ...], ...]  # of each line
    cuttings: tuple[Cutting | None, ...]  # of all seen
    names: tuple[bool, ...]  # of each line, whether its names are bold


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
    bodies = [[_prepare(page, zone, read) for zone in page.zones] if page else [] for page in found]
    readings = iter(_read_figures([one for some in bodies for one in some], scratch, timeout))
    return [
        _replace_lines(page, [_settle(body, readings) for body in some]) if page else None
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


def _prepare(found: _Found, zone: Zone, read: Iterator[tuple[Line, ...]]) -> _Body:
    body, strips = next(read), [next(read) for _ in zone.strips]
    words = [w for line in body for w in line.words if not zone.has_heading_at(box_of(w).center[1])]
    lines = _group(words, found)
    columns = find_columns(lines, found.height) or found.columns
    # The engine's first look may have missed the uppermost rows: then they are in the strip.
    heading = _group([w for strip in strips for line in strip for w in line.words], found)
    whole = [
        _mend(line, columns, found)
        for raw in (*heading, *lines)
        if (line := drop_specks(raw, found.sheet, found.height, columns)).words
    ]
    seen = tuple(
        tuple(find_figures(line, columns, found.height))
        if is_row(line, columns, found.height)
        else ()
        for line in whole
    )
    left = min((column.left for column in columns), default=float("inf"))
    bold = find_bold(found.sheet, [_name_boxes(line, left) for line in whole])
    cuttings = tuple(cut_figure(found.sheet, s.wanted, found.height) for some in seen for s in some)
    return _Body(found, tuple(whole), seen, cuttings, tuple(bold))


def _group(words: Sequence[Word], found: _Found) -> list[Line]:
    return group_by_baseline(
        (
            replace(word, box=tighten(found.sheet, box_of(word), found.height))
            if looks_like_figure(word)
            else word
            for word in words
        ),
        found.height,
    )


def _mend(line: Line, columns: Sequence[Column], found: _Found) -> Line:
    """Give a row with one word for each figure; other lines as they are."""
    if not is_row(line, columns, found.height):
        return line
    seen = add_missed(line, columns, found.sheet, found.height)
    return join_torn(divide_bridges(seen, columns), columns)


def _name_boxes(line: Line, left: float) -> list[Box]:
    return [box_of(word) for word in line.words if box_of(word).right <= left]


def _read_figures(bodies: Sequence[_Body], scratch: Path, timeout: float) -> list[_Readings]:
    """Read every figure that was cut out, by both readers."""
    cut = [
        Picture(cutting.pixels, body.found.sheet.dpi)
        for body in bodies
        for cutting in body.cuttings
        if cutting is not None
    ]
    by_pp_ocr = read_pp_ocr([picture.gray for picture in cut])
    return list(zip(by_pp_ocr, read_eng(cut, scratch, timeout), strict=True))


def _settle(body: _Body, readings: Iterator[_Readings]) -> list[Line]:
    seen = [one for some in body.seen for one in some]
    read = [next(readings) if cutting else None for cutting in body.cuttings]
    known = [(one, both[0]) for one, both in zip(seen, read, strict=True) if both]
    plain = find_plain([one for one, _ in known], [reading for _, reading in known])
    settled = (
        settle(one.word, cutting.ink, both, plain=one.column in plain)
        if cutting and both
        else one.word
        for one, cutting, both in zip(seen, body.cuttings, read, strict=True)
    )
    size = body.found.height / _FIGURE_IN_EM
    lines = []
    for line, some, bold in zip(body.lines, body.seen, body.names, strict=True):
        words = with_readings(line, settled, some)
        if words:
            styled = make_line(replace(word, size=size, bold=bold) for word in words)
            lines.append(even_out(styled, body.found.height))
    return sorted(lines, key=lambda line: line_box(line).top)


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
