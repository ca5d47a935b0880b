"""Writes what is true of an invented report."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from pipeline.vietnamese.numbers import print_number
from tests.generator.compose import InventedReport

COLUMNS = ("indicator", "label", "value", "status", "planted")


def write_truth(report: InventedReport, path: Path, *, unprinted: Collection[str] = ()) -> None:
    """Write the true figures beside an input, as UTF-8 with a byte order mark.

    The heading comes first, in rows whose indicator begins with `heading.`; then every row of the
    appendix, blank ones too; then the figures of the prose, as first mentioned. Column planted
    names the contradictions a row is part of. A symbol with two dates concerns no figure, so it
    stands in no row.

    Args:
        report: What is true.
        path: Of the CSV.
        unprinted: Names of the heading that the paper leaves open, such as "document_number".
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(
            row for row in _heading(report) if row[0].removeprefix("heading.") not in unprinted
        )
        writer.writerows(_figures(report))


def _heading(report: InventedReport) -> Iterator[tuple[str, ...]]:
    commune, period = report.commune, report.period
    for name, label, value in (
        ("document_number", "Số, ký hiệu", report.number),
        ("document_date", "Ngày ban hành", report.signed.isoformat()),
        ("issuer", "Cơ quan ban hành", commune.issuer),
        ("place", "Xã", f"xã {commune.name}"),
        ("district", "Huyện", commune.district),
        ("province", "Tỉnh", commune.province),
        ("period", "Kỳ báo cáo", period.id),
        ("period_start", "Ngày đầu kỳ", period.start.isoformat()),
        ("period_end", "Ngày cuối kỳ", period.end.isoformat()),
    ):
        yield f"heading.{name}", label, value, "printed", ""


def _figures(report: InventedReport) -> Iterator[tuple[str, ...]]:
    for figure in report.figures:
        kinds = [one.kind for one in report.planted if figure.indicator in one.indicators]
        value = "" if figure.value is None else print_number(figure.value)
        status = "printed" if value else "blank"
        yield figure.indicator, figure.label, value, status, " ".join(kinds)
