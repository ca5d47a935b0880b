"""All tables of a document: grids and open ones, page by page, then joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.geometry import Box
from pipeline.model.page import Document, Line, Page, Table, Word
from pipeline.tables.open.corner import corner_unit, without_corner
from pipeline.tables.open.frame import Frame
from pipeline.tables.open.gridcells import Grid, cell_tokens, make_grid
from pipeline.tables.open.grids import read_grid
from pipeline.tables.open.imagined import imagine, is_sheet, needs_places
from pipeline.tables.open.joining import Whole, join_tables
from pipeline.tables.open.layout import Drawn, em_of, find_open_tables
from pipeline.tables.open.lines import group_lines
from pipeline.tables.open.runs import Extents
from pipeline.tables.open.table import Fragment
from pipeline.tables.open.tokens import Sort, Token, divide_touching, make_token
from pipeline.tables.open.values import Measured
from pipeline.tables.open.zones import find_captions

_NAMED = 1.5  # times the letters in the names of rows
_MORE = 1.05  # times the figures that a grid must explain to be taken for ruled


def is_laid_out(page: Page) -> bool:
    """Say whether the words of a page tell how they are set, so that tables can be seen.

    Of scans only words of tables do.
    """
    return _is_set(page) or any(cell.words for table in page.tables for cell in table.cells)


def _is_set(page: Page) -> bool:
    return any(word.size for line in page.lines for word in line.words)


def find_tables(document: Document) -> tuple[list[Whole], list[Fragment]]:
    """Give the tables of a document, and the parts of them that its pages show."""
    fragments: list[Fragment] = []
    for page in document.pages:
        known = _known(fragments, page.number)
        if needs_places(page):
            fragments += _read_imagined(page, known)
        elif is_laid_out(page):
            fragments += read_page(page, known)
    return join_tables(fragments), fragments


def _read_imagined(page: Page, known: Sequence[Extents]) -> list[Fragment]:
    """Read a page of an Office file; a sheet both ways, as nobody knows what of it is ruled."""
    found = read_page(imagine(page).page, known)
    if not is_sheet(page):
        return found
    ruled = read_page(imagine(page, ruled=True).page, known)
    more = _understood(ruled) > _MORE * _understood(found)
    same = _MORE * _understood(ruled) > _understood(found)
    return ruled if more or (same and _told(ruled) > _NAMED * _told(found)) else found


def _told(fragments: Iterable[Fragment]) -> int:
    """Count the letters of the names of rows; names in a column that was passed over are lost."""
    rows = (entry for part in fragments for entry in part.entries)
    return sum(len(entry.code) + len(entry.name) for entry in rows)


def _understood(fragments: Iterable[Fragment]) -> int:
    """Count the figures whose row and column have names that nothing speaks against."""
    return sum(
        cell is not None and cell.sort is Sort.FIGURE and not cell.doubt and bool(column.path)
        for part in fragments
        for entry in part.entries
        if entry.name and not entry.doubt
        for cell, column in zip(entry.cells, part.columns, strict=True)
    )


def _known(fragments: Sequence[Fragment], page: int) -> list[Extents]:
    """Give the columns of what ends the page before."""
    last = fragments[-1] if fragments else None
    if last is None or last.page != page - 1:
        return []
    return [tuple((column.left, column.right) for column in last.columns)]


def read_page(page: Page, known: Sequence[Extents] = ()) -> list[Fragment]:
    """Give the tables of a page, from top to bottom.

    Args:
        page: Its words and rules; the words of a scan may come with what a second reader saw.
        known: Columns of tables that may go on here.
    """
    tokens = _words_of(page)
    if not any(sign.isdigit() for token in tokens for sign in token.text):
        return []
    em = em_of(tokens)
    found: list[Fragment] = []
    boxes: list[Box] = []
    cells: list[Box] = []
    for table in page.tables:
        grid = _make_grid(table, page, tokens, em)
        fragment = read_grid(grid, page.number)
        if fragment is not None and table.box is not None:
            found.append(fragment)
            boxes.append(table.box)
        elif fragment is None:
            cells += [
                cell.box
                for cell in table.cells
                if cell.box and (cell.row, cell.column) in grid.words
            ]
    outside = tuple(t for t in tokens if not _is_inside(t.middle, t.level, boxes))
    rules = tuple(rule for rule in page.rules if not _is_inside(*rule.center, boxes))
    known = [*known, *(tuple((c.left, c.right) for c in one.columns) for one in found)]
    free = outside
    if page.kind.is_recognised and not _is_set(page):
        # Figures of its prose are in no table: none was seen when the page was read.
        free = tuple(token for token in outside if _is_inside(token.middle, token.level, cells))
    drawn = Drawn(page.number, page.height, free, rules, tuple(cells))
    opened = find_open_tables(drawn, known) if free else []
    grids = _with_captions(found, opened, outside, em)
    return sorted((*grids, *opened), key=lambda one: one.top)


def _words_of(page: Page) -> list[Token]:
    """Give the words of a page; of a scan those in its tables as they are set there."""
    words = [word for line in page.lines for word in line.words]
    if not page.kind.is_recognised:
        tokens = [token for word in words if (token := make_token(word))]
        return [part for token in tokens for part in divide_touching(token)]
    outlines = [table.box for table in page.tables if table.box]
    outside = [
        word
        for line in page.lines
        for word in (line.words if line.box is None else _even(line, line.box))
        if word.box and not _is_inside(*word.box.center, outlines)
    ]
    tokens = [token for word in outside if (token := make_token(word))]
    return [*tokens, *(token for table in page.tables for token in cell_tokens(table))]


def _even(line: Line, box: Box) -> list[Word]:
    """Give the words of a line of prose one height: engines box the letters that are there."""
    return [
        word
        if word.size or word.box is None
        else replace(word, box=Box(word.box.left, box.top, word.box.right, box.bottom))
        for word in line.words
    ]


def _make_grid(table: Table, page: Page, tokens: Sequence[Token], em: float) -> Grid:
    if not page.kind.is_recognised:
        return make_grid(table, tokens, em)
    own = cell_tokens(table)
    return make_grid(table, own, em_of(own), recognised=True)


def _is_inside(x: float, y: float, boxes: Iterable[Box]) -> bool:
    return any(box.contains(x, y) for box in boxes)


def _with_captions(
    grids: Sequence[Fragment], opened: Sequence[Fragment], outside: Sequence[Token], em: float
) -> list[Fragment]:
    """Give grids with the lines above them."""
    rows = group_lines(outside, em)
    captioned = []
    for grid in grids:
        ends = [one.bottom for one in (*grids, *opened) if one.bottom <= grid.top + em]
        floor = max(ends, default=0.0)
        lines = [
            Measured(row, None, (), is_value=False)
            for row in rows
            if floor < row.level < grid.top + em / 2
        ]
        left, right = (grid.edges[0], grid.edges[-1]) if grid.edges else (0.0, 0.0)
        first = grid.columns[0]
        frame = Frame(
            em, left, right, first.left, first.left, (first.left + first.right) / 2, grid.top, ()
        )
        above = find_captions(lines, (), frame)
        said = (corner_unit(line.row, frame, above=True) for line in reversed(above))
        unit = next(filter(None, said), "")
        texts = without_corner(above, frame)
        captioned.append(replace(grid, captions=texts, unit=unit, first=floor == 0.0))
    return captioned


def without_tables(document: Document, fragments: Sequence[Fragment]) -> Document:
    """Leave what stands outside of tables: lines of prose, and frames that hold no figures."""
    return Document(
        tuple(
            _without(page, [one for one in fragments if one.page == page.number])
            for page in document.pages
        )
    )


def _without_rows(page: Page, fragments: Sequence[Fragment]) -> Page:
    """Leave the rows and lines of a page of an Office file that no table took."""
    lines = [
        line
        for line, level in imagine(page).lines
        if not any(one.top - 1 <= level <= one.bottom + 1 for one in fragments)
    ]
    rows = {line.row for line in lines}
    tables = (
        replace(table, cells=tuple(cell for cell in table.cells if (place, cell.row) in rows))
        for place, table in enumerate(page.tables)
    )
    return replace(page, lines=tuple(lines), tables=tuple(tables))


def _without(page: Page, fragments: Sequence[Fragment]) -> Page:
    if not fragments:
        return page
    if needs_places(page):
        return _without_rows(page, fragments)

    def taken(box: Box | None) -> bool:
        return box is not None and any(
            one.top - 1 <= box.center[1] <= one.bottom + 1 for one in fragments
        )

    return replace(
        page,
        lines=tuple(line for line in page.lines if not taken(line.box)),
        tables=tuple(table for table in page.tables if not taken(table.box)),
    )
