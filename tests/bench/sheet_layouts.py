"""Layouts of tables as offices print them, from TOML; the figures are invented.

`sheets.toml` holds layouts that were looked at while the reading of tables was mended,
`sheets-unmet.toml` those that were written afterwards. In texts `{y}`, `{y-1}`, `{m}` stand for a
year and a month, and `|` in a heading for the end of a line.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench.sheets import (
    ENGLISH,
    SPACED,
    VIETNAMESE,
    Cell,
    Column,
    Habit,
    Line,
    Maker,
    Sheet,
    fill,
    number,
    number_columns,
    outline,
    words,
)

TABLES = ("sheets.toml", "sheets-unmet.toml")
_HABITS = {"vi": VIETNAMESE, "en": ENGLISH, "blank": SPACED}
_SHORT = {
    "big": "1000 9999999",
    "middle": "20 45000",
    "small": "1 900",
    "share": "50 180 1",
    "share2": "60 130 2",
}
_BLANK = re.compile(r"\{([ym])([+-]\d+)?\}")
_RANKS = {"A": str.isupper, "1": lambda code: code[0].isdigit(), "a": str.islower}


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of table; its values are those of TOML."""

    name: str
    title: str
    columns: Sequence[str]
    rows: str
    captions: Sequence[str] = ()
    corner: str = ""
    unit: str = ""
    numbering: str = ""
    notes: Sequence[str] = ()
    indented: bool = True
    wide: bool = False  # cells of sections reach over the table
    nest: str = ""  # kinds of numbers from the outermost: parents are told by them alone
    prefix: bool = False  # numbers stand in the cells of the names
    habits: Sequence[str] = ("vi",)

    def invent(self, rng: random.Random) -> Sheet:
        """Draw a sheet and fill it."""
        year, month = rng.randint(2006, 2025), rng.randint(3, 11)

        def said(text: str) -> str:
            start = {"y": year, "m": month}
            return _BLANK.sub(lambda one: str(start[one[1]] + int(one[2] or 0)), text)

        columns = tuple(_column(said(text)) for text in self.columns)
        lines = self._lines(said(self.rows))
        sheet = Sheet(
            said(self.title),
            columns,
            tuple(lines),
            tuple(map(said, self.captions)),
            said(self.corner),
            self.unit,
            self._numbers(columns),
            tuple(map(said, self.notes)),
            self.indented,
            self.wide,
        )
        return fill(sheet, rng, _HABITS[rng.choice(self.habits)])

    def _numbers(self, columns: Sequence[Column]) -> tuple[str, ...]:
        if self.numbering in ("letters", "brackets", ""):
            return number_columns(columns, self.numbering) if self.numbering else ()
        return tuple(self.numbering.split())

    def _lines(self, text: str) -> list[Line]:
        lines = outline(text)
        lines = _nest(lines, self.nest) if self.nest else lines
        return _prefix(lines) if self.prefix else lines


@cache
def load_layouts(file: str) -> tuple[Layout, ...]:
    """Give the layouts of a file beside this module."""
    with Path(__file__).with_name(file).open("rb") as source:
        found: list[dict[str, Any]] = tomllib.load(source)["layout"]
    return tuple(Layout(**one) for one in found)


def _column(text: str) -> Column:
    """Read a column: `figure: Vốn > Năm 2023; 10 900 1 empty=-; Triệu đồng`."""
    kind, _, rest = text.partition(":")
    heading, *more = (part.strip() for part in rest.split(";"))
    path = tuple(part.replace("|", "\n") for part in heading.split(" > ")) if heading else ()
    if kind == "remark":
        return Column(
            kind, path, "", words(*(c.strip().replace("|", "\n") for c in more[0].split("/ ")))
        )
    if kind != "figure":
        return Column(kind, path)
    return Column(kind, path, more[1] if len(more) > 1 else "", _maker(more[0]))


def _maker(text: str) -> Maker:
    """Read how figures are made: `low high decimals minus=( empty=-`, or one of the named."""
    first, *options = text.split()
    if first in _SPECIAL:
        return _SPECIAL[first]
    spelt = [*_SHORT.get(first, first).split(), *options]
    low, high, *decimals = (part for part in spelt if "=" not in part)
    named = dict(part.split("=") for part in spelt if "=" in part)
    empty = named.get("empty", "")
    return number(
        float(low),
        float(high),
        int(decimals[0]) if decimals else 0,
        minus=named.get("minus", ""),
        empty=" " if empty == "blank" else empty,
    )


def _rank(rng: random.Random, habit: Habit) -> Cell:
    place = rng.randint(1, 63)
    return Cell(f"{place}/63", Decimal(place), likely=True)


def _percent(rng: random.Random, habit: Habit) -> Cell:
    value = Decimal(rng.randint(10, 1500)) / 10
    return Cell(f"{habit.write(value, 1)}%", value, "%")


def _noted(rng: random.Random, habit: Habit) -> Cell:
    value = Decimal(rng.randint(100, 9_999))
    mark = rng.choice(("", "", "(1)", "(*)"))
    return Cell(habit.write(value, 0) + mark, value, likely=bool(mark))


def _signed(rng: random.Random, habit: Habit) -> Cell:
    value = Decimal(rng.randint(-900, 900)) / 10
    return Cell(f"{'-' if value < 0 else '+'}{habit.write(value, 1)}", value)


def _range(rng: random.Random, habit: Habit) -> Cell:
    low = rng.randint(5, 40)
    return Cell(f"{low}-{low + rng.randint(2, 9)}")


_SPECIAL: dict[str, Maker] = {
    "rank": _rank, "percent": _percent, "noted": _noted, "signed": _signed, "range": _range,
}  # fmt: skip


def _kind(code: str) -> str:
    if code and set(code) <= set("IVX"):
        return "I"
    return next((kind for kind, test in _RANKS.items() if code and test(code)), code[:1])


def _nest(lines: Sequence[Line], order: str) -> list[Line]:
    """Give rows the parents that the kinds of their numbers say; a row without one has none."""
    found: list[Line] = []
    stack: list[tuple[int, str]] = []
    for line in lines:
        deep = line.code.count(".") if line.code[:1].isdigit() else 0
        rank = 10 * order.index(_kind(line.code)) + deep if line.code else -1
        stack = [one for one in stack if 0 <= one[0] < rank]
        found.append(replace(line, parents=tuple(name for _, name in stack)))
        stack.append((rank, line.name))
    return found


def _prefix(lines: Sequence[Line]) -> list[Line]:
    """Put the numbers of rows into their names."""

    def named(line: Line) -> str:
        if not line.code:
            return line.name
        return f"{line.code} {line.name}" if line.code in "-+*" else f"{line.code}. {line.name}"

    # Of rows of one name the nearest above is the parent.
    names: dict[str, str] = {}
    found = []
    for line in lines:
        parents = tuple(names[parent] for parent in line.parents)
        found.append(replace(line, name=named(line), code="", parents=parents))
        names[line.name] = named(line)
    return found
