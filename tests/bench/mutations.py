"""Ways in which files come to harm: on worn disks, in broken transfers, by other people's programs.

All take a generator of random numbers, so that a seed names a mutant.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

_STREAMS = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_DIGITS = b"0123456789"
# Parts whose loss leaves nothing to read are told by every library; these are told by none.
_PARTS = re.compile(r"(?:styles|sharedStrings|numbering|document|workbook|sheet\d+)\.xml$")
_SPLIT = re.compile(rb"(?=<(?:row|c|w:p|w:tr|w:tc|w:style|xf|numFmt|si|w:num|w:abstractNum)[ >])")

Mutation = Callable[[bytes, random.Random], bytes]


def flip_bit(content: bytes, rng: random.Random) -> bytes:
    """One bit is another one."""
    return _change(content, rng.randrange(len(content)), lambda old: old ^ 1 << rng.randrange(8))


def change_byte(content: bytes, rng: random.Random) -> bytes:
    """One byte is another one."""
    return _change(content, rng.randrange(len(content)), lambda old: _other(old, rng))


def change_bytes(content: bytes, rng: random.Random) -> bytes:
    """Ten bytes are other ones."""
    for _ in range(10):
        content = change_byte(content, rng)
    return content


def change_outside(content: bytes, rng: random.Random) -> bytes:
    """One byte of what is in no stream is another one: there no checksum guards it."""
    return _change(content, _outside(content, rng), lambda old: _other(old, rng))


def change_digit(content: bytes, rng: random.Random) -> bytes:
    """A digit outside of streams is another one, so that the file stays a good one to look at."""
    for _ in range(1000):
        place = _outside(content, rng)
        if content[place] in _DIGITS:
            return _change(
                content, place, lambda old: rng.choice(_DIGITS.replace(bytes([old]), b""))
            )
    return change_outside(content, rng)


def blot(content: bytes, rng: random.Random) -> bytes:
    """A run of bytes is noise."""
    start, size = _run(content, rng, 256)
    return content[:start] + rng.randbytes(size) + content[start + size :]


def erase(content: bytes, rng: random.Random) -> bytes:
    """A sector of the disk is empty."""
    start, size = _run(content, rng, 4096)
    return content[:start] + bytes(size) + content[start + size :]


def cut(content: bytes, rng: random.Random) -> bytes:
    """A piece is gone."""
    start, size = _run(content, rng, 2048)
    return content[:start] + content[start + size :]


def cut_end(content: bytes, rng: random.Random) -> bytes:
    """The transfer stopped."""
    return content[: rng.randrange(len(content) // 4, len(content))]


def splice(content: bytes, rng: random.Random) -> bytes:
    """A piece of the file stands over another one."""
    start, size = _run(content, rng, 1024)
    origin = rng.randrange(max(1, len(content) - size))
    return content[:start] + content[origin : origin + size] + content[start + size :]


def insert(content: bytes, rng: random.Random) -> bytes:
    """A piece of the file stands twice."""
    start, size = _run(content, rng, 1024)
    place = rng.randrange(len(content))
    return content[:place] + content[start : start + size] + content[place:]


def lose_part(content: bytes, rng: random.Random) -> bytes:
    """A program that mends archives left a part out."""
    names = [name for name in _names(content) if _PARTS.search(name)]
    return _pack(content, rng.choice(names), None)


def cut_part(content: bytes, rng: random.Random) -> bytes:
    """A part ends too early, under a checksum that fits."""
    name = rng.choice([name for name in _names(content) if _PARTS.search(name)])
    text = _part(content, name)
    return _pack(content, name, text[: rng.randrange(len(text))])


def lose_element(content: bytes, rng: random.Random) -> bytes:
    """A piece of a part is gone from the beginning of one element to that of another."""
    name = rng.choice([name for name in _names(content) if _PARTS.search(name)])
    text = _part(content, name)
    places = [found.start() for found in _SPLIT.finditer(text)] or [0, len(text)]
    start = rng.randrange(len(places))
    end = min(len(places) - 1, start + rng.randint(1, 20))
    # Cut within the first element, so that the piece that is left does not close.
    return _pack(content, name, text[: places[start] + rng.randint(2, 9)] + text[places[end] :])


def change_part(content: bytes, rng: random.Random) -> bytes:
    """A byte of a part is another one, under a checksum that fits."""
    name = rng.choice([name for name in _names(content) if _PARTS.search(name)])
    text = _part(content, name)
    marks = [found.start() for found in re.finditer(rb'[<>="/]', text)]
    return _pack(content, name, _change(text, rng.choice(marks), lambda old: _other(old, rng)))


RAW: tuple[Mutation, ...] = (
    *(flip_bit, change_byte, change_bytes, blot, erase, cut, cut_end, splice, insert),
)
OF_PDF: tuple[Mutation, ...] = (*RAW, change_outside, change_outside, change_digit)
OF_PACKAGE: tuple[Mutation, ...] = (*RAW, lose_part, cut_part, lose_element, change_part)


def _change(content: bytes, place: int, to: Callable[[int], int]) -> bytes:
    return content[:place] + bytes([to(content[place])]) + content[place + 1 :]


def _other(old: int, rng: random.Random) -> int:
    return (old + rng.randrange(1, 256)) % 256


def _run(content: bytes, rng: random.Random, most: int) -> tuple[int, int]:
    size = min(rng.randint(2, most), len(content) // 4)
    return rng.randrange(len(content) - size), size


def _outside(content: bytes, rng: random.Random) -> int:
    inside = [found.span() for found in _STREAMS.finditer(content)]
    for _ in range(10_000):
        place = rng.randrange(len(content))
        if not any(start <= place < end for start, end in inside):
            return place
    return 0


def _names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def _pack(content: bytes, name: str, text: bytes | None) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for one in archive.infolist():
            if one.filename != name:
                made.writestr(one.filename, archive.read(one))
            elif text is not None:
                made.writestr(name, text)
    return packed.getvalue()
