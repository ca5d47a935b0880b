"""The 8-bit encodings from before Unicode, as they show when taken for Windows-1252.

Old fonts draw Vietnamese letters in the places of Western ones, so files and text layers of PDFs
give `Céng hßa` (TCVN3) or `Coäng hoøa` (VNI) for `Cộng hòa`. Bytes and such text have one table: a
byte is the Latin-1 character of the same number. VISCII alone also uses 0x80 to 0x9F, where
Windows-1252 has quotes and dashes, so there both characters stand for the byte.

Sources: TCVN 5712:1993 (VN3, the set of the ABC fonts: .VnTime; it has no capitals with tones),
RFC 1456 (VISCII 1.1), the table of Windows-1258 by Microsoft, and for VNI, which has no
standard, the table that the input methods share (xvnkb, UniKey). TCVN3 and VISCII were compared
with glibc's iconv; tests hold Windows-1258 against Python's codec.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum

_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VOWELS = "aăâeêioôơuưy"


class Encoding(Enum):
    """An encoding of Vietnamese from before Unicode."""

    TCVN3 = "TCVN3"
    VNI = "VNI"
    VISCII = "VISCII"
    WINDOWS_1258 = "Windows-1258"


def _with_tones(vowel: str) -> list[str]:
    return [unicodedata.normalize("NFC", vowel + tone) for tone in _TONES]


# a à á ả ã ạ, ă ằ ắ ẳ ẵ ặ, ... y ỳ ý ỷ ỹ ỵ, đ: the order of the rows below.
SMALL_LETTERS = (*(letter for vowel in _VOWELS for letter in _with_tones(vowel)), "đ")
LETTERS = SMALL_LETTERS + tuple(letter.upper() for letter in SMALL_LETTERS)

_TCVN3_SMALL = """
    61 B5 B8 B6 B7 B9  A8 BB BE BC BD C6  A9 C7 CA C8 C9 CB
    65 CC D0 CE CF D1  AA D2 D5 D3 D4 D6  69 D7 DD D8 DC DE
    6F DF E3 E1 E2 E4  AB E5 E8 E6 E7 E9  AC EA ED EB EC EE
    75 EF F3 F1 F2 F4  AD F5 F8 F6 F7 F9  79 FA FD FB FC FE  AE
"""
_TCVN3_CAPITAL = dict(zip("\xa1\xa2\xa3\xa4\xa5\xa6\xa7", "ĂÂÊÔƠƯĐ", strict=True))
# Names of glyphs that PDF readers give another code point: mu and a middle dot.
_TCVN3_OTHER_NAMES = {"\u03bc": "à", "\u2219": "ã", "\u22c5": "ã"}

_VISCII = """
    61 E0 E1 E4 E3 D5  E5 A2 A1 C6 C7 A3  E2 A5 A4 A6 E7 A7
    65 E8 E9 EB A8 A9  EA AB AA AC AD AE  69 EC ED EF EE B8
    6F F2 F3 F6 F5 F7  F4 B0 AF B1 B2 B5  BD B6 BE B7 DE FE
    75 F9 FA FC FB F8  DF D7 D1 D8 E6 F1  79 CF FD D6 DB DC  F0
    41 C0 C1 C4 C3 80  C5 82 81 02 05 83  C2 85 84 86 06 87
    45 C8 C9 CB 88 89  CA 8B 8A 8C 8D 8E  49 CC CD 9B CE 98
    4F D2 D3 99 A0 9A  D4 90 8F 91 92 93  B4 96 95 97 B3 94
    55 D9 DA 9C 9D 9E  BF BB BA BC FF B9  59 9F DD 14 19 1E  D0
"""

# A mark of VNI stands behind its vowel. ơ and ư are the vowel; i, and y with the heavy tone, have
# letters of their own.
_VNI_MARKS = {"a": " øùûõï", "ă": "êèéúüë", "â": "âàáåãä", "ê": "âàáåãä", "ô": "âàáåãä"}
_VNI_BASES = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "ô", "ư": "ö"}
_VNI_WHOLE = dict(zip("ìíæóòîñ", "ìíỉĩịỵđ", strict=True))

_1258_MARKS = dict(zip("\u0300\u0301\u0309\u0303\u0323", "\xcc\xec\xd2\xde\xf2", strict=True))
_1258_BASES = {"ă": "\xe3", "ơ": "\xf5", "ư": "\xfd", "đ": "\xf0"}
_1258_BASES |= {"Ă": "\xc3", "Ơ": "\xd5", "Ư": "\xdd", "Đ": "\xd0"}
_1258_COMPOSED = "àáâèéêíóôùúÀÁÂÈÉÊÍÓÔÙÚ"  # as in Windows-1252


def _from_numbers(numbers: str, letters: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(map(chr, bytes.fromhex(numbers)), letters, strict=True))


def _tcvn3() -> dict[str, str]:
    return _from_numbers(_TCVN3_SMALL, SMALL_LETTERS) | _TCVN3_CAPITAL | _TCVN3_OTHER_NAMES


def _viscii() -> dict[str, str]:
    table = _from_numbers(_VISCII, LETTERS)
    for number in range(0x80, 0xA0):
        shown = bytes([number]).decode("cp1252", "replace")
        if shown != "\ufffd":
            table[shown] = table[chr(number)]
    return table


def _vni() -> dict[str, str]:
    table = {code: letter for code, letter in _vni_vowels() if letter not in "iíìỉĩịỵ"}
    table |= _VNI_WHOLE | {"i": "i"}
    capitals = {code.upper(): letter.upper() for code, letter in table.items()}
    # Typists leave the mark small behind a capital at the head of a word.
    heads = {code[0].upper() + code[1:]: letter.upper() for code, letter in table.items()}
    return heads | capitals | table


def _vni_vowels() -> Iterator[tuple[str, str]]:
    for vowel in _VOWELS:
        base = _VNI_BASES.get(vowel, vowel)
        marks = _VNI_MARKS.get(vowel, _VNI_MARKS["a"])
        for mark, letter in zip(marks, _with_tones(vowel), strict=True):
            yield base + mark.strip(), letter


def _windows_1258() -> dict[str, str]:
    table = {letter: letter for letter in _1258_COMPOSED}
    for letter in LETTERS:
        tone = next((mark for mark in _1258_MARKS if mark in _decomposed(letter)), "")
        vowel = unicodedata.normalize("NFC", _decomposed(letter).replace(tone, ""))
        table[_1258_BASES.get(vowel, vowel) + _1258_MARKS.get(tone, "")] = letter
    return table


def _decomposed(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)


# What is shown for each letter, to the letter. TCVN3 has the capitals without tones alone: its
# capital-only fonts draw capitals for the codes of small letters.
TABLES: Mapping[Encoding, Mapping[str, str]] = {
    Encoding.TCVN3: _tcvn3(),
    Encoding.VNI: _vni(),
    Encoding.VISCII: _viscii(),
    Encoding.WINDOWS_1258: _windows_1258(),
}
