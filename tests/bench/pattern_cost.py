"""What the patterns of all forms cost beside the reading of a scanned report."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from pipeline.forms import load_forms
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.prose import read_prose
from tests.bench.clock import CommandFailedError, take_turns

_PATTERNS = Path(__file__).parents[2] / "patterns"
_PAGE_BREAK = "\f"


def measure_patterns(scan: Path, rounds: int) -> tuple[float, float]:
    """Give the CPU seconds that all patterns took on a report's text, and those its reading took.

    Every form's patterns are tried on the whole text, appendix and all, once for each form: more
    than a run does, which tries those of the form that fits.

    Args:
        scan: A scanned report.
        rounds: How often each is timed; the least counts.

    Raises:
        CommandFailedError: The report could not be read.
    """
    command: list[str | Path] = [sys.executable, "-m", "pipeline.cli", "read", scan]
    (reading,) = take_turns([command], rounds=rounds)
    document = _document(_read(command))
    forms = load_forms(_PATTERNS, examples=False)
    taken = []
    for _ in range(rounds + 1):  # the first one compiles
        start = time.process_time()
        for form in forms:
            read_prose(document, form, None)
        taken.append(time.process_time() - start)
    return min(taken), reading.cpu


def _read(command: list[str | Path]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.strip():
        raise CommandFailedError(f"solieu read failed ({done.returncode}): {done.stderr.strip()}")
    return done.stdout


def _document(text: str) -> Document:
    return Document(
        tuple(
            Page(number, PageKind.SCAN, tuple(map(Line, page.splitlines())))
            for number, page in enumerate(text.split(_PAGE_BREAK), start=1)
        )
    )
