"""The marks of a letterhead in the first lines of a page.

All official documents print the same at their head (Decree 30/2020/NĐ-CP, and Circular
01/2011/TT-BNV before it): the motto, the issuing body, `Số: 68/BC-UBND`, place and day in words,
the kind. Two columns run into one line where the page was read line by line, so each mark is looked
for inside of lines. The patterns are for folded text, letters and figures ruined as OCR ruins them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import LAST_YEAR
from pipeline.vietnamese.number_line import find_number_line

_MOTTOS = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
)
# Of 100, with the line's other column beside it. Mottos under a bad OCR score 78 to 100 ("Pôc lâp -
# Tw do - Hanh phûc" 89), other lines of 1,100 real and invented pages below 70.
_MOTTO_SCORE = 76
_NAMES = ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam")

# `Yên Lẫm, ngày 18 tháng 12 năm 2021`; a gap for the pen in the place of the day, of the month.
_DATELINE = re.compile(
    r"n[gq][a-z]{1,3}[ .:,…_\-]{0,10}(?P<day>[^a-z]{0,6}|[0-9oil|sz]{1,2}) ?"
    r"th?[a-z0-9]{2,4}(?!(?<=[0-9])[0-9])[ .:,…_]{0,10}(?P<month>[^a-z]{0,4}|[0-9oil|sz]{1,2}) ?"
    r"n[a-z]{1,3}m? ?(?P<year>[0-9oil]{2,4})?(?P<dots>[.…_]{2,})?"
)
_DIGITS = str.maketrans("oilsbz|", "0115621")
# A line that quotes a date begins so: `Căn cứ Luật ... ngày 19 tháng 6 năm 2015`.
_QUOTING = re.compile(r"\b(?:can cu|luat|nghi dinh|quyet dinh so|thong tu|theo|tu ngay)\b")


_FIRST_YEAR = 1976  # the state has had the name in its motto since then
_HEIGHT = 7  # lines of a letterhead above its number, blank ones too
_DATE_BELOW = 4  # lines from the number to place and day, where columns were read one by one


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that prints place and day."""

    place: str  # in plain small letters; empty where none could be read
    day: date | None  # None: day or month left open, or not legible
    year: bool  # a year is printed; blank forms leave it open
    clean: bool = True  # False: letters had to be read as figures, or a pen wrote them
    # One figure alone, where offices print two (`ngày 03`): an OCR may have lost the other one.
    short: bool = False


def has_motto(line: str, folded: str) -> bool:
    """Say whether a line shows the motto of the state or of the party, or half of it.

    The name of the state stands in sentences too; in a letterhead it is in capitals.

    >>> line = "XÀ BÎINH LAC Pôc lâp - Tw do - Hanh phûc"
    >>> has_motto(line, fold(line))
    True
    >>> line = "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"
    >>> has_motto(line, fold(line))
    False
    """
    return motto_start(line, folded) is not None


def motto_start(line: str, folded: str) -> int | None:
    """Give where the motto begins in a line; what stands before it is the other column.

    >>> line = "SỞ TÀI CHÍNH Độc lập - Tự do - Hạnh phúc"
    >>> line[: motto_start(line, fold(line))]
    'SỞ TÀI CHÍNH '
    """
    if len(folded) < 15:
        return None
    for motto in _MOTTOS:
        if len(folded) < len(motto) // 2:
            continue
        found = fuzz.partial_ratio_alignment(motto, folded, score_cutoff=_MOTTO_SCORE)
        if found is None or found.src_end - found.src_start < 0.6 * len(motto):
            continue
        if found.dest_end - found.dest_start < 0.6 * len(motto):
            continue
        letters = [sign for sign in line[found.dest_start : found.dest_end] if sign.isalpha()]
        if motto not in _NAMES or 2 * sum(map(str.isupper, letters)) >= len(letters):
            return max(found.dest_start - found.src_start, 0)
    return None


