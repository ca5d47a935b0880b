"""The real report against what is true in it: `python -m tests.seed [OUT]`.

The report and its truth lie beside the project and are never copied into it. This only brings the
truth, which two files hold in a layout of their own, into the layout that `solieu measure` reads.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

from pipeline.cli import main as solieu
from pipeline.measure.score import Score, measure
from pipeline.measure.table import print_score

SEED = Path(__file__).parents[2] / "shared" / "seed"
# Rows of which the notes on the truth say that the text alone cannot decide them.
AMBIGUOUS = ("VII.4.1.1", "VII.4.1.2", "VII.4.2", "IV.1.1", "I.3.1")


def write_truth(folder: Path) -> None:
    """Write the truth of the report as folder/report.csv, under the ids of the form."""
    with (folder / "report.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(("indicator", "value"))
        for row in _read("indicators.csv"):
            writer.writerow((f"{row['section']}.{row['code']}", row["value"]))
        for row in _read("prose.csv"):
            if _is_number(row["value"]) and not row["id"].endswith(("_restated", "_assessment")):
                writer.writerow((row["id"], row["value"]))


def measure_seed(out: Path) -> Score:
    """Read the report into out and score it."""
    solieu(["extract", str(SEED / "report.txt"), "--out", str(out)])
    with tempfile.TemporaryDirectory() as truth:
        write_truth(Path(truth))
        return measure(out, Path(truth))


def _read(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        print(print_score(measure_seed(Path(sys.argv[1] if len(sys.argv) > 1 else scratch))))
