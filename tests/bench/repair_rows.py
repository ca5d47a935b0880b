"""Rows of the table of the repair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tests.bench.layout import print_table
from tests.bench.paper import Share

_HEADER = ["what", "before", "ours", "", "bar", "pyvi", "underthesea"]


class Verdict(NamedTuple):
    """How a figure stands to its bar."""

    bar: str = ""
    missed: bool = False


_NO_BAR = Verdict()


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure may be at most, or must be at least."""

    most: float | None = None
    least: float | None = None

    def __call__(self, value: float) -> Verdict:
        """Judge a figure.

        >>> Bar(most=2.2)(2.3), Bar(least=99.2)(99.2)
        (Verdict(bar='<=2.2', missed=True), Verdict(bar='>=99.2', missed=False))
        """
        if self.most is not None:
            return Verdict(f"<={self.most:g}", value > self.most)
        if self.least is not None:
            return Verdict(f">={self.least:g}", value < self.least)
        return _NO_BAR


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    ours: str
    verdict: Verdict = _NO_BAR
    before: str = ""
    peers: tuple[str, ...] = ()


def share_row(what: str, ours: Share, bar: Bar | None = None, before: Share | None = None) -> Row:
    """Give a row of a share in percent."""
    return Row(
        what,
        print_percent(ours),
        bar(100 * ours.value) if bar else _NO_BAR,
        f"{100 * before.value:.2f}" if before else "",
    )


def print_percent(share: Share) -> str:
    """Print a share.

    >>> print_percent(Share(3, 200))
    '1.50 % of 200'
    """
    return f"{100 * share.value:.2f} % of {share.of}"


def print_rows(title: str, rows: Iterable[Row]) -> str:
    """Print the table; `!` stands beside what misses its bar."""
    lines = [
        [
            row.what,
            row.before,
            row.ours,
            "!" if row.verdict.missed else "",
            row.verdict.bar,
            *(*row.peers, "", "")[:2],
        ]
        for row in rows
    ]
    return print_table(title, _HEADER, lines)
