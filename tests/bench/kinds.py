"""The kinds of input that are measured, and the bars each has to clear."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.generator.build import Sample, make_input
from tests.generator.compose import InventedReport, make_report
from tests.generator.mishaps import MISHAPS
from tests.generator.truth import write_truth

PERIODS = ("quarter", "half", "nine", "year")
# Every second report of a kind has contradictions; the others must give no alarm.
CONTRADICTIONS = ("rate", "part", "prose", "headcount")
_KINDS_A_SEED = 10  # the last digit of a report's seed says which kind it is for
_REPORTS_A_SEED = 1000


@dataclass(frozen=True, slots=True)
class Bars:
    """What a kind has to reach; shares from 0 to 1. None: only told."""

    right: float | None  # at least; of the printed values of the appendix
    waiting: float | None  # at most; of the same, doubtful or missing
    silent: float | None  # at most; of all values and blanks
    codes: float | None  # at least; of the rows of the appendix
    numbers: float | None  # at least; of the numbers in the prose


NO_BARS = Bars(None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input."""

    sample: Sample
    digit: int  # of the seeds of its reports
    bars: Bars = NO_BARS
    bent: bool = False  # a photograph: pages are stretched unevenly


KINDS = {
    "digital": Kind(Sample("digital.pdf"), 0),
    "dump-eng": Kind(Sample("dump-eng.txt", wear="clean", lang="eng"), 1),
    "dump-fra": Kind(Sample("dump-fra.txt", wear="clean", lang="fra"), 2),
    "scan-light": Kind(
        Sample("scan-light.pdf", wear="light"), 3, Bars(0.99, 0.03, 0, 0.995, 0.985)
    ),
    "scan-medium": Kind(
        Sample("scan-medium.pdf", wear="medium", quality=60),
        4,
        Bars(0.98, 0.05, 0, 0.99, 0.975),
    ),
    "scan-heavy": Kind(
        Sample("scan-heavy.pdf", wear="heavy", quality=60),
        5,
        Bars(0.90, 0.20, 0.002, 0.92, 0.95),
    ),
}

# A shade of grey is what most scanners keep; a fax is black and white.
_QUALITIES = {"fax-dither": 0, "jpeg-20": 20}


def _unseen(wear: str) -> Kind:
    """Make a kind of the same reports for each wear, so that only the wear differs."""
    sample = Sample(
        f"{wear}.pdf", wear=wear, quality=_QUALITIES.get(wear, 60), style={"dotted": False}
    )
    return Kind(sample, 6, bent=wear == "photograph")


# Wear that nothing was tuned on, under an ordinary scan of the same reports to compare with.
UNSEEN = {wear: _unseen(wear) for wear in ("medium", *MISHAPS)}


def invent(own_seed: int) -> InventedReport:
    """Invent the report of a seed as `seeds_of` gives them."""
    number = own_seed // _KINDS_A_SEED % _REPORTS_A_SEED
    return make_report(
        own_seed,
        period_kind=PERIODS[number % len(PERIODS)],
        contradictions=CONTRADICTIONS if number % 2 else (),
    )


def seeds_of(kind: Kind, seed: int, reports: int) -> list[int]:
    """Give the seeds of the reports of one kind."""
    first = seed * _REPORTS_A_SEED
    return [(first + number) * _KINDS_A_SEED + kind.digit for number in range(reports)]


def make_inputs(folder: Path, kinds: Mapping[str, Kind], seed: int, reports: int) -> None:
    """Write the reports of some kinds with their truth, each kind into a folder of its name."""
    orders = [
        (folder / name, kind.sample, own_seed)
        for name, kind in kinds.items()
        for own_seed in seeds_of(kind, seed, reports)
    ]
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for made in [pool.submit(make_one, *order) for order in orders]:
            made.result()


def make_one(folder: Path, sample: Sample, own_seed: int) -> None:
    """Write one report with its truth."""
    folder.mkdir(parents=True, exist_ok=True)
    report = invent(own_seed)
    path = folder / f"{own_seed}{Path(sample.name).suffix}"
    path.write_bytes(make_input(sample, report))
    write_truth(report, path.with_suffix(".csv"))


def extract(inputs: Path, out: Path) -> None:
    """Read a folder with the command, as people do."""
    subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "extract", inputs, "--out", out],
        check=False,
        stdout=subprocess.DEVNULL,
    )
