"""The same report twice in one folder: said, never dropped.

Archives hold a scan and the signed PDF of one report, or one file under two names; whoever adds up
`figures.csv` would count it twice. Which copy is the better one is left to the reader.

Two files with one heading may also be two halves of a report, its text and its appendix: rows tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.finding import Across, Finding, Severity
from pipeline.model.form import GENERIC
from pipeline.model.reading import Status
from pipeline.model.report import Heading, Report, State
from pipeline.vietnamese.places import name_key

_NAMED = 5  # copies that one message names
# Share of the rows of the smaller one that both may show and still be halves: figures of the prose
# are found in titles of tables now and then.
_SHARED = 0.1
_UNSEEN = (Status.MISSING, Status.UNSTATED)


def find_copies(reports: Iterable[Report]) -> Iterator[tuple[Report, Finding]]:
    """Point at reports with one number, date and issuer, and at files with the same bytes.

    Nine communes were called Bắc Sơn, so district and province must not differ; one that was not
    found differs from nothing.

    Args:
        reports: All of a folder, in any order.
    """
    done = sorted(
        (report for report in reports if report.state is State.DONE), key=lambda one: one.path
    )
    for group in _group(done):
        for report in group:
            others = [
                one
                for one in group
                if one is not report and may_be_one(report.heading, one.heading)
            ]
            if others:
                yield report, _tell(report, others)


def _group(reports: Sequence[Report]) -> Iterator[list[Report]]:
    """Put together what can be one report; files with the same bytes have the same heading."""
    groups: dict[tuple[object, ...], list[Report]] = {}
    for report in reports:
        heading = report.heading
        named = heading.document_number and heading.document_date and heading.issuer
        key: tuple[object, ...] = _content(report)
        if named:
            issuer = name_key(heading.issuer)
            key = (heading.document_number.casefold(), heading.document_date, issuer)
        if key[0]:
            groups.setdefault(key, []).append(report)
    return (group for group in groups.values() if len(group) > 1)


def _content(report: Report) -> tuple[object, ...]:
    """Give what two reports have in common that are the same pages of the same bytes."""
    return (report.sha256, *(origin.page for origin in report.origins))


def may_be_one(one: Heading, other: Heading) -> bool:
    """Say whether neither district nor province of two headings differs."""
    pairs = ((one.district, other.district), (one.province, other.province))
    return all(not a or not b or name_key(a) == name_key(b) for a, b in pairs)


def complete_each_other(one: Report, other: Report) -> bool:
    """Say whether two reports show different rows of one form, as a text and its appendix do.

    Reports without a form name their rows themselves, so nothing can be the same row.
    """
    if not one.form or GENERIC in (one.form, other.form):
        return True
    seen, also = _rows_seen(one), _rows_seen(other)
    return len(seen & also) <= _SHARED * min(len(seen), len(also))


def _rows_seen(report: Report) -> set[str]:
    return {seen.indicator for seen in report.observations if seen.status not in _UNSEEN}


def _tell(report: Report, others: Sequence[Report]) -> Finding:
    same = all(_content(other) == _content(report) for other in others)
    why = "nội dung tệp giống hệt" if same else "cùng số, ngày và cơ quan ban hành"
    named = ", ".join(other.path for other in others[:_NAMED])
    more = f" và {len(others) - _NAMED} tệp nữa" if len(others) > _NAMED else ""
    message = f"Báo cáo có nhiều bản trong thư mục ({why}): {named}{more}."
    return Finding(Across.SAME_REPORT, Severity.WARNING, message)
