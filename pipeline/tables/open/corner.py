"""The line in the corner above a table that states its unit, or its units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tables.open.frame import Frame, parts_of
from pipeline.tables.open.lines import Row
from pipeline.tables.open.values import Measured
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.units import read_unit

SEVERAL = "; "  # between the units of a table that has several

# Offices have lines of the same words: "Đơn vị báo cáo: UBND xã An Phú".
_OFFICE = r"(?!\s+(?:bao cao|nhan|gui|lap|chu quan|thuc hien|hanh chinh|quan ly|cung cap)\b)"
_OF = r"(?:(?: [a-z]+){1,2}(?=\s*:))?"  # "Đơn vị tính diện tích: ha"
_INTRODUCED = rf"(?:don vi{_OFFICE}(?: tinh{_OF})?|(?:dvt|d\.v\.t|dv tinh))"
_LINE = re.compile(rf"{_INTRODUCED}\s*[:(]|^\(?(?:don vi tinh|dvt)\)?\s?:?\s|^\(?unit\s*:")
_STATED = re.compile(rf"(?:^\(?\s*{_INTRODUCED}\s*:?|{_INTRODUCED}\s*:)\s*")
_FOREIGN = re.compile(r"\s*[-–/(]*\s*\bunits?\s*:?.*", re.IGNORECASE)
_BOTH = re.compile(r"\s*[-–/]\s*unit\s*:\s*(.+)", re.IGNORECASE)  # "Đơn vị tính - Unit: %"
_END_BRACKET = re.compile(r"\(([^()]{1,30})\)\W*$")
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+[-–/]\s+|\s+và\s+")
_LONGEST = 6  # words
_MEASURES = re.compile(r"\b(?:dong|vnd|usd|tan|ta|kg|ha|km2?|m[23]|lit|nghin|ngan|trieu|ty)\b|%")
_UNKNOWN = 2  # words of a unit that nobody lists, after "Đơn vị:"; a body has more: "xã An Bình"


def is_unit_line(text: str) -> bool:
    """Say whether a line gives the unit of a whole table.

    >>> is_unit_line("Đơn vị tính: tỷ đồng"), is_unit_line("Đơn vị"), is_unit_line("Unit: Person")
    (True, False, True)
    """
    return _LINE.search(fold(text).lower().strip()) is not None or bool(_spaced_unit(text))


def is_measure(text: str) -> bool:
    """Say whether a unit is one of weight, area, money and the like: it is no name of a column.

    >>> is_measure("Tỷ đồng"), is_measure("Kế hoạch")
    (True, False)
    """
    return _MEASURES.search(fold(text).lower()) is not None


def corner_unit(row: Row, frame: Frame, *, above: bool = False) -> str:
    """Give the unit that a line at the right edge of a table states; empty where it is none.

    Several units are given with `SEVERAL` between them.

    Args:
        row: The line.
        frame: Of the table.
        above: The line is no part of the heading: a measure may stand over any column.
    """
    parts = parts_of(row, frame)
    last = parts[-1]
    for text in (last.text, row.text):
        if said := _said(text):
            return said
    if spaced := _spaced_unit(row.text):
        return spaced
    text = last.text.strip().strip("()").strip()
    edge = row.right > frame.right - 3 * frame.em or (above and is_measure(text))
    alone = len(parts) == 1 and edge and row.left > frame.first
    return _units(text, known=True) if alone else ""


def caption_unit(caption: str) -> str:
    """Give the unit in brackets at the end of a caption.

    >>> caption_unit("Bảng 2. Số ca mắc sốt rét (ca)"), caption_unit("Bảng 3. Giá đất (Tiếp theo)")
    ('ca', '')
    """
    found = _END_BRACKET.search(caption)
    return _units(found[1], known=True) if found else ""


def _said(text: str) -> str:
    """Give what stands behind the words that introduce a unit.

    >>> _said("(ĐVT: Triệu đồng)"), _said("ĐVT: Người - Unit: Person"), _said("Đơn vị: xã An Phú")
    ('Triệu đồng', 'Người', '')
    >>> _said("Đơn vị tính - Unit: %")
    '%'
    >>> _said("phân theo đơn vị hành chính"), _said("Đơn vị tính: Nghìn tấn, triệu USD")
    ('', 'Nghìn tấn; triệu USD')
    >>> _said("Đơn vị tính diện tích: ha")
    'ha'
    >>> _said("Đơn vị báo cáo:"), _said("Đơn vị nhận báo cáo: Sở Y tế")
    ('', '')
    """
    folded = fold(text).lower()
    found = _STATED.search(folded)
    if found is None:
        return ""
    behind = text[found.end() :]
    if both := _BOTH.fullmatch(behind):
        return _units(both[1], known=True)
    rest = _FOREIGN.sub("", behind).strip(" :.;()")
    introduced = found.group().rstrip()
    if ":" in rest and not introduced.endswith(":"):
        return ""  # the words before the colon are the name of a field
    measure = "tinh" in introduced or introduced.strip("( :").startswith(("dvt", "d.v.t", "dv"))
    return _units(
        rest, known=not introduced.endswith(":"), longest=_LONGEST if measure else _UNKNOWN
    )


def _units(text: str, *, known: bool, longest: int = _LONGEST) -> str:
    """Give the units of a text; of two languages the first.

    Args:
        text: Without what introduces it.
        known: Nothing says that it is a unit but its words.
        longest: Words of a unit that nobody lists.
    """
    parts = [bare for part in _BETWEEN.split(text) if (bare := part.strip(" .:;()-–"))]
    read = [part for part in parts if read_unit(part)]
    if len(read) == 1 and all(part in read or part.isascii() for part in parts):
        return read[0]  # the others say it in another language: "Tỷ đồng - Billions of dong"
    if read and (len(read) == len(parts) or not known):
        return SEVERAL.join(dict.fromkeys(read))
    if known or not parts or len(parts) > 1 or len(text.split()) > longest:
        return ""
    return parts[0]


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
        if len(parts_of(line.row, frame)) > 1 or not corner_unit(line.row, frame, above=True)
    )
