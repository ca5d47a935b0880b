"""Rates against the two counts they are computed from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.judge.wording import print_figure, print_named
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator, Kind, Rate
from pipeline.model.rule import Figures, last_place


def rate_agrees(rate: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Compare a printed rate with the one its counts give.

    A rate printed as 21 may stand for anything from 20.5 to 21.5, so half of its last printed
    place is allowed. Nothing is computed from a whole of 0: only 0 is accepted then.

    >>> rate_agrees(Decimal(21), Decimal(3598), Decimal(17465))
    True
    >>> rate_agrees(Decimal("20.7"), Decimal(3598), Decimal(17465))
    False
    """
    if not whole:
        return not rate
    return abs(100 * part / whole - rate) <= last_place(rate) / 2


def check_rates(form: Form, figures: Figures) -> Iterator[Finding]:
    """Check each rate of the form, in its order."""
    for indicator in form.indicators:
        if indicator.rate:
            yield from _check_rate(form, indicator, indicator.rate, figures)


def _check_rate(
    form: Form, indicator: Indicator, rule: Rate, figures: Figures
) -> Iterator[Finding]:
    rate, part, whole = (figures.get(name) for name in (indicator.id, rule.part, rule.whole))
    if part is None or whole is None:
        if rate and indicator.code:
            yield from _miss_counts(form, indicator, rule, figures)
    elif rate is None:
        # The prose may leave a rate out; a row of the appendix asks for it.
        if whole and indicator.code and indicator.id in figures:
            counted = f"{print_division(form, rule, part, whole)}; báo cáo để trống {indicator.id}."
            yield Finding("rate_missing", Severity.ERROR, counted, (indicator.id,))
    elif not rate_agrees(rate, part, whole):
        concerned = (indicator.id, rule.part, rule.whole)
        yield Finding("rate", Severity.ERROR, _compare(form, indicator, rule, figures), concerned)


def _miss_counts(
    form: Form, indicator: Indicator, rule: Rate, figures: Figures
) -> Iterator[Finding]:
    """Point at counts left blank under a rate that was filled."""
    blank = tuple(
        name for name in (rule.part, rule.whole) if name in figures and figures[name] is None
    )
    if blank:
        rate = print_figure(figures.get(indicator.id), Kind.PERCENT)
        rows = " và ".join(print_named(form, name) for name in blank)
        message = f"{indicator.id} = {rate}, nhưng {rows} để trống."
        yield Finding("counts_missing", Severity.ERROR, message, blank)


def _compare(form: Form, indicator: Indicator, rule: Rate, figures: Figures) -> str:
    part, whole = figures.get(rule.part) or Decimal(0), figures.get(rule.whole) or Decimal(0)
    rate = print_figure(figures.get(indicator.id), Kind.PERCENT)
    printed = f"báo cáo ghi {print_named(form, indicator.id)} = {rate}"
    return f"{print_division(form, rule, part, whole)}; {printed}."


def print_division(form: Form, rule: Rate, part: Decimal, whole: Decimal) -> str:
    """Work out a rate: `I.3.1 : I.3.2 = 14 : 16 = 87,5 %`."""
    names = f"{print_named(form, rule.part)} : {print_named(form, rule.whole)}"
    counts = f"{print_figure(part)} : {print_figure(whole)}"
    if not whole:
        return f"{names} = {counts}, không tính được tỷ lệ"
    return f"{names} = {counts} = {print_figure(100 * part / whole, Kind.PERCENT)}"
