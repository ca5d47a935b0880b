"""Plants in a consistent report what real ones get wrong.

Each kind changes the figures as little as its check needs, and names the rows a finding has to be
about. Two kinds at once keep out of each other's rows as far as the form allows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from tests.generator.figures import Values
from tests.generator.invent import Paper

_Report = TypeVar("_Report")


@dataclass(frozen=True, slots=True)
class Planted:
    """One contradiction of a report."""

    kind: str
    indicators: tuple[str, ...]  # the rows concerned; none for documents


@dataclass(frozen=True, slots=True)
class Draft:
    """What contradictions are planted in."""

    rng: random.Random
    values: Values
    restated: Values
    again: dict[str, Paper]  # documents as they are cited the second time


def known(draft: Draft, name: str) -> Decimal:
    """Give a figure that is to be contradicted.

    Raises:
        ValueError: It is blank.
    """
    value = draft.values[name]
    if value is None:
        raise ValueError(f"{name} is blank and cannot be contradicted")
    return value


def _wrong_rate(draft: Draft) -> tuple[str, ...]:
    # Far enough off that no rounding explains it.
    row = draft.rng.choice(("I.2", "VI.1", "VII.5.2"))
    printed = known(draft, row)
    draft.values[row] = (printed - 13 if printed > 50 else printed + 13).quantize(Decimal(1))
    part, whole = {"I.2": ("I.2.2", "I.2.1"), "VI.1": ("VI.1.2", "VI.1.1")}.get(
        row, ("VII.5.2.2", "VII.5.2.1")
    )
    return row, part, whole


def _part_over_whole(draft: Draft) -> tuple[str, ...]:
    part, whole = draft.rng.choice((("VII.5.1.3", "VII.5.1.2"), ("I.4.2", "I.4.1")))
    draft.values[part] = known(draft, whole) + draft.rng.randint(2, 5)
    return (part, whole) if whole != "I.4.1" else (part, "I.4.3", "I.4.4", whole)


def _prose_differs(draft: Draft) -> tuple[str, ...]:
    draft.values["III.1.4"] = known(draft, "III.1.4") + draft.rng.choice((3, 7, 20))
    return "III.1.4", "procedures_total"


def _headcount(draft: Draft) -> tuple[str, ...]:
    draft.values["staff_present_total"] = known(draft, "staff_present_total") - 1
    return "staff_present_total", "officials_present", "civil_servants_present", "IV.2.2"


def _flow(draft: Draft) -> tuple[str, ...]:
    draft.values["dossiers_in_process"] = known(draft, "dossiers_in_process") + 4
    return (
        "dossiers_received",
        "dossiers_resolved_carried_over",
        "dossiers_resolved_before_deadline",
        "dossiers_in_process",
    )


def _missing_rate(draft: Draft) -> tuple[str, ...]:
    row = draft.rng.choice(("VII.5.1", "VII.5.4", "III.3.1"))
    draft.values[row] = None
    return (row,)


def _symbol_dates(draft: Draft) -> tuple[str, ...]:
    paper = draft.again["plan_control"]
    moved = paper.issued + timedelta(days=draft.rng.randint(3, 9))
    draft.again["plan_control"] = Paper(paper.key, paper.kind, paper.symbol, moved, paper.subject)
    return ()


def _restated(draft: Draft) -> tuple[str, ...]:
    online = known(draft, "dossiers_received_online")
    draft.restated["dossiers_received_online"] = online + draft.rng.randint(17, 140)
    return ("dossiers_received_online",)


KINDS: dict[str, Callable[[Draft], tuple[str, ...]]] = {
    "rate": _wrong_rate,
    "part": _part_over_whole,
    "prose": _prose_differs,
    "headcount": _headcount,
    "flow": _flow,
    "missing_rate": _missing_rate,
    "symbol_dates": _symbol_dates,
    "restated": _restated,
}


def plant(draft: Draft, kind: str) -> Planted:
    """Plant one contradiction.

    Args:
        draft: The figures, changed in place.
        kind: One of KINDS.

    Returns:
        What was planted, with the rows a finding has to be about.
    """
    return Planted(kind, KINDS[kind](draft))


def first_that_bears(tried: Iterable[_Report | None], contradictions: Sequence[str]) -> _Report:
    """Give the first report that some contradictions could be planted in.

    Raises:
        ValueError: There is none.
    """
    for report in tried:
        if report is not None:
            return report
    raise ValueError(f"no report bears all of these contradictions: {contradictions}")
