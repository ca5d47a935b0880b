"""Invents the table of form 06 of Circular 01/2020/TT-VPCP: fields of work by 11 counts.

Most figures of a commune are 0 or small: civil status and certification have hundreds, the other
fields a handful. The total line is added up last, from what is printed.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipeline.vietnamese.alphabet import fold
from tests.generator.figures import Values

FORM = Path(__file__).parents[2] / "patterns" / "tthc-06.toml"
TOTAL = "total"
COLUMNS = (
    "received_total", "received_online", "received_direct", "received_carried",
    "resolved_total", "resolved_early", "resolved_on_time", "resolved_late",
    "pending_total", "pending_within", "pending_late",
)  # fmt: skip
_PARTS = {
    "received_total": COLUMNS[1:4],
    "resolved_total": COLUMNS[5:8],
    "pending_total": COLUMNS[9:11],
}
# What a form can not know: fields that some place invented or named anew.
_UNKNOWN = (
    "Lâm nghiệp", "Thủy sản", "Điện lực", "Hạ tầng kỹ thuật", "Du lịch", "Bưu chính, viễn thông",
    "Kiểm lâm", "An toàn thực phẩm", "Tài chính - Kế hoạch", "Hỗ trợ doanh nghiệp",
)  # fmt: skip
# Most a month brings; the others bring some.
_BUSY = {"civil_status": 60, "certification": 120, "land": 25, "social_protection": 14}


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One line of the table."""

    id: str
    number: str  # as printed; empty for the total
    label: str
    figures: dict[str, int | None]  # None: printed as nothing, or as a dash

    def count(self, column: str) -> int:
        """Give a figure; what is not printed counts as nothing."""
        return self.figures[column] or 0


@dataclass(frozen=True, slots=True)
class DossierTable:
    """The table as printed."""

    lines: tuple[DossierLine, ...]  # the total among them
    nothing: str  # what stands for a figure that is None
    total_first: bool
    numbered: bool  # with the row (1) (2) (3)=(4)+(5)+(6)

    def cells(self) -> Iterator[tuple[str, Decimal | None]]:
        """Give each cell with its figure."""
        for line in self.lines:
            for column in COLUMNS:
                figure = line.figures[column]
                yield f"{line.id}.{column}", None if figure is None else Decimal(figure)

    def line(self, id: str) -> DossierLine:
        """Give the line of an id."""
        return next(line for line in self.lines if line.id == id)


@cache
def _known_fields() -> tuple[tuple[str, tuple[str, ...]], ...]:
    with FORM.open("rb") as file:
        lines = tomllib.load(file)["matrix"]["line"]
    return tuple(
        (line["id"], (line["label"], *line.get("aliases", ())))
        for line in lines
        if line["id"] != TOTAL
    )


def slug(name: str) -> str:
    """Name a field as the program does where its form has none: its words without marks.

    >>> slug("Bưu chính, viễn thông")
    'buu_chinh_vien_thong'
    """
    return "_".join(re.findall(r"[a-z0-9]+", fold(name)))


def invent_table(rng: random.Random, months: int) -> DossierTable:
    """Invent a consistent table.

    Args:
        rng: The source of all chance.
        months: Length of the period.
    """
    fields = _choose_fields(rng)
    nothing = rng.choice(("0",) * 7 + ("", "", "-"))
    lines = [
        DossierLine(id, str(number), label, dict(_figures(rng, id, months)))
        for number, (id, label) in enumerate(fields, start=1)
    ]
    total = rng.choice(("TỔNG CỘNG", "TỔNG CỘNG", "Tổng cộng", "Tổng số", "CỘNG"))
    table = DossierTable(
        (*lines, DossierLine(TOTAL, "", total, {})), nothing, rng.random() < 0.1, rng.random() < 0.9
    )
    return _add_up(_leave_out(table) if nothing != "0" else table)


def _choose_fields(rng: random.Random) -> list[tuple[str, str]]:
    known = list(_known_fields())
    chosen = known[: rng.randint(4, 9)]
    chosen += rng.sample(known[len(chosen) :], rng.randint(2, 7))
    fields = [(id, rng.choice((names[0], names[0], *names))) for id, names in chosen]
    if rng.random() < 1 / 3:
        name = rng.choice(_UNKNOWN)
        fields.insert(rng.randint(1, len(fields)), (slug(name), name))
    prefix = rng.random() < 0.1
    if prefix:
        fields = [(id, _prefixed(label)) for id, label in fields]
    return fields if rng.random() < 0.5 else rng.sample(fields, len(fields))


