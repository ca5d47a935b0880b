"""What `read` hands on: words, lines, cells, tables, pages, documents.

Text is NFC from the moment it gets in here. `raw` is what the engine or the file gave, `text`
what we made of it; as long as nothing repairs, both are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from pipeline.model.geometry import Box


class PageKind(StrEnum):
    """Where the text of a page comes from."""

    TEXT = "text"  # a page of a text dump
    DIGITAL = "digital"  # a text layer that can be trusted
    BROKEN_FONT = "digital, broken font"  # printed by a program, but its text layer lost letters
    SCAN = "scan"  # an image without a text layer, or with next to none
    LAYERED_SCAN = "scan, text layer"  # an image over a good text layer; read again all the same
    JUNK_LAYER = "junk text layer"  # an image under a ruined text layer
    BLANK = "blank"  # nothing on it

    @property
    def source(self) -> str:
        """What `reports.csv` says in its column source; empty for a blank page."""
        return {
            PageKind.BLANK: "",
            PageKind.LAYERED_SCAN: PageKind.SCAN.value,
            PageKind.BROKEN_FONT: PageKind.JUNK_LAYER.value,
        }.get(self, self.value)

    @property
    def is_recognised(self) -> bool:
        """Whether its text was read from pixels by OCR, here and with boxes and scores."""
        return self not in (PageKind.TEXT, PageKind.DIGITAL, PageKind.BLANK)


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one reader made of one cell or word."""

    reader: str  # "layer", "vie", "eng", "pp-ocr"
    text: str
    score: float | None = None  # the reader's own, 0 to 1; not calibrated


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two blanks."""

    text: str
    box: Box | None = None  # None on text dumps and in Office files
    confidence: float | None = None  # the engine's own score, 0 to 1; not calibrated
    raw: str = ""  # as the engine saw it; empty when it is the same as text
    second: CellReading | None = None  # an unlike reader's, of figures in the prose of scans
    size: float = 0.0  # points of the font; 0 where nothing tells it
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class MendedWord:
    """What the repair made of one word of a text."""

    start: int  # in the text as read
    end: int
    text: str  # in proper Vietnamese; empty where it went into the word before
    confidence: float  # 0 to 1: of words scored so, this share is right


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Where there are words, text is their texts joined by single blanks."""

    text: str
    words: tuple[Word, ...] = ()
    box: Box | None = None
    row: tuple[int, int] | None = None  # table of the page and row of it, where there are no boxes
    number: int | None = None  # from 0, of its page; None until the page is numbered
    cell: int | None = None  # number of the cell that a line was made of

    def box_of(self, start: int, end: int) -> Box | None:
        """Give the box around the words that characters start to end of the text touch.

        >>> word = Word("376", Box(10, 0, 20, 5))
        >>> Line("nhận 376", (Word("nhận", Box(0, 0, 9, 5)), word)).box_of(5, 8) == word.box
        True
        """
        touched = []
        offset = 0
        for word in self.words:
            if offset < end and start < offset + len(word.text):
                touched.append(word.box)
            offset += len(word.text) + 1
        return Box.around(touched) if touched else self.box


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table."""

    row: int  # from 0
    column: int  # from 0
    text: str  # lines of the cell joined by a line feed
    box: Box | None = None
    row_span: int = 1
    column_span: int = 1
    ink: bool = True  # False: nothing is printed in it
    readings: tuple[CellReading, ...] = ()  # of unlike readers; empty: text is the only one
    number: int | None = None  # from 0, of its page; None until the page is numbered


@dataclass(frozen=True, slots=True)
class Table:
    """One ruled table, or the part of one that stands on this page."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]  # by row, then column; spanned places have no cell of their own
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright. `lines` hold all of its text in reading order, tables included."""

    number: int  # from 1
    kind: PageKind
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    width: float = 0.0  # points; 0 on text dumps and in Office files
    height: float = 0.0
    notes: tuple[str, ...] = ()  # what the reader wants people to know: "fell back to ..."
    encoding: str = ""  # from before Unicode, that the file was converted from: "TCVN3, VNI"
    # Straight rules, level ones without height and upright ones without width; of digital pages
    # and of scans with open tables.
    rules: tuple[Box, ...] = ()
    # Bytes of the file are damaged that it rests on, so it may show less or other than it did.
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """All pages of one report file."""

    pages: tuple[Page, ...]

    def numbered(self) -> Document:
        """Number the lines and the cells of each page, so that they are known in parts of it."""
        return Document(tuple(map(_number_page, self.pages)))


def _number_page(page: Page) -> Page:
    lines = tuple(replace(line, number=number) for number, line in enumerate(page.lines))
    numbers = count()
    tables = tuple(
        replace(table, cells=tuple(replace(cell, number=next(numbers)) for cell in table.cells))
        for table in page.tables
    )
    return replace(page, lines=lines, tables=tables)
