"""A page with marks drawn over it: frames, shades, what readers saw, and a legend below.

Marks are values; what on a page gets which is decided by who makes them. Looks differ by more than
their colour, so that people who do not see red and green tell them apart, on a grey print too: what
agrees has a thin closed frame, what differs a thick dashed one. The colours are near those of Okabe
and Ito. The legend stands below the page, so that each pixel of the page stays where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.write.lettering import Lettering, choose_lettering

Rectangle = tuple[int, int, int, int]  # left, top, right, bottom in pixels
Colour = tuple[int, int, int]

MOST_DPI = 200.0  # type of 8 pt is crisp at 150; more only makes large files
_INK_LEVEL = 160  # of 255
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_LABEL_SIZE, _NOTE_SIZE, _LEGEND_SIZE = 7.0, 5.5, 8.0  # points
_DASH = 3.5  # points
_GAP = 1.5  # points between a frame and what is written beside it
# A label goes where it hides few pixels of ink after few pixels of way. The ink of a figure, which
# people compare it with, counts more; so does the way down, to what looks like another row's.
_FIGURE_WEIGHT, _DOWN_WEIGHT = 20, 4
_STEPS = 4  # to the height of a label, when a place is looked for
_MARGIN = 8.0  # points around the legend
_SWATCH = (20.0, 9.0)  # points


@dataclass(frozen=True, slots=True)
class Style:
    """How a mark looks, and what the legend says of it."""

    vietnamese: str
    english: str
    colour: Colour
    width: float  # points of the frame, which is all inside the box; 0: the box is shaded
    dashed: bool = False


class Look(Enum):
    """What can be marked, in the order of drawing."""

    EMPTY = Style("ô không có mực", "cell without ink", (205, 226, 244), 0)
    CELL = Style("ô", "cell", (0, 114, 178), 0.4)
    TABLE = Style("bảng", "table", (0, 114, 178), 1.4)
    PRINTED = Style("chữ của tệp", "text of the file", (86, 180, 233), 0.4)
    CLEAR = Style("chữ đọc rõ", "word read well", (86, 180, 233), 0.4)
    UNCLEAR = Style("chữ đọc chưa rõ", "word read less well", (230, 159, 0), 0.9)
    POOR = Style("chữ đọc kém", "word read badly", (170, 68, 153), 1.2, dashed=True)
    AGREE = Style("hai lần đọc trùng nhau", "both readings agree", (0, 140, 100), 0.9)
    DIFFER = Style("hai lần đọc khác nhau", "readings differ", (204, 0, 0), 1.8, dashed=True)
    ROW = Style("ô của dòng", "cells of the row", (230, 159, 0), 1.2)
    NEAR = Style("suýt khớp", "near miss", (170, 68, 153), 1.0, dashed=True)
    MENTION = Style("chỗ khác nêu số này", "other mention", (0, 114, 178), 1.2, dashed=True)
    CHOSEN = Style("số được chọn", "chosen", (0, 140, 100), 1.8)
    DOUBTED = Style("được chọn, cần xem lại", "chosen, doubtful", (204, 0, 0), 1.8, dashed=True)


# What is written beside these must be seen, whatever it hides; what frames a figure keeps clear.
_WRITTEN = frozenset({Look.DIFFER, Look.NEAR, Look.MENTION, Look.DOUBTED})
_FIGURES = _WRITTEN - {Look.NEAR} | {Look.AGREE, Look.CHOSEN}


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to be marked."""

    look: Look
    box: Box  # points of the page
    text: str = ""  # what was read; of most looks only written where there is room in the box


def paint_marks(
    gray: NDArray[np.uint8], dpi: float, marks: Sequence[Mark], caption: Sequence[str]
) -> Image.Image:
    """Paint marks over a page, and a legend of them below it.

    Args:
        gray: The page by row and column, 0 black to 255 white.
        dpi: Its pixels to an inch; the result has no more than `MOST_DPI`.
        marks: In any order.
        caption: Lines of text above the legend.

    Returns:
        A picture in colours whose upper part is the page.
    """
    sheet, scale = _shrink(gray, dpi)
    page = sheet.convert("RGB")
    for look in Look:
        for mark in marks:
            if mark.look is look:
                _paint_mark(page, _place(mark.box, scale), look.value, scale)
    _write_texts(page, np.asarray(sheet) < _INK_LEVEL, marks, scale)
    return _add_legend(page, Counter(mark.look for mark in marks), caption, scale)


