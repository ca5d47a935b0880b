"""Train the model of the repair: `python -m pipeline.training CORPUS --pages FOLDER`.

FOLDER keeps the pages that were drawn and read (`pipeline.training.pages`), one file for each part
and language; `make model` makes them first. The same corpus, fonts and engine give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.extract.heading.gazetteer import current_gazetteer, legacy_gazetteer
from pipeline.repair.hands import Hand
from pipeline.repair.model import (
    MODEL_FILE,
    pack_calibration,
    pack_channel,
    write_model,
)
from pipeline.training.calibration import calibrate, strip_marks
from pipeline.training.confusions import learn_channel
from pipeline.training.corpus import Part, read_corpus
from pipeline.training.forms import build_channel
from pipeline.training.ngrams import build_model
from pipeline.training.word_stream import capital_shares, choose_words, number_words

# Nats per word of text. 2.2 of 4.4 million trigrams remain; with half of these (8e-8) the settings
# pages had 3 % more errors, with all of them 2 % fewer in twice the size.
_LEAST_GAIN = 3.2e-8


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    options = parser.parse_args(arguments)

    places = list(_places())
    documents = list(read_corpus(options.corpus))
    lines = [line for doc in documents if doc.part is Part.TRAINING for line in doc.lines]
    words = choose_words(lines, places)
    language = build_model(number_words([*lines, *places], words), words, _LEAST_GAIN)
    capitals = capital_shares(lines, words)
    files: dict[str, bytes] = {}
    for hand in (Hand.ENG, Hand.FRA, Hand.VIE):
        pairs = _pairs(options.pages / f"{Part.TRAINING}.{hand}.jsonl")
        files |= pack_channel(build_channel(hand, learn_channel(pairs)))
    write_model(options.out, language, capitals, files)
    # Confidence is measured on what was written, so that rounding has its part in it.
    held_out = [line for doc in documents if doc.part is Part.SETTINGS for line in doc.lines]
    for hand in Hand:
        pages = options.pages / f"{Part.SETTINGS}.{hand}.jsonl"
        paragraphs = strip_marks(held_out) if hand is Hand.STRIPPED else _paragraphs(pages)
        files |= pack_calibration(hand, calibrate(options.out, hand, paragraphs))
    write_model(options.out, language, capitals, files)


def _places() -> Iterator[str]:
    """Give every administrative unit with those it lies in, before and since July 2025."""
    for gazetteer in (legacy_gazetteer(), current_gazetteer()):
        for place in (*gazetteer.provinces, *gazetteer.districts, *gazetteer.communes):
            yield ", ".join(filter(None, (place.full, place.district, place.province)))


def _pages(path: Path) -> Iterator[list[tuple[str, str, int]]]:
    with path.open(encoding="utf-8") as source:
        for line in source:
            yield [tuple(pair) for pair in json.loads(line)["pairs"]]


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for page in _pages(path):
        yield from ((printed, read) for printed, read, _ in page)


def _paragraphs(path: Path) -> Iterator[list[tuple[str, str]]]:
    for page in _pages(path):
        for _, lines in groupby(page, key=lambda pair: pair[2]):
            yield [(printed, read) for printed, read, _ in lines]


if __name__ == "__main__":
    main()
