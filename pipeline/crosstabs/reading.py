"""The tables of a form in a report: which of its tables is which, and the figures of each cell.

What a table is (rows, columns, parents, units, doubts) is found as for reports without any form;
here it only gets the names of the form. So a figure is read no better and no worse with a form than
without, and a form that was drafted from one report finds in the next what `generic` finds there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.crosstabs.align import Label, Pair, align
from pipeline.crosstabs.captions import find_twins, is_caption_of, rate_captions
from pipeline.crosstabs.names import Base, Name, find_base, read_name, read_path
from pipeline.crosstabs.seen import Seen
from pipeline.model.crosstab import Crosstab, cell_id, crosstab_label
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator
from pipeline.model.reading import Doubt, Reading, Support
from pipeline.tables.ruled.reading import Found
from pipeline.vietnamese.alphabet import fold

OTHER_TABLE = "other_table"
_LEAST_LINES = 0.3  # of a table's rows, or of the form's lines, that are those of the other
_LEAST_COLUMNS = 0.5
# Of the lines of both: so many make two tables one whose headings were lost or changed.
_SAME_LINES = 0.8
_CAPTION_WORTH = 0.3  # against 1 for all lines
_UNSURE = (Support.WEAK, Support.DISPUTED)
_ROW = "tên dòng trong báo cáo không hẳn là của biểu mẫu"
_COLUMN = "tiêu đề cột trong báo cáo không hẳn là của biểu mẫu"
_CAPTION = "bảng trong báo cáo mang tên khác với biểu mẫu"


@dataclass(frozen=True, slots=True)
class CrosstabsRead:
    """What the tables of a report give."""

    form: Form  # of this report alone: names and units as it prints them
    readings: tuple[Reading, ...]
    left: tuple[Found, ...]  # figures of tables that the form does not take
    findings: tuple[Finding, ...] = ()
    named: int = 0  # of the readings, those whose row and column bear the names of the form
    kin: int = 0  # those whose row at least does, whatever it stands under


@dataclass(frozen=True, slots=True)
class _Match:
    """A table of the form in one of the report."""

    form: Crosstab
    seen: Seen
    rows: tuple[Pair, ...]
    columns: tuple[Pair, ...]
    caption: float  # how like their captions are, 0 to 1
    named: bool  # the captions leave no doubt

    @property
    def score(self) -> float:
        """Say how much of both is the same."""
        most = max(len(self.form.lines), len(self.seen.rows))
        sure = sum(not pair.doubt for pair in self.rows) + len(self.rows)
        return sure / 2 / most + _CAPTION_WORTH * self.caption

    @property
    def is_table(self) -> bool:
        """Say whether enough of one is in the other."""
        least = min(len(self.form.lines), len(self.seen.rows))
        columns = min(len(self.form.columns), len(self.seen.columns))
        return (
            len(self.rows) >= max(1, _LEAST_LINES * least)
            and len(self.columns) >= _LEAST_COLUMNS * columns
        )


def read_crosstabs(seen: Sequence[Seen], form: Form) -> CrosstabsRead:
    """Give the figures of a report's tables the names of a form.

    Args:
        seen: The tables of the report.
        form: With tables.
    """
    matches = match_tables(seen, form)
    taken: dict[str, tuple[Indicator, Reading]] = {}
    used: set[str] = set()
    named = kin = 0
    for match in matches:
        for cell in _cells(match):
            if cell.id not in taken and cell.found.indicator.id not in used:
                taken[cell.id] = _take(form.by_id[cell.id], cell)
                used.add(cell.found.indicator.id)
                named += not cell.doubt
                kin += cell.kin
    indicators = tuple(taken[row.id][0] if row.id in taken else row for row in form.indicators)
    left = [one for table in seen for one in table.figures if one.indicator.id not in used]
    return CrosstabsRead(
        replace(form, indicators=indicators),
        tuple(reading for _, reading in taken.values()),
        tuple(one for one in left if one.reading.value is not None),
        tuple(_tell(seen, matches, form)),
        named,
        kin,
    )


def match_tables(seen: Sequence[Seen], form: Form) -> list[_Match]:
    """Say which tables of a report are which of the form, the best matches first.

    A table of the form may be two in the report and the other way round, as page breaks tear them.
    """
    twins = find_twins(form.crosstabs)
    matches = [
        match
        for one in seen
        for known in form.crosstabs
        if (match := _match(known, one, twins.get(known.id, ()))).is_table
    ]
    matches.sort(key=lambda match: (-match.score, match.seen.number))
    kept: list[_Match] = []
    rows: set[tuple[int, int]] = set()
    lines: set[tuple[str, int]] = set()
    for match in matches:
        free = tuple(
            pair
            for pair in match.rows
            if (match.seen.number, pair.report) not in rows
            and (match.form.id, pair.form) not in lines
        )
        if len(free) >= _LEAST_LINES * min(len(match.form.lines), len(match.seen.rows)):
            kept.append(replace(match, rows=free))
            rows |= {(match.seen.number, pair.report) for pair in free}
            lines |= {(match.form.id, pair.form) for pair in free}
    return kept


def _match(form: Crosstab, seen: Seen, twins: Sequence[str]) -> _Match:
    lines = _labels(line.path for line in form.lines)
    rows = _labels(seen.rows)
    columns = _labels(column.path for column in form.columns)
    headings = _labels(seen.columns)
    bases = (_base(form.label, columns, lines), _base(seen.caption, headings, rows))
    found = align(lines, rows, bases, recognised=seen.recognised)
    across = align(columns, headings, bases, recognised=seen.recognised)
    # A part without headings, behind a page break, has but some of the lines.
    most = max(len(lines), len(rows)) if any(seen.columns) else len(rows)
    if len(found) >= _SAME_LINES * most and len(columns) == len(headings):
        across = _fill(across, len(columns))
    return _Match(
        form,
        seen,
        found,
        across,
        rate_captions(form.label, seen.caption),
        is_caption_of(form.label, seen.caption, twins, recognised=seen.recognised),
    )


def _fill(pairs: Sequence[Pair], count: int) -> tuple[Pair, ...]:
    """Pair columns whose headings say nothing by their places, where no other heading objects."""
    if any(pair.form != pair.report for pair in pairs):
        return tuple(pairs)
    known = {pair.form: pair for pair in pairs}
    return tuple(known.get(place, Pair(place, place, doubt=True)) for place in range(count))


def _labels(paths: Iterable[Sequence[str]]) -> list[Label]:
    return [Label(read_name(path[-1]) if path else Name(""), read_path(path)) for path in paths]


def _base(caption: str, columns: Sequence[Label], rows: Sequence[Label]) -> Base:
    base = find_base((read_name(caption), *(column.path for column in columns)))
    return base if base.numbers else find_base(row.path for row in rows)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the form with what is printed in it."""

    id: str
    found: Found
    label: str  # with the periods that the report prints
    doubt: str  # what the names leave open
    kin: bool


