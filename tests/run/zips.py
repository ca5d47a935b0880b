"""Zip files for tests, hostile ones too; each is written where it is asked for."""

from __future__ import annotations

import io
import stat
import struct
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

REPORT = "BÁO CÁO\nmột\n"


def write_zip(file: Path, *members: tuple[str, str | bytes], method: int = ZIP_DEFLATED) -> Path:
    """Write a zip; members may have any name, and one twice."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(file, "w", method) as archive:
        for name, content in members:
            # Not by its constructor, which cleans names.
            entry = ZipInfo()
            entry.filename = name
            entry.compress_type = method
            archive.writestr(entry, content)
    return file


def zip_bytes(*members: tuple[str, str | bytes]) -> bytes:
    """Give the bytes of a zip, for one in a zip."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def _change(file: Path, signature: bytes, offset: int, value: bytes) -> None:
    """Change a field of each header of one kind."""
    content = bytearray(file.read_bytes())
    at = content.find(signature)
    while at >= 0:
        content[at + offset : at + offset + len(value)] = value
        at = content.find(signature, at + 4)
    file.write_bytes(content)


def lock(file: Path) -> Path:
    """Say of all members that they are encrypted."""
    _change(file, b"PK\x03\x04", 6, b"\x01\x00")
    _change(file, b"PK\x01\x02", 8, b"\x01\x00")
    return file


def rename_raw(file: Path, name: bytes, raw: bytes) -> Path:
    """Put other bytes into the place of a name of the same length, without a flag for UTF-8."""
    file.write_bytes(file.read_bytes().replace(name, raw))
    return file


def write_link(file: Path) -> Path:
    """A link that leads to the system's own files, and one report."""
    with ZipFile(file, "w") as archive:
        entry = ZipInfo("passwd.txt")
        entry.create_system = 3
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("a.txt", REPORT)
    return file


def write_bomb(file: Path, megabytes: int) -> Path:
    """Zeros, which pack to a thousandth."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as stream:
        for _ in range(megabytes):
            stream.write(bytes(2**20))
    return file


def write_overlapping_bomb(file: Path, count: int) -> Path:
    """Many entries in the table of contents that all share one kernel of zeros."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    size = 8 * 2**20
    packed = kernel.compress(bytes(size)) + kernel.flush()
    check = zlib.crc32(bytes(size))
    name = b"aaaaa.txt"
    fields = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0, check, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + fields + name + packed
    contents = b"".join(
        b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name
        for _ in range(count)
    )
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, len(contents), len(local), 0)
    file.write_bytes(local + contents + end)
    return file


def write_many(file: Path, count: int) -> Path:
    """More members than any archive has."""
    with ZipFile(file, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", b"")
    return file


def write_lying(file: Path) -> Path:
    """A zip whose table of contents claims to be 3 GB long."""
    write_zip(file, ("a.txt", REPORT))
    _change(file, b"PK\x05\x06", 12, struct.pack("<L", 3 * 2**30))
    return file


def write_nest(file: Path, depth: int) -> Path:
    """Zips in zips with a report in the last one."""
    content = zip_bytes(("a.txt", REPORT))
    for _ in range(depth - 1):
        content = zip_bytes(("in.zip", content))
    file.write_bytes(content)
    return file


def write_hostile(folder: Path) -> list[str]:
    """Write one zip of each kind into a folder; give their names."""
    folder.mkdir(parents=True, exist_ok=True)
    write_zip(folder / "dots.zip", ("../../evil.txt", REPORT))
    write_zip(folder / "absolute.zip", ("/tmp/evil.txt", REPORT))  # noqa: S108
    write_zip(folder / "drive.zip", ("C:\\evil.txt", REPORT))
    write_zip(folder / "share.zip", ("\\\\server\\evil.txt", REPORT))
    write_bomb(folder / "bomb.zip", 160)
    write_overlapping_bomb(folder / "overlap.zip", 60)
    (folder / "nested-bomb.zip").write_bytes(
        zip_bytes(("b.zip", write_bomb(folder / "x.zip", 160).read_bytes()))
    )
    (folder / "x.zip").unlink()
    write_many(folder / "many.zip", 10_001)
    write_lying(folder / "lying.zip")
    lock(write_zip(folder / "locked.zip", ("a.txt", REPORT), ("b.txt", REPORT)))
    write_nest(folder / "deep.zip", 9)
    write_zip(folder / "lzma.zip", ("a.txt", REPORT), method=ZIP_LZMA)
    (folder / "empty.zip").write_bytes(b"")
    (folder / "none.zip").write_bytes(b"no zip at all")
    whole = write_zip(folder / "cut.zip", ("a.txt", REPORT * 99)).read_bytes()
    (folder / "cut.zip").write_bytes(whole[:-30])
    write_zip(folder / "long.zip", ("a/" * 20_000 + "x.txt", REPORT))
    return sorted(file.name for file in folder.iterdir())
