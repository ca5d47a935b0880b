"""Which numbers of a sentence only identify: dates, symbols, codes, names, addresses, articles.

What identifies nothing is a figure, whether its unit is known or not: a figure left out is gone for
good, one too many is a line to strike out.
"""

from __future__ import annotations

import re

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.unit_behind import Behind
from pipeline.wording.masking import MASK

_REACH = 40  # characters before a figure
# Numbers that belong to the word before them and count nothing. With their marks: mục is no mức.
_NUMBERED = re.compile(
    r"(?<!\w)(?:thứ|nhóm|loại|khóa|khoá|kỳ họp|khu vực|khu phố|vùng|vị trí|hạng|quý|"
    r"tháng|ngày|tuần|khu|phường|quận|đường|quốc lộ|tỉnh lộ|hương lộ|đại lộ|ngõ|ngách|hẻm|kiệt|"
    r"số nhà|ql|đt|đh|km|bậc|nhiệm kỳ|bước|mồng|mùng|tiết|mục|phần|chương|bảng|biểu|trang|iso|"
    r"covid|covid-|năm|điều|khoản|điểm|phụ lục(?: số)?|mẫu(?: số)?|số thứ tự(?: từ)?|lần thứ|"
    r"phiên bản|tầng|đời|đơn vị tính:|điện thoại:?|sđt:?|đt:|hotline:?|fax:?|mã số:?) $",
    re.IGNORECASE,
)
_NUMBERED_PLAIN = re.compile(fold(_NUMBERED.pattern.replace(r"\w", "[^ ]")), re.IGNORECASE)
# `cấp 2` is a level, `cấp 12 giấy phép` is what was done.
_NUMBERED_ALONE = re.compile(
    r"(?<!\w)(?:(?<!trung )(?<!sơ )(?<!cao )cấp|(?<!cùng )kỳ|tổ|thôn|ấp|lớp|xóm|đội|tờ|số|"
    r"cụm|chi hội|quyển|lô|thửa) $",
    re.IGNORECASE,
)
_PLACES = frozenset(("xã", "phường", "thị trấn", "huyện", "tỉnh"))  # tổ 3 phường Hoa Lư
_COUNTING = re.compile(r"(?:tổng|tổng cộng|trong|con|một|có|là|đó) số $", re.IGNORECASE)
# Names that end in a number: Ban Chỉ đạo 138, Nghị quyết 18, Đề án 06.
_NAMED = re.compile(
    r"(?<!\w)(?:ban chỉ đạo|bcđ|tổ công tác|nghị quyết|chỉ thị|kết luận|đề án|nghị định|thông tư|"
    r"quyết định|công văn|công điện|quy định|hướng dẫn|luật|pháp lệnh|tổ đề án|tổ triển khai đề án)"
    r"(?: số)?:? (?:\d{1,4} ?[/-] ?)?$",
    re.IGNORECASE,
)
# Only as names, with their capital, are those more than what was planned.
_NAMED_CAPITAL = re.compile(
    r"(?<!\w)(?:Kế hoạch|Chương trình|Dự án|Mô hình|Phong trào|Cuộc vận động|Chuyên án|Chiến dịch)"
    r" (?:\d{1,4} ?[/-] ?)?$"
)
_SHORT = re.compile(r"\d{1,4}(?![\d%]|[.,]\d| ?%)")
_CODE_BEFORE = re.compile(r"(?<!\S)[(\"“]?[A-ZĐ][A-ZĐ0-9.-]*[A-ZĐ0-9][.-]? $")
_PIECE_BEFORE = re.compile(r"[^\W]$|[A-ZĐ0-9][.,]$|(?:^|[\s(])[A-ZĐ][\w-]*[A-ZĐ]?/ ?$")
_PIECE_BEHIND = re.compile(r"[x:]\d|[.,]\d|/ ?[A-ZĐ]|-[A-ZĐ]{2}|[^\W\d_]+[x\d]")
# "Kế hoạch số 07/KH-UBND" was read as "Ke hoach 56 07/KH-UBND".
_SYMBOL_BEHIND = re.compile(r" \d{1,4} ?/ ?[A-ZĐ]{2}")
_GLUED = re.compile(r"[^\W\d_]")
_PHONE = re.compile(r"(?<![\d.,])\(?0\d{2,3}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\d|[.,]\d)")
# (1) behind a stop opens an item of a list; (3)=(1)+(2) numbers columns.
_ITEM_BEFORE = re.compile(r"(?:^|[:;,.]\s?|[=+)(@]\s*)\($")
_ITEM = re.compile(r"\d{1,2}\)(?: [^\W\d_]|\s*[=+(]|\s*$)")
_IDENTIFIER = re.compile(r"0\d+[.,]\d")  # 01.0020, the code of a good
# Parts of dates and periods: 15 tháng 9, 6 tháng đầu năm, 9 tháng năm 2025; báo cáo 3 tháng.
_TIME_NAMED = re.compile(
    r" ?(?:tháng(?: \d| [đc]ầu| cuối| năm|,)|giờ(?: \d|,)|h\d|thang(?: \d| dau| cuoi| nam))"
)


