"""The checks of the commune form: what they say, and that consistent reports pass."""

from __future__ import annotations

import random
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.judge.misreadings import swap_digit
from pipeline.model.reading import Status, Support
from pipeline.model.rule import parse_rule
from tests.generator.figures import invent_figures, invent_habits
from tests.judge.readings import commune_form, judge_readings, read, read_all, statuses

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "judge.toml").read_text("utf-8"), parse_float=Decimal
)
INVENTED = 60  # reports; a check that wrongly speaks in 1 of 20 is found with 95 %


def cases() -> list[Any]:
    """All rows of the table, each under its label."""
    return [
        pytest.param(case["given"], case.get("expect", []), id=case["label"])
        for section in ("wild", "made", "negative")
        for case in CASES[section]
    ]


@pytest.mark.parametrize(("given", "expect"), cases())
def test_checks_speak_where_they_should_and_only_there(
    given: dict[str, Any], expect: list[str]
) -> None:
    readings = [read(name, None if value == "" else str(value)) for name, value in given.items()]

    verdict = judge_readings(commune_form(), *readings)

    said = [" ".join((finding.check, *finding.indicators)) for finding in verdict.findings]
    assert sorted(said) == sorted(expect)
    assert not set(given) - set(statuses(verdict))


def test_every_check_of_the_form_has_a_case_that_breaks_it() -> None:
    broken = {
        said.split()[0]
        for section in ("wild", "made")
        for case in CASES[section]
        for said in case["expect"]
    }

    assert {check.id for check in commune_form().checks} <= broken


def test_every_rule_names_rows_of_the_form_only() -> None:
    form = commune_form()

    named = {
        name
        for check in form.checks
        for rule in (check.rule, check.when)
        if rule
        for name in parse_rule(rule).names
    }

    assert named <= set(form.by_id)


@pytest.mark.parametrize("support", [Support.SINGLE, Support.LAYER])
def test_a_consistent_report_raises_no_alarm(support: Support) -> None:
    form = commune_form()
    alarms = []
    for seed in range(INVENTED):
        rng = random.Random(seed)
        figures = invent_figures(rng, invent_habits(rng), rng.choice((3, 6, 12)), 8)
        known = {name: figure for name, figure in figures.items() if name in form.by_id}

        verdict = judge_readings(form, *read_all(known, support))

        alarms += [(seed, finding.check, finding.message) for finding in verdict.findings]
        doubtful = [one for one in verdict.observations if one.status is Status.DOUBTFUL]
        assert doubtful == []
    assert alarms == []


def test_one_spoilt_digit_under_an_exact_rate_is_always_doubtful() -> None:
    form = commune_form()
    block = {"VII.5.1": 75, "VII.5.1.1": 64, "VII.5.1.2": 48, "VII.5.1.3": 12}

    for name in ("VII.5.1", "VII.5.1.1", "VII.5.1.2"):
        for slip in swap_digit(Decimal(block[name])):
            verdict = judge_readings(form, *read_all({**block, name: slip}, Support.AGREED))

            assert statuses(verdict)[name] == "doubtful"
