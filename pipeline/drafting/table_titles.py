"""What tables are called that stand alone, without a report around them: by the lines above them.

A price list of a department, a table of the statistics office, the annexes of a budget have no
"BÁO CÁO" with a subject below it. Their titles are captions with a number, or lines in capitals
between the letterhead and the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.crosstabs.seen import Seen
from pipeline.drafting.titles import strip_occasion
from pipeline.model.page import Document, Page
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.letterhead import has_motto

_HEAD_LINES = 14  # with text, at the top of the page where a table begins
_CAPITALS = 0.8  # of the letters of a title
_LABEL = re.compile(
    r".*?\b(?:phu luc|bieu|bang|mau)(?: so| bieu)?\s*:?\s*(?:\d[\w./-]*|[ivx]+\b)"
    r"(?:\s*[:.]|\s|$)\s*|"
    r"^\W*phu luc\b\W*|^\W*\d{1,3}(?:\.\d{1,2})*[.:)]\s*"
)
_LETTERHEAD = re.compile(
    r"^\W*(?:ubnd|uy ban|hdnd|hoi dong|bo |so |tong cuc|cuc |chi cuc|cong ty|phong |ban |chinh phu|"
    r"ministry|socialist|table\b|kem theo|ban hanh|don vi|dvt|so:|ngay |ten tep|theo |tong so|"
    r"noi nhan|luu|nhu dieu|- )"
)
_BRACKETS = re.compile(r"\([^()]*\)?")
_DATES = re.compile(r"\b(?:tu |den |ngay )*\d{1,2}/\d.*")
_FIGURES = re.compile(r"(?:\s+-?\d[\d.,]*){2,}\s*$")
_CODE_AHEAD = re.compile(r"^\W*bao cao\W*")


def find_table_titles(document: Document, tables: Sequence[Seen]) -> tuple[str, ...]:
    """Give a title for each table that has one, without what changes from report to report.

    Args:
        document: All pages.
        tables: Of the document.
    """
    pages = {page.number: page for page in document.pages}
    found: list[str] = []
    for table in tables:
        first = next(iter(table.cells.values())).reading.source.page
        texts = [table.caption, *(_runs(_head(pages[first])) if first in pages else ())]
        title = next(filter(None, map(_title, texts)), "")
        if title and title not in found:
            found.append(title)
    return tuple(found)


def _head(page: Page) -> list[str]:
    texts = (" ".join(line.text.split()) for line in page.lines)
    return [text for text in texts if text][:_HEAD_LINES]


def _runs(lines: Iterable[str]) -> Iterator[str]:
    """Give titles in capitals, those over several lines as one, then lines with a number."""
    run: list[str] = []
    kept = list(lines)
    for line in (*kept, ""):
        label = _LABEL.match(fold(line).lower())
        bare = line[label.end() :] if label else line
        if _is_capitals(bare) and not _is_letterhead(line, bare):
            run.append(bare)
            continue
        if run:
            yield " ".join(run)
        run = []
    for line in kept:
        if _LABEL.match(fold(line).lower()):
            yield line


def _is_capitals(line: str) -> bool:
    letters = [sign for sign in line if sign.isalpha()]
    return sum(map(str.isupper, letters)) >= _CAPITALS * len(letters) > 0


def _is_letterhead(line: str, bare: str) -> bool:
    folded = fold(bare).lower()
    return has_motto(line, fold(line)) or bool(_LETTERHEAD.match(folded))


def _title(text: str) -> str:
    """Give a line as a title; empty where it is none."""
    folded = fold(text).lower()
    label = _LABEL.match(folded)
    bare = " ".join(_BRACKETS.sub(" ", text[label.end() :] if label else text).split())
    ahead = _CODE_AHEAD.match(fold(bare).lower())
    bare = bare[ahead.end() :] if ahead else bare
    if _is_letterhead(text, bare):
        return ""
    for cut in (_FIGURES, _DATES):
        if found := cut.search(fold(bare).lower()):
            bare = bare[: found.start()].strip(" ,;:-–")
    return strip_occasion(bare).lower()
