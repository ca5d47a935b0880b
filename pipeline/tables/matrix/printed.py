"""A line of a matrix as a report prints it, before it is known which field it is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.matrix import MatrixColumn
from pipeline.model.reading import Source
from pipeline.tables.figures.cell_value import Figure


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One figure of a line."""

    column: MatrixColumn
    figure: Figure
    source: Source


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line; a column without a cell was not seen."""

    number: str  # as read; empty where none is printed
    name: str  # as read
    page: int  # from 1
    cells: tuple[PrintedCell, ...]
    recognised: bool  # its letters were read by an OCR, and may be others


def first_number(text: str) -> int | None:
    """Give the whole number that a line is numbered with.

    >>> first_number("12."), first_number("TT"), first_number("1.2")
    (12, None, None)
    """
    bare = text.strip().rstrip(".)")
    return int(bare) if bare.isdecimal() and len(bare) <= 2 else None


def inked(cells: Sequence[PrintedCell]) -> bool:
    """Say whether something is printed in a line."""
    return any(cell.figure.value is not None or cell.figure.reason for cell in cells)
