"""Compound files made for the tests: the container of .doc, .xls, mail and locked files."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from pipeline.read.office.compound_file import MAGIC

_SECTOR = 512  # bytes
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LEAST = 4096  # bytes of a stream that lies in sectors of its own


def write_compound(path: Path, streams: Mapping[str, bytes], *, below: str = "") -> Path:
    """Write a compound file.

    Args:
        path: Its name.
        streams: By name; short ones are filled up with zeros.
        below: Name of a folder that holds the streams; empty: they stand at the root.
    """
    bodies = [content.ljust(_LEAST, b"\0") for content in streams.values()]
    entries = [("Root Entry", 5, _END, 0), *([(below, 1, 0, 0)] if below else [])]
    first = len(entries)
    directory_sectors = -(-(first + len(bodies)) // 4)
    start, chains = 1 + directory_sectors, [_TABLE, *_chain(1, directory_sectors)]
    for name, body in zip(streams, bodies, strict=True):
        count = -(-len(body) // _SECTOR)
        entries.append((name, 2, start, len(body)))
        chains += _chain(start, count)
        start += count
    assert len(chains) <= _SECTOR // 4
    directory = b"".join(_entry(number, entries, first) for number in range(len(entries)))
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(_SECTOR, b"\xff")
    path.write_bytes(
        _header() + table + directory.ljust(directory_sectors * _SECTOR, b"\0") + _pad(bodies)
    )
    return path


def _header() -> bytes:
    fields = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<9I", 0, 1, 1, 0, _LEAST, _END, 0, _END, 0)
    return MAGIC + bytes(16) + fields + places + struct.pack("<109I", 0, *[_FREE] * 108)


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _pad(bodies: list[bytes]) -> bytes:
    return b"".join(body.ljust(-(-len(body) // _SECTOR) * _SECTOR, b"\0") for body in bodies)


def _entry(number: int, entries: list[tuple[str, int, int, int]], first: int) -> bytes:
    """Give an entry of the directory; those of one folder follow each other to the right."""
    name, kind, start, size = entries[number]
    right = number + 1 if number >= first and number + 1 < len(entries) else _FREE
    child = min(number + 1, len(entries) - 1) if number < first else _FREE
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(text) + 2, kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<II4x", start, size)
    )
