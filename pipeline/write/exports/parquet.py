"""Parquet files, divided by form and year, with the meaning of each column in the schema.

pyarrow is an extra (`solieu[parquet]`): it takes 150 MB, and few analysts have a use for it.
Figures are doubles, as every program that reads Parquet expects; they hold 15 digits.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.model.errors import SettingError
from pipeline.write.columns import Column
from pipeline.write.exports.source import Source, Value

_AT_ONCE = 50_000  # rows of a group of the file
_PART = ".solieu-part"  # below the target, until all is written
_OURS = frozenset({"figures", "others", "reports.parquet", _PART})
_NO_YEAR = "unknown"
_UNITS = {"left": "pt", "top": "pt", "right": "pt", "bottom": "pt"}
_TYPES = {"string": "string", "integer": "int32", "number": "float64", "date": "date32"}


def export_parquet(sources: Iterable[Source], target: Path) -> None:
    """Write the CSVs of an output folder to Parquet files below another one.

    `figures/form=cchc-xa/year=2024/part-0.parquet`; the reports are one file.

    Args:
        sources: The CSVs.
        target: The folder; what an earlier export wrote there is replaced.

    Raises:
        SettingError: pyarrow is not installed, something else lies in the folder, or it cannot be
            written to.
    """
    arrow = _import_arrow()
    part = target / _PART
    try:
        _check_folder(target)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for source in sources:
            _Writer(arrow, source, part).write()
        for made in sorted(part.iterdir()):
            _remove(target / made.name)
            made.replace(target / made.name)
        shutil.rmtree(part)
    except OSError as error:
        raise SettingError(
            f"Không ghi được vào {target} ({error}). Hãy kiểm tra ổ đĩa, hoặc chọn thư mục khác.",
            f"{target} cannot be written to ({error}). Check the disk, or choose another folder.",
        ) from error


def _import_arrow() -> Any:
    try:
        import pyarrow.parquet

        return pyarrow
    except ImportError as error:
        raise SettingError(
            "Để xuất Parquet cần cài thêm pyarrow: .venv/bin/pip install 'solieu[parquet]', "
            "hoặc pip install pyarrow.",
            "Parquet needs pyarrow: .venv/bin/pip install 'solieu[parquet]', or pip install "
            "pyarrow.",
        ) from error


class _Writer:
    """Writes one CSV; the files of all forms and years are open together."""

    def __init__(self, arrow: Any, source: Source, folder: Path) -> None:
        self._arrow, self._source, self._folder = arrow, source, folder
        names = [column.name for column in source.columns]
        self._divided = [
            names.index(name) for name in ("form", "period") if source.name != "reports"
        ]
        self._open: dict[Path, tuple[Any, list[list[Value]]]] = {}
        self._schema = arrow.schema([self._field(column) for column in source.columns])

    def write(self) -> None:
        """Write all rows."""
        try:
            if not self._divided:
                self._rows_of(self._folder / f"{self._source.name}.parquet")
            for row in self._source.rows():
                file = self._file(row)
                rows = self._rows_of(file)
                rows.append(row)
                if len(rows) == _AT_ONCE:
                    self._flush(file)
            for file in self._open:
                self._flush(file)
            if self._divided and not self._open:
                (self._folder / self._source.name).mkdir()
        finally:
            for writer, _ in self._open.values():
                writer.close()

    def _field(self, column: Column) -> Any:
        told = {"description": column.meaning, "english": column.english}
        if column.name in _UNITS:
            told["unit"] = _UNITS[column.name]
        kind = getattr(self._arrow, _TYPES[column.type])()
        return self._arrow.field(column.name, kind, metadata=told)

    def _file(self, row: list[Value]) -> Path:
        if not self._divided:
            return self._folder / f"{self._source.name}.parquet"
        form, period = (str(row[at] or "") for at in self._divided)
        year = period[:4] if period[:4].isdigit() else _NO_YEAR
        folder = self._folder / self._source.name / f"form={quote(form, safe='@')}" / f"year={year}"
        return folder / "part-0.parquet"

    def _rows_of(self, file: Path) -> list[list[Value]]:
        if file not in self._open:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._open[file] = self._arrow.parquet.ParquetWriter(file, self._schema), []
        return self._open[file][1]

    def _flush(self, file: Path) -> None:
        writer, rows = self._open[file]
        columns = list(zip(*rows, strict=True)) or [() for _ in self._schema]
        arrays = [
            self._arrow.array(values, field.type)
            for values, field in zip(columns, self._schema, strict=True)
        ]
        writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        rows.clear()


def _check_folder(target: Path) -> None:
    """Refuse a folder with files that are none of ours: they would be mixed with these.

    Raises:
        SettingError: There are some.
    """
    if target.is_dir() and {entry.name for entry in target.iterdir()} - _OURS:
        raise SettingError(
            f"Thư mục {target} có tệp khác. Hãy chọn một thư mục trống.",
            f"There are other files in {target}. Choose an empty folder.",
        )


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
