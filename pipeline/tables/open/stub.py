"""What stands left of the figures of a row: its number, its name, its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.model.geometry import Box
from pipeline.tables.open.asides import Asides
from pipeline.tables.open.columns import column_of
from pipeline.tables.open.lines import Row
from pipeline.tables.open.runs import Extents
from pipeline.tables.open.table import Printed, Style
from pipeline.tables.open.tokens import Sort, Token, phrases
from pipeline.tables.open.values import Measured
from pipeline.vietnamese.units import read_unit

_UNIT_GAP = 0.6  # em between a name and its unit
_UNIT_SHARE = 0.3  # of the rows that have one, or a ditto mark for it
_CAPITALS = 0.8  # of the letters

Reach = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a table, taken apart."""

    code: str
    names: tuple[Token, ...]
    unit: str
    cells: tuple[Printed | None, ...]
    level: float  # points
    top: float
    bottom: float
    size: float
    doubt: str = ""  # of all its figures, in Vietnamese

    @property
    def filled(self) -> bool:
        """Whether any cell says something."""
        return any(self.cells)

    @property
    def name(self) -> str:
        """The words of its name."""
        return " ".join(token.text for token in self.names)

    @property
    def left(self) -> float:
        """Where its name begins, in points."""
        return self.names[0].left if self.names else 0.0


def find_units(lines: Sequence[Measured], columns: Extents, em: float) -> Reach | None:
    """Give where the column of units stands; None where there is none."""
    values = [line for line in lines if line.is_value]
    found = []
    for line in values:
        left = [t for t in line.rest if t.right <= columns[0][0] + em]
        parts = phrases(left, _UNIT_GAP * em)
        if len(parts) > 1 and (parts[-1].sort is Sort.DITTO or read_unit(parts[-1].text)):
            found.append(parts[-1])
    if len(found) < max(2, _UNIT_SHARE * len(values)):
        return None
    middle = median(t.middle for t in found)
    near = [t for t in found if abs(t.middle - middle) < 4 * em]
    return min(t.left for t in near), max(t.right for t in near)


def take_apart(
    line: Measured, columns: Extents, units: Reach | None, em: float, asides: Asides
) -> Piece:
    """Divide a line into number, name, unit and cells; leave out what stands beside them."""
    row = line.row
    if asides.all and _is_divided(line, asides, em):
        kept = [t for t in line.row.tokens if t in line.figures or not asides.holds(t)]
        line = replace(line, row=Row(tuple(kept)))
    names: list[Token] = []
    unit: list[Token] = []
    cells: dict[int, list[Token]] = {}
    for part in _split_units(_parts(line, em), units, em):
        place = None if part[0].right <= columns[0][0] - 0.1 * em else _cell_of(part, columns)
        if units and units[0] - em <= part[0].middle <= units[1] + em and (names or line.code):
            unit += part
        elif place is not None and part[0].left > columns[0][0] - _reach(part, columns, em):
            cells.setdefault(place, []).extend(part)
        elif part[0].left < columns[0][0]:
            names += part
    printed = tuple(print_cell(cells.get(place, ())) for place in range(len(columns)))
    return Piece(
        line.code.text if line.code else "",
        tuple(names),
        " ".join(token.text for token in unit),
        printed,
        row.level,
        row.top,
        row.bottom,
        row.size,
    )


def _is_divided(line: Measured, asides: Asides, em: float) -> bool:
    """Say whether a line has its words in columns: a name of a section reaches over them."""
    parts = phrases(line.rest, _UNIT_GAP * em)
    return line.is_value or len(parts) > 1 or all(map(asides.holds, parts))


def _split_units(parts: list[list[Token]], units: Reach | None, em: float) -> list[list[Token]]:
    """Divide a name that runs into the column of units where that begins."""
    if units is None:
        return parts
    divided: list[list[Token]] = []
    for part in parts:
        at = next((i for i, t in enumerate(part) if t.left >= units[0] - 0.3 * em), 0)
        inside = part[0].left < units[0] - em and part[-1].right <= units[1] + em
        divided += [part[:at], part[at:]] if at and inside else [part]
    return divided


def _reach(part: Sequence[Token], columns: Extents, em: float) -> float:
    """Give how far left of the first column a part may begin and still be its cell."""
    if part[0].sort is Sort.TEXT:
        return 0.5 * em
    return max(3 * em, columns[0][1] - columns[0][0])


def _parts(line: Measured, em: float) -> list[list[Token]]:
    """Give the phrases of a line as words; each figure is one of its own."""
    parts: list[list[Token]] = []
    free = set(line.figures)
    before: Token | None = None
    for token in line.rest:
        alone = token in free or token.sort in (Sort.DITTO, Sort.HASH)
        alone = alone or (token.sort is Sort.DASH and before is not None and before in free)
        apart = before is None or token.left - before.right > _UNIT_GAP * em or before in free
        if token.is_note and before is not None and not apart:
            continue
        if alone or apart or not parts:
            parts.append([token])
        else:
            parts[-1].append(token)
        before = token
    return parts


def _cell_of(part: Sequence[Token], columns: Extents) -> int | None:
    return column_of(part[0], columns)


def print_cell(tokens: Sequence[Token]) -> Printed | None:
    """Give what a cell shows; two figures in one are for a person to see."""
    tokens = [t for t in tokens if not t.is_note] or list(tokens)
    if not tokens:
        return None
    worn = next((token.worn for token in tokens if token.worn), "")
    return replace(_print_tokens(tokens), worn=worn)


def _print_tokens(tokens: Sequence[Token]) -> Printed:
    box = Box(
        min(t.left for t in tokens),
        min(t.top for t in tokens),
        max(t.right for t in tokens),
        max(t.bottom for t in tokens),
    )
    text = " ".join(token.text for token in tokens)
    figures = [token for token in tokens if token.sort is Sort.FIGURE]
    seen = next((token for token in tokens if token.disputed), None)
    if len(figures) > 1:
        return Printed(text, Sort.FIGURE, box, "trong ô có hơn một số")
    if seen is not None:
        return Printed(text, tokens[0].sort, box, "hai máy đọc khác nhau", (seen.disputed,))
    if any(token.sort is Sort.HASH for token in tokens):
        return Printed(text, Sort.HASH, box, "cột quá hẹp, số không in ra được")
    if len(tokens) > 1 and figures:
        return Printed(text, Sort.FIGURE, box, f"ô ghi “{text[:40]}”")
    return Printed(text, tokens[0].sort, box)


def style_of(names: Sequence[Token]) -> Style:
    """Say how a name is set."""
    letters = [sign for token in names for sign in token.text if sign.isalpha()]
    capitals = len(letters) > 2 and sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)
    words = [token for token in names if any(map(str.isalpha, token.text))] or list(names)
    return Style(
        bool(words) and sum(t.bold for t in words) * 2 > len(words),
        bool(words) and sum(t.italic for t in words) * 2 > len(words),
        capitals,
    )


def pitch_of(pieces: Sequence[Piece]) -> float:
    """Give the usual distance of two rows of figures that follow each other, in points."""
    gaps = [two.level - one.level for one, two in pairwise(pieces) if one.filled and two.filled]
    return median(gaps) if gaps else 0.0
