"""What the repair is measured on: the real report, drawn pages and lines of the corpus.

All of it lies beside the project. Of the corpus only documents are used that nothing was trained
on or chosen by (`pipeline.training.corpus`).
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.repair.hands import Hand
from pipeline.training.corpus import Document, Part, read_corpus
from pipeline.training.drawn import draw_missing, missing_files, read_paragraphs
from tests.bench.repair_score import syllables
from tests.seed import SEED

CORPUS = SEED.parent / "corpus"
PAGES = Path(__file__).parents[2] / "build" / "pages"
READ_BY = (Hand.ENG, Hand.FRA, Hand.VIE)  # languages of the OCR

_ENCYCLOPEDIA = "wikipedia"
_LENGTHS = range(8, 61)  # syllables of a line


@dataclass(frozen=True, slots=True)
class Seed:
    """The real report and what is known of it."""

    lines: tuple[str, ...]  # as dumped
    true: tuple[str, ...]  # its first lines as printed
    rows: tuple[tuple[str, range], ...]  # names of the appendix, each with its lines, from 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Lines as printed and as read; empty ones part the paragraphs."""

    true: tuple[str, ...]
    read: tuple[str, ...]


def missing_texts() -> str:
    """Say what is not there; empty where nothing is missing."""
    missing = [str(folder) for folder in (SEED, CORPUS) if not folder.is_dir()]
    return f"no repair: there is no folder {', '.join(missing)}" if missing else ""


def read_seed() -> Seed:
    """Read the report, its restored lines and the names of its rows."""
    true = (SEED / "text-lines-1-300.txt").read_text(encoding="utf-8").split("\n")[:300]
    with (SEED / "indicators.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = [(row["name_vi"], _lines_of(row["seed_line"])) for row in csv.DictReader(source)]
    return Seed(
        tuple((SEED / "report.txt").read_text(encoding="utf-8").split("\n")),
        tuple(true),
        tuple(rows),
    )


def _lines_of(printed: str) -> range:
    """Read where a row stands.

    >>> _lines_of("510"), _lines_of("512-514")
    (range(509, 510), range(511, 514))
    """
    first, _, last = printed.partition("-")
    return range(int(first) - 1, int(last or first))


def read_test_documents() -> tuple[Document, ...]:
    """Read the documents for tests."""
    return tuple(document for document in read_corpus(CORPUS) if document.part is Part.TEST)


def read_test_pages(documents: Sequence[Document], folder: Path) -> dict[Hand, Pairs]:
    """Read the pages for tests of each OCR language; draw them where they are missing."""
    if missing_files(folder, (Part.TEST,), READ_BY):
        print(f"drawing pages into {folder}, once: about 4 minutes", flush=True)
        draw_missing(documents, folder, (Part.TEST,), READ_BY)
    return {hand: _apart(read_paragraphs(folder, Part.TEST, hand)) for hand in READ_BY}


def _apart(paragraphs: Iterator[Sequence[tuple[str, str]]]) -> Pairs:
    lines = [line for paragraph in paragraphs for line in (*paragraph, ("", ""))]
    return Pairs(tuple(true for true, _ in lines), tuple(read for _, read in lines))


def choose_lines(
    documents: Sequence[Document], count: int, seed: int, *, of_encyclopedia: bool
) -> list[str]:
    """Choose lines of sentence length, of legal texts or of the encyclopedia."""
    lines = [
        line
        for document in documents
        if document.source.startswith(_ENCYCLOPEDIA) == of_encyclopedia
        for line in document.lines
        if len(syllables(line)) in _LENGTHS
    ]
    random.Random(seed).shuffle(lines)
    return lines[:count]
