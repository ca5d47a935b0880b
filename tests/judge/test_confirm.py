"""What arithmetic confirms, and what it only does not contradict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.judge.confirm import find_confirmed
from pipeline.model.finding import Severity
from pipeline.model.form import Check, Form, Kind, Rate
from pipeline.model.reading import Doubt, Method, Reading, Support
from tests.judge.readings import make_form, read, row

RATE_FORM = make_form(
    row("I.2", Kind.PERCENT, rate=Rate("I.2.2", "I.2.1")), row("I.2.1"), row("I.2.2")
)


def rule_form(rule: str, when: str = "") -> Form:
    rows = [row(f"I.{number}") for number in range(1, 5)]
    return make_form(*rows, checks=(Check("sum", rule, Severity.ERROR, "Tổng", when),))


def confirmed(form: Form, *readings: Reading) -> set[str]:
    chosen = {reading.indicator: reading for reading in readings}
    figures = {name: reading.value for name, reading in chosen.items()}
    return set(find_confirmed(form, chosen, figures))


def rate_of(rate: str, part: int, whole: int) -> list[Reading]:
    return [read("I.2", rate), read("I.2.2", part), read("I.2.1", whole)]


def sum_of(*values: int) -> list[Reading]:
    return [read(f"I.{place}", value) for place, value in enumerate(values, 1)]


def test_a_telling_rate_confirms_itself_and_its_counts() -> None:
    assert confirmed(RATE_FORM, *rate_of("71.43", 5, 7)) == {"I.2", "I.2.1", "I.2.2"}


def test_a_rate_without_decimals_cannot_confirm_long_counts() -> None:
    assert confirmed(RATE_FORM, *rate_of("21", 3598, 17465)) == {"I.2"}


def test_all_of_many_confirms_the_counts_however_long() -> None:
    assert confirmed(RATE_FORM, *rate_of("100", 1250, 1250)) == {"I.2", "I.2.1", "I.2.2"}


@pytest.mark.parametrize(
    ("rate", "part", "whole"), [("100", 5, 5), ("0", 0, 7), ("0", 0, 0), ("80", 5, 7)]
)
def test_trivial_and_wrong_rates_confirm_nothing(rate: str, part: int, whole: int) -> None:
    assert confirmed(RATE_FORM, *rate_of(rate, part, whole)) == set()


def test_a_sum_confirms_its_parts_but_no_zeros() -> None:
    form = rule_form("I.1 = I.2 + I.3 + I.4")

    assert confirmed(form, *sum_of(5, 3, 2, 0)) == {"I.1", "I.2", "I.3"}


def test_two_equal_figures_confirm_each_other_from_ten_on() -> None:
    form = rule_form("I.1 = I.2")

    assert confirmed(form, *sum_of(129, 129)) == {"I.1", "I.2"}
    assert confirmed(form, *sum_of(9, 9)) == set()


@pytest.mark.parametrize(
    "rule", ["I.1 <= I.2", "I.1 = 12", "I.1 = I.2 or I.1 = I.3", "least(I.1, I.2) >= I.3"]
)
def test_other_rules_confirm_nothing(rule: str) -> None:
    assert confirmed(rule_form(rule), *sum_of(12, 12, 12, 12)) == set()


def test_a_rule_that_does_not_apply_confirms_nothing() -> None:
    assert confirmed(rule_form("I.1 = I.2", "I.3 = 1"), *sum_of(12, 12, 0)) == set()


def disputed(value: int, *alternatives: str) -> Reading:
    return read("I.1", value, Support.DISPUTED, alternatives=alternatives)


def test_arithmetic_settles_a_dispute_if_only_one_side_fits() -> None:
    form = rule_form("I.1 = I.2 + I.3")

    assert "I.1" in confirmed(form, disputed(19, "10"), *sum_of(0, 11, 8)[1:])


@pytest.mark.parametrize("alternatives", [(), ("1g",), ("19", "l9")])
def test_a_dispute_stays_open_while_the_other_side_is_no_number(
    alternatives: tuple[str, ...],
) -> None:
    form = rule_form("I.1 = I.2 + I.3")

    assert "I.1" not in confirmed(form, disputed(19, *alternatives), *sum_of(0, 11, 8)[1:])


def test_a_rounded_rate_settles_a_dispute_only_if_the_other_figure_does_not_fit() -> None:
    def part(other: str) -> Reading:
        return read("I.2.2", 376, Support.DISPUTED, alternatives=(other,))

    rest = (read("I.2", "99"), read("I.2.1", 380))

    assert "I.2.2" in confirmed(RATE_FORM, part("316"), *rest)
    assert "I.2.2" not in confirmed(RATE_FORM, part("375"), *rest)


def test_two_equal_weak_figures_cannot_vouch_for_each_other() -> None:
    form = rule_form("I.1 = I.2")
    weak = [read(name, 129, Support.WEAK) for name in ("I.1", "I.2")]

    assert confirmed(form, *weak) == set()
    assert confirmed(form, weak[0], read("I.2", 129)) == {"I.1", "I.2"}


def test_three_weak_figures_that_fit_together_confirm_each_other() -> None:
    weak = [
        read(name, value, Support.WEAK)
        for name, value in (("I.2", "71.43"), ("I.2.2", 5), ("I.2.1", 7))
    ]

    assert confirmed(RATE_FORM, *weak) == {"I.2", "I.2.1", "I.2.2"}


def test_a_weak_cell_and_a_weak_sentence_confirm_each_other() -> None:
    cell = read("I.1", 129, Support.WEAK)
    sentence = read("I.2", 129, Support.WEAK, method=Method.PROSE)

    assert confirmed(rule_form("I.1 = I.2"), cell, sentence) == {"I.1", "I.2"}


def test_a_disputed_figure_takes_its_neighbours_confirmation_away() -> None:
    rate = read("I.2", "71.43", Support.DISPUTED, alternatives=("77.43",))

    found = confirmed(RATE_FORM, rate, read("I.2.2", 5, Support.WEAK), read("I.2.1", 7))

    assert found == {"I.2.1"}


def test_no_sum_tells_whose_line_it_is_where_the_name_is_lost() -> None:
    form = rule_form("I.1 = I.2 + I.3")
    total, *parts = sum_of(129, 107, 22)
    weak = replace(total, support=Support.WEAK)

    assert "I.1" in confirmed(form, weak, *parts)
    assert "I.1" not in confirmed(form, replace(weak, doubt=Doubt.NAMELESS), *parts)
