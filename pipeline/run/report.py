"""One report through the rooms: a function of its pages and a form.

Who calls it (a worker process, a test, later a cluster) and where the pages come from is not known
here. Pages that could not be read are gone by then; `unread` names them, so that the figures on
them are missing with a reason and the others are kept. See `gap`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.generic import Described, read_generic
from pipeline.generic.others import Remaining
from pipeline.identify.heading import read_heading
from pipeline.identify.period import PERIOD_CHECK
from pipeline.identify.recognise import choose_form
from pipeline.identify.version_votes import check_version
from pipeline.judge.unstated import find_optional, taken_spots, tell_unstated
from pipeline.judge.verdict import judge
from pipeline.model.errors import SolieuError
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import Document, Page, PageKind
from pipeline.model.ranges import print_ranges
from pipeline.model.reading import Observation, Period
from pipeline.model.report import Report
from pipeline.prose import prepare_texts, read_prepared
from pipeline.prose.anchored import Text
from pipeline.prose.hints import TakenSpots, find_hinted
from pipeline.run.accounting import account, account_unnamed
from pipeline.run.batch.steps import UnreadPage
from pipeline.run.gap import Gap
from pipeline.run.repair_service import mend_texts
from pipeline.tables.appendix import split_report
from pipeline.tables.crosstab import heading_lines, read_matrix, split_matrix
from pipeline.tables.listed import read_rows
from pipeline.tables.listed.naming import check_names
from pipeline.tables.listed.reading import RUINOUS_LOSS, doubt_prose
from pipeline.tables.remainder import (
    leave_matrix,
    leave_rows,
    put_together,
    used_by_rows,
    without_tables,
)
from pipeline.wording.mended import Mend

MIXED_SOURCE = "mixed"
_KIND_NAMES = {
    PageKind.TEXT: "văn bản",
    PageKind.DIGITAL: "tệp số",
    PageKind.BROKEN_FONT: "tệp số có phông chữ hỏng",
    PageKind.SCAN: "bản quét",
    PageKind.LAYERED_SCAN: "bản quét có lớp chữ dùng được",
    PageKind.JUNK_LAYER: "bản quét có lớp chữ hỏng",
    PageKind.BLANK: "trang trống",
}


def make_report(
    document: Document,
    form: Form | None,
    unread: Sequence[UnreadPage] = (),
    mend: Mend = mend_texts,
) -> Report:
    """Take the pages of one report through extract and judge.

    The path, the hash and the seconds of the file are left to the caller: two files with the same
    bytes give the same report.

    Args:
        document: The pages that could be read.
        form: Its kind; None where none fits.
        unread: The other pages.
        mend: Puts lost marks back, with what is known of the scanner.
    """
    document = document.numbered()
    if form is None:
        return _make_generic_report(document, Gap(tuple(unread), names_own=True))
    guessed = bool(unread) and choose_form(document, (form,)) is None
    gap = Gap(tuple(unread), guessed, names_own=form.matrix is not None)
    if form.matrix is not None:
        return _make_matrix_report(document, form, gap, mend)
    return _make_listed_report(document, form, gap, mend)


def _make_listed_report(document: Document, form: Form, gap: Gap, mend: Mend) -> Report:
    """Take a report through whose form lists its rows, or has none and is told by its prose."""
    heading = read_heading(document, form)
    parts = split_report(document, form, gap.numbers)
    rows = check_names(read_rows(parts.appendix, form), form)
    version = tuple(check_version(form, heading))
    texts = prepare_texts(parts.prose, mend)
    prose = doubt_prose(read_prepared(texts, form, heading.period), rows.loss)
    verdict = judge(form, heading, gap.doubt((*rows.readings, *prose), form), document)
    observations, marks = gap.mark(verdict.observations, form)
    used = used_by_rows(parts.appendix, rows, form)
    rest = leave_rows(parts.appendix, rows, used)
    texts += prepare_texts(without_tables(rest), mend)
    if rows.loss <= RUINOUS_LOSS:
        observations = _tell_unstated(observations, form, texts, heading.period)
    odd = _warnings((*heading.findings, *version, *rows.findings))
    report = Report(
        path="",
        message=" ".join((*gap.tell(), *odd, *tell_pages(document.pages))),
        form=form.id,
        source=name_source(page.kind for page in document.pages),
        pages=len(document.pages) + len(gap.unread),
        heading=heading,
        observations=observations,
        unknown_rows=rows.unknown,
        findings=(
            *_remark_pages(document, gap),
            *heading.findings,
            *version,
            *rows.findings,
            *verdict.findings,
            *marks,
        ),
    )
    remaining = Remaining(put_together(document, parts.appendix, rest), texts, used)
    return account(report, remaining, gap)


def _make_matrix_report(document: Document, form: Form, gap: Gap, mend: Mend) -> Report:
    """Take a report through whose lines are its own: its form is built from its table."""
    parts = split_matrix(document, form)
    heading = read_heading(heading_lines(parts), form)
    table = read_matrix(parts.appendix, form)
    texts = prepare_texts(parts.prose, mend)
    readings = (*table.readings, *read_prepared(texts, form, heading.period))
    verdict = judge(table.form, heading, gap.doubt(readings, table.form), document)
    observations, marks = gap.mark(verdict.observations, table.form)
    rest = leave_matrix(parts.appendix, table.used)
    texts += prepare_texts(without_tables(rest), mend)
    observations = _tell_unstated(observations, table.form, texts, heading.period)
    findings = (*_remark_pages(document, gap), *heading.findings, *table.findings)
    general = (one for one in (*heading.findings, *table.findings) if not one.indicators)
    report = Report(
        path="",
        message=" ".join((*gap.tell(), *_warnings(general), *tell_pages(document.pages))),
        form=form.id,
        source=name_source(page.kind for page in document.pages),
        pages=len(document.pages) + len(gap.unread),
        heading=heading,
        observations=tuple(_add_findings(observations, table.findings)),
        findings=(*findings, *verdict.findings, *marks),
        indicators=table.form.indicators,
    )
    remaining = Remaining(put_together(document, parts.appendix, rest), texts, table.used)
    return account(report, remaining, gap)


def _tell_unstated(
    observations: Sequence[Observation], form: Form, texts: Sequence[Text], period: Period | None
) -> tuple[Observation, ...]:
    """Give the status `unstated` where no sentence may give the figure after all.

    Args:
        observations: As judged.
        form: Of the report.
        texts: All that is no row; the border of the appendix may have been found in a wrong place.
        period: Of the report.
    """
    optional = find_optional(observations, form)
    if not optional:
        return tuple(observations)
    taken = TakenSpots(taken_spots(observations))
    hinted = find_hinted(texts, form, optional, taken, period)
    return tuple(tell_unstated(observations, optional - hinted))


def _add_findings(
    observations: Sequence[Observation], findings: Sequence[Finding]
) -> Iterator[Observation]:
    """Name with each figure what was found odd about it before it was judged."""
    for one in observations:
        own = {finding.check for finding in findings if one.indicator in finding.indicators}
        yield replace(one, findings=tuple(sorted({*one.findings, *own}))) if own else one


def _make_generic_report(document: Document, gap: Gap) -> Report:
    heading = read_heading(document, None)
    described = read_generic(document)
    readings = gap.doubt_unnamed(described.readings)
    verdict = judge(described.form, heading, readings, document)
    observations, marks = gap.mark(verdict.observations, described.form)
    odd = _warnings(one for one in heading.findings if one.check == PERIOD_CHECK)
    told = (*gap.tell(), str(_tell_described(described, gap)), *odd)
    report = Report(
        path="",
        message=" ".join((*told, *tell_pages(document.pages))),
        form=described.form.id,
        source=name_source(page.kind for page in document.pages),
        pages=len(document.pages) + len(gap.unread),
        heading=heading,
        observations=observations,
        findings=(*_remark_pages(document, gap), *heading.findings, *verdict.findings, *marks),
        indicators=described.form.indicators,
    )
    return account_unnamed(report)


def _tell_described(described: Described, gap: Gap) -> SolieuError:
    """Say what was taken without a form, and that its names are the report's own."""
    why = ("Không có biểu mẫu nào phù hợp", "No form fits")
    if gap.unread:
        why = (
            "Không biết báo cáo theo biểu mẫu nào vì có trang không đọc được",
            "The form cannot be told because of what was not read",
        )
    if not described.readings:
        return SolieuError(
            f"{why[0]} và không thấy số liệu nào. Nếu biết biểu mẫu, hãy chạy lại với --form.",
            f"{why[1]}, and no figures were found. If you know the form, run again with --form.",
        )
    in_tables = len(described.readings) - described.sentences
    return SolieuError(
        f"{why[0]}: lấy {in_tables} ô của {described.tables} bảng và "
        f"{described.sentences} số trong lời văn, tên gọi theo báo cáo. "
        "Nếu biết biểu mẫu, hãy chạy lại với --form.",
        f"{why[1]}. Taken under the report's own names: {in_tables} cells "
        f"(tables: {described.tables}), {described.sentences} figures of the prose. "
        "If you know the form, run again with --form.",
    )


