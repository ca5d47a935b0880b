"""The figures of a sentence with their sign, and sums that are printed over several scales.

`3 tỷ 450 triệu đồng` is one figure, 3450 triệu đồng. A minus stands at its number, a blank away
from other words; behind a figure it is a dash of a range. A number alone in brackets is negative by
the habit of accountants, and doubted: a sentence has brackets for other things, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.vietnamese.numbers import NUMBER_PATTERN, Number, find_numbers, parse_number

_POWERS = {"tỷ": 9, "tỉ": 9, "triệu": 6, "nghìn": 3, "ngàn": 3}
_STEP = rf"(?:{NUMBER_PATTERN}) (?:tỷ|tỉ|triệu|nghìn|ngàn)"
_COMPOUND = re.compile(
    rf"(?<![\d.,])(?P<steps>{_STEP}(?: {_STEP})*(?: (?:{NUMBER_PATTERN}))?)(?P<money> đồng)?(?!\w)"
)
_PART = re.compile(rf"({NUMBER_PATTERN})(?: (tỷ|tỉ|triệu|nghìn|ngàn))?")
_MINUS = re.compile(r"(?:^|[\s(:])(?P<sign>[-−–])$")
_RANGE_BEFORE = re.compile(r"[\d%] ?[-−–]$")
_UNSIGNED = "dấu âm của số này có thể là gạch nối"
_IN_BRACKETS = "số trong ngoặc đơn có thể là số âm"
_NO_WHOLE = "không rõ dấu của số này là dấu phần nghìn hay dấu thập phân"


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure as a sentence prints it."""

    start: int
    end: int
    value: Decimal
    number: Number
    unit: str = ""  # of a sum over several scales
    doubt: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands, without its sign."""
        return self.start, self.end


def find_amounts(text: str, masked: str) -> list[Amount]:
    """Find the numbers of a paragraph, sums over several scales as one.

    >>> [(str(a.value), a.unit) for a in find_amounts(*["thu 3 tỷ 450 triệu đồng, giảm -3,5%"] * 2)]
    [('3450', 'triệu đồng'), ('-3.5', '')]
    """
    sums = list(_compounds(text))
    found = [
        _signed(text, start, end, number)
        for start, end, number in find_numbers(masked)
        if not any(one.start <= start < one.end for one in sums)
    ]
    return sorted((*sums, *found), key=lambda amount: amount.start)


def doubt_whole(amount: Amount, counted: bool) -> str:
    """Say what is odd about a figure that counts whole things and is printed with decimals."""
    if amount.doubt or not counted or amount.unit:
        return amount.doubt
    return _NO_WHOLE if amount.value != amount.value.to_integral_value() else ""


def _compounds(text: str) -> Iterator[Amount]:
    for found in _COMPOUND.finditer(text):
        parts = [
            (number, _POWERS.get(part[2], 0))
            for part in _PART.finditer(found["steps"])
            if (number := parse_number(part[1]))
        ]
        powers = [power for _, power in parts]
        if len(parts) < 2 or powers != sorted(set(powers), reverse=True):
            continue
        if not powers[-1] and not found["money"]:
            continue
        unit, power = ("triệu", 6) if powers[0] >= 6 else ("nghìn", 3)
        value = sum(number.value * Decimal(10) ** (own - power) for number, own in parts)
        unit = f"{unit} đồng" if found["money"] else unit
        yield Amount(*found.span(), Decimal(value), parts[0][0], unit)


def _signed(text: str, start: int, end: int, number: Number) -> Amount:
    before = text[max(0, start - 4) : start]
    sign = _MINUS.search(before)
    # The sign of a list stands at the beginning of a paragraph.
    if sign and start > 1 and not _RANGE_BEFORE.search(before):
        doubt = _UNSIGNED if sign["sign"] == "–" else ""
        return Amount(start, end, -number.value, number, doubt=doubt)
    if before.endswith("(") and text[end : end + 1] == ")":
        return Amount(start, end, -number.value, number, doubt=_IN_BRACKETS)
    return Amount(start, end, number.value, number)
