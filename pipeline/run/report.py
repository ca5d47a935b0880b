"""One report through the rooms: a function of its pages and a form.

Who calls it (a worker process, a test, later a cluster) and where the pages come from is not known
here. Pages that could not be read are gone by then; `unread` names them, so that the figures on
them are missing with a reason and the others are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extract.appendix import split_report
from pipeline.extract.heading import read_heading
from pipeline.extract.prose import read_prose
from pipeline.extract.rows import read_rows
from pipeline.judge.verdict import judge
from pipeline.model.errors import SolieuError
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import Document, PageKind
from pipeline.model.report import Report
from pipeline.run.steps import UnreadPage

GENERIC_FORM = "generic"
MIXED_SOURCE = "mixed"


def make_report(document: Document, form: Form | None, unread: Sequence[UnreadPage] = ()) -> Report:
    """Take the pages of one report through extract and judge.

    The path, the hash and the seconds of the file are left to the caller: two files with the same
    bytes give the same report.
    """
    if form is None:
        return _make_generic_report(document, unread)
    heading = read_heading(document, form)
    parts = split_report(document, form)
    rows = read_rows(parts.appendix, form)
    readings = (*rows.readings, *read_prose(parts.prose, form, heading.period))
    verdict = judge(form, heading, readings, document)
    return Report(
        path="",
        message=" ".join(
            finding.message for finding in heading.findings if finding.severity is not Severity.NOTE
        ),
        form=form.id,
        source=name_source(page.kind for page in document.pages),
        pages=len(document.pages) + len(unread),
        heading=heading,
        observations=verdict.observations,
        unknown_rows=rows.unknown,
        findings=(
            *_remark_pages(document, unread),
            *heading.findings,
            *rows.findings,
            *verdict.findings,
        ),
    )


def _make_generic_report(document: Document, unread: Sequence[UnreadPage]) -> Report:
    heading = read_heading(document, None)
    return Report(
        path="",
        message=str(
            SolieuError(
                "Không có biểu mẫu nào phù hợp nên không lấy số liệu nào. "
                "Nếu biết biểu mẫu, hãy chạy lại với --form.",
                "No form fits, so no figures were taken. "
                "If you know the form, run again with --form.",
            )
        ),
        form=GENERIC_FORM,
        source=name_source(page.kind for page in document.pages),
        pages=len(document.pages) + len(unread),
        heading=heading,
        findings=(*_remark_pages(document, unread), *heading.findings),
    )


def _remark_pages(document: Document, unread: Sequence[UnreadPage]) -> Iterable[Finding]:
    for lost in unread:
        message = f"Không đọc được trang {lost.number}: {lost.message}"
        yield Finding("unread_page", Severity.ERROR, message, page=lost.number)
    for page in document.pages:
        for note in page.notes:
            yield Finding("page_note", Severity.NOTE, note, page=page.number)


def name_source(kinds: Iterable[PageKind]) -> str:
    """Give the one kind of all pages that have something on them, or say that they differ.

    >>> name_source([PageKind.SCAN, PageKind.BLANK]), name_source([PageKind.SCAN, PageKind.TEXT])
    ('scan', 'mixed')
    >>> name_source([PageKind.BLANK])
    ''
    """
    found = sorted({kind.value for kind in kinds} - {PageKind.BLANK.value})
    return found[0] if len(found) == 1 else MIXED_SOURCE if found else ""
