"""The figures of tables nobody described, each with its row, its column, its unit and its doubts.

A column without a name, two columns of one name, a row without one, two figures in a cell: each of
these says that the table was not understood, and its figures are never given unflagged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.form import Indicator, Kind
from pipeline.model.reading import Method, Reading, Source, Support
from pipeline.tables.figures.figure import find_figure
from pipeline.tables.layout.cell_place import CellPlace
from pipeline.tables.open.joining import Whole
from pipeline.tables.open.numbers import Habit, learn_habit, read_value
from pipeline.tables.open.parents import Named, find_parents
from pipeline.tables.open.table import Column, Printed
from pipeline.tables.open.tokens import Sort
from pipeline.tables.open.units import Units
from pipeline.vietnamese.numbers import find_numbers, print_number

PATTERN = "generic.table"
_STEP = " > "
_ACROSS = " | "
# 65,83.95 and 29, 30: groups that no one number has.
_LIST = re.compile(r"\d[,.]\d{1,2}[,.]\d|\d[,;] \d")
_FEW_LISTS = 0.05  # of the filled cells; of 4,500 figures worn at a rule one looked so
_MARKED = re.compile(r"\d[.,]\d")
_LUMPED = re.compile(r"[\d.,\s%()+–-]*\d[\d.,\s%()+–-]*")  # nothing but figures, and not one
_TORN = re.compile(r"([-+(]?\d[\d.]*,) (\d{1,2}\)?)")  # "17, 66"
ANY = (Decimal("-1E30"), Decimal("1E30"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a table."""

    indicator: Indicator
    reading: Reading
    place: CellPlace


@dataclass(frozen=True, slots=True)
class _Said:
    """What a cell says."""

    value: Decimal | None
    unit: str = ""
    doubt: str = ""
    alternatives: tuple[str, ...] = ()


def read_tables(tables: Sequence[Whole], start: int = 1) -> list[tuple[Figure, ...]]:
    """Read the figures of all tables of a document, by the habit of its numbers.

    Args:
        tables: In their order.
        start: The number of the first one.
    """
    habit = learn_habit(
        cell.text
        for table in tables
        for entry in table.entries
        for cell in entry.cells
        if cell is not None and cell.sort is Sort.FIGURE
    )
    return [tuple(_read(table, place, habit)) for place, table in enumerate(tables, start=start)]


def _read(table: Whole, number: int, habit: Habit) -> Iterator[Figure]:
    rows = find_parents(table.entries)
    paths = [column.path for column in table.columns]
    units = Units(paths, rows, table.unit)
    twins = Counter(paths)
    names = Counter(_row_key(row) for row in rows if not row.entry.is_section)
    lists = _listing(rows, len(paths))
    for place, row in enumerate(rows):
        if row.entry.is_section:
            continue
        told = _say_row(row, paths, habit)
        own = {said.unit for said in told if said and said.unit and said.unit not in "%‰"}
        for column, (cell, said) in enumerate(zip(row.entry.cells, told, strict=True)):
            if said is None:
                continue
            unit = said.unit or units.of(place, row, column, "")
            doubt = (
                said.doubt
                or _doubt_list(cell, listed=column in lists)
                or (cell.worn if cell else "")
                or _doubt_name(row, table.columns[column], twins, names)
                or _doubt_unit(units, (place, row, column), said, unit, own)
            )
            spot = CellPlace(number, place, column, row.path, paths[column], table.caption)
            indicator = _indicate(spot, row, unit)
            yield Figure(indicator, _reading(indicator, row, cell, said, doubt), spot)


def _say_row(row: Named, paths: Sequence[tuple[str, ...]], habit: Habit) -> list[_Said | None]:
    """Give what each cell of a row says; an empty one beside a column without a name is doubted."""
    return [
        _Said(None, doubt=doubt)
        if cell is None and (doubt := _doubt_empty(row, paths, column, habit))
        else _say(cell, habit)
        for column, cell in enumerate(row.entry.cells)
    ]


def _indicate(spot: CellPlace, row: Named, unit: str) -> Indicator:
    """Name a figure by its row and its column."""
    names = (_STEP.join(filter(None, row.path)), _STEP.join(spot.headings))
    return Indicator(
        f"t{spot.table}.r{spot.row + 1}.c{spot.column + 1}",
        _ACROSS.join(filter(None, names)),
        Kind.AMOUNT,
        unit,
        _section(row),
        row.mark.text if row.mark else "",
        bounds=ANY,
        table=spot.caption,
    )


def _doubt_unit(
    units: Units, at: tuple[int, Named, int], said: _Said, unit: str, own: Set[str]
) -> str:
    """Doubt a unit that others speak against: those of the row, or several of the corner."""
    if own and not said.unit and units.is_of_corner(*at):
        return f"số khác cùng dòng ghi đơn vị {', '.join(sorted(own))}"
    if units.several and not unit:
        return "bảng có nhiều đơn vị tính, không rõ số này theo đơn vị nào"
    return ""


