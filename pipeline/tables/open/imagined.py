"""Places for the cells of Office files, so that their tables are read as printed ones are.

Such a file says in which row and column a text stands, and nothing of paper. Here columns get the
width of what they hold, figures stand at the right, headings in the middle. The places are for the
analysis alone: nobody measured them, and none leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Line, Page, PageKind, Table, Word
from pipeline.tables.layout.mark import is_code
from pipeline.tables.open.tokens import Sort, sort_of

_SIZE = 10.0  # points, as all lengths here
_LETTER = 5.0
_BLANK = 2.8
_LINE = 12.0
_PAD = 4.0
_ROOM = 3.0  # above and below the lines of a row
_INDENT = 10.0
_FULL = 3  # filled cells of the first row of a table
_WIDEST = 45  # letters of a column of words; longer texts are broken
_HEADING = 16  # letters that a heading may have on one line
_LONGEST = 3_000  # rows; longer sheets are lists, read row by row


@dataclass(frozen=True, slots=True)
class Imagined:
    """A page with places, and what of the page of the file stands where."""

    page: Page
    lines: tuple[tuple[Line, float], ...]  # of the file, with the middle of each
    cells: tuple[Cell, ...]  # of the tables of the file, each with the place it was given


def needs_places(page: Page) -> bool:
    """Say whether a page is one of an Office file that has tables."""
    cells = [cell for table in page.tables for cell in table.cells]
    plain = page.kind is PageKind.DIGITAL and not any(cell.box for cell in cells)
    sized = any(word.size for line in page.lines for word in line.words)
    return bool(cells) and plain and not sized and sum(t.rows for t in page.tables) <= _LONGEST


def is_sheet(page: Page) -> bool:
    """Say whether a page is a sheet of a workbook, not one of a text with tables."""
    return all(line.row or not line.text for line in page.lines)


def imagine(page: Page, *, ruled: bool = False) -> Imagined:
    """Give the lines and tables of a page places, one below the other.

    Tables of a text keep their grid, as their cells are ruled.

    Args:
        page: Of an Office file.
        ruled: A sheet keeps its grid, from its first full row on; else titles, tables and notes
            share the columns of it, and its tables are looked for as open ones.
    """
    sheet = is_sheet(page) and not ruled
    top = _LINE
    lines: list[Line] = []
    tables: list[Table] = []
    rules: list[Box] = []
    placed: list[tuple[Line, float]] = []
    cells: list[Cell] = []
    done: set[int] = set()
    for line in page.lines:
        # Tables that gave the rows of a form are gone, lines of theirs may be left.
        if line.row is None or line.row[0] >= len(page.tables):
            lines += _put([(line.text, False, False)], 0.0, top, "left", 1e6)
            placed.append((line, top + _LINE / 2))
            top += _LINE + _ROOM if line.text else _LINE
        elif line.row[0] not in done:
            done.add(line.row[0])
            grid = _Grid(page.tables[line.row[0]], top)
            lines += grid.lines()
            cells += grid.table().cells
            rules += grid.rules() if sheet else ()
            tables += [] if sheet else [grid.body() if is_sheet(page) else grid.table()]
            tables += [grid.spans()] if sheet else []
            of_table = [one for one in page.lines if one.row and one.row[0] == line.row[0]]
            placed += [(one, grid.middle(one.row[1])) for one in of_table if one.row]
            top = grid.bottom + 2 * _LINE
    drawn = replace(page, lines=tuple(lines), tables=tuple(tables), rules=tuple(rules))
    return Imagined(replace(drawn, width=0.0, height=0.0), tuple(placed), tuple(cells))


def _put(
    parts: Sequence[tuple[str, bool, bool]], left: float, top: float, align: str, width: float
) -> list[Line]:
    """Put texts of a cell on lines: each with whether it is bold and italic."""
    found = []
    for place, (text, bold, italic) in enumerate(parts):
        words: list[Word] = []
        wide = sum(len(word) * _LETTER + _BLANK for word in text.split()) - _BLANK
        x = left + {"left": 0.0, "right": width - wide, "middle": (width - wide) / 2}[align]
        y = top + place * _LINE
        for word in text.split():
            box = Box(x, y, x + len(word) * _LETTER, y + _SIZE)
            words.append(Word(word, box, size=_SIZE, bold=bold, italic=italic))
            x = box.right + _BLANK
        if words:
            found.append(Line(text, tuple(words), Box.around(w.box for w in words)))
    return found


class _Grid:
    """One table on its way to places."""

    def __init__(self, table: Table, top: float) -> None:
        self.source = table
        self.figures = _columns_of_figures(table)
        self.codes = _columns_of_codes(table, self.figures)
        self.filled: dict[int, list[int]] = {}
        for cell in sorted(table.cells, key=lambda one: one.column):
            if cell.ink:
                self.filled.setdefault(cell.row, []).append(cell.column)
        self.lefts = [0.0, *accumulate(self._widths())]
        self.texts = {(cell.row, cell.column): self._wrapped(cell) for cell in table.cells}
        heights = [2 * _ROOM + _LINE] * table.rows
        for cell in table.cells:
            need = 2 * _ROOM + _LINE * len(self.texts[cell.row, cell.column])
            last = min(cell.row + cell.row_span, table.rows) - 1
            have = sum(heights[cell.row : last + 1])
            heights[last] += max(0.0, need - have)
        self.tops = [top, *(top + height for height in accumulate(heights))]
        self.bottom = self.tops[-1]

    def middle(self, row: int) -> float:
        """Give the middle of a row."""
        return (self.tops[row] + self.tops[row + 1]) / 2

    def _widths(self) -> list[float]:
        """Give how wide the columns are: as what they hold, texts as far as they may reach."""
        found = [3 * _LETTER + 2 * _PAD] * self.source.columns
        inked = [cell for cell in self.source.cells if cell.ink]
        for cell in (one for one in inked if one.column_span == 1):
            full = max(map(len, cell.text.split("\n")), default=0)
            longest = max([min(full, _HEADING), *map(len, cell.text.split())])
            if self._kind(cell) is not Sort.TEXT:
                longest = len(cell.text)
            found[cell.column] = max(found[cell.column], longest * _LETTER + 2 * _PAD)
        for cell in inked:
            stop = self._stop(cell)
            if stop == self.source.columns or cell.column in self.figures or cell.column_span > 1:
                continue
            full = max(map(len, cell.text.split("\n")))
            need = min(full, _WIDEST) * _LETTER + cell.indent * _INDENT + 3 * _PAD
            found[stop - 1] += max(0.0, need - sum(found[cell.column : stop]))
        return found

    def _kind(self, cell: Cell) -> Sort:
        return sort_of(cell.text.strip())

    def _stop(self, cell: Cell) -> int:
        """Give the next column with something in it right of a cell; texts reach so far."""
        filled = self.filled.get(cell.row, [])
        return next((c for c in filled if c > cell.column), self.source.columns)

    def _span(self, cell: Cell) -> tuple[float, float]:
        last = min(cell.column + cell.column_span, self.source.columns)
        return self.lefts[cell.column] + _PAD, self.lefts[last] - _PAD

    def _wrapped(self, cell: Cell) -> list[str]:
        left, right = self._span(cell)
        if cell.column not in self.figures and cell.column_span == 1:
            stop = self._stop(cell)
            right = self.lefts[stop] if stop < self.source.columns else 1e6
        if self._hangs_over(cell):
            right = 1e6
        letters = max(1.0, (right - left) / _LETTER)
        found = [""]
        for part in cell.text.split("\n"):
            found = [*found, ""] if found[-1] else found
            for word in part.split():
                if found[-1] and len(found[-1]) + 1 + len(word) > letters:
                    found.append(word)
                else:
                    found[-1] = f"{found[-1]} {word}".strip()
        return [text for text in found if text]

    def _align(self, cell: Cell) -> str:
        if cell.column in self.codes:
            return "middle"
        if self._kind(cell) in (Sort.FIGURE, Sort.DASH, Sort.HASH):
            return "right"
        if self._hangs_over(cell):
            return "right"
        # A title over all columns is no heading, which would stand in the middle of some.
        if cell.column_span == self.source.columns:
            return "left"
        return "middle" if cell.column_span > 1 or cell.column in self.figures else "left"

    def _hangs_over(self, cell: Cell) -> bool:
        """Say whether a text alone in its row is longer than its column of figures is wide.

        The unit in the corner is one; broken into lines it would look like a heading.
        """
        left, right = self._span(cell)
        alone = self.filled.get(cell.row) == [cell.column] and cell.column in self.figures
        return alone and "\n" not in cell.text and len(cell.text) * _LETTER > right - left

    def lines(self) -> Iterator[Line]:
        """Give the words of all cells, each of its lines as one."""
        for cell in self.source.cells:
            parts = [(text, cell.bold, cell.italic) for text in self.texts[cell.row, cell.column]]
            left, right = self._span(cell)
            align = self._align(cell)
            bottom = self.tops[min(cell.row + cell.row_span, self.source.rows)]
            room = bottom - self.tops[cell.row] - _LINE * len(parts)
            shift = _INDENT * cell.indent if align == "left" else 0.0
            yield from _put(
                parts, left + shift, self.tops[cell.row] + room / 2, align, right - left
            )

    def rules(self) -> Iterator[Box]:
        """Give the level rules between rows."""
        for top in self.tops:
            yield Box(0.0, top, self.lefts[-1], top)

    def body(self) -> Table:
        """Give the table without the titles above it."""
        table = self.table()
        full = (row for row, some in sorted(self.filled.items()) if len(some) >= _FULL)
        first = next(full, 0)
        cells = (c for c in table.cells if c.row >= first)
        return Table(
            table.rows - first,
            table.columns,
            tuple(replace(cell, row=cell.row - first) for cell in cells),
            Box(0.0, self.tops[first], self.lefts[-1], self.bottom),
        )

    def spans(self) -> Table:
        """Give the cells of words that say what a heading stands over.

        One that has nothing right of it may be the name of a group that nobody merged.
        """
        wide = [c for c in self.table().cells if c.ink and self._is_sure(c)]
        return Table(1, 1, tuple(replace(cell, row=0, column=0) for cell in wide))

    def _is_sure(self, cell: Cell) -> bool:
        if self._kind(cell) is not Sort.TEXT or cell.column_span == self.source.columns:
            return False
        beside = self._stop(cell) == cell.column + cell.column_span
        return cell.column_span > 1 or cell.row_span > 1 or (cell.column in self.figures and beside)

    def table(self) -> Table:
        """Give the table with places for its cells."""
        rows, columns = self.source.rows, self.source.columns
        cells = tuple(
            replace(
                cell,
                box=Box(
                    self.lefts[cell.column],
                    self.tops[cell.row],
                    self.lefts[min(cell.column + cell.column_span, columns)],
                    self.tops[min(cell.row + cell.row_span, rows)],
                ),
            )
            for cell in self.source.cells
        )
        return replace(
            self.source, cells=cells, box=Box(0.0, self.tops[0], self.lefts[-1], self.bottom)
        )


def _columns_of_figures(table: Table) -> frozenset[int]:
    """Give the columns most of whose filled cells, from the first figure on, hold figures."""
    kinds: dict[int, list[bool]] = {}
    for cell in table.cells:
        if cell.ink and cell.column_span == 1:
            figure = sort_of(cell.text.strip()) in (Sort.FIGURE, Sort.DASH, Sort.HASH)
            if figure or any(kinds.get(cell.column, ())):
                kinds.setdefault(cell.column, []).append(figure)
    found = {column for column, some in kinds.items() if 2 * sum(some) >= len(some)}
    return frozenset(found - _columns_of_codes(table, frozenset()))


def _columns_of_codes(table: Table, figures: frozenset[int]) -> frozenset[int]:
    """Give the columns at the left that number the rows."""
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.ink and cell.column < 2 and cell.column_span == 1:
            texts.setdefault(cell.column, []).append(cell.text.strip())
    return frozenset(
        column
        for column, some in texts.items()
        if column not in figures
        and 2 * sum(map(is_code, some)) > len(some)
        and any(
            c.column == column + 1 and sort_of(c.text) is Sort.TEXT and c.ink for c in table.cells
        )
    )
