"""Pattern files to forms: `patterns/*.toml`, each read and checked as a whole.

A file is refused with all of its faults at once, because an analyst who edits one should not have
to run the program once per slip. A converter that stops at the first fault would not do, so the
schema (the dataclasses of `pipeline.model.form`) is walked field by field here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.forms.crosstabs import (
    check_crosstabs,
    expand_crosstabs,
    read_crosstabs,
)
from pipeline.forms.examples import check_examples
from pipeline.forms.faults import Faults, check_form
from pipeline.forms.likeness import check_likeness
from pipeline.forms.matrix import check_matrix, expand, read_matrix
from pipeline.forms.pace import check_pace
from pipeline.forms.records import read_record, read_records
from pipeline.forms.units import UNITS, Units, check_units, parse_units
from pipeline.forms.versions import check_versions, read_versions
from pipeline.model.errors import FormError
from pipeline.model.form import (
    Check,
    Choice,
    Form,
    Indicator,
    Kind,
    Section,
    Subject,
)
from pipeline.wording.anchors import expand_fragments
from pipeline.wording.budget import TooManyStepsError, allowance

FRAGMENTS = "fragments.toml"
# Files of a folder of forms that are no forms.
SHARED = (FRAGMENTS, UNITS)

_LEGEND = re.compile(r"\s*([^=;]+?)\s*=\s*(\d+)\s*(?:;|$)")
# Of one file; the longest real one has 150 kB and 300 indicators.
_LARGEST = 2**20  # bytes
_MOST_INDICATORS = 3_000
# Of all examples of a file together: 10 seconds. Those of the project's longest take 113,109.
_MOST_STEPS = 3_000_000
_TABLES = ("section", "indicator", "check", "subject", "matrix", "version")


def load_forms(
    folder: Path, *, examples: bool = True, pace: bool = False, shared: Path | None = None
) -> tuple[Form, ...]:
    """Read all forms of a folder.

    Args:
        folder: Holds one TOML file per form, and what they share: `fragments.toml`, `units.toml`.
        examples: Whether to try every pattern on its examples and rejects, too. That takes most
            of the time, and a file that passed once passes again.
        pace: Whether to count how many steps each pattern takes. For people who write patterns: a
            slow pattern holds up a batch, and is no reason to refuse it.
        shared: A folder with what the forms share where their own has none.

    Raises:
        FormError: Some file is wrong; the message names all faults of all files.
    """
    faults = Faults()
    paths = sorted(path for path in folder.glob("*.toml") if path.name not in SHARED)
    if not paths:
        faults.add(folder.name, "không có tệp biểu mẫu nào", "there is no form file")
    forms = [_load_safely(path, faults, shared, examples=examples, pace=pace) for path in paths]
    ids = [form.id for form in forms]
    for form in forms:
        if ids.count(form.id) > 1:
            faults.add(form.id, "mã biểu mẫu bị trùng", "two form files have this id")
    _refuse(faults)
    return tuple(forms)


def load_form(
    path: Path, *, examples: bool = True, pace: bool = False, shared: Path | None = None
) -> Form:
    """Read one form; see `load_forms`.

    Raises:
        FormError: The file is wrong; the message names all its faults.
    """
    faults = Faults()
    form = _load_safely(path, faults, shared, examples=examples, pace=pace)
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


def _load_safely(
    path: Path, faults: Faults, shared: Path | None, *, examples: bool, pace: bool
) -> Form:
    try:
        return _load(path, faults, shared, examples=examples, pace=pace)
    except RecursionError:
        faults.add(path.name, "các nhóm lồng nhau quá sâu", "groups are nested too deep")
        return Form(path.stem, path.stem, ())


def _load(path: Path, faults: Faults, shared: Path | None, *, examples: bool, pace: bool) -> Form:
    before = len(faults.found)
    tables = _read_toml(path, faults)
    fragments = _read_toml(_find_shared(path.parent, shared, FRAGMENTS), faults)
    units = parse_units(_read_toml(_find_shared(path.parent, shared, UNITS), faults), faults)
    top = {key: value for key, value in tables.items() if key not in _TABLES}
    indicators = read_records(Indicator, tables, faults)
    form = replace(
        read_record(Form, top, path.name, faults),
        sections=read_records(Section, tables, faults),
        indicators=tuple(_finish_indicator(row, fragments, faults) for row in indicators),
        checks=read_records(Check, tables, faults),
        subjects=tuple(
            replace(subject, names=_expand(subject.names, fragments, subject.id, faults))
            for subject in read_records(Subject, tables, faults)
        ),
    )
    matrix = read_matrix(tables, faults)
    check_matrix(matrix, faults)
    crosstabs = read_crosstabs(tables, faults)
    check_crosstabs(crosstabs, form, faults)
    told = read_versions(tables, faults, lambda row: _finish_indicator(row, fragments, faults))
    form = replace(form, versions=told.versions, additions=told.additions)
    form = _check_length(form, path, faults)
    if len(faults.found) > before:
        return form
    form = _check_length(expand(form, matrix), path, faults) if matrix else form
    form = expand_crosstabs(form, crosstabs) if crosstabs else form
    check_form(form, faults)
    sound = len(faults.found) == before  # its patterns can be tried
    own = (row for row in form.indicators if row.id not in form.cell_tables)
    check_units(replace(form, indicators=(*own, *form.additions)), units, faults)
    check_likeness(form, faults)
    if sound:
        _try_patterns(form, faults, examples=examples, pace=pace)
    return form


def _try_patterns(form: Form, faults: Faults, *, examples: bool, pace: bool) -> None:
    check_versions(form, faults)
    if examples:
        try:
            with allowance(_MOST_STEPS):
                check_examples(form, faults)
        except TooManyStepsError:
            faults.add(
                form.id,
                f"thử các mẫu câu trên ví dụ mất hơn {_MOST_STEPS} bước. Hãy bớt ví dụ, bớt "
                "{far}, bớt các nhóm lặp lồng nhau",
                f"trying the patterns on the examples takes more than {_MOST_STEPS} steps. Use "
                "fewer examples, fewer {far} and no repeated groups inside each other",
            )
    if pace:
        check_pace(form, faults)


def _check_length(form: Form, path: Path, faults: Faults) -> Form:
    count = len(form.indicators)
    if count <= _MOST_INDICATORS:
        return form
    faults.add(
        path.name,
        f"có {count} chỉ tiêu, nhiều nhất {_MOST_INDICATORS}",
        f"there are {count} indicators, at most {_MOST_INDICATORS} are read",
    )
    return replace(form, indicators=())


def read_unit_list(folder: Path, shared: Path | None = None) -> Units:
    """Read `units.toml` of a folder of forms.

    Raises:
        FormError: It is wrong.
    """
    faults = Faults()
    units = parse_units(_read_toml(_find_shared(folder, shared, UNITS), faults), faults)
    _refuse(faults)
    return units


def read_fragments(folder: Path, shared: Path | None = None) -> Mapping[str, str]:
    """Read `fragments.toml` of a folder of forms.

    Raises:
        FormError: It is wrong.
    """
    faults = Faults()
    fragments = _read_toml(_find_shared(folder, shared, FRAGMENTS), faults)
    _refuse(faults)
    return fragments


def _find_shared(folder: Path, shared: Path | None, name: str) -> Path:
    own = folder / name
    return own if shared is None or own.exists() else shared / name


def _read_toml(path: Path, faults: Faults) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():
            raise OSError("not a regular file")
        if path.stat().st_size > _LARGEST:
            raise OSError(f"more than {_LARGEST} bytes")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        if path.name not in SHARED:
            faults.add(path.name, "không có tệp này", "there is no such file")
    except RecursionError:
        faults.add(path.name, "các bảng lồng nhau quá sâu", "tables are nested too deep")
    except (OSError, ValueError) as error:
        faults.add(path.name, f"không đọc được ({error})", f"cannot be read ({error})")
    return {}


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
