"""Where the prose ends and the appendix begins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from pipeline.model.form import Form
from pipeline.model.page import Document, Page
from pipeline.tables.indicator_tables import tell_tables
from pipeline.vietnamese.alphabet import fold_ocr

# A title under a bad OCR scores 70 to 90 of 100 against itself, other lines below 60 (seed).
TITLE_SCORE = 66
LABEL_LENGTH = 16  # letters; "Phụ lục số 01" and the like stand alone on their line
LABEL_SCORE = 70
_ROW_SCORE = 80
_LONG_NAME = 20  # letters; shorter names turn up anywhere
# Names of rows on one page: 5 to 24 on pages of appendices, at most 2 on others (samples).
_FEWEST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Parts:
    """One report, divided."""

    prose: Document
    appendix: Document  # from the title of the appendix on; no pages where there is none


def split_report(document: Document, form: Form, lost: Collection[int] = ()) -> Parts:
    """Divide a report at the title of its appendix.

    The title of the report itself is much like that of the appendix, so the last line that bears
    the title and the word "Phụ lục" (or a page that begins with it) decides; where neither is
    found, the first ruled table or row of the header does. Where the title may have stood on a page
    that is lost, the appendix goes on behind that page if rows of it stand there.

    A form without rows has no appendix; the tables of its reports are told as sentences.

    Args:
        document: The pages that could be read.
        form: Its kind.
        lost: Numbers of the other pages.
    """
    if not form.rows and form.matrix is None:
        return Parts(tell_tables(document), Document(()))
    place = (
        _find_title(document, form)
        or _find_header(document, form)
        or _find_rows(document, form, lost)
    )
    if place is None:
        return Parts(document, Document(()))
    page_index, line_index = place
    page = document.pages[page_index]
    before = replace(page, lines=page.lines[:line_index], tables=())
    after = replace(page, lines=page.lines[line_index:])
    return Parts(
        Document((*document.pages[:page_index], before)),
        Document((after, *document.pages[page_index + 1 :])),
    )


def _find_title(document: Document, form: Form) -> tuple[int, int] | None:
    titles = [fold_ocr(title) for title in form.appendix]
    best: tuple[float, int, int] | None = None
    for page_index, page in enumerate(document.pages):
        folded = [fold_ocr(line.text) for line in page.lines]
        for line_index in range(len(folded)):
            text = " ".join(folded[line_index : line_index + 3])
            score = max((fuzz.partial_ratio(title, text) for title in titles), default=0.0)
            if score >= TITLE_SCORE and _has_label(folded, line_index):
                best = max(best or (0.0, 0, 0), (score, page_index, line_index))
    return None if best is None else (best[1], best[2])


def _has_label(folded: list[str], line_index: int) -> bool:
    """Say whether the words "Phụ lục" stand alone on this line or the one before."""
    return any(
        len(text.strip()) <= LABEL_LENGTH and fuzz.partial_ratio("phu luc", text) >= LABEL_SCORE
        for text in folded[max(0, line_index - 1) : line_index + 1]
    )


def _find_header(document: Document, form: Form) -> tuple[int, int] | None:
    headers = [fold_ocr(header) for header in form.header]
    for page_index, page in enumerate(document.pages):
        for line_index, line in enumerate(page.lines):
            text = fold_ocr(line.text)
            if len(text) > 30 and any(fuzz.ratio(header, text) >= 75 for header in headers):
                return page_index, line_index
    return None


def _find_rows(document: Document, form: Form, lost: Collection[int]) -> tuple[int, int] | None:
    for page_index, page in enumerate(document.pages):
        if page.number - 1 in lost and _count_rows(page, form) >= _FEWEST_ROWS:
            return page_index, 0
    return None


def _count_rows(page: Page, form: Form) -> int:
    names = [fold_ocr(row.label) for row in form.rows if len(row.label) >= _LONG_NAME]
    lines = [text for line in page.lines if len(text := fold_ocr(line.text.strip())) >= _LONG_NAME]
    if not names or not lines:
        return 0
    scores = process.cdist(names, lines, scorer=fuzz.partial_ratio)
    return int((scores.max(axis=1) >= _ROW_SCORE).sum())
