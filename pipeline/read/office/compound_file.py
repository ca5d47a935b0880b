"""The directory of a compound file: the container of Office 97-2003, of mail and of locked files.

Only the names at its root and the first bytes of a stream are asked for, so the whole format is
not: a few sectors are read whatever the size of the file. olefile, which lost, would be one more
dependency for these hundred lines; xlrd has a reader of its own, which takes the whole file.
Format: [MS-CFB], Microsoft.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512  # bytes
_LAST = 0xFFFFFFFA  # from here on numbers of sectors mean "end", "free" and the like
_NOBODY = 0xFFFFFFFF
_ENTRY = 128  # bytes
_STREAM = 2  # type of an entry
_SMALL = 4096  # bytes; shorter streams lie in a stream of their own
_SECTORS_LIMIT = 1024  # of a directory, or of a table: a circle ends too


class CompoundError(Exception):
    """The directory is damaged."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream at the root."""

    name: str
    start: int  # its first sector
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """A compound file that is open."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the directory.

        Raises:
            CompoundError: It is damaged.
        """
        self._file = file
        file.seek(0)
        header = file.read(_HEADER)
        if len(header) < _HEADER or not header.startswith(MAGIC):
            raise CompoundError("no header")
        shift = struct.unpack_from("<H", header, 30)[0]
        if shift not in (9, 12):
            raise CompoundError("odd sectors")
        self.sector: int = 1 << shift  # bytes
        self._tables = struct.unpack_from("<109I", header, 76)
        self._more_tables = struct.unpack_from("<I", header, 68)[0]
        directory = b"".join(self._chain(struct.unpack_from("<I", header, 48)[0]))
        entries = [_parse(directory, at) for at in range(0, len(directory), _ENTRY)]
        self.streams = {entry.name: entry for entry in _at_root(entries)}

    def head(self, stream: Stream, length: int) -> bytes:
        """Give the first bytes of a stream, within its first sector; none of a short stream.

        Raises:
            CompoundError: The file ends before it.
        """
        return self._read(stream.start)[:length] if stream.size >= _SMALL else b""

    def places(self, stream: Stream) -> list[int]:
        """Give for each sector of a stream the byte of the file where it begins.

        Raises:
            CompoundError: The list of its sectors is damaged, or the stream is a short one.
        """
        if stream.size < _SMALL:
            raise CompoundError("short")
        places, sector = [], stream.start
        for _ in range(-(-stream.size // self.sector)):
            if sector >= _LAST:
                raise CompoundError("cut off")
            places.append((sector + 1) * self.sector)
            sector = self._next(sector)
        return places

    def _read(self, sector: int) -> bytes:
        self._file.seek((sector + 1) * self.sector)
        content = self._file.read(self.sector)
        if not content:
            raise CompoundError("cut off")
        return content

    def _chain(self, sector: int) -> Iterator[bytes]:
        for _ in range(_SECTORS_LIMIT):
            if sector >= _LAST:
                return
            yield self._read(sector)
            sector = self._next(sector)
        raise CompoundError("too long, or a circle")

    def _next(self, sector: int) -> int:
        each = self.sector // 4
        number, place = divmod(sector, each)
        table = self._table(number)
        if table >= _LAST:
            raise CompoundError("no table")
        content = self._read(table)
        if len(content) < 4 * (place + 1):
            raise CompoundError("cut off")
        return int(struct.unpack_from("<I", content, 4 * place)[0])

    def _table(self, number: int) -> int:
        """Give the sector of a part of the table of chains; the header knows the first 109."""
        if number < len(self._tables):
            return int(self._tables[number])
        hops, place = divmod(number - len(self._tables), self.sector // 4 - 1)
        if hops > _SECTORS_LIMIT:
            raise CompoundError("too long")
        sector = self._more_tables
        for _ in range(hops + 1):
            if sector >= _LAST:
                raise CompoundError("no table")
            content = self._read(sector).ljust(self.sector, b"\xff")
            sector = struct.unpack_from("<I", content, self.sector - 4)[0]
        return int(struct.unpack_from("<I", content, 4 * place)[0])


def _parse(directory: bytes, at: int) -> _Entry:
    entry = directory[at : at + _ENTRY].ljust(_ENTRY, b"\0")
    length, kind = struct.unpack_from("<HB", entry, 64)
    name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<3I", entry, 68)
    start, size = struct.unpack_from("<2I", entry, 116)
    return _Entry(name, kind, left, right, child, start, size)


def _at_root(entries: list[_Entry]) -> Iterator[Stream]:
    """Give the streams at the root; those of embedded files lie below."""
    waiting, seen = [entries[0].child] if entries else [], set()
    while waiting:
        number = waiting.pop()
        if number == _NOBODY or number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        waiting += [entry.left, entry.right]
        if entry.kind == _STREAM:
            yield Stream(entry.name, entry.start, entry.size)
