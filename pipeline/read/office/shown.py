"""A number as its program displayed it, with the marks of Vietnamese print.

An .ods file keeps each number twice: the value, and the text that the cell displayed. The text is
what stands on paper, but which of its marks is the decimal one depends on the computer it was saved
on: 1.234 may be either. The value settles it. Building the text anew from the number styles of the
file, which lost, would repeat all of the formatting of a spreadsheet program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.read.office.number_format import print_number_as

_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(\D)\d{3})(?:\1\d{3})*")
_POWER = re.compile(r"\d[eE][+-]?\d|\d ?/ ?\d")  # and fractions
_SCALES = 4  # a format may leave out up to so many groups of three digits, less one
_HALF = Decimal("0.5000001")  # of the last digit: values are binary
# As `number_format` prints what has no format of its own: spreadsheets compute with 15 digits.
_MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the marks of a number."""

    whole: str
    decimals: str
    grouped: bool

    @property
    def value(self) -> Decimal:
        return Decimal(f"{self.whole}.{self.decimals}" if self.decimals else self.whole)

    def fits(self, value: Decimal) -> bool:
        return abs(self.value - value) <= _HALF.scaleb(-len(self.decimals))

    def print(self) -> str:
        whole = f"{int(self.whole):,}".replace(",", ".") if self.grouped else self.whole
        return f"{whole},{self.decimals}" if self.decimals else whole


def print_shown(text: str, value: Decimal) -> str:
    """Give the text of a cell; where it does not show the value, the plain number.

    Args:
        text: As displayed; empty where the format hides the number.
        value: What the cell holds.

    >>> print_shown("1,234.50 đ", Decimal("1234.5")), print_shown("1.234,50 đ", Decimal("1234.5"))
    ('1.234,50 đ', '1.234,50 đ')
    >>> print_shown("80%", Decimal("0.8")), print_shown("-", Decimal(0))
    ('80%', '-')
    >>> print_shown("1.234", Decimal("1.234")), print_shown("1.23E+05", Decimal(123456))
    ('1,234', '123456')
    """
    printed = " ".join(text.split())
    numbers = list(_NUMBER.finditer(printed))
    if not numbers:
        return printed
    wanted = abs(value).scaleb(2 * printed.count("%"))
    for number in numbers if not _POWER.search(printed) else ():
        reading = _find_reading(number[0], wanted)
        if reading and len(reading.whole.lstrip("0") + reading.decimals) <= _MOST_DIGITS:
            return printed[: number.start()] + reading.print() + printed[number.end() :]
        if reading and not reading.decimals:
            return printed[: number.start()] + reading.print() + printed[number.end() :]
    return print_number_as(value, "")


def _find_reading(number: str, value: Decimal) -> _Reading | None:
    readings = list(_readings(number))
    for scale in range(_SCALES):
        for reading in readings:
            if reading.fits(value.scaleb(-3 * scale)):
                return reading
    return None


def _readings(number: str) -> Iterator[_Reading]:
    marks = re.findall(r"\D", number)
    if not marks:
        yield _Reading(number, "", grouped=False)
        return
    if _GROUPED.fullmatch(number):
        yield _Reading(re.sub(r"\D", "", number), "", grouped=True)
    whole, _, decimals = number.rpartition(marks[-1])
    if marks[-1] in ".," and marks.count(marks[-1]) == 1:
        if whole.isdecimal():
            yield _Reading(whole, decimals, grouped=False)
        elif _GROUPED.fullmatch(whole):
            yield _Reading(re.sub(r"\D", "", whole), decimals, grouped=True)
