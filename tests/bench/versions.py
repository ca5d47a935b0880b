"""Reports on a version of the form that nobody described: what comes of its rows.

Each report has rows gone, new and renamed, and the rows behind them are numbered anew; see
`tests.generator.variants`. The rows that stayed must come out under the ids of the form, the rows
that went must be missing, and the new ones must be told with their figures.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path

from rapidfuzz import fuzz

from pipeline.measure.truth import read_table
from pipeline.model.reading import Status
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import print_number
from tests.bench.kinds import KINDS, Kind, extract, invent, seeds_of
from tests.bench.layout import print_table
from tests.bench.paper import Share
from tests.generator.build import make_input
from tests.generator.variants import Variant, make_variant

VERSION_KINDS = ("digital", "scan-light", "scan-medium", "dump-eng", "dump-fra")
_NAMED = 60  # of 100: a new row whose name is so much like the printed one was told
_QUIET = (Status.SURE, Status.READ, Status.BLANK)
_LOOK = (Status.DOUBTFUL, Status.MISSING)
_NONE = Share(0, 0)
_LEGEND = """\
right: rows that stayed, under their ids and as printed, blank ones too; renamed: of those alone
look again: of the rows that stayed, doubtful or missing
silent: wrong or blank, and nothing points at it; rows that went and new ones too
gone: rows that are not printed and got a value or a status all the same
new: rows of no form told with their figure; named: told at all
alarms: reports of which the program says that it does not know the version"""

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The counts of one report, or of all of a kind."""

    right: Share = _NONE
    renamed: Share = _NONE
    waiting: Share = _NONE
    silent: Share = _NONE
    gone: Share = _NONE
    new: Share = _NONE
    named: Share = _NONE
    alarms: Share = _NONE

    def __add__(self, other: Outcome) -> Outcome:
        """Count both."""
        names = [field.name for field in fields(self)]
        return Outcome(*(getattr(self, name) + getattr(other, name) for name in names))


def measure_versions(
    folder: Path, seed: int, reports: int, kinds: Sequence[str], *, detail: bool
) -> str:
    """Invent, read and score such reports; give the printed table.

    Args:
        folder: Inputs go to folder/in, outputs to folder/out.
        seed: Other seeds give other reports, versions, layouts and wear.
        reports: Of each kind.
        kinds: Names of `KINDS`.
        detail: Name each row that is not as it should be.
    """
    orders = [
        (folder / "in" / name, KINDS[name], own_seed)
        for name in kinds
        for own_seed in seeds_of(KINDS[name], seed, reports)
    ]
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for made in [pool.submit(_make_one, *order) for order in orders]:
            made.result()
    extract(folder / "in", folder / "out")
    rows, messages = _read_rows(folder / "out"), _read_messages(folder / "out")
    lines, told = [], []
    for name in kinds:
        total = Outcome()
        for own_seed in seeds_of(KINDS[name], seed, reports):
            path = _path(name, KINDS[name], own_seed)
            variant = make_variant(invent(own_seed), own_seed)
            total += score(variant, rows.get(path, ()), messages.get(path, ""))
            told += [f"{path} {line}" for line in tell(variant, rows.get(path, ()), detail=detail)]
        lines.append([name, str(reports), *_print_outcome(total)])
    header = ["kind", "reports", *(field.name for field in fields(Outcome))]
    return "\n".join([print_table("Versions nobody described", header, lines), _LEGEND, *told])


def _path(name: str, kind: Kind, own_seed: int) -> str:
    return f"{name}/{own_seed}{Path(kind.sample.name).suffix}"


