"""The folder of drawn pages: a file for each part and language, drawn once and then kept.

    python -m pipeline.training.drawn CORPUS --pages FOLDER --part training --lang eng

Two of these beside each other keep two cores busy (`make model`). A file is written under another
name and renamed when it is complete, so what is there is whole. The pages of another corpus, font
or engine belong into another folder.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.repair.hands import Hand
from pipeline.training.corpus import Document, Part, read_corpus
from pipeline.training.pages import write_pages
from pipeline.training.sheets import Shelf, fill_shelf

Paragraph = Sequence[tuple[str, str]]  # printed and read line
LineOfPage = tuple[str, str, int]  # printed, read, number of the paragraph

# How many pages; English dumps are what the repair is for, and their letters vary most.
COUNTS = {
    Part.TRAINING: {Hand.ENG: 700, Hand.FRA: 250, Hand.VIE: 300},
    Part.SETTINGS: {Hand.ENG: 40, Hand.FRA: 20, Hand.VIE: 20},
    Part.TEST: {Hand.ENG: 40, Hand.FRA: 20, Hand.VIE: 20},
}


def page_file(folder: Path, part: Part, hand: Hand) -> Path:
    """Name the file of a part and language."""
    return folder / f"{part}.{hand}.jsonl"


def missing_files(folder: Path, parts: Iterable[Part], hands: Iterable[Hand]) -> list[Path]:
    """Name the files that were not drawn yet."""
    hands = tuple(hands)
    files = (page_file(folder, part, hand) for part in parts for hand in hands)
    return [file for file in files if not file.exists()]


def draw_missing(
    documents: Iterable[Document], folder: Path, parts: Iterable[Part], hands: Iterable[Hand]
) -> None:
    """Draw and read the pages of each part and language whose file is not there.

    Raises:
        EngineError: Tesseract is missing, failed or took too long.
    """
    folder.mkdir(parents=True, exist_ok=True)
    documents, hands = tuple(documents), tuple(hands)
    for part in parts:
        shelf: Shelf = fill_shelf(documents, part)
        for hand in hands:
            file = page_file(folder, part, hand)
            if not file.exists():
                unfinished = file.with_suffix(".part")
                write_pages(unfinished, shelf, part, hand.value, range(COUNTS[part][hand]))
                unfinished.rename(file)


def read_pages(folder: Path, part: Part, hand: Hand) -> Iterator[list[LineOfPage]]:
    """Give the lines of each page.

    Raises:
        FileNotFoundError: The file was not drawn.
    """
    with page_file(folder, part, hand).open(encoding="utf-8") as source:
        for line in source:
            yield [(printed, read, number) for printed, read, number in json.loads(line)["pairs"]]


def read_paragraphs(folder: Path, part: Part, hand: Hand) -> Iterator[Paragraph]:
    """Give the printed and read lines of each paragraph; a page ends one."""
    for page in read_pages(folder, part, hand):
        for _, lines in groupby(page, key=lambda line: line[2]):
            yield [(printed, read) for printed, read, _ in lines]


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw what is missing of some parts and languages."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--part", type=Part, nargs="+", required=True, choices=list(Part))
    parser.add_argument(
        "--lang", type=Hand, nargs="+", required=True, choices=(Hand.ENG, Hand.FRA, Hand.VIE)
    )
    call = parser.parse_args(arguments)
    if missing_files(call.pages, call.part, call.lang):
        draw_missing(read_corpus(call.corpus), call.pages, call.part, call.lang)


if __name__ == "__main__":
    main()
