"""A data base of one file: tables with indices, and search over labels and texts.

It opens in Datasette, DB Browser, R and Python as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pipeline.model.errors import SettingError
from pipeline.write.columns import Column
from pipeline.write.exports.source import Source
from pipeline.write.regular import free_part, is_foreign

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT"}
_SIGN = b"SQLite format 3\0"
_INDICES = """
CREATE INDEX figures_by_report ON figures (report);
CREATE INDEX figures_by_indicator ON figures (form, indicator, period);
CREATE INDEX figures_by_place ON figures (place_code, period);
CREATE INDEX figures_by_status ON figures (status);
CREATE UNIQUE INDEX reports_by_report ON reports (report);
CREATE VIRTUAL TABLE figures_search USING fts5 (
    label, text, content = 'figures', content_rowid = 'rowid',
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO figures_search (figures_search) VALUES ('rebuild');
"""


def export_sqlite(sources: Iterable[Source], target: Path) -> None:
    """Write the CSVs of an output folder to one data base, whole or not at all.

    Args:
        sources: The CSVs; each becomes a table.
        target: The file; a data base that is there is replaced, and nothing else.

    Raises:
        SettingError: The file is no data base, or it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if is_foreign(target) or not _may_replace(target):
            raise _foreign(target)
        part = free_part(target)
        try:
            _write(sources, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise SettingError(
            f"Không ghi được {target} ({error}). Hãy kiểm tra ổ đĩa, hoặc chọn tệp khác.",
            f"{target} cannot be written ({error}). Check the disk, or choose another file.",
        ) from error


def _write(sources: Iterable[Source], part: Path) -> None:
    base = sqlite3.connect(part)
    try:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        for source in sources:
            base.execute(f"CREATE TABLE {source.name} ({', '.join(map(_define, source.columns))})")
            places = ", ".join("?" * len(source.columns))
            base.executemany(f"INSERT INTO {source.name} VALUES ({places})", _rows(source))  # noqa: S608
        base.commit()
        base.executescript(_INDICES)
    finally:
        base.close()


def _define(column: Column) -> str:
    return f'"{column.name}" {_TYPES[column.type]}'


def _rows(source: Source) -> Iterator[list[str | int | float | None]]:
    for row in source.rows():
        yield [value.isoformat() if isinstance(value, date) else value for value in row]


def _may_replace(target: Path) -> bool:
    """Say whether nothing is lost when a file is replaced: it is a data base, or empty."""
    try:
        with target.open("rb") as stream:
            return stream.read(len(_SIGN)) in (b"", _SIGN)
    except FileNotFoundError:
        return True


def _foreign(target: Path) -> SettingError:
    return SettingError(
        f"{target} đã có và không phải cơ sở dữ liệu SQLite. Hãy chọn tên khác.",
        f"{target} is there and no SQLite data base. Choose another name.",
    )
