"""What stands above the rows of a table: captions, a unit in the corner, headings, sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tables.open.corner import corner_unit, is_unit_line
from pipeline.tables.open.frame import Frame, parts_of
from pipeline.tables.open.lines import Row
from pipeline.tables.open.values import Measured
from pipeline.vietnamese.alphabet import fold

# Folded. The number of a caption stands before words: "5. Đầu tư", "Biểu số 03", "Phụ lục II".
_CAPTION = re.compile(
    r"(?:phu luc|phu bieu|bieu|bang|mau)\b(?! gia| can)|\d{1,2}(?:\.\d{1,2})*[.)] ?\(?[^\W\d_]{2}"
    r"|\(?(?:tiep theo|tiep bieu|tiep)\b.{0,20}\)|\(?(?:ban hanh )?kem theo"
)
_NUMBERED = re.compile(
    r"(?:phu luc|phu bieu|bieu mau|bieu|bang|mau bieu|mau)(?: so)? ?(?:\d|[ivx]+\b)"
)
_NOTE = re.compile(r"\(?\*+\)?|ghi chu|nguon[: ]|chu thich|\(\d\) ")
_CLIMB = 3.6  # em between the middles of lines of a heading; 2.6 cuts airy ones: -12 points
_NEXT = 0.6  # em between two lines of one heading
_CAPTION_GAP = 8.0  # em
_CAPTION_LINES = 6
_INNER = 0.7  # of the way from the names to the figures; what begins further left is no heading
_LARGER = 1.12  # times the size of the headings: a title
_WIDE_TEXT = 90  # letters of a heading; longer lines are sentences


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines above the rows of a table."""

    captions: tuple[Measured, ...]
    headings: tuple[Measured, ...]
    sections: tuple[Measured, ...]  # names without figures, below the headings
    unit: str  # of the corner line
    numbers: tuple[Measured, ...] = ()  # lines that number the columns


def is_caption(text: str) -> bool:
    """Say whether a line numbers or continues a table.

    >>> is_caption("5. Đầu tư trực tiếp"), is_caption("(Tiếp theo)"), is_caption("Đầu tư trực tiếp")
    (True, True, False)
    """
    return _CAPTION.match(fold(text).lower().strip()) is not None


def is_numbered(text: str) -> bool:
    """Say whether a line is the number of a table and cannot be a heading.

    >>> is_numbered("PHỤ LỤC 1"), is_numbered("Biểu số 48/CK-NSNN"), is_numbered("Bảng giá đất")
    (True, True, False)
    """
    return _NUMBERED.match(fold(text).lower().strip(" (")) is not None


def is_note_line(text: str) -> bool:
    """Say whether a line below a table explains it."""
    return _NOTE.match(fold(text).lower().strip()) is not None


def divide_zone(lines: Sequence[Measured], frame: Frame) -> Zone:
    """Divide the lines between two tables, or above the first one.

    Args:
        lines: From top to bottom.
        frame: Of the table below.
    """
    bottom = _bottom_of_heading(lines, frame)
    start = _top_of_heading(lines, bottom, frame)
    captions = find_captions(lines[:start], lines[start:bottom], frame)
    said = (corner_unit(line.row, frame, above=True) for line in reversed(captions))
    unit = next(filter(None, said), "")
    headings = tuple(line for line in lines[start:bottom] if not line.numbers_columns)
    numbers = tuple(line for line in lines[start:bottom] if line.numbers_columns)
    return Zone(tuple(captions), headings, tuple(lines[bottom:]), unit, numbers)


def _bottom_of_heading(lines: Sequence[Measured], frame: Frame) -> int:
    """Give the place behind the last line of the heading.

    It is the lowest line with words above the figures, or the one that numbers the columns.
    """
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.numbers_columns:
            return place + 1
        if _is_over_figures(line.row, frame) and not _is_section(line.row, frame):
            return _below_in_band(lines, place, frame)
    return 0


def _is_over_figures(row: Row, frame: Frame) -> bool:
    """Say whether a line reaches over the figures, or ends between them and the names.

    A heading is centred in its column, whose figures stand at the right edge.
    """
    if row.right > frame.figures:
        return True
    last = parts_of(row, frame)[-1]
    return last.left > frame.names and last.left > frame.left + 6 * frame.em


