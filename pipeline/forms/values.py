"""Values of TOML to values of the schema, by the types that `pipeline.model.form` writes."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pipeline.model.aggregate import Aggregate
from pipeline.model.finding import Severity
from pipeline.model.form import Example, Kind, Rate


def convert(type_name: str, value: object) -> Any:
    """Turn a value of a file into one of the schema.

    Args:
        type_name: As the dataclass writes it: `tuple[str, ...]`.
        value: As `tomllib` gives it.

    Raises:
        TypeError, ValueError, KeyError: It is none of that type.

    >>> convert("tuple[Decimal, Decimal] | None", [0, 100.5])
    (Decimal('0'), Decimal('100.5'))
    """
    return _CONVERTERS[type_name](value)


def empty(type_name: str) -> Any:
    """Give what stands for a value that is missing or wrong, so that the checks can go on."""
    return _EMPTY.get(type_name)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _figure(value: object) -> Decimal:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    if not math.isfinite(value):
        raise ValueError
    return Decimal(str(value))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


def _bounds(value: object) -> tuple[Decimal, Decimal]:
    if not isinstance(value, list):
        raise TypeError
    low, high = map(_figure, value)
    return low, high


def _rate(value: object) -> Rate:
    if not isinstance(value, dict) or value.keys() != {"part", "whole"}:
        raise TypeError
    return Rate(_text(value["part"]), _text(value["whole"]))


def _examples(value: object) -> tuple[Example, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(Example(_text(item["text"]), _figure(item["value"])) for item in value)


# The types of the schema, as `pipeline.model.form` writes them.
_CONVERTERS: dict[str, Callable[[object], Any]] = {
    "str": _text,
    "bool": _truth,
    "int | None": _whole,
    "tuple[str, ...]": _texts,
    "Kind": lambda value: Kind(_text(value)),
    "Severity": lambda value: Severity(_text(value)),
    "Aggregate | None": lambda value: Aggregate(_text(value)),
    "Rate | None": _rate,
    "tuple[Decimal, Decimal] | None": _bounds,
    "tuple[Example, ...]": _examples,
}
_EMPTY: dict[str, Any] = {
    "str": "",
    "tuple[str, ...]": (),
    "tuple[Example, ...]": (),
    "Kind": Kind.HEADING,
    "Severity": Severity.ERROR,
}
