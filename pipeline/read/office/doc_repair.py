"""A .doc file whose text ends with a table, mended so that LibreOffice keeps that table.

Word ends each document with a paragraph; LibreOffice does not where it made a .doc out of a .docx
that has none, and when it reads that .doc again the last table comes out as one long line. Names
and figures of an appendix would run into each other. So a paragraph is put behind the text, into
the blanks that each part of the file has at its end; nothing is moved.
Format: [MS-DOC], Microsoft.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

from pipeline.read.office.compound_file import CompoundError, CompoundFile, Stream

_MAGIC = 0xA5EC  # of Word 97 and later; Word 6 and 95 have another form
_FLAGS, _SECOND_TABLE = 0x0A, 0x0200
_LENGTHS = 0x4C  # eight numbers of characters: of the text, footnotes, headers, comments ...
_SECTIONS, _PARAGRAPHS, _PIECES = 0xCA, 0x102, 0x1A2  # place and length of each list
_NARROW = 0x40000000  # of the place of a piece: one byte a character
_ROW_END = 7  # the sign that ends cells and rows
_PARAGRAPH = 13
_PAGE = 512  # bytes; properties of paragraphs stand on pages of this size
_ENTRY = 13  # bytes of a paragraph on such a page


class UnmendableError(Exception):
    """The text ends with a table, and there is no room for a paragraph."""


def mend_end(content: bytes) -> bytes:
    """Give a .doc file that ends with a paragraph; the same where it does, or where it is damaged.

    Raises:
        UnmendableError: It ends with a table and cannot be mended.
    """
    try:
        compound = CompoundFile(BytesIO(content))
        text = _Part(bytearray(content), compound, compound.streams["WordDocument"])
        if text.number(0, 2) != _MAGIC:
            return content
        name = "1Table" if text.number(_FLAGS, 2) & _SECOND_TABLE else "0Table"
        return _mend(text, _Part(text.file, compound, compound.streams[name]))
    except (CompoundError, KeyError, struct.error, IndexError):
        return content  # LibreOffice says what it thinks of it


@dataclass(slots=True)
class _List:
    """A list of places, each with what stands between it and the next one."""

    at: int  # byte of its stream
    count: int  # of what stands between
    size: int  # bytes of it

    @property
    def last(self) -> int:
        return self.at + 4 * self.count

    def entry(self, number: int) -> int:
        return self.at + 4 * (self.count + 1) + self.size * number


class _Part:
    """A stream, as if it were in one piece; what is written changes the file."""

    def __init__(self, file: bytearray, compound: CompoundFile, stream: Stream) -> None:
        self.file = file
        self._places = compound.places(stream)
        self._sector: int = compound.sector

    def _place(self, at: int) -> int:
        number, offset = divmod(at, self._sector)
        return self._places[number] + offset

    def read(self, at: int, length: int) -> bytes:
        return bytes(self.file[self._place(byte)] for byte in range(at, at + length))

    def number(self, at: int, length: int = 4) -> int:
        return int.from_bytes(self.read(at, length), "little")

    def write(self, at: int, content: bytes) -> None:
        for offset, byte in enumerate(content):
            self.file[self._place(at + offset)] = byte

    def write_number(self, at: int, number: int) -> None:
        self.write(at, number.to_bytes(4, "little"))


def _mend(text: _Part, table: _Part) -> bytes:
    at = text.number(_PIECES)
    while table.number(at, 1) == 1:  # properties of pieces stand before their list
        at += 3 + table.number(at + 1, 2)
    pieces = _List(at + 5, (table.number(at + 1) - 4) // 12, 8)
    length = text.number(_LENGTHS)
    begin, end = table.number(pieces.last - 4), table.number(pieces.last)
    place = table.number(pieces.entry(pieces.count - 1) + 2)
    narrow = bool(place & _NARROW)
    start, width = ((place & ~_NARROW) // 2, 1) if narrow else (place, 2)
    behind = start + width * (end - begin)
    alone = length == end and not any(text.number(_LENGTHS + 4 * number) for number in range(1, 8))
    if not alone:
        return bytes(text.file)
    if text.number(behind - width, width) != _ROW_END:
        return bytes(text.file)
    if any(text.read(behind, width)):
        raise UnmendableError
    _add_paragraph(text, table, (behind, width))
    for place in (pieces.last, _sections(text).last):
        table.write_number(place, end + 1)
    text.write_number(_LENGTHS, length + 1)
    text.write(behind, _PARAGRAPH.to_bytes(width, "little"))
    return bytes(text.file)


def _sections(text: _Part) -> _List:
    return _List(text.number(_SECTIONS), (text.number(_SECTIONS + 4) - 4) // 16, 12)


def _add_paragraph(text: _Part, table: _Part, sign: tuple[int, int]) -> None:
    """Say that the new sign (its place, its bytes) is a paragraph of its own and in no table."""
    behind, width = sign
    pages = _List(text.number(_PARAGRAPHS), (text.number(_PARAGRAPHS + 4) - 4) // 8, 4)
    page = _PAGE * table.number(pages.entry(pages.count - 1))
    count = text.number(page + _PAGE - 1, 1)
    places = [text.number(page + 4 * number) for number in range(count + 1)]
    entries = text.read(page + 4 * (count + 1), _ENTRY * count)
    grown = struct.pack(f"<{count + 2}I", *places, behind + width) + entries + bytes(_ENTRY)
    used = [2 * entries[_ENTRY * number] for number in range(count) if entries[_ENTRY * number]]
    if places[-1] != behind or len(grown) > min([_PAGE - 1, *used]):
        raise UnmendableError
    text.write(page, grown)
    text.write(page + _PAGE - 1, bytes([count + 1]))
    table.write_number(pages.last, behind + width)
