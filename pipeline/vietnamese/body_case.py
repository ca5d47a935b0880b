"""Names of bodies, in small letters, as sentences print them, with capitals as offices set them."""

from __future__ import annotations

import re

from pipeline.vietnamese.alphabet import fold

_SCHOOL = re.compile(
    r"trường:? (?:(?:phổ thông|tiểu học|mầm non|mẫu giáo|trung học(?: cơ sở| phổ thông)?|thcs|thpt"
    r"|đại học|cao đẳng|trung cấp|và|&) )+"
)
# Names inside of names, as offices write them.
_SPELLED = {
    "nhà nước": "Nhà nước", "việt nam": "Việt Nam", "trung ương": "Trung ương",
    "quốc hội": "Quốc hội", "mặt trận tổ quốc": "Mặt trận Tổ quốc", "ủy ban mttq": "Ủy ban MTTQ",
    "ủy ban MTTQ": "Ủy ban MTTQ", "ủy ban mặt trận": "Ủy ban Mặt trận", "chính phủ": "Chính phủ",
    "hồ chí minh": "Hồ Chí Minh", "thường vụ Quốc hội": "Thường vụ Quốc hội",
}  # fmt: skip
_PROPER = re.compile("|".join(rf"\b{one}\b" for one in sorted(_SPELLED, key=len, reverse=True)))
_TITLED = re.compile(
    r"^(?:bộ(?! phận)|sở|phòng|ban|cục|chi cục|tổng cục|văn phòng|vụ|viện|thủ tướng) ?"
)
_AGAIN = re.compile(r"(?:(?:(?<=và )|(?<=[-–&] )|(?<=, ))[a-zđ]\w*|chính phủ)")


_FIRM = re.compile(
    r"(?:tổng )?(?:công ty|tập đoàn|hợp tác xã)"
    r"(?: (?:cổ phần|tnhh|trách nhiệm hữu hạn|một thành viên|mtv|hai thành viên))* "
)


def _name_case(words: str) -> str:
    """Write a proper name, and its short form between parentheses.

    >>> _name_case("cấp nước và đô thị nam sơn (nasoco)")
    'Cấp Nước và Đô Thị Nam Sơn (NASOCO)'
    """
    return " ".join(
        word.upper()
        if word[:1] == "("
        else word
        if word == "và"
        else _abbreviation(word[:1].upper() + word[1:])
        for word in words.split()
    )


def sentence_case(words: str) -> str:
    """Write a name with capitals where offices set them: its first word, and that of its field."""
    if words.isupper() or words[:4] in ("UBND", "HĐND"):
        return words
    if firm := _FIRM.match(words):
        return (
            words[:1].upper() + _abbreviate(words[1 : firm.end()]) + _name_case(words[firm.end() :])
        )
    if school := _SCHOOL.match(words):
        return (
            words[:1].upper()
            + _abbreviate(words[1 : school.end()])
            + _name_case(words[school.end() :])
        )
    head = _TITLED.match(words)
    at = head.end() if head else 0
    field = _AGAIN.sub(lambda found: found[0][:1].upper() + found[0][1:], words[at:])
    field = _abbreviate(field)
    field = field[:1].upper() + field[1:]
    return _PROPER.sub(
        lambda found: _SPELLED[found[0]], words[:1].upper() + words[1:at] + field if at else field
    )


def _abbreviate(words: str) -> str:
    return " ".join(map(_abbreviation, words.split(" ")))


def _abbreviation(word: str) -> str:
    """Print a word without a vowel in capitals: PCCC, CNCH, and UBND."""
    if word in ("ubnd", "ubmttq"):
        return word.upper()
    folded = fold(word)
    return word.upper() if len(word) > 1 and not re.search("[aeiouy]", folded) else word
