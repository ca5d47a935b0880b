"""Where a table stands on its page, and how the lines above it fall into phrases."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.tables.open.lines import Row
from pipeline.tables.open.tokens import Token, phrases

_FULL = 0.9  # of the width of the table: rules over half of it divide headings
_GAP = 0.9  # em between phrases
# em between headings of columns set tight; blanks in a line are 0.25 to 0.3 wide.
_TIGHT = 0.42


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table stands on its page, in points."""

    em: float
    left: float  # of the names
    right: float  # of the last column
    names: float  # where most names end
    figures: float  # left edge of the first column
    first: float  # middle of the first column
    top: float  # of the first row of figures
    rules: tuple[Box, ...]  # level ones of the page
    borders: tuple[tuple[float, float], ...] = ()  # where one column ends and the next begins

    def is_full(self, rule: Box) -> bool:
        """Say whether a rule is as wide as the table."""
        reach = min(rule.right, self.right) - max(rule.left, self.left)
        return reach >= _FULL * (self.right - self.left)


def parts_of(row: Row, frame: Frame) -> list[Token]:
    """Give the phrases of a line: words far apart, or less far where a column ends."""
    cuts = [
        (one.right + other.left) / 2
        for one, other in zip(row.tokens, row.tokens[1:], strict=False)
        if other.left - one.right > _TIGHT * max(frame.em, row.size)
        and any(
            left - frame.em < (one.right + other.left) / 2 < right + frame.em
            for left, right in frame.borders
        )
    ]
    return phrases(row.tokens, _GAP * frame.em, cuts)
