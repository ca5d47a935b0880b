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
from tests.generator.compose import MORE, PHRASES, InventedReport, make_report
from tests.generator.compose import UNSEEN as UNSEEN_PHRASES
from tests.generator.dossiers import CONTRADICTIONS as DOSSIER_CONTRADICTIONS
from tests.generator.dossiers import make_dossiers_report
from tests.generator.mishaps import MISHAPS
from tests.generator.socio import make_socio_report
from tests.generator.truth import write_truth

PERIODS = ("quarter", "half", "nine", "year")
# Every second report of a kind has contradictions; the others must give no alarm.
CONTRADICTIONS = ("rate", "part", "prose", "headcount")
SOCIO_CONTRADICTIONS = ("socio_rate", "socio_part", "socio_sum", "socio_restated")
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


def _socio(name: str, digit: int, wear: str = "", lang: str = "", quality: int = 0) -> Kind:
    return Kind(Sample(name, wear=wear, lang=lang, quality=quality, socio=True), digit)


# Socio-economic reports: prose alone, so of these only silent errors and numbers are told.
SOCIO = {
    "kt-xh-digital": _socio("kt-xh.pdf", 0),
    "kt-xh-dump-eng": _socio("kt-xh.txt", 1, "clean", "eng"),
    "kt-xh-dump-fra": _socio("kt-xh.txt", 2, "clean", "fra"),
    "kt-xh-scan-light": _socio("kt-xh.pdf", 3, "light"),
    "kt-xh-scan-medium": _socio("kt-xh.pdf", 4, "medium", quality=60),
    "kt-xh-scan-heavy": _socio("kt-xh.pdf", 5, "heavy", quality=60),
}


def _dossiers(name: str, digit: int, wear: str = "", lang: str = "", quality: int = 0) -> Kind:
    return Kind(Sample(name, wear=wear, lang=lang, quality=quality, dossiers=True), digit)


# Reports on procedure control: form 06, a matrix.
DOSSIERS = {
    "tthc-digital": _dossiers("tthc.pdf", 0),
    "tthc-docx": _dossiers("tthc.docx", 6),
    "tthc-dump-eng": _dossiers("tthc.txt", 1, "clean", "eng"),
    "tthc-dump-fra": _dossiers("tthc.txt", 2, "clean", "fra"),
    "tthc-scan-light": _dossiers("tthc.pdf", 3, "light"),
    "tthc-scan-medium": _dossiers("tthc.pdf", 4, "medium", quality=60),
    "tthc-scan-heavy": _dossiers("tthc.pdf", 5, "heavy", quality=60),
}


def _worded(name: str, digit: int, phrases: str, lang: str = "") -> Kind:
    return Kind(Sample(name, wear="clean" if lang else "", lang=lang, phrases=phrases), digit)


# Reports on administrative reform, prose alone, in more wordings and in such as no pattern was
# written for.
WORDED = {
    "cchc-more-digital": _worded("cchc.pdf", 7, MORE),
    "cchc-more-dump-eng": _worded("cchc.txt", 8, MORE, "eng"),
    "cchc-more-dump-fra": _worded("cchc.txt", 9, MORE, "fra"),
    "cchc-unseen-digital": _worded("cchc.pdf", 7, UNSEEN_PHRASES),
    "cchc-unseen-dump-eng": _worded("cchc.txt", 8, UNSEEN_PHRASES, "eng"),
    "cchc-unseen-dump-fra": _worded("cchc.txt", 9, UNSEEN_PHRASES, "fra"),
}

# Dumps of worn pages, and by the right language: nothing was tuned on them.
WORN_DUMPS = {
    "dump-medium-eng": Kind(Sample("dump.txt", wear="medium", lang="eng"), 6),
    "dump-heavy-fra": Kind(Sample("dump.txt", wear="heavy", lang="fra"), 6),
    "dump-medium-vie": Kind(Sample("dump.txt", wear="medium", lang="vie"), 6),
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


def invent(own_seed: int, sample: Sample | None = None) -> InventedReport:
    """Invent the report of a seed as `seeds_of` gives them; a sample says of which family."""
    number = own_seed // _KINDS_A_SEED % _REPORTS_A_SEED
    if sample and sample.socio:
        planted = SOCIO_CONTRADICTIONS if number % 2 else ()
        return make_socio_report(own_seed, contradictions=planted)
    if sample and sample.dossiers:
        return make_dossiers_report(own_seed, contradictions=_dossier_contradictions(number))
    if sample and sample.phrases != PHRASES:
        return make_report(
            own_seed, period_kind=PERIODS[number % len(PERIODS)], phrases=sample.phrases
        )
    return make_report(
        own_seed,
        period_kind=PERIODS[number % len(PERIODS)],
        contradictions=CONTRADICTIONS if number % 2 else (),
    )


def _dossier_contradictions(number: int) -> tuple[str, ...]:
    """Give every second report two of the four."""
    first = number // 2 % len(DOSSIER_CONTRADICTIONS)
    return (DOSSIER_CONTRADICTIONS * 2)[first : first + 2] if number % 2 else ()


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
    report = invent(own_seed, sample)
    path = folder / f"{own_seed}{Path(sample.name).suffix}"
    path.write_bytes(make_input(sample, report))
    write_truth(report, path.with_suffix(".csv"))


def extract(inputs: Path, out: Path, workers: int | None = None) -> None:
    """Read a folder with the command, as people do."""
    options = ["--workers", str(workers)] if workers else []
    subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "extract", inputs, "--out", out, *options],
        check=False,
        stdout=subprocess.DEVNULL,
    )
