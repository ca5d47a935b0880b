"""What one slip of a reader can make of a printed figure."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.vietnamese.numbers import print_number


def swap_digit(figure: Decimal) -> tuple[Decimal, ...]:
    """Give the figures that differ in one digit; the number of decimals stays.

    >>> swap_digit(Decimal(9))[:3], len(swap_digit(Decimal(376)))
    ((Decimal('0'), Decimal('1'), Decimal('2')), 27)
    """
    printed = format(figure, "f")
    return tuple(
        Decimal(printed[:place] + digit + printed[place + 1 :])
        for place, old in enumerate(printed)
        if old.isdigit()
        for digit in "0123456789"
        if digit != old
    )


def swap_repeated(figure: Decimal) -> tuple[Decimal, ...]:
    """Give the figures in which equal neighbours were other digits, each of them the same.

    A reader that takes one 2 for a 9 takes the 2 beside it for one, too.

    >>> Decimal(22) in swap_repeated(Decimal(99)), swap_repeated(Decimal(191))
    (True, ())
    """
    printed = format(figure, "f")
    return tuple(
        Decimal(printed[: run.start()] + digit * len(run[0]) + printed[run.end() :])
        for run in re.finditer(r"(\d)\1+", printed)
        for digit in "0123456789"
        if digit != run[1]
    )


def lose_digit(figure: Decimal) -> tuple[Decimal, ...]:
    """Give the figures with one digit too few.

    >>> lose_digit(Decimal(99)), lose_digit(Decimal(7))
    ((Decimal('9'),), ())
    """
    printed = print_number(figure)
    shorter = (printed[:place] + printed[place + 1 :] for place in range(len(printed)))
    kept = (text for text in shorter if text and text[0] != "." and text[-1] != ".")
    return tuple(dict.fromkeys(Decimal(text) for text in kept))


def double_digit(figure: Decimal) -> tuple[Decimal, ...]:
    """Give the figures with one digit twice, as narrow columns lose them: 2 was 22.

    >>> double_digit(Decimal(2)), double_digit(Decimal(13))
    ((Decimal('22'),), (Decimal('113'), Decimal('133')))
    """
    printed = print_number(figure)
    doubled = (printed[: place + 1] + printed[place:] for place in range(len(printed)))
    return tuple(dict.fromkeys(Decimal(text) for text in doubled if ".." not in text))
