"""The pages of a box in the order in which they go through the scanner."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2
from reportlab.lib.pagesizes import A4

from tests.generator.boxes import Backs, Box, Piece
from tests.generator.dossiers_draw import draw_any
from tests.generator.style import Style
from tests.generator.writings import Writing
from tests.generator.writings_draw import draw_writing

# What pdfium makes anew each time: an id, and the time of day.
_PASSING = re.compile(rb"/ID\s*\[<[^>]*><[^>]*>\]|/CreationDate\(D:[^)]*\)")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the file."""

    piece: int | None  # place in `Box.pieces`; None: nothing is printed on it
    page: int = 0  # of the piece, from 0


@dataclass(frozen=True, slots=True)
class Stack:
    """A box with its pages drawn."""

    box: Box
    pdfs: tuple[bytes, ...]  # of each piece
    leaves: tuple[Leaf, ...]

    def pages_of(self, piece: int) -> tuple[int, ...]:
        """Give the pages of a piece in the file, from 1."""
        return tuple(n for n, leaf in enumerate(self.leaves, 1) if leaf.piece == piece)


def stack_box(box: Box) -> Stack:
    """Draw a box and put its pages in order."""
    rng = random.Random(f"stack/{box.seed}")
    drawn = [draw_piece(piece) for piece in box.pieces]
    leaves = tuple(_order(rng, box, [one[1] for one in drawn], [one[2] for one in drawn]))
    return Stack(box, tuple(one[0] for one in drawn), leaves)


def draw_piece(piece: Piece) -> tuple[bytes, int, int]:
    """Draw one document; give its PDF, its pages, and how many stand before its appendix."""
    pdf, first = _draw(piece, piece.style)
    pages = count_pages(pdf)
    if piece.style.of_pages:
        pdf, first = _draw(piece, replace(piece.style, of_pages=pages))
    kept = max(pages - piece.cut, 1)
    return pdf, kept, min(first or kept, kept)


def _draw(piece: Piece, style: Style) -> tuple[bytes, int]:
    if isinstance(piece.paper, Writing):
        return draw_writing(piece.paper, style), 0
    pdf, places = draw_any(piece.paper, style)
    return pdf, places[0].page - 1 if places else 0


def count_pages(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _order(
    rng: random.Random, box: Box, pages: Sequence[int], prose: Sequence[int]
) -> Iterator[Leaf]:
    """Give the pages of all pieces in order, with the blank ones between and within.

    Args:
        rng: Decides where a blank page lies within a piece.
        box: What lies in the box.
        pages: Of each piece.
        prose: Pages of each piece that stand before its appendix.
    """
    waiting: list[Leaf] = []
    pair = () if box.gathered is None else (box.gathered, box.gathered + 1)
    for number, piece in enumerate(box.pieces):
        own = [Leaf(number, page) for page in range(pages[number])]
        if number in pair:
            yield from _back(rng, piece, own[: prose[number]], len(own))
            waiting += _back(rng, piece, own[prose[number] :], len(own))
        else:
            yield from _back(rng, piece, own, prose[number])
        if number == max(pair, default=number):
            yield from waiting
            waiting = []
        if piece.divided:
            yield Leaf(None)


def _back(rng: random.Random, piece: Piece, own: Sequence[Leaf], prose: int) -> Iterator[Leaf]:
    """Put the blank pages into one run of pages of a piece; before a table if inside."""
    blank_behind = {
        Backs.NONE: set[int](),
        Backs.LAST: {len(own)} if len(own) % 2 else set(),
        Backs.ALL: set(range(1, len(own) + 1)),
        Backs.INSIDE: {prose if prose < len(own) else rng.randint(1, max(len(own) - 1, 1))},
    }[piece.backs]
    for count, leaf in enumerate(own, 1):
        yield leaf
        if count in blank_behind:
            yield Leaf(None)


def bind_pages(stack: Stack) -> bytes:
    """Bind the pages of a box into one digital PDF; the same box gives the same bytes."""
    bound = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(pdf) for pdf in stack.pdfs]
    try:
        for piece, pages in _runs(stack.leaves):
            bound.import_pages(sources[piece], pages)
        for place, leaf in enumerate(stack.leaves):
            if leaf.piece is None:
                bound.new_page(*A4, place).close()
        return _save(bound)
    finally:
        for document in (bound, *sources):
            document.close()


def take_pages(pdf: bytes, pages: Iterable[int]) -> bytes:
    """Give some pages of a PDF, counted from 0, as a PDF of their own."""
    source, taken = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new()
    try:
        taken.import_pages(source, list(pages))
        return _save(taken)
    finally:
        taken.close()
        source.close()


def _save(document: pypdfium2.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return _PASSING.sub(lambda found: b" " * len(found[0]), buffer.getvalue())


def _runs(leaves: Sequence[Leaf]) -> Iterator[tuple[int, list[int]]]:
    """Give the printed pages in runs of one piece; each run brings its fonts along but once."""
    printed = [leaf for leaf in leaves if leaf.piece is not None]
    runs = groupby(enumerate(printed), lambda one: (one[1].piece, one[1].page - one[0]))
    for (piece, _), run in runs:
        if piece is not None:
            yield piece, [leaf.page for _, leaf in run]