def _cells(match: _Match) -> Iterator[_Cell]:
    whole = "" if match.named else _CAPTION
    known = {(line.id, column.id) for line, column in match.form.cells()}
    columns = [
        (pair, match.form.columns[pair.form], match.seen.columns[pair.report])
        for pair in match.columns
    ]
    heads = [_in_period(column.path, printed) for _, column, printed in columns]
    for row in match.rows:
        line = match.form.lines[row.form]
        names = _in_period(line.path, match.seen.rows[row.report])
        for (pair, column, _), head in zip(columns, heads, strict=True):
            found = match.seen.cells.get((row.report, pair.report))
            if found is not None and (line.id, column.id) in known:
                doubt = whole or (_ROW if row.doubt else _COLUMN if pair.doubt else "")
                label = crosstab_label(names, head)
                yield _Cell(cell_id(line.id, column.id), found, label, doubt, row.kin)


def _in_period(own: tuple[str, ...], printed: tuple[str, ...]) -> tuple[str, ...]:
    """Give a path of the form, or as printed where that names another period."""
    return own if read_path(own).numbers == read_path(printed).numbers else printed


def _take(own: Indicator, cell: _Cell) -> tuple[Indicator, Reading]:
    """Give a cell of the form the figure that the report prints; periods and unit are as printed.

    The unit decides what a figure says. Where the report prints another one than the form, or none,
    it is taken as printed and doubted.
    """
    printed, doubt = cell.found.indicator, cell.doubt
    if fold(printed.unit).lower() != fold(own.unit).lower():
        told = printed.unit or "không có"
        doubt = doubt or f"đơn vị trong báo cáo là “{told}”, của biểu mẫu là “{own.unit}”"
    row = replace(
        own,
        label=cell.label,
        unit=printed.unit or own.unit,
        section=printed.section,
        code=printed.code,
    )
    return row, _doubt(replace(cell.found.reading, indicator=own.id), doubt)


def _doubt(reading: Reading, reason: str) -> Reading:
    if not reason:
        return reading
    if reading.support in _UNSURE:
        told = f"{reading.reason}; {reason}" if reading.reason else reason
        return replace(reading, reason=told, doubt=Doubt.RENAMED)
    return replace(reading, support=Support.WEAK, reason=reason, doubt=Doubt.RENAMED)


def _tell(seen: Sequence[Seen], matches: Sequence[_Match], form: Form) -> Iterator[Finding]:
    """Tell of tables that the other side does not have."""
    found = {match.form.id for match in matches}
    for table in form.crosstabs:
        if table.id not in found:
            name = f" “{table.label}”" if table.label else ""
            message = f"Không thấy bảng {table.id}{name} của biểu mẫu trong báo cáo."
            yield Finding("no_table", Severity.WARNING, message)
    taken = {match.seen.number for match in matches}
    for one in seen:
        if one.number not in taken:
            message = f"Bảng thứ {one.number} của báo cáo không có trong biểu mẫu."
            yield Finding(OTHER_TABLE, Severity.NOTE, message)
