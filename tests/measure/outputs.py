"""An output folder and its truth, for scores that can be counted by hand."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.report import Report
from pipeline.write.tidy import report_rows, write_figures_csv, write_reports_csv
from tests.write.invented import FORM


def write_outputs(out: Path, *reports: Report) -> None:
    write_reports_csv(reports, out / "reports.csv")
    rows = [row for report in reports for row in report_rows(report, FORM)]
    write_figures_csv(rows, out / "figures.csv")


def write_truth(file: Path, *lines: str, header: str = "indicator,value,planted") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
