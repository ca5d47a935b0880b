"""One small workbook with all that a cell may show, and how its old and other forms are made.

`python -m tests.read.old_books` writes tests/read/data anew; it needs LibreOffice Calc. The tests
compare what is read of these files with what is read of the .xlsx that they were made from.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl.styles import Font

from tests.read.compound_files import write_compound
from tests.read.office_files import write_sheet

DATA = Path(__file__).parent / "data"
TCVN3, VNI = Font(name=".VnTime"), Font(name="VNI-Times")

# Value and number format, and what is printed. Excel and LibreOffice show the same.
SHOWN = (
    (0.8, "0%", "80%"),
    (0.1234, "0.00%", "12,34%"),
    (17465, "#,##0", "17.465"),
    (1234.5, "#,##0.0", "1.234,5"),
    (-1234.5, "#,##0.00;(#,##0.00)", "(1.234,50)"),
    (0, '#,##0;-#,##0;"-"', "-"),
    (0, "#,###", ""),
    (7, "00", "07"),
    (1234567, '#,##0 "đồng"', "1.234.567 đồng"),
    (1234567, "#,##0,", "1.235"),
    (376, "General", "376"),
    (12.5, "General", "12,5"),
    (1 / 3, "General", "0,3333333333"),
    (1234567890123, "General", "1234567890123"),
    (date(2024, 9, 1), "dd/mm/yyyy", "01/09/2024"),
    (date(2024, 9, 1), "mm/yyyy", "09/2024"),
    (datetime(2024, 9, 1, 7, 30), "dd/mm/yyyy hh:mm", "01/09/2024 07:30"),
    (time(7, 30), "hh:mm", "07:30"),
    (True, "General", "TRUE"),
    ("1.234", "@", "1.234"),
    ("hai\ndòng", "General", "hai\ndòng"),
)


def fill(sheet: Any) -> None:
    """Fill a workbook: shown, merged and hidden cells, old fonts, sheets that are hidden."""
    sheet.title = "Biểu 1"
    for row, (value, shape, _) in enumerate(SHOWN, start=1):
        sheet.cell(row, 1, value).number_format = shape
    _fill_table(sheet.parent.create_sheet("Biểu 2"))
    for name, state in (("Nháp", "hidden"), ("Danh mục", "veryHidden")):
        hidden = sheet.parent.create_sheet(name)
        hidden["A1"], hidden.sheet_state = 4711, state


def _fill_table(sheet: Any) -> None:
    sheet.append(["STT", "Chỉ tiêu", None, "Số liệu"])
    sheet.append([None, "Tên", "Đơn vị", None])
    for merged in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(merged)
    sheet.append([1, "Tæng sè hé nghÌo", "hé", 376])
    sheet.append([2, "Toång soá hoä caän ngheøo", "hoä", 4711])
    sheet.append([3, "Dòng ẩn", "hộ", 99])
    sheet.append([4, "Số hộ", "hộ", 376, 376])
    sheet["B3"].font = sheet["C3"].font = TCVN3
    sheet["B4"].font = sheet["C4"].font = VNI
    sheet.row_dimensions[5].hidden = True
    sheet["F6"] = 12
    sheet.column_dimensions["E"].hidden = True


def write_excel_95(path: Path, rows: Sequence[Sequence[str | float]], font: str) -> Path:
    """Write an .xls of before 1997, all in one font, of a computer with the code page of Vietnam.

    Letters are bytes there, and LibreOffice no longer writes the form.
    """

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    begin = struct.pack("<HHHH", 0x500, 5, 2412, 1997)
    letters = struct.pack("<5H4BB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, len(font)) + font.encode()
    style = struct.pack("<8H", 0, 4, 1, 0x20, 0, 0, 0, 0)  # the fourth format: #,##0.00
    shared = [record(0x42, struct.pack("<H", 1258)), record(0x31, letters), record(0xE0, style)]
    end = record(0x0A, b"")
    cells = []
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = value.encode("cp1252")
                cells.append(record(0x204, place + struct.pack("<H", len(text)) + text))
            else:
                cells.append(record(0x203, place + struct.pack("<d", value)))
    first = record(0x809, begin) + b"".join(shared)
    start = len(first) + 4 + 12 + len(end)
    sheet = record(0x85, struct.pack("<IBBB", start, 0, 0, 5) + b"Bieu1")
    body = record(0x809, begin[:2] + struct.pack("<H", 16) + begin[4:]) + b"".join(cells) + end
    return write_compound(path, {"Book": first + sheet + end + body})


def convert(source: Path, form: str, folder: Path) -> Path:
    """Save a file in another form, by LibreOffice."""
    with TemporaryDirectory() as profile:
        command = [
            *("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"),
            *("--convert-to", form, "--outdir", str(folder), str(source)),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{form.partition(':')[0]}"


def write_data() -> Iterator[Path]:
    """Write the files that the tests read."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        book = write_sheet(folder / "book.xlsx", fill)
        yield convert(book, "xls", DATA)
        yield convert(book, "ods", DATA)


if __name__ == "__main__":
    sys.stdout.writelines(f"{path}\n" for path in write_data())
