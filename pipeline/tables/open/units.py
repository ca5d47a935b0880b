"""The unit of a figure of a table: the nearest that is printed.

In this order: a % sign in the cell, the heading of its column, the column of units, brackets in
the name of its row or of a parent, the corner of the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tables.open.parents import Named
from pipeline.vietnamese.units import DITTO, read_unit, unit_of_heading

_LAST_BRACKET = re.compile(r"\(([^()]{1,30})\)")
_TORN_POWER = re.compile(r"\b(k?m) ([23])\b")  # a raised digit is a word of its own
_MEASURE = re.compile(r"^(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm|1\.?000)\b.{0,16}$", re.IGNORECASE)


class Units:
    """The units of one table."""

    def __init__(self, paths: Sequence[Sequence[str]], rows: Sequence[Named], corner: str) -> None:
        self._columns = [heading_unit(path) for path in paths]
        self._corner = corner
        self._rows: list[str] = []
        last = ""
        for row in rows:
            text = row.entry.unit.strip()
            if text and text.lower() not in DITTO:
                last = text
            self._rows.append(last if text else "")
        self._units = {unit.lower() for unit in self._rows if unit}

    def of(self, row: int, named: Named, column: int, percent: str) -> str:
        """Give the unit of the figure in a row and a column of the table."""
        if percent:
            return percent
        found = self._columns[column] or self._rows[row] or _name_unit(named) or self._corner
        return _TORN_POWER.sub(r"\1\2", found)


def heading_unit(path: Sequence[str]) -> str:
    """Give the unit that the headings of a column state, the lowest one first.

    >>> heading_unit(("Vốn đăng ký (Nghìn USD)", "Tổng")), heading_unit(("So với (%)", "Tháng 4"))
    ('Nghìn USD', '%')
    >>> heading_unit(("Tỷ lệ % so với kế hoạch",)), heading_unit(("Lượng (Nghìn tấn)",))
    ('%', 'Nghìn tấn')
    """
    for text in reversed(path):
        if unit := _bracket_unit(text):
            return unit
    for text in reversed(path):
        if "%" in text:
            return "%"
    bare = path[-1] if path else ""
    return bare if read_unit(bare) and (len(path) > 1 or " " in bare) else ""


def _bracket_unit(text: str) -> str:
    for inside in reversed(_LAST_BRACKET.findall(text)):
        bare = " ".join(inside.split())
        if read_unit(bare) or _MEASURE.match(bare) or bare in ("%", "‰"):
            return str(bare)
    return unit_of_heading(text)


def _name_unit(named: Named) -> str:
    return next((unit for name in reversed(named.path) if (unit := _bracket_unit(name))), "")
