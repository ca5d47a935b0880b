"""Which lines of a page make one table: rows of figures with the names between them.

A line that stays left of the figures is a name: a section row, or a part of one. Any other line of
words ends the table and may open the heading of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tables.open.columns import Span, find_columns
from pipeline.tables.open.corner import is_unit_line
from pipeline.tables.open.tokens import Sort, phrases
from pipeline.tables.open.values import Measured
from pipeline.tables.open.zones import is_caption, is_note_line

Extents = tuple[tuple[float, float], ...]

_LEAST_ROWS = 3
_RECENT = 60  # rows that a line is compared with; a page has as many
_SAME_EDGE = 9.0  # points between right edges of one column on two pages
_FOOT_GAP = 2.6  # em to a name below the last row of figures
_ALIGNED = 0.5  # em


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of one table, by their place among the lines of the page."""

    start: int
    stop: int  # behind the last
    columns: Extents  # of the figures, in points

    @property
    def left(self) -> float:
        """Where figures begin, in points."""
        return self.columns[0][0]


def find_runs(lines: Sequence[Measured], em: float, known: Sequence[Extents]) -> list[Run]:
    """Give the tables of a page.

    Args:
        lines: Of the page, from top to bottom.
        em: In points.
        known: Columns of tables that may go on here: a few rows are enough if they fit.
    """
    pieces = _pieces(lines, em, _starts(lines, em))
    spans = [find_columns(lines[start:stop], em) for start, stop in pieces]
    sound = [_is_sound(lines[slice(*piece)], one) for piece, one in zip(pieces, spans, strict=True)]
    tables = [_extents(one) for one, good in zip(spans, sound, strict=True) if good]
    runs: list[Run] = []
    for (start, stop), one, good in zip(pieces, spans, sound, strict=True):
        extents = _extents(one)
        if not good:
            fitting = [
                other
                for other in (*tables, *known)
                if one and fits(extents, other) and _is_enough(lines[start:stop], extents, other)
            ]
            if not fitting:
                continue
            extents = fitting[0]
        if runs and _goes_on(lines[runs[-1].stop : start], runs[-1].columns, extents, em):
            joined = find_columns(lines[runs[-1].start : stop], em)
            runs[-1] = Run(runs[-1].start, stop, _extents(joined))
        else:
            runs.append(Run(start, stop, extents))
    return [_with_foot(lines, run, em) for run in runs]


def _is_enough(lines: Sequence[Measured], columns: Extents, known: Extents) -> bool:
    """Say whether a few rows show enough of the columns of a table to be more than chance."""
    counted = any(not t.is_year for line in lines for t in line.figures)
    return counted and len(columns) >= min(2, len(known)) and 3 * len(columns) >= len(known)


def fits(columns: Extents, known: Extents) -> bool:
    """Say whether all columns lie where a known table has some."""
    return all(any(_is_same(one, other) for other in known) for one in columns)


def _is_same(one: tuple[float, float], other: tuple[float, float]) -> bool:
    middle = (one[0] + one[1]) / 2
    return abs(one[1] - other[1]) <= _SAME_EDGE or (
        other[0] - 2 <= middle <= other[1] + 2 and abs(one[1] - other[1]) <= 2 * _SAME_EDGE
    )


def _extents(spans: Sequence[Span]) -> Extents:
    return tuple((span.left, span.right) for span in spans)


def _starts(lines: Sequence[Measured], em: float) -> Counter[int]:
    """Count the lines that have a phrase begin at a place, in points."""
    return Counter(
        place
        for line in lines
        if not line.is_value
        for place in {round(part.left) for part in phrases(line.rest, em)}
    )


def _pieces(lines: Sequence[Measured], em: float, starts: Counter[int]) -> list[tuple[int, int]]:
    """Divide the rows of figures where a line between two of them is no name."""
    values = [place for place, line in enumerate(lines) if line.is_value]
    pieces: list[list[int]] = []
    for place in values:
        if pieces:
            rows = [lines[one] for one in (*pieces[-1][-_RECENT:], place)]
            between = lines[pieces[-1][-1] + 1 : place]
            edge = figures_edge(rows)
            if all(is_name_line(line, rows, edge, em, starts) for line in between):
                pieces[-1].append(place)
                continue
        pieces.append([place])
    return [(piece[0], piece[-1] + 1) for piece in pieces]


