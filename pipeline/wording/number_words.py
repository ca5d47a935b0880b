"""Numbers written in words, up to 99: what communes write of computers, classes and vacancies."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.vietnamese.alphabet import fold

# hai, mười hai, hai mươi mốt on folded text; an OCR prints mười as mudi or muéi. What is no figure
# ("năm nay", "thứ hai", "một trăm") is left out as far as the words around tell.
_FEW = "mot|hai|ba|bon|nam|sau|bay|tam|chin"
_TEN = "m[uw][a-z]i"
_NO_FIGURE = "".join(
    f"(?<!{word} )"
    for word in ("thu", "quy", "lan", "tram", "nghin", "ngan", "trieu", "linh", "le", "muoi")
)
NUMBER_WORDS = (
    rf"{_NO_FIGURE}(?P<word>(?:(?:{_FEW}) )?{_TEN}(?: (?:{_FEW}|tu|lam|nham))?"
    r"|(?:nam|sau)(?! (?:§|\d|truoc|nay|qua|hoc|sau|khi|do|day)(?![a-z]))"
    rf"|(?!nam|sau)(?:{_FEW}))(?! (?:tram|nghin|ngan|trieu|ty|{_TEN})(?![a-z]))"
)
_ONES = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_FOLDED = {fold(word): value for word, value in _ONES.items()}
_SPELT = frozenset(_ONES) | {"bẩy", "mười", "mươi"}
_TEN_BEFORE = re.compile(r"(?<![a-z])(?:m|tr)\S{1,5} $")
_TEN_BEHIND = re.compile(r" m\S{1,3}[il1](?![a-z])")
# Without its mark năm is a year or a name, sáu is after, bảy and tám are other words as well.
_OTHER_WORDS = frozenset({"nam", "sau", "bay", "tam"})


def parse_words(folded: str) -> Decimal:
    """Give the number that folded words stand for.

    >>> [int(parse_words(words)) for words in ("hai", "muoi lam", "hai mudi mot", "ba muoi")]
    [2, 15, 21, 30]
    """
    words = folded.split()
    ones = [_FOLDED.get(word) for word in words]  # None: mười
    if None not in ones:
        return Decimal(ones[0] or 0)
    tens = 1 if ones[0] is None else ones.pop(0) or 0
    return Decimal(10 * tens + sum(one or 0 for one in ones))


def is_spelt(printed: str) -> bool:
    """Say whether a number in words has all its marks.

    >>> is_spelt("Mười hai"), is_spelt("sau"), is_spelt("sáu")
    (True, False, True)
    """
    return all(word in _SPELT for word in printed.lower().split())


def is_cut_off(before: str, behind: str) -> bool:
    """Say whether a number in words may be a part of a longer one that an OCR spoiled.

    >>> is_cut_off("dang tai mu6i ", " tin bai"), is_cut_off("co ", " may in")
    (True, False)
    """
    return bool(_TEN_BEFORE.search(before) or _TEN_BEHIND.match(behind))


def may_be_another_word(printed: str) -> bool:
    """Say whether a number in words may be another word that lost its mark.

    >>> may_be_another_word("sau"), may_be_another_word("muoi hai"), may_be_another_word("năm")
    (True, False, False)
    """
    return fold(printed) in _OTHER_WORDS and not is_spelt(printed)
