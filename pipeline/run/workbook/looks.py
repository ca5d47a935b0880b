"""The rows of *Cần xem*: those of the review queue, in its order, each with why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import PageKind
from pipeline.model.reading import Observation, Reading, Status
from pipeline.model.report import Report
from pipeline.run.batch.cutting import Cut
from pipeline.run.batch.results import Finished
from pipeline.run.catalogue.harm import Harm, Look, find_looks
from pipeline.run.workbook.cuts import Cell, locate
from pipeline.vietnamese.numbers import print_number
from pipeline.write.sheets.looks import ToLook

# Rows with a picture: what a person looks through in some days. All of 100,000 reports would make
# a workbook that no office computer opens; the review page shows them all.
MOST_PICTURES = 300
_READINGS = 5  # that one cell of the sheet shows
_LONGEST = 400  # letters of a reason

_HARMS = {
    Harm.CONTRADICTED: "1. mâu thuẫn",
    Harm.DOUBTED: "2. nghi ngờ",
    Harm.LOST: "3. thiếu dòng",
    Harm.BETWEEN: "4. có thể của báo cáo khác",
    Harm.UNSEEN: "5. thiếu trong lời văn",
}
_MISSING = "Biểu mẫu có chỉ tiêu này nhưng không thấy trong báo cáo."
_UNKNOWN = "Dòng này không có trong biểu mẫu."

Cutter = Callable[[Sequence[Cell]], Mapping[str, Cut]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A row to look at, with what is known of it."""

    rank: tuple[int, str, int, int]
    finished: Finished
    look: Look


def list_looks(
    finished: Iterable[Finished], forms: Mapping[str, Form], cut: Cutter
) -> tuple[ToLook, ...]:
    """List what is to be looked at in the reports of a run, the most harmful first.

    Args:
        finished: All reports.
        forms: By id.
        cut: Makes pictures of cells.
    """
    found = sorted(_find(finished, forms), key=lambda one: one.rank)
    told = [_tell(one.finished.report, one.look) for one in found]
    cells = [_cell(one) for one in found[:MOST_PICTURES]]
    pictures = cut([cell for cell in cells if cell])
    for at, cell in enumerate(cells):
        picture = pictures.get(cell.key) if cell else None
        if picture:
            size = picture.width, picture.height
            told[at] = replace(told[at], picture=picture.png, size=size)
    return tuple(told)


def _find(finished: Iterable[Finished], forms: Mapping[str, Form]) -> Iterator[_Found]:
    for one in finished:
        report = one.report
        for look in find_looks(report, forms.get(report.form)):
            yield _Found(look.rank(report.path), one, look)


def _cell(one: _Found) -> Cell | None:
    report, place = one.finished.report, one.look.place
    if report.source == PageKind.TEXT:
        return None
    if place < len(report.observations):
        reading = report.observations[place].reading
        source = reading.source if reading else None
    else:
        source = report.unknown_rows[place - len(report.observations)].source
    return locate(one.finished.sheets, source.page, source.box) if source else None


def _tell(report: Report, look: Look) -> ToLook:
    if look.place >= len(report.observations):
        row = report.unknown_rows[look.place - len(report.observations)]
        told = "" if row.value is None else _print(print_number(row.value))
        return ToLook(report.path, look.indicator, _HARMS[look.harm], _UNKNOWN, told)
    one = report.observations[look.place]
    why = _why(one, [finding for finding in report.findings if one.indicator in finding.indicators])
    return ToLook(report.path, look.indicator, _HARMS[look.harm], why, _readings(one))


def _why(one: Observation, findings: Sequence[Finding]) -> str:
    """Say why, in the words of what spoke; `explain` says more, and takes longer than all else."""
    ordered = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
    told = [finding.message for finding in ordered]
    if one.reading and one.reading.reason:
        told.append(one.reading.reason)
    if one.status is Status.MISSING:
        told.append(_MISSING)
    return " ".join(f"{text.rstrip('. ')}." for text in dict.fromkeys(told))[:_LONGEST]


def _readings(one: Observation) -> str:
    """List what was read, the best first, each once."""
    values = [value for reading in _all_readings(one) for value in _values(reading)]
    return " | ".join(list(dict.fromkeys(values))[:_READINGS])


def _all_readings(one: Observation) -> Iterator[Reading]:
    if one.reading:
        yield one.reading
    yield from one.mentions


def _values(reading: Reading) -> Iterator[str]:
    if reading.value is not None:
        yield _print(print_number(reading.value))
    yield from reading.alternatives


def _print(number: str) -> str:
    """Print a number as Vietnamese reports do."""
    return number.replace(".", ",")