def figures_edge(rows: Sequence[Measured]) -> float:
    """Give where the figures of rows begin, in points."""
    lefts = sorted(row.figures[0].left for row in rows if row.figures)
    return lefts[0] if lefts else 0.0


def is_name_line(
    line: Measured,
    rows: Sequence[Measured],
    edge: float,
    em: float,
    starts: Counter[int] | None = None,
) -> bool:
    """Say whether a line stays left of the figures of some rows.

    Beside a single column of figures a centred heading does so too: it must begin or end where the
    names do.
    """
    if line.numbers_columns:
        return False
    if line.row.right > edge - 0.1 * em:
        return _is_beside(line, rows, edge, em, starts or Counter())
    if any(len(row.figures) > 1 for row in rows):
        return True
    names = [row.rest[0] for row in rows if row.rest and row.rest[0] not in row.figures]
    right = max(
        (t.right for row in rows for t in row.row.tokens if t not in row.figures), default=edge
    )
    first = line.rest[0] if line.rest else line.row.tokens[0]
    aligned = any(abs(first.left - name.left) <= _ALIGNED * em for name in names)
    return aligned or line.row.right <= right


def _is_beside(
    line: Measured, rows: Sequence[Measured], edge: float, em: float, starts: Counter[int]
) -> bool:
    """Say whether what a line has right of the names goes on with words beside the figures.

    Their first line may stand above the figures, their last below: then others begin there too.
    """
    far = [part for part in phrases(line.rest, em) if part.right > edge - 0.1 * em]
    figures = [figure for row in rows for figure in row.figures]
    if any(f.left < part.right and part.left < f.right for f in figures for part in far):
        return False
    words = [
        part
        for row in rows
        for part in phrases([t for t in row.rest if t not in row.figures], em)
        if part.right > edge and part.sort is Sort.TEXT
    ]
    return all(
        any(
            min(abs(part.left - word.left), abs(part.middle - word.middle)) <= _ALIGNED * em
            for word in words
        )
        or starts[round(part.left)] >= _LEAST_ROWS
        for part in far
    )


def _is_sound(lines: Sequence[Measured], spans: Sequence[Span]) -> bool:
    """Say whether rows share columns as no sentences do."""
    rows = [number for number, line in enumerate(lines) if line.is_value]
    # Two rows are a table only if they are full: three columns, each with a figure in both.
    if len(rows) == 2:
        return len(spans) >= 3 and all(len(span.lines) == 2 for span in spans)
    shared = set[int]()
    for span in spans:
        if len(span.lines) >= min(_LEAST_ROWS, len(rows)):
            shared |= span.lines
    return len(rows) >= _LEAST_ROWS and len(shared) >= _LEAST_ROWS


def _goes_on(between: Sequence[Measured], above: Extents, below: Extents, em: float) -> bool:
    """Say whether what stands between two runs is a section of one table, set across it."""
    if not (fits(below, above) or fits(above, below)) or len(between) > 2:
        return False
    left = above[0][0]
    for line in between:
        text = line.row.text
        if line.numbers_columns or is_caption(text) or is_unit_line(text):
            return False
        gaps = [
            other.left - one.right
            for one, other in zip(line.row.tokens, line.row.tokens[1:], strict=False)
        ]
        if line.row.left > left or max(gaps, default=0.0) > 1.2 * em:
            return False
        if line.row.right > above[-1][1] or len(text) > 90:
            return False
    return True


def _with_foot(lines: Sequence[Measured], run: Run, em: float) -> Run:
    """Add the names below the last row of figures: its rest, or sections that go on overleaf."""
    stop = run.stop
    rows = [line for line in lines[run.start : run.stop] if line.is_value]
    while stop < len(lines):
        line, above = lines[stop], lines[stop - 1]
        text = line.row.text
        if (
            line.is_value
            or line.row.level - above.row.level > _FOOT_GAP * em
            or not is_name_line(line, rows, run.left, em)
            or is_caption(text)
            or is_note_line(text)
            or is_unit_line(text)
        ):
            break
        stop += 1
    return Run(run.start, stop, run.columns)
