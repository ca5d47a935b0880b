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
    return see_tables(read_generic(document).found, recognised_pages(document))


def recognised_pages(document: Document) -> frozenset[int]:
    """Give the pages that an OCR read, from 1."""
    return frozenset(page.number for page in document.pages if page.kind.is_recognised)


def see_tables(found: Iterable[Found], recognised: frozenset[int] = frozenset()) -> list[Seen]:
    """Put the figures of tables together again, table by table.

    Args:
        found: All figures of a report; those of sentences are left out.
        recognised: Pages that an OCR read, from 1.
    """
    tables: dict[int, list[Found]] = {}
    for one in found:
        if one.place is not None:
            tables.setdefault(one.place.table, []).append(one)
    return [_see(number, some, recognised) for number, some in sorted(tables.items())]


def _see(table: int, found: Sequence[Found], recognised: frozenset[int]) -> Seen:
    placed = [(one, one.place) for one in found if one.place is not None]
    columns = {place.column: place.headings for _, place in placed}
    rows = {place.row: place.names for _, place in placed}
    caption = placed[0][1].caption
    across = {column: number for number, column in enumerate(sorted(columns))}
    down = {row: number for number, row in enumerate(sorted(rows))}
    return Seen(
        table,
        "" if caption.startswith("(") else caption,  # of the decision it belongs to
        tuple(columns[column] for column in sorted(columns)),
        tuple(rows[row] for row in sorted(rows)),
        {(down[place.row], across[place.column]): one for one, place in placed},
        any(one.reading.source.page in recognised for one in found),
    )
