"""Makes the samples: `python -m tests.generator.build samples --truth tests/truth --seed 2024`.

The CSVs they must give lie in a folder of their own: beside the inputs each would be a skipped file
for who reads the samples first. The same seed gives the same bytes, as far as the
installed fonts and, for dumps and the junk layer, Tesseract are the same.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.generator.compose import PHRASES, InventedReport, make_report
from tests.generator.dossiers import make_dossiers_report
from tests.generator.dossiers_draw import draw_any
from tests.generator.dossiers_office import write_any_docx
from tests.generator.dump import dump_text
from tests.generator.mishaps import MISHAPS, scan_with
from tests.generator.office import write_xlsx
from tests.generator.paper import scan_pdf, scan_tiff
from tests.generator.socio import make_socio_report
from tests.generator.style import choose_style
from tests.generator.truth import write_truth
from tests.generator.wear import LEVELS, Pixels, scan_pages


@dataclass(frozen=True, slots=True)
class Sample:
    """One input to make."""

    name: str  # its ending says what it becomes
    period_kind: str | None = None
    contradictions: tuple[str, ...] = ()
    wear: str = ""  # level or mishap; empty: as drawn
    lang: str = ""  # of the dump or the junk layer
    quality: int = 0  # of JPEG; 0: black and white
    style: Mapping[str, object] = field(default_factory=dict)
    dossiers: bool = False  # one on procedure control, with form 06
    socio: bool = False  # a socio-economic report instead of one on administrative reform
    phrases: str = PHRASES  # the file with the sentences of one on administrative reform


# Between them all formats, levels, fonts and kinds of period; small type keeps scans short.
SAMPLES = (
    Sample("digital-quarter.pdf", "quarter", style={"family": "Tinos", "split_rows": True}),
    Sample(
        "digital-year.pdf", "year", ("rate", "part", "headcount", "symbol_dates"),
        style={"family": "Arimo", "landscape": True},
    ),
    Sample("scan-300-light.pdf", "quarter", wear="light", style={"family": "Tinos"}),
    Sample(
        "scan-200-medium.pdf", "nine", wear="medium", quality=25,
        style={"family": "DejaVu Serif", "table_size": 9.5},
    ),
    Sample(
        "scan-200-heavy.pdf", "quarter", ("flow", "missing_rate", "prose"), "heavy", quality=25,
        style={"family": "Tinos", "dotted": False},
    ),
    Sample(
        "scan-junk-layer.pdf", "quarter", ("restated",), "clean", "eng", quality=25,
        style={"family": "Tinos", "repeated_header": False},
    ),
    Sample("dump-eng.txt", "quarter", wear="clean", lang="eng", style={"family": "Tinos"}),
    Sample("dump-fra.txt", "quarter", ("rate",), "clean", "fra", style={"family": "Tinos"}),
    Sample("dump-half-year.txt", "half", wear="light", lang="eng", style={"family": "Arimo"}),
    Sample("fax.tif", "half", wear="light", style={"family": "Tinos", "dotted": True}),
    Sample("digital-docx.docx", "quarter", ("rate", "part")),
    Sample("sheet.xlsx", "half"),
    Sample("digital-kt-xh.pdf", "month", style={"family": "Tinos"}, socio=True),
    Sample(
        "dump-kt-xh.txt", "half", wear="clean", lang="eng", style={"family": "Tinos"}, socio=True
    ),
    Sample("digital-tthc.pdf", "quarter", style={"family": "Tinos"}, dossiers=True),
    Sample("dump-tthc.txt", "year", wear="clean", lang="eng", style={"family": "Tinos"},
           dossiers=True),
    Sample(
        "scan-tthc.pdf", "half", ("dossiers_line", "dossiers_prose"), "medium", quality=25,
        style={"family": "Tinos", "size": 13.0, "margins": (60.0, 42.0)}, dossiers=True,
    ),
)  # fmt: skip


def make_input(sample: Sample, report: InventedReport) -> bytes:
    """Draw a report and bring it into the form of a sample."""
    if sample.name.endswith(".docx"):
        return write_any_docx(report)
    if sample.name.endswith(".xlsx"):
        return write_xlsx(report)
    pdf, _ = draw_any(report, choose_style(report.seed, **sample.style))
    if not sample.wear:
        return pdf
    images, dpi = _scan(pdf, sample.wear, report.seed)
    if sample.name.endswith(".txt"):
        return dump_text(images, sample.lang, dpi).encode()
    if sample.name.endswith(".tif"):
        return scan_tiff(images, dpi)
    return scan_pdf(images, dpi, sample.lang or None, sample.quality)


def _scan(pdf: bytes, wear: str, seed: int) -> tuple[list[Pixels], int]:
    """Scan with a level of wear or a mishap; give the resolution too."""
    mishap = MISHAPS.get(wear)
    if mishap:
        return scan_with(pdf, mishap, seed), mishap.wear.dpi
    return scan_pages(pdf, wear, seed), LEVELS[wear].dpi


def build_samples(folder: Path, truths: Path, seed: int) -> None:
    """Write every sample into a folder, and what is true in it under its name into another."""
    for one in (folder, truths):
        one.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(SAMPLES):
        report = _invent(sample, seed * 100 + number)
        (folder / sample.name).write_bytes(make_input(sample, report))
        write_truth(report, (truths / sample.name).with_suffix(".csv"))


def _invent(sample: Sample, seed: int) -> InventedReport:
    if sample.dossiers:
        return make_dossiers_report(
            seed, period_kind=sample.period_kind, contradictions=sample.contradictions
        )
    if sample.socio:
        return make_socio_report(seed, period_kind=sample.period_kind)
    return make_report(seed, period_kind=sample.period_kind, contradictions=sample.contradictions)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator.build", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--truth", type=Path, required=True, help="folder of the CSVs")
    parser.add_argument("--seed", type=int, default=2024)
    arguments = parser.parse_args()
    build_samples(arguments.folder, arguments.truth, arguments.seed)


if __name__ == "__main__":
    main()
