"""The one wrong figure that explains several sums at once; the others of these sums are cleared.

A sum that fails says that one of its figures is wrong, not which. In a table that adds up along
lines and down columns one wrong figure so makes thirty doubtful: its whole line and its whole
column. But where two sums fail by the same amount, and one figure stands in both, that figure alone
explains them.

A culprit is a figure that

- stands in two failing equations or more, and in none that holds: any other value would break it.
  Where a line of the table is lost, all columns fail, and the total's own sums keep it innocent;
- closes all of its equations with one and the same other value, which its kind allows and which
  breaks nothing else that holds;
- is alone in that: no other figure in these equations could do the same, nor could two others
  together. Two slips of the same amount leave four figures that could be it; then none is.

A figure is cleared if culprits explain every check that names it, and if something else speaks for
it: an equation that holds and whose figures are all beyond doubt, or two failing ones it has no
part in that the culprit explains, too. So a wrong figure can be cleared only where three are wrong
and their amounts agree. A line that was read in place of another holds in itself, but its columns
do not: the figures between them are not backed by their line. What is cleared stands as if no check
had spoken: what was read without doubt stays, what was weak or disputed stays doubtful. No value is
changed, and no failing check confirms anything.

The alternative, to solve for the fewest wrong figures, finds more and says less: its answer can
hang on figures of other lines and columns, and nobody could follow it on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from pipeline.judge.bounds import find_fault
from pipeline.judge.equations import Equation, Equations
from pipeline.judge.evidence import UNSURE
from pipeline.judge.relations import Relation, find_broken, is_kept, relations_of
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Check, Form
from pipeline.model.reading import Reading
from pipeline.model.rule import Figures, decimals, parse_rule

_FEWEST = 2  # equations that a culprit explains, and that speak for what it clears


@dataclass(frozen=True, slots=True)
class Culprit:
    """A figure that alone explains why some checks fail."""

    figures: tuple[str, ...]  # one, or several that are printed as one; the first stands for them
    value: Decimal  # what it would have to be; never taken for what it is
    equations: tuple[Equation, ...]  # all it stands in; they fail as it is, and hold with `value`
    checks: frozenset[str]  # ids of the checks that it explains, inequalities among them

    @property
    def name(self) -> str:
        """The figure that stands for it."""
        return self.figures[0]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Who is to blame for the checks that fail, and who is not."""

    culprits: tuple[Culprit, ...] = ()
    cleared: frozenset[str] = frozenset()  # ids of figures

    def explain(self, check: str) -> tuple[Culprit, ...]:
        """Give the culprits that explain a check; of several each does so alone."""
        return tuple(culprit for culprit in self.culprits if check in culprit.checks)


def find_culprits(
    form: Form, chosen: Mapping[str, Reading], findings: Sequence[Finding]
) -> Suspicion:
    """Say which single figures explain the sums that fail, and which figures that clears.

    Args:
        form: Of the report.
        chosen: The readings that won.
        findings: All that name figures; what no culprit explains keeps its figures doubtful.
    """
    failed = _failed(findings)
    if not failed:
        return Suspicion()
    figures = {name: reading.value for name, reading in chosen.items()}
    equations = Equations.read(form, figures)
    suspects = [name for name in equations.by_unknown if _shifts(equations.of(name), name)]
    culprits = tuple(
        culprit
        for name in suspects
        if _is_alone(equations, name, suspects)
        if (culprit := _accuse(form, figures, equations, name))
    )
    if not culprits:
        return Suspicion()
    suspicion = Suspicion(culprits)
    cleared = (
        name
        for name, checks in failed.items()
        if name in chosen
        if chosen[name].support not in UNSURE
        if equations.name(name) not in suspects
        if all(map(suspicion.explain, checks)) and _is_backed(suspicion, equations, name)
    )
    return Suspicion(culprits, frozenset(cleared))


def _failed(findings: Sequence[Finding]) -> Mapping[str, frozenset[str]]:
    """Give the ids of the checks that fail, by the figures they name."""
    failed: dict[str, frozenset[str]] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR:
            for name in finding.indicators:
                failed[name] = failed.get(name, frozenset()) | {finding.check}
    return failed


