"""Letters that a second font printed into the gaps of the first.

Where a font lacks letters of Vietnamese, the program that writes the PDF takes these alone from
another font: "Tỷ lệ" is set as "T l" with gaps, then "ỷ ệ" into them. In the order of the file no
word is whole, and the text layer is right all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

# Shares of the height of a letter. A letter set into its gap meets its neighbours within .03 in
# tables that LibreOffice printed with fonts it had to replace; blanks are .25 wide.
_MEETS = 0.12
# Share of the narrower of two letters that the other one may cover. Marks printed as letters of
# their own, and words printed twice to look bold, cover nearly all.
_COVERS = 0.35

_Boxes = Sequence[Sequence[float]]


def weave_letters(letters: Sequence[str], boxes: _Boxes) -> list[int] | None:
    """Give the order in which the letters of a text layer are read, or None for the order given.

    A line is sorted only where letters beyond ASCII, and they alone, were printed apart from the
    rest: digits never come together that the file has apart.

    Args:
        letters: One character each, in the order of the file, breaks of lines included.
        boxes: Left, top, right, bottom of each, in points of the upright page.

    Returns:
        Indices into `letters`. In lines that were sorted blanks without a width stand only where
        letters do not meet.
    """
    order: list[int] = []
    for start, end in _find_lines(letters):
        order.extend(_weave_line(letters, boxes, start, end) or range(start, end))
    return order if order != list(range(len(letters))) else None


def _find_lines(letters: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, letter in enumerate(letters):
        if letter == "\n":
            yield start, index + 1
            start = index + 1
    yield start, len(letters)


def _weave_line(letters: Sequence[str], boxes: _Boxes, start: int, end: int) -> list[int] | None:
    printed = [i for i in range(start, end) if boxes[i][2] > boxes[i][0]]
    unprinted = [i for i in range(start, end) if boxes[i][2] <= boxes[i][0]]
    blank = next((i for i in unprinted if letters[i] == " "), None)
    islands = _find_islands(letters, boxes, printed)
    woven = sorted(printed, key=lambda i: boxes[i][0])
    back = sum(boxes[other][0] < boxes[one][0] for one, other in pairwise(printed))
    if (
        blank is None or not islands or not 0 < back < len(printed) / 2
    ):  # turned text goes back always
        return None
    if any(_cover(boxes, one, other) for one, other in pairwise(woven)):
        return None
    order = woven[:1]
    for one, other in pairwise(woven):
        joined = other == one + 1 or ({one, other} & islands and _meet(boxes, one, other))
        order += [other] if joined else [blank, other]
    return [*order, *(i for i in unprinted if letters[i] != " ")]


def _find_islands(letters: Sequence[str], boxes: _Boxes, printed: Sequence[int]) -> set[int]:
    """Find what was printed on its own and is nothing but letters beyond ASCII."""
    parts: list[list[int]] = []
    for index in printed:
        goes_on = parts and parts[-1][-1] == index - 1 and boxes[index][0] >= boxes[index - 1][0]
        if goes_on:
            parts[-1].append(index)
        else:
            parts.append([index])
    return {index for part in parts if _is_foreign(letters, part) for index in part}


def _is_foreign(letters: Sequence[str], part: Sequence[int]) -> bool:
    return all(
        letters[i].isspace() or (letters[i].isalpha() and not letters[i].isascii()) for i in part
    )


def _cover(boxes: _Boxes, one: int, other: int) -> bool:
    width = min(boxes[i][2] - boxes[i][0] for i in (one, other))
    return bool(boxes[one][2] - boxes[other][0] > _COVERS * width)


def _meet(boxes: _Boxes, one: int, other: int) -> bool:
    height = max(boxes[i][3] - boxes[i][1] for i in (one, other))
    return bool(boxes[other][0] - boxes[one][2] <= _MEETS * height)
