"""The tables of a draft as TOML: `[[matrix]]` with its columns and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.drafting.outline import Note
from pipeline.drafting.toml import print_table, print_values
from pipeline.model.crosstab import Crosstab

Notes = Mapping[str, tuple[Note, ...]]


def print_tables(tables: Iterable[Crosstab], notes: Notes) -> Iterator[str]:
    """Give the lines of the file for the tables of a form."""
    for table in tables:
        yield from print_table("matrix", notes.get(table.id, ()), id=table.id)
        yield from print_values(label=table.label, unit=table.unit)
        for column in table.columns:
            told = notes.get(f"{table.id}.{column.id}", ())
            yield from print_table("matrix.column", told, id=column.id)
            yield from print_values(path=column.path) if column.path else ("path = []",)
            yield from print_values(unit=column.unit)
        for line in table.lines:
            told = notes.get(line.id, ())
            yield from print_table("matrix.line", told, id=line.id, label=line.label)
            yield from print_values(parents=line.parents, unit=line.unit, only=line.only)
