"""The unit behind a figure of a sentence.

A unit is its whole words with their marks: `96.799 phương tiện` are no phường, `lượt hồ sơ` no
`lượt hộ`. Many short units begin other words, too: `công dân`, `máy trưởng`, `xã viên`. Such a one
counts only before a word that is known to go on after it; else the two syllables that stand there
are given, and doubted. The alternative, a list of all those words, would never be complete, and
what it lacks would be wrong in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.units import read_unit


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Spans of time: 5 ngày, từ đủ 14 tuổi.
TIMES = frozenset(("ngày", "tháng", "năm", "tuổi", "giờ", "phút", "tuần"))
_LONGEST = 4  # words: triệu lượt hồ sơ
_BEHIND = re.compile(r" ?(%|‰|[^\W\d_][^\s,;:()…]*(?: [^\W\d_][^\s,;:()…]*){0,4})")
_TOTAL = re.compile(r" ?(?:tổng số|tổng|số)(?= )", re.IGNORECASE)
# 02 (hai) trường hợp: the number again in words.
_SPELLED = re.compile(r" ?\((?P<words>[^()\d]{2,60})\)")
_NUMBER_WORDS = _words(
    fold(
        "không một hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi mốt trăm nghìn ngàn triệu "
        "tỷ linh lẻ rưỡi nhăm"
    )
)
# Units that begin other words.
_SHARED = _words(
    "bao bài bình bản bộ ca chiếc chỉ con cuộc cái cây công căn giấy gói huyện hộ hộp khách "
    "khẩu lon lô lượng lần lớp máy người nhà phiếu phường quả thôn thùng tin trường trạm trẻ "
    "túi tỉnh tổ tờ tỷ việc vụ xe xã điểm đoàn đơn đồng đợt ấp"
)
# What may stand behind any of them: it opens another phrase.
_GOES_ON = _words(
    "bằng bị cho chuyển chưa các còn có cùng cũ của do giải giảm gồm hay hoàn hoặc khi khác "
    "không là mà mới như nhằm này nên nữa phát qua sang sau so sẽ tham theo thuộc thì thực "
    "tiếp toàn trong trên trước trở tăng tại tổ tới từ và vào về với đang đã đó đăng được đạt "
    "đến đều để đủ ở"
)
# Words that say of what kind the counted thing is, and make no other word of it.
_KINDS = {
    "bài": "viết tuyên đăng phản dự",
    "cây": "xanh ăn lâm cau dừa chè keo bóng giống phân các trồng",
    "con": "lợn trâu bò gà vịt dê gia cá tôm lợn, thuộc",
    "công": "lao",
    "cuộc": "họp kiểm giám thanh thi tuyên đối vận tiếp",
    "đoàn": "kiểm thanh giám công khách liên",
    "đơn": "khiếu tố kiến thư phản đề xin",
    "đồng": "tiền",
    "điểm": "cầu trường bưu bán du",
    "hộ": "nghèo cận dân kinh sản gia thoát tái mới được nuôi thuộc",
    "người": "dân lao nghèo có cao khuyết bệnh nghiện dự tham mắc chết bị nước trong cai",
    "nhà": "ở tình dột tạm đại văn vệ",
    "lớp": "tập bồi dạy học đào",
    "lần": "so điều liên họp kiểm",
    "đợt": "điều kiểm ra cao",
    "hộp": "thiếc giấy nhựa",
    "máy": "tính móc in cày gặt bơm photo vi",
    "vụ": "việc án tai cháy vi phạm tranh bạo",
    "xe": "ô máy tải khách con mô",
    "tin": "bài",
    "tổ": "dân công hòa hoà tự tiết",
    "trường": "học mầm tiểu trung thcs thpt đạt",
    "trẻ": "em",
    "xã": "phường đạt nông thị hoàn",
    "thôn": "đạt bản buôn văn",
    "tỷ": "đồng",
    "tin,": "bài",
    "tờ": "rơi gấp",
    "phiếu": "khảo điều đánh lấy hài",
    "giấy": "phép chứng",
    "quả": "trứng",
    "trạm": "y bơm biến",
    "bộ": "thủ hồ máy bàn",
    "khách": "du quốc nội",
    "ca": "mắc bệnh nhiễm tử",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a figure."""

    unit: str = ""
    stop: int = 0  # where it ends
    known: bool = False  # False: the words as printed, which may be more or less than a unit


def read_behind(text: str, end: int, *, damaged: bool = False) -> Behind:
    """Read the unit behind a figure.

    Args:
        text: Of the paragraph.
        end: Of the figure.
        damaged: Whether an OCR may have spoilt the marks.

    >>> read_behind("96 lượt hồ sơ", 2).unit, read_behind("12 công dân", 2).unit
    ('lượt hồ sơ', 'công dân')
    >>> read_behind("12 máy trưởng có bằng", 2), read_behind("12 máy tính", 2).unit
    (Behind(unit='máy trưởng', stop=13, known=False), 'máy')
    >>> read_behind("02 (hai) trường hợp", 2).unit, read_behind("7, đạt", 1)
    ('trường hợp', Behind(unit='', stop=1, known=False))
    """
    end = _skip_spelled(text, end)
    if total := _TOTAL.match(text, end):
        end = total.end()
    found = _BEHIND.match(text, end)
    if found is None:
        return Behind(stop=end)
    start, words = found.start(1), found[1].split(" ")
    if (time := words[0].lower().rstrip(".")) in TIMES:
        return Behind(time, start + len(time), known=True)
    for count in range(min(len(words), _LONGEST), 0, -1):
        said = " ".join(words[:count]).rstrip(".")
        unit = read_unit(said)
        if not unit or not (damaged or _is_spelt(said, unit)):
            continue
        stop = start + len(said)
        following = words[count : count + 1] if text[stop : stop + 1] == " " else []
        if not following or _may_follow(unit, following[0]):
            return Behind(unit, stop, known=True)
        longer = f"{said} {following[0].rstrip('.')}"
        return Behind(longer, start + len(longer))
    return Behind(_as_printed(words, damaged), end)


def _skip_spelled(text: str, end: int) -> int:
    found = _SPELLED.match(text, end)
    if found is None or fold(found["words"]).split()[0] not in _NUMBER_WORDS:
        return end
    words = fold(found["words"]).split()
    return found.end() if all(word in _NUMBER_WORDS for word in words) else end


def _is_spelt(said: str, unit: str) -> bool:
    """Say whether the words are those of the unit, marks and all; khoá is khóa, and tỉ tỷ."""
    return _key(said) == _key(unit) or said.isascii()


def _key(words: str) -> str:
    bare = "".join(words.lower().split()).replace("tỉ", "tỷ")
    return "".join(sorted(bare)) if words.isalpha() else bare


def _may_follow(unit: str, following: str) -> bool:
    last = unit.rpartition(" ")[2].rpartition("/")[2]
    if unit.count(" ") or "/" in unit or last not in _SHARED:
        return True
    word = following.strip(".,;").lower()
    if not word[:1].isalpha() or following[:1].isupper():
        return True
    return word in _GOES_ON or word in _KINDS.get(unit, "").split()


def _as_printed(words: list[str], damaged: bool) -> str:
    """Give the noun as printed where its first syllable only looks like a unit."""
    looks = read_unit(words[0]) and words[0].islower()
    return " ".join(words[:2]).rstrip(".") if looks and len(words) > 1 and not damaged else ""
