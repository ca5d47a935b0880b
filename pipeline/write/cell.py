"""One value as it stands in a cell: harmless text, plain numbers.

Text of a report is anybody's text. A spreadsheet runs what starts with one of a few signs, so such
text gets an apostrophe in front; it is the mark that spreadsheets themselves use for "this is
text". Numbers come as `Decimal`, `int` or `float`, never as text, and stay numbers.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from pipeline.vietnamese.numbers import print_number

CellValue = str | int | float | Decimal | date | None

# Some spreadsheets skip blanks and invisible signs before they look for the sign. The wide forms
# are formula signs where the system is set to Japanese or Chinese.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|\t")
_NEUTRALISED = re.compile(rf"'(?={_FORMULA.pattern})")
_LINE_END = re.compile(r"\r\n?")
_NO_TEXT = frozenset({"Cc", "Cs"})  # control characters; halves of surrogate pairs
_KEPT = frozenset("\n\t")
_REPLACEMENT = "\ufffd"


def plain_text(text: str) -> str:
    r"""Drop what no file should carry: control characters (line feed and tab stay), half letters.

    A name that is not UTF-8 reaches us with halves of surrogate pairs; they become U+FFFD, as
    `reports.csv` could not be written otherwise.

    >>> plain_text("376\x07 h\x1b[31mồ\r\nsơ")
    '376 h[31mồ\nsơ'
    >>> plain_text("b\udce1o cáo.pdf") == "b\ufffdo cáo.pdf"
    True
    """
    if text.isprintable():
        return text
    return "".join(map(_plain_letter, _LINE_END.sub("\n", text)))


def _plain_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in _KEPT or category not in _NO_TEXT:
        return letter if letter not in "\ufffe\uffff" else ""
    return _REPLACEMENT if category == "Cs" else ""


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet could take for a formula.

    >>> neutralise("=1+1"), neutralise("  @x"), neutralise("- Số hộ"), neutralise("1-2")
    ("'=1+1", "'  @x", "'- Số hộ", '1-2')
    """
    plain = plain_text(text)
    return "'" + plain if _FORMULA.match(plain) else plain


def restore(text: str) -> str:
    """Take off again what `neutralise` put on; for those who read our files back.

    >>> restore(neutralise("=1+1")), restore("'tis")
    ('=1+1', "'tis")
    """
    return _NEUTRALISED.sub("", text, count=1) if text.startswith("'") else text


def print_cell(value: CellValue) -> str:
    """Print a value for a CSV: dot before decimals, no grouping, ISO dates, nothing for None.

    A float is a measure (points, seconds) and gets one decimal; figures of reports are `Decimal`.

    >>> [print_cell(value) for value in (Decimal("-17465.50"), 72.04, 3, None, "-17465")]
    ['-17465.5', '72.0', '3', '', "'-17465"]
    >>> print_cell(date(2024, 9, 15)), print_cell(-0.01)
    ('2024-09-15', '0.0')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralise(value)
    if isinstance(value, Decimal):
        return print_number(value)
    if isinstance(value, float):
        return f"{round(value, 1) + 0.0:.1f}"
    return value.isoformat() if isinstance(value, date) else str(value)
