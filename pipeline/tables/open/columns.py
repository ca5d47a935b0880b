"""The columns of figures of an open table, from the figures alone.

Words of headings and names never say where a column is: they reach over their neighbours. Right
edges that lie together are a column; what never meets in a row and overlaps is one column too, as
bold type, a % sign or centred figures shift an edge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tables.open.tokens import Token
from pipeline.tables.open.values import Measured

_EDGE = 0.45  # em between right edges of one column; 0.15 to 1.5 give the same, merging mends it
_FEW = 0.04  # of the rows: less is a stray figure
_SPARSE = 0.15  # of the neighbour's figures: a column that bold type or a sign split off
_WITHIN = 3  # columns on either side that a token may belong to
_NEAR = 2.2  # em to that neighbour


@dataclass(frozen=True, slots=True)
class Span:
    """A column while it is looked for."""

    tokens: tuple[Token, ...]
    lines: frozenset[int]  # that have a figure in it

    @property
    def left(self) -> float:
        """In points, of its widest figure."""
        return min(token.left for token in self.tokens)

    @property
    def right(self) -> float:
        """In points."""
        return max(token.right for token in self.tokens)

    def merge(self, other: Span) -> Span:
        """Give both as one column."""
        return Span(self.tokens + other.tokens, self.lines | other.lines)


def find_columns(lines: Sequence[Measured], em: float) -> list[Span]:
    """Give the columns of the lines of one table, from left to right."""
    placed = sorted(
        (
            (token, number)
            for number, line in enumerate(lines)
            if line.is_value
            for token in line.figures
        ),
        key=lambda pair: pair[0].right,
    )
    spans: list[Span] = []
    for token, number in placed:
        one = Span((token,), frozenset((number,)))
        near = spans and token.right - spans[-1].right <= _EDGE * em
        if near and number not in spans[-1].lines:
            spans[-1] = spans[-1].merge(one)
        else:
            spans.append(one)
    spans = _merge(spans, em)
    rows = sum(line.is_value for line in lines)
    least = max(1.0, _FEW * rows) if rows > 4 else 1.0
    return sorted((s for s in spans if len(s.tokens) >= least), key=lambda s: s.right)


def _merge(spans: list[Span], em: float) -> list[Span]:
    """Merge columns that never meet in a row, until no two are left that do."""
    merged = list(spans)
    place = 0
    while place + 1 < len(merged):
        one, other = merged[place], merged[place + 1]
        if not one.lines & other.lines and _are_one(one, other, em):
            merged[place : place + 2] = [one.merge(other)]
            place = max(0, place - 1)
        else:
            place += 1
    return merged


def _are_one(one: Span, other: Span, em: float) -> bool:
    if one.left < other.right and other.left < one.right:
        return True
    few, many = sorted((len(one.tokens), len(other.tokens)))
    near = max(one.left, other.left) - min(one.right, other.right) < _NEAR * em
    return near and few <= max(2, _SPARSE * many) and few < many


def column_of(token: Token, spans: Sequence[tuple[float, float]]) -> int | None:
    """Give the column that a token belongs to: the one it overlaps most, else the nearest."""
    if not spans:
        return None
    at = bisect_left(spans, token.left, key=lambda span: span[1])
    places = range(max(0, at - _WITHIN), min(len(spans), at + _WITHIN))
    # Of many columns those near are enough, but for a word that reaches over more.
    if places.stop < len(spans) and token.right >= spans[places.stop - 1][0]:
        places = range(len(spans))
    overlaps = {p: min(token.right, spans[p][1]) - max(token.left, spans[p][0]) for p in places}
    best = max(places, key=lambda place: overlaps[place])
    left, right = spans[best]
    return best if overlaps[best] > -max(right - left, token.right - token.left, 12.0) else None
