"""The open tables of a page: from its words and rules to rows and columns.

Half lines are joined before anything else, the numbers of rows are taken out before figures are
looked for, headings are read last: each step asks what the one before has settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.model.geometry import Box
from pipeline.tables.open.asides import Asides, find_asides
from pipeline.tables.open.corner import without_corner
from pipeline.tables.open.entries import make_entries
from pipeline.tables.open.frame import Frame
from pipeline.tables.open.groups import DOUBT, Group, divide_groups
from pipeline.tables.open.headings import name_columns
from pipeline.tables.open.lines import Row, group_lines
from pipeline.tables.open.ruled_headings import Ruled
from pipeline.tables.open.runs import Extents, Run, find_runs
from pipeline.tables.open.slots import Slot
from pipeline.tables.open.stub import Piece, Reach, find_units, take_apart
from pipeline.tables.open.table import GROUP, Column, Entry, Fragment
from pipeline.tables.open.tokens import Token
from pipeline.tables.open.values import Measured, is_plain, measure_lines
from pipeline.tables.open.years import name_by_years
from pipeline.tables.open.zones import Zone, divide_zone

# A number alone at an edge of the page is that of the page (lab).
_PAGE_TOP, _PAGE_FOOT = 0.09, 0.90
_FIGURES_LEAST = 2  # lines with digits; pages with fewer have no open table


def em_of(tokens: Sequence[Token]) -> float:
    """Give the median size of the letters of a page, in points."""
    return median(token.size for token in tokens) if tokens else 10.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page shows outside of its grids."""

    page: int  # from 1
    height: float  # of the page, in points; 0 where nobody knows
    tokens: tuple[Token, ...]  # those of a scan with what the second reader saw
    rules: tuple[Box, ...]  # level and upright ones
    cells: tuple[Box, ...] = ()  # of headings ruled as a grid above rows that are not


def find_open_tables(drawn: Drawn, known: Sequence[Extents]) -> list[Fragment]:
    """Give the tables of a page that no grid holds.

    Args:
        drawn: What the page shows.
        known: Columns of tables that may go on here.
    """
    digits = sum(any(map(str.isdigit, token.text)) for token in drawn.tokens)
    if digits < _FIGURES_LEAST:
        return []
    em = em_of(drawn.tokens)
    rows = [row for row in group_lines(drawn.tokens, em) if not _numbers_page(row, drawn.height)]
    rows = name_by_years(rows, em)
    upright = [rule for rule in drawn.rules if rule.width < rule.height]
    cuts = [[rule.left for rule in upright if rule.top <= row.level <= rule.bottom] for row in rows]
    lines = measure_lines(rows, em, cuts)
    found = []
    start = 0
    for run in find_runs(lines, em, known):
        found.append(_read_run(lines, start, run, drawn, em))
        start = run.stop
    return found


def _numbers_page(row: Row, height: float) -> bool:
    text = row.text.strip("-–. ")
    edge = row.level < _PAGE_TOP * height or row.level > _PAGE_FOOT * height
    return bool(height) and edge and text.isdigit() and len(text) <= 3


@dataclass(frozen=True, slots=True)
class _Stub:
    """The columns left of the figures, in points."""

    names: Reach
    codes: Reach | None
    units: Reach | None
    asides: Asides

    @property
    def left(self) -> float:
        """Where the first of them begins."""
        return min(self.names[0], self.codes[0]) if self.codes else self.names[0]


def _read_run(lines: Sequence[Measured], start: int, run: Run, drawn: Drawn, em: float) -> Fragment:
    body = lines[run.start : run.stop]
    units = find_units(body, run.columns, em)
    asides = find_asides(body, run.columns, units, em)
    pieces = [
        take_apart(line, run.columns, units, em, asides)
        for line in body
        if not all(map(asides.holds, line.row.tokens))
    ]
    stub = _Stub(_names_reach(pieces, run.columns), _codes_reach(body), units, asides)
    frame = _frame(run, stub, body[0].row.level, drawn.rules, em)
    zone = divide_zone(lines[start : run.start], frame)
    above = [take_apart(line, run.columns, units, em, asides) for line in zone.sections]
    paths = _paths(zone, run, stub, frame, drawn)
    upper = (*zone.captions, *zone.headings, *zone.sections, *body)
    return Fragment(
        drawn.page,
        min(line.row.top for line in upper),
        max(line.row.bottom for line in body),
        tuple(Column(*extent, path) for extent, path in zip(run.columns, paths, strict=True)),
        tuple(_entries(body, [*above, *pieces], asides, drawn.page, frame)),
        without_corner(zone.captions, frame),
        zone.unit,
        headed=any(paths),
        first=start == 0,
    )


