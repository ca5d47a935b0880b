"""Pattern files to forms: `patterns/*.toml`, each read and checked as a whole.

A file is refused with all of its faults at once, because an analyst who edits one should not have
to run the program once per slip. A converter that stops at the first fault would not do, so the
schema (the dataclasses of `pipeline.model.form`) is walked field by field here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pipeline.extract.forms.examples import check_examples
from pipeline.extract.forms.faults import Faults, check_form
from pipeline.extract.prose.anchors import expand_fragments
from pipeline.model.errors import FormError
from pipeline.model.finding import Severity
from pipeline.model.form import (
    Check,
    Choice,
    Example,
    Form,
    Indicator,
    Kind,
    Rate,
    Section,
    Subject,
)

FRAGMENTS = "fragments.toml"

_LEGEND = re.compile(r"\s*([^=;]+?)\s*=\s*(\d+)\s*(?:;|$)")
_TABLES = ("section", "indicator", "check", "subject")
# Filled from other keys, never written themselves.
_NOT_WRITTEN = {"legend", "sections", "indicators", "checks", "subjects", "by_id"}

_Record = TypeVar("_Record", Form, Section, Indicator, Check, Subject)


def load_forms(folder: Path, *, examples: bool = True) -> tuple[Form, ...]:
    """Read all forms of a folder.

    Args:
        folder: Holds one TOML file per form and `fragments.toml`.
        examples: Whether to try every pattern on its examples and rejects, too. That takes most
            of the time, and a file that passed once passes again.

    Raises:
        FormError: Some file is wrong; the message names all faults of all files.
    """
    faults = Faults()
    paths = sorted(path for path in folder.glob("*.toml") if path.name != FRAGMENTS)
    if not paths:
        faults.add(folder.name, "không có tệp biểu mẫu nào", "there is no form file")
    forms = [_load(path, faults, examples=examples) for path in paths]
    ids = [form.id for form in forms]
    for form in forms:
        if ids.count(form.id) > 1:
            faults.add(form.id, "mã biểu mẫu bị trùng", "two form files have this id")
    _refuse(faults)
    return tuple(forms)


def load_form(path: Path, *, examples: bool = True) -> Form:
    """Read one form; see `load_forms`.

    Raises:
        FormError: The file is wrong; the message names all its faults.
    """
    faults = Faults()
    form = _load(path, faults, examples=examples)
    _refuse(faults)
    return form


def parse_legend(unit: str) -> tuple[Choice, ...]:
    """Read the legend that the unit cell of a coded row prints; empty if it is none.

    >>> [(choice.code, choice.label) for choice in parse_legend("Có = 1; chưa có=0")]
    [(1, 'Có'), (0, 'chưa có')]
    >>> parse_legend("Văn bản"), parse_legend("Có = một")
    ((), ())
    """
    entries = tuple(_LEGEND.finditer(unit))
    if sum(len(entry.group()) for entry in entries) != len(unit):
        return ()
    return tuple(Choice(int(entry[2]), entry[1]) for entry in entries)


def _refuse(faults: Faults) -> None:
    if not faults.found:
        return
    count = len(faults.found)
    vietnamese = "\n".join(f"  {fault.place}: {fault.vietnamese}" for fault in faults.found)
    english = "\n".join(f"  {fault.place}: {fault.english}" for fault in faults.found)
    raise FormError(
        f"Biểu mẫu có {count} lỗi. Hãy sửa những chỗ sau rồi chạy lại:\n{vietnamese}\n",
        f"The forms have {count} faults. Mend these places and run again:\n{english}",
    )


def _load(path: Path, faults: Faults, *, examples: bool) -> Form:
    before = len(faults.found)
    tables = _read_toml(path, faults)
    fragments = _read_toml(path.parent / FRAGMENTS, faults)
    top = {key: value for key, value in tables.items() if key not in _TABLES}
    indicators = _read_records(Indicator, tables, faults)
    form = replace(
        _read_record(Form, top, path.name, faults),
        sections=_read_records(Section, tables, faults),
        indicators=tuple(_finish_indicator(row, fragments, faults) for row in indicators),
        checks=_read_records(Check, tables, faults),
        subjects=tuple(
            replace(subject, names=_expand(subject.names, fragments, subject.id, faults))
            for subject in _read_records(Subject, tables, faults)
        ),
    )
    if len(faults.found) == before:
        check_form(form, faults)
    if examples and len(faults.found) == before:
        check_examples(form, faults)
    return form


def _read_toml(path: Path, faults: Faults) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        if path.name != FRAGMENTS:
            faults.add(path.name, "không có tệp này", "there is no such file")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.add(path.name, f"không đọc được ({error})", f"cannot be read ({error})")
    return {}


def _read_records(
    kind: type[_Record], tables: Mapping[str, Any], faults: Faults
) -> tuple[_Record, ...]:
    name = kind.__name__.lower()
    found = tables.get(name, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        faults.add(name, f"phải viết là [[{name}]]", f"must be written as [[{name}]]")
        return ()
    records = []
    for number, table in enumerate(found, 1):
        place = str(table.get("id") or f"{name} {table.get('code') or number}")
        records.append(_read_record(kind, table, place, faults))
    return tuple(records)


def _read_record(
    kind: type[_Record], table: Mapping[str, Any], place: str, faults: Faults
) -> _Record:
    schema = {field.name: field for field in fields(kind) if field.name not in _NOT_WRITTEN}
    for key in table.keys() - schema.keys():
        faults.add(place, f"không có mục tên '{key}'", f"unknown key '{key}'")
    values = {}
    for name, field in schema.items():
        if name in table:
            values[name] = _convert(str(field.type), table[name], f"{place}, {name}", faults)
        elif field.default is MISSING and field.default_factory is MISSING:
            faults.add(place, f"thiếu mục '{name}'", f"key '{name}' is missing")
            values[name] = _EMPTY[str(field.type)]
    return kind(**values)


def _convert(type_name: str, value: object, place: str, faults: Faults) -> Any:
    try:
        return _CONVERTERS[type_name](value)
    except (TypeError, ValueError, KeyError):
        faults.add(
            place, f"giá trị {value!r} không hợp lệ", f"{value!r} is not allowed ({type_name})"
        )
        return _EMPTY.get(type_name)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _figure(value: object) -> Decimal:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    return Decimal(str(value))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


def _bounds(value: object) -> tuple[Decimal, Decimal]:
    if not isinstance(value, list):
        raise TypeError
    low, high = map(_figure, value)
    return low, high


def _rate(value: object) -> Rate:
    if not isinstance(value, dict) or value.keys() != {"part", "whole"}:
        raise TypeError
    return Rate(_text(value["part"]), _text(value["whole"]))


def _examples(value: object) -> tuple[Example, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(Example(_text(item["text"]), _figure(item["value"])) for item in value)


# The types of the schema, as `pipeline.model.form` writes them.
_CONVERTERS: dict[str, Callable[[object], Any]] = {
    "str": _text,
    "bool": _truth,
    "int | None": _whole,
    "tuple[str, ...]": _texts,
    "Kind": lambda value: Kind(_text(value)),
    "Severity": lambda value: Severity(_text(value)),
    "Rate | None": _rate,
    "tuple[Decimal, Decimal] | None": _bounds,
    "tuple[Example, ...]": _examples,
}
_EMPTY: dict[str, Any] = {
    "str": "",
    "tuple[str, ...]": (),
    "tuple[Example, ...]": (),
    "Kind": Kind.HEADING,
    "Severity": Severity.ERROR,
}


def _finish_indicator(row: Indicator, fragments: Mapping[str, str], faults: Faults) -> Indicator:
    """Parse the legend and put the fragments into the patterns."""
    if row.kind is Kind.CHOICE and not parse_legend(row.unit):
        faults.add(row.id, f"không hiểu chú giải '{row.unit}'", f"no legend: '{row.unit}'")
    names = "|".join(map(re.escape, (row.label, *row.aliases)))
    known = {**fragments, "label": f"(?:{names})"}
    return replace(
        row,
        legend=parse_legend(row.unit) if row.kind is Kind.CHOICE else (),
        prose=_expand(row.prose, known, row.id, faults),
        context=_expand((row.context,), known, row.id, faults)[0],
    )


def _expand(
    patterns: Iterable[str], fragments: Mapping[str, str], place: str, faults: Faults
) -> tuple[str, ...]:
    expanded = []
    for pattern in patterns:
        try:
            expanded.append(expand_fragments(pattern, fragments))
        except KeyError as error:
            name = error.args[0]
            faults.add(place, f"không có mảnh {{{name}}}", f"unknown fragment {{{name}}}")
            expanded.append("")
        except RecursionError:
            faults.add(place, f"mảnh lồng nhau: '{pattern}'", f"fragments in a circle: '{pattern}'")
            expanded.append("")
    return tuple(expanded)
