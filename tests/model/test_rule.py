"""The rules of checks: what they mean, and what is no rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.rule import parse_rule, same_rounded


def holds(rule: str, **figures: int | None) -> bool | None:
    """Evaluate a rule; the figures are named `I_4_2` for I.4.2."""
    named = {
        name.replace("_", ".") if name[0].isupper() else name: None
        if figure is None
        else Decimal(figure)
        for name, figure in figures.items()
    }
    return parse_rule(rule).holds(named)


@pytest.mark.parametrize(
    ("rule", "figures", "expected"),
    [
        ("I.4.2 + I.4.3 <= I.4.1", {"I_4_2": 9, "I_4_3": 5, "I_4_1": 14}, True),
        ("I.4.2 + I.4.3 <= I.4.1", {"I_4_2": 9, "I_4_3": 6, "I_4_1": 14}, False),
        ("IV.2.1 - IV.2.2 - 1 = 0", {"IV_2_1": 20, "IV_2_2": 19}, True),
        ("I.1 < I.2 < I.3", {"I_1": 1, "I_2": 2, "I_3": 2}, False),
        ("I.1 != 0", {"I_1": 0}, False),
        ("received >= I.1 and I.2 = 1", {"received": 3, "I_1": 3, "I_2": 1}, True),
        ("I.1 = 1 or I.2 = 1 and I.3 = 1", {"I_1": 1, "I_2": 0, "I_3": 0}, True),
        ("least(I.1, I.2) <= I.3 <= greatest(I.1, I.2)", {"I_1": 3, "I_2": 7, "I_3": 8}, False),
        ("I.5 is blank", {"I_5": None}, True),
        ("I.5 is filled", {"I_5": 0}, True),
        ("I.5 is missing", {"I_5": None}, False),
        ("I.5 is missing", {}, True),
    ],
)
def test_a_rule_is_kept_or_broken(
    rule: str, figures: dict[str, int | None], expected: bool
) -> None:
    assert holds(rule, **figures) is expected


@pytest.mark.parametrize(
    ("rule", "figures"),
    [
        ("I.1 <= I.2", {"I_1": 5, "I_2": None}),
        ("I.1 <= I.2", {"I_1": 5}),
        ("I.1 + I.2 <= I.3", {"I_1": 5, "I_2": None, "I_3": 1}),
        ("I.5 is blank", {}),
        ("I.5 is filled and I.5 = 1", {}),
        ("least(I.1, I.2) <= I.3", {"I_1": None, "I_2": None, "I_3": 8}),
    ],
)
def test_a_rule_is_silent_while_a_figure_is_wanting(
    rule: str, figures: dict[str, int | None]
) -> None:
    assert holds(rule, **figures) is None


def test_a_broken_part_breaks_an_and_although_the_rest_is_silent() -> None:
    assert holds("I.2 <= I.1 and I.3 <= I.1", I_1=4, I_2=5, I_3=None) is False


def test_a_kept_part_keeps_an_or_although_the_rest_is_silent() -> None:
    assert holds("I.5 = 0 or I.5 is blank", I_5=None) is True


def test_the_least_of_some_figures_skips_blanks() -> None:
    assert holds("least(I.1, I.2) = 7", I_1=None, I_2=7) is True


def test_only_the_broken_link_of_a_chain_is_named() -> None:
    rule = parse_rule("I.1 <= I.2 <= I.3")
    figures = {"I.1": Decimal(9), "I.2": Decimal(3), "I.3": Decimal(5)}

    broken = rule.broken(figures)

    assert [clause.names for clause in broken] == [("I.1", "I.2")]


def test_names_are_given_once_in_the_order_of_the_text() -> None:
    rule = parse_rule("VII.5.1.1 + received <= 2 + VII.5.1.1 or I.5 is blank")

    assert rule.names == ("VII.5.1.1", "received", "I.5")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I.1",
        "I.1 <=",
        "<= I.1",
        "I.1 <= I.2 I.3",
        "I.1 <= I.2 and",
        "I.1 + I.2 is blank",
        "- I.1 = 2",
        "I.1 is empty",
        "I.1 is",
        "I.1. <= 2",
        "1.2.3 = I.1",
        "least I.1 = 2",
        "least(I.1 = 2",
        "least(3) = I.1",
        "and = or",
        "(I.1 = 2)",
        "I.1 == 2",
        "I.1 * 2 = 4",
        "__import__('os')",
        "I.1 = ٣",
    ],
)
def test_what_is_no_rule_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"quy tắc .* | rule ") as caught:
        parse_rule(text)

    assert text in str(caught.value)


@given(st.decimals(0, 1000, places=2), st.decimals(0, 1000, places=2))
def test_a_rounded_figure_is_the_same_seen_from_either_side(one: Decimal, other: Decimal) -> None:
    assert same_rounded(one, other) == same_rounded(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("71.43", "71", True),
        ("71.43", "71.4", True),
        ("71.53", "71", False),
        ("72", "71", False),
        ("99.8", "100", False),
        ("0.4", "0", False),
        ("100", "100.0", True),
    ],
)
def test_all_and_none_are_claims_and_no_roundings(one: str, other: str, expected: bool) -> None:
    assert same_rounded(Decimal(one), Decimal(other)) is expected
