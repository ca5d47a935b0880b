"""The words that names of bodies are made of: their marks put back, their short forms written out.

An OCR loses marks of capitals most of all (`CAI CÁCH`), so known words are given their own. Single
syllables may be others (`HẢI QUAN` is no `quận`, `PHONG XUÂN` no `phòng`): they are mended where
the marks of the page cannot be trusted, and only where such a word stands in names.
"""

from __future__ import annotations

import re

from pipeline.vietnamese.alphabet import fold


def _names(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return tuple(sorted(filter(None, parts), key=len, reverse=True))


_PHRASES = _names(
    """
    ủy ban nhân dân; hội đồng nhân dân; thủ tướng chính phủ; chính phủ; quốc hội; ban chỉ đạo
    cải cách hành chính; văn phòng; giáo dục và đào tạo; tài chính; nội vụ; tư pháp; y tế; xây dựng
    công thương; giao thông vận tải; kế hoạch và đầu tư; tài nguyên và môi trường
    nông nghiệp và phát triển nông thôn; khoa học và công nghệ; nông nghiệp và môi trường
    thông tin và truyền thông; văn hóa, thể thao và du lịch; lao động - thương binh và xã hội
    dân tộc; ngoại vụ; quốc phòng; công an; thống kê; cảnh sát; phòng cháy; chữa cháy; hải quan
    thanh tra; kho bạc nhà nước; thành phố; thị xã; thị trấn; văn hóa; xã hội; kinh tế; hạ tầng
    đô thị; mặt trận tổ quốc việt nam; bộ chỉ huy; quân sự; quân khu; quân đội; cơ quan
    ngân hàng nhà nước; liên đoàn lao động; bảo hiểm xã hội; việt nam; trung ương; tòa án
    viện kiểm sát; tối cao; ban chấp hành
    """
)
_SINGLE = ("tỉnh", "huyện", "quận", "phường", "xã", "của", "và")
_NO_DISTRICT = r"(?<!huyen )(?<!thi xa )"  # Quan Hóa, Quan Sơn
_FIRST = ("sở", "bộ", "phòng", "cục")  # where a name begins
_PHRASE = re.compile("|".join(rf"(?<![a-z]){re.escape(fold(one))}(?![a-z])" for one in _PHRASES))
_WORD = re.compile(
    "|".join(
        [rf"(?<![a-z]){re.escape(fold(one))}(?![a-z])" for one in _PHRASES]
        + [rf"(?<![a-z]){_NO_DISTRICT}{fold(one)}(?![a-z])" for one in _SINGLE]
        + [rf"^{re.escape(fold(one))}(?![a-z])" for one in _FIRST]
    )
)
_SPELLED = {fold(one): one for one in (*_PHRASES, *_SINGLE, *_FIRST)}
# `UBND TX. HỒNG LẪM`, `CỤC THUẾ TP HẢI NAM`; what P., H., X. and TT. stand for only the body tells.
_ABBREVIATED = (
    (re.compile(r"\btp ?\.? ?hcm\b"), "thành phố hồ chí minh"),
    (re.compile(r"\btp(?:\. ?| )(?=\w)"), "thành phố "),
    (re.compile(r"\btx(?:\. ?| )(?=\w)"), "thị xã "),
    (re.compile(r"(?<=^ubnd )tt\. ?|(?<=^hđnd )tt\. ?"), "thị trấn "),
    (re.compile(r"(?<=^ubnd )h\. ?|(?<=^hđnd )h\. ?"), "huyện "),
    (re.compile(r"(?<=^ubnd )x\. ?|(?<=^hđnd )x\. ?"), "xã "),
    (re.compile(r"\bp\. ?(?=\d)"), "phường "),
    (re.compile(r"\bq\. ?(?=\d)"), "quận "),
)


def spell_words(words: str, *, clear: bool = False) -> str:
    """Give words of bodies, in small letters, the marks that they have, and write them out.

    Args:
        words: As read.
        clear: The marks of the page can be trusted.

    >>> spell_words("ban chí đạo cai cách hành chính của chính phù")
    'ban chỉ đạo cải cách hành chính của chính phủ'
    >>> spell_words("tĩnh hải nam"), spell_words("tổng cục hải quan"), spell_words("cục thuế tp x")
    ('tỉnh hải nam', 'tổng cục hải quan', 'cục thuế thành phố x')
    >>> spell_words("trường thcs phong xuân", clear=True)
    'trường thcs phong xuân'
    """
    folded = fold(words)
    known = _PHRASE if clear else _WORD
    for found in known.finditer(folded):
        words = words[: found.start()] + _SPELLED[found[0]] + words[found.end() :]
    for short, full in _ABBREVIATED:
        words = short.sub(full, words)
    return words
