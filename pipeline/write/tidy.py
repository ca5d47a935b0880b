"""The tidy CSVs: one row per indicator of a report, one line per report.

RFC 4180, UTF-8 with a byte order mark (Excel takes a file without one for the system's old code
page), dot as decimal mark. The standard library writes them: pandas would cost 0.46 s of CPU time
to import (measured), a third of what a whole text dump may take, and could only write strings
here, as figures must be printed as the report prints them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from decimal import ROUND_DOWN, Decimal
from functools import partial
from pathlib import Path

from pipeline.model.finding import STALE_CORRECTION
from pipeline.model.form import GENERIC, Form, Indicator
from pipeline.model.page import PageKind
from pipeline.model.reading import Method, Observation, Source, Status, UnknownRow
from pipeline.model.report import Report
from pipeline.write.cell import CellValue, print_cell
from pipeline.write.columns import FIGURES, REPORTS, Column
from pipeline.write.names import csv_names
from pipeline.write.replace import replacing
from pipeline.write.report_line import ReportRow, count_statuses, report_row

__all__ = [
    "ReportRow",
    "Row",
    "cells",
    "count_statuses",
    "csv_names",
    "other_rows",
    "report_row",
    "report_rows",
    "write_figures_csv",
    "write_report_csv",
    "write_reports_csv",
]

_CONFIDENCE_STEP = Decimal("0.001")
_UNKNOWN = "unknown_row"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a report CSV; the fields are its columns."""

    report: str
    form: str = ""
    section: str = ""
    code: str = ""
    indicator: str = ""
    label: str = ""
    place: str = ""
    place_code: str = ""
    period: str = ""
    value: Decimal | None = None
    unit: str = ""
    status: Status = Status.MISSING
    confidence: Decimal | None = None  # 0 to 1, at most 3 decimals
    method: Method | None = None
    page: int | None = None  # from 1
    left: float | None = None  # points, as the three that follow
    top: float | None = None
    right: float | None = None
    bottom: float | None = None
    text: str = ""
    findings: str = ""  # ids, separated by blanks
    file: str = ""  # path of the input that shows the figure; empty: it is `report`
    table: str = ""  # caption of the table as printed; empty where a form names the figure


def report_rows(report: Report, form: Form | None) -> tuple[Row, ...]:
    """Give the rows of a report CSV: those of the form in its order, then what the form lacks.

    A report without a form names its figures itself, as does one whose lines are its own.

    A row the form does not know is doubtful whatever stands in it; nobody measured how often
    such rows are right, so they have no confidence.
    """
    shared = _shared(report)
    indicators = report.indicators or (form.indicators if form else ())
    known = {indicator.id: indicator for indicator in indicators}
    rows = [
        _observed_row(shared, known.get(observation.indicator), observation)
        for observation in report.observations
    ]
    names = unknown_ids(report, known)
    rows += map(partial(_unknown_row, shared), report.unknown_rows, names)
    return _placed(rows, report)


def other_rows(report: Report) -> tuple[Row, ...]:
    """Give the figures of a report with a form that no indicator of the form takes."""
    shared = replace(_shared(report), form=GENERIC)
    rows = [
        _observed_row(shared, indicator, observation)
        for indicator, observation in zip(report.other_indicators, report.others, strict=True)
    ]
    return _placed(rows, report)


def _placed(rows: Sequence[Row], report: Report) -> tuple[Row, ...]:
    """Give rows with the files and the pages that show them."""
    if report.origins:
        rows = tuple(_with_files(rows, report))
    if report.source == PageKind.TEXT:
        rows = [replace(row, page=None) for row in rows]
    return tuple(rows)


def unknown_ids(report: Report, known: Iterable[str]) -> tuple[str, ...]:
    """Give the ids of the rows that the form lacks, in their order.

    Args:
        report: With these rows.
        known: Ids of the form, or of what the report names itself.
    """
    taken = {observation.indicator for observation in report.observations} | set(known)
    names = []
    for unknown in report.unknown_rows:
        names.append(_free_id(unknown, taken))
        taken.add(names[-1])
    return tuple(names)


