"""`python -m tests.bench --seed 1`: one table of accuracy and one of cost, in one run."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench.accuracy import measure_accuracy
from tests.bench.cost import measure_cost


def main() -> None:
    """Read the command line and print both tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the invented reports")
    parser.add_argument("--reports", type=int, default=2, help="reports of each kind")
    parser.add_argument("--only", choices=("accuracy", "cost"))
    parser.add_argument("--kind", action="append", help="only this kind of input; repeatable")
    parser.add_argument("--keep", type=Path, help="folder to keep inputs and outputs in")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        if arguments.only != "cost":
            print(measure_accuracy(folder, arguments.seed, arguments.reports, arguments.kind))
        if arguments.only != "accuracy":
            print(measure_cost(folder, arguments.seed))


if __name__ == "__main__":
    main()
