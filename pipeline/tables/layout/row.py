"""One row of a table, each place of it filled, and what single cells look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.page import Cell, PageKind

_YEAR = re.compile(r"(?:19|20)\d\d")
# 1, (2), A, 3=2/1, (5)=(3)+(4): rows of these number the columns.
_INDEX = re.compile(r"[A-ZĐ]|\(?\d{1,2}\)?(?: ?= ?[\d()+\-/*x:% ]+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    number: int  # from 1, in the table over all its pages, its header included
    page: int  # from 1
    kind: PageKind  # of the page
    cells: tuple[Cell | None, ...]  # by column; a cell over several stands in each of its places

    def text(self, column: int) -> str:
        """Give what a column shows in this row, on one line."""
        cell = self.cells[column]
        return " ".join(cell.text.split()) if cell else ""

    def starts(self, column: int) -> bool:
        """Say whether a cell begins in this row and column, and is not only reaching into it."""
        cell = self.cells[column]
        return cell is not None and (cell.row, cell.column) == (self.number - 1, column)

    @property
    def inked(self) -> tuple[Cell, ...]:
        """The cells that begin in this row and show text."""
        return tuple(
            cell
            for column, cell in enumerate(self.cells)
            if cell is not None and self.starts(column) and cell.text.strip()
        )

    @property
    def line(self) -> str:
        """All of its text on one line."""
        return " ".join(" ".join(cell.text.split()) for cell in self.inked)


def is_year(text: str) -> bool:
    """Say whether a text is a year: a heading much rather than a figure."""
    return _YEAR.fullmatch(text) is not None


def numbers_columns(row: Row) -> bool:
    """Say whether a row numbers the columns below a header: A, B, 1, 2, 3=2/1.

    >>> cells = tuple(Cell(1, place, text) for place, text in enumerate(("A", "B", "1", "2=1/3")))
    >>> numbers_columns(Row(2, 1, PageKind.DIGITAL, cells))
    True
    """
    # A workbook keeps a typed `(7)` as the amount -7.
    texts = [" ".join(cell.text.split()).lstrip("'-") for cell in row.inked]
    if len(texts) < 3 or not all(map(_INDEX.fullmatch, texts)):
        return False
    numbers = [int(found.group()) for text in texts if (found := re.search(r"\d+", text))]
    rising = all(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= 2 and numbers[0] <= 3 and rising
