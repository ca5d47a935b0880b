"""Letters of lists: behind `d)` comes `đ)`, which an OCR without Vietnamese reads as `d)` again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.repair.tokens import Kind, Token

Place = tuple[int, int]  # line, token in the line; both from 0

REASON = "thứ tự a, b, c, d, đ, e"


def restore_list_marks(lines: Sequence[Sequence[Token]]) -> dict[Place, str]:
    """Give what stands for a second `d` in a row of list marks.

    >>> from pipeline.repair.tokens import tokenize
    >>> restore_list_marks([tokenize(line) for line in ("c) Ba", "d) Bon", "1. Mot", "d) Nam")])
    {(3, 0): 'đ'}
    """
    found = {}
    before = ""
    for number, line in enumerate(lines):
        if not line or line[0].kind is not Kind.MARK or not line[0].core.isalpha():
            continue
        mark = line[0].core
        if mark in ("d", "D") and before == mark:
            mark = "đ" if mark == "d" else "Đ"
            found[number, 0] = mark
        before = mark
    return found
