"""The records of an .xls file, as far as xlrd needs help with them.

xlrd stops at lists of other workbooks that go over more than one record, and at names of ranges
that it does not understand; both are for formulas, whose results are in the file. Workbooks of
statistics offices that link to last year's have such lists, so these records are renamed to a kind
that nobody knows before xlrd sees them. And xlrd does not tell which sheets have pictures.
Format: [MS-XLS], Microsoft.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from xlrd.compdoc import CompDoc, CompDocError

from pipeline.read.office.compound_file import MAGIC

_BEGIN, _END = 0x09, 0x0A  # of a sheet, or of what all sheets share
_SHEET, _OBJECT, _COMMON = 0x85, 0x5D, 0x15
_LINKS = frozenset((0x17, 0x18, 0x23, 0x1AE))  # sheets of other books, names of ranges, other books
_NOTHING = 0x0FFE  # no record has this number
_GLOBALS = 5  # kind of the part that all sheets share; older files have none
# Kinds of objects that may show figures: groups, shapes, charts, text boxes, pictures. Others are
# comments, buttons and the arrows of filters.
_DRAWN = frozenset((0, 1, 2, 3, 4, 5, 6, 8, 9, 30))


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """A worksheet, as the list of them says."""

    start: int  # byte of the stream
    hidden: bool


@dataclass(frozen=True, slots=True)
class Records:
    """The stream of a workbook."""

    stream: bytes
    sheets: tuple[SheetRecord, ...]  # none in a file of before Excel 5

    def has_drawings(self, sheet: int) -> bool:
        """Say whether a sheet shows more than its cells."""
        if sheet >= len(self.sheets):
            return False
        for kind, data in _walk(self.stream, self.sheets[sheet].start):
            if kind == _OBJECT and len(data) >= 6:
                first, _, drawn = struct.unpack_from("<3H", data)
                if first != _COMMON or drawn in _DRAWN:
                    return True
        return False


def open_records(content: bytes) -> Records:
    """Give the stream of a workbook without what xlrd stumbles over.

    Raises:
        CompDocError: The container is damaged.
    """
    stream = bytearray(_find_stream(content))
    sheets = []
    if len(stream) < 8 or struct.unpack_from("<H", stream, 6)[0] != _GLOBALS:
        return Records(bytes(stream), ())
    at = 0
    for kind, data in _walk(bytes(stream), 0):
        if kind in _LINKS:
            struct.pack_into("<H", stream, at, _NOTHING)
        elif kind == _SHEET and len(data) >= 6:
            start, state, what = struct.unpack_from("<IBB", data)
            if what == 0:  # others are charts and macros
                sheets.append(SheetRecord(start, bool(state & 3)))
        at += 4 + len(data)
    return Records(bytes(stream), tuple(sheets))


def _find_stream(content: bytes) -> bytes:
    if not content.startswith(MAGIC):
        return content  # of Excel 2 to 4: in no container
    container = CompDoc(content, logfile=StringIO())
    for name in ("Workbook", "Book"):
        memory, start, length = container.locate_named_stream(name)
        if memory:
            return bytes(memory[start : start + length])
    raise CompDocError("no workbook")


def _walk(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Give the records of one part, charts in it included, until it ends."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind & 0xFF == _BEGIN) - (kind == _END)
        yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length
