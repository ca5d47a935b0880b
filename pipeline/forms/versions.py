"""The `[[version]]` tables of a form: read, and checked on the form they give.

    [[version]]
    id = "2019"
    label = "mẫu năm 2019"
    valid_from = 2019-01-01            # of the period's end; either may be left out
    valid_until = 2021-12-14
    absent = ["I.5.2"]
    renamed = { "I.1" = "Số văn bản lãnh đạo, chỉ đạo" }
    renumbered = { "I.6" = "5", "III.2.1" = "IV.1.3" }

    [[version.added]]                  # an [[indicator]] with the row it stands behind
    after = "I.4.4"
    id = "I.initiatives"
    ...

A row that an earlier version has described is taken up again by `id` and `after` alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline.forms.faults import Faults
from pipeline.forms.likeness import check_likeness
from pipeline.forms.records import read_record
from pipeline.model.form import Form, Indicator
from pipeline.model.version import MARK, Addition, Renaming, Renumbering, Version
from pipeline.model.versioned import apply_version

_TABLE = "version"
_KEYS = frozenset(
    ("id", "label", "valid_from", "valid_until", "absent", "renamed", "renumbered", "added")
)
_ID = re.compile(r"\w[\w.-]*", re.ASCII)
_PLACE = re.compile(r"(?:([IVXL]+)\.)?(\d+(?:\.\d+)*)\.?")
_REFERENCE = frozenset(("id", "after"))

Finish = Callable[[Indicator], Indicator]


@dataclass(frozen=True, slots=True)
class Versions:
    """What a file says of the versions of its form."""

    versions: tuple[Version, ...] = ()
    additions: tuple[Indicator, ...] = ()


def read_versions(tables: Mapping[str, Any], faults: Faults, finish: Finish) -> Versions:
    """Read the versions of a form file.

    Args:
        tables: What the file says.
        faults: Takes what is wrong.
        finish: Makes what a file says of an indicator into one.
    """
    found = tables.get(_TABLE, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        faults.add(_TABLE, "phải viết là [[version]]", "must be written as [[version]]")
        return Versions()
    reader = _Reader(faults, finish)
    versions = tuple(reader.read(table) for table in found)
    return Versions(versions, tuple(reader.additions))


class _Reader:
    """Reads versions one after the other: a later one may name rows of an earlier one."""

    def __init__(self, faults: Faults, finish: Finish) -> None:
        self.additions: list[Indicator] = []
        self._faults = faults
        self._finish = finish

    def read(self, table: Mapping[str, Any]) -> Version:
        place = f"version {table.get('id', '')}".strip()
        for key in table.keys() - _KEYS:
            self._faults.add(place, f"không có mục tên '{key}'", f"unknown key '{key}'")
        return Version(
            id=self._text(table, "id", place),
            label=self._text(table, "label", place),
            valid_from=self._day(table, "valid_from", place),
            valid_until=self._day(table, "valid_until", place),
            absent=self._absent(table, place),
            renamed=tuple(Renaming(*pair) for pair in self._pairs(table, "renamed", place)),
            renumbered=tuple(self._renumbered(table, place)),
            added=tuple(self._added(table, place)),
        )

    def _text(self, table: Mapping[str, Any], key: str, place: str) -> str:
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self._refuse(place, key, value)
        return ""

    def _day(self, table: Mapping[str, Any], key: str, place: str) -> date | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._refuse(place, key, value)
        return None

    def _absent(self, table: Mapping[str, Any], place: str) -> tuple[str, ...]:
        value = table.get("absent", [])
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return tuple(value)
        self._refuse(place, "absent", value)
        return ()

    def _pairs(self, table: Mapping[str, Any], key: str, place: str) -> list[tuple[str, str]]:
        value = table.get(key, {})
        if isinstance(value, dict) and all(isinstance(one, str) and one for one in value.values()):
            return list(value.items())
        self._refuse(place, key, value)
        return []

    def _renumbered(self, table: Mapping[str, Any], place: str) -> Iterator[Renumbering]:
        for name, printed in self._pairs(table, "renumbered", place):
            parts = _PLACE.fullmatch(printed)
            if parts:
                yield Renumbering(name, parts[2], parts[1] or "")
            else:
                self._refuse(place, "renumbered", printed)

    def _added(self, table: Mapping[str, Any], place: str) -> Iterator[Addition]:
        value = table.get("added", [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self._refuse(place, "added", value)
            return
        for row in value:
            name = str(row.get("id", ""))
            after = self._text(row, "after", f"{place}, {name}")
            if row.keys() != _REFERENCE:
                own = {key: item for key, item in row.items() if key != "after"}
                record = read_record(Indicator, own, f"{place}, {name}", self._faults)
                self.additions.append(self._finish(record))
            yield Addition(name, after)

    def _refuse(self, place: str, key: str, value: object) -> None:
        if value is None:
            self._faults.add(place, f"thiếu mục '{key}'", f"key '{key}' is missing")
            return
        self._faults.add(
            f"{place}, {key}", f"giá trị {value!r} không hợp lệ", f"{value!r} is not allowed"
        )


def check_versions(form: Form, faults: Faults) -> None:
    """Look for names that lead nowhere and for rows that cannot be printed so."""
    for name, times in Counter(version.id for version in form.versions).items():
        if times > 1:
            faults.add(f"version {name}", "phiên bản bị trùng", "two versions have this id")
    _check_additions(form, faults)
    for version in form.versions:
        before = len(faults.found)
        _check_names(form, version, faults)
        if len(faults.found) == before:
            _check_printed(form, version, faults)


def _check_additions(form: Form, faults: Faults) -> None:
    names = Counter(row.id for row in form.additions)
    for name, times in names.items():
        if times > 1:
            faults.add(
                name,
                "dòng thêm được mô tả hai lần; lần sau chỉ ghi id và after",
                "this added row is described twice; name it by id and after alone",
            )
        if name in form.by_id:
            faults.add(name, "mã này là của một dòng đã có", "this is the id of another row")
    known = {*form.by_id, *names}
    for row in form.additions:
        rate = (row.rate.part, row.rate.whole) if row.rate else ()
        for name in (*rate, *row.carried_as):
            if name not in known:
                faults.add(row.id, f"không có chỉ tiêu '{name}'", f"unknown id '{name}'")
        if not row.code or not row.label.strip():
            faults.add(row.id, "dòng thêm phải có code và label", "needs a code and a label")


def _check_names(form: Form, version: Version, faults: Faults) -> None:
    place = f"version {version.id}"
    if not _ID.fullmatch(version.id) or MARK in version.id:
        faults.add(place, "mã phải gồm chữ không dấu và số", "an id is letters and digits")
    if version.valid_from and version.valid_until and version.valid_from > version.valid_until:
        faults.add(place, "valid_from phải trước valid_until", "valid_from is after valid_until")
    added = {addition.id for addition in version.added}
    own = (form.by_id.keys() - set(version.absent)) | added
    named = (
        *(("absent", name, form.by_id.keys()) for name in version.absent),
        *(("renamed", one.id, own) for one in version.renamed),
        *(("renumbered", one.id, own - added) for one in version.renumbered),
        *(("added", name, {row.id for row in form.additions}) for name in added),
        *(("after", one.after, own | _sections(form)) for one in version.added),
    )
    for key, name, known in named:
        if name not in known:
            faults.add(place, f"{key}: không có chỉ tiêu '{name}'", f"{key}: unknown id '{name}'")
    for one in version.renumbered:
        if one.section and one.section not in _sections(form):
            faults.add(place, f"không có mục {one.section}", f"there is no section {one.section}")


def _sections(form: Form) -> set[str]:
    return {section.code for section in form.sections}


def _check_printed(form: Form, version: Version, faults: Faults) -> None:
    """See that no two rows bear one code, each has its parent, and added ones stand as told."""
    place = f"version {version.id}"
    printed = apply_version(form, version)
    check_likeness(printed, faults)
    rows = printed.rows
    codes = Counter((row.section, row.code) for row in rows)
    for (section, code), times in codes.items():
        parent = code.rpartition(".")[0]
        if times > 1:
            faults.add(
                place,
                f"mục {section} có hai dòng mang số {code}",
                f"section {section} has two rows with the code {code}",
            )
        if parent and (section, parent) not in codes:
            faults.add(
                place,
                f"dòng {section}.{code} thiếu dòng mẹ",
                f"the row above {section}.{code} is missing",
            )
    _check_places(rows, version, faults)


def _check_places(rows: Sequence[Indicator], version: Version, faults: Faults) -> None:
    above = dict(zip((row.id for row in rows[1:]), rows, strict=False))
    for addition in version.added:
        row = next(row for row in rows if row.id == addition.id)
        before = above.get(addition.id)
        stands = before.id if before and before.section == row.section else row.section
        if stands != addition.after:
            faults.add(
                f"version {version.id}",
                f"dòng {addition.id} mang số {row.code} nên đứng sau {stands}, "
                f"không phải sau {addition.after}",
                f"{addition.id} with the code {row.code} stands after {stands}, "
                f"not after {addition.after}",
            )
