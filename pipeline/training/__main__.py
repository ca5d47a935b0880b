"""Train the model of the repair: `python -m pipeline.training CORPUS --pages FOLDER`.

FOLDER keeps the pages that were drawn and read (`pipeline.training.drawn`); `make model` makes them
first. The same corpus, fonts and engine give the same bytes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.identify.gazetteer import current_gazetteer, legacy_gazetteer
from pipeline.model.errors import SettingError
from pipeline.repair.hands import Hand
from pipeline.repair.model import (
    MODEL_FILE,
    pack_calibration,
    pack_channel,
    read_model,
    write_model,
)
from pipeline.training.calibration import calibrate, strip_marks
from pipeline.training.confusions import learn_channel
from pipeline.training.corpus import Document, Part, read_corpus
from pipeline.training.drawn import missing_files, read_pages, read_paragraphs
from pipeline.training.forms import build_channel
from pipeline.training.ngrams import build_model
from pipeline.training.word_stream import capital_shares, choose_words, number_words

# Nats per word of text. 2.6 of 4.4 million trigrams remain; with half of these (8e-8) the settings
# pages had 3 % more errors, with all of them 2 % fewer in twice the size.
_LEAST_GAIN = 3.2e-8
# Laws say little of `đồng chí`, `đôn đốc`, `nhắc nhở`; communes do. Sentences of no real report,
# each counted so many times.
REPORT_PHRASES = Path(__file__).parent / "report_phrases.txt"
_REPORTS_COUNT = 25
_LARGEST = 6_000_000  # bytes; the file is under version control and in every checkout

_OCR_HANDS = (Hand.ENG, Hand.FRA, Hand.VIE)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    call = parser.parse_args(arguments)
    size = train(call.corpus, call.pages, call.out)
    print(f"{call.out}: {size / 1e6:.2f} MB, at most {_LARGEST / 1e6:.2f}")


def train(corpus: Path, pages: Path, out: Path, largest: int = _LARGEST) -> int:
    """Train a model and write it; give its size in bytes.

    Args:
        corpus: Folder of texts, see `read_corpus`.
        pages: Folder of drawn pages, for training and for settings.
        out: The model file; it is replaced when all went well.
        largest: Bytes.

    Raises:
        SettingError: Pages are missing, or the model got too large.
    """
    missing = missing_files(pages, (Part.TRAINING, Part.SETTINGS), _OCR_HANDS)
    if missing:
        names = ", ".join(file.name for file in missing)
        raise SettingError(
            f"Thư mục {pages} thiếu {names}. Hãy chạy make model CORPUS=...",
            f"The folder {pages} lacks {names}. Run make model CORPUS=...",
        )
    # In the folder of the model, so that it can be renamed; its name is new, as `read_model`
    # remembers what it read.
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        draft, finished = Path(scratch) / "draft", Path(scratch) / "finished"
        _write(list(read_corpus(corpus)), pages, draft, finished)
        size = finished.stat().st_size
        if size > largest:
            raise SettingError(
                f"Mô hình nặng {size} byte, quá mức {largest}. Hãy tăng _LEAST_GAIN.",
                f"The model has {size} bytes, more than {largest}. Raise _LEAST_GAIN.",
            )
        finished.rename(out)
    return size


def _write(documents: Sequence[Document], pages: Path, draft: Path, finished: Path) -> None:
    places = list(_places())
    lines = _lines_of(documents, Part.TRAINING)
    reports = REPORT_PHRASES.read_text(encoding="utf-8").splitlines() * _REPORTS_COUNT
    words = choose_words([*lines, *reports], places)
    stream = number_words([*lines, *places, *reports], words)
    language = build_model(stream, words, _LEAST_GAIN)
    capitals = capital_shares(lines, words)
    files: dict[str, bytes] = {}
    for hand in _OCR_HANDS:
        files |= pack_channel(build_channel(hand, learn_channel(_pairs(pages, hand))))
    write_model(draft, language, capitals, files)
    # Confidence is measured on what was written, so that rounding has its part in it.
    model = read_model(draft)
    for hand in Hand:
        if hand is Hand.STRIPPED:
            paragraphs = strip_marks(_lines_of(documents, Part.SETTINGS))
        else:
            paragraphs = read_paragraphs(pages, Part.SETTINGS, hand)
        files |= pack_calibration(hand, calibrate(model, hand, paragraphs))
    write_model(finished, language, capitals, files)


def _lines_of(documents: Sequence[Document], part: Part) -> list[str]:
    return [line for document in documents if document.part is part for line in document.lines]


def _pairs(pages: Path, hand: Hand) -> Iterator[tuple[str, str]]:
    for page in read_pages(pages, Part.TRAINING, hand):
        yield from ((printed, read) for printed, read, _ in page)


def _places() -> Iterator[str]:
    """Give every administrative unit with those it lies in, before and since July 2025."""
    for gazetteer in (legacy_gazetteer(), current_gazetteer()):
        for place in (*gazetteer.provinces, *gazetteer.districts, *gazetteer.communes):
            yield ", ".join(filter(None, (place.full, place.district, place.province)))


if __name__ == "__main__":
    main()
