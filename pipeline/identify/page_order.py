"""Whether the pages of a report are all there, from the numbers that they print."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from pipeline.identify.trace import PageTrace
from pipeline.model.ranges import print_ranges

# Pages that must print a number before anything is said: one may be a row of a table.
_LEAST = 2


def remark_page_numbers(traces: Sequence[PageTrace]) -> str:
    """Say which pages seem to be missing, doubled or out of order; empty where nothing does.

    >>> pages = [PageTrace(printed=number) for number in (0, 2, 2, 5)]
    >>> remark_page_numbers(pages)
    'Theo số trang in trên giấy: trang 2 có hai lần; thiếu trang 3-4.'
    """
    printed = [trace.printed for trace in traces if trace.printed]
    if len(printed) < _LEAST or max(printed) > 3 * len(traces):
        return ""
    told = []
    if doubled := sorted(number for number, count in Counter(printed).items() if count > 1):
        told.append(f"trang {print_ranges(doubled)} có hai lần")
    if missing := _find_missing(traces):
        told.append(f"thiếu trang {print_ranges(missing)}")
    if any(one > other for one, other in itertools.pairwise(printed)):
        told.append("thứ tự các tệp không theo số trang")
    return f"Theo số trang in trên giấy: {'; '.join(told)}." if told else ""


def _find_missing(traces: Sequence[PageTrace]) -> list[int]:
    """Give the numbers between two printed ones that have no page between them to stand on."""
    missing: list[int] = []
    last, place = 0, -1
    for at, trace in enumerate(traces):
        if not trace.printed:
            continue
        unnumbered = at - place - 1
        if last and trace.printed - last - 1 > unnumbered:
            missing += range(last + 1 + unnumbered, trace.printed)
        last, place = trace.printed, at
    return missing
