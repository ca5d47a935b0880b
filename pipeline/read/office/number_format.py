"""Values of a sheet as its cells show them, with the marks of Vietnamese print.

The number format decides how many decimals and which signs are printed: 0.8 in the format `0%` is
80%, and 1234.5 in `#,##0.0` is 1.234,5. What a format hides (`;;;`) is hidden here too. Fractions,
powers of ten and formats with several groups of digits fall back to the plain number; conditions
in brackets and `showZeros` of the sheet are not followed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

_GENERAL = "General"
# Excel shows as many digits of what is computed: 1/3 is 0,3333333333.
_SHOWN = Context(prec=10, rounding=ROUND_HALF_UP)
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?       # "hồ sơ"
    | \\(?P<escaped>.)         # \-
    | _. | \*.                 # a gap as wide as a sign; a sign that fills the cell
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[[^\]]*\]               # colours, conditions, languages
    | (?P<digits>[#0?](?:[#0?,]*)(?:\.[#0?,]*)?|\.[#0?]+)
    | (?P<power>E[+-]|/)
    | (?P<end>;)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Section(NamedTuple):
    """How numbers of one sign are printed."""

    before: str
    digits: str  # "#,##0.00"; empty: no digits are shown
    behind: str
    plain: bool = False  # the number as it is


def print_value(value: object, shape: str) -> str:
    """Give a value of a cell as it is shown.

    Args:
        value: As openpyxl gives it; texts come out as they are.
        shape: The number format of the cell.

    >>> print_value(0.8, "0%"), print_value(1234.5, "#,##0.0"), print_value(1234.5, "General")
    ('80%', '1.234,5', '1234,5')
    >>> print_value(date(2024, 9, 1), "dd/mm/yyyy"), print_value(0, "0;-0;;@"), print_value(7, "00")
    ('01/09/2024', '', '07')
    >>> print_value(0, "#,###"), print_value(0, "#,##0")
    ('', '0')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float | Decimal):
        return print_number_as(Decimal(repr(value) if isinstance(value, float) else value), shape)
    if isinstance(value, date | time | timedelta):
        return _print_date(value, shape)
    return str(value)


def print_number_as(value: Decimal, shape: str) -> str:
    """Give a number in a number format.

    >>> print_number_as(Decimal("-1234567"), '#,##0 "đồng";(#,##0)')
    '(1.234.567)'
    >>> print_number_as(Decimal(0), '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)')
    '-'
    """
    if not value.is_finite():
        return str(value)
    sections = _read_shape(shape)
    section, sign = sections[0], "-" if value < 0 else ""
    if value < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    if section.plain:
        return sign + _print_plain(abs(value))
    if not section.digits:
        return (section.before + section.behind).strip()
    percents = (section.before + section.behind).count("%")
    printed = _print_digits(abs(value).scaleb(2 * percents), section.digits)
    if not any(digit in "123456789" for digit in printed):
        sign = ""  # -0,3 without decimals is 0
    return f"{sign}{section.before}{printed}{section.behind}".strip()


@lru_cache(maxsize=1000)
def _read_shape(shape: str) -> tuple[_Section, ...]:
    """Divide a format into its sections: positive, negative, zero; that of texts is left out."""
    if shape in ("", _GENERAL, "@"):
        return (_Section("", "", "", plain=True),)
    sections: list[_Section] = []
    before, digits, behind = "", "", ""
    plain = False
    for token in _TOKEN.finditer(shape):
        kind = token.lastgroup or ""
        if kind == "end":
            sections.append(_Section(before, digits, behind, plain))
            before, digits, behind, plain = "", "", "", False
        elif kind == "digits":
            # The second group of digits: 00-00, or # ##0.
            plain, digits = plain or bool(digits.strip("?")), token["digits"]
        elif kind == "power" or (kind == "sign" and _is_general(shape, token.start())):
            plain = True
        elif kind:
            before, behind = _put(token[kind], before, digits, behind)
    sections.append(_Section(before, digits, behind, plain))
    return tuple(_mend(section) for section in sections[:3])


def _put(text: str, before: str, digits: str, behind: str) -> tuple[str, str]:
    return (before, behind + text) if digits else (before + text, behind)


def _mend(section: _Section) -> _Section:
    """`??` alone keeps room for digits that are not there: "-"?? prints a dash."""
    return section._replace(digits="") if not section.digits.strip("?") else section


def _is_general(shape: str, start: int) -> bool:
    return shape.startswith(_GENERAL, start)


def _print_plain(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    rounded = value if whole else _SHOWN.plus(value)
    printed = format(rounded, "f")
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return printed.replace(".", ",")


def _print_digits(value: Decimal, digits: str) -> str:
    whole, _, decimals = digits.partition(".")
    grouped = "," in whole.rstrip(",")
    thousands = len(whole) - len(whole.rstrip(","))
    places = [sign for sign in decimals if sign != ","]
    least = len(places) - next((n for n, sign in enumerate(reversed(places)) if sign == "0"), 10**9)
    scaled = value.scaleb(-3 * (thousands + decimals.count(",")))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    integer, _, fraction = format(rounded, "f").partition(".")
    while fraction.endswith("0") and len(fraction) > max(least, 0):
        fraction = fraction[:-1]
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if grouped and integer:
        integer = f"{int(integer or 0):,}".replace(",", ".").rjust(whole.count("0"), "0")
    if not integer and not fraction:
        return "0" if "?" in whole else ""  # `#,###` shows no zero
    return integer + ("," + fraction if fraction else "")


def _print_date(value: date | time | timedelta, shape: str) -> str:
    """Give a date as Vietnam writes it, with as much of it as the format shows."""
    if isinstance(value, timedelta):
        hours, seconds = divmod(int(value.total_seconds()), 3600)
        return f"{hours}:{seconds // 60:02d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shape).lower()
    day = "" if "d" not in letters and ("y" in letters or "m" in letters) else f"{value:%d}/"
    month = "" if not day and "m" not in letters else f"{value:%m}/"
    clock = f" {value:%H:%M}" if isinstance(value, datetime) and "h" in letters else ""
    return f"{day}{month}{value.year:04d}{clock}"
