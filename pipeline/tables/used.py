"""Which lines and cells of a report were read as rows of its form."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Page, Table


@dataclass(frozen=True, slots=True)
class Used:
    """Lines and cells of numbered pages, and places where those were joined."""

    lines: frozenset[tuple[int, int | None]] = frozenset()  # page and number
    cells: frozenset[tuple[int, int | None]] = frozenset()
    boxes: tuple[tuple[int, Box], ...] = ()  # page and place

    def has_line(self, page: Page, line: Line) -> bool:
        """Say whether a line was read."""
        if (page.number, line.number) in self.lines:
            return True
        return line.box is not None and any(
            number == page.number and box.contains(*line.box.center) for number, box in self.boxes
        )

    def has_table(self, page: Page, table: Table) -> bool:
        """Say whether a table was read, or a part of it."""
        return any((page.number, cell.number) in self.cells for cell in table.cells)

    def __or__(self, other: Used) -> Used:
        """Give what either has."""
        return Used(self.lines | other.lines, self.cells | other.cells, self.boxes + other.boxes)


NOTHING = Used()
