"""What one page shows of the document it belongs to.

Small enough to be kept for each page of a box of thousands. It is taken from the first and last
lines, so it costs next to nothing beside reading the page (measured: see `docs`/README, boxes).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz import fuzz

from pipeline.model.page import Page, PageKind
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.citations import Citation, find_citation
from pipeline.vietnamese.document_kinds import find_kind, find_opening_kind
from pipeline.vietnamese.letterhead import (
    Dateline,
    find_dateline,
    find_letterheads,
    has_motto,
)
from pipeline.vietnamese.number_line import Number, find_number_line

# Lines with text; a letterhead takes 3 to 9, stamps and lines that a scan tore come on top.
_HEAD = 16
_CITING = 12  # lines from the top that say what an appendix is enclosed with
_TAIL = 40  # lines from the end that recipients and signature may take
_LEAST_TEXT = 12  # letters and figures; a page with fewer is blank: specks, a page number

# `PHỤ LỤC`, `Phụ lục số 01`, `Phụ lục II`, `Biểu số II.06a`, `Biểu mẫu 02`, `Mẫu số 01`
_LABEL = re.compile(r"^\W{0,3}(?:ph[uy] ?l[uy]c\b|bi[eé]u (?:so|mau|[0-9i])|bieu\b.{0,6}[0-9])")
_TEMPLATE = re.compile(r"^\W{0,3}m[ae]u (?:so|[0-9])|\bmau (?:so )?[0-9]{1,2}[a-z]?$")
_PAGE_NUMBER = re.compile(
    r"^\W{0,3}(?:trang )?(?P<page>[0-9]{1,3})(?: ?/ ?(?P<of>[0-9]{1,3}))?\W{0,3}$"
)
_RECIPIENTS = "noi nhan"
_RECIPIENTS_SCORE = 75
_SIGNED = re.compile(
    r"^\W{0,4}(?:tm|t/m|kt|tl|tuq|q)\W{1,3}(?:uy ban|ubnd|chu tich|giam doc|truong"
    r"|bo truong|hdnd|hoi dong|ban|thu tuong|thuong truc|chanh)|^\W{0,3}noi nhan"
)
_FIGURE = re.compile(r"[-+(]?\d[\d.,]*%?\)?[;,.]?")  # alone, no part of a date or a symbol
_TABULAR = 0.5  # share of lines that hold two figures or begin with a code, on pages without boxes


_STROKES = str.maketrans("⁄∕／", "///")  # what an OCR puts between number and symbol
_ISSUER = 160  # letters of what stands above the number


@dataclass(frozen=True, slots=True)
class PageTrace:
    """What one page shows of the document it belongs to."""

    blank: bool = False
    motto: bool = False
    number: Number | None = None
    dateline: Dateline | None = None
    kind: str = ""  # printed as a title near the top
    opening: str = ""  # kind that a title begins with which goes on in its line
    issuer: str = ""  # the lines above the title, in plain small letters
    letter: bool = False  # the subject of a letter stands below the number
    label: bool = False  # begins an appendix: `Phụ lục`, `Biểu số`
    template: bool = False  # a form to be filled in: `Mẫu số 01`
    enclosed: Citation | None = None
    printed: int = 0  # its number as printed; 0: none
    ended: bool = False  # recipients or a signature stand on it
    tabular: bool = False  # most of it is a table
    inner: bool = False  # another letterhead stands further down
    unread: bool = False  # it could not be read, and shows nothing


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    folded: str


def trace_page(page: Page) -> PageTrace:
    """Take the trace of a page as read; text that is not repaired will do."""
    texts = [" ".join(line.text.translate(_STROKES).split()) for line in page.lines]
    lines = [_Line(text, fold(text)) for text in texts if text]
    signs = sum(sign.isalnum() for line in lines for sign in line.text)
    if page.kind is PageKind.BLANK or signs < _LEAST_TEXT:
        return PageTrace(blank=True, printed=_printed(lines))
    head = _letterhead_lines(lines[:_HEAD])
    return PageTrace(
        motto=_has_motto(head),
        number=next(filter(None, (find_number_line(one.text, one.folded) for one in head)), None),
        dateline=next(filter(None, (find_dateline(one.text, one.folded) for one in head)), None),
        kind=next(filter(None, (find_kind(line.text, line.folded) for line in head)), ""),
        opening=next(
            filter(None, (find_opening_kind(line.text, line.folded) for line in head)), ""
        ),
        issuer=_issuer(head),
        letter=_is_letter([line.folded for line in head]),
        label=any(_LABEL.match(line.folded) for line in lines[:5]),
        template=any(_TEMPLATE.search(line.folded) for line in lines[:4]),
        enclosed=find_citation([line.text for line in lines[:_CITING]]),
        printed=_printed(lines),
        ended=any(_ends(line) for line in lines[-_TAIL:]),
        tabular=_is_tabular(page, lines),
        inner=bool(find_letterheads([line.text for line in lines[_HEAD:]])),
    )


def _is_letter(folded: Sequence[str]) -> bool:
    """Say whether a head has the subject of a letter, `V/v ...`, or both it and addressees."""
    if any(re.match(r"\W{0,3}v ?/ ?v\b", line) for line in folded):
        return True
    subject = any(re.match(r"\W{0,3}ve viec\b", line) for line in folded)
    return subject and any(re.match(r"\W{0,3}kinh gui\b", line) for line in folded)


def _letterhead_lines(lines: list[_Line]) -> list[_Line]:
    """Give the lines down to the title; what stands below it speaks of other documents too."""
    for at, line in enumerate(lines):
        if find_kind(line.text, line.folded):
            return lines[: at + 1]
    return lines[:10]


def _has_motto(head: list[_Line]) -> bool:
    return any(has_motto(line.text, line.folded) for line in head)


def _issuer(head: list[_Line]) -> str:
    """Give what stands above the number: the issuing body, with the motto beside it."""
    if not _has_motto(head) and not any(find_number_line(one.text, one.folded) for one in head):
        return ""
    above = takewhile(lambda line: not find_number_line(line.text, line.folded), head[:-1])
    return " ".join(line.folded for line in above)[:_ISSUER]


def _printed(lines: list[_Line]) -> int:
    """Give the page number that stands alone on the first or the last line."""
    for line in (*lines[:1], *lines[-1:]):
        if found := _PAGE_NUMBER.match(line.folded):
            return int(found["page"])
    return 0


def _ends(line: _Line) -> bool:
    if _SIGNED.match(line.folded):
        return True
    return fuzz.ratio(_RECIPIENTS, line.folded[: len(_RECIPIENTS)]) >= _RECIPIENTS_SCORE


def _is_tabular(page: Page, lines: list[_Line]) -> bool:
    if page.tables and sum(table.rows for table in page.tables) >= len(lines) / 3:
        return True
    words = (line.folded.replace("|", " ").split() for line in lines)
    rows = sum(sum(map(bool, map(_FIGURE.fullmatch, row))) >= 2 for row in words)
    return rows >= _TABULAR * len(lines)
