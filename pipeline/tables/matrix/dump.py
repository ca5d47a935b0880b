"""The lines of a matrix that is only text: of a dump, or of a page whose rules were not found.

A line is the name of a field and what stands behind it. Which figure belongs to which column is
left to the equations of the line: eleven figures that fit stand in their places; where one is lost
or one too many, only what every way to place them agrees on is given, and as doubtful. Nothing is
given of a line that leaves more open: its figures are missing, and somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from operator import or_

from pipeline.model.geometry import Box
from pipeline.model.matrix import Matrix
from pipeline.model.page import Document, Line, Page
from pipeline.model.reading import Source, Support
from pipeline.tables.figures.cell_value import Figure
from pipeline.tables.matrix.equations import Equation, Slots, Solution, equations_of, most_of, solve
from pipeline.tables.matrix.names import Names, clean
from pipeline.tables.matrix.printed import PrintedCell, PrintedLine
from pipeline.tables.matrix.tokens import Sort, Taken, Token, sort_word, take_apart
from pipeline.tables.used import NOTHING, Used

_FEWEST = 4  # figures behind a name that make a line of the table; no more than it has columns
# Share of the figures above which a way to print nothing is the report's own: half of a table is
# nothing, a tenth is what an OCR makes of it.
_USUAL = 0.1
_MOST_JUNK = 3  # figures of a line of eleven that cannot be read
_BELOW = 24  # lines below the name of the total, where its figures stand one below the other
_UNFIT = "các số của dòng này cộng lại không khớp, có thể lệch cột"
_PLACED = "dòng này thừa hoặc thiếu một số; cột được xác định bằng phép cộng"
_OPEN = "chỗ này có dấu vết nhưng không đọc được số"
_LINE = "số đọc từ dòng chữ của bản quét, không có ô bảng để đọc lại"
_ALONE = "dòng có số không đọc được, không phép cộng nào xác nhận số này"


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of text of the table."""

    taken: Taken
    page: int
    text: str
    recognised: bool  # it is a line of a scan, read once
    is_total: bool  # by its name
    below: str = ""  # the line of words that follows: the rest of a long name
    used: Used = NOTHING  # the lines it was read from


@dataclass(frozen=True, slots=True)
class DumpLines:
    """The lines of the table, and where more like them stand below its total."""

    lines: tuple[PrintedLine, ...]
    below: tuple[int, ...]  # pages; their lines were left alone
    used: Used = NOTHING  # the lines that were read


def read_dump(document: Document, matrix: Matrix) -> DumpLines:
    """Read the lines of a table that is only text, to its total.

    Args:
        document: The pages from the table on.
        matrix: Of the form.
    """
    names = Names(matrix)
    rows = list(_rows(document, matrix, names))
    totals = [place for place, row in enumerate(rows) if row.is_total]
    # A total above all others ends nothing.
    end = next((place + 1 for place in totals if place), len(rows))
    below = sorted({row.page for row in rows[end:] if _is_line(row, names, matrix)})
    rows = rows[:end]
    tokens = [token for row in rows for token in row.taken.tokens]
    zeros = sum(token.value == 0 for token in tokens) > _USUAL * len(tokens)
    dashes = sum(token.sort is Sort.DASH for token in tokens) > _USUAL * len(tokens)
    style = _Style(matrix, equations_of(matrix), zeros, dashes and not zeros)
    used = reduce(or_, (row.used for row in rows), _headers(document, matrix) if rows else NOTHING)
    return DumpLines(tuple(style.read(row, names) for row in rows), tuple(below), used)


def _rows(document: Document, matrix: Matrix, names: Names) -> Iterator[_Row]:
    fewest = _fewest(matrix)
    for page in document.pages:
        lines = [line for line in _level(page.lines) if line.text.strip()]
        for place, line in enumerate(lines):
            taken, under = take_apart(line.text, fewest), 0
            if taken is None and _is_total(line.text, names, matrix):
                taken = _take_below(line.text, lines[place + 1 :], len(matrix.columns))
                under = len(taken.tokens) if taken else 0
            taken = taken or _known_name(line.text, names)
            if taken is None or _is_header(taken):
                continue
            below = lines[place + 1].text if place + 1 < len(lines) else ""
            below = "" if any(map(str.isdigit, below)) else below
            text = " ".join(line.text.split())
            total = _is_total(taken.name, names, matrix)
            used = _used_by(page, lines[place : place + 1 + under])
            yield _Row(taken, page.number, text, page.kind.is_recognised, total, below, used)


def _fewest(matrix: Matrix) -> int:
    return min(_FEWEST, len(matrix.columns))


def _headers(document: Document, matrix: Matrix) -> Used:
    """Give the lines that number the columns."""
    return reduce(
        or_,
        (
            _used_by(page, (line,))
            for page in document.pages
            for line in page.lines
            if (taken := take_apart(line.text, _fewest(matrix))) and _is_header(taken)
        ),
        NOTHING,
    )


def _used_by(page: Page, lines: Sequence[Line]) -> Used:
    """Give the lines of a row; of figures one below the other at most one stands on a line."""
    numbers = frozenset((page.number, line.number) for line in lines if line.number is not None)
    joined = tuple((page.number, line.box) for line in lines if line.number is None and line.box)
    return Used(numbers, boxes=joined)


def _is_line(row: _Row, names: Names, matrix: Matrix) -> bool:
    """Say whether a line below the total is one of such a table: a known field with its figures."""
    known = names.find(clean(row.taken.name), recognised=True)
    return known is not None and len(row.taken.tokens) >= len(matrix.columns) - 1


