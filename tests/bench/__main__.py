"""Measures the program: `python -m tests.bench --seed 1`.

Without `--only` it prints one table of accuracy and one of cost, each figure beside its bar. Only
when asked for: `unseen`, wear that nothing was tuned on, `real`, files from the world, `versions`,
reports on a version of the form that nobody described, `mutants`, damaged files, `boxes`, files
that hold several documents, `spread`, reports in several files, `reliability`, whether stated
confidence comes true, `tables`, invented ones with and without rules, `review`, the review page on
100,000 small reports, and `repair`, which takes two minutes and needs the corpus and the real
report beside the project.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.bench.accuracy import measure_accuracy
from tests.bench.box_kinds import BOX_KINDS
from tests.bench.boxes import measure_boxes
from tests.bench.cost import measure_cost
from tests.bench.kinds import DOSSIERS, KINDS, SOCIO, UNSEEN, WORDED, WORN_DUMPS, Kind
from tests.bench.mutants import measure_mutants
from tests.bench.real import REAL, measure_real
from tests.bench.reliability import SHARES, measure_reliability
from tests.bench.repair import measure_repair
from tests.bench.repair_texts import PAGES
from tests.bench.review import REVIEWED, measure_review
from tests.bench.sheet_layouts import TABLES, load_layouts
from tests.bench.sheet_score import measure_sheets
from tests.bench.spread import measure_spread
from tests.bench.versions import VERSION_KINDS, measure_versions

# Of each kind; a report has about 160 figures and blanks, so 1,000 of them take seven.
REPORTS = 7
UNSEEN_REPORTS = 2
MUTANTS = 500
BOXES = 5  # a box has five documents or so
_ALL_KINDS = KINDS | SOCIO | DOSSIERS | UNSEEN | WORDED | WORN_DUMPS
# All families: what values state was counted on these.
_FAMILIES = KINDS | SOCIO | DOSSIERS


def main() -> None:
    """Read the command line and print the tables."""
    arguments = _parse()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        if arguments.only in (None, "accuracy"):
            _measure(folder, "Accuracy", KINDS, arguments, REPORTS)
        if arguments.only in (None, "cost"):
            print(measure_cost(folder, arguments.seed, arguments.rounds))
        if arguments.only == "unseen":
            _measure(folder, "Unseen wear", UNSEEN, arguments, UNSEEN_REPORTS)
        if arguments.only == "real":
            print(measure_real(folder, arguments.real))
        if arguments.only == "versions":
            kinds = arguments.kind or VERSION_KINDS
            reports = arguments.reports or UNSEEN_REPORTS
            print(measure_versions(folder, arguments.seed, reports, kinds, detail=arguments.detail))
        if arguments.only == "mutants":
            mutants = arguments.reports or MUTANTS
            print(measure_mutants(folder, arguments.seed, mutants, detail=arguments.detail))
        if arguments.only == "boxes":
            print(_measure_boxes(folder, arguments))
        if arguments.only == "spread":
            reports = arguments.reports or UNSEEN_REPORTS
            print(measure_spread(folder, arguments.seed, reports, detail=arguments.detail))
        if arguments.only == "reliability":
            print(_measure_reliability(folder, arguments))
        _measure_rarely(Path(scratch), folder, arguments)


def _measure_rarely(scratch: Path, folder: Path, arguments: argparse.Namespace) -> None:
    if arguments.only == "tables":
        seeds = range(arguments.seed, arguments.seed + (arguments.reports or UNSEEN_REPORTS))
        for file in TABLES:
            layouts = load_layouts(file)
            print(measure_sheets(scratch, seeds, layouts, detail=arguments.detail))
    if arguments.only == "review":
        print(measure_review(folder, arguments.reports or REVIEWED))
    if arguments.only == "repair":
        print(
            measure_repair(
                arguments.pages, arguments.seed, arguments.rounds, detail=arguments.detail
            )
        )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--only",
        choices=(
            "accuracy",
            "cost",
            "unseen",
            "real",
            "versions",
            "mutants",
            "boxes",
            "spread",
            "reliability",
            "repair",
            "tables",
            "review",
        ),
    )
    parser.add_argument("--seed", type=int, default=1, help="of the invented reports")
    parser.add_argument(
        "--reports",
        type=int,
        help=f"reports of each kind; {REPORTS}, of unseen wear {UNSEEN_REPORTS}, boxes {BOXES}, "
        f"mutants {MUTANTS}",
    )
    parser.add_argument(
        "--kind",
        action="append",
        choices=_ALL_KINDS | BOX_KINDS,
        metavar="KIND",
        help="only this kind of input; repeatable",
    )
    parser.add_argument("--keep", type=Path, help="folder to keep inputs and outputs in")
    parser.add_argument("--detail", action="store_true", help="each error by name")
    parser.add_argument("--workers", type=int, help="processes that read, of the reliability")
    parser.add_argument(
        "--write", action="store_true", help="make the counts of the reliability what values state"
    )
    parser.add_argument("--rounds", type=int, default=2, help="of each timing; the best counts")
    parser.add_argument("--real", type=Path, default=REAL, help="folder of real files")
    parser.add_argument(
        "--pages", type=Path, default=PAGES, help="folder of drawn pages, of the repair"
    )
    arguments = parser.parse_args()
    known = BOX_KINDS if arguments.only == "boxes" else _ALL_KINDS
    unknown = [kind for kind in arguments.kind or () if kind not in known]
    if unknown:
        parser.error(f"no kind of what is measured: {', '.join(unknown)}")
    return arguments


def _measure(
    folder: Path, title: str, kinds: Mapping[str, Kind], arguments: argparse.Namespace, few: int
) -> None:
    if arguments.kind:
        kinds = {name: _ALL_KINDS[name] for name in arguments.kind}
    reports, detail = arguments.reports or few, arguments.detail
    print(
        measure_accuracy(folder, title, kinds, arguments.seed, reports, detail=detail), flush=True
    )


def _measure_boxes(folder: Path, arguments: argparse.Namespace) -> str:
    kinds = {name: BOX_KINDS[name] for name in arguments.kind or BOX_KINDS}
    boxes = arguments.reports or BOXES
    return measure_boxes(folder, kinds, arguments.seed, boxes, detail=arguments.detail)


def _measure_reliability(folder: Path, arguments: argparse.Namespace) -> str:
    kinds = {name: _ALL_KINDS[name] for name in arguments.kind or _FAMILIES}
    return measure_reliability(
        folder,
        kinds,
        arguments.seed,
        arguments.reports or REPORTS,
        arguments.workers,
        SHARES if arguments.write else None,
    )


if __name__ == "__main__":
    main()
