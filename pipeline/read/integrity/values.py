"""Objects of a PDF file as values, and as links from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(
    rb"""[\x00\t\n\f\r\x20]++ | %[^\r\n]*+
    | (?P<link>\d++[\x00\t\n\f\r\x20]++\d++[\x00\t\n\f\r\x20]++R(?![A-Za-z]))
    | (?P<open><<|\[) | (?P<close>>>|\])
    | /(?P<name>[^\x00\t\n\f\r\x20()<>\[\]{}/%]*+)
    | (?P<number>[+-]*+(?:\d++(?:\.\d*+)?|\.\d++))
    | (?P<string>\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*+\))*+\)|<[0-9A-Fa-f\s]*+>)
    | (?P<word>[A-Za-z]++)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """The name of another object."""

    number: int


class Name(str):
    """What stands behind a slash."""

    __slots__ = ()


Value = Any  # dict of names, list, Link, Name, float, bytes of a string, None


def read_value(body: bytes) -> Value:
    """Give the value of an object; None where it is none.

    >>> read_value(b"<< /Kids [ 3 0 R ] /Type /Pages >>")
    {'Kids': [Link(number=3)], 'Type': 'Pages'}
    """
    try:
        return next(_values(_tokens(body)), None)
    except (ValueError, RecursionError):
        return None


def _tokens(body: bytes) -> Iterator[tuple[str, bytes]]:
    place = 0
    while place < len(body):
        found = _TOKEN.match(body, place)
        if not found:
            raise ValueError(place)
        place = found.end()
        if found.lastgroup:
            yield found.lastgroup, found[found.lastgroup]


def _values(tokens: Iterator[tuple[str, bytes]]) -> Iterator[Value]:
    """Give values up to the bracket that closes."""
    for kind, text in tokens:
        if kind == "close":
            return
        if kind == "open":
            inner = list(_values(tokens))
            yield _pair(inner) if text == b"<<" else inner
        elif kind == "link":
            yield Link(int(text.split()[0]))
        elif kind == "name":
            yield Name(text.decode("latin-1"))
        elif kind == "number":
            yield float(text.lstrip(b"+-") or b"0") * (-1 if text.startswith(b"-") else 1)
        else:
            yield text if kind == "string" else None


def _pair(inner: list[Value]) -> dict[str, Value]:
    if len(inner) % 2 or not all(isinstance(key, Name) for key in inner[::2]):
        raise ValueError("no pairs")
    return {str(key): value for key, value in zip(inner[::2], inner[1::2], strict=True)}
