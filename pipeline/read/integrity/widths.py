"""Widths of letters: what a PDF file says of them beside what its fonts say.

The widths in the file place all letters, so a digit of one that is damaged tears words apart, and
nothing else shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.read.integrity.values import Value

# Thousandths of the size; programs round or cut off. None of 160 fonts of real files differed more.
_TOLERANCE = 2.5
_FEW, _FEW_SHARE = 3, 0.1  # widths of a font, and their share
_LETTERS_LIMIT = 0xFFFF


def fits_any(widths: Sequence[Value], advances: NDArray[np.float64], missing: Value) -> bool:
    """Say whether the widths of a font of single bytes are widths of its letters.

    Args:
        widths: As values.
        advances: Of all letters.
        missing: The width of those that are not there.
    """
    told = np.array([one for one in widths if one and one != missing], dtype=np.float64)
    known = np.sort(advances)
    place = np.searchsorted(known, told)
    above, below = known[place.clip(0, len(known) - 1)], known[(place - 1).clip(0)]
    return _fits(np.minimum(abs(above - told), abs(below - told)))


def fits_each(widths: Sequence[Value], advances: NDArray[np.float64] | None) -> bool:
    """Say whether a list of widths is one, and each of it that of its letter.

    Args:
        widths: `first [width ...]` and `first last width` one after the other, as values.
        advances: By the number of the letter; None: not known.
    """
    try:
        pairs = list(_pairs(widths))
    except (TypeError, ValueError, IndexError):
        return False
    if any(not 0 <= number <= _LETTERS_LIMIT for number, _ in pairs):
        return False
    if advances is None or not pairs:
        return True
    numbers, told = np.array(pairs).T
    return _fits(abs(advances[numbers.astype(int).clip(0, len(advances) - 1)] - told))


def _fits(differences: NDArray[np.float64]) -> bool:
    """Damage touches a few; where many differ, a program counts otherwise."""
    differing = int((differences > _TOLERANCE).sum())
    return not 0 < differing <= max(_FEW, _FEW_SHARE * len(differences))


def _pairs(widths: Sequence[Value]) -> Iterator[tuple[int, float]]:
    place = 0
    while place < len(widths):
        first, second = int(widths[place]), widths[place + 1]
        if isinstance(second, list):
            yield from ((first + n, float(width)) for n, width in enumerate(second))
            place += 2
        else:
            last, width = min(int(second), _LETTERS_LIMIT), float(widths[place + 2])
            if last < first:
                raise ValueError(last)
            yield from ((number, width) for number in range(first, last + 1))
            place += 3