def _entries(
    body: Sequence[Measured], pieces: Sequence[Piece], asides: Asides, page: int, frame: Frame
) -> list[Entry]:
    """Make the rows, under the names that stand left of several."""
    broad = [rule for rule in frame.rules if _is_broad(rule, frame)]
    groups: list[Group] | None = [Group("", tuple(pieces))]
    if asides.groups:
        groups = divide_groups(body, pieces, asides.groups, frame.em)
    if groups is None:
        return [replace(entry, doubt=DOUBT) for entry in make_entries(pieces, page, broad)]
    found: list[Entry] = []
    for group in groups:
        width = len(group.pieces[0].cells) if group.pieces else 0
        found += [Entry(page, group.name, (None,) * width, style=GROUP)] if group.name else []
        found += make_entries(group.pieces, page, broad)
    return found


def _frame(run: Run, stub: _Stub, top: float, rules: Sequence[Box], em: float) -> Frame:
    first = run.columns[0]
    upright = [rule.center[0] for rule in rules if rule.width < rule.height]
    return Frame(
        em,
        stub.left,
        run.columns[-1][1],
        stub.names[1],
        first[0],
        sum(first) / 2,
        top,
        tuple(rule for rule in rules if rule.width >= rule.height),
        (
            *((one[1], other[0]) for one, other in pairwise(run.columns)),
            *((place, place) for place in upright),
        ),
    )


def _codes_reach(body: Sequence[Measured]) -> Reach | None:
    codes = [line.code for line in body if line.code]
    return (min(c.left for c in codes), max(c.right for c in codes)) if codes else None


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


def _paths(zone: Zone, run: Run, stub: _Stub, frame: Frame, drawn: Drawn) -> list[tuple[str, ...]]:
    """Give the headings of the columns of figures."""
    if not zone.headings:
        return [()] * len(run.columns)
    slots = [Slot(*stub.codes, figures=False)] if stub.codes else []
    names, units = stub.names, stub.units
    right = min(names[1], units[0] - 1) if units else names[1]
    left = max(names[0], slots[-1].right + 1) if slots else names[0]
    slots.append(Slot(left, max(left + 1, right), figures=False))
    if units:
        slots.append(Slot(units[0], min(units[1], run.columns[0][0]), figures=False))
    slots += [Slot(*extent, figures=True) for extent in run.columns]
    slots += [Slot(*reach, figures=False) for reach in stub.asides.groups]
    beside = (*stub.asides.behind, *stub.asides.among)
    slots += [Slot(*reach, figures=False, grouped=True) for reach in beside]
    slots.sort(key=lambda slot: slot.middle)
    ruled = _ruled(zone.headings[0].row.top - frame.em, frame, drawn)
    rows = [line.row for line in zone.headings]
    numbers = [line.row for line in zone.numbers if is_plain(line.row)]
    paths: list[tuple[str, ...]] = []
    for some in ([], numbers):
        # Months and classes count on as the numbers of columns do: 1, 2, 3. They are headings
        # where the columns have no names without them.
        lines = sorted((*rows, *some), key=lambda row: row.level)
        named = name_columns(lines, slots, ruled, frame.em)
        paths = [
            tuple(map(_tidy, path)) for path, slot in zip(named, slots, strict=True) if slot.figures
        ]
        if all(paths) and len(set(paths)) == len(paths):
            break
    return paths


def _ruled(top: float, frame: Frame, drawn: Drawn) -> Ruled:
    """Give the rules between a height and the rows below."""
    level = tuple(rule for rule in frame.rules if top < rule.top < frame.top)
    uprights = tuple(
        r for r in drawn.rules if r.width < r.height and top < r.bottom and r.top < frame.top
    )
    return Ruled(level, uprights, drawn.cells)


def _tidy(text: str) -> str:
    return " ".join(text.split())
