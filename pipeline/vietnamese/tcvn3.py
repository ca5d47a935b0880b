"""What TCVN3 needs besides the table: capitals of `.VnTimeH`, and ư that passed for a hyphen.

TCVN3 has no capitals with tones. Typists set `UỶ BAN` in a font that draws capitals for the codes
of small letters, and the text is `Uû BAN`. Whole lines typed in small letters in such a font stay
small: nothing in the text tells that the paper has capitals.

ư has the place of the soft hyphen, which many programs give as a hyphen: `n-íc` is `nước`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.vietnamese.encoding_tables import TABLES, Encoding
from pipeline.vietnamese.syllable import is_syllable

_CODES = {code: letter for code, letter in TABLES[Encoding.TCVN3].items() if code != letter}
_TO_LETTERS = str.maketrans(_CODES)
_IN_WORD = f"A-Za-z{re.escape(''.join(_CODES))}"
# One hyphen in or behind a run of letters; a bullet in front of one is what it seems to be.
_HYPHENED = re.compile(
    rf"(?<![\w{_IN_WORD}\-/])([{_IN_WORD}]{{0,6}})[-\u2010\u2011]([{_IN_WORD}]{{0,6}})(?![\w{_IN_WORD}\-])"
)
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂÊÔƠƯĐ")  # capitals that TCVN3 has
_PLAIN_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")


def find_hyphened(codes: str) -> str:
    r"""Give the text, still in its codes, with ư for the hyphens that were ư.

    The whole has to be a syllable and the parts must not all be some: `Xu-Ba` keeps its hyphen.

    >>> find_hyphened("nhµ n-íc, t- vÊn -u tiªn, BC-UBND - Xu-Ba")
    'nhµ n\xadíc, t\xad vÊn \xadu tiªn, BC-UBND - Xu-Ba'
    """
    return _HYPHENED.sub(_join_hyphened, codes)


def _join_hyphened(match: re.Match[str]) -> str:
    joined = f"{match[1]}\xad{match[2]}"
    parts = [part for part in match.groups() if part]
    apart = all(len(part) > 1 and _is_written(part) for part in parts)
    if not parts or apart or not _is_written(joined):
        return match[0]
    return joined


def _is_written(codes: str) -> bool:
    return is_syllable(codes.translate(_TO_LETTERS))


def raise_capitals(line: str) -> str:
    """Give small marked letters among capitals as the capitals that the font drew.

    A plain capital behind the first letter shows a word of capitals. One at its head may also begin
    a name, so such a word follows the nearest words on its line that can be told, if those agree;
    abbreviations tell nothing.

    Args:
        line: Converted text without line breaks.

    >>> raise_capitals("Uỷ BAN NHÂN DÂN Xã BắC SơN")
    'UỶ BAN NHÂN DÂN XÃ BẮC SƠN'
    >>> raise_capitals("Uỷ ban nhân dân xã; Bộ TTTT; Sở KH")
    'Uỷ ban nhân dân xã; Bộ TTTT; Sở KH'
    """
    words = list(_WORD.finditer(line))
    verdicts = [_is_capital(match[0]) for match in words]
    agreed = _ask_neighbours(verdicts, [match[0] for match in words])
    pieces, end = [], 0
    for match, capital in zip(words, agreed, strict=True):
        pieces += [line[end : match.start()], match[0].upper() if capital else match[0]]
        end = match.end()
    return "".join((*pieces, line[end:]))


def _is_capital(word: str) -> bool | None:
    """Tell whether a word is all capitals, from its plain letters; None where it may be either."""
    if not _PLAIN_SMALL.isdisjoint(word):
        return False
    return None if _PLAIN.isdisjoint(word[1:]) else True


def _ask_neighbours(verdicts: Sequence[bool | None], words: Sequence[str]) -> list[bool]:
    witnesses = [
        verdict if verdict is False or (verdict and is_syllable(word)) else None
        for verdict, word in zip(verdicts, words, strict=True)
    ]
    before = _carry(witnesses)
    behind = _carry(witnesses[::-1])[::-1]
    return [
        verdict if verdict is not None else {left, right} - {None} == {True}
        for verdict, left, right in zip(verdicts, before, behind, strict=True)
    ]


def _carry(witnesses: Sequence[bool | None]) -> list[bool | None]:
    """Give for each place the last verdict before it."""
    carried: list[bool | None] = []
    last = None
    for verdict in witnesses:
        carried.append(last)
        last = last if verdict is None else verdict
    return carried
