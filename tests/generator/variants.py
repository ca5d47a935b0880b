"""Another version of the form: rows gone, rows new, rows renamed, all of them numbered anew.

What a province or another year does to a form, done to an invented report from a seed. The words
are those of `variants.toml`; the rows that stay keep the ids of the form they came from, so that
the truth speaks of them whatever code they now bear.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tests.generator.compose import AppendixRow, Figure, InventedReport

GONE, NEW, RENAMED = 3, 3, 5
MOST_GONE = 4  # rows that go with their parent, itself among them
_WORDS = Path(__file__).with_name("variants.toml")


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that the form does not have, and what is printed in it."""

    section: str
    code: str
    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Variant:
    """A report on another version of its form."""

    report: InventedReport  # `figures` hold the rows that stayed and the prose
    gone: tuple[str, ...]  # ids of rows that are not printed
    new: tuple[NewRow, ...]
    renamed: tuple[str, ...]
    renumbered: tuple[str, ...]  # ids of rows that bear another code


@cache
def _words() -> dict[str, Any]:
    with _WORDS.open("rb") as file:
        return tomllib.load(file)


def make_variant(report: InventedReport, seed: int) -> Variant:
    """Change the form of a report; the same seed changes it the same way.

    Only where a row's number is its place among its brothers does it change: those behind a row
    that went or came, and their children.
    """
    rng = random.Random(f"variant/{seed}")
    rows, gone = _drop(rng, list(report.rows))
    renamed = _rename(rng, rows)
    rows = [
        replace(row, label=_words()["renamed"][row.indicator]) if row.indicator in renamed else row
        for row in rows
    ]
    for number, entry in enumerate(rng.sample(_words()["added"], NEW)):
        _insert(rng, rows, entry, number)
    numbered = _number(rows)
    changed = [new.indicator for old, new in zip(rows, numbered, strict=True) if old != new]
    figures = tuple(figure for figure in report.figures if figure.indicator not in gone)
    return Variant(
        replace(report, rows=tuple(numbered), figures=_relabel(figures, numbered)),
        tuple(gone),
        tuple(_new_row(row) for row in numbered if _is_new(row)),
        tuple(renamed),
        tuple(name for name in changed if not name.startswith("+")),
    )


def _drop(rng: random.Random, rows: list[AppendixRow]) -> tuple[list[AppendixRow], tuple[str, ...]]:
    """Take rows away, a parent with its children."""
    gone: list[str] = []
    while len(gone) < GONE:
        row = rng.choice([row for row in rows if row.indicator and row.indicator not in gone])
        family = [row.indicator, *(one.indicator for one in rows if _is_below(one, row))]
        if len(family) <= MOST_GONE:
            gone += [name for name in family if name not in gone]
    return [row for row in rows if row.indicator not in gone], tuple(gone)


def _is_below(row: AppendixRow, parent: AppendixRow) -> bool:
    return row.indicator.startswith(f"{parent.indicator}.")


def _rename(rng: random.Random, rows: Sequence[AppendixRow]) -> list[str]:
    known = [row.indicator for row in rows if row.indicator in _words()["renamed"]]
    return rng.sample(known, RENAMED)


def _insert(
    rng: random.Random, rows: list[AppendixRow], entry: dict[str, Any], number: int
) -> None:
    """Put a new row behind a row of its section, as its next brother, below its children."""
    section = entry["section"]
    places = [
        at
        for at, row in enumerate(rows)
        if row.indicator.startswith(f"{section}.") and row.kind != "section"
    ]
    before = rows[rng.choice(places)]
    at = rows.index(before) + 1
    while at < len(rows) and rows[at].code.startswith(f"{before.code}."):
        at += 1
    value = _draw_value(rng, entry)
    department = next(row.department for row in rows if row.code == section)
    row = AppendixRow(
        before.code, entry["label"], entry["unit"], f"{value:f}".replace(".", ","), department,
        entry.get("kind", "count"), f"+{number} {section}",
    )  # fmt: skip
    rows.insert(at, row)


def _draw_value(rng: random.Random, entry: dict[str, Any]) -> Decimal:
    value = Decimal(rng.randint(entry["low"], entry["high"]))
    if entry.get("kind") == "percent":
        value += Decimal(rng.randint(1, 9)) / 10
    return value


def _is_new(row: AppendixRow) -> bool:
    return row.indicator.startswith("+")


def _new_row(row: AppendixRow) -> NewRow:
    section = row.indicator.partition(" ")[2]
    return NewRow(section, row.code, row.label, Decimal(row.printed.replace(",", ".")))


def _number(rows: Sequence[AppendixRow]) -> list[AppendixRow]:
    """Number all rows by their places; the codes tell only how deep each stands."""
    numbered: list[AppendixRow] = []
    counts: list[int] = []
    for row in rows:
        if row.kind == "section":
            counts = []
            numbered.append(row)
            continue
        depth = row.code.count(".") + 1
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        counts[-1] += 1
        numbered.append(replace(row, code=".".join(map(str, counts))))
    return numbered


def _relabel(figures: Iterable[Figure], rows: Sequence[AppendixRow]) -> tuple[Figure, ...]:
    labels = {row.indicator: row.label for row in rows if row.indicator}
    return tuple(
        replace(figure, label=labels.get(figure.indicator, figure.label)) for figure in figures
    )