def _make_one(folder: Path, kind: Kind, own_seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    report = make_variant(invent(own_seed), own_seed).report
    path = folder / f"{own_seed}{Path(kind.sample.name).suffix}"
    path.write_bytes(make_input(kind.sample, report))


def _read_rows(out: Path) -> dict[str, list[Cells]]:
    rows: dict[str, list[Cells]] = {}
    for record in read_table(out / "figures.csv").to_dict("records"):
        cells = {str(column): str(value) for column, value in record.items()}
        rows.setdefault(cells["report"], []).append(cells)
    return rows


def _read_messages(out: Path) -> dict[str, str]:
    table = read_table(out / "reports.csv")
    return dict(zip(table["report"], table["message"], strict=True))


def score(variant: Variant, rows: Iterable[Cells], message: str = "") -> Outcome:
    """Count what came out of one report.

    Args:
        variant: With all that is true of it.
        rows: Of its CSV.
        message: Of its line in `reports.csv`.
    """
    rows = list(rows)
    by_id = {row["indicator"]: row for row in rows}
    stayed = {row.indicator for row in variant.report.rows}
    shared = [figure for figure in variant.report.figures if figure.indicator in stayed]
    right = {
        figure.indicator
        for figure in shared
        if _is_right(figure.value, by_id.get(figure.indicator))
    }
    waiting = sum(_status(by_id.get(figure.indicator)) in _LOOK for figure in shared)
    gone = [by_id[name] for name in variant.gone if name in by_id]
    found = [_find_new(new.label, rows) for new in variant.new]
    exact = [
        row is not None and _value(row) == new.value
        for row, new in zip(found, variant.new, strict=True)
    ]
    quiet = len(list(_silent(variant, rows)))
    return Outcome(
        Share(len(right), len(shared)),
        Share(len(right.intersection(variant.renamed)), len(variant.renamed)),
        Share(waiting, len(shared)),
        Share(quiet, len(variant.report.figures) + len(variant.gone)),
        Share(sum(_status(row) is not Status.MISSING for row in gone), len(variant.gone)),
        Share(sum(exact), len(exact)),
        Share(sum(row is not None for row in found), len(found)),
        Share(int("không theo đúng mẫu" in message), 1),
    )


def _silent(variant: Variant, rows: Iterable[Cells]) -> Iterator[str]:
    """Name each row that is wrong and called good."""
    true = {figure.indicator: figure.value for figure in variant.report.figures}
    for row in rows:
        name = row["indicator"]
        if _status(row) not in _QUIET:
            continue
        if (name in true and _value(row) != true[name]) or name in variant.gone:
            yield name


def _is_right(value: Decimal | None, row: Cells | None) -> bool:
    return row is not None and _status(row) is not Status.MISSING and _value(row) == value


def _value(row: Cells) -> Decimal | None:
    return Decimal(row["value"]) if row["value"] else None


def _status(row: Cells | None) -> Status:
    return Status(row["status"]) if row else Status.MISSING


def _find_new(label: str, rows: Iterable[Cells]) -> Cells | None:
    """Find the row that was told as one the form does not have."""
    unknown = [row for row in rows if "unknown_row" in row["findings"].split()]
    liked = [(fuzz.token_set_ratio(fold(label), fold(row["label"])), row) for row in unknown]
    best = max(liked, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _NAMED else None


def tell(variant: Variant, rows: Iterable[Cells], *, detail: bool) -> Iterator[str]:
    """Name what is silent, and with detail each row that is not as it should be."""
    rows = list(rows)
    by_id = {row["indicator"]: row for row in rows}
    for name in _silent(variant, rows):
        kind = "gone" if name in variant.gone else "renamed" if name in variant.renamed else ""
        yield f"SILENT {kind} {_tell_row(by_id[name])}"
    if not detail:
        return
    stayed = {row.indicator for row in variant.report.rows}
    for figure in variant.report.figures:
        row = by_id.get(figure.indicator)
        if figure.indicator in stayed and not _is_right(figure.value, row):
            kind = "renamed" if figure.indicator in variant.renamed else "shared"
            true = "-" if figure.value is None else print_number(figure.value)
            yield f"{kind} {figure.indicator} true {true}: {_tell_row(row)}"
    for name in variant.gone:
        if _status(by_id.get(name)) is not Status.MISSING:
            yield f"gone {_tell_row(by_id[name])}"
    for new in variant.new:
        row = _find_new(new.label, rows)
        if row is None or _value(row) != new.value:
            yield f"new {new.section} {new.code} {new.label} {new.value}: {_tell_row(row)}"


def _tell_row(row: Cells | None) -> str:
    if row is None:
        return "not told"
    return f"{row['indicator']} {row['value'] or '-'} ({row['status']}) {row['text'][:90]!r}"


def _print_outcome(total: Outcome) -> Iterator[str]:
    for field in fields(total):
        share: Share = getattr(total, field.name)
        if field.name in ("silent", "gone", "alarms"):
            yield f"{share.count} of {share.of}"
        else:
            yield f"{100 * share.value:.1f} % of {share.of}" if share.of else "-"