def _with_files(rows: Iterable[Row], report: Report) -> Iterator[Row]:
    """Give each row the file that shows it, and its page in that file."""
    found = {origin.number: origin for origin in report.origins}
    for row in rows:
        origin = found.get(row.page) if row.page is not None else None
        if origin is None:
            yield row
        else:
            file = origin.file if origin.file != report.path else ""
            yield replace(row, file=file, page=origin.page)


def _shared(report: Report) -> Row:
    """Give what the rows of a report have in common; the rest is empty."""
    heading = report.heading
    return Row(
        report=report.path,
        form=report.form,
        place=heading.place,
        place_code=heading.place_code,
        period=heading.period.id if heading.period else "",
    )


def _observed_row(shared: Row, indicator: Indicator | None, observation: Observation) -> Row:
    row = replace(
        shared,
        indicator=observation.indicator,
        value=observation.value,
        status=observation.status,
        confidence=_confidence(observation),
        method=_method(observation),
        findings=" ".join(observation.findings),
    )
    if indicator:
        row = replace(
            row,
            section=indicator.section,
            code=indicator.code.rstrip("."),
            label=indicator.label,
            unit=indicator.unit,
            table=indicator.table,
        )
    return _located(row, observation.reading.source) if observation.reading else row


def _unknown_row(shared: Row, unknown: UnknownRow, name: str) -> Row:
    row = replace(
        shared,
        section=unknown.section,
        code=unknown.code.strip().rstrip("."),
        indicator=name,
        label=unknown.label,
        value=unknown.value,
        status=Status.CORRECTED if unknown.is_decided else Status.DOUBTFUL,
        method=_unknown_method(unknown),
        findings=f"{STALE_CORRECTION} {_UNKNOWN}" if unknown.is_stale else _UNKNOWN,
    )
    return _located(row, unknown.source)


def _unknown_method(unknown: UnknownRow) -> Method | None:
    if unknown.value is None:
        return None
    return Method.CORRECTED if unknown.is_decided else Method.TABLE


def _located(row: Row, source: Source) -> Row:
    row = replace(row, page=source.page, text=source.text)
    if source.box is None:
        return row
    left, top, right, bottom = map(float, astuple(source.box))
    return replace(row, left=left, top=top, right=right, bottom=bottom)


def _confidence(observation: Observation) -> Decimal | None:
    """Print a confidence with three decimals at most, rounded down: 0.9996 is not certainty."""
    if observation.value is None or observation.confidence is None:
        return None
    return Decimal(str(observation.confidence)).quantize(_CONFIDENCE_STEP, ROUND_DOWN)


def _method(observation: Observation) -> Method | None:
    if observation.value is None:
        return None
    if observation.status is Status.CORRECTED:
        return Method.CORRECTED
    return observation.reading.method if observation.reading else None


def _free_id(unknown: UnknownRow, taken: set[str]) -> str:
    """Name an unknown row by section and code as read; `?` and a count where that is taken.

    The rows of a report are joined by their ids: a row of unknown meaning must never pass for
    the one that the form has under this code.
    """
    code = "".join(unknown.code.split()).rstrip(".") or "?"
    plain = ".".join(filter(None, ("".join(unknown.section.split()), code)))
    if plain not in taken:
        return plain
    count = 1
    while (name := f"{plain.rstrip('?')}?{count}") in taken:
        count += 1
    return name


def write_report_csv(rows: Iterable[Row], target: Path) -> None:
    """Write the CSV of one report; a report without rows gives the header alone."""
    _write_csv(FIGURES, rows, target)


def write_figures_csv(all_rows: Iterable[Row], target: Path) -> None:
    """Write the rows of all reports, in the order given."""
    _write_csv(FIGURES, all_rows, target)


def write_reports_csv(reports: Sequence[Report], target: Path) -> None:
    """Write one line per input file, in the order given."""
    _write_csv(REPORTS, map(report_row, reports), target)


def _write_csv(
    columns: tuple[Column, ...], rows: Iterable[Row] | Iterable[ReportRow], target: Path
) -> None:
    with replacing(target) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerow(column.name for column in columns)
        lines.writerows(map(print_cell, cells(columns, row)) for row in rows)
        text.detach()


def cells(columns: tuple[Column, ...], row: Row | ReportRow) -> Iterator[CellValue]:
    """Give the values of a row in the order of the columns."""
    return (getattr(row, column.name) for column in columns)
