"""Makes the file of a box: a digital PDF, scans with or without a junk layer, a text dump."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import pypdfium2

from tests.generator.dump import dump_text
from tests.generator.paper import scan_pdf
from tests.generator.stack import Stack, bind_pages
from tests.generator.wear import LEVELS, Pixels, Wear, drop_colour, wear_page

_BATCH = 8  # pages that are in memory together while a dump is made


@dataclass(frozen=True, slots=True)
class Binding:
    """What a box becomes."""

    suffix: str = ".pdf"
    wear: str = ""  # a level; empty: as drawn
    lang: str = ""  # of the dump or the junk layer; a dump of what was drawn has none
    quality: int = 0  # of JPEG; 0: black and white


BINDINGS = {
    "digital": Binding(),
    "scan-light": Binding(wear="light"),
    "scan-medium": Binding(wear="medium", quality=60),
    "scan-heavy": Binding(wear="heavy", quality=60),
    "junk-layer": Binding(wear="clean", lang="eng", quality=25),
    "dump-text": Binding(".txt"),
    "dump-eng": Binding(".txt", "clean", "eng"),
    "dump-fra": Binding(".txt", "clean", "fra"),
}


def bind(stack: Stack, binding: Binding) -> bytes:
    """Make the file of a box."""
    if not binding.wear:
        return end_dump(page_text(stack)) if binding.suffix == ".txt" else bind_pages(stack)
    dpi = LEVELS[binding.wear].dpi
    images = scan_stack(stack, LEVELS[binding.wear])
    if binding.suffix == ".pdf":
        return scan_pdf(images, dpi, binding.lang or None, binding.quality)
    dumps = []
    while batch := list(islice(images, _BATCH)):
        dumps.append(keep_pages(dump_text(batch, binding.lang, dpi), len(batch)))
    return end_dump("\f".join(dumps))


def keep_pages(text: str, pages: int) -> str:
    r"""Give a dump back the form feed that went with a blank last page.

    Tesseract 4 puts one behind each page and Tesseract 5 one between two, which `dump_text` evens
    out where something stands on the last page.

    >>> keep_pages("a", 2), keep_pages("a\fb", 2)
    ('a\x0c', 'a\x0cb')
    """
    return text + "\f" * (pages - 1 - text.count("\f"))


def end_dump(text: str) -> bytes:
    """End a dump with a form feed: without it a blank last page would not be told."""
    return f"{text}\f".encode()


def page_text(stack: Stack) -> str:
    """Give the text of all pages as drawn, a form feed between them: a dump without a fault."""
    document = pypdfium2.PdfDocument(bind_pages(stack))
    try:
        return "\f".join(
            page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document
        )
    finally:
        document.close()


def scan_stack(stack: Stack, level: Wear) -> Iterator[Pixels]:
    """Scan the pages of a box one by one; copies are worn more than what they were made from."""
    document = pypdfium2.PdfDocument(bind_pages(stack))
    try:
        for number, leaf in enumerate(stack.leaves):
            rng = np.random.default_rng([stack.box.seed, number])
            drawn = document[number].render(scale=level.dpi / 72, rev_byteorder=True)
            is_copy = leaf.piece is not None and stack.box.pieces[leaf.piece].copied
            wear = _photocopied(level) if is_copy else level
            yield wear_page(drop_colour(drawn.to_numpy().copy()), wear, rng)
    finally:
        document.close()


def _photocopied(level: Wear) -> Wear:
    (dark, pale), (dim, bright), (little, much) = level.ink, level.blur, level.noise
    return replace(
        level, ink=(dark + 20, pale + 20), blur=(dim * 1.2, bright * 1.2), gaps=level.gaps + 0.01,
        noise=(little + 2, much + 2), specks=2 * level.specks,
    )  # fmt: skip
