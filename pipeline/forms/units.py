"""The closed list of units, `patterns/units.toml`: which units there are, and what each may count.

A unit that is misspelt in a form is no slip of style: units tell the columns of an appendix apart
and are compared with what the page prints. So a unit that nobody listed is a fault of the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from pipeline.forms.faults import Faults
from pipeline.model.form import Form, Indicator, Kind
from pipeline.vietnamese.alphabet import fold, normal

UNITS = "units.toml"

# Headings have no unit, and that of a choice is its legend.
_KINDS = (Kind.COUNT, Kind.AMOUNT, Kind.PERCENT)
# "Van ban" and "Văn bán" score 86 and more against "văn bản"; two units that mean unlike things
# ("người", "ngày") stay below 70.
_NEAR = 80


@dataclass(frozen=True, slots=True)
class Units:
    """All units by the kinds of figures they may stand beside; names in small letters."""

    kinds: Mapping[str, tuple[Kind, ...]]

    def kinds_of(self, unit: str) -> tuple[Kind, ...]:
        """Give the kinds a unit may have; none where it is not listed.

        >>> Units({"văn bản": (Kind.COUNT,)}).kinds_of("Văn bản")
        (<Kind.COUNT: 'count'>,)
        """
        return self.kinds.get(_key(unit), ())

    def nearest(self, unit: str) -> str:
        """Give the listed unit that is most like this one; empty where none is.

        >>> units = Units({"văn bản": (Kind.COUNT,), "người": (Kind.COUNT,)})
        >>> units.nearest("Văn bán"), units.nearest("xe")
        ('văn bản', '')
        """
        # By letters first, by marks where several have the same letters.
        folded = [(known, fuzz.ratio(fold(_key(unit)), fold(known))) for known in self.kinds]
        best = max((score for _, score in folded), default=0.0)
        if best < _NEAR:
            return ""
        alike = [known for known, score in folded if score == best]
        found = process.extractOne(_key(unit), alike, scorer=fuzz.ratio)
        return str(found[0])


def _key(unit: str) -> str:
    return " ".join(normal(unit).lower().split())


def parse_units(tables: Mapping[str, Any], faults: Faults) -> Units:
    """Take the list from its TOML file.

    >>> parse_units({"count": ["Người"], "amount": ["ha"]}, Faults()).kinds_of("ha")
    (<Kind.AMOUNT: 'amount'>,)
    """
    found: dict[str, tuple[Kind, ...]] = {}
    for name, units in tables.items():
        if name not in _KINDS or not isinstance(units, list):
            known = ", ".join(_KINDS)
            faults.add(UNITS, f"'{name}' phải là một danh sách: {known}", f"not a list: '{name}'")
            continue
        for unit in units:
            if not isinstance(unit, str):
                faults.add(UNITS, f"đơn vị {unit!r} không hợp lệ", f"{unit!r} is not a unit")
                continue
            found[_key(unit)] = (*found.get(_key(unit), ()), Kind(name))
    return Units(found)


def check_units(form: Form, units: Units, faults: Faults) -> None:
    """See that each unit is a listed one, and of the kind of its indicator.

    Without any list nothing is said: a folder of forms of its own may do without.
    """
    if not units.kinds:
        return
    for row in form.indicators:
        if row.unit and row.kind in _KINDS:
            _check_unit(row, units, faults)


def _check_unit(row: Indicator, units: Units, faults: Faults) -> None:
    kinds = units.kinds_of(row.unit)
    if not kinds:
        near = units.nearest(row.unit)
        meant = f" Có phải '{near}' không?" if near else f" Nếu đúng, hãy thêm vào {UNITS}."
        asked = f" Is it '{near}'?" if near else f" If it is right, add it to {UNITS}."
        faults.add(
            row.id,
            f"đơn vị '{row.unit}' không có trong {UNITS}.{meant}",
            f"unit '{row.unit}' is not in {UNITS}.{asked}",
        )
    elif row.kind not in kinds:
        allowed = ", ".join(kinds)
        faults.add(
            row.id,
            f"đơn vị '{row.unit}' dùng cho {allowed}, không phải {row.kind}",
            f"unit '{row.unit}' is one of {allowed}, not of {row.kind}",
        )
