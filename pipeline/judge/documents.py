"""Documents that a report names: one symbol has one date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import Document, Page
from pipeline.vietnamese.alphabet import fold_ocr

# The indicator of the prose that counts the documents named; forms may lack it.
_COUNTED = "documents_named"

_NAMED = re.compile(
    r"""
    \b(?P<number>\d{1,4})\s?/                       # 19/
    (?P<symbol>(?:\d{4}\s?/\s?)?                    #    2020/
       [a-z]{1,6}\s?-\s?[a-z]{2,8}(?:\s?-\s?[a-z]{2,8})?)  # QĐ-UBND
    \s*,?\s*ng.{1,2}y\s+                             # ngày, under a bad OCR ngdy
    (?P<day>\d{1,2})(?:\s?[/.-]\s?|\s+thang\s+)     # 15/ or 15 tháng
    (?P<month>\d{1,2})(?:\s?[/.-]\s?|\s+nam\s+)     # 01/ or 1 năm
    (?P<year>\d{4})
    (?:\s+cua\s+(?P<issuer>(?:[a-z]+\s+){0,5}?(?:xa|huyen|tinh|so|bo|chinh phu))\b)?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place where a report names a document with its date."""

    symbol: str  # folded: "19/qd-ubnd"
    printed: str  # as read: "19/QĐ-UBND"
    issuer: str  # folded, as named after the date; empty for the commune's own
    day: date
    page: int  # from 1


def check_documents(form: Form, document: Document) -> Iterator[Finding]:
    """Point at symbols that the report gives two dates of one year.

    Numbers restart each year and each office counts its own, so other years and other named
    issuers are other documents. The finding is a warning: no figure hangs on the date.
    """
    known: dict[tuple[str, str, int], _Mention] = {}
    told = set()
    concerned = (_COUNTED,) if _COUNTED in form.by_id else ()
    for page in document.pages:
        for mention in _find_mentions(page):
            key = (mention.symbol, mention.issuer, mention.day.year)
            first = known.setdefault(key, mention)
            if first.day != mention.day and key not in told:
                told.add(key)
                message = (
                    f"Văn bản số {first.printed} có hai ngày khác nhau: "
                    f"{first.day:%d/%m/%Y} (trang {first.page}) và "
                    f"{mention.day:%d/%m/%Y} (trang {mention.page})."
                )
                yield Finding("document_dates", Severity.WARNING, message, concerned, mention.page)


def _find_mentions(page: Page) -> Iterator[_Mention]:
    text = " ".join(line.text for line in page.lines)
    for match in _NAMED.finditer(fold_ocr(text)):
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:  # no day of the calendar: the OCR spoiled it
            continue
        letters = "".join(match["symbol"].split())
        printed = "".join(text[match.start("number") : match.end("symbol")].split())
        issuer = (match["issuer"] or "").rpartition(" ")[2]
        yield _Mention(
            f"{int(match['number'])}/{letters}",
            printed,
            "" if issuer == "xa" else issuer,
            day,
            page.number,
        )