def _listing(rows: Sequence[Named], width: int) -> frozenset[int]:
    """Give the columns whose cells list numbers; a single torn figure makes no list."""
    texts = [
        [cell.text for row in rows if (cell := row.entry.cells[column]) is not None]
        for column in range(width)
    ]
    return frozenset(
        column
        for column, some in enumerate(texts)
        if sum(bool(_LIST.search(text)) for text in some) > _FEW_LISTS * len(some)
    )


def _doubt_list(cell: Printed | None, *, listed: bool) -> str:
    """Doubt `67,68` in a column where other cells list numbers, `65,83,95`: it may be two.

    Two readers agree on what is printed, not on what it means.
    """
    doubted = listed and cell is not None and _MARKED.search(cell.text)
    return "cột này có ô liệt kê nhiều số" if doubted else ""


def _doubt_empty(row: Named, paths: Sequence[tuple[str, ...]], column: int, habit: Habit) -> str:
    """Doubt an empty cell whose figure may stand beside it: without a name, or in one lump."""
    for place in (column - 1, column + 1):
        cell = row.entry.cells[place] if 0 <= place < len(paths) else None
        if cell is not None and not paths[place]:
            return "cột bên cạnh có số mà không có tên"
        if cell is not None and _LUMPED.fullmatch(cell.text) and not read_value(cell.text, habit):
            return f"ô bên cạnh ghi “{cell.text[:40]}”, có thể là hai số"
    return ""


def _row_key(row: Named) -> tuple[tuple[str, ...], str]:
    return row.path, row.entry.unit


def _section(row: Named) -> str:
    marks = (entry.code.rstrip(".)") for entry in row.parents)
    return ".".join(mark for mark in marks if mark and mark not in "-–+*•")


def _doubt_name(
    row: Named,
    column: Column,
    twins: Counter[tuple[str, ...]],
    names: Counter[tuple[tuple[str, ...], str]],
) -> str:
    if not row.entry.name and not row.entry.code:
        return "không rõ số này của dòng nào"
    if not column.path:
        return "không đọc được tiêu đề của cột"
    if column.worn:
        return f"không đọc rõ tiêu đề cột “{column.worn}”"
    if twins[column.path] > 1:
        return "hai cột cùng một tên"
    if names[_row_key(row)] > 1:
        return "hai dòng cùng một tên"
    return row.entry.doubt


def _say(cell: Printed | None, habit: Habit) -> _Said | None:
    """Give what a cell says; None where it holds words and no figure."""
    if cell is None or cell.sort is Sort.DASH:
        return _Said(None)
    if cell.sort is Sort.HASH:
        return _Said(None, doubt=cell.doubt)
    value = read_value(cell.text, habit)
    if value is not None:
        other = (print_number(value.other),) if value.doubt and value.other is not None else ()
        return _Said(
            value.value, value.percent, cell.doubt or value.doubt, (*cell.readings, *other)
        )
    return _say_words(cell, habit)


def _say_words(cell: Printed, habit: Habit) -> _Said | None:
    if not any(map(str.isdigit, cell.text)):
        return _Said(None, doubt=cell.doubt, alternatives=cell.readings) if cell.readings else None
    printed = find_figure(cell.text)
    value = read_value(printed.number, habit) if printed else None
    if printed and value is not None:
        sign = -1 if printed.negative else 1
        return _Said(sign * value.value, printed.unit, value.doubt)
    torn = read_value(_TORN.sub(r"\1\2", cell.text.strip()), habit)
    if torn is not None and _TORN.fullmatch(cell.text.strip()):
        return _Said(torn.value, torn.percent, f"ô ghi “{cell.text.strip()}”, có khoảng trống")
    numbers = find_numbers(cell.text)
    short = " ".join(cell.text.split())[:40]
    doubt = cell.doubt or f"ô số liệu ghi “{short}”, không phải một số"
    if not numbers:
        return _Said(None, doubt=doubt)
    first = read_value(cell.text[numbers[0][0] : numbers[0][1]], habit)
    return _Said(first.value if first else None, doubt=doubt)


def _reading(
    indicator: Indicator, row: Named, cell: Printed | None, said: _Said, doubt: str
) -> Reading:
    text = " ".join(cell.text.split()) if cell else ""
    blank = cell is None and not said.doubt
    support = Support.WEAK if doubt and not blank else Support.SINGLE if blank else Support.LAYER
    if cell is not None and cell.readings:
        support = Support.DISPUTED
    return Reading(
        indicator.id,
        said.value,
        Source(row.entry.page, text, cell.box if cell else None),
        Method.TABLE,
        PATTERN,
        support,
        "" if blank else doubt,
        said.alternatives,
    )
