"""Which line of the form each printed line is, and where its name does not say so.

A figure can be right to the last digit and stand under the wrong field. The sums of a table do not
notice: they add up whatever its lines are called. So the cells of a line whose name leaves open
whose it is are weak, for a reason that no sum takes away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.forms.ids import take_id
from pipeline.model.matrix import Matrix, MatrixLine
from pipeline.model.reading import Doubt, Support
from pipeline.tables.figures.cell_value import Figure
from pipeline.tables.matrix.names import Names
from pipeline.tables.matrix.printed import PrintedCell, PrintedLine, first_number, inked

UNKNOWN, REPEATED, SPOILT = "unknown_row", "repeated_line", "line_name"
_UNNAMED = "unnamed"
_DOUBTED = frozenset((Support.WEAK, Support.DISPUTED))
# Columns that must add up, two figures above 0 in each, before a line is the total by its sums.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A printed line with the line it is taken for."""

    line: MatrixLine
    printed: PrintedLine
    odd: str = ""  # id of the finding about its name
    of: str = ""  # id of the line of the form; empty for a line of its own
    open: bool = False  # its name leaves open whose line it is


def name_lines(printed: Sequence[PrintedLine], matrix: Matrix) -> tuple[NamedLine, ...]:
    """Say which line each printed one is; an unknown name without figures is a heading.

    Args:
        printed: The lines of the report, in its order.
        matrix: Of the form.
    """
    names = Names(matrix)
    found = tuple(_identify(printed, names, matrix))
    named = _with_total(_doubt_likeness(found, names, matrix), matrix)
    reason = f"tên {matrix.noun} đọc không rõ"
    return tuple(_doubt_cells(one, reason) if one.open else one for one in named)


def _identify(printed: Sequence[PrintedLine], names: Names, matrix: Matrix) -> Iterator[NamedLine]:
    sure = {line.id for one in printed if (line := names.find(one.name, recognised=False))}
    own = {line.id for line in matrix.lines}
    taken: set[str] = set()
    for one in printed:
        found = names.find(one.name, recognised=False)
        odd = ""
        if found is None and one.recognised:
            found = names.find(one.name, recognised=True)
            # A line that stands there by its name as well is not this one.
            found = found if found and found.id not in sure else None
            odd = SPOILT if found and not names.is_clear(one.name, found) else ""
        if found is None and not inked(one.cells) and first_number(one.number) is None:
            continue
        if found is None:
            # An id of the form is never that of a field it does not know.
            id, odd = take_id(_slug(names.key_of(one.name)), taken | own), UNKNOWN
            line = MatrixLine(id, one.name or "(không rõ tên)", number=one.number)
        else:
            odd = REPEATED if found.id in taken else odd
            line = replace(found, id=take_id(found.id, taken), number=one.number)
            line = replace(line, label=one.name or line.label) if odd == REPEATED else line
        taken.add(line.id)
        yield NamedLine(line, one, odd, found.id if found else "")


def _doubt_likeness(named: Sequence[NamedLine], names: Names, matrix: Matrix) -> list[NamedLine]:
    """Mark the lines whose names an OCR read so that they may be another's.

    Of two lines that are only like one field at most one is it, and a total has no number. Where
    both bear the very name it stands there twice, which is told and no matter of reading.
    """
    times = Counter(one.of for one in named if one.of)
    by_id = {one.line.id: one.line for one in named}
    marked = []
    for one in named:
        line, name = by_id.get(one.of), one.printed.name
        odd = times[one.of] > 1 or (one.of == matrix.total and bool(one.printed.number))
        open = names.leaves_open(name, line) or bool(
            line and odd and not names.is_exact(name, line)
        )
        marked.append(replace(one, open=open and one.printed.recognised))
    return marked


def _with_total(named: list[NamedLine], matrix: Matrix) -> list[NamedLine]:
    """Take the one line without a number, at an end of the table, for a total that is unreadable.

    Its sums have to say so, or it stays open: where all others are 0 any line of zeros adds up.
    """
    total = next(line for line in matrix.lines if line.id == matrix.total)
    numbered = sum(bool(one.printed.number) for one in named)
    if any(one.line.id == total.id for one in named) or numbered < len(named) - 1:
        return named
    for place in (-1, 0):
        one = named[place] if named else None
        if one and one.odd == UNKNOWN and not one.printed.number and inked(one.printed.cells):
            others = [other.printed for other in named if other is not one]
            open = not _adds_up(one.printed, others)
            named[place] = NamedLine(total, one.printed, SPOILT, total.id, open)
            break
    return named


def _adds_up(total: PrintedLine, others: Sequence[PrintedLine]) -> bool:
    """Say whether enough columns of a line are the sums of the others."""
    telling = 0
    for cell in total.cells:
        figures = [_figure(other, cell.column.id) for other in others]
        parts = [figure for figure in figures if figure]
        telling += len(parts) > 1 and sum(parts, Decimal(0)) == cell.figure.value
    return telling >= _TELLING


def _figure(line: PrintedLine, column: str) -> Decimal | None:
    return next((cell.figure.value for cell in line.cells if cell.column.id == column), None)


def _doubt_cells(one: NamedLine, reason: str) -> NamedLine:
    cells = tuple(
        PrintedCell(cell.column, _doubt(cell.figure, reason), cell.source)
        for cell in one.printed.cells
    )
    return replace(one, printed=replace(one.printed, cells=cells))


def _doubt(figure: Figure, reason: str) -> Figure:
    """Doubt a figure for the name of its line; what else there is against it is kept and told."""
    sure = figure.support not in _DOUBTED
    return replace(
        figure,
        support=Support.WEAK if sure else figure.support,
        reason="; ".join(filter(None, (reason, figure.reason))),
        doubt=Doubt.NAMELESS_BLANK if sure and figure.value is None else Doubt.NAMELESS,
    )


def _slug(key: str) -> str:
    """Make an id of a folded name.

    >>> _slug("thu y"), _slug("?")
    ('thu_y', 'unnamed')
    """
    words = re.findall(r"[a-z0-9]+", key)
    id = "_".join(words)
    return id if id[:1].isalpha() else "_".join((_UNNAMED, *words))
