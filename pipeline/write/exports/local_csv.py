"""CSVs for a spreadsheet whose decimal mark is a comma: semicolons between the cells.

A Vietnamese Excel takes 0.999 for 999. The workbook has no such trouble, and codes such as 1.10
stay text there alone; this is for programs that take nothing but CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from pipeline.write.columns import Column
from pipeline.write.exports.source import Source
from pipeline.write.replace import replacing


class DecimalMark(StrEnum):
    """What stands before the decimals."""

    POINT = "point"
    COMMA = "comma"


def export_csv(sources: Iterable[Source], target: Path, mark: DecimalMark) -> None:
    """Write the CSVs of an output folder to another one.

    Args:
        sources: The CSVs.
        target: The folder; files of these names are replaced.
        mark: A comma makes semicolons of the commas between the cells.
    """
    separator = ";" if mark is DecimalMark.COMMA else ","
    for source in sources:
        with replacing(target / source.file.name) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
            lines = csv.writer(text, delimiter=separator, lineterminator="\r\n")
            lines.writerow(column.name for column in source.columns)
            for row in source.texts():
                lines.writerow(_marked(source.columns, row, mark))
            text.detach()


def _marked(columns: Iterable[Column], row: Iterable[str], mark: DecimalMark) -> Iterator[str]:
    for column, cell in zip(columns, row, strict=True):
        is_number = column.type == "number" and mark is DecimalMark.COMMA
        yield cell.replace(".", ",") if is_number else cell
