"""The Roman numerals I to IV, as a scan leaves them.

Under OCR `quý III` shows as 11, 11l, |11, 111, Il, HI, IH; `II` as 11, 1l, H; `IV` as 1V, lV, TV.
A numeral is therefore a vote, not a value: strokes are counted, and each of the four quarters gets
the likelihood that its numeral looks like that. Strokes get lost more often than they are added.
"""

from __future__ import annotations

from pipeline.vietnamese.alphabet import fold

# What may stand for the strokes of a numeral in folded text; for patterns of others.
STROKE_LETTERS = r"1-4il|!j\[\]thnumvyw'’`´"

_STROKES = {**dict.fromkeys("1il|!j[]tf", 1), **dict.fromkeys("hnu", 2), "m": 3, "w": 2}
_SHORT_V = "vyw"
_IGNORED = "'’`´."
# Small letters that are real words too often ("quy tụ", "quy mô"): strokes only as capitals.
_ONLY_CAPITAL = "thnumywf"

# How often a numeral of so many strokes is read with so many: row = the true numeral, column =
# strokes read, 0 to 4. Of 7 numerals III in one real dump by an English OCR 6 kept three strokes;
# the Vietnamese model of Tesseract loses one as easily, in otherwise faultless lines.
_DAMAGED = {
    1: (0.0, 0.93, 0.05, 0.02, 0.001),
    2: (0.0, 0.06, 0.90, 0.03, 0.005),
    3: (0.0, 0.03, 0.17, 0.79, 0.01),
    4: (0.0, 0.03, 0.04, 0.03, 0.02),
}
_LIKELY = 0.97
_UNLIKELY = 0.003


def weigh_quarters(numeral: str, damaged: bool = True) -> tuple[float, float, float, float] | None:
    """Give, for quarter 1 to 4, how likely its numeral is printed or read as this.

    Args:
        numeral: One token: `III`, `11l`, `3`.
        damaged: Whether the text went through any OCR; False: printed by a program.

    Returns:
        Four likelihoods (they need not sum to 1), or None when it is no such numeral.

    >>> weigh_quarters("III", damaged=False)
    (0.003, 0.003, 0.97, 0.003)
    >>> votes = [weigh_quarters(read) for read in "l1| HI 1V 1l 3 |".split()]
    >>> [vote.index(max(vote)) + 1 for vote in votes]
    [3, 3, 4, 2, 3, 1]
    >>> weigh_quarters("12"), weigh_quarters("mô"), weigh_quarters("tu"), weigh_quarters("IIIII")
    (None, None, None, None)
    """
    signs = [sign for sign in numeral if sign not in _IGNORED]
    if numeral.lstrip("0") in {"2", "3", "4"}:
        return _only(int(numeral))
    if not signs or not all(map(_is_stroke, signs)):
        return None
    letters = [fold(sign) for sign in signs]
    if any(letter in _SHORT_V for letter in letters):
        return _only(4) if len(letters) <= 3 else None
    strokes = sum(_STROKES[letter] for letter in letters)
    if not 1 <= strokes <= 4:
        return None
    if damaged:
        return (
            _DAMAGED[1][strokes],
            _DAMAGED[2][strokes],
            _DAMAGED[3][strokes],
            _DAMAGED[4][strokes],
        )
    return _only(strokes) if strokes <= 3 else None


def _is_stroke(sign: str) -> bool:
    letter = fold(sign)
    if letter in _ONLY_CAPITAL and not sign.isupper():
        return False
    return letter in _STROKES or letter in _SHORT_V


def _only(quarter: int) -> tuple[float, float, float, float]:
    first, second, third, fourth = (_LIKELY if quarter == k else _UNLIKELY for k in (1, 2, 3, 4))
    return first, second, third, fourth
