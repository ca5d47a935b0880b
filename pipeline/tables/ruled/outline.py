"""Which row stands under which: the label path of each row of a table.

Numbers say it best: `1.2` stands under `1`, a row `1` after `I` under `I`, and a row that has
figures of its own can still be the parent of others. Names without a number are parents where
nothing but a name stands in the row and it looks like a heading (capitals, over the whole width, a
colon, deeper names below); in doubt such a row is one that was left blank, and no figure is put
under a name that it may not belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.tables.layout.mark import Mark, read_mark, split_mark
from pipeline.tables.layout.row import Row
from pipeline.tables.ruled.columns import Columns
from pipeline.vietnamese.alphabet import fold

_RANK = {"A": 0, "I": 1, "1": 2, "a": 3, "-": 4, "+": 5, "*": 5, "•": 4, "–": 4}
_TOTAL = re.compile(r"tong (?:so|cong)\b")
_PART = re.compile(r"(?:trong do|rieng|bao gom|gom)\b")
_CAPITALS = 0.8  # of the letters of a heading in capitals


@dataclass(frozen=True, slots=True)
class Entry:
    """One row in the outline."""

    row: Row
    mark: Mark | None
    names: tuple[str, ...]  # as printed, with the number; several where a name covers rows
    depth: int  # the label column its names begin in, 0 for the first
    own_depth: int  # the one its own name stands in
    filled: bool  # it has a figure, a dash or a unit of its own
    heading: bool  # it has no number and looks like a heading


@dataclass(frozen=True, slots=True)
class Outlined:
    """A row with the rows above it."""

    entry: Entry
    parents: tuple[Entry, ...]  # the outermost first

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the outermost parent to the row."""
        above = tuple(name for parent in self.parents for name in parent.names[-1:])
        return (*above, *self.entry.names)

    @property
    def section(self) -> str:
        """The numbers of the parents; those that the row's own number begins with are left out."""
        own = self.entry.mark
        texts = [
            parent.mark.text
            for parent in self.parents
            if parent.mark and parent.mark.text and not (own and _begins(parent.mark, own))
        ]
        return ".".join(texts)


def outline(rows: Sequence[Row], columns: Columns) -> tuple[Outlined, ...]:
    """Give each row of a table with its parents, in their order."""
    stack: list[Entry] = []
    levels: dict[str, list[Entry]] = {}  # what the last number of each kind stood under
    found = []
    for entry in _entries(rows, columns):
        stack = _parents(stack, entry, levels)
        if entry.mark is not None and len(entry.mark.place) == 1:
            levels[entry.mark.kind] = stack
        found.append(Outlined(entry, tuple(stack)))
        stack = [*stack, entry]
    return tuple(found)


def _entries(rows: Sequence[Row], columns: Columns) -> Iterator[Entry]:
    before: Mark | None = None
    for index, row in enumerate(rows):
        cells = [column for column in columns.labels if row.text(column)]
        shown = list(dict.fromkeys(row.text(column) for column in cells))
        code = row.text(columns.code) if columns.code is not None else ""
        spread = [cell for cell in row.inked if cell.column_span == len(row.cells)]
        if spread:
            code, shown = "", [row.line]
        mark = read_mark(code, before)
        inner, _ = split_mark(shown[-1]) if shown else ("", "")
        names = tuple(shown)
        if mark and shown and not inner and mark.text:
            names = (*shown[:-1], f"{mark.text}. {shown[-1]}")
        mark = mark or (read_mark(inner, before) if inner else None)
        before = mark if mark and mark.kind == "A" else before
        depths = [place for place, column in enumerate(columns.labels) if column in cells] or [0]
        if len(shown) > 1 and _PART.match(fold(shown[0])):
            depths = depths[1:] or depths  # "Trong đó:" before the first part is no parent
        depth = depths[0]
        filled = not spread and _is_filled(row, columns)
        below = rows[index + 1] if index + 1 < len(rows) else None
        heading = mark is None and not filled and _is_heading(shown, depth, below, columns)
        yield Entry(
            row, mark, names, depth, depths[-1], filled, heading or (mark is None and bool(spread))
        )


