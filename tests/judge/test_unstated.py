"""Which missing figures are no work for a person."""

from __future__ import annotations

from dataclasses import replace

from pipeline.judge.belonging import doubt_belonging, remark_pages
from pipeline.judge.unstated import find_optional, tell_unstated
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report
from tests.judge.readings import make_form, prose, read, row

_FORM = make_form(row("I.1"), prose("told"), prose("asked", required=True))


def _missing(name: str) -> Observation:
    return Observation(name, None, Status.MISSING, None)


def test_figures_of_the_prose_that_a_report_need_not_give_are_optional() -> None:
    assert find_optional(map(_missing, ("I.1", "told", "asked")), _FORM) == {"told"}


def test_what_is_given_for_another_period_or_asked_for_by_a_check_is_missing() -> None:
    last_year = replace(_missing("told"), mentions=(read("told", 4, period="2023"),))
    checked = replace(_missing("told"), findings=("sum",))

    assert find_optional((last_year,), _FORM) == find_optional((checked,), _FORM) == set()


def test_an_unstated_figure_has_no_value_and_no_method() -> None:
    (told,) = tell_unstated([_missing("told")], {"told"})

    assert (told.status, told.value, told.confidence) == (Status.UNSTATED, None, None)


def test_nothing_is_unstated_where_pages_may_be_lost_or_another_ones() -> None:
    report = Report("a.pdf", observations=(replace(_missing("told"), status=Status.UNSTATED),))

    for doubted in (doubt_belonging(report, "Không rõ."), remark_pages(report, "Thiếu trang 3.")):
        assert doubted.observations[0].status is Status.MISSING
