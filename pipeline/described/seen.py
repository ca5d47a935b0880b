"""The tables of a report with their rows, columns and cells, out of the figures found in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.generic.reading import read_generic
from pipeline.model.page import Document
from pipeline.tables.ruled.reading import Found


@dataclass(frozen=True, slots=True)
class Seen:
    """One table as the report prints it."""

    number: int  # from 1, in the report
    caption: str
    columns: tuple[tuple[str, ...], ...]  # of each the headings above it
    rows: tuple[tuple[str, ...], ...]  # of each the names from the outermost parent to its own
    cells: dict[tuple[int, int], Found]  # by places of row and column in these
    recognised: bool = False  # an OCR read it

    @property
    def figures(self) -> Iterable[Found]:
        """What is printed in its cells, row by row."""
        return self.cells.values()


def see_document(document: Document) -> list[Seen]:
    """Give the tables of a document."""
    recognised = frozenset(page.number for page in document.pages if page.kind.is_recognised)
    return see_tables(read_generic(document).found, recognised)


def see_tables(found: Iterable[Found], recognised: frozenset[int] = frozenset()) -> list[Seen]:
    """Put the figures of tables together again, table by table.

    Args:
        found: All figures of a report; those of sentences are left out.
        recognised: Pages that an OCR read, from 1.
    """
    tables: dict[int, list[Found]] = {}
    for one in found:
        if one.spot is not None:
            tables.setdefault(one.spot.table, []).append(one)
    return [_see(number, some, recognised) for number, some in sorted(tables.items())]


def _see(number: int, found: Sequence[Found], recognised: frozenset[int]) -> Seen:
    spots = [(one, one.spot) for one in found if one.spot is not None]
    columns = {spot.column: spot.headings for _, spot in spots}
    rows = {spot.row: spot.names for _, spot in spots}
    caption = spots[0][1].caption
    across = {column: place for place, column in enumerate(sorted(columns))}
    down = {row: place for place, row in enumerate(sorted(rows))}
    return Seen(
        number,
        "" if caption.startswith("(") else caption,  # of the decision it belongs to
        tuple(columns[column] for column in sorted(columns)),
        tuple(rows[row] for row in sorted(rows)),
        {(down[spot.row], across[spot.column]): one for one, spot in spots},
        any(one.reading.source.page in recognised for one in found),
    )
