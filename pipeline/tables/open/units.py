"""The unit of a figure of a table: the nearest that is printed.

In this order: a % sign in the cell, the heading of its column, the column of units, brackets in
the name of its row or of a parent, the corner of the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tables.open.corner import SEVERAL, is_measure
from pipeline.tables.open.parents import Named
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.units import DITTO, read_unit, unit_of_heading

_LAST_BRACKET = re.compile(r"\(([^()]{1,30})\)")
_TORN_POWER = re.compile(r"\b(k?m) ([23])\b")  # a raised digit is a word of its own
_MEASURE = re.compile(r"^(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm|1\.?000)\b.{0,16}$", re.IGNORECASE)


_SHARE = re.compile(r"(?<!\d)(?<!\d )%")  # a sign behind a figure is part of a name
_MONEY = re.compile(r"\b(?:dong|vnd|usd|do la|ty|trieu)\b(?! (?:tan|nguoi|lit))")
_WORTH = re.compile(r"\b(?:tri gia|gia tri|kim ngach|so tien|thanh tien|von|kinh phi)\b")
# No share, though the name ends in "(%)": "thu phân chia theo tỷ lệ phần trăm (%)" is money.
_SUM = re.compile(r"^[-(]?\d{1,3}(?:[., ]\d{3}){2,}|^[-(]?\d{5,}")
# The size of a thing, not what it is counted in: "Tôm thẻ (100 con/kg)".
_SIZE = re.compile(r"^(?!1\.?000)\d")
_AMOUNT = re.compile(r"\b(?:so luong|khoi luong|san luong|luong)\b")
# Units that are more often names of columns, folded: gold is weighed in "lượng".
_NAMES = frozenset((
    "luong", "so luong", "chi", "cong", "don vi", "noi dung", "san pham", "ke hoach", "bao cao",
    "nhiem vu", "chi tieu", "tieu chi", "quyet dinh", "nghi quyet", "linh vuc", "to chuc",
))  # fmt: skip


class Units:
    """The units of one table."""

    def __init__(self, paths: Sequence[Sequence[str]], rows: Sequence[Named], corner: str) -> None:
        self._columns = [heading_unit(path) for path in paths]
        corners = corner.split(SEVERAL)
        self._corners = [_match(path, corners) for path in paths]
        self.several = len(corners) > 1
        self._rows: list[str] = []
        last = ""
        for row in rows:
            text = row.entry.unit.strip()
            if text and text.lower() not in DITTO:
                last = text
            self._rows.append(last if text else "")
        self._units = {unit.lower() for unit in self._rows if unit}
        self._sums = {path for row in rows if self._shows_sum(row) for path in _openings(row)}

    def is_of_corner(self, row: int, named: Named, column: int) -> bool:
        """Say whether nothing nearer than the corner gives the unit of a figure."""
        nearer = self._columns[column] or self._rows[row] or self._name_unit(named)
        return bool(self._corners[column]) and not nearer

    def of(self, row: int, named: Named, column: int, percent: str) -> str:
        """Give the unit of the figure in a row and a column of the table."""
        if percent:
            return percent
        nearer = self._columns[column] or self._rows[row] or self._name_unit(named)
        return _TORN_POWER.sub(r"\1\2", nearer or self._corners[column])

    def _shows_sum(self, row: Named) -> bool:
        cells = zip(self._columns, row.entry.cells, strict=True)
        return any(cell and not own and _SUM.match(cell.text.strip()) for own, cell in cells)

    def _name_unit(self, named: Named) -> str:
        """Give the unit in the name of a row, or of the nearest of its parents that has one."""
        for depth in range(len(named.path), 0, -1):
            unit = _bracket_unit(named.path[depth - 1])
            if (
                unit
                and not _SIZE.match(unit)
                and (unit != "%" or named.path[:depth] not in self._sums)
            ):
                return unit
        return ""


def _match(path: Sequence[str], units: Sequence[str]) -> str:
    """Give the unit of a column among those that the corner lists: money is worth, not weight.

    >>> _match(("Tháng 8", "Trị giá"), ("Nghìn tấn", "Triệu USD")), _match(("Tổng",), ("ha", "kg"))
    ('Triệu USD', '')
    """
    if len(units) < 2:
        return "".join(units)
    money = [unit for unit in units if _MONEY.search(fold(unit).lower())]
    others = [unit for unit in units if unit not in money]
    text = fold(" ".join(path)).lower()
    fitting = money if _WORTH.search(text) else others if _AMOUNT.search(text) else []
    return fitting[0] if len(fitting) == 1 else ""


def heading_unit(path: Sequence[str]) -> str:
    """Give the unit that the headings of a column state, the lowest one first.

    >>> heading_unit(("Vốn đăng ký (Nghìn USD)", "Tổng")), heading_unit(("So với (%)", "Tháng 4"))
    ('Nghìn USD', '%')
    >>> heading_unit(("Tỷ lệ % so với kế hoạch",)), heading_unit(("Lượng (Nghìn tấn)",))
    ('%', 'Nghìn tấn')
    >>> [heading_unit(path) for path in (("Hưởng 100%",), ("Tháng 8", "Lượng"), ("Kế hoạch",))]
    ['', '', '']
    """
    for text in reversed(path):
        if unit := _bracket_unit(text):
            return unit
    if any(_SHARE.search(text) for text in path):
        return "%"
    bare = path[-1] if path else ""
    folded = fold(bare).lower().strip()
    sure = len(path) > 1 or is_measure(bare)
    return bare if read_unit(bare) and sure and folded not in _NAMES else ""


def _bracket_unit(text: str) -> str:
    for inside in reversed(_LAST_BRACKET.findall(text)):
        bare = " ".join(inside.split())
        if read_unit(bare) or _MEASURE.match(bare) or bare in ("%", "‰"):
            return str(bare)
    return unit_of_heading(text)


def _openings(row: Named) -> list[tuple[str, ...]]:
    """Give the path of a row, and those of all its parents."""
    return [row.path[:depth] for depth in range(1, len(row.path) + 1)]
