"""A report that no form describes, as tables and sentences tell it.

The figures that it names become the indicators of a form of its own, so that what comes after
(judge, the CSVs, explain) needs no second way. The alternative, labels and units on each
observation, would have put the same fields into every report that has a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.generic.loose import Understood, read_beside, read_loose
from pipeline.generic.sentences import read_sentences
from pipeline.model.box_index import BoxIndex
from pipeline.model.form import GENERIC, Form
from pipeline.model.page import Cell, Document
from pipeline.model.reading import Reading
from pipeline.tables.layout import close_tables
from pipeline.tables.layout.sheet import lay_out
from pipeline.tables.open.imagined import imagine, needs_places
from pipeline.tables.open.pages import find_tables, without_tables
from pipeline.tables.open.reading import read_tables
from pipeline.tables.ruled.columns import find_columns
from pipeline.tables.ruled.reading import Found, read_sheet


@dataclass(frozen=True, slots=True)
class Described:
    """What a report without a form says."""

    form: Form  # of this report alone
    readings: tuple[Reading, ...]  # one for each of its indicators
    tables: int  # that gave figures
    sentences: int  # figures of the prose
    found: tuple[Found, ...] = ()  # the same, with their places in tables


def read_generic(document: Document) -> Described:
    """Read every figure of the tables and of the sentences of a report."""
    wholes, fragments = find_tables(document)
    rest = close_tables(without_tables(document, fragments))
    cells = {
        page.number: BoxIndex((cell.box, cell) for cell in imagine(page).cells if cell.box)
        for page in document.pages
        if needs_places(page)
    }
    by_table = [
        tuple(Found(one.indicator, _in_cell(one.reading, cells), one.place) for one in some)
        for some in read_tables(wholes)
    ]
    sheets = [replace(sheet, number=sheet.number + len(wholes)) for sheet in lay_out(rest)]
    known = [Understood(sheet, find_columns(sheet)) for sheet in sheets]
    by_table += [read_sheet(one.sheet, one.columns) for one in known]
    in_tables = [one for figures in by_table for one in figures]
    loose = read_loose(rest, known, in_tables)
    beside = read_beside(document, fragments, in_tables, len(loose) + 1)
    sentences = (*read_sentences(rest), *loose, *beside)
    found = (*in_tables, *sentences)
    form = Form(GENERIC, "Không có biểu mẫu", (), indicators=tuple(one.indicator for one in found))
    readings = tuple(one.reading for one in found)
    return Described(form, readings, sum(map(bool, by_table)), len(sentences), found)


def _in_cell(reading: Reading, cells: Mapping[int, BoxIndex[Cell]]) -> Reading:
    """Give a figure of an Office file its cell, by the place that was imagined for it.

    Args:
        reading: Of any file.
        cells: Those of pages with imagined places, by the number of the page.
    """
    source = reading.source
    if source.page not in cells:
        return reading
    center = source.box.center if source.box else (-1.0, -1.0)
    near = cells[source.page].near(*center)
    here = (cell.number for cell in near if cell.box and cell.box.contains(*center))
    return replace(reading, source=replace(source, box=None, cell=next(here, None)))
