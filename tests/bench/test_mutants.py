"""How mutants are held against the file, and a few of them read."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model.reading import Status
from tests.bench.mutants import Outcome, compare, read_outcome
from tests.bench.mutations import OF_PACKAGE, OF_PDF, Mutation

_SAMPLES = Path(__file__).parents[2] / "samples"
_SEED = 20
_ROWS = ((("a", "", ""), Status.READ, Decimal(5)), (("b", "", ""), Status.BLANK, None))


def test_figures_are_silent_where_they_are_relied_on_and_differ() -> None:
    base = Outcome(rows=_ROWS)
    other = Outcome(rows=((("a", "", ""), Status.SURE, Decimal(6)), _ROWS[1]))
    doubted = Outcome(rows=((("a", "", ""), Status.DOUBTFUL, Decimal(6)), _ROWS[1]))

    assert len(compare(base, other).values) == 1
    assert compare(base, doubted).values == []


def test_a_blank_for_a_figure_and_a_row_that_is_gone_are_silent_unless_told() -> None:
    base = Outcome(rows=_ROWS)
    blank = Outcome(rows=((("a", "", ""), Status.BLANK, None), _ROWS[1]))

    assert len(compare(base, blank).blanks) == 1
    assert len(compare(base, Outcome(rows=_ROWS[1:])).lost) == 1
    assert compare(base, Outcome(told=True, rows=_ROWS[1:])).lost == []


def test_another_place_or_period_makes_every_figure_another_one() -> None:
    assert len(compare(Outcome(rows=_ROWS), Outcome(rows=_ROWS, head=("xã", "", ""))).values) == 1


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("name", "mutations"),
    [
        ("digital-kt-xh.pdf", OF_PDF),
        ("digital-docx.docx", OF_PACKAGE),
        ("sheet.xlsx", OF_PACKAGE),
    ],
)
def test_no_damage_is_silent(tmp_path: Path, name: str, mutations: tuple[Mutation, ...]) -> None:
    source = _SAMPLES / name
    base = read_outcome(source)

    for number, mutation in enumerate(dict.fromkeys(mutations)):
        path = tmp_path / f"{number}{source.suffix}"
        path.write_bytes(mutation(source.read_bytes(), random.Random(_SEED + number)))
        score = compare(base, read_outcome(path))

        assert (mutation.__name__, *score.values, *score.blanks, *score.lost) == (
            mutation.__name__,
        )
