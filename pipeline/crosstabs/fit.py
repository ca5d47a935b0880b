"""Whether a document is one whose tables a form describes: by its titles and by the tables.

Titles are asked for first, as they cost nothing; neither would do alone. All months of an office
have the titles of its tables, and plans and results of one year the same lines below theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.crosstabs.reading import read_crosstabs
from pipeline.crosstabs.seen import Seen, see_document
from pipeline.model.form import Form
from pipeline.model.page import Document, Line
from pipeline.vietnamese.alphabet import fold_ocr

# Of 100. "Dự toán thu, chi ..." is 92 from "Quyết toán thu, chi ...", and both are printed.
_TITLE = 97
_WORN_TITLE = 85  # of scans; the tables have to say the rest
_HEAD_LINES = 16  # of each page: above a table
# Shares of the cells of a form's tables. Of 20 documents each showed 0.95 and more of those of its
# own on digital pages, 0.67 on scans; others with a title in common up to 0.49, the budget of
# another year 0.76.
_NAMED = 0.5  # under the very names of the form
_ALL = 0.9  # where only parents and columns read otherwise, as in a workbook of the same table
_FOUND = 0.6  # of scans, whose names are worn
_WORD = re.compile(r"[a-z0-9%]+")


def rate_fits(document: Document, forms: Sequence[Form], *, clear: bool) -> dict[str, float]:
    """Say how well a document fits forms with tables, by id, up to 200; 0 when it does not.

    Args:
        document: All pages.
        forms: Those without tables are left out.
        clear: Whether the text of the document can be trusted.
    """
    recognised = any(page.kind.is_recognised for page in document.pages)
    least = _WORN_TITLE if recognised or not clear else _TITLE
    heads = [_plain(" ".join(line.text for line in _head(page.lines))) for page in document.pages]
    titles = {form.id: _rate_title(heads, form.titles) for form in forms if form.crosstabs}
    titled = [form for form in forms if titles.get(form.id, 0.0) >= least]
    seen = see_document(document) if titled else []
    shares = {form.id: _share(seen, form, recognised=recognised) for form in titled}
    return {
        form.id: titles[form.id] + 100 * share if (share := shares.get(form.id, 0.0)) else 0.0
        for form in forms
    }


def _share(seen: Sequence[Seen], form: Form, *, recognised: bool) -> float:
    """Give the share of a form's cells that the tables of a document have; 0 where too few."""
    read = read_crosstabs(seen, form)
    named, kin, found = (
        count / max(1, len(form.cell_tables))
        for count in (read.named, read.kin, len(read.readings))
    )
    fits = found >= _FOUND if recognised else named >= _NAMED or kin >= _ALL
    return found if fits else 0.0


def _rate_title(heads: Sequence[str], titles: Sequence[str]) -> float:
    return max(
        (fuzz.partial_ratio(_plain(title), head) for title in titles for head in heads if head),
        default=0.0,
    )


def _head(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.text.strip()][:_HEAD_LINES]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold_ocr(text).lower()))
