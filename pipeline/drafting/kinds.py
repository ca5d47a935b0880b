"""What sort of figure a row holds: by its unit, its legend, its value and its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz, process

from pipeline.drafting.outline import Note
from pipeline.drafting.sheet import SheetRow
from pipeline.forms.loading import parse_legend
from pipeline.forms.units import Units
from pipeline.model.form import Kind
from pipeline.tables.figures.cell_value import parse_figure
from pipeline.vietnamese.alphabet import fold

_ENTRY_END = re.compile(r"(?<=\d)\s*[;,.]?\s+(?=[^\W\d_])")  # "Có = 1 Không = 0"
_RATE = re.compile(r"^(?:ty|ti) (?:le|trong|suat)\b")
_CUMULATIVE = re.compile(r"\bluy ke\b|\bcong don\b")
# A remark names a department where few names come again and again.
_MOST_DEPARTMENTS = 10
_LONGEST_DEPARTMENT = 40
_LEAST_TIMES = 3  # a department stands beside at least so many rows
_LEAST_SHARE = 0.6  # of all remarks
_NEAR = 75  # of 100; a department misread against itself


@dataclass(frozen=True, slots=True)
class Sort:
    """What a row holds."""

    kind: Kind
    unit: str = ""
    unlisted: str = ""  # a unit as printed that units.toml does not have
    notes: tuple[Note, ...] = ()


def choose_sort(row: SheetRow, units: Units, *, parent: bool, exact: bool) -> Sort:
    """Say what a row holds.

    Args:
        row: As printed.
        units: The closed list; a unit that is not in it is handed back apart.
        parent: Whether rows stand below it.
        exact: Whether the page was printed by a program; else units may be misread.
    """
    legend = settle_legend(row.unit)
    if legend:
        return Sort(Kind.CHOICE, legend)
    figure = parse_figure(row.value)
    value = figure.value if figure else None
    if row.unit:
        return _by_unit(row, units, value, exact=exact)
    if row.value.rstrip().endswith("%") or _RATE.search(fold(row.name)):
        return Sort(Kind.PERCENT, "%", notes=(_no_unit("%"),))
    if value is not None:
        kind = _by_value(value)
        return Sort(kind, notes=(_guess(kind, "có số, không có đơn vị", "a figure without unit"),))
    if parent:
        return Sort(Kind.HEADING)
    told = ("không có đơn vị và số liệu", "neither unit nor figure")
    return Sort(Kind.HEADING, notes=(_guess(Kind.HEADING, *told),))


def _by_unit(row: SheetRow, units: Units, value: Decimal | None, *, exact: bool) -> Sort:
    unit, notes = row.unit, []
    kinds = units.kinds_of(unit)
    near = units.nearest(unit)
    if not kinds and near and not exact:
        notes.append(Note(f"đoán: đơn vị, đọc được '{unit}'", f"guess: unit, read as '{unit}'"))
        unit, kinds = near, units.kinds_of(near)
    if not kinds:
        kind = _by_value(value or Decimal(0))
        return Sort(kind, unlisted=unit, notes=(_guess(kind, "đơn vị lạ", "unlisted unit"),))
    if len(kinds) == 1:
        return Sort(kinds[0], unit, notes=tuple(notes))
    kind = _by_value(value or Decimal(0))
    kind = kind if kind in kinds else kinds[0]
    notes.append(
        _guess(kind, f"'{unit}' dùng cho {', '.join(kinds)}", f"one of {', '.join(kinds)}")
    )
    return Sort(kind, unit, notes=tuple(notes))


def _by_value(value: Decimal) -> Kind:
    return Kind.COUNT if value == value.to_integral_value() else Kind.AMOUNT


def _guess(kind: Kind, vietnamese: str, english: str) -> Note:
    return Note(f"đoán: kind = {kind} ({vietnamese})", f"guess: kind = {kind} ({english})")


def _no_unit(unit: str) -> Note:
    return Note(f"đoán: đơn vị {unit}, giấy để trống", f"guess: unit {unit}, none is printed")


def settle_legend(unit: str) -> str:
    """Write a legend in the one way forms do; empty if the text is none.

    >>> settle_legend("Có=1 Không= 0"), settle_legend("Chưa có = 0; Đã có = 1"), settle_legend("%")
    ('Có = 1; Không = 0', 'Chưa có = 0; Đã có = 1', '')
    """
    legend = parse_legend(unit) or parse_legend(_ENTRY_END.sub("; ", unit))
    codes = {choice.code for choice in legend}
    if len(codes) < len(legend):
        return ""
    return "; ".join(f"{choice.label} = {choice.code}" for choice in legend)


def is_cumulative(name: str) -> bool:
    """Say whether a name says that its figure counts from the start of the year.

    >>> is_cumulative("Số đơn vị đã chuyển đổi (lũy kế đến thời điểm báo cáo)")
    True
    """
    return bool(_CUMULATIVE.search(fold(name)))


class Departments:
    """The names that come again and again in the remark column."""

    def __init__(self, rows: Iterable[SheetRow]) -> None:
        """Count the remarks; where most of them come once, the column holds remarks."""
        counted = Counter(row.remark for row in rows if row.remark)
        often = {
            name: count
            for name, count in counted.items()
            if len(name) <= _LONGEST_DEPARTMENT and count >= _LEAST_TIMES
        }
        covered = sum(often.values()) >= _LEAST_SHARE * sum(counted.values())
        self.names = tuple(often) if covered and len(often) <= _MOST_DEPARTMENTS else ()

    def find(self, remark: str) -> str:
        """Give the department a remark names, however a scan spells it; empty where none."""
        if not remark or remark in self.names or not self.names:
            return remark if remark in self.names else ""
        found = process.extractOne(remark, self.names, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return str(found[0]) if found else ""