def _shifts(equations: Sequence[Equation], name: str) -> list[Decimal]:
    """Give by how much an unknown must grow to close the equations it stands in.

    Nothing where one of them holds, or where fewer than two fail.
    """
    return _solve(equations, name) if len(equations) >= _FEWEST else []


def _solve(equations: Sequence[Equation], name: str) -> list[Decimal]:
    first = equations[0]
    tried = dict.fromkeys(-first.gap / weight for weight in first.weights[name] if first.gap)
    return [
        shift
        for shift in tried
        if all(equation.gap and equation.closes({name: shift}) for equation in equations)
    ]


def _is_alone(equations: Equations, name: str, suspects: Sequence[str]) -> bool:
    """Say whether nothing else could explain the equations of a suspect."""
    own = equations.of(name)
    others = dict.fromkeys(other for one in own for other in one.weights if other != name)
    if any(other in suspects for other in others):
        return False
    return not any(
        all(one in equation.weights or other in equation.weights for equation in own)
        and _explain_together(equations, one, other)
        for one, other in combinations(others, 2)
    )


def _explain_together(equations: Equations, one: str, other: str) -> bool:
    """Say whether two unknowns close together all they stand in.

    What only equations of both can tell is taken for possible.
    """
    options = []
    for name, beside in ((one, other), (other, one)):
        own = [equation for equation in equations.of(name) if beside not in equation.weights]
        if not own:
            return True
        options.append(_solve(own, name))
    shared = [equation for equation in equations.of(one) if other in equation.weights]
    return any(
        all(equation.closes({one: first, other: second}) for equation in shared)
        for first, second in product(*options)
    )


def _accuse(form: Form, figures: Figures, equations: Equations, name: str) -> Culprit | None:
    """Give the culprit that a suspect is; None where its other value cannot be."""
    members = equations.members(name)
    figure, own = figures.get(name), equations.of(name)
    if figure is None:
        return None
    value = figure + _shifts(own, name)[0]
    trial = {**figures, **dict.fromkeys(members, value)}
    if decimals(value) > decimals(figure) or not _is_possible(form, figures, trial, members):
        return None
    broken = find_broken(relations_of(form, *members), figures)
    concerned = [check for check in form.checks if check.id in broken]
    checks = frozenset(check.id for check in concerned) - find_broken(concerned, trial)
    return Culprit(members, value, own, checks)


def _is_possible(form: Form, figures: Figures, trial: Figures, members: Sequence[str]) -> bool:
    """Say whether a figure may be what it would have to be, next to all others."""
    for member in members:
        value = trial[member]
        if value is None or value < 0 or find_fault(form.by_id[member], value):
            return False
    return not any(_breaks(one, figures, trial) for one in relations_of(form, *members))


def _breaks(relation: Relation, figures: Figures, trial: Figures) -> bool:
    """Say whether a relation fails with other figures, and did not fail so before."""
    if is_kept(relation, trial):
        return False
    if is_kept(relation, figures):
        return True
    rule = parse_rule(relation.rule) if isinstance(relation, Check) else None
    return rule is not None and not set(rule.broken(trial)) <= set(rule.broken(figures))


def _is_backed(suspicion: Suspicion, equations: Equations, name: str) -> bool:
    """Say whether more than the culprit's word speaks for a figure.

    Every equation it stands in that fails must be explained, and one must hold whose figures are
    all so; without such a one the culprits must be convicted by others than its own.
    """
    unknown = equations.name(name)
    if not _is_explained(suspicion, equations, unknown):
        return False
    return any(
        all(_is_explained(suspicion, equations, other) for other in equation.weights)
        for equation in equations.of(unknown)
        if not equation.gap
    ) or all(
        _count_without(culprit, unknown) >= _FEWEST
        for equation in equations.of(unknown)
        for culprit in suspicion.explain(equation.check)
    )


def _is_explained(suspicion: Suspicion, equations: Equations, unknown: str) -> bool:
    """Say whether culprits explain all equations of an unknown that fail."""
    return all(
        suspicion.explain(equation.check) for equation in equations.of(unknown) if equation.gap
    )


def _count_without(culprit: Culprit, unknown: str) -> int:
    return sum(unknown not in equation.weights for equation in culprit.equations)
