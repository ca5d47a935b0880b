"""What TrueType fonts say of themselves: checksums of their tables, widths of their letters."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

_TABLES_LIMIT = 64
_ADJUSTMENT = 8  # where `head` keeps a number that its own checksum leaves out
_MOST = 2**32


def is_intact(font: bytes) -> bool:
    """Say whether the tables of a font have their checksums.

    Where most have not, a program counts otherwise (LibreOffice 7 does in all of its fonts); in
    the other real files every table of every font has it.
    """
    tables = _read_tables(font)
    wrong = sum(_sum_up(name, table) != told for name, (told, table) in tables.items())
    return not 0 < wrong <= len(tables) / 2


def _read_tables(font: bytes) -> dict[bytes, tuple[int, bytes]]:
    """Give the checksum and the bytes of each table; none where it is no such font."""
    tables = {}
    try:
        count = min(_TABLES_LIMIT, struct.unpack_from(">H", font, 4)[0])
        for number in range(count):
            name, told, start, size = struct.unpack_from(">4sIII", font, 12 + 16 * number)
            tables[name] = told, font[start : start + size]
    except struct.error:
        return {}
    return tables


def _sum_up(name: bytes, table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    found = int(np.frombuffer(padded, ">u4").sum(dtype=np.uint64))
    if name == b"head" and len(table) >= _ADJUSTMENT + 4:
        found -= struct.unpack_from(">I", table, _ADJUSTMENT)[0]
    return found % _MOST


def read_advances(font: bytes) -> NDArray[np.float64] | None:
    """Give the widths of all letters of a font by their numbers; None: it tells none.

    In thousandths of the size.
    """
    tables = {name: table for name, (_, table) in _read_tables(font).items()}
    try:
        (units,) = struct.unpack_from(">H", tables[b"head"], 18)
        (letters,) = struct.unpack_from(">H", tables[b"hhea"], 34)
        pairs = np.frombuffer(tables[b"hmtx"][: 4 * letters], ">u2").reshape(-1, 2)
    except (struct.error, KeyError, ValueError):
        return None
    if not units or not len(pairs):
        return None
    advances: NDArray[np.float64] = pairs[:, 0] * (1000 / units)
    return advances
