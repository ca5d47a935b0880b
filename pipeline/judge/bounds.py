"""What a figure can be by its kind alone, whatever the other figures say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.judge.wording import print_figure, print_named
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.rule import Figures

_PERCENT = (Decimal(0), Decimal(100))


def check_bounds(form: Form, figures: Figures) -> Iterator[Finding]:
    """Check each figure against its kind, legend and bounds, in the order of the form."""
    for indicator in form.indicators:
        figure = figures.get(indicator.id)
        if figure is not None:
            yield from _check_figure(form, indicator, figure)


def _check_figure(form: Form, indicator: Indicator, figure: Decimal) -> Iterator[Finding]:
    printed = f"{print_named(form, indicator.id)} = {print_figure(figure, indicator.kind)}"
    fault = find_fault(indicator, figure)
    if fault:
        check, expected = fault
        message = f"{printed}: {expected}."
        yield Finding(check, Severity.ERROR, message, (indicator.id,))
    if not indicator.applies and figure:
        message = f"{printed}: dòng này dành cho cấp khác, báo cáo cấp xã thường để trống hoặc 0."
        yield Finding("not_applicable", Severity.WARNING, message, (indicator.id,))


def find_fault(indicator: Indicator, figure: Decimal) -> tuple[str, str] | None:
    """Give the id of the check that fails, and what was expected; None when all is well.

    >>> find_fault(Indicator("III.1.4", "Số TTHC", Kind.COUNT), Decimal("12.5"))
    ('whole_number', 'phải là số nguyên')
    """
    if indicator.kind is Kind.HEADING:
        return "heading_value", "dòng tiêu đề không có số liệu"
    if indicator.kind is Kind.CHOICE:
        codes = [choice.code for choice in indicator.legend]
        if codes and figure not in codes:
            return "legend", f"chỉ được ghi một trong các mã {', '.join(map(str, codes))}"
        return None
    lowest, highest = indicator.bounds or (Decimal(0), None)
    if indicator.kind is Kind.PERCENT and not indicator.bounds:
        lowest, highest = _PERCENT
    if figure < lowest or (highest is not None and figure > highest):
        top = f" đến {print_figure(highest)}" if highest is not None else " trở lên"
        return "bounds", f"phải từ {print_figure(lowest)}{top}"
    if indicator.kind is Kind.COUNT and figure != figure.to_integral_value():
        return "whole_number", "phải là số nguyên"
    return None
