"""Tables of TOML to records of the schema, field by field, all faults noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.forms.faults import Faults
from pipeline.forms.values import convert, empty

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Filled from other keys, never written themselves.
_NOT_WRITTEN = {
    *("legend", "sections", "indicators", "checks", "subjects", "by_id"),
    *("matrix", "columns", "lines", "number", "versions", "additions", "crosstabs", "cell_tables"),
}

_Record = TypeVar("_Record", bound="DataclassInstance")


def read_records(
    kind: type[_Record], tables: Mapping[str, Any], faults: Faults, name: str = ""
) -> tuple[_Record, ...]:
    """Read the tables `[[name]]`.

    Args:
        kind: Of the records.
        tables: What the file says, or one table of it.
        faults: Takes what is wrong.
        name: Of the tables; empty: that of the kind in small letters.
    """
    name = name or kind.__name__.lower()
    found = tables.get(name, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        faults.add(name, f"phải viết là [[{name}]]", f"must be written as [[{name}]]")
        return ()
    records = []
    for number, table in enumerate(found, 1):
        place = str(table.get("id") or f"{name} {table.get('code') or number}")
        records.append(read_record(kind, table, place, faults))
    return tuple(records)


def read_record(
    kind: type[_Record], table: Mapping[str, Any], place: str, faults: Faults
) -> _Record:
    """Read one table; what is missing or wrong is noted and stands empty."""
    schema = {field.name: field for field in fields(kind) if field.name not in _NOT_WRITTEN}
    for key in table.keys() - schema.keys():
        faults.add(place, f"không có mục tên '{key}'", f"unknown key '{key}'")
    values = {}
    for name, field in schema.items():
        if name in table:
            values[name] = _convert(str(field.type), table[name], f"{place}, {name}", faults)
        elif field.default is MISSING and field.default_factory is MISSING:
            faults.add(place, f"thiếu mục '{name}'", f"key '{name}' is missing")
            values[name] = empty(str(field.type))
    return kind(**values)


def _convert(type_name: str, value: object, place: str, faults: Faults) -> Any:
    try:
        return convert(type_name, value)
    except (TypeError, ValueError, KeyError):
        faults.add(
            place, f"giá trị {value!r} không hợp lệ", f"{value!r} is not allowed ({type_name})"
        )
        return empty(type_name)
