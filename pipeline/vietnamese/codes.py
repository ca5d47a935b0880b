"""Codes of rows, as the form writes them and as an OCR reads them.

241 is 2.4.1, 39, is 3.2., 501 is 5.2.1 and SAL is 5.4.1 (seed): dots fall off and clipped digits
turn into others. Only the known order of the form mends a code; here is how well it fits.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

# What may stand for a digit where a code is expected.
_DIGIT_FOR_LETTER = str.maketrans("oOlIiSsAaLTZzBbgqJj|]!", "0011155441122869911111")
# Digits that the lower half of a clipped digit is taken for (seed: 2 -> 9, 0, 5; 6 -> 5).
_CLIPPED = {
    ("2", "9"),
    ("2", "0"),
    ("2", "5"),
    ("6", "5"),
    ("3", "5"),
    ("1", "7"),
    ("2", "7"),
    ("6", "0"),
}
_PIECE = re.compile(r"[^\s|]+")
_WELL_FORMED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\.")
_SEPARATORS = re.compile(r"[.,:;'\-]")  # what a dot of a code is read as
_ROMAN = re.compile(r"[ivxlIVXL|1]{1,4}")

EXACT = 1.0
DIGITS_EQUAL = 0.8
CONFUSED = 0.5
ONE_DIGIT_OFF = 0.3
CONTRADICTS = -1.0


def first_piece(text: str) -> str:
    """Give what stands where a code would: the first piece of a line that is not a rule.

    >>> first_piece(" | 2.1. | Số TTHC"), first_piece("")
    ('2.1.', '')
    """
    found = _PIECE.search(text)
    return found.group() if found else ""


@lru_cache(maxsize=100_000)
def code_fit(printed: str, code: str) -> float:
    """Say how well a printed piece fits a code: 1 the same, 0 says nothing, -1 is another code.

    Args:
        printed: The first piece of a line or the content of a code cell.
        code: As on the form, without a final dot: `5.2.1`, or a Roman number of a section.

    >>> code_fit("2.4.1.", "2.4.1"), code_fit("241", "2.4.1"), code_fit("SAL", "5.4.1")
    (1.0, 0.8, 0.8)
    >>> code_fit("501", "5.2.1"), code_fit("3.1.", "2.1"), code_fit("thống", "2.1")
    (0.5, -1.0, 0.0)
    >>> code_fit("|1", "II"), code_fit("VI_", "VI")
    (0.5, 1.0)
    """
    bare = printed.strip("|_,;:'\"()[] ").rstrip(".")
    if not bare or len(bare) > len(code) + 4:
        return 0.0
    if code[0] in "IVX":
        return _roman_fit(bare, code)
    return EXACT if bare == code else _number_fit(printed, bare, code)


def _number_fit(printed: str, bare: str, code: str) -> float:
    digits = bare.translate(_DIGIT_FOR_LETTER)
    plain = "".join(filter(str.isdigit, digits))
    wanted = code.replace(".", "")
    if plain == wanted and _SEPARATORS.sub("", digits) == plain:
        return DIGITS_EQUAL
    if _is_clipped(plain, wanted):
        return CONFUSED
    if _WELL_FORMED.fullmatch(printed.strip("|_,;: ")):
        return CONTRADICTS
    return ONE_DIGIT_OFF if _is_one_off(plain, wanted) else 0.0


def _is_clipped(plain: str, wanted: str) -> bool:
    if len(plain) != len(wanted) or not plain:
        return False
    pairs = [(want, got) for want, got in zip(wanted, plain, strict=True) if want != got]
    return len(pairs) == 1 and pairs[0] in _CLIPPED


def _is_one_off(plain: str, wanted: str) -> bool:
    """Say whether three digits or more without dots are the code but for one of them."""
    if len(plain) != len(wanted) or len(wanted) < 3:
        return False
    return sum(want != got for want, got in zip(wanted, plain, strict=True)) == 1


def _roman_fit(bare: str, code: str) -> float:
    if bare == code:
        return EXACT
    if _ROMAN.fullmatch(bare):
        strokes = bare.upper().translate(str.maketrans("L1|", "III"))
        distance = Levenshtein.distance(strokes, code)
        return (
            DIGITS_EQUAL if distance == 0 and bare.isalpha() else CONFUSED if distance <= 1 else 0.0
        )
    return 0.0
