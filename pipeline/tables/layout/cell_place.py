"""Where a figure of a table stands: its row and its column, by place and by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellPlace:
    """The place of a cell in the tables of a report."""

    table: int  # from 1, in the report
    row: int  # in printed order
    column: int  # in printed order
    names: tuple[str, ...]  # of the rows it stands under and of its own, the outermost first
    headings: tuple[str, ...]  # above its column, from the top
    caption: str = ""  # of the table