def _shrink(gray: NDArray[np.uint8], dpi: float) -> tuple[Image.Image, float]:
    """Give the page at a resolution for screens, and its pixels to a point."""
    page = Image.fromarray(gray)
    if dpi <= MOST_DPI:
        return page, dpi / POINTS_PER_INCH
    height, width = (max(1, round(length * MOST_DPI / dpi)) for length in gray.shape)
    # Between two sizes this near the box filter makes stripes.
    return page.resize((width, height), Image.Resampling.LANCZOS), MOST_DPI / POINTS_PER_INCH


def _place(box: Box, scale: float) -> Rectangle:
    left, top, right, bottom = (
        round(edge * scale) for edge in (box.left, box.top, box.right, box.bottom)
    )
    return left, top, max(left + 1, right), max(top + 1, bottom)


def _paint_mark(page: Image.Image, place: Rectangle, style: Style, scale: float) -> None:
    if style.width == 0:
        # Multiplied, so that ink which was overlooked is still to be seen.
        part = page.crop(place)
        page.paste(ImageChops.multiply(part, Image.new("RGB", part.size, style.colour)), place)
        return
    draw = ImageDraw.Draw(page)
    # A dash of the print is lower than two thick frames.
    thickest = min(place[2] - place[0], place[3] - place[1]) // 4
    width = max(1, min(round(style.width * scale), thickest))
    if not style.dashed:
        draw.rectangle(place, outline=style.colour, width=width)
        return
    for dash in _dashes(place, max(3, round(_DASH * scale)), width):
        draw.rectangle(dash, fill=style.colour)


def _dashes(place: Rectangle, length: int, width: int) -> Iterator[Rectangle]:
    """Give the dashes of a frame, side by side with gaps of their length; corners are closed.

    >>> list(_dashes((0, 0, 9, 9), 10, 1))[:2]
    [(0, 0, 9, 0), (0, 9, 9, 9)]
    """
    left, top, right, bottom = place
    for start, end in _divide(left, right, length):
        yield from ((start, top, end, top + width - 1), (start, bottom - width + 1, end, bottom))
    for start, end in _divide(top, bottom, length):
        yield from ((left, start, left + width - 1, end), (right - width + 1, start, right, end))