# Three, six and nine months are times of reports: định kỳ 3 tháng, 6 tháng.
_REPORTING = re.compile(r"0?[369] tháng(?!\w)")
_SPAN_BEFORE = re.compile(r"(?:giảm|tăng|thêm|ngắn|dài|hạn|sau|chậm|sớm|còn|từ|đủ|dưới|trên) $")


def identifies(text: str, masked: str, place: tuple[int, int], behind: Behind) -> bool:
    """Say whether a number of a sentence names something and counts nothing.

    Args:
        text: Of the paragraph.
        masked: The same, plain, with its dates, symbols and articles masked.
        place: Of the number.
        behind: What stands behind it.
    """
    start, end = place
    before = text[max(0, start - _REACH) : start]
    return (
        MASK in masked[max(0, start - 1) : end + 1]
        or _is_piece(text, before, place, behind)
        or _is_time(text, before, place)
        or _is_numbered(before, behind)
        or _is_named(text, before, start, behind)
    )


def _is_piece(text: str, before: str, place: tuple[int, int], behind: Behind) -> bool:
    """Say whether a number is a piece of a code, a symbol or a phone number."""
    start, end = place
    if _PIECE_BEFORE.search(before) or _PIECE_BEHIND.match(text, end):
        return True
    if _SYMBOL_BEHIND.match(text, end):
        return True
    if _ITEM_BEFORE.search(before) and _ITEM.match(text, start):
        return True
    if not behind.unit and _GLUED.match(text, end):
        return True
    if not behind.known and _CODE_BEFORE.search(before):
        return True
    return _IDENTIFIER.match(text, start) is not None or _is_phone(text, start, end)


def _is_time(text: str, before: str, place: tuple[int, int]) -> bool:
    if _TIME_NAMED.match(text, place[1]):
        return True
    return bool(_REPORTING.match(text, place[0])) and not _SPAN_BEFORE.search(before)


def _is_numbered(before: str, behind: Behind) -> bool:
    # A text without its marks has a plain `muc` for both; a figure lost there is no wrong one.
    if _NUMBERED.search(before) or (before.isascii() and _NUMBERED_PLAIN.search(before)):
        return True
    alone = _NUMBERED_ALONE.search(before) and not _COUNTING.search(before)
    return bool(alone) and (not behind.unit or behind.unit in _PLACES)


def _is_named(text: str, before: str, start: int, behind: Behind) -> bool:
    if not _SHORT.match(text, start):
        return False
    return bool(_NAMED.search(before) or (_NAMED_CAPITAL.search(before) and not behind.known))


def _is_phone(text: str, start: int, end: int) -> bool:
    near = max(0, start - 14)
    return any(
        found.start() <= start and end <= found.end()
        for found in _PHONE.finditer(text, near, end + 12)
    )
