"""*Chuỗi thời gian*: each indicator over the periods, and a chart of the one that is chosen.

One chart that draws what a person picks, and a small one in each row: 240 charts of 240 indicators
are looked at by nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from pipeline.aggregate.series import Series, Timeline
from pipeline.write.cell import CellValue
from pipeline.write.sheets.sheet import (
    GENERAL,
    HEADER_COLOUR,
    TEXT,
    WHOLE,
    Book,
    Head,
    set_up_print,
    write_cell,
)
from pipeline.write.sheets.totals import LEVELS, UNKNOWN, name_of, unit_of

_TITLE = "Chuỗi thời gian"
_HEADS = (
    Head("Chọn", 24),
    Head("Chỉ tiêu", 44),
    Head("Đơn vị tính", 12),
    Head("Biểu đồ nhỏ", 18),
    Head("Nghi ngờ", 9),
    Head("Tỉnh", 14),
    Head("Cấp", 7),
    Head("Biểu mẫu", 12),
)
_PERIOD_WIDTH = 11
_PICK, _NAME, _DRAWN = 0, 1, 2  # rows: what is picked, the periods, the values that are drawn
_CHART, _HEADER = 3, 17  # first row of the chart; row of the table's header
_SMALL = 3  # column of the small charts


def write_timelines(book: Book, timelines: Sequence[Timeline]) -> None:
    """Write the sheet; an archive of one period has no series, and gets the header alone."""
    _TimelineSheet(book, timelines).write()


class _TimelineSheet:
    def __init__(self, book: Book, timelines: Sequence[Timeline]) -> None:
        self._book = book
        self._sheet = book.add(_TITLE)
        self._whole = book.format(num_format=WHOLE)
        self._name = self._sheet.get_name()
        self._series = [(timeline, one) for timeline in timelines for one in timeline.series]
        self._periods = _merge([timeline.periods for timeline in timelines])
        self._first = len(_HEADS)  # column of the first period
        self._keys = _keys([one for _, one in self._series])

    def write(self) -> None:
        sheet = self._sheet
        set_up_print(sheet)
        sheet.repeat_rows(_HEADER)
        sheet.freeze_panes(_HEADER + 1, 2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        widths = [*(head.width for head in _HEADS), *(_PERIOD_WIDTH for _ in self._periods)]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        if self._series:
            self._write_picked()
        self._write_header()
        for at, (_, one) in enumerate(self._series):
            self._write_series(_HEADER + 1 + at, self._keys[at], one)
        last = _HEADER + max(1, len(self._series))
        sheet.autofilter(_HEADER, 0, last, len(widths) - 1)

    def _write_picked(self) -> None:
        """Write what the chart draws: formulas that look up the row that is picked."""
        sheet, bold = self._sheet, self._book.format(bold=True)
        last = _HEADER + len(self._series)
        keys = f"$A${_HEADER + 2}:$A${last + 1}"
        sheet.write_string(_PICK, 0, self._keys[0], self._book.format(bg_color="#E8F5E9", border=1))
        sheet.write_string(_PICK, 1, "← chọn chỉ tiêu ở ô A1 để vẽ | pick an indicator", bold)
        sheet.data_validation(_PICK, 0, _PICK, 0, {"validate": "list", "source": f"={keys}"})
        row = f"MATCH($A$1,{keys},0)"
        line = self._series[0][1].line
        label = f"=INDEX($B${_HEADER + 2}:$B${last + 1},{row})"
        sheet.write_formula(_NAME, 1, label, bold, name_of(line)[:250])
        for at, period in enumerate(self._periods):
            sheet.write_string(_NAME, self._first + at, period, bold)
        for at, period in enumerate(self._periods):
            column = xl_col_to_name(self._first + at)
            found = f"INDEX({column}${_HEADER + 2}:{column}${last + 1},{row})"
            value = self._series[0][1].values.get(period)
            shown = "" if value is None else float(value)
            formula = f'=IF({found}="","",{found})'
            sheet.write_formula(_DRAWN, self._first + at, formula, None, shown)
        self._insert_chart()

    def _insert_chart(self) -> None:
        chart = self._book.book.add_chart({"type": "column"})
        last = self._first + len(self._periods) - 1
        chart.add_series(
            {
                "name": [self._name, _NAME, 1],
                "categories": [self._name, _NAME, self._first, _NAME, last],
                "values": [self._name, _DRAWN, self._first, _DRAWN, last],
                "fill": {"color": "#2F6F9F"},
                "data_labels": {"value": True},
            }
        )
        chart.set_title({"name": [self._name, _NAME, 1], "name_font": {"size": 11}})
        chart.set_legend({"none": True})
        chart.set_size({"width": 900, "height": 270})
        self._sheet.insert_chart(_CHART, 1, chart, {"object_position": 3})

    def _write_header(self) -> None:
        shown = self._book.format(bold=True, bg_color=HEADER_COLOUR, bottom=1, text_wrap=True)
        titles = [*(head.title for head in _HEADS), *self._periods]
        for place, title in enumerate(titles):
            self._sheet.write_string(_HEADER, place, title, shown)

    def _write_series(self, row: int, key: str, one: Series) -> None:
        line, sheet = one.line, self._sheet
        area = (line.scope.province or UNKNOWN, LEVELS[line.scope.level], line.scope.form)
        text = self._book.format(num_format=TEXT)
        told: tuple[CellValue, ...] = (key, name_of(line), unit_of(line), "", one.doubtful, *area)
        for place, cell in enumerate(told):
            if cell != "":
                shown = text if isinstance(cell, str) else self._whole
                write_cell(sheet, row, place, cell, shown)
        for at, period in enumerate(self._periods):
            value = one.values.get(period)
            if value is not None:
                write_cell(sheet, row, self._first + at, value, self._format(value))
        cells = (self._first, self._first + len(self._periods) - 1)
        drawn = ":".join(xl_rowcol_to_cell(row, place) for place in cells)
        sheet.add_sparkline(row, _SMALL, {"range": f"'{self._name}'!{drawn}", "type": "column"})

    def _format(self, value: Decimal) -> Format:
        whole = value == value.to_integral_value()
        return self._whole if whole else self._book.format(num_format=GENERAL)


def _merge(orders: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Put the periods of several forms into one order: by year, then as each form has them."""
    known = dict.fromkeys(period for order in orders for period in order)
    rank = {period: at for order in orders for at, period in enumerate(order)}
    return tuple(sorted(known, key=lambda period: (period[:4], rank[period], period)))


def _keys(series: Sequence[Series]) -> list[str]:
    """Name each series in few letters, no two alike."""
    forms = {one.line.scope.form for one in series}
    areas = {(one.line.scope.province, one.line.scope.level) for one in series}
    keys = []
    for one in series:
        scope = one.line.scope
        told = [one.line.indicator.id, one.line.choice[:60]]
        told += [scope.form] if len(forms) > 1 else []
        told += [scope.province or UNKNOWN, LEVELS[scope.level]] if len(areas) > 1 else []
        keys.append(" ".join(filter(None, told))[:200])
    return keys
