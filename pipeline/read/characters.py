"""What text must be before anything reads it: NFC, and nothing in it that cannot be seen."""

from __future__ import annotations

import re

from pipeline.vietnamese.alphabet import fold, normal

# PDFs of word processors map the printed hyphen to U+00AD or U+2011, and pdfium gives U+0002 for a
# hyphen at the end of a line. All of them are ink on the paper: 68/BC-UBND.
_HYPHENS = dict.fromkeys(map(ord, "\u0002\u00ad\u2010\u2011"), "-")
_UNSEEN = dict.fromkeys(
    [
        *(code for code in range(0x20) if chr(code) not in "\t\n\f\r\u0002"),
        *range(0x7F, 0xA0),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        0xFEFF,
    ],
    None,
)
_CLEANING = _HYPHENS | _UNSEEN

# ă â đ ê ô ơ ư and all letters with two marks: no other language of our reports' OCR has them,
# but for â ê ô in French (lab: share of words with one is .76 in truth, .33 read by a French OCR).
_VIETNAMESE_ONLY = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
# What TCVN3, VNI and VISCII texts show when taken for Latin-1; letters of French are left out,
# because a French OCR puts them into honest dumps.
# Fonts that print ơ and ư from the places of U+01A2 and U+01A3 are as broken.
_LEGACY = re.compile("[\u01a2\u01a3µ¶·¸¹»¼½¾¨©ª«¬®§Ææøöñäåðþß]")
# No meaning known to the font: what stands on the paper is lost in the text layer.
_VOWELS = frozenset("aeiouy")
UNKNOWN = "\ufffd"
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff]")
# Beside a digit or a letter it is one of a figure or a name; bullets of symbol fonts stand before
# figures. No page of a real digital report has any.
_TORN = re.compile("\ufffd\\w|\\w\ufffd|\\d[\ue000-\uf8ff]")


def clean_text(text: str) -> str:
    r"""Give NFC text with plain hyphens and without characters that print nothing.

    >>> clean_text("68/BC\u00adUBND\u200b, xa\u0303")
    '68/BC-UBND, xã'
    """
    return normal(text.translate(_CLEANING))


def find_words(text: str) -> list[str]:
    """Give what stands between blanks and has two letters at least.

    >>> find_words("1. Số: 68/BC-UBND - 99 b")
    ['Số:', '68/BC-UBND']
    """
    return [token for token in text.split() if sum(map(str.isalpha, token)) >= 2]


def vietnamese_share(words: list[str]) -> float:
    """Give the share of words with a letter that only Vietnamese has, 0 to 1.

    Digital reports have .4 (tables of place names) to .76 (prose), layers of an English OCR at most
    .12, of a French one .33 (the lab's pages and real ones).

    >>> vietnamese_share(["được", "giao", "cán", "bộ"])
    0.5
    """
    return _share(_VIETNAMESE_ONLY, words)


def legacy_share(words: list[str]) -> float:
    """Give the share of words that look like TCVN3, VNI or VISCII taken for Latin-1.

    >>> legacy_share(["Céng", "hoµ", "x·", "héi"])
    0.5
    """
    return _share(_LEGACY, words)


def unmapped_share(words: list[str]) -> float:
    r"""Give the share of words with a letter that the font of a PDF did not explain.

    Bullets of symbol fonts are no words, so they do not count.

    >>> unmapped_share(["s\ufffd", "liệu"])
    0.5
    """
    return _share(_UNMAPPED, words)


def has_torn_word(text: str) -> bool:
    r"""Say whether a figure or a word has a letter that the font of a PDF did not explain.

    >>> has_torn_word("1\ufffd hồ sơ"), has_torn_word("\uf0b7 10 hồ sơ")
    (True, False)
    """
    return _TORN.search(text) is not None


def is_unseen(letter: str) -> bool:
    r"""Say whether a letter prints nothing.

    >>> is_unseen(" "), is_unseen("\u200b"), is_unseen("\u0002")
    (True, True, False)
    """
    return letter.isspace() or _CLEANING.get(ord(letter), letter) is None


def vowelless_share(words: list[str]) -> float:
    """Give the share of words that have lost their vowels; abbreviations are none of them.

    A font without its marked letters prints them on the paper and leaves them out of the text.

    >>> vowelless_share(["xã", "nh n", "UBND", "th"])
    0.25
    """
    bare = [word for word in words if word.isalpha() and not word.isupper()]
    lost = sum(not _VOWELS.intersection(fold(word).lower()) for word in bare)
    return lost / len(words) if words else 0.0


def _share(letters: re.Pattern[str], words: list[str]) -> float:
    return sum(letters.search(word) is not None for word in words) / len(words) if words else 0.0
