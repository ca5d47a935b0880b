"""Invents the figures of a socio-economic report; see figures.py, whose report has an appendix."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from tests.generator.figures import Habits, Values, rate_of

_TENTH = Decimal("0.1")
# Least and most of what grows with the months of the period, for one month.
_MONTHLY = {
    "health_visits": (180, 900),
    "jobs_created": (8, 40),
    "temporary_residence": (3, 30),
    "births": (3, 20),
    "deaths": (2, 9),
    "marriages": (2, 12),
    "certifications": (60, 420),
    "citizens_received": (2, 9),
    "petitions_received": (1, 4),
    "reception_sessions": (2, 4),
}
_STANDING = {
    "buffaloes": (4, 260),
    "cattle": (30, 900),
    "pigs": (400, 9000),
    "poultry": (9000, 96000),
    "trees_planted": (300, 6000),
    "students": (600, 3100),
    "social_recipients": (110, 620),
    "merit_recipients": (24, 210),
    "enlisted": (5, 22),
}


def invent_socio_figures(rng: random.Random, habits: Habits, months: int) -> Values:
    """Invent one consistent set of figures.

    Args:
        rng: The source of all chance.
        habits: How the commune rounds.
        months: Length of the period.
    """
    values: Values = {}
    for names, factor in ((_MONTHLY, months), (_STANDING, 1)):
        values |= _draw_all(rng, names, factor)
    values |= _fields(rng) | _money(rng, habits, months) | _households(rng, habits)
    values |= _justice(rng, habits, values, months)
    for name in ("health_insurance_rate", "cultural_family_rate"):
        values[name] = _tenths(rng, 82, 99)
    return values


def _draw_all(
    rng: random.Random, ranges: Mapping[str, tuple[int, int]], factor: int
) -> dict[str, Decimal]:
    return {
        name: Decimal(rng.randint(low * factor, high * factor))
        for name, (low, high) in ranges.items()
    }


def _tenths(rng: random.Random, low: int, high: int) -> Decimal:
    return Decimal(rng.randint(10 * low, 10 * high)) / 10


def _fields(rng: random.Random) -> dict[str, Decimal]:
    rice = _tenths(rng, 90, 520)
    harvest = _tenths(rng, 52, 72)
    output = (rice * harvest / 10).quantize(rng.choice((Decimal(1), _TENTH)), ROUND_HALF_UP)
    return {
        "rice_area": rice,
        "sown_area": rice + _tenths(rng, 30, 160),
        "rice_yield": harvest,
        "rice_output": output,
        "grain_output": output + rng.randint(20, 300),
        "vegetable_area": _tenths(rng, 8, 90),
        "fish_area": _tenths(rng, 5, 80),
        "fish_output": _tenths(rng, 12, 260),
    }


def _money(rng: random.Random, habits: Habits, months: int) -> Values:
    """Invent sums in triệu đồng, whole ones, so that they can be said in any scale."""
    found: Values = {}
    for done, plan, rate in (
        ("budget_revenue", "budget_revenue_plan", "budget_revenue_rate"),
        ("budget_expenditure", "budget_expenditure_plan", "budget_expenditure_rate"),
        ("investment_disbursed", "investment_plan", "disbursement_rate"),
    ):
        planned = Decimal(rng.randint(3200, 24000))
        share = Decimal(rng.randint(60, 100)) / 100 * months / 12
        found[plan] = planned
        found[done] = (planned * share).quantize(Decimal(1))
        found[rate] = rate_of(found[done], planned, habits)
    return found


def _households(rng: random.Random, habits: Habits) -> Values:
    households = Decimal(rng.randint(1100, 4200))
    found: Values = {"households": households}
    for count, rate in (
        ("poor_households", "poor_household_rate"),
        ("near_poor_households", "near_poor_rate"),
    ):
        found[count] = Decimal(rng.randint(12, 160))
        found[rate] = rate_of(found[count], households, habits)
    return found


def _justice(rng: random.Random, habits: Habits, values: Values, months: int) -> Values:
    accidents = rng.choice((0, 0, 1, 2, 3))
    cases = rng.randint(0, 2 * months)
    received = int(values["petitions_received"] or 0)
    found: Values = {
        "order_offences": Decimal(rng.randint(0, months)),
        "traffic_accidents": Decimal(accidents),
        "traffic_deaths": Decimal(rng.randint(0, 1)),
        "traffic_injured": Decimal(rng.randint(1, 3)),
        "petitions_resolved": Decimal(rng.randint(received // 2, received)),
        "mediation_cases": Decimal(cases),
        "mediation_successful": Decimal(rng.randint(cases // 2, cases)),
    }
    found["mediation_rate"] = rate_of(found["mediation_successful"], Decimal(cases), habits)
    return found
