"""Where the prose of a report ends and its matrix begins.

The table has the number of its form above it, or its title, on paper of any kind; the words
"Phụ lục" seldom. Where a scan lost both, the table itself is the border.
"""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page
from pipeline.tables.appendix import Parts
from pipeline.vietnamese.alphabet import fold, fold_ocr

_UNIT_SCORE = 84  # of 100
_OPENING_SCORE = 76  # under a bad OCR 77 and more ("biéu sé 11.06a")
_TITLE_SCORE = 78
_HEADER_SCORE = 75
_LONGEST_NUMBER = 60  # letters of a line that bears the number of the form
_CAPTIONS = 8  # lines above a table
_UNIT = "don vi tinh"
_LEAST_TITLE = 0.5  # of the letters of a title; shorter lines are parts of sentences


def split_matrix(document: Document, form: Form) -> Parts:
    """Divide a report where its table begins; without one all of it is prose."""
    for number, page in enumerate(document.pages):
        place = _find_border(page, form, first=number == 0)
        if place is not None:
            before = replace(page, lines=page.lines[:place], tables=())
            after = replace(page, lines=page.lines[place:])
            return Parts(
                Document((*document.pages[:number], before)),
                Document((after, *document.pages[number + 1 :])),
            )
    return Parts(document, Document(()))


def heading_lines(parts: Parts) -> Document:
    """Give what tells who reports when: the prose, and the captions of the table.

    Captions stand apart from each other here: "UBND huyện Ân Thi" above "Đơn vị tính: Hồ sơ" is no
    name of five words. The unit itself is left out, as "Đơn vị" opens the names of bodies too.
    """
    first = next(iter(parts.appendix.pages), None)
    if first is None:
        return parts.prose
    captions = [line for line in first.lines[:_CAPTIONS] if not _is_unit(line.text)]
    apart = tuple(piece for line in captions for piece in (Line(""), line))
    page = replace(first, lines=apart, tables=())
    return Document((*parts.prose.pages, page))


def _is_unit(text: str) -> bool:
    return fuzz.partial_ratio(_UNIT, fold_ocr(text)) >= _UNIT_SCORE


def _find_border(page: Page, form: Form, *, first: bool) -> int | None:
    """Give the line where the table begins, its captions included."""
    texts = [fold_ocr(line.text.strip()) for line in page.lines]
    titles = [fold_ocr(title) for title in form.appendix]
    header = fold_ocr(form.header[-1]) if form.header else ""
    opening = fold(form.matrix.opening) if form.matrix else ""
    for place, text in enumerate(texts):
        if len(text) <= _LONGEST_NUMBER and _opens(text, opening):
            return place
        pair = " ".join(texts[place : place + 2])
        if not first and any(_is_title(title, pair) for title in titles):
            return place
        if header and fuzz.ratio(header, text) >= _HEADER_SCORE:
            return place
    return None


def _opens(text: str, opening: str) -> bool:
    """Say whether a line begins with the number of the form; sentences name it further on."""
    return bool(opening) and fuzz.ratio(opening, text[: len(opening)]) >= _OPENING_SCORE


def _is_title(title: str, text: str) -> bool:
    long = len(text) >= _LEAST_TITLE * len(title)
    return long and fuzz.partial_ratio(title, text) >= _TITLE_SCORE
