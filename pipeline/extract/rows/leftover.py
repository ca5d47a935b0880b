"""Lines of a dump that open a row with a code and were taken for no row of the form.

What the alignment leaves over is mostly noise of the OCR. A line that opens with a code and goes on
in words is not: it is a row that this form does not have, and what stands at its end is its figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from pipeline.extract.rows.cell_value import parse_figure
from pipeline.extract.rows.reading import FEWEST_WORDS, Rows
from pipeline.extract.rows.shown import opening_code
from pipeline.extract.rows.strips import Strip, strips_of
from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Source, UnknownRow
from pipeline.vietnamese.alphabet import fold_ocr

_STRIPS = " / "  # as `reading` joins the lines of a row
# Of 100: titles under a bad OCR reach 72 and more in 113 of 126, names of rows 67 but for one.
TITLE_SCORE = 72
_LAST_NUMBER = re.compile(r"(?<![\w/,.=])(\d[\d.,]*\s?%?)[^\d=]*$")


def find_leftover(appendix: Document, form: Form, rows: Rows) -> tuple[UnknownRow, ...]:
    """Give the rows of a text that nobody took.

    Args:
        appendix: The pages the rows were read from.
        form: The form they were read with.
        rows: What was read.
    """
    owners = {
        text: reading.indicator
        for reading in rows.readings
        for text in reading.source.text.split(_STRIPS)
    }
    told = {_one_line(row.source.text) for row in rows.unknown}
    return tuple(_rows_of(strips_of(appendix, form), owners, told, form))


def _rows_of(
    strips: Iterable[Strip], owners: dict[str, str], told: set[str], form: Form
) -> Iterator[UnknownRow]:
    after = ""
    for strip in strips:
        text = _one_line(strip.text)
        if text in owners:
            after = owners[text]
        elif strip.cells is None and after and text not in told:
            row = _unknown(strip, text, after, form)
            if row:
                yield row


def _unknown(strip: Strip, text: str, after: str, form: Form) -> UnknownRow | None:
    code = opening_code(text)
    letters = [word for word in strip.words if len(word) > 1 and not word.isdigit()]
    if not code or len(letters) < FEWEST_WORDS or _is_title(" ".join(letters), form):
        return None
    label = text[text.index(code) + len(code) :].lstrip(" .,:;|")
    number = _LAST_NUMBER.search(label)
    figure = parse_figure(number.group(1)) if number else None
    source = Source(strip.page, strip.text, strip.box)
    value = figure.value if figure else None
    return UnknownRow(form.by_id[after].section, code, label, value, source, after)


def _is_title(text: str, form: Form) -> bool:
    """Say whether a line is the title of a section: its Roman number is often read as 1 or 11."""
    titles = (fold_ocr(f"{section.label} {section.department}") for section in form.sections)
    return any(fuzz.ratio(title, text) >= TITLE_SCORE for title in titles)


def _one_line(text: str) -> str:
    return " ".join(text.split())
