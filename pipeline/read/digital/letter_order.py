"""Letters of a line that were set font by font, back in the order of the paper.

Where a font lacks letters, programs set a line in it and put those of another font into the gaps
afterwards: "T nh Đ ng ỉ ồ" is "Tỉnh Đồng" on the paper. Such a line looks like a ruined layer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_OVERLAP = 0.3  # of the height by which two letters beside each other may lie over each other
_LEVEL = 0.6  # of the height between the middles of letters of one line
_BACK = 0.5  # points; kerning goes back less
_BLANK = 0.15  # of the height; a gap between two letters that is a blank


def mend_order(
    text: str, boxes: NDArray[np.float64], styles: bytes
) -> tuple[str, NDArray[np.float64], bytes]:
    """Put the letters of each line in order where some fill gaps that the others left.

    Args:
        text: One character for each box, with the line ends and blanks that pdfium adds.
        boxes: Left, top, right, bottom in points of the upright page.
        styles: One for each character.
    """
    order: list[int] = []
    blanks: dict[int, NDArray[np.float64]] = {}  # after a place of `order`: a blank
    for start, end in _lines(text):
        places = _order_line(text, boxes, range(start, end))
        for one, other in zip(places or (), (places or ())[1:], strict=False):
            order.append(one)
            if _is_gap(text, boxes[one], boxes[other], one, other):
                blanks[len(order) - 1] = boxes[one][[2, 3, 2, 3]]
        order += places[-1:] if places else range(start, end)
    if order == list(range(len(text))):
        return text, boxes, styles
    letters: list[str] = []
    stands: list[NDArray[np.float64]] = []
    own: list[int] = []
    for place, index in enumerate(order):
        letters.append(text[index])
        stands.append(boxes[index])
        own.append(styles[index])
        if place in blanks:
            letters.append(" ")
            stands.append(blanks[place])
            own.append(styles[index])
    return "".join(letters), np.array(stands), bytes(own)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Give where each line begins, and behind its end with what ends it."""
    start = 0
    for place, letter in enumerate(text):
        if letter == "\n":
            yield start, place + 1
            start = place + 1
    if start < len(text):
        yield start, len(text)


def _order_line(text: str, boxes: NDArray[np.float64], line: Sequence[int]) -> list[int]:
    """Give the places of a line in the order of the paper; none where it is in order already."""
    letters = [place for place in line if not text[place].isspace()]
    if len(letters) < 2:
        return []
    own = boxes[letters]
    if not (np.diff(own[:, 0]) < -_BACK).any():
        return []
    height = float(np.median(own[:, 3] - own[:, 1]))
    middles = (own[:, 1] + own[:, 3]) / 2
    sorted_places = [letters[place] for place in np.argsort(own[:, 0], kind="stable")]
    apart = boxes[sorted_places]
    over = apart[:-1, 2] - apart[1:, 0]
    if (over > _OVERLAP * height).any() or np.ptp(middles) > 2 * _LEVEL * height:
        return []
    if not _fill_gaps(letters, own, sorted_places, -over < _BLANK * height):
        return []
    # Blanks that pdfium adds have no width; they stand where it missed a letter.
    blanks = [p for p in line if text[p] in " \u00a0" and boxes[p][2] - boxes[p][0] > _BACK]
    ends = [place for place in line if text[place] in "\r\n"]
    return [*sorted([*sorted_places, *blanks], key=lambda place: float(boxes[place][0])), *ends]


def _fill_gaps(
    letters: Sequence[int],
    own: NDArray[np.float64],
    sorted_places: Sequence[int],
    touching: NDArray[np.bool_],
) -> bool:
    """Say whether letters that go back touch ones set before: words of another cell do not."""
    back = [letters[place + 1] for place in np.flatnonzero(np.diff(own[:, 0]) < -_BACK).tolist()]
    if 2 * len(back) > len(letters):  # the line stands on its head
        return False
    rank = {place: at for at, place in enumerate(sorted_places)}
    filling = 0
    for place in back:
        at = rank[place]
        before = at > 0 and touching[at - 1] and sorted_places[at - 1] < place
        behind = at < len(touching) and touching[at] and sorted_places[at + 1] < place
        filling += bool(before or behind)
    return 2 * filling >= len(back)


def _is_gap(
    text: str, one: NDArray[np.float64], other: NDArray[np.float64], first: int, second: int
) -> bool:
    if text[first].isspace() or text[second].isspace():
        return False
    height = max(one[3] - one[1], other[3] - other[1])
    return bool(other[0] - one[2] > _BLANK * height)
