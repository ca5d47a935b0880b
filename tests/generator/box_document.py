"""The pages of a box as `read` hands them on, without an engine: for rules that divide boxes.

A box takes a second: the words of its digital pages, or the text of a dump. What an OCR with the
wrong language makes of such a dump comes out of the learned channel, letter by letter.
"""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model.page import Document, Page
from pipeline.read.page import read_pages
from pipeline.repair.channel import Channel
from pipeline.repair.hands import Hand
from pipeline.repair.model import read_model
from tests.generator.bind import end_dump, page_text
from tests.generator.stack import Stack, bind_pages
from tests.repair.sampled_noise import damage_line


def digital_document(stack: Stack) -> Document:
    """Give a box as its digital PDF is read: words with their places, ruled tables."""
    return _read("box.pdf", bind_pages(stack), len(stack.leaves))


def dumped_document(stack: Stack, channel: Channel | None = None) -> Document:
    """Give a box as a text dump is read: lines without places.

    Args:
        stack: The box.
        channel: What an OCR makes of letters; None leaves them as drawn.
    """
    text = page_text(stack)
    if channel:
        rng = random.Random(f"dump/{stack.box.seed}")
        text = "\f".join(
            "\n".join(damage_line(line, channel, rng) for line in page.split("\n"))
            for page in text.split("\f")
        )
    return _read("box.txt", end_dump(text), len(stack.leaves))


def read_channel(hand: Hand = Hand.ENG) -> Channel:
    """Give what an OCR of a language makes of letters, as it was learned."""
    return read_model().channel(hand)


def _read(name: str, content: bytes, pages: int) -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        read = read_pages(path, range(1, pages + 1), scratch=Path(folder))
    return Document(tuple(page for page in read if isinstance(page, Page)))
