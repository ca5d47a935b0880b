"""CSVs with the true values, typed in by people or written along with an invented report.

Such files come from many hands, so reading them is lenient: extra columns, a missing byte order
mark, codes with a final dot. What is no figure is left out and said, never guessed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pandas as pd

from pipeline.model.errors import SettingError
from pipeline.write.cell import restore
from pipeline.write.names import path_key

HEADING = "heading."  # before the name of a column of reports.csv


@dataclass(frozen=True, slots=True)
class TrueFigure:
    """What one row of a report says in truth."""

    indicator: str
    value: Decimal | None  # None: the paper prints no figure in it
    planted: str = ""  # id of the contradiction that the row is part of


@dataclass(frozen=True, slots=True)
class TrueHeading:
    """What one column of `reports.csv` must say."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    """One truth file."""

    figures: tuple[TrueFigure, ...]
    headings: tuple[TrueHeading, ...]
    no_figures: tuple[str, ...] = ()  # indicators whose value is a text; not compared


def find_truths(folder: Path) -> dict[str, Path]:
    """Find all CSVs below a folder, by their path below it as `path_key` gives it.

    Raises:
        SettingError: There is no such folder, or no CSV in it.
    """
    found = {
        path_key(file.relative_to(folder).as_posix()): file
        for file in sorted(folder.rglob("*.csv"))
        if file.is_file()
    }
    if not found:
        raise SettingError(
            f"Không có tệp CSV nào trong {folder}. Hãy chỉ ra thư mục chứa các giá trị đúng.",
            f"There is no CSV below {folder}. Name the folder with the true values.",
        )
    return found


def read_table(file: Path) -> pd.DataFrame:
    """Read a CSV with all cells as texts; what neutralised a formula is taken off.

    Raises:
        SettingError: It is not there, or no CSV in UTF-8.
    """
    try:
        table = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:  # pandas' own errors and those of UTF-8 are ValueErrors
        raise SettingError(
            f"Không đọc được {file} như tệp CSV mã UTF-8. Hãy kiểm tra đường dẫn và nội dung tệp.",
            f"{file} cannot be read as a CSV in UTF-8. Check the path and the file.",
        ) from error
    return table.fillna("").map(restore)


def read_truth(file: Path) -> Truth:
    """Read one truth file.

    The rows are named by a column `indicator` (or `id`), or by `section` and `code`. Rows called
    `identify.place` and the like say what `reports.csv` must have in that column.

    Raises:
        SettingError: It lacks the columns, or has an indicator twice.
    """
    table = read_table(file)
    names = _names(table)
    if names is None or "value" not in table.columns:
        raise SettingError(
            f"{file} thiếu cột indicator (hoặc section và code) hay cột value. "
            "Hãy thêm các cột đó.",
            f"{file} lacks the column indicator (or section and code) or value. Add them.",
        )
    double = sorted(set(names[names.duplicated()]))
    if double:
        raise SettingError(
            f"{file} có chỉ tiêu lặp lại: {', '.join(double)}. "
            "Hãy giữ lại một dòng cho mỗi chỉ tiêu.",
            f"{file} has indicators twice: {', '.join(double)}. Keep one row for each.",
        )
    planted = table["planted"] if "planted" in table.columns else pd.Series("", table.index)
    return _sort_rows(list(zip(names, table["value"], planted, strict=True)))


def _names(table: pd.DataFrame) -> pd.Series[str] | None:
    for column in ("indicator", "id"):
        if column in table.columns:
            return table[column].str.strip().str.rstrip(".")
    if {"section", "code"} <= set(table.columns):
        code = table["code"].str.strip().str.rstrip(".")
        return table["section"].str.strip() + "." + code
    return None


def _sort_rows(rows: list[tuple[str, str, str]]) -> Truth:
    figures, headings, no_figures = [], [], []
    for name, value, planted in rows:
        if name.startswith(HEADING):
            headings.append(TrueHeading(name.removeprefix(HEADING), value))
            continue
        try:
            figure = Decimal(value.strip()) if value.strip() else None
        except InvalidOperation:
            no_figures.append(name)
            continue
        figures.append(TrueFigure(name, figure, planted.strip()))
    return Truth(tuple(figures), tuple(headings), tuple(no_figures))
