"""How many figures of invented reports come out right, by kind of input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pipeline.measure.score import Score, measure
from pipeline.measure.table import print_score
from tests.generator.build import Sample, make_input
from tests.generator.compose import make_report
from tests.generator.truth import write_truth

PERIODS = ("quarter", "half", "nine", "year")
# Every second report of a kind has contradictions; the others must give no alarm.
CONTRADICTIONS = ("rate", "part", "prose", "headcount")
KINDS = {
    "digital": Sample("digital.pdf"),
    "dump-eng": Sample("dump-eng.txt", wear="clean", lang="eng"),
    "dump-fra": Sample("dump-fra.txt", wear="clean", lang="fra"),
    "scan-light": Sample("scan-light.pdf", wear="light"),
    "scan-medium": Sample("scan-medium.pdf", wear="medium", quality=60),
    "scan-heavy": Sample("scan-heavy.pdf", wear="heavy", quality=60),
}


def measure_accuracy(folder: Path, seed: int, reports: int, kinds: list[str] | None) -> str:
    """Invent, read and score reports of each kind; give the printed tables.

    Args:
        folder: Inputs go to folder/in, outputs to folder/out.
        seed: Other seeds give other reports, layouts and wear.
        reports: Of each kind.
        kinds: Only these; None: all.
    """
    chosen = {name: KINDS[name] for name in kinds or KINDS}
    for name, sample in chosen.items():
        make_inputs(folder / "in" / name, sample, seed, reports)
    subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "extract", folder / "in", "--out", folder / "out"],
        check=False,
        stdout=subprocess.DEVNULL,
    )
    score = measure(folder / "out", folder / "in")
    return print_score(score) + "\n" + _by_kind(score, tuple(chosen))


def make_inputs(folder: Path, sample: Sample, seed: int, reports: int) -> None:
    """Write the reports of one kind with their truth."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(reports):
        own_seed = (seed * 1000 + number) * 10 + list(KINDS.values()).index(sample)
        report = make_report(
            own_seed,
            period_kind=PERIODS[number % len(PERIODS)],
            contradictions=CONTRADICTIONS if number % 2 else (),
        )
        path = folder / f"{own_seed}{Path(sample.name).suffix}"
        path.write_bytes(make_input(sample, report))
        write_truth(report, path.with_suffix(".csv"))


def _by_kind(score: Score, kinds: tuple[str, ...]) -> str:
    """Print the totals of each kind of input alone."""
    parts = []
    for kind in kinds:
        own = tuple(report for report in score.reports if report.report.startswith(f"{kind}/"))
        parts.append(f"== {kind}\n" + print_score(Score(own, (), ())))
    return "\n".join(parts)
