"""The text that patterns are matched on: plain small letters, and no digits that are no figures.

Dates, symbols of documents, years, numbers of lists, articles and standards are masked, sign for
sign, so that a pattern may pass over them and can never take its figure from them.
"""

from __future__ import annotations

import re

from pipeline.vietnamese.alphabet import fold, fold_ocr

# Stands for each masked sign: neither letter nor digit, and no end of a sentence.
MASK = "§"

# Money signs that an OCR puts for letters with marks: "¢6" is có, "I¢" is lệ (seed).
_SIGNS = str.maketrans("¢©€£¥", "ceeey")
# "8/11d6ng", "02máy" and "12,5ha": figures that lost the blank before the word they count.
_GLUED = re.compile(r"(\d+ ?/ ?\d+|0\d|\d{2,}(?:[.,]\d+)*)(?=[a-z]{1}[a-z0-9]{2,}|ha(?![a-z]))")
# "tỷ 16 58%": lệ printed as a number.
_RATIO = re.compile(r"(?<=(?<![a-z])t[yi] )1[6ce](?![\d,./%a-z])")
_TYPED = re.compile(r"\S+")

_PARTS_OF_LAW = (
    r"dieu|khoan|diem|muc|chuong|phan|bieu|bieu mau|mau|phu luc|buoc|cap do|muc do|de an|luat so"
)
_MASKS = tuple(
    re.compile(pattern)
    for pattern in (
        # 15/6/2024, 15.6.2024, 15-6-2024
        r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19|20)\d\d",
        # ngày 15 tháng 9 năm 2024; ngày 15/6
        r"ngay \d{1,2} ?(?:thang|[/.-]) ?\d{1,2}(?: \w{3,5} (?:19|20)\d\d)?(?!\d)",
        # tháng 9/2024, tháng 9 năm 2024, 9/2024
        r"thang \d{1,2}(?: ?/ ?| nam )(?:19|20)\d\d|(?<![\d/])\d{1,2} ?/ ?20\d\d(?![\d/])",
        # 68/BC-UBND, 118/UBND - NV, 33/2023/NĐ-CP, 61/2018/NP-CP
        r"\d+ ?/ ?(?:(?:19|20)\d\d ?/ ?)?(?=[a-z]{1,5}\d*(?: ?- ?[a-z]|\b))"
        r"[a-z]{1,5}\d*(?: ?- ?[a-z]{1,6})*(?![a-z])",
        # năm 2024, nim 2024, 2021-2026, 2024
        r"(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d|(?<=nam )(?:19|20)\d\d",
        r"(?<![\d.,/])20[0-4]\d(?![\d%/])",
        # ISO 9001:2015, TCVN 9001: 2015
        r"(?:iso|tcvn(?: iso)?) ?\d[\d:. -]*\d|\d{4} ?: ?(?:19|20)\d\d",
        # Điều 12, mục II.2, mức độ 4, Đề án 06
        rf"(?<![a-z])(?:{_PARTS_OF_LAW}) \d+(?:\.\d+)*(?![\d%/])",
        # kế hoạch số 12, văn bản số 5, số: 68
        r"(?:quyet dinh|ke hoach|nghi quyet|nghi dinh|thong tu|cong van|chi thi|bao cao|van ban)"
        r" so:? ?\d+",
        # 16n: a word (lớn) that begins like a number; 56m is an area
        r"(?<![\d/.,])\d{1,2}[a-ln-z](?![a-z])",
        # 0912345678, 7 giờ 30, 24/7, 24/24 giờ
        r"(?<!\d)0\d{9,10}(?!\d)|24 ?/ ?7(?!\d)|24 ?/ ?24(?= ?(?:gio|h)(?![a-z]))",
        r"\d{1,2} ?gio(?: \d{2})?(?![a-z])",
    )
)
_LIST_NUMBER = re.compile(
    r"\W*(?:\d{1,2}\.){1,3}(?:\d{1,2}\.?)?(?= |[a-z])|\W*\d{1,2}(?:[.)/] |\))"
)


def plain_text(text: str) -> str:
    """Fold a text, with the letters an OCR printed as digits or money signs; the length stays.

    >>> plain_text("Hién ¢6 8/11d6ng chí, 02máy là s6 1ẻ")
    'hien co 8/11dong chi, 02may la so le'
    """
    plain = _TYPED.sub(lambda token: _plain_token(token.group()), text.replace("\u00a0", " "))
    return _RATIO.sub("le", plain)


def _plain_token(token: str) -> str:
    if token.isalpha():
        return fold(token)
    folded = fold(token).translate(_SIGNS)
    glued = _GLUED.match(folded)
    if glued:
        return folded[: glued.end()] + fold_ocr(folded[glued.end() :])
    return fold_ocr(folded)


def mask_numerals(plain: str) -> str:
    """Mask the digits in a plain text that are no figures; the length stays.

    >>> mask_numerals("1. ke hoach so 05/kh-ubnd ngay 12/01/2024: 11 linh vuc, 8/11 dong chi")
    '§§ ke hoach so §§§§§§§§§§ ngay §§§§§§§§§§: 11 linh vuc, 8/11 dong chi'
    """
    masked = _LIST_NUMBER.sub(_mask, plain, count=1) if _LIST_NUMBER.match(plain) else plain
    for pattern in _MASKS:
        masked = pattern.sub(_mask, masked)
    return masked


def _mask(match: re.Match[str]) -> str:
    """Mask digits and what joins them; the words of the match stay for the patterns to see."""
    return re.sub(r"\S*\d\S*", lambda token: MASK * len(token.group()), match.group())
