"""What stands above the rows of a table: captions, a unit in the corner, headings, sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.tables.open.tokens import Row, phrases
from pipeline.tables.open.values import Measured
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.units import read_unit

# Folded. The number of a caption stands before words: "5. Đầu tư", "Biểu số 03", "Phụ lục II".
_CAPTION = re.compile(
    r"(?:phu luc|phu bieu|bieu|bang|mau)\b(?! gia| can)|\d{1,2}(?:\.\d{1,2})*[.)] ?\(?[^\W\d_]{2}"
    r"|\(?(?:tiep theo|tiep bieu|tiep)\b.{0,20}\)|\(?(?:ban hanh )?kem theo"
)
_UNIT = re.compile(
    r"(?:don vi(?: tinh)?|dvt|d\.v\.t|dv tinh)\s*[:(]|^\(?(?:don vi tinh|dvt)\)?\s?:?\s"
)
_NOTE = re.compile(r"\(?\*+\)?|ghi chu|nguon[: ]|chu thich|\(\d\) ")
_CLIMB = 3.6  # em between the middles of lines of a heading; 2.6 cuts airy ones: -12 points
_FULL = 0.9  # of the width of the table: rules over half of it divide headings
_CAPTION_GAP = 8.0  # em
_CAPTION_LINES = 6
_INNER = 0.7  # of the way from the names to the figures; what begins further left is no heading
_LARGER = 1.12  # times the size of the headings: a title
_WIDE_TEXT = 90  # letters of a heading; longer lines are sentences


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table stands on its page, in points."""

    em: float
    left: float  # of the names
    right: float  # of the last column
    names: float  # where most names end
    figures: float  # left edge of the first column
    first: float  # middle of the first column
    top: float  # of the first row of figures
    rules: tuple[Box, ...]  # level ones of the page

    def is_full(self, rule: Box) -> bool:
        """Say whether a rule is as wide as the table."""
        reach = min(rule.right, self.right) - max(rule.left, self.left)
        return reach >= _FULL * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines above the rows of a table."""

    captions: tuple[Measured, ...]
    headings: tuple[Measured, ...]
    sections: tuple[Measured, ...]  # names without figures, below the headings
    unit: str  # of the corner line


def is_caption(text: str) -> bool:
    """Say whether a line numbers or continues a table.

    >>> is_caption("5. Đầu tư trực tiếp"), is_caption("(Tiếp theo)"), is_caption("Đầu tư trực tiếp")
    (True, True, False)
    """
    return _CAPTION.match(fold(text).lower().strip()) is not None


def is_unit_line(text: str) -> bool:
    """Say whether a line gives the unit of a whole table.

    >>> is_unit_line("Đơn vị tính: tỷ đồng"), is_unit_line("Đơn vị")
    (True, False)
    """
    return _UNIT.search(fold(text).lower()) is not None or bool(_spaced_unit(text))


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
    unit = next((u for line in reversed(captions) if (u := corner_unit(line.row, frame))), "")
    headings = tuple(line for line in lines[start:bottom] if not line.numbers_columns)
    return Zone(tuple(captions), headings, tuple(lines[bottom:]), unit)


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
    last = phrases(row.tokens, 0.9 * frame.em)[-1]
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
    parts = phrases(row.tokens, 0.9 * frame.em)
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
    parts = phrases(row.tokens, 0.9 * frame.em)
    if is_unit_line(row.text) or (corner_unit(row, frame) and place + 1 < bottom):
        return True
    if len(parts) > 1:
        return False
    if is_caption(row.text) and row.left < frame.figures:
        return True
    inner = frame.left + _INNER * (frame.figures - frame.left)
    crossing = row.left < inner and row.right > frame.first
    sizes = [one.row.size for one in lines[place + 1 : bottom] if not one.numbers_columns]
    larger = bool(sizes) and row.size > _LARGER * max(sizes)
    return crossing or larger or len(row.text) > _WIDE_TEXT


def corner_unit(row: Row, frame: Frame) -> str:
    """Give the unit that a line at the right edge of a table states; empty where it is none.

    A corner that lists several units says nothing of any one figure.
    """
    parts = phrases(row.tokens, 0.9 * frame.em)
    last = parts[-1]
    text = last.text.strip().strip("()").strip()
    stated = re.search(r"(?:don vi(?: tinh)?|dvt|dv tinh)\s*:?\s*", fold(text).lower())
    if stated:
        said = text[stated.end() :].strip(" :.;()")
        return "" if re.search(r"[,;]| - ", said) or len(said.split()) > 6 else said
    if spaced := _spaced_unit(row.text):
        return spaced
    if is_unit_line(row.text):
        found = re.search(r"(?:don vi(?: tinh)?|dvt|dv tinh)\s*:\s*", fold(row.text).lower())
        return row.text[found.end() :].strip(" :.;()") if found else ""
    alone = len(parts) == 1 and row.right > frame.right - 3 * frame.em and row.left > frame.first
    return text if alone and read_unit(text) else ""


def _spaced_unit(text: str) -> str:
    """Give the unit of a corner line whose letters stand apart, as mended fonts print them.

    >>> _spaced_unit("Đ ơ n v ị tính: Tri ệ u đ ồng"), _spaced_unit("Đơn vị: xã A")
    ('triệu đồng', '')
    """
    bare = fold(text).lower().replace(" ", "")
    found = re.search(r"donvi(?:tinh)?:(?P<scale>nghin|ngan|trieu|ty|ti)?(?P<rest>\w+)", bare)
    if found is None or " " not in text.strip():
        return ""
    return read_unit(" ".join(filter(None, (found["scale"], found["rest"]))))


def without_corner(lines: Sequence[Measured], frame: Frame) -> tuple[str, ...]:
    """Give the texts of captions, a line that gives nothing but the unit left out."""
    return tuple(
        line.row.text
        for line in lines
        if len(phrases(line.row.tokens, 0.9 * frame.em)) > 1 or not corner_unit(line.row, frame)
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
