"""What a reader may have misread where figures contradict each other.

A proposal is a sentence of a finding; no figure is ever changed by it. Of 1,728 slips of one digit
in 30 consistent reports 775 broke a rate or a sum; 704 of these got a proposal of at most three
ways, each time with the right row and figure among them, 508 times alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.judge.bounds import find_fault
from pipeline.judge.culprits import Culprit
from pipeline.judge.misreadings import double_digit, lose_digit, swap_digit, swap_repeated
from pipeline.judge.rates import print_division
from pipeline.judge.relations import find_broken, relations_of
from pipeline.judge.weigh import Weighed
from pipeline.judge.wording import print_figure, print_named, print_sum
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.rule import Comparison, Figures, parse_rule
from pipeline.vietnamese.numbers import parse_number

# With more ways out than this, none of them is worth a look.
_MOST_WAYS = 3


def add_proposals(
    form: Form,
    figures: Figures,
    weighed: Sequence[Weighed],
    findings: Sequence[Finding],
    culprits: Sequence[Culprit] = (),
) -> Iterator[Finding]:
    """Add to each error the few other figures that would resolve it.

    Tried are the other mentions of a row, what other readers saw in it, and one slip of a reader. A
    figure resolves an error if it breaks nothing else that names its row. Where one figure explains
    several errors it is named, and nothing else is tried.
    """
    others = {one.indicator.id: _other_figures(one) for one in weighed if one.reading}
    for finding in findings:
        blamed = [culprit for culprit in culprits if finding.check in culprit.checks]
        if blamed and finding.severity is Severity.ERROR:
            told = " ".join(_accuse(form, figures, finding, culprit) for culprit in blamed)
            yield replace(finding, message=f"{finding.message} {told}")
            continue
        ways = _find_ways(form, figures, others, finding)
        if finding.severity is Severity.ERROR and 0 < len(ways) <= _MOST_WAYS:
            shown = " hoặc ".join(
                f"{print_named(form, name)} = {print_figure(figure)}" for name, figure in ways
            )
            if len(ways) == 1:
                shown += _work_out(form, finding, {**figures, ways[0][0]: ways[0][1]})
            yield replace(finding, message=f"{finding.message} Sẽ khớp nếu {shown}.")
        else:
            yield finding


def _accuse(form: Form, figures: Figures, finding: Finding, culprit: Culprit) -> str:
    """Say which figure explains an error together with others, and what it would have to be."""
    named = " và ".join(print_named(form, name) for name in culprit.figures)
    mended = {**figures, **dict.fromkeys(culprit.figures, culprit.value)}
    shown = f"{named} = {print_figure(culprit.value)}{_work_out(form, finding, mended)}"
    checks = ", ".join(sorted(culprit.checks))
    return f"Chỉ một số sai giải thích được mọi kiểm tra này: {checks}. Sẽ khớp nếu {shown}."


def _work_out(form: Form, finding: Finding, figures: Figures) -> str:
    """Work the relation out with the proposed figure: ` (I.2 + I.3 = 107 + 22 = 129)`."""
    if finding.check == "rate":
        rule = form.by_id[finding.indicators[0]].rate
        part, whole = (figures.get(name) if rule else None for name in finding.indicators[1:3])
        if rule is None or part is None or whole is None:
            return ""
        return f" ({print_division(form, rule, part, whole)})"
    sums = (
        print_sum(form, side, figures)
        for check in form.checks
        if check.id == finding.check
        for alternative in parse_rule(check.rule).alternatives
        for clause in alternative
        if isinstance(clause, Comparison)
        for side in (clause.left, clause.right)
        if len(side) > 1
    )
    told = "; ".join(dict.fromkeys(filter(None, sums)))
    return f" ({told})" if told else ""


def _other_figures(one: Weighed) -> tuple[Decimal, ...]:
    """Give what else was seen for a row, in its place or elsewhere."""
    seen = [rival.value for rival in one.rivals]
    for text in one.reading.alternatives if one.reading else ():
        number = parse_number(text)
        seen += [number.value, number.other] if number else []
    return tuple(dict.fromkeys(figure for figure in seen if figure is not None))


def find_ways(
    form: Form, figures: Figures, weighed: Sequence[Weighed], finding: Finding
) -> list[tuple[str, Decimal]]:
    """Give rows with figures that would resolve a finding; see `add_proposals`.

    Args:
        form: Of the report.
        figures: Of the report, by indicator.
        weighed: Its readings.
        finding: An error.
    """
    others = {one.indicator.id: _other_figures(one) for one in weighed if one.reading}
    return _find_ways(form, figures, others, finding)


def _find_ways(
    form: Form, figures: Figures, others: Mapping[str, tuple[Decimal, ...]], finding: Finding
) -> list[tuple[str, Decimal]]:
    """Give the figures that would resolve a finding, of the likeliest kind that gives any.

    What was once seen comes before one slip of a reader, and that before a slip made twice.
    """
    for kind in (None, _slips, swap_repeated):
        ways = [
            (name, other)
            for name in finding.indicators
            if (figure := figures.get(name)) is not None
            for other in _resolving(
                form, figures, finding, name, kind(figure) if kind else others.get(name, ())
            )
        ]
        if ways:
            return ways
    return []


def _resolving(
    form: Form, figures: Figures, finding: Finding, name: str, tried: Sequence[Decimal]
) -> Iterator[Decimal]:
    """Give those of some figures of a row that resolve a finding and break nothing else."""
    concerned = relations_of(form, name)
    before = find_broken(concerned, figures)
    trial = dict(figures)
    for other in dict.fromkeys(tried):
        if other == figures[name] or find_fault(form.by_id[name], other):
            continue
        trial[name] = other
        after = find_broken(concerned, trial)
        if after < before and not _speaks(finding, before & after):
            yield other


def _slips(figure: Decimal) -> tuple[Decimal, ...]:
    return swap_digit(figure) + lose_digit(figure) + double_digit(figure)


def _speaks(finding: Finding, broken: frozenset[str]) -> bool:
    """Say whether a finding is still among the broken relations; a rate is named by its row."""
    return finding.check in broken or (finding.check == "rate" and finding.indicators[0] in broken)
