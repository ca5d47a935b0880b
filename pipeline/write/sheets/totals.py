"""*Tổng hợp*, and *Chưa báo cáo*: what the reports come to, and whose are not there."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.aggregate.absent import Absent
from pipeline.aggregate.scopes import OTHER, Scope
from pipeline.aggregate.totals import TotalLine
from pipeline.model.aggregate import Aggregate
from pipeline.vietnamese.places import Level
from pipeline.write.cell import CellValue
from pipeline.write.sheets.sheet import Book, Head, Table, View

UNKNOWN = "(không rõ)"
LEVELS: dict[str, str] = {
    Level.COMMUNE: "xã",
    Level.DISTRICT: "huyện",
    Level.PROVINCE: "tỉnh",
    OTHER: "khác",
}
_ALL = "(cả tỉnh)"
_HOW = {
    Aggregate.SUM: "cộng",
    Aggregate.LAST: "cộng, cuối kỳ",
    Aggregate.FIRST: "cộng, đầu kỳ",
    Aggregate.UNITS: "cộng các đơn vị",
    Aggregate.RATE: "tính lại từ tử số, mẫu số",
    Aggregate.COUNT: "đếm đơn vị",
    Aggregate.NONE: "",
}
_DOUBTED = "#FFE08A"

_TOTALS = (
    Head("Kỳ", 14, "2024: Q1 + Q2 là các quý cộng lại; chỉ có số cộng được theo kỳ."),
    Head("Tỉnh", 14),
    Head("Huyện", 16, f"{_ALL}: mọi đơn vị của tỉnh."),
    Head("Mã", 14, "Mã chỉ tiêu."),
    Head("Chỉ tiêu", 44),
    Head("Giá trị", 12, "Tỷ lệ tính lại từ tổng tử số và tổng mẫu số, không phải trung bình."),
    Head("Đơn vị tính", 12),
    Head("Có số", 8, "Bao nhiêu đơn vị có số trong giá trị này."),
    Head("Đã báo cáo", 9, "Bao nhiêu đơn vị có báo cáo."),
    Head("Phải báo cáo", 9, "Bao nhiêu đơn vị theo danh mục chính thức hoặc tệp danh-sach."),
    Head("Nghi ngờ", 9, "Bao nhiêu số trong giá trị này cần xem lại trước khi dùng."),
    Head("Thiếu", 8, "Bao nhiêu đơn vị có báo cáo nhưng không thấy số này."),
    Head("Trùng", 8, "Bao nhiêu báo cáo nữa của cùng đơn vị, cùng kỳ; chỉ tính một lần."),
    Head("Cách cộng", 24),
    Head("Cấp", 8, "Cấp của các đơn vị được cộng."),
    Head("Biểu mẫu", 12),
)  # fmt: skip
_VALUE, _DOUBTFUL = 5, 10

_ABSENT = (
    Head("Kỳ", 10),
    Head("Tỉnh", 18),
    Head("Huyện", 22),
    Head("Đơn vị", 26),
    Head("Mã đơn vị", 11),
    Head("Ghi chú", 44),
    Head("Biểu mẫu", 14),
)


def write_totals(book: Book, lines: Iterable[TotalLine]) -> None:
    """Write *Tổng hợp*."""
    table = Table(book, "Tổng hợp", _TOTALS, View(frozen=5, printed=14))
    for line in lines:
        doubted = dict.fromkeys((_VALUE, _DOUBTFUL), _DOUBTED) if line.doubtful else None
        table.write(_total_values(line), doubted)
    table.close()


def name_of(line: TotalLine) -> str:
    """Give the name of what is counted; of a choice with the answer."""
    return f"{line.indicator.label}: {line.choice}" if line.choice else line.indicator.label


def unit_of(line: TotalLine) -> str:
    """Give the unit of a total: of a choice the units that made it."""
    return "đơn vị" if line.choice else line.indicator.unit


def _total_values(line: TotalLine) -> list[CellValue]:
    scope = line.scope
    return [
        scope.period or UNKNOWN,
        scope.province or UNKNOWN,
        _area(scope),
        line.indicator.id,
        name_of(line),
        line.value,
        unit_of(line),
        line.given,
        line.reported,
        line.expected,
        line.doubtful,
        line.missing,
        line.repeated,
        _HOW[line.how],
        LEVELS[scope.level],
        scope.form,
    ]


def _area(scope: Scope) -> str:
    return scope.district or _ALL


def write_absent(book: Book, absent: Iterable[Absent]) -> None:
    """Write *Chưa báo cáo*."""
    table = Table(book, "Chưa báo cáo", _ABSENT, View(frozen=1))
    for one in absent:
        scope, place = one.scope, one.place
        told = f"cả huyện chưa có báo cáo nào: {one.communes} xã" if one.communes else ""
        name = "" if one.communes else place.full
        table.write(
            [scope.period, scope.province, scope.district, name, place.code, told, scope.form]
        )
    table.close()
