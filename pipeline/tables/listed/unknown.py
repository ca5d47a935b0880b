"""Rows of the appendix that are none of the form's, as strips show them."""

from __future__ import annotations

import re

from pipeline.model.finding import Finding, Severity
from pipeline.model.reading import Source, UnknownRow
from pipeline.tables.figures.cell_value import parse_figure
from pipeline.tables.listed.columns import RowCells
from pipeline.tables.listed.strips import Strip

# A row of a table starts with a code; lines without one are titles, notes and noise.
_CODED = re.compile(r"\s*\|?\s*(\d{1,2}(?:\.\d{1,2}){0,3})\.?(?:\s*\||\s)\s*(?=\D*[^\W\d_]{2})")
_LAST_NUMBER = re.compile(r"(?<![\w/,.=])(\d[\d.,]*\s?%?)[^\d=]*$")
_FEWEST_WORDS = 3  # shorter leftovers are noise of the OCR (seed: four lines)


def letters_of(strip: Strip) -> tuple[str, ...]:
    """Give the words of a strip that are no numbers, folded; none where they are too few."""
    words = tuple(word for word in strip.words if len(word) > 1 and not word.isdigit())
    return words if len(words) >= _FEWEST_WORDS else ()


def read_unknown(strip: Strip, after: str) -> UnknownRow | None:
    """Keep a strip that the alignment passed over if it looks like a row.

    Args:
        strip: A row of the table, or a line.
        after: Id of the form's row or section above it; empty at the top.
    """
    if not after or not letters_of(strip):
        return None
    section = after.removeprefix("section ").split(".")[0]
    if strip.cells is not None:
        return _read_cells(strip, strip.cells, section, after)
    coded = _CODED.match(strip.text)
    return read_line(strip, coded.group(1), section, after) if coded else None


def tell_unknown(row: UnknownRow) -> Finding:
    """Tell of a row that is none of the form's."""
    return Finding(
        "unknown_row",
        Severity.WARNING,
        f"Dòng “{row.code} {row.label}” không có trong biểu mẫu; hãy xem lại.",
        page=row.source.page,
    )


def read_line(strip: Strip, code: str, section: str, after: str) -> UnknownRow:
    """Take what follows the code on a line for the name, and the last number for the figure."""
    text = strip.line_text
    label = text[text.index(code) + len(code) :].lstrip(" .,:;|")
    number = _LAST_NUMBER.search(label)
    figure = parse_figure(number.group(1)) if number else None
    source = Source(strip.page, strip.text, strip.box)
    return UnknownRow(section, code, label, figure.value if figure else None, source, after)


def one_line(text: str) -> str:
    """Give a text with single blanks."""
    return " ".join(text.split())


def _read_cells(strip: Strip, cells: RowCells, section: str, after: str) -> UnknownRow | None:
    code = cells.code.text.strip().rstrip(".") if cells.code else ""
    value = cells.value
    read = (value.readings[0].text if value.readings else value.text) if value else ""
    number = parse_figure(read) if value else None
    if not code and number is None:
        return None
    place = value.number if value else None
    source = Source(strip.page, strip.text, value.box if value else strip.box, cell=place)
    name = one_line(cells.name.text) if cells.name else ""
    return UnknownRow(section, code, name, number.value if number else None, source, after)
