"""One open table: its words to lines, its figures cut out and settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model.geometry import Box
from pipeline.model.page import CellReading, Line, Word
from pipeline.read.ink import Sheet
from pipeline.read.lines import make_line
from pipeline.read.open.columns import Column, find_columns
from pipeline.read.open.crops import Cutting, cut_figure, tighten
from pipeline.read.open.figures import (
    Seen,
    add_missed,
    divide_bridges,
    find_figures,
    find_plain,
    has_words_in,
    join_torn,
    settle,
    with_readings,
)
from pipeline.read.open.specks import drop_specks
from pipeline.read.open.stretch import is_row
from pipeline.read.open.weight import find_bold
from pipeline.read.open.words import (
    box_of,
    even_out,
    group_by_baseline,
    line_box,
    looks_like_figure,
)

# Height of a letter's box in what `Word.size` says of it. The readers of digital pages measure it
# so, and lengths are told in sizes on both: with another measure (.77, the true size of the type)
# 4.3 points of 100 fewer figures of ten scans came out under the right names.
HEIGHT_OF_SIZE = 1.13

Readings = tuple[CellReading, CellReading]  # by the better reader and by the other


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a table before its figures are read."""

    sheet: Sheet  # the page, rules blanked
    height: float  # of a figure, in points
    lines: tuple[Line, ...]
    seen: tuple[tuple[Seen, ...], ...]  # the figures of each line
    cuttings: tuple[Cutting | None, ...]  # of all figures; None: there is no ink
    names: tuple[bool, ...]  # of each line, whether its name is bold


def prepare_table(
    sheet: Sheet,
    height: float,
    words: Sequence[Word],
    heading: Sequence[Word],
    usual: Sequence[Column],
) -> Body:
    """Find the figures of a table and cut them out.

    The engine's first look may have missed the uppermost rows; then they are in the heading.

    Args:
        sheet: The page, rules blanked.
        height: Of a usual figure, in points.
        words: Of the rows.
        heading: Words of the headings.
        usual: The columns of the page, for a row that stands alone at its head.
    """
    lines, above = _group(words, sheet, height), _group(heading, sheet, height)
    columns = find_columns(lines, height) or usual
    cleaned = [drop_specks(line, sheet, height, columns) for line in (*above, *lines)]
    rows = [
        is_row(line, columns, height) and (place >= len(above) or not has_words_in(line, columns))
        for place, line in enumerate(cleaned)
    ]
    whole = tuple(
        _mend(line, columns, sheet, height) if row else line
        for line, row in zip(cleaned, rows, strict=True)
    )
    seen = tuple(
        tuple(find_figures(line, columns, height)) if row else ()
        for line, row in zip(whole, rows, strict=True)
    )
    left = min((column.left for column in columns), default=float("inf"))
    bold = find_bold(sheet, [_name_boxes(line, left) for line in whole])
    cuttings = tuple(cut_figure(sheet, s.wanted, height) for some in seen for s in some)
    return Body(sheet, height, whole, seen, cuttings, tuple(bold))


def _group(words: Sequence[Word], sheet: Sheet, height: float) -> list[Line]:
    return group_by_baseline(
        (
            replace(word, box=tighten(sheet, box_of(word), height))
            if looks_like_figure(word)
            else word
            for word in words
        ),
        height,
    )


def _mend(row: Line, columns: Sequence[Column], sheet: Sheet, height: float) -> Line:
    """Give a row with one word for each figure."""
    seen = add_missed(row, columns, sheet, height)
    return join_torn(divide_bridges(seen, columns), columns)


def _name_boxes(line: Line, left: float) -> list[Box]:
    return [box_of(word) for word in line.words if box_of(word).right <= left]


def settle_table(body: Body, readings: Iterator[Readings]) -> list[Line]:
    """Give the lines of a table with what was read of its figures.

    Args:
        body: The table.
        readings: Of each figure that was cut out, in their order.
    """
    seen = [one for some in body.seen for one in some]
    read = [next(readings) if cutting else None for cutting in body.cuttings]
    known = [(one, both[0]) for one, both in zip(seen, read, strict=True) if both]
    plain = find_plain([one for one, _ in known], [reading for _, reading in known])
    settled = (
        settle(one.word, cutting.ink, both, plain=one.column in plain)
        if cutting and both
        else one.word
        for one, cutting, both in zip(seen, body.cuttings, read, strict=True)
    )
    size = body.height / HEIGHT_OF_SIZE
    lines = []
    for line, some, bold in zip(body.lines, body.seen, body.names, strict=True):
        words = with_readings(line, settled, some)
        if words:
            styled = make_line(replace(word, size=size, bold=bold) for word in words)
            lines.append(even_out(styled, body.height))
    return sorted(lines, key=lambda line: line_box(line).top)
