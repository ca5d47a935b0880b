""".docx files: paragraphs and tables in their order, cut into pages where the file tells of breaks.

A .docx has no pages until a program lays it out. Word leaves marks where its pages ended when the
file was last saved, so the numbers given here are those that people see in Word; files of other
programs have only the breaks that somebody asked for, and are one page without them.

Not read: headers and footers (page numbers, names of files), footnotes, comments, pictures and
embedded objects; of the last two the page says so in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from pipeline.model.page import Page, Table
from pipeline.read.office.docx_grid import DraftCell, DraftRow, is_layout, make_table, ruled_styles
from pipeline.read.office.docx_lists import Lists, value_of
from pipeline.read.office.docx_runs import (
    PAGE_BREAK,
    Font,
    Fonts,
    find_boxes,
    read_font,
    read_text,
)
from pipeline.read.office.package import DAMAGE, damaged, read_package
from pipeline.read.office.page import Draft, make_pages
from pipeline.read.office.sheet_table import COLUMNS_LIMIT

_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))
_SHOWN = frozenset(map(qn, ("w:drawing", "w:pict", "w:object")))
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_EMU = 12_700  # per point
# Square points: as on digital pages of PDFs, 15 % of an A4 page may hold figures.
_LARGE_PICTURE = 0.15 * 595 * 842
_PICTURE_NOTE = (
    "Trang có hình lớn; chữ và số trong hình không được đọc. "
    "Nếu cần, hãy lưu tệp thành PDF: khi ấy hình được đọc như bản quét."
)
_OBJECT_NOTE = (
    "Trang có bảng hay tệp nhúng (ví dụ bảng Excel), không đọc được. "
    "Hãy lưu tệp thành PDF rồi chạy lại."
)


def read_word(path: Path) -> tuple[Page, ...]:
    """Read a .docx file.

    Raises:
        SourceError: It cannot be read; the message says why and what to do.
        OSError: It cannot be opened.
    """
    return read_word_content(read_package(path, ".docx"), path.name)


@lru_cache(maxsize=1)  # a report is asked for its number of pages, then for the pages
def read_word_content(content: bytes, name: str) -> tuple[Page, ...]:
    """Read a document that is in memory; arguments and errors as of `read_word`."""
    try:
        body = _Body(docx.Document(BytesIO(content)))
    except (*DAMAGE, PythonDocxError) as error:
        raise damaged(name) from error
    try:
        return make_pages(body.cut())
    except ValueError as error:  # a number that is none
        raise damaged(name) from error


_DIGITS = 6  # of a number of columns; Word itself has no more than 63 in a row


@dataclass(slots=True)
class _Sheet:
    """A page that is being filled."""

    blocks: list[str | Table] = field(default_factory=list)
    pictures: float = 0.0  # area, square points
    shown: bool = False  # there is a picture of any size
    objects: bool = False

    @property
    def used(self) -> bool:
        return bool(self.blocks) or self.shown

    def finish(self, fonts: Fonts) -> Draft:
        notes = []
        if self.pictures >= _LARGE_PICTURE or (self.shown and not self.blocks):
            notes.append(_PICTURE_NOTE)
        if self.objects:
            notes.append(_OBJECT_NOTE)
        return Draft(tuple(self.blocks), tuple(notes), frozenset(fonts.seen))


class _Body:
    """One document on its way to pages."""

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        by_id = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
        default = next(
            (
                key
                for key, style in by_id.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            "",
        )
        base = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self.fonts = Fonts(by_id, default, read_font(base) if base is not None else Font())
        self.lists = Lists(_numbering_of(document), by_id)
        self.ruled = ruled_styles(by_id)
        self.body = tuple(document.element.body)
        self.sheets = [_Sheet()]

    def cut(self) -> list[Draft]:
        self._take_blocks(self.body)
        if len(self.sheets) > 1 and not self.sheets[-1].used:
            self.sheets.pop()
        return [sheet.finish(self.fonts) for sheet in self.sheets]

    def _break(self) -> None:
        # Word marks one break twice: where it is asked for, and where the next page began.
        if self.sheets[-1].used:
            self.sheets.append(_Sheet())

    def _take_blocks(self, parent: Iterable[Any]) -> None:
        for child in parent:
            if child.tag == qn("w:p"):
                self._take_paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._take_table(child)
            elif child.tag in _WRAPPERS:
                self._take_blocks(child)

    def _take_paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None and _is_on(properties, "w:pageBreakBefore"):
            self._break()
        for number, text in enumerate(self._print(paragraph).split(PAGE_BREAK)):
            if number:
                self._break()
            if text.strip():
                self.sheets[-1].blocks.append(text)
        self._note_pictures(paragraph)
        for box in find_boxes(paragraph):
            self._take_blocks(box)
        section = properties.find(qn("w:sectPr")) if properties is not None else None
        if section is not None and value_of(section, "w:type") != "continuous":
            self._break()

    def _print(self, paragraph: Any) -> str:
        text, mark = read_text(paragraph, self.fonts), self.lists.mark(paragraph)
        if not mark:
            return text
        bare = text.lstrip(PAGE_BREAK)
        return f"{text[: len(text) - len(bare)]}{mark} {bare}".rstrip(" ")

    def _note_pictures(self, element: Any) -> None:
        sheet = self.sheets[-1]
        sheet.objects = sheet.objects or next(element.iter(qn("w:object")), None) is not None
        if next(element.iter(_BLIP, _IMAGE), None) is None:
            return
        sheet.shown = True
        for extent in element.iter(_EXTENT):
            sheet.pictures += int(extent.get("cx", 0)) * int(extent.get("cy", 0)) / _EMU**2

    def _take_table(self, element: Any) -> None:
        rows = [self._take_row(row) for row in _find(element, "w:tr") if not _is_deleted(row)]
        self._note_pictures(element)
        if is_layout(element, rows, self.ruled):
            self._take_layout(rows)
            return
        part: list[DraftRow] = []
        for row in rows:
            if row.breaks_before:
                self._add_table(element, part)
                part = []
                self._break()
            part.append(row)
            if row.breaks_inside:
                self._add_table(element, part)
                part = []
                self._break()
        self._add_table(element, part)

    def _add_table(self, element: Any, rows: list[DraftRow]) -> None:
        table = make_table(element, rows) if rows else None
        if table is not None and any(cell.ink for cell in table.cells):
            self.sheets[-1].blocks.append(table)

    def _take_layout(self, rows: list[DraftRow]) -> None:
        """Read what only stands in columns, as letterheads and signatures do, cell after cell."""
        for row in rows:
            if row.breaks_before:
                self._break()
            for cell in row.cells:
                self.sheets[-1].blocks += [text for text in cell.texts if text.strip()]
            if row.breaks_inside:
                self._break()

    def _take_row(self, row: Any) -> DraftRow:
        place = _columns(value_of(row, "w:trPr", "w:gridBefore") or "0")
        cells = []
        before = inside = False
        for element in _find(row, "w:tc"):
            span = _columns(value_of(element, "w:tcPr", "w:gridSpan") or "1")
            merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            follows = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            printed = "\n".join(self._cell_texts(element))
            before = before or printed.lstrip("\n").startswith(PAGE_BREAK)
            inside = inside or PAGE_BREAK in printed.strip("\n" + PAGE_BREAK)
            texts = tuple(printed.replace(PAGE_BREAK, "").split("\n"))
            shown = next(element.iter(*_SHOWN), None) is not None
            cells.append(DraftCell(place, span, texts, follows, shown))
            place += span
            _columns(str(place))
        return DraftRow(tuple(cells), before, inside)

    def _cell_texts(self, parent: Any) -> Iterator[str]:
        """Give the paragraphs of a cell, those of tables and text boxes in it too."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield self._print(child)
                for box in find_boxes(child):
                    yield from self._cell_texts(box)
            elif child.tag == qn("w:tbl"):
                for row in _find(child, "w:tr"):
                    for cell in _find(row, "w:tc"):
                        yield from self._cell_texts(cell)
            elif child.tag in _WRAPPERS:
                yield from self._cell_texts(child)


def _columns(printed: str) -> int:
    """Give a number of columns of a grid.

    Raises:
        ValueError: There cannot be so many; a table of each is made, and a file of 40 kB may claim
            a billion.
    """
    if len(printed) > _DIGITS or not 0 <= int(printed) <= COLUMNS_LIMIT:
        raise ValueError(printed[:_DIGITS])
    return int(printed)


def _numbering_of(document: Any) -> Any | None:
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        return None


def _find(parent: Any, name: str) -> Iterator[Any]:
    """Find rows of a table or cells of a row, through what is wrapped around them."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _find(child, name)


def _is_deleted(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(qn(name))
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")
