"""What each kind of form makes of a document: one `Extraction`, whatever the kind.

A form lists its rows (and is told by its prose), has lines of its own in columns that it names, or
describes tables as they are printed; without a form a report names its figures itself. Who judges
and writes needs to know nothing of that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.crosstabs import read_crosstabs
from pipeline.crosstabs.seen import recognised_pages, see_tables
from pipeline.generic import Described, read_generic
from pipeline.generic.others import Remaining
from pipeline.identify.heading import read_heading
from pipeline.identify.period import PERIOD_CHECK
from pipeline.identify.version_votes import check_version
from pipeline.model.errors import SolieuError
from pipeline.model.finding import Finding
from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Reading, UnknownRow
from pipeline.model.report import Heading
from pipeline.prose import prepare_texts, read_prepared
from pipeline.run.gap import Gap
from pipeline.tables.appendix import split_report
from pipeline.tables.listed import read_rows
from pipeline.tables.listed.naming import check_names
from pipeline.tables.listed.reading import RUINOUS_LOSS, doubt_prose
from pipeline.tables.matrix import heading_lines, read_matrix, split_matrix
from pipeline.tables.remainder import (
    leave_matrix,
    leave_rows,
    put_together,
    used_by_rows,
    without_tables,
)
from pipeline.tables.used import NOTHING
from pipeline.wording.mended import Mend


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in a report."""

    form: Form  # with the indicators that this report has
    heading: Heading
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...] = ()  # of its rows and of its version; not those of its heading
    odd: tuple[Finding, ...] = ()  # of all findings, those that the message may tell
    unknown: tuple[UnknownRow, ...] = ()
    own_names: bool = False  # the indicators are this report's alone
    remark: str = ""  # for the message
    # What is no row of the form; None: every figure of the report is one.
    rest: Remaining | None = None
    ruined: bool = False  # too much is lost to say what the report does not give


Strategy = Callable[[Document, Form, Gap, Mend], Extraction]


def strategy_of(form: Form) -> Strategy:
    """Give the way in which a form is read."""
    if form.crosstabs:
        return extract_crosstabs
    return extract_matrix if form.matrix is not None else extract_listed


def extract_listed(document: Document, form: Form, gap: Gap, mend: Mend) -> Extraction:
    """Read a report whose form lists its rows, or has none and is told by its prose."""
    heading = read_heading(document, form)
    parts = split_report(document, form, gap.numbers)
    rows = check_names(read_rows(parts.appendix, form), form)
    version = tuple(check_version(form, heading))
    texts = prepare_texts(parts.prose, mend)
    told = read_prepared(texts, form, heading.period, rows.readings)
    prose = doubt_prose(told, rows.loss)
    used = used_by_rows(parts.appendix, rows, form)
    rest = leave_rows(parts.appendix, rows, used)
    texts += prepare_texts(without_tables(rest), mend)
    return Extraction(
        form,
        heading,
        (*rows.readings, *prose),
        (*version, *rows.findings),
        (*heading.findings, *version, *rows.findings),
        rows.unknown,
        rest=Remaining(put_together(document, parts.appendix, rest), texts, used),
        ruined=rows.loss > RUINOUS_LOSS,
    )


def extract_matrix(document: Document, form: Form, _gap: Gap, mend: Mend) -> Extraction:
    """Read a report whose lines are its own: its form is built from its table."""
    parts = split_matrix(document, form)
    heading = read_heading(heading_lines(parts), form)
    table = read_matrix(parts.appendix, form)
    texts = prepare_texts(parts.prose, mend)
    prose = read_prepared(texts, form, heading.period, table.readings)
    rest = leave_matrix(parts.appendix, table.used)
    texts += prepare_texts(without_tables(rest), mend)
    general = (one for one in (*heading.findings, *table.findings) if not one.indicators)
    return Extraction(
        table.form,
        heading,
        (*table.readings, *prose),
        table.findings,
        tuple(general),
        own_names=True,
        rest=Remaining(put_together(document, parts.appendix, rest), texts, table.used),
    )


def extract_crosstabs(document: Document, form: Form, _gap: Gap, mend: Mend) -> Extraction:
    """Read a report whose tables the form describes; names and units are as it prints them."""
    # Tables are made by offices of any kind; the heading of a form's report is that of a committee.
    heading = read_heading(document, form if form.closing_day else None)
    found = read_generic(document).found
    tables = read_crosstabs(see_tables(found, recognised_pages(document)), form)
    texts = prepare_texts(split_report(document, form).prose, mend)
    prose = read_prepared(texts, form, heading.period)
    others = (*tables.left, *(one for one in found if one.place is None))
    return Extraction(
        tables.form,
        heading,
        (*tables.readings, *prose),
        tables.findings,
        (*heading.findings, *tables.findings),
        own_names=True,
        rest=Remaining(document, texts, NOTHING, others),
    )


def extract_unnamed(document: Document, gap: Gap) -> Extraction:
    """Read a report that no form describes."""
    heading = read_heading(document, None)
    described = read_generic(document)
    return Extraction(
        described.form,
        heading,
        described.readings,
        odd=tuple(one for one in heading.findings if one.check == PERIOD_CHECK),
        own_names=True,
        remark=str(_tell_described(described, gap)),
    )


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
