"""Text as an OCR with the wrong language leaves it: dumps, and the words of junk layers."""

from __future__ import annotations

import csv
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2

from pipeline.model.geometry import Box
from tests.generator.wear import Pixels

_WORD_LEVEL = "5"  # of Tesseract's table


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of a text layer."""

    text: str
    box: Box  # points from the top left corner


def dump_text(images: Sequence[Pixels], lang: str, dpi: int = 200, psm: int = 3) -> str:
    """Read scanned pages with Tesseract; a form feed stands between pages.

    Args:
        images: One array a page.
        lang: "eng" or "fra" for a dump of the bad kind.
        dpi: The resolution of the images.
        psm: Page segmentation mode; 3 looks for columns, 6 takes the page as one block.
    """
    text = _tesseract(images, lang, dpi, "--psm", str(psm))
    return text.removesuffix("\f")


def read_layer(image: Pixels, dpi: int, lang: str) -> tuple[LayerWord, ...]:
    """Read one page with Tesseract, for its words and where they stand."""
    return tuple(_words(_tesseract([image], lang, dpi, "tsv"), 72 / dpi))


def _words(table: str, scale: float) -> Iterator[LayerWord]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != _WORD_LEVEL or not row["text"].strip():
            continue
        left, top = int(row["left"]) * scale, int(row["top"]) * scale
        right = left + int(row["width"]) * scale
        yield LayerWord(row["text"], Box(left, top, right, top + int(row["height"]) * scale))


def _tesseract(images: Sequence[Pixels], lang: str, dpi: int, *options: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:03d}.pgm" for number in range(len(images))]
        for path, image in zip(paths, images, strict=True):
            cv2.imwrite(str(path), image if image.ndim == 2 else image[:, :, 0])
        pages = Path(folder) / "pages.txt"
        pages.write_text("".join(f"{path}\n" for path in paths))
        command = ["tesseract", str(pages), "stdout", "-l", lang, "--dpi", str(dpi), *options]
        one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, check=True, env=one_thread)
    return done.stdout.decode()