def _level(lines: Sequence[Line]) -> Sequence[Line]:
    """Join what stands side by side: a scan gives the cells of a row as lines of their own."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1].box if joined else None
        if last and line.box and last.top < line.box.center[1] < last.bottom:
            left, right = sorted(
                (joined.pop(), line), key=lambda one: one.box.left if one.box else 0
            )
            box = Box.around((left.box, right.box))
            joined.append(Line(f"{left.text} {right.text}", (*left.words, *right.words), box))
        elif line.text.strip():
            joined.append(line)
    return joined


def _is_total(text: str, names: Names, matrix: Matrix) -> bool:
    found = names.find(clean(text), recognised=True)
    return found is not None and found.id == matrix.total


def _known_name(text: str, names: Names) -> Taken | None:
    """Take a numbered name whose figures are gone: they are missing, and must not be forgotten."""
    number, _, name = text.strip().partition(" ")
    known = any(map(str.isdigit, number)) and names.find(name, recognised=True)
    return Taken("".join(filter(str.isdigit, number)), name, ()) if known else None


def _take_below(name: str, lines: Sequence[Line], columns: int) -> Taken | None:
    """Take the figures of the total that stand one below the other; all of them, or none."""
    tokens: list[Token] = []
    for line in lines[:_BELOW]:
        for word in line.text.split():
            token = sort_word(word)
            if token is None or token.sort is not Sort.FIGURE:
                return None
            tokens.append(token)
        if len(tokens) >= columns:
            break
    return Taken("", clean(name), tuple(tokens)) if len(tokens) == columns else None


def _is_header(taken: Taken) -> bool:
    """Say whether a line numbers the columns: brackets and signs of sums stand in it."""
    signs = sum(
        token.text.strip("|")[:1] in "([{@©®" or "+" in token.text for token in taken.tokens
    )
    return bool(taken.tokens) and 3 * signs >= len(taken.tokens)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a report fills its table."""

    matrix: Matrix
    equations: tuple[Equation, ...]
    zeros: bool  # it prints zeros, so nothing is left blank
    dashes: bool  # it prints dashes for zeros

    def read(self, row: _Row, names: Names) -> PrintedLine:
        """Put the figures of a line into its columns."""
        taken = row.taken
        name = clean(taken.name)
        whole = f"{name} {clean(row.below)}".strip()
        if names.find(name, recognised=True) is None and names.find(whole, recognised=True):
            name = whole
        figures = self._figures(taken.tokens)
        if row.recognised:
            figures = tuple(figure and _doubt(figure, _LINE) for figure in figures)
        source = Source(row.page, row.text)
        cells = tuple(
            PrintedCell(column, figure, source)
            for column, figure in zip(self.matrix.columns, figures, strict=True)
            if figure is not None
        )
        return PrintedLine(taken.number, name, row.page, cells, recognised=True)

    def _figures(self, tokens: Sequence[Token]) -> tuple[Figure | None, ...]:
        columns = len(self.matrix.columns)
        if self.zeros and len(tokens) != columns:
            tokens = [token for token in tokens if token.sort is not Sort.DASH]
        slots: Slots = tuple(self._value(token) for token in tokens)
        junk = sum(slot is None for slot in slots)
        blanks = not self.zeros and not self.dashes
        nothing: tuple[Figure | None, ...] = (None,) * columns
        if junk > most_of(columns, _MOST_JUNK):
            return nothing
        solutions = solve(slots, columns, self.equations, blanks=blanks)
        if solutions and len(slots) == columns:
            return tuple(self._exact(tokens, solutions[0]))
        if solutions and not junk:
            sure = self.zeros and not any(slots) and len(slots) == columns - 1
            support = Support.SINGLE if sure else Support.WEAK
            return tuple(self._agreed(solutions, columns, support))
        if len(slots) == columns:
            return tuple(self._weak(token) for token in tokens)
        return nothing

    def _value(self, token: Token) -> Decimal | None:
        if token.sort is Sort.DASH and self.dashes:
            return Decimal(0)
        return token.value

    def _exact(self, tokens: Sequence[Token], solution: Solution) -> Iterator[Figure]:
        """Give the figures of a line that has one for each column."""
        for place, token in enumerate(tokens):
            figure = self._weak(token)
            if token.sort is Sort.JUNK or (token.sort is Sort.DASH and not self.dashes):
                yield figure
            elif place in solution.tied:
                yield Figure(figure.value, Support.SINGLE)
            else:
                yield replace(figure, reason=_ALONE)

    def _weak(self, token: Token) -> Figure:
        if token.sort is Sort.FIGURE:
            return Figure(token.value, Support.WEAK, _UNFIT)
        reason = _UNFIT if token.sort is Sort.DASH and self.dashes else _OPEN
        return Figure(None, Support.WEAK, reason, (token.text,), destroyed=True)

    def _agreed(
        self, solutions: Sequence[Solution], columns: int, support: Support
    ) -> Iterator[Figure | None]:
        """Give what all ways to place the figures agree on; what is printed nowhere is no figure.

        Where zeros are not printed, nothing is what all may agree on, and that is no zero.
        """
        for place in range(columns):
            value, *others = {solution.values[place] for solution in solutions}
            shown = any(solution.printed[place] is not None for solution in solutions)
            if others or value is None or not (shown and (value or self.zeros)):
                yield None
            else:
                yield Figure(value, support, _PLACED if support is Support.WEAK else "")


def _doubt(figure: Figure, reason: str) -> Figure:
    return replace(figure, support=Support.WEAK, reason=figure.reason or reason)
