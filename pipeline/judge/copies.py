"""The same report twice in one folder: said, never dropped.

Archives hold a scan and the signed PDF of one report, or one file under two names; whoever adds up
`figures.csv` would count it twice. Which copy is the better one is left to the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.finding import Across, Finding, Severity
from pipeline.model.report import Report, State
from pipeline.vietnamese.places import name_key

_NAMED = 5  # copies that one message names


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
            others = [one for one in group if one is not report and _may_be_one(report, one)]
            if others:
                yield report, _tell(report, others)


def _group(reports: Sequence[Report]) -> Iterator[list[Report]]:
    """Put together what can be one report; files with the same bytes have the same heading."""
    groups: dict[tuple[object, ...], list[Report]] = {}
    for report in reports:
        heading = report.heading
        named = heading.document_number and heading.document_date and heading.issuer
        key: tuple[object, ...] = (report.sha256,)
        if named:
            issuer = name_key(heading.issuer)
            key = (heading.document_number.casefold(), heading.document_date, issuer)
        if key != ("",):
            groups.setdefault(key, []).append(report)
    return (group for group in groups.values() if len(group) > 1)


def _may_be_one(one: Report, other: Report) -> bool:
    pairs = (
        (one.heading.district, other.heading.district),
        (one.heading.province, other.heading.province),
    )
    return all(not a or not b or name_key(a) == name_key(b) for a, b in pairs)


def _tell(report: Report, others: Sequence[Report]) -> Finding:
    same = all(other.sha256 == report.sha256 for other in others)
    why = "nội dung tệp giống hệt" if same else "cùng số, ngày và cơ quan ban hành"
    named = ", ".join(other.path for other in others[:_NAMED])
    more = f" và {len(others) - _NAMED} tệp nữa" if len(others) > _NAMED else ""
    message = f"Báo cáo có nhiều bản trong thư mục ({why}): {named}{more}."
    return Finding(Across.SAME_REPORT, Severity.WARNING, message)
