"""Numbers of pages as people write them."""

from __future__ import annotations

from collections.abc import Sequence


def print_ranges(numbers: Sequence[int]) -> str:
    """Print rising numbers, runs of them as ranges.

    >>> print_ranges([1, 2, 3, 5])
    '1-3, 5'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
