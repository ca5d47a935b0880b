"""What one cell of an .ods file displays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from pipeline.read.office.number_format import print_number_as, print_value
from pipeline.read.office.ods_styles import CELL, OFFICE, TABLE, TEXT, Styles
from pipeline.read.office.sheet_table import UNCOUNTED, Letters
from pipeline.read.office.shown import print_shown

_NUMBERS = frozenset(("float", "percentage", "currency"))
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_BLANKS_LIMIT = 256  # that one element may stand for


def print_cell(cell: Any, style: str, styles: Styles, letters: Letters) -> str:
    """Give the text of a cell.

    Args:
        cell: Its element.
        style: Name of its style, or of that of its row or column.
        styles: All of the file.
        letters: Of the sheet.
    """
    paragraphs = cell.findall(f"{TEXT}p")
    kind = cell.get(f"{OFFICE}value-type", "")
    shown = "\n".join("".join(text for text, _ in _pieces(part, "")) for part in paragraphs)
    if kind in _NUMBERS:
        return _print_number(cell.get(f"{OFFICE}value", ""), shown, told=bool(paragraphs))
    if kind == "date":
        return (
            _print_date(cell.get(f"{OFFICE}date-value", ""), styles.date_shape_of(style)) or shown
        )
    if kind == "time":
        return _print_time(cell.get(f"{OFFICE}time-value", "")) or shown
    if kind == "boolean":
        return str(cell.get(f"{OFFICE}boolean-value", "")).upper()
    if not paragraphs:
        uncounted = cell.get(f"{TABLE}formula") is not None and not kind
        return UNCOUNTED if uncounted else cell.get(f"{OFFICE}string-value", "").strip()
    font = styles.font_of(CELL, style)
    return "\n".join(_print_letters(part, font, styles, letters) for part in paragraphs).strip()


def _print_number(value: str, shown: str, *, told: bool) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return shown.strip()
    return print_shown(shown, number) if told else print_number_as(number, "")


def _print_date(value: str, shape: str) -> str:
    try:
        return print_value(datetime.fromisoformat(value), shape)
    except ValueError:
        return ""


def _print_time(value: str) -> str:
    """Give a time of the day, or a number of hours.

    >>> _print_time("PT08H30M00S"), _print_time("PT30H05M00S")
    ('08:30', '30:05')
    """
    hours, _, rest = value.removeprefix("PT").partition("H")
    minutes = rest.partition("M")[0]
    if not (hours.isdecimal() and minutes.isdecimal()):
        return ""
    length = timedelta(hours=int(hours[:6]), minutes=int(minutes[:6]))
    if length < timedelta(days=1):
        return print_value((datetime.min + length).time(), "")
    return print_value(length, "")


def _print_letters(paragraph: Any, font: str, styles: Styles, letters: Letters) -> str:
    """Give a paragraph in Unicode; words must not be cut where only the size changes."""
    parts: list[tuple[str, str]] = []
    for text, span in _pieces(paragraph, ""):
        name = (styles.font_of("text", span) if span else "") or font
        if parts and parts[-1][0] == name:
            parts[-1] = (name, parts[-1][1] + text)
        else:
            parts.append((name, text))
    return "".join(letters.read(text, name) for name, text in parts)


def _pieces(element: Any, span: str) -> Iterator[tuple[str, str]]:
    """Give the texts of a paragraph, each with the style of letters that it stands in."""
    yield element.text or "", span
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c", 1)), _BLANKS_LIMIT), span
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag], span
        elif isinstance(child.tag, str) and child.tag != f"{OFFICE}annotation":
            yield from _pieces(child, child.get(f"{TEXT}style-name", "") or span)
        yield child.tail or "", span
