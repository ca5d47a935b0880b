"""What becomes of figures that were read from damaged pages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model.page import Page, PageKind
from pipeline.model.reading import Method, Observation, Reading, Source, Status, Support
from pipeline.model.report import Report
from pipeline.run.damage import CHECK, doubt_damaged


def _seen(name: str, value: int | None, page: int, status: Status) -> Observation:
    shown = None if value is None else Decimal(value)
    reading = Reading(name, shown, Source(page, ""), Method.TABLE, "table", Support.LAYER)
    return Observation(name, shown, status, 0.9, reading)


_ROWS = (
    _seen("I.1", 5, 1, Status.SURE),
    _seen("I.2", None, 1, Status.BLANK),
    _seen("I.3", 7, 2, Status.READ),
    _seen("I.4", None, 2, Status.BLANK),
    _seen("I.5", 8, 3, Status.SURE),
    Observation("I.6", None, Status.MISSING, None),
)


def _statuses(*damaged: int) -> list[str]:
    pages = [Page(n, PageKind.DIGITAL, damaged=n in damaged) for n in (1, 2, 3)]
    found = doubt_damaged(Report("a.pdf", observations=_ROWS), pages)
    return [one.status.value for one in found.observations]


@pytest.mark.parametrize(
    ("damaged", "statuses"),
    [
        ((), ["sure", "blank", "read", "blank", "sure", "missing"]),
        ((3,), ["sure", "blank", "read", "doubtful", "doubtful", "missing"]),
        ((2,), ["sure", "doubtful", "doubtful", "doubtful", "doubtful", "missing"]),
        ((1,), ["doubtful"] * 5 + ["missing"]),
    ],
)
def test_figures_from_a_damaged_page_on_are_doubtful(
    damaged: tuple[int, ...], statuses: list[str]
) -> None:
    assert _statuses(*damaged) == statuses


def test_the_damage_is_told_first_and_named_with_each_figure() -> None:
    pages = [Page(1, PageKind.DIGITAL), Page(2, PageKind.DIGITAL, damaged=True)]

    found = doubt_damaged(Report("a.pdf", message="Xong.", observations=_ROWS), pages)

    assert found.message.startswith("Tệp bị hỏng ở trang 2:")
    assert found.message.endswith("Xong.")
    assert [one.findings for one in found.observations][1:3] == [(CHECK,), (CHECK,)]
    assert [one.check for one in found.findings] == [CHECK]


def test_a_figure_that_need_not_be_given_may_be_what_was_lost_and_others_are_doubted_too() -> None:
    rows = (Observation("unnamed", None, Status.UNSTATED, None),)
    other = _seen("t1.r1.c1", 9, 1, Status.READ)

    report = Report("a.pdf", observations=rows, others=(other,))
    found = doubt_damaged(report, [Page(1, PageKind.DIGITAL, damaged=True)])

    assert [one.status for one in found.observations] == [Status.MISSING]
    assert [one.status for one in found.others] == [Status.DOUBTFUL]
