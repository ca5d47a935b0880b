"""Numbers as Vietnamese reports print them.

The dot groups thousands and the comma is the decimal mark: 17.465 is seventeen thousand, 99,8 is
99.8. Some spreadsheets print 12.5: a last group that is not three digits long can only be
decimals. `1,234` stays 1.234 by the rule, but a scan that swaps the marks (measured: "80,4" read
as "80.4") makes either reading possible; `Number.other` then keeps the second one for the judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# One figure: groups of digits joined by dots, commas or (for thousands only) single blanks.
NUMBER_PATTERN = r"\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?(?![\d])|\d+(?:[.,]\d+)*"

_NUMBER = re.compile(NUMBER_PATTERN)
_GROUPED = re.compile(r"\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_DIGIT_FOR_LOOK_ALIKE = str.maketrans("OoCcDQIliL|!SsZzB", "00000011111155228")
_WORD_EDGES = re.compile(r"^\D+|\D+$")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number."""

    value: Decimal
    other: Decimal | None = None  # the value if its one mark means the other thing


def parse_number(text: str) -> Number | None:
    """Read a text that is one number, with or without a % sign; None if it is anything else.

    >>> parse_number("17.465").value, parse_number("99,8%").value, parse_number("01").value
    (Decimal('17465'), Decimal('99.8'), Decimal('1'))
    >>> parse_number("12.5").value, parse_number("1.234.567,5").value, parse_number("17 465").value
    (Decimal('12.5'), Decimal('1234567.5'), Decimal('17465'))
    >>> parse_number("17.465").other, parse_number("1,234").other
    (Decimal('17.465'), Decimal('1234'))
    >>> parse_number("15/6"), parse_number("-"), parse_number("1.2.3"), parse_number("٣")
    (None, None, None, None)
    """
    printed = text.strip().removesuffix("%").rstrip()
    if not printed.isascii():
        printed = printed.replace("\u00a0", " ")
    if not printed.isascii():
        return None
    if _GROUPED.fullmatch(printed):
        return _parse_grouped(printed)
    if _PLAIN.fullmatch(printed):
        value = Decimal(printed.replace(",", "."))
        whole, mark, decimals = printed.partition(",")
        looks_grouped = mark and len(decimals) == 3 and len(whole) <= 3 and whole != "0"
        return Number(value, Decimal(whole + decimals) if looks_grouped else None)
    return None


def spell_digits(text: str) -> str:
    """Give a text with the letters and signs that readers take digits for as these digits.

    Only for comparing: where one reader gave a number and another one its look-alike, the number
    was right 36 times of 36 (143 cells that two readers saw differently, seed 211). Letters that
    stand for several digits (G, g, A) are left as they are.

    >>> spell_digits("Ol"), spell_digits("1S"), spell_digits("C4"), spell_digits("99,8%")
    ('01', '15', '04', '99,8%')
    """
    return text.translate(_DIGIT_FOR_LOOK_ALIKE)


def same_number(one: str, other: str) -> bool:
    """Say whether two readings are the same number, one of them perhaps in look-alikes.

    >>> same_number("01", "ol"), same_number("99,8%", "99.8%"), same_number("Ol", "Ol")
    (True, True, False)
    """
    numbers = parse_number(one), parse_number(other)
    if numbers == (None, None):
        return False
    values = [
        parse_number(spell_digits(text)) if number is None else number
        for text, number in zip((one, other), numbers, strict=True)
    ]
    return all(values) and len({number.value for number in values if number}) == 1


def same_figures(one: str, other: str) -> bool:
    """Say whether two readings of a word hold the same numbers.

    >>> same_figures("(04/10),", "4/10"), same_figures("99,8%", "99.8%")
    (True, True)
    >>> same_figures("95", "05"), same_figures("04/:0", "04/10"), same_figures("72,5", "725")
    (False, False, False)
    """
    return _figures_of(one) == _figures_of(other)


def _figures_of(text: str) -> list[str]:
    parts = _WORD_EDGES.sub("", text).split("/")
    numbers = [parse_number(part) for part in parts]
    return [
        part if number is None else str(number.value.normalize())
        for part, number in zip(parts, numbers, strict=True)
    ]


def _parse_grouped(printed: str) -> Number:
    # 1,234,567.5 is the English habit; with two groups or more it cannot mean anything else.
    decimal_mark = "." if printed.count(",") >= 2 else ","
    whole, _, decimals = printed.partition(decimal_mark)
    groups = re.split(r"[., \u00a0]", whole)
    value = Decimal("".join(groups) + ("." + decimals if decimals else ""))
    one_dot = len(groups) == 2 and "." in whole and not decimals
    return Number(value, Decimal(".".join(groups)) if one_dot else None)


def find_numbers(text: str) -> list[tuple[int, int, Number]]:
    """Find all figures in a text, as (start, end, number); pieces of dates and symbols too.

    >>> [(start, end, str(n.value)) for start, end, n in find_numbers("có 17 465 hộ, 99,8%")]
    [(3, 9, '17465'), (14, 18, '99.8')]
    """
    found = []
    for match in _NUMBER.finditer(text):
        number = parse_number(match.group())
        if number:
            found.append((match.start(), match.end(), number))
    return found


def print_number(value: Decimal) -> str:
    """Print a number for a CSV: a dot before decimals, no grouping, no exponent, no idle zeros.

    >>> print_number(Decimal("100")), print_number(Decimal("99.80")), print_number(Decimal("1E+3"))
    ('100', '99.8', '1000')
    """
    printed = format(value, "f")
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return printed
