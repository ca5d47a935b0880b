"""Invented socio-economic reports agree with themselves and with the form."""

from __future__ import annotations

import tomllib

import pytest

from pipeline.model.rule import last_place
from tests.generator.socio import FORM, PHRASES, UNSEEN, make_socio_report

SEEDS = range(20)


@pytest.mark.parametrize("phrases", [PHRASES, UNSEEN])
def test_the_form_knows_every_figure_that_is_stated(phrases: str) -> None:
    known = {row["id"] for row in tomllib.loads(FORM.read_text(encoding="utf-8"))["indicator"]}

    stated = {f.indicator for s in SEEDS for f in make_socio_report(s, phrases=phrases).figures}

    assert stated <= known
    assert len(stated) >= 35


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rate_is_the_one_its_counts_give(seed: int) -> None:
    values = {figure.indicator: figure.value for figure in make_socio_report(seed).figures}
    rows = tomllib.loads(FORM.read_text(encoding="utf-8"))["indicator"]

    for row in (row for row in rows if "rate" in row):
        rate, part, whole = (
            values.get(name) for name in (row["id"], row["rate"]["part"], row["rate"]["whole"])
        )
        if rate is not None and part is not None and whole:
            assert abs(100 * part / whole - rate) <= last_place(rate)


def test_the_same_seed_gives_the_same_report() -> None:
    assert make_socio_report(7) == make_socio_report(7)
    assert make_socio_report(7) != make_socio_report(8)
