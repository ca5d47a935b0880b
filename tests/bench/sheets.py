"""Invented tables of statistics and budgets, with the truth of every cell.

The rows of a layout are written as an outline: two blanks a level, a sign for how a name is set
(`*` bold, `/` italic, `!` a name without figures, `@` a name in a merged first column), then
`code~name~unit`, whose code and unit may be left out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed in one cell."""

    text: str
    value: Decimal | None = None  # None: no figure is meant
    unit: str = ""  # where the cell prints its own
    likely: bool = False  # what it means is for a person to see: doubtful is as good as read


@dataclass(frozen=True, slots=True)
class Column:
    """A column, left to right; `kind` is code, group, name, unit, figure or remark."""

    kind: str
    path: Path
    unit: str = ""  # of its figures; empty: of the row, or of the table
    make: Callable[[random.Random, Habit], Cell] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the outline."""

    level: int
    sign: str
    code: str
    name: str
    unit: str
    parents: Path  # names
    cells: tuple[Cell, ...] = ()  # one per column of figures or remarks

    @property
    def is_section(self) -> bool:
        """Whether it is a name alone."""
        return self.sign in ("!", "@")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is to be printed."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    captions: tuple[str, ...] = ()
    corner: str = ""
    unit: str = ""  # that the corner gives
    numbering: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    indented: bool = True  # levels are told by nothing else
    wide_sections: bool = False  # the cell of a section reaches over the whole width

    @property
    def figures(self) -> list[Column]:
        """The columns of cells."""
        return [column for column in self.columns if column.kind in ("figure", "remark")]

    def unit_of(self, line: Line, column: Column, cell: Cell) -> str:
        """Give the unit of a figure: the nearest that is printed."""
        return cell.unit or column.unit or line.unit or self.unit


@dataclass(frozen=True, slots=True)
class Habit:
    """How a sheet prints numbers."""

    thousands: str = "."
    decimal: str = ","

    def write(self, value: Decimal, decimals: int) -> str:
        """Print a number."""
        text = f"{abs(value):,.{decimals}f}"
        return text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)


VIETNAMESE, ENGLISH, SPACED = Habit(), Habit(",", "."), Habit(" ", ",")

Maker = Callable[[random.Random, Habit], Cell]


def number(
    low: float, high: float, decimals: int = 0, *, minus: str = "", empty: str = ""
) -> Maker:
    """Make figures between two bounds.

    Args:
        low: The smallest.
        high: The largest.
        decimals: How many are printed.
        minus: `-` or `(`: how one in five is printed as a negative.
        empty: What is printed where nothing is to report, in one cell of eight.
    """

    def make(rng: random.Random, habit: Habit) -> Cell:
        if empty and rng.random() < 0.125:
            return Cell("" if empty == " " else empty)
        value = Decimal(str(round(rng.uniform(low, high), decimals)))
        text = habit.write(value, decimals)
        if minus and rng.random() < 0.2:
            return Cell(f"({text})" if minus == "(" else f"-{text}", -value, likely=minus == "(")
        return Cell(text, value)

    return make


def words(*choices: str) -> Maker:
    """Make cells of words, of dates or of codes: no figures."""
    return lambda rng, _: Cell(rng.choice(choices))


_OUTLINE = re.compile(r"(?P<blank> *)(?P<sign>[*/!@]?)(?P<rest>.*)")


def outline(text: str, parents: bool = True) -> list[Line]:
    """Read an outline."""
    lines: list[Line] = []
    stack: list[tuple[int, str]] = []
    for raw in text.strip("\n").splitlines():
        found = _OUTLINE.fullmatch(raw)
        if not raw.strip() or found is None:
            continue
        parts = found["rest"].split("~")
        code, name, unit = ("", parts[0], "") if len(parts) == 1 else (*parts, "")[:3]
        level = len(found["blank"]) // 2
        stack = [one for one in stack if one[0] < level]
        path = tuple(name for _, name in stack) if parents else ()
        lines.append(Line(level, found["sign"], code, name, unit, path))
        stack.append((level, name))
    return lines


def fill(sheet: Sheet, rng: random.Random, habit: Habit) -> Sheet:
    """Put figures into the cells of a sheet, no two of them alike where that is possible."""

    def cells(line: Line) -> tuple[Cell, ...]:
        if line.is_section:
            return tuple(Cell("") for _ in sheet.figures)
        return tuple(one.make(rng, habit) if one.make else Cell("") for one in sheet.figures)

    # What the layout filled in itself stays.
    lines = tuple(one if one.cells else replace(one, cells=cells(one)) for one in sheet.lines)
    return replace(sheet, lines=lines)


def number_columns(columns: Sequence[Column], style: str) -> tuple[str, ...]:
    """Give the row that numbers the columns: A B 1 2 3, or (1) (2) (3)."""
    if style == "brackets":
        return tuple(f"({place})" for place in range(1, len(columns) + 1))
    left = sum(one.kind not in ("figure", "remark") for one in columns)
    letters = ["A", "B", "C", "D"][:left]
    return (*letters, *(str(place) for place in range(1, len(columns) - left + 1)))
