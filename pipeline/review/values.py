"""Values as they come in from a page or a program."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.review.refusals import WrongValueError
from pipeline.run.corrections.lines import parse_value

_LONGEST = 24  # digits and signs of a value; no report prints more
# "2.147,9" and "1.234.567" can mean one thing; "2.150" is two thousand here, two elsewhere.
_GROUPED = re.compile(r"([-+]?\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?")
_NO_NUMBER = WrongValueError("Đây không phải một số.", "This is no number.")


def read_value(given: object) -> Decimal | None:
    """Read a value as JSON or a person gives it: a number, text, or nothing.

    Raises:
        WrongValueError: It is no number.

    >>> read_value("17465,5"), read_value(7), read_value(None)
    (Decimal('17465.5'), Decimal('7'), None)
    """
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float | str | Decimal):
        raise _NO_NUMBER
    text = str(given).strip()
    value = parse_value(text) if len(text) <= _LONGEST else None
    if value is None and not text:
        return None
    if value is None or not value.is_finite() or len(format(value, "f")) > _LONGEST:
        raise _NO_NUMBER
    return value


def read_typed(given: object) -> Decimal | None:
    """Read a value that a person typed, or that a program gives as a number.

    Raises:
        WrongValueError: It is no number, or may be two.

    >>> read_typed("2.147,9"), read_typed("1.234.567"), read_typed("98.67"), read_typed(2.15)
    (Decimal('2147.9'), Decimal('1234567'), Decimal('98.67'), Decimal('2.15'))
    """
    found = _GROUPED.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        return read_value(given)
    groups, mark, decimals = found.groups()
    bare = groups.replace(mark, "")
    if decimals is None and groups.count(mark) == 1 and not bare.lstrip("-+").startswith("0"):
        split = groups.replace(mark, ",")
        raise WrongValueError(
            f"Không rõ là {bare} hay {split}: hãy gõ {bare}, hoặc {split}0.",
            f"It may be {bare} or {split}: type {bare}, or {split}0.",
        )
    if bare.lstrip("-+").startswith("0"):
        return read_value(given)
    return read_value(f"{bare}.{decimals}" if decimals else bare)
