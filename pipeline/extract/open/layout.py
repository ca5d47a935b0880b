"""The open tables of a page: from its words and rules to rows and columns.

Half lines are joined before anything else, the numbers of rows are taken out before figures are
looked for, headings are read last: each step asks what the one before has settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from pipeline.extract.open.entries import make_entries
from pipeline.extract.open.headings import Slot, name_columns
from pipeline.extract.open.runs import Extents, Run, find_runs
from pipeline.extract.open.stub import Piece, Reach, find_units, take_apart
from pipeline.extract.open.table import Column, Fragment
from pipeline.extract.open.tokens import Row, Token, group_lines
from pipeline.extract.open.values import Measured, measure_lines
from pipeline.extract.open.zones import Frame, Zone, divide_zone
from pipeline.model.geometry import Box

# A number alone at an edge of the page is that of the page (lab).
_PAGE_TOP, _PAGE_FOOT = 0.09, 0.90
_FIGURES_LEAST = 2  # lines with digits; pages with fewer have no open table


def em_of(tokens: Sequence[Token]) -> float:
    """Give the median size of the letters of a page, in points."""
    return median(token.size for token in tokens) if tokens else 10.0


def find_open_tables(
    tokens: Sequence[Token],
    rules: Sequence[Box],
    cells: Sequence[Box],
    page: int,
    height: float,
    known: Sequence[Extents],
) -> list[Fragment]:
    """Give the tables of a page that no grid holds.

    Args:
        tokens: All words of it outside of grids, those of a scan with what the second reader saw.
        rules: Level and upright ones, outside of grids.
        cells: Of headings that are ruled as a grid above rows that are not.
        page: From 1.
        height: Of the page, in points; 0 where nobody knows.
        known: Columns of tables that may go on here.
    """
    if sum(any(map(str.isdigit, token.text)) for token in tokens) < _FIGURES_LEAST:
        return []
    em = em_of(tokens)
    rows = [row for row in group_lines(tokens, em) if not _numbers_page(row, height)]
    upright = [rule for rule in rules if rule.width < rule.height]
    cuts = [[rule.left for rule in upright if rule.top <= row.level <= rule.bottom] for row in rows]
    lines = measure_lines(rows, em, cuts)
    runs = find_runs(lines, em, known)
    level = tuple(rule for rule in rules if rule.width >= rule.height)
    found = []
    start = 0
    for run in runs:
        found.append(_read_run(lines, start, run, level, cells, page, em))
        start = run.stop
    return found


def _numbers_page(row: Row, height: float) -> bool:
    text = row.text.strip("-–. ")
    edge = row.level < _PAGE_TOP * height or row.level > _PAGE_FOOT * height
    return bool(height) and edge and text.isdigit() and len(text) <= 3


def _read_run(
    lines: Sequence[Measured],
    start: int,
    run: Run,
    rules: tuple[Box, ...],
    cells: Sequence[Box],
    page: int,
    em: float,
) -> Fragment:
    body = lines[run.start : run.stop]
    units = find_units(body, run.columns, em)
    pieces = [take_apart(line, run.columns, units, em) for line in body]
    left, right = _names_reach(pieces, run.columns)
    codes = [line.code for line in body if line.code]
    edge = min([left, *(code.left for code in codes)])
    frame = Frame(
        em,
        edge,
        run.columns[-1][1],
        right,
        run.columns[0][0],
        sum(run.columns[0]) / 2,
        body[0].row.level,
        rules,
    )
    zone = divide_zone(lines[start : run.start], frame)
    above = [take_apart(line, run.columns, units, em) for line in zone.sections]
    full = [rule for rule in rules if _is_broad(rule, frame)]
    entries = make_entries([*above, *pieces], page, full, edge)
    paths = _paths(zone, run, (left, right), codes, units, frame, cells)
    columns = tuple(Column(*extent, path) for extent, path in zip(run.columns, paths, strict=True))
    upper = (*zone.captions, *zone.headings, *zone.sections, *body)
    return Fragment(
        page,
        min(line.row.top for line in upper),
        max(line.row.bottom for line in body),
        columns,
        tuple(entries),
        tuple(line.row.text for line in zone.captions),
        zone.unit,
        headed=any(paths),
        first=start == 0,
    )


def _is_broad(rule: Box, frame: Frame) -> bool:
    return min(rule.right, frame.right) - max(rule.left, frame.left) >= 0.6 * (
        frame.right - frame.left
    )


def _names_reach(pieces: Iterable[Piece], columns: Extents) -> Reach:
    names = [token for piece in pieces for token in piece.names]
    if not names:
        return columns[0][0] - 20.0, columns[0][0] - 4.0
    right = min(max(token.right for token in names), columns[0][0] - 1.0)
    return min(token.left for token in names), right


def _paths(
    zone: Zone,
    run: Run,
    names: Reach,
    codes: Sequence[Token],
    units: Reach | None,
    frame: Frame,
    cells: Sequence[Box],
) -> list[tuple[str, ...]]:
    """Give the headings of the columns of figures."""
    if not zone.headings:
        return [()] * len(run.columns)
    slots = []
    if codes:
        slots.append(Slot(min(c.left for c in codes), max(c.right for c in codes), figures=False))
    name_right = min(names[1], units[0] - 1) if units else names[1]
    left = max(names[0], slots[-1].right + 1) if slots else names[0]
    slots.append(Slot(left, max(left + 1, name_right), figures=False))
    if units:
        slots.append(Slot(units[0], min(units[1], run.columns[0][0]), figures=False))
    slots += [Slot(*extent, figures=True) for extent in run.columns]
    top = zone.headings[0].row.top - frame.em
    inner = [rule for rule in frame.rules if top < rule.top < frame.top]
    rows = [line.row for line in zone.headings]
    paths = name_columns(rows, slots, inner, cells, frame.em)
    return [tuple(map(_tidy, path)) for path in paths[-len(run.columns) :]]


def _tidy(text: str) -> str:
    return " ".join(text.split())


def move_down(fragment: Fragment, captions: tuple[str, ...]) -> Fragment:
    """Give a fragment with other captions."""
    return replace(fragment, captions=captions)
