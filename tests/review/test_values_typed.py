"""Values that people type as reports print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.review.refusals import WrongValueError
from pipeline.review.values import read_typed


@pytest.mark.parametrize("typed", ["2.150", "2,150", "-12.500"])
def test_what_may_be_thousands_or_a_fraction_is_asked_again(typed: str) -> None:
    with pytest.raises(WrongValueError, match="Không rõ"):
        read_typed(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("2150", "2150"), ("2.147,9", "2147.9"), ("1.234.567", "1234567"), ("0,125", "0.125")],
)
def test_what_can_mean_one_thing_is_taken(typed: str, value: str) -> None:
    assert read_typed(typed) == Decimal(value)


def test_a_number_of_a_program_is_what_it_says() -> None:
    assert read_typed(Decimal("2.150")) == Decimal("2.15")