def _prefixed(label: str) -> str:
    return label if label.startswith("Lĩnh vực") else f"Lĩnh vực {label[0].lower()}{label[1:]}"


def _figures(rng: random.Random, field: str, months: int) -> Iterator[tuple[str, int]]:
    busy = _BUSY.get(field, 0)
    if not busy and rng.random() < 0.45:
        yield from dict.fromkeys(COLUMNS, 0).items()
        return
    most = busy * months if busy else rng.choice((3, 6, 15, 30))
    online = rng.randint(0, most)
    direct = rng.choice((0, 0, rng.randint(0, most)))
    carried = rng.choice((0, 0, 0, rng.randint(0, max(2, most // 15))))
    received = online + direct + carried
    late_pending = rng.choice((0,) * 9 + (min(1, received),))
    within = min(received - late_pending, rng.choice((0, 0, rng.randint(0, max(1, most // 12)))))
    resolved = received - late_pending - within
    late = rng.choice((0,) * 8 + (min(rng.randint(1, 2), resolved),))
    on_time = rng.choice((0, rng.randint(0, resolved - late)))
    counts = (received, online, direct, carried, resolved, resolved - late - on_time, on_time, late)
    yield from zip(COLUMNS, (*counts, late_pending + within, within, late_pending), strict=True)


def _leave_out(table: DossierTable) -> DossierTable:
    """Print nothing for zeros."""
    lines = (
        replace(line, figures={name: figure or None for name, figure in line.figures.items()})
        for line in table.lines
    )
    return replace(table, lines=tuple(lines))


def _add_up(table: DossierTable) -> DossierTable:
    fields = [line for line in table.lines if line.id != TOTAL]
    sums: dict[str, int | None] = {
        column: sum(line.count(column) for line in fields) for column in COLUMNS
    }
    if table.nothing != "0":
        sums = {column: figure or None for column, figure in sums.items()}
    total = replace(table.line(TOTAL), figures=sums)
    lines = (total, *fields) if table.total_first else (*fields, total)
    return replace(table, lines=lines)


# Contradictions -----------------------------------------------------------------------------------


def plant_in_table(
    rng: random.Random, table: DossierTable, kind: str
) -> tuple[DossierTable, tuple[str, ...]]:
    """Plant a contradiction; give the table and the cells that a finding has to be about."""
    off = rng.randint(1, 9)
    if kind == "dossiers_total":
        column = rng.choice(COLUMNS[:8])
        total = table.line(TOTAL)
        figures = {**total.figures, column: total.count(column) + off}
        names = [f"{line.id}.{column}" for line in table.lines if line.figures[column] is not None]
        return _put(table, replace(total, figures=figures)), tuple({*names, f"{TOTAL}.{column}"})
    line = rng.choice([line for line in table.lines if line.id != TOTAL])
    if kind == "dossiers_line":
        whole = rng.choice(list(_PARTS))
        figures = {**line.figures, whole: line.count(whole) + off}
        names = [f"{line.id}.{name}" for name in (whole, *_PARTS[whole]) if figures[name]]
        return _add_up(_put(table, replace(line, figures=figures))), tuple(names)
    pending = {name: line.count(name) + off for name in ("pending_total", "pending_within")}
    figures = {**line.figures, **pending}
    names = [f"{line.id}.{name}" for name in _PARTS if figures[name]]
    return _add_up(_put(table, replace(line, figures=figures))), tuple(names)


def _put(table: DossierTable, new: DossierLine) -> DossierTable:
    lines = tuple(new if line.id == new.id else line for line in table.lines)
    return replace(table, lines=lines)


_SAID = {
    "dossiers_received": "received_total",
    "dossiers_received_online": "received_online",
    "dossiers_received_direct": "received_direct",
    "dossiers_carried_over": "received_carried",
    "dossiers_resolved": "resolved_total",
    "dossiers_resolved_early": "resolved_early",
    "dossiers_resolved_on_time": "resolved_on_time",
    "dossiers_resolved_late": "resolved_late",
    "dossiers_in_process": "pending_total",
    "dossiers_pending_within": "pending_within",
}


def prose_values(table: DossierTable) -> Values:
    """Give what the prose repeats of the total line."""
    total = table.line(TOTAL)
    return {name: Decimal(total.count(column)) for name, column in _SAID.items()}


def plant_in_prose(rng: random.Random, values: Values) -> tuple[str, ...]:
    """Let the prose say another figure than the table; every report says this one."""
    online = values["dossiers_received_online"] or Decimal(0)
    values["dossiers_received_online"] = online + rng.randint(3, 40)
    return "dossiers_received_online", f"{TOTAL}.{_SAID['dossiers_received_online']}"
