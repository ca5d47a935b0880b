"""The `[[check]]` blocks of a form against the figures of a report."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.judge.wording import print_stated, print_sum
from pipeline.model.finding import Finding
from pipeline.model.form import Check, Form
from pipeline.model.rule import Clause, Comparison, Figures, Rule, parse_rule


def applies(check: Check, figures: Figures) -> bool:
    """Say whether the precondition of a check is met."""
    return not check.when or parse_rule(check.when).holds(figures) is True


def check_rules(form: Form, figures: Figures) -> Iterator[Finding]:
    """Check each rule of the form, in its order.

    Only the rows of the clauses that fail are concerned: of `a <= b <= c` with a > b not c.
    """
    for check in form.checks:
        rule = parse_rule(check.rule)
        if rule.holds(figures) is False and applies(check, figures):
            broken = rule.broken(figures)
            concerned = check.only or _names_of(broken, figures)
            yield Finding(check.id, check.severity, _explain(form, check, rule, figures), concerned)


def rule_names(form: Form, check: str) -> tuple[str, ...]:
    """Give all figures that a check of the form speaks of; none where it has no such check."""
    found = (one for one in form.checks if one.id == check)
    return tuple(name for one in found for name in parse_rule(one.rule).names)


def _names_of(clauses: tuple[Clause, ...], figures: Figures) -> tuple[str, ...]:
    """Give the rows that clauses speak of; a blank one only where its being blank is the fault."""
    asked = {clause.names[0] for clause in clauses if not isinstance(clause, Comparison)}
    names = dict.fromkeys(name for clause in clauses for name in clause.names)
    return tuple(name for name in names if name in asked or figures.get(name) is not None)


def _explain(form: Form, check: Check, rule: Rule, figures: Figures) -> str:
    """Say what should be and what the report prints."""
    stated: list[str] = []
    broken = rule.broken(figures)
    for clause in broken:
        if isinstance(clause, Comparison):
            stated += [print_sum(form, side, figures) for side in (clause.left, clause.right)]
        else:
            stated.append(print_stated(form, clause.name, figures))
    told = {name for clause in broken for name in clause.names}
    others = parse_rule(check.when).names if check.when else ()
    stated += [print_stated(form, name, figures) for name in others if name not in told]
    printed = "; ".join(dict.fromkeys(text for text in stated if text))
    return f"{check.label.rstrip('.')}. Báo cáo ghi: {printed}."
