"""The text a model is trained from: a folder of plain or xz-compressed files.

A line is a paragraph, an empty line ends a document. Documents are divided by the hash of their
text, so the division stays when files are added, renamed or put in another order.
"""

from __future__ import annotations

import hashlib
import io
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.vietnamese.alphabet import normal

_TEST_SHARE = 20  # of 1000 documents
_SETTINGS_SHARE = 10


class Part(StrEnum):
    """What a document is used for; never for two of these."""

    TRAINING = "training"
    SETTINGS = "settings"  # weights and thresholds are chosen here
    TEST = "test"  # figures are reported here, and nothing is chosen


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the corpus."""

    source: str  # name of its file
    lines: tuple[str, ...]  # paragraphs, NFC
    part: Part


def read_corpus(folder: Path) -> Iterator[Document]:
    """Give the documents of all .txt and .txt.xz files below a folder, in the order of names."""
    for path in sorted((*folder.rglob("*.txt"), *folder.rglob("*.txt.xz"))):
        lines: list[str] = []
        for line in _lines(path):
            if line:
                lines.append(line)
            elif lines:
                yield _document(path, lines)
                lines = []
        if lines:
            yield _document(path, lines)


def _lines(path: Path) -> Iterator[str]:
    compressed = path.suffix == ".xz"
    with lzma.open(path) if compressed else path.open("rb") as binary:
        source = io.TextIOWrapper(binary, encoding="utf-8")
        yield from (normal(line).strip() for line in source)


def _document(path: Path, lines: list[str]) -> Document:
    text = "\n".join(lines)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % 1000
    if number < _TEST_SHARE:
        part = Part.TEST
    else:
        part = Part.SETTINGS if number < _TEST_SHARE + _SETTINGS_SHARE else Part.TRAINING
    return Document(path.name.removesuffix(".xz"), tuple(lines), part)
