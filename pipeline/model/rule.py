"""The rules of `[[check]]` blocks: sums of figures, compared.

    I.4.2 + I.4.3 + I.4.4 <= I.4.1            two sums and a relation: = != < <= > >= ~
    II.2.2.2 <= II.2.2.1 <= II.2.1            several relations in a chain
    VII.4.2 >= least(VII.4.2.1, VII.4.2.2)    least and greatest of those that are filled
    VII.5.3 ~ online_dossier_rate             equal up to rounding: 71 and 71.43
    I.5 is filled and I.5 = 1                 `and` binds closer than `or`; no brackets
    I.5 is blank or late_dossiers is missing  missing: the report was not seen to have it

A rule holds, is broken, or is silent (None): a relation is silent while a figure it needs is blank
or was not seen, and `is blank`, `is filled` are silent only where the row was not seen. `and` and
`or` go on from there as Kleene's logic does: one broken part breaks an `and` whatever the rest is.
An evaluator of Python expressions would have been shorter, but text of a file must never run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

# The figures of one report: None is a blank row, an absent key a row that was not seen.
Figures = Mapping[str, Decimal | None]

_HALF = Decimal("0.5")
_NUMBER = r"\d+(?:\.\d+)?(?![\w.])"
_NAME = r"[A-Za-z_]\w*(?:\.\w+)*(?![\w.])"  # VII.5.2.1, dossiers_received, land.received_total
_TOKEN = re.compile(rf"<=|>=|!=|[<>=~+\-(),]|{_NUMBER}|{_NAME}", re.ASCII)
_KEYWORDS = frozenset({"and", "or", "is", "blank", "filled", "missing", "least", "greatest"})


def same_rounded(one: Decimal, other: Decimal) -> bool:
    """Say whether two figures are one, printed with unlike numbers of decimals.

    0 and 100 are claims ("none", "all"), not roundings: 99.8 and 100 differ.

    >>> same_rounded(Decimal("71.43"), Decimal("71")), same_rounded(Decimal("99.8"), Decimal(100))
    (True, False)
    """
    if one == other:
        return True
    fine, coarse = sorted((one, other), key=lambda figure: int(figure.as_tuple().exponent))
    if coarse in (0, 100) or decimals(fine) == decimals(coarse):
        return False
    return abs(fine - coarse) <= last_place(coarse) * _HALF


def decimals(figure: Decimal) -> int:
    """Count the decimals a figure was printed with; 0 for whole numbers.

    >>> decimals(Decimal("99.8")), decimals(Decimal("1E+3"))
    (1, 0)
    """
    return max(0, -int(figure.as_tuple().exponent))


def last_place(figure: Decimal) -> Decimal:
    """Give the worth of the last printed digit: 1 of whole numbers, 0.1 of 99.8.

    >>> last_place(Decimal("99.8"))
    Decimal('0.1')
    """
    return Decimal(1).scaleb(-decimals(figure))


_RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "~": same_rounded,
}


@dataclass(frozen=True, slots=True)
class Term:
    """One summand: a number, a figure, or the least or greatest of some figures."""

    sign: int  # 1 or -1
    names: tuple[str, ...] = ()  # empty: a plain number
    number: Decimal = Decimal(0)
    pick: str = ""  # "least" or "greatest"

    def value(self, figures: Figures) -> Decimal | None:
        """Give the summand with its sign; None while a figure is wanting."""
        if not self.names:
            return self.sign * self.number
        known = [figure for name in self.names if (figure := figures.get(name)) is not None]
        if not known:
            return None
        return self.sign * (max(known) if self.pick == "greatest" else min(known))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sums and the relation between them."""

    left: tuple[Term, ...]
    relation: str
    right: tuple[Term, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The ids it needs, each once."""
        terms = self.left + self.right
        return tuple(dict.fromkeys(name for term in terms for name in term.names))

    def holds(self, figures: Figures) -> bool | None:
        """Compare the sums; None while a figure is wanting."""
        left, right = total(self.left, figures), total(self.right, figures)
        if left is None or right is None:
            return None
        return _RELATIONS[self.relation](left, right)


@dataclass(frozen=True, slots=True)
class Presence:
    """`I.5 is blank`, `I.5 is filled`, `I.5 is missing`."""

    name: str
    state: str

    @property
    def names(self) -> tuple[str, ...]:
        """The one id it asks for."""
        return (self.name,)

    def holds(self, figures: Figures) -> bool | None:
        """Say whether the row is so; whether one that was not seen is filled nobody knows."""
        if self.state == "missing":
            return self.name not in figures
        if self.name not in figures:
            return None
        return (figures[self.name] is not None) == (self.state == "filled")


Clause = Comparison | Presence


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed rule: alternatives joined by `or`, each made of clauses joined by `and`."""

    text: str
    alternatives: tuple[tuple[Clause, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all indicators it names, each once, in the order of the text."""
        clauses = [clause for alternative in self.alternatives for clause in alternative]
        return tuple(dict.fromkeys(name for clause in clauses for name in clause.names))

    def holds(self, figures: Figures) -> bool | None:
        """Say whether the figures keep the rule; None where it has nothing to say.

        >>> rule = parse_rule("I.5 is blank or I.5.1 + 2 <= 7")
        >>> rule.holds({"I.5": Decimal(1), "I.5.1": Decimal(6)}), rule.holds({"I.5": None})
        (False, True)
        >>> rule.holds({"I.5": Decimal(1), "I.5.1": None}) is None
        True
        """
        return _any(
            [
                _all([clause.holds(figures) for clause in alternative])
                for alternative in self.alternatives
            ]
        )

    def broken(self, figures: Figures) -> tuple[Clause, ...]:
        """Give the clauses that do not hold."""
        clauses = [clause for alternative in self.alternatives for clause in alternative]
        return tuple(clause for clause in clauses if clause.holds(figures) is False)


def total(terms: tuple[Term, ...], figures: Figures) -> Decimal | None:
    """Add up a side of a comparison; None while a figure is wanting."""
    values = [term.value(figures) for term in terms]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


@lru_cache(maxsize=4096)
def parse_rule(text: str) -> Rule:
    """Read a rule.

    >>> parse_rule("I.4.2 + I.4.3 <= I.4.1 and dossiers_received > 0").names
    ('I.4.2', 'I.4.3', 'I.4.1', 'dossiers_received')

    Raises:
        ValueError: The text is no rule; the message says where, in Vietnamese and English.
    """
    tokens = _Tokens(text)
    alternatives = [_parse_clauses(tokens)]
    while tokens.skip("or"):
        alternatives.append(_parse_clauses(tokens))
    if tokens.next:
        raise tokens.fault("and, or")
    return Rule(text, tuple(alternatives))


class _Tokens:
    """The tokens of a rule, taken from the left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest: list[str] = _TOKEN.findall(text)
        strange = _TOKEN.sub(" ", text).split()
        if strange:
            raise ValueError(
                f"quy tắc '{text}': không hiểu '{strange[0]}' "
                f"| rule '{text}': cannot read '{strange[0]}'"
            )

    @property
    def next(self) -> str:
        return self.rest[0] if self.rest else ""

    def take(self) -> str:
        return self.rest.pop(0)

    def skip(self, *wanted: str) -> str:
        return self.take() if self.next in wanted else ""

    def fault(self, wanted: str) -> ValueError:
        return ValueError(
            f"quy tắc '{self.text}': cần {wanted}, gặp '{self.next}' "
            f"| rule '{self.text}': {wanted} expected, found '{self.next}'"
        )

    def take_name(self) -> str:
        if self.next in _KEYWORDS or not re.match(_NAME, self.next):
            raise self.fault("id")
        return self.take()


def _parse_clauses(tokens: _Tokens) -> tuple[Clause, ...]:
    clauses = _parse_clause(tokens)
    while tokens.skip("and"):
        clauses += _parse_clause(tokens)
    return clauses


def _parse_clause(tokens: _Tokens) -> tuple[Clause, ...]:
    left = _parse_sum(tokens)
    if tokens.skip("is"):
        if len(left) > 1 or len(left[0].names) != 1 or left[0].sign < 0 or left[0].pick:
            raise tokens.fault("'I.5 is blank'")
        state = tokens.skip("blank", "filled", "missing")
        if not state:
            raise tokens.fault("blank, filled, missing")
        return (Presence(left[0].names[0], state),)
    chain: list[Clause] = []
    while relation := tokens.skip(*_RELATIONS):
        right = _parse_sum(tokens)
        chain.append(Comparison(left, relation, right))
        left = right
    if not chain:
        raise tokens.fault(" ".join(_RELATIONS))
    return tuple(chain)


def _parse_sum(tokens: _Tokens) -> tuple[Term, ...]:
    terms = [_parse_term(tokens, 1)]
    while sign := tokens.skip("+", "-"):
        terms.append(_parse_term(tokens, 1 if sign == "+" else -1))
    return tuple(terms)


def _parse_term(tokens: _Tokens, sign: int) -> Term:
    if re.match(_NUMBER, tokens.next, re.ASCII):
        return Term(sign, number=Decimal(tokens.take()))
    pick = tokens.skip("least", "greatest")
    if not pick:
        return Term(sign, (tokens.take_name(),))
    if not tokens.skip("("):
        raise tokens.fault("(")
    names = [tokens.take_name()]
    while tokens.skip(","):
        names.append(tokens.take_name())
    if not tokens.skip(")"):
        raise tokens.fault(", )")
    return Term(sign, tuple(names), pick=pick)


def _all(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _any(answers: list[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False
