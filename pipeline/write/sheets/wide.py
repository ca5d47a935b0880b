"""*Bảng ngang*: one row per report of a form, one column per indicator, coloured by status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.aggregate.scopes import Filed
from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.reading import Observation
from pipeline.model.report import Report
from pipeline.write.sheets.figures import COLOURS
from pipeline.write.sheets.sheet import MOST_COLUMNS, Book, Head, Table, View

_TITLE = "Bảng ngang"
_FIRST = (
    Head("Đơn vị", 17, "place"),
    Head("Kỳ", 9, "period"),
    Head("Huyện", 16, "district"),
    Head("Tỉnh", 14, "province"),
    Head("Báo cáo", 24, "report"),
)
_WIDTH = 13
_PRINTED = 14  # columns; the rest is for the screen


@dataclass(slots=True)
class _Sheet:
    """The reports of one form."""

    columns: dict[str, Indicator] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)


def write_wide(book: Book, filed: Iterable[Filed], forms: Mapping[str, Form]) -> None:
    """Write the sheets.

    Args:
        book: Takes them.
        filed: The reports of units, in their order.
        forms: By id.
    """
    for name, sheet in _gather(filed, forms).items():
        indicators = list(sheet.columns.values())
        step = MOST_COLUMNS - len(_FIRST)
        for first in range(0, len(indicators), step):
            _write(book, f"{_TITLE} {name}", indicators[first : first + step], sheet.reports)


def _gather(filed: Iterable[Filed], forms: Mapping[str, Form]) -> dict[str, _Sheet]:
    sheets: dict[str, _Sheet] = {}
    for one in filed:
        sheet = sheets.setdefault(one.scope.form, _Sheet())
        if not sheet.reports and one.scope.form in forms:
            sheet.columns.update(_figures(forms[one.scope.form].indicators))
        for report in one.reports:
            own = report.indicators or (
                forms[report.form].indicators if report.form in forms else ()
            )
            for name, indicator in _figures(own):
                sheet.columns.setdefault(name, indicator)
            sheet.reports.append(report)
    for sheet in sheets.values():
        seen = {one.indicator for report in sheet.reports for one in report.observations}
        sheet.columns = {name: row for name, row in sheet.columns.items() if name in seen}
    return sheets


def _figures(indicators: Iterable[Indicator]) -> Iterator[tuple[str, Indicator]]:
    return ((row.id, row) for row in indicators if row.kind is not Kind.HEADING)


def _write(
    book: Book, title: str, indicators: Sequence[Indicator], reports: Sequence[Report]
) -> None:
    heads = [*_FIRST, *(Head(row.label, _WIDTH) for row in indicators)]
    codes = [*("" for _ in _FIRST), *(row.id for row in indicators)]
    table = Table(
        book, title, heads, View(frozen=2, printed=min(_PRINTED, len(heads)), codes=codes)
    )
    places = {row.id: place for place, row in enumerate(indicators, len(_FIRST))}
    for report in reports:
        _write_report(table, report, places)
    table.close()


def _write_report(table: Table, report: Report, places: Mapping[str, int]) -> None:
    heading = report.heading
    period = heading.period.id if heading.period else ""
    found: dict[int, Observation] = {}
    for one in report.observations:
        if one.indicator in places:
            found[places[one.indicator]] = one
    first = (heading.place, period, heading.district, heading.province, report.path)
    values = {**dict(enumerate(first)), **{place: one.value for place, one in found.items()}}
    width = len(first) + len(places)
    table.write(
        [values.get(place) for place in range(width)],
        {place: COLOURS[one.status] for place, one in found.items() if COLOURS[one.status]},
    )
