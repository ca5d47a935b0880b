"""The tables of a draft as TOML: `[[matrix]]` with its columns and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.drafting.outline import Note
from pipeline.drafting.toml import comments, quote
from pipeline.model.crosstab import Crosstab, CrosstabColumn, CrosstabLine

Notes = Mapping[str, tuple[Note, ...]]


def print_tables(tables: Iterable[Crosstab], notes: Notes) -> Iterator[str]:
    """Give the lines of the file for the tables of a form."""
    for table in tables:
        yield from ("", *comments(notes.get(table.id, ())))
        yield "[[matrix]]"
        yield f"id = {quote(table.id)}"
        yield from _texts({"label": table.label, "unit": table.unit})
        for column in table.columns:
            yield from ("", *comments(notes.get(f"{table.id}.{column.id}", ())))
            yield from _print_column(column)
        for line in table.lines:
            yield from ("", *comments(notes.get(line.id, ())))
            yield from _print_line(line)


def _print_column(column: CrosstabColumn) -> Iterator[str]:
    yield "[[matrix.column]]"
    yield f"id = {quote(column.id)}"
    yield f"path = {_list(column.path)}"
    yield from _texts({"unit": column.unit})


def _print_line(line: CrosstabLine) -> Iterator[str]:
    yield "[[matrix.line]]"
    yield f"id = {quote(line.id)}"
    yield f"label = {quote(line.label)}"
    if line.parents:
        yield f"parents = {_list(line.parents)}"
    yield from _texts({"unit": line.unit})
    if line.only:
        yield f"only = {_list(line.only)}"


def _texts(values: Mapping[str, str]) -> Iterator[str]:
    return (f"{key} = {quote(value)}" for key, value in values.items() if value)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(quote, texts))}]"
