"""Columns of words beside the names and figures of an open table: places, dates, codes, remarks.

Between two columns of words there is room on many lines, at one place, and no word reaches over
it; blanks within a name never lie below each other so. What stands in such a column is no part of
the name of its row, and its heading is none of a column of figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.tables.layout.mark import is_code
from pipeline.tables.open.runs import Extents
from pipeline.tables.open.tokens import Sort, Token, phrases
from pipeline.tables.open.values import Measured

_ROOM = 0.6  # em between words of two columns; a blank is 0.25 to 0.3
_LINES = 0.4  # of the rows of figures that have words on both sides of the room
_CROSSED = 0.05  # of the lines, whose words may reach over it
_NAMED = 0.5  # of the rows have words in the column of the names
_BEHIND = 0.8  # of the rows begin their names right of those of groups
_LEAST = 2  # lines

Reach = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asides:
    """Columns of words, in points."""

    groups: tuple[Reach, ...] = ()  # left of the names
    behind: tuple[Reach, ...] = ()  # between the names and the figures
    among: tuple[Reach, ...] = ()  # between or right of the figures

    @property
    def all(self) -> tuple[Reach, ...]:
        """From left to right."""
        return (*self.groups, *self.behind, *self.among)

    def holds(self, token: Token) -> bool:
        """Say whether a word stands in one of them."""
        return any(left <= token.middle <= right for left, right in self.all)


def find_asides(
    lines: Sequence[Measured], columns: Extents, units: Reach | None, em: float
) -> Asides:
    """Find the columns of words of the lines of a table.

    Args:
        lines: From top to bottom.
        columns: Of figures.
        units: The column of units, which is none of these.
        em: In points.
    """
    limit = units[0] if units else columns[0][0]
    words = [[t for t in line.rest if t.right <= limit + 0.1 * em] for line in lines]
    words = [
        [token for token in some if token not in line.figures]
        for some, line in zip(words, lines, strict=True)
    ]
    rows = [some for some, line in zip(words, lines, strict=True) if line.is_value]
    among = _among(lines, columns, em)
    gutters = _gutters(words, len(rows), em)
    if not gutters:
        return Asides(among=among)
    reaches = list(_reaches(words, gutters))
    name = _name_place(rows, reaches)
    # What stands beside every row names none of several: codes of goods.
    groups = [reach for reach in reaches[:name] if _filled(rows, reach) < _BEHIND * len(rows)]
    behind = [reach for place, reach in enumerate(reaches) if place != name and reach not in groups]
    return Asides(tuple(groups), tuple(behind), among)


def _filled(rows: Sequence[Sequence[Token]], reach: Reach) -> int:
    return sum(any(reach[0] <= t.middle <= reach[1] for t in some) for some in rows)


def _gutters(words: Sequence[Sequence[Token]], rows: int, em: float) -> list[float]:
    """Give where columns of words are divided, in points, from left to right."""
    gaps = [
        (one.right, other.left)
        for some in words
        for one, other in pairwise(some)
        if other.left - one.right >= _ROOM * em and not is_mark(one.text)
    ]
    least = max(_LEAST, _LINES * rows)
    several = [some for some in words if len(phrases(some, _ROOM * em)) > 1]
    found: list[float] = []
    starts = [part.left for some in words for part in phrases(some, _ROOM * em)]
    # A gutter ends where the words right of it begin: each such edge is tried.
    for edge in sorted({round(left - 0.1 * em, 1) for left in (*(r for _, r in gaps), *starts)}):
        support = max(
            sum(left < edge < right for left, right in gaps),
            _aligned(words, starts, edge, found[-1] if found else -1e6, em),
        )
        if not found and support < least:
            support = _grouped(words, starts, edge, em, rows)
        crossed = sum(any(t.left < edge < t.right for t in some) for some in several)
        if support < least or crossed > _CROSSED * len(words):
            continue
        start = found[-1] if found else -1e6
        between = sum(any(start < t.middle < edge for t in some) for some in words)
        if not found or between >= least:
            found.append(edge)
    return found


def _aligned(
    words: Sequence[Sequence[Token]], starts: Sequence[float], edge: float, start: float, em: float
) -> int:
    """Count the lines on either side of a white stripe that words begin behind.

    The words of two columns may stand on no line together, where cells have several lines.
    """
    right = sum(edge < left < edge + 0.5 * em for left in starts)
    before = [[t for t in some if start < t.middle and t.left < edge] for some in words]
    if any(t.right > edge - _ROOM * em for some in before for t in some):
        return 0
    left = [some for some in before if some and not all(is_mark(t.text) for t in some)]
    return min(right, len(left))


def _grouped(
    words: Sequence[Sequence[Token]], starts: Sequence[float], edge: float, em: float, rows: int
) -> int:
    """Count the names behind a stripe that few words stand left of: those of groups."""
    names = sum(edge < left < edge + 0.5 * em for left in starts)
    grouped = _aligned(words, starts, edge, -1e6, em) >= _LEAST
    return names if grouped and names >= _BEHIND * rows else 0


def is_mark(text: str) -> bool:
    """Say whether a word is the number of a row or a bullet."""
    return is_code(text) or set(text) <= set("-–+*•.")


def _reaches(words: Sequence[Sequence[Token]], gutters: Sequence[float]) -> Iterator[Reach]:
    """Give what the words between gutters cover."""
    edges = [-1e6, *gutters, 1e6]
    for left, right in pairwise(edges):
        inside = [t for some in words for t in some if left <= t.middle < right]
        if inside:
            yield min(t.left for t in inside), max(t.right for t in inside)


def _name_place(rows: Sequence[Sequence[Token]], reaches: Sequence[Reach]) -> int:
    """Give which column holds the names of rows: the first with words on most of them."""
    for place, (left, right) in enumerate(reaches):
        worded = sum(
            any(left <= t.middle <= right and any(map(str.isalpha, t.text)) for t in some)
            for some in rows
        )
        if worded >= _NAMED * len(rows):
            return place
    return 0


def _among(lines: Sequence[Measured], columns: Extents, em: float) -> tuple[Reach, ...]:
    """Give the columns of words that lie beside those of figures."""
    found: list[list[float]] = []
    spans = sorted(
        (part.left, part.right)
        for line in lines
        if line.is_value
        for part in phrases([t for t in line.rest if t not in line.figures], _ROOM * em)
        if part.left > columns[0][0]
        and part.sort is Sort.TEXT
        and sum(map(str.isalnum, part.text)) > 1
        and all(part.right < left or part.left > right for left, right in columns)
    )
    counts: list[int] = []
    for left, right in spans:
        if found and left <= found[-1][1]:
            found[-1][1] = max(found[-1][1], right)
            counts[-1] += 1
        else:
            found.append([left, right])
            counts.append(1)
    return tuple(
        (left, right) for (left, right), count in zip(found, counts, strict=True) if count >= _LEAST
    )
