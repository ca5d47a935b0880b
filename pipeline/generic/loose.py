"""Figures that stand neither in a column of figures nor in a sentence of the text.

A remark beside a row, a sentence typed into a cell, a number of a table that the columns passed
over: nobody knows what they belong to, so each is read as a sentence of its own, and doubtful. Left
out are the parts of a table that name: headings, names and numbers of rows, units.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.generic.sentences import read_paragraph
from pipeline.model.box_index import BoxIndex
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Document, Line, Page, Table, Word
from pipeline.model.reading import Support
from pipeline.prose.paragraphs import paragraph_of
from pipeline.tables.layout.row import Row
from pipeline.tables.layout.sheet import Sheet
from pipeline.tables.open.imagined import imagine, needs_places
from pipeline.tables.open.table import Fragment
from pipeline.tables.ruled.columns import Columns
from pipeline.tables.ruled.reading import Found

_REASON = "không rõ số này thuộc dòng, cột hay câu nào"
_FEWEST_COUNTS = 2
_RISING = 0.8  # of the steps from one to the next
_EDGE = 4.0  # points by which left edges of one column differ
# (9)=(8)/(7): how a column is computed.
_FORMULA = re.compile(r"[()\d=+\-*/x:.%]*=[()\d=+\-*/x:.%]*")
_NUMERAL = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class _Loose:
    """A line of text with figures that belong to nothing."""

    page: Page
    line: Line
    lead: str = ""  # what stands beside it
    boxes: tuple[Box | None, ...] = ()  # of these figures; none: all of the line


@dataclass(frozen=True, slots=True)
class Understood:
    """What is known of a ruled table."""

    sheet: Sheet
    columns: Columns

    def named(self) -> Iterator[tuple[int, int | None]]:
        """Give the page and the number of the cells that name.

        Without a column of figures any cell may hold a sentence; there only numbers that count the
        rows are names.
        """
        if not self.columns.values or not self.sheet.body:
            rows = (*self.sheet.header, *self.sheet.body)
            for column in range(self.sheet.columns):
                yield from _counting(rows, column)
            return
        first = self.columns.values[0]
        for row in self.sheet.header:
            yield from ((row.page, cell.number) for cell in row.inked)
        for row in self.sheet.body:
            for column, cell in enumerate(row.cells):
                if cell is not None and (column < first or column == self.columns.unit):
                    yield row.page, cell.number


def _counting(rows: Sequence[Row], column: int) -> Iterator[tuple[int, int | None]]:
    """Give the cells of a column whose numbers rise from row to row."""
    cells = [(row.page, cell) for row in rows if row.starts(column) and (cell := row.cells[column])]
    counts = [(page, cell, int(text)) for page, cell in cells if (text := _bare(cell)).isdecimal()]
    if _rise([number for *_, number in counts]):
        yield from ((page, cell.number) for page, cell, _ in counts)


def _rise(numbers: Sequence[int]) -> bool:
    rising = sum(after > before for before, after in pairwise(numbers))
    return len(numbers) >= _FEWEST_COUNTS and rising >= _RISING * (len(numbers) - 1)


def _bare(cell: Cell) -> str:
    return cell.text.strip().strip("().")


def read_loose(
    rest: Document, known: Sequence[Understood], found: Sequence[Found]
) -> tuple[Found, ...]:
    """Read what is left over of the ruled tables of a document.

    Args:
        rest: Its numbered pages, with the tables that are ruled.
        known: These tables over all pages.
        found: The figures that were read.
    """
    seen = {place for one in known for place in one.named()}
    seen |= {(one.reading.source.page, one.reading.source.cell) for one in found}
    loose = [
        _Loose(page, _line_of(page, number, cell), _name_beside(table, cell))
        for page in rest.pages
        for number, table in enumerate(page.tables)
        for cell in table.cells
        if cell.number is not None and (page.number, cell.number) not in seen and _counts(cell.text)
    ]
    return tuple(_read(loose, 1))


def read_beside(
    document: Document, fragments: Sequence[Fragment], found: Sequence[Found], start: int
) -> tuple[Found, ...]:
    """Read what is left over of tables that were seen by their words.

    Args:
        document: Numbered.
        fragments: What its pages show of these tables.
        found: The figures that were read.
        start: The number of the first of these lines.
    """
    loose = [
        one
        for page in document.pages
        for own in ([one for one in fragments if one.page == page.number],)
        if own
        for one in (
            _find_in_rows(page, own, found)
            if needs_places(page)
            else _find_beside(page, own, found)
        )
    ]
    return tuple(_read(loose, start))


def _find_beside(
    page: Page, fragments: Sequence[Fragment], found: Sequence[Found]
) -> Iterator[_Loose]:
    """Give the lines with digits that are neither figures nor part of a name."""
    boxes = BoxIndex(
        (box, box)
        for one in found
        if one.reading.source.page == page.number and (box := one.reading.source.box)
    )
    names = Counter(_NUMERAL.findall(" ".join(_names(fragments))))
    left = [
        (line, word)
        for line in page.lines
        if line.box and any(_stands_in(line.box, one) for one in fragments)
        for word in line.words
        if (numerals := _NUMERAL.findall(word.text))
        and not _FORMULA.fullmatch(word.text)
        and not _is_covered(word, boxes)
        and not all(map(names.get, numerals))
    ]
    codes = _find_codes([word for _, word in left])
    for line in page.lines:
        own = tuple(word.box for one, word in left if one is line and word.box not in codes)
        if own:
            yield _Loose(page, line, boxes=own)


def _find_in_rows(
    page: Page, fragments: Sequence[Fragment], found: Sequence[Found]
) -> Iterator[_Loose]:
    """Give the cells of rows of an Office file that gave neither figure nor name."""
    places = {cell.number: cell.box for cell in imagine(page).cells}
    seen = {one.reading.source.cell for one in found if one.reading.source.page == page.number}
    names = Counter(_NUMERAL.findall(" ".join(_names(fragments))))
    left = [
        (number, table, cell)
        for number, table in enumerate(page.tables)
        for cell in table.cells
        if cell.number not in seen
        and (box := places.get(cell.number))
        and any(_stands_in(box, one) for one in fragments)
        and (numerals := _NUMERAL.findall(cell.text))
        and not _FORMULA.fullmatch(cell.text.strip())
        and not all(map(names.get, numerals))
    ]
    counting = {
        column
        for column in {cell.column for *_, cell in left}
        if _rise([int(t) for *_, c in left if c.column == column and (t := _bare(c)).isdecimal()])
    }
    for number, table, cell in left:
        if cell.column not in counting or not _bare(cell).isdecimal():
            yield _Loose(page, _line_of(page, number, cell), _name_beside(table, cell))


def _stands_in(box: Box, fragment: Fragment) -> bool:
    return fragment.top - 1 <= box.center[1] <= fragment.bottom + 1


def _find_codes(words: Sequence[Word]) -> set[Box | None]:
    """Give the places of numbers that stand below each other and rise: they count the rows."""
    columns: dict[int, list[Word]] = {}
    for word in words:
        if word.box and word.text.strip("().").isdecimal():
            columns.setdefault(round(word.box.left / _EDGE), []).append(word)
    codes: set[Box | None] = set()
    for column in columns.values():
        if _rise([int(word.text.strip("().")) for word in column]):
            codes.update(word.box for word in column)
    return codes


def _names(fragments: Sequence[Fragment]) -> Iterator[str]:
    for one in fragments:
        yield from one.captions
        yield one.unit
        for column in one.columns:
            yield from column.path
        for entry in one.entries:
            yield from (entry.name, entry.code, entry.unit)


def _is_covered(word: Word, boxes: BoxIndex[Box]) -> bool:
    """Say whether a figure was read where a word stands; words of ruled scans fill their cells."""
    if word.box is None:
        return True
    x, y = word.box.center
    reach = Box(word.box.left - 1, word.box.top - 1, word.box.right + 1, word.box.bottom + 1)
    return any(
        (box.left - 1 <= x <= box.right + 1 and box.top - 1 <= y <= box.bottom + 1)
        or word.box.contains(*box.center)
        for box in boxes.around(reach)
    )


def _line_of(page: Page, table: int, cell: Cell) -> Line:
    """Give the line of a cell; the one of the page where the cell is all of its row."""
    text = " ".join(cell.text.split())
    for line in page.lines:
        if line.row == (table, cell.row) and line.text == text:
            return line
    return Line(text, box=cell.box, cell=cell.number)


def _counts(text: str) -> bool:
    return any(map(str.isdigit, text))


def _name_beside(table: Table, cell: Cell) -> str:
    """Give the words of the row that a cell stands in."""
    texts = (
        " ".join(one.text.split())
        for one in table.cells
        if one.row <= cell.row < one.row + one.row_span and one is not cell
    )
    return " ".join(text for text in texts if text and not _counts(text))


def _read(loose: Sequence[_Loose], start: int) -> Iterator[Found]:
    for number, one in enumerate(loose, start):
        paragraph = paragraph_of(one.page, one.line, one.lead)
        for count, found in enumerate(read_paragraph(number, paragraph), 1):
            if one.boxes and not _is_at(found.reading.source.box, one.boxes):
                continue
            reading = found.reading
            name = f"x{number}_{count}"
            reason = reading.reason or _REASON
            reading = replace(reading, indicator=name, support=Support.WEAK, reason=reason)
            yield Found(replace(found.indicator, id=name), reading)


def _is_at(box: Box | None, boxes: Sequence[Box | None]) -> bool:
    return box is not None and any(one is not None and one.contains(*box.center) for one in boxes)
