"""Ids made of names, where a form or a report has none: `thu_y`, `bao-cao-gia`."""

from __future__ import annotations

from collections.abc import Iterable


def join_id(words: Iterable[str], between: str, longest: int) -> str:
    """Make an id of folded words, whole ones, up to so many letters.

    >>> join_id(("bao", "cao", "gia"), "-", 10), join_id((), "-", 10)
    ('bao-cao', '')
    """
    id = ""
    for word in words:
        if len(id) + len(word) >= longest:
            break
        id = f"{id}{between}{word}" if id else word
    return id


def take_id(id: str, taken: set[str], between: str = "_") -> str:
    """Give an id that is not taken yet, with a number behind it where the plain one is; take it.

    >>> take_id("thu_y", {"thu_y", "thu_y_2"})
    'thu_y_3'
    """
    count, free = 1, id
    while free in taken:
        count += 1
        free = f"{id}{between}{count}"
    taken.add(free)
    return free
