"""Reports in several files, against the same in one: `--only spread`.

Each must come out as one report whose rows are those of the whole one, but for where they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.measure.truth import read_table
from pipeline.model.report import State
from tests.bench.kinds import extract
from tests.bench.layout import print_table
from tests.generator.compose import make_report
from tests.generator.spread import WAYS, spread_report, write_spread

# What must differ: where a row stands, and in which report and file.
ASIDE = frozenset(("report", "page", "file", "left", "top", "right", "bottom"))
HEADER = ("way", "inputs", "reports", "rows", "same", "differ in")
LEGEND = """\
reports: that came out of the inputs; rows: of whole reports, those of the prose taken from one in
  the format of the text, the others from one in the format of the appendix
same: of these, with the same in all columns but report, page, file and box"""
_REPORTS_A_SEED = 1000
_WAYS_A_SEED = 10  # the last digit of the seed of a report says how it is spread

Cells = Mapping[str, str]
Rows = Mapping[str, Cells]  # by indicator


@dataclass(frozen=True, slots=True)
class Sameness:
    """How the rows of a report are like those of another one."""

    rows: int  # of the other one
    same: int
    differ: Counter[str]  # rows by the columns they differ in; "row": there is none, or one more

    def __add__(self, other: Sameness) -> Sameness:
        """Count both."""
        differ = self.differ + other.differ
        return Sameness(self.rows + other.rows, self.same + other.same, differ)


def compare_rows(rows: Rows, reference: Rows) -> Sameness:
    """Compare the rows of two reports in all columns but those that say where they stand."""
    differ: Counter[str] = Counter({"row": len(rows.keys() - reference.keys())})
    same = 0
    for name, known in reference.items():
        columns = _differ(rows.get(name), known)
        same += not columns
        differ.update(columns)
    return Sameness(len(reference), same, +differ)


def _differ(row: Cells | None, known: Cells) -> list[str]:
    if row is None:
        return ["row"]
    return [name for name in known if name not in ASIDE and row.get(name) != known[name]]


def compare_folders(out: Path, reference: Path, report: str, whole: str) -> Sameness:
    """Compare the rows of one report of an output folder with those of one of another."""
    rows, known = read_reports(out), read_reports(reference)
    return compare_rows(rows.get(report, {}), known.get(whole, {}))


def read_reports(out: Path) -> dict[str, dict[str, Cells]]:
    """Read the rows of an output folder, by report and indicator."""
    reports: dict[str, dict[str, Cells]] = {}
    for record in read_table(out / "figures.csv").to_dict("records"):
        cells = {str(column): str(value) for column, value in record.items()}
        reports.setdefault(cells["report"], {})[cells["indicator"]] = cells
    return reports


def measure_spread(folder: Path, seed: int, reports: int, *, detail: bool) -> str:
    """Invent reports, spread them, read them with the whole ones; give the printed table.

    No report is spread in two ways: copies in one archive are held against each other.

    Args:
        folder: Inputs go to folder/in, folder/prose and folder/table, outputs beside them.
        seed: Other seeds give other reports.
        reports: Of each way to spread them.
        detail: Name each row that differs.
    """
    places: dict[str, list[str]] = {way: [] for way in WAYS}
    for digit, way in enumerate(WAYS):
        for number in range(seed * _REPORTS_A_SEED, seed * _REPORTS_A_SEED + reports):
            own_seed = number * _WAYS_A_SEED + digit
            places[way].append(place := f"{way}/{own_seed}/")
            spread = spread_report(make_report(own_seed), way)
            wholes = folder / "prose" / place, folder / "table" / place
            write_spread(spread, folder / "in" / place, wholes)
    for part in ("in", "prose", "table"):
        extract(folder / part, folder / f"{part}-out")
    known = folder / "prose-out", folder / "table-out"
    return score_spread(folder / "in-out", known, places, detail=detail)


def score_spread(
    out: Path, known: tuple[Path, Path], places: Mapping[str, Sequence[str]], *, detail: bool
) -> str:
    """Score the reports of an output folder against the whole ones of others; give the table.

    Args:
        out: With what came of the spread ones.
        known: With what came of the whole ones in the formats of their texts, and of those in the
            formats of their appendices where these are others.
        places: For each way the folders of its reports, which are the same in all.
        detail: Name each row that differs.
    """
    rows, prose, table = map(read_reports, (out, *known))
    names = _reports(out)
    lines, told = [], []
    for way, own in places.items():
        total, came = Sameness(0, 0, Counter()), 0
        for place in own:
            right = _right_rows(_first(prose, place), _first(table, place))
            given = _first(rows, place)
            came += sum(name.startswith(place) for name in names)
            total += compare_rows(given, right)
            told += list(_tell(place, given, right)) if detail else []
        lines.append(list(_print_line(way, len(own), came, total)))
    return "\n".join((print_table("Reports in several files", HEADER, lines), LEGEND, *told))


def _first(reports: Mapping[str, Rows], place: str) -> Rows:
    """Give the rows of the report that lies in a folder, the first where there are more."""
    return next((rows for name, rows in reports.items() if name.startswith(place)), {})


def _reports(out: Path) -> list[str]:
    table = read_table(out / "reports.csv")
    return [str(name) for name in table["report"][table["state"] != State.SKIPPED]]


def _right_rows(prose: Rows, table: Rows) -> Rows:
    """Take the rows without a code from the one whole report, all others from the other if any."""
    coded = table or prose
    return {name: row if row["code"] else prose.get(name, row) for name, row in coded.items()}


def _print_line(way: str, inputs: int, reports: int, total: Sameness) -> Iterator[str]:
    yield way
    yield str(inputs)
    yield f"{reports}{'' if reports == inputs else ' !'}"
    yield str(total.rows)
    yield f"{total.same}{'' if total.same == total.rows else ' !'}"
    yield ", ".join(f"{name} {count}" for name, count in total.differ.most_common()) or "-"


def _tell(prefix: str, rows: Rows, reference: Rows) -> Iterator[str]:
    for name, known in reference.items():
        row = rows.get(name)
        for column in _differ(row, known):
            shown = f"{row.get(column, '')!r}, whole {known[column]!r}" if row else "no such row"
            yield f"  {prefix} {name} {column}: {shown}"
