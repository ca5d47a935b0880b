"""What the program needs on this machine: what is there, what is missing, and how to get it."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import __version__
from pipeline.run.batch.versions import ask_engine

_DISTRIBUTION = "solieu"
_LANGUAGES = ("vie", "eng", "osd")  # text, figures a second time, which way is up
# The name that a requirement begins with.
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the program needs."""

    name: str
    found: str  # version; empty: it is missing
    remedy: str = ""  # the command that gets it
    needed: bool = True  # without it nothing is read; else only some files are not


def examine() -> Iterator[Finding]:
    """Look at all that the program needs; what is slow to ask comes last."""
    yield Finding("solieu", __version__)
    yield Finding("Python", sys.version.partition(" ")[0])
    for name in _libraries():
        yield Finding(name, _version_of(name), "make extract")
    yield from _examine_engine()
    yield _examine_word_processor()


def _libraries() -> tuple[str, ...]:
    try:
        wanted = importlib.metadata.requires(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:  # a checkout that nobody installed
        return ()
    return tuple(found[0] for line in wanted if (found := _NAME.match(line)))


def _version_of(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _examine_engine() -> Iterator[Finding]:
    install = "sudo apt-get install tesseract-ocr"
    try:
        version, listing = ask_engine("--version"), ask_engine("--list-langs")
    except (OSError, subprocess.TimeoutExpired):
        yield Finding("Tesseract", "", install)
        return
    told = version.split()
    yield Finding("Tesseract", told[1] if told[:1] == ["tesseract"] else "", install)
    models = listing.split()
    for language in _LANGUAGES:
        there = "có | there" if language in models else ""
        yield Finding(f"Tesseract, {language}", there, f"{install}-{language}")


def _examine_word_processor() -> Finding:
    from pipeline.read.office.word_processor import find_program

    return Finding(
        "LibreOffice (.doc .odt .rtf)", find_program() or "", "make office", needed=False
    )


def describe(finding: Finding) -> str:
    """Give a finding as a line.

    >>> describe(Finding("Tesseract", "5.3.0"))
    'Tesseract: 5.3.0'
    >>> describe(Finding("Tesseract", "", "sudo apt-get install tesseract-ocr"))
    'Tesseract: THIẾU, hãy chạy: sudo apt-get install tesseract-ocr | missing, run it'
    """
    if finding.found:
        return f"{finding.name}: {finding.found}"
    return f"{finding.name}: THIẾU, hãy chạy: {finding.remedy} | missing, run it"
