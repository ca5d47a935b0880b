"""Plants in a consistent socio-economic report what real ones get wrong.

As in contradictions.py each kind names the rows a finding has to be about, and two kinds keep out
of each other's rows.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.generator.contradictions import Draft, Planted, known


def _wrong_rate(draft: Draft) -> tuple[str, ...]:
    rate, part, whole = draft.rng.choice((
        ("budget_revenue_rate", "budget_revenue", "budget_revenue_plan"),
        ("budget_expenditure_rate", "budget_expenditure", "budget_expenditure_plan"),
        ("poor_household_rate", "poor_households", "households"),
    ))  # fmt: skip
    printed = known(draft, rate)
    # Far enough off that no rounding explains it.
    draft.values[rate] = printed - 7 if printed > 20 else printed + 3
    return rate, part, whole


def _part_over_whole(draft: Draft) -> tuple[str, ...]:
    if draft.rng.random() < 0.5:
        draft.values["rice_area"] = known(draft, "sown_area") + draft.rng.randint(3, 40)
        return "rice_area", "sown_area"
    cases = known(draft, "mediation_cases")
    if not cases:
        raise ValueError("no case of mediation, so no part of it can be too large")
    draft.values["mediation_successful"] = cases + draft.rng.randint(1, 3)
    return "mediation_successful", "mediation_cases", "mediation_rate"


def _wrong_sum(draft: Draft) -> tuple[str, ...]:
    parts = ("buffaloes", "cattle")
    total = sum((known(draft, name) for name in parts), Decimal(0))
    draft.values["buffaloes_and_cattle"] = total + draft.rng.choice((-9, 10, 27, 100))
    return ("buffaloes_and_cattle", *parts)


def _restated(draft: Draft) -> tuple[str, ...]:
    name = draft.rng.choice(("jobs_created", "births", "health_visits", "students"))
    draft.restated[name] = known(draft, name) + draft.rng.randint(2, 60)
    return (name,)


SOCIO_KINDS: dict[str, Callable[[Draft], tuple[str, ...]]] = {
    "socio_rate": _wrong_rate,
    "socio_part": _part_over_whole,
    "socio_sum": _wrong_sum,
    "socio_restated": _restated,
}


def plant_socio(draft: Draft, kind: str) -> Planted:
    """Plant one contradiction of SOCIO_KINDS; the figures are changed in place.

    Raises:
        ValueError: The figures drawn leave no room for it.
    """
    return Planted(kind, SOCIO_KINDS[kind](draft))
