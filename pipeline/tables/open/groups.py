"""Names of several rows, in a column left of the names, where no rule says which rows they are.

Such a name stands beside the first of its rows, or in the middle of them. What fits all names of
the column is taken; where neither does, or both do, the rows are for a person to see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.tables.open.asides import Reach
from pipeline.tables.open.stub import Piece
from pipeline.tables.open.tokens import Token
from pipeline.tables.open.values import Measured

DOUBT = "không rõ dòng này thuộc nhóm nào"
_SAME = 0.4  # of a line, in em
_NEAR = 1.6  # em between lines of one name
_BETWEEN = 0.4  # of the distance of two rows by which a border may miss their middle


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with the name beside them; an empty one for rows above the first name."""

    name: str
    pieces: tuple[Piece, ...]


def divide_groups(
    lines: Sequence[Measured], pieces: Sequence[Piece], reaches: Sequence[Reach], em: float
) -> list[Group] | None:
    """Divide the rows of a table by the names in the columns left of theirs; None: nobody knows.

    Args:
        lines: Of the table.
        pieces: The same, taken apart, without what stands in these columns.
        reaches: The columns, in points.
        em: In points.
    """
    names = _names(lines, reaches, em)
    rows = [piece for piece in pieces if piece.filled]
    if not names or len(rows) < 2:
        return None
    tops, middles = _by_tops(names, rows, em), _by_middles(names, rows)
    if (tops is None) == (middles is None) and tops != middles:
        return None
    firsts = tops if tops is not None else middles
    if firsts is None:
        return None
    edges = [*firsts, 1e6]
    found = [Group("", tuple(p for p in pieces if p.level < edges[0]))]
    for (text, _, _), top, bottom in zip(names, edges, edges[1:], strict=False):
        found.append(Group(text, tuple(p for p in pieces if top <= p.level < bottom)))
    return [group for group in found if group.pieces]


_Name = tuple[str, float, float]  # text, level of its first line, of its last


def _names(lines: Sequence[Measured], reaches: Sequence[Reach], em: float) -> list[_Name]:
    found: list[_Name] = []
    for line in lines:
        inside = [t for t in line.rest if any(a <= t.middle <= b for a, b in reaches)]
        text, level = " ".join(t.text for t in inside), _level(inside)
        if not text:
            continue
        if found and level - found[-1][2] <= _NEAR * em:
            found[-1] = f"{found[-1][0]} {text}", found[-1][1], level
        else:
            found.append((text, level, level))
    return found


def _level(tokens: Sequence[Token]) -> float:
    return sum(t.level for t in tokens) / len(tokens) if tokens else 0.0


def _by_tops(names: Sequence[_Name], rows: Sequence[Piece], em: float) -> list[float] | None:
    """Give the level that each group begins at, if its name stands beside its first row."""
    found = []
    for _, top, _ in names:
        beside = [row.level for row in rows if abs(row.level - top) <= _SAME * em]
        if not beside:
            return None
        found.append(beside[0] - _SAME * em)
    return found if found[0] <= rows[0].level else None


def _by_middles(names: Sequence[_Name], rows: Sequence[Piece]) -> list[float] | None:
    """Give the level that each group begins at, if its name stands in the middle of its rows."""
    pitch = (rows[-1].level - rows[0].level) / (len(rows) - 1)
    found = [rows[0].level - pitch / 2]
    borders = [(one.level + other.level) / 2 for one, other in pairwise(rows)]
    borders.append(rows[-1].level + pitch / 2)
    for _, top, bottom in names:
        end = top + bottom - found[-1]
        near = min(borders, key=lambda border: abs(border - end))
        if abs(near - end) > _BETWEEN * pitch or near <= found[-1]:
            return None
        found.append(near)
    return found[:-1] if found[-1] == borders[-1] else None
