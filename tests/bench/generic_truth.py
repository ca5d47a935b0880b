"""What is true of a figure that was read without a form: value, unit and the words for a name.

The cells of the appendix are known by section and code; where the code came out otherwise, by the
name. A unit that came out worn or not at all is no error, another one is. A figure of the prose is
right where the report prints this number between such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from pipeline.model.form import Indicator
from pipeline.model.reading import Method, Reading
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import parse_number
from tests.generator.compose import AppendixRow, InventedReport

_ALIKE = 80  # of 100; names of other rows score below, worn ones of the same row above
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GAP = "…"  # where the figure stands in the name of one of the prose
_AROUND = 70  # letters beside a figure that may be part of its name


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One number of the prose."""

    value: Decimal
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class GenericTruth:
    """All that a report prints, by row and by number."""

    rows: tuple[tuple[str, AppendixRow], ...]  # with the section
    numbers: tuple[PrintedFigure, ...]

    @classmethod
    def of(cls, report: InventedReport) -> GenericTruth:
        """Note what a report prints."""
        return cls(tuple(_rows(report)), tuple(_numbers(report)))

    def is_right(self, indicator: Indicator, reading: Reading) -> bool:
        """Say whether value, unit and name are those of the paper."""
        if reading.method is Method.TABLE:
            return any(
                _printed(row) == reading.value and not self._is_other_unit(row, indicator)
                for row in self._rows_named(indicator)
            )
        return any(_is_number(number, indicator, reading) for number in self.numbers)

    def _is_other_unit(self, row: AppendixRow, indicator: Indicator) -> bool:
        """Say whether a unit is given that is printed, but in other rows; worn ones show."""
        given = fold(indicator.unit)
        others = {fold(other.unit) for _, other in self.rows} - {"", fold(row.unit)}
        return given in others

    def _rows_named(self, indicator: Indicator) -> list[AppendixRow]:
        key = (indicator.section, indicator.code)
        name = indicator.label.rpartition(" > ")[2]
        alike = [(section, row) for section, row in self.rows if _alike(row.label, name)]
        coded = [row for section, row in alike if (section, row.code) == key]
        return coded or [row for _, row in alike]


def _rows(report: InventedReport) -> Iterator[tuple[str, AppendixRow]]:
    section = ""
    for row in report.rows:
        if row.indicator:
            yield section, row
        else:
            section = row.code


def _numbers(report: InventedReport) -> Iterator[PrintedFigure]:
    for row in report.rows:  # a dump shows them as lines of text
        value = _printed(row)
        if value is not None:
            yield PrintedFigure(value, f"{row.code} {row.label} {row.unit}", row.department)
    for paragraph in report.paragraphs:
        text = paragraph.text
        for found in _NUMBER.finditer(text):
            number = parse_number(found.group())
            if number:
                before = text[max(0, found.start() - _AROUND) : found.start()]
                yield PrintedFigure(number.value, before, text[found.end() : found.end() + _AROUND])


def _printed(row: AppendixRow) -> Decimal | None:
    number = parse_number(row.printed.rstrip("%"))
    return number.value if number else None


def _alike(one: str, other: str) -> bool:
    return fuzz.partial_ratio(fold(one), fold(other)) >= _ALIKE


def _is_number(number: PrintedFigure, indicator: Indicator, reading: Reading) -> bool:
    before, _, behind = indicator.label.rpartition(" > ")[2].partition(_GAP)
    if number.value != reading.value:
        return False
    following = fold(number.behind[: len(indicator.unit) + 15])
    if indicator.unit and fuzz.partial_ratio(fold(indicator.unit), following) < _ALIKE:
        return False
    return all(
        not said.strip() or fuzz.partial_ratio(fold(said.strip()), fold(printed)) >= _ALIKE
        for said, printed in ((before, number.before), (behind, number.behind))
    )
