"""Scale words behind a figure: `5,2 tỷ đồng` where the indicator counts in triệu đồng.

A report changes from triệu to tỷ in the middle of a paragraph, so a sum of money without a unit
that can be read is never taken for sure. Patterns could not do that: they only say where a figure
stands.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import parse_number

_POWERS = {"thousand": 3, "million": 6, "billion": 9}  # of ten
# What stands behind a figure, folded. "5.234/6.000 triệu đồng" has one unit for both, and an OCR
# of the wrong language prints triệu as trigu or triéu, tỷ as ti or tj, đồng as déng or ding.
_MONEY = re.compile(
    r"(?: ?/ ?[\d.,]+)?[ )]{0,2}"
    r"(?:(?P<thousand>ngh?[ia]n|1[.,]?000)|(?P<million>tri[a-z]{1,3}|tr\.?(?=d)|tr(?![a-z]))"
    r"|(?P<billion>t[yij]))? ?"
    r"(?P<money>d[a-z]{1,3}g|vnd|d)?(?![a-z])"
)
# What a sum over scales goes on with: 3 tỷ 450 triệu 500 nghìn đồng.
_MORE = re.compile(
    r" ?(?:tri[a-z]{1,3}|tr|t[yij]|ngh?[ia]n)(?: ?dong)?,? (?:va )?(?P<value>\d[\d.,]*\d|\d)"
    r"(?= ?(?:tri[a-z]{1,3}|tr(?![a-z])|ngh?[ia]n|dong(?![a-z])))"
)
_PART = re.compile(r"\d ?(?:tri[a-z]{1,3}|t[yij]|ngh?[ia]n) (?:va )?$")
# Of things only whole words count: "tr" begins trẻ, trường hợp.
_THINGS = re.compile(r" ?(?:(?P<thousand>nghin|ngan)|(?P<million>trieu))(?![a-z])")


def scale_figure(value: Decimal, following: str, unit: str) -> tuple[Decimal, bool]:
    """Bring a figure into the unit of its indicator.

    Args:
        value: As printed.
        following: The folded text behind the figure.
        unit: Of the indicator.

    Returns:
        The value, and whether its scale is clear: a sum of money says what it is a sum of.

    >>> scale_figure(Decimal("5.2"), " ty dong, dat", "triệu đồng")
    (Decimal('5200.0'), True)
    >>> scale_figure(Decimal("5.2"), ", dat", "triệu đồng")
    (Decimal('5.2'), False)
    >>> scale_figure(Decimal("45"), " nghin con", "con"), scale_figure(Decimal(3), " ty le", "con")
    ((Decimal('45000'), True), (Decimal('3'), True))
    >>> scale_figure(Decimal(66), "", "lao động")
    (Decimal('66'), True)
    >>> scale_figure(Decimal(3), " ty 450 trieu dong", "triệu đồng")
    (Decimal('3450'), True)
    """
    own = _MONEY.fullmatch(" " + fold(unit).partition("/")[0])
    if own is None:
        found = _THINGS.match(following)
        return (value * 10 ** _power(found), True) if found else (value, True)
    printed = _MONEY.match(following)
    if printed is None or not (printed["money"] or _power(printed)):
        return value, False
    scaled = value * Decimal(10) ** (_power(printed) - _power(own))
    more = _MORE.match(following)
    number = parse_number(more["value"]) if more and not printed["money"] else None
    if more is None or number is None:
        return scaled, True
    rest, clear = scale_figure(number.value, following[more.end() :], unit)
    return scaled + rest, clear and rest < scaled


def goes_on(before: str, following: str) -> bool:
    """Say whether a figure is a part of a sum over scales that begins before it.

    >>> goes_on("dat 3 ty ", " trieu dong"), goes_on("dat ", " ty 450 trieu dong")
    (True, False)
    """
    found = _MONEY.match(following)
    return bool(_PART.search(before)) and found is not None and bool(found[0].strip())


def _power(found: re.Match[str]) -> int:
    words = found.groupdict()
    return next((power for name, power in _POWERS.items() if words.get(name)), 0)
