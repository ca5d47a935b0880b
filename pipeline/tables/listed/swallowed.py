"""Figures that stand in a row beside its empty value cell, put there by a page break or a merge.

Where a page ends in the middle of a row, the upper half has no rule below it and is no row of the
table: `5.2.3 Thủ tục 26 Văn phòng` is a line of text, and the lower half shows an empty cell. Such
a row is not blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from pipeline.model.form import Indicator
from pipeline.tables.figures.cell_value import parse_figure
from pipeline.tables.listed.align import Block
from pipeline.tables.listed.strips import Strip

_NUMERAL = re.compile(r"(?<![\w/,.-])\d[\d.,]*(?![\w/-])")


def find_swallowed(block: Block, row: Indicator) -> tuple[Decimal, ...]:
    """Give the figures that a row shows and that neither its own text nor its code explains.

    Args:
        block: The strips of the row, some of them rows of a table.
        row: As the form gives it.
    """
    legend = " ".join(f"{choice.code}" for choice in row.legend)
    known = Counter(_numerals(f"{row.label} {row.unit} {row.department} {legend}"))
    known[row.code] += 1
    found = Counter(numeral for strip in block.strips for numeral in _shown(strip))
    left = (numeral for numeral, count in found.items() if count > known[numeral])
    figures = (parse_figure(numeral) for numeral in left)
    return tuple(figure.value for figure in figures if figure)


def _shown(strip: Strip) -> Iterator[str]:
    if strip.cells is None:
        yield from _numerals(strip.text)
        return
    for cell in (strip.cells.name, strip.cells.unit):
        if cell is not None:
            yield from _numerals(cell.text)


def _numerals(text: str) -> Iterator[str]:
    for found in _NUMERAL.finditer(text):
        yield found[0].strip(".,")
