"""The columns of an open table, by its figures alone.

Figures that stand below each other are one chain, and chains are the columns: words of headings
and names never vote. A slope of the columns was measured and left out: on level pages it changed
nothing (lab, section 4: 4,530 figures right with it and without).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Word
from pipeline.read.open.words import box_of, free_figures, has_letters, overlap

_REACH = 6  # lines between two figures of one column
_ONE_COLUMN = 0.6  # overlap of two figures, as a share of the narrower; .4 and .8 give the same
_MERGED = 0.35  # overlap of two chains that never meet on a line: aligned right, and at the comma
_INSIDE = 0.5  # share of a word, or of its column, that lies in the corridor
_FEWEST = 3  # figures of a column
_LEAST_SHARE = 0.15  # of the lines with figures
_NAMES = 0.5  # share of its lines on which a column of codes stands left of text


@dataclass(frozen=True, slots=True)
class Column:
    """The figures of one column."""

    left: float  # points
    right: float
    figures: tuple[tuple[int, Word], ...]  # with the number of their line, from 0

    @property
    def lines(self) -> frozenset[int]:
        """The lines that it has figures on."""
        return frozenset(number for number, _ in self.figures)

    def holds(self, box: Box) -> bool:
        """Whether a word, or what is wider than the column, stands in it for its greater part."""
        common = min(box.right, self.right) - max(box.left, self.left)
        return common > _INSIDE * min(box.width, self.right - self.left)

    @property
    def span(self) -> Box:
        """The corridor as a box without height."""
        return Box(self.left, 0.0, self.right, 0.0)


def find_columns(lines: Sequence[Line], height: float) -> list[Column]:
    """Find the columns of figures, from left to right.

    Args:
        lines: From top to bottom.
        height: Of a usual figure, in points.
    """
    figures = [
        (number, word) for number, line in enumerate(lines) for word in free_figures(line, height)
    ]
    near = _neighbours(figures)
    bridging = _find_bridging(figures, near)
    chains = _chain([pair for pair in near if not bridging.intersection(pair)], len(figures))
    columns = [
        _column([figures[index] for index in chain - bridging])
        for chain in chains
        if chain - bridging
    ]
    merged = _merge(columns)
    rows = {number for column in merged for number in column.lines}
    least = max(_FEWEST, _LEAST_SHARE * len(rows))
    return [
        column
        for column in merged
        if len(column.figures) >= least and not _is_code_column(column, lines)
    ]


def _neighbours(figures: Sequence[tuple[int, Word]]) -> list[tuple[int, int]]:
    """Give the pairs that stand below each other and near."""
    pairs = []
    for index, (number, word) in enumerate(figures):
        for other in range(index + 1, len(figures)):
            below, candidate = figures[other]
            if below - number > _REACH:
                break
            if below > number and overlap(box_of(word), box_of(candidate)) > _ONE_COLUMN:
                pairs.append((index, other))
    return pairs


def _find_bridging(
    figures: Sequence[tuple[int, Word]], near: Sequence[tuple[int, int]]
) -> set[int]:
    """Give the words that stand over two figures of another line: two figures read as one."""
    met: set[tuple[int, int]] = set()
    bridging = set()
    for pair in near:
        for one, other in (pair, pair[::-1]):
            meeting = one, figures[other][0]
            if meeting in met:
                bridging.add(one)
            met.add(meeting)
    return bridging


def _chain(pairs: Sequence[tuple[int, int]], count: int) -> list[set[int]]:
    chain_of = [{index} for index in range(count)]
    for one, other in pairs:
        if chain_of[one] is not chain_of[other]:
            chain_of[one] |= chain_of[other]
            for index in chain_of[other]:
                chain_of[index] = chain_of[one]
    return list({id(chain): chain for chain in chain_of}.values())


def _column(figures: Sequence[tuple[int, Word]]) -> Column:
    boxes = [box_of(word) for _, word in figures]
    ordered = tuple(sorted(figures, key=lambda pair: pair[0]))
    return Column(min(box.left for box in boxes), max(box.right for box in boxes), ordered)


def _merge(columns: Sequence[Column]) -> list[Column]:
    """Put chains together that overlap and never meet on a line."""
    merged = sorted(columns, key=lambda column: column.left)
    while pair := next(_mergeable(merged), None):
        one, other = pair
        merged = [column for column in merged if column not in pair]
        merged.append(_column([*one.figures, *other.figures]))
        merged.sort(key=lambda column: column.left)
    return merged


def _mergeable(columns: Sequence[Column]) -> Iterator[tuple[Column, Column]]:
    for one, other in combinations(columns, 2):
        if overlap(one.span, other.span) > _MERGED and not one.lines & other.lines:
            yield one, other


def _is_code_column(column: Column, lines: Sequence[Line]) -> bool:
    """Say whether a column stands left of the names: the numbers of the rows."""
    beside = sum(_has_name_behind(lines[number], column.right) for number in column.lines)
    return beside > _NAMES * len(column.lines)


def _has_name_behind(line: Line, right: float) -> bool:
    return any(has_letters(word) and box_of(word).left >= right for word in line.words)
