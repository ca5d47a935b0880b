"""What the shares of the decoder mean: measured on pages that were not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

from pipeline.repair.confidence import Calibration, fit_calibration
from pipeline.repair.hands import Hand
from pipeline.repair.model import RepairModel
from pipeline.repair.restore import Restorer
from pipeline.repair.restored import RestoredLine
from pipeline.training.drawn import Paragraph
from pipeline.training.paired_words import split_words
from pipeline.vietnamese.tone_marks import place_tones

# Words of a group before any merge. Doubtful words are few and must not share one with sure words.
# Tables from half of the settings pages, on the other half: with 100 words 0.053, 0.045 and 0.034
# nats a word (eng, fra, vie), with 400 words 0.055, 0.053 and 0.036; 60 words are no better.
_GROUP = 100


def calibrate(model: RepairModel, hand: Hand, paragraphs: Iterable[Paragraph]) -> Calibration:
    """Measure how often words of each share are right.

    Args:
        model: A model that has no table for this hand yet, so that its confidence is the share.
        hand: What the text went through.
        paragraphs: Of pages for settings.
    """
    shares, right = [], []
    for confidence, is_right in judge_words(Restorer(model), hand, paragraphs):
        shares.append(confidence)
        right.append(is_right)
    if not shares:
        return Calibration()
    return fit_calibration(shares, right, max(1, len(shares) // _GROUP))


def judge_words(
    restorer: Restorer, hand: Hand | None, paragraphs: Iterable[Paragraph]
) -> Iterator[tuple[float, bool]]:
    """Give the confidence of each restored word and whether it is the printed one."""
    printed: list[str] = []
    read: list[str] = []
    for paragraph in paragraphs:
        printed.extend(line for line, _ in paragraph)
        read.extend(line for _, line in paragraph)
        printed.append("")
        read.append("")
    for line, restored in zip(printed, restorer.restore(read, hand), strict=True):
        yield from _judge_line(line, restored)


def strip_marks(lines: Iterable[str]) -> Iterator[Paragraph]:
    """Give correct lines beside the same ones without their marks."""
    for line in lines:
        yield ((line, unidecode(line)),)


def _judge_line(printed: str, restored: RestoredLine) -> Iterator[tuple[float, bool]]:
    # Two words that had run together are one restored word.
    words = [
        (part, word.confidence)
        for word in restored.words
        if not word.reason
        for part in word.text.lower().split()
    ]
    wanted = [place_tones(word).lower() for word in split_words(printed)]
    right = [False] * len(words)
    for block in Levenshtein.opcodes([part for part, _ in words], wanted):
        if block.tag == "equal":
            right[block.src_start : block.src_end] = [True] * (block.src_end - block.src_start)
    yield from ((confidence, hit) for (_, confidence), hit in zip(words, right, strict=True))
