"""One report through the rooms: a function of its pages and a form.

Who calls it (a worker process, a test, later a cluster) and where the pages come from is not known
here. Pages that could not be read are gone by then; `unread` names them, so that the figures on
them are missing with a reason and the others are kept. See `gap`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline.identify.recognise import choose_form
from pipeline.judge.unstated import find_optional, taken_spots, tell_unstated
from pipeline.judge.verdict import judge
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import Document, Page, PageKind
from pipeline.model.ranges import print_ranges
from pipeline.model.reading import Observation, Period
from pipeline.model.report import Report
from pipeline.prose.anchored import Text
from pipeline.prose.hints import TakenSpots, find_hinted
from pipeline.run.accounting import account, account_unnamed
from pipeline.run.batch.steps import UnreadPage
from pipeline.run.gap import Gap
from pipeline.run.repair_service import mend_texts
from pipeline.run.strategies import Extraction, extract_unnamed, strategy_of
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
        gap = Gap(tuple(unread), names_own=True)
        found = extract_unnamed(document, gap)
    else:
        guessed = bool(unread) and not form.crosstabs and choose_form(document, (form,)) is None
        gap = Gap(tuple(unread), guessed, names_own=form.matrix is not None)
        found = strategy_of(form)(document, form, gap, mend)
    return _judge(document, found, gap)


def _judge(document: Document, found: Extraction, gap: Gap) -> Report:
    """Weigh what was found, and account for every figure."""
    form, heading = found.form, found.heading
    doubt = gap.doubt_unnamed if found.rest is None else partial(gap.doubt, form=form)
    verdict = judge(form, heading, doubt(found.readings), document)
    observations, marks = gap.mark(verdict.observations, form)
    if found.rest is not None and not found.ruined:
        observations = _tell_unstated(observations, form, found.rest.texts, heading.period)
    told = (*gap.tell(), *filter(None, (found.remark,)), *_warnings(found.odd))
    report = Report(
        path="",
        message=" ".join((*told, *tell_pages(document.pages))),
        form=form.id,
        source=name_source(page.kind for page in document.pages),
        pages=len(document.pages) + len(gap.unread),
        heading=heading,
        observations=tuple(_add_findings(observations, found)),
        unknown_rows=found.unknown,
        findings=(
            *_remark_pages(document, gap),
            *heading.findings,
            *found.findings,
            *verdict.findings,
            *marks,
        ),
        indicators=form.indicators if found.own_names else (),
    )
    if found.rest is None:
        return account_unnamed(report)
    return account(report, found.rest, gap)


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


def _add_findings(observations: Sequence[Observation], found: Extraction) -> Iterator[Observation]:
    """Name with each figure what was found odd about a line that only this report has."""
    findings = found.findings if found.own_names else ()
    for one in observations:
        own = {finding.check for finding in findings if one.indicator in finding.indicators}
        yield replace(one, findings=tuple(sorted({*one.findings, *own}))) if own else one


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
