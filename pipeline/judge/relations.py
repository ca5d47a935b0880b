"""The rates and checks of a form as one thing: what each must keep, whatever it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.judge.rates import rate_agrees
from pipeline.judge.rules import applies
from pipeline.model.form import Check, Form, Indicator
from pipeline.model.rule import Figures, parse_rule

Relation = Check | Indicator  # an indicator stands for its rate


def relations_of(form: Form, *names: str) -> tuple[Relation, ...]:
    """Give the checks and the rates that name one row or one of several."""
    asked = set(names)
    rates = (
        row
        for row in form.indicators
        if row.rate and asked & {row.id, row.rate.part, row.rate.whole}
    )
    checks = (check for check in form.checks if not asked.isdisjoint(_names_of(check.rule)))
    return (*rates, *checks)


@lru_cache(maxsize=4096)
def _names_of(rule: str) -> frozenset[str]:
    """Give the ids that a rule names; a form asks for them hundreds of times."""
    return frozenset(parse_rule(rule).names)


def find_broken(relations: Sequence[Relation], figures: Figures) -> frozenset[str]:
    """Give the ids of the rates and checks that do not hold."""
    return frozenset(relation.id for relation in relations if not is_kept(relation, figures))


def is_kept(relation: Relation, figures: Figures) -> bool:
    """Say whether a rate or check holds or has nothing to say."""
    if isinstance(relation, Check):
        rule = parse_rule(relation.rule)
        return rule.holds(figures) is not False or not applies(relation, figures)
    if relation.rate is None:
        return True
    names = (relation.id, relation.rate.part, relation.rate.whole)
    rate, part, whole = (figures.get(name) for name in names)
    return rate is None or part is None or whole is None or rate_agrees(rate, part, whole)
