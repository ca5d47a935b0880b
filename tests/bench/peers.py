"""The programs whose cost ours is held against."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

from tests.bench.clock import Command

_LEAST_OCRMYPDF = 17  # the version that the bar speaks of


def missing_tesseract() -> str:
    """Say why bare Tesseract cannot be measured; empty where it can."""
    try:
        told = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return "Tesseract is not installed: make test installs it"
    return "" if "vie" in told.split() else "Tesseract lacks the language vie: make test adds it"


def missing_ocrmypdf() -> str:
    """Say why OCRmyPDF cannot be measured; empty where it can."""
    try:
        version = importlib.metadata.version("ocrmypdf")
    except importlib.metadata.PackageNotFoundError:
        return "OCRmyPDF is not installed: make test installs it"
    if int(version.split(".")[0]) < _LEAST_OCRMYPDF:
        return f"OCRmyPDF {version} is too old: the bar is for {_LEAST_OCRMYPDF}"
    return ""


def tesseract(images: list[Path], listing: Path) -> Command:
    """Read images with bare Tesseract, all in one call, which is the cheapest way."""
    listing.write_text("".join(f"{image}\n" for image in images), encoding="utf-8")
    return ["tesseract", listing, "stdout", "-l", "vie"]


def ocrmypdf(file: Path, out: Path, jobs: int, *more: str) -> Command:
    """Lay text over a scanned PDF; plain PDF, because PDF/A would cost it a conversion."""
    options = ["-l", "vie", "--output-type", "pdf", "--jobs", str(jobs), "--quiet", *more]
    return [sys.executable, "-m", "ocrmypdf", *options, file, out]


def solieu(path: Path, out: Path, workers: int) -> Command:
    """Read a file or a folder with our command, from scratch."""
    options: list[str | Path] = ["--out", out, "--force", "--workers", str(workers)]
    return [sys.executable, "-m", "pipeline.cli", "extract", path, *options]
