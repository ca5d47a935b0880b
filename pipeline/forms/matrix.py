"""The `[matrix]` of a form: read and checked, and made into indicators and checks.

A file says each thing once: the columns, the fields of work, what holds between columns. For the
rest of the house a cell is an indicator like any other, so lines and columns are multiplied here,
for the form with all fields it knows, and for one report with the lines that it prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pipeline.forms.faults import Faults
from pipeline.forms.likeness import fold_name
from pipeline.forms.records import read_record, read_records
from pipeline.model.finding import Severity
from pipeline.model.form import Check, Form, Indicator, Kind
from pipeline.model.matrix import (
    STEP,
    Matrix,
    MatrixCheck,
    MatrixColumn,
    MatrixLine,
    cell_id,
    cell_label,
)
from pipeline.model.rule import parse_rule

_TABLE = "matrix"
_SUM = "lines_sum"  # of the checks that the total line is the sum of the others
_PART = "lines_part"  # of those that no other line is larger
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_NAME = re.compile(r"[a-z_]\w*", re.ASCII)
_NONE = "0"  # what a blank cell adds to a sum


def read_matrix(tables: Mapping[str, Any], faults: Faults) -> Matrix | None:
    """Read the matrix of a form file; None where it has none."""
    table = tables.get(_TABLE)
    if table is None or isinstance(table, list):  # `[[matrix]]` is read elsewhere
        return None
    if not isinstance(table, dict):
        faults.add(_TABLE, "phải viết là [matrix]", "must be written as [matrix]")
        return None
    lists = {name: table.get(name, []) for name in ("column", "line", "check")}
    top = {key: value for key, value in table.items() if key not in lists}
    return replace(
        read_record(Matrix, top, _TABLE, faults),
        columns=read_records(MatrixColumn, lists, faults, "column"),
        lines=read_records(MatrixLine, lists, faults, "line"),
        checks=read_records(MatrixCheck, lists, faults, "check"),
    )


def check_matrix(matrix: Matrix | None, faults: Faults) -> None:
    """Look for names that are given twice, or that lead nowhere."""
    if matrix is None:
        return
    columns = [column.id for column in matrix.columns]
    lines = [line.id for line in matrix.lines]
    for ids in (columns, lines, [check.id for check in matrix.checks]):
        for id in ids:
            if not _ID.fullmatch(id):
                faults.add(id, "mã phải gồm chữ thường không dấu và số", "an id is letters and _")
            if ids.count(id) > 1:
                faults.add(id, "mã bị trùng", "this id stands twice")
    if matrix.total not in lines:
        faults.add(_TABLE, f"không có dòng '{matrix.total}'", f"unknown line '{matrix.total}'")
    for column in matrix.columns:
        if not column.code.isdigit() or not column.path:
            faults.add(column.id, "cột cần số (code) và tiêu đề (path)", "needs code and path")
        for name in column.carried_as:
            _check_column(name, column.id, columns, faults)
    for check in matrix.checks:
        for name in _names_in(check, faults):
            _check_column(name, check.id, columns, faults)
    _check_names(matrix, faults)


def _check_column(name: str, place: str, columns: Sequence[str], faults: Faults) -> None:
    if name not in columns:
        faults.add(place, f"không có cột '{name}'", f"unknown column '{name}'")


def _names_in(check: MatrixCheck, faults: Faults) -> tuple[str, ...]:
    try:
        return parse_rule(check.rule).names
    except ValueError as error:
        vietnamese, _, english = str(error).partition(" | ")
        faults.add(check.id, vietnamese, english or vietnamese)
        return ()


def _check_names(matrix: Matrix, faults: Faults) -> None:
    """Find lines that cannot be told apart once their names are folded."""
    known: dict[str, str] = {}
    for line in matrix.lines:
        for name in {fold_name(name) for name in (line.label, *line.aliases)}:
            if known.setdefault(name, line.id) != line.id:
                faults.add(
                    line.id,
                    f"tên bỏ dấu giống hệt dòng {known[name]} ('{name}')",
                    f"without marks its name is that of {known[name]}",
                )


def expand(
    form: Form,
    matrix: Matrix,
    lines: Sequence[MatrixLine] | None = None,
    blanks: frozenset[str] = frozenset(),
) -> Form:
    """Give a form with the cells of a matrix among its indicators, and what holds between them.

    Args:
        form: May have cells of the same matrix already; they are replaced.
        matrix: Of the form, as its file says.
        lines: That a report prints, in its order; None: all that the form knows.
        blanks: Ids of cells that a report leaves blank. In a sum they count as nothing: a commune
            that leaves its zeros out still adds up the rest, and a figure that was taken for a
            blank must break the sum.
    """
    own = replace(matrix, lines=tuple(matrix.lines if lines is None else lines))
    old = form.matrix
    kept = tuple(row for row in form.indicators if not (old and old.has(row.id)))
    named = {check.id for check in matrix.checks} | {_SUM, _PART}
    checks = tuple(check for check in form.checks if check.id.partition(STEP)[0] not in named)
    return replace(
        form,
        matrix=own,
        indicators=(*(cell for line in own.lines for cell in _cells(own, line)), *kept),
        checks=(
            *checks,
            *_line_checks(own, blanks),
            *_sum_checks(own, blanks),
            *_part_checks(own, blanks),
        ),
    )


def _cells(matrix: Matrix, line: MatrixLine) -> Iterator[Indicator]:
    for column, name in matrix.cells(line):
        yield Indicator(
            name,
            cell_label(line, column),
            Kind.COUNT,
            matrix.unit,
            line.number,
            column.code,
            carried_as=tuple(cell_id(line.id, other) for other in column.carried_as),
            aggregate=column.aggregate,
        )


def _line_checks(matrix: Matrix, blanks: frozenset[str]) -> Iterator[Check]:
    for line in matrix.lines:
        for check in matrix.checks:
            names = {name: cell_id(line.id, name) for name in parse_rule(check.rule).names}
            put = {name: _NONE if cell in blanks else cell for name, cell in names.items()}
            rule = _NAME.sub(partial(_put, put), check.rule)
            yield Check(
                cell_id(check.id, line.id),
                rule,
                check.severity,
                f"{line.label}: {check.label}",
                only=_concerned(tuple(names.values()), blanks) if "<" not in check.rule else (),
            )


def _put(put: Mapping[str, str], found: re.Match[str]) -> str:
    return put.get(found[0], found[0])


def _sum_checks(matrix: Matrix, blanks: frozenset[str]) -> Iterator[Check]:
    for column in matrix.columns if matrix.fields else ():
        total = cell_id(matrix.total, column.id)
        parts = [cell_id(line.id, column.id) for line in matrix.fields]
        sides = [[_NONE if name in blanks else name for name in side] for side in ([total], parts)]
        yield Check(
            cell_id(_SUM, column.id),
            " = ".join(" + ".join(side) for side in sides),
            Severity.ERROR,
            f"{matrix.sum} ({column.code})",
            only=_concerned((total, *parts), blanks),
        )


def _part_checks(matrix: Matrix, blanks: frozenset[str]) -> Iterator[Check]:
    """Say that no line has more than the total: that holds where a cell beside it is unreadable."""
    for column in matrix.columns:
        total = cell_id(matrix.total, column.id)
        parts = [cell_id(line.id, column.id) for line in matrix.fields]
        filled = [name for name in parts if name not in blanks]
        if filled and total not in blanks:
            rule = " and ".join(f"{name} <= {total}" for name in filled)
            label = f"Không {matrix.noun} nào lớn hơn dòng tổng cộng, cột ({column.code})"
            yield Check(cell_id(_PART, column.id), rule, Severity.ERROR, label)


def _concerned(names: tuple[str, ...], blanks: frozenset[str]) -> tuple[str, ...]:
    """Give the rows of a finding where a rule does not name them all."""
    return names if blanks & set(names) else ()
