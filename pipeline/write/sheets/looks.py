"""*Cần xem*: what a person should look at, the most harmful first, with a column for the answer."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.write.cell import CellValue, plain_text
from pipeline.write.sheets.figures import COLOURS, Key, Shown
from pipeline.write.sheets.sheet import ROWS, Book, Head, Link, Table, View
from pipeline.write.titles import STATUS_NAMES

TITLE = "Cần xem"
ANSWER = "Giá trị đúng"
_HEADS = (
    Head("Mức độ", 17, "Đứng trước: việc có hại nhất nếu sai.", wrap=True),
    Head("Chỉ tiêu", 36, "label", wrap=True),
    Head("Giá trị", 11, "value: số máy cho là đúng nhất."),
    Head(
        ANSWER,
        13,
        "Gõ số đúng vào đây rồi chạy lại lệnh extract: số được giữ thành số đã sửa. Gõ lại đúng số "
        "của máy nghĩa là đã xem và đúng; gõ chữ trống nghĩa là trên giấy không in số.",
    ),
    Head("Các số đọc được", 18, "Các lần đọc và các chỗ khác trong báo cáo nói về chỉ tiêu này.",
         wrap=True),
    Head("Hình", 34, "Ô ấy trên trang giấy."),
    Head("Vì sao", 40, "", wrap=True),
    Head("Trạng thái", 20, "status"),
    Head("Đơn vị", 17, "place"),
    Head("Huyện", 16, "district"),
    Head("Tỉnh", 14, "province"),
    Head("Kỳ", 9, "period"),
    Head("Đơn vị tính", 14, "unit"),
    Head("Báo cáo", 28, "report"),
    Head("Mã chỉ tiêu", 16, "indicator"),
    Head("Trang", 7, "page"),
    Head("Dòng", 14, "Bấm để đến dòng ấy ở bảng Số liệu."),
)  # fmt: skip
_PRINTED = 7
_VALUE, _ANSWER, _PICTURE, _LINK = 2, 3, 5, 16
_HEIGHT, _PICTURE_HEIGHT = 32.0, 48.0  # points of a row
_LINE_HEIGHT, _LINE_LETTERS, _MOST_LINES = 15.0, 38, 8  # of a text: points, letters, lines
_LINKS = 60_000  # of one sheet; the format allows 65,530
_ANSWER_COLOUR = "#E8F5E9"
_PIXELS = (238, 60)  # that a picture may take: the width of its column, the height of its row


@dataclass(frozen=True, slots=True)
class ToLook:
    """One row to look at."""

    report: str
    indicator: str
    harm: str  # in Vietnamese
    why: str
    readings: str
    picture: bytes = b""  # PNG; empty: there is none
    size: tuple[int, int] = (0, 0)  # of the picture, in pixels


class Looks:
    """The sheet; opened first, so that it is the first, and filled when all rows have a place."""

    def __init__(self, book: Book, looks: Sequence[ToLook]) -> None:
        self._book, self._looks = book, looks
        self._tables = [
            Table(book, TITLE, _HEADS, View(frozen=2, printed=_PRINTED, lined=True))
            for _ in range(0, max(len(looks), 1), ROWS - 1)
        ]

    def fill(self, shown: Mapping[Key, Shown]) -> None:
        """Write all rows."""
        for number, table in enumerate(self._tables):
            first = number * (ROWS - 1)
            for at, look in enumerate(self._looks[first : first + ROWS - 1]):
                found = shown.get((look.report, look.indicator))
                if found:
                    self._write(table, look, found, linked=at < _LINKS)
            table.close()

    def _write(self, table: Table, look: ToLook, shown: Shown, *, linked: bool) -> None:
        line = table.line
        table.sheet.set_row(line, _height(look))
        colours = {_VALUE: COLOURS[shown.row.status], _ANSWER: _ANSWER_COLOUR}
        told = f"{shown.sheet}!{shown.line}"
        link = Link(_LINK, f"internal:'{shown.sheet}'!A{shown.line}", told) if linked else None
        table.write(_values(look, shown, "" if linked else told), colours, link)
        if look.picture:
            _insert(table, line, look)


def _height(look: ToLook) -> float:
    """Give the height of a row in points: that of its picture, or of its longest text."""
    lines = min(-(-len(look.why) // _LINE_LETTERS), _MOST_LINES)
    return max(_PICTURE_HEIGHT if look.picture else _HEIGHT, lines * _LINE_HEIGHT)


def _insert(table: Table, line: int, look: ToLook) -> None:
    width, height = look.size
    scale = min(_PIXELS[0] / max(width, 1), _PIXELS[1] / max(height, 1), 1.0)
    table.sheet.insert_image(
        line,
        _PICTURE,
        f"{line}.png",
        {
            "image_data": io.BytesIO(look.picture),
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": 2,
            "y_offset": 2,
            "object_position": 1,  # goes along when rows are sorted or filtered
            "description": plain_text(_describe(look)),
        },
    )


def _describe(look: ToLook) -> str:
    """Say what a picture shows, for those who cannot see it."""
    return f"{look.indicator}: {look.readings}"[:200]


def _values(look: ToLook, shown: Shown, told: str) -> list[CellValue]:
    row = shown.row
    name = row.label or row.indicator
    return [
        *(look.harm, name, row.value, None, look.readings, None, look.why),
        *(STATUS_NAMES[row.status], row.place, shown.district, shown.province, row.period),
        *(row.unit, row.report, row.indicator, row.page, told),
    ]
