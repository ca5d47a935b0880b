"""The objects of a PDF file, and the ways from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.read.integrity.parts import Part, find_links, find_parts, unpack
from pipeline.read.integrity.values import Link, Value, read_value

_LONGEST_WAY = 50  # from a link to the value that it leads to


class Objects:
    """All objects of one file."""

    def __init__(self, content: bytes) -> None:
        self.parts = find_parts(content)
        self.links = {number: (*find_links(one.body),) for number, one in self.all.items()}

    @property
    def all(self) -> dict[int, Part]:
        """The objects by number."""
        return self.parts.objects

    @property
    def encrypted(self) -> bool:
        """Whether nobody can look into strings and streams."""
        return self.parts.encrypted

    def get(self, value: Value) -> Value:
        """Give what a link leads to; any other value is what it is."""
        for _ in range(_LONGEST_WAY):
            if not isinstance(value, Link):
                return value
            part = self.all.get(value.number)
            value = read_value(part.body) if part else None
        return None

    def read(self, link: Value) -> bytes:
        """Give the content of a stream; nothing where it is damaged, which is told elsewhere."""
        part = self.all.get(link.number) if isinstance(link, Link) else None
        if part is None or part.data is None:
            return b""
        try:
            return unpack(part) or b""
        except ValueError:
            return b""

    def reach(self, numbers: Iterable[int], without: bytes = b"") -> set[int]:
        """Give all objects that some lead to, through others."""
        reached: set[int] = set()
        waiting = list(numbers)
        while waiting:
            number = waiting.pop()
            if number in reached or number not in self.all:
                continue
            reached.add(number)
            body = self.all[number].body
            if without and without in body:
                kept = re.sub(without + rb"\s+\d+\s+\d+\s+R", b"", body)
                waiting += find_links(kept)
            else:
                waiting += self.links[number]
        return reached
