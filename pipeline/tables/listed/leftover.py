"""Lines of a dump that open a row with a code and were taken for no row of the form.

What the alignment leaves over is mostly noise of the OCR. A line that opens with a code and goes on
in words is not: it is a row that this form does not have, and what stands at its end is its figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from pipeline.model.form import Form
from pipeline.model.reading import Reading, UnknownRow
from pipeline.tables.listed.reading import Rows
from pipeline.tables.listed.similarity_matrix import opening_code
from pipeline.tables.listed.strips import Strip
from pipeline.tables.listed.unknown import letters_of, one_line, read_line
from pipeline.vietnamese.alphabet import fold_ocr

# Of 100: titles under a bad OCR reach 72 and more in 113 of 126, names of rows 67 but for one.
TITLE_SCORE = 72


def find_leftover(form: Form, rows: Rows) -> tuple[UnknownRow, ...]:
    """Give the rows of a text that nobody took.

    Args:
        form: The form the rows were read with.
        rows: What was read.
    """
    told = {one_line(row.source.text) for row in rows.unknown}
    return tuple(_rows_of(rows.strips, rows.owners(), told, form))


def _rows_of(
    strips: Iterable[Strip], owners: dict[int, Reading], told: set[str], form: Form
) -> Iterator[UnknownRow]:
    after = ""
    for strip in strips:
        text = strip.line_text
        if owner := owners.get(id(strip)):
            after = owner.indicator
        elif strip.cells is None and after and text not in told:
            row = _unknown(strip, text, after, form)
            if row:
                yield row


def _unknown(strip: Strip, text: str, after: str, form: Form) -> UnknownRow | None:
    code, letters = opening_code(text), letters_of(strip)
    if not code or not letters or _is_title(" ".join(letters), form):
        return None
    return read_line(strip, code, form.by_id[after].section, after)


def _is_title(text: str, form: Form) -> bool:
    """Say whether a line is the title of a section: its Roman number is often read as 1 or 11."""
    titles = (fold_ocr(f"{section.label} {section.department}") for section in form.sections)
    return any(fuzz.ratio(title, text) >= TITLE_SCORE for title in titles)
