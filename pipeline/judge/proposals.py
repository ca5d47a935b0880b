"""What a reader may have misread where figures contradict each other.

A proposal is a sentence of a finding; no figure is ever changed by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.judge.bounds import find_fault
from pipeline.judge.misreadings import double_digit, lose_digit, swap_digit
from pipeline.judge.rates import rate_agrees
from pipeline.judge.rules import applies
from pipeline.judge.weigh import Weighed
from pipeline.judge.wording import print_figure, print_named
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Check, Form, Indicator
from pipeline.model.rule import Figures, parse_rule
from pipeline.vietnamese.numbers import parse_number

# With more ways out than this, none of them is worth a look.
_MOST_WAYS = 3


def add_proposals(
    form: Form, figures: Figures, weighed: Sequence[Weighed], findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Add to each error the few other figures that would resolve it.

    Tried are the other mentions of a row, what other readers saw in it, and one slip of a reader. A
    figure resolves an error if it breaks nothing else that names its row.
    """
    others = {one.indicator.id: _other_figures(one) for one in weighed if one.reading}
    for finding in findings:
        ways = _find_ways(form, figures, others, finding)
        if finding.severity is Severity.ERROR and 0 < len(ways) <= _MOST_WAYS:
            shown = " hoặc ".join(
                f"{print_named(form, name)} = {print_figure(figure)}" for name, figure in ways
            )
            yield replace(finding, message=f"{finding.message} Sẽ khớp nếu {shown}.")
        else:
            yield finding


def _other_figures(one: Weighed) -> tuple[Decimal, ...]:
    """Give what else was seen for a row, in its place or elsewhere."""
    seen = [rival.value for rival in one.rivals]
    for text in one.reading.alternatives if one.reading else ():
        number = parse_number(text)
        seen += [number.value, number.other] if number else []
    return tuple(dict.fromkeys(figure for figure in seen if figure is not None))


def _find_ways(
    form: Form, figures: Figures, others: Mapping[str, tuple[Decimal, ...]], finding: Finding
) -> list[tuple[str, Decimal]]:
    """Give the figures that would resolve a finding; those once seen come before mere slips."""
    seen: list[tuple[str, Decimal]] = []
    slips: list[tuple[str, Decimal]] = []
    for name in finding.indicators:
        figure = figures.get(name)
        if figure is None:
            continue
        concerned = _relations(form, name)
        before = _broken(concerned, figures)
        trial = dict(figures)
        for other in dict.fromkeys((*others.get(name, ()), *_slips(figure))):
            if other == figure or find_fault(form.by_id[name], other):
                continue
            trial[name] = other
            after = _broken(concerned, trial)
            if after < before and not _speaks(finding, before & after):
                (seen if other in others.get(name, ()) else slips).append((name, other))
    return seen or slips


def _slips(figure: Decimal) -> tuple[Decimal, ...]:
    return swap_digit(figure) + lose_digit(figure) + double_digit(figure)


_Relation = Check | Indicator


def _relations(form: Form, name: str) -> tuple[_Relation, ...]:
    """Give the checks and the rates that name a row."""
    rates = (
        row
        for row in form.indicators
        if row.rate and name in (row.id, row.rate.part, row.rate.whole)
    )
    checks = (check for check in form.checks if name in parse_rule(check.rule).names)
    return (*rates, *checks)


def _broken(relations: Sequence[_Relation], figures: Figures) -> frozenset[str]:
    """Give the ids of the rates and checks that do not hold."""
    return frozenset(relation.id for relation in relations if not _holds(relation, figures))


def _holds(relation: _Relation, figures: Figures) -> bool:
    if isinstance(relation, Check):
        rule = parse_rule(relation.rule)
        return rule.holds(figures) is not False or not applies(relation, figures)
    if relation.rate is None:
        return True
    names = (relation.id, relation.rate.part, relation.rate.whole)
    rate, part, whole = (figures.get(name) for name in names)
    return rate is None or part is None or whole is None or rate_agrees(rate, part, whole)


def _speaks(finding: Finding, broken: frozenset[str]) -> bool:
    """Say whether a finding is still among the broken relations; a rate is named by its row."""
    return finding.check in broken or (finding.check == "rate" and finding.indicators[0] in broken)
