"""Reports on reform in other wordings agree with themselves and with the form."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from pipeline.model.rule import last_place
from tests.generator.compose import FORM, MET, MORE, UNSEEN, make_report
from tests.generator.phrases import figures_in, load_chapters

SEEDS = range(20)
FILES = (MORE, MET, UNSEEN)
ROWS = tomllib.loads(FORM.read_text(encoding="utf-8"))["indicator"]
# Rows of the appendix that sentences may state too are not what these are about.
ASKED = {row["id"] for row in ROWS if row.get("prose") and "section" not in row}


@pytest.mark.parametrize("phrases", FILES)
def test_every_indicator_of_the_prose_has_many_wordings(phrases: str) -> None:
    variants = [
        figures_in(variant)
        for chapter in load_chapters(phrases)
        for part in chapter.parts
        for slot in part.slots
        for variant in slot.variants
    ]

    wordings = {name: sum(name in figures for figures in variants) for name in ASKED}

    # Counts have eight; some of those sentences leave their rates out.
    assert min(wordings.values()) >= 4
    assert all(wordings[name] >= 7 for name in ASKED if not name.endswith("_rate"))


@pytest.mark.parametrize("phrases", FILES)
def test_the_form_knows_every_figure_that_is_stated(phrases: str) -> None:
    stated = {one.indicator for s in SEEDS for one in make_report(s, phrases=phrases).figures}

    assert stated == ASKED


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rate_is_the_one_its_counts_give(seed: int) -> None:
    figures = make_report(seed, phrases=MORE).figures
    values = {figure.indicator: figure.value for figure in figures}

    for row in (row for row in ROWS if row.get("prose") and "rate" in row):
        rate, part, whole = (
            values.get(name) for name in (row["id"], row["rate"]["part"], row["rate"]["whole"])
        )
        if rate is not None and part is not None and whole:
            assert abs(100 * part / whole - rate) <= last_place(rate)


@pytest.mark.parametrize("seed", SEEDS)
def test_dossiers_are_received_resolved_or_waiting(seed: int) -> None:
    found = {one.indicator: one.value for one in make_report(seed, phrases=MORE).figures}
    values = {name: value or Decimal(0) for name, value in found.items()}

    received = values["dossiers_received"] + values.get("dossiers_carried_over", Decimal(0))

    assert received == values["dossiers_resolved"] + values["dossiers_in_process"]
    assert values["dossiers_received"] == (
        values["dossiers_received_online"] + values["dossiers_received_direct"]
    )


def test_the_same_seed_gives_the_same_report() -> None:
    assert make_report(7, phrases=MORE) == make_report(7, phrases=MORE)
    assert make_report(7, phrases=MORE) != make_report(7, phrases=MET)
