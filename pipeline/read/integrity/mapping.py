"""Which letters the codes of a font stand for, as a PDF file says it (ToUnicode)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_SECTION = re.compile(rb"(\d+)\s+begin(bfchar|bfrange|cidrange|cidchar)(.*?)end\2", re.DOTALL)
_ARRAY = re.compile(rb"\[[^\]]*\]")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_CODE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SIZES = {b"bfchar": 2, b"bfrange": 3}  # strings of one entry
_FEW = 2  # entries
_DIGITS = range(0x30, 0x3A)
_LONGEST_RANGE = 256  # by the standard


def is_mapping(content: bytes) -> bool:
    """Say whether a mapping has as many entries as it says, and no digit in place of another.

    A digit with two codes is another one where one of the ten has none. That is so in no font of
    the real files, and nothing else tells a digit that became another one.

    >>> is_mapping(b"2 beginbfchar <30> <0030> <31> <0031> endbfchar")
    True
    >>> is_mapping(b"2 beginbfchar <30> <0030> <31> <0030> endbfchar")
    False
    """
    sections = [(int(n), kind, body) for n, kind, body in _SECTION.findall(content)]
    if not sections:
        return b"begincmap" in content
    for number, kind, body in sections:
        size = _SIZES.get(kind, 0)
        lacking = abs(number * size - len(_HEX.findall(_ARRAY.sub(b"<>", body))))
        if 0 < lacking <= _FEW * size:  # more: a program does not count
            return False
    digits = Counter(letter for letter in _letters(sections) if letter in _DIGITS)
    return not any(count > 1 for count in digits.values()) or len(digits) == len(_DIGITS)


def _letters(sections: list[tuple[int, bytes, bytes]]) -> Iterator[int]:
    for _, kind, body in sections:
        if kind == b"bfchar":
            yield from (int(letter, 16) for _, letter in _CODE.findall(body))
        elif kind == b"bfrange":
            for first, last, letter in _RANGE.findall(body):
                count = int(last, 16) - int(first, 16) + 1
                yield from range(int(letter, 16), int(letter, 16) + min(count, _LONGEST_RANGE))
            for array in _ARRAY.findall(body):
                yield from (int(letter, 16) for letter in _HEX.findall(array) if letter.strip())
