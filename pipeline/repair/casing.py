"""The case of a word that was repaired, taken from what was read.

The decoder knows words in small letters only. OCR is mostly right about the size of a letter, but
it doubles letters (`DPang` for Đảng), takes small ones for capitals of the same form (c, o, s, u,
v, x, z) and puts digits, which have no case. So the first letter and the majority decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.repair.channel import Shape
from pipeline.vietnamese.alphabet import fold

# Capitals that small letters and digits are read as: O for ộ and 0, X for x.
_SAME_FORM = frozenset("COSUVWXZ")
_CAPITAL_SHARE = 0.75  # of the letters of a heading in capitals
_CAPITAL_SIGNS = frozenset("$£€")


def shape_of(noisy: str, among_capitals: bool = False) -> Shape:
    """Give the case of a word as an OCR left it.

    Args:
        noisy: The core of a token.
        among_capitals: Whether its neighbours are in capitals; then `CHi` is `CHỈ`, else `Chỉ`.

    >>> [shape_of(noisy).value for noisy in ("dugc", "DPang", "PIEU", "x3", "S6", "nudC", "1AM")]
    ['lower', 'title', 'upper', 'lower', 'title', 'lower', 'upper']
    >>> shape_of("BO").value, shape_of("BO", among_capitals=True).value
    ('title', 'upper')
    """
    letters = [sign for sign in noisy if sign.lower() != sign.upper()]
    if not letters:
        return Shape.TITLE if noisy[:1] in _CAPITAL_SIGNS and len(noisy) > 1 else Shape.LOWER
    capitals = sum(map(str.isupper, letters))
    small = len(letters) - capitals
    if among_capitals and (not small or (capitals > 1 and capitals >= small)):
        return Shape.UPPER
    if not small and len(letters) > 1 and not _SAME_FORM.issuperset(letters[1:]):
        return Shape.UPPER
    if capitals > 2 and capitals > 2 * small:
        return Shape.UPPER  # CHiNH, NGHiA: one small letter among capitals is noise
    starts = letters[0].isupper() and noisy[0] == letters[0]
    return Shape.TITLE if starts else Shape.LOWER


def are_capitals(cores: Iterable[str]) -> bool:
    """Say whether words are printed in capitals, as headings are.

    >>> are_capitals(["CHi", "DAO", "DIEU"]), are_capitals(["BO", "phan", "Mot", "cra"])
    (True, False)
    """
    letters = [sign for core in cores for sign in core if sign.lower() != sign.upper()]
    return sum(map(str.isupper, letters)) > _CAPITAL_SHARE * len(letters)


def recase(word: str, like: str, among_capitals: bool = False) -> str:
    """Write a repaired word in the case of the noisy token it came from.

    A capital I in front of another first letter was a small l (`I¢` lệ, `Ia` là).

    Args:
        word: In small letters; perhaps two words with a blank between them.
        like: The core of the noisy token.
        among_capitals: See `shape_of`.

    >>> recase("đảng", "DPang"), recase("xã", "x3"), recase("số", "S6"), recase("công", "CONG")
    ('Đảng', 'xã', 'Số', 'CÔNG')
    >>> recase("số nhiệm", "S6nhiém"), recase("ở", "O"), recase("lệ", "I¢"), recase("số", "$6")
    ('Số nhiệm', 'Ở', 'lệ', 'Số')
    """
    shape = shape_of(like, among_capitals)
    if shape is Shape.UPPER:
        return word.upper()
    if shape is Shape.LOWER or (like[0] == "I" and fold(word[:1]) == "l"):
        return word
    return word[:1].upper() + word[1:]
