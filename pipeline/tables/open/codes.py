"""Numbers of rows that a scan shows badly, mended by those before and behind.

Most of what readers lose are Roman numerals: I becomes 1, II becomes n or H, III becomes m or HH!.
Rows stand under others by these numbers, and their order says what each must be. A number that
nothing settles is left as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.tables.open.table import Entry
from pipeline.vietnamese.alphabet import fold

UNREAD = "?"  # there is ink and no text
_ROMAN = re.compile(r"[IVX]+")
_ARABIC = re.compile(r"\d{1,3}")
_LETTER = re.compile(r"[A-ZĐ]")
_LETTERS = "ABCDĐEFGHIKLMNOPQRSTUVX"
_KNOWN = re.compile(
    r"[IVX]+[.)]?|\d{1,3}(?:\.\d+)*[.)]?|[A-ZĐa-zđ][.)]?|[-–+*•]|[^\W\d_]+ \d{1,2}[.:]?"
)
_STROKES = re.compile(r"[HNMUITL1!|]+")  # folded; what is left of I, II, III
_COUNTS = {"H": "II", "N": "II", "U": "II", "M": "III", "IH": "III", "HI": "III"}
_ROMANS = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
_MARKED = 0.3  # of the names have a number before them
_EDGES = " _.'\"“”‘’:;"


def mend_entries(entries: Sequence[Entry]) -> list[Entry]:
    """Mend the numbers of the rows of a scanned table, in a column of their own or before names."""
    strong = [entry.style.bold or entry.style.capitals for entry in entries]
    if any(entry.code for entry in entries):
        codes = mend_codes([entry.code for entry in entries], strong)
        return [replace(one, code=code) for one, code in zip(entries, codes, strict=True)]
    marks = [_mark_of(entry.name) for entry in entries]
    if sum(map(bool, marks)) < _MARKED * len(marks):
        return list(entries)
    mended = mend_codes([mark or "" for mark in marks], strong)
    return [
        replace(one, name=f"{new}. {one.name.split(None, 1)[1]}")
        if new and mark and new != mark and len(one.name.split()) > 1
        else one
        for one, mark, new in zip(entries, marks, mended, strict=True)
    ]


def _mark_of(name: str) -> str:
    """Give the number before a name, UNREAD for strokes that a reader took for no letters."""
    first, _, rest = name.partition(" ")
    if not rest or not first.endswith("."):
        return ""
    bare = first.rstrip(".")
    return UNREAD if bare and not bare.isalnum() else bare if len(bare) <= 5 else ""


def mend_codes(codes: Sequence[str], strong: Sequence[bool]) -> list[str]:
    """Give the numbers of the rows of a table, in order.

    Args:
        codes: As read; empty where there is none, UNREAD where nobody could read it.
        strong: Of each row, whether its name is set in bold type or capitals.

    >>> strong = [True, True, False, False, True, True, True]
    >>> mend_codes(["A", "1", "1", "2", "n", "m", "IV"], strong)
    ['A', 'I', '1', '2', 'II', 'III', 'IV']
    >>> mend_codes(["1", "2", "?", "4"], [False] * 4)
    ['1', '2', '3', '4']
    """
    bare = [code if code == UNREAD else code.strip(_EDGES) for code in codes]
    mended = _ones(bare, strong)
    lost = [_is_lost(code, mended[:place]) for place, code in enumerate(mended)]
    _fill(mended, lost, _ROMAN, read_roman, _print_roman)
    _read_strokes(mended, lost)
    _fill(mended, lost, _ARABIC, int, str)
    _mend_twins(mended)
    _mend_letters(mended)
    return [
        new if new != old else ("" if code == UNREAD else code.strip(" _'\"|"))
        for new, old, code in zip(mended, bare, codes, strict=True)
    ]


def _is_lost(code: str, before: Sequence[str]) -> bool:
    """Say whether a number cannot be one, or is a letter that strokes look like: H, n, m."""
    if not code:
        return False
    if code == UNREAD or not _KNOWN.fullmatch(code):
        return True
    last = next((other for other in reversed(before) if other), "")
    goes_on = len(last) == len(code) == 1 and ord(code) - ord(last) == 1
    return code.upper() in _COUNTS and not goes_on


def _ones(codes: Sequence[str], strong: Sequence[bool]) -> list[str]:
    """Take a 1 that another 1 follows for an I, where its row is set as one above the next."""
    mended = list(codes)
    rows = [place for place, code in enumerate(codes) if code]
    for one, two in pairwise(rows):
        if codes[one] == codes[two] == "1" and (strong[one] and not strong[two]):
            mended[one] = "I"
    for one, two in pairwise(rows):
        if codes[one] == "I" and codes[two] == "2":
            mended[one] = "1"
    romans = [place for place in rows if _ROMAN.fullmatch(mended[place])]
    for one, two in pairwise(rows):
        later = [mended[place] for place in romans if place > one]
        if codes[one] == codes[two] == "1" and later[:1] == ["II"]:
            mended[one] = "I"
    return mended


def read_roman(text: str) -> int:
    """Give the value of a Roman numeral; 0 of what is none."""
    return _ROMANS.index(text) + 1 if text in _ROMANS else 0


def _print_roman(value: int) -> str:
    return _ROMANS[value - 1] if 0 < value <= len(_ROMANS) else UNREAD


def _fill(
    codes: list[str],
    lost: list[bool],
    kind: re.Pattern[str],
    read: Callable[[str], int],
    show: Callable[[int], str],
) -> None:
    """Fill what is lost between two numbers of a kind, where just as many are missing."""
    known = [
        (place, value)
        for place, code in enumerate(codes)
        if not lost[place] and kind.fullmatch(code) and (value := read(code))
    ]
    for (start, first), (end, last) in pairwise(known):
        between = [place for place in range(start + 1, end) if lost[place]]
        if between and last - first - 1 == len(between):
            for step, place in enumerate(between, start=1):
                codes[place], lost[place] = show(first + step), False


def _read_strokes(codes: list[str], lost: list[bool]) -> None:
    """Take what is nothing but strokes for the I, II or III that comes next."""
    before = 0
    for place, code in enumerate(codes):
        text = fold(code).upper().strip()
        if not lost[place]:
            value = read_roman(code) if _ROMAN.fullmatch(code) else None
            before = value or before
        elif code != UNREAD and _STROKES.fullmatch(text):
            following = next(
                (
                    value
                    for other in codes[place + 1 :]
                    if _ROMAN.fullmatch(other) and (value := read_roman(other))
                ),
                0,
            )
            shown = read_roman(_COUNTS.get(text, ""))
            wanted = before + 1 if before else following - 1 if following > 1 else shown
            if wanted in (1, 2, 3):
                codes[place], lost[place], before = _print_roman(wanted), False, wanted


def _mend_letters(codes: list[str]) -> None:
    """Mend the one letter between two others of which one is left out: A, R, C."""
    letters = [
        place
        for place, code in enumerate(codes)
        if (_LETTER.fullmatch(code) and code not in "IVX") or code == "8"
    ]
    for one, two, three in zip(letters, letters[1:], letters[2:], strict=False):
        first, last = _LETTERS.find(codes[one]), _LETTERS.find(codes[three])
        if first >= 0 and last == first + 2 and _is_shape(codes[two], _LETTERS[first + 1]):
            codes[two] = _LETTERS[first + 1]


def _mend_twins(codes: list[str]) -> None:
    """Mend a Roman numeral that lost a stroke, II, II, IV, and a capital among small letters."""
    romans = [place for place, code in enumerate(codes) if read_roman(code)]
    for one, two, three in zip(romans, romans[1:], romans[2:], strict=False):
        value = read_roman(codes[one])
        if read_roman(codes[two]) == value and read_roman(codes[three]) == value + 2:
            codes[two] = _print_roman(value + 1)
    rows = [place for place, code in enumerate(codes) if code]
    for one, two in pairwise(rows):
        before, bare = codes[one], codes[two]
        small = len(before) == len(bare) == 1 and before.islower() and bare.isupper()
        if small and ord(bare.lower()) - ord(before) == 1:
            codes[two] = bare.lower()


def _is_shape(seen: str, wanted: str) -> bool:
    return seen == wanted or (seen, wanted) in {("R", "B"), ("8", "B"), ("P", "B"), ("O", "D")}
