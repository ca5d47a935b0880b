"""Which figures the arithmetic of the report confirms.

A relation confirms a figure if it holds and would have been broken, had the reader slipped. Most
true relations are worth little: 3598 of 17465 is 21 % whatever the last digits are, 5 of 5 is 100 %
in every row of a shifted column. So each relation is tried with the slips of each of its figures,
and confirms only those where nearly every slip shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.judge.evidence import UNSURE
from pipeline.judge.misreadings import lose_digit, swap_digit
from pipeline.judge.rates import print_division, rate_agrees
from pipeline.judge.rules import applies
from pipeline.judge.wording import print_stated, print_sum
from pipeline.model.form import Check, Form, Indicator, Rate
from pipeline.model.reading import NAMELESS, Doubt, Reading, Support
from pipeline.model.rule import Comparison, Figures, parse_rule, total
from pipeline.vietnamese.numbers import parse_number

# Share of the slips that must show. 107 of 107 with 100 % notices 28 of 29; 3598 of 17465 with
# 21 % notices 23 of 40 slips of the part (counted).
_NOTICED = 0.9
# Two equal figures below 10 agree by chance too often: most rows of a commune print 0, 1 or 2.
_TELLING = 10


@dataclass(frozen=True, slots=True)
class _Tie:
    """A relation that holds, and can confirm the figures it names."""

    names: tuple[str, ...]
    holds: Callable[[Figures], bool | None]
    strong: bool  # three figures or more that fit together, not only two that are equal
    source: Indicator | Comparison  # what asks for it: a rate, or a clause of a check


def find_confirmed(form: Form, chosen: Mapping[str, Reading], figures: Figures) -> frozenset[str]:
    """Give the ids of the figures that a rate or an equation of the form confirms.

    A weak or disputed reading needs more: none of what the other readers saw may fit as well, and
    the other figures of the relation must be read without doubt. Weak ones may only confirm each
    other where three or more fit together or where one stands in the table and one in the prose:
    a single figure that was read into two rows is equal, too.
    """
    return frozenset(
        name
        for tie in _ties(form, figures)
        for name in tie.names
        if _confirms(tie, name, chosen, figures)
    )


def tell_confirming(
    form: Form, chosen: Mapping[str, Reading], figures: Figures, name: str
) -> tuple[str, ...]:
    """Work out, in Vietnamese, what confirms one figure; nothing where nothing does."""
    told = (
        _work_out(form, tie, figures)
        for tie in _ties(form, figures)
        if name in tie.names and _confirms(tie, name, chosen, figures)
    )
    return tuple(dict.fromkeys(told))


def _work_out(form: Form, tie: _Tie, figures: Figures) -> str:
    if isinstance(tie.source, Comparison):
        sides = (print_sum(form, side, figures) for side in (tie.source.left, tie.source.right))
        return "; ".join(filter(None, sides))
    rule = tie.source.rate
    part, whole = (figures.get(one) if rule else None for one in (tie.names[-2:]))
    if rule is None or part is None or whole is None:
        return ""
    printed = print_stated(form, tie.source.id, figures)
    return f"{print_division(form, rule, part, whole)}; báo cáo ghi {printed}"


def _ties(form: Form, figures: Figures) -> Iterator[_Tie]:
    yield from _rate_ties(form, figures)
    yield from _rule_ties(form, figures)


def _confirms(tie: _Tie, name: str, chosen: Mapping[str, Reading], figures: Figures) -> bool:
    return (
        bool(figures.get(name))
        and _notices(tie, name, figures)
        and _decides(tie, name, chosen, figures)
    )


def _rate_ties(form: Form, figures: Figures) -> Iterator[_Tie]:
    for indicator in form.indicators:
        if indicator.rate is None:
            continue
        rule = indicator.rate
        rate, part, whole = (figures.get(name) for name in (indicator.id, rule.part, rule.whole))
        if not rate or not part or not whole or not rate_agrees(rate, part, whole):
            continue
        if part == whole and whole >= _TELLING:
            yield _Tie((rule.part, rule.whole), _equal(rule), strong=False, source=indicator)
        if part != whole or whole >= _TELLING:
            names = (indicator.id, rule.part, rule.whole)
            yield _Tie(names, _rate(indicator, rule), strong=True, source=indicator)


def _equal(rule: Rate) -> Callable[[Figures], bool | None]:
    return lambda figures: figures.get(rule.part) == figures.get(rule.whole)


def _rate(indicator: Indicator, rule: Rate) -> Callable[[Figures], bool | None]:
    def holds(figures: Figures) -> bool | None:
        rate, part, whole = (figures.get(name) for name in (indicator.id, rule.part, rule.whole))
        if rate is None or part is None or whole is None:
            return None
        return part <= whole and rate_agrees(rate, part, whole)

    return holds


def _rule_ties(form: Form, figures: Figures) -> Iterator[_Tie]:
    for check in form.checks:
        for clause in _equations(check):
            if not clause.holds(figures) or not applies(check, figures):
                continue
            parts = _count_parts(clause, figures)
            if parts >= 2 or (parts == 1 and (total(clause.left, figures) or 0) >= _TELLING):
                yield _Tie(clause.names, clause.holds, strong=parts >= 2, source=clause)


def _equations(check: Check) -> Iterator[Comparison]:
    """Give the clauses of a check that must be equal; of alternatives none must."""
    rule = parse_rule(check.rule)
    if len(rule.alternatives) > 1:
        return
    for clause in rule.alternatives[0]:
        if isinstance(clause, Comparison) and clause.relation in {"=", "~"}:
            yield clause


def _count_parts(clause: Comparison, figures: Figures) -> int:
    """Count the figures above 0 on the longer side; 0 where one side names no figure at all."""
    sides = (clause.left, clause.right)
    if not all(any(term.names for term in side) for side in sides):
        return 0
    return max(sum(bool(term.names and term.value(figures)) for term in side) for side in sides)


def _notices(tie: _Tie, name: str, figures: Figures) -> bool:
    figure = figures.get(name)
    if figure is None:
        return False
    slips = swap_digit(figure) + lose_digit(figure)
    return sum(map(_breaks(tie, name, figures), slips)) >= _NOTICED * len(slips)


def _breaks(tie: _Tie, name: str, figures: Figures) -> Callable[[Decimal], bool]:
    """Give the question whether a relation fails with another figure in one place."""
    trial = {other: figures[other] for other in tie.names if other in figures}
    return lambda figure: tie.holds({**trial, name: figure}) is False


def _decides(tie: _Tie, name: str, chosen: Mapping[str, Reading], figures: Figures) -> bool:
    """Say whether a relation settles a reading that had something against it."""
    reading = chosen.get(name)
    if reading is None or reading.support not in UNSURE:
        return reading is not None
    others = [chosen[other] for other in tie.names if other != name and other in chosen]
    guessed = reading.support is Support.DISPUTED and not reading.alternatives
    if guessed or reading.doubt in NAMELESS | {Doubt.RENAMED}:
        return False
    apart = tie.strong or all(other.method is not reading.method for other in others)
    excused = {Support.WEAK} if apart and reading.support is Support.WEAK else set()
    if any(other.support in UNSURE - excused for other in others):
        return False
    numbers = [parse_number(text) for text in reading.alternatives]
    values = [value for number in numbers if number for value in (number.value, number.other)]
    breaks = _breaks(tie, name, figures)
    return None not in numbers and all(
        value is None or value == reading.value or breaks(value) for value in values
    )
