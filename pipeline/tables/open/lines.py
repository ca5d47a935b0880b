"""The lines of a page: what stands at one height, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.tables.open.tokens import Sort, Token, join_figures, unite


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one height of a page, from left to right."""

    tokens: tuple[Token, ...]

    @property
    def left(self) -> float:
        """Where it begins, in points."""
        return self.tokens[0].left

    @property
    def right(self) -> float:
        """Where it ends, in points."""
        return max(token.right for token in self.tokens)

    @property
    def top(self) -> float:
        """The upper edge, in points."""
        return min(token.top for token in self.tokens)

    @property
    def bottom(self) -> float:
        """The lower edge, in points."""
        return max(token.bottom for token in self.tokens)

    @property
    def level(self) -> float:
        """The height it stands at, in points."""
        return median(token.level for token in self.tokens)

    @property
    def size(self) -> float:
        """Of its letters, in points."""
        return median(token.size for token in self.tokens)

    @property
    def text(self) -> str:
        """All of it, with single blanks."""
        return " ".join(token.text for token in self.tokens)


_SAME_LINE = 0.32  # em between the middles of words of one line (lab)
_HALF_LINE = 0.6  # em; off: -9.8 points without rules, as names are centred beside figures
_SIGN_GAP = 0.8  # em between a sign and its digits
_CELL = 0.35  # em between edges or middles of cells of one column
_CELL_LINES = 2
_TOUCH = 0.1  # em by which words of two half lines may overlap


def group_lines(tokens: Iterable[Token], em: float) -> list[Row]:
    """Give the lines of a page, those that stand half a line apart and beside each other as one."""
    groups: list[list[Token]] = []
    for token in sorted(tokens, key=lambda one: one.level):
        if groups and token.level - _middle_level(groups[-1]) <= _SAME_LINE * em:
            groups[-1].append(token)
        else:
            groups.append([token])
    merged: list[list[Token]] = []
    for group in groups:
        if merged and _is_half(merged[-1], group, em):
            merged[-1] = merged[-1] + group
        else:
            merged.append(group)
    rows = [
        Row(tuple(join_figures(sorted(group, key=lambda one: one.left), em))) for group in merged
    ]
    return [_with_signs(row, rows, em) for row in rows]


def _middle_level(tokens: Sequence[Token]) -> float:
    """Give the median of the levels of tokens that are in the order of their levels."""
    half = len(tokens) // 2
    return (tokens[half].level + tokens[-half - 1].level) / 2


def _with_signs(row: Row, rows: Sequence[Row], em: float) -> Row:
    """Join signs to figures further off, `- 91.482`, but for a dash that is a cell of its own."""
    tokens: list[Token] = []
    for token in row.tokens:
        before = tokens[-1] if tokens else None
        if (
            before is not None
            and _is_sign(before, token, em)
            and not _is_cell(before, row, rows, em)
        ):
            joined = replace(unite((before, token)), text=before.text + token.text)
            tokens[-1] = replace(joined, sort=Sort.FIGURE)
        else:
            tokens.append(token)
    return Row(tuple(tokens)) if len(tokens) < len(row.tokens) else row


def _is_sign(dash: Token, token: Token, em: float) -> bool:
    signs = dash.text in ("-", "–", "−", "+") and token.sort is Sort.FIGURE
    return signs and token.text[0].isdigit() and token.left - dash.right < _SIGN_GAP * em


def _is_cell(dash: Token, row: Row, rows: Sequence[Row], em: float) -> bool:
    """Say whether figures of other lines end where a dash does, or stand around its middle."""
    alike = 0
    for other in rows:
        alike += other is not row and any(
            token.sort in (Sort.FIGURE, Sort.DASH)
            and min(abs(token.right - dash.right), abs(token.middle - dash.middle)) <= _CELL * em
            and not (behind and _is_sign(token, behind, em))
            for token, behind in _followed(other)
        )
    return alike >= _CELL_LINES


def _followed(row: Row) -> Iterator[tuple[Token, Token | None]]:
    return zip(row.tokens, (*row.tokens[1:], None), strict=True)


def _is_half(above: Sequence[Token], below: Sequence[Token], em: float) -> bool:
    levels = [token.level for token in (*above, *below)]
    if max(levels) - min(levels) > (_HALF_LINE + _SAME_LINE) * em:
        return False
    if median(t.level for t in below) - median(t.level for t in above) > _HALF_LINE * em:
        return False
    spans = sorted((token.left, token.right) for token in (*above, *below))
    return all(one[1] - other[0] <= _TOUCH * em for one, other in pairwise(spans))