def find_dateline(line: str, folded: str) -> Dateline | None:
    """Find place and day of a document in a line of its letterhead.

    >>> line = "Số: 86/BC-UBND Yên Lẫm, ngày 18 tháng 12 năm 2021"
    >>> find_dateline(line, fold(line))
    Dateline(place='yen lam', day=datetime.date(2021, 12, 18), year=True, clean=True, short=False)
    >>> line = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"
    >>> find_dateline(line, fold(line)) is None
    True
    """
    match = _DATELINE.search(folded)
    if match is None or _QUOTING.search(folded[: match.start()]):
        return None
    if len(folded) - match.end() > 4 and not match["dots"]:
        return None
    if not _follows_place(line[: match.start()]):
        return None
    before = folded[: match.start()].rstrip(" ,.;:'")
    named = re.search(r"([a-z'\-]+(?: [a-z'\-]+){0,4})$", before)
    year = bool(match["year"]) and len(match["year"]) == 4
    day, clean = _read_day(match)
    short = len(re.findall(r"\d", match["day"])) == 1
    return Dateline(_place(named[1] if named else ""), day, year, clean, short)


def _read_day(match: re.Match[str]) -> tuple[date | None, bool]:
    """Read a printed day; say whether no letter had to be read as a figure."""
    printed = [(match[name] or "").strip(" .:,…_-") for name in ("year", "month", "day")]
    parts = [part.translate(_DIGITS) for part in printed]
    if not all(part.isdecimal() for part in parts) or not _FIRST_YEAR <= int(parts[0]) <= LAST_YEAR:
        return None, True
    try:
        return date(*map(int, parts)), parts == printed
    except ValueError:
        return None, True


def _follows_place(before: str) -> bool:
    """Say whether a name or a comma stands before the day; sentences go on in small letters.

    >>> _follows_place("Hong Lam "), _follows_place("thị xã, "), _follows_place("tính đến ")
    (True, True, False)
    """
    last = before.rstrip(" .…_'\"").rpartition(" ")[2]
    return not last.isalpha() or (last[0].isupper() and not last.isupper())


def _place(words: str) -> str:
    """Drop what the other column of the letterhead left before the name of the place."""
    return re.sub(r"^(?:.*\b(?:ubnd|hdnd|bc|qd)\b ?-? ?)", "", words).strip(" -")


def find_letterheads(lines: Sequence[str]) -> tuple[int, ...]:
    """Give the lines at which letterheads begin: motto, number, and place and day together.

    All three are asked for, as sentences quote one or two of them.

    >>> head = ["UBND XÃ BẮC SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    ...         "Số: 68/BC-UBND Bắc Sơn, ngày 15 tháng 9 năm 2024", "BÁO CÁO"]
    >>> find_letterheads([*head, "Trong kỳ đã tiếp nhận 376 hồ sơ.", "", *head])
    (0, 6)
    """
    folded = [fold(line) for line in lines]
    found: list[int] = []
    floor = 0  # the line below the number of the letterhead before
    for at, line in enumerate(lines):
        if find_number_line(line.strip(), folded[at].strip()) is None:
            continue
        near = range(at, min(at + _DATE_BELOW + 1, len(lines)))
        if not any(find_dateline(lines[row], folded[row]) for row in near):
            continue
        above = range(max(at - _HEIGHT, floor), at + _DATE_BELOW)
        mottos = [row for row in above if row < len(lines) and has_motto(lines[row], folded[row])]
        if mottos:
            found.append(_top(lines, min(mottos[0], at), by_columns=mottos[0] > at))
            floor = at + 1
    return tuple(dict.fromkeys(found))


def _top(lines: Sequence[str], at: int, *, by_columns: bool) -> int:
    """Go up from a line of a letterhead to its first one: the issuing body may stand above.

    Where columns were read one by one it does, with blank lines between.
    """
    while at > 0 and lines[at - 1].strip() and _is_capital(lines[at - 1]):
        at -= 1
    above = at
    while by_columns and above > 0 and not lines[above - 1].strip():
        above -= 1
    if above < at and above > 0 and _is_capital(lines[above - 1]):
        return _top(lines, above, by_columns=False)
    return at


def _is_capital(line: str) -> bool:
    letters = [sign for sign in line if sign.isalpha()]
    return len(letters) >= 4 and 2 * sum(map(str.isupper, letters)) > len(letters)
