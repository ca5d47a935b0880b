"""From the tables of one report to a form with the same: lines, columns, units, as printed.

Everything is taken as `generic` understands it, and read again in the same way, so that the form
finds in the next report what was found in this one. What a form cannot hold is left out and said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile

from pipeline.crosstabs.names import read_name
from pipeline.crosstabs.seen import Seen
from pipeline.drafting.outline import Note
from pipeline.forms.ids import join_id, take_id
from pipeline.model.crosstab import Crosstab, CrosstabColumn, CrosstabLine

_FEWEST_FIGURES = 3  # of a table
_LONGEST_ID = 36  # letters
_WORD = re.compile(r"[a-z0-9]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_MOVING = re.compile(r"#\w+")  # stands for the number of a period
_GUESS = "đoán: "


def draft_tables(
    seen: Sequence[Seen],
) -> tuple[tuple[Crosstab, ...], Mapping[str, tuple[Note, ...]]]:
    """Give the tables of a form, and what a person should look at, by id of table or line.

    Args:
        seen: The tables of the report that are drafted.
    """
    tables: list[Crosstab] = []
    notes: dict[str, tuple[Note, ...]] = {}
    taken: set[str] = set()
    for one in seen:
        table = _draft(one, f"bang_{len(tables) + 1}", taken)
        tables.append(table)
        notes |= {id: found for id, found in _notes(one, table) if found}
    return tuple(tables), notes


def is_table(seen: Seen) -> bool:
    """Say whether a table has enough figures to be one of a form, and rows with names."""
    figures = sum(
        one.reading.value is not None and any(name.strip() for name in seen.rows[row])
        for (row, _), one in seen.cells.items()
    )
    return figures >= _FEWEST_FIGURES


def _draft(seen: Seen, id: str, taken: set[str]) -> Crosstab:
    columns = _column_ids(seen.columns)
    units = _Units(seen)
    lines = []
    for row, path in enumerate(seen.rows):
        places = [place for place in range(len(columns)) if (row, place) in seen.cells]
        whole = len(places) == len(columns)
        lines.append(
            CrosstabLine(
                take_id(_slug(path[-1:], "dong"), taken),
                path[-1] if path else "",
                tuple(path[:-1]),
                units.rows.get(row, ""),
                () if whole else tuple(columns[place] for place in places),
            )
        )
    return Crosstab(
        id,
        seen.caption,
        units.table,
        tuple(
            CrosstabColumn(name, path, units.columns.get(place, ""))
            for place, (name, path) in enumerate(zip(columns, seen.columns, strict=True))
        ),
        tuple(line for line in lines if any(name.strip() for name in line.path)),
    )


def _column_ids(paths: Sequence[tuple[str, ...]]) -> list[str]:
    """Name columns by their lowest heading, or by all of them where others have the same."""
    lowest = Counter(_slug(path[-1:], "") for path in paths)
    taken: set[str] = set()
    ids = []
    for path in paths:
        own = _slug(path[-1:], "")
        single = lowest[own] == 1 and own[:1].isalpha()
        ids.append(take_id(own if single else _slug(path, "cot"), taken))
    return ids


class _Units:
    """The units of a table, each said once: of all of it, of columns, of lines."""

    def __init__(self, seen: Seen) -> None:
        printed = {place: one.indicator.unit for place, one in seen.cells.items()}
        by_column = [
            {unit for (_, place), unit in printed.items() if place == column}
            for column in range(len(seen.columns))
        ]
        single = {place: units.pop() for place, units in enumerate(by_column) if len(units) == 1}
        mixed = {place: unit for place, unit in printed.items() if place[1] not in single}
        # A column without a unit must not get that of the table.
        counted = Counter[str]() if mixed or "" in single.values() else Counter(single.values())
        self.table = counted.most_common(1)[0][0] if counted else ""
        self.columns = {place: unit for place, unit in single.items() if unit != self.table}
        rows: dict[int, Counter[str]] = {}
        for (row, _), unit in mixed.items():
            rows.setdefault(row, Counter())[unit] += 1
        self.rows = {row: units.most_common(1)[0][0] for row, units in rows.items()}


def _slug(words: Iterable[str], empty: str) -> str:
    """Make an id of a name, without its number and its period."""
    key = _MOVING.sub(" ", read_name(_BRACKETS.sub(" ", " ".join(words))).key)
    id = join_id(dropwhile(str.isdigit, _WORD.findall(key)), "_", _LONGEST_ID)
    return id if not empty or id[:1].isalpha() else f"{empty}_{id}".rstrip("_")


def _notes(seen: Seen, table: Crosstab) -> Iterator[tuple[str, tuple[Note, ...]]]:
    """Say what is odd about a table, its columns and its lines."""
    yield table.id, tuple(_tell_table(seen))
    for column in table.columns:
        if not column.path:
            yield (
                f"{table.id}.{column.id}",
                (Note(f"{_GUESS}cột này không có tiêu đề", "guess: a column without a heading"),),
            )
    paths = Counter((*line.path, line.unit) for line in table.lines)
    for line in table.lines:
        if paths[*line.path, line.unit] > 1:
            yield (
                line.id,
                (
                    Note(
                        f"{_GUESS}tên này có hai lần trong bảng; máy phân biệt theo thứ tự",
                        "guess: the name stands twice in the table; order tells them apart",
                    ),
                ),
            )


def _tell_table(seen: Seen) -> Iterator[Note]:
    doubted = Counter(one.reading.reason for one in seen.cells.values() if one.reading.reason)
    for reason, count in doubted.most_common():
        yield Note(f"{count} ô: {reason}", f"{count} cells are doubtful: {reason}")