def _below_in_band(lines: Sequence[Measured], place: int, frame: Frame) -> int:
    """Give the place behind a line and the ones below it that no full rule divides from it."""
    bottom = place + 1
    for below in range(place + 1, len(lines)):
        upper, lower = lines[place].row.level, lines[below].row.level
        divided = [r for r in frame.rules if frame.is_full(r) and r.top > upper]
        if any(rule.top < lower for rule in divided):
            return bottom
        if any(rule.top < frame.top for rule in divided):
            bottom = below + 1
    return bottom


def _is_section(row: Row, frame: Frame) -> bool:
    """Say whether a line that begins with the names reaches over the figures as one phrase."""
    parts = parts_of(row, frame)
    return len(parts) == 1 and row.left < frame.left + 0.25 * (frame.figures - frame.left)


def _top_of_heading(lines: Sequence[Measured], bottom: int, frame: Frame) -> int:
    """Give the place of the first line of the heading, by its rule or by climbing."""
    if not bottom:
        return 0
    lowest = lines[bottom - 1].row.level
    full = sorted(rule.top for rule in frame.rules if frame.is_full(rule) and rule.top < lowest)
    for top in full:
        below = [place for place in range(bottom) if lines[place].row.level > top]
        if below and not any(_ends_heading(lines, place, bottom, frame) for place in below):
            return below[0]
    start = bottom
    while start > 0:
        line = lines[start - 1]
        under = lines[start].row.level if start < bottom else line.row.level
        if start < bottom and under - line.row.level > _CLIMB * frame.em:
            break
        if _ends_heading(lines, start - 1, bottom, frame):
            break
        start -= 1
    return start


def _ends_heading(lines: Sequence[Measured], place: int, bottom: int, frame: Frame) -> bool:
    """Say whether a line is a caption, a sentence or a corner line, not a heading."""
    line = lines[place]
    row = line.row
    if line.numbers_columns:
        return False
    parts = parts_of(row, frame)
    if is_unit_line(row.text) or (corner_unit(row, frame) and place + 1 < bottom):
        return is_unit_line(row.text) or not (
            _ends_column(lines, place, frame) or _begins_column(lines, place, frame)
        )
    if len(parts) > 1:
        return False
    if is_caption(row.text) and (row.left < frame.figures or is_numbered(row.text)):
        return True
    inner = frame.left + _INNER * (frame.figures - frame.left)
    crossing = row.left < inner and row.right > frame.first
    sizes = [one.row.size for one in lines[place + 1 : bottom] if not one.numbers_columns]
    larger = bool(sizes) and row.size > _LARGER * max(sizes)
    return crossing or larger or len(row.text) > _WIDE_TEXT


def _ends_column(lines: Sequence[Measured], place: int, frame: Frame) -> bool:
    """Say whether a unit is the last line of the heading of one column."""
    row = lines[place].row
    near = (one.row for one in lines[:place] if row.top - one.row.bottom <= _NEXT * frame.em)
    return any(
        part.left < row.right and part.right > row.left and part.left > frame.first
        for above in near
        for part in parts_of(above, frame)
    )


def _begins_column(lines: Sequence[Measured], place: int, frame: Frame) -> bool:
    """Say whether what may be a unit goes on below in lower case: "Bình / quân"."""
    row = lines[place].row
    return any(
        part.left < row.right and part.right > row.left and part.text[:1].islower()
        for below in lines[place + 1 : place + 3]
        if below.row.top - row.bottom <= _NEXT * frame.em
        for part in parts_of(below.row, frame)
    )


def find_captions(
    lines: Sequence[Measured], headings: Sequence[Measured], frame: Frame
) -> list[Measured]:
    """Give the last lines above a heading, nearest last."""
    below = headings[0].row.level if headings else frame.top
    found: list[Measured] = []
    for line in reversed(lines):
        if below - line.row.level > _CAPTION_GAP * frame.em or len(found) >= _CAPTION_LINES:
            break
        found.insert(0, line)
        below = line.row.level
    return found
