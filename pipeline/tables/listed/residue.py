"""What stands in a value's place without being a number.

An OCR that cannot read a lone figure prints something else there: `Bil` for 31, `i)` for 5, `oO`
for 0 (dumps of invented reports: two of three lost figures left such a residue). A row with one is
not blank, whatever it is.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from pipeline.model.form import Indicator
from pipeline.tables.listed.align import Block
from pipeline.tables.listed.likeness import is_like
from pipeline.vietnamese.alphabet import fold, fold_ocr

# "Vién phong" for "Văn phòng" scores 80 of 100 as a phrase; its first word alone is like "viên".
LIKE_DEPARTMENT = 60
LONGEST_FIGURE = 5  # letters; a longer piece is a spoilt word of the name, not a spoilt figure

WORD = re.compile(r"[a-z]{2,}")
# Round signs that a lone 0 is read as; other signs are rules of the table and specks.
_ROUND = set("()©®@°¢€§&")
_LOOKALIKES = {"o": "0", "oo": "0", "()": "0", "l": "1", "i": "1", "il": "1", "!": "1", "]": "1"}


def is_department(text: str, department: str) -> bool:
    """Say whether a text is the department of the remark column, as an OCR spells it.

    >>> is_department("Vién phong", "Văn phòng"), is_department("công khai", "Văn phòng")
    (True, False)
    """
    bare = " ".join(WORD.findall(fold_ocr(text)))
    return bool(department) and fuzz.ratio(bare, fold(department)) >= LIKE_DEPARTMENT


def find_residue(block: Block, row: Indicator) -> str:
    """Give what a row shows in the value's place apart from numbers; empty where nothing is.

    Args:
        block: The lines of the row.
        row: Its name, unit, legend and department are taken away.
    """
    known = tuple(WORD.findall(fold(f"{row.label} {row.unit}")))
    lines = [_pieces(strip.text) for strip in block.strips]
    cut = [_without_department(pieces, row) for pieces in lines]
    # The value stands before the department; where that is printed, other lines are only name.
    marked = [rest for rest, pieces in zip(cut, lines, strict=True) if len(rest) < len(pieces)]
    found = (_residue(pieces, known) for pieces in marked or cut)
    return next((residue for residue in found if residue), "")


def _residue(pieces: list[str], known: tuple[str, ...]) -> str:
    rest = list(pieces)
    while rest and not _is_explained(rest[-1], known):
        rest.pop()
    # A line of nothing but scraps is noise between the rows.
    return " ".join(pieces[len(rest) :]) if rest else ""


def _pieces(text: str) -> list[str]:
    return [piece for piece in text.replace("|", " ").split() if _says_something(piece)]


def _says_something(piece: str) -> bool:
    return any(sign.isalnum() or sign in "%=" or sign in _ROUND for sign in piece)


def _without_department(pieces: list[str], row: Indicator) -> list[str]:
    size = len(row.department.split())
    for count in (size, size + 1, 1):
        tail = " ".join(pieces[-count:]) if 0 < count <= len(pieces) else ""
        if is_department(tail, row.department) and not _is_of_name(tail, row):
            return pieces[:-count]
    return pieces


def _is_of_name(tail: str, row: Indicator) -> bool:
    """Say whether the end of a line is rather the row's name than its department.

    "văn bản" is like "Văn hóa", and names break after it.
    """
    folded = fold_ocr(tail)
    like_name = fuzz.partial_ratio(folded, fold(row.label))
    return like_name > fuzz.ratio(folded, fold(row.department))


def _is_explained(piece: str, known: tuple[str, ...]) -> bool:
    """Say whether a piece is part of the row's own text, or a number."""
    if "=" in piece or "%" in piece or piece.strip(".,;:()").isdigit():
        return True
    words = WORD.findall(fold_ocr(piece))
    return len(piece) > LONGEST_FIGURE or any(is_like(word, known) for word in words)


def lookalike(residue: str) -> str:
    """Give the digit that a residue may be; empty where none suggests itself.

    >>> lookalike("O"), lookalike("Bil")
    ('0', '')
    """
    return _LOOKALIKES.get(fold(residue).strip(".,;:'"), "")


def count_remarks(block: Block, row: Indicator) -> int:
    """Count the lines of a row that end in the department; a row has one remark.

    With more, an OCR that took the columns of the table for columns of text has laid rows together.
    """
    lines = (_pieces(strip.text) for strip in block.strips)
    return sum(len(_without_department(pieces, row)) < len(pieces) for pieces in lines)


def shows_columns(block: Block, row: Indicator) -> bool:
    """Say whether the unit, the legend or the department of a row are on its lines.

    An OCR that took the columns of the table for columns of text prints the names alone; the rest
    of such a row stands elsewhere, and it must not pass for blank.
    """
    text = " ".join(strip.text for strip in block.strips)
    if "%" in row.unit:
        return text.count("%") > row.label.count("%")
    unit = WORD.findall(fold(row.unit))
    if unit:
        in_label = sum(is_like(word, tuple(unit[-1:])) for word in WORD.findall(fold(row.label)))
        printed = sum(is_like(word, tuple(unit[-1:])) for word in WORD.findall(fold_ocr(text)))
        if printed > in_label:
            return True
    tails = (strip.text.split()[-3:] for strip in block.strips)
    return any(
        is_department(" ".join(tail[-count:]), row.department)
        for tail in tails
        for count in (1, 2, 3)
    )