def _remark_pages(document: Document, gap: Gap) -> Iterable[Finding]:
    yield from gap.remark()
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
    found = {kind.source for kind in kinds} - {PageKind.BLANK.source}
    return found.pop() if len(found) == 1 else MIXED_SOURCE if found else ""


def tell_pages(pages: Sequence[Page]) -> Iterable[str]:
    """Give a sentence on each thing about the pages that no other column says.

    >>> list(tell_pages([Page(1, PageKind.TEXT, encoding="TCVN3")]))
    ['Đã chuyển từ bảng mã TCVN3 sang Unicode.']
    """
    yield from tell_kinds(pages)
    for encoding in dict.fromkeys(page.encoding for page in pages if page.encoding):
        yield f"Đã chuyển từ bảng mã {encoding} sang Unicode."


def tell_kinds(pages: Sequence[Page]) -> Iterable[str]:
    """Give a sentence on the kinds of pages where the column source does not say all of it.

    >>> scan, blank = Page(1, PageKind.SCAN), Page(2, PageKind.BLANK)
    >>> list(tell_kinds([scan, blank, Page(3, PageKind.SCAN)])), list(tell_kinds([scan]))
    (['Trang 1, 3: bản quét; 2: trang trống.'], [])
    """
    numbers: dict[PageKind, list[int]] = {}
    for page in pages:
        numbers.setdefault(page.kind, []).append(page.number)
    if len(numbers) > 1 or any(kind.source != kind.value for kind in numbers):
        told = (f"{print_ranges(some)}: {_KIND_NAMES[kind]}" for kind, some in numbers.items())
        yield f"Trang {'; '.join(told)}."


def _warnings(findings: Iterable[Finding]) -> Iterable[str]:
    """Give what is odd about the whole report; what concerns one row stands with it."""
    for finding in findings:
        if finding.severity is not Severity.NOTE and finding.check != "unknown_row":
            yield finding.message
