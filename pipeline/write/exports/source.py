"""The CSVs of an output folder, read back row by row with the types of their columns."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.model.errors import SettingError
from pipeline.write.columns import FIGURES, REPORTS, Column

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Source:
    """One CSV of an output folder."""

    file: Path
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """What its rows are: `figures`, `others`, `reports`."""
        return self.file.stem

    def texts(self) -> Iterator[list[str]]:
        """Give the cells of each row as they are written.

        Raises:
            SettingError: It is not there, or it is none of this version.
        """
        try:
            with self.file.open(encoding="utf-8-sig", newline="") as stream:
                rows = csv.reader(stream)
                if next(rows, []) != [column.name for column in self.columns]:
                    raise _another_version(self.file)
                yield from rows
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise _not_read(self.file) from error

    def rows(self) -> Iterator[list[Value]]:
        """Give the values of each row; nothing stands for an empty cell.

        Raises:
            SettingError: As of `texts`, or a cell is none of its column.
        """
        parsers = [_PARSERS[column.type] for column in self.columns]
        for texts in self.texts():
            try:
                yield [
                    parse(text) if text else None
                    for parse, text in zip(parsers, texts, strict=True)
                ]
            except ValueError as error:
                raise _not_read(self.file) from error


_PARSERS: dict[str, Callable[[str], Value]] = {
    "string": str,
    "integer": int,
    "number": float,
    "date": date.fromisoformat,
}


def find_sources(out: Path) -> tuple[Source, ...]:
    """Give the collective CSVs of an output folder.

    Raises:
        SettingError: It is none.
    """
    if not (out / "figures.csv").is_file():
        raise SettingError(
            f"{out} không phải thư mục kết quả: không có figures.csv. Hãy chạy lệnh extract trước.",
            f"{out} is no folder of outputs: there is no figures.csv. Run extract first.",
        )
    return (
        Source(out / "figures.csv", FIGURES),
        Source(out / "others.csv", FIGURES),
        Source(out / "reports.csv", REPORTS),
    )


def _another_version(file: Path) -> SettingError:
    return SettingError(
        f"{file} là của phiên bản khác. Hãy chạy lại lệnh extract.",
        f"{file} is of another version. Run extract again.",
    )


def _not_read(file: Path) -> SettingError:
    return SettingError(
        f"{file} không đọc được. Hãy chạy lại lệnh extract.",
        f"{file} cannot be read. Run extract again.",
    )
