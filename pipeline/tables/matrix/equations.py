"""What the columns of one line must add up to: does a row of figures stand in its places?

A text dump has no columns. Where one figure is lost all behind it move up, and only arithmetic
tells: four equations over eleven figures hold by chance next to never, unless nearly all are zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pipeline.model.matrix import Matrix
from pipeline.model.rule import Comparison, parse_rule

# A figure, or None where something is printed that is none.
Slots = tuple[Decimal | None, ...]
_NOTHING = Decimal(0)
# Of eleven zeros; a line with any dossier at all has four other figures.
_MOST_ZEROS_LOST = 3
_MEASURED = 11  # columns of the form on which such limits were measured


@dataclass(frozen=True, slots=True)
class Equation:
    """Figures that, each with its sign, add up to nothing."""

    terms: tuple[tuple[int, int], ...]  # sign, place of the column


@dataclass(frozen=True, slots=True)
class Solution:
    """A way to put figures into columns that the equations allow."""

    printed: tuple[int | None, ...]  # for each column which of the figures; None: none of them
    values: Slots  # with what follows for those that cannot be read
    tied: frozenset[int]  # columns of equations that hold with read figures and confirm them


def equations_of(matrix: Matrix) -> tuple[Equation, ...]:
    """Give the equations that hold on each line."""
    places = {column.id: place for place, column in enumerate(matrix.columns)}
    found = []
    for check in matrix.checks:
        rule = parse_rule(check.rule)
        for clause in rule.alternatives[0] if len(rule.alternatives) == 1 else ():
            if isinstance(clause, Comparison) and clause.relation == "=":
                sides = ((1, clause.left), (-1, clause.right))
                terms = [
                    (side * term.sign, places[name])
                    for side, summands in sides
                    for term in summands
                    for name in term.names
                ]
                found.append(Equation(tuple(terms)))
    return tuple(found)


def most_of(columns: int, limit: int) -> int:
    """Give a limit that was measured on eleven columns for as many as there are, rounded down."""
    return limit * columns // _MEASURED


def solve(
    slots: Slots, columns: int, equations: Sequence[Equation], *, blanks: bool
) -> tuple[Solution, ...]:
    """Give the ways to put the figures of a line into its columns.

    Args:
        slots: The figures, from the left.
        columns: How many there should be.
        equations: Of the line.
        blanks: Whether the report leaves cells empty: then any number may be wanting. Otherwise
            one figure may be lost, three of zeros alone, or one sign too many be taken for one.
    """
    found = []
    zeros = most_of(columns, _MOST_ZEROS_LOST)
    lost = columns if blanks else zeros if not any(slots) else 1
    for printed in _layouts(len(slots), columns, lost):
        put = [None if slot is None else slots[slot] for slot in printed]
        if blanks:
            put = [
                _NOTHING if slot is None else value
                for slot, value in zip(printed, put, strict=True)
            ]
        solution = _fit(printed, put, equations)
        if solution:
            found.append(solution)
    return tuple(found)


def _layouts(slots: int, columns: int, lost: int) -> Iterator[tuple[int | None, ...]]:
    """Give for each column the figure that stands in it."""
    if slots == columns:
        yield tuple(range(columns))
    elif slots == columns + 1:
        for extra in range(slots):
            yield tuple(slot for slot in range(slots) if slot != extra)
    elif columns - lost <= slots < columns:
        for places in combinations(range(columns), slots):
            numbers = {place: slot for slot, place in enumerate(places)}
            yield tuple(numbers.get(place) for place in range(columns))


def _fit(
    printed: tuple[int | None, ...], put: Sequence[Decimal | None], equations: Sequence[Equation]
) -> Solution | None:
    """Work out what is unknown; None where an equation fails or a count would be below zero."""
    values = list(put)
    for _ in equations:
        for equation in equations:
            if not _derive(values, equation):
                return None
    gaps = None in put
    tied = (
        {place for _, place in equation.terms}
        for equation in equations
        if all(put[place] is not None for _, place in equation.terms)
        # 333 = 333 + 0 + 0 was read 853 = 853 + 0 + 0, and what told so could not be read.
        and not (gaps and sum(bool(put[place]) for _, place in equation.terms) == 2)
    )
    return Solution(printed, tuple(values), frozenset().union(*tied))


def _derive(values: list[Decimal | None], equation: Equation) -> bool:
    """Fill in what an equation says of unknown figures; False where it cannot hold."""
    unknown = [(sign, place) for sign, place in equation.terms if values[place] is None]
    rest = -sum((sign * (values[place] or _NOTHING) for sign, place in equation.terms), _NOTHING)
    if not unknown:
        return not rest
    signs = {sign for sign, _ in unknown}
    if len(unknown) == 1 or (len(signs) == 1 and not rest):
        for sign, place in unknown:  # several that add up to nothing are nothing
            values[place] = rest * sign or _NOTHING  # never -0
    return len(signs) > 1 or rest * signs.pop() >= 0
