"""The `[[matrix]]` tables of a form: read, checked, and made into indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.forms.faults import Faults, repeated
from pipeline.forms.records import read_record, read_records
from pipeline.model.crosstab import (
    ANY,
    Crosstab,
    CrosstabColumn,
    CrosstabLine,
    cell_id,
    crosstab_label,
)
from pipeline.model.form import Form, Indicator, Kind

_TABLE = "matrix"
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def read_crosstabs(tables: Mapping[str, Any], faults: Faults) -> tuple[Crosstab, ...]:
    """Read the tables `[[matrix]]` of a form file; none where it has none, or one `[matrix]`."""
    found = tables.get(_TABLE)
    if not isinstance(found, list):
        return ()
    return tuple(_read(table, number, faults) for number, table in enumerate(found, start=1))


def _read(table: Any, number: int, faults: Faults) -> Crosstab:
    place = f"{_TABLE} {number}"
    if not isinstance(table, dict):
        faults.add(place, "phải viết là [[matrix]]", "must be written as [[matrix]]")
        return Crosstab(place)
    lists = {name: table.get(name, []) for name in ("column", "line")}
    top = {key: value for key, value in table.items() if key not in lists}
    return replace(
        read_record(Crosstab, top, str(table.get("id") or place), faults),
        columns=read_records(CrosstabColumn, lists, faults, "column"),
        lines=read_records(CrosstabLine, lists, faults, "line"),
    )


def check_crosstabs(crosstabs: tuple[Crosstab, ...], form: Form, faults: Faults) -> None:
    """Look for names that are given twice, lead nowhere, or are missing."""
    if crosstabs and form.rows:
        faults.add(
            form.id,
            "biểu mẫu có [[matrix]] thì các [[indicator]] không mang code",
            "a form with [[matrix]] has no [[indicator]] with a code",
        )
    lines = [line.id for table in crosstabs for line in table.lines]
    for id in (*repeated(lines), *repeated([table.id for table in crosstabs])):
        faults.add(id, "mã bị trùng", "this id stands twice")
    for table in crosstabs:
        columns = [column.id for column in table.columns]
        if not columns or not table.lines:
            faults.add(table.id, "bảng cần có cột và dòng", "needs columns and lines")
        for id in repeated(columns):
            faults.add(f"{table.id}, {id}", "mã bị trùng", "this id stands twice")
        for id in (table.id, *columns, *(line.id for line in table.lines)):
            if not _ID.fullmatch(id):
                faults.add(id, "mã phải gồm chữ thường không dấu và số", "an id is letters and _")
        for line in table.lines:
            if not any(name.strip() for name in line.path):
                faults.add(line.id, "thiếu tên dòng", "the label is empty")
            for name in line.only:
                if name not in columns:
                    faults.add(line.id, f"không có cột '{name}'", f"unknown column '{name}'")


def expand_crosstabs(form: Form, crosstabs: tuple[Crosstab, ...]) -> Form:
    """Give a form with the cells of its tables before its other indicators."""
    cells = tuple(cell for table in crosstabs for cell in _cells(table))
    return replace(form, crosstabs=crosstabs, indicators=(*cells, *form.indicators))


def _cells(table: Crosstab) -> Iterator[Indicator]:
    for line, column in table.cells():
        yield Indicator(
            cell_id(line.id, column.id),
            crosstab_label(line.path, column.path),
            Kind.AMOUNT,
            table.unit_of(line, column),
            bounds=ANY,
            aggregate=table.adds(column),
        )
