"""Values as they come in from a page or a program."""

from __future__ import annotations

from decimal import Decimal

from pipeline.review.refusals import WrongValueError
from pipeline.run.corrections.lines import parse_value

_LONGEST = 24  # digits and signs of a value; no report prints more
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
