"""Small .docx and .xlsx files made for the tests, down to the XML where no library writes it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.model.page import Page
from pipeline.read.office.files import count_office_pages, read_office_pages

_NAMES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def write_word(path: Path, *fragments: str) -> Path:
    """Write a .docx whose body is XML: `<w:p>...</w:p>`, `<w:tbl>...</w:tbl>`."""
    document = docx.Document()
    body = document.element.body
    for fragment in fragments:
        opened = fragment.replace(">", f" {_NAMES}>", 1)
        body.insert(len(body) - 1, parse_xml(opened))
    document.save(str(path))
    return path


def paragraph(*runs: str, properties: str = "") -> str:
    """Give a paragraph; what is no XML becomes a run."""
    inner = (run if run.startswith("<") else run_of(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def run_of(text: str, properties: str = "") -> str:
    """Give a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str, rules: str = "single", widths: tuple[int, ...] = ()) -> str:
    """Give a table of rows."""
    borders = f'<w:tblPr><w:tblBorders><w:top w:val="{rules}"/></w:tblBorders></w:tblPr>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{borders}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Give a row; what is no XML becomes a cell of one paragraph."""
    inner = (text if text.startswith("<w:tc>") else cell(text) for text in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(inner)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    """Give a cell of one paragraph."""
    inner = text if text.startswith("<w:p>") else paragraph(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def write_sheet(path: Path, fill: Callable[[Any], None]) -> Path:
    """Write an .xlsx; the function fills its first sheet, and reaches others by `sheet.parent`."""
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(path)
    return path


def change_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Write the file again with one of its parts changed."""
    with ZipFile(BytesIO(path.read_bytes())) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == part else content)
    return path


def read_all(path: Path) -> tuple[Page, ...]:
    """Read all pages."""
    return read_office_pages(path, range(1, count_office_pages(path) + 1))


def lines_of(page: Page) -> list[str]:
    """Give the lines of a page without the empty ones."""
    return [line.text for line in page.lines if line.text]


def grid_of(page: Page, number: int = 0) -> dict[tuple[int, int], str]:
    """Give the texts of the filled cells of a table by row and column."""
    return {(cell.row, cell.column): cell.text for cell in page.tables[number].cells if cell.text}
