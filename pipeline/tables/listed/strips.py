"""The appendix as a sequence of strips: printed lines, or rows of a ruled table.

Both go through the same alignment with the form. A strip of a table knows its columns; a strip of
text is only a line, on which code, name, unit, value and department stand as the OCR found them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.model.form import Form
from pipeline.model.geometry import Box
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.tables.listed.columns import RowCells, table_rows
from pipeline.tables.listed.likeness import is_like
from pipeline.vietnamese.alphabet import fold_ocr

# Repeated headers of the seed score 84 to 97 of 100 against the form's, rows of the form below 62.
HEADER_SCORE = 75
# The header's cells come in any order on a line (dumps); so many of the letters are its own then.
HEADER_SHARE = 0.85
FEWEST_HEADER_WORDS = 4
PAGE_NUMBER_OFFSET = 2  # printed numbers leave out a cover, or count a blank back
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Strip:
    """One printed line of the appendix, or one row of its table."""

    page: int  # from 1
    kind: PageKind  # of the page
    text: str  # as read; the cells of a table row joined by " | "
    words: tuple[str, ...]  # folded, OCR digits in words read as letters
    box: Box | None = None
    cells: RowCells | None = None  # None on lines of text
    line: int | None = None  # see Line.number; None of rows of a table

    @property
    def line_text(self) -> str:
        """What stands there, with single blanks."""
        return " ".join(self.text.split())


def strips_of(appendix: Document, form: Form) -> tuple[Strip, ...]:
    """Cut the appendix into strips; headers of the table that repeat and blank lines are left out.

    >>> from pipeline.model.page import Line
    >>> page = Page(1, PageKind.TEXT, (Line("STT Chi tieu"), Line(""), Line("1.1. S6 TTHC 0")))
    >>> form = Form("f", "Form", (), header=("STT Chỉ tiêu",))
    >>> [strip.words for strip in strips_of(Document((page,)), form)]
    [('1', '1', 'so', 'tthc', '0')]
    """
    headers = tuple(fold_ocr(header) for header in form.header)
    strips = []
    for page in appendix.pages:
        strips += [strip for strip in _page_strips(page, form) if not is_header(strip, headers)]
    return tuple(strips)


def _page_strips(page: Page, form: Form) -> list[Strip]:
    """Give table rows and the lines outside the tables, from top to bottom.

    Office files tell no places: there the lines say themselves which row they are.
    """
    rows = [table_rows(table, form) for table in page.tables]
    strips = [
        _strip(page, cells.text, cells.box, cells)
        for table, found in zip(page.tables, rows, strict=True)
        for cells in (found if table.box else ())
    ]
    boxes = [table.box for table in page.tables if table.box]
    for line in _without_page_number(page):
        if line.box and any(box.contains(*line.box.center) for box in boxes):
            continue
        cells = _cells_of(line, rows)
        text = cells.text if cells else line.text
        strips.append(replace(_strip(page, text, line.box, cells), line=line.number))
    if boxes:
        strips.sort(key=lambda strip: strip.box.top if strip.box else 0.0)
    return strips


def _cells_of(line: Line, rows: Sequence[tuple[RowCells, ...]]) -> RowCells | None:
    """Give the cells of the row that a line says it is; None where its table is no appendix."""
    if line.row is None:
        return None
    table, row = line.row
    return rows[table][row] if rows[table] else None


def _without_page_number(page: Page) -> list[Line]:
    """Give the lines without the number that stands alone at the page's head or foot."""
    lines = [line for line in page.lines if line.text.strip()]
    for end in (0, -1):
        text = lines[end].text.strip(" -|") if lines and lines[end].row is None else ""
        if text.isdecimal() and abs(int(text) - page.number) <= PAGE_NUMBER_OFFSET:
            lines.pop(end)
    return lines


def _strip(page: Page, text: str, box: Box | None, cells: RowCells | None) -> Strip:
    words = tuple(_WORD.findall(fold_ocr(text.replace("\n", " "))))
    return Strip(page.number, page.kind, text, words, box, cells)


def is_header(strip: Strip, headers: tuple[str, ...]) -> bool:
    """Say whether a strip is (part of) the table's header, printed again on each page."""
    text = " ".join(strip.words)
    if len(text) < 6:
        return not strip.words
    if any(fuzz.ratio(header, text) >= HEADER_SCORE for header in headers):
        return True
    words = [word for word in strip.words if len(word) > 1]
    vocabulary = tuple({word for header in headers for word in header.split() if len(word) > 1})
    known = sum(len(word) for word in words if is_like(word, vocabulary))
    return len(words) >= FEWEST_HEADER_WORDS and known >= HEADER_SHARE * sum(map(len, words))
