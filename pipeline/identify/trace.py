"""What one page shows of the document it belongs to.

Small enough to be kept for each page of a box of thousands. It is taken from the first and last
lines, so it costs next to nothing beside reading the page (measured: see `docs`/README, boxes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from rapidfuzz import fuzz

from pipeline.identify.kinds import find_kind
from pipeline.model.page import Page, PageKind
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import find_dates
from pipeline.vietnamese.letterhead import (
    Dateline,
    Number,
    find_dateline,
    find_letterheads,
    find_number_line,
    has_motto,
)

# Lines with text; a letterhead takes 3 to 9, stamps and lines that a scan tore come on top.
_HEAD = 16
_CITING = 12  # lines from the top that say what an appendix is enclosed with
_TAIL = 40  # lines from the end that recipients and signature may take
_LEAST_TEXT = 12  # letters and figures; a page with fewer is blank: specks, a page number

# `(Kèm theo Báo cáo số 68/BC-UBND ngày 15/9/2024 của UBND xã Bắc Sơn)`, `(Ban hành kèm theo ...)`;
# without its bracket only in front of a document: `Kèm theo văn bản này là ...` begins a sentence.
_KINDS_CITED = (
    r"(?:b[a-z]{1,2}o c[a-z]{1,2}o|quy[a-z]{1,2}t d|k[a-z] ho|c[a-z]ng v|t[a-z] tr|ngh[a-z] "
    r"|th[a-z]ng)"
)
_ENCLOSED = re.compile(
    r"(?m:[(\[{|] ?(?:ban h[a-z]{2,3}h )?k[a-z]{1,2}m th[a-z0-9]{1,3}o?\b"
    rf"|^(?:ban h[a-z]{{2,3}}h )?k[a-z]{{1,2}}m th[a-z0-9]{{1,3}}o? {_KINDS_CITED})"
)
_CITED_NUMBER = re.compile(
    r"(?:(?<![0-9])(?P<number>[0-9oil|sb]{1,5}))? ?/ ?(?:(?P<year>20[0-9]{2}) ?/ ?)?"
    r"(?P<symbol>[a-z8][a-z0-9(€]{0,5} ?[-–—_=~.] ?[a-z0-9]{2,12})"
)
_DIGITS = str.maketrans("oil|sb", "011156")
_CITATION = 220  # characters from "Kèm theo" to the end of who issued it
# Of a body that issues documents; `của giá dịch vụ ...` is none.
_ISSUED_BY = re.compile(
    r"\bc[uia]{1,2}[a-z]? "
    r"(?P<unit>(?:[ctp]\S{1,5} )?(?:u[by]|ubn[a-z]|uy|hdnd|hoi dong|xa|x[a-z0-9]|phuong|thi"
    r"|huyen|quan|tinh|so|phong|ban|cuc|chi cuc|bo|chinh phu|thanh|dang|van phong)"
    r"\b[a-z0-9 \-]{2,66})"
)
# `Đơn vị báo cáo: UBND xã Quang Thụ; đơn vị nhận báo cáo: ...` of the forms of Circular 01/2020.
_REPORTING_UNIT = re.compile(
    r"d[a-z]n v[ijl] b[a-z]{1,2}o c[a-z]{1,2}o ?[:;] ?(?P<unit>[a-z0-9 \-]{4,60})"
)
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
_FIGURES = re.compile(r"\d[\d.,]*%?")
_TABULAR = 0.5  # share of lines that hold two figures or begin with a code, on pages without boxes


_STROKES = str.maketrans("⁄∕／", "///")  # what an OCR puts between number and symbol
_ISSUER = 160  # letters of what stands above the number


@dataclass(frozen=True, slots=True)
class Citation:
    """The document that an appendix says it is enclosed with."""

    number: str = ""  # digits
    symbol: str = ""  # in plain small letters: "bc-ubnd"
    day: date | None = None
    unit: str = ""  # who issued it, in plain small letters: "ubnd xa bac son"


@dataclass(frozen=True, slots=True)
class PageTrace:
    """What one page shows of the document it belongs to."""

    blank: bool = False
    motto: bool = False
    number: Number | None = None
    dateline: Dateline | None = None
    kind: str = ""  # printed as a title near the top
    issuer: str = ""  # the lines above the title, in plain small letters
    letter: bool = False  # `V/v ...` below the number
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
        issuer=_issuer(head),
        letter=any(re.match(r"\W{0,3}v ?/ ?v\b", line.folded) for line in head),
        label=any(_LABEL.match(line.folded) for line in lines[:5]),
        template=any(_TEMPLATE.search(line.folded) for line in lines[:4]),
        enclosed=_find_citation(lines[:_CITING]),
        printed=_printed(lines),
        ended=any(_ends(line) for line in lines[-_TAIL:]),
        tabular=_is_tabular(page, lines),
        inner=bool(find_letterheads([line.text for line in lines[_HEAD:]])),
    )


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
    rows = sum(len(_FIGURES.findall(line.folded)) >= 2 for line in lines)
    return rows >= _TABULAR * len(lines)


def _find_citation(lines: list[_Line]) -> Citation | None:
    """Read `Kèm theo Báo cáo số 68/BC-UBND ngày 15/9/2024 của UBND xã Bắc Sơn`."""
    text = "\n".join(line.text for line in lines)
    folded = fold(text)
    found = _ENCLOSED.search(folded)
    if found is None:
        named = _REPORTING_UNIT.search(folded)
        return Citation(unit=named["unit"].strip(" -")) if named else None
    folded = folded[found.end() : found.end() + _CITATION].replace("\n", " ")
    text = text[found.end() : found.end() + _CITATION].replace("\n", " ")
    number = _CITED_NUMBER.search(folded)
    if number is None:
        return Citation()
    digits = "/".join(filter(None, ((number["number"] or "").translate(_DIGITS), number["year"])))
    days = find_dates(text[number.end() :])
    day = days[0].value if days and days[0].day_printed else None
    behind = folded[number.end() + (days[0].end if days else 0) :]
    unit = _ISSUED_BY.search(behind)
    symbol = re.sub(r" ?[-–—_=~.] ?", "-", number["symbol"])
    return Citation(digits, symbol, day, _unit(unit["unit"]) if unit else "")


def _unit(words: str) -> str:
    return re.split(r"\b(?:stt|tt|don vi tinh|bieu|phu luc)\b", words)[0].strip(" -")
