"""How reports on an unknown version are scored."""

from __future__ import annotations

import pytest

from pipeline.vietnamese.numbers import print_number
from tests.bench.paper import Share
from tests.bench.versions import Cells, score, tell
from tests.generator.compose import make_report
from tests.generator.variants import make_variant

VARIANT = make_variant(make_report(31415), 7)


def row(name: str, value: str, status: str, **more: str) -> dict[str, str]:
    return {
        **{"indicator": name, "value": value, "status": status, "text": "", "label": ""},
        **{"findings": ""},
        **more,
    }


def perfect() -> list[Cells]:
    """All rows as they are printed, those that went missing, the new ones told."""
    known = [
        row(figure.indicator, print_number(figure.value), "read")
        if figure.value is not None
        else row(figure.indicator, "", "blank")
        for figure in VARIANT.report.figures
    ]
    gone = [row(name, "", "missing") for name in VARIANT.gone]
    new = [
        row(f"new{place}", str(one.value), "doubtful", label=one.label, findings="unknown_row")
        for place, one in enumerate(VARIANT.new)
    ]
    return [*known, *gone, *new]


def test_all_right_is_all_right() -> None:
    outcome = score(VARIANT, perfect())

    assert outcome.right.value == outcome.renamed.value == outcome.new.value == 1
    assert (outcome.silent.count, outcome.gone.count, outcome.waiting.count) == (0, 0, 0)


@pytest.mark.parametrize(
    ("status", "silent"), [("sure", 1), ("read", 1), ("blank", 1), ("doubtful", 0)]
)
def test_a_row_that_went_must_be_missing(status: str, silent: int) -> None:
    rows = [*perfect(), row(VARIANT.gone[0], "" if status == "blank" else "5", status)]

    outcome = score(VARIANT, rows)

    assert (outcome.gone.count, outcome.silent.count) == (1, silent)
    assert len(list(tell(VARIANT, rows, detail=False))) == silent


def test_a_new_row_counts_only_with_its_figure() -> None:
    rows = [
        {**one, "value": "77777"} if one["findings"] == "unknown_row" else one for one in perfect()
    ]

    outcome = score(VARIANT, rows)

    assert (outcome.named.value, outcome.new) == (1, Share(0, len(VARIANT.new)))
