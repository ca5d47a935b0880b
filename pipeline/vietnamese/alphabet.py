"""Letters and their marks.

Folding maps each marked letter to one plain small letter, so a span found in folded text is the
same span in the text. Patterns are written in proper Vietnamese and matched on folded text.
"""

from __future__ import annotations

import re
import unicodedata

from unidecode import unidecode


class _FoldTable(dict[int, str]):
    """Fills itself with the plain small letter of each code point that is asked for."""

    def __missing__(self, code_point: int) -> str:
        letter = chr(code_point)
        plain = unidecode(letter).lower() if letter.isalpha() else letter
        # Ligatures and other scripts give several letters or none; length comes first.
        folded = plain if len(plain) == 1 else letter
        self[code_point] = folded
        return folded


_FOLD = _FoldTable()
# A no-break blank is a blank to every pattern.
_FOLD[0xA0] = " "

# Letters of no other language that an OCR may have been set to; â ê ô are French too.
_OWN = re.compile("[ăđơưạ-ỹĂĐƠƯẠ-Ỹ]")

# What an OCR puts for letters inside a word (domain.md): digits and signs that stand for letters.
_LETTER_FOR_DIGIT = str.maketrans("0136458$&", "olaoassso")


def fold(text: str) -> str:
    """Give the text in plain small letters; the length stays.

    >>> fold("Tỷ lệ hộ NGHÈO là 5,23%")
    'ty le ho ngheo la 5,23%'
    >>> len(fold("ﬁ İ ƣ Ð")) == len("ﬁ İ ƣ Ð")
    True
    """
    return text.translate(_FOLD)


def fold_ocr(text: str) -> str:
    """Fold, and read digits that stand inside words as the letters they were; the length stays.

    A token with letters and at most as many digits is a word to the reader (`s6`, `x3`, `1a`);
    numbers, dates and symbols of documents (`8/8`, `68/BC-UBND`) pass.

    >>> fold_ocr("s6 hd so x3 1a 8/8 17.465")
    'so hd so xa la 8/8 17.465'
    """
    return " ".join(map(_fold_token, fold(text).split(" ")))


def _fold_token(token: str) -> str:
    letters = sum(map(str.isalpha, token))
    digits = sum(map(str.isdigit, token))
    if not letters or not digits or digits > letters or "/" in token:
        return token
    return token.translate(_LETTER_FOR_DIGIT)


def has_own_letters(word: str) -> bool:
    """Say whether a word has a letter that no OCR gives but one set to Vietnamese.

    >>> has_own_letters("trường"), has_own_letters("nghéo")
    (True, False)
    """
    return _OWN.search(word) is not None


def normal(text: str) -> str:
    """Give NFC, the one form of text inside the program."""
    return unicodedata.normalize("NFC", text)
