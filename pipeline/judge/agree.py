"""One indicator stated several times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.judge.weigh import Weighed
from pipeline.judge.wording import print_figure, print_named
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.reading import Period, Reading
from pipeline.model.rule import same_rounded
from pipeline.vietnamese.numbers import parse_number


def check_mentions(
    form: Form, weighed: Sequence[Weighed], period: Period | None
) -> Iterator[Finding]:
    """Compare the chosen reading of each indicator with its other mentions."""
    for one in weighed:
        if one.reading is None:
            yield from _check_left_over(form, one, one.strangers, period)
            continue
        contrary = [rival for rival in one.rivals if _contradicts(one.reading, rival)]
        if contrary:
            message = _list_mentions(form, one, contrary, "báo cáo ghi nhiều số khác nhau")
            yield Finding("restated", Severity.ERROR, message, (one.indicator.id,))
        yield from _check_left_over(form, one, one.strangers, period)


def _contradicts(chosen: Reading, rival: Reading) -> bool:
    """Say whether two readings of one period cannot both be right.

    A blank beside a figure is a contradiction too. A reading its own readers dispute contradicts
    nothing while one of them saw the same figure.
    """
    if chosen.value is None or rival.value is None:
        return chosen.value is not rival.value
    if same_rounded(chosen.value, rival.value):
        return False
    others = [parse_number(text) for text in rival.alternatives]
    return not any(other and chosen.value in (other.value, other.other) for other in others)


def _check_left_over(
    form: Form, one: Weighed, strangers: Sequence[Reading], period: Period | None
) -> Iterator[Finding]:
    """Point at figures of a neighbouring period: a paragraph may be left over from that report.

    Figures of other years, of plans or of longer spans are there to compare; they say nothing.
    """
    chosen = one.reading.value if one.reading else None
    odd = [
        reading
        for reading in strangers
        if reading.value is not None
        and reading.value != chosen
        and period is not None
        and _is_neighbour(reading.period, period.id)
    ]
    if odd:
        message = _list_mentions(form, one, odd, f"kỳ báo cáo là {period.id if period else ''}")
        yield Finding("other_period", Severity.WARNING, message, (one.indicator.id,))


def _is_neighbour(one: str, other: str) -> bool:
    """Say whether two ids name spans of one length in one year.

    >>> _is_neighbour("2024-Q2", "2024-Q3"), _is_neighbour("2024-9M", "2024-Q3")
    (True, False)
    """
    shape = re.compile(r"\d+")
    same_year = one.partition("-")[0] == other.partition("-")[0]
    return one != other and same_year and shape.sub("0", one) == shape.sub("0", other)


def _list_mentions(form: Form, one: Weighed, others: Sequence[Reading], why: str) -> str:
    """List figures with their pages: `376 (trang 4); 515 (trang 8, 2024-Q2)`."""
    shown = []
    for reading in ([one.reading] if one.reading else []) + list(others):
        span = f", {reading.period}" if reading.period else ""
        figure = print_figure(reading.value, one.indicator.kind)
        shown.append(f"{figure} (trang {reading.source.page}{span})")
    return f"{print_named(form, one.indicator.id)}: {why}: {'; '.join(dict.fromkeys(shown))}."
