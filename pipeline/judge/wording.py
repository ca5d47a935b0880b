"""How findings print figures and name indicators, in Vietnamese."""

from __future__ import annotations

from decimal import Decimal

from pipeline.model.form import Form, Kind
from pipeline.model.matrix import short_name
from pipeline.model.rule import Figures, Term, total

# Enough to see by how much a rate is wrong; reports print two decimals at most.
_DECIMALS = 2
_SWAP = str.maketrans(",.", ".,")


def print_figure(figure: Decimal | None, kind: Kind | None = None) -> str:
    """Print a figure as Vietnamese reports do: 17.465 and 71,43 %.

    >>> print_figure(Decimal(17465)), print_figure(Decimal("71.4286"), Kind.PERCENT)
    ('17.465', '71,43 %')
    >>> print_figure(None)
    'để trống'
    """
    if figure is None:
        return "để trống"
    grouped = f"{figure:,.{_DECIMALS}f}"
    printed = grouped.rstrip("0").rstrip(".").translate(_SWAP)
    return f"{printed} %" if kind is Kind.PERCENT else printed


def print_named(form: Form, name: str) -> str:
    """Name an indicator: a row by its id, a figure of the prose by its label.

    A cell of a matrix is named as people find it on the paper, by line and number of the column.
    """
    indicator = form.by_id.get(name)
    if indicator and form.is_cell(name):
        return short_name(indicator.label, indicator.code)
    if indicator is None or indicator.code:
        return name
    return f"“{indicator.label}”"


def print_stated(form: Form, name: str, figures: Figures) -> str:
    """Say what the report prints for an indicator: `I.4.1 = 14`, `I.5: để trống`."""
    indicator = form.by_id.get(name)
    figure = figures.get(name)
    printed = print_figure(figure, indicator.kind if indicator else None)
    return f"{print_named(form, name)}{': ' if figure is None else ' = '}{printed}"


def print_sum(form: Form, terms: tuple[Term, ...], figures: Figures) -> str:
    """Work out one side of a comparison: `I.4.2 + I.4.3 = 14 + 2 = 16`; empty for a number."""
    names = [name for term in terms for name in term.names]
    if not names:
        return ""
    if len(terms) == 1:
        return "; ".join(print_stated(form, name, figures) for name in names)
    words, numbers = [], []
    for place, term in enumerate(terms):
        sign = "− " if term.sign < 0 else "+ " if place else ""
        value = term.value(figures)
        printed = print_figure(None if value is None else abs(value))
        words.append(sign + (_print_term(form, term, figures) or printed))
        numbers.append(sign + printed)
    summed = print_figure(total(terms, figures))
    return f"{' '.join(words)} = {' '.join(numbers)} = {summed}"


def _print_term(form: Form, term: Term, figures: Figures) -> str:
    """Name the figure of a summand, of several the one that was picked; empty for a number."""
    value = term.value(figures)
    picked = [name for name in term.names if figures.get(name) == (value and abs(value))]
    return print_named(form, picked[0]) if picked else ""
