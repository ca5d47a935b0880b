"""The sums that a form demands, as equations: how far each is off, and what a figure counts in it.

Only what must be exactly equal is an equation: no inequality, no rate, nothing equal up to
rounding, nothing that `or` leaves a way around.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from pipeline.judge.rules import applies
from pipeline.model.finding import Severity
from pipeline.model.form import Check, Form
from pipeline.model.rule import Clause, Comparison, Figures, Rule, parse_rule, total

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Equation:
    """One sum that the figures of a report keep or break."""

    check: str  # id
    gap: Decimal  # left side less the right one: 0 where it holds
    # What each unknown counts, by its id: one number, or both signs where the rule puts a 0 for a
    # blank cell and no longer tells its side.
    weights: Mapping[str, tuple[Decimal, ...]]

    def closes(self, shifts: Mapping[str, Decimal]) -> bool:
        """Say whether it holds once some figures are larger by so much.

        >>> Equation("sum", Decimal(3), {"a": (Decimal(-1),)}).closes({"a": Decimal(3)})
        True
        """
        gaps = [self.gap]
        for name, shift in shifts.items():
            gaps = [gap + weight * shift for gap in gaps for weight in self.weights.get(name, (0,))]
        return 0 in gaps


@dataclass(frozen=True, slots=True)
class Equations:
    """The equations of a report, by the figures that stand in them.

    Figures that a relation says to be one, and that are equal, are one unknown, under the id of the
    first: a wrong total that the prose repeats is one fault of the report and not two.
    """

    unknown: Mapping[str, str]  # of a figure that is one with others; see `of`
    by_unknown: Mapping[str, tuple[Equation, ...]]

    def name(self, figure: str) -> str:
        """Give the unknown that a figure is."""
        return self.unknown.get(figure, figure)

    def of(self, unknown: str) -> tuple[Equation, ...]:
        """Give the equations that an unknown stands in."""
        return self.by_unknown.get(unknown, ())

    def members(self, unknown: str) -> tuple[str, ...]:
        """Give the figures that are one unknown."""
        others = (figure for figure, name in self.unknown.items() if name == unknown)
        return tuple(dict.fromkeys((unknown, *others)))

    @classmethod
    def read(cls, form: Form, figures: Figures) -> Self:
        """Take the equations from the checks of a form that become errors.

        Args:
            form: Of the report.
            figures: As chosen. An equation with a figure that was not seen says nothing; cells
                that a matrix counts as blank are known by what the check is about.
        """
        checks = [
            (check, parse_rule(check.rule))
            for check in form.checks
            if check.severity is Severity.ERROR and applies(check, figures)
        ]
        unknown = _join([rule for _, rule in checks], figures)
        found: dict[str, tuple[Equation, ...]] = {}
        for check, rule in checks:
            for equation in _equations(check, rule, figures, unknown):
                for name in equation.weights:
                    found[name] = (*found.get(name, ()), equation)
        return cls(unknown, found)


def _equations(
    check: Check, rule: Rule, figures: Figures, unknown: Mapping[str, str]
) -> Iterator[Equation]:
    if len(rule.alternatives) > 1:
        return
    clauses = rule.alternatives[0]
    blank = [
        name
        for name in check.only
        if name not in rule.names and name in figures and figures[name] is None
    ]
    for clause in clauses:
        if isinstance(clause, Comparison) and clause.relation == "=" and _is_plain(clause):
            left, right = total(clause.left, figures), total(clause.right, figures)
            if left is None or right is None:
                continue
            weights = _weigh(clause, unknown)
            weights |= dict.fromkeys(blank, (_ONE, -_ONE))
            if weights:
                yield Equation(check.id, left - right, weights)


def _is_plain(clause: Comparison) -> bool:
    return not any(term.pick for term in (*clause.left, *clause.right))


def _weigh(clause: Comparison, unknown: Mapping[str, str]) -> dict[str, tuple[Decimal, ...]]:
    """Count each unknown; one that stands on both sides counts nothing and is left out."""
    counts: dict[str, Decimal] = {}
    for side, terms in ((_ONE, clause.left), (-_ONE, clause.right)):
        for term in terms:
            for name in (unknown.get(one, one) for one in term.names):
                counts[name] = counts.get(name, Decimal(0)) + side * term.sign
    return {name: (count,) for name, count in counts.items() if count}


def _join(rules: Sequence[Rule], figures: Figures) -> Mapping[str, str]:
    """Give each figure that is said to be another, and equals it, the id of the first of them."""
    unknown: dict[str, str] = {}
    for rule in rules:
        held = [
            clauses
            for clauses in rule.alternatives
            if all(clause.holds(figures) for clause in clauses)
        ]
        for clause in held[0] if len(held) == 1 else ():
            if pair := _pair(clause):
                one, other = (unknown.get(name, name) for name in pair)
                unknown |= {name: one for name, first in unknown.items() if first == other}
                unknown |= dict.fromkeys((one, other), one)
    return unknown


def _pair(clause: Clause) -> tuple[str, str] | None:
    """Give the two figures of `a = b`."""
    if not isinstance(clause, Comparison) or clause.relation != "=" or not _is_plain(clause):
        return None
    sides = [side[0] for side in (clause.left, clause.right) if len(side) == 1]
    names = [term.names[0] for term in sides if term.names and term.sign > 0]
    return (names[0], names[1]) if len(names) == 2 else None
