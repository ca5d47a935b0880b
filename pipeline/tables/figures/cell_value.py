"""The figure in a value cell, from what its readers saw.

Two unlike readers that give the same number were right 508 times of 508 (lab, cells of worn
scans); `eng` and `vie` are the same engine and share their mistakes, so they do not count as
unlike. One reader alone was wrong in 3 to 25 of 100 cells: such a value is never more than weak.
Where both differ PP-OCR is the better one (130 of 143 against 6), and its value is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.model.form import Indicator, Kind
from pipeline.model.page import Cell, CellReading, PageKind
from pipeline.model.reading import Doubt, Support
from pipeline.vietnamese.numbers import Number, parse_number, print_number, spell_digits

# What a page prints for "nothing to report", and what readers make of that dash.
DASHES = frozenset("-–—−_一~")
# Specks and rules that readers put at the edges of a figure.
_EDGES = " \t\n.,;:'`\"|_-–—~*"
_AGAIN = "eng-large"
_ENGINES = dict.fromkeys(("eng", "vie", _AGAIN), "tesseract")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with what stands behind it, before it is tied to its row."""

    value: Decimal | None
    support: Support
    reason: str = ""  # in Vietnamese; why it is weak or disputed
    alternatives: tuple[str, ...] = ()  # what else was read
    destroyed: bool = False  # something is printed where the value belongs, and it is no number
    doubt: Doubt = Doubt.ROW


def read_cell(cell: Cell, row: Indicator, kind: PageKind = PageKind.DIGITAL) -> Figure:
    """Give the figure of one value cell.

    Args:
        cell: With the readings of unlike readers on scans; without readings on digital pages.
        row: Says whether a mark before three digits can be a decimal mark.
        kind: Of the page; on a digital one the text is the file's own.

    >>> count = Indicator("VI.1.1", "Kế hoạch", Kind.COUNT)
    >>> read_cell(Cell(0, 3, "17.465"), count).value
    Decimal('17465')
    >>> both = (CellReading("pp-ocr", "22"), CellReading("eng", "99"))
    >>> read_cell(Cell(0, 3, "", readings=both), count, PageKind.SCAN).support
    <Support.DISPUTED: 'disputed'>
    """
    if not cell.ink:
        return Figure(None, Support.SINGLE)
    if kind is PageKind.DIGITAL:
        return _read_layer(cell.text, row)
    return _weigh_readers(cell.readings, row)


def _read_layer(text: str, row: Indicator) -> Figure:
    if is_dash(text):
        return Figure(None, Support.LAYER)
    if not text.strip():
        return Figure(None, Support.WEAK, "trong ô có hình vẽ, không có chữ để đọc")
    number = parse_figure(text)
    if number is None:
        return Figure(None, Support.WEAK, f"ô số liệu ghi “{_short(text)}”, không phải một số")
    return _settled(number, row, Support.LAYER)


def _settled(number: Number, row: Indicator, support: Support) -> Figure:
    """Give a value, weak where its one mark may mean thousands and may mean decimals.

    `1,100` million dong is 1.1 by the rule; typists who follow the English habit mean 1100, and
    both readers took a worn `1.100` for it once (177 crops). Arithmetic may settle it later.
    """
    value = settle_mark(number, row)
    if row.kind is Kind.AMOUNT and number.other is not None and value < number.other:
        reason = "dấu phẩy trước ba chữ số: phần thập phân hay hàng nghìn"
        return Figure(value, Support.WEAK, reason, (print_number(number.other),))
    return Figure(value, support)


def _weigh_readers(readings: Sequence[CellReading], row: Indicator) -> Figure:
    if readings and all(is_dash(reading.text) for reading in readings):
        return Figure(None, Support.AGREED)
    seen = tuple(f"{reading.reader}: {_short(reading.text)}" for reading in readings)
    numbers = _numbers_of(readings)
    values = {name: settle_mark(number, row) for name, number in numbers.items()}
    if not values:
        return Figure(None, Support.WEAK, "trong ô có mực nhưng không đọc được số", seen)
    best = "pp-ocr" if "pp-ocr" in values else next(iter(values))
    value = values[best]
    for_it = {name for name in values if values[name] == value}
    against = values.keys() - for_it
    for_it |= {name for name, other in _look_alikes_of(readings, row) if other == value}
    if len({_ENGINES.get(name, name) for name in for_it}) > 1:
        # What Tesseract took for something else at first, and sees so only enlarged, is less sure.
        if _AGAIN in for_it and "eng" not in for_it:
            figure = _settled(numbers[best], row, Support.SETTLED)
            return replace(figure, alternatives=(*figure.alternatives, *seen))
        return _settled(numbers[best], row, Support.AGREED)
    if against:
        return Figure(value, Support.DISPUTED, "hai máy đọc khác nhau", seen)
    return Figure(value, Support.WEAK, "chỉ một máy đọc được số trong ô", seen)


def _numbers_of(readings: Sequence[CellReading]) -> dict[str, Number]:
    return {
        reading.reader: number
        for reading in readings
        if (number := parse_figure(reading.text)) is not None
    }


def _look_alikes_of(readings: Sequence[CellReading], row: Indicator) -> list[tuple[str, Decimal]]:
    """What texts that are no numbers would be if letters are taken for the digits they look like.

    It backs what another reader read as a number, and never gives a value of its own.
    """
    return [
        (reading.reader, settle_mark(number, row))
        for reading in readings
        if parse_figure(reading.text) is None
        if (number := parse_figure(spell_digits(reading.text))) is not None
    ]


def parse_figure(text: str) -> Number | None:
    """Read a cell's text as one number, without the specks around it.

    >>> parse_figure(" '376. ").value, parse_figure("100 %").value, parse_figure("866/964")
    (Decimal('376'), Decimal('100'), None)
    """
    return parse_number(" ".join(text.split()).strip(_EDGES))


def settle_mark(number: Number, row: Indicator) -> Decimal:
    """Choose between the two meanings of one mark before three digits by the kind of the row.

    >>> settle_mark(parse_number("1,234"), Indicator("a", "A", Kind.COUNT))
    Decimal('1234')
    """
    value, other = number.value, number.other
    if other is None:
        return value
    if row.kind is Kind.COUNT and value != value.to_integral_value():
        return other
    if row.kind is Kind.PERCENT and value > 100 >= other:
        return other
    return value


def is_dash(text: str) -> bool:
    """Say whether a text is one printed dash."""
    bare = text.strip()
    return bool(bare) and len(bare) <= 3 and set(bare) <= DASHES


def _short(text: str) -> str:
    return " ".join(text.split())[:40]
