"""Types a report with form 06 as Word saves it; see office.py."""

from __future__ import annotations

from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Pt

from tests.generator.compose import InventedReport
from tests.generator.dossiers import DossiersReport
from tests.generator.dossiers_draw import HEADER, NUMBERS, printed, table_captions
from tests.generator.dossiers_figures import TOTAL
from tests.generator.office import _pack, _type_prose, write_docx

_HEADER_ROWS = 3
_ROWS_ON_PAGE = 9


def write_any_docx(report: InventedReport) -> bytes:
    """Write a report of whatever family as Word saves it."""
    return write_dossiers_docx(report) if isinstance(report, DossiersReport) else write_docx(report)


def write_dossiers_docx(report: DossiersReport) -> bytes:
    """Write a report as Word saves it, with the marks it leaves where its pages ended."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    _type_prose(document, report)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for text in table_captions(report):
        document.add_paragraph(text)
    _type_table(document, report)
    return _pack(document)


def _type_table(document: Any, report: DossiersReport) -> None:
    first = _HEADER_ROWS + report.table.numbered
    table = document.add_table(first + len(report.table.lines), len(NUMBERS), style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for text, top, left, low, right in HEADER:
        grid[top][left].merge(grid[low][right]).text = text
    if report.table.numbered:
        for cell, text in zip(grid[_HEADER_ROWS], NUMBERS, strict=True):
            cell.text = text.replace(" ", "")
    for number, line in enumerate(report.table.lines, start=first):
        row = grid[number]
        if line.id == TOTAL and report.table.total_first:
            row[0].merge(row[1]).text = line.label
        else:
            row[0].text, row[1].text = line.number, line.label
        for cell, text in zip(row[2:], printed(line, report), strict=True):
            cell.text = text
        if number % _ROWS_ON_PAGE == 0 and line.number:
            run = row[0].paragraphs[0].runs[0]
            run._element.insert(0, OxmlElement("w:lastRenderedPageBreak"))