def _is_filled(row: Row, columns: Columns) -> bool:
    own = (*columns.values, *([columns.unit] if columns.unit is not None else ()))
    return any(row.text(column) for column in own)


def _is_heading(shown: Sequence[str], depth: int, below: Row | None, columns: Columns) -> bool:
    if not shown:
        return False
    name = shown[-1]
    letters = [letter for letter in name if letter.isalpha()]
    if name.endswith(":") or sum(map(str.isupper, letters)) >= _CAPITALS * len(letters) > 0:
        return True
    if below is None:
        return False
    deeper = next((place for place, c in enumerate(columns.labels) if below.text(c)), 0)
    # A line across a table without a column of names is a heading by its letters alone.
    first = below.text(columns.labels[0]) if columns.labels else ""
    return deeper > depth or split_mark(first)[0] in ("-", "+", "*", "•")


def _parents(stack: list[Entry], entry: Entry, levels: Mapping[str, list[Entry]]) -> list[Entry]:
    if entry.mark is not None:
        return _under_numbers(stack, entry.mark, levels)
    name = fold(entry.names[-1]) if entry.names else ""
    if not name or _TOTAL.match(name):
        return [] if name else stack
    if entry.depth:
        shallower = [at for at, one in enumerate(stack) if one.own_depth < entry.depth]
        return stack[: shallower[-1] + 1] if shallower else []
    if entry.heading:
        return _above_heading(stack)
    return _without_parts(stack) if _is_part(entry) else _beside_figures(stack)


def _is_part(entry: Entry) -> bool:
    return bool(_PART.match(fold(entry.names[-1]))) or entry.names[-1][:1].islower()


def _beside_figures(stack: list[Entry]) -> list[Entry]:
    """Give what a name without a number stands under: not the row with figures above it."""
    kept = list(stack)
    while kept and not kept[-1].heading and (kept[-1].filled or kept[-1].mark is None):
        kept.pop()
    return kept


def _above_heading(stack: list[Entry]) -> list[Entry]:
    """Give what a new heading stands under: it ends the last one and all rows with figures."""
    for place, one in enumerate(stack):
        if one.heading or one.filled:
            return stack[:place]
    return stack


def _without_parts(stack: list[Entry]) -> list[Entry]:
    kept = list(stack)
    while kept and kept[-1].mark is None and not kept[-1].heading and len(kept) > 1:
        kept.pop()
    return kept


def _under_numbers(
    stack: list[Entry], mark: Mark, levels: Mapping[str, list[Entry]]
) -> list[Entry]:
    """Give the entries that a number stands under."""
    if len(mark.place) > 1:
        for place in range(len(stack) - 1, -1, -1):
            above = stack[place].mark
            if above is not None and _begins(above, mark):
                return stack[: place + 1]
    same = [at for at, one in enumerate(stack) if one.mark and one.mark.kind == mark.kind]
    if same:
        last = same[-1] if mark.kind != "1" else same[0]
        headings = [at for at, one in enumerate(stack) if at > last and one.heading]
        # A list that begins anew under a heading stands under the heading.
        return stack[: headings[-1] + 1] if mark.first and headings else stack[:last]
    rank = _RANK[mark.kind]
    if mark.first or mark.kind in "-+*•–":
        return _open(stack)
    if mark.kind in levels and len(mark.place) == 1:
        return levels[mark.kind]  # names without numbers, or a heading, came between
    return [one for one in stack if (_RANK[one.mark.kind] < rank if one.mark else one.heading)]


def _open(stack: list[Entry]) -> list[Entry]:
    """Give what a list can begin under: a numbered row, a heading, or the row right above."""
    kept = list(stack)
    while kept and kept[-1].mark is None and not kept[-1].heading:
        kept.pop()
    return kept


def _begins(above: Mark, mark: Mark) -> bool:
    """Say whether one number begins with another: 1 and 1.2."""
    size = len(above.place)
    same = above.kind == mark.kind == "1"
    return same and size < len(mark.place) and mark.place[:size] == above.place
