"""What becomes of figures that were read from damaged pages.

A damaged page is read as far as it goes, and nothing says how far that was: a row may be gone, a
digit may be another one, what is printed may have become nothing. Arithmetic cannot clear a figure
of it, since the same letters of a font are damaged wherever they stand. And what stands behind a
damaged page may lack its heading, its title or its unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.errors import SolieuError
from pipeline.model.finding import Finding, Severity
from pipeline.model.page import Page
from pipeline.model.ranges import print_ranges
from pipeline.model.reading import Method, Observation, Status
from pipeline.model.report import Report

CHECK = "damaged_file"
_RELIED_ON = frozenset({Status.SURE, Status.READ, Status.BLANK})


def doubt_damaged(report: Report, pages: Sequence[Page]) -> Report:
    """Make all figures doubtful that damage may have touched, and say so first.

    Args:
        report: As judged.
        pages: Its pages as read.
    """
    numbers = sorted(page.number for page in pages if page.damaged)
    if not numbers:
        return report
    told = _tell(numbers)
    finding = Finding(CHECK, Severity.ERROR, told.vietnamese)
    return replace(
        report,
        message=" ".join(filter(None, (str(told), report.message))),
        observations=tuple(_doubt(one, numbers[0]) for one in report.observations),
        others=tuple(_doubt(one, numbers[0]) for one in report.others),
        findings=(finding, *report.findings),
    )


def _tell(numbers: Sequence[int]) -> SolieuError:
    pages = print_ranges(numbers)
    return SolieuError(
        f"Tệp bị hỏng ở trang {pages}: chữ và số ở đó có thể thiếu hoặc sai, "
        "nên mọi số liệu từ đó trở đi đều cần xem lại. Hãy xuất, tải hoặc sao chép lại tệp.",
        f"The file is damaged on pages {pages}: text and figures may be missing or wrong there, "
        "so look at all figures from there on again. Export, download or copy the file again.",
    )


def _doubt(one: Observation, first: int) -> Observation:
    if one.status is Status.UNSTATED:  # its sentence may be what was lost
        return replace(one, status=Status.MISSING, findings=tuple(sorted({*one.findings, CHECK})))
    if one.reading is None or not _is_touched(one, first):
        return one
    findings = tuple(sorted({*one.findings, CHECK}))
    if one.status in _RELIED_ON:
        return replace(one, status=Status.DOUBTFUL, confidence=None, findings=findings)
    if one.status is Status.DOUBTFUL:
        return replace(one, confidence=None, findings=findings)
    return one


def _is_touched(one: Observation, first: int) -> bool:
    """Say whether a figure may be wrong; place and period of a report stand on its first page."""
    reading = one.reading
    if reading is None or first == 1 or reading.method is Method.DERIVED:
        return True
    # A row at the foot of the page before may go on here.
    return reading.source.page >= first - (reading.value is None)
