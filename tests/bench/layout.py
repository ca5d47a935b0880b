"""Tables in plain text."""

from __future__ import annotations

from collections.abc import Sequence


def print_table(title: str, header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Print a table: the first column to the left, the others to the right.

    >>> print(print_table("Cost", ["page", "s"], [["prose", "1.2"], ["table", "10.0"]]))
    == Cost
    page      s
    prose   1.2
    table  10.0
    """
    rows = [header, *lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    printed = [f"== {title}"]
    for row in rows:
        first, *others = (
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        printed.append("  ".join([first, *others]).rstrip())
    return "\n".join(printed)
