"""Every figure of a report is accounted for: it became a value, or is told as another figure.

A figure is one printed number, or a sum printed over several scales (`3 tỷ 450 triệu đồng`). What
only identifies (dates, symbols, codes, numbers of lists and pages, legends, names) is none. A
report without a form names all of its figures itself and has no others. The figures of a report
are those that became values and the others, so `printed` is the sum of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.generic.others import Others, Remaining, read_others
from pipeline.judge.verdict import judge
from pipeline.model.form import GENERIC, Form
from pipeline.model.page import Document
from pipeline.model.reading import Observation, Reading
from pipeline.model.report import Report
from pipeline.run.gap import Gap


def account(report: Report, rest: Remaining, gap: Gap) -> Report:
    """Add to a report with a form the figures that no indicator of the form takes.

    Args:
        report: As judged.
        rest: What of it is no row of the form.
        gap: Its pages that could not be read.
    """
    taken = tuple(_find_taken(report.observations))
    found = read_others(rest, taken, report.heading.period)
    return replace(
        report,
        others=_judge(found, report, rest.document, gap),
        other_indicators=found.indicators,
        taken=_count(taken) + _count_unknown(report),
    )


def account_unnamed(report: Report) -> Report:
    """Count the figures of a report without a form; each is a value."""
    return replace(report, taken=sum(one.value is not None for one in report.observations))


def _find_taken(observations: Iterable[Observation]) -> Iterator[Reading]:
    """Give the readings that are the values of their rows."""
    for one in observations:
        for reading in (one.reading, *one.mentions):
            if reading and reading.value is not None and reading.value == one.value:
                yield reading


def _count(readings: Iterable[Reading]) -> int:
    """Count figures; two indicators may take the same one."""
    places = set()
    for one in readings:
        source = one.source
        here = source.spots or (source.page, source.box, source.cell)
        places.add((here, "" if source.spots else one.indicator))
    return len(places)


def _count_unknown(report: Report) -> int:
    return sum(row.value is not None for row in report.unknown_rows)


def _judge(found: Others, report: Report, rest: Document, gap: Gap) -> tuple[Observation, ...]:
    if not found.readings:
        return ()
    form = Form(GENERIC, "", (), indicators=found.indicators)
    readings = gap.doubt_unnamed(found.readings)
    return judge(form, report.heading, readings, rest).observations