def _divide(start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """Divide a side into dashes about this long, one at either end.

    >>> list(_divide(0, 29, 10))
    [(0, 9), (20, 29)]
    """
    gaps = round((end - start + 1 - length) / (2 * length))
    piece = (end - start + 1) / (2 * gaps + 1)
    for number in range(gaps + 1):
        yield start + round(2 * number * piece), start + round((2 * number + 1) * piece) - 1


def _write_texts(
    page: Image.Image, ink: NDArray[np.bool_], marks: Sequence[Mark], scale: float
) -> None:
    """Write what was read where it hides least; what differs first, as it must be written."""
    label, note = (choose_lettering(size * scale) for size in (_LABEL_SIZE, _NOTE_SIZE))
    hidden = ink.astype(np.int32)
    for mark in marks:
        if mark.look in _FIGURES:
            hidden[_slices(_place(mark.box, scale))] *= _FIGURE_WEIGHT
    for mark in marks:
        if mark.look in _WRITTEN and mark.text:
            place = _find_place(mark, label.size(mark.text), hidden, scale)
            _write_label(page, place, mark, label)
            hidden[_slices(place)] = _FIGURE_WEIGHT
    for mark in marks:
        if mark.look not in _WRITTEN and mark.text:
            places = _places_inside(mark, note.size(mark.text), scale)
            free = (place for place in places if not hidden[_slices(place)].any())
            for place in islice(free, 1):
                note.write(page, place[:2], mark.text, _darken(mark.look.value.colour))


def _darken(colour: Colour) -> Colour:
    """Give a colour in which small letters can be read on white."""
    red, green, blue = (value * 3 // 5 for value in colour)
    return red, green, blue


def _places_inside(mark: Mark, size: tuple[int, int], scale: float) -> Iterator[Rectangle]:
    """Give the places for a text in a frame, those at the right first: figures are centred."""
    left, top, right, bottom = _place(mark.box, scale)
    width, height = size
    gap = round((_GAP + mark.look.value.width) * scale)
    if right - left < width + 2 * gap or bottom - top < height + 2 * gap:
        return
    for x in (right - gap - width, left + gap):
        for y in ((top + bottom - height) // 2, top + gap, bottom - gap - height):
            yield x, y, x + width, y + height


def _find_place(
    mark: Mark, size: tuple[int, int], hidden: NDArray[np.int32], scale: float
) -> Rectangle:
    """Find where a label hides least and is near; on the page at any rate."""
    left, top, right, bottom = _place(mark.box, scale)
    width, height = size
    gap = round(_GAP * scale)
    middle = ((left + right - width) // 2, (top + bottom - height) // 2)
    lowest, rightmost = hidden.shape[0] - 1 - height, hidden.shape[1] - 1 - width
    step = max(1, height // _STEPS)
    corners = {
        (max(0, min(x, rightmost)), max(0, min(y, lowest)))
        for x in range(left - gap - width, right + gap + step, step)
        for y in (middle[1], top - gap - height, bottom + gap)
    }

    def cost(corner: tuple[int, int]) -> tuple[int, int, int]:
        covered = hidden[_slices((*corner, corner[0] + width, corner[1] + height))].sum()
        across, down = (abs(at - best) for at, best in zip(corner, middle, strict=True))
        return int(covered + across + _DOWN_WEIGHT * down), *corner

    x, y = min(corners, key=cost)
    return x, y, x + width, y + height


def _slices(place: Rectangle) -> tuple[slice, slice]:
    left, top, right, bottom = place
    return slice(max(0, top), bottom + 1), slice(max(0, left), right + 1)


def _write_label(page: Image.Image, place: Rectangle, mark: Mark, lettering: Lettering) -> None:
    ImageDraw.Draw(page).rectangle(place, fill=_WHITE, outline=mark.look.value.colour)
    lettering.write(page, place[:2], mark.text, _BLACK)


def _add_legend(
    page: Image.Image, counts: Mapping[Look, int], caption: Sequence[str], scale: float
) -> Image.Image:
    """Put the page on a larger sheet, with the caption and the looks that it has below it."""
    lettering = choose_lettering(_LEGEND_SIZE * scale)
    margin = round(_MARGIN * scale)
    step = lettering.size("Ộg")[1] + margin // 3
    entries = list(_arrange_legend(counts, lettering, page.width - 2 * margin, scale))
    lines = len(caption) + max((row + 1 for _, row, _, _ in entries), default=0)
    whole = Image.new("RGB", (page.width, page.height + 2 * margin + lines * step), _WHITE)
    whole.paste(page)
    ImageDraw.Draw(whole).line((0, page.height, page.width, page.height), _BLACK)
    top = page.height + margin
    for number, line in enumerate(caption):
        lettering.write(whole, (margin, top + number * step), line, _BLACK)
    for x, row, look, text in entries:
        left, y = margin + x, top + (len(caption) + row) * step
        swatch = (left, y + 2, left + round(_SWATCH[0] * scale), y + 2 + round(_SWATCH[1] * scale))
        _paint_mark(whole, swatch, look.value, scale)
        lettering.write(whole, (swatch[2] + margin // 2, y), text, _BLACK)
    return whole


def _arrange_legend(
    counts: Mapping[Look, int], lettering: Lettering, width: int, scale: float
) -> Iterator[tuple[int, int, Look, str]]:
    """Give for each look its place in the row, its row from 0, and its text."""
    x = row = 0
    for look in (look for look in Look if counts[look]):
        text = f"{look.value.vietnamese} | {look.value.english}: {counts[look]}"
        needed = round((_SWATCH[0] + 2 * _MARGIN) * scale) + lettering.size(text)[0]
        if x and x + needed > width:
            x, row = 0, row + 1
        yield x, row, look, text
        x += needed
