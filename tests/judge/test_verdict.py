"""Statuses: how far each figure can be trusted."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model.finding import Severity
from pipeline.model.form import Check, Kind
from pipeline.model.reading import Method, Period, Support
from pipeline.model.report import Heading
from tests.judge.readings import judge_readings, make_form, prose, read, row, statuses, told

TRUSTED = (Support.SINGLE, Support.LAYER, Support.AGREED)
EQUAL = Check("same", "I.1 = x", Severity.ERROR, "Phải bằng nhau")
FORM = make_form(row("I.1"), prose("x"), checks=(EQUAL,))


@pytest.mark.parametrize(
    ("support", "alone", "confirmed", "contradicted"),
    [
        (Support.AGREED, "sure", "sure", "doubtful"),
        (Support.LAYER, "read", "sure", "doubtful"),
        (Support.SINGLE, "read", "sure", "doubtful"),
        (Support.WEAK, "doubtful", "read", "doubtful"),
        (Support.DISPUTED, "doubtful", "read", "doubtful"),
    ],
)
def test_the_table_of_statuses_holds(
    support: Support, alone: str, confirmed: str, contradicted: str
) -> None:
    reading = read("I.1", 129, support, alternatives=("729",))

    unaided = judge_readings(FORM, reading)
    helped = judge_readings(FORM, reading, read("x", 129))
    denied = judge_readings(FORM, reading, read("x", 128))

    shown = [statuses(verdict)["I.1"] for verdict in (unaided, helped, denied)]
    assert shown == [alone, confirmed, contradicted]


@pytest.mark.parametrize(
    ("support", "status"),
    [
        (Support.AGREED, "blank"),
        (Support.LAYER, "blank"),
        (Support.SINGLE, "blank"),
        (Support.WEAK, "doubtful"),
        (Support.DISPUTED, "doubtful"),
    ],
)
def test_an_empty_cell_is_blank_unless_its_reading_is_doubtful(
    support: Support, status: str
) -> None:
    verdict = judge_readings(FORM, read("I.1", None, support))

    observation = verdict.observations[0]
    assert observation.status == status
    assert observation.value is None
    assert observation.confidence is None


def test_what_was_not_seen_is_missing() -> None:
    verdict = judge_readings(FORM)

    assert statuses(verdict) == {"I.1": "missing", "x": "missing"}


def test_a_heading_that_was_seen_is_blank() -> None:
    form = make_form(row("I.3", Kind.HEADING))

    assert statuses(judge_readings(form, read("I.3", None))) == {"I.3": "blank"}


def test_a_sentence_that_repeats_a_figure_makes_it_sure() -> None:
    verdict = judge_readings(FORM, read("x", 7, text="a 7"), read("x", 7, text="b 7"))

    assert statuses(verdict)["x"] == "sure"


def test_doubtful_mentions_cannot_vouch_for_each_other() -> None:
    mentions = [read("x", 7, Support.WEAK, text=text) for text in ("a 7", "b 7")]

    assert statuses(judge_readings(FORM, *mentions))["x"] == "doubtful"


def test_a_sentence_settles_a_weak_cell_that_says_the_same() -> None:
    sentence = read("I.1", 7, method=Method.PROSE, text="có 7 văn bản")

    verdict = judge_readings(FORM, read("I.1", 7, Support.WEAK), sentence)

    assert statuses(verdict)["I.1"] == "read"


def test_a_warning_leaves_the_status_and_is_listed() -> None:
    odd = Check("odd", "I.1 <= 5", Severity.WARNING, "Thường không quá 5")
    form = make_form(row("I.1"), checks=(odd,))

    observation = judge_readings(form, read("I.1", 6)).observations[0]

    assert (observation.status, observation.findings) == ("read", ("odd",))


def test_only_the_rows_a_check_is_narrowed_to_become_doubtful() -> None:
    narrow = Check("same", "I.1 = x", Severity.ERROR, "Phải bằng nhau", only=("x",))
    form = make_form(row("I.1"), prose("x"), checks=(narrow,))

    verdict = judge_readings(form, read("I.1", 6), read("x", 5))

    assert statuses(verdict) == {"I.1": "read", "x": "doubtful"}


def test_a_contradicted_figure_is_never_sure_however_often_it_is_repeated() -> None:
    repeated = [read("x", 376, Support.AGREED, text=text) for text in ("a 376", "b 376")]

    verdict = judge_readings(FORM, *repeated, read("I.1", 5, Support.AGREED))

    assert statuses(verdict) == {"I.1": "doubtful", "x": "doubtful"}


def test_checks_that_spoke_are_listed_once_and_sorted() -> None:
    low = Check("a_low", "I.1 >= 9", Severity.WARNING, "Ít nhất 9")
    form = make_form(row("I.1"), prose("x"), checks=(EQUAL, low, low))

    verdict = judge_readings(form, read("I.1", 6), read("x", 5))

    assert verdict.observations[0].findings == ("a_low", "same")


def test_every_reading_is_kept_with_its_indicator() -> None:
    readings = [read("x", value, text=str(value)) for value in (5, 6, 5)]

    observation = judge_readings(FORM, *readings).observations[1]

    kept = {observation.reading, *observation.mentions}
    assert kept == set(readings)


def test_a_left_over_figure_alone_is_missing_not_chosen() -> None:
    heading = Heading(period=Period("2023-Q3", date(2023, 6, 15), date(2023, 9, 14)))

    verdict = judge_readings(FORM, read("x", 515, period="2023-Q2"), heading=heading)

    observation = verdict.observations[1]
    assert (observation.status, observation.value) == ("missing", None)
    assert len(observation.mentions) == 1
    assert told(verdict) == {"other_period": ("x",)}


def test_readings_the_form_does_not_know_are_left_out() -> None:
    verdict = judge_readings(FORM, read("IX.9", 5))

    assert [one.indicator for one in verdict.observations] == ["I.1", "x"]


def test_confidence_grows_with_what_stands_behind_a_figure() -> None:
    readings = [read("x", 7, support) for support in (Support.DISPUTED, *TRUSTED)]

    disputed, *trusted = (judge_readings(FORM, one).observations[1].confidence for one in readings)

    assert disputed is not None
    assert all(share is not None and 0 < disputed < share < 1 for share in trusted)


def test_equal_readings_give_equal_verdicts() -> None:
    readings = [read("I.1", 6), read("x", 5), read("x", 6, period="2022-Q1")]

    assert judge_readings(FORM, *readings) == judge_readings(FORM, *readings)
